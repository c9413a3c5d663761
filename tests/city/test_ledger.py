"""The article's figures, asked of the ledger: each is one of its numbers, or a row of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph.ladybug_store import LadybugStore
from graph.ontology import load
from graph.reader import Reader
from graph.record import Edition
from graph.stats import catalogue, ledger
from tests.city.pipeline import AS_OF, FILES, fill, read, statements

Rows = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    store = LadybugStore(tmp_path_factory.mktemp("city") / "city.lbug", read_only=False)
    store.define(load())
    yield Reader(Edition(1, AS_OF, "h", "", ""), fill(store, statements(read(FILES).batch.mentions)))
    store.close()


@pytest.fixture(scope="module")
def numbers(city: Reader) -> dict[str, Rows]:
    """Number -> key -> row."""
    return {
        number["id"]: {row["key"]: row for row in table["rows"]}
        for table in ledger(city)["tables"] for number in table["numbers"]
    }  # fmt: skip


def named(numbers: dict[str, Rows], number: str, name: str) -> int:
    """The count of the one row whose name holds these words."""
    rows = [r for r in numbers[number].values() if name in r["name"]]
    assert len(rows) == 1, [r["name"] for r in rows]
    return int(rows[0]["n"][number])


@pytest.mark.parametrize(
    ("number", "n"),
    [
        ("transferred_items", 175), ("related_items", 34), ("transferring_departments", 22),
        ("handbook_domains", 20), ("handbook_entries", 292),
        ("bodies", 208), ("task_forces", 36), ("temporary_bodies", 35), ("standing_bodies", 137), ("refused_bodies", 11),
    ],
)  # fmt: skip
def test_the_figures_of_the_article(numbers: dict[str, Rows], number: str, n: int) -> None:
    assert numbers[number][""]["n"][number] == n


@pytest.mark.parametrize(
    ("number", "name", "n"),
    [
        ("list_departments", "临澜市部门职责边界清单", 58), ("list_duties", "临澜市部门职责边界清单", 134),
        ("list_leading_departments", "安全生产工作职责清单", 25),
        ("list_duties", "一本通", 292), ("list_domains", "一本通", 20), ("list_bodies", "议事协调机构清单", 219),
        ("opinion_bodies", "同意设立", 21), ("opinion_bodies", "调整", 21), ("opinion_bodies", "撤销", 39),
        ("part_committees", "市安全生产委员会", 18), ("kind_bodies", "工作专班", 36), ("kind_bodies", "临时机构", 35),
        ("status_bodies", "不予设立", 11),
    ],
)  # fmt: skip
def test_the_figures_that_are_a_row(numbers: dict[str, Rows], number: str, name: str, n: int) -> None:
    rows = {k: r for k, r in numbers[number].items() if r["name"] != "不同意设立"}
    assert named({number: rows}, number, name) == n


def test_eleven_bodies_were_refused(numbers: dict[str, Rows]) -> None:
    assert numbers["opinion_bodies"]["refuse"]["n"]["opinion_bodies"] == 11
    assert sum(r["n"]["kind_refused"] for r in numbers["kind_refused"].values()) == 11


def test_kinds_and_states_add_up(numbers: dict[str, Rows]) -> None:
    kinds = sum(r["n"]["kind_bodies"] for r in numbers["kind_bodies"].values())
    states = sum(r["n"]["status_bodies"] for r in numbers["status_bodies"].values())
    assert (kinds, states) == (208, 208 + 11)
    assert (
        sum(r["n"]["region_duties"] for r in numbers["region_duties"].values())
        == numbers["duties"][""]["n"]["duties"]
    )


def test_every_number_counts_something_in_the_city(numbers: dict[str, Rows]) -> None:
    """But findings, which come with the record."""
    silent = {
        n.id for t in catalogue() for n in t.numbers
        if "$found" not in n.query and not any(row["n"][n.id] for row in numbers[n.id].values())
    }  # fmt: skip
    assert silent == set()
