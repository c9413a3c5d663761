/*
id: dormant_body
code: C05
title: {zh: 僵尸机构, en: Dormant body}
asks: 哪些运行中的议事协调机构已有十二个月没有开会、没有发文？
group: coordination
severity: low
subject: CoordinatingBody
identity: [body_id]
denominator: >-
  MATCH (c:CoordinatingBody)
  WHERE (c.last_active_on IS NOT NULL OR EXISTS { MATCH (c)-[:LAST_ACTED]->(:Activity) })
    AND coalesce(c.status, 'active') = 'active' RETURN count(c) AS n
params:
  since: 12 months before as_of
  seasonal: [防汛, 抗旱, 防台, 防凌, 森林防火, 防灭火, 森防, 护林, 除雪]
basis: 议事协调机构清理看会议频次和发文；长期不运转的予以撤销
next: 请牵头部门说明有无保留必要；任务已完成的撤销，仍需保留的恢复运转
*/
MATCH (c:CoordinatingBody)
WHERE coalesce(c.status, 'active') = 'active'
  AND coalesce(c.valid_to, $as_of) >= $as_of
  AND (c.set_up_on IS NULL OR c.set_up_on <= $since)
  AND NOT any(w IN $seasonal WHERE c.name CONTAINS w)
  AND NOT EXISTS { MATCH (c)<-[:HELD_BY]-(u:Activity) WHERE u.held_on IS NULL }
OPTIONAL MATCH (c)-[k:LAST_ACTED]->(a:Activity)
WITH c, max(a.held_on) AS held, collect(a.id) AS acts, collect(k.facts) AS facts
WHERE coalesce(held, c.last_active_on) < $since
  AND coalesce(c.last_active_on, held) < $since
RETURN c.id AS body_id, c.name AS body, c.kind AS body_kind,
       c.last_active_on AS last_active, held AS last_held,
       [c.id] AS evidence, acts AS evidence_set, facts + [[c.id]] AS facts
