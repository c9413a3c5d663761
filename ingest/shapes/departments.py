"""Shapes a list with a body a row: its duties stand numbered in one cell, or a duty a row below its name.

The body holds what its list says (`opening` tells in what role). A clause without a word for a role takes the role
of its column: lead where the heading says so (主要职责, 牵头职责), else merely involved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial

from graph.ids import normal
from ingest.bodies import Body
from ingest.cells import Cell
from ingest.common import state_basis
from ingest.cues import announces, catchall, role_of_words
from ingest.entries import Entries, Page, Thing
from ingest.groups import nobody
from ingest.rows import DataRow, data_rows
from ingest.shapes.assigned import Assigned, assign
from ingest.shapes.domains import state_domain
from ingest.shapes.held import held
from ingest.shapes.numbering import Clause, Levels, clauses, ending
from ingest.shapes.offices import state_offices
from ingest.shapes.part import Part
from ingest.shapes.phrases import duties_in
from ingest.shapes.saying import saying
from ingest.shapes.sentences import Reader
from ingest.shapes.titles import opening
from ingest.shapes.whole_or_part import objects
from ingest.told import Told

_TOPIC = re.compile(r"([^。；;，,：:]{2,30})[。：:](?=.{4,})")
_ITSELF = re.compile(
    r"[本我](?:部门|单位|机关|中心|支队|大队|街道|局|委|办(?![法公事理])|厅|部(?![分署位])|院|会(?!议)|站|队|镇|乡)"
    r"(?!系统|领域|行业|职责|级|属|[局部委]|领导|机关)"
)
COLUMNS = ("main", "assist", "duties")


@dataclass(slots=True)
class Written:
    """One clause of a body: the cell it begins in, its column and its row."""

    clause: Clause
    cell: Cell
    column: str
    row: int


@dataclass(slots=True)
class Office:
    """One body with its rows: the cell that names it, its clauses so far, and the rows that say it has none (无).

    `shared` are clauses that speak of a matter and say what each of several bodies does in it.
    """

    cell: Cell
    bodies: list[Body]
    banner: DataRow
    held: list[Written] = field(default_factory=list)
    levels: dict[str, Levels] = field(default_factory=dict)
    without: set[int] = field(default_factory=set)
    shared: list[Written] = field(default_factory=list)


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State every clause of every body; a blank name goes on with the body above."""
    office: Office | None = None
    columns = [c for c in COLUMNS if c in page.header.columns] or ["share"]
    for data in data_rows(entries, page, "body", running=tuple(columns)):
        named = page.cell(data.number, "body")
        if office and data.banner_row != office.banner.banner_row:
            _state(entries, page, office, told)
            office = None
        if named and named.text and not (office and _same(named, office.cell)):
            if office:
                _state(entries, page, office, told)
            office = Office(named, entries.parties(page, named), data)
            state_offices(entries, page, data.number, office.bodies)
        if office is None:
            at = page.sheet.filled(data.number)[0]
            message = f"本行没有“{page.caption('body')}”，上面也没有可以续接的单位"
            entries.problem(page, at, "ROW", "error", message, "补上单位名称")
            continue
        _gather(entries, page, office, data.number, columns)
    if office:
        _state(entries, page, office, told)


def _same(cell: Cell, above: Cell) -> bool:
    return cell.origin == above.origin or normal(cell.text) == normal(above.text)


def _gather(entries: Entries, page: Page, office: Office, row: int, columns: list[str]) -> None:
    """Take the clauses of a row to those of its body; one that the row above broke off goes on."""
    filled = False
    reader = Reader(entries.book, entries.region)
    for column in columns:
        cell = page.cell(row, column)
        if cell is None or not cell.text or (cell.merged_from and _held(office, cell)):
            continue
        filled = True
        levels = office.levels.setdefault(column, Levels())
        numbered = bool(levels.open)
        written = clauses(cell.text, levels)
        found = [c for c in written if not nobody(ending(c.text))]
        if written and not found:
            office.without.add(row)
        last = next((h for h in reversed(office.held) if h.column == column), None)
        broken = last and numbered and found and not found[0].number and last.cell.text[-1] not in "。；;！"
        if broken and last:
            last.clause.text += found.pop(0).text
        for clause in found:
            if _spoken_of(clause.text, reader, office):
                office.shared.append(Written(clause, cell, column, row))
                continue
            texts = duties_in(clause.text, bool(clause.number))
            office.held += [Written(replace(clause, text=t), cell, column, row) for t in texts]
    if not filled:
        at = page.cell(row, "body") or page.sheet.filled(row)[0]
        if office.bodies and at.text and office.cell.row == row:
            entries.warn(page, at, "ROW", f"“{at.text}”没有写职责", "补上职责，或删去本行")
            entries.problem_rows.add((page.name, row))


def _spoken_of(text: str, reader: Reader, office: Office) -> bool:
    """Whether a clause names a matter first, and then whom it falls to: 防汛。甲局负责预警，乙局负责救援; or the body
    itself in the words that it has for itself: 防汛：本局牵头. What it says may be of several matters after words that
    only announce them (与乙局的职责分工：…)."""
    named = _self_named(text, office)
    topic = _TOPIC.match(text)
    announced = topic is not None and announces(topic[1])
    if named == text and (topic is None or opening(topic[1]).role):
        return False
    told = _told(named, reader)
    parts = [p for _, own, _ in told for p in own]
    if not all(title for title, _, _ in told) or len(parts) < (1 if named != text else 2):
        return False
    same = topic is not None and len(told) == 1 and normal(told[0][0]) == normal(topic[1])
    return same or announced or (named != text and topic is None)


def _told(text: str, reader: Reader) -> list[tuple[str, list[Part], bool]]:
    """The matters that a clause tells of, what it says of the bodies in each, and whether each is what those answer for."""
    topic = _TOPIC.match(text)
    said = saying(text[topic.end() :] if topic and announces(topic[1]) else text, reader)
    each = [[p for p in parts if p.role != "INVOLVED_IN" or p.cue] for parts in said.sentences]
    if said.title:
        return [(said.title, [p for parts in each for p in parts], False)]
    return [(title, own, True) for parts in each if parts for title, own in objects(parts, reader)]


def _self_named(text: str, office: Office) -> str:
    """A text with the name of the body in place of its words for itself (本局, 我委), where it is one body."""
    if len(office.bodies) != 1 or _ITSELF.search(text) is None:
        return text
    return _ITSELF.sub(office.bodies[0].name or office.bodies[0].text, text)


def _held(office: Office, cell: Cell) -> bool:
    return any(h.cell.origin == cell.origin for h in office.held)


def _state(entries: Entries, page: Page, office: Office, told: Told) -> None:
    """State what was gathered of one body, then name those of its rows that only go on with another."""
    first: dict[tuple[str, str, str], str] = {}
    for written in office.held:
        if catchall(written.clause.text):
            message = f"“{written.clause.text}”没有写明具体事项，没有读成一项职责"
            entries.problem(page, written.cell, "CLAUSE", "info", message, "有具体事项的，请逐项写明")
            continue
        for body in office.bodies:
            _clause(entries, page, office, written, body, told, first)
    for written in office.shared:
        clause, cell = written.clause, written.cell
        named = _self_named(clause.text, office)
        for title, parts, whole in _told(named, Reader(entries.book, entries.region)):
            matter = Assigned(title, cell, clause.number, office.banner.banner, [clause.text])
            assign(entries, page, matter, parts, cell, whole=whole)
            matter.state(entries, page, told)
    for row in sorted({h.row for h in office.held} | office.without | {office.cell.row}):
        if (page.name, row) not in entries.stated_rows and (page.name, row) not in entries.problem_rows:
            if office.bodies:
                entries.idle(
                    page, [row], "写明没有职责的行" if row in office.without else "没有写明具体事项的行"
                )
            else:
                entries.problem_rows.add((page.name, row))


def _clause(
    entries: Entries, page: Page, office: Office, clause_: Written, body: Body, told: Told,
    first: dict[tuple[str, str, str], str],
) -> None:  # fmt: skip
    """State one clause of one body: the duty, what the body is to it, and whom else its first words name."""
    clause, row = clause_.clause, clause_.row
    name = body.name or body.text
    fallback = _role_of_row(page, row) or (
        page.spec.roles[clause_.column].link, page.caption(clause_.column),
    )  # fmt: skip
    said = held(clause.text, clause.head, name, fallback, Reader(entries.book, entries.region))
    at = replace(clause_.cell, text=clause.number + clause.text)
    where = first.setdefault((body.id, said.role, normal(said.title)), at.address)
    if where != at.address:
        message = f"“{said.title}”与 {where} 重复"
        entries.warn(page, clause_.cell, "DUPLICATE", message, "合并为一处，或写明区别")
    duty = entries.node(
        page, at, "Duty", name=said.title, region=entries.region, text=clause.text, status="active",
        note=page.text(row, "note"),
    )  # fmt: skip
    number = clause.number or page.text(row, "number")
    entries.link(page, at, "LISTED_IN", duty, entries.list_id, number=number)
    state_domain(entries, page, at, office.banner.banner, duty, told)
    state_basis(entries, page, row, duty)
    thing = Thing(duty, said.title, "Duty", page.text(row, "basis") or None)
    state = partial(entries.role, page, at, text=clause.text, region=entries.region)
    share = page.cell(row, "share")
    if share and share.text == said.cue:
        text = clause.text
        entries.role(
            page, share, said.role, body, thing, cue=said.cue, text=text, position=1, region=entries.region
        )
    else:
        state(said.role, body, thing, cue=said.cue, position=1)
    for names, kind, words in said.others:
        for other in entries.parties(page, replace(at, text=names)):
            if other.id != body.id:
                state(kind, other, thing, cue=words)


def _role_of_row(page: Page, row: int) -> tuple[str, str] | None:
    """The role that a column of its own gives the body of a row, and the word."""
    text = page.text(row, "share")
    cue = role_of_words(text) if text else None
    return (cue.role, text) if cue and cue.role else None
