"""A handbook: entries that are matters of other lists said once more, and an index held against them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ids import node_id
from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.documents import entry, handbook, township
from tests.ingest.test_any_list import PIECES
from tests.ingest.workbooks import (
    boundary,
    errors,
    problems,
    read,
    register,
    register_rows,
    report,
    roles,
    stated,
    table,
)

CITY = {"name": "节约用水管理", "region": "379900"}
WATER = node_id("Duty", CITY)


def sources(folder: Path, assist: str = "市住建局", clause: str = "改管网", lead: str = "市水务局") -> Path:
    return boundary(
        folder, [["1", "水务", "节约用水管理", "市", lead, "定计划" if lead else "", assist, clause, "", ""]]
    )


def book(folder: Path, *entries: list[str], index: Any = (("1", "水务", "1", "5"),)) -> Path:
    return handbook(folder, [list(r) for r in index], [("一、水务", entries)])


def links(found: Understanding, kind: str) -> list[tuple[str, str | None]]:
    return [
        (m.statement.subject, m.statement.object) for m in found.batch.mentions if m.statement.kind == kind
    ]


def said_by_book(found: Understanding, kind: str) -> list[dict[str, Any]]:
    return [
        dict(m.statement.properties)
        for m in found.batch.mentions
        if m.statement.kind == kind and m.file.startswith("14")
    ]


def test_an_entry_is_the_matter_of_its_source_said_once_more(tmp_path: Path) -> None:
    row = entry("节约 用水管理", 序号="1", 牵头单位="市水务局", 配合单位="市住建局", 承接层级="县", 页码="5")
    found = read(tmp_path, sources(tmp_path), book(tmp_path, row))
    assert errors(found) == [] and problems(found, "SOURCE") == []
    assert [(d["name"], d.get("cascade_to")) for d in stated(found, "Duty")] == [
        ("节约用水管理", None), ("节约用水管理", "county"),
    ]  # fmt: skip
    for kind in ("Duty", "LEADS", "ASSISTS", "Domain", "IN_DOMAIN"):
        ids = {m.statement.id for m in found.batch.mentions if m.statement.kind == kind}
        assert len(ids) == 1, kind
    (leads,) = {m.statement.id for m in found.batch.mentions if m.statement.kind == "LEADS"}
    lists = [m.statement.properties["lists"] for m in found.batch.mentions if m.statement.id == leads]
    assert len(lists) == 2 and lists[0] != lists[1]
    assert said_by_book(found, "LISTED_IN") == [{"number": "1", "page": "5"}]


def test_a_reworded_entry_is_a_matter_of_its_own_drawn_from_the_other(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        sources(tmp_path),
        book(tmp_path, entry("节水", 原清单名称="节约用水管理", 牵头单位="市水务局")),
    )
    own = node_id("Duty", {"name": "节水", "region": "379900"})
    assert links(found, "DRAWN_FROM") == [(own, WATER)]
    assert roles(found, "节水") == [("LEADS", "临澜市水务局")]


@pytest.mark.parametrize("said", [{}, {"原清单名称": "节约用水管理办法"}])
def test_a_source_that_no_list_has_is_told_and_the_entry_stands(tmp_path: Path, said: dict[str, str]) -> None:
    found = read(tmp_path, sources(tmp_path), book(tmp_path, entry("节约用水监管", **said)))
    assert found.ok
    (problem,) = problems(found, "SOURCE")
    assert (problem.severity, problem.place) == ("warning", f"一、水务!{'E' if said else 'B'}2")
    assert "相近的有：节约用水管理" in problem.message
    assert "节约用水监管" in {d["name"] for d in stated(found, "Duty")}
    assert links(found, "DRAWN_FROM") == []


def test_a_source_of_another_list_or_place_is_told(tmp_path: Path) -> None:
    rows = [
        entry("节约用水管理", "基本履职事项清单"),
        entry("节约用水管理", 来源地区="东澜区"),
        entry("节约用水管理", 来源地区="西澜区"),
    ]
    found = read(tmp_path, sources(tmp_path), book(tmp_path, *rows, index=[("1", "水务", "3", "")]))
    assert [p.place for p in problems(found, "SOURCE")] == ["一、水务!C2", "一、水务!B3", "一、水务!D4"]
    assert [p.place for p in problems(found, "DUPLICATE")] == ["一、水务!B4"]


def test_an_entry_from_a_county_keeps_its_region(tmp_path: Path) -> None:
    towns = township(
        tmp_path, assist=[["1", "水务", "排水口排查", "区水务局", "定方案", "各镇街", "报线索", ""]]
    )
    row = entry("排水口排查", "配合履职清单", 来源地区="东澜区", 牵头单位="区水务局", 配合单位="各镇街")
    found = read(tmp_path, towns, book(tmp_path, row))
    assert errors(found) == [] and problems(found, "SOURCE") == []
    assert len({m.statement.id for m in found.batch.mentions if m.statement.kind == "LEADS"}) == 1
    assert {d["region"] for d in stated(found, "Duty")} == {"379902"}
    assert {d["region"] for d in stated(found, "NamedGroup")} == {"379902"}
    assert {(d["name"], d["region"]) for d in said_by_book(found, "Domain")} == {("水务", "379900")}


@pytest.mark.parametrize("words", ["见来源清单", "见原清单", "同来源清单", "—"])
def test_words_that_point_at_the_source_count_as_blank(tmp_path: Path, words: str) -> None:
    row = entry("节约用水管理", 牵头单位=words, 配合单位=words)
    found = read(tmp_path, sources(tmp_path), book(tmp_path, row))
    assert errors(found) == []
    assert said_by_book(found, "LEADS") == said_by_book(found, "ASSISTS") == []


def test_who_does_a_share_stays_so_whether_the_source_is_loaded_or_known(tmp_path: Path) -> None:
    row = entry("节约用水管理", 配合单位="市住建局、市教育局")
    source = sources(tmp_path, "市住建局", "按职责分工改管网", lead="")
    together = read(tmp_path, source, book(tmp_path, row))
    assert [r for r, _ in roles(together, "节约用水管理")] == ["SHARES", "SHARES", "ASSISTS"]
    (body,) = {m.statement.subject for m in together.batch.mentions if m.statement.kind == "SHARES"}
    known = [{"id": WATER, **CITY, "lists": {"list:x": "boundary"}, "shared_by": [body]}]
    alone = read(tmp_path, book(tmp_path, row), known_duties=known)
    assert [r for r, _ in roles(alone, "节约用水管理")] == ["SHARES", "ASSISTS"]


def test_the_handbook_itself_is_no_source(tmp_path: Path) -> None:
    path = book(tmp_path, entry("节约用水管理"))
    first = read(tmp_path, path)
    assert len(problems(first, "SOURCE")) == 1
    (own,) = {s for s, _ in links(first, "LISTED_IN") if s == WATER}
    listed = next(o for s, o in links(first, "LISTED_IN") if s == own)
    before = [{"id": own, **CITY, "lists": {listed: "handbook"}}]
    assert len(problems(read(tmp_path, path, known_duties=before), "SOURCE")) == 1
    before[0]["lists"] = {listed: "handbook", "list:x": "boundary"}
    assert problems(read(tmp_path, path, known_duties=before), "SOURCE") == []


def test_a_matter_that_this_load_drops_from_its_list_is_no_source(tmp_path: Path) -> None:
    source = sources(tmp_path)
    (made,) = {o for s, o in links(read(tmp_path, source), "LISTED_IN") if s == WATER}
    gone = {"id": "duty:gone", "name": "取水监督", "region": "379900", "lists": {made: "boundary"}}
    path = book(tmp_path, entry("取水监督"))
    assert len(problems(read(tmp_path, source, path, known_duties=[gone]), "SOURCE")) == 1
    assert problems(read(tmp_path, path, known_duties=[gone]), "SOURCE") == []


def test_the_index_gives_the_order_and_is_held_against_the_entries(tmp_path: Path) -> None:
    index = [
        ["1", "海洋", "2项", "5"],
        ["2", "水务", "3", "8"],
        ["3", "空章", "0", ""],
        ["", "合计", "5", ""],
    ]
    chapters = [
        ("一、海洋", [entry("甲事项", 页码="5"), entry("乙事项", 页码="6")]),
        ("二、水务", [entry("丙事项", 页码="7")]),
        ("三、林业", [entry("丁事项")]),
    ]
    found = read(tmp_path, handbook(tmp_path, index, chapters))
    assert errors(found) == []
    domains = {d["name"]: d["position"] for d in stated(found, "Domain") if "position" in d}
    assert domains == {"海洋": 1, "水务": 2, "空章": 3}
    assert [(p.severity, p.place) for p in problems(found, "INDEX")] == [
        ("warning", "目录索引!C3"), ("warning", "目录索引!D3"), ("warning", "目录索引!A4"),
    ]  # fmt: skip
    assert "写“水务”3项，正文中有 1 项" in problems(found, "INDEX")[0].message
    assert "“林业”" in problems(found, "INDEX")[2].message


def test_an_index_line_without_a_name_is_an_error(tmp_path: Path) -> None:
    found = read(tmp_path, handbook(tmp_path, [["1", "", "2", "5"]], [("一、水务", [entry("甲事项")])]))
    assert [(c, p) for c, p, _ in errors(found)] == [("ROW", "目录索引!A2")]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.lists(PIECES, min_size=4, max_size=4), max_size=3),
    st.lists(st.lists(PIECES, min_size=9, max_size=9), max_size=5),
)
def test_every_row_is_accounted_for(index: list[list[str]], entries: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        names = table(Path(folder) / "01.csv", register_rows())
        found = understand([names, handbook(Path(folder), index, [("一、水务", entries)])])
    file = report(found, "14-")
    counts = file.counts
    assert counts["rows"] == sum(counts[k] for k in ("statement_rows", "problem_rows", "non_data_rows"))
    if counts["problem_rows"]:
        assert any(p.severity == "error" for p in file.problems)
    assert [p for p in found.problems if p.code == "ONTOLOGY"] == []


def test_the_register_alone_knows_no_source(tmp_path: Path) -> None:
    found = understand([register(tmp_path), book(tmp_path, entry("节约用水管理"))])
    assert "；相近的有" not in problems(found, "SOURCE")[0].message
