"""Whether a sheet with a column of bodies is a register of them, and no list of what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ingest.cells import Sheet
from ingest.header import Header
from ingest.headings import heading
from ingest.profile import SheetSpec

_LOOKED_AT = 200
_TITLE = re.compile(
    r"名录|名册|机构.{0,6}(一览|目录|清单|设置|名单|信息)|(单位|部门|镇街|乡镇|街道).{0,4}(一览|目录|名单|信息)|撤并|通讯录"
)
_NO_TITLE = re.compile(r"成员|议事协调|领导小组|职责|任务|分工|责任|事项|值班")
_DUTIES = re.compile(
    r"职责|职能|事项|任务|分工|牵头|配合|责任|主责|措施|工作内容|工作要求|时限|进度|目标|指标|事权|监管|组长|主任委员|成员|"
    r"办公室设|承担的|议事协调|考核|问题|隐患|整改"
)
_TELLS = frozenset({"short", "kind", "level", "rank", "plates", "parent", "region", "place", "uscc", "since", "status", "heir",
                    "former", "other", "changed", "change"})  # fmt: skip
_PLAIN = frozenset(
    map(
        heading,
        ("部门", "单位", "机构", "名称", "部门（单位）", "单位（部门）", "部门名称", "类别", "类型", "性质"),
    )
)
_BODY = re.compile(
    r".*(局|委|委员会|办|办公室|部|厅|院|会|政府|中心|支队|大队|总队|队|站|所|处|署|馆|校|学|台|社|街道|街道办|办事处|镇|乡|区|公司|"
    r"集团|银行|联|团|组织|场|园|海关|协|[工监党]委|厂)([（(].*[）)])?"
)
_JOINT = re.compile(r".*(领导小组|联席会议|指挥部|专班|协调小组|工作组|协调机制)([（(].*[）)])?")


def is_register(sheet: Sheet, spec: SheetSpec, header: Header, file: str = "") -> bool:
    """Whether a sheet that has the columns of a register is one; any other kind of sheet is let through.

    A heading that speaks of duties, or names that are none of bodies, tell that it is not. What tells that it is: a
    column that only registers have, a title that says so, or a heading that says full name with nothing unread beside it.
    """
    if spec.shape not in ("org_register", "former_bodies") or "name" not in header.columns:
        return True
    names = list(_names(sheet, header))
    joint = sum(1 for name in names if _JOINT.fullmatch(name))
    if spec.shape == "former_bodies":
        return not names or joint * 2 < len(names)
    if not {heading(header.captions.get("kind", "")), heading(header.captions["name"])} & (_PLAIN | {""}):
        return joint * 2 < max(len(names), 1)
    if any(_DUTIES.search(cell.text) for cell in header.unknown) or joint * 2 > len(names):
        return False
    if names and sum(1 for name in names if _BODY.fullmatch(name)) * 10 < len(names) * 6:
        return False
    titles = [sheet.name, sheet.heading, PurePath(file).stem, *_titles(sheet, header)]
    if any(_NO_TITLE.search(t) and not re.search(r"机构名录|名册", t) for t in titles):
        return False
    if any(_TELLS & {name} for name in header.columns) or any(map(_TITLE.search, titles)):
        return True
    return not header.unknown and heading(header.captions["name"]) not in _PLAIN


def _names(sheet: Sheet, header: Header) -> Iterator[str]:
    """The names in the first rows; a banner over the whole row is none."""
    column = header.columns["name"]
    for row in range(header.rows[-1] + 1, min(len(sheet.rows), header.rows[-1] + _LOOKED_AT) + 1):
        cell = sheet.cell(row, column)
        if cell and cell.text and (len(sheet.filled(row)) > 1 or len(sheet.rows[row - 1]) == 1):
            yield re.sub(r"\s+", "", cell.text)


def _titles(sheet: Sheet, header: Header) -> Iterator[str]:
    yield from (p.text for p in sheet.above)
    for row in range(sheet.start, header.rows[0]):
        yield from (c.text for c in sheet.filled(row)[:1])
