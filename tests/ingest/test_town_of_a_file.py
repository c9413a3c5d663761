"""The three lists of one town in a workbook: whose they are is said once, and who took a matter back stands in one cell
with how it does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import body, errors, problems, register, roles, stated, workbook

DISTRICT = body("东澜区人民政府", 常用简称="区政府", 机构类别="政府", 层级="县", 行政区划="379902")
TOWN = body("东澜区双塔镇人民政府", 常用简称="双塔镇", 机构类别="乡镇街道", 层级="乡", 行政区划="379902")
OTHER = body("东澜区石门镇人民政府", 常用简称="石门镇", 机构类别="乡镇街道", 层级="乡", 行政区划="379902")
URGENT = body("东澜区应急管理局", 常用简称="区应急局", 层级="县", 行政区划="379902")
OWN, WATER, URGENCY = "东澜区双塔镇人民政府", "东澜区水务局", "东澜区应急管理局"
META = "行政区划：379902"
BASIC = [["一、基本履职事项清单"], [META], ["序号", "事项名称"], ["1", "护林巡查"]]
SHARES = ["序号", "事项名称", "对应上级部门", "上级部门职责", "乡镇配合职责"]
HELPED = [
    "1",
    "采砂整治",
    "区水务局（牵头）\n区应急局",
    "区水务局：组织整治。\n区应急局：负责灾情信息共享。",
    "报告线索",
]


def lists(folder: Path, **sheets: list[list[str]]) -> Understanding:
    path = workbook(folder / "02.xlsx", sheets)
    return understand([register(folder, DISTRICT, TOWN, OTHER, URGENT), path])


def test_a_list_is_not_that_of_the_government_where_a_table_has_no_title(tmp_path: Path) -> None:
    found = lists(tmp_path, 一=[["东澜区双塔镇履行职责事项清单"], *BASIC])
    assert errors(found) == []
    assert roles(found, "护林巡查") == [("LEADS", OWN)]


def test_the_town_of_the_first_list_is_that_of_the_next_one(tmp_path: Path) -> None:
    helps = [["二、配合履职事项清单"], [META], SHARES, HELPED]
    found = lists(tmp_path, 一=[["东澜区双塔镇履行职责事项清单"], *BASIC], 二=helps)
    assert errors(found) == []
    assert [p.severity for p in problems(found, "VALUE")] == ["info"]
    assert roles(found, "采砂整治") == [("LEADS", WATER), ("SHARES", URGENCY), ("ASSISTS", OWN)]


@pytest.mark.parametrize(
    ("title", "named"),
    [("各乡镇配合履职事项清单", "各乡镇"), ("石门镇配合履职事项清单", "东澜区石门镇人民政府")],
)
def test_a_list_that_names_its_towns_itself_is_theirs(tmp_path: Path, title: str, named: str) -> None:
    helps = [[title], [META], SHARES, HELPED]
    found = lists(tmp_path, 一=[["东澜区双塔镇履行职责事项清单"], *BASIC], 二=helps)
    assert ("ASSISTS", named) in roles(found, "采砂整治")


def test_after_the_lists_of_two_towns_a_third_is_of_neither(tmp_path: Path) -> None:
    found = lists(
        tmp_path, 一=[["双塔镇履行职责事项清单"], *BASIC], 二=[["石门镇履行职责事项清单"], *BASIC],
        三=[["配合履职事项清单"], [META], SHARES, HELPED],
    )  # fmt: skip
    assert ("ASSISTS", "各乡镇") in roles(found, "采砂整治")


@pytest.mark.parametrize(
    ("cell", "who"),
    [
        ("区水务局：通过巡查发现线索，依法查处。", [("LEADS", WATER)]),
        ("区水务局。由水政队巡查。", [("LEADS", WATER)]),
        ("承接部门：区水务局\n工作方式：巡查。", [("LEADS", WATER)]),
        ("1.区水务局：查处采砂；\n2.区应急局：调度队伍。", [("SHARES", WATER), ("SHARES", URGENCY)]),
        ("区水务局、区应急局：联合检查。", [("LEADS", WATER), ("LEADS", URGENCY)]),
        ("由区水务局承接，组织水政队巡查", [("LEADS", WATER)]),
        ("区水务局自行开展", [("LEADS", WATER)]),
        ("由区水务局委托有资质的单位检测", [("LEADS", WATER)]),
        ("取消镇级任务，由区水务局依法办理", [("LEADS", WATER)]),
    ],
)
def test_who_took_a_matter_back_and_how_it_does_it_in_one_cell(
    tmp_path: Path, cell: str, who: list[tuple[str, str]]
) -> None:
    rows = [
        ["上级部门收回事项清单"],
        [META],
        ["序号", "事项名称", "承接部门及工作方式"],
        ["1", "采砂检查", cell],
    ]
    found = lists(tmp_path, 三=rows)
    assert errors(found) == []
    assert roles(found, "采砂检查") == who


def test_a_joined_heading_may_be_merged_over_two_columns(tmp_path: Path) -> None:
    rows = [["上级部门收回事项清单"], [META], ["序号", "事项名称", "承接部门及工作方式", ""],
            ["1", "采砂检查", "由区水务局承接，组织巡查", ""], ["2", "水闸检测", "取消镇级任务，由区水务局依法办理", ""],
            ["3", "水车评比", "取消该项工作", ""]]  # fmt: skip
    merges = [("三", f"C{row}:D{row}") for row in range(3, 7)]
    path = workbook(tmp_path / "02.xlsx", {"三": rows}, merges)
    found = understand([register(tmp_path, DISTRICT), path])
    assert errors(found) == [] and problems(found, "COLUMN") == []
    assert roles(found, "采砂检查") == roles(found, "水闸检测") == [("LEADS", WATER)]
    ended = {d["name"]: d["status"] for d in stated(found, "Duty")}
    assert ended == {"采砂检查": "active", "水闸检测": "active", "水车评比": "ended"}
