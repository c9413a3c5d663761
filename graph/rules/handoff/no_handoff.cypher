/*
id: no_handoff
code: H02
title: {zh: 无推送链路, en: No hand-over}
asks: 哪些审批事项由一家批、另一家管，两家之间却没有任何移交安排？
group: handoff
severity: high
subject: ApprovalItem
identity: [item_id]
denominator: >-
  MATCH (:Organization)-[:APPROVES]->(i:ApprovalItem)<-[:SUPERVISES]-(:Organization)
  RETURN count(DISTINCT i.id) AS n
basis: 晋城市审管信息联动管理办法（试行）第五条：审批决定应同时推送监管部门
next: 补写移交环节、接收部门、方式和时限；清单没有写事项类型的（低），先核对是否一次性事项
*/
MATCH (a:Organization)-[p:APPROVES]->(i:ApprovalItem)<-[s:SUPERVISES]-(b:Organization)
WHERE coalesce(i.status, 'active') <> 'ended'
  AND NOT coalesce(i.related, false)
  AND (i.kind IS NULL OR NOT i.kind IN ['confirmation', 'payment', 'reward'])
  AND NOT EXISTS { MATCH (i)-[:HANDS_OFF]->(:Handoff) }
  AND NOT EXISTS { MATCH (i)-[:LISTED_IN]->(:BoundaryList)-[:HANDS_OFF]->(:Handoff) }
  AND EXISTS { MATCH (i)-[:LISTED_IN]->(l:BoundaryList) WHERE 'receiver' IN l.columns_present }
OPTIONAL MATCH (a)-[near:ANSWERS_TO|NOW_HELD_BY]-(b)
WITH i, collect(a.id) + collect(b.id) AS bodies, collect(a.name) AS approvers, collect(b.name) AS supervisors,
     collect(p.facts) + collect(s.facts) AS facts,
     sum(CASE WHEN a.id = b.id OR near.id <> '' THEN 1 ELSE 0 END) AS same
WHERE same = 0
RETURN i.id AS item_id, i.name AS item, approvers, supervisors,
       CASE WHEN i.kind IS NULL THEN 'low' ELSE 'high' END AS severity,
       [i.id] AS evidence, bodies AS evidence_set, facts
