"""Workbooks that ask a department, filled in as people do, for the tests of what is sent and of what comes back."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from api.consult import workbook
from graph.consult import Asked, Consultation, Sent, Sheet
from ingest.reply import HIDDEN, ORIGINAL, REPLY, ReplyFile, read_reply

HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "<script>alert(1)</script>", "坏\x00字\x0b符", "长" * 40_000,
           "甲\r\n乙", "'引号\"", "🚒\u202e反"]  # fmt: skip
COLUMNS = [*ORIGINAL, *REPLY, *HIDDEN]
FIRST = 5


def sheet_of(count: int = 6, text: Callable[[int], str] = lambda n: f"职责{n}") -> Sheet:
    rows = tuple(
        Asked(
            f"LEADS-{n}",
            f"words{n}",
            "主办",
            f"事项{n}",
            text(n),
            "东区" if n % 2 else "",
            "《法》第一条",
            "表!A1",
        )
        for n in range(count)
    )
    return Sheet("org:a", "市水务局", "379900", rows)


SHEET = sheet_of()
ROUND = Consultation(3, 2, "2026-06-30", None, "2026-07-01", "2026-07-15")


def sent(sheet: Sheet = SHEET, start: int = 0) -> dict[tuple[int, str], Sent]:
    return {
        (3, a.statement): Sent(start + i, 3, 2, sheet.org, sheet.name, a) for i, a in enumerate(sheet.rows)
    }


def words(sheet: Sheet = SHEET) -> dict[str, str]:
    return {a.statement: a.words for a in sheet.rows}


def opened(content: bytes) -> tuple[Any, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.active
    assert isinstance(page, Worksheet)
    return book, page


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def at(page: Worksheet, row: int, name: str) -> Any:
    return page.cell(FIRST + row, COLUMNS.index(name) + 1)


def filled(change: Callable[[Worksheet], None], sheet: Sheet = SHEET) -> ReplyFile:
    book, page = opened(workbook(sheet, ROUND))
    change(page)
    return read_reply("答复.xlsx", saved(book), sent(sheet), words(sheet))


def problems(file: ReplyFile) -> list[tuple[str, str]]:
    return [(p.cell, p.message) for p in file.problems]
