"""Small lists with the quirks of real ones: each gives the statements written beside it, and no others.

A file NAME lies in tests/data/lists beside NAME.expected.yaml, which a person wrote from the list alone:

- `statements`: role, `organization` (full name) or `group` (words that name no body), thing, `scope`,
  `inferred`, cell. A list of roles, scopes or cells means that each of them is right. A cell without its sheet is
  compared without it.
- `problems`: code, severity, cell. Errors and warnings are told exactly; what is only `info` must be among those told.
- `rows`: how many hold data, and how many others there are (where the format has rows of its own).
- `facts`: properties that so many statements of a kind must have.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.load import understand
from ingest.report import FileReport, Understanding
from tests.data.lists.maker.cases import made

FOLDER = Path(__file__).parents[1] / "data" / "lists"
ENDING = ".expected.yaml"
NAMES = sorted(p.name.removesuffix(ENDING) for p in FOLDER.glob(f"*{ENDING}"))

Said = tuple[str, str, str, str | None, str | None, str]


@cache
def expected(name: str) -> Mapping[str, Any]:
    """What a list says, as written beside it."""
    return dict(yaml.safe_load((FOLDER / f"{name}{ENDING}").read_text(encoding="utf-8")))


@cache
def found(name: str) -> Understanding:
    """What the program understands of a list and the common register."""
    return understand([FOLDER / "register.csv", FOLDER / name], **expected(name).get("options", {}))


def of(name: str) -> FileReport:
    """The report of the list itself."""
    return next(f for f in found(name).files if f.file == name)


def several(value: Any) -> list[Any]:
    """A value that may be one or several as several."""
    return value if isinstance(value, list) else [value]


def claims(said: Mapping[str, Any]) -> list[Said]:
    """All right ways to report one expected statement."""
    who = said.get("organization") or f"（{said['group']}）"
    return [
        (role, who, str(said["thing"]), scope, said.get("inferred"), cell)
        for role in several(said["role"])
        for scope in several(said.get("scope"))
        for cell in several(said["cell"])
    ]


def reported(name: str, with_sheet: bool) -> Counter[Said]:
    """What the report says, in the same form."""
    return Counter(
        (s.role, s.organization or f"（{s.organization_text}）", s.thing, s.scope, s.inferred,
         s.cell if with_sheet else s.cell.rsplit("!", 1)[-1])
        for s in of(name).statements
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_list_gives_exactly_what_it_says(name: str) -> None:
    wanted = expected(name)["statements"] or []
    left = reported(name, any("!" in c for s in wanted for c in several(s["cell"])))
    missing = []
    for said in wanted:
        right = next((c for c in claims(said) if left[c]), None)
        if right is None:
            missing.append(claims(said)[0])
        else:
            left[right] -= 1
    assert (missing, sorted(left.elements(), key=str)) == ([], [])


def told(problems: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Errors and warnings in order."""
    return sorted(p for p in problems if p[1] != "info")


@pytest.mark.parametrize("name", NAMES)
def test_a_list_has_exactly_its_problems(name: str) -> None:
    wanted = [(p["code"], p["severity"], p["cell"]) for p in expected(name)["problems"] or []]
    have = [(p.code, p.severity, p.cell) for p in of(name).problems]
    assert told(have) == told(wanted)
    assert not Counter(wanted) - Counter(have)
    assert all(p.message and p.todo for p in of(name).problems)
    assert found(name).ok == (not any(severity == "error" for _, severity, _ in wanted))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_accounted_for(name: str) -> None:
    for file in found(name).files:
        counts = file.counts
        assert counts["rows"] == counts["statement_rows"] + counts["problem_rows"] + counts["non_data_rows"]
        assert counts["rows"] > 0
        assert all(row and why for row, why in file.non_data_rows)
    rows = expected(name).get("rows", {})
    counts = of(name).counts
    have = {"data": counts["statement_rows"] + counts["problem_rows"], "other": counts["non_data_rows"]}
    assert rows == {key: have[key] for key in rows}


@pytest.mark.parametrize("name", [n for n in NAMES if "profile" in expected(n)])
def test_a_list_is_taken_for_what_it_is(name: str) -> None:
    assert of(name).profile == expected(name)["profile"]


@pytest.mark.parametrize("name", [n for n in NAMES if "facts" in expected(n)])
def test_what_a_list_says_beside_names_is_kept(name: str) -> None:
    for fact in expected(name)["facts"]:
        stated = {
            m.statement.id: m.statement.properties
            for m in found(name).batch.mentions
            if m.statement.kind == fact["kind"]
        }
        fits = [p for p in stated.values() if all(p.get(k) == v for k, v in fact["has"].items())]
        assert len(fits) == fact.get("times", 1), (fact, [dict(p) for p in stated.values()])


def test_the_register_of_the_corpus_is_read_without_a_word() -> None:
    whole = understand([FOLDER / "register.csv"])
    assert whole.problems == []
    assert whole.files[0].profile == "org_register"


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of an office file, since not every zlib packs alike; any other file as it is."""
    if not content.startswith(b"PK"):
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_maker_makes_these_files() -> None:
    for name, content in made().items():
        kept = (FOLDER / name).read_bytes()
        assert unpacked(kept) == unpacked(content), f"{name}: run python -m tests.data.lists.maker"
    assert set(made()) == {p.name for p in FOLDER.iterdir() if p.is_file() and not p.name.endswith(ENDING)}
    assert set(NAMES) == set(made()) - {"register.csv"}
    assert len(NAMES) >= 40
