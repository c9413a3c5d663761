"""The numbers that Word itself writes before the paragraphs of a list: they stand in no text of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from ingest.docx_text import count, value

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
    }
)
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts: kind of number, words around it (`（%1）`), and where it starts.

    `digits` where the numbers of the levels above are written in digits, whatever their kind.
    """

    kind: str
    words: str
    start: int
    digits: bool


@dataclass(slots=True)
class Numbers:
    """Counts along the paragraphs of a document, in the order in which they are asked."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    family: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> Numbers:
        """The numbering that a document declares; that of a document without any writes nothing."""
        found = cls()
        # asking for `numbering_part` would add one to a document that has none
        part = next(
            (r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None
        )
        if part is None:
            return found
        root = part.element
        abstract = {e.get(qn("w:abstractNumId")): e for e in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            origin = value(number, "w:abstractNumId") or ""
            key = number.get(qn("w:numId")) or ""
            found.levels[key] = _levels(abstract.get(origin), number)
            own = number.find(qn("w:lvlOverride")) is not None
            found.family[key] = key if own else f"abstract {origin}"
        for style in document.styles.element:
            listed = value(style, "w:pPr/w:numPr/w:numId")
            if listed:
                at = count(style, "w:pPr/w:numPr/w:ilvl", 0)
                found.styles[style.get(qn("w:styleId")) or ""] = (listed, at)
        return found

    def before(self, paragraph: Element) -> str:
        """The number that stands before a paragraph, "" where it has none. Asking counts one on."""
        if not self.levels:
            return ""
        style = value(paragraph, "w:pPr/w:pStyle") or ""
        by_style, level = self.styles.get(style, ("0", 0))
        listed = value(paragraph, "w:pPr/w:numPr/w:numId") or by_style
        level = min(count(paragraph, "w:pPr/w:numPr/w:ilvl", level), _LEVELS - 1)
        known = self.levels.get(listed, {})
        if level not in known:
            return ""
        counts = self.counts.setdefault(self.family[listed], [None] * _LEVELS)
        now = counts[level]
        counts[level] = known[level].start if now is None else now + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _written(known, level, counts)


def _levels(abstract: Element | None, number: Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in () if abstract is None else abstract.findall(qn("w:lvl")):
        at = element.get(qn("w:ilvl")) or "0"
        if at.isdigit():
            start = count(element, "w:start", 1)
            kind, words = value(element, "w:numFmt") or "decimal", value(element, "w:lvlText") or ""
            found[int(at)] = _Level(kind, words, start, element.find(qn("w:isLgl")) is not None)
    for element in number.findall(qn("w:lvlOverride")):
        at = element.get(qn("w:ilvl")) or "0"
        if at.isdigit() and int(at) in found and element.find("w:startOverride", nsmap) is not None:
            old = found[int(at)]
            found[int(at)] = replace(old, start=count(element, "w:startOverride", old.start))
    return found


def _written(known: dict[int, _Level], level: int, counts: list[int | None]) -> str:
    """The words of a level with its own number and those of the levels above in their places."""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if at not in known:
            return ""
        kind = "decimal" if known[level].digits else known[at].kind
        return counted(counts[at] if counts[at] is not None else known[at].start, kind)

    if known[level].kind in ("bullet", "none"):
        return ""
    return re.sub(r"%([1-9])", number, known[level].words)


def counted(number: int | None, kind: str) -> str:
    """A number in the writing that Word calls `kind`; kinds not known here are written in digits.

    >>> counted(12, "chineseCountingThousand"), counted(3, "decimalEnclosedCircle"), counted(4, "decimal")
    ('十二', '③', '4')
    >>> counted(105, "chineseCounting"), counted(2, "lowerLetter"), counted(4, "upperRoman")
    ('一百〇五', 'b', 'IV')
    """
    number = number or 0
    if kind in _CHINESE and 0 < number < 10_000:
        return _chinese(number)
    if kind in _CIRCLED and 0 < number <= len(_CIRCLES):
        return _CIRCLES[number - 1]
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr((97 if kind == "lowerLetter" else 65) + number - 1)
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 40:
        roman = (
            "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
        )
        return roman.lower() if kind == "lowerRoman" else roman
    return str(number)


def _chinese(number: int) -> str:
    text = ""
    for place, digit in enumerate(reversed(str(number))):
        text = (_DIGITS[int(digit)] + (_UNITS[place] if digit != "0" else "")) + text
    text = re.sub("〇+", "〇", text).rstrip("〇")
    return text[1:] if text.startswith("一十") else text
