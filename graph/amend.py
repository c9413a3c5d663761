"""Correcting a single statement by hand, with reason and document: a change set like any other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from graph import decisions
from graph import record_schema as t
from graph.amendable import values as values_of
from graph.identity import Pair
from graph.ids import normal
from graph.living import living
from graph.ontology import load
from graph.order import natural
from graph.overlay import MANUAL, SOLE, Amendment, Over, holders
from graph.record import Record, Unfit
from graph.statement import Batch, Source, Statement, dumps
from graph.workspace import Published, Workspace

_LONGEST = 2000


def amend(
    office: Workspace, statement: str, properties: Mapping[str, str] | None, reason: str, document: str, by: str,
    who: str = "local", base: int | None = None, answer: int | None = None,
) -> Published:  # fmt: skip
    """Set properties of a node or role link of the current edition; without `properties` take the link away.

    A property set to "" is taken away. `base` is the edition that was looked at (default: the current one), `answer`
    the number of the department's answer that it carries out.
    Raises Unfit for an unknown statement, a property that its kind does not have or that is not set by hand,
    a value it may not have, or a missing reason; Conflict when the edition looked at is no longer current.
    """
    said = _statements(office.record, base).get(statement)
    if said is None:
        raise Unfit(f"没有编号 {statement} 的表述")
    is_role = not said.is_node and load().links[said.kind].group == "role"
    if properties is None and not is_role:
        raise Unfit("只有责任关系可以去掉；事项和机构随清单增减")
    if not said.is_node and not is_role:
        raise Unfit("只有事项、机构等的属性和责任关系可以手工更正")
    if properties is not None and not properties:
        raise Unfit("没有写明改写什么")
    values = {} if properties is None else values_of(said.kind, properties)
    action = "remove" if properties is None else "set"
    why = (reason, document, by, who, base)
    return _publish(office, action, said, dict(said.properties), values, (), *why, answer)


def add(
    office: Workspace, kind: str, subject: str, thing: str, properties: Mapping[str, str], reason: str,
    document: str, by: str, who: str = "local", base: int | None = None,
) -> Published:  # fmt: skip
    """Add a role link between a body and a thing of the current edition, each by id or by full name; see `amend`."""
    declared = load().links.get(kind)
    if declared is None or declared.group != "role":
        roles = "、".join(k.name for k in load().links.values() if k.group == "role")
        raise Unfit(f"没有责任关系“{kind}”；可用：{roles}")
    statements = _statements(office.record, base)
    subject, thing = (_node(statements, end).id for end in (subject, thing))
    region = statements[thing].properties.get("region")
    values = ({"region": region} if region else {}) | values_of(kind, properties)
    link = Statement.link(kind, subject, thing, **values)
    rivals = holders(statements.values(), kind, thing) if kind in SOLE else ()
    return _publish(office, "add", link, {}, dict(link.properties), rivals, reason, document, by, who, base)


def end(office: Workspace, number: int, reason: str, by: str, who: str = "local") -> Published:
    """Take an amendment back: what the lists say holds again."""
    if number not in {a.id for a in amendments(office.record) if a.ended_at is None}:
        raise Unfit(f"没有编号 {number}、仍然有效的更正")
    _said(reason, by)
    note = f"收回更正 {number}：{reason.strip()}（{by.strip()}）"
    return office.publish(
        Batch(), note=note, who=who, deeds=(number,), as_of=office.record.edition(None).as_of
    )


def open_to(record: Record, thing: str) -> list[Statement]:
    """What the current edition says of a thing and may be corrected: itself, then its roles, by id; empty for a thing
    that is not in it."""
    current, s = record.current(), t.statement.c
    about = sa.select(t.statement).where(sa.or_(s.subject == thing, s.object == thing)).order_by(s.id)
    with record.engine.connect() as connection:
        rows = connection.execute(about.where(living(t.statement, current.no if current else 0)))
        said = [decisions.statement(row) for row in rows]
    itself = [one for one in said if one.is_node]
    return itself and itself + [s for s in said if not s.is_node and load().links[s.kind].group == "role"]


def names(record: Record, kinds: Iterable[str], most: int) -> list[str]:
    """Full names of the things of some kinds in the current edition, in order; none where there are more than `most`."""
    current, s = record.current(), t.statement.c
    here = sa.and_(s.kind.in_(sorted(kinds)), living(t.statement, current.no if current else 0))
    with record.engine.connect() as connection:
        rows = connection.execute(sa.select(t.statement).where(here).limit(most + 1)).all()
    found = {str(decisions.statement(row).properties.get("name", "")) for row in rows} - {""}
    return sorted(found, key=natural) if len(rows) <= most else []


def amendments(record: Record) -> list[Amendment]:
    """All amendments ever made, in order."""
    with record.engine.connect() as connection:
        return decisions.amendments(connection, ended=True)


def about(record: Record, thing: str) -> list[Amendment]:
    """The amendments of a thing or its links, over or not."""
    with record.engine.connect() as connection:
        return decisions.about(connection, thing)


def over(record: Record, batch: Batch) -> list[Over]:
    """The amendments that a load of these lists would end."""
    current = record.current()
    if current is None or all(a.ended_at for a in amendments(record)):
        return []
    return record.changes(batch, current.no).over


def source(deed: Amendment | Pair, **more: Any) -> Source:
    """What a person decided, as a source of the record: its words as JSON."""
    told = {k: v for k, v in asdict(deed).items() if k not in ("id", "sha256", "made_in", "ended_at")} | more
    content = dumps(told).encode()
    return Source(MANUAL, hashlib.sha256(content).hexdigest(), "application/json", content)


def _publish(
    office: Workspace, action: str, said: Statement, before: Mapping[str, Any], values: Mapping[str, Any],
    rivals: tuple[str, ...], reason: str, document: str, by: str, who: str, base: int | None,
    answer: int | None = None,
) -> Published:  # fmt: skip
    _said(reason, by, document)
    made = Amendment(
        action, said.kind, said.subject, said.object, before, values, rivals, reason.strip(), document.strip(),
        by.strip(), sha256="", answer=answer,
    )  # fmt: skip
    after = made.result(said)
    problems = after.problems() if after else []
    if problems:
        raise Unfit(f"不能这样更正：{'；'.join(problems)}")
    file = source(made)
    made = replace(made, sha256=file.sha256)
    day = office.record.edition(None).as_of  # a correction says nothing of another day than the lists do
    note = f"{MANUAL}：{made.reason}"
    return office.publish(Batch(sources=[file]), day, note, who, deeds=(made,), base=base)


def _statements(record: Record, base: int | None) -> dict[str, Statement]:
    return {s.id: s for s in record.statements(record.edition(base).no)}


def find(record: Record, words: Sequence[str], base: int | None = None) -> str:
    """The id of a statement of the current edition, from its own id, the full name of a thing, or a role, a body
    and a thing. Raises Unfit when none or several fit."""
    statements = _statements(record, base)
    if len(words) == 1:
        return words[0] if words[0] in statements else _node(statements, words[0]).id
    if len(words) != 3:
        raise Unfit("写一个编号，或“责任关系 机构 事项”三项")
    kind, subject, thing = words[0], *(_node(statements, w).id for w in words[1:])
    found = [s for s in statements.values() if (s.kind, s.subject, s.object) == (kind, subject, thing)]
    if len(found) == 1:
        return found[0].id
    several = "；".join(f"{s.id}（范围：{s.properties.get('scope') or '未写'}）" for s in found)
    raise Unfit(f"有几条，请写编号：{several}" if found else f"没有这样的 {kind}")


def _node(statements: Mapping[str, Statement], asked: str) -> Statement:
    known = statements.get(asked)
    if known is not None and known.is_node:
        return known
    found = [
        s
        for s in statements.values()
        if s.is_node and normal(s.properties.get("name") or "") == normal(asked)
    ]
    if len(found) == 1:
        return found[0]
    several = "、".join(sorted(s.id for s in found))
    raise Unfit(f"“{asked}”不止一个，请写编号：{several}" if found else f"没有“{asked}”")


def _said(*words: str) -> None:
    if not all(w.strip() for w in words):
        raise Unfit("必须写明理由、依据文件，以及由哪个岗位决定")
    if any(len(w) > _LONGEST for w in words):
        raise Unfit(f"理由和文件不能长于 {_LONGEST} 个字")
