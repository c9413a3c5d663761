/*
id: duty_with_nobody
code: G01
title: {zh: 无人负责, en: Duty with nobody}
asks: 哪些在用的职责事项，清单里一个责任方也没有写？
group: gap
severity: high
subject: Duty
identity: [duty_id]
denominator: MATCH (d:Duty) WHERE coalesce(d.status, 'active') <> 'ended' RETURN count(d) AS n
basis: 职责边界清单应逐项明确责任单位；淮安市编办“没人管、多头管”研究
next: 提请编制部门明确牵头单位；清单本身没有说明是否完整的（低），先向发布单位核对是否漏行
*/
MATCH (d:Duty)
WHERE coalesce(d.status, 'active') <> 'ended'
  AND NOT EXISTS {
    MATCH (x)-[r:LEADS|ASSISTS|SHARES|GUIDES|COORDINATES|INVOLVED_IN|SUPERVISES|ENFORCES|APPROVES]->(d)
    WHERE coalesce(r.valid_to, $as_of) >= $as_of
  }
  AND NOT EXISTS { MATCH (d)-[:LISTED_IN]->(l:BoundaryList) WHERE l.complete = false }
  AND NOT EXISTS { MATCH (d)-[:DRAWN_FROM]->(:Duty) }
OPTIONAL MATCH (d)-[s:LISTED_IN]->(l:BoundaryList)
WITH d, collect(l.id) AS lists, collect(s.facts) AS facts,
     sum(CASE WHEN l.complete THEN 1 ELSE 0 END) AS whole
RETURN d.id AS duty_id, d.name AS duty,
       CASE WHEN whole > 0 THEN 'high' ELSE 'low' END AS severity,
       [d.id] AS evidence, lists AS evidence_set, facts
