/*
id: body_leads_instead_of_department
code: C07
title: {zh: 以组代部门, en: Body leads instead of a department}
asks: 哪些职责事项写由议事协调机构牵头，而没有一个部门牵头？
group: coordination
severity: medium
subject: Duty
identity: [duty_id]
denominator: MATCH (:CoordinatingBody)-[:LEADS]->(d:Duty) RETURN count(DISTINCT d.id) AS n
basis: 部门职责分工协商协调办法第八条：职责应由部门承担，议事协调机构只管协调
next: 把牵头改为一个部门，通常是办公室所在部门或牵头单位（offices）；法律指名由该机构负责的，在名录注明法定
*/
MATCH (c:CoordinatingBody)-[r:LEADS]->(d:Duty)
WHERE NOT coalesce(c.statutory, false)
  AND coalesce(r.valid_to, $as_of) >= $as_of
  AND coalesce(d.status, 'active') <> 'ended'
  AND NOT EXISTS {
    MATCH (:Organization)-[q:LEADS]->(d) WHERE coalesce(q.valid_to, $as_of) >= $as_of
  }
  AND NOT EXISTS { MATCH (g:NamedGroup)-[:LEADS]->(d) WHERE g.kind = 'unresolved' }
OPTIONAL MATCH (c)-[k:OFFICE_AT]->(o:Organization)
OPTIONAL MATCH (c)-[p:LED_BY]->(u:Organization)
WITH d, min(c.id) AS first, collect(c.id) + collect(o.id) + collect(u.id) AS around, collect(c.name) AS bodies,
     collect(o.name) + collect(u.name) AS offices, collect(r.facts) + collect(k.facts) + collect(p.facts) AS facts
RETURN d.id AS duty_id, d.name AS duty, bodies, offices,
       [d.id, first] AS evidence, around AS evidence_set, facts
