"""What a body that gave an item away still does with it: its column of duties, or a note on the whole list, says so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.bodies import Body
from ingest.cells import Cell
from ingest.entries import Entries, Page, Thing
from ingest.groups import nobody
from ingest.names import Match
from ingest.shapes.own_words import named_clauses

_SUPERVISES = re.compile(r"监管|监督管理|监督检查|巡查|行业管理|日常检查|日常管理")
_ROLES = (
    ("SUPERVISES", _SUPERVISES),
    ("GUIDES", re.compile(r"指导|培训")),
    ("ASSISTS", re.compile(r"配合|协助|协同|支持|移送|移交|提供")),
)
_NO_MORE = re.compile(r"不再|停止|不得")
_STILL = re.compile(
    r"(?:仍然?|继续)?由?(?:各)?(?:原(?:来)?(?:的)?(?:实施|审批|主管|行使|承担|许可)?|划出|移出|调出|移交)(?:部门|单位|机关|主体)"
    r"(?:仍然?|继续|依法|应当?|要|负责|承担|履行|按照?职责|按照?分工)*(?<=[续担责行仍])(?:对[^，。；]{0,20})?"
    r"(?:相关|行业|日常|事中|事后|后续|监督|领域|的)*(?:监管|监督管理|监督检查)(?:职责|责任|工作|职能)?"
)


def still_supervise(texts: Iterable[str]) -> str:
    """The words of notes that say that those who gave the items supervise them on; "" where none do.

    >>> still_supervise(["2.事项划转后，原实施部门继续承担行业监管职责。"])
    '原实施部门继续承担行业监管职责'
    >>> still_supervise(["划转后由原审批部门负责事中事后监管"]), still_supervise(["原实施部门要加强业务指导和监督检查"])
    ('由原审批部门负责事中事后监管', '')
    >>> still_supervise(["原实施部门不再承担监管职责"])
    ''
    """
    for text in texts:
        for sentence in re.split(r"[。；;\n]", re.sub(r"\s+", "", text)):
            found = _STILL.search(sentence)
            if found and not _NO_MORE.search(found[0]):
                return found[0]
    return ""


def state_kept(
    entries: Entries, page: Page, row: int, item: Thing, givers: list[tuple[Body, Cell]], said: str
) -> None:
    """State what the givers of an item do with it on; `said` are words on the whole list that they supervise.

    A column for those who supervise leaves nothing to add.
    """
    if page.text(row, "supervisor"):
        return
    text = page.text(row, "giver_text")
    if not text and (division := page.text(row, "division")):
        parts = named_clauses(division, entries.region, entries.book)
        for position, (body, cell) in enumerate(givers, 1):
            own = next((clause for names, clause in parts if _names(entries, names, body)), "")
            if own and not _NO_MORE.match(own):
                _state(entries, page, item, body, cell, own, "division", position)
        return
    if text and not nobody(text) and not _NO_MORE.match(text):
        for position, (body, cell) in enumerate(givers, 1):
            _state(entries, page, item, body, cell, text, "giver_text", position)
    elif said:
        for position, (body, cell) in enumerate(givers, 1):
            entries.role(page, cell, "SUPERVISES", body, item, cue=said, position=position)


def _names(entries: Entries, text: str, body: Body) -> bool:
    found = entries.book.find(text, entries.region)
    return text == body.text or (isinstance(found, Match) and found.id == body.id)


def _state(
    entries: Entries, page: Page, item: Thing, body: Body, cell: Cell, text: str, column: str, position: int
) -> None:
    """State what a body still does with an item, in the role that the words for it give."""
    role = next((role for role, words in _ROLES if words.search(text)), "INVOLVED_IN")
    entries.role(page, cell, role, body, item, cue=page.caption(column), text=text, position=position)
