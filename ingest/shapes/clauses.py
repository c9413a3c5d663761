"""Shapes a text of clauses, with no table: who leads and who assists in what, a paragraph a matter or a part of one.

A numbered paragraph that names no body is the matter of what stands below it, or a domain where what stands below
has matters of its own; one that names nothing but a body is the list of that body's duties.
"""

from __future__ import annotations

import re

from ingest.cells import Cell
from ingest.cues import announces, catchall, no_clause, role_at_start, role_of_words
from ingest.cutting import cut
from ingest.entries import Entries, Page
from ingest.groups import group_kind
from ingest.meta import is_meta
from ingest.shapes.assigned import Assigned, assign
from ingest.shapes.founding import named_fully, state_founded, told_rows
from ingest.shapes.held import held_parts
from ingest.shapes.left_out import NO_CLAUSE, SILENT, finish, left_out, mentions_body
from ingest.shapes.moved import take_moves
from ingest.shapes.numbering import ending, is_heading
from ingest.shapes.paragraphs import Node, bare_head, tree
from ingest.shapes.phrases import duties_in
from ingest.shapes.saying import Saying, alone, saying, told_apart
from ingest.shapes.sentences import LABELS, Reader
from ingest.shapes.set_up import founded
from ingest.shapes.titles import matter_between, matter_title, opening
from ingest.shapes.whole import handing_over, take_whole
from ingest.shapes.whole_or_part import matter_before, objects, only_helps
from ingest.told import Told

_DUTIES = re.compile(r"的?(?:主要|工作|部门|具体)?(?:职责|职能|任务)(?:是|为|如下|有)*[:：]?$")
_OWN = re.compile(
    r"(?:【([^【】]{3,60})】[:：]?|([^：:。；;]{3,60}?)(?:的?(?:主要|工作|具体)?(?:职责|任务)?(?:是|为)?[:：]|。))\s*(?=.)(.+)",
    re.S,
)
_MAIN = re.compile(r"主要职责|主要职能|牵头职责|主责")


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State what every paragraph says; one that says nothing is named, one that is not understood a warning."""
    text = Text(entries, page, told)
    roots = tree(page, page.header.rows[0], text.heads_body)
    if page.notes.first:
        words = "，".join(filter(None, (page.notes.first, page.notes.others)))
        message = f"文中写明“{words}”，没有写牵头的，以第一个为牵头（标为推断）"
        entries.problem(
            page, page.sheet.filled(page.header.rows[0])[0], "NOTE", "info", message, "牵头单位最好逐项写明"
        )
    text.licensed = any(map(handing_over, roots))
    for node in roots:
        text.read(node, "", None)
    state_founded(entries, page, text.reader, text.founded, told.beside)
    left_out(entries, page, roots, text.doubt)
    finish(entries, page)


class Text:
    """A text of clauses while it is read."""

    def __init__(self, entries: Entries, page: Page, told: Told) -> None:
        self.entries, self.page, self.told = entries, page, told
        self.reader = Reader(entries.book, entries.region)
        self.founded = founded(entries, page)
        self.seats = told_rows(self.founded, self.reader)
        self.heads = {body.at.row for body in self.founded if body.section}
        self.licensed = False  # whether paragraphs are licences with how they are handed over

    def heads_body(self, text: str) -> bool:
        """Whether a paragraph without a number is the name of a body over its duties: 【甲局】, 甲局："""
        bare = bare_head(text)
        marked = bare != text.strip() and len(bare) <= 60
        return marked and group_kind(bare) is None and self.reader.names(bare)

    def read(self, node: Node, domain: str, matter: Assigned | None, topic: Assigned | None = None) -> None:
        """State a paragraph and what stands below it; `matter` is the one whose parts it may tell, `topic` the one
        that its heading names and that those only help in who are named for none of its own."""
        if node.cell.row in self.seats:
            self.entries.idle(self.page, [node.cell.row], "议事协调机构的组成和职责")
            return
        if node.cell.row in self.heads:  # the name of a coordinating body: no matter that others lead
            for child in node.below:
                self.read(child, "", None)
            return
        about = (self.entries, self.page, node, self.reader, self.licensed, bool(self.founded))
        if matter is None and take_whole(*about):
            return
        take_moves(self.entries, self.page, node, self.told, domain)
        if body := self._list_of(node):
            self._duties_of(body, node, domain)
            return
        whole = matter is not None or told_apart(node.text, self.reader) != node.text
        own = None if whole else _OWN.fullmatch(node.text)
        names = (own[1] or own[2]) if own else ""
        label = role_of_words(names) is not None or names in LABELS  # 主管部门：甲局
        if own and not label and self.reader.names(names) and not (own[1] and group_kind(own[1])):
            self._spoken(names, own[3], node, domain)
            for child in [c for c in node.below if not c.number and role_at_start(c.text)[0]]:
                node.below.remove(child)
                self._spoken(names, child.text, child, domain)
            said = Saying("", ())
        else:
            mere = no_clause(node.text) or (node.below and matter_between(node.text))
            said = Saying("", ()) if mere else saying(node.text, self.reader)
            if not said.sentences:
                self._unsaid(node, said, domain, matter)
                return
        if said.sentences:
            self._matters(node, said, domain, matter, topic)
        for child in node.below:
            self.read(child, domain, None if said.title else matter)

    def _unsaid(self, node: Node, said: Saying, domain: str, matter: Assigned | None) -> None:
        """Read a paragraph that assigns nothing itself: a heading, a matter left open, or neither."""
        told = any(child.number or self._lacks_title(child) for child in node.below)
        if node.number and said.undecided and said.title and not told:
            self._open(node, said.title, domain)
        elif node.below and not no_clause(node.text) and (told or not mentions_body(node, self.reader)):
            self._heading(node, domain, matter)
            return
        else:
            self._silent(node)
        for child in node.below:
            self.read(child, domain, matter)

    def _open(self, node: Node, title: str, domain: str) -> None:
        """State a matter that the text leaves to nobody."""
        self._state(Assigned(title, node.cell, node.number, domain, [node.text]))
        message = f"“{title}”没有明确由谁负责，只读出事项"
        self.entries.problem(self.page, node.cell, "CLAUSE", "info", message, "明确牵头单位和配合单位")

    def _heading(self, node: Node, domain: str, matter: Assigned | None) -> None:
        """Read what stands below a paragraph that names no body itself."""
        first = re.split("[。\n]", node.text)[0]
        name = (between := matter_between(first)) or ("" if announces(first) else matter_title(first))
        lacking = [said for child in node.below if (said := self._lacks_title(child))]
        if name and lacking and (between or not alone([s for said in lacking for s in said.sentences], name)):
            made = Assigned(name, node.cell, node.number, domain, [node.text])
            for child in node.below:
                self.read(child, domain, made)
            if made.parties:
                self._state(made)
            return
        banner = name if name and node.number and len(name) <= 40 else domain
        about = Assigned(name, node.cell, node.number, domain, [node.text]) if name else None
        for child in node.below:
            self.read(child, banner, matter, None if child.number else about)
        if about and about.parties:
            self._state(about)

    def _lacks_title(self, node: Node) -> Saying | None:
        """What a paragraph says where it leaves what to the heading above; None for any other."""
        said = saying(node.text, self.reader)
        named = any(p.role != "INVOLVED_IN" or p.cue for parts in said.sentences for p in parts)
        return said if named and not said.title and not matter_before(said.sentences[0][0]) else None

    def _matters(
        self, node: Node, said: Saying, domain: str, matter: Assigned | None, topic: Assigned | None = None
    ) -> None:
        """State the matter of a paragraph, or those of its sentences, or tell parts of the matter above."""
        if said.title:
            made = Assigned(said.title, node.cell, node.number, domain, [node.text])
            assign(self.entries, self.page, made, [p for parts in said.sentences for p in parts], node.cell)
            for child in [c for c in node.below if self._lacks_title(c) and not self._list_of(c)]:
                node.below.remove(child)
                self.read(child, domain, made)
            self._state(made)
            return
        last: Assigned | None = None
        own = [any(matter_before(p) or p.role != "ASSISTS" for p in parts) for parts in said.sentences]
        for parts in said.sentences:
            helped = topic if topic and sum(own) > 1 else last
            if matter is None and helped and all(only_helps(p) for p in parts):
                assign(self.entries, self.page, helped, parts, node.cell, whole=True)
                continue
            if matter is not None and not matter_before(parts[0]):
                assign(self.entries, self.page, matter, list(parts), node.cell)
                continue
            for name, own_parts in objects(parts, self.reader):
                if not name and last is None:
                    message = f"“{own_parts[0].text[:60]}”没有写明是哪一项职责，没有读取"
                    self.doubt(node.cell, message, "在句首或上一级标题写明职责事项")
                    continue
                if name:
                    if last is not None:
                        self._state(last)
                    last = Assigned(name, node.cell, node.number, domain, [node.text])
                if last is not None:
                    assign(self.entries, self.page, last, own_parts, node.cell, whole=True)
        if last is not None:
            self._state(last)

    def _state(self, made: Assigned) -> None:
        row = made.cell.row
        own = [b for b in self.founded if not b.section or row in b.rows()]
        if own:
            made.title = named_fully(made.title, own[0].name)
        made.state(self.entries, self.page, self.told)

    def _list_of(self, node: Node) -> str:
        """The names of the bodies whose duties stand below, where a paragraph names nothing else; else ""."""
        first = node.text.split("\n")[0]
        bare = _DUTIES.sub("", bare_head(ending(first)))
        if not node.below or len(bare) < 3 or group_kind(bare):
            return ""
        if self.reader.names(bare):
            return bare
        names, rest = self.reader.leading(bare)
        announced = bare != bare_head(ending(first)) and first.rstrip()[-1] in "：:"
        return names if names and announced and not rest.startswith(("、", "和")) else ""

    def _duties_of(
        self, names: str, node: Node, domain: str, fallback: tuple[str, str] | None = None
    ) -> None:
        """State the clauses below a body's name; each is a duty that it holds."""
        announced = _MAIN.search(node.text)
        fallback = fallback or (("LEADS", announced[0]) if announced else ("INVOLVED_IN", ""))
        for child in node.below:
            text = ending(child.text)
            if self._catchall(text, child):
                continue
            if announces(re.split("[。：:\n]", text)[0]):
                self.read(child, domain, None)  # 有关职责分工: what follows is of several bodies
            elif child.below and is_heading(child.text) and opening(text).role is None:
                self._duties_of(names, child, domain, fallback)
            elif not child.number and not child.below and NO_CLAUSE.match(text):
                self._silent(child)
            else:
                self._duty_of(names, child, domain, fallback)

    def _duty_of(self, names: str, node: Node, domain: str, fallback: tuple[str, str]) -> None:
        """State the duties of one clause of a body's own list; numbers below it are part of it."""
        for below in node.below:
            self.entries.idle(self.page, [below.cell.row], "上一条文的细目")
        texts = [node.text, *(b.number + b.text for b in node.below)]
        kept = self._others_in(names, node, domain)
        if not kept:
            return
        first, *later = duties_in(kept)
        for clause in (first, *later):
            title, parts = held_parts(clause, names, fallback, self.reader)
            made = Assigned(title, node.cell, node.number, domain, [clause] if later else texts)
            assign(self.entries, self.page, made, parts, node.cell, whole=True)
            self._state(made)

    def _others_in(self, names: str, node: Node, domain: str) -> str:
        """A clause of a body's own list without the sentences that give a matter of their own to another body (乙事由某局
        负责), which are stated."""
        kept: list[str] = []
        for sentence, mark in cut(ending(node.text), "。；;"):
            parts = self.reader.sentence(sentence)
            other = parts and all(p.names != names and p.cue and p.role != "ASSISTS" for p in parts)
            if other and matter_before(parts[0]):
                self._matters(node, Saying("", (tuple(parts),)), domain, None)
            else:
                kept.append(sentence + mark)
        return ending("".join(kept))

    def _spoken(self, names: str, text: str, node: Node, domain: str) -> None:
        """State what stands after the name of a body and a colon or stop: a duty a sentence, and whom else each names."""
        for sentence in filter(None, (s.strip() for s in re.split(r"[。；;\n！]", text))):
            if self._catchall(sentence, node):
                continue
            own = _OWN.fullmatch(sentence)
            if own and self.reader.names(own[1] or own[2]):
                names, sentence = own[1] or own[2], own[3]
            whole = self.reader.sentence(names + sentence)
            if (
                any(p.names != names and p.cue for p in whole)
                and whole[0].names == names
                and not whole[0].more
            ):
                said = Saying("", (tuple(whole),))
                self._matters(node, said, domain, None)
                continue
            for clause in duties_in(sentence):
                title, parts = held_parts(clause, names, ("INVOLVED_IN", ""), self.reader)
                made = Assigned(title, node.cell, node.number, domain, [clause])
                assign(self.entries, self.page, made, parts, node.cell, whole=True)
                self._state(made)

    def _catchall(self, text: str, node: Node) -> bool:
        """Whether a clause names no matter; it is told."""
        if catchall(text):
            message = f"“{text}”没有写明具体事项，没有读成一项职责"
            self.entries.problem(self.page, node.cell, "CLAUSE", "info", message, "有具体事项的，请逐项写明")
            self.entries.idle(self.page, [node.cell.row], "没有写明具体事项的行")
        return catchall(text)

    def _silent(self, node: Node) -> None:
        """Name a paragraph that says nothing of who does what; where it speaks of a body, warn."""
        row = node.cell.row
        plain = NO_CLAUSE.match(node.text) or is_meta(node.text) or no_clause(node.text)
        if not plain and mentions_body(node, self.reader):
            message = f"“{ending(node.text)[:60]}”写到了机构，但看不出它的角色，没有读取"
            self.doubt(node.cell, message, "写明由谁牵头、谁配合、谁负责")
        elif (self.page.name, row) not in self.entries.stated_rows:
            self.entries.idle(self.page, [row], SILENT)

    def doubt(self, cell: Cell, message: str, todo: str) -> None:
        """Warn of a paragraph that is not understood."""
        self.entries.warn(self.page, cell, "CLAUSE", message, todo)
        self.entries.problem_rows.add((self.page.name, cell.row))
