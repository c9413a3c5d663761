"""Aliases that an office confirmed: how its lists call a body, kept in the record with who said so and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from graph import record_schema as t
from graph.edition import audit, now
from graph.ids import normal
from graph.record import Record, RecordError
from graph.statement import Statement

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Alias:
    """A name by which lists of a region call a body. `confirmed_by` is a post; `removed_at` None while it holds."""

    text: str
    region: str
    body: str
    confirmed_by: str
    reason: str
    made_at: str
    removed_at: str | None


def add(
    record: Record, text: str, asked: str, confirmed_by: str, reason: str, region: str | None = None,
    who: str = "local",
) -> Statement:  # fmt: skip
    """Keep an alias of a body of the current edition; gives the body as stated.

    `asked` is the id or the full name of an organisation, `region` the region of the lists in which the alias
    holds (default: the body's own). Raises RecordError for an unknown or ambiguous body, an empty text, post or
    reason, a text that is the full name of another body of the region, or an alias that is there already.
    """
    text, confirmed_by, reason = text.strip(), confirmed_by.strip(), reason.strip()
    if not normal(text) or len(text) > _LONGEST or not text.isprintable():
        raise RecordError(f"别名要写清单里的原名，1 至 {_LONGEST} 个字")
    if not confirmed_by or not reason:
        raise RecordError("记一个别名必须写明由哪个岗位确认、为什么")
    bodies = organizations(record)
    body = find_body(bodies, asked)
    where = region or str(body.properties.get("region") or "")
    same = [
        s for s in bodies
        if normal(s.properties["name"]) == normal(text) and s.properties.get("region") == where and s.id != body.id
    ]  # fmt: skip
    if same:
        raise RecordError(f"“{text}”是 {same[0].id} 的全称，不能用作别的机构的别名")
    with record.writing() as c:
        alive = sa.and_(
            t.alias.c.form == normal(text), t.alias.c.region == where, t.alias.c.removed_at.is_(None)
        )
        there = c.execute(sa.select(t.alias.c.body).where(alive)).scalar()
        if there is not None:
            raise RecordError(f"“{text}”在 {where} 已是 {there} 的别名；先 zhize alias remove")
        values = {
            "text": text, "region": where, "body": body.id, "confirmed_by": confirmed_by, "reason": reason,
        }  # fmt: skip
        c.execute(t.alias.insert().values(**values, form=normal(text), made_at=now()))
        audit(c, who, "alias add", None, values)
    return body


def organizations(record: Record) -> list[Statement]:
    """The organisations of the current edition; raises UnknownEdition before the first."""
    return [s for s in record.statements(record.edition(None).no) if s.kind == "Organization"]


def body_of(record: Record, asked: str) -> Statement:
    """The organisation of the current edition that an id or a full name means; raises RecordError."""
    return find_body(organizations(record), asked)


def find_body(bodies: Iterable[Statement], asked: str) -> Statement:
    """The organisation of this id or full name; raises RecordError when there is none, or several."""
    known = list(bodies)
    found = [s for s in known if s.id == asked] or [
        s for s in known if normal(str(s.properties["name"])) == normal(asked)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise RecordError(f"“{asked}”不止一个，请写编号：{'、'.join(sorted(s.id for s in found))}")
    raise RecordError(f"现行版里没有机构“{asked}”，请写机构的编号或全称")


def remove(
    record: Record, text: str, confirmed_by: str, reason: str, region: str | None = None, who: str = "local"
) -> None:
    """End an alias from the next reading on; the record keeps that it was. Raises RecordError when none holds,
    or one in several regions and none is named."""
    if not confirmed_by.strip() or not reason.strip():
        raise RecordError("去掉一个别名必须写明由哪个岗位决定、为什么")
    with record.writing() as c:
        a = t.alias.c
        alive = sa.and_(a.form == normal(text), a.removed_at.is_(None))
        alive = alive if region is None else sa.and_(alive, a.region == region)
        found = c.execute(sa.select(a.id, a.region, a.body).where(alive)).all()
        if len(found) != 1:
            several = "、".join(sorted(row.region for row in found))
            raise RecordError(
                f"“{text}”在几个地区都是别名（{several}），请用 --region 指明"
                if found
                else f"没有别名“{text}”"
            )
        c.execute(t.alias.update().where(a.id == found[0].id).values(removed_at=now()))
        said = {"by": confirmed_by.strip(), "reason": reason.strip()}
        audit(
            c,
            who,
            "alias remove",
            None,
            {"text": text, "region": found[0].region, "body": found[0].body} | said,
        )


def aliases(record: Record) -> list[Alias]:
    """All aliases ever kept, in order of making."""
    a = t.alias.c
    query = sa.select(a.text, a.region, a.body, a.confirmed_by, a.reason, a.made_at, a.removed_at).order_by(
        a.id
    )
    with record.engine.connect() as connection:
        return [Alias(*row) for row in connection.execute(query)]


def learned(record: Record) -> list[dict[str, str]]:
    """The aliases that hold, as reading a list takes them: `text`, `region` and `body`."""
    return [
        {"text": a.text, "region": a.region, "body": a.body} for a in aliases(record) if a.removed_at is None
    ]
