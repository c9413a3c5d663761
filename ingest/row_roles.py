"""What kind of list a column makes a sheet that says, row by row, in what role the body beside it acts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from graph.ids import normal
from ingest.cells import Cell, Sheet
from ingest.cues import role_of_words
from ingest.header import Header
from ingest.led_once import led_once
from ingest.profile import SheetSpec
from ingest.stage_words import parts_of

_COLUMNS = {"approval_stages": "stage", "boundary": "role", "departments": "share"}
_LOOKED_AT = 200
_MOSTLY = 0.7


def suits_roles(sheet: Sheet, spec: SheetSpec, header: Header) -> bool:
    """Whether a sheet is of the kind that its column of roles makes it; any other sheet is let through.

    Where most words of the column are parts of handling an item, and some say how it is approved (受理, 审批), the rows
    are those of items that are approved. Otherwise (牵头, 配合, 监管) the rows are those of matters, if it is the matter
    that goes on from row to row, and not the body, or if one body leads and others help in each field of the list.
    """
    column = header.columns.get(_COLUMNS.get(spec.shape, ""))
    if column is None:
        return True
    said = [c.text for (c,) in _below(sheet, header, column) if c.text]
    staged = _staged(said)
    if spec.shape == "departments":
        kinds = header.columns.get("domain")
        matters = _matters_go_on(sheet, header) or (
            kinds is not None and led_once(sheet, header.rows[-1], kinds, column)
        )
        return not staged and not (_roles(said) and matters)
    return staged == (spec.shape == "approval_stages")


def _staged(said: list[str]) -> bool:
    cells = [parts_of(text) for text in said]
    known = sum(all(p.stage or p.role for p in parts) for parts in cells)
    approved = any(p.stage or p.role == "APPROVES" for parts in cells for p in parts)
    return approved and known >= _MOSTLY * len(cells)


def _roles(said: list[str]) -> bool:
    return sum(role_of_words(text) is not None for text in said) >= _MOSTLY * max(len(said), 1)


def _matters_go_on(sheet: Sheet, header: Header) -> bool:
    columns = header.columns
    if not {"duties", "body"} <= columns.keys():
        return False
    rows = list(_below(sheet, header, columns["duties"], columns["body"]))
    return _going_on([r[0] for r in rows]) > _going_on([r[1] for r in rows])


def _going_on(cells: list[Cell]) -> int:
    """How many cells say what the one above them says: merged with it, blank, or written once more."""
    return sum(b.origin == a.origin or normal(b.text) in ("", normal(a.text)) for a, b in pairwise(cells))


def _below(sheet: Sheet, header: Header, *columns: int) -> Iterator[tuple[Cell, ...]]:
    """The cells of some columns in the first rows below the header; a banner or a note is no row."""
    last = header.rows[-1]
    for row in range(last + 1, min(len(sheet.rows), last + _LOOKED_AT) + 1):
        if len(sheet.filled(row)) > 1:
            yield tuple(sheet.rows[row - 1][column - 1] for column in columns)
