"""Tables with one column that says both from whom and to whom an item moved (市水务局→市审批局, 由市水务局划转至市审批局):
it becomes a column of each."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.cells import Cell, Sheet, column_letters
from ingest.header_words import looks_like_body

_WITHIN = 15
_WAYS = "划转|下放|委托|移交|划归|划入|收回|上收|调整"
_SAID = re.compile(
    rf"(?:原?由)?(?P<giver>[^，,；;。由→]{{2,40}}?)(?:承担|实施|负责)?(?:\s*(?:→|➔|⇒|->|—>|-+>|—+>)\s*|(?P<way>{_WAYS})(?:至|给|到|由|为))"
    r"(?P<taker>[^，,；;。→]{2,40}?)(?:实施|负责|承担|行使|办理|承接)?[。]?"
)
_SIGN = re.compile(rf"→|➔|⇒|->|>|(?:{_WAYS})(?:至|给|到|由|为)")
_MOSTLY = 0.6
_GIVER, _TAKER, _WAY = "原实施部门", "承接部门", "调整方式"


def parted(sheet: Sheet) -> Sheet:
    """The sheet with columns for who gave an item and who took it, where the cells of one column say both; else itself.

    >>> from ingest.cells import grid
    >>> rows = ["事项名称 部门调整", "取水许可 市水务局→市审批局", "采砂许可 由市水务局下放至区水务局"]
    >>> made = parted(grid({(r, c): t for r, x in enumerate(rows, 1) for c, t in enumerate(x.split(), 1)}, "表"))
    >>> [[c.text for c in made.rows[row]] for row in (0, 2)]
    [['事项名称', '原实施部门', '承接部门', '调整方式'], ['采砂许可', '市水务局', '区水务局', '下放']]
    """
    top = range(sheet.start, min(len(sheet.rows), sheet.start + _WITHIN) + 1)
    hit = next((c for row in top for c in sheet.filled(row) if _SIGN.search(c.text) and _of(c.text)), None)
    if hit is None:
        return sheet
    header = next(
        (row for row in range(hit.row - 1, sheet.start - 1, -1) if _heads(sheet, row, hit.column)), 0
    )
    below = [row[hit.column - 1].text for row in sheet.rows[header:] if row[hit.column - 1].text]
    if not header or sum(_of(text) is not None for text in below) < _MOSTLY * len(below):
        return sheet
    return _with_columns(sheet, header, hit.column)


def _of(text: str) -> tuple[str, str, str] | None:
    """Who gives, who takes and in what way; None for a cell that does not say both."""
    found = _SAID.fullmatch(re.sub(r"\s+", "", text))
    if found is None or not (looks_like_body(found["giver"]) and looks_like_body(found["taker"])):
        return None
    return found["giver"], found["taker"], found["way"] or ""


def _heads(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a row is the header over a column of such cells: it has headings of its own there and beside."""
    cells = sheet.filled(row)
    own = sheet.rows[row - 1][column - 1]
    return len(cells) > 1 and bool(own.text) and _of(own.text) is None and len({c.origin for c in cells}) > 1


def _with_columns(sheet: Sheet, header: int, column: int) -> Sheet:
    width = len(sheet.rows[0])
    found = [_of(row[column - 1].text) for row in sheet.rows[header:]]
    ways = any(one is not None and one[2] for one in found)
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        own = row[column - 1]
        said = (_GIVER, _TAKER, _WAY) if number == header else _of(own.text) if number > header else None
        giver, taker, way = said or (own.text, "", "")
        more = [taker, way] if ways else [taker]
        added = [_beside(own, width + at, text) for at, text in enumerate(more, 1)]
        rows.append([*row[: column - 1], replace(own, text=giver), *row[column:], *added])
    return replace(sheet, rows=rows)


def _beside(cell: Cell, column: int, text: str) -> Cell:
    """A cell of a further column, with the address of the one whose text it is a part of."""
    if text:
        return replace(cell, text=text, column=column)
    return Cell(cell.row, column, f"{column_letters(column)}{cell.row}", "")
