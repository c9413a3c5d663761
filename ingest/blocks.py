"""Tables of blocks: a title over each, then the same header again, then the rows of the block.

The title says of each block what a column says elsewhere: the matter whose bodies the rows are, or the body whose
duties they are. So the title is given to the rows, in a column of its own, with the address of the cell it stands in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.cells import Cell, Sheet, column_letters
from ingest.header_words import looks_like_body
from ingest.headings import heading, meaning
from ingest.profile import profile_of

WITHIN = 15
LABEL_LENGTH = 16
_FEW = 2  # blocks, and headings of each
_NUMBER = re.compile(
    r"^\s*(?:[○●◎◆◇■□▲△★☆▶►※]\s*)?(?:[（(]?(?:\d+|[一二三四五六七八九十]+)[)）、.．]\s*|第[一二三四五六七八九十]+(?:项|部分)\s*)?"
)
COUNT = re.compile(r"[（(]共?\s*\d+\s*[项条个件家][)）]\s*$")
_LABELLED = re.compile(r"^(?:职责|管理|责任)?(?:事项|部门|单位)(?:名称)?\s*[:：]\s*")
_AGAIN = re.compile(r"[（(]续表?\d*[)）]$|^续表\d*$|^接上[表页]$")
_DUTIES = re.compile(
    r"(?:主要|工作|具体|部门|单位|承担|监管|各自)?(?:职责|职能|分工|任务)(?:分工|划分|内容|边界)?|责任分工|任务分工|工作内容"
)
GROUP = re.compile(r"(?:领域|部门|单位|机构|类|系统|板块|行业|方面|部分|组|表|清单)$")
MATTER, BODY = "职责事项", "部门"
_PLAIN_BODIES, _PLAIN_DUTIES = (
    "涉及部门",
    "部门职责",
)  # a boundary list takes the words of each body for its clause
_SHARED = re.compile(r"(?:职责|责任|任务|工作)?(?:分工|划分|边界)(?:内容)?")
TOTAL = re.compile(r"(?:合|总|小|共)\s*计")
_SHORT = 8


@dataclass(frozen=True, slots=True)
class _Block:
    """One block: the cell of its title, the row of its header, and the last row before the next block."""

    title: Cell
    header: int
    end: int


def titled(sheet: Sheet) -> Sheet:
    """The sheet with a further column that gives each row the title of its block; itself where it has no blocks.

    >>> from ingest.cells import grid
    >>> rows = ["1.节水", "部门 职责", "市水务局 牵头负责节水工作", "2.供水", "部门 职责", "市住建局 负责"]
    >>> made = titled(grid({(r, c): t for r, x in enumerate(rows, 1) for c, t in enumerate(x.split(), 1)}, "表"))
    >>> [[(c.text, c.origin) for c in made.filled(row)] for row in (2, 6)]
    [[('涉及部门', 'A2'), ('部门职责', 'B2'), ('职责事项', 'C2')], [('市住建局', 'A6'), ('负责', 'B6'), ('2.供水', 'A4')]]
    """
    top = min(len(sheet.rows), sheet.start + WITHIN)
    for row in range(sheet.start + 1, top + 1):
        if _is_header(sheet, row) and len(sheet.filled(row - 1)) == 1:
            blocks = _blocks(sheet, row)
            name = _said_by_titles(sheet, row, blocks)
            return _given(sheet, blocks, name) if name else sheet
    return sheet


def _is_header(sheet: Sheet, row: int) -> bool:
    """Whether a row holds nothing but headings, all of them understood."""
    if not sheet.holds(row, _FEW):
        return False
    texts = [c.text for c in sheet.filled(row)]
    return all(
        len(heading(t)) <= LABEL_LENGTH
        and (meaning(t) or heads_duties(t) or says_role(t) or heading(t) in ("序号", "编号", "编码"))
        for t in texts
    )


def heads_duties(text: str) -> bool:
    """Whether a heading is that of what each body has to do."""
    said = meaning(text)
    return (said is not None and said.kind == "clause") or _DUTIES.fullmatch(heading(text)) is not None


def says_role(text: str) -> bool:
    """Whether a heading is that of words for the role of a body: 角色, 主次关系."""
    spec = profile_of("boundary").sheets[0]
    return "role" in (spec.words.get(heading(text)), spec.likened(heading(text)))


def _blocks(sheet: Sheet, first: int) -> list[_Block]:
    """The blocks below the same header, none where it once comes otherwise than right under a title of its own."""
    said = [heading(c.text) for c in sheet.filled(first)]
    starts = [first]
    for row in range(first + 1, len(sheet.rows) + 1):
        begins = next((c.text for c in sheet.rows[row - 1] if c.text), "")
        if heading(begins) == said[0] and [heading(c.text) for c in sheet.filled(row)] == said:
            starts.append(row)
    above = [sheet.filled(row - 1) for row in starts]
    texts = {cells[0].text for cells in above if len(cells) == 1}
    if len(starts) < _FEW or len(texts) < len(starts) or any(_AGAIN.search(t) for t in texts):
        return []
    made = [
        _Block(cells[0], start, end - 2)
        for cells, (start, end) in zip(above, pairwise([*starts, len(sheet.rows) + 2]), strict=True)
    ]
    return made if all(_rows(sheet, block) for block in made) else []


def _rows(sheet: Sheet, block: _Block) -> list[int]:
    """The rows of a block, without those that only sum up."""
    rows = (row for row in range(block.header + 1, block.end + 1) if sheet.holds(row, 2))
    return [row for row in rows if not TOTAL.match(sheet.filled(row)[0].text)]


def _said_by_titles(sheet: Sheet, header: int, blocks: list[_Block]) -> str:
    """The heading for what the titles of the blocks name, "" where the rows name that themselves, or it is neither a
    matter nor a body (市委部门, 水务领域)."""
    heads = [c.text for c in sheet.filled(header)]
    kinds = [said.kind for t in heads if not heads_duties(t) and (said := meaning(t))]
    named = [looks_like_body(bare(b.title.text, BODY)) for b in blocks]
    bodies = "body" in kinds or "bodies" in kinds
    if not blocks or (not bodies and not any(map(heads_duties, heads)) and "matter" not in kinds):
        return ""
    if all(named):
        return "" if bodies else BODY
    groups = [GROUP.search(bare(b.title.text)) or COUNT.search(b.title.text) for b in blocks]
    if any(groups) or sum(named) * 2 >= len(named) or "matter" in kinds or not bodies:
        return ""
    return MATTER


def bare(text: str, kind: str = "") -> str:
    """A title without its number and its count, and that of a body without what it heads."""
    said = _LABELLED.sub("", COUNT.sub("", _NUMBER.sub("", text))).strip()
    return re.sub(r"(?:的)?(?:主要|工作|部门)?(?:职责|职能)(?:清单)?$", "", said) if kind == BODY else said


def _given(sheet: Sheet, blocks: list[_Block], name: str) -> Sheet:
    """The sheet with the titles of its blocks in a further column of that heading."""
    width = len(sheet.rows[0]) + 1
    rows = [[*row, Cell(n, width, f"{column_letters(width)}{n}", "")] for n, row in enumerate(sheet.rows, 1)]
    for block in blocks:
        header = rows[block.header - 1]
        header[-1] = replace(header[-1], text=name)
        text = bare(block.title.text, name) if name == BODY else _LABELLED.sub("", block.title.text)
        for row in _rows(sheet, block):
            at = block.title.origin
            rows[row - 1][-1] = Cell(row, width, at, text, at)
    made = replace(sheet, rows=rows)
    return headed(made, blocks[0].header, shares(sheet.filled(blocks[0].header))) if name == MATTER else made


def worded(sheet: Sheet) -> Sheet:
    """The sheet with the headings of a boundary list where a column of matters is followed by one of plain bodies,
    and one of what each has to do in it, in sentences: 职责事项, 部门, 职责分工. A column of mere roles stays as it is.

    >>> from ingest.cells import grid
    >>> rows = ["职责事项 部门 职责分工", "节水 市水务局 牵头负责全市节水工作", "节水 市住建局 配合做好供水管网改造"]
    >>> made = worded(grid({(r, c): t for r, x in enumerate(rows, 1) for c, t in enumerate(x.split(), 1)}, "表"))
    >>> [c.text for c in made.rows[0]]
    ['职责事项', '涉及部门', '部门职责']
    """
    top = range(sheet.start, min(len(sheet.rows), sheet.start + WITHIN) + 1)
    header = next((row for row in top if _is_header(sheet, row)), 0)
    heads = sheet.filled(header) if header else []
    matters = [c for c in heads if not heads_duties(c.text) and (m := meaning(c.text)) and m.kind == "matter"]
    body, duties = shares(heads) or (None, None)
    if body is None or duties is None or len(matters) != 1 or not _SHARED.fullmatch(heading(duties.text)):
        return sheet
    said = [r[duties.column - 1].text for r in sheet.rows[header:] if r[body.column - 1].text]
    plain = matters[0].column < body.column < duties.column and any(len(text) > _SHORT for text in said)
    return headed(sheet, header, (body, duties)) if plain else sheet


def shares(heads: list[Cell]) -> tuple[Cell, Cell] | None:
    """The headings of the bodies and of what each does, where a header has one of each, and none of a role."""
    duties = [c for c in heads if heads_duties(c.text)]
    said = [(c, m) for c in heads if c not in duties and (m := meaning(c.text))]
    bodies = [c for c, m in said if m.kind == "body"]
    alone = len(duties) == len(bodies) == 1 and not any(m.kind == "bodies" or m.role for _, m in said)
    return (bodies[0], duties[0]) if alone else None


def headed(sheet: Sheet, header: int, shares: tuple[Cell, Cell] | None) -> Sheet:
    """The sheet with the words of a boundary list for these two headings, wherever its header stands; a heading of
    bodies that says more than that they are such (责任单位) stays."""
    new = {shares[0].text: _PLAIN_BODIES, shares[1].text: _PLAIN_DUTIES} if shares else {}
    if shares and (said := meaning(shares[0].text)) and said.kind == "bodies":
        del new[shares[0].text]
    heads = [c.text for c in sheet.filled(header)]
    rows = [
        [replace(c, text=new.get(c.text, c.text)) for c in row]
        if new and [c.text for c in sheet.filled(n)][: len(heads)] == heads
        else row
        for n, row in enumerate(sheet.rows, 1)
    ]
    return replace(sheet, rows=rows)
