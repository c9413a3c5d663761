/*
id: item_without_supervisor
code: H01
title: {zh: 划转后无监管主体, en: Transferred item without supervisor}
asks: 哪些审批事项划转、下放或收回以后，没有写由谁监管？
group: handoff
severity: high
subject: ApprovalItem
identity: [item_id]
denominator: >-
  MATCH (i:ApprovalItem)-[t:TRANSFERRED_FROM]->(:Organization)
  WHERE t.kind IN ['transfer', 'devolve', 'take_back'] RETURN count(DISTINCT i.id) AS n
basis: “谁审批谁负责、谁主管谁监管”；相对集中行政许可权划转文件
next: 与原实施部门、现审批部门核对，补写监管部门和审管衔接安排
*/
MATCH (i:ApprovalItem)-[t:TRANSFERRED_FROM]->(o:Organization)
WHERE t.kind IN ['transfer', 'devolve', 'take_back']
  AND coalesce(t.effective_on, $as_of) <= $as_of
  AND coalesce(i.status, 'active') <> 'ended'
  AND EXISTS { MATCH (i)-[:LISTED_IN]->(l:BoundaryList) WHERE 'supervisor' IN l.columns_present }
  AND NOT EXISTS { MATCH (x)-[:SUPERVISES]->(i) WHERE coalesce(x.kind, '') <> 'open_ended' }
  AND NOT EXISTS { MATCH (i)-[z:TRANSFERRED_FROM]->(:Organization) WHERE z.kind = 'abolish' }
  AND NOT EXISTS { MATCH (i)-[:RELATED_TO]->(:ApprovalItem)<-[:SUPERVISES]-(:Organization) }
  AND NOT EXISTS {
    MATCH (i)-[:HANDS_OFF]->(:Handoff)-[:OPENS]->(:Duty)<-[:LEADS|SUPERVISES]-(:Organization)
  }
  AND NOT EXISTS { MATCH (i)-[:LISTED_IN]->(:BoundaryList)-[:HANDS_OFF]->(:Handoff) }
  AND (
    t.kind <> 'devolve'
    OR EXISTS {
      MATCH (x:Organization)-[:APPROVES]->(i)-[:LISTED_IN]->(l:BoundaryList) WHERE l.region = x.region
    }
  )
OPTIONAL MATCH (a)-[p:APPROVES]->(i)
WITH i, collect(o.id) + collect(a.id) AS bodies, collect(o.name) AS moved_from, collect(a.name) AS approvers,
     collect(t.facts) + collect(p.facts) AS facts
RETURN i.id AS item_id, i.name AS item, moved_from, approvers,
       [i.id] AS evidence, bodies AS evidence_set, facts
