"""Headings that say what is done and nothing of who does it (日常监管, 行政处罚, 末端执法/市级): over names of bodies they are
those of who does it."""

from __future__ import annotations

import re

from ingest.body_words import OFFICES
from ingest.cells import Cell, Sheet
from ingest.groups import group_kind, nobody
from ingest.headings import Meaning, heading, meaning, role_of_act

_LOOKED_AT = 60
_LONGEST = 10
_NAME = re.compile(
    rf"(?:仍|现|统一)?由?(?P<name>[\u4e00-\u9fff]{{1,20}}?(?:{OFFICES}|中心|分局|队|街道|镇|乡|机关|院|站|所|公司))"
    r"(?=$|[、，,；;。/\s（()）]|负责|牵头|组织|承担|会同|按|依|各自)"
)
_NUMBERED = re.compile(r"^\s*(?:[（(]?\d{1,2}[)）.．、]+|[①-⑳])\s*")
_TOLD = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,8}}由)?[\u4e00-\u9fff]{{1,16}}?(?:{OFFICES}|分局|队|街道|镇|乡)"
    r"(?:[：:]|负责|牵头|主办|配合|协助|统筹|查处|监管|指导|督促|会同|承担|审批|管理|处理|处置)"
)


def over_names(sheet: Sheet, below: int, cell: Cell, texts: list[str]) -> list[Meaning]:
    """What a heading of an act says of its column, where most cells of it begin with a name; nothing otherwise. `texts` are
    the heading and what stands above it: its own words count before those of the group (市级, 县区 under 末端执法 say none).

    >>> from ingest.cells import grid
    >>> rows = ["事项 源头监管 处罚标准 推送", "砂石 市水务局 500元 当日", "犬只 市公安局、各镇街 警告 每周"]
    >>> sheet = grid({(r, c): t for r, x in enumerate(rows, 1) for c, t in enumerate(x.split(), 1)}, "表")
    >>> [[m.role for m in over_names(sheet, 1, c, [c.text])] for c in sheet.rows[0]]
    [[], ['SUPERVISES'], [], []]
    """
    if len(heading(texts[-1])) > _LONGEST:
        return []
    if any((said := meaning(text)) and said.kind != "place" for text in texts):
        return []
    role = next((r for text in reversed(texts) if (r := role_of_act(heading(text)))), None)
    return [Meaning("bodies", role)] if role and names(sheet, below, cell) else []


def names(sheet: Sheet, below: int, cell: Cell) -> bool:
    """Whether a column names bodies below its heading: most of its cells that name somebody begin with a name."""
    if (below, cell.column) not in sheet.naming:
        sheet.naming[below, cell.column] = _naming(sheet, below, cell)
    return sheet.naming[below, cell.column]


def _naming(sheet: Sheet, below: int, cell: Cell) -> bool:
    rows = sheet.rows[below : below + _LOOKED_AT]
    own = {c.origin: c.text for row in rows if (c := row[cell.column - 1]).text}
    said = [text for text in own.values() if not nobody(text) and len(re.sub(r"\W", "", text)) > 1]
    named = sum(begins_with_name(text) for text in said)
    return named > 0 and named * 10 >= len(said) * 6


def begins_with_name(text: str) -> bool:
    """Whether a cell begins with what looks like the name of a body, or with words for several.

    >>> begins_with_name("由市水务局负责取水监管"), begins_with_name("各镇街"), begins_with_name("加强日常检查")
    (True, True, False)
    """
    first = re.split(r"[、，,；;。\s]", text, maxsplit=1)[0]
    return _NAME.match(text) is not None or group_kind(first) is not None


def tells_of_bodies(text: str) -> bool:
    """Whether sentences name those who do what they say, at the start of one or behind 由.

    >>> tells_of_bodies("桥上的，由市住建局负责"), tells_of_bodies("1.市水务局：巡查"), tells_of_bodies("1.组织巡查；2.上报")
    (True, True, False)
    """
    pieces = (_NUMBERED.sub("", piece) for piece in re.split(r"[。；;，,\n]", text))
    return any(_TOLD.match(piece) for piece in pieces)
