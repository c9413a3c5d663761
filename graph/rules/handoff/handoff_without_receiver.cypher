/*
id: handoff_without_receiver
code: H15
title: {zh: 移交无接收方, en: Hand-over without receiver}
asks: 哪些审管衔接写了移交，却没有接收部门，或者接收方是“相关部门”?
group: handoff
severity: high
subject: ApprovalItem
identity: [item_id, handoff_id]
denominator: MATCH (:ApprovalItem)-[:HANDS_OFF]->(h:Handoff) RETURN count(DISTINCT h.id) AS n
basis: 审管联动办法：审批结果应推送到承担监管职责的部门
next: 补写接收部门
*/
MATCH (i:ApprovalItem)-[r:HANDS_OFF]->(h:Handoff)
WHERE coalesce(i.status, 'active') <> 'ended'
  AND EXISTS { MATCH (i)-[:LISTED_IN]->(l:BoundaryList) WHERE 'receiver' IN l.columns_present }
  AND NOT EXISTS { MATCH (h)-[:RECEIVED_BY]->(:Organization) }
  AND NOT EXISTS { MATCH (h)-[:RECEIVED_BY]->(g:NamedGroup) WHERE g.kind = 'unresolved' }
OPTIONAL MATCH (h)-[q:RECEIVED_BY]->(g:NamedGroup)
WITH i, h, collect(g.id) AS groups, collect(g.name) AS words, collect(r.facts) + collect(q.facts) AS facts
RETURN i.id AS item_id, i.name AS item, h.id AS handoff_id, words,
       [i.id, h.id] AS evidence, groups AS evidence_set, facts
