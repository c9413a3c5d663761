"""A column of the towns that a matter lies in (属地街道, 所在乡镇): they are merely named, where the register has them."""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.cells import Cell
from ingest.entries import Entries, Page, Thing
from ingest.headings import heading
from ingest.regions import inside
from ingest.shapes.matters import Matter

_HEADING = re.compile(
    r"(?:属地|所在地?|所属)(?:镇街|街镇|乡镇|街道|镇|乡)(?:[（(/、](?:镇街|乡镇|街道|镇|乡|办)+[)）]?)?"
)
_BETWEEN = re.compile(r"[、，,；;/\s]+")


def heads_towns(text: str) -> bool:
    """Whether a heading is that of such a column.

    >>> heads_towns("属地街道（镇）"), heads_towns("所在乡镇"), heads_towns("属地单位")
    (True, True, False)
    """
    return _HEADING.fullmatch(heading(text)) is not None


def town_columns(entries: Entries, page: Page) -> list[Cell]:
    """The headings of the columns that name towns of the register; a column that names none is told, and not read."""
    found = []
    within = [code for code in entries.book.places if inside(code, entries.region)]
    for head in (cell for cell in page.header.unknown if heads_towns(cell.text)):
        texts = {row[head.column - 1].text for row in page.sheet.rows[page.first_row - 1 :]}
        names = {name for text in texts for name in _BETWEEN.split(text) if name}
        if any(_known(entries, name, {entries.region, *within}) for name in names):
            found.append(head)
        else:
            message = f"“{head.text[:40]}”栏写的不是名录中的乡镇街道，本栏没有读取"
            entries.problem(page, head, "COLUMN", "info", message, "如要读取，请把乡镇街道写进机构名录")
    return found


def _known(entries: Entries, name: str, regions: Collection[str]) -> bool:
    return any(entries.book.find(name, region) is not None for region in regions)


def state_towns(
    entries: Entries, page: Page, matter: Matter, heads: list[Cell], thing: Thing, region: str
) -> None:
    """State that a matter names the towns that stand in these columns; a merge over its rows counts once."""
    for head in heads:
        cells = {c.origin: c for row in matter.rows if (c := page.sheet.cell(row, head.column)) and c.text}
        for cell in cells.values():
            for position, body in enumerate(entries.parties(page, cell, region), 1):
                entries.role(
                    page, cell, "INVOLVED_IN", body, thing, cue=head.text, position=position, region=region
                )
