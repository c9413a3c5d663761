"""One table that holds several of the lists of a town (what it does, what it helps with, what went back up), made into
one table a list: a column says of which list each row is, or rows over them do.

A row over others may name the list (一、基本履职事项), or say who does what (二、县级部门承担主体责任、双柳镇配合的事项).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.cells import Cell, Sheet
from ingest.headings import heading

_WITHIN = 15
_SOURCE = re.compile("来源|出处")
_BASIC, _ASSIST, _RECLAIMED = "基本履职事项清单", "配合履职事项清单", "上级部门收回事项清单"
_KINDS = (
    (
        _BASIC,
        re.compile(
            r"(乡镇|镇街|街道)?(基本(履职|履行|职责|责任)?|(主体|自主)(履职|履行职责))(职责|责任)?(事项)?(清单)?"
        ),
    ),
    (
        _ASSIST,
        re.compile(r"(乡镇|镇街|街道)?(配合|协助)(履职|履行|职责|责任)?(职责|责任)?(事项)?(清单)?"),
    ),
    (
        _RECLAIMED,
        re.compile(r"((由)?(上级|县级|区级)(部门)?)?(收回|上收|回收|承接)(履职|职责)?(事项)?(清单)?"),
    ),
)
_TOWN = r"由?(?:(?!部门|单位|不)[^、，,；;]){0,10}(?:乡|镇|街道|镇街|苏木)(?:[（(]街道[)）])?(?:级|人民政府|政府|办事处)?"
_UPPER = (
    r"由?(?:对应|相应|有关|相关)?的?(?:(?:上级|县级|区级|市级|旗级)(?:有关|相关|主管|职能|行业|业务)?(?:部门|单位)?"
    r"|(?:县直|区直|市直|县|区|市|旗)(?:有关|相关|主管|职能|行业|业务)?(?:部门|单位))"
)
_LEADS = (
    r"(?:(?:依法)?(?:承担|履行|负有?|为|是|作为)?(?:主体|主要|首要|第一|直接|牵头)(?:责任|职责|作用)?(?:主体)?|为主|主责|主办|牵头|自主履职"
    r"|(?:负责|承担)(?:实施|办理|履行)?)"
)
_HELPS = r"(?:予以|给予|负责|做好)?(?:配合|协助|协同|参与)(?:履职|履行|实施|办理|做好|责任)?"
_CLAUSES = (
    (_BASIC, re.compile(rf"{_TOWN}{_LEADS}|{_UPPER}(?:{_HELPS}|指导|支持)")),
    (_ASSIST, re.compile(rf"{_UPPER}{_LEADS}|{_TOWN}{_HELPS}")),
    (_RECLAIMED, re.compile(rf"{_UPPER}(?:收回|上收|回收|承接).{{0,6}}|{_TOWN}不再.{{2,6}}")),
)
_NAMED = re.compile(r"基本履职|基本职责|自主履职|配合履职|配合职责|配合事项|收回|上收")
_NUMBER = re.compile(r"^\s*(第?[（(]?)(?:([一二三四五六七八九十]+)|\d+)((?:部分|类)?[)）、.．\s]+)")
_COUNT = re.compile(r"[（(]共?\s*\d+\s*[项条个件][)）]\s*$")
_ENDING = re.compile(r"的?(?:履职|职责|责任)?(?:事项|工作)?(?:清单|目录)?$")
_ROW_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]|\s")
_NOTE = re.compile(r"注|说明|备注|附注")
_SHARE = re.compile(rf"(?:{_TOWN}|{_UPPER}).{{0,6}}(?:职责|责任|任务|内容)")


def by_list(sheet: Sheet) -> list[Sheet]:
    """One table a list where one holds several lists of a town; the sheet itself elsewhere.

    >>> from ingest.cells import grid
    >>> rows = ["事项 县级部门 双塔镇职责", "一、双塔镇负责、县级部门配合的事项", "建房巡查 水务局 巡查",
    ...         "二、县级部门收回的事项（1项）", "采砂检查 水务局 不再承担"]
    >>> made = by_list(grid({(r, c): t for r, x in enumerate(rows, 1) for c, t in enumerate(x.split(), 1)}, "表"))
    >>> [(s.heading, [s.filled(row)[0].text for row in (3, 5) if s.filled(row)]) for s in made]
    [('基本履职事项清单', ['建房巡查']), ('上级部门收回事项清单', ['采砂检查'])]
    """
    return _by_column(sheet) or _by_banners(sheet) or [sheet]


def list_said(text: str) -> str:
    """The list of a town that the words over rows stand for; "" where they say none, or not one only.

    >>> list_said("一、双柳镇承担主体责任、县级部门配合的事项（3项）"), list_said("二、上级部门牵头，镇（街道）配合")
    ('基本履职事项清单', '配合履职事项清单')
    >>> list_said("（三）县级部门收回、双柳镇不再承担的事项"), list_said("一、基本履职")
    ('上级部门收回事项清单', '基本履职事项清单')
    >>> list_said("四、县镇共同承担的事项"), list_said("镇承担、镇配合的事项"), list_said("一、平安法治（2项）")
    ('', '', '')
    """
    bare = _COUNT.sub("", _NUMBER.sub("", text)).strip()
    named = next((name for name, words in _KINDS if words.fullmatch(bare)), "")
    if named:
        return named
    parts = re.split(r"[、，,；;]", _ENDING.sub("", bare))
    said = {name for part in parts for name, words in _CLAUSES if words.fullmatch(part)}
    return said.pop() if len(said) == 1 else ""


def _by_column(sheet: Sheet) -> list[Sheet]:
    """One table a list where a column says of which list each row is, none elsewhere."""
    for number in range(sheet.start, min(sheet.start + _WITHIN, len(sheet.rows)) + 1):
        if len(sheet.filled(number)) < 3:
            continue
        for at in range(min(3, len(sheet.rows[number - 1]))):
            if _SOURCE.search(sheet.rows[number - 1][at].text):
                return [sheet]  # a handbook says where each entry was drawn from
            kinds = _kinds_by_column(sheet, number, at)
            if len(set(kinds.values())) >= 2:
                return [_only(sheet, number, kinds, kind, at) for kind in dict.fromkeys(kinds.values())]
    return []


def _kinds_by_column(sheet: Sheet, header: int, column: int) -> dict[int, str]:
    """The list of each row below a header, by what stands in a column; none where a filled row says something else."""
    found: dict[int, str] = {}
    last = ""
    for number in range(header + 1, len(sheet.rows) + 1):
        filled = sheet.filled(number)
        text = _ROW_NUMBER.sub("", sheet.rows[number - 1][column].text)
        if len(filled) < 2:
            continue
        kind = next((name for name, words in _KINDS if words.fullmatch(text)), None) if text else last
        if not kind:
            return {}
        found[number] = last = kind
    return found


def _by_banners(sheet: Sheet) -> list[Sheet]:
    """One table a list where rows over others say of which list those are, none elsewhere.

    Only where a heading is that of what a town or the departments above it have to do. A table whose title or heading
    says so, in words that name no list, is one of that list.
    """
    top = range(sheet.start, min(sheet.start + _WITHIN, len(sheet.rows)) + 1)
    header = next((number for number in top if sheet.holds(number, 3)), 0)
    if not header or not any(_SHARE.fullmatch(heading(c.text)) for c in sheet.filled(header)):
        return []
    kinds = _kinds_by_banners(sheet, header)
    each = dict.fromkeys(filter(None, kinds.values()))
    if len(each) == 1:
        above = (c.text for row in range(sheet.start, header) for c in sheet.filled(row))
        known = any(_NAMED.search(text) for text in (sheet.name, sheet.heading, *above))
        return [] if known else [replace(sheet, heading=next(iter(each)))]
    return [_only(sheet, header, kinds, kind) for kind in each]


def _kinds_by_banners(sheet: Sheet, header: int) -> dict[int, str]:
    """The list of each row below a header, by the last banner over it that says one; such a banner and a note are of
    every list.

    None where a row stands under no such banner, or under one that is numbered alike and says something else.
    """
    found: dict[int, str] = {}
    kind, style = list_said(sheet.heading), _style(sheet.heading)
    astray = False
    for number in range(sheet.start, len(sheet.rows) + 1):
        filled = sheet.filled(number)
        said = list_said(filled[0].text) if len(filled) == 1 else ""
        if said:
            kind, style, astray = said, _style(filled[0].text), False
        elif len(filled) == 1 and number > header and _banner(filled[0]):
            astray = astray or _style(filled[0].text) == style
            if not _NOTE.match(filled[0].text):
                found[number] = kind
        elif filled and number > header and not _heads(sheet, header, number):
            if not kind or astray:
                return {}
            found[number] = kind
    return found


def _banner(cell: Cell) -> bool:
    """Whether the only cell of a row stands over rows: it is merged across, or numbered."""
    return cell.merged_from is not None or _NUMBER.match(cell.text) is not None


def _style(text: str) -> tuple[str, bool, str]:
    """How a banner is numbered: 一、 and 二、 alike, （一） or 1. otherwise."""
    found = _NUMBER.match(text)
    return (found[1], found[2] is not None, found[3].strip()) if found else ("", False, "")


def _heads(sheet: Sheet, header: int, row: int) -> bool:
    """Whether a row below the first one of a header belongs to it still: a heading of that one goes on in it."""
    first = f"{header}"
    return any(
        c.merged_from and c.merged_from.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == first
        for c in sheet.rows[row - 1]
    )


def _only(sheet: Sheet, header: int, kinds: dict[int, str], kind: str, column: int | None = None) -> Sheet:
    """The sheet with the rows of one list only, and without the column that tells the lists apart, if any."""
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        other = number > header and kinds.get(number, kind) != kind
        if other:
            row = [replace(c, text="", merged_from=None) for c in row]
        elif number >= header:
            row = [replace(c, text="", merged_from=None) if i == column else c for i, c in enumerate(row)]
        rows.append(row)
    return replace(sheet, rows=rows, heading=kind)
