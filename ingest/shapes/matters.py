"""Matters over runs of rows: where each begins and ends, whom it names, and in what role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_uppercase

from graph.ids import normal
from ingest.cells import Cell
from ingest.entries import Entries, Page
from ingest.problem import place
from ingest.rows import DataRow, data_rows
from ingest.told import Told

_REVOKED = re.compile(
    r"(?:此|本|该)(?:项|事项|职责|条)[^，。；]{0,6}(?:取消|废止|撤销|作废|停止执行|不再执行|失效)|^\s*已?(?:取消|废止|撤销|作废)\s*$"
)
MATTER_FIELDS = ("title", "lead", "lead_text", "level", "basis")


@dataclass(slots=True)
class Matter:
    """One matter: its rows, its title cell, and the banner it stands under."""

    title: Cell
    rows: list[int]
    banner: str
    banner_row: int


def matters(entries: Entries, page: Page) -> list[Matter]:
    """The matters of a sheet; rows that belong to none are problems or named as no data."""
    found: list[Matter] = []
    rows: list[DataRow] = data_rows(entries, page, "title")
    merged = any((c := page.cell(r.number, "title")) and c.merged_from for r in rows)
    current: Matter | None = None
    for data in rows:
        cell = page.cell(data.number, "title")
        if current and data.banner_row != current.banner_row:
            current = None
        if cell is None or not cell.text:
            at = page.sheet.filled(data.number)[0]
            if current is None:
                entries.problem(
                    page, at, "ROW", "error", "本行没有职责事项，上面也没有可以续接的事项", "补上职责事项"
                )
                continue
            if merged:
                message = f"合并单元格没有盖住本行，按“{current.title.text}”的续行读取"
                entries.warn(page, at, "DQ-MERGE", message, "核对本行属于哪一项，并把合并单元格补齐")
            current.rows.append(data.number)
        elif current and (cell.origin == current.title.origin or _repeats(page, data.number, current)):
            current.rows.append(data.number)
        else:
            current = Matter(cell, [data.number], data.banner, data.banner_row)
            found.append(current)
    return found


def _repeats(page: Page, row: int, matter: Matter) -> bool:
    """Whether an unmerged row writes the matter above once more (as exports without merges do).

    Where each row has its role, the number is that of the row.
    """
    cell, first = page.cell(row, "title"), matter.rows[0]
    same = cell is not None and cell.merged_from is None and normal(cell.text) == normal(matter.title.text)
    if not same or row != matter.rows[-1] + 1:
        return False
    own_role = page.text(row, "role") and page.text(first, "role")
    same_fields = ("region", "place", "source") if own_role else ("number", "region", "place", "source")
    return all(page.text(row, f) == page.text(first, f) for f in same_fields)


def note_title(entries: Entries, page: Page, matter: Matter, told: Told, region: str) -> None:
    """Warn of a title that this file has stated before in the same region."""
    title = matter.title
    key = (normal(title.text), region)
    if key in told.titles:
        message = f"职责事项“{title.text}”与 {told.titles[key]} 同名，两处并作一项"
        entries.warn(page, title, "DUPLICATE", message, "如是两项，请改名以示区别")
    told.titles.setdefault(key, place(page.name, title.address))


def note_revoked(entries: Entries, page: Page, matter: Matter) -> None:
    """Warn where a note says that a matter is no more: only the office knows whether it still holds."""
    for cell in own_cells(page, matter, "note"):
        if _REVOKED.search(cell.text):
            message = f"备注写着“{cell.text[:40]}”，本项仍按在用读取"
            entries.warn(page, cell, "NOTE", message, "如已取消，请删去本行；如仍有效，请改写备注")


def own_cells(page: Page, matter: Matter, name: str) -> list[Cell]:
    """The filled cells of a field over a matter, a merge counted once, a repeated text once."""
    if name not in page.header.columns:
        return []
    found: dict[str, Cell] = {}
    texts: set[str] = set()
    for row in matter.rows:
        cell = page.cell(row, name)
        if cell and cell.text and cell.text not in texts and cell.origin not in found:
            found[cell.origin] = cell
            texts.add(cell.text)
    return list(found.values())


def joined(page: Page, matter: Matter, name: str) -> str:
    """The texts of a field over a matter, one a line."""
    return "\n".join(c.text for c in own_cells(page, matter, name))


def note_merges(entries: Entries, page: Page, matter: Matter) -> None:
    """Warn where a merge of the lead, level or basis reaches over from another matter."""
    seen: set[str] = set()
    rows = frozenset(matter.rows)
    for name in MATTER_FIELDS[1:]:
        for row in matter.rows:
            cell = page.cell(row, name)
            if cell is None or cell.merged_from is None or cell.merged_from in seen:
                continue
            if int(cell.merged_from.lstrip(ascii_uppercase)) not in rows:
                seen.add(cell.merged_from)
                message = f"“{page.caption(name)}”的合并单元格从上一事项（{cell.merged_from}）延伸到本事项"
                entries.warn(page, cell, "DQ-MERGE", message, "核对合并范围；如确为同一单位，请分开填写")


def name_idle_rows(entries: Entries, page: Page, matter: Matter) -> None:
    """Name those rows of a matter that only go on with it."""
    for number in matter.rows:
        at = (page.name, number)
        if at not in entries.stated_rows and at not in entries.problem_rows:
            entries.idle(page, [number], "事项续行，没有单位")
