"""Shapes a service-item list, whose departments the list itself declares."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

from graph.ids import node_id
from graph.statement import clean
from ingest.bodies import Body, read_parties
from ingest.cells import Cell
from ingest.codes import code_trait, item_code
from ingest.common import state_basis, state_listed, value_of
from ingest.entries import Entries, Page, Thing
from ingest.groups import nobody
from ingest.item_words import operation_of
from ingest.names import OrganizationBook
from ingest.regions import region_code, region_id, region_level
from ingest.shapes.approvals import item_ids, note_repeats, titled_rows
from ingest.shapes.item_codes import note_codes


def _region(page: Page, row: int, fallback: str) -> str:
    return region_code(page.text(row, "region")) or fallback


def declared(page: Page, region: str | None) -> list[dict[str, Any]]:
    """Every department of the list, as property dicts with `id`: its code is the soundest one most used."""
    codes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in range(page.first_row, len(page.sheet.rows) + 1):
        name, title = page.text(row, "department"), page.text(row, "title")
        if not name or not title or name == title or name == page.caption("department"):
            continue
        body = item_code(page.text(row, "code")).body
        key = (name, _region(page, row, region or ""))
        codes[key].update([body] if body and code_trait(body) is None else [])
    made = []
    for (name, area), counter in codes.items():
        sound = sorted(counter, key=lambda c: (-counter[c], c))
        said = {"name": name, "region": area, "uscc": sound[0] if sound else None, "status": "active"}
        said["level"] = _level(name, area)
        made.append(clean(said) | {"id": node_id("Organization", said)})
    return made


def _level(name: str, area: str) -> str | None:
    """The level of a department: that of a town where its name says so, else that of its area."""
    if re.search(r"(街道办事处|街道|镇人民政府|乡人民政府|[^城市社]镇|乡)$", name):
        return "town"
    return region_level(area) if area else None


def registered(name: str, region: str, book: OrganizationBook) -> Body | None:
    """The body of a register that a department of a service list is, by any of its names; None for none or several.

    >>> book = OrganizationBook([{"id": "org:1", "name": "临澜市水务局", "region": "379900"}], {"379900": "临澜市"})
    >>> [b.name if b else None for b in (registered(n, "379900", book) for n in ("市水务局", "市体育局"))]
    ['临澜市水务局', None]
    """
    found = read_parties(name, region, book)
    alone = len(found.bodies) == 1 and not found.troubles and found.bodies[0].group is None
    return found.bodies[0] if alone else None


def shape(entries: Entries, page: Page) -> None:
    """State every item with the department that decides on it."""
    rows = titled_rows(entries, page)
    note_repeats(entries, page, rows)
    bodies = {(b["name"], b["region"]): b for b in declared(page, entries.region)}
    by_area: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for row, title, code in rows:
        by_area[_region(page, row, entries.region)].append((row, title, code))
    ids = {r: i for area, part in by_area.items() for r, i in item_ids(part, area).items()}
    stated: set[str] = set()
    known: dict[tuple[str, str], Body | None] = {}
    for row, title, code in rows:
        area = _region(page, row, entries.region)
        cell, at = page.cell(row, "title"), page.cell(row, "department")
        assert cell is not None and at is not None  # noqa: S101 - both columns are required
        body = bodies.get((at.text, area))
        if body is None:
            entries.problem(page, at if at.text else cell, "ROW", "error", "本行没有实施部门", "补上实施部门")
            continue
        own = _registered(entries, at.text, area, body["id"], known)
        if own is None and body["id"] not in stated:
            stated.add(body["id"])
            _department(entries, page, row, body)
        made = entries.node(
            page, cell, "ApprovalItem", id=ids[row], name=title, region=area, code=code,
            main=page.text(row, "main"), kind=value_of(entries, page, row, "type_code"),
            operation=operation_of(title), level=page.text(row, "level"), status=value_of(entries, page, row, "status") or "active",
            note=page.text(row, "note"),
        )  # fmt: skip
        state_listed(entries, page, row, cell, made)
        state_basis(entries, page, row, made)
        role = page.spec.roles["department"]
        givers = _known(entries, page, row, "entrusted", area)
        party = own or Body(body["id"], at.text, body["name"], "exact")
        party = replace(party, capacity="delegated" if givers else party.capacity)
        thing = Thing(made, title, "ApprovalItem", page.text(row, "basis") or None)
        cue = role.cue or page.caption("department")
        entries.role(
            page, at, role.link, replace(party, region=area), thing, cue=cue, region=area, position=1
        )
        for cell, giver in givers:
            cue = page.caption("entrusted")
            entries.link(
                page,
                cell,
                "TRANSFERRED_FROM",
                made,
                giver.id,
                body=giver,
                thing=thing,
                cue=cue,
                kind="delegate",
                region=area,
            )
        for column in ("union", "supervisor", "enforcer"):
            link = page.spec.roles[column].link
            for place, (cell, other) in enumerate(_known(entries, page, row, column, area), 1):
                cue = page.caption(column)
                entries.role(page, cell, link, other, thing, cue=cue, region=area, position=place)
    note_codes(entries, page, rows)


def _registered(
    entries: Entries, name: str, area: str, own: str, known: dict[tuple[str, str], Body | None]
) -> Body | None:
    """The body of the register that a department is under another name, None where the list alone declares it."""
    if (name, area) not in known:
        found = registered(name, area, entries.book)
        known[name, area] = found if found and found.id != own else None
    return known[name, area]


def _known(entries: Entries, page: Page, row: int, column: str, area: str) -> list[tuple[Cell, Body]]:
    """The bodies that a further column names; one that neither register nor list knows is told, and not stated."""
    cell = page.cell(row, column)
    if cell is None or not cell.text or nobody(cell.text):
        return []
    found = []
    for name in filter(None, (n.strip() for n in re.split(r"[、，,；;\n]+", cell.text))):
        match = entries.book.find(name, area)
        if match is None:
            message = f"“{page.caption(column)}”写的“{name}”不在机构名录中，没有读取"
            entries.warn(page, cell, "DQ-NAME", message, "改为名录中的名称，或在机构名录中补上该机构")
        else:
            found.append((cell, Body(match.id, name, match.name, match.how, region=area)))
    return found


def _department(entries: Entries, page: Page, row: int, body: dict[str, Any]) -> None:
    at = page.cell(row, "department")
    area = body["region"]
    if at is None:
        return
    entries.node(page, at, "Organization", **body)
    if area:
        name = entries.book.places.get(area) or area
        where = region_id(area)
        entries.node(page, at, "Region", id=where, name=name, code=area, level=region_level(area))
        entries.link(page, at, "SERVES", body["id"], where)
    state_listed(entries, page, 0, at, body["id"])
