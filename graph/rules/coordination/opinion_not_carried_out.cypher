/*
id: opinion_not_carried_out
code: C10
title: {zh: 清理意见未落实, en: Opinion not carried out}
asks: 哪些议事协调机构的最新清理意见是不同意设立或撤销，过了六十日却还在运行或筹设？
group: coordination
severity: high
subject: CoordinatingBody
identity: [body_id]
denominator: >-
  MATCH (c:CoordinatingBody)-[:LAST_REVIEWED]->(v:BodyReview)
  WHERE v.opinion IN ['refuse', 'revoke'] RETURN count(DISTINCT c.id) AS n
params: {until: 60 days before as_of}
basis: 议事协调机构清理意见；落实宽限六十日，以最新一轮意见为准
next: 督促按意见撤销或停止筹设；确有保留必要的，重新报编制部门审核。意见没有写日期的无从计算宽限，不判，请补日期
*/
MATCH (c:CoordinatingBody)-[k:LAST_REVIEWED]->(v:BodyReview)
WHERE v.opinion IN ['refuse', 'revoke']
  AND v.decided_on < $until
  AND c.status IN ['active', 'proposed']
  AND coalesce(c.valid_to, $as_of) >= $as_of
RETURN c.id AS body_id, c.name AS body, c.status AS body_status, v.opinion AS opinion,
       v.round AS review_round, v.decided_on AS decided_on,
       [c.id, v.id] AS evidence, k.facts + [c.id] AS facts
