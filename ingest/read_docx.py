"""Reads a Word document (.docx): every table becomes a sheet, every paragraph outside tables a named row."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace

import docx
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from ingest.archive import WORD, parts
from ingest.cells import MAX_CELLS, MAX_ROWS, Cell, Reading, ReadProblem, Sheet, check_size, grid
from ingest.docx_text import (
    ALT_CHUNK,
    CELL,
    PARAGRAPH,
    ROW,
    TABLE,
    aside,
    count,
    heading_styles,
    inside,
    is_heading,
    text_of,
    value,
)
from ingest.meta import is_meta
from ingest.problem import Problem

MAX_BODY = 64 * 1024 * 1024
MAX_TABLES = 500
NAME_LENGTH = 31
TEXT = "正文"

_ROW = re.compile(rb"<(?:\w+:)?tr[\s>/]")
_CELL = re.compile(rb"<(?:\w+:)?tc[\s>/]")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]+[)）、.．]|第[一二三四五六七八九十]+(部分|类|章)")


@dataclass(slots=True)
class _Walk:
    """The way through a document: paragraphs and tables so far, and what could not be read."""

    file: str
    styles: frozenset[str]
    paragraphs: list[Cell] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    first: tuple[Cell, ...] | None = None
    gap: list[tuple[Cell, bool]] = field(default_factory=list)
    heading: str = ""
    taken: set[str] = field(default_factory=lambda: {TEXT})
    rows: list[Element] = field(default_factory=list)
    size: int = 0


def read(content: bytes, file: str) -> Reading:
    """The tables of a document as sheets, named by the paragraph above each, and its paragraphs.

    What tracked changes delete is not read, what they insert is. Text in nested tables and text boxes is
    not read either, but told. Raises ReadProblem when the file is no document, is truncated, protected by
    a password or too large.
    """
    for name, part in parts(content, WORD):
        if name == WORD.part:
            _weigh(part)
    try:
        document = docx.Document(io.BytesIO(content))
        body, styles = document.element.body, heading_styles(document.styles.element)
    except Exception as error:  # whatever a broken file makes the library say
        raise ReadProblem(
            f"文档的内容损坏，读不出来（{type(error).__name__}）", "用 Word 打开并另存为 .docx 再导入"
        ) from error
    walk = _Walk(file, styles)
    for element in inside(body, PARAGRAPH, TABLE, ALT_CHUNK):
        if element.tag == PARAGRAPH:
            _paragraph(walk, element)
        elif element.tag == TABLE:
            walk.rows += list(inside(element, ROW))
        else:
            _warn(walk, TEXT, "", "文档里嵌入了另一份文档，没有读取", "把它的内容复制到正文中")
    _table(walk)
    if not walk.sheets:
        raise ReadProblem("文档里没有表格", "把清单写成表格（不要用图片或文本框），再导入")
    check_size(len(walk.paragraphs), 1, TEXT)
    return Reading(walk.sheets, walk.problems, Sheet(TEXT, [[p] for p in walk.paragraphs]))


def _weigh(part: bytes) -> None:
    """Refuse a document that is larger than any real list, by its raw XML."""
    if len(part) > MAX_BODY:
        raise ReadProblem("文档正文超过 64 MB", "拆分后再导入")
    if sum(1 for _ in _ROW.finditer(part)) > MAX_ROWS:
        raise ReadProblem(f"文档的表格超过 {MAX_ROWS:,} 行", "删去空行或拆分后再导入")
    if sum(1 for _ in _CELL.finditer(part)) > MAX_CELLS:
        raise ReadProblem(f"文档的表格超过 {MAX_CELLS:,} 个单元格", "拆分后再导入")


def _warn(walk: _Walk, sheet: str, cell: str, message: str, todo: str) -> None:
    walk.problems.append(Problem("READ", "warning", walk.file, sheet, cell, message, todo))


def _paragraph(walk: _Walk, element: Element) -> None:
    """Tables with a paragraph between them, even an empty one, are two."""
    _table(walk)
    number = len(walk.paragraphs) + 1
    cell = Cell(number, 1, f"P{number}", text_of(element))
    walk.paragraphs.append(cell)
    for what, text in aside(element):
        _warn(
            walk,
            TEXT,
            cell.address,
            f"{what}里的文字没有读取：“{text[:40]}”",
            "如是清单内容，请移到正文或表格中",
        )
    if cell.text:
        walk.gap.append((cell, is_heading(element, walk.styles)))


def _table(walk: _Walk) -> None:
    """Make a sheet of the rows gathered so far (adjoining tables are one to the reader)."""
    if not walk.rows:
        return
    if len(walk.sheets) >= MAX_TABLES:
        raise ReadProblem(f"文档里的表格超过 {MAX_TABLES} 张", "拆分后再导入")
    walk.heading = _heading(walk.gap) or walk.heading
    name = _name(walk)
    near = tuple(c for c, _ in walk.gap)
    sheet = _grid(walk, name)
    walk.size += sum(len(r) for r in sheet.rows)
    if walk.size > MAX_CELLS:
        raise ReadProblem(f"文档的表格超过 {MAX_CELLS:,} 个单元格", "拆分后再导入")
    walk.sheets.append(replace(sheet, heading=walk.heading, above=(*(walk.first or ()), *near)))
    if walk.first is None:
        walk.first = near
    walk.rows, walk.gap = [], []


def _heading(gap: list[tuple[Cell, bool]]) -> str:
    """The paragraph that names a table: the last one styled or numbered as a heading, else the last short one."""
    lines = [(c.text, styled) for c, styled in gap if not is_meta(c.text)]
    short = [t for t, _ in lines if len(t) <= NAME_LENGTH]
    plain = [t for t in short if not re.search("[:：。]", t)]
    marked = [t for t, styled in lines if styled or (t in short and _NUMBERED.match(t))]
    return next((found[-1] for found in (marked, plain, short) if found), "")


def _name(walk: _Walk) -> str:
    base = re.sub(r"\s+", "", walk.heading)[:NAME_LENGTH] or f"表{len(walk.sheets) + 1}"
    name, again = base, 1
    while name in walk.taken:
        again += 1
        end = f"（{again}）"
        name = base[: NAME_LENGTH - len(end)] + end
    walk.taken.add(name)
    return name


def _grid(walk: _Walk, name: str) -> Sheet:
    """One table as a grid, with the cells that span columns or rows as merges."""
    texts: dict[tuple[int, int], str] = {}
    told: list[tuple[int, int, str, str]] = []
    merges: list[tuple[int, int, int, int]] = []
    open_at: dict[int, int] = {}  # column -> index of the merge that may go on in the next row
    number = 0
    for element in walk.rows:
        if value(element, "w:trPr/w:del") is not None:
            continue
        number += 1
        column = 1 + count(element, "w:trPr/w:gridBefore", 0)
        going_on: dict[int, int] = {}
        for cell, span in _cells(element):
            check_size(number, column + span - 1, name)
            down = value(cell, "w:tcPr/w:vMerge")
            if down in ("", "continue") and column in open_at:
                index = open_at[column]
                top, left, _, right = merges[index]
                merges[index] = (top, left, number, right)
                going_on[column] = index
            else:
                texts[(number, column)] = "\n".join(map(text_of, inside(cell, PARAGRAPH))).strip()
                if down == "restart":
                    going_on[column] = len(merges)
                if down == "restart" or span > 1:
                    merges.append((number, column, number, column + span - 1))
            told += [(number, column, *piece) for piece in aside(cell)]
            column += span
        open_at = going_on
    single = [m for m in merges if m[:2] != m[2:]]
    sheet = grid(texts, name, single)
    for row, column, what, text in told:
        at = sheet.cell(row, column)
        message = f"{what}里的文字没有读取：“{text[:40]}”"
        _warn(walk, name, at.address if at else "", message, "把文字移到本格中，不要嵌套")
    return sheet


def _cells(row: Element) -> list[tuple[Element, int]]:
    """The cells of a row with the number of grid columns each covers (old horizontal merges included)."""
    found: list[tuple[Element, int]] = []
    for cell in inside(row, CELL):
        span = max(1, count(cell, "w:tcPr/w:gridSpan", 1))
        if value(cell, "w:tcPr/w:hMerge") in ("", "continue") and found:
            found[-1] = (found[-1][0], found[-1][1] + span)
        else:
            found.append((cell, span))
    return found
