"""Reads an Excel workbook (.xlsx, .xlsm) into grids of cells, hostile files kept at bay."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import openpyxl

from ingest.archive import EXCEL, parts
from ingest.cells import Reading, ReadProblem, check_size, laid_out
from ingest.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from ingest.problem import Problem
from ingest.shown import shown

Merge = tuple[int, int, int, int]

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
# These begin with plain bytes, which are found fast; what stands before them is looked at then.
_FAR_ROW = re.compile(rb'r="(?<=\sr=")\d{8,}')
_FAR_CELL = re.compile(rb'r="(?<=\sr=")(?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z])\d')  # right of column 200
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}
_MAX_FAR = 2_000
NO_VALUE = "公式没有保存计算结果，看不到它的值"


@dataclass(slots=True)
class _Raw:
    """What the raw XML of a workbook says: merges and formulas by part, parts by sheet, macros."""

    merges: dict[str, list[Merge]] = field(default_factory=dict)
    formulas: set[str] = field(default_factory=set)
    parts: dict[str, str] = field(default_factory=dict)


def read(content: bytes, file: str) -> Reading:
    """The sheets of a workbook, with formulas as the values last shown.

    Raises ReadProblem when the file is no workbook, is truncated, protected by a password or too large.
    A formula without a stored value is a problem of its own cell. Macros are not run, and that is told.
    """
    raw = _look_through(content)
    problems: list[Problem] = []
    sheets = []
    with warnings.catch_warnings():
        # openpyxl tells of parts that it leaves out; cells are all that count
        warnings.simplefilter("ignore")
        try:
            # Streamed: a whole workbook in memory takes ten times as much, and its merges minutes to format.
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            written = (
                openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
                if raw.formulas
                else None
            )
            for sheet in book.worksheets:
                part = raw.parts.get(sheet.title, "")
                texts = _texts(sheet, file)
                problems += texts.problems
                if written is not None and part in raw.formulas:
                    problems += _without_value(written[sheet.title], texts, file)
                merges = sorted(raw.merges.get(part, []))
                texts.hide(merges)
                sheets.append(laid_out(texts.lines, sheet.title, merges))
        except (ReadProblem, MemoryError):
            raise
        except Exception as error:  # whatever a broken file makes the library say
            raise ReadProblem(
                f"工作簿的内容损坏，读不出来（{type(error).__name__}）", "用 Excel 打开并另存为 .xlsx 再导入"
            ) from error
    return Reading(sheets, problems)


def _look_through(content: bytes) -> _Raw:
    """Refuse what would swallow the memory, before anything is built from it; the rest of the raw XML's news."""
    raw = _Raw()
    book = links = b""
    for name, part in parts(content, EXCEL):
        if name == _BOOK:
            book = part
        elif name == _LINKS:
            links = part
        elif b"sheetData" in part:
            raw.merges[name] = _weigh(part, name)
            if (b"<f" in part or b":f" in part) and _FORMULA.search(part):
                raw.formulas.add(name)
    raw.parts = _parts_of_sheets(book, links)
    return raw


def _parts_of_sheets(book: bytes, links: bytes) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    try:
        related = {e.get("Id"): e.get("Target", "") for e in ElementTree.fromstring(links)}  # noqa: S314 - entities are refused
        sheets = [e for e in ElementTree.fromstring(book).iter() if e.tag.endswith("}sheet")]  # noqa: S314
    except ElementTree.ParseError as error:
        raise ReadProblem("工作簿的目录损坏", "用 Excel 打开并另存为 .xlsx 再导入") from error
    found = {}
    for sheet in sheets:
        target = related.get(next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None), "")
        found[sheet.get("name", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return found


def _weigh(part: bytes, name: str) -> list[Merge]:
    """Refuse a sheet with too many rows, cells or merged cells, by its raw XML; gives its merges."""
    # Plain bytes are counted several times as fast as what is tagged, and mostly there are few enough of them.
    rows = part.count(b"row") > MAX_ROWS and sum(1 for _ in _ROW.finditer(part)) > MAX_ROWS
    if rows or _FAR_ROW.search(part):
        raise ReadProblem(f"“{name}”超过 {MAX_ROWS:,} 行", "删去空行或拆分后再导入")
    if part.count(b"<") > MAX_CELLS and sum(1 for _ in _CELL.finditer(part)) > MAX_CELLS:
        raise ReadProblem(f"“{name}”超过 {MAX_CELLS:,} 个单元格", "拆分后再导入")
    if len(_FAR_CELL.findall(part)) > _MAX_FAR:
        raise ReadProblem(f"“{name}”超过 {MAX_COLUMNS} 列", "删去多余的列后再导入")
    found = _MERGE.findall(part) if b"mergeCell" in part else []
    merges = [(int(t), _column(a), int(b), _column(z)) for a, t, z, b in found]
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in merges) > MAX_CELLS:
        raise ReadProblem(f"“{name}”的合并单元格覆盖范围过大", "取消整列或整表的合并后再导入")
    return merges


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


@dataclass(slots=True)
class _Texts:
    """The texts of a sheet by row, its cells that hold nothing but blanks, and those that show an error."""

    lines: list[list[str]] = field(default_factory=list)
    blank: set[tuple[int, int]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def put(self, row: int, column: int, text: str) -> None:
        while len(self.lines) < row:
            self.lines.append([])
        line = self.lines[row - 1]
        if len(line) == column - 1:
            line.append(text)
            return
        if len(line) < column:
            line += [""] * (column - len(line))
        line[column - 1] = text

    def has(self, row: int, column: int) -> bool:
        """Whether a cell holds anything, if only blanks."""
        line = self.lines[row - 1] if row <= len(self.lines) else []
        return (column <= len(line) and line[column - 1] != "") or (row, column) in self.blank

    def hide(self, merges: list[Merge]) -> None:
        """Lose what nobody sees under merges."""
        for top, left, bottom, right in merges:
            for row, line in enumerate(self.lines[top - 1 : bottom], top):
                for column in range(left, min(right, len(line)) + 1):
                    if (row, column) != (top, left):
                        line[column - 1] = ""


def _texts(sheet: Any, file: str) -> _Texts:
    sheet.reset_dimensions()  # what a file declares of its size need not be so
    texts = _Texts()
    for cells in sheet.iter_rows():
        for cell in cells:
            value = cell.value
            if value is None:
                continue
            plain = isinstance(value, str)
            text = shown(value) if plain else shown(value, cell.number_format)
            row, column = cell.row, cell.column
            if not text:
                texts.blank.add((row, column))
                continue
            if row > MAX_ROWS or column > MAX_COLUMNS:
                check_size(row, column, sheet.title)
            texts.put(row, column, text)
            if plain and value in _ERRORS:
                texts.problems.append(
                    formula_problem(file, sheet.title, cell.coordinate, f"公式结果是错误值 {value}")
                )
    return texts


def _without_value(sheet: Any, texts: _Texts, file: str) -> list[Problem]:
    sheet.reset_dimensions()
    return [
        formula_problem(file, sheet.title, cell.coordinate, NO_VALUE)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.data_type == "f" and not texts.has(cell.row, cell.column)
    ]


def formula_problem(file: str, sheet: str, at: str, message: str) -> Problem:
    """What a formula that gives nothing to read is told as."""
    todo = "用 Excel 打开、重算并保存，或改填文字" if message == NO_VALUE else "改正公式，或改填文字"
    return Problem("DQ-FORMULA", "error", file, sheet, at, message, todo)
