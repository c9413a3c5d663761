"""Reads an old Excel workbook (.xls, Excel 97 to 2003) into grids of cells."""

from __future__ import annotations

import io

import python_calamine as calamine

from ingest import xls_records
from ingest.cells import Reading, ReadProblem, check_size, column_letters, grid
from ingest.limits import MAX_CELLS, MAX_ROWS
from ingest.problem import Problem
from ingest.read_xlsx import NO_VALUE, formula_problem
from ingest.shown import shown
from ingest.xls_records import Told

_TODO = "用 Excel 打开并另存为 .xlsx 再导入"


def read(content: bytes, file: str) -> Reading:
    """The sheets of a workbook, with formulas as the values last shown and numbers as formatted.

    A cell that shows an error is a problem of its own, as in an .xlsx. Raises ReadProblem when the file is no
    such workbook, is truncated, protected by a password or too large.
    """
    raw = xls_records.stream(content, ("Workbook",))
    if raw is None:
        raise ReadProblem("不是 Excel 97 至 2003 的工作簿（更旧的 .xls 读不了）", _TODO)
    said = xls_records.told(raw)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [s.name for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
        values = [book.get_sheet_by_name(name) for name in names]
    except calamine.PasswordError as error:
        raise ReadProblem("工作簿有打开密码", "在 Excel 中取消密码后另存再导入") from error
    except MemoryError:
        raise
    except BaseException as error:  # a panic of the library is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        raise ReadProblem(f"工作簿的内容损坏，读不出来（{type(error).__name__}）", _TODO) from error
    sheets = []
    problems: list[Problem] = []
    for number, (name, sheet) in enumerate(zip(names, values, strict=True)):
        told = said[number] if len(said) == len(names) else Told()
        texts = _texts(sheet, told, name)
        merges = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
        if sum((c - a + 1) * (d - b + 1) for a, b, c, d in merges) > MAX_CELLS:
            raise ReadProblem(f"“{name}”的合并单元格覆盖范围过大", "取消整列或整表的合并后再导入")
        sheets.append(grid(texts, name, sorted(merges)))
        wrong = {at: f"公式结果是错误值 {text}" for at, text in told.errors.items()}
        wrong |= {at: NO_VALUE for at in told.empty if not texts.get(at)}
        for (row, column), message in sorted(wrong.items()):
            at = f"{column_letters(column)}{row}"
            problems.append(formula_problem(file, name, at, message))
    return Reading(sheets, problems)


def _texts(sheet: calamine.CalamineSheet, told: Told, name: str) -> dict[tuple[int, int], str]:
    check_size(min(sheet.total_height, MAX_ROWS), 1, name)
    texts = dict(told.errors)
    if sheet.start is None:
        return texts
    top, left = sheet.start
    for row, line in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        for column, value in enumerate(line, left + 1):
            text = shown(value, told.formats.get((row, column), "General")) if value != "" else ""
            if text:
                check_size(row, column, name)
                texts[(row, column)] = text
    return texts
