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

    A role that does not say its region holds in that of its body. `same_list` says whether some list names both
    bodies in roles that meet so; roles whose lists are not known count as of one list.
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
        met: dict[tuple[str, str], dict[str, list[tuple[Link, Link]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for a, b in combinations(sorted(links, key=lambda k: (k["from"], k["id"])), 2):
            how = overlaps(_placed(graph, a), _placed(graph, b), regions)
            if a["from"] != b["from"] and how:
                met[a["from"], b["from"]][how].append((a, b))
        for (first, second), ways in met.items():
            worst = next(w for w in _WORST_FIRST if w in ways)
            facts = [f for pair in ways[worst] for role in pair for f in role["facts"]]
            same = any(_on_one_list(a, b) for a, b in ways[worst])
            said = {"duty": duty, "overlap": worst, "same_list": same}
            graph.derive("CONTENDS_WITH", first, second, facts, **said)


def _on_one_list(a: Link, b: Link) -> bool:
    mine, other = (set(k["properties"].get("lists") or ()) for k in (a, b))
    return not mine or not other or bool(mine & other)


def _placed(graph: Graph, role: Link) -> dict[str, Any]:
    home = graph.nodes[role["from"]]["properties"].get("region")
    return {**role["properties"], "region": role["properties"].get("region") or home}
