"""The offices of coordinating bodies that a department keeps, where a list of departments has a column for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.bodies import Body
from ingest.cells import Cell
from ingest.entries import Entries, Page, Thing
from ingest.groups import nobody
from ingest.names import Match

_KEPT = re.compile(
    r"(?P<name>.{3,}?(?:委员会|领导小组|工作小组|协调小组|指挥部|联席会议|工作专班|专班))(?:的?(?:办公室|日常工作|秘书处))?"
)


def state_offices(entries: Entries, page: Page, row: int, bodies: Sequence[Body]) -> None:
    """State that each coordinating body of the row has its office at its department; other words are told.

    A body that no list knows is stated by its name alone, with the name of the place where the list writes only
    its letter (区安全生产委员会).
    """
    cell = page.cell(row, "offices")
    if cell is None or not cell.text or nobody(cell.text) or len(bodies) != 1 or bodies[0].group:
        return
    for text in filter(None, (t.strip(" 。") for t in re.split(r"[、，,；;\n]+", cell.text))):
        said = _KEPT.fullmatch(re.sub(r"^[（(]?\d+[)）.．、]\s*", "", text))
        if said is None:
            message = f"“{text}”不像议事协调机构的名称，没有读取"
            entries.warn(page, cell, "VALUE", message, "写议事协调机构的全称，几个用“、”隔开")
            continue
        body = _body(entries, page, cell, said["name"])
        entries.link(
            page,
            cell,
            "OFFICE_AT",
            body.id,
            bodies[0].id,
            body=bodies[0],
            thing=body,
            cue=page.caption("offices"),
        )


def _body(entries: Entries, page: Page, cell: Cell, name: str) -> Thing:
    found = entries.book.coordinating(name, entries.region)
    if isinstance(found, Match):
        return Thing(found.id, found.name, "CoordinatingBody")
    place = entries.book.places.get(entries.region, "")
    whole = place + name[1:] if place and name[0] == place[-1] else name
    made = entries.node(page, cell, "CoordinatingBody", name=whole, region=entries.region)
    return Thing(made, name, "CoordinatingBody")
