/*
id: only_vague_words
code: G09
title: {zh: 表述模糊, en: Only vague words}
asks: 哪些职责事项，各方的职责都只写了指导、参与、配合、按职责分工或“做好相关工作”?
group: gap
severity: low
subject: Duty
identity: [duty_id]
denominator: >-
  MATCH (x)-[r:LEADS|ASSISTS|SHARES|GUIDES|COORDINATES|INVOLVED_IN]->(d:Duty)
  WHERE r.text IS NOT NULL RETURN count(DISTINCT d.id) AS n
basis: 枣庄市编办工作法：职责表述尽量不用“指导”“参与”，按流程环节写明做什么
next: 请各方按环节写明自己做什么；至少把牵头单位的职责写成具体的动作和对象
*/
MATCH (x)-[v:VAGUE]->(d:Duty)
WHERE v.text IS NOT NULL
  AND coalesce(v.valid_to, $as_of) >= $as_of
  AND coalesce(d.status, 'active') <> 'ended'
  AND NOT EXISTS {
    MATCH (y)-[r:LEADS|ASSISTS|SHARES|GUIDES|COORDINATES|INVOLVED_IN|SUPERVISES|ENFORCES|APPROVES]->(d)
    WHERE coalesce(r.valid_to, $as_of) >= $as_of
      AND NOT EXISTS { MATCH (y)-[w:VAGUE]->(d) WHERE w.role = r.id }
  }
WITH d, collect(x.id) AS bodies, collect(v.text) AS words, collect(v.facts) AS facts
RETURN d.id AS duty_id, d.name AS duty, words, [d.id] AS evidence, bodies AS evidence_set, facts
