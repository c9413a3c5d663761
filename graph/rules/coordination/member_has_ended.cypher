/*
id: member_has_ended
code: C08
title: {zh: 成员已撤并, en: Member has ended}
asks: 哪些议事协调机构的成员单位、牵头单位或办公室所在部门已经撤并？现在由谁承继？
group: coordination
severity: low
subject: CoordinatingBody
identity: [body_id, member_id]
denominator: >-
  MATCH (c:CoordinatingBody)-[:HAS_MEMBER|LED_BY|OFFICE_AT]->(:Organization)
  WHERE coalesce(c.status, 'active') = 'active' RETURN count(DISTINCT c.id) AS n
basis: 机构改革方案；议事协调机构的组成应随机构变动调整
next: 把成员改为承继机构（now）；仅更名或代码相同的（提示）改写名称即可
*/
MATCH (c:CoordinatingBody)-[m:HAS_MEMBER|LED_BY|OFFICE_AT]->(o:Organization)
WHERE o.status <> 'active'
  AND coalesce(o.valid_to, $as_of) <= $as_of
  AND NOT EXISTS { MATCH (c)-[z:HAS_MEMBER]->(o) WHERE z.id = m.id AND z.valid_to < $as_of }
  AND coalesce(c.status, 'active') = 'active'
  AND coalesce(c.valid_to, $as_of) >= $as_of
OPTIONAL MATCH (o)-[n:NOW_HELD_BY]->(h:Organization)
WITH c, o, collect(h.id) AS heirs, collect(h.name) AS now, collect(m.facts) + collect(n.facts) AS facts,
     sum(CASE WHEN n.only_renamed OR o.uscc = h.uscc THEN 1 ELSE 0 END) AS same
RETURN c.id AS body_id, c.name AS body, o.id AS member_id, o.name AS member, now,
       CASE WHEN same > 0 OR (o.status = 'renamed' AND size(heirs) = 0) THEN 'info' ELSE 'low' END
         AS severity,
       [c.id, o.id] AS evidence, heirs AS evidence_set, facts
