"""A column of two things (承接部门及工作方式), whose cells say both of them, made into a column of each.

A cell labels both (承接部门：甲局 工作方式：日常检查), or, where the second thing is how the bodies of the first one do
it, begins with the names of those bodies (甲局：日常检查), or says in a sentence what they do (由甲局承接，日常检查).

Where the two things are what the same bodies do (承接及监管单位), both columns hold the whole cell.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ingest.cells import Cell, Sheet
from ingest.header_words import looks_like_body
from ingest.headings import heading
from ingest.known_headings import known

_WITHIN = 15
_JOINED = re.compile(r"(.{2,12}?)(?:以及|及其|及|和|与|、|/)(.{2,12})")
_BODIES = re.compile(r"(?:部门|单位|主体|机关|机构)$")
_WAY = re.compile(r"(?:方式|措施|办法|途径)$")
_BEGINS = re.compile(
    r"(?:[（(]?\d{1,2}[.．、)）])?\s*(?P<names>[^：:。；;，,\n]{2,40}?)\s*(?P<mark>[：:。；;，,\n])\s*(?=\S)"
)
_DONE_BOTH = re.compile(
    r"(承接|接收|划入|实施|审批|许可|承办)(?:以及|及|和|与|并|兼|、|/)((?:事中事后|后续|日常|行业)?(?:监管|监督管理|执法))(部门|单位|主体|机关)"
)
_TAKES = re.compile(
    r"(?:取消[^，,。；;由]{2,16}[，,])?由?(?P<names>[^：:。；;，,由\n]{2,40}?)"
    r"(?:自行|直接|统一|依法|牵头|具体|组织|定期|按照?职责|根据职责)*"
    r"(?:承接|承担|负责|收回|开展|委托|办理|实施|履行|组织|通过|采取|安排|查处)(?!的|部门|单位)"
)
_SENTENCE = re.compile(r"[^；;。\n]+[；;。\n]*")


def parted(sheet: Sheet) -> Sheet:
    """The sheet with a further column for the second thing of each column of two; itself where it has none.

    >>> from ingest.cells import grid
    >>> rows = ["事项名称 承接部门及工作方式", "采砂检查 县水务局：日常巡查", "水质检测 承接部门：县水务局；工作方式：委托检测"]
    >>> made = parted(grid({(r, c): t for r, x in enumerate(rows, 1) for c, t in enumerate(x.split(), 1)}, "表"))
    >>> [[c.text for c in row[1:]] for row in made.rows]
    [['承接部门', '工作方式'], ['县水务局', '日常巡查'], ['县水务局', '委托检测']]
    """
    rows = sheet.rows
    for number in range(sheet.start, min(sheet.start + _WITHIN, len(rows)) + 1):
        for cell in sheet.filled(number):
            if both := _DONE_BOTH.fullmatch(heading(cell.text)):
                names = both[1] + both[3], both[2] + both[3]
                return parted(_with_parts(sheet, number, cell, names, _alike(rows[number:], cell.column)))
            found = _JOINED.fullmatch(heading(cell.text))
            if found is None or known(cell.text) or cell.text != rows[number - 1][cell.column - 1].text:
                continue
            parts = _parts_below(rows[number:], cell.column, found[1], found[2])
            if parts is not None:
                return parted(_with_parts(sheet, number, cell, (found[1], found[2]), parts))
    return sheet


def _alike(rows: list[list[Cell]], column: int) -> list[tuple[str, str] | None]:
    """The whole of each cell of a column, twice; a row of one cell stays as it is."""
    return [
        (text, text) if len({c.origin for c in row if c.text}) > 1 else None
        for row in rows
        for text in (row[column - 1].text,)
    ]


def _parts_below(
    rows: list[list[Cell]], column: int, first: str, second: str
) -> list[tuple[str, str] | None] | None:
    """The two parts of each cell of a column, None where fewer than half of the filled ones say both."""
    done_by = _BODIES.search(first) is not None and _WAY.search(second) is not None
    parts: list[tuple[str, str] | None] = []
    filled = other = 0
    for row in rows:
        text = row[column - 1].text
        # mostly it labels neither, and that is sooner known than how its parts are labelled
        said = _labelled(text, first, second) if first in text and second in text else None
        said = said or (_led_by_names(text) if done_by else None)
        parts.append(said)
        if text:
            filled += 1
            other += said is None
            if other * 2 > len(rows):
                return None
    return parts if filled and other * 2 <= filled else None


def _with_parts(
    sheet: Sheet, number: int, cell: Cell, names: tuple[str, str], parts: list[tuple[str, str] | None]
) -> Sheet:
    rows, column, width = [], cell.column, len(sheet.rows[0]) + 1
    for n, row in enumerate(sheet.rows, 1):
        own = row[column - 1]
        said = names if n == number else parts[n - number - 1] if n > number else None
        left, right = said or (own.text, "")
        if n >= number and sheet.holds(n, 2):
            row = [replace(c, text="") if c.origin == own.origin else c for c in row]
        rows.append(
            [
                *row[: column - 1],
                replace(own, text=left),
                *row[column:],
                replace(own, text=right, column=width),
            ]
        )
    return replace(sheet, rows=rows)


@lru_cache(maxsize=5_000)
def _labelled(text: str, first: str, second: str) -> tuple[str, str] | None:
    """The two labelled parts of a cell, None where it does not label both."""
    said = re.fullmatch(
        rf"\s*{re.escape(first)}\s*[:：]\s*(.*?)[\s；;。，,]*{re.escape(second)}\s*[:：]\s*(.*)", text, re.S
    )
    return (said[1].strip(), said[2].strip()) if said else None


@lru_cache(maxsize=5_000)
def _led_by_names(text: str) -> tuple[str, str] | None:
    """The names of bodies that a cell begins with, and the rest; None where it begins with none. Where further sentences
    begin with names and a colon, or the first one goes on with what they do, the names, and the whole text."""
    begins = _BEGINS.match(text)
    if begins is None or not _names_only(begins["names"]):
        takes = _TAKES.match(text)
        return (takes["names"], text) if takes and _names_only(takes["names"]) else None
    found = [begins["names"]]
    for sentence in _SENTENCE.findall(text[begins.end() :]):
        said = _BEGINS.match(sentence.strip())
        if said and said["mark"] in "：:" and _names_only(said["names"]):
            found.append(said["names"])
    return "、".join(found), text[begins.end() :] if len(found) == 1 else text


def _names_only(text: str) -> bool:
    return all(looks_like_body(name) for name in re.split(r"[、/]", text))
