"""Reads a PDF with text: ruled tables as sheets, the rest as paragraphs. Pictures of text are told, not read."""

from __future__ import annotations

import io
import logging
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError

from ingest.cells import Reading, ReadProblem, check_size
from ingest.limits import MAX_PAGES
from ingest.paper import TEXT, Merge, Paper
from ingest.pdf_lines import Line, edges_of, lines_of, without_numbers

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it tells of every odd font

_NEAR = 3.0  # points within which two rulings are one
_PAGE_NUMBER = re.compile(r"[—\-–－·\s]*(第\s*)?\d{1,4}(\s*页)?([\s/／,，共]*\d{1,4}\s*页?)?[—\-–－·\s]*")
_ENDS = tuple("。；：:;！？!?")
_NEW = re.compile(
    r"[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)"
    r"|\d{1,2}[.．]\d{1,2}[ .．、]|第[一二三四五六七八九十百]+[章条][\s　]|【"
)  # what begins a paragraph of its own where the lines of a page are not indented
_TODO = "向报送单位要 .xlsx 或 .docx 原件；扫描件请先做文字识别"

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _Sheet:
    """One page taken apart: its lines beside tables, its tables, and the characters in each."""

    number: int
    lines: list[Line]
    tables: list[Any]
    inside: list[list[Any]]


@dataclass(slots=True)
class _Grid:
    """A table that may go on over the next page."""

    name: str
    columns: tuple[int, ...]
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    rows: int = 0


def read(content: bytes, file: str) -> Reading:
    """The ruled tables of a PDF, named by the line above each, and the lines around them as paragraphs.

    A table at the top of a page with the columns of the one that ended the page before goes on from it. Lines
    that a cell or the page breaks are joined. Raises ReadProblem for what is no PDF, for a protected, damaged
    or too long one, and where no page has text.
    """
    paper = Paper(file)
    if b"%%EOF" not in content[-4096:]:
        raise ReadProblem("PDF 不完整（可能没有传完）", "重新取得文件后再导入")  # what is left could be read
    try:
        with pdfplumber.open(io.BytesIO(content)) as book:
            if len(book.pages) > MAX_PAGES:
                raise ReadProblem(f"PDF 超过 {MAX_PAGES:,} 页", "拆分后再导入")
            walk = _Walk(paper)
            for page in book.pages:
                walk.page(page)
                page.close()
            walk.close()
    except (ReadProblem, MemoryError):
        raise
    except Exception as error:  # whatever a broken file makes the library say
        inner = error.args[0] if error.args else error
        if isinstance(inner, MemoryError):  # the library wraps it
            raise inner from error
        if isinstance(inner, PDFPasswordIncorrect) or isinstance(error, PDFPasswordIncorrect):
            raise ReadProblem("PDF 有打开密码", "取消密码后再导入") from error
        if isinstance(inner, PDFSyntaxError) or isinstance(error, PDFSyntaxError):
            raise ReadProblem("PDF 不完整（可能没有传完）", "重新取得文件后再导入") from error
        raise ReadProblem(f"PDF 的内容损坏，读不出来（{type(inner).__name__}）", _TODO) from error
    return paper.reading("PDF", _TODO)


class _Walk:
    """The way through the pages, one page behind: what every page repeats at its edge is known by the next."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.grid: _Grid | None = None
        self.carry = ""  # a paragraph that a line or the page breaks
        self.waiting: _Sheet | None = None
        self.edges: frozenset[str] = frozenset()  # first and last line of the page before

    def page(self, page: Any) -> None:
        """Take one page: what stands beside tables in lines, tables in their places between."""
        chars = [c for c in page.dedupe_chars().chars if c["text"].strip() and c.get("upright", True)]
        if not chars:
            if page.images:
                message = f"第 {page.page_number} 页是图片，没有文字，没有读取"
                self.paper.warn(TEXT, "", message, _TODO)
            return
        tables = sorted(page.find_tables(), key=lambda t: (t.bbox[1], t.bbox[0]))
        tables = [t for t in tables if len(t.cells) > 1]
        inside: list[list[Any]] = [[] for _ in tables]
        beside: list[Any] = []
        for char in chars:
            x, y = _middle(char)
            at = next((n for n, t in enumerate(tables) if _holds(t.bbox, x, y)), None)
            (beside if at is None else inside[at]).append(char)
        sheet = _Sheet(page.page_number, lines_of(beside), tables, inside)
        self._take(edges_of(sheet.lines))
        self.waiting = sheet

    def close(self) -> None:
        """Finish what is still open."""
        self._take(frozenset())
        self._end_table()
        self._end_text()

    def _take(self, after: frozenset[str]) -> None:
        """Take the page that waits, given the first and last line of the next."""
        sheet = self.waiting
        if sheet is None:
            return
        lines = sheet.lines
        edges = lines[:1] + lines[1:][-1:]
        again = self.edges | after
        running = [n for n in edges if _PAGE_NUMBER.fullmatch(n.text) or without_numbers(n.text) in again]
        self.edges = edges_of(lines)
        lines = [n for n in lines if n not in running]
        right = max((n.right for n in lines), default=0.0)
        left = min((n.left for n in lines), default=0.0)
        first = True
        for table, own in zip(sheet.tables, sheet.inside, strict=True):
            above = [n for n in lines if n.top < table.bbox[1]]
            lines = lines[len(above) :]
            self._text(above, left, right)
            self._table(table, own, first and not above)
            first = False
        self._text(lines, left, right)
        for number in running:
            self._number(number)

    def _number(self, line: Line) -> None:
        """A page number is a paragraph of its own, and breaks neither table nor paragraph."""
        if not self.carry and self.grid is None:
            self.paper.paragraph(line.text)

    def _text(self, lines: Sequence[Line], left: float, right: float) -> None:
        """Join the lines of each paragraph: it begins where a line is indented or numbered, and ends where one
        is short or, on a page without indents, ends a sentence."""
        indents = [n for n in lines if 1.5 * n.height < n.left - left < 2.6 * n.height]
        flush = [n for n in lines if n.left - left < 0.5 * n.height]
        indented = len(indents) >= 2 and bool(flush)
        for line in lines:
            self._end_table()
            begins = line in indents if indented else bool(_NEW.match(line.text))
            if begins or _NEW.match(line.text):
                self._end_text()
            self.carry += line.text
            ends = line.text.endswith(_ENDS) and not indented
            if ends or right - line.right >= 2 * line.height:
                self._end_text()

    def _end_text(self) -> None:
        if self.carry:
            self.paper.paragraph(self.carry)
        self.carry = ""

    def _table(self, table: Any, chars: list[Any], at_top: bool) -> None:
        lefts, tops = _edges(c[0] for c in table.cells), _edges(c[1] for c in table.cells)
        rights, bottoms = [*lefts[1:], table.bbox[2]], [*tops[1:], table.bbox[3]]
        columns = tuple(round(x / _NEAR) for x in lefts)
        going_on = self.grid is not None and at_top and _alike(self.grid.columns, columns)
        if not going_on:
            self._end_table()
            self._end_text()
            self.grid = _Grid(self.paper.name_next(), columns)
        grid = self.grid
        assert grid is not None  # noqa: S101 - made just above
        by_cell: dict[int, list[Any]] = {}
        boxes: list[Box] = table.cells
        for char in chars:
            x, y = _middle(char)
            at = next((n for n, box in enumerate(boxes) if _holds(box, x, y)), None)
            if at is not None:
                by_cell.setdefault(at, []).append(char)
        for number, box in enumerate(boxes):
            row, column = grid.rows + _at(tops, box[1]) + 1, _at(lefts, box[0]) + 1
            below, right = grid.rows + _at(bottoms, box[3]) + 1, _at(rights, box[2]) + 1
            check_size(below, right, grid.name)
            grid.texts[(row, column)] = _cell_text(lines_of(by_cell.get(number, [])), box)
            grid.merges.append((row, column, max(row, below), max(column, right)))
        grid.rows += len(tops)

    def _end_table(self) -> None:
        if self.grid is not None:
            self.paper.table(self.grid.name, self.grid.texts, self.grid.merges)
        self.grid = None


def _middle(char: Mapping[str, Any]) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _edges(places: Iterable[float]) -> list[float]:
    """Different places in order; those nearly alike are one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _at(edges: list[float], place: float) -> int:
    """The number of the edge nearest to a place."""
    number = bisect_left(edges, place)
    near = [n for n in (number - 1, number) if 0 <= n < len(edges)]
    return min(near, key=lambda n: abs(edges[n] - place))


def _alike(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    return len(one) == len(two) and all(abs(a - b) <= 1 for a, b in zip(one, two, strict=True))


def _cell_text(lines: list[Line], box: Box) -> str:
    """The text of a cell; a line that reaches the cell's edge goes on in the next."""
    text = ""
    for number, line in enumerate(lines):
        text += line.text
        if number + 1 < len(lines):
            wrapped = box[2] - line.right < 1.8 * line.height
            text += "" if wrapped and not line.text.endswith(_ENDS) else "\n"
    return text.strip()
