"""Shapes lists of licence items that have a row for each part of an item: 受理, 勘验, 审批, 监管, 处罚."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graph.ids import normal
from ingest.bodies import Body
from ingest.cells import Cell
from ingest.common import state_basis
from ingest.entries import Entries, Page, Thing
from ingest.rows import data_rows
from ingest.shapes.approvals import item_ids, state_item
from ingest.shapes.handoff import state_handoff
from ingest.shapes.item_codes import note_code
from ingest.shapes.own_words import own_words
from ingest.shapes.stages import performers, state_stage, waived_in
from ingest.stage_words import ON_ITEMS, Part, decided, parts_of

_TO_STAGES = ("PERFORMS", "ASSISTS")


@dataclass(slots=True)
class _Item:
    """What is known of an item while its rows are stated: its steps by kind, who approves it, and who does what."""

    thing: Thing
    stages: dict[str, Thing] = field(default_factory=dict)
    approvers: list[tuple[Body, Cell]] = field(default_factory=list)
    said: dict[tuple[str, str, str, str | None], int] = field(default_factory=dict)

    def place(self, role: str, thing: Thing, body: Body) -> tuple[int, bool]:
        """The place of a body among those of its role, and whether it was named in that role before."""
        key = (role, thing.id, body.id, body.scope)
        before = key in self.said
        return self.said.setdefault(key, 1 + sum(k[:2] == key[:2] for k in self.said)), before


def shape(entries: Entries, page: Page, duties: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """State every item with its parts; gives the ids of the items by normalised title.

    `duties` are the ids of known duties by normalised title. Rows of one title and code are one item, wherever they
    stand.
    """
    rows = _titled(entries, page)
    ids = item_ids([(row, title.text, code) for row, title, code in rows], entries.region)
    bodies = _bodies(page, [row for row, _, _ in rows])
    of_item: dict[str, list[int]] = {}
    for row, _, _ in rows:
        of_item.setdefault(ids[row], []).append(row)
    known: dict[str, list[str]] = {}
    for made, own in of_item.items():
        notes = dict.fromkeys(filter(None, (page.text(row, "note") for row in own)))
        thing = state_item(entries, page, own[0], made, "\n".join(notes))
        known.setdefault(normal(thing.title), []).append(made)
        item = _Item(thing)
        _parts(entries, page, own, item, bodies)
        _bases(entries, page, own, thing)
        note_code(entries, page, own[0], item.approvers)
        _handoff(entries, page, own, item, duties)
    for row, _, _ in rows:
        if (page.name, row) not in entries.stated_rows | entries.problem_rows:
            entries.idle(page, [row], "没有单位的环节")
    return known


def _titled(entries: Entries, page: Page) -> list[tuple[int, Cell, str]]:
    """Row, title and code of every row; a row without a title goes on with the item above it."""
    found: list[tuple[int, Cell, str]] = []
    banner = 0
    for data in data_rows(entries, page, "title"):
        title, code = page.cell(data.number, "title"), page.text(data.number, "code")
        above = found[-1] if found and banner == data.banner_row else None
        banner = data.banner_row
        if title is not None and title.text:
            same = above is not None and normal(above[1].text) == normal(title.text)
            found.append((data.number, title, code or (above[2] if above and same else "")))
        elif above is not None:
            found.append((data.number, above[1], code or above[2]))
        else:
            at = page.sheet.filled(data.number)[0]
            message = f"本行没有“{page.caption('title')}”，上面也没有可以续接的事项"
            entries.problem(page, at, "ROW", "error", message, "补上名称，或删去本行")
    return found


def _bodies(page: Page, rows: list[int]) -> dict[int, Cell]:
    """The cell of bodies of each row; where they stand before the items, a blank one goes on with that above."""
    columns, found = page.header.columns, {}
    leads = columns["body"] < columns["title"]
    above = ""
    for row in rows:
        cell, raw = page.cell(row, "body"), page.sheet.cell(row, columns["body"])
        assert cell is not None and raw is not None  # noqa: S101 - the column is required
        found[row] = replace(cell, text=above) if leads and not raw.text else cell
        above = found[row].text
    return found


def _parts(entries: Entries, page: Page, rows: list[int], item: _Item, bodies: Mapping[int, Cell]) -> None:
    """State what each row of an item says; a row without a word for its part goes on with that above it."""
    parts: tuple[Part, ...] = ()
    all_parts = [part for row in rows for part in parts_of(page.text(row, "stage"))]
    steps = all(part.stage or part.role in (None, "APPROVES") for part in all_parts)
    for row in rows:
        cell, at = bodies[row], page.cell(row, "stage")
        assert at is not None  # noqa: S101 - the column is required
        if at.text:
            parts = parts_of(at.text)
        elif parts and cell.text:
            words = "、".join(p.word for p in parts)
            message = f"“{page.caption('stage')}”空着，按上一行的“{words}”读取"
            entries.problem(page, at, "ROW", "info", message, "逐行写明环节")
        elif cell.text:
            parts = (Part(""),)
        if steps:
            parts = tuple(map(decided, parts))
        for part in parts if at.text or cell.text else ():
            _part(entries, page, cell, item, part, at if at.text else cell)


def _part(entries: Entries, page: Page, cell: Cell, item: _Item, part: Part, at: Cell) -> None:
    """State who does a part of an item, and who helps with it."""
    helper = page.cell(cell.row, "assist")
    helped = helper is not None and bool(helper.text)
    waived = part.waived or (waived_in(cell.text) if part.stage else None)
    thing, role = item.thing, part.role or "INVOLVED_IN"
    if part.stage and (cell.text or waived or helped):
        thing, role = _stage(entries, page, at, item, part, waived), "PERFORMS"
    elif not part.role and not part.stage and cell.text:
        message = f"“{part.word}”不是已知的环节，“{cell.text[:40]}”按没有写明角色读取"
        entries.warn(
            page, at, "VALUE", message, "用受理、现场勘验、技术审查、专家评审、审批、监管、处罚、配合一类的词"
        )
    if cell.text and waived != cell.text:
        _bodies_of(entries, page, cell, item, part, thing, role)
    if helper is not None and helped:
        caption = replace(part, word=page.caption("assist"))
        _bodies_of(entries, page, helper, item, caption, thing, "ASSISTS")


def _bodies_of(
    entries: Entries, page: Page, cell: Cell, item: _Item, part: Part, thing: Thing, role: str
) -> None:
    bodies = performers(entries, page, cell)
    allowed = _TO_STAGES if part.stage else ON_ITEMS
    text = page.text(cell.row, "text") if role != "ASSISTS" or part.role == "ASSISTS" else ""
    for body, clause in zip(bodies, own_words(text, bodies), strict=True):
        own = body.role if body.role in allowed else None
        link = own or role
        position, before = item.place(link, thing, body)
        if before:
            message = f"“{body.text}”在本事项的“{part.word}”中重复列示"
            entries.problem(page, cell, "DUPLICATE", "info", message, "合并为一处")
        elif link == "APPROVES" or (part.stage == "decision" and link == "PERFORMS"):
            item.approvers.append((body, cell))
        entries.role(
            page, cell, link, body, thing, cue=(body.cue if own else None) or part.word, text=clause,
            level=page.text(cell.row, "level"), position=position,
        )  # fmt: skip


def _stage(entries: Entries, page: Page, at: Cell, item: _Item, part: Part, waived: str | None) -> Thing:
    kind = part.stage or ""
    if kind not in item.stages:
        position = len(item.stages) + 1
        word = at.text if len(parts_of(at.text)) == 1 and not part.waived else ""
        item.stages[kind] = state_stage(entries, page, at, item.thing, kind, position, waived, None, word)
    return item.stages[kind]


def _bases(entries: Entries, page: Page, rows: list[int], thing: Thing) -> None:
    """State what an item rests on where a row beside its first says so."""
    seen = {page.text(rows[0], "basis"), ""}
    for row in rows[1:]:
        if (text := page.text(row, "basis")) not in seen:
            seen.add(text)
            state_basis(entries, page, row, thing.id)


def _handoff(
    entries: Entries, page: Page, rows: list[int], item: _Item, duties: Mapping[str, list[str]]
) -> None:
    """State the hand-over of an item by the first of its rows that says when; another one that differs is told."""
    said = {row: texts for row in rows if any(texts := [page.text(row, f) for f in page.spec.handoff])}
    if not said:
        return
    first = next(iter(said))
    state_handoff(entries, page, first, item.thing, item.approvers, duties)
    for row, texts in said.items():
        cell = next(c for f in page.spec.handoff if (c := page.cell(row, f)) and c.text)
        if texts != said[first]:
            message = f"本事项第 {first} 行已写明时限，“{cell.text}”没有读取"
            entries.warn(page, cell, "LIMIT", message, "一个事项只写一处时限")
