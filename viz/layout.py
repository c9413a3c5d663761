"""Where boxes stand: columns of blocks, sizes from the text, positions by arithmetic; no physics, no chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from viz.parts import Heading, Link, Node
from viz.routes import Course, Net, nets_of, route
from viz.words import FONT, LABEL, SMALL, Words, width, wrap

BAND = 26.0  # the coloured strip with the sign
PAD = 8.0
TEXT = 8 * FONT
BOX = BAND + PAD + TEXT + PAD + 2
LINE, SMALL_LINE, PILL_LINE = 19.0, 15.0, 20.0
PILLS_A_LINE = 2
APART = 26.0  # between two boxes of a column
CAPTION = 26.0  # room for a block's caption
EMPTY_COLUMN = 104.0


@dataclass(slots=True)
class Block:
    """Boxes one under another, with a caption where a whole block is of one relation."""

    nodes: list[Node]
    caption: Words | None = None


@dataclass(slots=True)
class Column:
    """Blocks one under another; `heading` is drawn with a band behind the column."""

    blocks: list[Block] = field(default_factory=list)
    heading: Words | None = None

    @property
    def nodes(self) -> list[Node]:
        """All boxes, from the top."""
        return [n for b in self.blocks for n in b.nodes]


@dataclass(frozen=True, slots=True)
class Placed:
    """Boxes, lines and captions with their positions."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    headings: tuple[Heading, ...]


def label_size(link: Link) -> tuple[float, float]:
    """Room of a link's label in the wider of both languages."""
    return max(width(link.word.zh, LABEL), width(link.word.en, LABEL)) + 8, 18.0


def measured(node: Node, ports: int) -> Node:
    """The node with wrapped lines and a box that holds them, its marks and `ports` lines on one side."""
    lines = (wrap(node.name.zh), wrap(node.name.en))
    ems = TEXT / SMALL
    small = tuple(
        tuple(part for words in node.detail for part in wrap(words.say(lang), ems, 2))
        for lang in ("zh", "en")
    )
    pills = -(-min(len(node.marks), 4) // PILLS_A_LINE)
    text = max(map(len, lines)) * LINE + max(map(len, small)) * SMALL_LINE + pills * PILL_LINE
    height = max(text + 2 * PAD, 46.0, 18.0 * ports + 10)
    return replace(node, lines=lines, small=(small[0], small[1]), width=BOX, height=height)


def place(
    columns: Sequence[Column],
    links: Sequence[Link],
    rows: Mapping[str, int] | None = None,
    middle: bool = False,
) -> Placed:
    """Boxes in columns and lines between them, with as few crossings as plain arithmetic gives.

    `rows` puts boxes that share a number at one height, across the columns that use numbers. `middle`
    centres each column; otherwise all start at the top.
    """
    where = {n.id: c for c, column in enumerate(columns) for n in column.nodes}
    nets = nets_of(links, where)
    for column in columns:
        for block in column.blocks:
            block.nodes = [measured(n, _ports(n.id, nets)) for n in block.nodes]
    tops = _tops(columns, rows or {})
    sunk = [-_height(column) / 2 if middle else 0.0 for column in columns]
    boxes: dict[str, tuple[float, float]] = {}
    captions: list[list[tuple[Words, float]]] = []
    for column, start in zip(columns, sunk, strict=True):
        captions.append([])
        y = start
        for block in column.blocks:
            if block.caption:
                captions[-1].append((block.caption, y + CAPTION / 2 - 4))
                y += CAPTION
            for node in block.nodes:
                y = max(y, tops.get(node.id, y))
                boxes[node.id] = (y, y + node.height)
                y += node.height + APART
    walls = [
        [boxes[n.id] for n in column.nodes] + [(y - 12, y + 12) for _, y in said]
        for column, said in zip(columns, captions, strict=True)
    ]
    course = route(nets, where, boxes, walls, label_size)
    return _placed(columns, links, boxes, captions, course)


def _ports(node: str, nets: Sequence[Net]) -> int:
    left = sum(1 for net in nets if net.touches(node, "left"))
    return max(left, sum(1 for net in nets if net.touches(node, "right")))


def _height(column: Column) -> float:
    captions = sum(CAPTION for b in column.blocks if b.caption)
    return captions + sum(n.height + APART for n in column.nodes) - APART


def _tops(columns: Sequence[Column], rows: Mapping[str, int]) -> dict[str, float]:
    """Top of each row, so that its highest pile of boxes fits."""
    piles: dict[int, dict[int, float]] = {}
    for c, column in enumerate(columns):
        for node in column.nodes:
            if node.id in rows:
                pile = piles.setdefault(rows[node.id], {})
                pile[c] = pile.get(c, 0.0) + node.height + APART
    top, starts = 0.0, {}
    for row in sorted(piles):
        starts[row] = top
        top += max(piles[row].values())
    return {node: starts[row] for node, row in rows.items()}


def _placed(
    columns: Sequence[Column], links: Sequence[Link], boxes: Mapping[str, tuple[float, float]],
    captions: Sequence[Sequence[tuple[Words, float]]], course: Course,
) -> Placed:  # fmt: skip
    middles, x = [], 0.0
    for c, column in enumerate(columns):
        wide = BOX if column.nodes else EMPTY_COLUMN
        middles.append(x + wide / 2)
        x += wide + (course.gutters[c] if c < len(columns) - 1 else 0.0)
    half = [(BOX if column.nodes else EMPTY_COLUMN) / 2 for column in columns]
    edges = [(m - h, m + h) for m, h in zip(middles, half, strict=True)]
    drawn = []
    for link in links:
        points, at = course.draw(link.id, edges)
        drawn.append(replace(link, points=points, at=at))
    nodes = tuple(
        replace(n, x=middles[c], y=(boxes[n.id][0] + boxes[n.id][1]) / 2)
        for c, column in enumerate(columns) for n in column.nodes
    )  # fmt: skip
    headings = [
        Heading(words, middles[c], y, BOX) for c, said in enumerate(captions) for words, y in said
    ]  # fmt: skip
    if any(c.heading for c in columns):
        ys = [y for link in drawn for _, y in link.points] + [v for box in boxes.values() for v in box]
        top, bottom = min(ys, default=0.0) - 52, max(ys, default=60.0) + 16
        for column, at_x in zip(columns, middles, strict=True):
            wide = (BOX if column.nodes else EMPTY_COLUMN) + 20
            headings.append(
                Heading(column.heading or Words("", ""), at_x, top, wide, bottom - top, band=True)
            )
    return Placed(nodes, tuple(drawn), tuple(headings))
