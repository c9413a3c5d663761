"""Lists that stand beside each other in one sheet, and one list folded in two to save paper, told apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from ingest.cells import Cell, Sheet
from ingest.headings import heading

_WITHIN = 15
_FEW = 2  # columns that a list has at least


def side_by_side(sheet: Sheet) -> list[Sheet]:
    """The lists of a sheet from left to right: the sheet itself where it holds one.

    A list begins where the first heading of the header comes again: after a blank column, or where all the headings
    before it come again. Each list keeps the name and the addresses of the sheet; the columns of the others are blank
    in it. A row that holds nothing but one text above the header is the title of all.

    >>> from ingest.cells import grid
    >>> rows = ["清单", "序号 事项 牵头单位 序号 事项 牵头单位", "1 甲 乙局 2 丙 丁局"]
    >>> texts = {(r, c): t for r, row in enumerate(rows, 1) for c, t in enumerate(row.split(), 1)}
    >>> [[c.text for row in (1, 2, 3) for c in found.filled(row)] for found in side_by_side(grid(texts, "表"))]
    [['清单', '序号', '事项', '牵头单位', '1', '甲', '乙局'], ['清单', '序号', '事项', '牵头单位', '2', '丙', '丁局']]
    """
    for row in range(sheet.start, min(sheet.start + _WITHIN, len(sheet.rows)) + 1):
        if starts := _starts(sheet, row):
            ends = [*(start - 1 for start in starts[1:]), len(sheet.rows[row - 1])]
            return [_part(sheet, row, start, end) for start, end in zip(starts, ends, strict=True)]
    return [sheet]


def _starts(sheet: Sheet, row: int) -> list[int]:
    """The columns at which the lists of a header begin; none where it is the header of one list, or no header."""
    filled = [c for c in sheet.rows[row - 1] if c.text]
    if len({c.origin for c in filled}) < 2 * _FEW or any(c.origin != c.address for c in filled):
        return []
    first = heading(filled[0].text)
    starts = [c.column for c in filled if heading(c.text) == first]
    parts = [
        [heading(c.text) for c in filled if start <= c.column < end]
        for start, end in zip(starts, [*starts[1:], filled[-1].column + 1], strict=True)
    ]
    if len(starts) < 2 or min(map(len, parts)) < _FEW:
        return []
    if any(c.text for r in sheet.rows[row:] for c in r[: starts[0] - 1]):
        return []  # columns at the left have their headings further up
    over = {c.column for c in sheet.filled(row - 1)} if row > sheet.start else set()
    if len(over) > 1 and not over <= set(starts):
        return []  # the lower row of a header, with groups of columns above
    folded = len(list(groupby(parts))) == 1
    apart = all(not any(r[start - 2].text for r in sheet.rows[row - 1 :]) for start in starts[1:])
    return starts if folded or apart else []


def _part(sheet: Sheet, header: int, start: int, end: int) -> Sheet:
    """The columns from `start` to `end` as a sheet of their own."""

    def kept(cell: Cell) -> Cell:
        inside = start <= cell.column <= end
        title = cell.row < header and len(sheet.filled(cell.row)) == 1
        return cell if inside or title or not cell.text else Cell(cell.row, cell.column, cell.address, "")

    return replace(sheet, rows=[[kept(cell) for cell in row] for row in sheet.rows])
