"""Finds clauses in a text that is no table: the paragraph with which they begin."""

from __future__ import annotations

import re

from ingest.cells import Sheet
from ingest.cues import openings, role_at_start

_BODY = re.compile(
    r"(?:局|委|委员会|办|办公室|厅|支队|大队|政府|管委会|街道|镇|乡|中心|部门|单位|海关|总工会|妇联|残联|镇街|区县|县区)(?:[（(][^（）()]*[）)])?"
)
_LABEL = re.compile(r"(?:牵头|责任|配合|主办|协办|主责|参与|实施|落实)(?:单位|部门|主体)[:：]")
_OWN = re.compile(r"的?(?:主要|工作)?(?:职责|职能)(?:是|为|如下)?[:：]")
_NUMBERED = re.compile(
    r"[（(][一二三四五六七八九十\d０-９]+[）)]|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[条章]|[\d０-９]+[.．、]|[①-⑳]"
)
_ALONE = re.compile(
    rf"(?:{_NUMBERED.pattern})\s*[\u4e00-\u9fff、]{{2,20}}(?:局|委|委员会|办|办公室|厅)(?:的?(?:主要|工作)?职责)?[:：]?"
)
_COLON = re.compile(r"([^：:，,。；;]{2,60})[：:]\s*(?=\S)")
FEW = 2


def first_clause(sheet: Sheet) -> int | None:
    """The row of the first clause of a text in one column, None where no two paragraphs assign anything.

    A paragraph assigns something where a body stands right before a word that gives a role, after a label, or
    where it announces the duties of a body. A heading right above the first such paragraph belongs to it.

    >>> from ingest.cells import grid
    >>> said = ["职责分工通知", "（一）节水。由市水务局牵头，市住建局配合。", "（二）燃气。市住建局负责。"]
    >>> first_clause(grid({(r, 1): t for r, t in enumerate(said, 1)}, "正文"))
    2
    """
    if any(sum(1 for c in row if c.text) > 1 for row in sheet.rows):
        return None
    texts = [(row, filled[0].text) for row in range(1, len(sheet.rows) + 1) if (filled := sheet.filled(row))]
    said = [row for row, text in texts if assigns(text)]
    if len(said) < FEW and not (said and any(_OWN.search(text) for _, text in texts)):
        return None
    numbered = [row for row, text in texts if _NUMBERED.match(text)]
    first = min([said[0], *numbered[:1]])
    before = [(row, text) for row, text in texts[1:] if row < first]
    heading = bool(before) and len(before[-1][1]) <= 40 and not re.search("[：:。；;]", before[-1][1])
    return before[-1][0] if heading else first


def assigns(text: str) -> bool:
    """Whether a paragraph gives some body a role.

    >>> assigns("由市水务局牵头"), assigns("市水务局负责节水"), assigns("谁主管谁牵头"), assigns("责任单位：市水务局")
    (True, True, False, True)
    >>> assigns("1．市水务局：负责节水"), assigns("注意：负责节水")
    (True, False)
    """
    if _LABEL.search(text) or _ALONE.fullmatch(text) or (_OWN.search(text) and _BODY.search(text)):
        return True
    before = _COLON.match(text)
    if before and _body_before(before[1]) and role_at_start(text[before.end() :])[0]:
        return True
    return any(_body_before(text[:at]) for at, _, _ in openings(text))


def _body_before(text: str) -> bool:
    end = text[-14:].rstrip("，, 　")
    return any(match.end() == len(end) for match in _BODY.finditer(end))
