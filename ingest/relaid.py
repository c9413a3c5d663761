"""A table put in another form, within the grid of its sheet: every text keeps the address of the cell it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.cells import Cell, Sheet, column_letters


def relaid(sheet: Sheet, first: int, last: int, lines: Sequence[Sequence[Cell | None]]) -> Sheet:
    """The sheet with some lines in place of its rows from `first` to `last`; what stands above and below stays, and
    keeps its row, unless the lines are more than the rows were.

    >>> from ingest.cells import grid
    >>> sheet = grid({(1, 1): "题", (2, 1): "甲", (3, 1): "乙", (4, 1): "注"}, "表")
    >>> made = relaid(sheet, 2, 3, [[sheet.rows[2][0], None, sheet.rows[1][0]]])
    >>> [[(c.row, c.column, c.text, c.address) for c in made.filled(row)] for row in range(1, 5)]
    [[(1, 1, '题', 'A1')], [(2, 1, '乙', 'A3'), (2, 3, '甲', 'A2')], [], [(4, 1, '注', 'A4')]]
    """
    empty: list[list[Cell]] = (
        [[] for _ in range(last - first + 1 - len(lines))] if len(lines) <= last - first else []
    )
    width = max(len(sheet.rows[0]), *map(len, lines))
    moved = [*sheet.rows[: first - 1], *lines, *empty, *sheet.rows[last:]]
    return replace(sheet, rows=[_line(cells, number, width) for number, cells in enumerate(moved, 1)])


def _line(cells: Sequence[Cell | None], row: int, width: int) -> list[Cell]:
    """Cells as a row of the grid."""
    made = [_at(cell, row, column) for column, cell in enumerate(cells, 1)]
    return [*made, *(_at(None, row, column) for column in range(len(made) + 1, width + 1))]


def _at(cell: Cell | None, row: int, column: int) -> Cell:
    """A cell at a place of the grid, from another place with the address it has in the file."""
    if cell is None:
        return Cell(row, column, f"{column_letters(column)}{row}", "")
    if (cell.row, cell.column) == (row, column):
        return cell
    return replace(cell, row=row, column=column, address=cell.origin, merged_from=None)
