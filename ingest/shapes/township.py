"""Shapes the three lists of a county's towns: what they do, what they help with, what went back up.

The direction of responsibility is kept: towns lead a basic matter, an upper department leads one that towns
only help with, and a department leads what was taken back. A list of one town, or one whose title says for which
towns it is, need not name them again in every row.
"""

from __future__ import annotations

import re
from functools import partial

from ingest.bodies import Body
from ingest.cells import Cell
from ingest.cues import role_at_start
from ingest.entries import Entries, Page, Thing
from ingest.shapes.boundary import state_matter
from ingest.shapes.holder import holder
from ingest.shapes.matters import Matter, joined, matters, note_title
from ingest.shapes.own_words import after_name, own_words
from ingest.shapes.party import Party
from ingest.told import Told

LEVELS = {"township_basic": "乡", "township_assist": "乡", "township_reclaimed": "县"}
_TOWNS = {"township_basic": ("lead", "LEADS"), "township_assist": ("assist", "ASSISTS")}
_LEADS = re.compile(r"牵头|主责|主办")
_NO_MORE = re.compile(r"(?:取消|停止|不再|废止)")


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State every matter of one of the three lists, at the level at which it is done."""
    column, link = _TOWNS.get(page.spec.shape, ("", ""))
    own = holder(entries, page) if column and column not in page.header.columns else None
    if column and own is None and column not in page.header.columns:
        at = page.sheet.rows[page.header.rows[-1] - 1][0]
        message = "没有写明是哪个乡镇（街道）：没有履职主体一栏，标题也没有写出名录中的乡镇（街道）"
        entries.warn(page, at, "VALUE", message, "在标题写明乡镇（街道）的全称，或加一栏履职主体（配合主体）")
    for matter in matters(entries, page):
        note_title(entries, page, matter, told, entries.region)
        if page.spec.shape == "township_basic":
            _also_above(entries, page, matter, told)
        ended = _given_up(page, matter)
        duty = state_matter(
            entries, page, matter, told, LEVELS[page.spec.shape], above=entries.region, ranked=False,
            status="ended" if ended else "active", among=partial(_among, page, matter),
        )  # fmt: skip
        if own is not None:
            _town(entries, page, matter, own, link, duty)


def _town(entries: Entries, page: Page, matter: Matter, own: Body, link: str, duty: Thing) -> None:
    """State what the town of the whole list is to a matter."""
    text = joined(page, matter, "lead_text" if link == "LEADS" else "assist_text")
    cell: Cell = matter.title
    entries.role(page, cell, link, own, duty, cue=own.text, text=text, level="乡", position=1)


def _given_up(page: Page, matter: Matter) -> bool:
    """Whether a matter that was taken back is done by nobody any more: 取消该项工作."""
    row = matter.rows[0]
    taken = page.spec.shape == "township_reclaimed" and not page.text(row, "lead")
    return taken and _NO_MORE.match(page.text(row, "lead_text")) is not None


def _among(page: Page, matter: Matter, parties: list[Party]) -> None:
    """Settle who leads among several upper departments of one cell, unless its heading calls them all leads.

    Whoever the cell or the next one says to lead, leads, and whoever it says to assist, assists. Of the others each
    does its share, where the next cell tells the part of each; else they are only named beside a lead.
    """
    cell = page.cell(matter.rows[0], "lead")
    upper = [p for p in parties if p.column == "lead" and cell is not None and p.cell.origin == cell.origin]
    if page.spec.shape == "township_basic" or len(upper) < 2 or _LEADS.search(page.caption("lead")):
        return
    texts = own_words(joined(page, matter, "lead_text"), [p.body for p in upper])
    told = len(set(texts)) == len(texts) and all(texts)
    for party, text in zip(upper, texts, strict=True):
        said = role_at_start(after_name(text, party.body))[0] if told and party.body.role is None else None
        if told:
            party.clause = text
        if said and said.role in ("LEADS", "ASSISTS"):
            party.role, party.cue = said.role, said.words
    marked = any(p.body.role == "LEADS" for p in upper)
    plain = [p for p in upper if p.body.role is None and p.cue == page.caption("lead")]
    led = marked or any(p.role == "LEADS" and p not in plain for p in upper)
    for party in plain if led or (told and len(plain) > 1) else ():
        party.role = "SHARES" if told and not marked else "INVOLVED_IN"


def _also_above(entries: Entries, page: Page, matter: Matter, told: Told) -> None:
    """Warn where a basic matter bears the title of one of the county's own, for then the two are one."""
    found = told.known.at(matter.title.text, entries.region)
    if found and "boundary" in found.kinds:
        message = f"“{found.name}”与县级职责边界清单中的事项同名，两处并作一项"
        entries.warn(
            page, matter.title, "DUPLICATE", message, "如是镇街自己的一项，请改名，并在对应县级事项中写明"
        )
