"""List profiles: which columns a list has, under which headings, and what role each column gives.

A profile is a file in `ingest/profiles`. Columns are found by their headings, so their order and their
wording (within the listed synonyms) do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from graph.own_yaml import own_yaml
from ingest.headings import Meaning, heading

_NUMBERS = tuple(
    map(heading, ("序", "№", "No.", "NO", "项次", "行号", "卡号", "#"))
)  # further headings of a column of numbers
_KEPT = 2_000  # headings of which a kind of sheet remembers which pattern they follow
FOLDER = Path(__file__).with_name("profiles")


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
    that the sheet belongs to; words in `blanks` count as an empty cell. `words` are the fields by heading. Where a
    sheet is `general`, a heading that is not listed may stand for a field by what its words mean (`meant`),
    unless it is `closed`, or by a `patterns` of the field. Where it has `heard`, its name, heading or title must say
    one of these words. `second` is the field for another column under a heading of a field that has one. It is `told`
    where a person gave further headings beside the file.
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
    general: bool = False
    closed: frozenset[str] = frozenset()
    patterns: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    heard: tuple[str, ...] = ()
    second: Mapping[str, str] = field(default_factory=dict)
    told: bool = False
    _alike: dict[str, str | None] = field(init=False, repr=False, compare=False, default_factory=dict)

    def likened(self, said: str) -> str | None:
        """The field whose pattern a whole heading, in its common form, follows; None for none."""
        if said not in self._alike:
            if len(self._alike) >= _KEPT:
                self._alike.clear()
            fits = (name for name, pattern in self.patterns.items() if pattern.fullmatch(said))
            self._alike[said] = next(fits, None)
        return self._alike[said]

    def meant(self, meaning: Meaning) -> str | None:
        """The field for a heading of such a meaning, None where this kind of sheet has none."""
        if meaning.role:
            if meaning.kind == "bodies" and "title" in self.headers:
                return next((f for f, r in self.roles.items() if r.link == meaning.role), None)
            if meaning.kind == "clause" and "title" in self.headers:
                clause = next(
                    (r.clause for r in self.roles.values() if r.link == meaning.role and r.clause), None
                )
                return clause or (
                    None if meaning.rank or meaning.role in ("LEADS", "ASSISTS") else "title"
                )  # 执法事项
            if meaning.kind == "clause":
                return next((f for f, r in self.roles.items() if r.link == meaning.role), None)
            return None
        names = _MEANT.get(meaning.kind, (meaning.kind,))
        return next((f for f in names if f in self.headers), None)


_MEANT = {"matter": ("title", "duties"), "body": ("body", "bodies"), "clause": ("bodies_text", "duties")}


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


@cache
def profiles() -> Mapping[str, Profile]:
    """All profiles by id. Raises ProfileError for a file that contradicts itself.

    >>> "boundary" in profiles()
    True
    """
    made = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        raw = own_yaml(path.read_text(encoding="utf-8"))
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
    headers, values, patterns = {}, {}, {}
    second: dict[str, str] = {}
    seen: dict[str, str] = {}
    for name, said in raw["fields"].items():
        words = said["headers"] if isinstance(said, dict) else said
        if isinstance(said, dict) and "values" in said:
            values[name] = said["values"]
        if isinstance(said, dict) and "like" in said:
            patterns[name] = re.compile(said["like"])
        if isinstance(said, dict) and "second" in said:
            second[name] = said["second"]
        for word in map(heading, words):
            if word in seen:
                raise ProfileError(f"{profile}: {word} stands for {seen[word]} and {name}")
            seen[word] = name
        headers[name] = tuple(words)
    for word in _NUMBERS if "number" in headers else ():
        seen.setdefault(word, "number")
    named = [second.values()] + [
        raw.get(key, ()) for key in ("required", "either", "roles", "performers", "handoff")
    ]
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
        general=raw.get("general", False),
        patterns=patterns,
        heard=tuple(raw.get("heard", ())),
        second=second,
    )
