"""A body named for a matter, and what only the whole matter shows of its role."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.bodies import Body
from ingest.cells import Cell
from ingest.cues import shares, splits
from ingest.entries import Entries, Page, Thing
from ingest.footnotes import Footnotes

_RESPONSIBLE = re.compile(r"责任|负责|承办|承担|主体|实施|落实|办理|管护|养护|管养")


@dataclass(slots=True)
class Party:
    """One body of a matter: the cell that names it, the column, its own clause and its role.

    `rank` is first or second only where the list itself says so.
    """

    body: Body
    cell: Cell
    column: str
    clause: str
    role: str
    cue: str
    split: bool = False
    inferred: str | None = None
    rank: int | None = None


def settle(
    parties: list[Party], lead_text: str, note: str, first_listed: bool, notes: Footnotes | None = None
) -> None:
    """Decide what only the whole matter shows: shares, splits, and an inferred lead.

    Who alone stands under 责任单位 answers for the matter: it is taken for the lead, and marked as inferred
    (docs/decisions/0014). Where the `notes` of the list say that who is listed first leads, so it is; the lead stays
    marked as inferred from that place. Words that name no body (各镇街) make nobody lead, though they stand first.
    """
    notes = notes or Footnotes()
    for party in parties:
        if party.role == "INVOLVED_IN" and splits(party.cue):
            party.role = "SHARES"  # 由甲局、乙局分别承办: each does its part, whatever the column is called
    leads = [p for p in parties if p.role == "LEADS"]
    if len(leads) > 1 and (splits(lead_text) or any(splits(p.clause) for p in leads)):
        for party in leads:
            party.split = True
    if len(leads) > 1 and notes.first and notes.others and len({p.column for p in leads}) == 1:
        for party in leads[1:]:
            party.role, party.cue = "ASSISTS", notes.others
    if leads:
        return
    for party in parties:
        words = shares(party.clause) or shares(lead_text) or shares(note)
        if party.role == "ASSISTS" and party.body.role is None and words:
            party.role, party.cue = "SHARES", words
        if splits(party.clause) or splits(lead_text) or splits(note):
            party.split = True
    named = [p for p in parties if p.body.group is None]
    free = not any(p.role == "SHARES" or p.split for p in parties)
    responsible = [p for p in parties if p.role == "INVOLVED_IN"]
    if free and len(responsible) == 1 and responsible[0] in named and _RESPONSIBLE.search(responsible[0].cue):
        responsible[0].role, responsible[0].inferred = "LEADS", "sole_named"
        return
    listed = responsible or [p for p in parties if p.role == "ASSISTS" and first_listed]
    if (first_listed or notes.first) and free and listed and listed[0] in named:
        first, *rest = listed
        first.role, first.inferred, first.cue = "LEADS", "first_listed", notes.first or first.cue
        for party in rest if notes.others else ():
            party.role, party.cue = "ASSISTS", notes.others


def state_parties(
    entries: Entries, page: Page, parties: list[Party], thing: Thing, level: str, region: str
) -> None:
    """State the role of each party; one body in one role counts once."""
    counts: dict[str, int] = {}
    first: dict[tuple[str, str, str | None], tuple[Party, int]] = {}
    for party in parties:
        key = (party.role, party.body.id, party.body.scope)
        if key in first:
            earlier, position = first[key]
            same_cell = earlier.cell.address == party.cell.address
            message = (
                f"“{party.body.text}”与“{earlier.body.text}”（{earlier.cell.address}）是同一机构，重复列示"
            )
            entries.problem(
                page, party.cell, "DUPLICATE", "info" if same_cell else "warning", message, "合并为一处"
            )
            body = replace(party.body, split=earlier.split, capacity=earlier.body.capacity)
            clause, cue = earlier.clause, earlier.cue
        else:
            counts[party.role] = position = counts.get(party.role, 0) + 1
            first[key] = (party, position)
            body, clause, cue = party.body, party.clause, party.cue
            body = body if body.split == party.split else replace(body, split=party.split)
        entries.role(
            page, party.cell, party.role, body, thing, cue=cue, text=clause, level=level, position=position,
            inferred=party.inferred, region=region, rank_stated=party.rank,
        )  # fmt: skip
