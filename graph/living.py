"""What an edition of the record holds: the condition on rows, and all mentions as comparing a load needs them."""

from __future__ import annotations

import json

import sqlalchemy as sa

from graph import record_schema as t
from graph.draft import LivingMention
from graph.statement import Statement


def living(table: sa.Table, no: int) -> sa.ColumnElement[bool]:
    """Whether a row of statements or mentions belongs to edition `no`."""
    removed = table.c.removed_in
    return sa.and_(table.c.added_in <= no, sa.or_(removed.is_(None), removed > no))


def living_mentions(c: sa.Connection, no: int) -> list[LivingMention]:
    """All mentions of an edition. Those of statements that an amendment took away are among them: the words
    stand in their list all the same."""
    m, s = t.mention.c, t.statement.c
    known = sa.select(s.id, s.kind, s.subject, s.object).distinct().subquery()
    said = sa.select(t.mention, known.c.kind, known.c.subject, known.c.object)
    said = said.join_from(t.mention, known, known.c.id == m.statement).where(living(t.mention, no))
    return [
        LivingMention(
            r.key, r.list_id, r.file, r.sheet, r.cell,
            Statement(r.statement, r.kind, r.subject, r.object, json.loads(r.said)),
            {"sha256": r.sha256, "text": r.text, "cue": r.cue, "how": r.how, "inferred": r.inferred},
        )
        for r in c.execute(said)
    ]  # fmt: skip
