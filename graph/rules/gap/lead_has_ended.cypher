/*
id: lead_has_ended
code: G03
title: {zh: 牵头单位已失效, en: Lead has ended}
asks: 哪些职责事项的牵头单位已经撤并？现在由谁承继？
group: gap
severity: high
subject: Duty
identity: [duty_id, lead_id]
denominator: MATCH (:Organization)-[:LEADS]->(d:Duty) RETURN count(DISTINCT d.id) AS n
basis: 机构改革方案；三定规定；清单应随机构变动调整
next: 把牵头单位改为承继机构（now）；仅更名或代码相同的（提示）改写名称即可
*/
MATCH (o:Organization)-[r:LEADS]->(d:Duty)
WHERE o.status <> 'active'
  AND coalesce(o.valid_to, $as_of) <= $as_of
  AND coalesce(r.valid_to, $as_of) >= $as_of
  AND coalesce(d.status, 'active') <> 'ended'
OPTIONAL MATCH (o)-[n:NOW_HELD_BY]->(h:Organization)
WITH d, o, collect(h.id) AS heirs, collect(h.name) AS now, collect(r.facts) + collect(n.facts) AS facts,
     sum(CASE WHEN n.only_renamed OR o.uscc = h.uscc THEN 1 ELSE 0 END) AS same
RETURN d.id AS duty_id, d.name AS duty, o.id AS lead_id, o.name AS lead, now,
       CASE WHEN same > 0 OR (o.status = 'renamed' AND size(heirs) = 0) THEN 'info' ELSE 'high' END
         AS severity,
       [d.id, o.id] AS evidence, heirs AS evidence_set, facts
