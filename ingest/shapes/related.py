"""Shapes the related items that hang on a licence."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from graph.ids import normal
from ingest.cells import Cell
from ingest.common import state_basis, state_listed, value_of
from ingest.entries import Entries, Page, Thing
from ingest.item_words import operation_of_brackets
from ingest.shapes.approvals import item_ids, note_repeats, state_roles, state_transfer, titled_rows


def shape(entries: Entries, page: Page, licences: Mapping[str, list[str]]) -> None:
    """State every related item; `licences` are the ids of the licences by normalised title. Where no other sheet tells
    of licences, those that the related items hang on are stated as well, with who approves them."""
    rows = titled_rows(entries, page)
    licences = licences or _licences(entries, page, [row for row, _, _ in rows])
    note_repeats(entries, page, rows)
    ids = item_ids(rows, entries.region)
    owned = {i for found in licences.values() for i in found}
    for row, title, _ in rows:
        cell = page.cell(row, "title")
        assert cell is not None  # noqa: S101 - only titled rows come here
        if ids[row] in owned:
            message = f"“{title}”既是许可事项又是关联事项"
            entries.problem(page, cell, "DUPLICATE", "error", message, "在名称中写明区别，或删去一处")
            continue
        disposition = value_of(entries, page, row, "disposition")
        made = entries.node(
            page, cell, "ApprovalItem", id=ids[row], name=title, region=entries.region, related=True,
            kind=value_of(entries, page, row, "kind"), disposition=disposition, note=page.text(row, "note"),
            status="ended" if disposition == "abolished" else "active",
        )  # fmt: skip
        state_listed(entries, page, row, cell, made)
        state_basis(entries, page, row, made)
        item = Thing(made, title, "ApprovalItem", page.text(row, "basis") or None)
        at = page.cell(row, "licence")
        licence = _licence(entries, page, cell, at, licences)
        if licence and at:
            entries.link(page, at, "RELATED_TO", made, licence, disposition=disposition)
        state_roles(entries, page, row, item)
        if disposition == "moves":
            state_transfer(entries, page, row, item, kind="transfer")


def _licences(entries: Entries, page: Page, rows: list[int]) -> dict[str, list[str]]:
    """State the licences that a column names, each once, with its approving bodies; gives their ids by title."""
    made: dict[str, list[str]] = {}
    for row in rows:
        cell, at = page.cell(row, "licence"), page.cell(row, "main_approver")
        if cell is None or not cell.text or normal(cell.text) in made:
            continue
        item = entries.node(
            page, cell, "ApprovalItem", name=cell.text, region=entries.region, kind="licence", related=False,
            operation=operation_of_brackets(cell.text), status="active",
        )  # fmt: skip
        made[normal(cell.text)] = [item]
        state_listed(entries, page, row, cell, item)
        thing = Thing(item, cell.text, "ApprovalItem")
        for position, body in enumerate(entries.parties(page, at) if at and at.text else (), 1):
            cue = body.cue or page.caption("main_approver")
            entries.role(page, at or cell, "APPROVES", body, thing, cue=cue, position=position)
    return made


def _licence(
    entries: Entries, page: Page, title: Cell, cell: Cell | None, licences: Mapping[str, list[str]]
) -> str | None:
    if cell is None or not cell.text:
        message = f"关联事项“{title.text}”没有写明关联哪一项许可"
        entries.problem(page, title, "LICENCE", "error", message, "补上关联许可事项的名称")
        return None
    found = licences.get(normal(cell.text), [])
    if len(found) == 1:
        return found[0]
    if found:
        message = f"许可事项“{cell.text}”有几项同名，无法确定是哪一项"
        entries.problem(page, cell, "LICENCE", "error", message, "在许可事项中改名以示区别")
        return None
    near = "、".join(get_close_matches(normal(cell.text), list(licences), n=3, cutoff=0.5))
    message = f"许可事项中没有“{cell.text}”" + (f"；相近的有：{near}" if near else "")
    entries.problem(page, cell, "LICENCE", "error", message, "改为许可事项中的原名")
    return None
