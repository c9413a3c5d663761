"""Headings that say what is done and not by whom (日常监管, 行政处罚, 配合): their cells tell whether they name bodies."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.cells import DASHES, Cell, Sheet
from ingest.columns import again
from ingest.groups import group_kind, nobody
from ingest.header_words import looks_like_body
from ingest.headings import heading, meaning
from ingest.profile import SheetSpec

_LONGEST = 10  # letters of such a heading
_LOOKED_AT = 60
_SAME = frozenset({"〃", "同上", "同前", "″", '"'})
_WHO = ("部门", "单位")


def bodies_by_cells(
    sheet: Sheet, spec: SheetSpec, rows: tuple[int, ...], columns: dict[str, int], captions: dict[str, str],
    unknown: dict[str, tuple[Cell, list[str]]], field_of: Callable[[list[str]], str | None],
) -> tuple[str, ...]:  # fmt: skip
    """Take a column for that of the bodies that do what its heading says, where its cells hold nothing but names that
    look like those of bodies; the fields that got one so.

    `field_of` gives the field of a heading. A column whose cells are sentences is left to others.
    """
    found = []
    for origin, (cell, texts) in list(unknown.items()):
        name = _field(spec, texts[-1], field_of)
        if name is None or not _name_bodies(sheet, cell.column, rows[-1]):
            continue
        if name in columns and name not in found:
            continue  # a column that says so outright stands beside it
        if name in columns:
            again(columns, captions, name, cell.column, cell.text)
        else:
            columns[name], captions[name] = cell.column, cell.text.replace("\n", "")
        found.append(name)
        del unknown[origin]
    return tuple(found)


def _field(spec: SheetSpec, text: str, field_of: Callable[[list[str]], str | None]) -> str | None:
    """The field of the bodies that do what a heading says, None where it says nothing that bodies do."""
    bare = heading(text)
    if len(bare) > _LONGEST or bare in spec.closed or looks_like_body(text) or meaning(text) is not None:
        return None
    for who in _WHO:
        said = meaning(text + who)
        role = said.role if said and said.kind == "bodies" else None
        name = field_of([text + who]) or next((f for f, r in spec.roles.items() if r.link == role), None)
        if name in spec.roles and (role or "INVOLVED_IN") != "INVOLVED_IN":
            return name
        if name in spec.performers:
            return name
    return None


def _name_bodies(sheet: Sheet, column: int, below: int) -> bool:
    """Whether the cells of a column hold nothing but names of bodies; a blank, a dash and 同上 say nothing."""
    said = [row[column - 1].text for row in sheet.rows[below : below + _LOOKED_AT]]
    said = [text for text in said if text and text not in DASHES and text not in _SAME and not nobody(text)]
    return bool(said) and sum(map(_bodies, said)) * 10 >= len(said) * 7


def _bodies(text: str) -> bool:
    names = [name for name in re.split(r"[、，,；;/\n]+", text) if name.strip()]
    return all(looks_like_body(name.strip()) or group_kind(name.strip()) for name in names)
