"""Hands a list back to the office that must mend it: problem cells coloured and commented, a sheet of problems first.

A workbook stays itself, with two additions: the marks and the sheet `问题清单`. Any other file becomes a workbook
of its tables. Marks of an earlier round are taken away, so that a workbook may go to and fro.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ingest import lent, limits, timed
from ingest.cells import Cell as Place
from ingest.cells import Reading, Sheet
from ingest.files import read_file
from ingest.problem import SEVERITIES, Problem
from ingest.problem_sheet import COLOURS, list_problems, title
from ingest.report import FileReport, Understanding
from ingest.writing import PROBLEMS, free_title, write_text

AUTHOR = "zhize"
_LONGEST = 1_000
_MOST_CELLS = 400_000
_LOST = {
    "xl/charts/": "图表", "xl/pivotTables/": "数据透视表", "xl/ctrlProps/": "表单控件", "xl/activeX/": "控件",
    "xl/diagrams/": "SmartArt 图形", "xl/threadedComments/": "带回复的批注（留下文字，不留对话）", "xl/slicers/": "切片器",
    "_xmlsignatures/": "数字签名",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HandedBack:
    """One file handed back: where it was written (None: nothing was wrong with it), and what of it was lost."""

    file: str
    path: Path | None
    losses: tuple[str, ...] = ()


def hand_back(paths: Iterable[Path], understood: Understanding, folder: Path) -> list[HandedBack]:
    """Write a workbook for every file with problems into a folder, which is made where it is missing.

    `paths` are the files that were understood. A workbook of the same name that is there already is replaced.
    Raises OSError where a file cannot be read or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    at = {Path(p).name: Path(p) for p in paths}
    used: set[str] = set()
    done = []
    for report in understood.files:
        if not report.problems or report.file not in at:
            done.append(HandedBack(report.file, None))
            continue
        content, ending, losses = marked(at[report.file], report)
        name = f"{at[report.file].stem}-{PROBLEMS}{ending}"
        if name in used:
            name = f"{report.file}-{PROBLEMS}{ending}"
        used.add(name)
        (folder / name).write_bytes(content)
        done.append(HandedBack(report.file, folder / name, tuple(losses)))
    return done


def marked(path: Path, report: FileReport) -> tuple[bytes, str, list[str]]:
    """The workbook of one file with its problems marked: bytes, file ending, and what was lost on the way.

    Of a file that could not be read, or that takes too long, there is only the list of its problems.
    """
    if not timed.possible():
        return lent.run(marked, path, report)
    try:
        with timed.within(limits.SECONDS):
            return _marked(path, report, read_file(path, None).reading)
    except timed.TooLong:
        content, ending, _ = _marked(path, report, Reading([]))
        return content, ending, ["逐格标出用时过长，只写出问题清单"]


def _marked(path: Path, report: FileReport, reading: Reading) -> tuple[bytes, str, list[str]]:
    small = sum(len(s.rows) * len(s.rows[0]) for s in reading.all_sheets if s.rows) <= _MOST_CELLS
    opened = _open(path) if small and reading.all_sheets else None
    if opened is None:
        book, names = _copy(reading) if small else _copy(Reading([]))
        losses = [] if small else ["原表太大，只写出问题清单，没有逐格标出"]
        ending = ".xlsx"
    else:
        book, losses, ending = opened
        names = {title: title for title in book.sheetnames}
    _unmark(book)
    ordered = sorted(report.problems, key=lambda p: list(SEVERITIES).index(p.severity))
    wanted = {(p.sheet, p.cell) for p in ordered if p.cell}
    cells = {
        (sheet.name, cell.address): cell
        for sheet in reading.all_sheets
        for row in sheet.rows[sheet.start - 1 :]
        for cell in row
        if (sheet.name, cell.address) in wanted
    }
    marks = {at: mark for at, cell in cells.items() if (mark := _target(book, names, cell, at[0]))}
    _mark(marks, ordered)
    list_problems(book, marks, report, ordered, {at: cell.text for at, cell in cells.items()})
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), ending, losses


def _open(path: Path) -> tuple[Workbook, list[str], str] | None:
    """The office's own workbook, what saving it loses, and its ending; None where it is none that can be written."""
    content = path.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
        if "xl/workbook.xml" not in names:
            return None
        macros = "xl/vbaProject.bin" in names
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is lost is told below
            book = load_workbook(io.BytesIO(content), keep_vba=macros, rich_text=True)
    except (
        Exception
    ):  # whatever a broken file makes the libraries say: it is handed back as a list of problems
        return None
    losses = [
        f"{what}没有保留，请对照原件"
        for start, what in _LOST.items()
        if any(n.startswith(start) for n in names)
    ]
    if macros:
        losses.append("工作簿含宏：宏原样保留，没有运行")
    if any(cell.data_type == "f" for sheet in book.worksheets for cell in sheet._cells.values()):
        losses.append("公式原样保留，结果要用 Excel 打开重算后才看得到")
    return book, losses, ".xlsm" if macros else ".xlsx"


def _copy(reading: Reading) -> tuple[Workbook, dict[str, str]]:
    """A workbook of the tables of any other file, all as text; and the sheet that each table became."""
    book = Workbook()
    book.remove(book.worksheets[0])
    names: dict[str, str] = {}
    for sheet in reading.all_sheets:
        if sheet.name not in names:
            names[sheet.name] = free_title(sheet.name or "清单", book.sheetnames)
            book.create_sheet(names[sheet.name])
        _fill(book[names[sheet.name]], sheet)
    return book, names


def _fill(target: Worksheet, sheet: Sheet) -> None:
    areas: dict[str, list[tuple[int, int]]] = {}
    for row in sheet.rows[sheet.start - 1 :]:
        for cell in row:
            if cell.merged_from:
                areas.setdefault(cell.merged_from, []).append((cell.row, cell.column))
            if cell.text and cell.origin == cell.address:
                write_text(target.cell(cell.row, cell.column), cell.text)
    for cells in areas.values():
        (top, left), (bottom, right) = min(cells), max(cells)
        if len(cells) > 1 and len(cells) == (bottom - top + 1) * (right - left + 1):
            target.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for column in range(1, len(sheet.rows[0]) + 1 if sheet.rows else 1):
        target.column_dimensions[get_column_letter(column)].width = 18


def _unmark(book: Workbook) -> None:
    """Take away what an earlier round has left."""
    if PROBLEMS in book.sheetnames and book[PROBLEMS]["A1"].value in (title(s) for s in (True, False)):
        book.remove(book[PROBLEMS])
    for sheet in book.worksheets:
        for cell in [c for c in sheet._cells.values() if isinstance(c, Cell)]:
            if cell.comment and cell.comment.author == AUTHOR:
                cell.comment = None
                if cell.fill.fgColor.rgb in COLOURS.values():
                    cell.fill = PatternFill()


def _target(book: Workbook, names: Mapping[str, str], cell: Place, sheet: str) -> Cell | None:
    """The cell of the workbook that a cell as read became, or the first of the merge that covers it."""
    if sheet not in names:
        return None
    page = book[names[sheet]]
    found = page.cell(cell.row, cell.column)
    if isinstance(found, MergedCell):
        area = next(m for m in page.merged_cells.ranges if found.coordinate in m)
        found = page.cell(area.min_row, area.min_col)
    return found if isinstance(found, Cell) else None


def _mark(marks: Mapping[tuple[str, str], Cell], problems: Iterable[Problem]) -> None:
    """Colour and comment the cells that problems stand in; the worst problem of a cell gives the colour."""
    said: dict[int, tuple[Cell, list[Problem]]] = {}
    for problem in problems:
        cell = marks.get((problem.sheet, problem.cell))
        if cell is not None:
            said.setdefault(id(cell), (cell, []))[1].append(problem)
    for cell, found in said.values():
        cell.fill = PatternFill("solid", fgColor=COLOURS[found[0].severity])
        lines = [f"【{SEVERITIES[p.severity]} {p.code}】{p.message}\n怎么办：{p.todo}" for p in found]
        if cell.comment:
            lines.append(f"（原有批注）{cell.comment.text}")
        text = ILLEGAL_CHARACTERS_RE.sub("", "\n\n".join(lines))[:_LONGEST]
        height = min(60 + 22 * (len(text) // 22 + text.count("\n")), 420)
        cell.comment = Comment(text, AUTHOR, height=height, width=340)
