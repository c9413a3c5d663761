"""The register of coordinating bodies, on both engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.bodies_register import body, pick, register
from graph.compile import compile_graph
from graph.example import expand
from graph.reader import Reader
from graph.store import Store
from tests.graph.test_matrix import reader

NewStore = Callable[[], Store]
CITY = (
    "body:com {name: 食安委, kind: commission, status: active, chair_role: 市长, last_active_on: '2026-01-01'}",
    "body:part {name: 第10专委会, kind: special_committee}", "body:part2 {name: 第9专委会, kind: special_committee}",
    "body:bare {name: 某专班}",
    "list:l {kind: bodies}", "body:com LISTED_IN list:l", "org:a", "org:b", "duty:1", "dom:food {name: 食品}",
    "body:com LED_BY org:a", "body:com OFFICE_AT org:b", "body:part UNDER body:com", "body:part2 UNDER body:com",
    "body:com HAS_MEMBER org:a {role: 副主任单位, text: 牵头}", "body:com HAS_MEMBER org:a {valid_from: '2020-01-01'}",
    "body:com HAS_MEMBER org:b", "body:com COORDINATES duty:1", "body:com COORDINATES dom:food",
    "rev:2 {body: 'body:com', round: 2, opinion: revoke, decided_on: '2025-01-01'}", "rev:2 REVIEWS body:com",
    "rev:10 {body: 'body:com', round: 10, opinion: agree}", "rev:10 REVIEWS body:com",
    "act:1 {body: 'body:com', kind: meeting, held_on: '2026-05-01', name: 第一次}", "act:1 HELD_BY body:com",
    "act:2 {body: 'body:com', kind: document, name: 无日期的文件}", "act:2 HELD_BY body:com",
)  # fmt: skip


@pytest.fixture
def city(new_store: NewStore) -> Reader:
    """Four bodies on each engine in turn."""
    return reader(new_store(), compile_graph(expand(CITY)))


def test_a_line_says_what_the_lists_say(city: Reader) -> None:
    lines = {line["id"]: line for line in register(city)}
    com, bare = lines["body:com"], lines["body:bare"]
    assert [o["id"] for o in com["leads"] + com["offices"]] == ["org:a", "org:b"]
    assert (com["members"], com["activities"], com["active_on"]) == (2, 2, "2026-05-01")
    assert [line["id"] for line in lines.values() if line["listed"]] == ["body:com"]
    assert com["opinion"] == "agree"  # round 10 is newer than round 2, though it has no day
    assert (bare["leads"], bare["offices"], bare["opinion"], bare["members"], bare["active_on"]) == (
        [],
        [],
        None,
        0,
        None,
    )
    assert [line["name"] for line in register(city) if "专委会" in line["name"]] == [
        "第9专委会",
        "第10专委会",
    ]


def test_filters(city: Reader) -> None:
    lines = register(city)
    assert [b["id"] for b in pick(lines, kind="commission")] == ["body:com"]
    assert [b["id"] for b in pick(lines, lead="org:a", opinion="agree", status="active")] == ["body:com"]
    assert len(pick(lines, opinion="none")) == 3
    assert {b["id"] for b in pick(lines, status="none")} == {"body:part", "body:part2", "body:bare"}
    assert [b["id"] for b in pick(lines, text="市长")] == ["body:com"]
    assert pick(lines, kind="nonsense") == []
    assert pick(lines) == lines


def test_one_body_has_its_members_meetings_and_opinions(city: Reader) -> None:
    com = body(city, "body:com")
    assert [m["id"] for m in com["members"]] == ["org:a", "org:a", "org:b"]
    assert {m["role"] for m in com["members"]} == {"副主任单位", None}
    assert [a["id"] for a in com["activities"]] == ["act:1", "act:2"]
    assert [r["round"] for r in com["reviews"]] == [2, 10]
    assert {m["id"] for m in com["matters"]} == {"duty:1", "dom:food"}
    assert [p["name"] for p in com["parts"]] == ["第9专委会", "第10专委会"]
    assert [u["id"] for u in body(city, "body:part")["upper"]] == ["body:com"]
    assert not any(body(city, "body:nothing").values())


def test_no_list_gives_an_empty_register(new_store: NewStore) -> None:
    assert register(reader(new_store(), compile_graph(expand(["org:a"])))) == []
