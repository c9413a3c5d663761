/*
id: open_ended_wording
code: G13
title: {zh: 开放式列举, en: Open-ended wording}
asks: 哪些职责事项的责任方写了“等部门”“相关部门”，说不清到底是谁？
group: gap
severity: low
subject: Duty
identity: [duty_id]
denominator: MATCH (d:Duty) WHERE coalesce(d.status, 'active') <> 'ended' RETURN count(d) AS n
basis: 责任单位应逐一列明；多份通知的写法
next: 请发布单位把“等部门”“相关部门”改成部门名单
*/
MATCH (g:NamedGroup)
      -[r:LEADS|ASSISTS|SHARES|GUIDES|COORDINATES|INVOLVED_IN|SUPERVISES|ENFORCES|APPROVES]->(d:Duty)
WHERE g.kind = 'open_ended'
  AND coalesce(d.status, 'active') <> 'ended'
  AND (NOT EXISTS { MATCH (g)-[:LEADS]->(d) } OR EXISTS { MATCH (:Organization|CoordinatingBody)-[:LEADS]->(d) })
WITH d, collect(g.id) AS groups, collect(g.name) AS words, collect(r.facts) AS facts
RETURN d.id AS duty_id, d.name AS duty, words, [d.id] AS evidence, groups AS evidence_set, facts
