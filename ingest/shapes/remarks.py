"""What the remark on an item says of further bodies: 划转后由市水务局负责事中事后监管; 城东街道协助开展."""

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
    >>> list(remarks("原由市水务局监管", reader)), list(remarks("由市水务局实施", reader))
    ([], [])
    """
    for sentence in reader.sentences(text).parts:
        for part in sentence:
            if part.role is None and _SUPERVISION.fullmatch(part.rest):
                part = replace(part, role="SUPERVISES", cue=part.cue + part.rest, rest="")
            if part.role not in _ROLES or not part.cue or not reader.names(part.names):
                continue
            if not _NOT_NOW.search(part.before) and not _NO_OBJECT.match(part.rest):
                yield part
