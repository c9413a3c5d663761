"""Shapes a service-item list, whose departments the list itself declares."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

from graph.ids import node_id
from graph.statement import clean
from ingest.bodies import Body
from ingest.codes import LETTER_TYPES, TYPE_NAMES, code_trait, item_code
from ingest.common import state_basis, state_listed, value_of
from ingest.cues import operation_of
from ingest.entries import Entries, Page, Thing
from ingest.regions import region_code, region_id, region_level
from ingest.shapes.approvals import item_ids, note_repeats, titled_rows


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
        said["level"] = region_level(area) if area else None
        made.append(clean(said) | {"id": node_id("Organization", said)})
    return made


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
    for row, title, code in rows:
        area = _region(page, row, entries.region)
        cell, at = page.cell(row, "title"), page.cell(row, "department")
        assert cell is not None and at is not None  # noqa: S101 - both columns are required
        body = bodies.get((at.text, area))
        if body is None:
            entries.problem(page, at if at.text else cell, "ROW", "error", "本行没有实施部门", "补上实施部门")
            continue
        if body["id"] not in stated:
            stated.add(body["id"])
            _department(entries, page, row, body)
        made = entries.node(
            page, cell, "ApprovalItem", id=ids[row], name=title, region=area, code=code,
            main=page.text(row, "main"), kind=value_of(entries, page, row, "type_code"),
            operation=operation_of(title), status="active",
        )  # fmt: skip
        state_listed(entries, page, row, cell, made)
        state_basis(entries, page, row, made)
        role = page.spec.roles["department"]
        party = Body(body["id"], at.text, body["name"], "exact")
        thing = Thing(made, title, "ApprovalItem", page.text(row, "basis") or None)
        cue = role.cue or page.caption("department")
        entries.role(
            page, at, role.link, replace(party, region=area), thing, cue=cue, region=area, position=1
        )
    _traits(entries, page, rows)


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


def _traits(entries: Entries, page: Page, rows: list[tuple[int, str, str]]) -> None:
    """Warn of what is odd about codes: single codes once a department, mismatches row by row."""
    used: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, _, code in rows:
        parts = item_code(code)
        cell = page.cell(row, "code")
        department = page.text(row, "department")
        if cell is None or not cell.text:
            continue
        if parts.body is None:
            entries.warn(page, cell, "DQ-CODE", f"编码 {code} 不合常用写法，取不出机构代码", "核对实施编码")
        else:
            used[(department, parts.body)].append(row)
        _mismatches(entries, page, row, parts.letter, parts.area)
    for (department, body), where in used.items():
        cell, trait = page.cell(where[0], "code"), code_trait(body)
        if cell and trait:
            message = f"{department}的代码 {body}：{trait}（共 {len(where)} 项）"
            entries.warn(page, cell, "DQ-CODE", message, "核对统一社会信用代码")
    _shared(entries, page, used)
    _portal(entries, page, rows)


def _mismatches(entries: Entries, page: Page, row: int, letter: str | None, area: str | None) -> None:
    cell, kind = page.cell(row, "type_code"), page.text(row, "type_code")
    if cell and kind and letter in LETTER_TYPES and LETTER_TYPES[letter] != kind:
        says, told = TYPE_NAMES[LETTER_TYPES[letter]], TYPE_NAMES.get(kind, kind)
        message = f"编码类型字母 {letter}（{says}）与事项类型 {kind}（{told}）不一致"
        entries.warn(page, cell, "DQ-CODE", message, "核对事项类型")
    at = page.cell(row, "region")
    if at and at.text and area and region_code(at.text) not in (None, area):
        entries.warn(page, at, "DQ-CODE", f"行政区划 {at.text} 与编码内的 {area} 不一致", "核对行政区划")


def _shared(entries: Entries, page: Page, used: dict[tuple[str, str], list[int]]) -> None:
    """One department with several codes, and one code under several departments."""
    of_department: dict[str, list[str]] = defaultdict(list)
    of_code: dict[str, list[str]] = defaultdict(list)
    for department, body in used:
        of_department[department].append(body)
        of_code[body].append(department)
    for department, codes in of_department.items():
        cell = page.cell(used[(department, codes[-1])][0], "code")
        if len(codes) > 1 and cell:
            message = f"{department}有 {len(codes)} 个代码：{'、'.join(sorted(codes))}"
            entries.warn(page, cell, "DQ-CODE", message, "核对哪一个是现行代码")
    for body, departments in of_code.items():
        cell = page.cell(used[(departments[-1], body)][0], "code")
        if len(departments) > 1 and cell:
            message = f"代码 {body} 用于 {len(departments)} 个部门：{'、'.join(sorted(departments))}"
            entries.warn(page, cell, "DQ-CODE", message, "核对各部门的代码")


def _portal(entries: Entries, page: Page, rows: list[tuple[int, str, str]]) -> None:
    differing: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row, _, code in rows:
        portal, inner = page.text(row, "portal_code"), item_code(code).body
        if portal and inner and portal.upper() != inner.upper():
            differing[(page.text(row, "department"), portal, inner)].append(row)
    for (department, portal, inner), where in differing.items():
        cell = page.cell(where[0], "portal_code")
        if cell:
            message = f"{department}的门户代码 {portal} 与编码内的 {inner} 不一致（共 {len(where)} 项）"
            entries.warn(page, cell, "DQ-CODE", message, "核对门户中的部门代码")
