"""Cells that name the bodies of another cell of their row: 同监管部门, 同左, 由上述监管部门查处, 原单位 (who gave the item)."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.cells import Cell
from ingest.columns import field_name
from ingest.entries import Page
from ingest.headings import heading
from ingest.profile import SheetSpec

_PIECE = re.compile(r"[^、，,；;。\n]+")
_SAYS_SO = ("同", "一致", "述", "以上", "上列", "原", "出", "移交")
_SAME = re.compile(r"(?:同|与)(?:本行)?(?P<where>.{1,12}?)(?:一致|相同)?")
_GAVE = re.compile(
    r"(?:仍然?|继续)?由?(?:原来?的?|划出|移出|移交|调出)(?:实施|审批|主管|许可|行使|承担|承办|业务)?(?:部门|单位|机关|主体|局)"
    r"(?:负责|承担|履行|监管)?"
)
_ABOVE = re.compile(  # 由上述监管部门各自查处
    r"由?(?:上述|前述|以上|上列)(?P<where>.{2,8}?(?:部门|单位|机关|主体))(?:按照?|依)?(?:各自|分别|职责|分工|法|依法)*(?:负责)?"
    r"(?:查处|处罚|执法|监管|实施|办理|承担|负责)?"
)
_LEFT = frozenset({"左", "左侧", "左列", "左栏", "前", "前列", "前栏"})


def named_in_row(page: Page, cell: Cell) -> Cell:
    """A cell of bodies with the names it means, where it says that they are those of another column of its row.

    The column is called by its heading, by another word for the same field, or as the one to the left; that of who
    gave the item also as what its bodies are (原单位). Words that call none (同级监管部门), and a cell that is called and
    blank, leave the text as it is.
    """
    return _meant(page, cell, {cell.column})


def _meant(page: Page, cell: Cell, asked: set[int]) -> Cell:
    if not any(word in cell.text for word in _SAYS_SO):
        return cell  # mostly so, and sooner known

    def named(piece: re.Match[str]) -> str:
        if _GAVE.fullmatch(piece[0].strip()):
            giver = page.cell(cell.row, "from_body")
            return (giver.text if giver is not None else "") or piece[0]
        said = _SAME.fullmatch(piece[0].strip()) or _ABOVE.fullmatch(piece[0].strip())
        other = _called(page, cell, said["where"]) if said else None
        if other is None or other.column in asked:
            return piece[0]
        return _meant(page, other, asked | {other.column}).text or piece[0]

    return replace(cell, text=_PIECE.sub(named, cell.text))


def _called(page: Page, cell: Cell, words: str) -> Cell | None:
    """The cell of bodies of the same row that words call, None for none or one that is blank."""
    columns = {f: c for f, c in page.header.columns.items() if field_name(f) in _of_bodies(page.spec)}
    said = heading(words)
    named = next((f for f in columns if heading(page.caption(f)) == said), page.spec.words.get(said, ""))
    if words in _LEFT:
        named = next((f for f, c in columns.items() if c == cell.column - 1), "")
    found = page.cell(cell.row, named) if named in columns else None
    return found if found is not None and found.text else None


def _of_bodies(spec: SheetSpec) -> set[str]:
    return {*spec.roles, *spec.performers, "from_body", "receiver", "sender"}
