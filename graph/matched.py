"""What people decide on pairs of matters: kept in the record, and in force with the next edition."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from graph import decisions
from graph import record_schema as t
from graph.amend import source
from graph.edition import audit, now
from graph.identity import ONE, RELATIONS, Identities, Pair
from graph.ids import normal
from graph.matters import KINDS
from graph.record import Record, Unfit
from graph.statement import Batch, Statement
from graph.workspace import Published, Workspace

_LONGEST = 2000


def confirm(
    office: Workspace, older: str, newer: str, relation: str, by: str, reason: str, who: str = "local",
    base: int | None = None,
) -> Published:  # fmt: skip
    """Confirm that two matters are one (same, reworded), or that one came of the other (split, merged).

    Publishes an edition in which it holds. For reworded, `newer` may be the title of a list yet to be loaded: where
    other lists name the matter, it could not come without. `base` is the edition that was looked at (default: the current one).
    Raises Unfit for unknown or unlike things, for a pair that was decided before, or a missing reason;
    Conflict when the edition looked at is no longer current.
    """
    if relation not in RELATIONS or relation == "different":
        raise Unfit(f"没有“{relation}”这种关系；可用：{'、'.join(r for r in RELATIONS if r != 'different')}")
    pair = _pair(office.record, older, newer, relation, by, reason)
    file = source(pair)
    day = office.record.edition(None).as_of  # a decision says nothing of another day than the lists do
    note = f"事项核对：{RELATIONS[relation]}，{pair.reason}"
    batch = Batch(sources=[file])
    return office.publish(batch, day, note, who, deeds=(replace(pair, sha256=file.sha256),), base=base)


def reject(record: Record, older: str, newer: str, by: str, reason: str, who: str = "local") -> None:
    """Say that two matters are not one: the pair is proposed no more. Raises as `confirm` does."""
    pair = _pair(record, older, newer, "different", by, reason)
    with record.writing() as c:
        values = {"older_name": pair.older_name, "newer_name": pair.newer_name}
        said = {"older": older, "newer": pair.newer, "decided_by": pair.decided_by, "reason": pair.reason}
        c.execute(t.matched.insert().values(**said, **values, relation="different", made_at=now()))
        audit(c, who, "match reject", None, said | values)


def withdraw(record: Record, older: str, newer: str, by: str, reason: str, who: str = "local") -> None:
    """Take a decision on a pair back. A confirmed one ends as the lists that say it are loaded again: only they
    know which of them used which words. Raises Unfit when there is none."""
    _said(by, reason)
    with record.writing() as c:
        m = t.matched.c
        alive = sa.and_(m.older == older, m.newer == newer, m.ended_at.is_(None))
        if c.execute(t.matched.update().where(alive).values(ended_at=now())).rowcount != 1:
            raise Unfit(f"没有对 {older} 与 {newer} 作过决定")
        detail = {"older": older, "newer": newer, "by": by.strip(), "reason": reason.strip()}
        audit(c, who, "match withdraw", None, detail)


def decided(record: Record) -> list[Pair]:
    """All decisions on pairs, in order, those taken back as well."""
    with record.engine.connect() as connection:
        return decisions.pairs(connection, ended=True)


def identities(record: Record) -> Identities:
    """The things that are confirmed to be one, as reading a list takes them."""
    return Identities(p for p in decided(record) if p.ended_at is None)


def _pair(record: Record, older: str, newer: str, relation: str, by: str, reason: str) -> Pair:
    _said(by, reason)
    no = record.edition(None).no
    if older == newer:
        raise Unfit("两个编号相同")
    there = _last(record, older, no)
    if there is None:
        raise Unfit(f"没有哪一版有过事项 {older}")
    one, here = there[0], _last(record, newer, no)
    if here is None and there[1] is None and relation == "reworded" and ":" not in newer:
        other = _titled(one, newer)
    elif here is None or here[1] is not None:
        raise Unfit(f"现行版里没有事项 {newer}")
    else:
        other = here[0]
    if one.kind != other.kind or (
        relation in ONE and one.properties.get("region") != other.properties.get("region")
    ):
        raise Unfit("只有同类、同一地区的两项才能是同一事项")
    for pair in decided(record):
        if pair.ended_at is None and {pair.older, pair.newer} == {older, other.id}:
            raise Unfit(f"{older} 与 {newer} 已决定为“{RELATIONS[pair.relation]}”；要改请先撤回")
    names = one.properties["name"], other.properties["name"]
    return Pair(older, other.id, relation, *names, decided_by=by.strip(), reason=reason.strip())


def _titled(matter: Statement, title: str) -> Statement:
    """The matter that a list yet to come will call so."""
    if not normal(title) or len(title) > _LONGEST or normal(title) == normal(matter.properties["name"]):
        raise Unfit("新题目要与原题目不同")
    return Statement.node(matter.kind, **{**matter.properties, "name": title.strip()})


def _last(record: Record, thing: str, no: int) -> tuple[Statement, int | None] | None:
    """A matter as it was stated last, and the edition that took it away (None: it is there)."""
    s = t.statement.c
    query = sa.select(t.statement).where(s.id == thing, s.kind.in_(KINDS), s.added_in <= no)
    with record.engine.connect() as c:
        row = c.execute(query.order_by(s.row.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    return decisions.statement(row), row.removed_in


def _said(by: str, reason: str) -> None:
    if not by.strip() or not reason.strip():
        raise Unfit("必须写明理由，以及由哪个岗位决定")
    if max(len(by), len(reason)) > _LONGEST:
        raise Unfit(f"理由不能长于 {_LONGEST} 个字")
