"""Reads an Excel workbook (.xlsx, .xlsm) into grids of cells, hostile files kept at bay."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import openpyxl

from ingest.archive import EXCEL, parts
from ingest.cells import Reading, ReadProblem, check_size, grid
from ingest.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from ingest.problem import Problem
from ingest.shown import shown

Merge = tuple[int, int, int, int]

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_FAR_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="\d{8,}')
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_FAR_CELL = re.compile(rb'\br="(?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z])\d')  # right of column 200
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
                texts, found = _texts(sheet, file)
                sheets.append(grid(texts, sheet.title, sorted(raw.merges.get(part, []))))
                problems += found
                if written is not None and part in raw.formulas:
                    problems += _without_value(written[sheet.title], texts, file)
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
            if _FORMULA.search(part):
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
    if _FAR_ROW.search(part) or sum(1 for _ in _ROW.finditer(part)) > MAX_ROWS:
        raise ReadProblem(f"“{name}”超过 {MAX_ROWS:,} 行", "删去空行或拆分后再导入")
    if sum(1 for _ in _CELL.finditer(part)) > MAX_CELLS:
        raise ReadProblem(f"“{name}”超过 {MAX_CELLS:,} 个单元格", "拆分后再导入")
    if sum(1 for _ in _FAR_CELL.finditer(part)) > _MAX_FAR:
        raise ReadProblem(f"“{name}”超过 {MAX_COLUMNS} 列", "删去多余的列后再导入")
    merges = [(int(t), _column(a), int(b), _column(z)) for a, t, z, b in _MERGE.findall(part)]
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in merges) > MAX_CELLS:
        raise ReadProblem(f"“{name}”的合并单元格覆盖范围过大", "取消整列或整表的合并后再导入")
    return merges


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _texts(sheet: Any, file: str) -> tuple[dict[tuple[int, int], str], list[Problem]]:
    """The texts of a sheet by row and column, and its cells that show an error."""
    sheet.reset_dimensions()  # what a file declares of its size need not be so
    texts: dict[tuple[int, int], str] = {}
    problems = []
    for row in sheet.iter_rows():
        for cell in row:
            value = cell.value
            if value is None:
                continue
            plain = isinstance(value, str)
            text = shown(value) if plain else shown(value, cell.number_format)
            if text:
                check_size(cell.row, cell.column, sheet.title)
            texts[(cell.row, cell.column)] = text
            if plain and value in _ERRORS:
                problems.append(
                    formula_problem(file, sheet.title, cell.coordinate, f"公式结果是错误值 {value}")
                )
    return texts, problems


def _without_value(sheet: Any, texts: Mapping[tuple[int, int], str], file: str) -> list[Problem]:
    sheet.reset_dimensions()
    return [
        formula_problem(file, sheet.title, cell.coordinate, NO_VALUE)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.data_type == "f" and (cell.row, cell.column) not in texts
    ]


def formula_problem(file: str, sheet: str, at: str, message: str) -> Problem:
    """What a formula that gives nothing to read is told as."""
    todo = "用 Excel 打开、重算并保存，或改填文字" if message == NO_VALUE else "改正公式，或改填文字"
    return Problem("DQ-FORMULA", "error", file, sheet, at, message, todo)
