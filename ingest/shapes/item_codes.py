"""Warns of what is odd about the codes of items, and of the bodies inside them; nothing is refused for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.bodies import Body
from ingest.cells import Cell
from ingest.codes import (
    AREA,
    BODY,
    LETTER_TYPES,
    PLACEHOLDER,
    TYPE,
    TYPE_NAMES,
    body_trait,
    form_trait,
    item_code,
    known_area,
)
from ingest.entries import Entries, Page
from ingest.regions import inside, region_code

_SAME = "核对统一社会信用代码"


def note_codes(entries: Entries, page: Page, rows: list[tuple[int, str, str]]) -> None:
    """Warn of the codes of a service list: what a body's code lacks once a department, all else row by row.

    `rows` are (row, title, code).
    """
    used: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, _, code in rows:
        cell = page.cell(row, "code")
        if cell is None or not cell.text:
            continue
        trait, parts = form_trait(code), item_code(code)
        if trait:
            entries.warn(page, cell, trait.code, f"编码 {code}：{trait.words}", "核对实施编码")
        if parts.body is not None:
            used[(page.text(row, "department"), parts.body)].append(row)
        _mismatches(entries, page, row, parts.letter, parts.area)
    for (department, body), where in used.items():
        cell, trait = page.cell(where[0], "code"), body_trait(body)
        if cell and trait:
            message = f"{department}的代码 {body}：{trait.words}（共 {len(where)} 项）"
            entries.warn(page, cell, trait.code, message, _SAME)
    _shared(entries, page, used)
    _portal(entries, page, rows)


def note_code(entries: Entries, page: Page, row: int, bodies: Sequence[tuple[Body, Cell]]) -> None:
    """Warn of the code of one item against the bodies that its row names.

    Lists of other kinds number their items each in its own way, so only what a code itself claims is
    checked: its area, and the unified code of the body inside it.
    """
    cell = page.cell(row, "code")
    if cell is None or not cell.text:
        return
    trait, parts = form_trait(cell.text), item_code(cell.text)
    if trait and trait.code == PLACEHOLDER:
        entries.warn(page, cell, trait.code, f"编码 {cell.text}：{trait.words}", "核对事项编码")
        return
    if parts.area and not (inside(parts.area, entries.region) or inside(entries.region, parts.area)):
        message = f"编码内的区划 {parts.area} 与清单的行政区划 {entries.region} 不一致"
        entries.warn(page, cell, AREA, message, "核对事项编码")
    if parts.body is None:
        return
    trait = body_trait(parts.body)
    if trait:
        entries.warn(page, cell, trait.code, f"编码内的机构代码 {parts.body}：{trait.words}", _SAME)
    owner = entries.book.of_code(parts.body)
    named = [b for b, _ in bodies if b.group is None]
    if owner and named and owner[0] not in {b.id for b in named}:
        message = f"编码内的机构代码 {parts.body} 属于{owner[1]}，而本行是{'、'.join(b.name or b.text for b in named)}"
        entries.warn(page, cell, BODY, message, "核对事项编码是否已随划转更换")


def _mismatches(entries: Entries, page: Page, row: int, letter: str | None, area: str | None) -> None:
    cell, kind = page.cell(row, "type_code"), page.text(row, "type_code")
    if cell and kind and letter in LETTER_TYPES and LETTER_TYPES[letter] != kind:
        says, told = TYPE_NAMES[LETTER_TYPES[letter]], TYPE_NAMES.get(kind, kind)
        if says != told:  # a list may write the type in words
            message = f"编码类型字母 {letter}（{says}）与事项类型 {kind}（{told}）不一致"
            entries.warn(page, cell, TYPE, message, "核对事项类型")
    at, code = page.cell(row, "region"), page.cell(row, "code")
    if at and at.text and area and region_code(at.text) not in (None, area):
        entries.warn(page, at, AREA, f"行政区划 {at.text} 与编码内的 {area} 不一致", "核对行政区划")
    elif code and area and not known_area(area):
        entries.warn(page, code, AREA, f"编码内的区划 {area} 不存在（GB/T 2260）", "核对实施编码")


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
            entries.warn(page, cell, BODY, message, "核对哪一个是现行代码")
    for body, departments in of_code.items():
        cell = page.cell(used[(departments[-1], body)][0], "code")
        if len(departments) > 1 and cell:
            message = f"代码 {body} 用于 {len(departments)} 个部门：{'、'.join(sorted(departments))}"
            entries.warn(page, cell, BODY, message, "核对各部门的代码")


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
            entries.warn(page, cell, BODY, message, "核对门户中的部门代码")
