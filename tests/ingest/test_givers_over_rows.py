"""Lists of moves whose rows stand under the names of those who give the items, and columns of who takes and supervises."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.workbooks import META, errors, problems, read, roles, workbook

WATER, BUILDING, POLICE = "临澜市水务局", "临澜市住房和城乡建设局", "临澜市公安局"
TAKER = "临澜市行政审批服务局"
TITLE = "临澜市相对集中行政许可权划转事项清单"
THESE = "自2026年7月1日起，下列事项由市行政审批服务局统一实施，原部门不再行使。"
HEAD = ["序号", "事项名称", "原承办科室（人员）", "划转后监管责任", "现场勘验/技术支撑"]


def moves(folder: Path, *rows: list[str], head: list[str] = HEAD, title: str = TITLE) -> Understanding:
    everything = [[title], [META], [THESE], head, *rows]
    return read(folder, workbook(folder / "02-划转.xlsx", {"清单": everything}))


@pytest.mark.parametrize("over", ["○ {}（2项）", "一、{}（共2项）", "{}", "● {}（供水部分）（2项）"])
def test_the_row_over_the_items_says_who_gives_them(tmp_path: Path, over: str) -> None:
    found = moves(
        tmp_path, [over.format("市水务局")], ["1", "取水许可", "用水科（2人）", "原主管部门", "市水务局"],
        ["2", "排水许可", "排水科", "市水务局；涉及道路的由市公安局监管", "市水务局组织专家评审"],
        [over.format("市住建局")], ["3", "施工许可", "施工科", "住建局", "—"],
    )  # fmt: skip
    assert errors(found) == [] and [p for p in problems(found, "PROFILE") if p.severity != "info"] == []
    assert sorted(roles(found, "取水许可")) == sorted(
        [("APPROVES", TAKER), ("TRANSFERRED_FROM", WATER), ("SUPERVISES", WATER)]
    )
    assert sorted(roles(found, "排水许可")) == sorted(
        [("APPROVES", TAKER), ("TRANSFERRED_FROM", WATER), ("SUPERVISES", WATER), ("SUPERVISES", POLICE)]
    )
    assert roles(found, "排水许可·现场勘验") == [("PERFORMS", WATER)]
    assert ("TRANSFERRED_FROM", BUILDING) in roles(found, "施工许可")


def test_rows_that_only_group_give_nothing(tmp_path: Path) -> None:
    head = ["序号", "事项名称", "原实施部门", "备注"]
    found = moves(tmp_path, ["一、水务领域"], ["1", "取水许可", "市水务局", ""], head=head)
    assert errors(found) == []
    assert ("TRANSFERRED_FROM", WATER) in roles(found, "取水许可")


@pytest.mark.parametrize("heading", ["承接及监管单位", "承接、监管部门", "接收和后续监管单位"])
def test_who_takes_an_item_and_supervises_it_in_one_column(tmp_path: Path, heading: str) -> None:
    head = ["序号", "原实施部门", "事项名称", heading]
    rows = [["1", "市行政审批服务局", "取水许可", "市水务局"]]
    path = workbook(tmp_path / "02-退回.xlsx", {"清单": [["临澜市划转事项清单"], [META], head, *rows]})
    found = read(tmp_path, path)
    assert errors(found) == [] and problems(found, "COLUMN") == []
    assert sorted(roles(found, "取水许可")) == sorted(
        [("APPROVES", WATER), ("SUPERVISES", WATER), ("TRANSFERRED_FROM", TAKER)]
    )
