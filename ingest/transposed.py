"""Tables that lie on their side: the matters stand across the top, what is said of them in the rows below, each under a
label at the left (日常监管, 查处, 配合)."""

from __future__ import annotations

from ingest.acts import begins_with_name
from ingest.cells import Sheet
from ingest.groups import nobody
from ingest.headings import heading, meaning, role_of_act
from ingest.profile import profile_of
from ingest.relaid import relaid

_FEW = 2
_LONGEST = 16
_WITHIN = 15


def upright(sheet: Sheet) -> Sheet:
    """The sheet with a row a matter, every text with the address of the cell it stands in; itself where it stands
    upright already.

    >>> from ingest.cells import grid
    >>> rows = ["事项 采砂 捕捞", "监管 市水务局 市农业局", "查处 市公安局 市农业局"]
    >>> made = upright(grid({(r, c): t for r, x in enumerate(rows, 1) for c, t in enumerate(x.split(), 1)}, "表"))
    >>> [[(c.text, c.address) for c in made.filled(row)] for row in (1, 2)]
    [[('事项', 'A1'), ('监管', 'A2'), ('查处', 'A3')], [('采砂', 'B1'), ('市水务局', 'B2'), ('市公安局', 'B3')]]
    """
    for top in range(sheet.start, min(sheet.start + _WITHIN, len(sheet.rows)) + 1):
        if len(sheet.filled(top)) > _FEW:
            rows = _labelled(sheet, top)
            return _turned(sheet, rows) if rows else sheet
    return sheet


def _labelled(sheet: Sheet, top: int) -> list[int]:
    """The rows of a table on its side that begins with a row, none where it is no such table."""
    first = sheet.rows[top - 1]
    corner, matters = first[0], sheet.filled(top)[1:]
    if corner.text and not _matter(corner.text):
        return []
    if not corner.text or any(_heads(c.text) or begins_with_name(c.text) for c in matters):
        return []
    rows = [row for row in range(top + 1, len(sheet.rows) + 1) if len(sheet.filled(row)) > 1]
    labels = [sheet.rows[row - 1][0] for row in rows]
    if len({c.origin for c in labels}) < len(labels) or any(len(heading(c.text)) > _LONGEST for c in labels):
        return []
    said = {row: role for row, c in zip(rows, labels, strict=True) if (role := _role(c.text))}
    named = {row: role for row, role in said.items() if _names(sheet, row)}
    upright = len({*map(_role, (c.text for c in matters))} - {""}) >= _FEW
    return (
        [top, *rows] if len({*named.values()}) >= _FEW and len(named) * 2 > len(said) and not upright else []
    )


def _matter(text: str) -> bool:
    said = meaning(text)
    return heading(text) in _titles() or (said is not None and said.kind == "matter")


def _heads(text: str) -> bool:
    """Whether a text beside the corner is a heading itself, so that the table stands upright; names of matters may end
    as headings of them do (屠宰违法行为)."""
    said = meaning(text)
    return heading(text) in profile_of("boundary").sheets[0].words or (
        said is not None and said.kind not in ("matter", "domain")
    )


def _titles() -> frozenset[str]:
    return frozenset(heading(word) for word in profile_of("boundary").sheets[0].headers["title"])


def _role(text: str) -> str:
    """The role that a label gives to the bodies beside it, "" for none."""
    said = meaning(text) if text else None
    if said:
        return said.role or "" if said.kind == "bodies" else ""
    return role_of_act(heading(text)) or ""


def _names(sheet: Sheet, row: int) -> bool:
    """Whether most cells beside a label begin with the name of a body."""
    said = [c.text for c in sheet.filled(row)[1:] if not nobody(c.text)]
    return sum(map(begins_with_name, said)) * 10 >= max(len(said), 1) * 6


def _turned(sheet: Sheet, rows: list[int]) -> Sheet:
    """The rows above the table as they are, then its columns as rows; as many rows at least as there were."""
    first, last = rows[0], rows[-1]
    columns = [
        c for c in range(1, len(sheet.rows[0]) + 1) if any(sheet.rows[r - 1][c - 1].text for r in rows)
    ]
    lines = [[sheet.rows[row - 1][column - 1] for row in rows] for column in columns]
    return relaid(sheet, first, last, lines)
