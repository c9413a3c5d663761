"""Reads a Word document (.docx): every table becomes a sheet, every paragraph outside tables a named row."""

from __future__ import annotations

import io
import re

import docx
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from ingest.archive import WORD, parts
from ingest.cells import Reading, ReadProblem, check_size
from ingest.docx_numbers import Numbers
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
from ingest.limits import MAX_CELLS, MAX_ROWS
from ingest.paper import TEXT, Merge, Paper

MAX_BODY = 64 * 1024 * 1024

_ROW = re.compile(rb"<(?:\w+:)?tr[\s>/]")
_CELL = re.compile(rb"<(?:\w+:)?tc[\s>/]")
_TURN = re.compile(r"|[（(]?(续表?\d*|接[上前][页表]|续[上前][页表])[)）]?")
_TODO = "把清单写成表格或条文（不要用图片或文本框），再导入"


def read(content: bytes, file: str) -> Reading:
    """The tables of a document as sheets, named by the paragraph above each, and its paragraphs.

    Numbers that Word puts before list paragraphs are part of their text. What tracked changes delete is not
    read, what they insert is. Text in nested tables and text boxes is not read either, but told. Raises
    ReadProblem when the file is no document, is truncated, protected by a password, empty or too large.
    """
    for name, part in parts(content, WORD):
        if name == WORD.part:
            _weigh(part)
    try:
        document = docx.Document(io.BytesIO(content))
        body, styles = document.element.body, heading_styles(document.styles.element)
        numbers = Numbers.of(document)
    except Exception as error:  # whatever a broken file makes the library say
        raise ReadProblem(
            f"文档的内容损坏，读不出来（{type(error).__name__}）", "用 Word 打开并另存为 .docx 再导入"
        ) from error
    paper = Paper(file)
    rows: list[Element] = []
    gap: list[Element] = []  # paragraphs below the rows that may be no more than the turn of a page
    for element in inside(body, PARAGRAPH, TABLE, ALT_CHUNK):
        if element.tag == TABLE:
            more = list(inside(element, ROW))
            if gap and not _goes_on(rows, more, gap):
                _table(paper, rows, numbers)
                rows = []
            for paragraph in gap:
                _paragraph(paper, paragraph, numbers, is_heading(paragraph, styles), within=bool(rows))
            gap = []
            rows += more  # tables with nothing between them are one to the reader
        elif element.tag == PARAGRAPH and rows and _TURN.fullmatch(text_of(element).strip()):
            gap.append(element)
        elif element.tag == PARAGRAPH:
            _table(paper, rows, numbers)
            for paragraph in (*gap, element):
                _paragraph(paper, paragraph, numbers, is_heading(paragraph, styles))
            rows, gap = [], []
        else:
            paper.warn(TEXT, "", "文档里嵌入了另一份文档，没有读取", "把它的内容复制到正文中")
    _table(paper, rows, numbers)
    for paragraph in gap:
        _paragraph(paper, paragraph, numbers, is_heading(paragraph, styles))
    return paper.reading("文档", _TODO)


def _goes_on(rows: list[Element], more: list[Element], gap: list[Element]) -> bool:
    """Whether a table goes on from the one above a gap: as wide, and said to go on or counting on."""
    if not rows or not more:
        return False
    widths = [
        1 + count(row, "w:trPr/w:gridBefore", 0) + sum(s for _, s in _cells(row))
        for row in (rows[-1], more[0])
    ]
    if widths[0] != widths[1] or not _cells(rows[-1]):
        return False
    if any(text_of(paragraph).strip() for paragraph in gap):
        return True
    last, first = ("".join(map(text_of, inside(_cells(row)[0][0], PARAGRAPH))) for row in (rows[-1], more[0]))
    last, first = last.strip(), first.strip()
    return last.isdecimal() and first.isdecimal() and int(first) == int(last) + 1


def _weigh(part: bytes) -> None:
    """Refuse a document that is larger than any real list, by its raw XML."""
    if len(part) > MAX_BODY:
        raise ReadProblem("文档正文超过 64 MB", "拆分后再导入")
    if sum(1 for _ in _ROW.finditer(part)) > MAX_ROWS:
        raise ReadProblem(f"文档的表格超过 {MAX_ROWS:,} 行", "删去空行或拆分后再导入")
    if sum(1 for _ in _CELL.finditer(part)) > MAX_CELLS:
        raise ReadProblem(f"文档的表格超过 {MAX_CELLS:,} 个单元格", "拆分后再导入")


def _paragraph(paper: Paper, element: Element, numbers: Numbers, styled: bool, within: bool = False) -> None:
    cell = paper.paragraph(numbers.before(element) + text_of(element), styled, within)
    for what, text in aside(element):
        message = f"{what}里的文字没有读取：“{text[:40]}”"
        paper.warn(TEXT, cell.address, message, "如是清单内容，请移到正文或表格中")


def _table(paper: Paper, rows: list[Element], numbers: Numbers) -> None:
    """Make a sheet of rows, with the cells that span columns or rows as merges."""
    if not rows:
        return
    name = paper.name_next()
    texts: dict[tuple[int, int], str] = {}
    told: list[tuple[int, int, str, str]] = []
    merges: list[Merge] = []
    open_at: dict[int, int] = {}  # column -> index of the merge that may go on in the next row
    number = 0
    for element in rows:
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
                lines = [numbers.before(p) + text_of(p) for p in inside(cell, PARAGRAPH)]
                texts[(number, column)] = "\n".join(lines).strip()
                if down == "restart":
                    going_on[column] = len(merges)
                if down == "restart" or span > 1:
                    merges.append((number, column, number, column + span - 1))
            told += [(number, column, *piece) for piece in aside(cell)]
            column += span
        open_at = going_on
    sheet = paper.table(name, texts, merges)
    for row, column, what, text in told:
        at = sheet.cell(row, column)
        message = f"{what}里的文字没有读取：“{text[:40]}”"
        paper.warn(name, at.address if at else "", message, "把文字移到本格中，不要嵌套")


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
