"""Shapes a list with a column for each body: a mark or a clause under its name says what it does."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace

from ingest import marks
from ingest.bodies import Body
from ingest.body_columns import body_columns
from ingest.cells import DASHES, Cell
from ingest.common import state_basis, state_listed
from ingest.cues import Cue, mark_of, role_of_words
from ingest.entries import Entries, Page, Thing
from ingest.groups import nobody
from ingest.marks import SIGNS, called
from ingest.shapes.assigned import Answer, Assigned
from ingest.shapes.domains import state_domain
from ingest.shapes.matters import (
    Matter,
    joined,
    matters,
    name_idle_rows,
    note_revoked,
    note_title,
    own_cells,
)  # fmt: skip
from ingest.shapes.party import Party, state_parties
from ingest.shapes.titles import opening, tidy
from ingest.told import Told

_SIGNED = re.compile(
    rf"[{SIGNS}]\s*(?:[（(]([^（）()]+)[）)]|([\u4e00-\u9fff]+))|([\u4e00-\u9fff]+)[（(]\s*[{SIGNS}]\s*[）)]"
)
_NONE = frozenset({"×", "✕", "✗", "╳", "X", "x", "否", "0", "空"})
_AND = re.compile(r"[、,，/\n ]+")


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State every matter with the bodies in whose columns something stands.

    A mark that neither says a role itself nor is explained by the list makes the body merely involved.
    """
    bodies = _bodies(entries, page)
    legend, groups = _legend(page, bodies), _groups(page, bodies)
    for matter in matters(entries, page):
        note_title(entries, page, matter, told, entries.region)
        _matter(entries, page, matter, told, bodies, legend, groups)


def _bodies(entries: Entries, page: Page) -> dict[int, list[Body]]:
    """Whom each column stands for; a heading that names nobody known is an error of its cell."""
    found = {}
    for cell in body_columns(page.sheet, page.header):
        found[cell.column] = entries.parties(page, replace(cell, text=re.sub(r"\s+", "", cell.text)))
    return found


def _legend(page: Page, bodies: Container[int]) -> dict[str, Cue]:
    """The roles that the list gives to its marks, in its title rows, headings and notes."""
    return marks.legend([*page.notes.texts, *_explanations(page, bodies)])


def _explanations(page: Page, bodies: Container[int]) -> Iterator[str]:
    """The texts of a sheet that may explain its marks: all but the cells of its matters."""
    for row in range(1, len(page.sheet.rows) + 1):
        filled = page.sheet.filled(row)
        if len(filled) > 2 and row > page.header.rows[-1]:
            continue
        for cell in filled:
            if row <= page.header.rows[-1] or cell.column not in bodies or not _SIGNED.fullmatch(cell.text):
                yield cell.text


def _groups(page: Page, columns: Container[int]) -> dict[int, Cue]:
    """What the heading over the columns of some bodies says of them all, by column."""
    made: dict[int, Cue] = {}
    for row in page.header.rows[:-1]:
        said: Cue | None = None
        for cell in page.sheet.rows[row - 1]:
            said = called(cell.text) if cell.text else said
            if said and cell.column in columns:
                made[cell.column] = said
    return made


def _matter(
    entries: Entries, page: Page, matter: Matter, told: Told, bodies: dict[int, list[Body]], legend: dict[str, Cue],
    groups: dict[int, Cue],
) -> None:  # fmt: skip
    row, title = matter.rows[0], matter.title
    note = joined(page, matter, "note")
    level = page.text(row, "level")
    duty = entries.node(
        page,
        title,
        "Duty",
        name=tidy(title.text),
        region=entries.region,
        level=level,
        status="active",
        note=note,
    )
    state_listed(entries, page, row, title, duty)
    state_domain(entries, page, title, matter.banner, duty, told)
    for cell in own_cells(page, matter, "basis"):
        state_basis(entries, page, cell.row, duty)
    note_revoked(entries, page, matter)
    made = Assigned(title.text, title, "", "", [])
    seen: set[str] = set()
    for number in matter.rows:
        for column, named in bodies.items():
            said = page.sheet.cell(number, column)
            if said is None or said.origin in seen or _empty(said.text):
                continue
            seen.add(said.origin)
            for body in named:
                _party(entries, page, said, body, made, legend, groups.get(column))
    made.settle(told.first_listed, page.notes)
    thing = Thing(duty, tidy(title.text), "Duty", joined(page, matter, "basis") or None)
    state_parties(entries, page, made.parties, thing, level, entries.region)
    name_idle_rows(entries, page, matter)


def _empty(text: str) -> bool:
    return not text or text in DASHES or text in _NONE or nobody(text)


def _party(
    entries: Entries,
    page: Page,
    cell: Cell,
    body: Body,
    made: Assigned,
    legend: dict[str, Cue],
    group: Cue | None,
) -> None:
    """Add what a cell says of a body: one mark or word or several, or a clause."""
    pieces = _pieces(cell.text, legend)
    known = [_sign(p, legend) or (group if len(p) == 1 else None) for p in pieces]
    if all(cue or len(p) == 1 for p, cue in zip(pieces, known, strict=True)):
        for piece, cue in zip(pieces, known, strict=True):
            if cue is None:
                message = f"“{piece}”没有说明表示什么角色，按涉及读取"
                entries.warn(page, cell, "MARK", message, "在表下注明符号的含义，如“●牵头　○配合”")
                cue = Cue("INVOLVED_IN", piece)
            made.parties.append(Party(body, cell, "", "", cue.role or "SHARES", cue.words, cue.split))
        return
    marked = legend.get(cell.text[0])
    said = opening(cell.text.lstrip(SIGNS + "（( "))
    party = Party(body, cell, "", cell.text, said.role or "INVOLVED_IN", said.cue)
    if marked and marked.role:
        party.role, party.cue = marked.role, cell.text[0]
    elif said.role == "LEADS" and said.cue.endswith(("负责", "承担")) and not said.cue.startswith("牵头"):
        made.answers.append(Answer(party, said.rest))
    made.parties.append(party)


def _pieces(text: str, legend: Container[str]) -> list[str]:
    """The marks and words of a cell; signs that follow one another (●▲) are as many marks, and so are explained letters."""
    found: list[str] = []
    for piece in filter(None, _AND.split(text)):
        several = all(c in SIGNS or c in legend for c in piece)
        found += dict.fromkeys(piece) if several and mark_of(piece) is None else [piece]
    return found


def _sign(text: str, legend: dict[str, Cue]) -> Cue | None:
    """What a sign or a word says; a word that stands with a sign (√（牵头）) says what the sign means there."""
    if text in legend:
        return replace(legend[text], words=text)
    plain = _SIGNED.fullmatch(text)
    word = next(filter(None, plain.groups())) if plain else text
    role = mark_of(word)
    cue = Cue(role, text) if role else role_of_words(word)
    return replace(cue, words=text) if cue else None
