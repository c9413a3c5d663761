"""What people decided about statements, as the record keeps it: matches and amendments."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from graph import record_schema as t
from graph.identity import Pair
from graph.overlay import Amendment, Decided
from graph.reply_schema import adoption
from graph.statement import Statement


def pairs(c: sa.Connection, ended: bool = False) -> list[Pair]:
    """Decisions on pairs, in order of making; with `ended` also those taken back."""
    m = t.matched.c
    query = sa.select(
        m.older, m.newer, m.relation, m.older_name, m.newer_name, m.decided_by, m.reason, m.sha256, m.made_at,
        m.ended_at, m.id,
    ).order_by(m.id)  # fmt: skip
    return [Pair(*row) for row in c.execute(query if ended else query.where(m.ended_at.is_(None)))]


def amendments(c: sa.Connection, ended: bool = False) -> list[Amendment]:
    """Amendments, in order of making; with `ended` also those that are over."""
    a = t.amendment.c
    carried = t.amendment.outerjoin(adoption, adoption.c.amendment == a.id)
    query = sa.select(t.amendment, adoption.c.answer).select_from(carried).order_by(a.id)
    return [
        Amendment(
            r.action, r.kind, r.subject, r.object, json.loads(r.said), json.loads(r.properties),
            tuple(json.loads(r.rivals)), r.reason, r.document, r.decided_by, r.sha256, r.made_at, r.made_in,
            r.ended_at, r.id, r.answer,
        )
        for r in c.execute(query if ended else query.where(a.ended_at.is_(None)))
    ]  # fmt: skip


def about(c: sa.Connection, thing: str, no: int | None = None) -> list[Amendment]:
    """The amendments of a thing or its links, over or not; with `no` only those made up to that edition."""
    identities = decided(c).identities()
    kept = identities.kept(thing)
    return [
        a
        for a in amendments(c, ended=True)
        if kept in (identities.kept(a.subject), identities.kept(a.object or ""))
        and (no is None or a.made_in <= no)
    ]


def statement(row: Any) -> Statement:
    """A row of the table of statements."""
    return Statement(row.id, row.kind, row.subject, row.object, json.loads(row.properties))


def decided(c: sa.Connection) -> Decided:
    """All that holds now and bears on an edition; rejected pairs do not."""
    return Decided(tuple(p for p in pairs(c) if p.relation != "different"), tuple(amendments(c)))
