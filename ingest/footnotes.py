"""What the notes of a list say of how to read it: who is first, what a heading means, what a blank stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.cells import Sheet

_FIRST = re.compile(
    r"(?:第一|首|最前)(?:位|个|名|家)?(?:面)?(?:的|者)?(?:单位|部门)?(?:均|即|一律|默认)?(?:为|是|系)(?:该|本)?[^，。；]{0,6}?(?:牵头|主办|主责)(?:责任)?(?:单位|部门|主体)?(?=[，,。；;、）)]|$)"
)
_OTHERS = re.compile(
    r"(?:其他|其它|其余|余下|后面|之后)[^。；]{0,10}?(?:为|是|系)[^，。；]{0,4}?(?:配合|协办|协助|参与)"
)
_EMPTY = r"(?:空格|空白|空栏|留空|空着|为空|未填写?|不填写?|没有填写?)"
_SAME = r"(?:同上|与上|和上|按上|沿用上|续上|接上|上一|上面|同前)"
_BLANK = re.compile(
    rf"{_EMPTY}[^。；，]{{0,8}}?(?:相同|{_SAME})|{_EMPTY}(?:的|者|处|之处)?[，,](?:均|都|即|一律|表示|视为|视同|指|为)*{_SAME}"
    rf"|{_SAME}[^。；，]{{0,8}}(?:的|者|时)[，,]?[^。；，]{{0,8}}(?:留空|空着|为空|不填|不再填|不重复填|省略)"
)
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,12})[”\"」』]|([\u4e00-\u9fff]{2,8})(?=栏|列|一栏)")
_BEFORE = re.compile(rf"([\u4e00-\u9fff、]{{2,20}}?)(?:均|都|一律|如|若|有|处)*{_EMPTY}")
_WHERE = re.compile(r"^(?:本?表[中内]?|其中|凡|各)的?")
_HELPS = re.compile(r"(?:配合|协助|协同|协办)")
_SHARES = re.compile(r"(?:按照?(?:各自)?职责|各负其责|分工负责|各司其职)")
_HEADED = re.compile(
    r"(?:\d+[.．、]|注[:：]|说明[:：]|备注[:：])?(?:各|其他|其余|表中的?|所列)?“?([\u4e00-\u9fff]{2,8}?(?:单位|部门|主体))”?([^“”]{2,40})"
)
_UNSAID = re.compile(r"(?:未|没有?|不)(?:再|予|作|加|逐一)?(?:标|注|写|分|区分|明确|说明)")
_NAMED = re.compile(r"(?:均|即|指|一律)?(?:为|是|系|指的是)")
_CALLED = [
    ("LEADS", "牵头"),
    ("LEADS", "主办"),
    ("LEADS", "主责"),
    ("ASSISTS", "配合"),
    ("ASSISTS", "协办"),
    ("ASSISTS", "协助"),
]
_LONGEST = 400
_MOST = 60  # notes stand above and below a table, not in its midst


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The notes that matter: the words that say so, "" where none do.

    `first` says that who is listed first leads, `others` that the rest assist, `blank` that a blank repeats what is
    above, `columns` in what columns, where it says so. `roles` are links and words by heading; `texts` are all the
    notes, for whoever looks for more in them.
    """

    texts: tuple[str, ...] = ()
    first: str = ""
    others: str = ""
    blank: str = ""
    columns: tuple[str, ...] = ()
    roles: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def footnotes(texts: Iterable[str]) -> Footnotes:
    """What some notes say.

    >>> said = footnotes(["注：责任单位有多个的，排在第一位的为牵头单位，其他为配合单位。"])
    >>> said.first, said.others
    ('第一位的为牵头单位', '其他为配合')
    >>> footnotes(["备注：1.牵头单位对任务落实负总责，责任单位按职责协同配合。"]).roles
    {'责任单位': ('ASSISTS', '责任单位按职责协同配合')}
    >>> footnotes(["注：责任单位为配合单位。"]).roles["责任单位"][0]
    'ASSISTS'
    >>> said = footnotes(["注：责任单位栏未标明牵头、配合的，排在首位的为牵头单位，其余为配合单位。"])
    >>> said.roles, said.first, said.others
    ({}, '首位的为牵头单位', '其余为配合')
    >>> footnotes(["注：空格均表示与上一栏相同"]).blank, footnotes(["第一责任单位承担主要责任"]).first
    ('空格均表示与上', '')
    >>> footnotes(["注：“类别”“主办”栏空白的，与上一行相同。"]).columns
    ('类别', '主办')
    >>> footnotes(["说明：领域、类别空着的同上。"]).columns
    ('领域', '类别')
    """
    kept = tuple(texts)
    roles: dict[str, tuple[str, str]] = {}
    for text in kept:
        for clause in re.split(r"[，,。；;\n]", text):
            named = _HEADED.fullmatch(clause.strip())
            link = _link(named[2]) if named else None
            if named and link:
                roles.setdefault(named[1], (link, clause.strip().lstrip("0123456789.．、")))
    blank = _found(_BLANK, kept)
    return Footnotes(kept, _found(_FIRST, kept), _found(_OTHERS, kept), blank, _columns(blank, kept), roles)


def _columns(blank: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The headings of columns that stand in the sentence about blanks: in quotation marks or before 栏, else those right
    before the word for a blank."""
    sentences = (s for text in texts for s in re.split(r"[。；;\n]", text))
    said = next((s for s in sentences if blank and blank in s), "")
    quoted = tuple(m[1] or m[2] for m in _QUOTED.finditer(said))
    before = _BEFORE.search(said) if not quoted else None
    return tuple(re.split("[、和与及]", _WHERE.sub("", before[1]))) if before else quoted


def _link(words: str) -> str | None:
    if _UNSAID.search(words):
        return None  # 责任单位栏未标明牵头、配合的，…
    if _NAMED.match(words):
        return next((link for link, said in _CALLED if said in words), None)
    return "ASSISTS" if _HELPS.search(words) else "SHARES" if _SHARES.search(words) else None


def _found(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    return next((found[0] for text in texts if (found := pattern.search(text))), "")


def notes_of(sheets: Iterable[Sheet]) -> list[str]:
    """The texts of rows that stand alone in tables, and of sheets and paragraphs that hold no table."""
    found: list[str] = []
    for sheet in sheets:
        last = len(sheet.rows)
        rows = (sheet.filled(row) for row in range(1, last + 1) if row <= _MOST or row > last - _MOST)
        found += [cells[0].text for cells in rows if len(cells) == 1 and len(cells[0].text) <= _LONGEST]
    return found
