"""Who takes an item of a list of moves: the names in the columns of receivers, those over their ticks, and those of the
places that have a column each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.cells import Cell
from ingest.columns import field_name
from ingest.entries import Entries, Page
from ingest.groups import nobody
from ingest.headings import heading
from ingest.regions import region_code
from ingest.shapes.same_row import named_in_row
from ingest.ticked import BLANK, TICKS

_NOT = r"(?:本批|本次|暂时?)?(?:不|未|暂?缓)(?:予|作)?(?:下放|委托|承接|划转|赋权|移交|放权|集中)"
_WHO = r"(?:仍然?|继续|暂)?(?:继续)?由?(?P<who>[^，,。；;（()）]{2,30}?)(?:继续)?(?:实施|办理|负责|承担|行使|审批)?"
_KEPT = (
    re.compile(rf"[（(【]{_NOT}[）)】]{_WHO}"),
    re.compile(rf"{_NOT}(?:[：:，,；;。]|[（(])(?:仍然?|继续|暂)?{_WHO}[）)。]?"),
    re.compile(
        rf"{_NOT}(?:仍然?|继续|暂)?(?:继续)?由(?P<who>[^，,。；;（()）]{{2,30}}?)(?:继续)?(?:实施|办理|负责|承担|行使|审批)[。]?"
    ),
    re.compile(rf"(?P<who>[^，,。；;（()）]{{2,30}}?)[（(]{_NOT}[）)]"),
)


@dataclass(frozen=True, slots=True)
class Taker:
    """Names that take an item: their column and cell, and the code of the place whose column it is, if any. Where they
    have `kept` it they are no receivers; `place` is then all that they have of it, if the column is that of one."""

    column: str
    cell: Cell
    text: str
    area: str | None = None
    kept: bool = False
    place: str | None = None


def takers(page: Page) -> list[str]:
    """The columns of those that take an item."""
    return [column for column in page.header.columns if field_name(column) == "receiver"]


def taken_by(entries: Entries, page: Page, row: int) -> list[Taker]:
    """Who takes the item of a row."""
    found = []
    for column in takers(page):
        cell, name = page.cell(row, column), _heads(page, column)
        if cell is None or not cell.text or nobody(cell.text):
            continue
        if name and cell.text in BLANK:
            continue
        if name and cell.text in TICKS:
            found.append(Taker(column, cell, name))
        elif name:
            found.append(_of_place(entries, page, column, cell, name))
        else:
            who = kept_by(cell.text)
            found.append(Taker(column, cell, who or named_in_row(page, cell).text, kept=bool(who)))
    return found


def _heads(page: Page, column: str) -> str:
    """The body or place that the heading of a column names, "" for a column of names."""
    caption = page.caption(column)
    lowest = page.sheet.rows[page.header.rows[-1] - 1][page.header.columns[column] - 1].text.replace("\n", "")
    return "" if heading(lowest) == heading(caption) else lowest.removesuffix(caption)


def _of_place(entries: Entries, page: Page, column: str, cell: Cell, place: str) -> Taker:
    """What the column of a place says: names of that place, or that the item stays with a body of the list."""
    area = area_of(entries, place)
    text = named_in_row(page, cell).text
    if who := kept_by(text):
        return Taker(column, cell, who, None, kept=True, place=place)
    if area is None and entries.book.find(text, entries.region) is None:
        whole = place + text  # 管委会 below 开发区
        text = whole if entries.book.find(whole, entries.region) is not None else text
    return Taker(column, cell, text, area)


def kept_by(text: str) -> str:
    """The names with whom an item stays, where a cell of receivers says that it did not move; "" where it says no such
    thing.

    >>> kept_by("（不划转）市水务局"), kept_by("暂不下放，仍由市水务局实施"), kept_by("市水务局（暂缓划转）"), kept_by("市水务局")
    ('市水务局', '市水务局', '市水务局', '')
    """
    bare = re.sub(r"\s+", "", text)
    return next((m["who"] for form in _KEPT if (m := form.fullmatch(bare))), "")


def area_of(entries: Entries, text: str) -> str | None:
    """The code of a region that a text names, by code or by the name of the place; 市本级 is the list's own."""
    text = text.strip()
    if text in ("市本级", "市级", "本级", "市直", "全市"):
        return entries.region
    return region_code(text) or entries.place(text)
