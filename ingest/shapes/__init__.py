"""One module a kind of sheet: rows in, statements out. SHAPES says which module shapes which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ingest.entries import Entries, Page
from ingest.shapes import approvals, boundary, register, related, services


@dataclass(frozen=True, slots=True)
class Told:
    """What a shape may need from elsewhere.

    `duties` and `licences` are ids by normalised title (duties of the edition and of this load, licences of this
    file so far, which shapes add to); with `first_listed` a lead may be inferred.
    """

    duties: Mapping[str, list[str]]
    licences: dict[str, list[str]]
    first_listed: bool = False


def _approvals(entries: Entries, page: Page, told: Told) -> None:
    for title, ids in approvals.shape(entries, page, told.duties).items():
        told.licences.setdefault(title, []).extend(ids)


SHAPES: Mapping[str, Callable[[Entries, Page, Told], None]] = {
    "org_register": lambda entries, page, told: register.shape(entries, page),
    "boundary": lambda entries, page, told: boundary.shape(entries, page, told.first_listed),
    "approvals": _approvals,
    "related": lambda entries, page, told: related.shape(entries, page, told.licences),
    "service_items": lambda entries, page, told: services.shape(entries, page),
}
