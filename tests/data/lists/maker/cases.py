"""All files of the corpus, by name."""

from __future__ import annotations

from pathlib import Path

from tests.data.lists.maker import formats, further, items, mess, names, papers, places, prose, shape
from tests.data.lists.maker.register import register

FOLDER = Path(__file__).parents[1]


def made() -> dict[str, bytes]:
    """The register and every list."""
    found = {"register.csv": register()}
    for part in (shape, mess, names, formats, items, further, places, prose, papers):
        found |= part.made()
    return found
