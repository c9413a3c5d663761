"""Items of a list of moves that did not move, or of which only steps of handling moved: whoever held them decides on."""

from __future__ import annotations

from dataclasses import replace

from ingest.bodies import Body
from ingest.cells import Cell
from ingest.entries import Entries, Page, Thing
from ingest.shapes.stages import state_stage
from ingest.shapes.takers import Taker
from ingest.shapes.ways import STAYS, Way


def stays(way: Way | None, named: list[Taker]) -> bool:
    """Whether an item stays where it is: its way says so, the cells of all that might take it do, or only steps moved."""
    if way is not None and (way.kind == STAYS or way.steps):
        return True
    return bool(named) and all(taker.kept and taker.place is None for taker in named)


def state_keepers(
    entries: Entries, page: Page, row: int, item: Thing, link: str, way: Way | None, named: list[Taker]
) -> list[tuple[Body, Cell]]:
    """State who goes on deciding on an item that stays: who is named to keep it, else who held it. Gives these."""
    said = [
        (replace(taker.cell, text=taker.text), page.caption(taker.column)) for taker in named if taker.kept
    ]
    giver = page.cell(row, "from_body")
    if not said and giver is not None and giver.text:
        said = [(giver, page.caption("from_body"))]
    if not said:
        at = page.cell(row, "title") or page.sheet.filled(row)[0]
        message = f"没有写明“{item.title}”原来由谁实施"
        entries.warn(page, at, "VALUE", message, f"补上“{page.caption('from_body')}”")
    found: list[tuple[Body, Cell]] = []
    for cell, caption in said:
        for body in entries.parties(page, cell):
            found.append((body, cell))
            cue = way.cue if way and way.kind == STAYS else caption
            level = page.text(row, "level")
            entries.role(page, cell, link, body, item, cue=cue, level=level, position=len(found))
    return found


def state_moved_steps(
    entries: Entries, page: Page, row: int, item: Thing, way: Way, takers: list[tuple[Body, Cell]]
) -> None:
    """State that those who take some steps of an item perform them, and tell that they do not decide on it."""
    at = page.cell(row, "transfer") or page.sheet.filled(row)[0]
    for place, (word, kind) in enumerate(way.steps, 1):
        stage = state_stage(entries, page, at, item, kind, place, None, None, word)
        for position, (body, cell) in enumerate(takers, 1):
            entries.role(page, cell, "PERFORMS", body, stage, cue=word, position=position)
    message = f"“{item.title}”只移交了“{way.only}”，仍按“{page.caption('from_body')}”审批读取"
    entries.problem(page, at, "VALUE", "info", message, "如审批决定也已移交，请在本栏写明")
