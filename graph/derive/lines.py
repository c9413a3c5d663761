"""ANSWERS_TO: every upper body, over any number of steps of PART_OF."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from graph.model import Graph


def answers_to(graph: Graph) -> None:
    """Close PART_OF; a body caught in a circle does not answer to itself."""
    up: nx.DiGraph[str] = nx.DiGraph()
    for link in graph.linked("PART_OF"):
        up.add_edge(link["from"], link["to"], facts=link["facts"])
    for body in sorted(up):
        for upper, path in sorted(nx.single_source_shortest_path(up, body).items()):
            if upper != body:
                facts = [f for a, b in pairwise(path) for f in up.edges[a, b]["facts"]]
                graph.derive("ANSWERS_TO", body, upper, facts)
