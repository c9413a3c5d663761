"""A reading as lines of JSON: how it comes back from a reader in a process of its own.

JSON and not pickle: what a hostile file might make of a reader must stay words and numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from ingest.cells import Cell, Reading, Sheet, column_letters, uncollected
from ingest.problem import Problem


def lines(reading: Reading) -> Iterator[str]:
    """One line for the problems, one a sheet (the paragraphs last), one a row: a cell is its text, or text and merge."""
    yield json.dumps({"problems": [asdict(p) for p in reading.problems]})
    for sheet in reading.all_sheets:
        yield json.dumps(
            {
                "sheet": sheet.name, "heading": sheet.heading, "above": [c.row for c in sheet.above],
                "text": sheet is reading.text, "rows": len(sheet.rows),
            }
        )  # fmt: skip
        for row in sheet.rows:
            yield json.dumps([c.text if c.merged_from is None else [c.text, c.merged_from] for c in row])


def reading(said: Iterable[str | bytes]) -> Reading:
    """The reading that lines hold.

    >>> from ingest.cells import grid
    >>> one = Reading([grid({(1, 1): "甲"}, "表", [(1, 1, 2, 1)])])
    >>> reading(lines(one)) == one
    True
    """
    with uncollected():
        return _reading(iter(said))


def _reading(each: Iterator[str | bytes]) -> Reading:
    problems = [Problem(**p) for p in json.loads(next(each))["problems"]]
    known: dict[str, str] = {}  # the same name in a thousand cells is one text
    made: list[tuple[dict[str, Any], list[list[Cell]]]] = []
    for line in each:
        head = json.loads(line)
        rows = [_row(json.loads(next(each)), n, head["text"], known) for n in range(1, head["rows"] + 1)]
        made.append((head, rows))
    text = next((Sheet(h["sheet"], rows) for h, rows in made if h["text"]), None)
    sheets = [
        Sheet(h["sheet"], rows, h["heading"], tuple(text.rows[n - 1][0] for n in h["above"]) if text else ())
        for h, rows in made
        if not h["text"]
    ]
    return Reading(sheets, problems, text)


_NUMBERS = range(1, 1001)
_LETTERS = [column_letters(n) for n in _NUMBERS]


def _row(cells: list[Any], row: int, paragraph: bool, known: dict[str, str]) -> list[Cell]:
    if paragraph:
        return [Cell(row, 1, f"P{row}", cells[0])]
    same, number = known.setdefault, str(row)
    return [
        Cell(row, column, letters + number, same(said, said))
        if isinstance(said, str)
        else Cell(row, column, letters + number, same(said[0], said[0]), said[1])
        for column, letters, said in zip(_NUMBERS, _LETTERS, cells, strict=False)
    ]
