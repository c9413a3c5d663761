"""Reads an Excel workbook (.xlsx) into grids of cells, hostile files kept at bay."""

from __future__ import annotations

import io
import re
import warnings
from typing import Any

import openpyxl

from ingest.archive import EXCEL, parts
from ingest.cells import MAX_CELLS, MAX_ROWS, Reading, ReadProblem, Sheet, check_size, grid
from ingest.problem import Problem
from ingest.shown import shown

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}


def read(content: bytes, file: str) -> Reading:
    """The sheets of a workbook, with formulas as the values last shown.

    Raises ReadProblem when the file is no workbook, is truncated, protected by a password or too large.
    A formula without a stored value is a problem of its own cell.
    """
    formulas = _look_through(content)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # openpyxl tells of parts that it leaves out; cells are all that count
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
            written = openpyxl.load_workbook(io.BytesIO(content), keep_links=False) if formulas else None
        except Exception as error:  # whatever a broken file makes the library say
            raise ReadProblem(
                f"工作簿的内容损坏，读不出来（{type(error).__name__}）", "用 Excel 打开并另存为 .xlsx 再导入"
            ) from error
    problems: list[Problem] = []
    sheets = []
    for sheet in book.worksheets:
        sheets.append(_sheet(sheet))
        problems += _errors(sheet, written[sheet.title] if written else None, file)
    return Reading(sheets, problems)


def _look_through(content: bytes) -> bool:
    """Refuse what would swallow the memory, before anything is built from it; True where formulas occur."""
    formulas = False
    for name, part in parts(content, EXCEL):
        if _SHEET.fullmatch(name):
            formulas |= _weigh(part, name)
    return formulas


def _weigh(part: bytes, name: str) -> bool:
    """Refuse a sheet with too many rows, cells or merged cells, by its raw XML; True where it has formulas."""
    if sum(1 for _ in _ROW.finditer(part)) > MAX_ROWS:
        raise ReadProblem(f"“{name}”超过 {MAX_ROWS:,} 行", "删去空行或拆分后再导入")
    if sum(1 for _ in _CELL.finditer(part)) > MAX_CELLS:
        raise ReadProblem(f"“{name}”超过 {MAX_CELLS:,} 个单元格", "拆分后再导入")
    area = 0
    for left, top, right, bottom in _MERGE.findall(part):
        area += (int(bottom) - int(top) + 1) * (_column(right) - _column(left) + 1)
    if area > MAX_CELLS:
        raise ReadProblem(f"“{name}”的合并单元格覆盖范围过大", "取消整列或整表的合并后再导入")
    return _FORMULA.search(part) is not None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(sheet: Any) -> Sheet:
    texts = {}
    for (row, column), cell in sheet._cells.items():
        if cell.value is not None:
            texts[(row, column)] = shown(cell.value, cell.number_format)
    used = [key for key, text in texts.items() if text]
    check_size(max((r for r, _ in used), default=0), max((c for _, c in used), default=0), sheet.title)
    merges = [(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges]
    return grid(texts, sheet.title, sorted(merges))


def _errors(sheet: Any, written: Any, file: str) -> list[Problem]:
    def problem(at: str, message: str, todo: str) -> Problem:
        return Problem("DQ-FORMULA", "error", file, sheet.title, at, message, todo)

    found = [
        problem(cell.coordinate, f"公式结果是错误值 {cell.value}", "改正公式，或改填文字")
        for cell in sheet._cells.values()
        if cell.value in _ERRORS
    ]
    for cell in written._cells.values() if written is not None else ():
        if cell.data_type == "f" and sheet[cell.coordinate].value is None:
            found.append(
                problem(
                    cell.coordinate,
                    "公式没有保存计算结果，看不到它的值",
                    "用 Excel 打开、重算并保存，或改填文字",
                )
            )
    return found
