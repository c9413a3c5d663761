"""The planted faults: all found, nothing else found; mended or planted in lines, each moves its own finding alone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.judge import Finding, judge
from graph.rule import catalogue
from graph.statement import Mention, Statement
from graph.store import Store
from tests.city.pipeline import AS_OF, FILES, edit, fill, findings, read, says, statements, written_down

FAULTS, DECOYS, PLANTS = (written_down(part) for part in ("faults", "decoys", "plant"))
CODES = {rule.code for rule in catalogue()} - {
    "G14"
}  # that one speaks after departments were asked; no list asks


@cache
def mentions() -> tuple[Mention, ...]:
    return tuple(read(FILES).batch.mentions)


@cache
def edition() -> tuple[Statement, ...]:
    return tuple(statements(mentions()))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finding]:
    return findings(edition(), tmp_path_factory.mktemp("base"))


def after(changes: list[dict[str, Any]], folder: Path) -> dict[str, Finding]:
    """Findings once the changed workbooks are loaded over the edition in force."""
    batch = read(edit(folder, changes), edition()).batch
    kept = [m for m in mentions() if m.list_id not in batch.lists]
    return findings(statements([*kept, *batch.mentions]), folder)


def test_there_are_enough_of_every_kind() -> None:
    assert len(FAULTS) >= 70
    assert {f["code"] for f in FAULTS} == {p["code"] for p in PLANTS} == CODES
    assert len({f["id"] for f in FAULTS}) == len(FAULTS)


def test_every_fault_is_found_and_nothing_else(new_store: Callable[[], Store]) -> None:
    all_found = judge(fill(new_store(), edition()), AS_OF)
    expected = Counter((f["code"], f["severity"]) for f in FAULTS)
    assert Counter((f.code, f.severity) for f in all_found) == expected
    for fault in FAULTS:
        hits = [f for f in all_found if says(f, fault["code"], fault["thing"])]
        assert [f.severity for f in hits] == [fault["severity"]], fault["id"]


def test_both_engines_find_the_same(
    new_store: Callable[[], Store], engine: str, found: dict[str, Finding]
) -> None:
    """Whole findings are compared: evidence, facts and names too."""
    assert {f.key: f for f in judge(fill(new_store(), edition()), AS_OF)} == found, engine


@pytest.mark.parametrize("decoy", DECOYS, ids=lambda d: f"{d['code']}-{d['thing'][:12]}")
def test_near_misses_stay_silent(found: dict[str, Finding], decoy: dict[str, Any]) -> None:
    hits = [f for f in found.values() if f.code == decoy["code"] and decoy["thing"] in f.columns.values()]
    assert not hits, decoy["why_silent"]


def lines(cases: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows and the columns of the square in which the cases stand, each with those that are changed at once.

    No two cases share both a row and a column. So where each line moves just the findings of its own cases, each case
    moves its own: one that moved another's as well, or in its place, would do so in a line where that other is not.
    """
    side = math.isqrt(len(cases) - 1) + 1
    return [*(cases[row::side] for row in range(side)), *batched(cases, side)]


def batched(cases: list[dict[str, Any]], size: int) -> list[list[dict[str, Any]]]:
    return [cases[start : start + size] for start in range(0, len(cases), size)]


def moved(
    line: list[dict[str, Any]], before: dict[str, Finding], now: dict[str, Finding]
) -> tuple[list[int], list[Finding]]:
    """How many of the findings that are in `before` and not in `now` are each case's own, and those that are nobody's."""
    gone = [before[k] for k in before.keys() - now.keys()]
    own = [sum(says(f, case["code"], case["thing"]) for f in gone) for case in line]
    strange = [f for f in gone if not any(says(f, case["code"], case["thing"]) for case in line)]
    return own, strange


def named(line: list[dict[str, Any]]) -> str:
    return "-".join(str(case.get("id") or case["code"]) for case in line)


@pytest.mark.parametrize("line", lines(FAULTS), ids=named)
def test_faults_mended_take_their_findings_with_them(
    found: dict[str, Finding], line: list[dict[str, Any]], tmp_path: Path
) -> None:
    now = after([change for fault in line for change in fault["mend"]], tmp_path)
    assert moved(line, found, now) == ([1] * len(line), [])
    assert not now.keys() - found.keys(), [now[k] for k in now.keys() - found.keys()]


@pytest.mark.parametrize("line", lines(PLANTS), ids=named)
def test_faults_planted_bring_their_findings(
    found: dict[str, Finding], line: list[dict[str, Any]], tmp_path: Path
) -> None:
    now = after([change for fault in line for change in fault["mend"]], tmp_path)
    assert moved(line, now, found) == ([1] * len(line), [])
    assert not found.keys() - now.keys(), [found[k] for k in found.keys() - now.keys()]


@given(st.integers(1, 120))
def test_no_two_cases_share_a_row_and_a_column(many: int) -> None:
    cases = [{"id": n} for n in range(many)]
    pairs = Counter(pair for line in lines(cases) for pair in combinations([case["id"] for case in line], 2))
    assert not pairs or max(pairs.values()) == 1
    assert Counter(case["id"] for line in lines(cases) for case in line) == dict.fromkeys(range(many), 2)
