/*
id: results_do_not_return
code: H04
title: {zh: 监管结果无回流, en: Results do not return}
asks: 哪些审管衔接写明监管结果不回流审批部门？
group: handoff
severity: medium
subject: ApprovalItem
identity: [item_id, handoff_id]
denominator: >-
  MATCH (:ApprovalItem)-[:HANDS_OFF]->(h:Handoff)-[:RECEIVED_BY]->(:Organization)
  WHERE h.returns IS NOT NULL RETURN count(DISTINCT h.id) AS n
basis: 晋城市审管信息联动管理办法（试行）第六条：监管部门的决定和建议应在一个工作日内回推
next: 补上监管结果回推审批部门的安排；清单没有写事项类型的（低），先核对是否一次性事项
*/
MATCH (i:ApprovalItem)-[f:HANDS_OFF]->(h:Handoff)-[r:RECEIVED_BY]->(o:Organization)
WHERE coalesce(i.status, 'active') <> 'ended'
  AND coalesce(h.kind, 'approval_supervision') = 'approval_supervision'
  AND h.returns = false
  AND (i.kind IS NULL OR NOT i.kind IN ['confirmation', 'payment', 'reward'])
  AND NOT EXISTS { MATCH (i)-[:LISTED_IN]->(:BoundaryList)-[:HANDS_OFF]->(g:Handoff) WHERE g.returns }
  AND NOT EXISTS { MATCH (o)-[:APPROVES]->(i) }
  AND NOT EXISTS { MATCH (o)-[:ANSWERS_TO|NOW_HELD_BY]-(:Organization)-[:APPROVES]->(i) }
WITH i, h, collect(o.id) AS bodies, collect(o.name) AS receivers, collect(f.facts) + collect(r.facts) AS facts
RETURN i.id AS item_id, i.name AS item, h.id AS handoff_id, receivers,
       CASE WHEN i.kind IS NULL THEN 'low' ELSE 'medium' END AS severity,
       [i.id, h.id] AS evidence, bodies AS evidence_set, facts
