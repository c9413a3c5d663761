"""What stands in the XML of a Word document, as its reader sees it: tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

ALT_CHUNK, CELL, PARAGRAPH, ROW, TABLE = map(qn, ("w:altChunk", "w:tc", "w:p", "w:tr", "w:tbl"))
_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VALUE = qn("w:val")
_WRAPPERS = frozenset(
    qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)
_INLINE = _WRAPPERS | {
    qn(f"w:{name}") for name in ("r", "hyperlink", "fldSimple", "ruby", "rubyBase", "dir", "bdo")
}
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:br"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT, _BREAK = qn("w:t"), qn("w:br")


def inside(element: Element, *tags: str) -> Iterator[Element]:
    """The children with these tags, also those in content controls and in tracked insertions."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from inside(child, *tags)


def text_of(paragraph: Element) -> str:
    """The text of a paragraph: links and results of fields too, deleted text not.

    >>> from docx import Document
    >>> line = Document().add_paragraph("职责\\t边界")
    >>> line.add_run().add_break()
    >>> text_of(line._p)
    '职责\\t边界'
    """
    return "".join(_pieces(paragraph)).strip()


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _BREAK and child.get(qn("w:type")) in ("page", "column"):
            continue
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag in _INLINE:
            yield from _pieces(child)


def aside(element: Element) -> Iterator[tuple[str, str]]:
    """What stands in text boxes and in tables within a cell or paragraph: (what it is, its text)."""
    for what, tag in (("文本框", _BOX), ("嵌套表格", TABLE)):
        for part in element.iter(tag):
            if next(part.iterancestors(_FALLBACK), None) is not None:
                continue  # the same box once more, for old programs
            text = " ".join(filter(None, map(text_of, part.iter(PARAGRAPH))))
            if text:
                yield what, text


def value(element: Element, path: str) -> str | None:
    """The `w:val` of the element at a path below, "" where it has none, None where it is not there."""
    found = element.find(path, nsmap)
    return None if found is None else found.get(_VALUE) or ""


def count(element: Element, path: str, default: int) -> int:
    """The number at a path below."""
    said = value(element, path) or ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else default


def heading_styles(styles: Iterable[Element]) -> frozenset[str]:
    """Ids of the styles that make a paragraph a heading."""
    found = set()
    for style in styles:
        named = re.match(r"(heading|标题)\s*\d", (value(style, "w:name") or "").lower())
        if named or value(style, "w:pPr/w:outlineLvl") is not None:
            found.add(style.get(qn("w:styleId")) or "")
    return frozenset(found)


def is_heading(paragraph: Element, styles: frozenset[str]) -> bool:
    """Whether a paragraph is styled as a heading."""
    return value(paragraph, "w:pPr/w:pStyle") in styles or value(paragraph, "w:pPr/w:outlineLvl") is not None
