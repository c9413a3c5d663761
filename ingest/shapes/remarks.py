"""What the remark on an item says of further bodies: 划转后由市水务局负责事中事后监管; 城东街道协助开展; 路面执法：市公安局."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.entries import Entries, Page, Thing
from ingest.groups import group_kind, undecided
from ingest.shapes.part import Part
from ingest.shapes.sentences import Reader

_ROLES = ("SUPERVISES", "ENFORCES", "GUIDES", "ASSISTS")
_SUPERVISION = re.compile(
    r"(?:(?:事中)?事后|后续|日常|行业|审批后)(?:的)?(?:监管|监督管理|监督检查|监督)(?:工作|职责)?"
)
# A matter of supervision or enforcement, and who has it: 路面执法：甲局、乙局; 监督执法由甲局承担.
_HAD = re.compile(
    r"(?P<of>[^：:由]{0,12}?)(?P<act>监管|监督管理|监督检查|执法|处罚|查处)(?:工作|职责|责任)?"
    r"(?:[：:](?:由)?(?P<whose>[^：:]{2,60}?)|(?:仍然?|继续)?由(?P<who>[^：:]{2,60}?))(?:共同|分别)?(?:负责|承担|实施|行使|组织)*"
)
# What somebody gives to those who have the item: 监测数据由甲局提供; 由甲局出具认定意见.
_GIVES = re.compile(
    r"(?P<of>[^：:由]{2,16}?)由(?P<who>[^：:]{2,60}?)(?:负责)?(?P<act>提供|出具)"
    r"|由(?P<whose>[^：:]{2,60}?)(?:负责)?(?P<does>提供|出具)(?P<what>[^：:由]{2,20})"
)
_ACTS = {"执法": "ENFORCES", "处罚": "ENFORCES", "查处": "ENFORCES"}
_PLAIN = re.compile(r"(?:事中事后|事后|后续|日常|行业|监督|行政|综合|划转后|批后|审批后|违法行为|的)*")
_NOT_NOW = re.compile(r"原|此前|以前|曾|拟|不再|不|未|非|取消|停止|待|如|若")
_NO_OBJECT = re.compile(r"后|前|时|下|意见|同意")


def state_remarks(entries: Entries, page: Page, row: int, item: Thing, since: int) -> None:
    """State who supervises, enforces, guides or assists, where the remark of a row says so in plain words.

    Who decides on the item stands in its own column, and what was or may be is nothing that holds: neither is read
    from a remark. `since` is the number of statements before those of this row, which are not repeated.
    """
    cell = page.cell(row, "note")
    if cell is None or not cell.text or undecided(cell.text):
        return
    said = {(s.role, s.organization_text, s.organization) for s in entries.said[since:]}
    done = {(role, name) for role, _, name in said if name}
    reader = Reader(entries.book, entries.region)
    for part in remarks(cell.text, reader):
        role = part.role or "SUPERVISES"
        if group_kind(part.names) == "open_ended" and any(role == r for r, _, _ in said):
            continue  # 行业主管部门, who stands in a column of its own
        for body in entries.parties(page, replace(cell, text=part.names)):
            if (role, body.name) in done and body.name:
                continue
            body = replace(body, scope=body.scope or (part.rest or None))
            entries.role(page, cell, role, body, item, cue=part.cue, text=part.text)


def remarks(text: str, reader: Reader) -> Iterator[Part]:
    """The parts of a remark that give bodies that are known a role of those that remarks may give.

    >>> from ingest.names import OrganizationBook
    >>> book = OrganizationBook([{"id": "org:1", "name": "临澜市水务局", "region": "379900"}], {"379900": "临澜市"})
    >>> reader = Reader(book, "379900")
    >>> [(p.names, p.role) for p in remarks("2023年3月划转，市水务局负责事中事后监管", reader)]
    [('市水务局', 'SUPERVISES')]
    >>> [(p.names, p.role, p.rest) for p in remarks("船上执法：市水务局", reader)]
    [('市水务局', 'ENFORCES', '船上执法')]
    >>> list(remarks("原由市水务局监管", reader)), list(remarks("由市水务局实施", reader))
    ([], [])
    """
    left = []
    for piece in re.split(r"(?<=[。；;，,\n])", text):
        had = _had(piece.strip("。；;，,\n "), reader)
        if had is None:
            left.append(piece)
        else:
            yield had
    for sentence in reader.sentences("".join(left)).parts:
        for part in sentence:
            if part.role is None and _SUPERVISION.fullmatch(part.rest):
                part = replace(part, role="SUPERVISES", cue=part.cue + part.rest, rest="")
            if part.role not in _ROLES or not part.cue or not reader.names(part.names):
                continue
            if not _NOT_NOW.search(part.before) and not _NO_OBJECT.match(part.rest):
                yield part


def _had(piece: str, reader: Reader) -> Part | None:
    """What a piece of a remark that is nothing but an act and those who have it says, None for any other."""
    if _NOT_NOW.search(piece):
        return None
    found = _HAD.fullmatch(piece)
    if found and reader.names(found["whose"] or found["who"]):
        scope = "" if _PLAIN.fullmatch(found["of"]) else found["of"] + found["act"]
        role = _ACTS.get(found["act"], "SUPERVISES")
        return Part(found["whose"] or found["who"], role, found["act"], rest=scope, text=piece)
    gives = _GIVES.fullmatch(piece)
    if gives and reader.names(gives["whose"] or gives["who"]):
        act, what = gives["act"] or gives["does"], gives["of"] or gives["what"]
        return Part(gives["whose"] or gives["who"], "ASSISTS", act, rest=what, text=piece)
    return None
