"""The paragraphs of a text by their numbers: what stands below what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ingest.cells import Cell
from ingest.cues import role_at_start
from ingest.entries import Page
from ingest.prose import assigns, plain
from ingest.shapes.numbering import Levels, Piece, pieces

NOTE = re.compile(r"(注|说明|备注|附注)\s*[:：]")


_MATTER = re.compile(
    r"[【\[]?(?:职责|管理|工作|责任|监管|任务|项目)?(?:事项|任务|项目)(?:名称)?[】\]]?[:：]?(?<=[】\]:：])\s*([^：:。；;]{2,60})"
)

# The name of a body at the beginning of a paragraph, and before numbered duties in it: 【甲局】1、…；2、…
_HEAD = re.compile(r"【[^【】]{2,60}】[:：]?|[^：:。；;，,\d]{2,60}[:：]")
_BEFORE_NUMBERS = re.compile(
    rf"(?P<head>{_HEAD.pattern})\s*"
    r"(?=(?:[（(](?:一|1|１)[）)]|(?:1|１)[.．、](?!\d)|一、|①)\s*\S)"
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
    grown = _Tree(heads_body)
    for row in range(start, len(page.sheet.rows) + 1):
        for cell, text in _texts(page.sheet.filled(row), heads_body):
            if not NOTE.match(text):
                grown.add(cell, text)
    return grown.roots


@dataclass(slots=True)
class _Tree:
    """The paragraphs so far: the open numbers, the heading `over` them, the `office` whose duties are listed, the depth
    of what stands right below it, the paragraph added last, and how many matters were named after a label (事项名称：…)."""

    heads_body: Callable[[str], bool]
    roots: list[Node] = field(default_factory=list)
    open: list[Node] = field(default_factory=list)
    levels: Levels = field(default_factory=Levels)
    over: Node | None = None
    office: Node | None = None
    depth: int = 0
    last: Node | None = None
    items: int = 0

    def add(self, cell: Cell, text: str) -> None:
        """Add a paragraph where it belongs."""
        named = _MATTER.fullmatch(text)
        self.items += named is not None
        found = pieces(f"事项{self.items}：{named[1]}" if named else text, self.levels)
        if any(p.number for p in found) or not self._unnumbered(cell, text):
            for piece in found:
                self._piece(piece, Node("" if named else piece.number, plain(piece.text), cell))

    def _unnumbered(self, cell: Cell, text: str) -> bool:
        """Add a paragraph without a number that heads others, tells of a further body, or goes on; False for others."""
        heads, node = self.heads_body(text), Node("", text, cell)
        if (self.over or not self.open) and (heads or _heads(text)):
            self.over = self.last = node
            self.roots.append(node)
            self.open, self.levels.open = [], []
        elif self.open and (heads or (self.office and self._begins(text))):
            self.depth = self.depth if self.office else len(self.open)
            del self.open[self.depth :], self.levels.open[self.depth :]
            self.open[-1].below.append(node)
            self.office, self.last = (node if heads else None), node
        elif self.last and self._goes_on(self.last, text):
            self.last.below.append(node)
        else:
            if self.over and self.heads_body(self.over.text) and self._begins(text):
                self.over, self.open, self.levels.open = None, [], []  # no more of the body above
            return False
        return True

    def _piece(self, piece: Piece, node: Node) -> None:
        if piece.number:
            del self.open[piece.depth :]
            self.office = self.office if piece.depth >= self.depth else None
        of_office = self.office and len(self.open) <= self.depth
        parent = self.office if of_office else self.open[-1] if self.open else self.over
        (parent.below if parent else self.roots).append(node)
        if piece.number:
            self.open.append(node)
        self.last = node

    def _begins(self, text: str) -> bool:
        """Whether a paragraph begins with the name of a body and then says what it does: 【甲局】负责…, 甲局：负责…."""
        head = _HEAD.match(text)
        return head is not None and self.heads_body(head[0])

    def _goes_on(self, last: Node, text: str) -> bool:
        """Whether a paragraph says what else the body of the one above does, which ends in no full stop."""
        open_end = not last.number and last.text[-1:] in "；;，," and self._begins(last.text)
        return open_end and role_at_start(text)[0] is not None


def _texts(cells: Iterable[Cell], heads_body: Callable[[str], bool]) -> Iterator[tuple[Cell, str]]:
    """The paragraphs of some cells; the name of a body is one of its own before the numbered duties beside it."""
    for cell in cells:
        before = _BEFORE_NUMBERS.match(cell.text)
        if before and heads_body(before["head"]):
            yield cell, before["head"]
            yield cell, cell.text[before.end() :]
        else:
            yield cell, cell.text


def _heads(text: str) -> bool:
    """Whether a paragraph without a number is a heading: short and without a stop, or ending in a colon."""
    if text[-1] in "：:":
        return True
    return len(text) <= 40 and text[-1] not in "。；;" and not assigns(text)


def bare_head(text: str) -> str:
    """The name in a heading without 【】 and without the colon after it.

    >>> bare_head("【市水务局】："), bare_head("市水务局:")
    ('市水务局', '市水务局')
    """
    text = text.strip().rstrip("：:").strip()
    return text[1:-1] if text[:1] == "【" and text[-1:] == "】" else text
