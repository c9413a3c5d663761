/*
id: related_item_undecided
code: H08
title: {zh: 关联事项未同步, en: Related item undecided}
asks: 哪些许可已经划转，而它的关联事项没有写去留？
group: handoff
severity: medium
subject: ApprovalItem
identity: [item_id]
denominator: >-
  MATCH (j:ApprovalItem)-[:RELATED_TO]->(:ApprovalItem)-[t:TRANSFERRED_FROM]->(:Organization)
  WHERE t.kind IN ['transfer', 'devolve', 'take_back'] RETURN count(DISTINCT j.id) AS n
basis: 相对集中行政许可权：关联事项应与许可事项一并研究去留（威海划转许可一百七十五项、关联事项三十四项）
next: 写明随同划转、保留原部门或者取消
*/
MATCH (j:ApprovalItem)-[r:RELATED_TO]->(i:ApprovalItem)-[t:TRANSFERRED_FROM]->(:Organization)
WHERE t.kind IN ['transfer', 'devolve', 'take_back']
  AND coalesce(t.effective_on, $as_of) <= $as_of
  AND j.disposition IS NULL
  AND r.disposition IS NULL
  AND coalesce(j.status, 'active') <> 'ended'
  AND coalesce(i.status, 'active') <> 'ended'
  AND EXISTS { MATCH (j)-[:LISTED_IN]->(l:BoundaryList) WHERE 'related.disposition' IN l.columns_present }
  AND NOT EXISTS { MATCH (j)-[:TRANSFERRED_FROM]->(:Organization) }
  AND NOT EXISTS { MATCH (i)-[z:TRANSFERRED_FROM]->(:Organization) WHERE z.kind = 'abolish' }
WITH j, collect(i.id) AS ids, collect(i.name) AS licences, collect(r.facts) + collect(t.facts) AS facts
RETURN j.id AS item_id, j.name AS item, licences, [j.id] AS evidence, ids AS evidence_set, facts
