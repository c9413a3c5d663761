"""What editions changed about a thing, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.history import Change, Turn
from graph.ontology import load
from graph.reader import Reader
from viz.legend import link_word, node_word, property_word, value_word
from viz.words import Words

SHOWN = 30  # changes told one by one; the rest only counted
_WHAT = {
    "added": Words("新增", "added"),
    "removed": Words("删去", "removed"),
    "changed": Words("改动", "changed"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One change: what happened, what it is about, and for a changed statement which values."""

    what: Words
    code: str
    about: Words
    values: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class TurnText:
    """One edition: its day, a sum in words, the first lines, and how many more there are."""

    edition: int
    as_of: str
    sums: Words
    lines: tuple[Line, ...]
    more: int


def history_of(turns: Sequence[Turn], reader: Reader) -> list[TurnText]:
    """The turns of a thing with captions; ends of links go by their names."""
    return [
        TurnText(turn.edition, turn.as_of, _sums(turn.changes), tuple(_line(c, reader) for c in turn.changes[:SHOWN]),
                 max(0, len(turn.changes) - SHOWN))
        for turn in turns
    ]  # fmt: skip


def _sums(changes: Sequence[Change]) -> Words:
    counts = Counter(c.what for c in changes)
    parts = [(word, counts[what]) for what, word in _WHAT.items() if counts[what]]
    return Words("，".join(f"{w.zh} {n} 条" for w, n in parts), ", ".join(f"{n} {w.en}" for w, n in parts))


def _line(change: Change, reader: Reader) -> Line:
    if change.object is None:
        word = node_word(change.kind)
        about = Words(f"{word.zh}本身", f"the {word.en.lower()} itself")
    else:
        word = link_word(change.kind)
        ends = [_name(change.subject, reader), _name(change.object, reader)]
        about = Words(f"{ends[0]} {word.zh} → {ends[1]}", f"{ends[0]} {word.en} → {ends[1]}")
    values: tuple[Words, ...] = ()
    if change.before is not None and change.after is not None:
        values = tuple(_values(change.kind, change.before, change.after))
    return Line(_WHAT[change.what], change.what, about, values)


def _name(thing: str, reader: Reader) -> str:
    network = reader.network()
    return str(network.nodes[thing]["name"]) if thing in network else thing


def _values(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Words]:
    made = []
    declared = (load().nodes.get(kind) or load().links[kind]).properties
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old == new or name not in declared:
            continue
        caption = property_word(kind, name)
        nothing = Words("（空）", "(none)")
        was = value_word(kind, name, old) if old not in (None, "", []) else nothing
        now = value_word(kind, name, new) if new not in (None, "", []) else nothing
        made.append(Words(f"{caption.zh}：{was.zh} → {now.zh}", f"{caption.en}: {was.en} → {now.en}"))
    return made
