"""Sheets that hold a table and are not read: said, and an error where bodies are named in them."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.acts import begins_with_name
from ingest.cells import Cell, Sheet, column_letters
from ingest.header import HEADER_WITHIN
from ingest.header_words import looks_like_body
from ingest.headings import unread
from ingest.problem import Problem, Severity

_HALF = 0.5
_SOME = 0.25
_MANY = 3
_JOINED = re.compile(r"[、，,;；/\n]|(?<=[局委办府会院])和(?=[市区县省])")
_NOT_READ = (
    "用 --profile 指定样式，或在清单旁放一个 .zhize.yaml：写明它的栏目，或在 sheets 里只写要读的工作表"
)


def overlooked(file: str, sheet: Sheet) -> Problem | None:
    """What to say of a sheet that no profile reads; None where it is no table.

    A table that names bodies under a heading nobody knows, beside a column of words, may well state who is
    responsible: to leave it out is an error. Any other table is told, as a warning where a good part of a column may
    name bodies.
    """
    top = next((row for row in range(sheet.start, len(sheet.rows) + 1) if _is_heading(sheet, row)), None)
    if top is None or top > sheet.start + HEADER_WITHIN:
        return None
    below = [row for row in range(top + 1, len(sheet.rows) + 1) if len(sheet.filled(row)) > 1]
    if not below:
        return None
    columns = {cell.column: cell for cell in sheet.filled(top)}
    held = {n: [c for row in below for c in sheet.filled(row) if c.column == n] for n in columns}
    named = [c for n, c in columns.items() if _mostly(held[n], _names_bodies) and not unread(c.text)]
    bodies = [c for c in named if not c.text.endswith("名称")]  # those that a list of bodies itself names
    words = [c for n, c in columns.items() if _mostly(held[n], _is_words) and not unread(c.text)]
    where = f"第 {top} 行像表头，下有 {len(below)} 行"
    for body in bodies:
        if any(other is not body for other in words):
            column = f"{column_letters(body.column)} 栏“{body.text[:20]}”"
            message = f"工作表“{sheet.name}”在{column}写有部门，但认不出是哪一种清单，没有读取（{where}）"
            return Problem("PROFILE", "error", file, sheet.name, body.address, message, _NOT_READ)
    if len(below) < _MANY:
        return None
    message = f"工作表“{sheet.name}”没有读取（{where}）"
    some = {n for n in columns if sum(begins_with_name(c.text) for c in held[n]) > _SOME * len(below)}
    beside = any(word.column not in some for word in words)
    severity: Severity = "warning" if some and beside else "info"
    return Problem("PROFILE", severity, file, sheet.name, f"A{top}", message, f"如含有职责内容，{_NOT_READ}")


def _is_heading(sheet: Sheet, row: int) -> bool:
    cells = sheet.filled(row)
    return len(cells) > 1 and len({c.text for c in cells}) > 1 and all(len(c.text) <= 30 for c in cells)


def _mostly(cells: list[Cell], test: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(test(c.text) for c in cells) > _HALF * len(cells)


def _names_bodies(text: str) -> bool:
    return all(looks_like_body(name) for name in _JOINED.split(text.strip()) if name.strip())


def _is_words(text: str) -> bool:
    return len(re.findall(r"[\u4e00-\u9fff]", text)) > 1
