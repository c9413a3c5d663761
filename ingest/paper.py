"""A document on its way into sheets: paragraphs numbered, tables named by the paragraph above each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.cells import Cell, Reading, ReadProblem, Sheet, check_size, grid
from ingest.limits import MAX_CELLS, MAX_TABLES
from ingest.meta import is_meta
from ingest.problem import Problem

NAME_LENGTH = 31
TEXT = "正文"

_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]+[)）、.．]|第[一二三四五六七八九十]+(部分|类|章)")

_TABLE = re.compile(
    r"(?:分工|分解|任务|责任|职责|事项|工作|目标|指标|安排|汇总|明细|一览|台账|清单)表$|(?:事项|任务|职责|责任|问题|权力)清单$"
)

Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class Paper:
    """The way through a document called `file`: its paragraphs and tables so far, and what could not be read."""

    file: str
    paragraphs: list[Cell] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _first: tuple[Cell, ...] | None = None
    _gap: list[tuple[Cell, bool]] = field(default_factory=list)
    _heading: str = ""
    _taken: set[str] = field(default_factory=lambda: {TEXT})
    _size: int = 0

    def paragraph(self, text: str, styled: bool = False, within: bool = False) -> Cell:
        """Add a paragraph. Gives its cell, addressed P1, P2 and so on.

        `styled` where it is marked as a heading; `within` where it stands inside a table that goes on below it.
        """
        number = len(self.paragraphs) + 1
        check_size(number, 1, TEXT)
        cell = Cell(number, 1, f"P{number}", text)
        self.paragraphs.append(cell)
        if text and not within:
            self._gap.append((cell, styled))
        return cell

    def name_next(self, own: str = "") -> str:
        """The name of the table that comes next: `own`, else the paragraph above it, else its number."""
        if len(self.sheets) >= MAX_TABLES:
            raise ReadProblem(f"文档里的表格超过 {MAX_TABLES} 张", "拆分后再导入")
        self._heading = own or _heading(self._gap) or self._heading
        base = re.sub(r"\s+", "", self._heading)[:NAME_LENGTH] or f"表{len(self.sheets) + 1}"
        name, again = base, 1
        while name in self._taken:
            again += 1
            end = f"（{again}）"
            name = base[: NAME_LENGTH - len(end)] + end
        self._taken.add(name)
        return name

    def table(self, name: str, texts: dict[tuple[int, int], str], merges: list[Merge]) -> Sheet:
        """Add a table under a name that `name_next` gave."""
        near = tuple(c for c, _ in self._gap)
        sheet = grid(texts, name, [m for m in merges if m[:2] != m[2:]])
        self._size += sum(len(r) for r in sheet.rows)
        if self._size > MAX_CELLS:
            raise ReadProblem(f"文档的表格超过 {MAX_CELLS:,} 个单元格", "拆分后再导入")
        sheet = replace(sheet, heading=self._heading, above=(*(self._first or ()), *near))
        self.sheets.append(sheet)
        if self._first is None:
            self._first = near
        self._gap = []
        return sheet

    def warn(self, sheet: str, cell: str, message: str, todo: str) -> None:
        """Note a part that was not read."""
        self.problems.append(Problem("READ", "warning", self.file, sheet, cell, message, todo))

    def reading(self, noun: str, todo: str) -> Reading:
        """What has been gathered; raises ReadProblem where that is nothing."""
        if not self.sheets and not any(c.text for c in self.paragraphs):
            raise ReadProblem(f"{noun}里没有表格，也没有文字", todo)
        return Reading(self.sheets, self.problems, Sheet(TEXT, [[p] for p in self.paragraphs]))


def _heading(gap: list[tuple[Cell, bool]]) -> str:
    """The paragraph that names a table: one right above it that calls itself a table or a list, the last one styled or
    numbered as a heading, else the last short one."""
    lines = [(c.text, styled) for c, styled in gap if not is_meta(c.text)]
    short = [t for t, _ in lines if len(t) <= NAME_LENGTH]
    plain = [t for t in short if not re.search("[:：。]", t)]
    if plain and plain[-1] == lines[-1][0] and _TABLE.search(plain[-1]):
        return plain[-1]
    marked = [t for t, styled in lines if styled or (t in short and _NUMBERED.match(t))]
    return next((found[-1] for found in (marked, plain, short) if found), "")
