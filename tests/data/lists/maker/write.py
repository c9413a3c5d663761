"""Writes small files as office programs would, in every format; the same rows always give the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import docx
import xlwt
from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]
META = "发布单位：市委编办　行政区划：378800　发布日期：2026年4月1日　状态：完整"
_DAY = (2026, 4, 1, 0, 0, 0)
_STAMP = b"2026-04-01T00:00:00Z"


def lines(text: str) -> list[list[str]]:
    r"""Rows from lines whose cells stand between bars; `\n` in a cell breaks its line.

    >>> lines('''
    ... 1 | 节约用水 | 甲\\n乙
    ...   | 供水     |
    ... ''')
    [['1', '节约用水', '甲\n乙'], ['', '供水', '']]
    """
    rows = (line.split("|") for line in text.strip("\n").split("\n"))
    return [[c.strip(" ").replace("\\n", "\n") for c in row] for row in rows]


def list_of(title: str, text: str, meta: str = META) -> list[list[str]]:
    """A title row, a row that tells issuer and region, and the rows of a text."""
    return [[title], [meta], *lines(text)]


def same_bytes(content: bytes) -> bytes:
    """An office file without the moment it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", _STAMP, part)
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return out.getvalue()


def xlsx(sheets: dict[str, Rows], merges: Iterable[str] = (), formats: dict[str, str] | None = None) -> bytes:
    """A workbook; `merges` and `formats` (number formats by address) are those of its last sheet.

    Numbers and days stay what they are, an empty text is an empty cell.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if v == "" else v for v in row])
    for area in merges:
        book.worksheets[-1].merge_cells(area)
    for address, shape in (formats or {}).items():
        book.worksheets[-1][address].number_format = shape
    out = io.BytesIO()
    book.save(out)
    return same_bytes(out.getvalue())


def xls(name: str, rows: Rows, merges: Iterable[tuple[int, int, int, int]] = ()) -> bytes:
    """A workbook of the old binary kind; merges are (first row, last row, first column, last column) from 0."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    covered = {(r, c) for top, end, left, right in merges for r in range(top, end + 1)
               for c in range(left, right + 1)}  # fmt: skip
    for top, end, left, right in merges:
        sheet.write_merge(top, end, left, right, rows[top][left])
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value != "" and (r, c) not in covered:
                sheet.write(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(rows: Rows, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """A csv file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def document(
    blocks: Iterable[str | Rows],
    merges: Iterable[tuple[int, tuple[int, int], tuple[int, int]]] = (),
) -> bytes:
    """A Word document: a text is a paragraph ("# " makes it a heading), rows are a table.

    `merges` are (table, first cell, last cell), all counted from 0.
    """
    made = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            if block.startswith("# "):
                made.add_heading(block[2:], level=1)
            else:
                made.add_paragraph(block)
            continue
        grid = made.add_table(len(block), max(map(len, block)))
        for row, texts in zip(grid.rows, block, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
    for number, first, last in merges:
        merged = made.tables[number].cell(*first)
        text = merged.text
        merged = merged.merge(made.tables[number].cell(*last))
        merged.text = text
    out = io.BytesIO()
    made.save(out)
    return same_bytes(out.getvalue())


def html_rows(rows: Rows, tag: str = "td") -> str:
    """Rows of a page's table; a cell may carry its spans as (text, rowspan, colspan), None is covered."""
    made = []
    for row in rows:
        cells = []
        for value in row:
            if value is None:
                continue
            text, down, across = value if isinstance(value, tuple) else (value, 1, 1)
            spans = (f' rowspan="{down}"' if down > 1 else "") + (
                f' colspan="{across}"' if across > 1 else ""
            )
            cells.append(f"<{tag}{spans}>{text}</{tag}>")
        made.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join(made)
