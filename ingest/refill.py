"""Writes a list that was read out again in the form of its profile's template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ingest import lent, timed
from ingest.detect import Fit
from ingest.entries import Page
from ingest.files import read_file
from ingest.problem import place
from ingest.report import FileReport
from ingest.template import Table, written

# Rows that are no part of the list's content; what they frame is written anew, or was never meant.
_LEFT_OUT = ("空行", "标题行", "表头行", "合计行", "附注行", "示例行", "说明表", "只有序号")
_BANNER = "分组标题行"
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]+[)）、.．\s]|第[一二三四五六七八九十]+")
_WHOLE = {True: "完整", False: "摘录"}


def refilled(path: Path, report: FileReport, head: Mapping[str, Any]) -> bytes:
    """The workbook of one list of a file. `report` tells what became of the file's rows, `head` is the list itself: the
    properties of its BoundaryList.

    Raises ValueError where the file holds no such list.
    """
    if not timed.possible():
        return lent.run(refilled, path, report, dict(head))
    idle = dict(report.non_data_rows)
    fits = [f for f in read_file(path, report.profile).choice.fits if f.spec.list_kind == head["kind"]]
    if not fits:
        raise ValueError(f"{path.name} holds no list of kind {head['kind']}")
    tables: dict[str, Table] = {}
    for fit in fits:
        table = tables.get(fit.spec.shape)
        if table is None:
            of_shape = [f.header.columns for f in fits if f.spec.shape == fit.spec.shape]
            fields = [f for f in fit.spec.headers if any(f in columns for columns in of_shape)]
            table = tables[fit.spec.shape] = Table(fit.spec, fields, head["name"], _meta(head))
        _add(table, fit, idle)
    return written(list(tables.values()))


def _meta(head: Mapping[str, Any]) -> str:
    whole: bool | None = head.get("complete")
    status = ("" if whole is None else _WHOLE[whole]) + (
        "（征求意见稿）" if head.get("status") == "draft" else ""
    )
    said = {
        "编制单位": head.get("issuer"), "行政区划": head.get("region"), "发布日期": head.get("issued_on"),
        "复核日期": head.get("reviewed_on"), "状态": status,
    }  # fmt: skip
    return "　".join(f"{label}：{value}" for label, value in said.items() if value)


def _add(table: Table, fit: Fit, idle: Mapping[str, str]) -> None:
    """Add the rows of one sheet, under its heading where that is its banner."""
    page = Page(fit.sheet, fit.spec, fit.header)
    if "domain" not in fit.header.columns and _NUMBERED.match(fit.sheet.heading):
        table.rows.append({"": fit.sheet.heading})
    runs: dict[str, tuple[str, int]] = {}
    for row in range(page.first_row, len(fit.sheet.rows) + 1):
        filled, why = fit.sheet.filled(row), idle.get(place(page.name, str(row)), "")
        if not filled or why.startswith(_LEFT_OUT):
            runs.clear()
        elif why.startswith(_BANNER):
            runs.clear()
            table.rows.append({"": filled[0].text})
        else:
            table.rows.append(_row(table, page, row, runs))


def _row(table: Table, page: Page, row: int, runs: dict[str, tuple[str, int]]) -> dict[str, str]:
    """One row by field; a cell under a merge from the row above makes the merge longer."""
    made, number = {}, len(table.rows)
    for name in table.fields:
        cell = page.cell(row, name)
        origin, first = runs.get(name, ("", number))
        if cell is not None and cell.merged_from and cell.merged_from == origin:
            table.merges = [m for m in table.merges if m[:2] != (name, first)]
            table.merges.append((name, first, number))
            continue
        runs[name] = (cell.origin, number) if cell is not None else ("", number)
        if cell is not None and cell.text:
            made[name] = cell.text
    return made
