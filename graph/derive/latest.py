"""LAST_REVIEWED and LAST_ACTED: the newest opinion on a coordinating body, and what it did last."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.model import Graph, Link


def last_reviewed(graph: Graph) -> None:
    """Link each body to its newest opinion: the latest day, then the latest round.

    An opinion without a day is the newest only where its round comes after that of the newest one with a day.
    """
    for body, links in _about(graph, "REVIEWS").items():
        reviews = {k["from"]: graph.nodes[k["from"]]["properties"] for k in links}
        dated = sorted((p["decided_on"], p["round"], i) for i, p in reviews.items() if p.get("decided_on"))
        after = [
            (p["round"], i)
            for i, p in reviews.items()
            if not p.get("decided_on") and not (dated and p["round"] <= dated[-1][1])
        ]
        _derive(graph, "LAST_REVIEWED", body, max(after)[1] if after else dated[-1][2], links)


def last_acted(graph: Graph) -> None:
    """Link each body to its newest meeting or document that says its day."""
    for body, links in _about(graph, "HELD_BY").items():
        days = [(_day(graph, k["from"]), k["from"]) for k in links if _day(graph, k["from"])]
        if days:
            _derive(graph, "LAST_ACTED", body, max(days)[1], links)


def _about(graph: Graph, kind: str) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for link in graph.linked(kind):
        found[link["to"]].append(link)
    return found


def _day(graph: Graph, activity: str) -> Any:
    return graph.nodes[activity]["properties"].get("held_on") or ""


def _derive(graph: Graph, kind: str, body: str, newest: str, links: list[Link]) -> None:
    facts = [f for k in links if k["from"] == newest for f in k["facts"]]
    graph.derive(kind, body, newest, [*facts, newest])
