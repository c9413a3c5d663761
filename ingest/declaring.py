"""What files declare before any list is read: places, and the bodies of lists that name their departments themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ingest import gazetteer, regions
from ingest.entries import Page
from ingest.files import ListFile
from ingest.names import OrganizationBook, is_coordinating
from ingest.shapes import register
from ingest.shapes.services import registered
from ingest.uncoded import without_signs


def declares(file: ListFile, page: Page) -> bool:
    """Whether a sheet says which bodies there are."""
    shapes = ("org_register", "former_bodies", "govuk_organisations")
    return page.spec.shape in shapes or bool(
        file.choice.profile and file.choice.profile.declares_organizations
    )


def places_known(files: list[ListFile], known: list[Mapping[str, Any]]) -> gazetteer.Gazetteer:
    """The places that the registers write beside codes, and those of the bodies known before."""
    rows = [
        r for f in files for p in f.pages if p.spec.shape == "org_register" for r in register.places_of(p)
    ]
    living = [o for o in known if not is_coordinating(o["id"])]
    coded = [(code, name) for code, _, name, _ in rows if code] + [
        (o.get("region") or "", o["name"]) for o in living
    ]
    told = regions.told((code, place) for code, place, _, _ in rows)
    found = regions.places(coded, {}) | told
    by_codes = gazetteer.from_codes((place or name, uscc) for _, place, name, uscc in rows)
    taken = set(found.values())
    found = without_signs({c: n for c, n in by_codes.items() if n not in taken and c not in found} | found)
    return gazetteer.of_bodies(living, found)


def unregistered(
    departments: Iterable[Mapping[str, Any]],
    bodies: Mapping[str, Mapping[str, Any]],
    places: gazetteer.Gazetteer,
) -> dict[str, Mapping[str, Any]]:
    """The departments of service lists, by id, that are not some body which a register has under another name."""
    organizations = [o for o in bodies.values() if not is_coordinating(o["id"])]
    named = regions.places([(o.get("region") or "", o["name"]) for o in organizations], {}) | places.names
    book = OrganizationBook(organizations, named)
    made = {}
    for department in departments:
        body = registered(department["name"], department.get("region") or "", book)
        if body is None or body.id == department["id"]:
            made[department["id"]] = department
    return made
