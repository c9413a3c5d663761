"""Findings follow the things that were confirmed to be one: an acceptance goes with the id that stays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from graph import record_schema as t
from graph.decisions import decided
from graph.identity import ONE
from graph.rule import catalogue


def follow(c: sa.Connection, change_set: int, no: int) -> None:
    """Carry acceptances over, within the publish of edition `no` and before its findings are triaged.

    What was accepted of the newer thing is accepted of the older, and what was accepted of the older one when it
    went is accepted again. Whether it holds any longer is for the triage to say.
    """
    k = t.change.c
    query = sa.select(k.body).where(k.change_set == change_set, k.what == "matched")
    new = [body for row in c.execute(query) if (body := json.loads(row.body))["relation"] in ONE]
    if not new:
        return
    identities = decided(c).identities()
    gave_way = {str(body["newer"]) for body in new}
    stay = {identities.kept(str(body["older"])) for body in new}
    rules = {rule.id: rule for rule in catalogue()}
    accepted = _accepted_since(c)
    for row in _last_seen(c):
        columns = json.loads(row.body)["columns"]
        ids = {v for v in columns.values() if isinstance(v, str)}
        if row.state == "accepted" and ids & gave_way and row.rule in rules:
            there = {n: identities.kept(v) if isinstance(v, str) else v for n, v in columns.items()}
            _accept(c, rules[row.rule].key(there), row, identities.kept(row.subject), no)
        elif (
            (row.seen == "accepted" or row.edition in accepted.get(row.key, ()))
            and ids & stay
            and row.changed_in == _went(c, ids & stay)
        ):
            _accept(c, row.key, row, row.subject, no)


def _last_seen(c: sa.Connection) -> list[Any]:
    """Every finding with its state, and what it was when last found; those accepted now come last."""
    f, s = t.finding.c, t.finding_seen.c
    newest = sa.select(s.key, sa.func.max(s.edition).label("edition")).group_by(s.key).subquery()
    query = (
        sa.select(
            f.key, f.rule, f.subject, f.state, f.changed_in, f.reason, f.who, f.until, s.body, s.edition,
            s.state.label("seen"),
        )
        .join_from(t.finding, newest, newest.c.key == f.key)
        .join(t.finding_seen, sa.and_(s.key == f.key, s.edition == newest.c.edition))
        .where(f.state.in_(("accepted", "orphaned", "resolved")))
        .order_by(f.state == "accepted", f.key)
    )  # fmt: skip
    return list(c.execute(query).all())


def _accepted_since(c: sa.Connection) -> dict[str, set[int]]:
    """The editions during which each finding was accepted: the state at their publish does not tell."""
    a = t.audit.c
    query = sa.select(a.action, a.edition, a.detail).where(a.action.in_(("publish", "accept"))).order_by(a.no)
    found: dict[str, set[int]] = {}
    edition = 0
    for row in c.execute(query):
        if row.action == "publish":
            edition = row.edition
        else:
            found.setdefault(json.loads(row.detail)["key"], set()).add(edition)
    return found


def _went(c: sa.Connection, things: set[str]) -> int | None:
    """The last edition, before this one, in which one of the things was taken away."""
    s = t.statement.c
    query = sa.select(sa.func.max(s.removed_in)).where(s.id.in_(sorted(things)))
    found = c.execute(query).scalar()
    return None if found is None else int(found)


def _accept(c: sa.Connection, key: str, row: Any, subject: str, no: int) -> None:
    f = t.finding.c
    values: Mapping[str, Any] = {
        "state": "accepted",
        "reason": row.reason,
        "who": row.who,
        "until": row.until,
    }
    if c.execute(t.finding.update().where(f.key == key).values(**values)).rowcount == 0:
        known = {"key": key, "rule": row.rule, "subject": subject, "first_in": no, "changed_in": no}
        c.execute(t.finding.insert().values(**known, **values))
