"""What was corrected by hand of a thing, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.overlay import Amendment
from graph.reader import Reader
from viz.legend import link_word, node_word, property_word, value_word
from viz.words import Words

_DONE = {
    "set": Words("改写", "corrected"),
    "remove": Words("去掉", "taken away"),
    "add": Words("补上", "added"),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: what was done to what, the values set, why, by whom and since which edition."""

    done: Words
    about: Words
    values: tuple[Words, ...]
    reason: str
    document: str
    decided_by: str
    made_in: int
    over: bool


def corrections(found: Sequence[Amendment], reader: Reader) -> list[Correction]:
    """Amendments with captions; ends of links go by their names."""
    return [
        Correction(
            _DONE[a.action], _about(a, reader), tuple(_value(a.kind, n, v) for n, v in sorted(a.properties.items())),
            a.reason, a.document, a.decided_by, a.made_in, a.ended_at is not None,
        )
        for a in found
    ]  # fmt: skip


def _about(amendment: Amendment, reader: Reader) -> Words:
    if amendment.object is None:
        return node_word(amendment.kind)
    network, word = reader.network(), link_word(amendment.kind)
    ends = [network.nodes[i]["name"] if i in network else i for i in (amendment.subject, amendment.object)]
    return Words(f"{ends[0]} {word.zh} → {ends[1]}", f"{ends[0]} {word.en} → {ends[1]}")


def _value(kind: str, name: str, value: object) -> Words:
    caption = property_word(kind, name)
    now = Words("（空）", "(none)") if value is None else value_word(kind, name, value)
    return Words(f"{caption.zh}：{now.zh}", f"{caption.en}: {now.en}")
