"""What a picture is made of: nodes, links, headings, a table twin and sentences; all plain, all frozen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from viz.words import Words

Point = tuple[float, float]
Cell = str | Words


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding hung on a node: `key` leads to it; `state` as in triage."""

    key: str
    code: str
    title: str
    severity: str
    state: str

    @property
    def counts(self) -> bool:
        """Whether it makes a step broken: nobody accepted it and it is more than a hint."""
        return self.state == "open" and self.severity != "info"


@dataclass(frozen=True, slots=True)
class Node:
    """One box. `thing` is the id it stands for (None: a gap, drawn dashed); a thing may stand in two columns.

    `state` is plain, broken, ended, gap or centre; x and y are its middle.
    """

    id: str
    thing: str | None
    kind: str
    name: Words
    state: str = "plain"
    detail: tuple[Words, ...] = ()
    marks: tuple[Mark, ...] = ()
    order: int | None = None
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0
    lines: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    small: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return (
            self.x - self.width / 2, self.y - self.height / 2,
            self.x + self.width / 2, self.y + self.height / 2,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """One line between two boxes, from the saying end to the other; a gap has no arrow and is no link.

    `points` is its course, `at` the middle of its label (None: a heading says it). A `quiet` link is drawn
    faintly and without words until one of its ends is chosen: it lies beside what the picture is about.
    """

    id: str
    kind: str
    source: str
    target: str
    word: Words
    points: tuple[Point, ...] = ()
    at: Point | None = None
    note: Words | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A caption in the picture: over a column (with its band) or over a block of boxes."""

    words: Words
    x: float
    y: float
    width: float
    height: float = 0.0
    band: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The table twin: what the picture shows, for reading, copying and screen readers.

    `nodes` names, row by row, the box that a row is about.
    """

    columns: tuple[Words, ...]
    rows: tuple[tuple[Cell, ...], ...]
    nodes: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture. Same data, same scene: nothing here depends on time or chance."""

    title: Words
    kind: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    headings: tuple[Heading, ...]
    table: Table
    sentences: tuple[Words, ...]
    notes: tuple[Words, ...]
    edition: int
    as_of: str

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of all that is drawn."""
        boxes = [n.box for n in self.nodes]
        boxes += [
            (h.x - h.width / 2, h.y - 14, h.x + h.width / 2, h.y + max(h.height, 14)) for h in self.headings
        ]
        boxes += [(x, y, x, y) for k in self.links for x, y in k.points]
        if not boxes:
            return (0, 0, 0, 0)
        return (
            min(b[0] for b in boxes), min(b[1] for b in boxes),
            max(b[2] for b in boxes), max(b[3] for b in boxes),
        )  # fmt: skip

    def with_notes(self, *notes: Words) -> Scene:
        """The same scene with further notes."""
        return replace(self, notes=self.notes + notes)

    def to_json(self) -> dict[str, Any]:
        """Plain data, as the page's script and other programs read it."""
        return {
            "title": self.title.to_json(), "kind": self.kind, "edition": self.edition, "as_of": self.as_of,
            "bounds": list(self.bounds),
            "nodes": [_node(n) for n in self.nodes],
            "links": [_link(k) for k in self.links],
            "headings": [
                {"words": h.words.to_json(), "x": h.x, "y": h.y, "width": h.width, "height": h.height, "band": h.band}
                for h in self.headings
            ],
            "table": {
                "columns": [c.to_json() for c in self.table.columns],
                "rows": [[c.to_json() if isinstance(c, Words) else c for c in r] for r in self.table.rows],
                "nodes": list(self.table.nodes),
            },
            "sentences": [s.to_json() for s in self.sentences],
            "notes": [n.to_json() for n in self.notes],
        }  # fmt: skip


def _node(n: Node) -> dict[str, Any]:
    return {
        "id": n.id, "thing": n.thing, "kind": n.kind, "name": n.name.to_json(), "state": n.state,
        "detail": [d.to_json() for d in n.detail], "order": n.order,
        "marks": [
            {"key": m.key, "code": m.code, "title": m.title, "severity": m.severity, "state": m.state} for m in n.marks
        ],
        "x": n.x, "y": n.y, "width": n.width, "height": n.height,
        "lines": {"zh": list(n.lines[0]), "en": list(n.lines[1])},
        "small": {"zh": list(n.small[0]), "en": list(n.small[1])},
    }  # fmt: skip


def _link(k: Link) -> dict[str, Any]:
    return {
        "id": k.id, "kind": k.kind, "from": k.source, "to": k.target, "word": k.word.to_json(),
        "points": [list(p) for p in k.points], "at": list(k.at) if k.at else None,
        "note": k.note.to_json() if k.note else None, "quiet": k.quiet,
    }  # fmt: skip
