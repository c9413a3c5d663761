"""1,135 real items of one real district (Guang'an, 2025): loaded whole, traits reported, rules run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.judge import judge
from graph.rule import catalogue
from graph.store import Store
from ingest.load import Understanding, understand
from tests.city.pipeline import AS_OF, fill, statements

ITEMS = Path(__file__).parents[3] / "shared" / "data" / "cn_guangan_service_items_2025.csv"
pytestmark = pytest.mark.skipif(
    not ITEMS.exists(), reason="the real items are not part of this project: ../shared/data"
)


@pytest.fixture(scope="module")
def read() -> Understanding:
    return understand([ITEMS])


def test_nothing_is_dropped(read: Understanding) -> None:
    counts = read.to_json()["files"][0]["counts"]
    assert counts == {"rows": 1136, "statement_rows": 1135, "problem_rows": 0, "non_data_rows": 1}
    kinds = Counter(s.kind for s in statements(read.batch.mentions))
    assert (kinds["ApprovalItem"], kinds["Organization"], kinds["APPROVES"]) == (1135, 34, 1135)


@pytest.mark.parametrize(
    "words",
    ["2222222222222：占位代码", "1111111111111111：占位代码", "旧 9 位组织机构代码", "只有 17 位,缺校验位", "门户代码",
     "编码类型字母 A（行政许可）与事项类型 10", "区市监局有 3 个代码", "用于 2 个部门"],
)  # fmt: skip
def test_known_traits_are_warnings(read: Understanding, words: str) -> None:
    said = [p for p in read.files[0].problems if words.replace(",", "，") in p.message]
    assert said
    assert {p.severity for p in said} == {"warning"}
    assert all(p.cell for p in said)


def test_the_same_title_twice_stays_two_items(read: Understanding) -> None:
    twice = [p for p in read.files[0].problems if p.code == "DUPLICATE"]
    assert len(twice) == 2
    assert read.ok


def test_rules_find_the_three_licences_that_are_really_split(
    read: Understanding, new_store: Callable[[], Store]
) -> None:
    """New, change and cancellation in the approval bureau, renewal in the health commission; nothing else speaks."""
    store = fill(new_store(), statements(read.batch.mentions))
    found = judge(store, AS_OF)
    assert {f.code for f in found} == {"H07"}
    named = ["、".join(f.columns["named"]) for f in found]
    assert len(named) == 3
    for licence in ("医疗机构执业", "放射诊疗", "母婴保健"):
        assert [licence in n for n in named].count(True) == 1
    assert {f.columns["approvers"] == ["区卫健局", "区行政审批局"] for f in found} == {True}
    assert len(catalogue()) == 12
