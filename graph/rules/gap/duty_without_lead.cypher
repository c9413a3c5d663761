/*
id: duty_without_lead
code: G02
title: {zh: 无牵头, en: Duty without lead}
asks: 哪些职责事项有两个以上部门却没有牵头，或者牵头写的是层级、“各有关单位”?
group: gap
severity: high
subject: Duty
identity: [subject_id]
denominator: MATCH (d:Duty) WHERE coalesce(d.status, 'active') <> 'ended' RETURN count(d) AS n
basis: 部门职责分工协商协调办法第六条：需要多个部门承担的应当明确牵头部门，分清主办和协办
next: 提请编制部门明确牵头单位；整份清单没有牵头字样的（提示），先请发布单位补上牵头一栏
*/
MATCH (d:Duty)
WHERE coalesce(d.status, 'active') <> 'ended'
  AND NOT EXISTS {
    MATCH (:Organization|CoordinatingBody)-[r:LEADS]->(d) WHERE coalesce(r.valid_to, $as_of) >= $as_of
  }
  AND NOT EXISTS { MATCH (:NamedGroup)-[:LEADS]->(d) }
  AND NOT EXISTS { MATCH (d)-[:DRAWN_FROM]->(:Duty) }
  AND (
    NOT EXISTS { MATCH (d)-[:LISTED_IN]->(:BoundaryList) }
    OR EXISTS {
      MATCH (d)-[:LISTED_IN]->(l:BoundaryList)
      WHERE 'lead' IN l.columns_present OR EXISTS { MATCH (l)<-[:LISTED_IN]-(:Duty)<-[:LEADS]-(x) }
    }
  )
WITH d
MATCH (a:Organization)-[r:ASSISTS|SHARES|GUIDES|COORDINATES|INVOLVED_IN]->(d)
WITH d, coalesce(r.region, a.region, '') AS place, min(a.id) AS low, max(a.id) AS high,
     count(DISTINCT a.id) AS n, sum(CASE WHEN r.split THEN 0 ELSE 1 END) AS whole,
     collect(a.id) AS ids, collect(a.name) AS names, collect(r.facts) AS said
WITH d, collect(place) AS places, min(low) AS low, max(high) AS high, max(n) AS together, sum(whole) AS whole,
     collect(ids) AS bodies, collect(names) AS named, collect(said) AS facts
WHERE low <> high
  AND whole > 0
  AND (
    together > 1
    OR '' IN places
    OR EXISTS { MATCH (x:Region)-[:WITHIN*1..3]->(y:Region) WHERE x.code IN places AND y.code IN places }
  )
RETURN d.id AS subject_id, d.name AS subject, named, 'high' AS severity,
       [d.id] AS evidence, bodies AS evidence_set, facts
UNION ALL
MATCH (g:NamedGroup)-[r:LEADS]->(d:Duty)
WHERE coalesce(d.status, 'active') <> 'ended'
  AND NOT EXISTS {
    MATCH (:Organization|CoordinatingBody)-[q:LEADS]->(d) WHERE coalesce(q.valid_to, $as_of) >= $as_of
  }
  AND NOT EXISTS { MATCH (u:NamedGroup)-[:LEADS]->(d) WHERE u.kind = 'unresolved' }
  AND (g.kind = 'open_ended' OR NOT EXISTS {
    MATCH (d)-[:LISTED_IN]->(t:BoundaryList) WHERE t.kind = 'township_basic'
  })
  AND (g.kind = 'open_ended' OR NOT EXISTS {
    MATCH (d)-[:DRAWN_FROM]->(:Duty)-[:LISTED_IN]->(t:BoundaryList) WHERE t.kind = 'township_basic'
  })
WITH d, collect(g.id) AS bodies, collect(g.name) AS named, collect(r.facts) AS facts
RETURN d.id AS subject_id, d.name AS subject, [named] AS named, 'high' AS severity,
       [d.id] AS evidence, [bodies] AS evidence_set, [facts] AS facts
UNION ALL
MATCH (l:BoundaryList)<-[s:LISTED_IN]-(d:Duty)
WHERE (l.columns_present IS NULL OR NOT 'lead' IN l.columns_present)
  AND coalesce(d.status, 'active') <> 'ended'
  AND NOT EXISTS { MATCH (l)<-[:LISTED_IN]-(:Duty)<-[:LEADS]-(x) }
WITH l, s, d
MATCH (a:Organization)-[:ASSISTS|SHARES|GUIDES|COORDINATES|INVOLVED_IN]->(d)
WITH l, d, s.facts AS said, min(a.id) AS low, max(a.id) AS high
WHERE low <> high
WITH l, collect(d.id) AS bodies, collect(d.name) AS named, collect(said) AS facts
RETURN l.id AS subject_id, l.name AS subject, [named] AS named, 'info' AS severity,
       [l.id] AS evidence, [bodies] AS evidence_set, [facts] AS facts
