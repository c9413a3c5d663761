"""Everyone whom a matter of a table names, in its columns of bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.bodies import read_parties
from ingest.cells import Cell
from ingest.entries import Entries, Page
from ingest.headings import heading
from ingest.names import OrganizationBook
from ingest.profile import Role
from ingest.shapes.assigned import ANSWERS, Answer, Assigned, assign, part_of
from ingest.shapes.matters import Matter
from ingest.shapes.part import Part
from ingest.shapes.party import Party
from ingest.shapes.sentences import Reader
from ingest.shapes.titles import opening, title_of
from ingest.values import number

_AS = re.compile(r"^(?:作为|为|是)(?=.{0,4}(?:牵头|主管|主办|主责|责任|配合|协办))")
_RANKED = re.compile(r"第([一二三四五\d])(?=牵头|主办|主责|责任)")


def parties_of(entries: Entries, page: Page, matter: Matter, region: str) -> list[Party]:
    """Everyone whom a matter names; a cell merged over rows counts once.

    Names are resolved in a region, or in that whose name stands above their column.
    """
    found: list[Party] = []
    seen: set[str] = set()
    said: set[tuple[str, str, str]] = set()
    for row in matter.rows:
        for column, role in page.header.roles(page.spec):
            cell = page.cell(row, column)
            if cell is None or not cell.text or cell.origin in seen:
                continue
            seen.add(cell.origin)
            clause = page.text(row, role.clause) if role.clause else ""
            if (column, cell.text, clause) in said:
                continue
            said.add((column, cell.text, clause))
            above = page.header.places.get(column)
            where = (entries.place(above) if above else None) or region
            told = _sentences(cell.text, where, entries.book)
            if told:
                found += _told(entries, page, cell, matter.title.text, told, column, role)
                continue
            rank = _rank(page.caption(column))
            apart = where != region  # the districts of a table each answer for their own part
            for body in entries.parties(page, cell, where):
                if apart:
                    body = replace(body, scope=body.scope or entries.book.places.get(where))
                cue = body.cue or role.cue or page.caption(column)
                party = Party(body, cell, column, clause, body.role or role.link, cue, body.split or apart)
                party.rank = rank if party.role == role.link else None
                found.append(party)
    _by_clauses(matter.title, found)
    return found


def _by_clauses(title: Cell, parties: list[Party]) -> None:
    """Give bodies that stand in a column without a role the role that the clauses beside them begin with."""
    made = Assigned(title.text, title, "", "", [], parties)
    for party in parties:
        said = (
            opening(_AS.sub("", party.clause))
            if party.role == "INVOLVED_IN" and not party.body.role
            else None
        )
        if said is None or said.role is None:
            continue
        party.cue = said.cue
        if said.cue in ANSWERS:
            part = Part(party.body.text, None, said.cue, rest=title_of(said.rest))
            made.answers.append(Answer(party, part_of(part, title.text)))
        else:
            party.role = said.role
    made.settle_answers()


def _rank(caption: str) -> int | None:
    """The rank that the heading of a column states (第二牵头单位), None where it states none."""
    found = _RANKED.match(heading(caption))
    return number(found[1]) if found else None


@lru_cache(maxsize=5_000)
def _sentences(text: str, region: str, book: OrganizationBook) -> tuple[Part, ...]:
    """What a cell says where it is no mere row of names but sentences, all of them understood; else nothing."""
    if book.find(text, region) is not None or not read_parties(text, region, book).troubles:
        return ()
    reader = Reader(book, region)
    found = reader.sentences(text)
    parts = tuple(part for sentence in found.parts for part in sentence)
    known = all((part.role != "INVOLVED_IN" or part.cue) and reader.names(part.names) for part in parts)
    return parts if known and not found.silent else ()


def _told(
    entries: Entries, page: Page, cell: Cell, title: str, parts: Sequence[Part], column: str, role: Role
) -> list[Party]:
    """The parties of a cell of sentences. Who answers for a part has it as its scope, in the role of the column."""
    if role.link != "INVOLVED_IN":
        parts = [replace(p, role=p.role or role.link) for p in parts]
    made = Assigned(title, cell, "", "", [])
    assign(entries, page, made, parts, cell)
    made.settle_answers()
    return [replace(party, column=column) for party in made.parties]
