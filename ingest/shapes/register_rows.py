"""Reads the rows of a register: the properties of each body, and the bodies that came before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graph.ids import node_id
from graph.statement import clean
from ingest import register_words as words
from ingest.entries import Entries, Page
from ingest.gazetteer import Gazetteer
from ingest.names import OrganizationBook
from ingest.regions import region_code, region_level
from ingest.rows import DataRow, data_rows, repeated
from ingest.values import date

_RANKS = {
    "正省级": 1, "省部级": 1, "副省级": 2, "正厅级": 3, "正地级": 3, "副厅级": 4, "副地级": 4, "正处级": 5, "正县级": 5,
    "副处级": 6, "副县级": 6, "正科级": 7, "副科级": 8, "股级": 9,
}  # fmt: skip
_WITH_SHORT = re.compile(r"(.+?)[（(]([^（）()]+)[）)]")
_BOTH = re.compile(
    r"(?P<place>\D{2,}?)[\s（(\-—/]*(?P<code>\d{6,12})[)）]?|(?P<code1>\d{6,12})[\s（(\-—/]*(?P<place1>\D{2,}?)[)）]?"
)
_LETTERS = {"city": "市", "county": "区县旗市", "province": "省"}


@dataclass(slots=True)
class Row:
    """One body of a register: its properties with `id`, its former names, and what of it was inferred."""

    body: dict[str, Any]
    former: list[dict[str, Any]] = field(default_factory=list)
    remarks: words.Remarks = field(default_factory=words.Remarks)
    inferred: bool = False


def declared(page: Page, region: str | None, places: Gazetteer) -> list[dict[str, Any]]:
    """Every body that a register names, as property dicts with `id`, also the former ones; `region` where a row
    tells none."""
    page = replace(page, sheet=repeated(page.sheet, page.header))
    ended: list[dict[str, Any]] = []
    rows: list[Row] = []
    for data in data_rows(Entries("", "", OrganizationBook([], {})), page, "name"):
        cell = page.cell(data.number, "name")
        if cell is None or not cell.text:
            continue
        if page.spec.shape == "former_bodies":
            ended += ended_of(page, data.number, region, places)
        else:
            rows.append(row_of(page, data, region, places))
    without_named(rows, places)
    ended += (former for row in rows for former in row.former)
    living = [row.body for row in rows]
    known = {body["id"] for body in living}
    return [*(body for body in ended if body["id"] not in known), *living]


def places_of(page: Page) -> Iterator[tuple[str, str, str, str]]:
    """What each row says of where its body lies: code, place, full name and unified code."""
    for row in range(page.first_row, len(page.sheet.rows) + 1):
        code, place = _where(page, row)
        yield code, place, page.text(row, "name"), page.text(row, "uscc")


def _where(page: Page, row: int) -> tuple[str, str]:
    """Code and name of the place of a row, "" for what is not there; one cell may hold both (东澜区（379902）, 379902 东澜区)."""
    said = (page.text(row, "region"), page.text(row, "place"))
    both = next((found for text in said if (found := _BOTH.fullmatch(text))), None)
    if both:
        return region_code(both["code"] or both["code1"]) or "", (both["place"] or both["place1"]).strip()
    code, place = said
    if region_code(code) is None and not place:
        code, place = "", code  # a column called 行政区划 may hold either
    return region_code(code) or "", place


def _plates(text: str) -> list[str]:
    """The names of a cell of nameplates, the short ones that stand behind them in brackets too."""
    found = [words.with_plates(one) for one in _split(text)]
    return [each for name, others, short in found for each in (name, *others, *filter(None, [short]))]


def without_named(rows: Iterable[Row], places: Gazetteer) -> None:
    """Leave out former bodies that a remark names as the register calls an ended one of its own (原市工商局, where
    the row of 临澜市工商行政管理局 says that this is its short form)."""
    rows = list(rows)
    called = {
        (row.body.get("region"), _bare(form, places.names.get(row.body.get("region", ""), "")))
        for row in rows
        if row.body.get("status") not in (None, "active")
        for form in (row.body.get("short_name"), *row.body.get("aliases", ()))
        if form
    }
    for row in rows:
        row.former = [
            f
            for f in row.former
            if (f.get("region"), _bare(f["name"], places.names.get(f.get("region", ""), ""))) not in called
        ]


def _bare(name: str, place: str) -> str:
    """A name without its place, or the letter that stands for it."""
    if place and name.startswith(place):
        return name[len(place) :]
    return name[1:] if name[:1] in "省市区县旗" else name


def _split(text: str) -> list[str]:
    return [p.strip() for p in re.split(r"[、，,；;/／\n]", text) if p.strip() and p.strip() != "无"]


def _area(page: Page, data: DataRow, region: str | None, places: Gazetteer) -> str:
    """The code of the area of a row's body: its own, that of its place, that of the place in its name, in the banner
    above it or in the name of the sheet."""
    row = data.number
    own, place = _where(page, row)
    if found := own or places.code(place) or places.of_name(_clean(page.text(row, "name"))):
        return found
    around = (places.innermost(text) for text in (data.banner, page.sheet.heading, page.sheet.name))
    return next((area[0] for area in around if area), region or "")


def row_of(page: Page, data: DataRow, region: str | None, places: Gazetteer) -> Row:
    row = data.number
    area = _area(page, data, region, places)
    place = places.names.get(area, "")
    name, plates, brief = words.with_plates(_clean(page.text(row, "name")))
    said = words.remarks(page.text(row, "note"))
    shorts = [s for s in (*_split(page.text(row, "short")), *filter(None, [brief])) if s != name]
    short = min(shorts, key=len) if shorts else None
    others = _split(page.text(row, "other"))
    kind = page.value(row, "kind")
    written = page.text(row, "kind")
    guessed = None
    if not written or (kind is None and words.mixed(written)):
        guessed = said.kind or words.kind_of_banner(data.banner) or words.kind_of_name(name, place)
    level = page.value(row, "level")
    if level is None and not page.text(row, "level") and area:
        level = "town" if (kind or guessed) == "town" else region_level(area)
    state = page.text(row, "status")
    body = {
        "name": name,
        "region": area,
        "short_name": short,
        "aliases": [s for s in dict.fromkeys([*shorts, *others]) if s not in (short, name)],
        "kind": kind or guessed,
        "level": level,
        "rank": page.text(row, "rank"),
        "rank_level": _RANKS.get(page.text(row, "rank").replace(" ", "")),
        "nameplates": list(dict.fromkeys([*plates, *_plates(page.text(row, "plates")), *said.plates])),
        "uscc": page.text(row, "uscc"),
        "status": page.value(row, "status") or (None if state else _ended(page, data, said) or "active"),
        "note": page.text(row, "note"),
    }
    made = Row(_with_id(body), remarks=said, inferred=guessed is not None)
    named = [*_split(page.text(row, "former")), *said.former]
    change = said.change or ("merge" if len(named) > 1 else "rename")
    for text in dict.fromkeys(named):
        former = _former(text, area, place, words.state_after(change), said.day, kind or guessed, level)
        if former["id"] != made.body["id"]:
            made.former.append(former)
    return made


_PAST = re.compile(
    r"(?:已|原|曾|历史)[^现]*(?:撤销|撤并|更名|注销|合并|整合|机构)|(?:撤销|撤并|注销)(?:[（(]?[、及和与]?(?:更名|合并|整合)[）)]?)?(?:的)?(?:机构|单位|部门)"
)

_MIXED = re.compile("现有|现行|现存|现状|在用|含|包括|保留|新设|组建|名录|清单$")


def _ended(page: Page, data: DataRow, said: words.Remarks) -> str | None:
    """The state of a body that ended, where a remark, or the banner above it, says so and no column does."""
    past = any(_PAST.search(text) and not _MIXED.search(text) for text in (data.banner, page.name))
    return said.state or ("abolished" if past else None)


def _clean(name: str) -> str:
    return re.sub(r"\s+", "", name) if re.search(r"[\u4e00-\u9fff]", name) else name


def _with_id(said: Mapping[str, Any]) -> dict[str, Any]:
    return clean(said) | {"id": node_id("Organization", {"name": said["name"], "region": said["region"]})}


def _former(
    text: str, region: str, place: str, status: str, day: str | None, kind: str | None, level: str | None
) -> dict[str, Any]:
    """A body that ended, by its former name; a short name may stand behind it in brackets."""
    both = _WITH_SHORT.fullmatch(text)
    name, short = (both[1], both[2].removeprefix("简称")) if both else (text, None)
    name = _clean(name).removeprefix("原")
    letters = _LETTERS.get(region_level(region), "") if region else ""
    if place and name[:1] in letters and not name.startswith(place):
        short, name = short or name, place + name[1:]
    return _with_id({
        "name": name, "region": region, "short_name": short, "kind": kind, "level": level, "status": status,
        "valid_to": day,
    })  # fmt: skip


def ended_of(page: Page, row: int, region: str | None, places: Gazetteer) -> list[dict[str, Any]]:
    """The former bodies of a row of former bodies."""
    change = page.value(row, "change") or words.change_of(page.text(row, "note"))
    shorts = _split(page.text(row, "short"))
    made = []
    names = _split(page.text(row, "name"))
    for text in names:
        own = (
            region_code(page.text(row, "region"))
            or places.of_name(text)
            or places.of_name(page.text(row, "heir"))
        )
        area = own or region or ""
        place = places.names.get(area, "")
        kind = words.kind_of_name(text, place)
        level = "town" if kind == "town" else region_level(area) if area else None
        status = words.state_after(change)
        if change is None:
            status = words.status_of(page.text(row, "change")) or status
        body = _former(text, area, place, status, date(page.text(row, "changed"))[0], kind, level)
        if shorts and len(names) == 1:
            body |= {"short_name": min(shorts, key=len)}
        made.append(body)
    return made
