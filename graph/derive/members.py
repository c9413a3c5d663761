"""ALIKE_MEMBERS: two coordinating bodies for one duty, and how far the same departments sit in both."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.model import Graph


def alike_members(graph: Graph) -> None:
    """Compare the members of every two bodies that coordinate or lead one duty, if they share any.

    A member that has ended counts as the living body that took over, so a renamed one is the same. Members
    that are no body of their own (各有关单位) do not count, nor those whose membership says when it ended.
    The score is the Jaccard index in whole percent, rounded down. Links go from the smaller id to the larger.
    """
    living: dict[str, set[str]] = defaultdict(set)
    for link in graph.linked("NOW_HELD_BY"):
        living[link["from"]].add(link["to"])
    members: dict[str, set[str]] = defaultdict(set)
    facts: dict[str, list[str]] = defaultdict(list)
    for link in graph.linked("HAS_MEMBER"):
        if graph.nodes[link["to"]]["kind"] == "Organization" and not link["properties"].get("valid_to"):
            members[link["from"]] |= living.get(link["to"]) or {link["to"]}
            facts[link["from"]] += link["facts"]
    at_work: dict[str, set[str]] = defaultdict(set)
    for link in [*graph.linked("LEADS"), *graph.linked("COORDINATES")]:
        ends = graph.nodes[link["from"]]["kind"], graph.nodes[link["to"]]["kind"]
        if ends == ("CoordinatingBody", "Duty"):
            at_work[link["to"]].add(link["from"])
    pairs = {pair for bodies in at_work.values() for pair in combinations(sorted(bodies), 2)}
    for first, second in sorted(pairs):
        common, either = members[first] & members[second], members[first] | members[second]
        if common:
            graph.derive(
                "ALIKE_MEMBERS", first, second, [*facts[first], *facts[second]], common=len(common),
                score_percent=100 * len(common) // len(either),
                fewest=min(len(members[first]), len(members[second])),
            )  # fmt: skip
