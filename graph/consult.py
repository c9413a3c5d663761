"""What to ask the departments: every organisation's own roles in the current edition, and that they were asked."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from graph import reply_schema as r
from graph.aliases import find_body
from graph.confirm import words_of
from graph.edition import audit, now
from graph.ontology import load
from graph.order import natural
from graph.record import Edition, Record, RecordError
from graph.sentence import cited
from graph.statement import Statement

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 30_000  # a cell of a workbook holds little more


@dataclass(frozen=True, slots=True)
class Asked:
    """One role as it is sent to the organisation that holds it, all in text; `words` as in graph.confirm."""

    statement: str
    words: str
    role: str
    matter: str
    clause: str
    scope: str
    basis: str
    written: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one organisation is asked."""

    org: str
    name: str
    region: str
    rows: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Consultation:
    """One round of asking, about one edition; `until` is the last day to answer."""

    id: int
    edition: int
    as_of: str
    list_id: str | None
    asked_on: str
    until: str | None


def to_ask(
    record: Record, edition: Edition, orgs: Sequence[str] = (), list_id: str | None = None
) -> tuple[list[Sheet], list[str]]:
    """What each organisation is asked about an edition, by name; and the names of ended organisations with roles,
    which nobody can ask. Roles that have run out, and those for a matter that has ended, are left out.

    `orgs` are ids or full names (none: all), `list_id` the one list whose roles are meant. Raises RecordError for
    an unknown or ended organisation or an unknown list.
    """
    no = edition.no
    statements = record.statements(no)
    nodes = {s.id: s for s in statements if s.is_node}
    if list_id and (list_id not in nodes or nodes[list_id].kind != "BoundaryList"):
        raise RecordError(f"现行版里没有清单 {list_id}")
    bodies = {s.id: s for s in nodes.values() if s.kind == "Organization"}
    chosen = {find_body(bodies.values(), asked).id for asked in orgs}
    gone = {b for b, s in bodies.items() if s.properties.get("status", "active") != "active"}
    if ended := sorted(str(bodies[b].properties["name"]) for b in chosen & gone):
        raise RecordError(f"{'、'.join(ended)}已撤并，不能征求意见")
    roles = [
        s for s in statements
        if s.subject in bodies and s.object in nodes and _is_role(s)
        and s.properties.get("valid_to", edition.as_of) >= edition.as_of
        and nodes[s.object].properties.get("status") != "ended"
    ]  # fmt: skip
    said = record.mentions(no, [s.id for s in roles])
    roles = [s for s in roles if list_id is None or any(m["list_id"] == list_id for m in said.get(s.id, ()))]
    bases = _bases(statements, nodes)
    rows: dict[str, list[tuple[object, Asked]]] = defaultdict(list)
    for role in roles:
        places = ["!".join(p for p in (m["file"], m["sheet"], m["cell"]) if p) for m in said.get(role.id, ())]
        made = _asked(role, nodes[role.object or ""], bases.get(role.object or "", []), places)
        if role.subject in (chosen or bodies):
            rows[role.subject].append(((natural(places[0] if places else ""), role.id), made))
    sheets = [
        Sheet(
            org, str(bodies[org].properties["name"]), str(bodies[org].properties.get("region") or ""),
            tuple(one for _, one in sorted(found, key=lambda pair: pair[0])),  # type: ignore[arg-type, return-value]
        )
        for org, found in rows.items() if org not in gone
    ]  # fmt: skip
    names = sorted(str(bodies[org].properties["name"]) for org in rows.keys() & gone)
    return sorted(sheets, key=lambda s: (s.region, s.name, s.org)), names


def _is_role(s: Statement) -> bool:
    kind = load().links.get(s.kind)
    return kind is not None and kind.group == "role"


def _bases(statements: Iterable[Statement], nodes: dict[str, Statement]) -> dict[str, list[str]]:
    """What each matter rests on, as one cites it."""
    found: dict[str, list[str]] = defaultdict(list)
    for s in statements:
        if s.kind == "BASED_ON" and s.object in nodes:
            law = nodes[s.object].properties
            found[s.subject].append(cited({"name": law["name"], "article": law.get("article")}))
    return {matter: sorted(laws) for matter, laws in found.items()}


def _asked(role: Statement, matter: Statement, basis: list[str], places: list[str]) -> Asked:
    said = role.properties
    name = matter.properties.get("name") or matter.id
    texts = (
        load().links[role.kind].zh, name, said.get("text"), said.get("scope"), "；".join(basis), "；".join(places),
    )  # fmt: skip
    return Asked(role.id, words_of(role), *(_plain(text) for text in texts))


def _plain(text: object) -> str:
    return _UNSEEN.sub("", str(text or ""))[:_LONGEST].strip()


def send(
    record: Record, edition: Edition, sheets: Sequence[Sheet], list_id: str | None, until: str | None, who: str,
    write: Callable[[Consultation], None],
) -> Consultation:  # fmt: skip
    """Keep that these sheets were sent, and write them in between: where writing fails, nobody was asked.

    Raises RecordError when there is nothing to ask, `until` has passed, or the edition is no longer the current
    one; and whatever `write` raises.
    """
    if not sheets:
        raise RecordError("没有可以征求意见的内容：所选单位在现行版（或这份清单）里没有职责")
    today = now()[:10]
    if until and date.fromisoformat(until).isoformat() < today:
        raise RecordError(f"答复期限 {until} 已过（今天是 {today}）")
    with record.writing() as c:
        if record.edition(None).no != edition.no:
            raise RecordError(f"第 {edition.no} 版已不是现行版，请重新征求意见")
        values = {"edition": edition.no, "list_id": list_id, "asked_on": today, "until": until, "who": who}
        made = r.consultation.insert().values(**values).returning(r.consultation.c.id)
        number = int(c.execute(made).scalar_one())
        for sheet in sheets:
            rows = [
                {"consultation": number, "org": sheet.org, "statement": a.statement, "words": a.words,
                 "body": json.dumps({"name": sheet.name, **asdict(a)}, ensure_ascii=False)}
                for a in sheet.rows
            ]  # fmt: skip
            c.execute(r.asked.insert(), rows)
        counts = {"organizations": len(sheets), "rows": sum(len(s.rows) for s in sheets)}
        audit(
            c,
            who,
            "consult",
            None,
            {"consultation": number, "edition": edition.no, "until": until, "list": list_id, **counts},
        )
        done = Consultation(number, edition.no, edition.as_of, list_id, today, until)
        write(done)
    return done


@dataclass(frozen=True, slots=True)
class Sent:
    """A row that was sent: its number in the record, to whom, in which round, and what it said."""

    row: int
    consultation: int
    edition: int
    org: str
    name: str
    asked: Asked


def sent(record: Record) -> dict[tuple[int, str], Sent]:
    """All rows ever sent, by consultation and statement."""
    columns = (r.asked.c.row, r.asked.c.consultation, r.consultation.c.edition, r.asked.c.org, r.asked.c.body)
    query = sa.select(*columns).join_from(
        r.asked, r.consultation, r.asked.c.consultation == r.consultation.c.id
    )
    found = {}
    with record.engine.connect() as connection:
        for row in connection.execute(query):
            body: dict[str, Any] = json.loads(row.body)
            name = body.pop("name")
            one = Sent(row.row, row.consultation, row.edition, row.org, name, Asked(**body))
            found[row.consultation, one.asked.statement] = one
    return found
