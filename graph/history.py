"""What editions changed about one thing: statements of it, and of its links, added, removed or put differently."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from graph import record_schema as t


@dataclass(frozen=True, slots=True)
class Change:
    """One statement in one edition: `before` and `after` are its properties (None: it was not, or no longer is, said)."""

    statement: str
    kind: str
    subject: str
    object: str | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def what(self) -> str:
        """`added`, `removed` or `changed`."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one edition changed about the thing."""

    edition: int
    as_of: str
    changes: tuple[Change, ...]


def history(engine: sa.Engine, thing: str, no: int) -> list[Turn]:
    """The editions up to `no` that changed what is said about a thing or its links, newest first."""
    s = t.statement.c
    query = sa.select(s.id, s.kind, s.subject, s.object, s.properties, s.added_in, s.removed_in).where(
        sa.or_(s.subject == thing, s.object == thing), s.added_in <= no
    )
    came: dict[tuple[int, str], Any] = {}
    went: dict[tuple[int, str], Any] = {}
    with engine.connect() as connection:
        for row in connection.execute(query.order_by(s.row)):
            came[row.added_in, row.id] = row
            if row.removed_in is not None and row.removed_in <= no:
                went[row.removed_in, row.id] = row
        known = connection.execute(sa.select(t.edition.c.no, t.edition.c.as_of))
        days = {edition: str(day) for edition, day in known}
    turns: dict[int, list[Change]] = defaultdict(list)
    for edition, statement in sorted(came.keys() | went.keys()):
        new, old = came.get((edition, statement)), went.get((edition, statement))
        said: Any = new or old
        before, after = (None if r is None else json.loads(r.properties) for r in (old, new))
        turns[edition].append(Change(statement, said.kind, said.subject, said.object, before, after))
    return [
        Turn(
            edition,
            days[edition],
            tuple(sorted(turns[edition], key=lambda c: (c.object is not None, c.kind, c.what, c.statement))),
        )
        for edition in sorted(turns, reverse=True)
    ]
