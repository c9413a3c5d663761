/*
id: licence_life_split
code: H07
title: {zh: 许可生命周期被拆, en: Life of a licence split}
asks: 哪些许可的新办、变更、延续、校验、注销由不同单位审批，彼此既无移交也没有写明分工？
group: handoff
severity: medium
subject: ApprovalItem
identity: [stem, region]
denominator: MATCH (i:ApprovalItem)-[:VARIANT_OF]-(:ApprovalItem) RETURN count(DISTINCT i.id) AS n
basis: 同一许可由同一机关办理全过程；广安区实例（新办在审批局、校验在卫健局）
next: 把各办理项归到一家，或补写移交安排，或在备注写明分工
*/
MATCH (p:ApprovalItem)-[v:VARIANT_OF]-(q:ApprovalItem)
MATCH (a:Organization)-[pa:APPROVES]->(p)
MATCH (b:Organization)-[:APPROVES]->(q)
WHERE coalesce(p.status, 'active') <> 'ended'
  AND coalesce(q.status, 'active') <> 'ended'
  AND (a.region IS NULL OR b.region IS NULL OR a.region = b.region)
  AND NOT EXISTS { MATCH (a)-[:APPROVES]->(q) }
  AND NOT EXISTS { MATCH (b)-[:APPROVES]->(p) }
  AND NOT EXISTS { MATCH (a)-[:ANSWERS_TO|NOW_HELD_BY]-(b) }
OPTIONAL MATCH (p)-[:HANDS_OFF]->(h:Handoff)-[:RECEIVED_BY]->(b)
WITH v.stem AS stem, p.region AS region,
     CASE WHEN a.id < b.id THEN a.id ELSE b.id END AS one,
     CASE WHEN a.id < b.id THEN b.id ELSE a.id END AS other,
     min(p.id) AS first, collect(p.id) AS items, collect(p.name) AS named, collect(a.name) AS bodies,
     collect(pa.facts) + collect(v.facts) AS said, count(h.id) AS handed, count(p.division_text) AS divided
WITH stem, region, min(first) AS first, collect(items) AS items, collect(named) AS named,
     collect(bodies) AS approvers, collect(one) + collect(other) AS ids, collect(said) AS facts,
     sum(CASE WHEN handed = 0 THEN 1 ELSE 0 END) AS apart, sum(divided) AS divided
WHERE apart > 0 AND divided = 0
RETURN stem, region, named, approvers, [first] AS evidence, [items, [ids]] AS evidence_set, facts
