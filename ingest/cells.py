"""Grids of cells, the one form in which every kind of file is read."""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from graph.often import made_often
from ingest.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from ingest.problem import Problem

_SEVERAL = 3  # cells of a row that is no banner or note
_AHEAD = 20  # rows that are asked for one after the other, in search of a header


class ReadProblem(ValueError):
    """The file cannot be read as a whole; the message says why and `todo` what to do about it."""

    def __init__(self, message: str, todo: str) -> None:
        super().__init__(message)
        self.todo = todo


@made_often
class Cell:
    """One cell: row and column from 1, A1 address, and its text as a person sees it, without outer blanks.

    `merged_from` is the address of the first cell of the merge that covers this one (its own address for
    that first cell), None where nothing is merged. A covered cell carries the text of the first one.
    """

    row: int
    column: int
    address: str
    text: str
    merged_from: str | None = None

    @property
    def origin(self) -> str:
        """Address of the cell that was typed into: two cells with one origin are one cell to the reader."""
        return self.merged_from or self.address


DASHES = frozenset({"-", "--", "—", "——", "－", "/", "\\"})  # written in a cell that is to stay empty


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as rows of cells, all rows equally long, up to the last used row and column.

    A table of a document has a `heading`, the paragraph above it that names it, and `above`, the paragraphs
    that speak of it: those before the first table of all, then those right above it. Where a sheet of a file
    holds several tables, each is a Sheet of the same name and with the same addresses; rows before its `start`
    belong to others and are blank; `titles` are those that stand over the first of them.
    """

    name: str
    rows: list[list[Cell]]
    heading: str = ""
    above: tuple[Cell, ...] = ()
    start: int = 1
    titles: tuple[str, ...] = ()
    stacks: dict[tuple[int, ...], list[Any]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )  # what ingest.stacks found
    naming: dict[tuple[int, int], bool] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )  # what ingest.acts found
    _holding: dict[int, list[int]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _own_texts: dict[tuple[int, int], int] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at this row and column (both from 1), None outside the used part."""
        if 1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1]
        return None

    def filled(self, row: int) -> list[Cell]:
        """The cells of a row that hold text, each merge counted once."""
        cells = [cell for cell in self.rows[row - 1] if cell.text]
        if len({cell.merged_from or cell.address for cell in cells}) == len(cells):
            return cells  # mostly no cell is merged with another one
        seen: dict[str, Cell] = {}
        for cell in cells:
            seen.setdefault(cell.merged_from or cell.address, cell)
        return list(seen.values())

    def holds(self, row: int, cells: int) -> bool:
        """Whether a row has at least so many filled cells; sooner known than which they are."""
        seen = set()
        for cell in self.rows[row - 1]:
            if cell.text:
                seen.add(cell.merged_from or cell.address)
                if len(seen) == cells:
                    return True
        return False

    def rows_holding(self, cells: int) -> list[int]:
        """The rows that have at least so many filled cells, found once."""
        if cells not in self._holding:
            self._holding[cells] = [n for n in range(1, len(self.rows) + 1) if self.holds(n, cells)]
        return self._holding[cells]

    def own_texts(self, column: int, below: int) -> int:
        """How many cells of a column below a row have a text of their own, in rows of several cells; a text that is
        repeated right below counts once. Looked up for the rows that follow as well, which are asked for next."""
        if (column, below) not in self._own_texts:
            rows = [n for n in self.rows_holding(_SEVERAL) if n > below and self.rows[n - 1][column - 1].text]
            cells = [self.rows[n - 1][column - 1] for n in rows]
            pairs = zip(rows[1:], pairwise(cells), strict=True)
            changes = {b.origin: n for n, (a, b) in pairs if a.text != b.text}
            last = sorted(changes.values())
            for row in range(below, below + _AHEAD):
                found, first = len(last) - bisect_right(last, row), bisect_right(rows, row)
                if first < len(rows) and changes.get(cells[first].origin, 0) <= row:
                    found += 1
                self._own_texts[column, row] = found
        return self._own_texts[column, below]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: its sheets, and what was wrong with single cells.

    `text` holds the paragraphs of a document outside its tables, one a row, addressed P1, P2 and so on.
    """

    sheets: list[Sheet]
    problems: list[Problem] = field(default_factory=list)
    text: Sheet | None = None

    @property
    def all_sheets(self) -> list[Sheet]:
        """The sheets, and the paragraphs where there are any."""
        return [*self.sheets, self.text] if self.text else self.sheets


def column_letters(column: int) -> str:
    """Letters of a column number.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def check_size(rows: int, columns: int, sheet: str) -> None:
    """Raises ReadProblem where a sheet is larger than any real list."""
    where = f"工作表“{sheet}”" if sheet else "文件"
    if rows > MAX_ROWS:
        raise ReadProblem(f"{where}超过 {MAX_ROWS:,} 行", "删去空行或拆分后再导入")
    if columns > MAX_COLUMNS:
        raise ReadProblem(f"{where}超过 {MAX_COLUMNS} 列", "删去多余的列后再导入")
    if rows * columns > MAX_CELLS:
        raise ReadProblem(f"{where}超过 {MAX_CELLS:,} 个单元格", "拆分后再导入")


_MANY = 200_000


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection within: a large sheet, and what it says, makes millions of objects that all stay, and
    the collector would look through them again and again (up to half of the time). Nor does it afterwards, where
    they are many: they are let go as soon as nobody asks for them, as none holds itself."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            if gc.get_count()[0] > _MANY:
                gc.freeze()
            gc.enable()


def grid(
    texts: dict[tuple[int, int], str], name: str, merges: list[tuple[int, int, int, int]] | None = None
) -> Sheet:
    """A sheet from texts by (row, column) and merges (first row, first column, last row, last column).

    Cells under a merge take its first cell's text, and lose what nobody sees there; nothing beyond the merge
    is filled.

    >>> s = grid({(1, 1): "甲", (2, 1): "看不见", (2, 2): "乙"}, "表", [(1, 1, 2, 1)])
    >>> [(c.address, c.text, c.merged_from) for c in s.rows[1]]
    [('A2', '甲', 'A1'), ('B2', '乙', None)]
    """
    for hidden in _covered(texts, merges or []):
        del texts[hidden]
    used = [key for key, text in texts.items() if text]
    rows, columns = max((r for r, _ in used), default=0), max((c for _, c in used), default=0)
    check_size(rows, columns, name)
    lines = [[""] * columns for _ in range(rows)]
    for row, column in used:
        lines[row - 1][column - 1] = texts[(row, column)]
    return laid_out(lines, name, merges)


def laid_out(
    lines: list[list[str]], name: str, merges: list[tuple[int, int, int, int]] | None = None
) -> Sheet:
    """A sheet from the texts of its rows, which need not be equally long, and merges that hide no text.

    The lines are used up, so that no text is held twice as long as the sheet is made.

    >>> [[c.text for c in row] for row in laid_out([["甲"], ["乙", "丙", ""], []], "表").rows]
    [['甲', ''], ['乙', '丙']]
    """
    while lines and not any(lines[-1]):
        lines.pop()
    rows, columns = len(lines), max((_used(line) for line in lines), default=0)
    check_size(rows, columns, name)
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in merges or []:
        if not (top <= len(lines) and left <= len(lines[top - 1]) and lines[top - 1][left - 1]):
            continue
        rows = max(rows, bottom if bottom <= MAX_ROWS else rows)
        columns = max(columns, right if right <= MAX_COLUMNS else columns)
        check_size(rows, columns, name)
        for r in range(top, min(bottom, rows) + 1):
            for c in range(left, min(right, columns) + 1):
                covered[(r, c)] = (top, left)
    letters = [column_letters(c) for c in range(1, columns + 1)]
    made: list[list[Cell]] = []
    with uncollected():
        for r in range(1, rows + 1):
            texts = lines[r - 1] if r <= len(lines) else []
            texts = [*texts[:columns], *[""] * (columns - len(texts))]
            if r <= len(lines):
                lines[r - 1] = []
            line: list[Cell] = []
            made.append(line)
            for c, (letter, text) in enumerate(zip(letters, texts, strict=True), 1):
                first = covered.get((r, c)) if covered else None
                if first is None or first == (r, c):
                    origin = f"{letter}{r}" if first else None
                    line.append(Cell(r, c, f"{letter}{r}", text, origin))
                else:
                    source = made[first[0] - 1][first[1] - 1]
                    line.append(Cell(r, c, f"{letter}{r}", source.text, source.address))
    return Sheet(name, made)


def _used(line: list[str]) -> int:
    """How long a line is without the blanks at its end."""
    size = len(line)
    while size and not line[size - 1]:
        size -= 1
    return size


def _covered(
    texts: dict[tuple[int, int], str], merges: list[tuple[int, int, int, int]]
) -> list[tuple[int, int]]:
    """The texts under merges, other than each merge's own."""
    found: set[tuple[int, int]] = set()
    for top, left, bottom, right in merges:
        if (bottom - top + 1) * (right - left + 1) > len(texts):
            under = {(r, c) for r, c in texts if top <= r <= bottom and left <= c <= right}
        else:
            area = ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
            under = {at for at in area if at in texts}
        found |= under - {(top, left)}
    return list(found)
