"""The sheet of problems that goes first in a workbook handed back."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from ingest.problem import SEVERITIES, Problem
from ingest.report import FileReport
from ingest.writing import PROBLEMS, to_page_width, write_text

COLOURS = {"error": "FFFFC7CE", "warning": "FFFFEB9C", "info": "FFDDEBF7"}
_HEADINGS = {
    "序号": 6, "程度": 8, "代码": 12, "工作表": 18, "单元格": 10, "原文": 36, "问题": 52, "怎么办": 44,
}  # fmt: skip
_MOST_PROBLEMS = 5_000


def title(plural: bool) -> str:
    """The first line of the sheet of problems."""
    return "这份清单有下列问题，请改好后报回" if plural else "这份清单有下列一个问题，请改好后报回"


def list_problems(
    book: Workbook, marks: Mapping[tuple[str, str], Cell], report: FileReport, problems: Sequence[Problem],
    texts: Mapping[tuple[str, str], str],
) -> None:  # fmt: skip
    """Write the sheet of problems in front: worst first, each with a link to its cell."""
    sheet = book.create_sheet(PROBLEMS if PROBLEMS not in book.sheetnames else f"{PROBLEMS}（核对）", 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    counts = "，".join(
        f"{zh} {n} 处" for s, zh in SEVERITIES.items() if (n := sum(p.severity == s for p in problems))
    )
    if len(problems) > _MOST_PROBLEMS:
        counts += f"（只列出前 {_MOST_PROBLEMS} 处）"
    write_text(sheet["A1"], title(len(problems) > 1))
    write_text(
        sheet["A2"],
        f"文件：{report.file}　{counts}。错误必须改正才能导入；警告和提示请核对。点单元格可跳到原处。",
    )
    for row, size in ((1, 14), (2, 11)):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_HEADINGS))
        sheet.cell(row, 1).font = Font(bold=row == 1, size=size)
    sheet.row_dimensions[2].height = 32
    for column, (heading, width) in enumerate(_HEADINGS.items(), start=1):
        cell = sheet.cell(3, column, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFD9E1F2")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, problem in enumerate(problems[:_MOST_PROBLEMS], start=1):
        where = texts.get((problem.sheet, problem.cell), "")
        values = [
            SEVERITIES[problem.severity], problem.code, problem.sheet, problem.cell or "整份", where[:500],
            problem.message, problem.todo,
        ]  # fmt: skip
        sheet.cell(number + 3, 1, number).alignment = Alignment(vertical="top")
        for column, value in enumerate(values, start=2):
            write_text(sheet.cell(number + 3, column), value)
        sheet.row_dimensions[number + 3].height = 15 * _lines(values, list(_HEADINGS.values())[1:])
        sheet.cell(number + 3, 2).fill = PatternFill("solid", fgColor=COLOURS[problem.severity])
        if (problem.sheet, problem.cell) in marks:
            _link(sheet.cell(number + 3, 5), marks[(problem.sheet, problem.cell)])
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = f"A3:{get_column_letter(len(_HEADINGS))}{max(len(problems) + 3, 4)}"
    to_page_width(sheet)


def _lines(texts: Sequence[str], widths: Sequence[int]) -> int:
    """How many lines the tallest of some texts takes in columns of such widths; a Chinese character is two wide."""
    sizes = (sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in t) for t in texts)
    return min(max(-(-size // (width - 1)) for size, width in zip(sizes, widths, strict=True)) or 1, 27)


def _link(cell: Any, target: Cell) -> None:
    title = target.parent.title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!{target.coordinate}")
    cell.font = Font(color="FF0563C1", underline="single")
