"""Tables that are laid out otherwise than as one row a thing, made into such: nothing is lost, and every text keeps
the address of the cell it stands in.

- a form, whose labels stand beside their values, becomes a header and a row (one a record);
- a row that a page broke in two becomes one;
- a column headed 承接部门及工作方式, whose cells say both, becomes two (see joined_columns.py);
- a column that says from whom and to whom an item moved becomes one of each (see from_to.py);
- a table of several lists of a town becomes one table a list (see lists_of_towns.py);
- blocks of rows, each under a title and the same header again, become one table (see blocks.py);
- a table of matters with a column of bodies, and one of what each of them does, gets the headings that say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest import from_to, joined_columns
from ingest.banners import bannered
from ingest.blocks import titled, worded
from ingest.cells import Cell, Sheet, column_letters
from ingest.headings import heading, meaning
from ingest.known_headings import known, known_headings
from ingest.lists_of_towns import by_list

_LABEL_LENGTH = 16
_FEW = 4  # a form has as many labels at least
_SEAL = re.compile(r"[（(](?:签|盖|公|印)?章[)）][:：]?$")


def unfolded(sheet: Sheet) -> list[Sheet]:
    """The tables that a sheet really holds: itself, where it is laid out as one row a thing.

    >>> from ingest.cells import grid
    >>> form = ["事项名称 取水许可", "审批部门 市审批局 监管部门 市水务局", "审批环节 受理、决定"]
    >>> texts = {(r, c): t for r, row in enumerate(form, 1) for c, t in enumerate(row.split(), 1)}
    >>> [[(c.text, c.address) for c in made.filled(2)] for made in unfolded(grid(texts, "表"))]
    [[('取水许可', 'B1'), ('市审批局', 'B2'), ('市水务局', 'D2'), ('受理、决定', 'B3')]]
    """
    made = _form(sheet) or sheet
    made = worded(bannered(titled(from_to.parted(joined_columns.parted(_mended(made))))))
    return by_list(made)


def _label(text: str) -> bool:
    """Whether a text may be the label of a field of a form."""
    return len(heading(text)) <= _LABEL_LENGTH and not re.search(r"[。；;！？]|\d{3}", text)


def _form(sheet: Sheet) -> Sheet | None:
    """A form as a header and one row a record; None for anything that is no form."""
    pairs: list[tuple[Cell, Cell | None]] = []
    first = 0
    for row in range(sheet.start, len(sheet.rows) + 1):
        cells = sheet.filled(row)
        if not cells or (len(cells) == 1 and not known(cells[0].text)):
            if pairs and cells and len(cells[0].text) <= _LABEL_LENGTH and not known(cells[0].text):
                continue  # a caption within the form
            if pairs and cells:
                break  # a note below it
            continue
        if not all(_label(c.text) for c in cells[::2]):
            return None
        first = first or row
        if all(_SEAL.search(c.text) for c in cells[::2]):
            continue  # where the bodies put their seals
        pairs += [
            (c, cells[i + 1] if i + 1 < len(cells) else None)
            for i, c in zip(range(0, len(cells), 2), cells[::2], strict=True)
        ]
    labels = list(dict.fromkeys(heading(label.text) for label, _ in pairs))
    told = [text for text in labels if text in known_headings() or meaning(text)]
    exact = [text for text in labels if text in known_headings()]
    values = [value for _, value in pairs if value is not None]
    taken = sum(known(v.text) for v in values)
    rows = len({label.row for label, _ in pairs})
    if (
        len(labels) < _FEW - 1
        or rows < _FEW - 1
        or len(exact) < 3
        or len(told) * 10 < len(labels) * 6
        or taken * 10 > len(values)
    ):
        return None
    return _laid_out(sheet, first, labels, pairs)


def _laid_out(
    sheet: Sheet, first: int, labels: list[str], pairs: Sequence[tuple[Cell, Cell | None]]
) -> Sheet:
    """The rows above a form as they are, then its labels as a header, then its records."""
    records: list[dict[str, Cell]] = []
    heads: dict[str, Cell] = {}
    for label, value in pairs:
        name = heading(label.text)
        heads.setdefault(name, label)
        if not records or (name == labels[0] and name in records[-1]):
            records.append({})
        if value is not None and name in records[-1]:
            earlier = records[-1][name]
            value = replace(earlier, text=f"{earlier.text}\n{value.text}")
        if value is not None:
            records[-1][name] = value
    lines: list[dict[str, Cell]] = [heads, *records]
    width = max(len(sheet.rows[0]), len(labels))
    rows = [_wide(row, width) for row in sheet.rows[: first - 1]]
    for at, line in enumerate(lines, first):
        cells = (line.get(name) for name in labels)
        rows.append(_wide([_moved(cell, at, c) for c, cell in enumerate(cells, 1)], width, at))
    while len(rows) < len(sheet.rows):
        rows.append(_wide([], width, len(rows) + 1))
    return replace(sheet, rows=rows)


def _moved(cell: Cell | None, row: int, column: int) -> Cell:
    """A cell at another place of the grid, with the address it has in the file."""
    if cell is None:
        return Cell(row, column, f"{column_letters(column)}{row}", "")
    return replace(cell, row=row, column=column, address=cell.origin, merged_from=None)


def _wide(row: list[Cell], width: int, number: int = 0) -> list[Cell]:
    number = row[0].row if row else number
    blank = (Cell(number, c, f"{column_letters(c)}{number}", "") for c in range(len(row) + 1, width + 1))
    return [*row, *blank]


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
