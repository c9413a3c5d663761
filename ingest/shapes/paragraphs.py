"""The paragraphs of a text by their numbers: what stands below what."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.cells import Cell
from ingest.entries import Page
from ingest.prose import assigns, plain
from ingest.shapes.numbering import Levels, pieces

NOTE = re.compile(r"(注|说明|备注|附注)\s*[:：]")


_MATTER = re.compile(
    r"[【\[]?(?:职责|管理|工作|责任|监管|任务|项目)?(?:事项|任务|项目)(?:名称)?[】\]]?[:：]?(?<=[】\]:：])\s*([^：:。；;]{2,60})"
)


@dataclass(slots=True)
class Node:
    """A numbered paragraph, or a part of one: its cell, and what stands below it."""

    number: str
    text: str
    cell: Cell
    below: list[Node] = field(default_factory=list)


def tree(page: Page, start: int, heads_body: Callable[[str], bool]) -> list[Node]:
    """The paragraphs by their numbers; one without a number belongs to the number above it.

    Headings without numbers, where a text begins with one, stand over what follows each; so does, within a
    numbered part, one that `heads_body` takes for the name of a body over its duties.
    """
    roots: list[Node] = []
    open_: list[Node] = []
    levels = Levels()
    over: Node | None = None
    items = 0  # matters that are named after a label: 事项名称：…
    office: Node | None = None
    depth = 0  # of what stands right below the office
    for row in range(start, len(page.sheet.rows) + 1):
        for cell in page.sheet.filled(row):
            if NOTE.match(cell.text):
                continue
            named = _MATTER.fullmatch(cell.text)
            items += named is not None
            found = pieces(f"事项{items}：{named[1]}" if named else cell.text, levels)
            bare = not any(p.number for p in found)
            if (over or not open_) and bare and _heads(cell.text):
                over = Node("", cell.text, cell)
                roots.append(over)
                open_, levels.open = [], []
                continue
            if bare and open_ and heads_body(cell.text):
                depth = depth if office else len(open_)
                del open_[depth:], levels.open[depth:]
                office = Node("", cell.text, cell)
                open_[-1].below.append(office)
                continue
            for piece in found:
                node = Node("" if named else piece.number, plain(piece.text), cell)
                if piece.number:
                    del open_[piece.depth :]
                    office = office if piece.depth >= depth else None
                parent = office if office and len(open_) <= depth else open_[-1] if open_ else over
                (parent.below if parent else roots).append(node)
                if piece.number:
                    open_.append(node)
    return roots


def _heads(text: str) -> bool:
    """Whether a paragraph without a number is a heading: short and without a stop, or ending in a colon."""
    if text[-1] in "：:":
        return True
    return len(text) <= 40 and text[-1] not in "。；;" and not assigns(text)
