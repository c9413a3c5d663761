/*
id: no_basis
code: G04
title: {zh: 缺依据, en: No basis}
asks: 哪些在用的职责事项和审批事项，所在清单有依据一栏，却没有写依据？
group: gap
severity: medium
subject: Duty
identity: [subject_id]
denominator: >-
  MATCH (x:Duty|ApprovalItem)-[:LISTED_IN]->(l:BoundaryList)
  WHERE 'basis' IN l.columns_present OR 'related.basis' IN l.columns_present
  RETURN count(DISTINCT x.id) AS n
basis: 权责清单制度：行政职权和责任应逐项写明法定依据
next: 补写法律、法规、规章或文件依据；找不到依据的，研究是否保留
*/
MATCH (x:Duty|ApprovalItem)-[s:LISTED_IN]->(l:BoundaryList)
WHERE coalesce(x.status, 'active') <> 'ended'
  AND coalesce(l.status, 'in_force') = 'in_force'
  AND coalesce(l.valid_from, $as_of) <= $as_of
  AND coalesce(l.valid_to, $as_of) >= $as_of
  AND (
    ('basis' IN l.columns_present AND NOT coalesce(x.related, false))
    OR ('related.basis' IN l.columns_present AND x.related)
  )
  AND NOT EXISTS { MATCH (x)-[:BASED_ON]->(:LegalBasis) }
WITH x, collect(l.id) AS ids, collect(l.name) AS lists, collect(s.facts) AS facts
RETURN x.id AS subject_id, x.name AS subject, lists, [x.id] AS evidence, ids AS evidence_set, facts
