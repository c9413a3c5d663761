"""NOW_HELD_BY: from an ended body to the living one that took over, over any number of successions."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from graph.model import Graph


def now_held_by(graph: Graph) -> None:
    """Follow SUCCEEDED_BY from each body that has ended to the bodies still active."""
    after: nx.DiGraph[str] = nx.DiGraph()
    for link in graph.linked("SUCCEEDED_BY"):
        renamed = link["properties"].get("kind") == "rename"
        after.add_edge(link["from"], link["to"], facts=link["facts"], renamed=renamed)

    def living(body: str) -> bool:
        return bool(graph.nodes[body]["properties"].get("status", "active") == "active")

    for body in sorted(b for b in after if not living(b)):
        for heir, path in sorted(nx.single_source_shortest_path(after, body).items()):
            if heir != body and living(heir):
                steps = [after.edges[a, b] for a, b in pairwise(path)]
                facts = [f for step in steps for f in step["facts"]]
                only = all(step["renamed"] for step in steps)
                graph.derive("NOW_HELD_BY", body, heir, facts, steps=len(steps), only_renamed=only)
