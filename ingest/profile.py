"""List profiles: which columns a list has, under which headings, and what role each column gives.

A profile is a file in `ingest/profiles`. Columns are found by their headings, so their order and their
wording (within the listed synonyms) do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from ingest.cells import Cell, Sheet
from ingest.prose import first_clause

FOLDER = Path(__file__).with_name("profiles")
HEADER_WITHIN = 15
HEADER_HEIGHT = 3
_JUST_NAMES = frozenset(
    {"名称", "单位名称", "部门名称", "机构名称", "单位", "部门"}
)  # below a heading: what it says itself


class ProfileError(ValueError):
    """A profile file contradicts itself, or no profile of that name exists."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a column of bodies means: the link kind, the column of their clauses, and a fixed cue if any."""

    link: str
    clause: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One kind of sheet of a list: headings by field, what is required, and how rows are shaped.

    Of the fields in `either` a sheet must have at least one. `list_kind` and `title` are those of the list
    that the sheet belongs to; words in `blanks` count as an empty cell. `words` are the fields by heading.
    """

    shape: str
    list_kind: str
    title: str
    names: tuple[str, ...]
    prefix: str
    required: tuple[str, ...]
    either: tuple[str, ...]
    headers: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    roles: Mapping[str, Role]
    fill_down: tuple[str, ...]
    performers: Mapping[str, str]
    handoff: tuple[str, ...]
    blanks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of list; `template` says whether an office may fill in an empty one."""

    id: str
    list_kind: str
    title: str
    declares_organizations: bool
    region: str | None
    non_data_sheets: tuple[str, ...]
    sheets: tuple[SheetSpec, ...]
    template: bool = True


@dataclass(frozen=True, slots=True)
class Header:
    """Where a sheet's header was found: its rows, and for each field its column and heading as written.

    `doubled` are headings of a field that has a column already, `unknown` those that stand for no field.
    """

    rows: tuple[int, ...]
    columns: Mapping[str, int]
    captions: Mapping[str, str]
    doubled: tuple[Cell, ...] = field(default=())
    unknown: tuple[Cell, ...] = field(default=())

    def lacks(self, spec: SheetSpec) -> list[str]:
        """First-choice headings of the required columns that are not there."""
        found = [spec.headers[f][0] for f in spec.required if f not in self.columns]
        if spec.either and not any(f in self.columns for f in spec.either):
            found.append("或".join(spec.headers[f][0] for f in spec.either))
        if spec.shape == "matrix" and sum(looks_like_body(c.text) for c in self.unknown) < 2:
            found.append("以部门名称为栏名的栏目（两栏以上）")
        return found


_BODY = re.compile(
    r"[\u4e00-\u9fff（）()、]{1,20}(?:局|委|委员会|办|办公室|厅|支队|大队|政府|街道|镇|乡|中心|部|院|会|公司|妇联|残联|海关|队)"
    r"(?:[（(].*[）)])?|各.{0,6}(?:街|县|区|乡|镇|道|门)|(?:镇街|街镇|乡镇|县区|区县)"
)


def looks_like_body(text: str) -> bool:
    """Whether a heading may be the name of a body, whose column it then is.

    >>> looks_like_body("市水务局"), looks_like_body("各镇街"), looks_like_body("联系电话")
    (True, True, False)
    """
    return _BODY.fullmatch(re.sub(r"\s+", "", text)) is not None


@lru_cache(maxsize=20_000)
def heading(text: str) -> str:
    """The form in which two writings of a heading are the same.

    >>> heading("牵头 单位：") == heading("牵头单位*")
    True
    """
    return re.sub(r"[\s*:_]+", "", unicodedata.normalize("NFKC", text)).lower()


@cache
def profiles() -> Mapping[str, Profile]:
    """All profiles by id. Raises ProfileError for a file that contradicts itself.

    >>> "boundary" in profiles()
    True
    """
    made = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        try:
            made[path.stem] = Profile(
                id=path.stem,
                list_kind=raw["list_kind"],
                title=raw["title"],
                declares_organizations=raw.get("declares_organizations", False),
                region=raw.get("region"),
                non_data_sheets=tuple(raw.get("non_data_sheets", ())),
                sheets=tuple(_spec(path.stem, raw | s) for s in raw["sheets"]),
                template=raw.get("template", True),
            )
        except KeyError as error:
            raise ProfileError(f"{path.name}: {error} is missing") from error
    return made


def profile_of(name: str) -> Profile:
    """One profile by id. Raises ProfileError naming those that exist."""
    try:
        return profiles()[name]
    except KeyError:
        raise ProfileError(f"没有名为 {name} 的清单样式；可用：{'、'.join(profiles())}") from None


def _spec(profile: str, raw: Mapping[str, Any]) -> SheetSpec:
    headers, values = {}, {}
    seen: dict[str, str] = {}
    for name, said in raw["fields"].items():
        words = said["headers"] if isinstance(said, dict) else said
        if isinstance(said, dict):
            values[name] = said["values"]
        for word in map(heading, words):
            if word in seen:
                raise ProfileError(f"{profile}: {word} stands for {seen[word]} and {name}")
            seen[word] = name
        headers[name] = tuple(words)
    named = [raw.get(key, ()) for key in ("required", "either", "roles", "performers", "handoff")]
    for name in (name for names in named for name in names):
        if name not in headers:
            raise ProfileError(f"{profile}: {name} is no field")
    return SheetSpec(
        shape=raw["shape"],
        list_kind=raw["list_kind"],
        title=raw["title"],
        names=tuple(raw.get("names", ())),
        prefix=raw.get("prefix", ""),
        required=tuple(raw["required"]),
        either=tuple(raw.get("either", ())),
        headers=headers,
        words=seen,
        values=values,
        roles={f: Role(**r) for f, r in raw.get("roles", {}).items()},
        fill_down=tuple(raw.get("fill_down", ())),
        performers=raw.get("performers", {}),
        handoff=tuple(raw.get("handoff", ())),
        blanks=frozenset(raw.get("blanks", ())),
    )


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
    for row in range(sheet.start, min(sheet.start + HEADER_WITHIN - 1, len(sheet.rows)) + 1):
        for last in range(row, min(row + HEADER_HEIGHT - 1, len(sheet.rows)) + 1):
            found = _header_at(sheet, spec, tuple(range(row, last + 1)))
            if _score(found, spec) > _score(best, spec):
                best = found
    return best


def _score(header: Header, spec: SheetSpec) -> tuple[int, int, int]:
    return len(header.columns), -len(header.lacks(spec)), -len(header.rows)


def _header_at(sheet: Sheet, spec: SheetSpec, rows: tuple[int, ...]) -> Header:
    columns: dict[str, int] = {}
    captions: dict[str, str] = {}
    doubled, unknown = [], []
    seen: set[str] = set()
    for column in range(1, len(sheet.rows[rows[0] - 1]) + 1):
        stack = _stack(sheet, rows, column)
        if not stack:
            continue
        lowest = list(stack.values())[-1]
        name = _field_of(spec, [c.text for c in stack.values()])
        if name is None:
            if lowest.origin not in seen:
                unknown.append(lowest)
        elif name not in columns:
            columns[name] = column
            captions[name] = lowest.text.replace("\n", "")
        elif lowest.origin != (other := sheet.rows[rows[-1] - 1][columns[name] - 1]).origin:
            if _plainer(spec, name, lowest.text, other.text):
                columns[name], lowest = column, other
                captions[name] = sheet.rows[rows[-1] - 1][column - 1].text.replace("\n", "")
            doubled.append(lowest)
        seen.add(lowest.origin)
    return Header(rows, columns, captions, tuple(doubled), tuple(unknown))


def _plainer(spec: SheetSpec, name: str, text: str, other: str) -> bool:
    """Whether a heading is a plainer word for a field than another one: the profile names plainer words first."""
    words = [heading(word) for word in spec.headers[name]]
    said, had = heading(text), heading(other)
    return said in words and had in words and words.index(said) < words.index(had)


def _stack(sheet: Sheet, rows: tuple[int, ...], column: int) -> dict[str, Cell]:
    """The header cells of a column from the top, by origin.

    Over a column with a heading of its own, a blank upper cell goes on with the heading at its left, where that
    stands over another such column: a group heading that was never merged.
    """
    low = sheet.rows[rows[-1] - 1]
    found: dict[str, Cell] = {}
    for row in rows:
        at = column
        while (
            not sheet.rows[row - 1][at - 1].text
            and row != rows[-1]
            and at > 1
            and _own(low, at)
            and _own(low, at - 1)
        ):
            at -= 1
        cell = sheet.rows[row - 1][at - 1]
        if cell.text and (at == column or cell.merged_from is None):
            found[cell.origin] = cell
    return found


def _own(row: list[Cell], column: int) -> bool:
    """Whether a cell of the lowest header row was typed into, and is not the end of a merge from above."""
    cell = row[column - 1]
    return bool(cell.text) and cell.origin == cell.address


def _field_of(spec: SheetSpec, texts: list[str]) -> str | None:
    """The field that a heading stands for, known by all its rows together or by the lower ones alone."""
    for start in range(len(texts)):
        name = spec.words.get(heading("".join(texts[start:])))
        if name:
            return name
    if len(texts) > 1 and heading(texts[-1]) in _JUST_NAMES:
        return _field_of(spec, texts[:-1])
    return spec.words.get(re.sub(r"\(.*?\)", "", heading(texts[-1])))
