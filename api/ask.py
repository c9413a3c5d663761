"""What both doors do before they ask: find a thing by id or name, pick findings, choose a scene."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.chain import UnknownThing, chain
from graph.ontology import load
from graph.paths import neighbourhood
from graph.reader import Reader
from graph.record import RecordError
from graph.search import search

if TYPE_CHECKING:
    from viz.scene import Scene


class Unclear(RecordError):
    """A name fits nothing, or several things (HTTP 404 or 409 with candidates)."""

    def __init__(self, text: str, candidates: list[dict[str, str]]) -> None:
        self.candidates = candidates
        names = "、".join(f"{c['name']}({c['id']})" for c in candidates[:8])
        super().__init__(f"“{text}”对得上几个，请选定：{names}" if candidates else f"没有找到“{text}”")


def find_thing(reader: Reader, text: str, kinds: tuple[str, ...] | None = None) -> str:
    """The id of the one thing an id or name means; raises Unclear with candidates, or UnknownThing for an id."""
    if ":" in text:
        if text not in reader.network():
            raise UnknownThing(text)
        return text
    hits = search(reader, text, kinds or tuple(load().nodes))
    best = [h for h in hits if h.match == hits[0].match]
    if len(best) != 1:
        raise Unclear(text, [{"id": h.id, "kind": h.kind, "name": h.name} for h in best])
    return best[0].id


def find_item(reader: Reader, text: str) -> str:
    """The id of the one approval item an id or name means."""
    return find_thing(reader, text, ("ApprovalItem",))


def pick_findings(
    found: list[dict[str, Any]], group: str | None = None, severity: str | None = None, rule: str | None = None,
    state: str | None = None, text: str | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """Findings that fit every filter given; `rule` is a code or an id, `text` any words of the columns."""
    return [
        f
        for f in found
        if (group is None or f["group"] == group)
        and (severity is None or f["severity"] == severity)
        and (rule is None or rule in (f["rule"], f["code"]))
        and (state is None or f["state"] == state)
        and (text is None or any(text in str(v) for v in [f["title"], *f["columns"].values()]))
    ]


def find_finding(reader: Reader, key: str) -> dict[str, Any]:
    """One finding of the edition by its key; raises UnknownThing."""
    for finding in reader.findings():
        if finding["key"] == key:
            return finding
    raise UnknownThing(key)


def picture_scene(
    reader: Reader,
    item: str | None = None,
    finding: str | None = None,
    around: str | None = None,
    depth: int = 1,
) -> Scene:
    """The scene of a chain, a finding or a neighbourhood, whichever is given."""
    from viz.scene import chain_scene, finding_scene, neighbourhood_scene

    if item is not None:
        return chain_scene(chain(reader, find_item(reader, item)))
    if finding is not None:
        return finding_scene(find_finding(reader, finding), reader)
    if around is None:
        raise ValueError("nothing to draw")
    return neighbourhood_scene(neighbourhood(reader, find_thing(reader, around), depth), reader)
