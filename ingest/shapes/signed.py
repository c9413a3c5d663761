"""Names with a sign before or behind them, whose role a note tells: 标★的为牵头单位，其余为协同单位."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest import marks
from ingest.bodies import Body
from ingest.cells import Cell
from ingest.cues import Cue
from ingest.cutting import cut
from ingest.entries import Entries, Page

_SIGNS = re.escape(marks.AT_NAMES)
_PARTS = "、，,；;\n/"
_APART = re.compile(r"[ \u3000]{2,}|[ \u3000]+(?=[（(\[【]?[" + _SIGNS + "])")
_SIGN = re.compile(rf"[（(\[【]?\s*([{_SIGNS}])\s*[)）\]】]?")
_OTHERS = re.compile(
    r"(?:其余|其他|其它|余下)(?:的|者)?(?:各|所有)?(?:单位|部门|主体)?(?:均|都|则)?(?:为|是|系|即)?([\u4e00-\u9fff]{2,10})"
)
_BARE = re.compile(
    rf"(?:没有|未|无|不)(?:标注?|带|加|注|打|画|有)?明?[“\"]?[{_SIGNS}]?[”\"]?(?:号|标记|标志|标识|符号)?(?:标注)?(?:的|者)"
    r"(?:单位|部门|主体)?(?:均|都|则)?(?:为|是|系|即)([\u4e00-\u9fff]{2,10})"
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the notes of a list say of signs at names: the role of each sign, that of the `others` beside a name with a
    sign, and that of names where none has one (`bare`); None where they do not say."""

    roles: Mapping[str, Cue]
    others: Cue | None = None
    bare: Cue | None = None


@lru_cache(maxsize=100)
def signs(texts: tuple[str, ...]) -> Signs:
    """What some notes say of signs at names.

    >>> said = signs(("标★的为牵头单位，其余为协同单位；没有标★的为共同责任单位。",))
    >>> said.roles["★"].role, said.others.role, said.bare.role
    ('LEADS', 'ASSISTS', 'SHARES')
    >>> said = signs(("注：带*号的是主办单位，未带*号的为协办单位",))
    >>> said.roles["*"].role, said.others.role, said.bare.role
    ('LEADS', 'ASSISTS', 'ASSISTS')
    """
    told = [part for text in texts for part in re.split(r"[，,；;。\n]", text)]
    denied = [m for part in told if (m := _BARE.search(part))]
    roles = marks.legend(part for part in told if not _BARE.search(part))
    if not roles:
        return Signs({})
    bare = next((cue for m in denied if (cue := marks.meant(m[1]))), None)
    rest = (m for part in told if (m := _OTHERS.search(part)))
    others = next((cue for m in rest if (cue := marks.meant(m[1]))), None)
    return Signs(roles, others or bare, bare)


def signed(text: str) -> list[tuple[str, str]]:
    """The names of a cell, each with the sign at it ("" for none); nothing where no name has one.

    >>> signed("★市水务局  市住建局（城区，郊区）\\n市公安局")
    [('市水务局', '★'), ('市住建局（城区，郊区）', ''), ('市公安局', '')]
    >>> signed("市水务局★、市住建局（▲）"), signed("市水务局、市住建局")
    ([('市水务局', '★'), ('市住建局', '▲')], [])
    """
    if not _SIGN.search(text):
        return []
    found = []
    for piece, _ in cut(_APART.sub("、", text), _PARTS):
        sign = _SIGN.match(piece) or next((m for m in _SIGN.finditer(piece) if m.end() == len(piece)), None)
        name = (piece[: sign.start()] + piece[sign.end() :]).strip() if sign else piece
        if _SIGN.search(name):
            return []  # signs in the midst of names: nobody knows whose they are
        found.append((name, sign[1] if sign else ""))
    return [pair for pair in found if pair[0]]


def signed_parties(
    entries: Entries, page: Page, cell: Cell, region: str, said: Signs, plain: bool
) -> list[Body]:
    """The bodies of a cell, each with the role of the sign at it; what a note says of names without one holds in a `plain`
    column, whose heading gives no role."""
    pairs = signed(cell.text)
    if not pairs:
        bodies = entries.parties(page, cell, region)
        return [_with(body, said.bare if plain else None) for body in bodies]
    found: list[Body] = []
    bullets = len(pairs) > 1 and len({sign for _, sign in pairs}) == 1
    for name, sign in pairs:
        cue = said.roles.get(sign) if sign else (said.others if plain else None)
        if sign and cue is None and not bullets:
            message = f"“{name}”旁的“{sign}”没有说明表示什么，没有读取这个符号"
            entries.warn(page, cell, "MARK", message, "在表下注明符号的含义，如“★为牵头单位”")
        found += [
            _with(body, cue and replace(cue, words=f"{sign}{cue.words}"))
            for body in entries.parties(page, replace(cell, text=name), region)
        ]
    return found


def _with(body: Body, cue: Cue | None) -> Body:
    return replace(body, role=cue.role, cue=cue.words) if cue and not body.role else body
