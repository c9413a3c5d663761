"""States the domain that a duty is in: from its column, or from the banner above."""

from __future__ import annotations

from functools import lru_cache

from graph.statement import Statement
from ingest.cells import Cell
from ingest.entries import Entries, Page
from ingest.told import Told


def state_domain(
    entries: Entries, page: Page, title: Cell, banner: str, duty: str, told: Told, ranked: bool = True
) -> None:
    """State that a duty, whose title cell is given, is in its domain; nothing where the list names none.

    Domains keep the order in which banners first name them, where they are `ranked`: a mere column of domains is
    no index.
    """
    cell = page.cell(title.row, "domain")
    name = cell.text if cell and cell.text else banner
    if not name and "domain" in page.spec.fill_down and not banner:
        name = told.last_domain.get(page.name, "")
    if not name:
        return
    told.last_domain[page.name] = name
    position = told.domains.setdefault(name, len(told.domains) + 1)
    at = cell if cell and cell.text else title
    made = entries.state(page, at, _domain(name, entries.region, position if ranked and banner else None))
    entries.link(page, at, "IN_DOMAIN", duty, made)


@lru_cache(maxsize=5_000)
def _domain(name: str, region: str, position: int | None) -> Statement:
    """A domain, which mostly many rows name."""
    return Statement.node("Domain", name=name, region=region, position=position)
