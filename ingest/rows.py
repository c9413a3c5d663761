"""Tells rows that hold data from those that do not, and names the latter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.cells import Cell
from ingest.entries import Entries, Page
from ingest.profile import heading

_NOTE = re.compile(r"(注|说明|备注|附注|注释|填表说明|填报说明)\s*([:：\d一二三四五六七八九]|$)")
_TOTAL = re.compile(r"(合|总|小|共)\s*计")
_BANNER = re.compile(r"[（(]?[一二三四五六七八九十]+[)）、.．\s]|第[一二三四五六七八九十]+(部分|类|章)")
_NUMERAL = re.compile(
    r"^[（(]?[一二三四五六七八九十]+[)）、.．\s]+|^第[一二三四五六七八九十]+(部分|类|章)\s*"
)


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row that holds data, and the banner it stands under ("" for none)."""

    number: int
    banner: str
    banner_row: int = 0


def data_rows(entries: Entries, page: Page, title: str) -> list[DataRow]:
    """The rows of a sheet that hold data; all others are named in `entries`.

    `title` is the field that names the thing of a row: a row where it is filled with its own text is
    never taken for a note or a banner. A table of a document that has no column for the domain stands
    under its own heading as under a banner.
    """
    _above(entries, page)
    found: list[DataRow] = []
    banner, banner_row, in_notes = _heading(page), 0, False
    for row in range(page.first_row, len(page.sheet.rows) + 1):
        filled = page.sheet.filled(row)
        why = _idle(page, row, filled, title, in_notes)
        if why is None:
            found.append(DataRow(row, banner, banner_row))
            in_notes = False
            continue
        entries.idle(page, [row], why)
        if why.startswith("附注"):
            in_notes = True
        elif why == "分组标题行":
            banner, banner_row = _NUMERAL.sub("", filled[0].text).strip(), row
    return found


def _heading(page: Page) -> str:
    heading = "" if "domain" in page.header.columns else page.sheet.heading
    return _NUMERAL.sub("", heading).strip() if _BANNER.match(heading) else ""


def _above(entries: Entries, page: Page) -> None:
    top = page.header.rows[0]
    for row in range(1, top):
        filled = page.sheet.filled(row)
        group = row == top - 1 and len(filled) >= 3
        entries.idle(page, [row], "表头行" if group else "标题行" if filled else "空行")
    entries.idle(page, page.header.rows, "表头行")


def _idle(page: Page, row: int, filled: list[Cell], title: str, in_notes: bool) -> str | None:
    """Why a row holds no data, None where it does."""
    if not filled:
        return "空行"
    captions = {heading(c) for c in page.header.captions.values()}
    if len(filled) >= 2 and all(heading(c.text) in captions for c in filled):
        return "表头行（重复）"
    first = filled[0]
    above = {c.text for r in range(1, page.header.rows[0]) for c in page.sheet.filled(r)}
    if len(filled) == 1 and (first.text in above or re.search(r"[（(]续表?[)）]$|^续表$", first.text)):
        return "标题行（重复）"
    named = page.cell(row, title)
    own_title = named is not None and bool(named.text) and named.origin != first.origin
    if _TOTAL.match(first.text) and not own_title:
        return "合计行"
    if len(filled) > 1:
        return None
    wide = sum(1 for c in page.sheet.rows[row - 1] if c.text) * 2 >= len(page.sheet.rows[row - 1])
    leading = wide or first.column == 1
    if not leading and named is not None and first.column >= named.column:
        return None
    if _NOTE.match(first.text):
        return "附注行"
    if _BANNER.match(first.text):
        return "附注行（续）" if in_notes else "分组标题行"
    if in_notes and leading:
        return "附注行（续）"
    if wide and len(page.sheet.rows[row - 1]) > 2:
        return "分组标题行"
    if re.fullmatch(r"\d+", first.text):
        return "只有序号的行"
    return None
