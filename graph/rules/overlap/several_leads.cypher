/*
id: several_leads
code: O01
title: {zh: 多头牵头, en: Several leads}
asks: 哪些职责事项，同一份清单写了两个以上单位同时牵头，而且范围、区域、时段相交？
group: overlap
severity: high
subject: Duty
identity: [duty_id]
denominator: MATCH (:Organization)-[:LEADS]->(d:Duty) RETURN count(DISTINCT d.id) AS n
basis: 部门职责分工协商协调办法：有多个牵头的以排在第一位的为主办
next: 提请编制部门确定一家主办；写明不同范围、分别承办或只有一方写了范围的（提示），核对范围是否真的互斥
*/
MATCH (a:Organization)-[c:CONTENDS_WITH]->(b:Organization)
MATCH (d:Duty)
WHERE d.id = c.duty
  AND c.same_list
  AND coalesce(d.status, 'active') <> 'ended'
  AND (a.level IS NULL OR b.level IS NULL OR a.level = b.level)
  AND NOT EXISTS { MATCH (a)-[:ANSWERS_TO|SUCCEEDED_BY|NOW_HELD_BY]-(b) }
  AND EXISTS { MATCH (a)-[ra:LEADS]->(d) WHERE coalesce(ra.valid_to, $as_of) >= $as_of }
  AND EXISTS { MATCH (b)-[rb:LEADS]->(d) WHERE coalesce(rb.valid_to, $as_of) >= $as_of }
WITH d, collect(a.id) + collect(b.id) AS bodies, collect(a.name) + collect(b.name) AS leads,
     collect(c.overlap) AS overlaps, collect(c.facts) AS facts,
     sum(CASE WHEN c.overlap = 'certain' THEN 1 ELSE 0 END) AS certain,
     sum(CASE WHEN c.overlap = 'possible' THEN 1 ELSE 0 END) AS possible
RETURN d.id AS duty_id, d.name AS duty, leads, overlaps,
       CASE WHEN certain > 0 THEN 'high' WHEN possible > 0 THEN 'low' ELSE 'info' END AS severity,
       [d.id] AS evidence, bodies AS evidence_set, facts
