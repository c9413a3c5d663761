"""Several lists of a town in one table, told apart by the rows over others, and the columns that share out a matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.cells import Sheet, grid
from ingest.load import understand
from ingest.report import Understanding
from ingest.unfold import unfolded
from tests.ingest.documents import document
from tests.ingest.workbooks import (
    body,
    errors,
    problems,
    register,
    report,
    roles,
    stated,
    table,
    workbook,
)

META = "行政区划：379902"
TOWN = body("东澜区双塔镇人民政府", 常用简称="双塔镇", 机构类别="乡镇街道", 层级="乡", 行政区划="379902")
URGENT = body("东澜区应急管理局", 常用简称="区应急局", 层级="县", 行政区划="379902")
HEAD = ["序号", "事项名称", "区级部门", "区级部门承担的职责", "双塔镇承担的职责"]
OVER = [
    "一、双塔镇承担主体责任、区级部门配合的事项（2项）",
    "二、区级部门承担主体责任、双塔镇配合的事项（2项）",
    "三、区级部门收回、双塔镇不再承担的事项（1项）",
]
ROWS = [
    [OVER[0]],
    ["1", "建房巡查", "区水务局、区应急局", "开展培训。", "建立巡查队伍。"],
    ["2", "网格管理", "—", "—", "划分网格。"],
    [OVER[1]],
    ["3", "采砂整治", "区水务局", "依法查处。", "协助维护秩序。"],
    ["4", "占地查处", "区水务局、区应急局", "区水务局负责认定；区应急局负责查处。", "协助送达文书。"],
    [OVER[2]],
    ["5", "危化检查", "区应急局", "直接组织检查。", "不再承担。"],
]
OWN, WATER, URGENCY = "东澜区双塔镇人民政府", "东澜区水务局", "东澜区应急管理局"


def sheet(rows: list[list[str]]) -> Sheet:
    return grid({(r, c): t for r, row in enumerate(rows, 1) for c, t in enumerate(row, 1)}, "表")


def town(
    folder: Path, rows: list[list[str]], head: list[str] = HEAD, title: str = "双塔镇权责清单"
) -> Understanding:
    """A list in one sheet, its rows of one cell merged across."""
    lines = [[title], [META], head, *rows]
    merges = [("清单", f"A{n}:E{n}") for n, row in enumerate(lines, 1) if len(row) == 1]
    path = workbook(folder / "02.xlsx", {"清单": lines}, merges)
    return understand([register(folder, TOWN, URGENT), path])


def test_the_rows_over_others_say_who_leads(tmp_path: Path) -> None:
    found = town(tmp_path, ROWS)
    assert errors(found) == []
    assert [p for p in found.problems if p.file == "02.xlsx"] == []
    assert roles(found, "建房巡查") == [("ASSISTS", WATER), ("ASSISTS", URGENCY), ("LEADS", OWN)]
    assert roles(found, "网格管理") == [("LEADS", OWN)]
    assert roles(found, "采砂整治") == [("LEADS", WATER), ("ASSISTS", OWN)]
    assert roles(found, "占地查处") == [("LEADS", WATER), ("LEADS", URGENCY), ("ASSISTS", OWN)]
    assert roles(found, "危化检查") == [("LEADS", URGENCY)]
    said = [s["kind"] for s in stated(found, "BoundaryList") if s["kind"].startswith("township")]
    assert said == ["township_basic", "township_assist", "township_reclaimed"]
    assert stated(found, "Domain") == []


def test_each_says_what_it_does_and_where(tmp_path: Path) -> None:
    found = town(tmp_path, ROWS)
    texts = {(s.thing, s.role): s.cell for s in report(found, "02").statements}
    assert texts["建房巡查", "ASSISTS"] == "清单!C5"
    assert texts["危化检查", "LEADS"] == "清单!C11"
    leads = [s["text"] for s in stated(found, "LEADS")]
    assert leads == [
        "建立巡查队伍。", "划分网格。", "依法查处。", "区水务局负责认定；", "区应急局负责查处。", "直接组织检查。",
    ]  # fmt: skip
    assert [s["text"] for s in stated(found, "ASSISTS")] == [
        "开展培训。",
        "开展培训。",
        "协助维护秩序。",
        "协助送达文书。",
    ]


def test_every_row_counts_once(tmp_path: Path) -> None:
    counts = report(town(tmp_path, ROWS), "02").counts
    assert (counts["rows"], counts["statement_rows"], counts["problem_rows"]) == (11, 5, 0)
    assert counts["non_data_rows"] == 6


def test_the_same_without_merges_and_with_domains_below(tmp_path: Path) -> None:
    rows = [
        [OVER[0]],
        ["（一）平安法治"],
        ROWS[1],
        [OVER[2]],
        ["（一）安全生产"],
        ROWS[7],
        ["注：本表每年调整。"],
    ]
    path = table(tmp_path / "02.csv", [["双塔镇权责清单"], [META], HEAD, *rows])
    found = understand([register(tmp_path, TOWN, URGENT), path])
    assert errors(found) == []
    assert roles(found, "危化检查") == [("LEADS", URGENCY)]
    assert [r for r, _ in roles(found, "建房巡查")] == ["ASSISTS", "ASSISTS", "LEADS"]
    assert [d["name"] for d in stated(found, "Domain")] == ["平安法治", "安全生产"]
    named = [row["why"] for row in report(found, "02").to_json()["non_data_rows"]]
    assert named == ["标题行", "标题行", "表头行", *["分组标题行"] * 4, "附注行"]


def test_a_list_without_domains_has_none_of_the_list_above_it(tmp_path: Path) -> None:
    found = town(tmp_path, [[OVER[0]], ["（一）平安法治"], ROWS[1], [OVER[2]], ROWS[7]])
    assert [d["name"] for d in stated(found, "Domain")] == ["平安法治"]


def test_a_row_with_an_error_counts_as_such_in_every_list(tmp_path: Path) -> None:
    rows = [
        [OVER[0]],
        ["1", "", "区水务局", "培训", "巡查"],
        ROWS[1],
        [OVER[2]],
        ["2", "", "区水务局", "检测", ""],
    ]
    counts = report(town(tmp_path, rows), "02").counts
    assert (counts["statement_rows"], counts["problem_rows"], counts["non_data_rows"]) == (1, 2, 5)


def test_tables_of_a_document_whose_headings_say_so(tmp_path: Path) -> None:
    blocks = [
        "双塔镇权责清单",
        META,
        OVER[0],
        [HEAD, ROWS[1]],
        OVER[1],
        [HEAD, ROWS[4]],
        OVER[2],
        [HEAD, ROWS[7]],
    ]
    found = understand([register(tmp_path, TOWN, URGENT), document(tmp_path / "02.docx", blocks)])
    assert errors(found) == []
    assert roles(found, "建房巡查") == [("ASSISTS", WATER), ("ASSISTS", URGENCY), ("LEADS", OWN)]
    assert roles(found, "采砂整治") == [("LEADS", WATER), ("ASSISTS", OWN)]
    assert roles(found, "危化检查") == [("LEADS", URGENCY)]
    assert stated(found, "Domain") == []


def test_the_heading_of_a_column_names_the_town(tmp_path: Path) -> None:
    found = town(tmp_path, ROWS, title="权责清单")
    assert errors(found) == []
    assert [r for r, _ in roles(found, "建房巡查")] == ["ASSISTS", "ASSISTS", "LEADS"]
    assert roles(found, "采砂整治") == [("LEADS", WATER), ("ASSISTS", OWN)]


@pytest.mark.parametrize(
    ("caption", "role", "told"),
    [("对应区级部门", "ASSISTS", 1), ("区级配合部门", "ASSISTS", 0), ("上级指导部门", "GUIDES", 0)],
)
def test_departments_beside_the_town_in_a_basic_list(
    tmp_path: Path, caption: str, role: str, told: int
) -> None:
    head = ["序号", "事项名称", caption, "双塔镇职责"]
    found = town(tmp_path, [["1", "建房巡查", "区水务局", "巡查"]], head, "双塔镇基本履职事项清单")
    assert errors(found) == []
    assert sorted(roles(found, "建房巡查")) == sorted([("LEADS", OWN), (role, WATER)])
    assert [p.severity for p in problems(found, "COLUMN")] == ["info"] * told


def test_what_an_unknown_town_still_does_is_told(tmp_path: Path) -> None:
    head = ["序号", "事项名称", "承接部门", "工作方式", "石门镇职责"]
    rows = [["1", "水质检测", "区水务局", "检测", "报送数据"], ["2", "防汛", "区水务局", "调度", "不再承担"]]
    found = town(tmp_path, rows, head, "石门镇上级部门收回事项清单")
    assert roles(found, "水质检测") == [("LEADS", WATER)]
    assert [p.place for p in problems(found, "VALUE")] == ["清单!E4"]


def test_a_column_of_the_town_in_what_was_taken_back(tmp_path: Path) -> None:
    head = ["清单类别", "事项名称", "区级部门", "区级部门职责或工作方式", "街道职责"]
    rows = [["配合履职", "采砂整治", "区水务局", "查处", "上报"], ["上级收回", "危化检查", "区应急局", "检查", "不再承担"],
            ["上级收回", "水质检测", "区水务局", "检测", "—"], ["上级收回", "汛情统计", "区水务局", "统计", "协助报送数据"],
            ["上级收回", "灾情统计", "区应急局", "统计", "按需报送数据"]]  # fmt: skip
    found = town(tmp_path, rows, head)
    assert errors(found) == []
    assert problems(found, "COLUMN") == []
    assert roles(found, "危化检查") == [("LEADS", URGENCY)]
    assert roles(found, "水质检测") == [("LEADS", WATER)]
    assert roles(found, "汛情统计") == [("LEADS", WATER), ("ASSISTS", OWN)]
    assert roles(found, "灾情统计") == [("LEADS", URGENCY), ("INVOLVED_IN", OWN)]


@pytest.mark.parametrize(
    "rows",
    [
        [["一、平安法治（2项）"], ROWS[4], ["二、乡村振兴（1项）"], ROWS[5]],
        [[OVER[0]], ROWS[1], ["二、区镇共同承担的事项"], ROWS[4], [OVER[2]], ROWS[7]],
        [ROWS[1], [OVER[1]], ROWS[4], [OVER[2]], ROWS[7]],
    ],
)
def test_rows_over_others_that_do_not_say_it_of_all_leave_the_table_whole(rows: list[list[str]]) -> None:
    whole = sheet([HEAD, *rows])
    assert unfolded(whole) == [whole]


def test_without_a_column_of_shares_the_table_stays_whole() -> None:
    whole = sheet(
        [
            ["序号", "职责事项", "牵头单位"],
            [OVER[0]],
            ["1", "节水", "市水务局"],
            [OVER[1]],
            ["2", "供水", "市住建局"],
        ]
    )
    assert unfolded(whole) == [whole]
