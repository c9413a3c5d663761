"""Several tables on one sheet, each with a header of its own, told apart."""

from __future__ import annotations

from dataclasses import replace

from ingest.cells import Cell, Sheet
from ingest.headings import heading
from ingest.known_headings import known_headings

_FEW = 3  # a header has as many headings at least
_HEADER_ROWS = 3


def tables(sheet: Sheet) -> list[Sheet]:
    """The tables of a sheet from top to bottom: the sheet itself where it holds one.

    A table begins where a row of known headings comes that are other ones than those of the table above it,
    after a blank row or a row of one cell (its title). A header that repeats is none, nor are its lower rows.
    The titles right above a header belong to it, the last one as its heading. Each table keeps the name and the
    addresses of the sheet; the rows of the tables before it are blank in it.

    >>> from ingest.cells import grid
    >>> rows = ["序号 职责事项 牵头单位", "1 甲 乙", "", "二、收回事项", "序号 事项名称 承接部门 工作方式", "1 丙 丁 戊"]
    >>> texts = {(r, c): t for r, row in enumerate(rows, 1) for c, t in enumerate(row.split(), 1)}
    >>> [(t.start, len(t.rows), t.heading) for t in tables(grid(texts, "表"))]
    [(1, 2, ''), (3, 6, '二、收回事项')]
    """
    starts = [1]
    current: set[str] | None = None
    begin = end = 0  # the first and the last row of the header last seen
    for row in range(1, len(sheet.rows) + 1):
        found = _headings(sheet, row)
        if not found:
            continue
        if current is None:
            current, begin = found, row
        elif row == end + 1 and row - begin < _HEADER_ROWS:
            current |= found
        elif found != current and not found < current and len(sheet.filled(row - 1)) < 2:
            starts.append(_first(sheet, row, end + 1))
            current, begin = found, row
        else:
            continue
        end = row
    if len(starts) == 1:
        return [sheet]
    ends = [start - 1 for start in starts[1:]] + [len(sheet.rows)]
    return [_cut(sheet, start, end) for start, end in zip(starts, ends, strict=True)]


def _headings(sheet: Sheet, row: int) -> set[str]:
    """The headings of a row, where it looks like a header: most of its cells are headings of some list."""
    known = known_headings().intersection([heading(c.text) for c in sheet.rows[row - 1]])
    if len(known) < _FEW:
        return set()
    filled = [heading(c.text) for c in sheet.filled(row)]
    return set(filled) if len(known) * 10 >= len(filled) * 6 else set()


def _first(sheet: Sheet, header: int, least: int) -> int:
    """The first row that belongs to a header: blank rows and titles right above it."""
    row = header
    while row - 1 > least and len(sheet.filled(row - 1)) < 2:
        row -= 1
    return row


def _cut(sheet: Sheet, start: int, end: int) -> Sheet:
    """The rows from `start` to `end` as a sheet of their own."""
    if start == 1:
        return replace(sheet, rows=sheet.rows[:end])
    before = [[Cell(c.row, c.column, c.address, "") for c in row] for row in sheet.rows[: start - 1]]
    own = [*before, *sheet.rows[start - 1 : end]]
    made = replace(sheet, rows=own, start=start, titles=_over(sheet))
    return replace(made, heading=_title(made) or sheet.heading)


def _over(sheet: Sheet) -> tuple[str, ...]:
    """The rows of one cell at the top of a sheet, over its first table."""
    found: list[str] = []
    for row in range(1, len(sheet.rows) + 1):
        filled = sheet.filled(row)
        if len(filled) > 1:
            break
        found += [c.text for c in filled]
    return tuple(found)


def _title(sheet: Sheet) -> str:
    """The last row of one cell before the header."""
    found = ""
    for row in range(sheet.start, len(sheet.rows) + 1):
        filled = sheet.filled(row)
        if len(filled) > 1:
            break
        found = filled[0].text if filled else found
    return found
