"""One table in every format that offices send, made by the tests themselves."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import xlwt
from playwright.sync_api import sync_playwright

from tests.ingest.documents import document
from tests.ingest.workbooks import workbook
from tests.servers import chromium_path

Table = Sequence[Sequence[str]]


def _text(table: Table, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(table)
    return out.getvalue()


def page(head: Sequence[str], table: Table, charset: str = "gbk") -> str:
    """A web page that declares some charset."""
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(t)}</td>" for t in row) + "</tr>" for row in table)
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in head)
    style = "table{border-collapse:collapse;width:100%}td{border:1px solid;font-size:12px}"
    return f"<html><head><meta charset={charset}><style>{style}</style></head><body>{lines}<table>{rows}</table></body></html>"


def old_workbook(sheets: dict[str, Table]) -> bytes:
    """An .xls file."""
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                sheet.write(r, c, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def printed(markup: str) -> bytes:
    """A page as a browser prints it into a PDF."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path())
        try:
            tab = browser.new_page()
            tab.set_content(markup)
            return tab.pdf(format="A4")
        finally:
            browser.close()


def write(path: Path, head: Sequence[str], table: Table, encoding: str = "utf-8") -> Path:
    """The same list in the format that the ending names; `encoding` where that is text."""
    whole = [[line] for line in head] + [list(row) for row in table]
    made: dict[str, Callable[[], bytes]] = {
        ".xls": lambda: old_workbook({"清单": whole}),
        ".csv": lambda: _text(whole).encode(encoding),
        ".tsv": lambda: _text(whole, "\t").encode(encoding),
        ".txt": lambda: _text(table, "\t").encode(encoding),
        ".html": lambda: page(head, table).encode(encoding),
        ".pdf": lambda: printed(page(head, table, "utf-8")),
        ".json": lambda: _json(head, table).encode(encoding),
    }
    if path.suffix == ".xlsx":
        return workbook(path, {"清单": whole})
    if path.suffix == ".docx":
        return document(path, [*head, table])
    path.write_bytes(made[path.suffix]())
    return path


def _json(head: Sequence[str], table: Table) -> str:
    records = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    said = dict(pair.split("：", 1) for pair in head[1].split("　"))
    return json.dumps({"标题": head[0], **said, "rows": records}, ensure_ascii=False)
