/*
id: emerging_without_supervision
code: G08
title: {zh: 新业态无监管, en: Emerging business without supervision}
asks: 哪些新业态的职责事项没有写由谁监管，牵头单位自己的职责里也没有监管？
group: gap
severity: high
subject: Duty
identity: [duty_id]
denominator: MATCH (d:Duty) WHERE d.emerging RETURN count(d) AS n
basis: 安全生产法第十条第二款：新兴行业、领域监管职责不明确的，由县级以上政府按照业务相近的原则确定；隆阳区十二类新业态
next: 按照业务相近的原则明确监管部门，写入职责清单
*/
MATCH (d:Duty)-[s:LISTED_IN]->(l:BoundaryList)
WHERE d.emerging
  AND coalesce(d.status, 'active') <> 'ended'
  AND ('supervisor' IN l.columns_present OR 'lead_text' IN l.columns_present OR 'bodies_text' IN l.columns_present)
  AND NOT EXISTS {
    MATCH (x)-[r:SUPERVISES]->(d)
    WHERE coalesce(r.valid_to, $as_of) >= $as_of AND coalesce(x.kind, '') <> 'open_ended'
  }
  AND NOT EXISTS { MATCH (x)-[c:CLAIMS_SUPERVISION]->(d) WHERE coalesce(c.valid_to, $as_of) >= $as_of }
  AND NOT EXISTS { MATCH (d)<-[:OPENS]-(:Handoff)-[:RECEIVED_BY]->(:Organization) }
OPTIONAL MATCH (o)-[p:LEADS]->(d)
WITH d, collect(l.id) + collect(o.id) AS around, collect(o.name) AS leads, collect(p.text) AS words,
     collect(s.facts) + collect(p.facts) AS facts
RETURN d.id AS duty_id, d.name AS duty, leads, words, [d.id] AS evidence, around AS evidence_set, facts
