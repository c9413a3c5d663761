"""Whose field an item is (主管部门): who supervises it, unless a column of its own says who does that."""

from __future__ import annotations

from dataclasses import replace

from ingest.entries import Entries, Page
from ingest.profile import Role


def settled(entries: Entries, page: Page) -> Page:
    """The page with the role of whose field its items are; that it is read as supervision is told."""
    column = page.header.columns.get("authority")
    if column is None:
        return page
    if "supervisor" in page.header.columns:
        roles = {**page.spec.roles, "authority": Role("INVOLVED_IN")}
        return replace(page, spec=replace(page.spec, roles=roles))
    note(entries, page, "authority")
    return page


def note(entries: Entries, page: Page, name: str) -> None:
    """Tell that a column that says no more than 主管部门 is read as that of who supervises."""
    at = page.sheet.rows[page.header.rows[-1] - 1][page.header.columns[name] - 1]
    message = f"“{page.caption(name)}”没有写明是否负责监管，按监管部门读取"
    todo = "只管业务、不负责监管的，请另写监管部门一栏"
    entries.problem(page, at, "VALUE", "info", message, todo)
