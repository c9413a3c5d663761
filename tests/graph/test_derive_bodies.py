"""Links derived for coordinating bodies: newest opinion, last activity, members alike."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from graph.compile import compile_graph
from graph.days import reckoned
from graph.example import expand


def derived(kind: str, *lines: str) -> list[tuple[str, str, dict[str, Any], set[str]]]:
    """Derived links of a kind: both ends, properties, and the kinds of facts they were made from."""
    links = compile_graph(expand(lines)).linked(kind)
    return sorted((k["from"], k["to"], k["properties"], set(k["facts"])) for k in links)


def review(name: str, round: int, decided_on: str | None = None) -> list[str]:
    """Lines of one opinion on body:a."""
    day = f", decided_on: {decided_on}" if decided_on else ""
    return [f"rev:{name} {{body: body:a, round: {round}, opinion: agree{day}}}", f"rev:{name} REVIEWS body:a"]


@pytest.mark.parametrize(
    ("newest", "reviews"),
    [
        ("b", [("a", 1, "2024-03-01"), ("b", 2, "2025-03-01")]),
        ("a", [("a", 1, "2025-03-01"), ("b", 2, "2024-03-01")]),  # the day goes before the round
        ("a", [("a", 2, "2024-03-01"), ("b", 1, "2024-03-01")]),
        ("b", [("a", 1, "2024-03-01"), ("b", 2, None)]),
        ("b", [("a", 1, None), ("b", 2, "2024-03-01")]),
        ("a", [("a", 2, "2024-03-01"), ("b", 2, None)]),  # the same round: the one with a day
        ("c", [("a", 1, "2025-03-01"), ("b", 3, "2024-03-01"), ("c", 2, None)]),
        ("b", [("a", 1, None), ("b", 2, None)]),
    ],
)
def test_newest_opinion(newest: str, reviews: list[tuple[str, int, str | None]]) -> None:
    for told in permutations(reviews):
        lines = [line for one in told for line in review(*one)]
        ((body, found, properties, facts),) = derived("LAST_REVIEWED", *lines)
        assert (body, found, properties) == ("body:a", f"rev:{newest}", {})
        assert facts > {f"rev:{newest}"} and len(facts) == 2, "the opinion and its link to the body"


def test_last_activity_is_the_newest_that_says_its_day() -> None:
    lines = [
        "act:1 {body: body:a, kind: meeting, held_on: 2024-01-10}",
        "act:2 {body: body:a, kind: document, held_on: 2025-01-10}",
        "act:3 {body: body:a, kind: meeting}",
        "act:4 {body: body:b, kind: meeting}",
        *(f"act:{i} HELD_BY body:a" for i in (1, 2, 3)),
        "act:4 HELD_BY body:b",
    ]
    assert [(body, last) for body, last, *_ in derived("LAST_ACTED", *lines)] == [("body:a", "act:2")]


def sits(body: str, *orgs: str) -> list[str]:
    return [f"body:{body} HAS_MEMBER org:{o}" for o in orgs]


AT_WORK = ["body:b COORDINATES duty:x", "body:a LEADS duty:x"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([*AT_WORK, *sits("a", *"12345678"), *sits("b", *"234567890")], (7, 70, 8)),
        ([*AT_WORK, *sits("a", *"123"), *sits("b", *"12")], (2, 66, 2)),
        ([*AT_WORK, *sits("a", *"123"), *sits("b", *"456")], None),
        ([AT_WORK[0], "body:a ASSISTS duty:x", *sits("a", "1"), *sits("b", "1")], None),
        ([AT_WORK[0], "body:a LEADS duty:y", *sits("a", "1"), *sits("b", "1")], None),
        (["body:a COORDINATES dom:x", "body:b COORDINATES dom:x", *sits("a", "1"), *sits("b", "1")], None),
        ([*AT_WORK, "org:2 LEADS duty:x", *sits("a", "1"), *sits("b", "2")], None),
        # an ended member counts as its heir, a lost one as itself
        (
            [*AT_WORK, "org:1 {status: merged}", "org:1 SUCCEEDED_BY org:2", *sits("a", "1"), *sits("b", "2")],
            (1, 100, 1),
        ),
        ([*AT_WORK, "org:1 {status: abolished}", *sits("a", "1"), *sits("b", "1", "2")], (1, 50, 1)),
        # a membership that ended and a group that is no body do not count
        ([*AT_WORK, "body:a HAS_MEMBER org:2 {valid_to: 2024-12-31}", *sits("a", "1"), *sits("b", "1", "2")], (1, 50, 1)),
        (
            [
                *AT_WORK, "grp:1 {kind: level}", "body:a HAS_MEMBER grp:1", "body:b HAS_MEMBER grp:1",
                *sits("a", "1"), *sits("b", "1"),
            ],
            (1, 100, 1),
        ),
    ],
)  # fmt: skip
def test_members_alike(lines: list[str], expected: tuple[int, int, int] | None) -> None:
    found = [
        (first, second, (p["common"], p["score_percent"], p["fewest"]))
        for first, second, p, _ in derived("ALIKE_MEMBERS", *lines)
    ]
    assert found == ([("body:a", "body:b", expected)] if expected else [])


def test_two_duties_in_common_are_one_link() -> None:
    more = ["body:a LEADS duty:y", "body:b LEADS duty:y", *sits("a", "1", "2"), *sits("b", "1")]
    ((_, _, _, facts),) = derived("ALIKE_MEMBERS", *AT_WORK, *more)
    assert len(facts) == 3 and all(f.startswith("HAS_MEMBER-") for f in facts)


@pytest.mark.parametrize(
    ("text", "as_of", "day"),
    [
        ("1 day before as_of", "2026-03-01", "2026-02-28"),
        ("1 month before as_of", "2026-01-31", "2025-12-31"),
        ("13 months before as_of", "2026-03-31", "2025-02-28"),
        ("12 months before", "2026-06-30", "12 months before"),
    ],
)
def test_days_before(text: str, as_of: str, day: str) -> None:
    assert reckoned(text, as_of) == day
