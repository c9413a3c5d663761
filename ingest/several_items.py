"""Rows whose cell names several items, numbered one below the other, made into a row an item: what else the row says
holds for each of them."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.acts import begins_with_name
from ingest.cells import Cell, Sheet
from ingest.headings import heading
from ingest.relaid import relaid
from ingest.stacks import unbracketed

_WITHIN = 15
_ITEMS = re.compile(
    r"(?:行政|综合)*(?:执法|处罚|检查|强制|许可|审批|权力|职权|备案|确认|划转|下放|委托|赋权|移交)(?:权)?(?:事项|项目)(?:名称)?"
)
_LINE = re.compile(r"\s*[（(]?(\d{1,2})(?:[)）]|[.．、](?!\d))\s*(.+?)\s*[;；。]?\s*")
_SENTENCE = re.compile("[。；;：:]|负责|牵头|[局委办队](?:依法)?(?:查处|审批|监管|办理|组织|配合|协助)")
_SHORTEST, _LONGEST, _FEW = 4, 60, 2


def apart(sheet: Sheet) -> Sheet:
    """The sheet with a row an item; itself where less than half of the cells that name items number several of them.

    >>> from ingest.cells import grid
    >>> texts = {(1, 1): "队伍", (1, 2): "执法事项", (2, 1): "甲支队", (2, 2): "1.无证采砂的处罚\\n2.超量采砂的处罚"}
    >>> [[(c.text, c.address) for c in row] for row in apart(grid(texts, "表")).rows[1:]]
    [[('甲支队', 'A2'), ('无证采砂的处罚', 'B2')], [('甲支队', 'A2'), ('超量采砂的处罚', 'B2')]]
    """
    for number in range(sheet.start, min(len(sheet.rows), sheet.start + _WITHIN) + 1):
        for head in sheet.filled(number) if sheet.holds(number, _FEW) else ():
            if _ITEMS.fullmatch(unbracketed(head.text)) or heading(head.text) == "事项名称":
                return _split(sheet, number, head.column)
    return sheet


def _split(sheet: Sheet, header: int, column: int) -> Sheet:
    below = range(header + 1, len(sheet.rows) + 1)
    cells = [sheet.rows[row - 1][column - 1] for row in below if sheet.holds(row, _FEW)]
    several = [cell for cell in cells if _items(cell.text)]
    if not several or len(several) * 2 < len([c for c in cells if c.text]):
        return sheet
    lines: list[list[Cell]] = []
    for row in sheet.rows[header:]:
        cell = row[column - 1]
        names = (_items(cell.text) if cell in several else []) or [cell.text]
        lines += [[*row[: column - 1], replace(cell, text=name), *row[column:]] for name in names]
    return relaid(sheet, header + 1, len(sheet.rows), lines)


def _items(text: str) -> list[str]:
    """The names of the numbered items of a cell, one a line; none where a line is a sentence, or says what a body does.

    >>> _items("1.无证采砂的处罚\\n2.超量采砂的处罚"), _items("1.受理申请。\\n2.市水务局负责审查。"), _items("无证采砂")
    (['无证采砂的处罚', '超量采砂的处罚'], [], [])
    """
    found = [_LINE.fullmatch(line) for line in text.splitlines() if line.strip()]
    names = [m[2] for m in found if m]
    counted = [m[1] for m in found if m] == [str(n) for n in range(1, len(found) + 1)]
    plain = all(
        _SHORTEST <= len(n) <= _LONGEST and not _SENTENCE.search(n) and not begins_with_name(n) for n in names
    )
    return names if len(found) >= _FEW and counted and plain else []
