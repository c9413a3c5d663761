/*
id: body_without_office
code: C01
title: {zh: 无办公室挂靠, en: Body without office}
asks: 哪些运行中的议事协调机构没有写办公室设在哪个部门？
group: coordination
severity: medium
subject: CoordinatingBody
identity: [body_id]
denominator: >-
  MATCH (c:CoordinatingBody)-[:LISTED_IN]->(l:BoundaryList)
  WHERE 'office' IN l.columns_present AND coalesce(c.status, 'active') = 'active'
  RETURN count(DISTINCT c.id) AS n
basis: 议事协调机构一般不设实体办事机构，日常工作由一个部门承担（民乐县编办）；议事协调机构清理
next: 明确办公室设在哪个部门；没有部门愿意承担的，考虑撤销或并入相近机构
*/
MATCH (c:CoordinatingBody)-[s:LISTED_IN]->(l:BoundaryList)
WHERE 'office' IN l.columns_present
  AND coalesce(c.status, 'active') = 'active'
  AND coalesce(c.valid_to, $as_of) >= $as_of
  AND NOT EXISTS { MATCH (c)-[:OFFICE_AT]->(:Organization) }
  AND NOT EXISTS { MATCH (c)-[:OFFICE_AT]->(g:NamedGroup) WHERE g.kind = 'unresolved' }
  AND (
    NOT c.kind IN ['task_force', 'special_committee']
    OR NOT EXISTS { MATCH (c)-[:LED_BY]->(x) WHERE coalesce(x.kind, '') <> 'open_ended' }
  )
OPTIONAL MATCH (c)-[q:OFFICE_AT]->(n:NamedGroup)
WITH c, collect(l.id) + collect(n.id) AS around, collect(n.name) AS words,
     collect(s.facts) + collect(q.facts) AS facts
RETURN c.id AS body_id, c.name AS body, c.kind AS body_kind, words,
       [c.id] AS evidence, around AS evidence_set, facts
