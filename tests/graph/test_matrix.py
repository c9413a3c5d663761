"""The matrix, and the matters behind its counts: the same on both engines, and as plain counting says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from random import Random

import pytest

from graph.compile import compile_graph, rows
from graph.example import expand
from graph.matrix import POWERS, ROLES, Filters, choices, matrix, matters, powers
from graph.model import Graph
from graph.reader import Reader
from graph.record import Edition
from graph.store import Store
from tests.graph.lists import DAY, batch, new_record, publish

NewStore = Callable[[], Store]
CITY = (
    "dom:gas {name: 燃气, position: 2}", "dom:food {name: 食品, position: 1}", "dom:other {name: 其他}",
    "dom:gas2 {name: 燃气, region: '379902', position: 1}",
    "org:a {kind: government, region: '379900'}", "org:b {kind: town, region: '379900'}",
    "duty:1 {name: 第10项, level: 市、县, region: '379900'}", "duty:2 {name: 第9项, level: 市, region: '379900'}",
    "duty:3 {level: 县, region: '379902'}", "item:1 {region: '379900'}",
    "duty:1 IN_DOMAIN dom:gas", "duty:2 IN_DOMAIN dom:gas", "duty:2 IN_DOMAIN dom:food", "duty:3 IN_DOMAIN dom:gas2",
    "item:1 IN_DOMAIN dom:food",
    "org:a LEADS duty:1 {scope: 东, text: 甲}", "org:a LEADS duty:1 {scope: 西}", "org:a ASSISTS duty:2",
    "org:a LEADS duty:3", "org:b ASSISTS duty:1", "org:b APPROVES item:1", "grp:all LEADS duty:2 {}",
)  # fmt: skip


def reader(store: Store, graph: Graph) -> Reader:
    """A reader over a store that now holds this graph."""
    store.write(*rows(graph))
    return Reader(Edition(1, DAY, "h", "", ""), store)


@pytest.fixture
def city(new_store: NewStore) -> Reader:
    """The little city on each engine in turn."""
    lines = [line.replace("grp:all LEADS duty:2 {}", "grp:all LEADS duty:2") for line in CITY]
    return reader(new_store(), compile_graph(expand(["grp:all {kind: level}", *lines])))


def test_counts_are_matters_not_links_and_domains_of_one_name_are_one_column(city: Reader) -> None:
    made = matrix(city)
    assert list(made.domains) == [
        "燃气",
        "食品",
    ]  # a domain without matters is no column; order as in the index
    assert made.matters == {"燃气": 3, "食品": 2}
    assert made.cells["org:a", "燃气"].roles == {"LEADS": 2, "ASSISTS": 1}
    assert made.cells["org:a", "食品"].roles == {"ASSISTS": 1}
    assert made.cells["org:b", "食品"].roles == {"APPROVES": 1}
    assert made.domains["燃气"].roles == {"LEADS": 2, "ASSISTS": 2}
    assert (made.sums["org:a"].total, made.sums["org:b"].total) == (4, 2)
    assert made.bodies["org:b"]["kind"] == "town"


def test_filters_keep_what_they_say(city: Reader) -> None:
    assert matrix(city, Filters(region="379902")).matters == {"燃气": 1}
    assert set(matrix(city, Filters(kind="town")).sums) == {"org:b"}
    assert matrix(city, Filters(level="县")).cells["org:a", "燃气"].roles == {"LEADS": 2}
    assert matrix(city, Filters(region="' OR 1=1 //", level="x")).matters == {}
    assert choices(city) == {
        "region": ["379900", "379902"],
        "level": ["县", "市"],
        "kind": ["government", "town"],
    }


def test_powers_count_whoever_holds_them(city: Reader) -> None:
    assert powers(city) == {"燃气": {"LEADS": 3}, "食品": {"LEADS": 1, "APPROVES": 1}}
    assert [m["id"] for m in matters(city, domain="食品", without="LEADS")] == ["item:1"]


def test_the_matters_behind_a_count(city: Reader) -> None:
    led = matters(city, org="org:a", domain="燃气", roles=["LEADS"])
    assert [m["id"] for m in led] == ["duty:3", "duty:1"]
    assert [(h["role"], h["scope"], h["text"]) for h in led[1]["held"]] in (
        [("LEADS", "东", "甲"), ("LEADS", "西", None)],
        [("LEADS", "西", None), ("LEADS", "东", "甲")],
    )
    both = matters(city, domain="燃气")
    assert [m["name"] for m in both if m["name"].startswith("第")] == ["第9项", "第10项"]
    assert matters(city, org="org:a", domain="燃气", roles=["no such role"]) == matters(
        city, org="org:a", domain="燃气"
    )
    assert matters(city, org="org:nobody") == []
    assert next(m for m in matters(city, org="org:a") if m["id"] == "duty:2")["domains"] == ["燃气", "食品"]


@pytest.mark.parametrize("seed", range(5))
def test_any_city_is_counted_as_by_hand(new_store: NewStore, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 (a drawn city is no secret)
    lines = [f"dom:{i} {{name: 领域{i % 3}}}" for i in range(4)] + [f"org:{i}" for i in range(4)]
    lines += [f"duty:{i}" for i in range(6)]
    said: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    filed = {f"duty:{i}": chance.sample(range(4), chance.randrange(3)) for i in range(6)}
    lines += [f"{duty} IN_DOMAIN dom:{d}" for duty, domains in filed.items() for d in domains]
    for _ in range(30):
        body, duty = f"org:{chance.randrange(4)}", f"duty:{chance.randrange(6)}"
        role = chance.choice([r for r in ROLES if r != "APPROVES"])
        lines.append(f"{body} {role} {duty} {{scope: 范围{chance.randrange(3)}}}")
        for d in filed[duty]:
            said[body, f"领域{d % 3}", role].add(duty)
    city = reader(new_store(), compile_graph({s.id: s for s in expand(lines)}.values()))
    made = matrix(city)
    assert {(b, d, r): n for (b, d), cell in made.cells.items() for r, n in cell.roles.items()} == {
        key: len(duties) for key, duties in said.items()
    }
    for (body, domain, role), duties in said.items():
        assert {m["id"] for m in matters(city, org=body, domain=domain, roles=[role])} == duties
    held = powers(city)
    for domain in made.domains:
        for role in POWERS:
            by_anyone = set().union(*(d for (_, where, r), d in said.items() if (where, r) == (domain, role)))
            assert held.get(domain, {}).get(role, 0) == len(by_anyone)


def test_findings_mark_the_cells_they_name(tmp_path: pytest.TempPathFactory, new_store: NewStore) -> None:
    from graph.judge import Finding

    lines = ["dom:gas {name: 燃气}", "org:a", "org:b", "duty:1", "duty:1 IN_DOMAIN dom:gas", "org:a LEADS duty:1",
             "org:b LEADS duty:1"]  # fmt: skip
    record = new_record(tmp_path)  # type: ignore[arg-type]
    found = [
        Finding(f"r-{i}", "r", "T01", "试", "overlap", severity, "duty:1", {"id": "duty:1"}, evidence, (), 1)
        for i, (severity, evidence) in enumerate(
            [("low", ("duty:1", "org:a")), ("high", ("duty:1", "org:a", "org:b"))]
        )
    ]
    edition = publish(record, batch(lines), found)
    store = new_store()
    store.write(*rows(compile_graph(record.statements(1))))
    made = matrix(Reader(edition, store, record))
    marks = {key: (cell.findings, cell.worst) for key, cell in made.cells.items()}
    assert marks == {("org:a", "燃气"): (2, "high"), ("org:b", "燃气"): (1, "high")}
    assert (made.domains["燃气"].findings, made.sums["org:a"].findings) == (2, 2)
    record.accept("r-1", "试", "local")
    made = matrix(Reader(edition, store, record))
    assert (made.cells["org:a", "燃气"].findings, made.cells["org:a", "燃气"].worst) == (1, "low")
    record.close()
