"""How a file was understood, in words for the person who checks it: columns, first rows, how sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from graph.ontology import load
from graph.own_yaml import own_yaml
from ingest.cells import column_letters
from ingest.choose import Choice
from ingest.columns import field_name
from ingest.detect import Fit, Sure, alike, column_of
from ingest.entries import Entries, Page, Said
from ingest.problem import place
from ingest.profile import SheetSpec

FIRST_ROWS = 3
NEEDS = {"required": "必需", "one_of": "其一必需", "optional": ""}
CONFIDENCE = {"high": "高", "medium": "中", "low": "低"}
_SURE = {"exact", "prefix", "short_form", "alias", "nameplate", "learned"}


@dataclass(frozen=True, slots=True)
class Understood:
    """How a file was understood: how sure, the columns of each data sheet, and the first rows."""

    sure: Sure | None
    sheets: list[dict[str, Any]]
    first_rows: list[dict[str, Any]]

    def to_json(self) -> dict[str, Any]:
        """As the report of a file shows it: `sure`, `mapping` and `first_rows`."""
        sure = self.sure and {
            "level": self.sure.level,
            "why": list(self.sure.why),
            "score": {**asdict(self.sure.score), "total": self.sure.score.total},
        }
        return {"sure": sure, "mapping": self.sheets, "first_rows": self.first_rows}


def understood(choice: Choice, entries: Entries | None) -> Understood:
    """What to tell of a file that was read: nothing of its rows where they were not shaped."""
    return Understood(choice.sure, [_columns(f) for f in choice.fits], _first_rows(choice, entries))


def meaning(spec: SheetSpec, name: str) -> str:
    """What a column means: its role, what goes in, and the words it may hold.

    >>> from ingest.profile import profile_of
    >>> meaning(profile_of("boundary").sheets[0], "uptake")
    '本地是否承接上级的这一项；可填：承接、本地无此事项、由市级直管'
    """
    name = field_name(name)
    said = of_field("means", spec, name) or spec.headers[name][0]
    role = spec.roles.get(name)
    head = f"{load().links[role.link].zh}：" if role else ""
    picked = choices(spec, name)
    return f"{head}{said}" + (f"；可填：{'、'.join(picked)}" if picked else "")


def need(spec: SheetSpec, name: str) -> Literal["required", "one_of", "optional"]:
    """Whether a sheet must have a column, or at least one of a few."""
    name = field_name(name)
    return "required" if name in spec.required else "one_of" if name in spec.either else "optional"


def choices(spec: SheetSpec, name: str) -> list[str]:
    """The words a column may hold, one for each value it can mean; none where it holds any text.

    >>> from ingest.profile import profile_of
    >>> choices(profile_of("body_reviews").sheets[0], "opinion")
    ['同意设立', '不同意设立', '调整', '撤销']
    """
    if name not in spec.values:
        return list(of_field("picks", spec, name) or ())
    first: dict[str, str] = {}
    for word, value in spec.values[name].items():
        first.setdefault(value, word)
    return list(first.values())


def confidence(said: Said) -> str:
    """How far a statement may be trusted: `low` where it was inferred from the order or names no body, `high` where
    the cell says body and role outright, else `medium`.
    """
    if said.organization is None or said.inferred == "first_listed":
        return "low"
    if said.inferred:
        return "medium"
    return "high" if said.how in _SURE and said.cue else "medium"


def of_field(part: str, spec: SheetSpec, name: str) -> Any:
    """What `fields.yaml` says of a column in one of its parts, None where it says nothing."""
    said = _fields()[part]
    return said.get(f"{spec.shape}.{name}") or said.get(name)


@cache
def _fields() -> Mapping[str, Mapping[str, Any]]:
    text = Path(__file__).with_name("fields.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = own_yaml(text)
    return found


def _columns(fit: Fit) -> dict[str, Any]:
    spec, header = fit.spec, fit.header
    like = {cell.address: word for cell, _, word in alike(fit)}
    return {
        "sheet": fit.sheet.name,
        "shape": spec.shape,
        "list_kind": spec.list_kind,
        "header_rows": list(header.rows),
        "columns": [
            {
                "column": column_letters(column),
                "heading": header.captions[name],
                "field": name,
                "meaning": meaning(spec, name),
                "need": need(spec, name),
                "guessed": name in header.guessed,
            }
            for name, column in sorted(header.columns.items(), key=lambda item: item[1])
        ],
        "unread": [
            {"column": column_of(c), "heading": c.text, "like": like.get(c.address)} for c in fit.unread
        ],
    }


def _first_rows(choice: Choice, entries: Entries | None) -> list[dict[str, Any]]:
    """The first rows that gave something: the cells of each by field, and the roles read from them."""
    found: list[dict[str, Any]] = []
    if entries is None:
        return found
    said: dict[str, list[Said]] = {}
    for one in entries.said:
        said.setdefault(one.cell, []).append(one)
    for fit in choice.fits:
        page = Page(fit.sheet, fit.spec, fit.header)
        for row in range(page.first_row, len(fit.sheet.rows) + 1):
            if len(found) == FIRST_ROWS:
                return found
            if (page.name, row) not in entries.stated_rows:
                continue
            filled = fit.sheet.filled(row)
            roles = [s for cell in filled for s in said.get(place(page.name, cell.address), [])]
            if roles or len(filled) > 1:
                found.append(
                    {
                        "row": place(page.name, str(row)),
                        "fields": {f: text for f in fit.header.columns if (text := page.text(row, f))},
                        "said": [
                            {
                                "role": s.role,
                                "organization": s.organization or s.organization_text,
                                "thing": s.thing,
                            }
                            for s in roles
                        ],
                    }
                )
    return found
