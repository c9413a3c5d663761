"""Matters over runs of rows: where each begins and ends, whom it names, and in what role."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.ids import normal
from ingest.bodies import Body
from ingest.cells import Cell
from ingest.cues import shares, splits
from ingest.entries import Entries, Page, Thing
from ingest.problem import place
from ingest.rows import DataRow, data_rows
from ingest.told import Told

MATTER_FIELDS = ("title", "lead", "lead_text", "level", "basis")


@dataclass(slots=True)
class Matter:
    """One matter: its rows, its title cell, and the banner it stands under."""

    title: Cell
    rows: list[int]
    banner: str
    banner_row: int


@dataclass(slots=True)
class Party:
    """One body of a matter: the cell that names it, the column, its own clause and its role."""

    body: Body
    cell: Cell
    column: str
    clause: str
    role: str
    cue: str
    split: bool = False
    inferred: str | None = None


def matters(entries: Entries, page: Page) -> list[Matter]:
    """The matters of a sheet; rows that belong to none are problems or named as no data."""
    found: list[Matter] = []
    rows: list[DataRow] = data_rows(entries, page, "title")
    merged = any((c := page.cell(r.number, "title")) and c.merged_from for r in rows)
    current: Matter | None = None
    for data in rows:
        cell = page.cell(data.number, "title")
        if current and data.banner_row != current.banner_row:
            current = None
        if cell is None or not cell.text:
            at = page.sheet.filled(data.number)[0]
            if current is None:
                entries.problem(
                    page, at, "ROW", "error", "本行没有职责事项，上面也没有可以续接的事项", "补上职责事项"
                )
                continue
            if merged:
                message = f"合并单元格没有盖住本行，按“{current.title.text}”的续行读取"
                entries.warn(page, at, "DQ-MERGE", message, "核对本行属于哪一项，并把合并单元格补齐")
            current.rows.append(data.number)
        elif current and (cell.origin == current.title.origin or _repeats(page, data.number, current)):
            current.rows.append(data.number)
        else:
            current = Matter(cell, [data.number], data.banner, data.banner_row)
            found.append(current)
    return found


def _repeats(page: Page, row: int, matter: Matter) -> bool:
    """Whether an unmerged row writes the matter above once more (as exports without merges do)."""
    cell, (first, *_), last = page.cell(row, "title"), matter.rows, matter.rows[-1]
    same = cell is not None and cell.merged_from is None and normal(cell.text) == normal(matter.title.text)
    other = any(page.text(row, f) != page.text(first, f) for f in ("number", "region", "source"))
    return same and row == last + 1 and not other


def note_title(entries: Entries, page: Page, matter: Matter, told: Told, region: str) -> None:
    """Warn of a title that this file has stated before in the same region."""
    title = matter.title
    key = (normal(title.text), region)
    if key in told.titles:
        message = f"职责事项“{title.text}”与 {told.titles[key]} 同名，两处并作一项"
        entries.warn(page, title, "DUPLICATE", message, "如是两项，请改名以示区别")
    told.titles.setdefault(key, place(page.name, title.address))


def own_cells(page: Page, matter: Matter, name: str) -> list[Cell]:
    """The filled cells of a field over a matter, a merge counted once, a repeated text once."""
    found: dict[str, Cell] = {}
    for row in matter.rows:
        cell = page.cell(row, name)
        if cell and cell.text and cell.text not in {c.text for c in found.values()}:
            found.setdefault(cell.origin, cell)
    return list(found.values())


def joined(page: Page, matter: Matter, name: str) -> str:
    """The texts of a field over a matter, one a line."""
    return "\n".join(c.text for c in own_cells(page, matter, name))


def note_merges(entries: Entries, page: Page, matter: Matter) -> None:
    """Warn where a merge of the lead, level or basis reaches over from another matter."""
    own = {c.address for r in matter.rows for c in page.sheet.rows[r - 1]}
    seen: set[str] = set()
    for name in MATTER_FIELDS[1:]:
        for row in matter.rows:
            cell = page.cell(row, name)
            if cell and cell.merged_from and cell.merged_from not in own and cell.merged_from not in seen:
                seen.add(cell.merged_from)
                message = f"“{page.caption(name)}”的合并单元格从上一事项（{cell.merged_from}）延伸到本事项"
                entries.warn(page, cell, "DQ-MERGE", message, "核对合并范围；如确为同一单位，请分开填写")


def parties_of(entries: Entries, page: Page, matter: Matter, region: str) -> list[Party]:
    """Everyone whom a matter names, resolved in a region; a cell merged over rows counts once."""
    found: list[Party] = []
    seen: set[str] = set()
    said: set[tuple[str, str, str]] = set()
    for row in matter.rows:
        for column, role in page.spec.roles.items():
            cell = page.cell(row, column)
            if cell is None or not cell.text or cell.origin in seen:
                continue
            seen.add(cell.origin)
            clause = page.text(row, role.clause) if role.clause else ""
            if (column, cell.text, clause) in said:
                continue
            said.add((column, cell.text, clause))
            for body in entries.parties(page, cell, region):
                cue = body.cue or role.cue or page.caption(column)
                found.append(Party(body, cell, column, clause, body.role or role.link, cue, body.split))
    return found


def settle(parties: list[Party], lead_text: str, note: str, first_listed: bool) -> None:
    """Decide what only the whole matter shows: shares, splits, and an inferred lead."""
    leads = [p for p in parties if p.role == "LEADS"]
    if len(leads) > 1 and (splits(lead_text) or any(splits(p.clause) for p in leads)):
        for party in leads:
            party.split = True
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
    if first_listed and named and free and named[0].role in ("ASSISTS", "INVOLVED_IN"):
        named[0].role, named[0].inferred = "LEADS", "first_listed"


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
            body, clause, cue = replace(party.body, split=party.split), party.clause, party.cue
        entries.role(
            page, party.cell, party.role, body, thing, cue=cue, text=clause, level=level, position=position,
            inferred=party.inferred, region=region,
        )  # fmt: skip


def name_idle_rows(entries: Entries, page: Page, matter: Matter) -> None:
    """Name those rows of a matter that only go on with it."""
    for number in matter.rows:
        at = (page.name, number)
        if at not in entries.stated_rows and at not in entries.problem_rows:
            entries.idle(page, [number], "事项续行，没有单位")
