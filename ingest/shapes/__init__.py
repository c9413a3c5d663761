"""One module a kind of sheet: rows in, statements out. SHAPES says which module shapes which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ingest.entries import Entries, Page
from ingest.shapes import (
    approval_stages,
    approvals,
    bodies,
    bodies_detail,
    bodies_settled,
    boundary,
    clauses,
    departments,
    govuk,
    handbook,
    matrix,
    powers,
    register,
    related,
    services,
    township,
    transfers,
)
from ingest.told import Told


def _approvals(entries: Entries, page: Page, told: Told) -> None:
    for title, ids in approvals.shape(entries, page, told.duties).items():
        told.licences.setdefault(title, []).extend(ids)


def _approval_stages(entries: Entries, page: Page, told: Told) -> None:
    for title, ids in approval_stages.shape(entries, page, told.duties).items():
        told.licences.setdefault(title, []).extend(ids)


SHAPES: Mapping[str, Callable[[Entries, Page, Told], None]] = {
    "govuk_organisations": lambda entries, page, told: govuk.shape(entries, page),
    "org_register": lambda entries, page, told: register.shape(entries, page),
    "former_bodies": lambda entries, page, told: register.shape_former(entries, page),
    "boundary": boundary.shape,
    "matrix": matrix.shape,
    "departments": departments.shape,
    "clauses": clauses.shape,
    "bodies": bodies.shape,
    "bodies_settled": lambda entries, page, told: bodies_settled.shape(entries, page),
    "body_members": lambda entries, page, told: bodies_detail.shape_members(entries, page),
    "body_activities": lambda entries, page, told: bodies_detail.shape_activities(entries, page),
    "body_reviews": lambda entries, page, told: bodies_detail.shape_reviews(entries, page),
    "township_basic": township.shape,
    "township_assist": township.shape,
    "township_reclaimed": township.shape,
    "handbook": handbook.shape,
    "handbook_index": handbook.shape_index,
    "approvals": _approvals,
    "approval_stages": _approval_stages,
    "related": lambda entries, page, told: related.shape(entries, page, told.licences),
    "powers": powers.shape,
    "transfers": transfers.shape,
    "service_items": lambda entries, page, told: services.shape(entries, page),
}
