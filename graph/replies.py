"""What departments answered, kept as it came with the bytes of its file; and what the office decides on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from graph import record_schema as t
from graph import reply_schema as r
from graph.answered import listed
from graph.confirm import answers, words_of
from graph.edition import audit, now
from graph.moves import Moves, everything_asked
from graph.record import Record, RecordError, Unfit, UnknownEdition
from graph.statement import Source, Statement

LONGEST = 2000  # characters of a reason


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


class UnknownAnswer(Unfit):
    """There is no answer of this number."""


def words_now(record: Record) -> dict[str, str]:
    """The words of every role link of the current edition, by statement (see graph.confirm.words_of); of a role that
    was asked about and goes by another id since, also by the one that it was asked under."""
    try:
        no = record.edition(None).no
    except UnknownEdition:
        return {}
    found = {s.id: words_of(s) for s in record.statements(no) if s.object is not None}
    with record.engine.connect() as connection:
        asked = Moves(connection).today(connection, no, everything_asked(connection))
    return found | {key: words_of(replace(role, id=key)) for (key, _), role in asked.items()}


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
    """The role links of the current edition that were ever asked about, by the number of the row sent, and under the
    id that they were asked under."""
    there = Moves(c).today(c, record.edition(None).no, everything_asked(c))
    rows = c.execute(sa.select(r.asked.c.row, r.asked.c.statement, r.asked.c.words)).all()
    found = {row.row: there.get((row.statement, row.words)) for row in rows}
    return {row.row: replace(role, id=row.statement) for row in rows if (role := found[row.row]) is not None}


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


def decide(record: Record, answer: int, what: str, reason: str, who: str) -> dict[str, Any]:
    """Adopt or decline an answer (`what`: adopt, decline), with the reason and the post that decides; gives the
    answer as listed. A later decision takes the place of an earlier one.

    Raises UnknownAnswer; Unfit for a replaced answer, one that agrees, or a missing reason or post.
    """
    reason, who = reason.strip(), who.strip()
    if max(len(reason), len(who)) > LONGEST:
        raise Unfit(f"理由不能长于 {LONGEST} 个字")
    if not reason or not who:
        raise Unfit("采纳或不采纳都要写明理由，并写明由哪个岗位决定")
    with record.writing() as c:
        row = c.execute(answers().where(r.answer.c.id == answer)).mappings().one_or_none()
        if row is None:
            raise UnknownAnswer(f"没有编号 {answer} 的答复")
        if row["replaced"]:
            raise Unfit(f"答复 {answer} 已由该单位新的回复代替")
        if row["opinion"] == "agree":
            raise Unfit(f"答复 {answer} 是同意，不需要处理")
        values = {"answer": answer, "what": what, "reason": reason, "who": who, "at": now()}
        c.execute(r.decision.insert().values(**values))
        detail = {"answer": answer, "statement": row["statement"], "reason": reason}
        audit(c, who, f"reply {what}", None, detail)
    return next(one for one in listed(record) if one["id"] == answer)
