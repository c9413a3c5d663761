"""Shapes the three lists of a county's towns: what they do, what they help with, what went back up.

The direction of responsibility is kept: towns lead a basic matter, an upper department leads one that towns
only help with, and a department leads what was taken back. Departments beside the town in a basic matter assist it,
unless their heading says otherwise. A list of one town, or one whose title says for which towns it is, need not name
them again in every row.
"""

from __future__ import annotations

import re
from functools import partial

from ingest.bodies import Body
from ingest.cells import Cell
from ingest.cues import role_at_start
from ingest.entries import Entries, Page, Thing
from ingest.groups import nobody
from ingest.lists_of_towns import list_said
from ingest.shapes.boundary import state_matter
from ingest.shapes.holder import holder
from ingest.shapes.matters import Matter, joined, matters, note_title, own_cells
from ingest.shapes.numbering import split_number
from ingest.shapes.own_words import after_name, own_words
from ingest.shapes.party import Party
from ingest.told import Told

LEVELS = {"township_basic": "乡", "township_assist": "乡", "township_reclaimed": "县"}
_TOWNS = {"township_basic": ("lead", "LEADS"), "township_assist": ("assist", "ASSISTS")}
_LEADS = re.compile(r"牵头|主责|主办|主体责任")
_HELPED = re.compile(r"(?:配合|协助|协同)(?:部门|单位)|(?:部门|单位|级)[^、，,；;]{0,4}(?:配合|协助|协同)")
_NO_MORE = re.compile(
    r"(?:取消|停止|不再|废止)(?!(?:对)?(?:乡镇|镇街|街镇|街道|镇|乡|基层|村)(?:[（(]街道[)）])?(?:级|一级)?的?(?:任务|职责|考核|承担))"
)


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State every matter of one of the three lists, at the level at which it is done."""
    _name_anew(entries, page)
    told.last_domain.pop(page.name, None)  # of another list in the same sheet
    column, link = _TOWNS.get(page.spec.shape, ("", ""))
    own = _own(entries, page, told) if column and column not in page.header.columns else None
    if column and own is None and column not in page.header.columns:
        at = page.sheet.rows[page.header.rows[-1] - 1][0]
        message = "没有写明是哪个乡镇（街道）：没有履职主体一栏，标题也没有写出名录中的乡镇（街道）"
        entries.warn(page, at, "VALUE", message, "在标题写明乡镇（街道）的全称，或加一栏履职主体（配合主体）")
    said = _said_over_rows(page)
    helpers: list[Party] = []
    for matter in matters(entries, page):
        if list_said(matter.banner):
            matter.banner = ""  # names the list, and no domain
        note_title(entries, page, matter, told, entries.region)
        if page.spec.shape == "township_basic":
            _also_above(entries, page, matter, told)
        ended = _given_up(page, matter)
        duty = state_matter(
            entries, page, matter, told, LEVELS[page.spec.shape], above=entries.region, ranked=False,
            status="ended" if ended else "active", among=partial(_among, page, matter, said, helpers),
        )  # fmt: skip
        if own is not None:
            _town(entries, page, matter, own, link, duty)
        if page.spec.shape == "township_reclaimed":
            _still(entries, page, matter, duty)
    _name_anew(entries, page)
    if helpers and not _HELPED.search(page.caption("assist") + said):
        at = page.sheet.rows[page.header.rows[-1] - 1][page.header.columns["assist"] - 1]
        message = f"“{at.text}”没有写明角色；基本履职事项由乡镇（街道）主责，本栏部门按配合读取"
        entries.problem(page, at, "COLUMN", "info", message, "如不是配合，请在栏名写明，如“业务指导部门”")


def _own(entries: Entries, page: Page, told: Told) -> Body | None:
    """The town, or the level of towns, whose list this is: as it is titled, else the one town that the lists before it in
    the same file are titled with (that is told), else as a heading has it (乡镇配合职责)."""
    titled = holder(entries, page, headings=False)
    if titled is not None:
        if titled.group is None:
            told.towns[titled.id] = titled
        return titled
    if len(told.towns) != 1:
        return holder(entries, page)
    town = next(iter(told.towns.values()))
    at = page.sheet.rows[page.header.rows[-1] - 1][0]
    message = f"本表没有写明是哪个乡镇（街道）的，按同一文件前面的“{town.text}”读取"
    entries.problem(page, at, "VALUE", "info", message, "如不是，在本表标题写明乡镇（街道）的全称")
    return town


def _name_anew(entries: Entries, page: Page) -> None:
    """Forget that rows are blank in another list of the same sheet, where they are filled in this one or have a problem."""
    for row in range(1, len(page.sheet.rows) + 1):
        at = (page.name, row)
        if entries.idle_rows.get(at) == "空行" and (page.sheet.filled(row) or at in entries.problem_rows):
            del entries.idle_rows[at]


def _said_over_rows(page: Page) -> str:
    """What the rows over others say of this list: 一、双塔镇承担主体责任、县级部门配合的事项."""
    alone = (c[0].text for row in range(1, len(page.sheet.rows) + 1) if len(c := page.sheet.filled(row)) == 1)
    return "\n".join(text for text in alone if list_said(text) == page.spec.title)


def _town(entries: Entries, page: Page, matter: Matter, own: Body, link: str, duty: Thing) -> None:
    """State what the town of the whole list is to a matter."""
    text = joined(page, matter, "lead_text" if link == "LEADS" else "assist_text")
    cell: Cell = matter.title
    entries.role(page, cell, link, own, duty, cue=own.text, text=text, level="乡", position=1)


def _still(entries: Entries, page: Page, matter: Matter, duty: Thing) -> None:
    """State what a town still does in a matter that was taken back, where its cell says more than that it does nothing."""
    for cell in own_cells(page, matter, "assist_text"):
        if _NO_MORE.match(cell.text) or nobody(cell.text):
            continue
        own = holder(entries, page)
        if own is None:
            message = f"“{cell.text[:40]}”是哪个乡镇（街道）的职责，没有写明，没有读取"
            entries.warn(page, cell, "VALUE", message, "在标题写明乡镇（街道）的全称")
            continue
        said = role_at_start(cell.text)[0]
        link = "ASSISTS" if said and said.role == "ASSISTS" else "INVOLVED_IN"
        cue = said.words if said else page.caption("assist_text")
        entries.role(page, cell, link, own, duty, cue=cue, text=cell.text, level="乡", position=1)


def _given_up(page: Page, matter: Matter) -> bool:
    """Whether a matter that was taken back is done by nobody any more: 取消该项工作."""
    row = matter.rows[0]
    taken = page.spec.shape == "township_reclaimed"
    return taken and _NO_MORE.match(page.text(row, "lead") or page.text(row, "lead_text")) is not None


def _among(page: Page, matter: Matter, over: str, helpers: list[Party], parties: list[Party]) -> None:
    """Settle who leads among several upper departments of one cell, unless its heading, or the rows over it, call them
    all leads.

    Whoever the cell or the next one says to lead, leads, and whoever it says to assist, assists. Of the others each
    does its share, where the next cell tells the part of each; else they are only named beside a lead. Those who
    assist in a basic matter by their column alone go to the `helpers`.
    """
    if page.spec.shape == "township_basic":
        helpers += [p for p in parties if p.column == "assist" and p.body.role is None]
        return
    cell = page.cell(matter.rows[0], "lead")
    upper = [p for p in parties if p.column == "lead" and cell is not None and p.cell.origin == cell.origin]
    if len(upper) < 2 or _LEADS.search(page.caption("lead")):
        return
    texts = own_words(joined(page, matter, "lead_text"), [p.body for p in upper])
    told = len(set(texts)) == len(texts) and all(texts)
    for party, text in zip(upper, texts, strict=True):
        own = split_number(after_name(text, party.body))[1]  # 甲局：1.牵头…
        said = role_at_start(own)[0] if told and party.body.role is None else None
        if told:
            party.clause = text
        if said and said.role in ("LEADS", "ASSISTS"):
            party.role, party.cue = said.role, said.words
    marked = any(p.body.role == "LEADS" for p in upper)
    plain = [p for p in upper if p.body.role is None and p.cue == page.caption("lead")]
    led = marked or any(p.role == "LEADS" and p not in plain for p in upper)
    if _LEADS.search(over) and not led:
        return
    for party in plain if led or (told and len(plain) > 1) else ():
        party.role = "SHARES" if told else "INVOLVED_IN"


def _also_above(entries: Entries, page: Page, matter: Matter, told: Told) -> None:
    """Warn where a basic matter bears the title of one of the county's own, for then the two are one."""
    found = told.known.at(matter.title.text, entries.region)
    if found and "boundary" in found.kinds:
        message = f"“{found.name}”与县级职责边界清单中的事项同名，两处并作一项"
        entries.warn(
            page, matter.title, "DUPLICATE", message, "如是镇街自己的一项，请改名，并在对应县级事项中写明"
        )
