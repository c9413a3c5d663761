/*
id: handoff_without_limit
code: H03
title: {zh: 推送无时限, en: Hand-over without limit}
asks: 哪些审管衔接写了接收部门，却没有写什么时候推送？
group: handoff
severity: medium
subject: ApprovalItem
identity: [item_id, handoff_id]
denominator: >-
  MATCH (:ApprovalItem)-[:HANDS_OFF]->(h:Handoff)-[:RECEIVED_BY]->(:Organization)
  RETURN count(DISTINCT h.id) AS n
params:
  limits: [同时, 同步, 即时, 实时, 当日, 当天, 每日, 每周, 每月, 每季, 工作日]
basis: 晋城市审管信息联动管理办法（试行）：决定与推送同时；天津滨海新区：每月集中发函。时限各地不一，但须写明
next: 补写推送时限；清单没有写事项类型的（低），先核对是否一次性事项
*/
MATCH (i:ApprovalItem)-[f:HANDS_OFF]->(h:Handoff)-[r:RECEIVED_BY]->(o:Organization)
WHERE coalesce(i.status, 'active') <> 'ended'
  AND coalesce(h.kind, 'approval_supervision') = 'approval_supervision'
  AND h.push_limit_text IS NULL
  AND (i.kind IS NULL OR NOT i.kind IN ['confirmation', 'payment', 'reward'])
  AND EXISTS { MATCH (i)-[:LISTED_IN]->(l:BoundaryList) WHERE 'push' IN l.columns_present }
  AND NOT EXISTS {
    MATCH (i)-[:LISTED_IN]->(:BoundaryList)-[:HANDS_OFF]->(g:Handoff) WHERE g.push_limit_text IS NOT NULL
  }
  AND NOT EXISTS { MATCH (o)-[:APPROVES]->(i) }
  AND NOT EXISTS { MATCH (o)-[:ANSWERS_TO|NOW_HELD_BY]-(:Organization)-[:APPROVES]->(i) }
WITH i, h, collect(o.id) AS bodies, collect(o.name) AS receivers, collect(f.facts) + collect(r.facts) AS facts,
     sum(CASE
       WHEN any(w IN $limits WHERE h.channel CONTAINS w) OR any(w IN $limits WHERE h.trigger_stage CONTAINS w)
       THEN 1 ELSE 0 END) AS limits
WHERE limits = 0
RETURN i.id AS item_id, i.name AS item, h.id AS handoff_id, receivers,
       CASE WHEN i.kind IS NULL THEN 'low' ELSE 'medium' END AS severity,
       [i.id, h.id] AS evidence, bodies AS evidence_set, facts
