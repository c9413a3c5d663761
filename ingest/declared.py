"""Which bodies lists may name, and where they lie: those known before, and those that the files at hand declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.ids import node_id
from ingest import gazetteer, regions, uncoded, whereabouts
from ingest.entries import Page
from ingest.files import ListFile
from ingest.names import OrganizationBook, is_coordinating
from ingest.shapes import bodies as coordinating
from ingest.shapes import govuk, register, services


def book_of(
    files: list[ListFile], known: list[Mapping[str, Any]], learned: Iterable[Mapping[str, str]] = ()
) -> OrganizationBook:
    """All bodies that may be named: those known, and those that the files declare. Gives each list its area."""
    bodies: dict[str, Mapping[str, Any]] = {o["id"]: o for o in known}
    places = _places(files, known)
    registers = [f for f in files if f.choice.profile and any(_declares(f, p) for p in f.pages)]
    own: set[str] = set()
    departments: list[dict[str, Any]] = []
    for file in registers:
        if file.region is None:
            whereabouts.tell(file, whereabouts.area_of(file, places, places.names), places)
        for page in file.pages:
            if page.spec.shape in ("org_register", "former_bodies"):
                found = register.declared(page, file.region, places)
            elif page.spec.shape == "govuk_organisations":
                found = govuk.declared(page, file.region)
            else:
                found = services.declared(page, file.region)
                departments += found
            for body in found if page.spec.shape != "service_items" else ():
                ended = (
                    page.spec.shape == "former_bodies"
                    and bodies.get(body["id"], {}).get("status") == "active"
                )
                bodies |= {} if ended else {body["id"]: body}
            own |= {o["region"] for o in found if o.get("region")}
    bodies |= _unregistered(departments, bodies, places)
    titles = {f.region: f.meta.title for f in files if f.region and f.meta.title}
    organizations = [o for o in bodies.values() if not is_coordinating(o["id"])]
    named = regions.places([(o.get("region") or "", o["name"]) for o in organizations], titles)
    named = uncoded.settled(named | places.names)
    places = gazetteer.of_bodies(organizations, named)
    for file in files:
        if file.choice.fits and file.region is None:
            area = whereabouts.area_of(file, places, own or {o.get("region") or "" for o in organizations})
            whereabouts.tell(file, area, places)
        for page in file.pages:
            if page.spec.shape == "bodies" and file.region:
                bodies |= {o["id"]: o for o in coordinating.declared(page, file.region)}
    for file in (f for f in files if f.choice.fits and not bodies):
        message, todo = "没有机构名录，清单里的机构名称都认不出来", "把机构名录一起给出，或先装入机构名录"
        file.problem("REGISTER", message, todo, "info")
    book = OrganizationBook(bodies.values(), named, learned)
    pages = ((p, f.region) for f in files for p in f.pages if p.spec.shape == "body_reviews" and f.region)
    further = {o["id"]: o for p, region in pages if region for o in coordinating.reviewed(p, region, book)}
    return OrganizationBook([*bodies.values(), *further.values()], named, learned) if further else book


def _declares(file: ListFile, page: Page) -> bool:
    """Whether a sheet says which bodies there are."""
    shapes = ("org_register", "former_bodies", "govuk_organisations")
    return page.spec.shape in shapes or bool(
        file.choice.profile and file.choice.profile.declares_organizations
    )


def _places(files: list[ListFile], known: list[Mapping[str, Any]]) -> gazetteer.Gazetteer:
    """The places that the registers write beside codes, and those of the bodies known before."""
    registers = [
        [r for p in f.pages if p.spec.shape == "org_register" for r in register.places_of(p)] for f in files
    ]
    rows = [r for own in registers for r in own]
    living = [o for o in known if not is_coordinating(o["id"])]
    coded = [(code, name) for code, _, name, _ in rows if code] + [
        (o.get("region") or "", o["name"]) for o in living
    ]
    told = regions.told((code, place) for code, place, _, _ in rows)
    found = regions.places(coded, {}) | told
    by_codes = gazetteer.from_codes((place or name, uscc) for _, place, name, uscc in rows)
    taken = set(found.values())
    found = uncoded.settled({c: n for c, n in by_codes.items() if n not in taken and c not in found} | found)
    for file, own in zip(files, registers, strict=True):
        named = ((place, name) for _, place, name, _ in own)
        found |= uncoded.signs(named, file.meta.title or "" if own else "", file.region, found)
    return gazetteer.of_bodies(living, found)


def _unregistered(
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
        body = services.registered(department["name"], department.get("region") or "", book)
        if body is None or body.id == department["id"]:
            made[department["id"]] = department
    return made


def once_signed(
    files: list[ListFile], known: Iterable[Mapping[str, Any]], places: Mapping[str, str]
) -> set[str]:
    """Ids that these lists had as long as their area had a sign in place of its code: they end with this load."""
    living = [(o.get("region") or "", o["name"]) for o in known]
    signed = {code: name for code, name in regions.places(living, {}).items() if uncoded.uncoded(code)}
    return {
        node_id("BoundaryList", file.identity(kind) | {"region": sign})
        for file in files
        for sign, name in signed.items()
        if file.region and file.region[:4] == sign[:4] and places.get(file.region) == name
        for kind in file.lists
        if file.region != sign
    }
