/*
id: receiver_has_ended
code: H16
title: {zh: 接收方已撤并, en: Receiver has ended}
asks: 哪些审管衔接的接收部门已经撤并？现在由谁承继？
group: handoff
severity: high
subject: ApprovalItem
identity: [handoff_id, receiver_id]
denominator: MATCH (h:Handoff)-[:RECEIVED_BY]->(:Organization) RETURN count(DISTINCT h.id) AS n
basis: 机构改革方案；审管衔接应随机构变动调整
next: 把接收部门改为承继机构（now）；仅更名或代码相同的（提示）改写名称即可
*/
MATCH (h:Handoff)-[r:RECEIVED_BY]->(o:Organization)
WHERE o.status <> 'active'
  AND coalesce(o.valid_to, $as_of) <= $as_of
OPTIONAL MATCH (i:ApprovalItem)-[:HANDS_OFF]->(h)
OPTIONAL MATCH (o)-[n:NOW_HELD_BY]->(e:Organization)
WITH h, o, min(i.id) AS item_id, min(i.name) AS item, collect(i.id) AS items, collect(i.status) AS states,
     collect(e.id) AS heirs, collect(e.name) AS now, collect(r.facts) + collect(n.facts) AS facts,
     sum(CASE WHEN n.only_renamed OR o.uscc = e.uscc THEN 1 ELSE 0 END) AS same
WHERE NOT 'ended' IN states
RETURN h.id AS handoff_id, item_id, item, o.id AS receiver_id, o.name AS receiver, now,
       CASE WHEN same > 0 OR (o.status = 'renamed' AND size(heirs) = 0) THEN 'info' ELSE 'high' END
         AS severity,
       [item_id, h.id, o.id] AS evidence, heirs AS evidence_set, facts
