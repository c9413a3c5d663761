"""Where a role went whose id is another since departments were asked about it: by a confirmed match of its matter,
or by a correction of what identifies it (scope, time). What they answered goes with it, for the same words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

import sqlalchemy as sa

from graph import decisions
from graph import record_schema as t
from graph import reply_schema as r
from graph.identity import NAMED_AFTER
from graph.living import living
from graph.overlay import AGREED, Decided, renamed
from graph.statement import Statement


class Moves:
    """Follows roles that were asked about through what people decided (default: all that holds now).

    A correction that ended since the lists say the same themselves is followed still: the role has the id that it
    gave. One that was taken back, or that gave way to other words of a list, is not.
    """

    def __init__(self, c: sa.Connection, decided: Decided | None = None) -> None:
        holds = decided or decisions.decided(c)
        agreed = _agreed(c)
        steps = {a.id: a for a in decisions.amendments(c, ended=True) if a.id in agreed}
        made = [*steps.values(), *(a for a in holds.amendments if a.id not in steps)]
        self._identities = holds.identities()
        self._steps = [renamed(a, self._identities) for a in made if a.action == "set" and a.object]
        self._asked: Mapping[tuple[str, str], Statement] = {}
        if self._steps or self._identities:
            self._asked = _as_asked(c)
        if self._identities:
            s = t.statement.c
            nodes = sa.select(t.statement).where(s.kind.in_(NAMED_AFTER)).order_by(s.row)
            self._identities.learn(decisions.statement(row) for row in c.execute(nodes))

    def of(self, statement: str, words: str, corrected: bool = True) -> Statement | None:
        """The role as it was asked about, under the id that it goes by now; None where that is the same still.
        Without `corrected` only matches are followed: who objected to a role said nothing of the corrected one."""
        asked = self._asked.get((statement, words))
        if asked is None:
            return None
        made = self._identities.statement(asked)
        for step in self._steps if corrected else ():
            if step.target().id == made.id:
                made = step.result(made) or made
        return replace(made, properties=asked.properties) if made.id != asked.id else None

    def kept(self, thing: str) -> str:
        """The id that a matter goes by."""
        return self._identities.kept(thing)

    def today(
        self, c: sa.Connection, no: int, asked: Iterable[tuple[str, str]], corrected: bool = True
    ) -> dict[tuple[str, str], Statement]:
        """The roles of edition `no` that were asked about so (statement, words); those gone are left out."""
        keys = set(asked)
        there = _living(c, no, {statement for statement, _ in keys})
        gone = sorted(key for key in keys if key[0] not in there)
        moved = {key: role.id for key in gone if (role := self.of(*key, corrected))}
        there |= _living(c, no, set(moved.values()) - there.keys())
        ends = {key: key[0] for key in keys} | moved
        return {key: there[role] for key, role in ends.items() if role in there}


def _living(c: sa.Connection, no: int, ids: set[str]) -> dict[str, Statement]:
    """Those of some statements that edition `no` holds."""
    wanted, found = sorted(ids), dict[str, Statement]()
    for start in range(0, len(wanted), 500):
        part = t.statement.c.id.in_(wanted[start : start + 500])
        rows = c.execute(sa.select(t.statement).where(part, living(t.statement, no)))
        found |= {row.id: decisions.statement(row) for row in rows}
    return found


def everything_asked(c: sa.Connection) -> list[tuple[str, str]]:
    """All roles ever asked about: statement and words."""
    a = r.asked.c
    return [(row[0], row[1]) for row in c.execute(sa.select(a.statement, a.words).distinct())]


def _agreed(c: sa.Connection) -> set[int]:
    """The numbers of the amendments that ended since the lists came to say the same."""
    a = t.audit.c
    said = [
        json.loads(row) for row in c.execute(sa.select(a.detail).where(a.action == "amend end")).scalars()
    ]
    return {int(one["amendment"]) for one in said if one.get("why") == AGREED}


def _as_asked(c: sa.Connection) -> dict[tuple[str, str], Statement]:
    """The roles that were asked about, as they stood then, by statement and words."""
    q, a, s = r.consultation.c, r.asked.c, t.statement.c
    alive = sa.and_(s.added_in <= q.edition, sa.or_(s.removed_in.is_(None), s.removed_in > q.edition))
    query = sa.select(a.words, s.id, s.kind, s.subject, s.object, s.properties)
    query = query.select_from(
        r.asked.join(r.consultation, a.consultation == q.id).join(
            t.statement, sa.and_(s.id == a.statement, alive)
        )
    )
    return {(row.id, row.words): decisions.statement(row) for row in c.execute(query)}
