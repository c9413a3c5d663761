"""What a thing is tied to, as tables of its page: one relation at a time, some rows a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.ontology import load
from graph.paths import PASSED_OVER
from graph.reader import Reader
from graph.relations import Tie, clauses, relations
from viz.legend import link_word, node_word
from viz.of_chain import place_text
from viz.words import Words
from viz.workbench import Paged, paged

TIES = 25  # rows a page


@dataclass(frozen=True, slots=True)
class Tab:
    """One relation: `key` names it in the address; `n` is how many links it has."""

    key: str
    word: Words
    n: int
    on: bool


@dataclass(frozen=True, slots=True)
class Ties:
    """All relations as tabs, and a page of the one chosen; rows have id, name, word, text, where, found."""

    tabs: tuple[Tab, ...]
    rows: Paged[dict[str, Any]]


def relations_of(thing: str, reader: Reader, query: Mapping[str, str]) -> Ties | None:
    """The relations of a thing; `tie` and `tiepage` in the address choose one and its page. None for none."""
    ties = relations(reader, thing)
    if not ties:
        return None
    chosen = next((t for t in ties if _key(t) == query.get("tie")), ties[0])
    page = paged(chosen.ends, query.get("tiepage"), TIES)
    clause = clauses(reader, thing, chosen, [link for _, link in page.rows])
    written = reader.written(link for _, link in page.rows)
    network = reader.network()
    derived = load().links[chosen.kind].derived
    rows = []
    for other, link in page.rows:
        said = written.get(link, [])
        data = network.nodes[other]
        rows.append({
            "id": other, "name": data["name"], "word": node_word(data["kind"]), "derived": derived and not said,
            "text": clause.get(link) or "；".join(dict.fromkeys(w["text"] for w in said if w["text"] != data["name"])),
            "where": "；".join(dict.fromkeys(place_text(w) for w in said)),
            # nearly every finding names a list or a region: there they tell nothing
            "found": [] if data["kind"] in PASSED_OVER else reader.findings_about(other),
        })  # fmt: skip
    tabs = tuple(Tab(_key(t), _word(t), len(t.ends), t is chosen) for t in ties)
    return Ties(tabs, Paged(tuple(rows), page.page, page.first, page.last, page.total))


def _key(tie: Tie) -> str:
    return f"{tie.kind}{'' if tie.out else '-in'}"


def _word(tie: Tie) -> Words:
    word = link_word(tie.kind)
    return word if tie.out else Words(f"← {word.zh}", f"← {word.en}")
