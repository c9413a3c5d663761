"""What several kinds of lists state in the same way: the list itself, its basis, dates, listing."""

from __future__ import annotations

from functools import lru_cache

from graph.statement import Statement
from ingest.basis import read_basis
from ingest.cells import Cell
from ingest.entries import Entries, Page
from ingest.values import date, is_serial, takes_on, truth


def state_basis(entries: Entries, page: Page, row: int, owner: str) -> None:
    """State every law and document of a row's basis cell, and that the owner rests on it."""
    cell = page.cell(row, "basis")
    if cell is None or not cell.text:
        return
    for law in _laws(cell.text):
        entries.link(page, cell, "BASED_ON", owner, entries.state(page, cell, law))


@lru_cache(maxsize=5_000)
def _laws(text: str) -> tuple[Statement, ...]:
    """What a basis cell says of laws and documents; mostly many rows say the same."""
    return tuple(
        Statement.node("LegalBasis", name=b.name, kind=b.kind, article=b.article, document_no=b.document_no)
        for b in read_basis(text)
    )


def state_listed(entries: Entries, page: Page, row: int, cell: Cell, thing: str) -> None:
    """State that a thing stands in the list, under its number."""
    number = page.text(row, "number")
    entries.link(page, cell, "LISTED_IN", thing, entries.list_id, number=number)


def day_of(entries: Entries, page: Page, row: int, name: str) -> str | None:
    """The ISO day in a field; an unreadable one is a warning, one without its day an info."""
    cell = page.cell(row, name)
    if cell is None or not cell.text:
        return None
    day, exact = date(cell.text)
    if day is None:
        message = f"看不懂日期“{cell.text}”，没有读取"
        entries.warn(page, cell, "DQ-DATE", message, "写成 2026-03-20 或 2026年3月20日")
    elif is_serial(cell.text):
        message = f"日期“{cell.text}”是表格软件的日期序号，按 {day} 读取"
        entries.problem(page, cell, "DQ-DATE", "info", message, "把单元格改为日期格式，或写成 2026-03-20")
    elif not exact:
        entries.problem(
            page, cell, "DQ-DATE", "info", f"日期“{cell.text}”没有写到日，按 {day} 读取", "如有需要补上日"
        )
    return day


def value_of(entries: Entries, page: Page, row: int, name: str) -> str | None:
    """The ontology's value for a field; a word the profile does not know is a warning."""
    cell = page.cell(row, name)
    made = page.value(row, name) if cell is not None and cell.text else None
    if made is None and cell is not None and cell.text:
        known = "、".join(page.spec.values[name])
        message = f"“{page.caption(name)}”写的是“{cell.text}”，不是已知的写法，没有读取"
        entries.warn(page, cell, "VALUE", message, f"改为以下之一：{known}")
    return made


def truth_of(entries: Entries, page: Page, row: int, name: str) -> bool | None:
    """Yes or no in a field, None where it is blank; any other word is a warning."""
    cell = page.cell(row, name)
    if cell is None or not cell.text:
        return None
    said = truth(cell.text)
    if said is None:
        message = f"“{page.caption(name)}”写的是“{cell.text}”，不是“是”或“否”，按没有说明读取"
        entries.warn(page, cell, "VALUE", message, "填“是”或“否”")
    return said


def cascade_of(entries: Entries, page: Page, row: int) -> str | None:
    """The level that must take a matter on, None where the list does not say; other words are a warning."""
    cell = page.cell(row, "cascade")
    if cell is None or not cell.text:
        return None
    level = takes_on(cell.text)
    if level is None:
        message = f"“{page.caption('cascade')}”写的是“{cell.text}”，看不懂，没有读取"
        entries.warn(page, cell, "VALUE", message, "写“不承接”“县”或“乡”")
    return level
