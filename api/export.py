"""The whole edition, one JSON object a line; and tables that a spreadsheet may open safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from graph.ontology import load
from graph.reader import Reader
from graph.statement import dumps

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def jsonl(reader: Reader) -> Iterator[str]:
    """Lines: `{"node": kind, "id", properties…}`, then `{"link": kind, "from", "to", properties…, "facts": […]}`.

    Properties stand beside the other keys, absent ones left out; each fact is a place in a file: `file`,
    `sheet`, `cell`, `text`. Order: kinds as declared, then ids.
    """
    for kind in load().nodes.values():
        columns = ", ".join(f"n.{p} AS {p}" for p in kind.properties)
        rows = reader.read_all(f"MATCH (n:{kind.name}) RETURN {columns}")
        for row in sorted(rows, key=lambda r: str(r["id"])):
            yield dumps({"node": kind.name, **_present(row)})
    for link in load().links.values():
        columns = ", ".join(f"r.{p} AS {p}" for p in link.properties)
        rows = reader.read_all(
            f"MATCH (a)-[r:{link.name}]->(b) RETURN a.id AS source, b.id AS target, {columns}"
        )
        rows.sort(key=lambda r: str(r["id"]))
        for start in range(0, len(rows), 500):
            part = rows[start : start + 500]
            said = reader.written(f for row in part for f in row["facts"])
            for row in part:
                ends = {"from": row.pop("source"), "to": row.pop("target")}
                facts = [
                    {k: w[k] for k in ("file", "sheet", "cell", "text")}
                    for f in row.pop("facts")
                    for w in said.get(f, [])
                ]
                yield dumps({"link": link.name, **ends, **_present(row), "facts": facts})


def _present(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if v is not None and v != []}


def plain(value: Any) -> str:
    """A value as text: lists joined by 、, absence as nothing."""
    if value is None:
        return ""
    return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def safe(value: Any) -> str:
    """Text of a cell that no spreadsheet takes for a formula; a number stays a number.

    >>> safe("=1+1"), safe(None), safe(["甲", "乙"]), safe(-3)
    ("'=1+1", '', '甲、乙', '-3')
    """
    text = plain(value)
    return "'" + text if text.startswith(_FORMULA) and not isinstance(value, int) else text


def csv_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table as csv, with formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(v) for v in row] for row in rows)
    return out.getvalue()


def xlsx_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """A table as an Excel workbook of one sheet; all but whole numbers is typed as text and so never a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has a sheet")
    sheet.title = title
    for r, row in enumerate([columns, *rows], start=1):
        for c, value in enumerate(row, start=1):
            cell = sheet.cell(r, c)
            if type(value) is int:
                cell.value = value
                continue
            cell.value = plain(value)
            cell.data_type = "s"
    for c in range(1, len(columns) + 1):
        sheet.cell(1, c).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(c)].width = 24
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
