"""CONTENDS_WITH: two bodies that lead the same duty, and how their roles meet."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx

from graph.derive.overlap import overlaps

if TYPE_CHECKING:
    from graph.model import Graph, Link

_WORST_FIRST = ("certain", "possible", "one_side_blank", "apart")


def contends(graph: Graph) -> None:
    """Compare every two leads of a duty; link the bodies whose roles meet, from the smaller id to the larger.

    A role that does not say its region holds in that of its body.
    """
    within: nx.DiGraph[str] = nx.DiGraph()
    code = {n["id"]: n["properties"]["code"] for n in graph.of("Region")}
    within.add_edges_from((code[k["from"]], code[k["to"]]) for k in graph.linked("WITHIN"))
    regions = {r: frozenset(nx.descendants(within, r)) for r in within}
    leads: dict[str, list[Link]] = defaultdict(list)
    for link in graph.linked("LEADS"):
        if graph.nodes[link["from"]]["kind"] == "Organization":
            leads[link["to"]].append(link)
    for duty, links in leads.items():
        met: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for a, b in combinations(sorted(links, key=lambda k: (k["from"], k["id"])), 2):
            how = overlaps(_placed(graph, a), _placed(graph, b), regions)
            if a["from"] != b["from"] and how:
                met[a["from"], b["from"]][how] += [*a["facts"], *b["facts"]]
        for (first, second), ways in met.items():
            worst = next(w for w in _WORST_FIRST if w in ways)
            graph.derive("CONTENDS_WITH", first, second, ways[worst], duty=duty, overlap=worst)


def _placed(graph: Graph, role: Link) -> dict[str, Any]:
    home = graph.nodes[role["from"]]["properties"].get("region")
    return {**role["properties"], "region": role["properties"].get("region") or home}
