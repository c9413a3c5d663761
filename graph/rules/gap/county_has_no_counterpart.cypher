/*
id: county_has_no_counterpart
code: G06
title: {zh: 上下不贯通, en: County has no counterpart}
asks: 哪些市级职责事项要由县级承接，而已导入清单的某个县没有对应的事项？
group: gap
severity: medium
subject: Duty
identity: [duty_id, region]
denominator: >-
  MATCH (d:Duty) WHERE d.cascade_to = 'county' AND coalesce(d.status, 'active') <> 'ended' RETURN count(d) AS n
basis: 职责清单应上下贯通、有序衔接
next: 请该县补列对应事项，或注明本地无此事项、由市级直管；清单没有说明是否完整的（低），先核对是否漏行
*/
MATCH (c:Region)-[w:WITHIN]->(u:Region)
MATCH (d:Duty)
WHERE d.region = u.code
  AND d.cascade_to = 'county'
  AND c.level = 'county'
  AND coalesce(d.status, 'active') <> 'ended'
  AND NOT EXISTS {
    MATCH (d)-[:CASCADES_TO]->(e:Duty)
    WHERE coalesce(e.region, c.code) = c.code AND coalesce(e.status, 'active') <> 'ended'
  }
  AND NOT EXISTS { MATCH (d)-[:NOT_TAKEN_UP]->(c) }
  AND NOT EXISTS { MATCH (d)-[:DRAWN_FROM]->(:Duty) }
  AND NOT EXISTS { MATCH (v:Organization)-[:LEADS]->(d) WHERE v.kind = 'vertical' }
  AND (
    NOT EXISTS { MATCH (z:Organization)-[:SERVES]->(c) WHERE z.kind = 'zone' }
    OR EXISTS { MATCH (g:Organization)-[:SERVES]->(c) WHERE g.kind = 'government' }
  )
WITH c, d, w
MATCH (l:BoundaryList)
WHERE l.region = c.code
  AND l.kind = 'boundary'
  AND 'upper' IN l.columns_present
  AND coalesce(l.status, 'in_force') = 'in_force'
  AND coalesce(l.valid_from, $as_of) <= $as_of
  AND coalesce(l.valid_to, $as_of) >= $as_of
WITH c, d, collect(w.facts) + [[d.id]] AS facts, collect(l.id) AS ids, collect(l.name) AS lists,
     sum(CASE WHEN l.complete THEN 1 ELSE 0 END) AS whole, sum(CASE WHEN l.complete = false THEN 1 ELSE 0 END) AS parts
WHERE parts = 0
RETURN d.id AS duty_id, d.name AS duty, c.code AS region, c.name AS county, lists,
       CASE WHEN whole > 0 THEN 'medium' ELSE 'low' END AS severity,
       [d.id, c.id] AS evidence, ids AS evidence_set, facts
