"""Duties and items with what may speak for one of them being another: who does what for it, its lists, its basis."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field

import sqlalchemy as sa

from graph import record_schema as t
from graph.ids import normal
from graph.living import living
from graph.ontology import load

KINDS = ("Duty", "ApprovalItem")
# Links by which lists say themselves how two matters hang together.
_TIED = ("CASCADES_TO", "MATCHES", "RELATED_TO")
_PUNCTUATION = re.compile(r"[^\w]|的")


def bare(name: str) -> str:
    """A title without punctuation.

    >>> bare("“双碳”工作 的统筹")
    '双碳工作统筹'
    """
    return _PUNCTUATION.sub("", normal(name))


@dataclass(slots=True)
class Matter:
    """One duty or item, with what may speak for its being another one. `roles` are (role, body)."""

    id: str
    kind: str
    name: str
    region: str
    operation: str | None = None
    level: str | None = None
    lists: set[str] = field(default_factory=set)
    roles: set[tuple[str, str]] = field(default_factory=set)
    basis: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    tied: set[str] = field(default_factory=set)
    drawn: set[str] = field(default_factory=set)
    came: int = 0
    went: int | None = None

    @property
    def grams(self) -> Counter[str]:
        """Pairs of neighbouring characters of the title, without punctuation."""
        title = bare(self.name)
        return Counter(title[i : i + 2] for i in range(max(1, len(title) - 1)))


def matters(c: sa.Connection, no: int) -> tuple[list[Matter], list[Matter]]:
    """The matters of edition `no`, and those of earlier editions that it no longer has, as they were last."""
    s = t.statement.c
    nodes = sa.select(s.id, s.kind, s.properties, s.added_in, s.removed_in).where(
        s.kind.in_(KINDS), s.added_in <= no
    )
    last: dict[str, Matter] = {}
    for node in c.execute(nodes.order_by(s.row)):
        said = json.loads(node.properties)
        came = last[node.id].came if node.id in last else node.added_in
        last[node.id] = Matter(
            node.id, node.kind, said["name"], said.get("region") or "", said.get("operation"), said.get("level"),
            came=came,
            went=node.removed_in if node.removed_in is not None and node.removed_in <= no else None,
        )  # fmt: skip
    ended = {m.went for m in last.values() if m.went is not None}
    roles = {k.name for k in load().links.values() if k.group == "role"}
    kinds = [*roles, "LISTED_IN", "BASED_ON", "IN_DOMAIN", "DRAWN_FROM", *_TIED]
    links = sa.select(s.kind, s.subject, s.object, s.removed_in).where(s.kind.in_(kinds), s.added_in <= no)
    links = links.where(sa.or_(living(t.statement, no), s.removed_in.in_(sorted(ended))))
    for row in c.execute(links).all():
        for end, other in ((row.subject, row.object), (row.object, row.subject)):
            matter = last.get(end)
            if (
                matter is None
                or (row.removed_in if row.removed_in and row.removed_in <= no else None) != matter.went
            ):
                continue
            if row.kind in roles:
                matter.roles.add((row.kind, other))
            elif row.kind == "LISTED_IN":
                matter.lists.add(other)
            elif row.kind == "BASED_ON":
                matter.basis.add(other)
            elif row.kind == "IN_DOMAIN":
                matter.domains.add(other)
            elif row.kind == "DRAWN_FROM":
                if end == row.subject:
                    matter.drawn.add(other)
            else:
                matter.tied.add(other)
    found = sorted(last.values(), key=lambda m: m.id)
    return [m for m in found if m.went is None], [m for m in found if m.went is not None]
