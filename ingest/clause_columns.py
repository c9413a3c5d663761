"""Which columns name bodies, and which say what those bodies have to do, where headings leave it open."""

from __future__ import annotations

import re

from ingest.acts import tells_of_bodies
from ingest.cells import Cell, Sheet
from ingest.columns import AGAIN, field_name
from ingest.headings import heading
from ingest.profile import SheetSpec

_MERE_DUTIES = re.compile(
    r"(?:具体|相应|对应|承担)*(?:职责|职能|责任)(?:内容)?|分工内容|(?:所?(?:承担|负责|分担|落实)的?)(?:具体|主要)?(?:工作|任务|事项)(?:内容)?|具体(?:工作|任务)"
)
_LOOKED_AT = 60
_DUTIES = re.compile(r"(?:分工|职责)$")


def beside(spec: SheetSpec, columns: dict[str, int], cell: Cell) -> str:
    """The field of what the bodies at its left have to do, for a mere 职责 where another column names the matters; "" for
    any other heading."""
    if (
        "title" not in columns
        or columns["title"] > cell.column
        or not _MERE_DUTIES.fullmatch(heading(cell.text))
    ):
        return ""
    left = cell.column - (2 if columns.get("role") == cell.column - 1 else 1)
    name = next((f for f, c in columns.items() if c == left and field_name(f) in spec.roles), "")
    clause = spec.roles[name].clause if name in spec.roles else None
    return clause if clause and clause not in columns else ""


def settled(
    sheet: Sheet, below: int, spec: SheetSpec, columns: dict[str, int], captions: dict[str, str], guessed: tuple[str, ...]
) -> tuple[str, ...]:  # fmt: skip
    """Settle which columns name bodies once all headings are read; the fields found by the words of their headings.

    职责分工 beside 相关部门 is what each of these has to do, alone it names the bodies. Where no column names bodies and
    matters have another column, the column of what bodies do names them too (事项, 各部门职责边界); so it does beside columns
    of bodies in a role, where its sentences name them (牵头单位, 配合单位, 会商意见). 主要职责 beside bodies whose role each
    row says is what each of them does.
    """
    for name, clause in spec.second.items():
        if f"{name}{AGAIN}2" in guessed and clause not in columns and _DUTIES.search(heading(captions[name])):
            _move(columns, captions, name, clause)
            _move(columns, captions, f"{name}{AGAIN}2", name)
            guessed = tuple(name if f == f"{name}{AGAIN}2" else clause if f == name else f for f in guessed)
    told = {r.clause: f for f, r in spec.roles.items() if r.clause in columns}
    bodies = any(field_name(c) in spec.roles for c in columns)
    beside_all = next((c for f, c in spec.second.items() if f in columns and c not in columns), "")
    if "role" in columns and "lead" not in columns and "lead_text" in columns and beside_all:
        _move(
            columns, captions, "lead_text", beside_all
        )  # each row's body has its own role, and its own duties
    needed = not set(spec.either).isdisjoint(told.values()) and set(spec.either).isdisjoint(told)
    if bodies:
        told = {c: f for c, f in told.items() if _names_its_own(sheet, below, spec, columns, c, f)}
    if "title" not in columns or not (bodies or needed):
        return guessed
    for clause, name in told.items():
        _move(columns, captions, clause, name)
    return tuple(told.get(f, f) for f in guessed)


def _names_its_own(
    sheet: Sheet, below: int, spec: SheetSpec, columns: dict[str, int], clause: str, name: str
) -> bool:
    """Whether a column of what bodies do, with none of those bodies beside it, names them in most of its cells."""
    if name in columns or spec.roles[name].link != "INVOLVED_IN":
        return False
    said = [c.text for row in sheet.rows[below : below + _LOOKED_AT] if (c := row[columns[clause] - 1]).text]
    return sum(map(tells_of_bodies, said)) * 2 > len(said)


def _move(columns: dict[str, int], captions: dict[str, str], name: str, to: str) -> None:
    """Give the column of one field to another."""
    columns[to], captions[to] = columns.pop(name), captions.pop(name)
