"""Shapes a handbook (一本通): an index of domains, and entries that repeat what other lists state."""

from __future__ import annotations

from ingest.cells import Cell
from ingest.common import cascade_of, value_of
from ingest.duties import Duty
from ingest.entries import Entries, Page, Thing
from ingest.rows import data_rows
from ingest.shapes.boundary import note_missing
from ingest.shapes.matters import (
    Matter,
    matters,
    name_idle_rows,
    note_title,
)
from ingest.shapes.parties import parties_of
from ingest.shapes.party import settle, state_parties
from ingest.told import Chapter, Told
from ingest.values import number

_WHOLE_CITY = ("市本级", "本级", "市级", "市直")


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State every entry: one whose title its source knows is that matter, said once more.

    An entry that words the title otherwise is a matter of its own, drawn from the one it names. A source
    that cannot be found is told, and the entry stands as a matter of its own.
    """
    for matter in matters(entries, page):
        _entry(entries, page, matter, told)


def _entry(entries: Entries, page: Page, matter: Matter, told: Told) -> None:
    row, title = matter.rows[0], matter.title
    region = _region(entries, page, matter)
    note_title(entries, page, matter, told, region)
    source = _source(entries, page, matter, told, region)
    said = {"cascade_to": cascade_of(entries, page, row)}
    if source and not page.text(row, "original"):
        name = source.name
        duty = entries.node(page, title, "Duty", id=source.id, name=name, region=region, **said)
    else:
        name = title.text
        duty = entries.node(page, title, "Duty", name=name, region=region, status="active", **said)
        if source and source.id != duty:
            at = page.cell(row, "original") or title
            entries.link(page, at, "DRAWN_FROM", duty, source.id)
    entries.link(
        page, title, "LISTED_IN", duty, entries.list_id, number=page.text(row, "number"),
        page=page.text(row, "page"),
    )  # fmt: skip
    _domain(entries, page, matter, duty, told)
    parties = parties_of(entries, page, matter, region)
    settle(parties, "", "", told.first_listed)
    for party in parties:
        # A handbook has one column for all who are not first; who does a share is what the source says.
        if (
            party.role == "ASSISTS"
            and party.body.role is None
            and party.body.id in told.known.shared_by(duty)
        ):
            party.role = "SHARES"
    state_parties(entries, page, parties, Thing(duty, name, "Duty"), "", region)
    name_idle_rows(entries, page, matter)


def _region(entries: Entries, page: Page, matter: Matter) -> str:
    """The region an entry was drawn from; without a word for it, that of the handbook."""
    cell = page.cell(matter.rows[0], "region")
    if cell is None or not cell.text or cell.text in _WHOLE_CITY:
        return entries.region
    found = [code for code, place in entries.book.places.items() if place == cell.text or code == cell.text]
    if len(found) == 1:
        return found[0]
    known = "、".join(sorted(entries.book.places.values()))
    message = f"不知道来源地区“{cell.text}”，按本级读取"
    entries.warn(page, cell, "SOURCE", message, f"写“市本级”，或以下之一：{known}")
    return entries.region


def _source(entries: Entries, page: Page, matter: Matter, told: Told, region: str) -> Duty | None:
    """The matter that an entry repeats or is drawn from; None where no list has it, which is told."""
    row = matter.rows[0]
    field = "original" if page.text(row, "original") else "title"
    title = page.text(row, field)
    kind = value_of(entries, page, row, "source")
    found = told.known.at(title, region)
    if found is None:
        note_missing(entries, page, matter, told, region, title, field)
    elif kind and found.kinds and kind not in found.kinds:
        at = page.cell(row, "source") or matter.title
        message = f"“{title}”不在{at.text}中，而在别的清单中"
        entries.warn(page, at, "SOURCE", message, "改写来源清单")
    return found


def _domain(entries: Entries, page: Page, matter: Matter, duty: str, told: Told) -> None:
    cell = page.cell(matter.rows[0], "domain")
    name = cell.text if cell and cell.text else matter.banner
    if not name:
        message = f"不知道“{matter.title.text}”属于哪个领域"
        entries.warn(page, matter.title, "INDEX", message, "在表格上方写领域标题，或加“领域”一栏")
        return
    at = cell if cell and cell.text else matter.title
    entries.link(page, at, "IN_DOMAIN", duty, _domain_node(entries, page, at, name, None))
    chapter = told.chapters.setdefault(name, Chapter(page=page.text(matter.rows[0], "page")))
    chapter.entries += 1


def _domain_node(entries: Entries, page: Page, at: Cell, name: str, position: int | None) -> str:
    return entries.node(page, at, "Domain", name=name, region=entries.region, position=position)


def shape_index(entries: Entries, page: Page, told: Told) -> None:
    """State the domains in the order of the index, and hold the index against the entries."""
    listed: set[str] = set()
    at: Cell | None = None
    for data in data_rows(entries, page, "domain"):
        row = data.number
        at = page.sheet.filled(row)[0]
        cell = page.cell(row, "domain")
        if cell is None or not cell.text:
            entries.problem(page, at, "ROW", "error", "本行没有领域名称", "补上领域名称，或删去本行")
            continue
        _domain_node(entries, page, cell, cell.text, number(page.text(row, "number")) or len(listed) + 1)
        if cell.text in listed:
            entries.warn(page, cell, "DUPLICATE", f"领域“{cell.text}”在目录中重复", "删去重复的一行")
        listed.add(cell.text)
        _held_against(entries, page, row, cell, told.chapters.get(cell.text, Chapter()))
    for name in told.chapters:
        if name not in listed and at is not None:
            message = f"目录索引中没有领域“{name}”，而正文中有它的事项"
            entries.warn(page, at, "INDEX", message, "在目录索引中补上一行，或改正领域名称")


def _held_against(entries: Entries, page: Page, row: int, domain: Cell, chapter: Chapter) -> None:
    count, first = page.cell(row, "count"), page.cell(row, "first_page")
    if count and count.text and number(count.text.removesuffix("项")) != chapter.entries:
        message = f"目录索引写“{domain.text}”{count.text}项，正文中有 {chapter.entries} 项"
        entries.warn(page, count, "INDEX", message, "核对目录索引与正文")
    if first and first.text and chapter.page and first.text != chapter.page:
        message = f"目录索引写“{domain.text}”从第 {first.text} 页起，正文中从第 {chapter.page} 页起"
        entries.warn(page, first, "INDEX", message, "核对目录索引与正文")
