"""The ledger: the same on both engines as counting by hand, two editions side by side, and a declaration that checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest

from api.reference_stats import page
from graph.chain import UnknownThing
from graph.compile import compile_graph, rows
from graph.example import expand
from graph.model import Graph
from graph.reader import Reader
from graph.record import Edition
from graph.stats import PATH, StatsError, beside, catalogue, ledger, parse
from graph.store import Store
from tests.graph.ledger_oracle import Counts, Ledger
from tests.graph.lists import DAY
from tests.rules.random_city import City

NewStore = Callable[[], Store]
# What a random city does not draw.
MORE = (
    "list:bodies {kind: bodies}", "list:book {kind: handbook}", "list:main {kind: boundary}", "reg:a {code: '379900'}",
    "org:b {kind: government, level: city, status: active, region: '379900'}", "org:b LISTED_IN list:main",
    "org:part {kind: government, level: city, status: active, region: '379900'}", "org:part PART_OF org:b",
    "org:town {kind: government, level: town, status: active, region: '379900'}",
    "dom:gas {name: 燃气, region: '379900', position: 2}", "dom:fire {name: 消防, region: '379900', position: 1}",
    "duty:1 {level: 市, region: '379900'}", "duty:1 LISTED_IN list:book", "duty:1 LISTED_IN list:main", "duty:1 IN_DOMAIN dom:gas",
    "duty:2 LISTED_IN list:main", "duty:2 IN_DOMAIN dom:fire", "duty:2 IN_DOMAIN dom:gas",
    "org:b LEADS duty:1 {lists: ['list:main']}", "org:b LEADS duty:1 {scope: 东, lists: ['list:main', 'list:book']}",
    "org:part ASSISTS duty:1 {lists: ['list:main']}", "org:town LEADS duty:2 {lists: ['list:main']}",
    "item:1 {region: '379900', level: 市}", "item:1 LISTED_IN list:main", "org:b APPROVES item:1 {lists: ['list:main']}",
    "item:1 HAS_STAGE stg:1", "stg:1 {item: item:1, kind: intake, waived: 免}", "org:b PERFORMS stg:1",
    "item:1 HANDS_OFF hand:1", "hand:1 {sender: item:1, kind: criminal, push_limit_text: 三日内, returns: true}",
    "hand:1 RECEIVED_BY org:b", "item:1 TRANSFERRED_FROM org:old {kind: devolve}", "org:old {status: merged}",
    "org:old SUCCEEDED_BY org:b", "item:2 {related: true}", "item:2 RELATED_TO item:1",
    "item:2 TRANSFERRED_FROM org:b", "body:c {kind: commission, status: active, region: '379900', level: city}",
    "body:s {kind: special_committee, status: revoked}", "body:f {kind: task_force}",
    "body:t {kind: temporary, status: merged}", "body:no {kind: leading_group, status: refused}",
    *(f"body:{b} LISTED_IN list:bodies" for b in ("c", "s", "f", "t", "no")), "body:s UNDER body:c",
    "body:no UNDER body:c", "body:c HAS_MEMBER org:b", "body:s HAS_MEMBER org:b", "body:c LED_BY org:b",
    "body:c IN_DOMAIN dom:gas", "rev:1 {body: body:c, round: 1, opinion: agree}", "rev:1 REVIEWS body:c",
    "rev:2 {body: body:c, round: 2, opinion: adjust}", "rev:2 REVIEWS body:c", "rev:2 LISTED_IN list:bodies",
)  # fmt: skip
FOUND = [("f-1", ("duty:1", "org:b", "dom:gas")), ("f-2", ("duty:1", "duty:2"))]


class Judged(Reader):
    """A reader whose findings are given."""

    given: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def findings(self) -> list[dict[str, Any]]:
        said = [{"key": key, "evidence": evidence, "state": "open"} for key, evidence in self.given]
        return [*said, {"key": "f-3", "evidence": ("duty:1",), "state": "accepted"}]


def reader(
    store: Store, graph: Graph, found: Iterable[tuple[str, tuple[str, ...]]] = (), no: int = 1
) -> Reader:
    store.write(*rows(graph))
    made = Judged(Edition(no, DAY, "h", "", ""), store)
    made.given = tuple(found)
    return made


def counted(answer: dict[str, Any]) -> Counts:
    """Number -> key -> n, without zeros."""
    made: Counts = {}
    for table in answer["tables"]:
        for row in table["rows"]:
            for number, n in row["n"].items():
                if n:
                    made.setdefault(number, {})[row["key"]] = n
    return made


def by_hand(graph: Graph, found: Iterable[tuple[str, tuple[str, ...]]] = ()) -> Counts:
    return Ledger(graph, [{"finding": f, "thing": t} for f, things in found for t in things]).counts


def test_a_small_city_is_counted_as_by_hand(new_store: NewStore) -> None:
    graph = compile_graph(expand(MORE))
    answer = ledger(reader(new_store(), graph, FOUND))
    expected = by_hand(graph, FOUND)
    assert counted(answer) == expected
    assert set(expected) == {n.id for t in catalogue() for n in t.numbers} - {
        "organisation_supervises", "organisation_enforces",
    }  # fmt: skip
    assert expected["list_departments"] == {"list:main": 1, "list:book": 1}
    assert expected["transferring_departments"] == {"": 1}
    assert expected["domain_findings"] == {"燃气": 2, "消防": 1}


@pytest.mark.parametrize("seed", range(12))
def test_any_city_is_counted_as_by_hand(new_store: NewStore, seed: int) -> None:
    graph = compile_graph(City(Random(seed)).statements.values())  # noqa: S311 (a drawn city is no secret)
    found = [(f"f-{i}", tuple(sorted(graph.nodes)[i::7])) for i in range(5)]
    assert counted(ledger(reader(new_store(), graph, found))) == by_hand(graph, found)


def test_nothing_is_counted_as_nothing(new_store: NewStore) -> None:
    answer = ledger(reader(new_store(), Graph()))
    assert counted(answer) == {}
    assert [len(t["rows"]) for t in answer["tables"]] == [1] + [0] * (len(catalogue()) - 1)


def test_rows_stand_in_the_order_of_index_value_size_and_name(new_store: NewStore) -> None:
    lines = [*MORE, "org:a {name: 甲局}", "org:a LEADS duty:2", "org:a LEADS duty:1", "org:a LEADS duty:3"]
    answer = ledger(reader(new_store(), compile_graph(expand(lines))))
    keys = {t["id"]: [r["key"] for r in t["rows"]] for t in answer["tables"]}
    assert keys["by_domain"] == ["消防", "燃气"]
    assert keys["by_organisation"] == ["org:b", "org:a", "org:part", "org:town"]
    assert keys["body_kinds"] == [
        "commission",
        "leading_group",
        "special_committee",
        "task_force",
        "temporary",
    ]
    assert keys["by_role"] == ["LEADS", "ASSISTS", "APPROVES", "PERFORMS"]


def test_two_editions_side_by_side(new_store: NewStore) -> None:
    before = ledger(reader(new_store(), compile_graph(expand(["org:a LEADS duty:1", "org:b LEADS duty:1"]))))
    after = compile_graph(expand(["org:a LEADS duty:1", "org:a LEADS duty:2", "org:c LEADS duty:2"]))
    both = beside(ledger(reader(new_store(), after, no=2)), before)
    assert (both["edition"], both["against"]) == (2, {"edition": 1, "as_of": DAY})
    rows_of = {t["id"]: t["rows"] for t in both["tables"]}
    said = {
        r["key"]: (
            r["before"]["organisation_leads"],
            r["n"]["organisation_leads"],
            r["change"]["organisation_leads"],
        )
        for r in rows_of["by_organisation"]
    }
    assert said == {"org:a": (1, 2, 1), "org:c": (0, 1, 1), "org:b": (1, 0, -1)}
    assert rows_of["figures"][0]["change"]["duties"] == 1
    alone = beside(before, before)
    assert {n for t in alone["tables"] for r in t["rows"] for n in r["change"].values()} == {0}


def test_one_table_or_one_number_may_be_asked_for(new_store: NewStore) -> None:
    city = reader(new_store(), compile_graph(expand(MORE)))
    assert [t["id"] for t in ledger(city, "by_role")["tables"]] == ["by_role"]
    one = ledger(city, "role_holders")["tables"]
    assert [(t["id"], [n["id"] for n in t["numbers"]]) for t in one] == [("by_role", ["role_holders"])]
    assert one[0]["rows"][0]["n"] == {"role_holders": 2}
    with pytest.raises(UnknownThing):
        ledger(city, "' RETURN 1 //")


def test_every_number_is_documented() -> None:
    text = page()
    for table in catalogue():
        assert f"## {table.id} {table.title['zh']}" in text
        for number in table.numbers:
            assert f"### {number.id} {number.title['zh']}" in text
            for part in (number.means["zh"], number.means["en"], number.query):
                assert part in text
            assert not re.search("[,;:?!()]", number.title["zh"] + number.means["zh"]), number.id


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("by: BoundaryList", "by: Nothing"), "by_list"), (("by: Stage.kind", "by: Stage.colour"), "stages"),
        (("    list_items:", "    list_duties2:\n      title: {zh: 一}\n    list_items:"), "list_duties2"),
        (("    list_items:", "    duties:"), "duties"), (("\n  sort: size", "\n  sort: name"), "sort"),
        (("RETURN v.opinion AS key", "RETURN v.opinion AS opinion"), "opinion_bodies"),
        (("o.name AS name, count(DISTINCT c.id)", "count(DISTINCT c.id)"), "organisation_memberships"),
        (("zh: 按清单, ", ""), "by_list"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_named(change: tuple[str, str], told: str) -> None:
    text = PATH.read_text("utf-8")
    assert change[0] in text
    with pytest.raises(StatsError, match=told):
        parse(text.replace(*change, 1))
