/*
id: lists_name_different_leads
code: O06
title: {zh: 清单打架, en: Lists name different leads}
asks: 哪些职责事项，两份都有效的清单在同一区域、同一范围写了不同的牵头单位？
group: overlap
severity: high
subject: Duty
identity: [duty_id]
denominator: MATCH (:Organization)-[r:LEADS]->(d:Duty) WHERE size(r.lists) > 0 RETURN count(DISTINCT d.id) AS n
basis: 权责清单不统一的研究；同一事项在各份清单里的牵头单位应当一致
next: 与两份清单的发布单位核对，以编制部门确定的牵头单位为准，改为一致；区域都不明的（低），先核对是否同一区域
*/
MATCH (a:Organization)-[c:CONTENDS_WITH]->(b:Organization)
MATCH (a)-[r:LEADS]->(d:Duty)<-[q:LEADS]-(b)
WHERE d.id = c.duty
  AND NOT c.same_list
  AND c.overlap IN ['certain', 'possible']
  AND coalesce(d.status, 'active') <> 'ended'
  AND coalesce(r.region, a.region, '') = coalesce(q.region, b.region, '')
  AND coalesce(r.valid_to, $as_of) >= $as_of
  AND coalesce(q.valid_to, $as_of) >= $as_of
  AND (a.level IS NULL OR b.level IS NULL OR a.level = b.level)
  AND NOT EXISTS { MATCH (a)-[:ANSWERS_TO|SUCCEEDED_BY|NOW_HELD_BY]-(b) }
WITH a, b, c, d, r, q
MATCH (l:BoundaryList)
WHERE l.id IN r.lists
  AND coalesce(l.status, 'in_force') = 'in_force'
  AND coalesce(l.valid_from, $as_of) <= $as_of
  AND coalesce(l.valid_to, $as_of) >= $as_of
WITH a, b, c, d, q, l
MATCH (k:BoundaryList)
WHERE k.id IN q.lists
  AND coalesce(k.status, 'in_force') = 'in_force'
  AND coalesce(k.valid_from, $as_of) <= $as_of
  AND coalesce(k.valid_to, $as_of) >= $as_of
WITH d, collect(a.id) + collect(b.id) + collect(l.id) + collect(k.id) AS around,
     collect(a.name) + collect(b.name) AS leads, collect(l.name) + collect(k.name) AS lists,
     collect(c.facts) AS facts, sum(CASE WHEN c.overlap = 'certain' THEN 1 ELSE 0 END) AS certain
RETURN d.id AS duty_id, d.name AS duty, leads, lists,
       CASE WHEN certain > 0 THEN 'high' ELSE 'low' END AS severity,
       [d.id] AS evidence, around AS evidence_set, facts
