/*
id: lead_also_assists
code: O05
title: {zh: 自相矛盾, en: Lead also assists}
asks: 哪些职责事项里，同一单位在同一范围、同一时期既牵头又配合？
group: overlap
severity: low
subject: Duty
identity: [duty_id, organization_id]
denominator: >-
  MATCH (:Organization)-[:LEADS]->(d:Duty)<-[:ASSISTS]-(:Organization) RETURN count(DISTINCT d.id) AS n
basis: 部门职责分工协商协调办法：主办和协办应当分清
next: 请发布单位删去一处；确有两种身份的，写明各自的范围
*/
MATCH (o:Organization)-[r:LEADS]->(d:Duty)
MATCH (o)-[q:ASSISTS]->(d)
WHERE coalesce(d.status, 'active') <> 'ended'
  AND coalesce(r.scope, '') = coalesce(q.scope, '')
  AND coalesce(r.region, o.region, '') = coalesce(q.region, o.region, '')
  AND coalesce(r.valid_from, $as_of) <= $as_of
  AND coalesce(r.valid_to, $as_of) >= $as_of
  AND coalesce(q.valid_from, $as_of) <= $as_of
  AND coalesce(q.valid_to, $as_of) >= $as_of
  AND (r.lists IS NULL OR EXISTS {
    MATCH (l:BoundaryList)
    WHERE l.id IN r.lists AND coalesce(l.status, 'in_force') = 'in_force'
      AND coalesce(l.valid_from, $as_of) <= $as_of AND coalesce(l.valid_to, $as_of) >= $as_of
  })
  AND (q.lists IS NULL OR EXISTS {
    MATCH (k:BoundaryList)
    WHERE k.id IN q.lists AND coalesce(k.status, 'in_force') = 'in_force'
      AND coalesce(k.valid_from, $as_of) <= $as_of AND coalesce(k.valid_to, $as_of) >= $as_of
  })
WITH d, o, collect(r.facts) + collect(q.facts) AS facts
RETURN d.id AS duty_id, d.name AS duty, o.id AS organization_id, o.name AS organization,
       [d.id, o.id] AS evidence, facts
