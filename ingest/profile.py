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

FOLDER = Path(__file__).with_name("profiles")
HEADER_WITHIN = 15


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
    """One kind of list."""

    id: str
    list_kind: str
    title: str
    declares_organizations: bool
    non_data_sheets: tuple[str, ...]
    sheets: tuple[SheetSpec, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Where a sheet's header was found: its rows, and for each field its column and heading as written."""

    rows: tuple[int, ...]
    columns: Mapping[str, int]
    captions: Mapping[str, str]
    doubled: tuple[Cell, ...] = field(default=())

    def lacks(self, spec: SheetSpec) -> list[str]:
        """First-choice headings of the required columns that are not there."""
        found = [spec.headers[f][0] for f in spec.required if f not in self.columns]
        if spec.either and not any(f in self.columns for f in spec.either):
            found.append("或".join(spec.headers[f][0] for f in spec.either))
        return found


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
                non_data_sheets=tuple(raw.get("non_data_sheets", ())),
                sheets=tuple(_spec(path.stem, raw | s) for s in raw["sheets"]),
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


def find_header(sheet: Sheet, spec: SheetSpec) -> Header:
    """The best header among the first rows of a sheet: one row, or two with group cells above.

    A heading in two rows may be known by its lower text, or by both together. With nothing found the
    header has no columns.
    """
    best = Header((), {}, {})
    for row in range(1, min(HEADER_WITHIN, len(sheet.rows)) + 1):
        for height in (1, 2):
            if row + height - 1 > len(sheet.rows):
                continue
            found = _header_at(sheet, spec, row, height)
            if _score(found, spec) > _score(best, spec):
                best = found
    return best


def _score(header: Header, spec: SheetSpec) -> tuple[int, int, int]:
    return len(header.columns), -len(header.lacks(spec)), -len(header.rows)


def _header_at(sheet: Sheet, spec: SheetSpec, row: int, height: int) -> Header:
    known = spec.words
    columns: dict[str, int] = {}
    captions: dict[str, str] = {}
    doubled = []
    for cell in sheet.rows[row + height - 2]:
        above = sheet.rows[row - 1][cell.column - 1].text if height == 2 else ""
        under = cell.text or above
        if not under:
            continue
        name = known.get(heading(above + cell.text)) if height == 2 and above != cell.text else None
        name = name or known.get(heading(under)) or known.get(re.sub(r"\(.*?\)", "", heading(under)))
        if name is None:
            continue
        if name in columns:
            if sheet.rows[row + height - 2][columns[name] - 1].origin != cell.origin:
                doubled.append(cell)
            continue
        columns[name] = cell.column
        captions[name] = under.replace("\n", "")
    return Header(tuple(range(row, row + height)), columns, captions, tuple(doubled))
