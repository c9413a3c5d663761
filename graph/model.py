"""The compiled form of an edition: nodes and links as plain dicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.ids import link_id
from graph.statement import clean

Node = dict[str, Any]
Link = dict[str, Any]


@dataclass(slots=True)
class Graph:
    """Nodes by id (with `kind`) and links by id (with `kind`, `from`, `to`, `facts`), as plain dicts."""

    nodes: dict[str, Node] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)

    def of(self, kind: str) -> list[Node]:
        """All nodes of a kind, by id."""
        return [n for n in self.nodes.values() if n["kind"] == kind]

    def linked(self, kind: str) -> list[Link]:
        """All links of a kind, by id."""
        return [k for k in self.links.values() if k["kind"] == kind]

    def derive(self, kind: str, source: str, target: str, facts: Iterable[str], **properties: Any) -> None:
        """Add a derived link; `facts` are the statements it was made from."""
        made = link_id(kind, source, target, properties)
        row = {"id": made, "kind": kind, "from": source, "to": target, "facts": sorted(set(facts))}
        self.links[made] = row | {"properties": clean(properties)}
