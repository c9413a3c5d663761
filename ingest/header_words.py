"""Columns that are known by what the words of their headings mean."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest import acts, clause_columns
from ingest.body_words import OFFICES
from ingest.cells import Cell, Sheet
from ingest.columns import again, field_name
from ingest.cues import role_in_column
from ingest.headings import heading, meaning, unread
from ingest.led_once import led_once
from ingest.profile import SheetSpec

_CORNER = re.compile(r"[\\/／＼|｜\s]+")
_BODIES = re.compile(r"(?:责任|成员|牵头|各|有关|相关|参与|工作|配合)*(?:单位|部门|机构)(?:名称)?")
_TITLED = re.compile(
    r".{0,6}(?:环节|事项|任务|工作|职责|内容|领域|项目|问题|类别|场景|对象|阶段|措施|区域|业态|要点|重点|名称)"
)
_LOOKED_AT = 60
_FEW = 2
_ROLES_OF = {
    "role": ("bodies", "body"),
    "share": ("body",),
}  # such a column, and the fields of bodies beside it


_BODY = re.compile(
    rf"[\u4e00-\u9fff（）()、]{{1,20}}(?:{OFFICES}|街道|镇|乡|中心|部|院|会|公司|妇联|残联|海关|队)"
    r"(?:[（(].*[）)])?|各.{0,6}(?:街|县|区|乡|镇|道|门)|(?:镇街|街镇|乡镇|县区|区县)"
)
_CALLED = re.compile(r"(?:单位|部门|机构)?(?:名称|全称|简称)|单位|部门|机构|name", re.I)
_DONE = re.compile(r"(?:职责|责任|内容|任务|分工|事项|说明|措施|要求|工作|职能)$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,7}(?:区|县|市|旗|开发区)")


@lru_cache(maxsize=5_000)
def looks_like_body(text: str) -> bool:
    """Whether a heading may be the name of a body, whose column it then is.

    >>> looks_like_body("市水务局"), looks_like_body("各镇街"), looks_like_body("联系电话")
    (True, True, False)
    >>> looks_like_body("主办"), looks_like_body("监管部门")
    (False, False)
    """
    return _BODY.fullmatch(re.sub(r"\s+", "", text)) is not None and meaning(text) is None


def corner_field(spec: SheetSpec, text: str) -> str | None:
    """The field of the heading in the corner of a matrix, which names what stands in its rows and in its columns
    (环节\\单位); None for any other heading.

    >>> from ingest.profile import profile_of
    >>> matrix = profile_of("matrix").sheets[0]
    >>> corner_field(matrix, "环节\\\\单位"), corner_field(matrix, "牵头/配合")
    ('title', None)
    """
    if spec.shape != "matrix":
        return None
    halves = [heading(half) for half in _CORNER.split(text.strip()) if half.strip()]
    bodies = [half for half in halves if _BODIES.fullmatch(half)]
    if len(halves) != 2 or len(bodies) != 1:
        return None
    return "title" if _TITLED.fullmatch(next(half for half in halves if half not in bodies)) else None


def inner_field(spec: SheetSpec, text: str) -> str | None:
    """The field of a key within another one (`协同部门.协同内容`, as exports of systems have them): what bodies do in the
    role of the outer one, or how they are called; where the outer one says no role, what the inner one says itself
    (责任.牵头). None for any other heading."""
    outer, _, inner = text.rpartition(".")
    if not outer or not spec.roles:
        return None
    said = meaning(outer)
    name = spec.words.get(heading(outer)) or (spec.meant(said) if said and spec.general else None)
    role = spec.roles.get(name) if name else None
    own = spec.words.get(heading(inner))
    if role is None or own == "role":
        said = meaning(inner)
        return own or (spec.meant(said) if said and said.kind == "bodies" and spec.general else None)
    if _CALLED.fullmatch(inner):
        return name
    return role.clause if _DONE.search(inner) else None


def by_meaning(
    sheet: Sheet, spec: SheetSpec, rows: tuple[int, ...], columns: dict[str, int], captions: dict[str, str],
    unknown: dict[str, tuple[Cell, list[str]]],
) -> tuple[str, ...]:  # fmt: skip
    """Give columns to fields by what the words of their headings mean; the fields that got one so.

    A heading of a field that has a column is left, unless it is a further column of bodies in that role.
    """
    guessed = []
    matters = []
    for origin, (cell, texts) in list(unknown.items()):
        if len(texts) > 1 and looks_like_body(texts[-1]) and meaning(texts[-1]) is None:
            continue  # the column of one body, whatever the group of columns is called
        if len(texts) > 1 and unread(texts[-1]):
            continue  # 顺位 under 协办部门
        words = [t for t in _wordings(texts) if heading(t) not in spec.closed]
        meant = [
            m
            for t in words
            if (m := meaning(t)) and not (m.kind == "place" and acts.names(sheet, rows[-1], cell))
        ]
        meant = meant or acts.over_names(sheet, rows[-1], cell, texts)
        said = next((m for m in meant if m.role), next(iter(meant), None))
        name = spec.meant(said) if said else None
        if name is None or said is None:
            continue
        if said.kind == "matter" and (clause := clause_columns.beside(spec, columns, cell)):
            columns[clause], captions[clause] = cell.column, cell.text.replace("\n", "")
            guessed.append(clause)
            del unknown[origin]
            continue
        if said.kind == "place" and len(heading(cell.text)) == 1 and not _places_below(sheet, cell, rows[-1]):
            continue  # 市, 区, 镇 over marks: columns of levels
        if said.kind == "matter":
            matters.append((said.rank, origin, name, cell))
            continue
        if name not in columns:
            columns[name] = cell.column
            captions[name] = cell.text.replace("\n", "")
            guessed.append(name)
        elif said.kind == "bodies":
            again(columns, captions, name, cell.column, cell.text)
            guessed.append(list(columns)[-1])
        else:
            continue
        del unknown[origin]
    sizes = {m[1]: sheet.own_texts(m[3].column, rows[-1]) for m in matters if len(matters) > 1}
    most = max(sizes.values(), default=0)
    for _, origin, name, cell in sorted(matters, key=lambda m: (sizes.get(m[1], 0) < most, m[0])):
        if name not in columns:
            columns[name] = cell.column
            captions[name] = cell.text.replace("\n", "")
            guessed.append(name)
        elif _finer(sheet, spec, rows, columns, name, cell):
            if "domain" in spec.headers and "domain" not in columns:
                columns["domain"], captions["domain"] = columns[name], captions[name]
            columns[name], captions[name] = cell.column, cell.text.replace("\n", "")
            if name not in guessed:
                guessed.append(name)
        else:
            continue
        del unknown[origin]
    guessed += roles_by_cells(sheet, spec, rows, columns, captions, unknown)
    if "title" in spec.required and "title" not in columns:
        guessed = _kinds_as_matters(sheet, spec, rows, columns, captions, unknown, guessed)
    return tuple(guessed)


def roles_by_cells(
    sheet: Sheet, spec: SheetSpec, rows: tuple[int, ...], columns: dict[str, int], captions: dict[str, str],
    unknown: dict[str, tuple[Cell, list[str]]],
) -> tuple[str, ...]:  # fmt: skip
    """Take a column for that of the roles of the bodies beside it, whatever its heading is called, where its cells hold
    nothing but words for roles; the field that it got, if any."""
    bodies = {field_name(column) for column in columns}
    name = next((f for f, of in _ROLES_OF.items() if f in spec.headers and not bodies.isdisjoint(of)), None)
    if name is None or name in columns:
        return ()
    for origin, (cell, _) in unknown.items():
        below = [row[cell.column - 1].text for row in sheet.rows[rows[-1] : rows[-1] + _LOOKED_AT]]
        said = [text for text in below if text]
        known = sum(role_in_column(text) is not None for text in said)
        if known >= _FEW and known * 10 >= len(said) * 7:
            columns[name], captions[name] = cell.column, cell.text.replace("\n", "")
            del unknown[origin]
            return (name,)
    return ()


def _places_below(sheet: Sheet, cell: Cell, below: int) -> bool:
    """Whether the texts in a column are names of places."""
    said = {row[cell.column - 1].text for row in sheet.rows[below:]} - {""}
    return any(_PLACE.fullmatch(text) for text in said)


def _kinds_as_matters(
    sheet: Sheet, spec: SheetSpec, rows: tuple[int, ...], columns: dict[str, int], captions: dict[str, str],
    unknown: dict[str, tuple[Cell, list[str]]], guessed: list[str],
) -> list[str]:  # fmt: skip
    """Take what a list calls a field, a type or a kind of place for its matters, where each has bodies of its own, or one
    row in which a body leads and others in which it helps."""
    bodies = (sheet.own_texts(c, rows[-1]) for f, c in columns.items() if field_name(f) in spec.roles)
    most = max(bodies, default=0)
    kinds = {
        o: cell for o, (cell, texts) in unknown.items() if (m := meaning(texts[-1])) and m.kind == "domain"
    }
    filled = {cell.column: sheet.own_texts(cell.column, rows[-1]) for cell in kinds.values()}
    if "domain" in columns:
        filled[columns["domain"]] = sheet.own_texts(columns["domain"], rows[-1])
    column = max(filled, key=lambda c: (filled[c], c), default=0)
    roles = columns.get("role")
    led = bool(column and roles) and led_once(sheet, rows[-1], column, columns["role"])
    if not column or not most or (filled[column] < most and not led):
        return guessed
    if columns.get("domain") == column:
        columns["title"], captions["title"] = columns.pop("domain"), captions.pop("domain")
    else:
        origin = next(o for o, cell in kinds.items() if cell.column == column)
        columns["title"], captions["title"] = column, unknown.pop(origin)[0].text.replace("\n", "")
    return [f for f in guessed if f in columns] + ["title"]


def _wordings(texts: list[str]) -> list[str]:
    """The ways in which header cells above one another may be read: all from the top, the lowest, all from below."""
    return list(dict.fromkeys(["".join(texts), texts[-1], "".join(reversed(texts))]))


def _finer(
    sheet: Sheet, spec: SheetSpec, rows: tuple[int, ...], columns: dict[str, int], name: str, cell: Cell
) -> bool:
    """Whether a column names the matters that bodies answer for, one by one, and the one taken only groups them.

    It is filled more often, and where the other one goes on over several rows, each has a body in a role of its own.
    A column of plain bodies proves nothing: each may do its part of one matter.
    """
    below = rows[-1]
    coarse, fine = sheet.own_texts(columns[name], below), sheet.own_texts(cell.column, below)
    plain = {
        f
        for f in columns
        if (m := meaning(sheet.rows[rows[-1] - 1][columns[f] - 1].text)) and m.kind == "body"
    }
    bodies = (
        sheet.own_texts(c, below)
        for f, c in columns.items()
        if field_name(f) in spec.roles and f not in plain
    )
    return fine > coarse and max(bodies, default=0) > coarse
