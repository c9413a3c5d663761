"""Shapes the three lists of a county's towns: what they do, what they help with, what went back up.

The direction of responsibility is kept: towns lead a basic matter, an upper department leads one that towns
only help with, and a department leads what was taken back.
"""

from __future__ import annotations

from ingest.entries import Entries, Page
from ingest.shapes.boundary import state_matter
from ingest.shapes.matters import Matter, matters, note_title
from ingest.told import Told

LEVELS = {"township_basic": "乡", "township_assist": "乡", "township_reclaimed": "县"}


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State every matter of one of the three lists, at the level at which it is done."""
    for matter in matters(entries, page):
        note_title(entries, page, matter, told, entries.region)
        if page.spec.shape == "township_basic":
            _also_above(entries, page, matter, told)
        state_matter(entries, page, matter, told, LEVELS[page.spec.shape], above=entries.region, ranked=False)


def _also_above(entries: Entries, page: Page, matter: Matter, told: Told) -> None:
    """Warn where a basic matter bears the title of one of the county's own, for then the two are one."""
    found = told.known.at(matter.title.text, entries.region)
    if found and "boundary" in found.kinds:
        message = f"“{found.name}”与县级职责边界清单中的事项同名，两处并作一项"
        entries.warn(
            page, matter.title, "DUPLICATE", message, "如是镇街自己的一项，请改名，并在对应县级事项中写明"
        )
