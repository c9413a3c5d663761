"""Plain matching of free text against names and other wordings; one answer on every engine."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import log

from graph.ids import normal
from graph.reader import Reader

ANSWERABLE = ("Duty", "ApprovalItem")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that matches. `match`: exact, alias, starts or contains, from best to worst; near for the alike."""

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


# Words of a question that no title is about.
_ASKING = (
    "哪个部门",
    "哪个单位",
    "由谁",
    "谁来",
    "谁",
    "负责",
    "归口",
    "归",
    "什么",
    "怎么",
    "吗",
    "呢",
    "的",
)


def near(reader: Reader, text: str, kinds: tuple[str, ...] = ANSWERABLE, limit: int = 8) -> list[Hit]:
    """Titles that share rare pairs of characters with the text, most alike first: a help to ask again, no answer."""
    wanted = normal(text).casefold()
    for word in _ASKING:
        wanted = wanted.replace(word, "?")
    things = [
        (n, d, normal(d["name"]).casefold())
        for n, d in reader.network().nodes(data=True)
        if d["kind"] in kinds
    ]
    pairs = {a + b for a, b in pairwise(wanted) if "?" not in (a, b)}
    seen = {pair: sum(pair in name for _, _, name in things) for pair in pairs}
    scored = []
    for node_id, data, name in things:
        score = sum(log(1 + len(things) / seen[pair]) for pair in pairs if pair in name)
        if score:
            scored.append((-score / (5 + len(name)), Hit(node_id, data["kind"], data["name"], "near")))
    return [hit for _, hit in sorted(scored, key=lambda s: (s[0], s[1].name, s[1].id))[:limit]]
