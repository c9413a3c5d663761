/*
id: receiver_without_duty
code: H17
title: {zh: 接收方无监管职责, en: Receiver without duty}
asks: 哪些审管衔接推给了既不监管该事项、也不承担对应职责的部门？
group: handoff
severity: high
subject: ApprovalItem
identity: [item_id, handoff_id]
denominator: >-
  MATCH (:ApprovalItem)-[:HANDS_OFF]->(h:Handoff)-[:RECEIVED_BY]->(:Organization)
  RETURN count(DISTINCT h.id) AS n
basis: “谁主管谁监管”；移交应送到承担监管职责的部门
next: 把接收部门改为监管部门，或者核对监管部门是否写错
*/
MATCH (i:ApprovalItem)-[r:HANDS_OFF]->(h:Handoff)-[q:RECEIVED_BY]->(o:Organization)
MATCH (b:Organization)-[s:SUPERVISES]->(i)
WHERE coalesce(i.status, 'active') <> 'ended'
OPTIONAL MATCH (o)-[near:ANSWERS_TO|NOW_HELD_BY]-(b)
OPTIONAL MATCH (h)-[:OPENS]->(:Duty)<-[:LEADS|SUPERVISES]-(c:Organization)
OPTIONAL MATCH (o)-[line:ANSWERS_TO|NOW_HELD_BY]-(c)
WITH i, h, collect(o.id) + collect(b.id) AS bodies,
     collect(o.name) AS receivers, collect(b.name) AS supervisors,
     collect(r.facts) + collect(q.facts) + collect(s.facts) AS facts,
     sum(CASE WHEN o.id = b.id OR o.id = c.id OR near.id <> '' OR line.id <> '' THEN 1 ELSE 0 END) AS fit,
     sum(CASE WHEN coalesce(o.status, 'active') = 'active' THEN 1 ELSE 0 END) AS living
WHERE fit = 0 AND living > 0
RETURN i.id AS item_id, i.name AS item, h.id AS handoff_id, receivers, supervisors,
       [i.id, h.id] AS evidence, bodies AS evidence_set, facts
