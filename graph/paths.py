"""Ways between two things, and what lies around one: networkx over the edition's network, so one answer everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import networkx as nx

from graph.chain import UnknownThing
from graph.ontology import load
from graph.reader import Reader

# Not a way from one responsibility to another: everything hangs on the same list, region or law.
PASSED_OVER = ("BoundaryList", "Region", "Domain", "LegalBasis")
MAX_NODES = 2_000


def _node(network: nx.MultiDiGraph[str], node_id: str) -> dict[str, Any]:
    return {"id": node_id, "kind": network.nodes[node_id]["kind"], "name": network.nodes[node_id]["name"]}


def _links(network: nx.MultiDiGraph[str], a: str, b: str) -> list[dict[str, str]]:
    found = []
    for source, target in ((a, b), (b, a)):
        for key, data in (network.get_edge_data(source, target) or {}).items():
            if not load().links[data["kind"]].derived:
                found.append({"id": key, "kind": data["kind"], "from": source, "to": target})
    return sorted(found, key=lambda k: k["id"])


def _known(network: nx.MultiDiGraph[str], ids: Iterable[str]) -> None:
    for node_id in ids:
        if node_id not in network:
            raise UnknownThing(node_id)


def path(
    reader: Reader, source: str, target: str, avoid: Iterable[str] = PASSED_OVER, via: Iterable[str] = ()
) -> dict[str, Any]:
    """The shortest way between two things along what lists state, links walked in either direction.

    `avoid` are node kinds not to pass through (an end, or a way-point, may be of that kind); `via` are ids
    to pass, in that order. Among ways of one length the one with the smallest ids is given. Returns
    `found`, `steps` (nodes, each with the `links` to the next), `length`, `avoided`. Raises UnknownThing.
    """
    network = reader.network()
    stops = [source, *via, target]
    _known(network, stops)
    kept, shut = set(stops), set(avoid)
    allowed = {n for n, data in network.nodes(data=True) if n in kept or data["kind"] not in shut}
    plain = reader.stated()
    nodes = [source]
    for a, b in pairwise(stops):
        leg = _first_way(plain, allowed, a, b)
        if leg is None:
            nodes = []
            break
        nodes += leg[1:]
    steps = [_node(network, n) | {"links": []} for n in nodes]
    for step, (a, b) in zip(steps, pairwise(nodes), strict=False):
        step["links"] = _links(network, a, b)
    return {
        "found": bool(nodes), "steps": steps, "length": max(0, len(nodes) - 1), "avoided": sorted(shut),
        "via": list(via), "edition": reader.edition.no,
    }  # fmt: skip


def _first_way(network: nx.Graph[str], allowed: set[str], a: str, b: str) -> list[str] | None:
    """Breadth first from the far end gives distances; then always the smallest id that comes nearer."""
    distance = {b: 0}
    edge = [b]
    while edge and a not in distance:
        after = []
        for node in edge:
            for near in network[node]:
                if near in allowed and near not in distance:
                    distance[near] = distance[node] + 1
                    after.append(near)
        edge = after
    if a not in distance:
        return None
    way = [a]
    while way[-1] != b:
        here = distance[way[-1]]
        way.append(min(n for n in network[way[-1]] if distance.get(n, here) == here - 1))
    return way


def neighbourhood(
    reader: Reader, node_id: str, depth: int = 1, limit: int = 300, kinds: Iterable[str] | None = None
) -> dict[str, Any]:
    """What lies within `depth` (1 to 3) links of a thing, nearest first and at most `limit` nodes (to 2,000).

    `kinds` keeps only these node kinds (the thing itself always stays). Things with findings come before
    others at the same distance. Returns `nodes` (with `depth`), `links`, `shown`, `total` (how many there
    are within the depth) and `cut` (per depth, how many were left out). Raises UnknownThing.
    """
    network = reader.network()
    _known(network, [node_id])
    depth, limit = min(max(depth, 1), 3), min(max(limit, 1), MAX_NODES)
    wanted = set(kinds) if kinds is not None else set(load().nodes)
    distance, edge = {node_id: 0}, [node_id]
    for step in range(1, depth + 1):
        near = {n for node in edge for n in (*network.successors(node), *network.predecessors(node))}
        edge = sorted(n for n in near - distance.keys() if network.nodes[n]["kind"] in wanted)
        distance |= dict.fromkeys(edge, step)
    order = sorted(distance, key=lambda n: (distance[n], not reader.findings_about(n), n))
    shown = set(order[:limit])
    inside = network.subgraph(shown)
    links = [
        {"id": k, "kind": d["kind"], "from": a, "to": b} for a, b, k, d in inside.edges(keys=True, data=True)
    ]
    cut: dict[str, int] = {}
    for n in order[limit:]:
        cut[str(distance[n])] = cut.get(str(distance[n]), 0) + 1
    return {
        "centre": node_id, "depth": depth, "edition": reader.edition.no,
        "nodes": [_node(network, n) | {"depth": distance[n]} for n in order[:limit]],
        "links": sorted(links, key=lambda k: k["id"]),
        "shown": len(shown), "total": len(distance), "cut": cut,
    }  # fmt: skip
