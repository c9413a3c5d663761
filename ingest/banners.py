"""Tables whose rows stand under rows of one cell that say of them what a column says elsewhere: the matter (事项一：防汛), or
the body (市水务局). So that text is given to the rows below it, in a column of its own, with the address of its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.blocks import (
    BODY,
    COUNT,
    GROUP,
    LABEL_LENGTH,
    MATTER,
    TOTAL,
    WITHIN,
    bare,
    headed,
    heads_duties,
    says_role,
)
from ingest.cells import Cell, Sheet, column_letters
from ingest.cues import role_at_start, role_of_words
from ingest.header_words import looks_like_body
from ingest.headings import heading, meaning
from ingest.profile import profile_of

_NUMBER = r"[一二三四五六七八九十百零\d]{1,4}"
_LABEL = re.compile(
    rf"^[（(【]?(?:第{_NUMBER}[项个]?)?(?:交叉|边界|职责|管理|监管|责任|工作|具体|争议)*事项(?:名称)?\s*"
    rf"(?:[（(]?{_NUMBER}[)）]?)?(?:[】)）]\s*[:：]?|\s*[:：、.．]|\s+)\s*(?=\S)"
)
_NOTE = re.compile(r"(?:注|说明|备注|附注|填表|填报|以上|以下)")
_FEW = 2
_LONGEST = 60


@dataclass(slots=True)
class _Banner:
    """A row of one cell and the rows that stand under it."""

    cell: Cell
    rows: list[int]


def bannered(sheet: Sheet) -> Sheet:
    """The sheet with a further column that gives each row the matter or the body of the banner it stands under; itself
    where its banners only group (水务领域), or its rows name their matters and their bodies themselves.

    >>> from ingest.cells import grid
    >>> rows = ["单位 角色 职责内容", "事项一：节水", "市水务局 牵头 组织", "事项二：供水", "市住建局 牵头 组织"]
    >>> made = bannered(grid({(r, c): t for r, x in enumerate(rows, 1) for c, t in enumerate(x.split(), 1)}, "表"))
    >>> [[(c.text, c.origin) for c in made.filled(row)][-1] for row in (1, 3, 5)]
    [('职责事项', 'D1'), ('节水', 'A2'), ('供水', 'A4')]
    """
    top = min(len(sheet.rows), sheet.start + WITHIN)
    header = next((row for row in range(sheet.start, top + 1) if _is_header(sheet, row)), 0)
    heads = {_field(c.text): c for c in reversed(sheet.filled(header))} if header else {}
    if not heads or {"bodies", "title"} <= heads.keys():
        return sheet  # its rows name both themselves
    banners = _banners(sheet, header)
    if not banners:
        return sheet
    if "bodies" in heads and "title" not in heads and _matters(sheet, banners, heads):
        clause = heads.get("clause")
        shares = (heads["bodies"], clause) if clause else None
        return _given(headed(sheet, header, shares), header, banners, MATTER)
    if "bodies" not in heads and all(looks_like_body(bare(b.cell.text, BODY)) for b in banners):
        return _given(sheet, header, banners, BODY)
    return sheet


@lru_cache(maxsize=5_000)
def _field(text: str) -> str:
    """What a heading stands for: title, bodies, role, number, clause or another field; "" where nobody knows."""
    spec, said = profile_of("boundary").sheets[0], meaning(text)
    if heads_duties(text):
        return "clause"
    if says_role(text):
        return "role"
    if said and said.kind in ("body", "bodies"):
        return "bodies" if said.role in (None, "INVOLVED_IN") else "other"
    if said and said.kind == "matter":
        return "title"
    return spec.words.get(heading(text)) or (said.kind if said else "")


def _is_header(sheet: Sheet, row: int) -> bool:
    """Whether a row holds nothing but headings, all of them understood, one of what bodies have to do or of their role."""
    if not sheet.holds(row, _FEW):
        return False
    texts = [c.text for c in sheet.filled(row)]
    if any(len(heading(t)) > LABEL_LENGTH for t in texts):
        return False
    fields = [_field(t) for t in texts]
    return all(fields) and not {"clause", "role", "title"}.isdisjoint(fields) and "other" not in fields


def _banners(sheet: Sheet, header: int) -> list[_Banner]:
    """The rows of one cell with the rows below each; none where a row stands under no banner.

    The first one may stand right above the header.
    """
    found: list[_Banner] = []
    above = sheet.filled(header - 1) if header > sheet.start else []
    if len(above) == 1 and (_LABEL.match(above[0].text) or looks_like_body(bare(above[0].text, BODY))):
        found.append(_Banner(above[0], []))
    said = [c.text for c in sheet.filled(header)]
    for row in range(header + 1, len(sheet.rows) + 1):
        cells = sheet.filled(row)
        if len(cells) > 1:
            if [c.text for c in cells] == said or TOTAL.match(cells[0].text):
                continue
            if not found:
                return []
            found[-1].rows.append(row)
        elif (
            cells
            and cells[0].column == 1
            and len(cells[0].text) <= _LONGEST
            and not _NOTE.match(cells[0].text)
        ):
            found.append(_Banner(cells[0], []))
    return [b for b in found if b.rows]


def _matters(sheet: Sheet, banners: list[_Banner], heads: Mapping[str, Cell]) -> bool:
    """Whether banners name matters: they say so, or among the bodies below each there is just one that leads."""
    if all(_LABEL.match(b.cell.text) for b in banners):
        return True
    texts = [bare(b.cell.text) for b in banners]
    if len(banners) < _FEW or any(GROUP.search(t) or COUNT.search(t) or looks_like_body(t) for t in texts):
        return False
    return all(_led(sheet, b, heads) for b in banners)


def _led(sheet: Sheet, banner: _Banner, heads: Mapping[str, Cell]) -> bool:
    """Whether of the bodies below a banner one leads and the others help, by the column of their roles or by the words
    that their clauses begin with; below a mere domain (一、水务) each has duties of its own."""
    said: list[str | None] = []
    for row in banner.rows:
        cells = sheet.rows[row - 1]
        role = role_of_words(cells[heads["role"].column - 1].text) if "role" in heads else None
        begun = role_at_start(cells[heads["clause"].column - 1].text)[0] if "clause" in heads else None
        cue = role or begun
        said.append(cue.role if cue else None)
    helped = said.count("ASSISTS")
    return said.count("LEADS") == 1 and (helped >= 1 if "role" in heads else helped == len(said) - 1 > 0)


def _given(sheet: Sheet, header: int, banners: list[_Banner], name: str) -> Sheet:
    """The sheet with the texts of its banners in a further column of that heading."""
    width = len(sheet.rows[0]) + 1
    rows = [[*row, Cell(n, width, f"{column_letters(width)}{n}", "")] for n, row in enumerate(sheet.rows, 1)]
    rows[header - 1][-1] = replace(rows[header - 1][-1], text=name)
    for banner in banners:
        text, at = banner.cell.text, banner.cell.origin
        text = bare(_LABEL.sub("", text), name) or text
        for row in banner.rows:
            rows[row - 1][-1] = Cell(row, width, at, text, at)
    return replace(sheet, rows=rows)
