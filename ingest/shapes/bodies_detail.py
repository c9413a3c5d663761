"""Shapes what lists tell of coordinating bodies besides the register: members, activities, opinions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graph.ontology import load
from ingest.bodies import Body
from ingest.cells import Cell
from ingest.common import day_of, state_listed
from ingest.entries import Entries, Page, Thing
from ingest.groups import nobody
from ingest.names import Match, is_coordinating
from ingest.problem import Severity
from ingest.rows import DataRow, data_rows
from ingest.shapes.bodies_words import elsewhere, formerly, office_words, opinion_of, rank_word, ranked
from ingest.values import number

_CHANGED = re.compile(r"更名|改名|合并|并入|归并|整合|调整")
_ROUND = re.compile(r"第\s*(\d+|[一二三四五六七八九十]+)\s*轮")


def body_of(entries: Entries, page: Page, cell: Cell) -> Body | None:
    """The coordinating body that a cell names; one that no list knows is an error with near names."""
    found = entries.book.coordinating(cell.text, entries.region)
    if isinstance(found, Match):
        return Body(found.id, cell.text, found.name, found.how, region=entries.region)
    near = "、".join(found.candidates)
    if found.several:
        message, todo = f"“{cell.text}”对应不止一个议事协调机构：{near}", "改写为机构全称"
    else:
        other = entries.book.find(cell.text, entries.region) is not None
        message = (
            f"“{cell.text}”是部门，不是议事协调机构" if other else f"议事协调机构清单中没有“{cell.text}”"
        )
        message += f"；相近的有：{near}" if near else ""
        todo = "改为议事协调机构清单中的名称，或在该清单中补上这个机构"
    entries.problem(page, cell, "DQ-NAME", "error", message, todo)
    return None


def named_rows(entries: Entries, page: Page) -> Iterator[tuple[int, Cell]]:
    """The rows that name a coordinating body, each with the cell that does; any other row of data is an error."""
    for data in data_rows(entries, page, "name"):
        cell = page.cell(data.number, "name")
        if cell is not None and cell.text:
            yield data.number, cell
        else:
            at = page.sheet.filled(data.number)[0]
            entries.problem(page, at, "ROW", "error", "本行没有机构名称", "补上机构名称，或删去本行")


def departments(entries: Entries, page: Page, cell: Cell, column: str, text: str) -> list[Body]:
    """The departments that a text of a cell names; a coordinating body among them is an error.

    Words for names that will be told elsewhere are told; a former body that no register has is a warning.
    """
    found = []
    text, left = elsewhere(text)
    for words in left:
        message = f"“{words.strip()}”没有指明是哪些机构"
        entries.problem(page, cell, "DQ-OPEN", "info", message, "明确以后逐一写明单位名称")
    former = formerly(text)
    for party in entries.parties(page, replace(cell, text=text), needed=not former):
        if former and party.group == "unresolved" and not entries.unresolved:
            continue  # told by its name
        if is_coordinating(party.id):
            message = f"“{party.text}”是议事协调机构，不能作为“{page.caption(column)}”"
            entries.problem(page, cell, "DQ-NAME", "error", message, "写明承担工作的部门")
        else:
            found.append(party)
    return found


@dataclass(slots=True)
class Seats:
    """States who sits in one body after another, and tells who is named twice; `column` names the members."""

    entries: Entries
    page: Page
    column: str
    seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def state(self, cell: Cell, body: Thing | None, role: str = "", text: str = "") -> None:
        """State the members that a cell names; without a body only its names are checked."""
        for rank, said in ranked(cell.text):
            for party in departments(self.entries, self.page, cell, self.column, said):
                if body is not None:
                    self.one(cell, body, party, rank or role, text)

    def one(self, cell: Cell, body: Thing, party: Body, role: str, text: str = "") -> None:
        """State one member, in the role its own brackets give or else in this one."""
        rank = rank_word(party.scope or "")
        earlier = self.seen.setdefault((body.id, party.id), cell.address)
        if earlier != cell.address:
            message = f"“{party.text}”在“{body.title}”中重复列示（{earlier}）"
            self.entries.problem(self.page, cell, "DUPLICATE", "info", message, "合并为一处")
        self.entries.link(
            self.page, cell, "HAS_MEMBER", body.id, party.id, body=party, thing=body,
            cue=self.page.caption(self.column), role=rank or party.cue or role,
            text=text or (None if rank else party.scope),
        )  # fmt: skip


def _named_rows(entries: Entries, page: Page) -> list[tuple[DataRow, Cell, Body | None]]:
    """Every data row with the body it is about; a blank name goes on with the body above."""
    made: list[tuple[DataRow, Cell, Body | None]] = []
    last: tuple[Cell, Body | None] | None = None
    for data in data_rows(entries, page, "name"):
        cell = page.cell(data.number, "name")
        if cell is not None and cell.text:
            if last is None or cell.merged_from is None or cell.origin != last[0].origin:
                last = (cell, body_of(entries, page, cell))
        elif last is None or page.text(data.number, "number"):
            at = page.sheet.filled(data.number)[0]
            entries.problem(page, at, "ROW", "error", "本行没有写明是哪个议事协调机构", "补上机构名称")
            continue
        if last[1] is None:
            entries.problem_rows.add((page.name, data.number))
        made.append((data, cell if cell is not None and cell.text else last[0], last[1]))
    return made


def shape_members(entries: Entries, page: Page) -> None:
    """State every member of the sheet, as what it sits there and what it does there."""
    seats = Seats(entries, page, "member")
    for data, name, body in _named_rows(entries, page):
        row = data.number
        cell = page.cell(row, "member")
        if cell is None or not cell.text:
            entries.problem(page, name, "ROW", "error", f"第 {row} 行没有写明成员单位", "补上成员单位")
            entries.problem_rows.add((page.name, row))
            continue
        thing = Thing(body.id, body.name or "", "CoordinatingBody") if body else None
        seats.state(cell, thing, page.text(row, "role"), page.text(row, "text"))


def shape_activities(entries: Entries, page: Page) -> None:
    """State every meeting and document of the sheet. One without its kind cannot be stated: an error."""
    for data, name, body in _named_rows(entries, page):
        row = data.number
        kind = page.value(row, "kind")
        at = page.cell(row, "kind")
        if kind is None:
            where = at if at and at.text else page.sheet.filled(row)[0]
            message = (
                f"“{page.text(row, 'kind')}”看不出是会议还是发文" if at and at.text else "本行没有写明类型"
            )
            todo = f"改为以下之一：{'、'.join(page.spec.values['kind'])}"
            entries.problem(page, where, "VALUE", "error", message, todo)
        day = day_of(entries, page, row, "date")
        if kind is None or body is None:
            continue
        caption = (load().nodes["Activity"].properties["kind"].values or {})[kind]
        subject = page.text(row, "subject") or f"{caption}（{day or '日期不详'}）"
        cell = page.cell(row, "subject")
        made = entries.node(
            page, cell if cell and cell.text else name, "Activity", name=subject, body=body.id, kind=kind,
            held_on=day, attendees_scope=page.text(row, "attendees"), note=page.text(row, "note"),
        )  # fmt: skip
        thing = Thing(made, subject, "Activity")
        cue = page.text(row, "kind")
        entries.link(page, at or name, "HELD_BY", made, body.id, body=body, thing=thing, cue=cue)


def shape_reviews(entries: Entries, page: Page, partial: bool = False) -> None:
    """State every opinion of the sheet. The round stands in its column, else in the heading above.

    A register of bodies (`partial`) may have an opinion on some of them only.
    """
    seen: dict[str, tuple[str, Cell]] = {}
    for data, name, body in _named_rows(entries, page):
        row = data.number
        cell = page.cell(row, "opinion")
        if partial and (cell is None or not cell.text):
            continue
        opinion, words = _opinion(entries, page, row, name, "warning" if partial else "error")
        turn = _round(entries, page, data, name)
        day = day_of(entries, page, row, "date")
        if body is None or opinion is None or turn is None or cell is None:
            continue
        details, title = page.text(row, "text"), f"{body.name}第{turn}轮清理意见"
        text = "；".join(t for t in (words, details) if t)
        review = entries.node(
            page, cell, "BodyReview", name=title, body=body.id, round=turn,
            opinion=opinion, text=text, decided_on=day, document=page.text(row, "document"),
            note=page.text(row, "note"),
        )  # fmt: skip
        earlier = seen.setdefault(review, (opinion, cell))
        if earlier[1] is not cell:
            where = earlier[1].address
            same = earlier[0] == opinion
            message = f"“{body.name}”在第 {turn} 轮已有意见（{where}）" + ("" if same else "，两处意见不同")
            entries.problem(
                page, cell, "DUPLICATE", "warning" if same else "error", message, "每轮只保留一条意见"
            )
        _kept(entries, page, row, name, body)
        thing = Thing(review, title, "BodyReview", page.text(row, "document") or None)
        entries.link(page, name, "REVIEWS", review, body.id, body=body, thing=thing, cue=cell.text)
        state_listed(entries, page, row, name, review)


def _kept(entries: Entries, page: Page, row: int, name: Cell, body: Body) -> None:
    """State a body, and the department that keeps its office, where the list of opinions says so itself."""
    office = page.cell(row, "office")
    if office is None or not office.text or nobody(office.text):
        return
    entries.node(
        page, name, "CoordinatingBody", id=body.id, name=body.name, region=entries.book.region_of(body.id)
    )
    thing = Thing(body.id, body.name or name.text, "CoordinatingBody")
    for party in departments(entries, page, office, "office", office_words(office.text)):
        cue = page.caption("office")
        entries.link(page, office, "OFFICE_AT", body.id, party.id, body=party, thing=thing, cue=cue)


def _opinion(
    entries: Entries, page: Page, row: int, name: Cell, severity: Severity
) -> tuple[str | None, str]:
    """The opinion of a row, and its words where they say more than the opinion's own name."""
    cell = page.cell(row, "opinion")
    if cell is None or not cell.text:
        entries.problem(page, name, "ROW", "error", "本行没有清理意见", "填同意设立、不同意设立、调整或撤销")
        entries.problem_rows.add((page.name, row))
        return None, ""
    head = re.split(r"[，,；;。（(：:\s]", cell.text, maxsplit=1)[0]
    listed = page.value(row, "opinion") or page.spec.values["opinion"].get(head)
    opinion = listed or opinion_of(head)
    if opinion is None:
        message = f"“{page.caption('opinion')}”写的是“{cell.text}”，不知道是哪一种意见"
        todo = f"改为以下之一：{'、'.join(page.spec.values['opinion'])}；其余的话写在意见说明"
        entries.problem(page, cell, "VALUE", severity, message, todo)
        return None, ""
    if opinion == "agree" and _CHANGED.search(cell.text):
        opinion = "adjust"
    caption = (load().nodes["BodyReview"].properties["opinion"].values or {})[opinion]
    if "保留" in head or listed is None:
        message = f"“{head}”不是四种意见之一，按“{caption}”读取，原话留在意见原文"
        entries.problem(page, cell, "VALUE", "info", message, "如不是这个意思，请改写")
    return opinion, "" if cell.text == caption else cell.text


def _round(entries: Entries, page: Page, data: DataRow, name: Cell) -> int | None:
    """The round of a row: from its cell, the banner above, or the name of the sheet."""
    cell = page.cell(data.number, "round")
    heading = _ROUND.search(data.banner) or _ROUND.search(page.name)
    above = number(heading[1]) if heading else None
    if cell is None and above is None:
        message = "清单没有写明是第几轮清理，按第 1 轮读取"
        entries.problem(page, name, "ROW", "info", message, "有几轮的，加一栏轮次")
        return 1
    if cell is None or not cell.text:
        if above is None:
            entries.problem(page, name, "ROW", "error", "本行没有写明是第几轮清理", "补上轮次")
            entries.problem_rows.add((page.name, data.number))
        return above
    said = number(re.sub(r"^第|轮(?:次)?$|\s", "", cell.text))
    if said is None or said < 1:
        entries.problem(page, cell, "VALUE", "error", f"“{cell.text}”不是轮次", "填 1、2、3 一类的数")
        return None
    if above is not None and above != said:
        message = f"本行轮次是 {said}，而所在表的标题是第 {above} 轮，按本行读取"
        entries.warn(page, cell, "VALUE", message, "核对轮次")
    return said
