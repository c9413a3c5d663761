/*
id: one_sided_claim
code: G14
title: {zh: 单方认领, en: One-sided claim}
asks: 就职责征求过意见的，哪些职责只有清单一方这样写，所写单位不同意，或者过了答复期限也没有确认？
group: gap
severity: low
subject: Duty
identity: [role_id]
denominator: >-
  MATCH (:Organization)-[r:LEADS|ASSISTS|SHARES|GUIDES|COORDINATES|INVOLVED_IN|SUPERVISES|ENFORCES|APPROVES|PERFORMS]->()
  WHERE r.asked_on IS NOT NULL RETURN count(DISTINCT r.id) AS n
basis: 部门职责分工协商协调办法：划分职责应征求有关部门意见，有异议的先行协商
next: 不同意的，逐条协商，采纳的更正清单，协商不成的提请编制部门协调；没有答复的，催办
*/
MATCH (o:Organization)-[r:LEADS|ASSISTS|SHARES|GUIDES|COORDINATES|INVOLVED_IN|SUPERVISES|ENFORCES|APPROVES|PERFORMS]->(t)
WHERE r.asked_on IS NOT NULL
  AND (r.confirmed = false OR (r.confirmed IS NULL AND coalesce(r.answer_by, r.asked_on) < $as_of))
  AND coalesce(r.valid_to, $as_of) >= $as_of
  AND coalesce(t.status, 'active') <> 'ended'
  AND coalesce(o.status, 'active') = 'active'
RETURN r.id AS role_id, t.name AS subject, o.name AS organization, r.text AS clause, r.confirmed AS confirmed,
       r.answer_by AS answer_by, [t.id, o.id] AS evidence, r.facts AS facts
