"""Shapes the items of an approval list: who approved before, who approves, who supervises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph.ids import node_id, normal
from ingest.bodies import Body
from ingest.cells import Cell
from ingest.common import day_of, state_basis, state_listed, value_of
from ingest.entries import Entries, Page, Thing
from ingest.item_words import operation_of_brackets
from ingest.rows import data_rows
from ingest.shapes.authority import settled
from ingest.shapes.handoff import state_handoff
from ingest.shapes.item_codes import note_code
from ingest.shapes.item_sentences import ITEM_ROLES, told_in_sentences
from ingest.shapes.item_titles import titled
from ingest.shapes.own_words import named_clauses, own_words
from ingest.shapes.same_row import named_in_row
from ingest.shapes.stages import state_stages

_DIVISION = re.compile(r"分工|由(?!原)[^，。；]{2,20}?(负责|办理|承担|审批|监管|管|接收)")


def item_ids(rows: list[tuple[int, str, str]], region: str) -> dict[int, str]:
    """Id of the item of each row, from (row, title, code).

    Where one title stands with several codes, the second and later codes in their order become part of
    the id; all else is identified by title and region.

    >>> ids = item_ids([(1, "甲", "B"), (2, "甲", "A"), (3, "甲", "A")], "379900")
    >>> ids[2] == ids[3] == node_id("ApprovalItem", {"name": "甲", "region": "379900"}), ids[1] == ids[2]
    (True, False)
    """
    codes: dict[str, set[str]] = {}
    for _, title, code in rows:
        codes.setdefault(normal(title), set()).add(code)
    made = {}
    for row, title, code in rows:
        later = sorted(codes[normal(title)]).index(code) > 0
        name = title + code if later else title
        made[row] = node_id("ApprovalItem", {"name": name, "region": region})
    return made


def note_repeats(entries: Entries, page: Page, rows: list[tuple[int, str, str]]) -> None:
    """Warn of titles that stand more than once."""
    first: dict[str, tuple[int, str]] = {}
    for row, title, code in rows:
        cell = page.cell(row, "title")
        earlier = first.setdefault(normal(title), (row, code))
        if earlier[0] != row and cell is not None:
            kind = "编码不同，按两项读取" if earlier[1] != code else "编码相同，两处并作一项"
            message = f"事项“{title}”在第 {earlier[0]} 行已出现，{kind}"
            entries.warn(page, cell, "DUPLICATE", message, "改名以示区别，或删去重复的一行")


def titled_rows(entries: Entries, page: Page) -> list[tuple[int, str, str]]:
    """Row, title and code of every item; a row without a title is an error, unless it names a further part of the item
    above it."""
    found = []
    above = (0, "")
    for data in data_rows(entries, page, "title"):
        row = data.number
        if page.text(row, "title"):
            above = row, data.banner
        if page.text(row, "title") or (page.text(row, "sub") and above[0] and above[1] == data.banner):
            title = titled(page, row, above[0])
            found.append((row, title.text if title else "", page.text(row, "code")))
        else:
            at = page.sheet.filled(data.number)[0]
            message = f"本行没有“{page.spec.headers['title'][0]}”"
            entries.problem(page, at, "ROW", "error", message, "补上名称，或删去本行")
    return found


def shape(entries: Entries, page: Page, duties: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """State every item of the sheet; gives the ids of the items by normalised title.

    `duties` are the ids of known duties by normalised title.
    """
    page = settled(entries, page)
    rows = titled_rows(entries, page)
    note_repeats(entries, page, rows)
    ids = item_ids(rows, entries.region)
    known: dict[str, list[str]] = {}
    main = ""
    for row, title, _ in rows:
        main = page.text(row, "title") or main
        item = state_item(entries, page, row, ids[row], page.text(row, "note"), title, main)
        if ids[row] not in known.setdefault(normal(title), []):
            known[normal(title)].append(ids[row])
        state_transfer(entries, page, row, item)
        approvers = state_roles(entries, page, row, item)
        note_code(entries, page, row, approvers)
        state_stages(entries, page, row, item, approvers)
        state_handoff(entries, page, row, item, approvers, duties)
    return known


def state_item(
    entries: Entries, page: Page, row: int, made: str, note: str, name: str = "", whole: str = ""
) -> Thing:
    """State the item of a row under its id; `name` and that of the item which it is a part of (`whole`) where the
    text of its title is not all."""
    part = page.cell(row, "sub")
    cell = part if part is not None and part.text else page.cell(row, "title")
    assert cell is not None  # noqa: S101 - only titled rows come here
    name = name or cell.text
    main = page.text(row, "main") or (whole if whole != name else None)
    operation = value_of(entries, page, row, "operation") or operation_of_brackets(name)
    ended = page.value(row, "transfer") == "abolish"
    entries.node(
        page, cell, "ApprovalItem", id=made, name=name, region=entries.region,
        code=page.text(row, "code"), main=main, kind=value_of(entries, page, row, "kind"),
        operation=operation, level=page.text(row, "level"), related=False,
        division_text=note if _DIVISION.search(note) else None, status="ended" if ended else "active",
        note=note,
    )  # fmt: skip
    state_listed(entries, page, row, cell, made)
    state_basis(entries, page, row, made)
    return Thing(made, name, "ApprovalItem", page.text(row, "basis") or None)


def state_transfer(entries: Entries, page: Page, row: int, item: Thing, **said: Any) -> None:
    """State from which bodies an item was moved, where its row says so."""
    cell = page.cell(row, "from_body")
    if cell is None or not cell.text:
        return
    properties = said or {
        "kind": value_of(entries, page, row, "transfer"),
        "effective_on": day_of(entries, page, row, "date"),
        "document": page.text(row, "document"),
        "pending_rule": page.text(row, "pending"),
    }
    for body in entries.parties(page, cell):
        if body.group == "unresolved" and not entries.unresolved:
            continue  # told by its name
        if body.group:
            message = f"“{body.text}”不是机构，不能作为“{page.caption('from_body')}”"
            entries.problem(
                page,
                cell,
                "DQ-NAME",
                "warning" if body.group == "unresolved" else "error",
                message,
                "写明机构名称",
            )
            continue
        entries.link(
            page, cell, "TRANSFERRED_FROM", item.id, body.id, body=body, thing=item,
            cue=page.text(row, "transfer") or page.caption("from_body"), region=entries.region, **properties,
        )  # fmt: skip


def _with_clauses(entries: Entries, page: Page, cell: Cell, beside: str) -> tuple[list[Body], list[str]]:
    """The bodies of a cell, each with its clause: behind its name in the cell, or in the text of the column beside it."""
    said = named_clauses(cell.text, entries.region, entries.book)
    if not said:
        cell = named_in_row(page, cell)
        if told := told_in_sentences(entries, page, cell):
            return [body for body, _ in told], [sentence for _, sentence in told]
        bodies = entries.parties(page, cell)
        return bodies, own_words(beside, bodies)
    each = [
        (body, clause) for names, clause in said for body in entries.parties(page, replace(cell, text=names))
    ]
    return [body for body, _ in each], [clause for _, clause in each]


def state_roles(entries: Entries, page: Page, row: int, item: Thing) -> list[tuple[Body, Cell]]:
    """State who approves, supervises and enforces; gives the approving bodies with their cell."""
    approvers: list[tuple[Body, Cell]] = []
    counts: dict[str, int] = {}
    seen: set[tuple[str, str, str | None]] = set()
    for column, role in page.roles:
        cell = page.cell(row, column)
        if cell is None or not cell.text:
            continue
        bodies, clauses = _with_clauses(entries, page, cell, page.text(row, role.clause or ""))
        for body, clause in zip(bodies, clauses, strict=True):
            kind, cue = role.link, role.cue or page.caption(column)
            if body.role in ITEM_ROLES:
                kind, cue = body.role, body.cue or cue
            elif body.role and body.cue != "会同":  # who does it together with others does it
                message = f"“{body.text}”中的“{body.cue}”不是审批事项上的角色，按“{cue}”读取"
                entries.warn(page, cell, "VALUE", message, "改写为监管、执法或审批，或移到备注")
            if (
                column == "authority"
                and kind == "INVOLVED_IN"
                and any(body.id == other for _, other, _ in seen)
            ):
                continue  # what else it is to the item says more
            key = (kind, body.id, body.scope)
            if key in seen:
                message = f"“{body.text}”在本栏重复列示"
                entries.problem(page, cell, "DUPLICATE", "info", message, "合并为一处")
                continue
            seen.add(key)
            counts[kind] = counts.get(kind, 0) + 1
            if kind == "APPROVES":
                approvers.append((body, cell))
            entries.role(
                page, cell, kind, body, item, cue=cue, text=clause, level=page.text(row, "level"),
                position=counts[kind],
            )  # fmt: skip
    return approvers
