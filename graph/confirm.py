"""How what departments answered reaches the graph of an edition: laid over the statements, never one of them.

A list says a role; the organisation that was asked confirms it or not. So an answer adds to a role that some list
states, and keeps none alive. It holds for the words that were asked about: a role that says something else is one
that nobody was asked about.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import sqlalchemy as sa

from graph import reply_schema as r
from graph.ids import digest, normal
from graph.moves import Moves
from graph.overlay import Decided
from graph.statement import Statement, clean, dumps

_SAID = ("level", "split", "capacity")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Where a role stands with the organisation that holds it.

    `words` is the hash of what the role says (see `words_of`), `confirmed` True, False, or None while nothing is
    settled, `said_by` the organisation that answered.
    """

    statement: str
    words: str
    asked_on: str
    answer_by: str | None
    confirmed: bool | None
    said_by: str | None

    @property
    def key(self) -> str:
        """One role in one wording."""
        return digest(self.statement, self.words, size=24)


def words_of(role: Statement, text: str | None = None) -> str:
    """Hash of what a role link says beyond its identity; with `text` in place of its own clause.

    >>> role = Statement.link("LEADS", "org:a", "duty:b", text="负责 节水", position=1)
    >>> words_of(role) == words_of(Statement.link("LEADS", "org:a", "duty:b", text="负责节水", position=2))
    True
    >>> words_of(role) == words_of(role, "指导节水")
    False
    """
    clause = role.properties.get("text") if text is None else text
    return digest(role.id, normal(clause or ""), *(role.properties.get(name) for name in _SAID), size=24)


def overlay(statements: Iterable[Statement], held: Iterable[Confirmation]) -> list[Statement]:
    """The statements, those that were asked about with `asked_on`, `answer_by`, `confirmed` and `said_by`."""
    by_role: dict[str, dict[str, Confirmation]] = {}
    for one in held:
        by_role.setdefault(one.statement, {})[one.words] = one
    made = []
    for statement in statements:
        found = by_role[statement.id].get(words_of(statement)) if statement.id in by_role else None
        if found:
            added = clean(
                {name: getattr(found, name) for name in ("asked_on", "answer_by", "confirmed", "said_by")}
            )
            statement = replace(statement, properties=clean({**statement.properties, **added}))
        made.append(statement)
    return made


def living(c: sa.Connection, no: int) -> dict[str, Confirmation]:
    """What holds in an edition, by key."""
    t = r.confirmation.c
    alive = sa.and_(t.added_in <= no, sa.or_(t.removed_in.is_(None), t.removed_in > no))
    query = sa.select(t.statement, t.words, t.asked_on, t.answer_by, t.confirmed, t.said_by).where(alive)
    return by_key(of_row(dict(row)) for row in c.execute(query).mappings())


def moved(held: Mapping[str, Confirmation], changes: Iterable[Any]) -> dict[str, Confirmation]:
    """What holds after rows of the table of changes."""
    rows = list(changes)
    made = {key: one for key, one in held.items() if key not in {row.key for row in rows}}
    for row in rows:
        if row.action == "add":
            made[row.key] = of_row({k: v for k, v in json.loads(row.body).items() if k != "key"})
    return made


def of_row(row: Mapping[str, object]) -> Confirmation:
    """A confirmation as the record keeps it."""
    said = row["confirmed"]
    return Confirmation(**{**row, "confirmed": None if said is None else bool(said)})  # type: ignore[arg-type]


def by_key(some: Iterable[Confirmation]) -> dict[str, Confirmation]:
    """Confirmations by key."""
    return {one.key: one for one in some}


def wanted(c: sa.Connection, decided: Decided | None = None) -> dict[str, Confirmation]:
    """What holds by all that was asked, answered and decided so far, by key.

    Of a role that goes by another id since, it holds under both (see graph.moves); `decided` are the matches and
    corrections that count (default: those in force).

    Agreed: confirmed. Objected: refused, whatever was decided, but not of the role that it was corrected to. Amended:
    open until it is decided; declined, it is refused; adopted, the organisation confirms its own words, once a list
    says them.
    """
    q = r.consultation.c
    asked = sa.select(r.asked.c.statement, r.asked.c.words, q.asked_on, q.until.label("answer_by"))
    asked = asked.join_from(r.asked, r.consultation, r.asked.c.consultation == q.id).order_by(q.id)
    moves, made = Moves(c, decided), dict[str, Confirmation]()
    for one in c.execute(asked):
        plain = Confirmation(one.statement, one.words, one.asked_on, one.answer_by, None, None)
        made[plain.key] = plain
        if moved := moves.of(one.statement, one.words):
            plain = replace(plain, statement=moved.id, words=words_of(moved))
            made[plain.key] = plain
    for row in c.execute(answers().order_by(r.answer.c.id)):
        if row.replaced:
            continue
        settled = {"agree": True, "object": False, "amend": False if row.decided == "decline" else None}[
            row.opinion
        ]
        there = [(row.statement, row.words, row.amended_words)]
        if moved := moves.of(row.statement, row.words, corrected=row.opinion != "object"):
            there.append((moved.id, words_of(moved), row.amended and words_of(moved, row.amended)))
        for statement, words, amended in there:
            plain = made[digest(statement, words, size=24)]
            made[plain.key] = replace(plain, confirmed=settled, said_by=None if settled is None else row.org)
            if row.opinion == "amend" and row.decided == "adopt" and amended:
                new = replace(plain, words=amended, confirmed=True, said_by=row.org)
                made[new.key] = new
    return made


def answers() -> sa.Select[tuple[object, ...]]:
    """All answers with what they answer: columns of `answer` and `asked`, `consultation`, `edition`, `org`, `file`, `at`,
    `replaced` (the organisation answered the same consultation again) and `decided` (the newest decision's number
    is `decision`)."""
    again, one = r.reply.alias("again"), r.decision.alias("one")
    same = sa.and_(again.c.consultation == r.reply.c.consultation, again.c.org == r.reply.c.org)
    later = sa.exists(sa.select(again.c.id).where(same, again.c.id > r.reply.c.id).correlate(r.reply))
    newest = sa.select(sa.func.max(one.c.id)).where(one.c.answer == r.answer.c.id)
    last = newest.correlate(r.answer).scalar_subquery()
    d, a = r.decision.c, r.asked.c
    columns = (
        *r.answer.c, a.statement, a.words, a.body, r.reply.c.consultation, r.reply.c.org, r.reply.c.file, r.reply.c.at,
        r.reply.c.sha256, r.consultation.c.edition, later.label("replaced"), d.what.label("decided"),
        d.reason.label("decided_reason"), d.who.label("decided_by"), d.at.label("decided_at"),
    )  # fmt: skip
    joined = r.answer.join(r.reply, r.answer.c.reply == r.reply.c.id).join(r.asked, r.answer.c.asked == a.row)
    joined = joined.join(r.consultation, r.consultation.c.id == a.consultation)
    return sa.select(*columns).select_from(joined.outerjoin(r.decision, d.id == last))


def pending(c: sa.Connection, no: int, decided: Decided | None = None) -> list[dict[str, str]]:
    """What a publish on edition `no` would change of what holds: rows for the table of changes; see `wanted`."""
    now, then = wanted(c, decided), living(c, no)
    gone = [k for k in then if now.get(k) != then[k]]
    rows = [{"action": "remove", "what": "confirmation", "key": k, "body": ""} for k in sorted(gone)]
    for key in sorted(k for k in now if now[k] != then.get(k)):
        body = dumps({"key": key, **asdict(now[key])})
        rows.append({"action": "add", "what": "confirmation", "key": key, "body": body})
    return rows
