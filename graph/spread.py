"""Around a thing, one hop at a time: what is drawn when some things have been opened, and how much is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.chain import UnknownThing
from graph.ontology import load
from graph.paths import PASSED_OVER
from graph.reader import Reader
from graph.rule import SEVERITIES

FOLD = 24  # neighbours drawn each time a thing is opened
MOST = 300
STEPS = 40
KINDS = tuple(k for k in load().nodes if k not in PASSED_OVER)


@dataclass(frozen=True, slots=True)
class Spread:
    """`shown` are the ids drawn, in the order in which they came; `hidden` says for each how many neighbours are
    not drawn; `opened` are the steps that were taken, and `total` how many things there are within them."""

    centre: str
    opened: tuple[str, ...]
    shown: tuple[str, ...]
    links: tuple[dict[str, str], ...]
    hidden: dict[str, int]
    total: int

    @property
    def full(self) -> bool:
        """Whether no more can be drawn."""
        return len(self.shown) >= MOST


def spread(
    reader: Reader,
    centre: str,
    opened: Sequence[str] = (),
    kinds: Iterable[str] = KINDS,
    fold: int = FOLD,
    most: int = MOST,
) -> Spread:
    """Open a thing, then those of `opened`, one after another; a thing opened again shows its next `fold` neighbours.

    Neighbours come with the most serious findings first, then by relation, then by name. Steps at things that
    are not drawn by then, and steps beyond STEPS, are left out; at most `most` things are drawn, of these
    `kinds` (the centre always). The same arguments give the same answer. Raises UnknownThing.
    """
    network = reader.network()
    if centre not in network:
        raise UnknownThing(centre)
    wanted = set(kinds)
    near: dict[str, list[str]] = {}

    def neighbours(node: str) -> list[str]:
        if node not in near:
            near[node] = _neighbours(reader, network, node, wanted)
        return near[node]

    shown = {centre: None}
    taken = []
    for node in [centre, *opened[:STEPS]]:
        if node not in shown:
            continue
        taken.append(node)
        new = [n for n in neighbours(node) if n not in shown]
        shown |= dict.fromkeys(new[: min(fold, most - len(shown))])
    inside = network.subgraph(shown)
    links = [
        {"id": k, "kind": d["kind"], "from": a, "to": b} for a, b, k, d in inside.edges(keys=True, data=True)
    ]
    hidden = {n: sum(other not in shown for other in neighbours(n)) for n in shown}
    within = set(shown).union(*(neighbours(n) for n in taken))
    return Spread(
        centre, tuple(taken[1:]), tuple(shown), tuple(sorted(links, key=lambda k: k["id"])), hidden, len(within)
    )  # fmt: skip


def _neighbours(reader: Reader, network: Any, node: str, wanted: set[str]) -> list[str]:
    severities, kinds = list(SEVERITIES), list(load().links)
    first: dict[str, int] = {}
    for edges, end in ((network.out_edges, 1), (network.in_edges, 0)):
        for edge in edges(node, data=True):
            other, place = edge[end], kinds.index(edge[2]["kind"])
            if other != node and network.nodes[other]["kind"] in wanted:
                first[other] = min(first.get(other, place), place)

    def rank(other: str) -> tuple[int, int, str, str]:
        open_ones = [f for f in reader.findings_about(other) if f["state"] == "open"]
        worst = severities.index(open_ones[0]["severity"]) if open_ones else len(severities)
        return worst, first[other], str(network.nodes[other]["name"]), other

    return sorted(first, key=rank)
