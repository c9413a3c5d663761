"""Reads a web page (.html, .htm, and what is called .xls but is one): tables as sheets, the rest as paragraphs."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import lxml.html
from lxml import etree

from ingest.cells import Reading, ReadProblem, check_size
from ingest.encodings import decode, told
from ingest.limits import MAX_COLUMNS, MAX_ROWS
from ingest.paper import TEXT, Merge, Paper

_DROPPED = frozenset(
    {"script", "style", "head", "noscript", "template", "iframe", "object", "svg", "caption"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input",
        "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong",
        "sub", "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
_BLANK = re.compile(r"[ \t\r\n\f\xa0]+")
_BROKEN_LINE = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t\r\f]*\n[ \t\r\n\f]*(?=[\u3000-\u9fff\uff00-\uffef])"
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_TODO = "确认文件；清单应是网页里的文字，不是图片或框架"


@dataclass(slots=True)
class _Cell:
    element: etree._Element
    row: int
    column: int
    below: int
    right: int


@dataclass(slots=True)
class _Text:
    """Text gathered along a page, in lines."""

    lines: list[str] = field(default_factory=lambda: [""])

    def add(self, text: str | None) -> None:
        self.lines[-1] += _BLANK.sub(" ", _BROKEN_LINE.sub("", text or ""))

    def end(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (_BLANK.sub(" ", line).strip() for line in self.lines)))


def read(content: bytes, file: str) -> Reading:
    """The tables of a page, named by their caption or the paragraph above, and the text around them.

    The charset is found from the bytes; what the page declares is not believed. Scripts, styles and what the
    page hides are not read (the latter is told). A table that only arranges others is text around them; a
    table in a cell of a table of data is told and not read. Raises ReadProblem where there is nothing to
    read, and for pages too large or nested too deep.
    """
    text, encoding = decode(_page(content))
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True)
    try:
        root = lxml.html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadProblem("网页是空的，或不是 HTML", _TODO) from error
    fatal = [e for e in parser.error_log if e.level_name == "FATAL" or "huge" in e.message.lower()]
    if fatal:
        raise ReadProblem("网页嵌套太深或其中一段太长，读不完整", "另存为 .xlsx 再导入")
    paper = Paper(file, problems=told(file, encoding))
    _hide(paper, root)
    _walk(paper, root)
    return paper.reading("网页", _TODO)


def _page(content: bytes) -> bytes:
    """The page within a web archive (.mht, also called .xls by Excel); any other content as it is."""
    if not re.match(rb"\s*(MIME-Version:|From: <)", content[:200], re.I):
        return content
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and b"<t" in page.lower():
                return page
    raise ReadProblem("网页归档里没有网页", _TODO)


def _hide(paper: Paper, root: etree._Element) -> None:
    """Take out what the page does not show, and say how much that was."""
    unseen = [
        e for e in root.iter()
        if isinstance(e.tag, str) and (e.get("hidden") is not None or _UNSEEN.search(e.get("style") or ""))
    ]  # fmt: skip
    words = [text for e in unseen if (text := " ".join("".join(_strings(e)).split()))]
    for element in unseen:
        element.clear(keep_tail=True)
    if words:
        message = f"网页里隐藏的 {len(words)} 处文字没有读取，如“{words[0][:20]}”"
        paper.warn(TEXT, "", message, "如是清单内容，请让它显示出来")


def _strings(element: etree._Element) -> Iterator[str]:
    return (str(t) for t in element.itertext())


def _walk(paper: Paper, root: etree._Element) -> None:
    """Paragraphs and tables in their order; without recursion, as pages may be nested deep."""
    text = _Text()
    stack: list[tuple[etree._Element, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if done:
            if tag not in _INLINE:
                _flush(paper, text, tag)
            text.add(element.tail)
        elif not tag or tag in _DROPPED:
            text.add(element.tail)
        elif tag == "table" and not _arranges(element):
            _flush(paper, text, "")
            _table(paper, element)
            text.add(element.tail)
        else:
            if tag not in _INLINE:
                _flush(paper, text, "")
            text.add(element.text)
            stack.append((element, True))
            stack += [(child, False) for child in reversed(element)]
    _flush(paper, text, "")


def _flush(paper: Paper, text: _Text, tag: str) -> None:
    if said := text.text:
        paper.paragraph(said, tag in _HEADINGS)
    text.lines = [""]


def _rows(table: etree._Element) -> list[etree._Element]:
    return [r for r in table.iter("tr") if next(r.iterancestors("table"), None) is table]


def _arranges(table: etree._Element) -> bool:
    """Whether a table is there for the layout: one within has more cells than it has cells of text."""
    inner = [t for t in table.iter("table") if t is not table]
    if not inner:
        return False
    own = sum(
        1
        for row in _rows(table)
        for cell in row
        if cell.tag in ("td", "th")
        and next(cell.iter("table"), None) is None
        and "".join(_strings(cell)).strip()
    )
    return max(sum(1 for row in _rows(t) for _ in row) for t in inner) > own


def _table(paper: Paper, table: etree._Element) -> None:
    caption = next((c for c in table if c.tag == "caption"), None)
    name = paper.name_next("" if caption is None else _text(caption).replace("\n", ""))
    cells = _cells(table, name)
    texts = {(c.row, c.column): _text(c.element) for c in cells}
    merges: list[Merge] = [(c.row, c.column, c.below, c.right) for c in cells]
    sheet = paper.table(name, texts, merges)
    for c in cells:
        for inner in c.element.iter("table"):
            at = sheet.cell(c.row, c.column)
            message = f"嵌套表格里的文字没有读取：“{_text(inner)[:40]}”"
            paper.warn(name, at.address if at else "", message, "把文字移到本格中，不要嵌套")


def _cells(table: etree._Element, name: str) -> list[_Cell]:
    """The cells of a table, laid out as a browser does."""
    rows = _rows(table)
    check_size(len(rows), 1, name)
    found: list[_Cell] = []
    taken: dict[int, int] = {}  # column -> last row that a cell from above covers
    for number, row in enumerate(rows, 1):
        column = 1
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) >= number:
                column += 1
            right = column + _span(element, "colspan", MAX_COLUMNS + 1) - 1
            check_size(number, right, name)
            down = _span(element, "rowspan", MAX_ROWS) or len(rows)
            below = min(number + down - 1, len(rows))
            for at in range(column, right + 1):
                taken[at] = below
            found.append(_Cell(element, number, column, below, right))
            column = right + 1
    return found


def _span(element: etree._Element, name: str, most: int) -> int:
    said = (element.get(name) or "1").strip()
    number = min(int(said), most) if said.isascii() and said.isdigit() and len(said) < 9 else 1
    return number if name == "rowspan" else max(1, number)


def _text(element: etree._Element) -> str:
    """The text of a cell in lines, without that of tables within."""
    text = _Text()
    stack: list[tuple[etree._Element, bool]] = [(element, False)]
    while stack:
        at, done = stack.pop()
        tag = at.tag if isinstance(at.tag, str) else ""
        own = at is element
        if done or not tag or (not own and (tag in _DROPPED or tag == "table")):
            if done and tag not in _INLINE:
                text.end()
            if not own:
                text.add(at.tail)
            continue
        if tag == "br":
            text.lines.append("")
        elif tag not in _INLINE:
            text.end()
        text.add(at.text)
        stack.append((at, True))
        stack += [(child, False) for child in reversed(at)]
    return text.text
