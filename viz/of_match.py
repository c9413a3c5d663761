"""Pairs of matters as the page shows them: two wordings side by side, and what speaks for and against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.identity import RELATIONS
from graph.matching import AGAINST, FOR, Match
from graph.ontology import load
from graph.sides import Line, Side
from viz.differ import Run, differing
from viz.legend import link_word, node_word, property_word, value_word
from viz.of_chain import place_text
from viz.words import Words, same

_EN = {"same": "the same matter", "reworded": "reworded", "split": "split", "merged": "merged",
       "different": "not the same matter"}  # fmt: skip
RELATION_WORDS = {code: Words(zh, _EN[code]) for code, zh in RELATIONS.items()}
_FOR = {
    "title": "Titles alike", "roles": "The same bodies in the same roles", "basis": "The same basis",
    "domains": "The same domain", "region": "The same region", "drawn": "A list says it is drawn from the other",
}  # fmt: skip
_AGAINST = {
    "title": "Titles rather unlike", "roles": "No body in the same role", "basis": "Another basis",
    "domains": "Another domain", "lead": "Another lead department", "level": "Another level",
    "numbers": "Other numbers in the titles", "gap": "One went, and the other came only editions later",
}  # fmt: skip
_SIGNS = {zh: en for table, words in ((FOR, _FOR), (AGAINST, _AGAINST)) for zh, en in zip(
    table.values(), (words[code] for code in table), strict=True)}  # fmt: skip
_SAID = re.compile(r"(.+?)(?:（([^（）]*)）)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said of a matter: text in runs (words, whether only here), where it leads, whether the other side
    names others but not this one, and its cells."""

    runs: tuple[Run, ...]
    thing: str | None = None
    alone: bool = False
    note: str = ""
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison; `older` and `newer` are what each side says under this caption."""

    caption: Words
    older: tuple[Entry, ...]
    newer: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposed pair; `went` is the edition in which the older one was taken away (None: it is there)."""

    match: Match
    kind: Words
    relation: Words
    rows: tuple[Row, ...]
    speaks: tuple[Words, ...]
    against: tuple[Words, ...]
    went: int | None


def sign(text: str) -> Words:
    """A sign for or against a pair, in both languages.

    >>> sign("题目相近（62%）").en, sign("层级不同（市、县）").en
    ('Titles alike (62%)', 'Another level (市、县)')
    """
    said = _SAID.fullmatch(text)
    if said is None or said[1] not in _SIGNS:
        return same(text)
    return Words(text, _SIGNS[said[1]] + (f" ({said[2]})" if said[2] else ""))


def pair_of(match: Match, sides: Mapping[str, Side]) -> Pair:
    """A pair with both sides in full."""
    older, newer = sides[match.older], sides[match.newer]
    return Pair(
        match, node_word(match.kind), RELATION_WORDS[match.relation], tuple(_rows(match, older, newer)),
        tuple(map(sign, match.speaks)), tuple(map(sign, match.against)), older.went,
    )  # fmt: skip


def _rows(match: Match, older: Side, newer: Side) -> list[Row]:
    said = [(older, newer), (newer, older)]
    made = [_row(Words("题目", "Title"), *_wordings(match.older_name, match.newer_name, older, newer))]
    for name in ("text", "level", "operation", "code"):
        if name in load().nodes[match.kind].properties and (older.said.get(name) or newer.said.get(name)):
            texts = [value_word(match.kind, name, s.said.get(name) or "").zh for s in (older, newer)]
            first, second = differing(*texts)
            made.append(
                _row(
                    property_word(match.kind, name),
                    [Entry(first)] if first else [],
                    [Entry(second)] if second else [],
                )
            )
    for kind in dict.fromkeys(k.kind for s in (older, newer) for k in sorted(s.lines, key=_placed)):
        sides = [[_entry(k, there) for k in here.lines if k.kind == kind] for here, there in said]
        made.append(_row(_caption(kind), *sides))
    return made


def _row(caption: Words, older: list[Entry], newer: list[Entry]) -> Row:
    return Row(caption, tuple(older), tuple(newer))


def _wordings(one: str, other: str, older: Side, newer: Side) -> tuple[list[Entry], list[Entry]]:
    first, second = differing(one, other)
    made = []
    for runs, side in ((first, older), (second, newer)):
        thing = side.id if side.went is None else None
        made.append([Entry(runs, thing, where=_places(side.written))])
    return made[0], made[1]


def _placed(line: Line) -> int:
    first = ["LISTED_IN", "IN_DOMAIN"]
    return first.index(line.kind) if line.kind in first else 2 + list(load().links).index(line.kind)


def _caption(kind: str) -> Words:
    return Words("摘自", "drawn from") if kind == "DRAWN_FROM" else link_word(kind)


def _entry(line: Line, there: Side) -> Entry:
    others = {k.other for k in there.lines if k.kind == line.kind}
    alone = bool(others) and line.other not in others and line.kind not in ("LISTED_IN", "DRAWN_FROM")
    note = f"{line.text}" if line.text != line.name else ""
    note = f"[{line.scope}] {note}" if line.scope else note
    return Entry(((line.name, False),), line.other, alone, note, _places(line.written))


def _places(written: tuple[Mapping[str, Any], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place_text(w) for w in written))
