"""A picture that grows hop by hop, with what can be done next: open a thing, take a step back, choose kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.ontology import load
from graph.reader import Reader
from graph.spread import KINDS, MOST, Spread
from viz.legend import node_word
from viz.of_graph import grown_scene
from viz.parts import Scene
from viz.words import Words
from viz.workbench import Address


@dataclass(frozen=True, slots=True)
class Toggle:
    """One node kind that can be drawn or left out: `href` turns it round."""

    kind: str
    word: Words
    on: bool
    href: str


@dataclass(frozen=True, slots=True)
class Grown:
    """A spread ready for its page: `more` leads from a box to the picture with that box opened."""

    scene: Scene
    more: dict[str, tuple[str, Words]]
    back: str | None
    start: str | None
    kinds: tuple[Toggle, ...]


def kinds_asked(text: str | None) -> tuple[str, ...]:
    """The node kinds that the address asks for, in the order of the ontology; the usual ones for none or nonsense.

    >>> kinds_asked("Duty,Organization,nothing")
    ('Organization', 'Duty')
    """
    asked = set((text or "").split(","))
    return tuple(k for k in load().nodes if k in asked) or KINDS


def opened_asked(text: str | None) -> tuple[str, ...]:
    """The steps that the address tells, in order."""
    return tuple(part for part in (text or "").split(",") if part)


def grown(spread: Spread, kinds: Sequence[str], reader: Reader, address: Address) -> Grown:
    """The picture of a spread, and the addresses of what can be done from here."""
    scene = grown_scene(spread, reader)
    notes = [
        Words(
            f"显示 {len(spread.shown)} / 共 {spread.total}", f"Showing {len(spread.shown)} of {spread.total}"
        )
    ]
    if spread.full:
        notes.append(
            Words(f"已到 {MOST} 个，请先退回几步", f"{MOST} is the most; take some steps back first")
        )
    if spread.total == 1:
        notes.append(
            Words(
                "这几种里没有与它相连的；可以多画几种", "Nothing of these kinds is tied to it; try more kinds"
            )
        )
    steps = list(spread.opened)
    more = {}
    for node, hidden in spread.hidden.items():
        if hidden and not spread.full:
            word = Words(f"展开，还有 {hidden} 项", f"open, {hidden} more")
            more[node] = address.same(opened=",".join([*steps, node])), word
    toggles = []
    for kind in load().nodes:
        on = kind in kinds
        left = [k for k in load().nodes if (k in kinds) != (k == kind)]
        toggles.append(
            Toggle(kind, node_word(kind), on, address.same(kinds=",".join(left) if left else None))
        )
    back = address.same(opened=",".join(steps[:-1]) or None) if steps else None
    start = address.same(opened=None) if len(steps) > 1 else None
    return Grown(replace(scene, notes=tuple(notes)), more, back, start, tuple(toggles))
