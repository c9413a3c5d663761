/*
id: temporary_body_without_end
code: C04
title: {zh: 无撤销期限, en: Temporary body without end}
asks: 哪些工作专班、临时机构既没有写撤销期限，也没有写撤销条件？
group: coordination
severity: low
subject: CoordinatingBody
identity: [body_id]
denominator: >-
  MATCH (c:CoordinatingBody)
  WHERE c.kind IN ['task_force', 'temporary'] AND coalesce(c.status, 'active') = 'active' RETURN count(c) AS n
basis: 设立议事协调机构应明确撤销条件和期限（民乐县编办）
next: 请牵头部门补写撤销期限或撤销条件；任务已完成的，予以撤销
*/
MATCH (c:CoordinatingBody)-[s:LISTED_IN]->(l:BoundaryList)
WHERE c.kind IN ['task_force', 'temporary']
  AND ('expires' IN l.columns_present OR 'condition' IN l.columns_present)
  AND c.expires_on IS NULL
  AND c.end_condition IS NULL
  AND coalesce(c.status, 'active') = 'active'
  AND coalesce(c.valid_to, $as_of) >= $as_of
WITH c, collect(l.id) AS lists, collect(s.facts) AS facts
RETURN c.id AS body_id, c.name AS body, c.kind AS body_kind,
       [c.id] AS evidence, lists AS evidence_set, facts
