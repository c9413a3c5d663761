"""The three lists of a county's towns: one file, three lists, and the direction of responsibility."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.load import understand
from tests.ingest.documents import ASSIST, BASIC, RECLAIMED, township
from tests.ingest.test_any_list import PIECES
from tests.ingest.workbooks import (
    body,
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
    workbook,
)

BASICS = [["1", "安全生产", "九小场所巡查", "各镇街", "区节水管理", "《消防法》", ""]]
ASSISTS = [["1", "水务", "排水口排查", "区水务局", "定方案", "各镇街", "报线索", "《水法》"]]
TAKEN = [["1", "水务", "水质检测", "区水务局", "委托机构检测", "《水法》"]]
COUNTY = "发布单位：东澜区委编办　行政区划：379902　发布日期：2026年4月1日　状态：完整"


def lists(folder: Path, **rows: list[list[str]]) -> Path:
    return township(folder, **({"basic": BASICS, "assist": ASSISTS, "reclaimed": TAKEN} | rows))


def county(folder: Path, title: str = "区节水管理") -> Path:
    """A boundary list of the county with one matter."""
    header = ["职责事项", "牵头单位"]
    return workbook(
        folder / "08-东澜.xlsx", {"职责边界清单": [["清单"], [COUNTY], header, [title, "区水务局"]]}
    )


def test_one_file_gives_three_lists(tmp_path: Path) -> None:
    found = read(tmp_path, lists(tmp_path), county(tmp_path))
    assert errors(found) == []
    said = [s for s in stated(found, "BoundaryList") if s["kind"].startswith("township")]
    assert [(s["kind"], s["name"].partition("：")[2], s["issuer"], s["region"]) for s in said] == [
        ("township_basic", "基本履职事项清单", "东澜区委编办", "379902"),
        ("township_assist", "配合履职事项清单", "东澜区委编办", "379902"),
        ("township_reclaimed", "上级部门收回事项清单", "东澜区委编办", "379902"),
    ]
    assert [s["complete"] for s in said] == [True] * 3
    assert said[0]["columns_present"] == ["number", "domain", "title", "lead", "upper", "basis", "note"]
    assert len(found.batch.lists) == 5
    listed = {m.statement.subject: m.list_id for m in found.batch.mentions if m.statement.kind == "LISTED_IN"}
    assert set(found.batch.lists) >= set(listed.values())
    duties = {m.statement.properties["name"]: m for m in found.batch.mentions if m.statement.kind == "Duty"}
    assert len({duties[t].list_id for t in ("九小场所巡查", "排水口排查", "水质检测")}) == 3


def test_who_leads_turns_round_from_list_to_list(tmp_path: Path) -> None:
    found = read(tmp_path, lists(tmp_path), county(tmp_path))
    assert roles(found, "九小场所巡查") == [("LEADS", "各镇街")]
    assert roles(found, "排水口排查") == [("LEADS", "东澜区水务局"), ("ASSISTS", "各镇街")]
    assert roles(found, "水质检测") == [("LEADS", "东澜区水务局")]
    levels = {d["name"]: (d["level"], d["region"]) for d in stated(found, "Duty") if "level" in d}
    assert levels == {t: (level, "379902") for t, level in
                      (("九小场所巡查", "乡"), ("排水口排查", "乡"), ("水质检测", "县"))}  # fmt: skip
    assert {s["text"] for s in stated(found, "LEADS") if "text" in s} == {"定方案", "委托机构检测"}
    assert [s["text"] for s in stated(found, "ASSISTS")] == ["报线索"]
    assert {(d["name"], d["region"]) for d in stated(found, "Domain")} == {
        ("安全生产", "379902"),
        ("水务", "379902"),
    }


def test_a_basic_matter_comes_down_from_one_of_the_county(tmp_path: Path) -> None:
    found = read(tmp_path, lists(tmp_path), county(tmp_path))
    (link,) = [m.statement for m in found.batch.mentions if m.statement.kind == "CASCADES_TO"]
    names = {
        m.statement.id: m.statement.properties["name"] for m in found.batch.mentions if m.statement.is_node
    }
    assert (names[link.subject], names[link.object or ""]) == ("区节水管理", "九小场所巡查")


def test_an_upper_matter_that_no_list_has_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, lists(tmp_path), county(tmp_path, "区节约用水管理"))
    assert found.ok
    (problem,) = problems(found, "SOURCE")
    assert (problem.severity, problem.place) == ("warning", "一、基本履职事项清单!E2")
    assert "“区节水管理”；相近的有：区节约用水管理" in problem.message
    assert stated(found, "CASCADES_TO") == []


def test_a_title_of_the_county_itself_is_told(tmp_path: Path) -> None:
    rows = [["1", "水务", "区节水管理", "各镇街", "区节水管理", "", ""]]
    found = read(tmp_path, lists(tmp_path, basic=rows), county(tmp_path))
    assert [p.place for p in problems(found, "DUPLICATE")] == ["一、基本履职事项清单!C2"]
    assert stated(found, "CASCADES_TO") == []


def test_towns_by_name_and_upper_departments_by_scope(tmp_path: Path) -> None:
    towns = [
        body(f"东澜区{t}", 机构类别="乡镇街道", 层级="乡", 行政区划="379902") for t in ("石岬镇", "海湾街道")
    ]
    rows = [["1", "安全生产", "渔港值守", "石岬镇、海湾街道", "", "", ""]]
    found = understand([register(tmp_path, *towns), lists(tmp_path, basic=rows), county(tmp_path)])
    assert roles(found, "渔港值守") == [("LEADS", "东澜区石岬镇"), ("LEADS", "东澜区海湾街道")]


def test_the_county_list_is_read_before_its_towns_and_after_the_city(tmp_path: Path) -> None:
    city = boundary(tmp_path, [["1", "水务", "节约用水管理", "市", "市水务局", "", "", "", "", ""]])
    paths = [lists(tmp_path), county(tmp_path), city, register(tmp_path)]
    found = understand(paths)
    assert problems(found, "SOURCE") == []
    assert found.batch == understand(list(reversed(paths))).batch


def test_the_same_list_twice_in_one_load_is_told(tmp_path: Path) -> None:
    other = township(tmp_path, basic=BASICS, name="12-镇街.docx")
    found = read(tmp_path, lists(tmp_path), other, county(tmp_path))
    assert [(p.file, "11-镇街.docx" in p.message) for p in problems(found, "LIST_TWICE")] == [
        ("12-镇街.docx", True)
    ]
    assert len(found.batch.lists) == 5


def test_the_three_lists_as_sheets_of_a_workbook(tmp_path: Path) -> None:
    meta = "编制单位：东澜区委编办　行政区划：379902　发布日期：2026年4月15日"
    sheets = {
        "基本履职事项清单": [["东澜区镇街履职事项清单"], [meta], BASIC, *BASICS],
        "配合履职事项清单": [ASSIST, *ASSISTS],
        "上级部门收回事项清单": [RECLAIMED, *TAKEN],
    }
    found = read(tmp_path, workbook(tmp_path / "11.xlsx", sheets), county(tmp_path))
    assert errors(found) == []
    said = [s for s in stated(found, "BoundaryList") if s["kind"].startswith("township")]
    assert {(s["issuer"], s["issued_on"]) for s in said} == {("东澜区委编办", "2026-04-15")}
    assert len(found.batch.lists) == 5


@settings(max_examples=15, deadline=None)
@given(*(st.lists(st.lists(PIECES, min_size=n, max_size=n), max_size=4) for n in (7, 8, 6)))
def test_every_row_is_accounted_for(basic: list[Any], assist: list[Any], reclaimed: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        names = table(Path(folder) / "01.csv", register_rows())
        found = understand([names, township(Path(folder), basic, assist, reclaimed)])
    file = report(found, "11-")
    counts = file.counts
    assert counts["rows"] == sum(counts[k] for k in ("statement_rows", "problem_rows", "non_data_rows"))
    if counts["problem_rows"]:
        assert any(p.severity == "error" for p in file.problems)
    assert [p for p in found.problems if p.code == "ONTOLOGY"] == []


def test_what_is_said_of_each_upper_department_gives_its_role(tmp_path: Path) -> None:
    header = ["序号", "事项名称", "对应上级部门", "上级部门职责", "镇街配合职责", "配合主体"]
    said = (
        "区水务局：牵头负责防汛，修复水毁工程。\n区应急局：配合做好防汛，组织抢险。",
        "区水务局：统一调度。\n区应急局：组织抢险。",
        "区水务局：负责调度。\n区应急局：协助调度。",
        "做好防汛。",
    )
    rows = [[str(n), f"防汛{n}", "区水务局、区应急局", text, "巡堤", "各镇街"] for n, text in enumerate(said)]
    towns = body("东澜区应急管理局", 常用简称="区应急局", 层级="县", 行政区划="379902")
    path = workbook(tmp_path / "11.xlsx", {"配合履职事项": [["配合履职事项清单"], [COUNTY], header, *rows]})
    found = understand([register(tmp_path, towns), path])
    assert errors(found) == []
    water, emergency, all_ = "东澜区水务局", "东澜区应急管理局", ("ASSISTS", "各镇街")
    assert [roles(found, f"防汛{n}") for n in range(4)] == [
        [("LEADS", water), ("ASSISTS", emergency), all_], [("SHARES", water), ("SHARES", emergency), all_],
        [("LEADS", water), ("ASSISTS", emergency), all_], [("LEADS", water), ("LEADS", emergency), all_],
    ]  # fmt: skip
    texts = [s["text"] for s in stated(found, "LEADS")]
    assert texts[0] == "区水务局：牵头负责防汛，修复水毁工程。"
