"""Shapes the organisations of GOV.UK: several parents, successors, and the ways in which a body closed."""

from __future__ import annotations

from typing import Any

from graph.ids import node_id
from graph.statement import clean
from ingest.bodies import Body
from ingest.common import day_of, state_listed, value_of
from ingest.entries import Entries, Page, Thing
from ingest.regions import region_id, region_level
from ingest.rows import data_rows

COUNTRY = "United Kingdom"
_CHANGES = {
    "replaced": "replace",
    "devolved": "devolve",
    "renamed": "rename",
    "merged": "merge",
    "split": "split",
}


def declared(page: Page, region: str | None) -> list[dict[str, Any]]:
    """Every organisation of the sheet, as property dicts with `id`."""
    made = []
    for row in range(page.first_row, len(page.sheet.rows) + 1):
        name = page.text(row, "name")
        if name and page.text(row, "url"):
            said = {
                "name": name,
                "region": region,
                "short_name": page.text(row, "short"),
                "status": _status(page, row),
            }
            made.append(clean(said) | {"id": node_id("Organization", said)})
    return made


def _status(page: Page, row: int) -> str | None:
    """Where a body stands; None where it closed in a way that is no end of the body (it left government)."""
    closed = page.text(row, "status") == "closed"
    return page.value(row, "closed") if closed else page.value(row, "status")


def shape(entries: Entries, page: Page) -> None:
    """State every organisation, whose part it is, and who came after it; parents and heirs are named by address."""
    rows = [d.number for d in data_rows(entries, page, "name")]
    by_url = {page.text(r, "url"): r for r in rows if page.text(r, "name")}
    things = {r: _thing(page, r, entries.region) for r in rows if page.text(r, "name")}
    region = region_id(entries.region)
    for row in rows:
        cell = page.cell(row, "name")
        if cell is None or row not in things:
            at = page.sheet.filled(row)[0]
            entries.problem(page, at, "ROW", "error", "本行没有机构名称", "补上 title")
            continue
        status = _status(page, row)
        if page.text(row, "status") == "closed":
            _closed(entries, page, row, status)
        elif status is None:
            value_of(entries, page, row, "status")
        entries.node(
            page, cell, "Organization", id=things[row].id, name=cell.text, region=entries.region,
            short_name=page.text(row, "short"), kind=value_of(entries, page, row, "kind"), status=status,
            valid_to=day_of(entries, page, row, "changed"),
        )  # fmt: skip
        level = region_level(entries.region)
        entries.node(page, cell, "Region", id=region, name=COUNTRY, code=entries.region, level=level)
        entries.link(page, cell, "SERVES", things[row].id, region)
        state_listed(entries, page, row, cell, things[row].id)
        parents = _named(entries, page, row, "parent", "PART_OF", things, by_url)
        if parents > 1:
            message = f"“{cell.text}”有 {parents} 个上级机构"
            entries.problem(
                page,
                page.cell(row, "parent"),
                "DQ-PARENTS",
                "info",
                message,
                "核对它隶属于哪一个，还是几个都是",
            )
        change = _CHANGES.get(status or "")
        _named(entries, page, row, "heir", "SUCCEEDED_BY", things, by_url, kind=change)


def _thing(page: Page, row: int, region: str) -> Thing:
    name = page.text(row, "name")
    return Thing(node_id("Organization", {"name": name, "region": region}), name, "Organization")


def _closed(entries: Entries, page: Page, row: int, status: str | None) -> None:
    """Tell of a closed body in a way not known as an end, and of one that leaves no successor."""
    at, name = page.cell(row, "closed") or page.cell(row, "status"), page.text(row, "name")
    way = page.text(row, "closed")
    if status is None:
        message = f"“{name}”已关闭，方式“{way}”不等于撤并，现状没有读取"
        entries.warn(page, at or page.sheet.filled(row)[0], "VALUE", message, "核对它是否仍然存在")
    if not page.text(row, "heir"):
        message = f"“{name}”已关闭（{way}），没有写明由谁承继"
        entries.problem(page, at, "DQ-HEIR", "info", message, "补上承继机构；职能取消的在备注中写明")


def _named(
    entries: Entries, page: Page, row: int, field: str, link: str, things: dict[int, Thing],
    by_url: dict[str, int], **said: Any,
) -> int:  # fmt: skip
    """State a link to every body that a cell names by its address; gives how many it names."""
    cell = page.cell(row, field)
    if cell is None or not cell.text:
        return 0
    urls = [u.strip() for u in cell.text.split("、") if u.strip()]
    for url in urls:
        if url not in by_url or by_url[url] not in things:
            message = f"这份清单里没有 {url}，没有读取"
            entries.warn(page, cell, "SOURCE", message, "补上这个机构，或核对它的地址")
            continue
        other = things[by_url[url]]
        body = Body(other.id, url.rpartition("/")[2], other.title, "exact", region=entries.region)
        cue = page.caption(field)
        entries.link(
            page, cell, link, things[row].id, other.id, body=body, thing=things[row], cue=cue, **said
        )
    return len(urls)
