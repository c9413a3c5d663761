"""Shapes a register of bodies: who exists, under which names, what ended and who came after."""

from __future__ import annotations

import re
from typing import Any

from graph.ids import node_id
from graph.statement import clean
from ingest.codes import body_trait
from ingest.common import day_of, state_listed, value_of
from ingest.entries import Entries, Page, Thing
from ingest.regions import region_code, region_id, region_level, upper
from ingest.rows import data_rows

_RANKS = {
    "正省级": 1, "省部级": 1, "副省级": 2, "正厅级": 3, "正地级": 3, "副厅级": 4, "副地级": 4, "正处级": 5, "正县级": 5,
    "副处级": 6, "副县级": 6, "正科级": 7, "副科级": 8, "股级": 9,
}  # fmt: skip


def declared(page: Page, region: str | None) -> list[dict[str, Any]]:
    """Every body that a register names, as property dicts with `id`; `region` where a row gives none."""
    made = []
    for row in range(page.first_row, len(page.sheet.rows) + 1):
        name, kind = page.text(row, "name"), page.text(row, "kind")
        cell = page.cell(row, "name")
        if not name or not kind or cell is None or name == kind or name == page.caption("name"):
            continue
        made.append(_body(page, row, region_code(page.text(row, "region")) or region or ""))
    return made


def _split(text: str) -> list[str]:
    return [p.strip() for p in re.split(r"[、，,；;\n]", text) if p.strip()]


def _body(page: Page, row: int, region: str) -> dict[str, Any]:
    name = page.text(row, "name")
    shorts = [s for s in _split(page.text(row, "short")) if s != name]
    short = min(shorts, key=len) if shorts else None
    said = {
        "name": name,
        "region": region,
        "short_name": short,
        "aliases": [s for s in shorts if s != short],
        "kind": page.value(row, "kind"),
        "level": page.value(row, "level"),
        "rank": page.text(row, "rank"),
        "rank_level": _RANKS.get(page.text(row, "rank").replace(" ", "")),
        "nameplates": _split(page.text(row, "plates")),
        "uscc": page.text(row, "uscc"),
        "status": page.value(row, "status") or (None if page.text(row, "status") else "active"),
        "note": page.text(row, "note"),
    }
    return clean(said) | {"id": node_id("Organization", {"name": name, "region": region})}


def shape(entries: Entries, page: Page) -> None:
    """State every body of a register with what it is part of, serves and became."""
    seen: dict[str, str] = {}
    regions: set[str] = set()
    for data in data_rows(entries, page, "name"):
        row = data.number
        cell = page.cell(row, "name")
        if cell is None or not cell.text:
            at = page.sheet.filled(row)[0]
            entries.problem(page, at, "ROW", "error", "本行没有机构全称", "补上机构全称，或删去本行")
            continue
        written = page.text(row, "region")
        region = region_code(written) or entries.region
        if written and not region_code(written):
            at = page.cell(row, "region") or cell
            entries.warn(page, at, "VALUE", f"“{written}”不是行政区划代码", "填 6 位代码，如 379900")
        body = _body(page, row, region)
        _checked(entries, page, row)
        said = {k: v for k, v in body.items() if k != "id"}
        since, changed = day_of(entries, page, row, "since"), day_of(entries, page, row, "changed")
        ended = body.get("status") not in (None, "active")
        made = entries.node(
            page, cell, "Organization", id=body["id"], **said, valid_from=since,
            valid_to=changed if ended else None,
        )  # fmt: skip
        if made in seen:
            message = f"“{cell.text}”与 {seen[made]} 重复"
            entries.warn(page, cell, "DUPLICATE", message, "删去重复的一行，或写明区别")
        seen.setdefault(made, cell.address)
        state_listed(entries, page, row, cell, made)
        if region:
            if region not in regions:
                regions.add(region)
                _place(entries, page, row, region, regions)
            at = page.cell(row, "region") or cell
            entries.link(page, at, "SERVES", made, region_id(region))
        thing = Thing(made, cell.text, "Organization", page.text(row, "basis") or None)
        _part_of(entries, page, row, region, thing)
        _succeeded(entries, page, row, region, thing, changed)


def _checked(entries: Entries, page: Page, row: int) -> None:
    for name in ("kind", "level", "status", "change"):
        value_of(entries, page, row, name)
    code = page.cell(row, "uscc")
    trait = body_trait(code.text) if code and code.text else None
    if code and trait:
        entries.warn(page, code, trait.code, f"代码 {code.text}：{trait.words}", "核对统一社会信用代码")


def _place(entries: Entries, page: Page, row: int, region: str, stated: set[str]) -> None:
    """State the region of a body, and the areas above it whose names are known."""
    at = page.cell(row, "region") or page.cell(row, "name")
    assert at is not None  # noqa: S101 - a row without a name does not come here
    places = entries.book.places
    _region(entries, page, row, region, places.get(region) or region)
    above, walk = upper(region), region
    while above and (above in places or above in stated):
        _region(entries, page, row, above, places.get(above) or above)
        entries.link(page, at, "WITHIN", region_id(walk), region_id(above))
        walk, above = above, upper(above)


def _region(entries: Entries, page: Page, row: int, region: str, name: str) -> None:
    at = page.cell(row, "region") or page.cell(row, "name")
    if at is not None:
        level = region_level(region)
        entries.node(page, at, "Region", id=region_id(region), name=name, code=region, level=level)


def _part_of(entries: Entries, page: Page, row: int, region: str, thing: Thing) -> None:
    cell = page.cell(row, "parent")
    if cell is None or not cell.text:
        return
    for body in entries.parties(page, cell, region):
        if body.group:
            entries.warn(page, cell, "VALUE", f"上级“{body.text}”不是机构，没有读取", "填写机构名称")
        else:
            cue = page.caption("parent")
            entries.link(page, cell, "PART_OF", thing.id, body.id, body=body, thing=thing, cue=cue)


def _succeeded(
    entries: Entries, page: Page, row: int, region: str, thing: Thing, changed: str | None
) -> None:
    cell = page.cell(row, "heir")
    if cell is None or not cell.text:
        return
    for body in entries.parties(page, cell, region):
        if body.group:
            entries.warn(page, cell, "VALUE", f"承继机构“{body.text}”不是机构，没有读取", "填写机构名称")
            continue
        entries.link(
            page, cell, "SUCCEEDED_BY", thing.id, body.id, body=body, thing=thing, cue=page.caption("heir"),
            kind=page.value(row, "change"), effective_on=changed, document=page.text(row, "basis"),
        )  # fmt: skip
