"""Statements of one edition -> nodes and links, derived ones included; one link per identity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from graph.derive import DERIVATIONS
from graph.ids import digest
from graph.model import Graph
from graph.ontology import load
from graph.statement import Statement

VERSION = 3


class DanglingLink(ValueError):
    """A link names a node that no list states."""


def compile_graph(statements: Iterable[Statement]) -> Graph:
    """The graph of some statements. Raises DanglingLink when a link has an end that is not stated."""
    graph = Graph()
    ordered = sorted(statements, key=lambda s: (s.object is not None, s.kind, s.id))
    missing = []
    for s in ordered:
        if s.object is None:
            graph.nodes[s.id] = {"id": s.id, "kind": s.kind, "properties": dict(s.properties)}
            continue
        for end in (s.subject, s.object):
            if end not in graph.nodes:
                missing.append(f"{s.kind} names {end}")
        row = {"id": s.id, "kind": s.kind, "from": s.subject, "to": s.object, "facts": [s.id]}
        graph.links[s.id] = row | {"properties": dict(s.properties)}
    if missing:
        raise DanglingLink("; ".join(sorted(set(missing))[:20]))
    for derivation in DERIVATIONS:
        derivation(graph)
    return graph


def edition_hash(statements: Iterable[Statement], engine_version: str) -> str:
    """Names the compiled form: statements, ontology, this compiler and the engine."""
    lines = sorted(s.digest for s in statements)
    return digest(load().digest, VERSION, engine_version, *lines, size=24)


def compiled_name(hash: str, engine_version: str) -> str:
    """Names what this very program makes of an edition's hash: a newer ontology, compiler or engine makes anew."""
    return digest(hash, load().digest, VERSION, engine_version, size=24)


def rows(graph: Graph) -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[dict[str, Any]]]]:
    """The graph as the store's `write` takes it: node rows by kind and link rows by kind."""
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    links: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in graph.nodes.values():
        nodes[node["kind"]].append({**node["properties"], "id": node["id"]})
    for link in graph.links.values():
        ends = {"from": link["from"], "to": link["to"], "id": link["id"], "facts": link["facts"]}
        links[link["kind"]].append({**link["properties"], **ends})
    return dict(nodes), dict(links)
