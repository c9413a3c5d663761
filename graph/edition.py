"""The inside of a publish: what one transaction writes for a new edition."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from graph import record_schema as t
from graph.judge import Finding
from graph.reply_schema import adoption, confirmation
from graph.statement import Source, dumps
from graph.triage import Known, next_state

# What a draft may change: its name there, table, and the column of its key.
TABLES = (
    ("statement", t.statement, "id"),
    ("mention", t.mention, "key"),
    ("confirmation", confirmation, "key"),
)


def now() -> str:
    """The time, to the second, in UTC, as kept in the record."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def keep_sources(c: sa.Connection, sources: Iterable[Source]) -> None:
    """Keep the bytes of files that the record does not have yet."""
    known = set(c.execute(sa.select(t.source.c.sha256)).scalars())
    for file in sources:
        if file.sha256 not in known:
            known.add(file.sha256)
            values = {"sha256": file.sha256, "media_type": file.media_type, "size": len(file.content)}
            c.execute(t.source.insert().values(**values, content=file.content))


def apply(c: sa.Connection, change_set: int, no: int, who: str = "local") -> dict[str, int]:
    """Write a draft's changes as belonging to edition `no`; how many of each."""
    _decide(c, change_set, no, who)
    counts: dict[str, int] = {}
    for what, table, key in TABLES:
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


def _decide(c: sa.Connection, change_set: int, no: int, who: str) -> None:
    """Keep the matches and amendments that come with a draft, and end the amendments that it ends."""
    k = t.change.c
    rows = c.execute(
        sa.select(k.action, k.what, k.key, k.body)
        .where(k.change_set == change_set, k.what.in_(("matched", "amendment"))).order_by(k.row)
    ).all()  # fmt: skip
    for row in rows:
        body = json.loads(row.body)
        if row.action == "remove":
            alive = sa.and_(t.amendment.c.id == int(row.key), t.amendment.c.ended_at.is_(None))
            c.execute(t.amendment.update().where(alive).values(ended_at=now()))
            audit(c, who, "amend end", no, {"amendment": int(row.key), **body})
        elif row.what == "matched":
            c.execute(t.matched.insert().values(**body, made_at=now()))
            audit(c, who, "match confirm", no, body)
        else:
            values = {k: v for k, v in body.items() if k != "answer"}
            made = (
                t.amendment.insert().values(**values, made_at=now(), made_in=no).returning(t.amendment.c.id)
            )
            number = c.execute(made).scalar_one()
            if body.get("answer"):
                c.execute(adoption.insert().values(amendment=number, answer=int(body["answer"])))
            audit(c, who, "amend", no, {"amendment": number, **body})


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
    k = t.change.c
    mine = sa.select(k.key).where(k.change_set == change_set, k.what == "statement")
    return changed_since(c, base, c.execute(mine).scalars())


def changed_since(c: sa.Connection, base: int, wanted: Iterable[str]) -> list[str]:
    """Those of some statements that editions after `base` changed."""
    s, some = t.statement.c, sorted(set(wanted))
    since = sa.or_(s.added_in > base, s.removed_in > base)
    found: set[str] = set()
    for start in range(0, len(some), 500):
        part = sa.select(s.id).where(since, s.id.in_(some[start : start + 500]))
        found.update(c.execute(part).scalars())
    return sorted(found)


def audit(c: sa.Connection, who: str, action: str, edition: int | None, detail: dict[str, Any]) -> None:
    """Add a line to the audit."""
    values = {"at": now(), "who": who, "action": action, "edition": edition, "detail": dumps(detail)}
    c.execute(t.audit.insert().values(**values))
