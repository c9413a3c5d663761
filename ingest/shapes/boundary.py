"""Shapes a boundary list: matters over runs of rows, with who leads, who assists, who does a share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ingest.common import cascade_of, state_basis, truth_of, value_of
from ingest.entries import Entries, Page, Thing
from ingest.groups import group_kind
from ingest.regions import region_id, region_level, upper
from ingest.shapes.areas import areas_of
from ingest.shapes.domains import state_domain
from ingest.shapes.matters import (
    Matter,
    joined,
    matters,
    name_idle_rows,
    note_merges,
    note_revoked,
    note_title,
    own_cells,
)
from ingest.shapes.numbering import split_number
from ingest.shapes.parties import parties_of, tell_notes
from ingest.shapes.party import Party, settle, state_parties
from ingest.shapes.titles import tidy
from ingest.shapes.towns import state_towns, town_columns
from ingest.told import Told


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State every matter of a boundary list.

    A lower list may name the upper matter that each of its own takes on, or say that it need not take it on.
    Where a lead may be inferred, a matter without one takes the first listed body, unless the bodies are said
    to do their own shares.
    """
    above = upper(entries.region) or ""
    place = ""
    tell_notes(entries, page)
    found = matters(entries, page)
    areas = areas_of(entries, page, found)
    towns = town_columns(entries, page)
    for matter in found:
        named = page.cell(matter.rows[0], "place")
        place = named.text if named and named.text else place
        place = "" if _everywhere(place) else place
        uptake = value_of(entries, page, matter.rows[0], "uptake")
        if uptake in ("absent", "held_above"):
            _not_taken_up(entries, page, matter, told, above, uptake)
            continue
        region = (entries.place(place) if place else areas.get(matter.banner_row)) or entries.region
        if areas:
            matter.banner = ""
        if named and named.text and place and entries.place(place) is None:
            message = f"不知道“{place}”是哪个行政区划，本项按{entries.book.places.get(region) or region}读取"
            entries.warn(page, named, "REGION", message, "写名录中的地名；本格若不是地名，请改栏名")
        note_title(entries, page, matter, told, region)
        level = page.text(matter.rows[0], "level")
        status = _status(entries, page, matter)
        thing = state_matter(entries, page, matter, told, level, above, region=region, status=status)
        state_towns(entries, page, matter, towns, thing, region)


_EVERYWHERE = re.compile(
    r"(?:全|本)?[省市区县]?(?:本级|直属?|级)?|(?:市|区|县)级?层面|全域|全境|跨区|跨县|/|—|-|无"
)


_ENDED = re.compile(r"已?(?:废止|失效|取消|撤销|停用|作废|终止|注销|停止执行|停止实施)|无效|历史")


def _status(entries: Entries, page: Page, matter: Matter) -> str:
    """Whether a matter still holds, by a column that says so; other words there tell how far it has come."""
    cell = page.cell(matter.rows[0], "status")
    if cell is None or not _ENDED.fullmatch(cell.text.strip()):
        return "active"
    message = f"“{page.caption('status')}”写的是“{cell.text}”，读作已终止的事项"
    entries.problem(page, cell, "NOTE", "info", message, "如仍在执行，请改写")
    return "ended"


def _everywhere(place: str) -> bool:
    """Whether a cell for a place names none of its own: 各区, 市本级, 全市."""
    return _EVERYWHERE.fullmatch(place.strip()) is not None or group_kind(place) == "level"


def state_matter(
    entries: Entries, page: Page, matter: Matter, told: Told, level: str, above: str, ranked: bool = True,
    region: str = "", status: str = "active", among: Callable[[list[Party]], None] | None = None,
) -> Thing:  # fmt: skip
    """State one matter with its domain, basis, parties, and the matters of the region `above` it takes on.

    Domains keep the order in which banners first name them, where they are `ranked`: a mere column of domains is
    no index. The matter is one of `region`, the list's own where none is given; `among` may settle the roles of its
    parties among themselves. Gives the matter.
    """
    row, title, region = matter.rows[0], matter.title, region or entries.region
    number, name = "", tidy(title.text)
    if "number" not in page.header.columns:
        number, name = split_number(name)
    note = joined(page, matter, "note")
    duty = entries.node(
        page, title, "Duty", name=name, region=region, level=level, status=status, note=note,
        cascade_to=cascade_of(entries, page, row), emerging=truth_of(entries, page, row, "emerging"),
    )  # fmt: skip
    entries.link(page, title, "LISTED_IN", duty, entries.list_id, number=page.text(row, "number") or number)
    state_domain(entries, page, title, matter.banner, duty, told, ranked)
    basis_cells = own_cells(page, matter, "basis")
    for cell in basis_cells:
        state_basis(entries, page, cell.row, duty)
    _cascade(entries, page, matter, told, above, duty)
    note_merges(entries, page, matter)
    note_revoked(entries, page, matter)
    parties = _parties(entries, page, matter, region)
    if among:
        among(parties)
    settle(parties, joined(page, matter, "lead_text"), note, told.first_listed, page.notes)
    thing = Thing(duty, name, "Duty", "\n".join(c.text for c in basis_cells) or None)
    state_parties(entries, page, parties, thing, level, region)
    name_idle_rows(entries, page, matter)
    return thing


def _parties(entries: Entries, page: Page, matter: Matter, region: str) -> list[Party]:
    """Everyone whom a matter names; where a column gives each row its role, one body may stand there in several."""
    if "role" not in page.header.columns:
        return parties_of(entries, page, matter, region)
    by_role: dict[str, list[int]] = {}
    for row in matter.rows:
        by_role.setdefault(page.text(row, "role"), []).append(row)
    parts = (replace(matter, rows=rows) for rows in by_role.values())
    return [party for part in parts for party in parties_of(entries, page, part, region)]


def _cascade(entries: Entries, page: Page, matter: Matter, told: Told, above: str, duty: str) -> None:
    """State from which matters of the upper region this one comes down; what is not found is told."""
    for cell in own_cells(page, matter, "upper"):
        found, missing = told.known.named(cell.text, above)
        for source in found:
            if source.id != duty:
                entries.link(page, cell, "CASCADES_TO", source.id, duty)
        for title in missing:
            note_missing(entries, page, matter, told, above, title)


def note_missing(
    entries: Entries, page: Page, matter: Matter, told: Told, region: str, title: str, field: str = "upper"
) -> None:
    """Warn of a matter that is named here and stands in no list of its region."""
    cell = page.cell(matter.rows[0], field)
    place = entries.book.places.get(region) or region
    message = f"{place}的清单中没有“{title}”{told.known.near(title, region)}"
    at = cell if cell and cell.text else matter.title
    entries.warn(page, at, "SOURCE", message, "改为该清单中的原题，或先导入该清单；没有对应的留空")


def _not_taken_up(entries: Entries, page: Page, matter: Matter, told: Told, above: str, reason: str) -> None:
    """State that this region need not take a matter on: no duty of its own, only that it said so."""
    row, region = matter.rows[0], entries.region
    cell = page.cell(row, "upper")
    at = cell if cell and cell.text else matter.title
    found, missing = told.known.named(at.text, above)
    if found:
        name = entries.book.places.get(region) or region
        where = region_id(region)
        entries.node(page, at, "Region", id=where, name=name, code=region, level=region_level(region))
    for source in found:
        entries.link(page, at, "NOT_TAKEN_UP", source.id, region_id(region), reason=reason)
    for title in missing:
        note_missing(entries, page, matter, told, above, title)
    for cell in own_cells(page, matter, "lead"):
        message = (
            f"“{page.caption('uptake')}”写明不承接，“{page.caption('lead')}”又填了“{cell.text}”，没有读取"
        )
        entries.warn(page, cell, "VALUE", message, "二者取一：改为承接，或删去单位")
    for number in matter.rows:
        if (page.name, number) not in entries.stated_rows:
            entries.idle(page, [number], "不承接的事项")
