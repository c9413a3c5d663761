"""The inside of a publish: what one transaction writes for a new edition."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from graph import record_schema as t
from graph.judge import Finding
from graph.statement import dumps
from graph.triage import Known, next_state


def now() -> str:
    """The time, to the second, in UTC, as kept in the record."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def apply(c: sa.Connection, change_set: int, no: int) -> dict[str, int]:
    """Write a draft's changes as belonging to edition `no`; how many of each."""
    counts: dict[str, int] = {}
    for what, table, key in (("statement", t.statement, "id"), ("mention", t.mention, "key")):
        rows = c.execute(
            sa.select(t.change.c.action, t.change.c.key, t.change.c.body)
            .where(t.change.c.change_set == change_set, t.change.c.what == what).order_by(t.change.c.row)
        ).all()  # fmt: skip
        gone = [{"k": r.key} for r in rows if r.action == "remove"]
        new = [{**json.loads(r.body), "added_in": no} for r in rows if r.action == "add"]
        if gone:
            ends = sa.and_(table.c[key] == sa.bindparam("k"), table.c.removed_in.is_(None))
            c.execute(table.update().where(ends).values(removed_in=no), gone)
        if new:
            c.execute(table.insert(), new)
        counts |= {f"{what}s_removed": len(gone), f"{what}s_added": len(new)}
    return counts


def triage(
    c: sa.Connection, no: int, as_of: str, found: list[Finding], rules: frozenset[str],
    subjects: Mapping[str, object],
) -> None:  # fmt: skip
    """Keep the findings of edition `no`, and move the state of every finding known."""
    f = t.finding.c
    query = sa.select(f.key, f.rule, f.subject, f.state, f.until)
    known = {row.key: Known(*row) for row in c.execute(query)}
    for one in found:
        before = known.get(one.key)
        state = next_state(before, True, as_of, rules, subjects)
        if before is None:
            values = {"key": one.key, "rule": one.rule, "subject": one.subject, "state": state}
            c.execute(t.finding.insert().values(**values, first_in=no, changed_in=no))
        elif before.state != state:
            c.execute(t.finding.update().where(f.key == one.key).values(state=state, changed_in=no))
        body = dumps(asdict(one))
        c.execute(t.finding_seen.insert().values(edition=no, key=one.key, state=state, body=body))
    for key in known.keys() - {one.key for one in found}:
        state = next_state(known[key], False, as_of, rules, subjects)
        if state != known[key].state:
            c.execute(t.finding.update().where(f.key == key).values(state=state, changed_in=no))


def changed_on_both(c: sa.Connection, change_set: int, base: int) -> list[str]:
    """Statements that a draft changes and that editions after its base changed too."""
    mine = sa.select(t.change.c.key).where(
        t.change.c.change_set == change_set, t.change.c.what == "statement"
    )
    s = t.statement.c
    since = sa.or_(s.added_in > base, s.removed_in > base)
    return sorted(c.execute(sa.select(s.id).where(since, s.id.in_(mine)).distinct()).scalars())


def audit(c: sa.Connection, who: str, action: str, edition: int | None, detail: dict[str, Any]) -> None:
    """Add a line to the audit."""
    values = {"at": now(), "who": who, "action": action, "edition": edition, "detail": dumps(detail)}
    c.execute(t.audit.insert().values(**values))
