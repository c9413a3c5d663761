"""Clauses that are of one of the sorts which are read as a whole, and not sentence by sentence."""

from __future__ import annotations

from ingest.entries import Entries, Page
from ingest.shapes.conferences import take_conference
from ingest.shapes.licensed import handing_over, take_licence
from ingest.shapes.listed import take_listed
from ingest.shapes.paragraphs import Node
from ingest.shapes.sentences import Reader

__all__ = ["handing_over", "take_whole"]


def take_whole(
    entries: Entries, page: Page, node: Node, reader: Reader, licensed: bool, founds: bool
) -> bool:
    """State what a clause says that sets up a conference (unless the text `founds` a body elsewhere), tells of a licence
    (where those are `licensed` with how they are handed over), or gives a body the items below it; False for others."""
    return (
        (not founds and take_conference(entries, page, node, reader))
        or (licensed and take_licence(entries, page, node, reader))
        or take_listed(entries, page, node, reader)
    )
