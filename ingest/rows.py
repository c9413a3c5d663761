"""Tells rows that hold data from those that do not, and names the latter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from graph.often import made_often
from ingest.cells import Cell, Sheet
from ingest.columns import field_name
from ingest.entries import Entries, Page
from ingest.footnotes import Footnotes, footnotes, notes_of
from ingest.header import Header
from ingest.headings import heading

_NOTE = re.compile(
    r"(注|说明|备注|附注|注释|填表说明|填报说明|符号说明|图例)\s*([:：\d一二三四五六七八九]|$)|以下(空白|无正文)|[*※]\s*注?"
)
_TOTAL = re.compile(r"(合|总|小|共)\s*计|(以上)?(合计|总计|共计|共|总共)\s*\d+\s*(项|条|个|件)")
_BANNER = re.compile(r"[（(]?[一二三四五六七八九十]+[)）、.．\s]|第[一二三四五六七八九十]+(部分|类|章)")
_NUMERAL = re.compile(
    r"^[（(]?[一二三四五六七八九十]+[)）、.．\s]+|^第[一二三四五六七八九十]+(部分|类|章)\s*"
)
_SIGNED = re.compile(
    r"(填表|填报|制表|审核|复核|经办|联系|校对|打印|单位负责|分管领导|主要领导|负责|导出|生成|下载|查询|统计)"
    r"(人|单位|部门|电话|方式|日期|时间|系统)?(签字|签名)?\s*[:：]|(数据|信息)?(系统|来源|平台)\s*[:：]"
    r"|(制表|填表|填报|审核|复核|打印|联系电话|单位)(（盖章）|\(盖章\))?\s*[:：]|[（(]盖章[）)]"
)
# Who issued the list and when, or only when: 市政府办公室  2026年2月28日
_FOOT = re.compile(
    r"(?:[\u4e00-\u9fff（）()]{2,30}[\s　]*)?(?:\d{4}|二[〇○零O0一二三四五六七八九\d]{3})"
    r"[年./-](?:\d{1,2}|[一二三四五六七八九十]{1,2})[月./-](?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日?)?(?:印发|编制|制|填|填报)?"
)
_PAGE_NUMBER = re.compile(r"第?\s*\d+\s*页(\s*[,，/]?\s*共\s*\d+\s*页)?|[-—－]\s*\d+\s*[-—－]")
_DITTO = re.compile(r"〃+|″+|''|\"|”|“”|同上(?:栏|行|格)?|同前|(?:-|—)?\s*do\.?\s*(?:-|—)?|ditto|〞", re.I)
_DITTO_BEGINS = frozenset("〃″'\"”“同-—dD〞")
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十]+[)）]?[、.．]?")
_AGAIN = re.compile(r"[（(]续表?\d*[)）]$|^续表\d*$|^接上[表页]$")
_COUNT = re.compile(
    r"共?\s*\d*\s*[项条个件]?|共?\s*\d+\s*[项条个件家处户件].*|([\u4e00-\u9fff]{1,6}\s*\d+\s*[项条个件家处][、，,；;\s]*)+"
)
_COUNTED = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class _Top:
    """What stands at the top of a sheet and may come again: headings, header rows, titles.

    `counted` where its rows are numbered in digits, so that a numeral in words counts sections.
    """

    captions: frozenset[str]
    rows: tuple[tuple[str, ...], ...]
    titles: frozenset[str]
    counted: bool

    @classmethod
    def of(cls, page: Page) -> _Top:
        first = page.header.rows[0]
        filled = [tuple(c.text for c in page.sheet.filled(r)) for r in range(page.sheet.start, first)]
        headers = [tuple(c.text for c in page.sheet.filled(r)) for r in page.header.rows]
        groups = [row for row in filled if len(row) >= 2]
        captions = frozenset(heading(c) for c in page.header.captions.values())
        column = page.header.columns.get("number", 0)
        numbers = (
            page.sheet.rows[r][column - 1].text for r in range(page.header.rows[-1], len(page.sheet.rows))
        )
        counted = bool(column) and any(n[:1].isdecimal() for n in numbers)
        return cls(captions, (*groups, *headers), frozenset(text for row in filled for text in row), counted)


@made_often
class DataRow:
    """A row that holds data, and the banner it stands under ("" for none)."""

    number: int
    banner: str
    banner_row: int = 0


def data_rows(entries: Entries, page: Page, title: str, running: Sequence[str] = ()) -> list[DataRow]:
    """The rows of a sheet that hold data; all others are named in `entries`.

    `title` is the field that names the thing of a row: a row where it is filled with its own text is
    never taken for a note or a banner. A cell of a `running` field is data even where it stands alone in its
    row, for its text may go on from the row above. A table of a document that has no column for the domain stands
    under its own heading as under a banner.
    """
    _above(entries, page)
    found: list[DataRow] = []
    banner, banner_row = _heading(page)
    in_notes = False
    alone = {page.header.columns.get(name) for name in running}
    top = _Top.of(page)
    titles = _block_titles(page, title)
    last = max(page.sheet.rows_holding(2), default=0)
    for row in range(page.first_row, len(page.sheet.rows) + 1):
        filled = page.sheet.filled(row)
        idle = entries.idle_rows.get((page.name, row))
        if idle and not (filled and idle == "空行"):  # blank in another table of the sheet
            continue
        why = None if _runs_on(page, filled, alone) else _idle(page, top, row, filled, title, in_notes)
        if len(filled) == 1 and filled[0].origin in titles and not page.text(row, title):
            why = "各块的标题行"
        if why is None and row > last and len(filled) == 1 and _below_table(page, filled[0], title):
            why = "表尾文字"
        if why is None:
            found.append(DataRow(row, banner, banner_row))
            in_notes = False
            continue
        entries.idle(page, [row], why)
        if why.startswith("附注"):
            in_notes = True
        elif why == "分组标题行":
            banner, banner_row = _NUMERAL.sub("", filled[-1].text).strip(), row
    return found


def annotated(page: Page, around: Iterable[str] = ()) -> Page:
    """The page with what its notes and those `around` it say, and with the text above in place of 〃 and the like."""
    notes = footnotes([*notes_of([page.sheet]), *around])
    return replace(page, sheet=repeated(page.sheet, page.header, _repeating(page, notes)), notes=notes)


def _repeating(page: Page, notes: Footnotes) -> list[int]:
    """The columns where a blank repeats what is above, as a note says: those that it names, else those of bodies."""
    if not notes.blank:
        return []
    heads = {heading(c.text): c.column for row in page.header.rows for c in page.sheet.filled(row)}
    heads |= {heading(page.header.captions.get(f, "")): c for f, c in page.header.columns.items()}
    named = [column for text, column in heads.items() if any(_names(word, text) for word in notes.columns)]
    return named or [page.header.columns[f] for f, _ in page.roles]


def _names(word: str, head: str) -> bool:
    """Whether a word of a note names a heading: 类别 those of 一级类别 and 二级类别, 表中领域 that of 领域."""
    return len(head) > 1 and len(word) > 1 and (head.endswith(word) or word.endswith(head))


def repeated(sheet: Sheet, header: Header, blanks: Collection[int] = ()) -> Sheet:
    """The sheet with the text above in place of 〃, 同上 and the like, below its header.

    Where there is nothing above, the mark stays as it is. In the columns `blanks` a blank cell is such a mark too.

    >>> from ingest.cells import grid
    >>> texts = {(1, 1): "单位", (2, 1): "市水务局", (2, 2): "节水", (3, 1): "〃", (3, 2): "防汛"}
    >>> repeated(grid(texts, "表"), Header((1,), {}, {})).rows[2][0].text
    '市水务局'
    """
    if not blanks and not any(
        c.text and c.text[0] in _DITTO_BEGINS and _ditto(c) for row in sheet.rows for c in row
    ):
        return sheet
    rows = list(sheet.rows)
    above: dict[int, str] = {}
    for number in range(header.rows[-1], len(rows)):
        row = rows[number]
        if len(sheet.filled(number + 1)) < 2:
            continue  # a banner, a note, a blank row
        for i, cell in enumerate(row):
            if _ditto(cell) or (not cell.text and cell.column in blanks):
                if cell.column in above:
                    if row is sheet.rows[number]:
                        row = list(row)
                    row[i] = replace(cell, text=above[cell.column])
            else:
                above[cell.column] = cell.text
        above = {column: text for column, text in above.items() if text}
        rows[number] = row
    return replace(sheet, rows=rows)


def _ditto(cell: Cell) -> bool:
    return cell.text[:1] in _DITTO_BEGINS and _DITTO.fullmatch(re.sub(r"\s+", "", cell.text)) is not None


def _runs_on(page: Page, filled: list[Cell], alone: set[int | None]) -> bool:
    """Whether a row holds one cell of a running field, not merged over others, and no note or total."""
    if len(filled) != 1 or filled[0].column not in alone:
        return False
    first = filled[0]
    across = sum(1 for c in page.sheet.rows[first.row - 1] if c.origin == first.origin)
    return across == 1 and not _NOTE.match(first.text) and not _TOTAL.match(first.text)


def _below_table(page: Page, cell: Cell, title: str) -> bool:
    """Whether a cell alone in a row below all others is none of a column that names things, bodies or what they do."""
    clauses = {role.clause for role in page.spec.roles.values()}
    said = {field_name(f) for f, column in page.header.columns.items() if column == cell.column}
    return not any(f == title or f in page.spec.roles or f in clauses for f in said)


def _heading(page: Page) -> tuple[str, int]:
    """The banner that the first rows stand under, and its row: the heading of a table of a document (row 0), or the
    last row of one cell above the header that counts on with a row below it (一、 … 二、)."""
    heading = "" if "domain" in page.header.columns else page.sheet.heading
    if _BANNER.match(heading):
        return _NUMERAL.sub("", heading).strip(), 0
    above = range(page.sheet.start, page.header.rows[0])
    found = [c[0] for row in above if len(c := page.sheet.filled(row)) == 1 and c[0].text.startswith("一、")]
    below = range(page.first_row, len(page.sheet.rows) + 1)
    counted = found and any(
        len(c := page.sheet.filled(row)) == 1 and c[0].text.startswith("二、") for row in below
    )
    return (_NUMERAL.sub("", found[-1].text).strip(), found[-1].row) if counted else ("", 0)


def _block_titles(page: Page, title: str) -> set[str]:
    """The cells that name the thing of a row; one in a row of its own is the title of a block (see blocks.py)."""
    column = page.header.columns.get(title)
    cells = (row[column - 1] for row in page.sheet.rows[page.header.rows[-1] :]) if column else ()
    return {c.origin for c in cells if c.text}


def _above(entries: Entries, page: Page) -> None:
    top = page.header.rows[0]
    for row in range(page.sheet.start, top):
        filled = page.sheet.filled(row)
        group = row == top - 1 and len(filled) >= 3
        entries.idle(page, [row], "表头行" if group else "标题行" if filled else "空行")
    entries.idle(page, page.header.rows, "表头行")


def _idle(page: Page, top: _Top, row: int, filled: list[Cell], title: str, in_notes: bool) -> str | None:
    """Why a row holds no data, None where it does."""
    if not filled:
        return "空行"
    first = filled[0]
    if len(filled) >= 2 and all(heading(c.text) in top.captions for c in filled):
        return "表头行（重复）"
    if len(filled) >= 2 and any(
        first.text == said[0] and tuple(c.text for c in filled) == said for said in top.rows
    ):
        return "表头行（重复）"
    if len(filled) == 1 and (first.text in top.titles or _AGAIN.search(first.text)):
        return "标题行（重复）"
    if row <= page.first_row + 1 and _counts_columns(filled):
        return "栏号行"
    named = page.cell(row, title)
    own_title = named is not None and named.origin != first.origin and not _COUNT.fullmatch(named.text)
    if _TOTAL.match(first.text) and not own_title:
        return "合计行"
    if _signed(filled):
        return "落款行"
    if top.counted and named is not None and _counts_section(page, filled, named):
        return "分组标题行"
    if len(filled) > 1:
        return None
    if _PAGE_NUMBER.fullmatch(first.text.strip()):
        return "页码行"
    if _FOOT.fullmatch(first.text.strip()):
        return "落款行"
    wide = sum(1 for c in page.sheet.rows[row - 1] if c.text) * 2 >= len(page.sheet.rows[row - 1])
    leading = wide or first.column <= min(page.header.columns.values(), default=1)
    if not leading and named is not None and first.column >= named.column:
        return None
    if _NOTE.match(first.text):
        return "附注行"
    if _BANNER.match(first.text):
        return "附注行（续）" if in_notes else "分组标题行"
    if in_notes and leading:
        return "附注行（续）"
    if wide and len(page.sheet.rows[row - 1]) > 2:
        return "分组标题行"
    if re.fullmatch(r"\d+", first.text):
        return "只有序号的行"
    return None


def _counts_section(page: Page, filled: list[Cell], title: Cell) -> bool:
    """Whether a row holds nothing but a numeral in words in the number column, and a title."""
    first = filled[0]
    alone = len(filled) == 2 and title.origin == filled[1].origin
    numbered = first.column == page.header.columns["number"]
    return alone and numbered and _SECTION.fullmatch(first.text.strip()) is not None


def _counts_columns(filled: list[Cell]) -> bool:
    """Whether a row numbers the columns: 1, 2, 3 … or 甲, 乙, 1, 2 …"""
    said = [re.sub(r"[()\s]", "", unicodedata.normalize("NFKC", c.text)) for c in filled]
    letters = [t for t in said if len(t) == 1 and t in _COUNTED]
    if "".join(letters) != _COUNTED[: len(letters)]:
        return False
    numbers = said[len(letters) :]
    return len(said) >= 3 and said[: len(letters)] == letters and numbers == [
        str(n) for n in range(1, len(numbers) + 1)
    ]  # fmt: skip


def _signed(filled: list[Cell]) -> bool:
    """Whether a row is the line under a form: 填表人、审核人、日期. What it says is not kept: it names persons."""
    said = [_SIGNED.match(c.text) is not None for c in filled]
    return said[0] and sum(said) * 2 >= len(said)
