"""Plain matching of free text against names and other wordings; one answer on every engine."""

from __future__ import annotations

from dataclasses import dataclass

from graph.ids import normal
from graph.reader import Reader

ANSWERABLE = ("Duty", "ApprovalItem")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that matches. `match`: exact, alias, starts or contains, from best to worst."""

    id: str
    kind: str
    name: str
    match: str


_ORDER = ("exact", "alias", "starts", "contains")


def search(reader: Reader, text: str, kinds: tuple[str, ...] = ANSWERABLE, limit: int = 20) -> list[Hit]:
    """Things of these kinds whose name or other wording is, starts with or contains the text, best first."""
    wanted = normal(text).casefold()
    if not wanted:
        return []
    hits = []
    for node_id, data in reader.network().nodes(data=True):
        if data["kind"] in kinds:
            match = _match(
                wanted, normal(data["name"]).casefold(), [normal(a).casefold() for a in data["aliases"]]
            )
            if match:
                hits.append(Hit(node_id, data["kind"], data["name"], match))
    return sorted(hits, key=lambda h: (_ORDER.index(h.match), len(h.name), h.kind, h.id))[:limit]


def _match(wanted: str, name: str, aliases: list[str]) -> str | None:
    if wanted == name:
        return "exact"
    if wanted in aliases:
        return "alias"
    if name.startswith(wanted):
        return "starts"
    return "contains" if wanted in name or any(wanted in a for a in aliases) else None
