"""What a person says of a list in a small file beside it, where the program cannot tell by itself.

Beside `清单.xlsx` it is called `清单.xlsx.zhize.yaml` or `清单.zhize.yaml`. It may say: `profile`, `sheet` or
`sheets` (names), `header_row` (one number, or several), `columns` (heading or column letter -> field, standard
heading, or `-` for a column to pass over), `region` (6 digits), `issuer`, `complete` (true or false) and
`fill_down` (fields whose blank cells repeat the one above). It wins over what the list shows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from graph.statement import Source
from ingest.cells import Cell, ReadProblem, Sheet
from ingest.header import Header
from ingest.headings import heading
from ingest.meta import ListMeta
from ingest.profile import Profile, SheetSpec
from ingest.regions import region_code

ENDING = ".zhize.yaml"
MAX_BYTES = 64_000
MEDIA_TYPE = "application/yaml"
PASSED_OVER = "-"
_KEYS = {
    "profile", "sheet", "sheets", "header_row", "columns", "region", "issuer", "fill_down", "complete",
}  # fmt: skip
_TODO = "改正这个文件；写法见 docs/howto/odd-lists.md"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a person says of one list. Absent entries are None or empty: the program decides those."""

    source: Source
    profile: str | None = None
    sheets: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    region: str | None = None
    issuer: str | None = None
    fill_down: tuple[str, ...] = ()
    complete: bool | None = None

    def profile_as_told(self, profile: Profile) -> Profile:
        """The profile with its headings as this file has them."""
        return replace(profile, sheets=tuple(self._spec(s) for s in profile.sheets))

    def _spec(self, spec: SheetSpec) -> SheetSpec:
        told = {h: field_of(spec, said) for h, said in self.columns.items() if not _is_letters(h)}
        taken = {f for f in [*told.values(), *self._by_letter(spec)] if f}
        passed = {heading(h) for h, said in self.columns.items() if said == PASSED_OVER}
        words = {w: f for w, f in spec.words.items() if f not in taken and w not in passed}
        closed = frozenset(passed | {w for w, f in spec.words.items() if f in taken})
        return replace(
            spec, told=True, closed=closed, words=words | {heading(h): f for h, f in told.items() if f}
        )

    def _by_letter(self, spec: SheetSpec) -> dict[str, int]:
        """Columns named by their letters, by field."""
        named = {h: field_of(spec, said) for h, said in self.columns.items() if _is_letters(h)}
        return {f: _column(h) for h, f in named.items() if f}

    def header_as_told(self, sheet: Sheet, spec: SheetSpec, header: Header) -> Header:
        """The header with the columns that are named by their letters."""
        rows = header.rows or self.header_rows
        named = {f: c for f, c in self._by_letter(spec).items() if rows and sheet.cell(rows[-1], c)}
        away = {*named.values(), *(_column(h) for h in self.columns if _is_letters(h))}
        columns = {f: c for f, c in header.columns.items() if c not in away} | named
        captions = {f: text for f, text in header.captions.items() if f in columns}
        own = spec.words.get(heading(header.captions.get("title", "")))
        if own and own not in columns and "title" in named:  # it stood in for the title that is named now
            columns[own], captions[own] = header.columns["title"], header.captions["title"]
        for name, column in named.items():
            cell = sheet.rows[rows[-1] - 1][column - 1]
            captions[name] = cell.text.replace("\n", "") or spec.headers[name][0]
        passed = {heading(h) for h, said in self.columns.items() if said == PASSED_OVER}
        unknown = tuple(c for c in header.unknown if c.column not in away and heading(c.text) not in passed)
        guessed = tuple(f for f in header.guessed if f in columns and f not in named)
        places = {f: place for f, place in header.places.items() if f in columns}
        return Header(rows, columns, captions, header.doubled, unknown, guessed, places)

    def unknown_fields(self, profile: Profile) -> list[str]:
        """Entries of `columns` and `fill_down` that stand for no field of the profile."""
        said = [*self.columns.values(), *self.fill_down]
        return [s for s in said if s != PASSED_OVER and not any(field_of(spec, s) for spec in profile.sheets)]

    def unused_columns(self, headers: Iterable[tuple[SheetSpec, Header]]) -> list[str]:
        """Headings and letters of `columns` that no sheet has."""
        found = list(headers)
        return [
            h for h, said in self.columns.items()
            if said != PASSED_OVER
            and any(field_of(spec, said) for spec, _ in found)
            and not any(field_of(spec, said) in header.columns for spec, header in found)
        ]  # fmt: skip

    def filled(self, sheet: Sheet, spec: SheetSpec, header: Header) -> Sheet:
        """The sheet with the blanks under `fill_down` filled from above, as a merge would fill them.

        A row with a single filled cell (a banner, a note) is left as it is.
        """
        columns = [c for f in self.fill_down if (c := header.columns.get(field_of(spec, f) or ""))]
        if not columns or not header.rows:
            return sheet
        rows = [list(row) for row in sheet.rows]
        above: dict[int, Cell] = {}
        for number in range(header.rows[-1] + 1, len(rows) + 1):
            if len(sheet.filled(number)) < 2:
                continue
            row = rows[number - 1]
            for column in columns:
                cell, last = row[column - 1], above.get(column)
                if cell.text:
                    above[column] = cell
                elif last:
                    row[column - 1] = replace(cell, text=last.text, merged_from=last.origin)
        return replace(sheet, rows=rows)

    def meta(self, meta: ListMeta) -> ListMeta:
        """What the list says of itself, with what is told here in its place."""
        return replace(
            meta,
            region=self.region or meta.region,
            issuer=meta.issuer if self.issuer is None else self.issuer,
            complete=meta.complete if self.complete is None else self.complete,
        )


def field_of(spec: SheetSpec, said: str) -> str | None:
    """The field of a kind of sheet that a word names: by its own name, or by one of its headings."""
    if said in spec.headers:
        return said
    return next((f for f, words in spec.headers.items() if heading(said) in map(heading, words)), None)


def is_sidecar(path: Path) -> bool:
    """Whether a file speaks of a list beside it.

    >>> is_sidecar(Path("清单.xlsx.zhize.yaml")), is_sidecar(Path("清单.xlsx"))
    (True, False)
    """
    return path.name.endswith(ENDING)


def beside(path: Path) -> Sidecar | None:
    """The sidecar of a list, None where there is none.

    Raises ReadProblem where it cannot be understood, or where there are two.
    """
    found = [
        p for p in (path.with_name(path.name + ENDING), path.with_name(path.stem + ENDING)) if p.is_file()
    ]
    if not found:
        return None
    if len(found) > 1:
        raise ReadProblem(f"{path.name} 旁边有两个说明文件：{found[0].name}、{found[1].name}", "只留一个")
    return read(found[0].read_bytes(), found[0].name)


def read(content: bytes, name: str) -> Sidecar:
    """A sidecar from its bytes. Raises ReadProblem naming the entry that cannot be understood.

    >>> read("profile: boundary\\nheader_row: 4\\ncolumns: {谁负责: lead}".encode(), "a.zhize.yaml").header_rows
    (4,)
    """
    if len(content) > MAX_BYTES:
        raise ReadProblem(f"{name} 太大，不像是清单的说明文件", _TODO)
    try:
        raw = yaml.safe_load(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        raise ReadProblem(f"{name} 不是 UTF-8 的 YAML：{str(error).splitlines()[0][:200]}", _TODO) from error
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise ReadProblem(f"{name} 应当逐行写“项目: 内容”", _TODO)
    strange = [key[:40] for key in raw if key not in _KEYS]
    if strange:
        raise ReadProblem(f"{name} 里不认识：{'、'.join(strange)}；可写：{'、'.join(sorted(_KEYS))}", _TODO)
    source = Source(name, hashlib.sha256(content).hexdigest(), MEDIA_TYPE, content)
    rows = _list(raw, "header_row", int, name)
    if rows and (rows[0] < 1 or rows != list(range(rows[0], rows[0] + len(rows)))):
        raise ReadProblem(f"{name}：header_row 应是从 1 起的行号，几行表头要相连", _TODO)
    region = _one(raw, "region", (str, int), name)
    code = None if region is None else region_code(str(region))
    if region is not None and code is None:
        raise ReadProblem(f"{name}：region “{str(region)[:20]}”不是行政区划代码", _TODO)
    return Sidecar(
        source=source,
        profile=_one(raw, "profile", (str,), name),
        sheets=(*_list(raw, "sheet", str, name), *_list(raw, "sheets", str, name)),
        header_rows=tuple(rows),
        columns=_columns(raw.get("columns"), name),
        region=code,
        issuer=_one(raw, "issuer", (str,), name),
        fill_down=tuple(_list(raw, "fill_down", str, name)),
        complete=_one(raw, "complete", (bool,), name),
    )


def _one(raw: Mapping[str, Any], key: str, kinds: tuple[type, ...], name: str) -> Any:
    value = raw.get(key)
    if value is not None and (
        not isinstance(value, kinds) or (bool not in kinds and isinstance(value, bool))
    ):
        raise ReadProblem(f"{name}：{key} 的写法不对", _TODO)
    return value


def _list(raw: Mapping[str, Any], key: str, kind: type, name: str) -> list[Any]:
    value = raw.get(key)
    said = value if isinstance(value, list) else [] if value is None else [value]
    if not all(type(one) is kind for one in said):
        raise ReadProblem(f"{name}：{key} 的写法不对", _TODO)
    return said


def _columns(said: Any, name: str) -> dict[str, str]:
    if said is None:
        return {}
    if not isinstance(said, dict) or not all(
        isinstance(k, str) and isinstance(v, str) for k, v in said.items()
    ):
        raise ReadProblem(f"{name}：columns 应逐行写“栏名或列号: 字段”；不读的栏写“栏名: '-'”", _TODO)
    return dict(said)


def _is_letters(said: str) -> bool:
    return re.fullmatch(r"[A-Z]{1,2}", said) is not None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
