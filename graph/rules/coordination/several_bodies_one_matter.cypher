/*
id: several_bodies_one_matter
code: C02
title: {zh: 一事多组, en: Several bodies for one matter}
asks: 哪些议事协调机构成员大体相同，又统筹同一项职责？
group: coordination
severity: medium
subject: CoordinatingBody
identity: [one_id, other_id]
denominator: >-
  MATCH (c:CoordinatingBody)-[:LEADS|COORDINATES]->(:Duty)
  WHERE coalesce(c.status, 'active') = 'active' RETURN count(DISTINCT c.id) AS n
params: {alike: 70, members: 4}
basis: 议事协调机构清理：职责相近、成员重合的予以合并
next: 请两家的牵头部门说明分工；没有必要分设的，合并为一家
*/
MATCH (a:CoordinatingBody)-[k:ALIKE_MEMBERS]->(b:CoordinatingBody)
MATCH (a)-[ra:LEADS|COORDINATES]->(d:Duty)<-[rb:LEADS|COORDINATES]-(b)
WHERE k.score_percent >= $alike
  AND k.fewest >= $members
  AND a.region = b.region
  AND coalesce(a.status, 'active') = 'active'
  AND coalesce(b.status, 'active') = 'active'
  AND coalesce(a.valid_to, $as_of) >= $as_of
  AND coalesce(b.valid_to, $as_of) >= $as_of
  AND coalesce(d.status, 'active') <> 'ended'
  AND coalesce(ra.valid_to, $as_of) >= $as_of
  AND coalesce(rb.valid_to, $as_of) >= $as_of
  AND NOT EXISTS { MATCH (a)-[:UNDER*1..3]->(b) }
  AND NOT EXISTS { MATCH (b)-[:UNDER*1..3]->(a) }
  AND NOT EXISTS { MATCH (a)-[:COUNTERPART_OF]-(b) }
OPTIONAL MATCH (a)-[:HAS_MEMBER]->(m:Organization)<-[:HAS_MEMBER]-(b)
WITH a, b, max(k.score_percent) AS score_percent, collect(d.name) AS duties,
     collect(d.id) + collect(m.id) AS around, collect(m.name) AS members,
     collect(k.facts) + collect(ra.facts) + collect(rb.facts) AS facts
RETURN a.id AS one_id, b.id AS other_id, [a.name, b.name] AS bodies, duties, score_percent, members,
       [a.id, b.id] AS evidence, around AS evidence_set, facts
