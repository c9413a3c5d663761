"""Both sides of a pair of matters as a person must see them to decide: all that was last said of each, with its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from graph import record_schema as t
from graph.decisions import statement
from graph.living import living
from graph.ontology import load
from graph.record import Record
from graph.sentence import cited
from graph.statement import Statement

_ABOUT = ("IN_DOMAIN", "BASED_ON", "LISTED_IN", "DRAWN_FROM")
_MOST = 400  # ids in one query


@dataclass(frozen=True, slots=True)
class Line:
    """One link of a matter: its kind, what it is tied to, the clause and scope, and the cells (see Record.mentions)."""

    kind: str
    other: str
    name: str
    text: str
    scope: str
    written: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A matter as it was last stated: `went` is the edition that took it away, None while it is there."""

    id: str
    said: Mapping[str, Any]
    went: int | None
    written: tuple[Mapping[str, Any], ...]
    lines: tuple[Line, ...]


def last(record: Record, things: Iterable[str]) -> dict[str, tuple[Statement, int | None]]:
    """Things as they were last stated, by id, each with the edition that took it away (None: it is there)."""
    with record.engine.connect() as c:
        rows = _rows(c, sa.select(t.statement), t.statement.c.id, sorted(set(things)))
        return {row.id: (statement(row), row.removed_in) for row in rows}


def sides(record: Record, things: Iterable[str]) -> dict[str, Side]:
    """What was last said of some matters, by id; those never stated are left out."""
    current = record.current()
    wanted = sorted(set(things))
    if current is None or not wanted:
        return {}
    s, made = t.statement.c, dict[str, Side]()
    roles = tuple(k.name for k in load().links.values() if k.group == "role")
    with record.engine.connect() as c:
        newest = {row.id: row for row in _rows(c, sa.select(t.statement), s.id, wanted)}
        by_edition: dict[int, list[str]] = defaultdict(list)
        for row in newest.values():
            by_edition[current.no if row.removed_in is None else row.removed_in - 1].append(row.id)
        links: dict[str, list[Statement]] = defaultdict(list)
        for no, ids in by_edition.items():
            for kinds, column in ((_ABOUT, s.subject), (roles, s.object)):
                query = sa.select(t.statement).where(s.kind.in_(kinds), living(t.statement, no))
                for link in map(statement, _rows(c, query, column, ids)):
                    links[link.subject if kinds is _ABOUT else str(link.object)].append(link)
        names = _names(c, {e for found in links.values() for k in found for e in (k.subject, str(k.object))})
    for no, ids in by_edition.items():
        said = record.mentions(no, [*ids, *(k.id for i in ids for k in links[i])])
        for thing in ids:
            lines = [_line(k, thing, names, said) for k in links[thing]]
            order = [*(k.name for k in load().links.values())]
            lines.sort(key=lambda one: (order.index(one.kind), one.name, one.scope))
            row = newest[thing]
            made[thing] = Side(
                thing, statement(row).properties, row.removed_in, tuple(said.get(thing, ())), tuple(lines)
            )
    return made


def _rows(c: sa.Connection, query: sa.Select[Any], column: Any, ids: list[str]) -> Iterable[Any]:
    for start in range(0, len(ids), _MOST):
        part = query.where(column.in_(ids[start : start + _MOST])).order_by(t.statement.c.row)
        yield from c.execute(part)


def _names(c: sa.Connection, ids: set[str]) -> dict[str, str]:
    """The name that each thing had last; the articles of one law are told apart."""
    found = {}
    for row in _rows(c, sa.select(t.statement), t.statement.c.id, sorted(ids)):
        said = statement(row).properties
        name = str(said.get("name") or row.id)
        found[row.id] = (
            cited({"name": name, "article": said.get("article")}) if row.kind == "LegalBasis" else name
        )
    return found


def _line(
    link: Statement, thing: str, names: Mapping[str, str], said: Mapping[str, list[dict[str, Any]]]
) -> Line:
    other = str(link.object) if link.subject == thing else link.subject
    told = link.properties
    texts = (str(told.get("text") or ""), str(told.get("scope") or ""))
    return Line(link.kind, other, names.get(other, other), *texts, tuple(said.get(link.id, ())))
