"""Where a sheet's header is, and which column stands for which field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from ingest import clause_columns
from ingest.cells import Cell, Sheet
from ingest.columns import again, field_name
from ingest.cues import role_at_start
from ingest.header_words import by_meaning, corner_field, inner_field, looks_like_body, roles_by_cells
from ingest.headings import base, heading, meaning, unread
from ingest.profile import Role, SheetSpec
from ingest.prose import first_clause
from ingest.stacks import Stack, readings, stacks, unbracketed
from ingest.ticked import receivers_above

HEADER_WITHIN = 15
HEADER_HEIGHT = 3
_JUST_NAMES = frozenset(
    {"名称", "单位名称", "部门名称", "机构名称", "单位", "部门"}
)  # below a heading: what it says itself


@dataclass(frozen=True, slots=True)
class Header:
    """Where a sheet's header was found: its rows, and for each field its column and heading as written.

    `doubled` are headings of a field that has a column already, `unknown` those that stand for no field, `guessed`
    the fields that were found by what the words of their heading mean. A field of bodies may have several columns:
    assist, assist·2 … `places` are those that stand under the name of a place, by column.
    """

    rows: tuple[int, ...]
    columns: Mapping[str, int]
    captions: Mapping[str, str]
    doubled: tuple[Cell, ...] = field(default=())
    unknown: tuple[Cell, ...] = field(default=())
    guessed: tuple[str, ...] = field(default=())
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def width(self) -> float:
        """How many columns were recognised; one that was only understood by its words counts half."""
        return len(self.columns) - len(self.guessed) / 2

    def roles(self, spec: SheetSpec) -> Iterator[tuple[str, Role]]:
        """The columns of bodies, those of one role together, with the role each gives."""
        found: dict[str, list[str]] = {}
        for column in self.columns:
            found.setdefault(field_name(column), []).append(column)
        for name, role in spec.roles.items():
            for column in found.get(name, ()):
                yield column, role

    def lacks(self, spec: SheetSpec) -> list[str]:
        """First-choice headings of the required columns that are not there."""
        found = [spec.headers[f][0] for f in spec.required if f not in self.columns]
        if spec.either and not any(f in self.columns for f in spec.either):
            found.append("或".join(spec.headers[f][0] for f in spec.either))
        if spec.shape == "matrix" and sum(looks_like_body(c.text) for c in self.unknown) < 2:
            found.append("以部门名称为栏名的栏目（两栏以上）")
        return found


_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:区|县|市|旗|镇|乡|街道)")


def find_header(sheet: Sheet, spec: SheetSpec, rows: tuple[int, ...] = ()) -> Header:
    """The best header among the first rows of a sheet: one row, or up to three with group cells above.

    A heading in several rows may be known by its lowest text, or by that together with what stands above it.
    With `rows` the header stands there and nowhere else. With nothing found the header has no columns.
    """
    if spec.shape == "clauses":
        first = first_clause(sheet)
        return (
            Header((first,), {"text": 1}, {"text": spec.headers["text"][0]}) if first else Header((), {}, {})
        )
    if rows:
        return _header_at(sheet, spec, rows) if rows[-1] <= len(sheet.rows) else Header((), {}, {})
    best = Header((), {}, {})
    highest = _score(best, spec, sheet)
    for row in range(sheet.start, min(sheet.start + HEADER_WITHIN - 1, len(sheet.rows)) + 1):
        for last in range(row, min(row + HEADER_HEIGHT - 1, len(sheet.rows)) + 1):
            found = _header_at(sheet, spec, tuple(range(row, last + 1)))
            score = _score(found, spec, sheet)
            if score > highest:
                best, highest = found, score
    return best


def _score(header: Header, spec: SheetSpec, sheet: Sheet) -> tuple[float, int, int, int, int]:
    width = header.width - _groups(header, spec, sheet)
    return width, -_cut(header, sheet), -len(header.lacks(spec)), len(header.places), -len(header.rows)


def _cut(header: Header, sheet: Sheet) -> int:
    """How many headings go on in the row below by a merge, which is then a row of the header too."""
    last = header.rows[-1] if header.rows else len(sheet.rows)
    low, below = sheet.rows[last - 1 : last + 1] if last < len(sheet.rows) else ([], [])
    return sum(low[c - 1].origin == below[c - 1].origin for c in header.columns.values() if below)


def _groups(header: Header, spec: SheetSpec, sheet: Sheet) -> int:
    """How many headings were taken that only group the headings below them: merged across, with headings underneath."""
    last = header.rows[-1] if header.rows else len(sheet.rows)
    below = sheet.rows[last] if last < len(sheet.rows) else []
    found = 0
    for column in header.columns.values() if below else ():
        cell, under = sheet.rows[last - 1][column - 1], below[column - 1]
        across = column < len(below) and sheet.rows[last - 1][column].origin == cell.origin
        named = heading(under.text) in spec.words or meaning(under.text) is not None
        found += across and under.origin != cell.origin and named
    return found


def _header_at(sheet: Sheet, spec: SheetSpec, rows: tuple[int, ...]) -> Header:
    columns: dict[str, int] = {}
    captions: dict[str, str] = {}
    doubled: list[Cell] = []
    unknown: dict[str, tuple[Cell, list[str]]] = {}
    seen: set[str] = set()

    def caption(column: int) -> str:
        return sheet.rows[rows[-1] - 1][column - 1].text.replace("\n", "")

    field_of = partial(_field_of, spec)
    found = stacks(sheet, rows)
    if not _hopeful(spec, found):
        return Header((), {}, {})
    for stack in found:
        column, lowest, texts = stack.column, stack.lowest, stack.texts
        known = stack.known or (spec.told and any(said in spec.words for said in stack.said))
        name = _field_of(spec, texts) if known else None
        group = (
            "" if name or spec.shape != "transfers" else receivers_above(sheet, rows, column, texts, field_of)
        )
        if group and "receiver" in columns:
            again(columns, captions, "receiver", column, group)
        elif group:
            columns["receiver"], captions["receiver"] = column, group
        elif name is None:
            if lowest.origin not in seen:
                unknown[lowest.origin] = lowest, texts
        elif name not in columns:
            columns[name] = column
            captions[name] = lowest.text.replace("\n", "")
        elif lowest.origin != (other := sheet.rows[rows[-1] - 1][columns[name] - 1]).origin:
            if _next(spec, name, lowest.text, captions[name]):
                again(columns, captions, name, column, lowest.text)
            else:
                if _plainer(spec, name, lowest.text, other.text):
                    columns[name], lowest = column, other
                    captions[name] = caption(column)
                other_field = spec.second.get(name)
                if other_field and other_field not in columns:
                    columns[other_field], captions[other_field] = lowest.column, lowest.text
                else:
                    doubled.append(lowest)
        seen.add(lowest.origin)
    if "title" in spec.required and "title" not in columns and {"main", "sub"} <= columns.keys():
        columns["title"], captions["title"] = columns.pop("main"), captions.pop("main")
    if _is_data(texts for _, texts in unknown.values()):
        return Header((), {}, {})
    guessed: tuple[str, ...] = ()
    places: dict[str, str] = {}
    general = spec.general and (columns or len(unknown) > 1)
    if general:
        exact = bool(columns)
        guessed = by_meaning(sheet, spec, rows, columns, captions, unknown)
        said = {spec.roles[f].link for c in columns if (f := field_name(c)) in spec.roles}
        if not exact and not said - {"INVOLVED_IN"}:
            return Header((), {}, {})  # no heading is known, and none says a role
    else:
        guessed = roles_by_cells(sheet, spec, rows, columns, captions, unknown)
    guessed = clause_columns.settled(sheet, rows[-1], spec, columns, captions, guessed)
    over = {stack.column: stack.texts[:-1] for stack in found} if general else {}
    for name, column in columns.items() if general else ():
        place = next(filter(_PLACE.fullmatch, over.get(column, [])), "")
        if place and field_name(name) in spec.roles:
            places[name] = place
    left = tuple(cell for cell, _ in unknown.values())
    return Header(rows, columns, captions, tuple(doubled), left, guessed, places)


def _hopeful(spec: SheetSpec, found: list[Stack]) -> bool:
    """Whether a header may stand here: a heading is known, or may be known by its meaning, its body or its place."""
    by_more = spec.general or spec.told or spec.shape in ("matrix", "transfers")
    return by_more or any(stack.known for stack in found)


def _is_data(stacks: Iterable[list[str]]) -> bool:
    """Whether the lowest row names bodies each below a heading of its own: it is the first row of data."""
    over = [texts[:-1] for texts in stacks if len(texts) > 1 and looks_like_body(texts[-1])]
    known = any(meaning(text) for texts in over for text in texts)
    return known and len({texts[-1] for texts in over}) == len(over)


def _plainer(spec: SheetSpec, name: str, text: str, other: str) -> bool:
    """Whether a heading is a plainer word for a field than another one: the profile names plainer words first."""
    words = [heading(word) for word in spec.headers[name]]
    said, had = heading(text), heading(other)
    return said in words and had in words and words.index(said) < words.index(had)


def _field_of(spec: SheetSpec, texts: list[str]) -> str | None:
    """The field that a heading stands for, known by all its rows together or by the lower ones alone."""
    heads = readings(tuple(texts))
    plain = len(texts) > 1 and heads[-1] in _JUST_NAMES
    if plain and heads[0] not in spec.words and (name := spec.likened(heads[0])):
        return name
    for start, said in enumerate(heads[:-1] if plain else heads):
        name = spec.words.get(said)
        if name:
            return _grouped(spec, name, texts, start)
    if plain and (name := _field_of(spec, texts[:-1])):
        return name
    if plain and (name := spec.words.get(heads[-1])):
        return name
    bare = (
        spec.words.get(unbracketed(texts[-1]))
        or inner_field(spec, texts[-1])
        or corner_field(spec, texts[-1])
    )
    if bare or not spec.patterns:
        return bare
    if len(texts) > 1 and unread(heads[0]):
        return None  # 主任 below 办公室
    return next(filter(None, map(spec.likened, (*heads, unbracketed(texts[-1])))), None)


def _grouped(spec: SheetSpec, name: str, texts: list[str], start: int) -> str:
    """The field of a heading without a role below a group that says one: 实施主体 below 处罚实施 is who punishes."""
    own = meaning(texts[-1])
    plain = start > 0 and name in spec.roles and own is not None and own.role in (None, "INVOLVED_IN")
    said = role_at_start(heading(texts[start - 1]))[0] if plain else None
    if said is None:
        return name
    return next((f for f, r in spec.roles.items() if r.link == said.role), name)


def _next(spec: SheetSpec, name: str, text: str, first: str) -> bool:
    """Whether a heading is that of a further column of the same bodies: 配合单位1, 配合单位2."""
    return name in spec.roles and heading(text) != heading(first) and base(text) == base(first)
