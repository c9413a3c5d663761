"""1,135 real items of one real district (Guang'an, 2025): loaded whole, traits reported, rules run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.judge import judge
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
    ("code", "words"),
    [
        ("PLACEHOLDER", "2222222222222：占位代码"), ("PLACEHOLDER", "1111111111111111：占位代码"),
        ("FORM", "旧 9 位组织机构代码"), ("FORM", "只有 17 位，缺校验位"), ("FORM", "末位是小写字母"), ("FORM", "旧式编码"),
        ("CHECK", "校验位不符"), ("AREA", "510000"), ("BODY", "门户代码"), ("BODY", "区市监局有 3 个代码"),
        ("BODY", "用于 2 个部门"), ("TYPE", "编码类型字母 A（行政许可）与事项类型 10"),
    ],
)  # fmt: skip
def test_known_traits_are_warnings(read: Understanding, code: str, words: str) -> None:
    said = [p for p in read.files[0].problems if words in p.message]
    assert said
    assert {(p.code, p.severity) for p in said} == {(f"DQ-CODE-{code}", "warning")}
    assert all(p.cell for p in said)


def test_the_traits_add_up(read: Understanding) -> None:
    """21 of the 1,135 item codes and 12 codes of bodies do not follow the grammar; 34 letters A are on no licence."""
    counts = Counter(p.code for p in read.files[0].problems)
    assert counts == {
        "DQ-CODE-FORM": 33, "DQ-CODE-TYPE": 35, "DQ-CODE-BODY": 62, "DQ-CODE-PLACEHOLDER": 3, "DQ-CODE-AREA": 1,
        "DQ-CODE-CHECK": 1, "DUPLICATE": 2,
    }  # fmt: skip


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
