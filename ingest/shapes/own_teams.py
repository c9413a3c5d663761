"""Who inside the holder of a power carries it out, where that is a body of the register: 承办机构 市水政监察支队."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from ingest.entries import Entries, Page, Thing
from ingest.names import Match

_UNIT = re.compile(r"(?:科|处|室|股|组|岗|窗口)(?:[（(].*[)）])?$")
_PIECE = re.compile(r"[^、，,；;。\n]+")
_ROLES = ("ENFORCES", "SUPERVISES")


def state_teams(
    entries: Entries, page: Page, row: int, item: Thing, role: str, holders: Collection[str]
) -> None:
    """State the bodies that the column of units names; units proper (用水科) are no bodies and stay unnamed.

    A team punishes or inspects as its holder does, which `role` says; what else it carries out, others decide.
    """
    cell = page.cell(row, "section")
    for piece in _PIECE.findall(cell.text) if cell is not None else ():
        name = piece.strip()
        match = None if _UNIT.search(name) else entries.book.find(name, entries.region)
        if cell is None or not isinstance(match, Match) or match.id in holders:
            continue
        for body in entries.parties(page, replace(cell, text=name)):
            link = role if role in _ROLES else "INVOLVED_IN"
            entries.role(page, cell, link, body, item, cue=page.caption("section"))
