"""What departments answered, kept as it came; each answer beside what was asked; and what the office made of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from graph import record_schema as t
from graph import reply_schema as r
from graph.confirm import answers, pending, words_of
from graph.edition import audit, now
from graph.record import Record, RecordError, UnknownEdition
from graph.statement import Source, Statement

OPINIONS = {"agree": "同意", "amend": "修改", "object": "不同意"}
STATES = {
    "agreed": "已同意", "open": "待处理", "adopted": "已采纳", "declined": "未采纳", "replaced": "已由新的回复代替",
}  # fmt: skip
TODO = {"amend": "请更正为所改的表述", "remove": "请用 zhize amend 更正或去掉这一条"}


@dataclass(frozen=True, slots=True)
class Said:
    """One answer to keep: the number of the row that it answers, and the cell of its opinion."""

    row: int
    opinion: str
    amended: str | None
    reason: str | None
    basis: str | None
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One file sent back by one organisation in one round of asking."""

    source: Source
    consultation: int
    org: str
    answers: Sequence[Said]


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply as kept; `replaces` is the number of the organisation's earlier one, whose answers no longer count,
    and `dropped` how many roles that one answered and this one does not."""

    id: int
    file: str
    org: str
    answers: int
    replaces: int | None
    dropped: int


def words_now(record: Record) -> dict[str, str]:
    """The words of every role link of the current edition, by statement (see graph.confirm.words_of)."""
    try:
        statements = record.statements(record.edition(None).no)
    except UnknownEdition:
        return {}
    return {s.id: words_of(s) for s in statements if s.object is not None}


def keep(record: Record, replies: Iterable[Reply], who: str = "local") -> list[Kept]:
    """Keep replies with the bytes of their files, all or none. The newest reply of an organisation in a round counts.

    Raises RecordError when a file was kept before, or when two of the files are of one organisation and round.
    """
    given = list(replies)
    seen: dict[tuple[int, str], str] = {}
    for one in given:
        twin, name = seen.get((one.consultation, one.org)), one.source.name
        if twin is not None:
            raise RecordError(
                f"{twin} 和 {name} 是同一单位对同一次征求意见的回复，不知道以哪份为准；请分先后读入"
            )
        seen[one.consultation, one.org] = name
    with record.writing() as c:
        roles = _roles(c, record)
        return [_keep(c, one, roles, who) for one in given]


def _roles(c: sa.Connection, record: Record) -> dict[int, Statement]:
    """The role links of the current edition that were ever asked about, by the number of the row sent."""
    statements = {s.id: s for s in record.statements(record.edition(None).no)}
    rows = c.execute(sa.select(r.asked.c.row, r.asked.c.statement))
    return {row.row: statements[row.statement] for row in rows if row.statement in statements}


def _keep(c: sa.Connection, one: Reply, roles: dict[int, Statement], who: str) -> Kept:
    q, name = r.reply.c, one.source.name
    before = c.execute(sa.select(q.at, q.file).where(q.sha256 == one.source.sha256)).one_or_none()
    if before:
        raise RecordError(f"{name} 已于 {before.at} 读入过（{before.file}），内容完全相同")
    same = sa.and_(q.consultation == one.consultation, q.org == one.org)
    earlier = c.execute(sa.select(sa.func.max(q.id)).where(same)).scalar()
    a = r.answer.c
    old = set(c.execute(sa.select(a.asked).where(a.reply == earlier)).scalars()) if earlier else set()
    if c.execute(sa.select(t.source.c.sha256).where(t.source.c.sha256 == one.source.sha256)).scalar() is None:
        held = {
            "sha256": one.source.sha256,
            "media_type": one.source.media_type,
            "size": len(one.source.content),
        }
        c.execute(t.source.insert().values(**held, content=one.source.content))
    values = {"consultation": one.consultation, "org": one.org, "file": name, "sha256": one.source.sha256}
    made = r.reply.insert().values(**values, at=now(), who=who).returning(q.id)
    number = int(c.execute(made).scalar_one())
    for said in one.answers:
        words = words_of(roles[said.row], said.amended) if said.amended and said.row in roles else None
        row = {"reply": number, "asked": said.row, "amended_words": words}
        row |= {k: getattr(said, k) for k in ("opinion", "amended", "reason", "basis", "sheet", "cell")}
        c.execute(r.answer.insert().values(**row))
    kept = Kept(number, name, one.org, len(one.answers), earlier, len(old - {s.row for s in one.answers}))
    detail = {"reply": number, "answers": kept.answers, "replaces": earlier, **values}
    audit(c, who, "reply", None, detail)
    return kept


def listed(
    record: Record, org: str | None = None, open_only: bool = False, everything: bool = False
) -> list[dict[str, Any]]:
    """Answers beside what was asked, in order of coming.

    Each is a dict: the row as asked (`org`, `org_name`, `role`, `matter`, `clause`, `scope`, `basis`, `written`,
    `statement`, `consultation`), the answer (`id`, `opinion`, `amended`, `reason`, `own_basis`, and `file`,
    `sheet`, `cell`, `at`), what was decided (`decided_reason`, `decided_by`, `decided_at`), `state` (see STATES)
    and `todo` (see TODO; None when the lists need no change). `org` is the id or full name as it was asked; with
    `open_only` only those that somebody must decide; replaced ones only with `everything`.
    """
    current = record.current()
    roles = {s.id: s for s in record.statements(current.no)} if current else {}
    with record.engine.connect() as connection:
        rows = list(connection.execute(answers().order_by(r.answer.c.id)).mappings())
    made = []
    for row in rows:
        body = json.loads(row["body"])
        state = _state(row)
        if (org and org not in (row["org"], body["name"])) or (open_only and state != "open"):
            continue
        if state == "replaced" and not everything:
            continue
        names = ("id", "consultation", "org", "opinion", "amended", "reason", "file", "sheet", "cell", "at")
        one = {name: row[name] for name in names} | {"own_basis": row["basis"], "org_name": body.pop("name")}
        body.pop("words")
        decided = {name: row[name] for name in ("decided_reason", "decided_by", "decided_at")}
        made.append(
            {**one, **body, **decided, "state": state, "todo": _todo(row, state, roles.get(row["statement"]))}
        )
    return made


def _state(row: Any) -> str:
    if row["replaced"]:
        return "replaced"
    if row["opinion"] == "agree":
        return "agreed"
    return {"adopt": "adopted", "decline": "declined", None: "open"}[row["decided"]]


def _todo(row: Any, state: str, role: Statement | None) -> str | None:
    """What is still to be done to the lists: an adopted answer changes none by itself."""
    if state != "adopted" or role is None or words_of(role) != row["words"]:
        return None
    return "amend" if row["opinion"] == "amend" else "remove"


def decide(record: Record, answer: int, what: str, reason: str, who: str) -> dict[str, Any]:
    """Adopt or decline an answer (`what`: adopt, decline), with the reason and the post that decides; gives the
    answer as listed. A later decision takes the place of an earlier one.

    Raises RecordError for an unknown or replaced answer, one that agrees, or a missing reason or post.
    """
    reason, who = reason.strip(), who.strip()
    if not reason or not who:
        raise RecordError("采纳或不采纳都要写明理由，并写明由哪个岗位决定")
    with record.writing() as c:
        row = c.execute(answers().where(r.answer.c.id == answer)).mappings().one_or_none()
        if row is None:
            raise RecordError(f"没有编号 {answer} 的答复")
        if row["replaced"]:
            raise RecordError(f"答复 {answer} 已由该单位新的回复代替")
        if row["opinion"] == "agree":
            raise RecordError(f"答复 {answer} 是同意，不需要处理")
        values = {"answer": answer, "what": what, "reason": reason, "who": who, "at": now()}
        c.execute(r.decision.insert().values(**values))
        detail = {"answer": answer, "statement": row["statement"], "reason": reason}
        audit(c, who, f"reply {what}", None, detail)
    return next(one for one in listed(record) if one["id"] == answer)


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
