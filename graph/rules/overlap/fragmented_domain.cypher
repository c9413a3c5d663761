/*
id: fragmented_domain
code: O04
title: {zh: 碎片化, en: Fragmented domain}
asks: 哪些领域的职责事项分散在过多的单位牵头？
group: overlap
severity: info
subject: Domain
identity: [domain_id]
denominator: MATCH (:Duty)-[:IN_DOMAIN]->(m:Domain) RETURN count(DISTINCT m.id) AS n
params:
  threshold: 12
  broad: [安全生产]
  broad_threshold: 40
basis: 美国审计总署评估指南（GAO-15-49SP）碎片化：一个大领域由多家机构负责；安全生产等领域本就多部门，另设阈值
next: 不是缺陷，供研究是否归并牵头单位或加强统筹；领域本就多部门的，可以调整阈值
*/
MATCH (o:Organization)-[r:LEADS]->(d:Duty)-[f:IN_DOMAIN]->(m:Domain)
WHERE coalesce(d.status, 'active') <> 'ended'
  AND coalesce(r.valid_to, $as_of) >= $as_of
  AND (d.region IS NULL OR m.region IS NULL OR d.region = m.region)
OPTIONAL MATCH (o)-[n:NOW_HELD_BY]->(h:Organization)
WITH m, o, min(h.id) AS heir, collect(r.facts) + collect(f.facts) + collect(n.facts) AS said
WITH m, count(DISTINCT coalesce(heir, o.id)) AS lead_count, collect(o.id) + collect(heir) AS bodies,
     collect(o.name) AS leads, collect(said) AS facts
WHERE lead_count > $threshold
  AND (NOT m.name IN $broad OR lead_count > $broad_threshold)
RETURN m.id AS domain_id, m.name AS domain, lead_count, leads,
       [m.id] AS evidence, bodies AS evidence_set, facts
