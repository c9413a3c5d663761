"""Shapes a register of bodies: who exists, under which names, what ended and who came after.

What a register has no column for is told by the name of a body, by the place it lies in and by plain remarks; what was
so inferred is told once a sheet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from graph.ontology import load
from ingest import register_words as words
from ingest.bodies import Body
from ingest.cells import Cell
from ingest.codes import body_trait
from ingest.common import day_of, state_listed, value_of
from ingest.entries import Entries, Page, Thing
from ingest.gazetteer import Gazetteer
from ingest.regions import region_code, region_id, region_level, upper
from ingest.rows import data_rows
from ingest.shapes.register_rows import Row, declared, ended_of, places_of, row_of, without_named
from ingest.uncoded import uncoded, unknown
from ingest.values import date

__all__ = ["declared", "places_of", "shape", "shape_former"]


def shape(entries: Entries, page: Page) -> None:
    """State every body of a register with what it is part of, serves and became."""
    seen: dict[str, str] = {}
    regions: set[str] = set()
    guessed: Counter[str | None] = Counter()
    places = Gazetteer(entries.book.places)
    rows = {
        data.number: row_of(page, data, entries.region, places) for data in data_rows(entries, page, "name")
    }
    without_named(rows.values(), places)
    living = {read.body["id"] for read in rows.values()}
    for row, read in rows.items():
        cell = page.cell(row, "name")
        if cell is None or not cell.text:
            at = page.sheet.filled(row)[0]
            entries.problem(page, at, "ROW", "error", "本行没有机构全称", "补上机构全称，或删去本行")
            continue
        body = read.body
        region = body.get("region", "")
        _checked(entries, page, row, read, places)
        if read.inferred or not (body.get("kind") or page.text(row, "kind")):
            guessed[body.get("kind")] += 1
        said = {k: v for k, v in body.items() if k != "id"}
        since = day_of(entries, page, row, "since")
        changed = day_of(entries, page, row, "changed") or _day_in(page.text(row, "status"))
        changed = changed or (read.remarks.day if read.remarks.state else None)
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
        _serves(entries, page, row, region, made, regions)
        thing = Thing(made, cell.text, "Organization", page.text(row, "basis") or None)
        _part_of(entries, page, row, region, thing)
        how = page.value(row, "change") or (words.change_to(body.get("status")) if ended else None)
        _succeeded(entries, page, row, region, thing, changed, how, read.remarks.heirs if ended else ())
        for former in (f for f in read.former if f["id"] not in living):
            _came_from(entries, page, row, former, read, thing, regions)
    _inferred(entries, page, guessed)
    _signed(entries, page, regions)


def shape_former(entries: Entries, page: Page) -> None:
    """State every former body of a list of them, with who came after it."""
    regions: set[str] = set()
    places = Gazetteer(entries.book.places)
    for data in data_rows(entries, page, "name"):
        row, cell = data.number, page.cell(data.number, "name")
        if cell is None or not cell.text:
            at = page.sheet.filled(row)[0]
            entries.problem(page, at, "ROW", "error", "本行没有原机构名称", "补上原机构名称，或删去本行")
            continue
        if words.status_of(page.text(row, "change")) is None:
            value_of(entries, page, row, "change")
        day = day_of(entries, page, row, "changed")
        for body in ended_of(page, row, entries.region, places):
            said = {k: v for k, v in body.items() if k != "id"}
            made = entries.node(page, cell, "Organization", id=body["id"], **said)
            state_listed(entries, page, row, cell, made)
            _serves(entries, page, row, body.get("region", ""), made, regions)
            thing = Thing(made, body["name"], "Organization", page.text(row, "basis") or None)
            how = page.value(row, "change") or words.change_to(body.get("status"))
            _succeeded(entries, page, row, body.get("region", ""), thing, day, how)


def _day_in(text: str) -> str | None:
    found = re.search(r"\d{4}\s*[年.\-/](\s*\d{1,2}\s*[月.\-/]?(\s*\d{1,2}\s*日?)?)?", text)
    return date(found[0])[0] if found else None


def _checked(entries: Entries, page: Page, row: int, read: Row, places: Gazetteer) -> None:
    for name in ("level", "status", "change"):
        value_of(entries, page, row, name)
    if not read.inferred:
        value_of(entries, page, row, "kind")
    for name in ("region", "place"):
        at = page.cell(row, name)
        if (
            at
            and at.text
            and not any(map(region_code, re.findall(r"\d{6,12}", at.text)))
            and places.code(at.text) is None
        ):
            if name == "region":
                message = f"“{at.text}”不是行政区划代码，也不是已知的地名"
                entries.warn(page, at, "VALUE", message, "填 6 位代码，如 379900")
            elif not page.text(row, "region"):
                message = f"不知道“{at.text}”的行政区划代码，本行的机构按 {read.body.get('region', '')} 读取"
                entries.problem(page, at, "REGION", "info", message, "补一栏“行政区划”，填 6 位代码")
    code = page.cell(row, "uscc")
    trait = body_trait(code.text) if code and code.text else None
    if code and trait:
        entries.warn(page, code, trait.code, f"代码 {code.text}：{trait.words}", "核对统一社会信用代码")


def _inferred(entries: Entries, page: Page, guessed: Counter[str | None]) -> None:
    """Tell once how many kinds were told by names."""
    total = sum(guessed.values())
    if not total:
        return
    zh = load().nodes["Organization"].properties["kind"].values or {}
    said = "、".join(f"{zh[kind]} {n}" for kind, n in guessed.most_common() if kind)
    lost = f"，{guessed[None]} 个看不出" if guessed[None] else ""
    at = page.sheet.rows[page.header.rows[-1] - 1][page.header.columns["name"] - 1]
    message = f"{total} 个机构没有写明类别，按名称推断：{said or '无'}{lost}"
    entries.problem(page, at, "REGISTER", "info", message, "如有不对，补一栏“机构类别”")


def _signed(entries: Entries, page: Page, regions: set[str]) -> None:
    """Tell once which areas have a sign in place of a code."""
    signs = [code for code in sorted(regions) if uncoded(code) and not unknown(code)]
    if not signs:
        return
    said = "、".join(f"{entries.book.places.get(code, code)}（{code}）" for code in signs)
    at = page.sheet.rows[page.header.rows[-1] - 1][page.header.columns["name"] - 1]
    message = f"{len(signs)} 个县区没有写行政区划代码，暂以带字母的编号代替：{said}"
    todo = "补一栏“行政区划”，填 6 位代码；补上以后，这些县区的清单要和机构名录一起重新导入"
    entries.problem(page, at, "REGION", "info", message, todo)


def _serves(entries: Entries, page: Page, row: int, region: str, made: str, stated: set[str]) -> None:
    """State the region of a body, and the areas above it whose names are known."""
    at = page.cell(row, "region") or page.cell(row, "name")
    if not region or at is None:
        return
    places = entries.book.places
    if region not in stated:
        stated.add(region)
        _region(entries, page, at, region, places.get(region) or region)
        above, walk = upper(region), region
        while above and (above in places or above in stated):
            _region(entries, page, at, above, places.get(above) or above)
            entries.link(page, at, "WITHIN", region_id(walk), region_id(above))
            walk, above = above, upper(above)
    entries.link(page, at, "SERVES", made, region_id(region))


def _region(entries: Entries, page: Page, at: Cell, region: str, name: str) -> None:
    level = region_level(region)
    entries.node(page, at, "Region", id=region_id(region), name=name, code=region, level=level)


def _part_of(entries: Entries, page: Page, row: int, region: str, thing: Thing) -> None:
    cell = page.cell(row, "parent")
    if cell is None or not cell.text:
        return
    for body in entries.parties(
        page, cell, region, needed=False
    ):  # a body of the province stands in no city's register
        if body.group is None:
            cue = page.caption("parent")
            entries.link(page, cell, "PART_OF", thing.id, body.id, body=body, thing=thing, cue=cue)
        elif body.group != "unresolved":
            entries.warn(page, cell, "VALUE", f"上级“{body.text}”不是机构，没有读取", "填写机构名称")


def _succeeded(
    entries: Entries, page: Page, row: int, region: str, thing: Thing, changed: str | None, how: str | None,
    heirs: Sequence[str] = (),
) -> None:  # fmt: skip
    """State who came after a body: those of the column, else the `heirs` that a remark names."""
    cell, name = page.cell(row, "heir"), "heir"
    if (cell is None or not cell.text) and heirs and (note := page.cell(row, "note")):
        cell, name = replace(note, text="、".join(heirs)), "note"
    if cell is None or not cell.text:
        return
    for body in entries.parties(page, cell, region):
        if body.group is None:
            entries.link(
                page, cell, "SUCCEEDED_BY", thing.id, body.id, body=body, thing=thing, cue=page.caption(name),
                kind=how, effective_on=changed, document=page.text(row, "basis"),
            )  # fmt: skip
        elif body.group != "unresolved":
            entries.warn(page, cell, "VALUE", f"承继机构“{body.text}”不是机构，没有读取", "填写机构名称")


def _came_from(
    entries: Entries, page: Page, row: int, former: dict[str, Any], read: Row, thing: Thing, regions: set[str]
) -> None:
    """State a former name of a body as the body that ended, and that this one came after it."""
    cell = page.cell(row, "former")
    if cell is None or not cell.text:
        cell = page.cell(row, "note")
    if cell is None:
        return
    entries.node(
        page, cell, "Organization", id=former["id"], **{k: v for k, v in former.items() if k != "id"}
    )
    state_listed(entries, page, row, cell, former["id"])
    _serves(entries, page, row, former.get("region", ""), former["id"], regions)
    kind = words.change_to(former.get("status"))
    body = Body(read.body["id"], thing.title, read.body["name"], "exact")
    entries.link(
        page, cell, "SUCCEEDED_BY", former["id"], thing.id, body=body,
        thing=Thing(former["id"], former["name"], "Organization"), cue=page.caption("former"), kind=kind,
        effective_on=read.remarks.day,
    )  # fmt: skip
