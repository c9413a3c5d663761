"""Tables that are laid out otherwise than as one row a thing, made into such: nothing is lost, and every text keeps
the address of the cell it stands in.

- a form, whose labels stand beside their values, becomes a header and a row a card (see cards.py);
- a table that lies on its side, its matters across the top, is turned upright (see transposed.py);
- a row that a page broke in two becomes one;
- a column headed 承接部门及工作方式, whose cells label both parts, becomes two;
- a column that says from whom and to whom an item moved becomes one of each (see from_to.py);
- a table of several lists of a town becomes one table a list (see lists_of_towns.py);
- blocks of rows, each under a title and the same header again, become one table (see blocks.py);
- a table of matters with a column of bodies, and one of what each of them does, gets the headings that say so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ingest import from_to
from ingest.banners import bannered
from ingest.blocks import titled, worded
from ingest.cards import carded, known, known_headings
from ingest.cells import Cell, Sheet
from ingest.headings import heading
from ingest.lists_of_towns import by_list
from ingest.transposed import upright

_JOINED = re.compile(r"(.{2,12}?)(?:以及|及其|及|和|与|、|/)(.{2,12})")


def unfolded(sheet: Sheet) -> list[Sheet]:
    """The tables that a sheet really holds: itself, where it is laid out as one row a thing.

    >>> from ingest.cells import grid
    >>> form = ["事项名称 取水许可", "审批部门 市审批局 监管部门 市水务局", "审批环节 受理、决定"]
    >>> texts = {(r, c): t for r, row in enumerate(form, 1) for c, t in enumerate(row.split(), 1)}
    >>> [[(c.text, c.address) for c in made.filled(2)] for made in unfolded(grid(texts, "表"))]
    [[('取水许可', 'B1'), ('市审批局', 'B2'), ('市水务局', 'D2'), ('受理、决定', 'B3')]]
    """
    made = carded(sheet) or upright(sheet)
    made = worded(bannered(titled(from_to.parted(_parted(_mended(made))))))
    return by_list(made)


def _mended(sheet: Sheet) -> Sheet:
    """The sheet with every row whole that goes on below a header repeated on the next page.

    Such a row has no number, where all others have one, and fewer cells than the row it goes on with.
    """
    rows = list(sheet.rows)
    each = (tuple(heading(c.text) for c in sheet.filled(n)) for n in range(1, len(rows) + 1))
    top, head = next(
        ((n, t) for n, t in enumerate(each) if sum(x in known_headings() for x in t) >= 3), (0, ("",))
    )
    if head[0] not in ("序号", "编号"):
        return sheet
    column = sheet.filled(top + 1)[0].column
    numbers = (row[column - 1].text for row in rows[top + 1 :])
    if not any(heading(n) == head[0] for n in numbers if not n.isdecimal()):
        return sheet  # sooner known than all headings of all rows
    texts = [tuple(heading(c.text) for c in sheet.filled(n)) for n in range(1, len(rows) + 1)]
    if texts.count(head) < 2:
        return sheet
    below = [n for n in range(top + 1, len(rows)) if texts[n] and texts[n] != texts[top]]
    bare = [n for n in below if not rows[n][column - 1].text and texts[n - 1] == texts[top]]
    alike = [n for n in below if not rows[n][column - 1].text and len(texts[n]) > 1 and n not in bare]
    if not bare or alike:  # rows without a number are common here
        return sheet
    for n in bare:
        above = next((m for m in range(n - 2, top, -1) if texts[m] and texts[m] != texts[top]), None)
        if above is None or len(texts[n]) >= len(texts[above]):
            continue
        rows[above] = [
            replace(c, text=c.text + d.text) if d.text and c.text else replace(c, text=c.text or d.text)
            for c, d in zip(rows[above], rows[n], strict=True)
        ]
        rows[n] = [replace(c, text="", merged_from=None) for c in rows[n]]
    return replace(sheet, rows=rows)


def _parted(sheet: Sheet) -> Sheet:
    """The sheet with a further column for the second part of each column that holds two labelled parts."""
    rows = sheet.rows
    for number in range(sheet.start, min(sheet.start + 15, len(rows)) + 1):
        for cell in sheet.filled(number):
            found = _JOINED.fullmatch(heading(cell.text))
            if found is None or known(cell.text) or cell.text != rows[number - 1][cell.column - 1].text:
                continue
            parts = _parts_below(rows[number:], cell.column, found[1], found[2])
            if parts is not None:
                return _parted(_with_parts(sheet, number, cell, (found[1], found[2]), parts))
    return sheet


def _parts_below(
    rows: list[list[Cell]], column: int, first: str, second: str
) -> list[tuple[str, str] | None] | None:
    """The two labelled parts of each cell of a column, None where fewer than half of the filled ones label both."""
    parts: list[tuple[str, str] | None] = []
    filled = other = 0
    for row in rows:
        text = row[column - 1].text
        # mostly it labels neither, and that is sooner known than how its parts are labelled
        said = _parts(text, first, second) if first in text and second in text else None
        parts.append(said)
        if text:
            filled += 1
            other += said is None
            if other * 2 > len(rows):
                return None
    return parts if filled and other * 2 <= filled else None


def _with_parts(
    sheet: Sheet, number: int, cell: Cell, names: tuple[str, str], parts: list[tuple[str, str] | None]
) -> Sheet:
    rows, column, width = [], cell.column, len(sheet.rows[0]) + 1
    for n, row in enumerate(sheet.rows, 1):
        own = row[column - 1]
        said = names if n == number else parts[n - number - 1] if n > number else None
        left, right = said or (own.text, "")
        rows.append(
            [
                *row[: column - 1],
                replace(own, text=left),
                *row[column:],
                replace(own, text=right, column=width),
            ]
        )
    return replace(sheet, rows=rows)


@lru_cache(maxsize=5_000)
def _parts(text: str, first: str, second: str) -> tuple[str, str] | None:
    """The two labelled parts of a cell, None where it does not label both."""
    said = re.fullmatch(
        rf"\s*{re.escape(first)}\s*[:：]\s*(.*?)[\s；;。，,]*{re.escape(second)}\s*[:：]\s*(.*)", text, re.S
    )
    return (said[1].strip(), said[2].strip()) if said else None
