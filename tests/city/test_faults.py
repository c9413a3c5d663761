"""The planted faults: all found, nothing else found; mended one by one, planted one by one, each moves one finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

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


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: str(f["id"]))
def test_a_fault_mended_takes_its_finding_with_it(
    found: dict[str, Finding], fault: dict[str, Any], tmp_path: Path
) -> None:
    now = after(fault["mend"], tmp_path)
    gone = [found[k] for k in found.keys() - now.keys()]
    assert [says(f, fault["code"], fault["thing"]) for f in gone] == [True], fault["why"]
    assert not now.keys() - found.keys(), [now[k] for k in now.keys() - found.keys()]


@pytest.mark.parametrize("fault", PLANTS, ids=lambda f: f"{f['code']}-{f['thing'][:12]}")
def test_a_fault_planted_brings_its_finding(
    found: dict[str, Finding], fault: dict[str, Any], tmp_path: Path
) -> None:
    now = after(fault["mend"], tmp_path)
    new = [now[k] for k in now.keys() - found.keys()]
    assert [says(f, fault["code"], fault["thing"]) for f in new] == [True]
    assert not found.keys() - now.keys(), [found[k] for k in found.keys() - now.keys()]
