"""Everything one thing is tied to, by relation and direction: from the network, so the same on every engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.chain import UnknownThing
from graph.ontology import load
from graph.order import natural
from graph.reader import Reader


@dataclass(frozen=True, slots=True)
class Tie:
    """All links of one kind at one thing: `out` when they lead away from it; `ends` are (other's id, link id)."""

    kind: str
    out: bool
    ends: tuple[tuple[str, str], ...]


def relations(reader: Reader, thing: str) -> list[Tie]:
    """The ties of a thing in the order of the ontology, its own side first; ends by name. Raises UnknownThing."""
    network = reader.network()
    if thing not in network:
        raise UnknownThing(thing)
    found: dict[tuple[str, bool], list[tuple[str, str]]] = defaultdict(list)
    for _, other, key, data in network.out_edges(thing, keys=True, data=True):
        found[data["kind"], True].append((other, key))
    for other, _, key, data in network.in_edges(thing, keys=True, data=True):
        found[data["kind"], False].append((other, key))
    place = {name: i for i, name in enumerate(load().links)}
    return [
        Tie(kind, out, tuple(sorted(ends, key=lambda e: (natural(network.nodes[e[0]]["name"]), e))))
        for (kind, out), ends in sorted(found.items(), key=lambda item: (place[item[0][0]], not item[0][1]))
    ]


def clauses(reader: Reader, thing: str, tie: Tie, links: Iterable[str]) -> dict[str, str]:
    """What some links of a tie say in words (their `scope` and `text`), by link id; those that say nothing are left out."""
    declared = load().links[tie.kind].properties
    said = [name for name in ("scope", "text") if name in declared]
    if not said:
        return {}
    kind = load().kind_of(thing)
    ends = (
        f"(a:{kind} {{id: $id}})-[l:{tie.kind}]->(b)"
        if tie.out
        else f"(b)-[l:{tie.kind}]->(a:{kind} {{id: $id}})"
    )
    columns = ", ".join(f"l.{name} AS {name}" for name in said)
    rows = reader.read(
        f"MATCH {ends} WHERE l.id IN $links RETURN l.id AS id, {columns}", id=thing, links=list(links)
    )
    made = {row["id"]: "；".join(str(row[name]) for name in said if row[name]) for row in rows}
    return {link: text for link, text in made.items() if text}
