"""Lists of moves whose items stand under a row that names who gives them (○ 市水务局（3项）): that name is given to each
item, in a column of its own, with the address of its cell."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.blocks import COUNT, TOTAL, bare
from ingest.cells import Cell, Sheet, column_letters
from ingest.header_words import looks_like_body
from ingest.headings import heading
from ingest.profile import profile_of
from ingest.stacks import unbracketed

_WITHIN, _FEW = 15, 3
_MOVES = re.compile(r"划转|划入|划出|下放|委托|移交|赋权|集中行使|相对集中")
_GIVER = "划出部门"
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")


def given_by(sheet: Sheet) -> Sheet:
    """The sheet with a column of who gives each item; itself where a column says so, or a row over others names no body.

    >>> from ingest.cells import grid
    >>> rows = ["划转事项清单", "序号 事项名称 备注", "○市水务局（1项）", "1 取水许可 无", "○市住建局", "2 排水许可 无"]
    >>> made = given_by(grid({(r, c): t for r, x in enumerate(rows, 1) for c, t in enumerate(x.split(), 1)}, "表"))
    >>> [[(c.text, c.origin) for c in made.filled(row)][-1] for row in (2, 4, 6)]
    [('划出部门', 'D2'), ('市水务局', 'A3'), ('市住建局', 'A5')]
    """
    header = _header(sheet)
    if not header:
        return sheet
    width = len(sheet.rows[0]) + 1
    rows = [[*row, Cell(n, width, f"{column_letters(width)}{n}", "")] for n, row in enumerate(sheet.rows, 1)]
    banner: Cell | None = None
    for number in range(header + 1, len(rows) + 1):
        cells = sheet.filled(number)
        if len(cells) == 1 and cells[0].column == 1 and _names(cells[0].text):
            banner = cells[0]
            rows[number - 1] = [_over(banner, c) for c in rows[number - 1]]
        elif len(cells) > 1 and not TOTAL.match(cells[0].text):
            if banner is None:
                return sheet
            text = _name(banner.text)
            rows[number - 1][-1] = Cell(number, width, banner.origin, text, banner.origin)
    if banner is None:
        return sheet
    rows[header - 1][-1] = replace(rows[header - 1][-1], text=_GIVER)
    return replace(sheet, rows=rows)


def _header(sheet: Sheet) -> int:
    """The row of the header of a list of moves that has no column for who gives, 0 for none."""
    spec = profile_of("transfers").sheets[0]
    over = sheet.name + sheet.heading
    for number in range(sheet.start, min(len(sheet.rows), sheet.start + _WITHIN) + 1):
        heads = sheet.filled(number)
        fields = {spec.words.get(heading(c.text)) or spec.likened(unbracketed(c.text)) for c in heads}
        if len(heads) >= _FEW and "title" in fields:
            return number if _MOVES.search(over) and "from_body" not in fields else 0
        over += "".join(c.text for c in heads)
    return 0


def _over(banner: Cell, cell: Cell) -> Cell:
    """A cell of the row of a banner, as if that were merged over the whole row."""
    return replace(cell, text=banner.text, merged_from=banner.origin)


def _name(text: str) -> str:
    return bare(COUNT.sub("", text))


def _names(text: str) -> bool:
    return looks_like_body(_BRACKETS.sub("", _name(text)))
