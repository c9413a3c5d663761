"""Shapes a text of clauses, with no table: who leads and who assists in what, a paragraph a matter or a part of one.

A numbered paragraph that names no body is the matter of what stands below it, or a domain where what stands below
has matters of its own; one that names nothing but a body is the list of that body's duties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.cells import Cell
from ingest.cues import announces, catchall, role_at_start
from ingest.entries import Entries, Page
from ingest.groups import group_kind
from ingest.meta import is_meta
from ingest.prose import assigns
from ingest.shapes.assigned import Assigned, assign, objects
from ingest.shapes.held import held
from ingest.shapes.numbering import Levels, ending, is_heading, pieces
from ingest.shapes.sentences import Part, Reader
from ingest.shapes.titles import matter_title, opening
from ingest.told import Told

_NOTE = re.compile(r"(注|说明|备注|附注)\s*[:：]")
_DUTIES = re.compile(r"的?(?:主要|工作|部门|具体)?(?:职责|职能|任务)(?:是|为|如下|有)*[:：]?$")
_INNER = re.compile(
    r"[（(](?=(?:牵头|责任|主办|主责|配合|协办|参与|实施|落实)(?:单位|部门|主体)[:：])((?:[^（）()]|[（(][^（）()]*[）)])*)[）)]"
)
_TITLED = re.compile(r"([^：:。；;，,]{2,60})[：:](?=.)(.*)", re.S)
_NO_CLAUSE = re.compile(
    r"为了?|根据|按照|依据|本(?:通知|规定|办法|意见|清单|方案)|此前|附件|以上|抄送|\d{4}年"
)
SILENT = "没有写到机构的条文"


@dataclass(slots=True)
class Node:
    """A numbered paragraph, or a part of one: its cell, and what stands below it."""

    number: str
    text: str
    cell: Cell
    below: list[Node] = field(default_factory=list)


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State what every paragraph says; one that says nothing is named, one that is not understood a warning."""
    text = Text(entries, page, told)
    for node in _tree(page, page.header.rows[0]):
        text.read(node, "", None)
    text.finish()


def _tree(page: Page, start: int) -> list[Node]:
    """The paragraphs by their numbers; one without a number belongs to the number above it.

    Headings without numbers, where a text begins with one, stand over what follows each.
    """
    roots: list[Node] = []
    open_: list[Node] = []
    levels = Levels()
    over: Node | None = None
    for row in range(start, len(page.sheet.rows) + 1):
        for cell in page.sheet.filled(row):
            if _NOTE.match(cell.text):
                continue
            found = pieces(cell.text, levels)
            if (over or not open_) and not any(p.number for p in found) and _heads(cell.text):
                over = Node("", cell.text, cell)
                roots.append(over)
                open_, levels.open = [], []
                continue
            for piece in found:
                node = Node(piece.number, piece.text, cell)
                if piece.number:
                    del open_[piece.depth :]
                (open_[-1].below if open_ else over.below if over else roots).append(node)
                if piece.number:
                    open_.append(node)
    return roots


def _heads(text: str) -> bool:
    """Whether a paragraph without a number is a heading: short and without a stop, or ending in a colon."""
    if text[-1] in "：:":
        return True
    return len(text) <= 40 and text[-1] not in "。；;" and not assigns(text)


class Text:
    """A text of clauses while it is read."""

    def __init__(self, entries: Entries, page: Page, told: Told) -> None:
        self.entries, self.page, self.told = entries, page, told
        self.reader = Reader(entries.book, entries.region)

    def read(self, node: Node, domain: str, matter: Assigned | None) -> None:
        """State a paragraph and what stands below it; `matter` is the one whose parts it may tell."""
        body = self._list_of(node)
        if body:
            self._duties_of(body, node, domain)
            return
        title, said = self._said(node.text)
        if said:
            titled = bool(title)
            made = self._matters(node, title, said, domain, matter)
            for child in node.below:
                self.read(child, domain, made if titled or matter is None else matter)
        elif not node.below:
            self._silent(node)
        else:
            self._heading(node, domain, matter)

    def _heading(self, node: Node, domain: str, matter: Assigned | None) -> None:
        """Read what stands below a paragraph that names no body itself."""
        name = matter_title(node.text.split("\n")[0]) if not announces(node.text) else ""
        if name and any(self._lacks_title(child) for child in node.below):
            made = Assigned(name, node.cell, node.number, domain, [node.text])
            for child in node.below:
                self.read(child, domain, made)
            if made.parties:
                self._state(made)
            return
        banner = name if name and node.number and len(name) <= 40 else domain
        for child in node.below:
            self.read(child, banner, matter)

    def _lacks_title(self, node: Node) -> bool:
        """Whether a paragraph says who does something and leaves what to the heading above."""
        title, said = self._said(node.text)
        named = any(p.role != "INVOLVED_IN" or p.cue for parts in said for p in parts)
        return named and not title and not self._before(said[0][0])

    def _said(self, text: str) -> tuple[str, list[tuple[Part, ...]]]:
        """The matter that a paragraph begins with ("" for none), and its sentences that name bodies in a role."""
        text = _INNER.sub(r"。\1。", text)
        title = ""
        headed = _TITLED.match(text)
        if (
            headed
            and not self.reader.names(headed[1])
            and not self.reader.segment(text.split("。")[0].split("；")[0])
        ):
            below = self.reader.sentences(headed[2])
            if below.parts:
                title, text = matter_title(headed[1]), headed[2]
        found: list[tuple[Part, ...]] = []
        for sentence in filter(None, (s.strip() for s in re.split(r"[。；;\n！]", text))):
            parts = self.reader.sentence(sentence)
            if parts:
                found.append(tuple(parts))
            elif found:
                last = found[-1][-1]
                cue, more = role_at_start(sentence)
                rest = f"{last.rest}；{more}" if cue and last.rest else last.rest
                found[-1] = (*found[-1][:-1], replace(last, rest=rest, text=f"{last.text}；{sentence}"))
            elif not title:
                title = matter_title(sentence)
        return title, found

    def _before(self, part: Part) -> str:
        return matter_title(part.before) if part.before else ""

    def _matters(
        self, node: Node, title: str, said: list[tuple[Part, ...]], domain: str, matter: Assigned | None
    ) -> Assigned | None:
        """State the matter of a paragraph, or those of its sentences, or tell parts of the matter above."""
        if title:
            made = Assigned(title, node.cell, node.number, domain, [node.text])
            assign(self.entries, self.page, made, [p for parts in said for p in parts], node.cell)
            for child in [c for c in node.below if self._lacks_title(c) and not self._list_of(c)]:
                node.below.remove(child)
                self.read(child, domain, made)
            self._state(made)
            return None
        last: Assigned | None = None
        for parts in said:
            if matter is not None and not self._before(parts[0]):
                assign(self.entries, self.page, matter, list(parts), node.cell)
                continue
            for name, own_parts in objects(parts):
                if not name and last is None:
                    at, words = node.cell, own_parts[0].text
                    message = f"“{words[:60]}”没有写明是哪一项职责，没有读取"
                    self._doubt(at, message, "在句首或上一级标题写明职责事项")
                    continue
                if name:
                    if last is not None:
                        self._state(last)
                    last = Assigned(name, node.cell, node.number, domain, [node.text])
                if last is not None:
                    assign(self.entries, self.page, last, own_parts, node.cell, whole=True)
        if last is not None:
            self._state(last)
        return None

    def _state(self, made: Assigned) -> None:
        made.state(self.entries, self.page, self.told)

    def _list_of(self, node: Node) -> str:
        """The names of the bodies whose duties stand below, where a paragraph names nothing else; else ""."""
        first = node.text.split("\n")[0]
        bare = _DUTIES.sub("", ending(first).rstrip("：:"))
        if not node.below or len(bare) < 3 or group_kind(bare):
            return ""
        if self.reader.names(bare):
            return bare
        names, rest = self.reader.leading(bare)
        announced = bare != ending(first).rstrip("：:") and first.rstrip()[-1] in "：:"
        return names if names and announced and not rest.startswith(("、", "和")) else ""

    def _duties_of(
        self, names: str, node: Node, domain: str, fallback: tuple[str, str] | None = None
    ) -> None:
        """State the clauses below a body's name; each is a duty that it holds."""
        announced = _MAIN.search(node.text)
        fallback = fallback or (("LEADS", announced[0]) if announced else ("INVOLVED_IN", ""))
        for child in node.below:
            text = ending(child.text)
            if catchall(text):
                message = f"“{text}”没有写明具体事项，没有读成一项职责"
                self.entries.problem(
                    self.page, child.cell, "CLAUSE", "info", message, "有具体事项的，请逐项写明"
                )
            elif child.below and is_heading(child.text) and opening(text).role is None:
                self._duties_of(names, child, domain, fallback)
            elif not child.number and not child.below and _NO_CLAUSE.match(text):
                self._silent(child)
            else:
                self._duty_of(names, child, domain, fallback)

    def _duty_of(self, names: str, node: Node, domain: str, fallback: tuple[str, str]) -> None:
        """State one clause of a body's own list; numbers below it are part of it."""
        for below in node.below:
            self.entries.idle(self.page, [below.cell.row], "上一条文的细目")
        texts = [node.text, *(b.number + b.text for b in node.below)]
        said = held(ending(node.text), "", names, fallback, self.reader)
        made = Assigned(said.title, node.cell, node.number, domain, texts)
        parts = [Part(names, said.role, said.cue, text=node.text)]
        parts += [Part(other, kind, cue, text=node.text) for other, kind, cue in said.others]
        assign(self.entries, self.page, made, parts, node.cell)
        self._state(made)

    def _silent(self, node: Node) -> None:
        """Name a paragraph that says nothing of who does what; where it speaks of a body, warn."""
        row = node.cell.row
        plain = _NO_CLAUSE.match(node.text) or is_meta(node.text)
        if node.number and not plain and self._mentioned(node.text):
            message = f"“{ending(node.text)[:60]}”写到了机构，但看不出它的角色，没有读取"
            self._doubt(node.cell, message, "写明由谁牵头、谁配合、谁负责")
        elif (self.page.name, row) not in self.entries.stated_rows:
            self.entries.idle(self.page, [row], SILENT)

    def _mentioned(self, text: str) -> bool:
        return any(self.reader.leading(text[at:])[0] for at in range(min(len(text), 400)))

    def _doubt(self, cell: Cell, message: str, todo: str) -> None:
        self.entries.warn(self.page, cell, "CLAUSE", message, todo)
        self.entries.problem_rows.add((self.page.name, cell.row))

    def finish(self) -> None:
        """Name all rows that gave nothing."""
        for row in range(1, len(self.page.sheet.rows) + 1):
            at = (self.page.name, row)
            if at in self.entries.stated_rows or at in self.entries.problem_rows:
                self.entries.idle_rows.pop(at, None)
            else:
                filled = self.page.sheet.filled(row)
                why = "空行" if not filled else "标题行" if row < self.page.header.rows[0] else ""
                note = bool(filled) and _NOTE.match(filled[0].text) is not None
                self.entries.idle(self.page, [row], why or ("附注行" if note else SILENT))


_MAIN = re.compile(r"主要职责|主要职能|牵头职责|主责")
