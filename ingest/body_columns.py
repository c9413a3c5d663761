"""Which columns of a matrix are those of bodies: their headings look like names of bodies, or might be some and stand
over the same marks as those."""

from __future__ import annotations

import re

from ingest.cells import Cell, Sheet
from ingest.header import Header
from ingest.header_words import looks_like_body
from ingest.headings import meaning
from ingest.marks import SIGNS

_MIGHT = re.compile(r"[\u4e00-\u9fff]{1,12}(?:处|所|站|署|馆|社|台|场|集团|银行|学校)")
_FEW = 2


def body_columns(sheet: Sheet, header: Header) -> list[Cell]:
    """The headings of a header that name bodies.

    >>> from ingest.cells import grid
    >>> rows = ["任务 市水务局 市公安局 航道处 网格站", "巡查 ● ○ ○ 3个", "救助 ○ ● ○ 2个"]
    >>> sheet = grid({(r, c): t for r, x in enumerate(rows, 1) for c, t in enumerate(x.split(), 1)}, "表")
    >>> header = Header((1,), {"title": 1}, {"title": "任务"}, unknown=tuple(sheet.rows[0][1:]))
    >>> [c.text for c in body_columns(sheet, header)]
    ['市水务局', '市公安局', '航道处']
    """
    plain = [c for c in header.unknown if looks_like_body(c.text)]
    if len(plain) < _FEW:
        return plain
    used = {text for c in plain for text in _below(sheet, header, c)}
    return [c for c in header.unknown if c in plain or (_might(c.text) and _marked(sheet, header, c, used))]


def _might(text: str) -> bool:
    said = re.sub(r"\s+", "", text)
    return _MIGHT.fullmatch(said) is not None and meaning(said) is None


def _marked(sheet: Sheet, header: Header, cell: Cell, used: set[str]) -> bool:
    """Whether nothing but marks stands below a heading, all of them also below those of plain bodies."""
    texts = _below(sheet, header, cell)
    return bool(texts) and texts <= used and all(c in SIGNS for text in texts for c in text)


def _below(sheet: Sheet, header: Header, cell: Cell) -> set[str]:
    return {row[cell.column - 1].text for row in sheet.rows[header.rows[-1] :]} - {""}
