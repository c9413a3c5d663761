"""What stands above one another in the rows of a header, looked up once for all kinds of sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.cells import Cell, Sheet
from ingest.headings import heading
from ingest.known_headings import known_headings
from ingest.profile import profiles

_LONGEST = 40
_PARTS = re.compile(r"\S[.\\/／＼|｜\s]+\S")  # 协同部门.协同内容, 环节/单位


@dataclass(frozen=True, slots=True)
class Stack:
    """The header cells of a column: the lowest, and the texts of all from the top.

    `said` is what the texts say together, from each of them down, with and without the lowest, and the lowest without
    what stands in brackets; `known` whether some kind of sheet may know such a heading.
    """

    column: int
    lowest: Cell
    texts: list[str]
    said: tuple[str, ...]
    known: bool


def stacks(sheet: Sheet, rows: tuple[int, ...]) -> list[Stack]:
    """The columns of a header with something in them, from the left.

    >>> from ingest.cells import grid
    >>> texts = {(1, 1): "事项", (1, 2): "承接主体", (2, 2): "石塔镇"}
    >>> [(s.column, s.texts) for s in stacks(grid(texts, "表"), (1, 2))]
    [(1, ['事项']), (2, ['承接主体', '石塔镇'])]
    """
    if rows not in sheet.stacks:
        heads = tuple(row for row in rows if row == rows[-1] or not _is_title(sheet, row))
        found, kinds = [], tuple(profiles())
        for column in range(1, len(sheet.rows[rows[0] - 1]) + 1):
            cells = _cells(sheet, heads, column)
            if cells:
                texts = [c.text for c in cells]
                said = (*readings(tuple(texts)), *readings(tuple(texts[:-1])), unbracketed(texts[-1]))
                found.append(
                    Stack(
                        column,
                        cells[-1],
                        texts,
                        said,
                        any(_known(text, kinds) for text in said) or bool(_PARTS.search(texts[-1])),
                    )
                )
        sheet.stacks[rows] = found
    return list(sheet.stacks[rows])


@lru_cache(maxsize=5_000)
def readings(texts: tuple[str, ...]) -> tuple[str, ...]:
    """What header cells above one another say together, from each of them down."""
    return tuple(heading("".join(texts[start:])) for start in range(len(texts)))


@lru_cache(maxsize=5_000)
def unbracketed(text: str) -> str:
    """A heading without what stands in brackets."""
    return re.sub(r"\(.*?\)", "", heading(text))


@lru_cache(maxsize=2)
def _patterns(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """The patterns of all fields of these kinds of list in one, drawn anew where there are others."""
    every = {p.pattern for made in profiles().values() for s in made.sheets for p in s.patterns.values()}
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(every)))


@lru_cache(maxsize=20_000)
def _known(said: str, kinds: tuple[str, ...]) -> bool:
    """Whether one of these kinds of list knows a heading by its words or its pattern; sentences are none."""
    return said in known_headings() or (
        len(said) <= _LONGEST and _patterns(kinds).fullmatch(said) is not None
    )


def _cells(sheet: Sheet, rows: tuple[int, ...], column: int) -> list[Cell]:
    """The header cells of a column from the top, each merge once.

    Over a column with a heading of its own, a blank upper cell goes on with the heading at its left, where that
    stands over another such column: a group heading that was never merged.
    """
    low = sheet.rows[rows[-1] - 1]
    found: dict[str, Cell] = {}
    for row in rows:
        at = column
        while (
            not sheet.rows[row - 1][at - 1].text
            and row != rows[-1]
            and at > 1
            and _own(low, at)
            and _own(low, at - 1)
        ):
            at -= 1
        cell = sheet.rows[row - 1][at - 1]
        if cell.text and (at == column or cell.merged_from is None):
            found[cell.origin] = cell
    return list(found.values())


def _is_title(sheet: Sheet, row: int) -> bool:
    """Whether a row holds nothing but a title at its left end, which is no group of headings; it may be merged over all."""
    filled = [c for c in sheet.rows[row - 1] if c.text]
    alone = bool(filled) and len({c.origin for c in filled}) == 1 and filled[0].column == 1
    return alone and (len(filled) == 1 or len(filled) == len(sheet.rows[row - 1]))


def _own(row: list[Cell], column: int) -> bool:
    """Whether a cell of the lowest header row was typed into, and is not the end of a merge from above."""
    cell = row[column - 1]
    return bool(cell.text) and cell.origin == cell.address
