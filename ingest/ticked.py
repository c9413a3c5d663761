"""Columns of one body each under the heading of those that take an item (承接主体 over 石塔镇, 柳林镇): a tick says
that the body takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.cells import Sheet
from ingest.headings import meaning

TICKS = frozenset({"√", "✓", "✔", "☑", "●", "★", "■", "◆", "是"})
_BLANK = frozenset({"", "-", "--", "—", "——", "－", "/", "\\", "×", "✕", "✗", "╳", "X", "x", "否", "空"})


def receivers_above(
    sheet: Sheet,
    rows: Sequence[int],
    column: int,
    texts: Sequence[str],
    field_of: Callable[[list[str]], str | None],
) -> str:
    """The heading of receivers over a column that is one body's, "" over any other column.

    `rows` are those of the header, `texts` the headings of the column from the top, `field_of` knows the field of a
    heading. In all columns below it stand ticks and blanks only, and their number in the row of totals.

    >>> from ingest.cells import grid
    >>> texts = {(1, 1): "事项", (1, 2): "承接主体", (2, 2): "石塔镇", (3, 1): "甲", (3, 2): "√"}
    >>> receivers_above(grid(texts, "表"), (1, 2), 2, ["承接主体", "石塔镇"], lambda said: "receiver")
    '承接主体'
    """
    if len(texts) < 2 or not _one_body(texts[-1]):
        return ""
    above = next((text for text in texts[:-1] if field_of([text]) == "receiver"), "")
    if not above:
        return ""
    below = [row for row in sheet.rows[rows[-1] :] if sheet.holds(row[0].row, 2)]
    said = {row[at - 1].text for at in _beside(sheet, rows, column, above) for row in below}
    marks = {text for text in said if not text.removesuffix("项").isdecimal()}
    return above.replace("\n", "") if marks & TICKS and marks <= TICKS | _BLANK else ""


def _beside(sheet: Sheet, rows: Sequence[int], column: int, above: str) -> list[int]:
    """The columns of one body each below the same heading; it may never have been merged over them."""
    top = next(sheet.rows[r - 1] for r in rows if any(cell.text == above for cell in sheet.rows[r - 1]))
    low = sheet.rows[rows[-1] - 1]
    first = last = column
    while first > 1 and top[first - 1].text != above:
        first -= 1
    while first > 1 and top[first - 2].text == above:
        first -= 1
    while last < len(top) and top[last].text in ("", above) and _one_body(low[last].text):
        last += 1
    return list(range(first, last + 1))


def _one_body(text: str) -> bool:
    """Whether a heading may be the name of a body: it is there, and its words mean no other column."""
    return bool(text) and meaning(text) is None
