/*
id: stage_without_performer
code: H05
title: {zh: 勘验、技审、专家评审无承担方, en: Stage without performer}
asks: 哪些审批事项列了现场勘验、技术审查或专家评审，却没有写由谁承担？
group: handoff
severity: high
subject: ApprovalItem
identity: [stage_id]
denominator: >-
  MATCH (:ApprovalItem)-[:HAS_STAGE]->(s:Stage)
  WHERE s.kind IN ['site_inspection', 'technical_review', 'expert_review'] RETURN count(DISTINCT s.id) AS n
basis: 审批服务的现场勘验、技术审查、专家评审三环节应逐一明确承担单位
next: 补写承担单位；确已免除的，写明告知承诺或免勘验
*/
MATCH (i:ApprovalItem)-[r:HAS_STAGE]->(s:Stage)
WHERE s.waived IS NULL
  AND coalesce(i.status, 'active') <> 'ended'
  AND NOT EXISTS { MATCH (x)-[:PERFORMS]->(s) }
WITH i, r, s
MATCH (i)-[:LISTED_IN]->(l:BoundaryList)
WHERE (s.kind = 'site_inspection' AND 'inspection' IN l.columns_present)
  OR (s.kind = 'technical_review' AND 'review' IN l.columns_present)
  OR (s.kind = 'expert_review' AND 'experts' IN l.columns_present)
WITH i, s, collect(l.id) AS lists, collect(r.facts) AS facts
RETURN s.id AS stage_id, i.id AS item_id, i.name AS item, s.kind AS stage,
       [i.id, s.id] AS evidence, lists AS evidence_set, facts
