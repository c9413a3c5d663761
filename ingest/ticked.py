"""Columns of one body or one place each under the heading of those that take an item (承接主体 over 石塔镇, 柳林镇): a
tick says that the body takes it, a name which body of the place does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.cells import Sheet
from ingest.headings import meaning

TICKS = frozenset({"√", "✓", "✔", "☑", "●", "★", "■", "◆", "是"})
BLANK = frozenset({"", "-", "--", "—", "——", "－", "/", "\\", "×", "✕", "✗", "╳", "X", "x", "否", "空"})


_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,10}(?:区|县|市|旗|镇|乡|街道|管委会)(?:[（(][\u4e00-\u9fff]{1,8}[)）])?|[市区县]本级"
)
_TAKES = "承接部门"
_HIGH = 3  # rows in which a heading over the places may stand
_NAMES = re.compile(r"(?:局|委|办|中心|政府|管委会|部门|大队|支队|街道|镇|乡|会|站|所)(?:[）)]|$)")
_OF_PLACE = re.compile(r"(?P<place>[\u4e00-\u9fff]{1,7}(?:区|县|市|旗|镇|乡))(?P<rest>[\u4e00-\u9fff]{3,12})")
_NO_PLACE = re.compile(r"[市区县各本]|(?:市|县|区)+[^\u4e00-\u9fff]*")


def receivers_above(
    sheet: Sheet,
    rows: Sequence[int],
    column: int,
    texts: Sequence[str],
    field_of: Callable[[list[str]], str | None],
) -> str:
    """The heading of receivers over a column that is one body's or one place's, "" over any other column.

    `rows` are those of the header, `texts` the headings of the column from the top, `field_of` knows the field of a
    heading. In all columns below it stand ticks and blanks only, and their number in the row of totals; or all of
    them are headed by places, and hold names. One heading may say both (东澜区承接部门).

    >>> from ingest.cells import grid
    >>> texts = {(1, 1): "事项", (1, 2): "承接主体", (2, 2): "石塔镇", (3, 1): "甲", (3, 2): "√"}
    >>> receivers_above(grid(texts, "表"), (1, 2), 2, ["承接主体", "石塔镇"], lambda said: "receiver")
    '承接主体'
    """
    if both := _OF_PLACE.fullmatch(re.sub(r"\s+", "", texts[-1])):
        rest = both["rest"] if field_of([both["rest"]]) == "receiver" else ""
        return "" if _NO_PLACE.fullmatch(both["place"]) else rest
    if len(texts) == 1 and _PLACE.fullmatch(texts[0]):
        return _TAKES if _places_alone(sheet, rows, column, field_of) else ""
    if len(texts) < 2 or not _one_body(texts[-1]):
        return ""
    above = next((text for text in texts[:-1] if field_of([text]) == "receiver"), "")
    if not above:
        return ""
    below = [row for row in sheet.rows[rows[-1] :] if sheet.holds(row[0].row, 2)]
    columns = _beside(sheet, rows, column, above)
    said = {row[at - 1].text for at in columns for row in below}
    marks = {text for text in said if not text.removesuffix("项").isdecimal()}
    ticked = marks & TICKS and marks <= TICKS | BLANK
    places = all(_PLACE.fullmatch(sheet.rows[rows[-1] - 1][at - 1].text) for at in columns)
    named = places and not marks & TICKS and any(_NAMES.search(text) for text in marks)
    return above.replace("\n", "") if ticked or named else ""


def _places_alone(
    sheet: Sheet, rows: Sequence[int], column: int, field_of: Callable[[list[str]], str | None]
) -> bool:
    """Whether a column is one of several beside each other that are headed by places and hold ticks or names, in a table
    that has no heading for who takes an item."""
    low = sheet.rows[rows[-1] - 1]
    near = (cell for row in sheet.rows[max(rows[-1] - _HIGH, 0) : rows[-1]] for cell in row)
    if any(cell.text and field_of([cell.text]) == "receiver" for cell in near):
        return False
    beside = [at for at in (column - 1, column, column + 1) if 0 < at <= len(low)]
    places = [at for at in beside if _PLACE.fullmatch(low[at - 1].text) and meaning(low[at - 1].text) is None]
    said = {row[column - 1].text for row in sheet.rows[rows[-1] :] if sheet.holds(row[0].row, 2)} - BLANK
    return column in places and len(places) > 1 and any(t in TICKS or _NAMES.search(t) for t in said)


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
