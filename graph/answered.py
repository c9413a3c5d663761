"""What departments were asked and answered, each answer beside what was asked, and where it stands."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from graph import decisions
from graph import record_schema as t
from graph import reply_schema as r
from graph.confirm import answers, pending, words_of
from graph.moves import Moves
from graph.record import Record
from graph.statement import Statement

OPINIONS = {"agree": "同意", "amend": "修改", "object": "不同意"}
STATES = {
    "agreed": "已同意", "open": "待处理", "adopted": "已采纳", "declined": "未采纳", "replaced": "已由新的回复代替",
}  # fmt: skip
TODO = {
    "amend": "请更正为所改的表述", "remove": "清单不会自己改，请更正或去掉这一条（zhize amend）",
    "end": "按它所作的更正仍然有效，请再次不采纳，或收回那项更正（zhize amend --end）",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """One round of asking: of which edition and list (None: all), when, until when, by whom; how many organisations
    and roles were asked, how many organisations replied, and how many answers wait for a decision."""

    id: int
    edition: int
    list_id: str | None
    asked_on: str
    until: str | None
    who: str
    organizations: int
    rows: int
    replied: int
    open: int


def rounds(record: Record) -> list[Round]:
    """All rounds of asking, the newest first."""
    q, a, p = r.consultation.c, r.asked.c, r.reply.c
    orgs, came = (sa.func.count(sa.distinct(org)) for org in (a.org, p.org))
    with record.engine.connect() as connection:
        asked = sa.select(a.consultation, orgs, sa.func.count()).group_by(a.consultation)
        sent = {no: (many, rows) for no, many, rows in connection.execute(asked)}
        replied = sa.select(p.consultation, came).group_by(p.consultation)
        heard = {row[0]: int(row[1]) for row in connection.execute(replied)}
        waiting = [
            row.consultation for row in connection.execute(answers()) if _state(row._mapping) == "open"
        ]
        heads = connection.execute(sa.select(r.consultation).order_by(q.id.desc())).all()
    return [
        Round(
            h.id,
            h.edition,
            h.list_id,
            h.asked_on,
            h.until,
            h.who,
            *sent[h.id],
            heard.get(h.id, 0),
            waiting.count(h.id),
        )
        for h in heads
    ]


def listed(
    record: Record, org: str | None = None, open_only: bool = False, everything: bool = False,
    thing: str | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """Answers beside what was asked, in order of coming.

    Each is a dict: the row as asked (`org`, `org_name`, `role`, `matter`, `clause`, `scope`, `basis`, `written`,
    `statement`, `consultation`, `edition`), what it is about today (`now`: the id of the role link, None where it is gone;
    `thing`: the id of the matter), the answer (`id`, `opinion`, `amended`, `reason`, `own_basis`, and `file`, `sheet`,
    `cell`, `at`), what was decided (`decided_reason`, `decided_by`, `decided_at`), `state` (see STATES) and `todo`
    (see TODO; None when the lists need no change). `org` is the id or full name as it was asked, `thing` the id of a
    matter; with `open_only` only those that somebody must decide; replaced ones only with `everything`.
    """
    current = record.current()
    no = current.no if current else 0
    with record.engine.connect() as connection:
        rows = [
            row for row in connection.execute(answers().order_by(r.answer.c.id)).mappings()
            if (not open_only or _state(row) == "open") and (everything or not row["replaced"])
            and (not org or org in (row["org"], json.loads(row["body"])["name"]))
        ]  # fmt: skip
        if not rows:
            return []
        moves, matters = Moves(connection), _matters(connection)
        if thing:
            rows = [row for row in rows if thing in (m := matters[row["statement"]], moves.kept(m))]
        now = {
            corrected: moves.today(
                connection, no, {(row["statement"], row["words"]) for row in rows}, corrected
            )
            for corrected in (True, False)
        }
        carried = {a.answer for a in decisions.amendments(connection) if a.answer is not None}
    made = []
    for row in rows:
        body, state = json.loads(row["body"]), _state(row)
        role = now[row["opinion"] != "object"].get((row["statement"], row["words"]))
        about = role.object if role else matters[row["statement"]]
        names = (
            "id", "consultation", "edition", "org", "opinion", "amended", "reason", "file", "sheet", "cell", "at",
        )  # fmt: skip
        one = {name: row[name] for name in names} | {"own_basis": row["basis"], "org_name": body.pop("name")}
        body.pop("words")
        decided = {name: row[name] for name in ("decided_reason", "decided_by", "decided_at")}
        stands = {"state": state, "todo": _todo(row, state, role, carried), "now": role.id if role else None}
        made.append({**one, **body, **decided, **stands, "thing": about})
    return made


def _matters(c: sa.Connection) -> dict[str, str]:
    """The matter of every role that was ever asked about."""
    s = t.statement.c
    query = sa.select(s.id, s.object).where(s.id.in_(sa.select(r.asked.c.statement))).distinct()
    return {role: str(matter) for role, matter in c.execute(query)}


def _state(row: Any) -> str:
    if row["replaced"]:
        return "replaced"
    if row["opinion"] == "agree":
        return "agreed"
    return {"adopt": "adopted", "decline": "declined", None: "open"}[row["decided"]]


def _todo(row: Any, state: str, role: Statement | None, carried: set[int]) -> str | None:
    """What is still to be done to the lists: an adopted answer changes none by itself."""
    if state == "declined" and row["id"] in carried:
        return "end"
    if state != "adopted" or role is None or words_of(replace(role, id=row["statement"])) != row["words"]:
        return None
    return "amend" if row["opinion"] == "amend" else "remove"


def silent(record: Record) -> list[dict[str, Any]]:
    """Organisations that sent no reply to a round they were asked in: `consultation`, `asked_on`, `until`, `org`,
    `org_name`, `rows`."""
    q, a = r.consultation.c, r.asked.c
    came = sa.exists().where(r.reply.c.consultation == a.consultation, r.reply.c.org == a.org)
    columns = (q.id.label("consultation"), q.asked_on, q.until, a.org, sa.func.min(a.body).label("body"))
    query = sa.select(*columns, sa.func.count().label("rows")).join_from(
        r.asked, r.consultation, a.consultation == q.id
    )
    query = query.where(~came).group_by(q.id, a.org).order_by(q.id, a.org)
    with record.engine.connect() as connection:
        found = [dict(row) for row in connection.execute(query).mappings()]
    return [{**one, "org_name": json.loads(one.pop("body"))["name"]} for one in found]


def unpublished(record: Record) -> int:
    """How many roles stand differently with their organisations than in the current edition: the next publish
    takes them in."""
    current = record.current()
    if current is None:
        return 0
    with record.engine.connect() as connection:
        return len({row["key"] for row in pending(connection, current.no)})
