"""Everyone whom a matter of a table names, in its columns of bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.bodies import read_parties
from ingest.cells import Cell
from ingest.cues import role_in_column
from ingest.entries import Entries, Page
from ingest.headings import heading, holds_clauses
from ingest.names import OrganizationBook
from ingest.profile import Role
from ingest.shapes.assigned import Assigned, assign
from ingest.shapes.duty_texts import by_areas, by_clauses
from ingest.shapes.matters import Matter
from ingest.shapes.part import Part
from ingest.shapes.party import Party
from ingest.shapes.sentences import Reader
from ingest.shapes.signed import signed_parties, signs
from ingest.shapes.spoken import group_of, heard, spoken
from ingest.values import number

_RANKED = re.compile(r"第([一二三四五\d])(?=牵头|主办|主责|责任)")


def parties_of(entries: Entries, page: Page, matter: Matter, region: str) -> list[Party]:
    """Everyone whom a matter names; a cell merged over rows counts once.

    Names are resolved in a region, or in that whose name stands above their column.
    """
    found: list[Party] = []
    plain: list[Party] = []
    made = Assigned(matter.title.text, matter.title, "", "", [], found)
    at_names = signs(page.notes.texts)
    seen: set[str] = set()
    said: set[tuple[str, str, str]] = set()
    for row in matter.rows:
        for column, role in page.roles:
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
            caption = page.caption(column)
            told = _sentences(cell.text, where, entries.book) or spoken(
                cell.text, group_of(caption), where, entries.book
            )
            if not told and role.link == "INVOLVED_IN" and holds_clauses(caption):
                told, silent = heard(cell.text, where, entries.book)
                _tell_silent(entries, page, cell, silent)
                beside = any(r.link != "INVOLVED_IN" for _, r in page.roles)
                if not told and beside and read_parties(cell.text, where, entries.book).troubles:
                    _tell_silent(entries, page, cell, [cell.text])
                    continue  # sentences beside the columns that name the bodies
            if told:
                before = list(found)
                _tell(entries, page, cell, made, told, column, role)
                found[len(before) :] = _new(found[len(before) :], before)
                continue
            link, noted = _noted(page, column, role)
            rank = _rank(page.caption(column))
            apart = where != region  # the districts of a table each answer for their own part
            row_role = page.text(row, "role")
            for body in signed_parties(entries, page, cell, where, at_names, link == "INVOLVED_IN"):
                if apart:
                    body = replace(body, scope=body.scope or entries.book.places.get(where))
                cue = body.cue or noted
                party = Party(body, cell, column, clause, body.role or link, cue, body.split or apart)
                party.rank = rank if party.role == link else None
                _beside(row_role, party)
                found.append(party)
                plain.append(party)
    by_areas(plain)
    by_clauses(made, plain)
    made.settle_answers()
    return found


def _beside(text: str, party: Party) -> None:
    """Give a body without a role of its own the role that a column of such words gives to its row."""
    said = role_in_column(text) if text and party.role == "INVOLVED_IN" and not party.body.role else None
    if said and said.role:
        party.role, party.cue, party.split = said.role, text, party.split or said.split


def _noted(page: Page, column: str, role: Role) -> tuple[str, str]:
    """The link and the words for the bodies of a column; a note of the list may say what a plain one is for."""
    caption = page.caption(column)
    said = page.notes.roles.get(heading(caption)) if role.link == "INVOLVED_IN" else None
    return said or (role.link, role.cue or caption)


def tell_notes(entries: Entries, page: Page) -> None:
    """Tell how the notes of a list were taken: what they say of a heading, and of who is listed first."""
    plain = {heading(page.caption(c)): c for c, role in page.roles if role.link == "INVOLVED_IN"}
    heads = {c.text: c for row in page.header.rows for c in page.sheet.filled(row)}
    for said, column in plain.items():
        at = heads.get(
            page.caption(column), page.sheet.rows[page.header.rows[-1] - 1][page.header.columns[column] - 1]
        )
        if said in page.notes.roles:
            words = page.notes.roles[said][1]
            message = f"附注写明“{words}”，“{at.text}”栏按此读取"
            entries.problem(page, at, "NOTE", "info", message, "如不是此意，请改附注或栏名")
        elif page.notes.first:
            words = "，".join(filter(None, (page.notes.first, page.notes.others)))
            message = f"附注写明“{words}”，“{at.text}”栏没有写牵头的，以第一个为牵头（标为推断）"
            entries.problem(page, at, "NOTE", "info", message, "牵头单位最好单列一栏写明")


def _new(parties: Sequence[Party], before: Sequence[Party]) -> list[Party]:
    """The parties of a cell of sentences without those that only have again, for the whole matter, the role that another
    column gives them; their words are kept as the clause of that."""
    made = []
    for party in parties:
        same = next((p for p in before if (p.role, p.body.id) == (party.role, party.body.id)), None)
        if same is None or party.body.scope or same.column == party.column or same.body.scope:
            made.append(party)
        else:
            same.clause = same.clause or party.clause
    return made


def _tell_silent(entries: Entries, page: Page, cell: Cell, silent: Sequence[str]) -> None:
    """Tell of the sentences of a cell that name nobody in a role."""
    for sentence in silent:
        message = f"“{sentence[:60]}”没有写明由谁负责，没有读取"
        entries.problem(page, cell, "CLAUSE", "info", message, "如是职责分工，请写明单位和它的角色")


@lru_cache(maxsize=1_000)
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


def _tell(
    entries: Entries, page: Page, cell: Cell, made: Assigned, parts: Sequence[Part], column: str, role: Role
) -> None:
    """Add the parties of a cell of sentences to a matter. Who answers for a part has it as its scope, in the role of
    the column; what a body only does, without a word for its role, it does in that role too."""
    if role.link != "INVOLVED_IN":
        plain = (None, "INVOLVED_IN", *(("SUPERVISES", "ENFORCES") if role.link == "ASSISTS" else ()))
        told = ("负责督",) if role.link == "ASSISTS" else ()  # 负责督促…: how it helps, under such a heading
        parts = [
            replace(p, role=role.link) if p.role in plain or p.cue.startswith(told) else p for p in parts
        ]
    here = Assigned(made.title, cell, "", "", [])
    assign(entries, page, here, parts, cell)
    for party in here.parties:
        party.column = column
    made.parties += here.parties
    made.answers += here.answers
