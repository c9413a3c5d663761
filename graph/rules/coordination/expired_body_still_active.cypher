/*
id: expired_body_still_active
code: C03
title: {zh: 期满未撤, en: Expired body still active}
asks: 哪些议事协调机构过了撤销期限还在运行？
group: coordination
severity: medium
subject: CoordinatingBody
identity: [body_id]
denominator: >-
  MATCH (c:CoordinatingBody) WHERE c.expires_on IS NOT NULL AND c.status = 'active' RETURN count(c) AS n
basis: 设立议事协调机构应明确撤销条件和期限，期满即撤（民乐县编办）
next: 按期撤销；确需延长的，由编制部门审核后重新明确期限
*/
MATCH (c:CoordinatingBody)
WHERE c.expires_on < $as_of
  AND c.status = 'active'
  AND coalesce(c.valid_to, $as_of) >= $as_of
OPTIONAL MATCH (c)-[s:LISTED_IN]->(l:BoundaryList)
WITH c, collect(l.id) AS lists, collect(s.facts) AS facts
RETURN c.id AS body_id, c.name AS body, c.kind AS body_kind, c.expires_on AS expires_on,
       [c.id] AS evidence, lists AS evidence_set, facts + [[c.id]] AS facts
