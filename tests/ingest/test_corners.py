"""A matrix whose corner says what its rows and its columns are; two lists side by side in one sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from tests.ingest.workbooks import errors, register, report, workbook

MATRIX = [
    ["", "市水务局", "市公安局", "市市场监管局"],
    ["取水", "主责：日常巡查", "配合：现场警力", "—"],
    ["销售", "配合提供名录", "", "牵头：查验合格证"],
]


@pytest.mark.parametrize("corner", ["环节\\单位", "任务／部门", "责任单位\n工作内容", "监管环节 单位"])
def test_the_corner_of_a_matrix_names_its_rows(tmp_path: Path, corner: str) -> None:
    rows = [["临澜市职责分工"], [corner, *MATRIX[0][1:]], *MATRIX[1:]]
    found = understand([register(tmp_path), workbook(tmp_path / "02.xlsx", {"Sheet1": rows})])
    assert errors(found) == []
    assert [(s.role, s.organization, s.thing) for s in report(found, "02").statements] == [
        ("LEADS", "临澜市水务局", "取水"),
        ("ASSISTS", "临澜市公安局", "取水"),
        ("ASSISTS", "临澜市水务局", "销售"),
        ("LEADS", "临澜市市场监督管理局", "销售"),
    ]


HEAD = ["序号", "职责事项", "牵头单位", "配合单位"]
LEFT = [["1", "取水", "市水务局", "市公安局"], ["2", "排水", "市住建局", ""]]
RIGHT = [["3", "供气", "市市场监管局", ""], ["", "", "", ""]]


def beside(folder: Path, head: list[str], gap: list[str]) -> Path:
    both = [[*left, *gap, *right] for left, right in zip([HEAD, *LEFT], [head, *RIGHT], strict=True)]
    return workbook(folder / "02.xlsx", {"Sheet1": [["临澜市职责清单"], *both, ["说明：两栏同时生效。"]]})


@pytest.mark.parametrize("gap", [[], [""]])
def test_a_list_folded_in_two_is_one_list(tmp_path: Path, gap: list[str]) -> None:
    found = understand([register(tmp_path), beside(tmp_path, HEAD, gap)])
    assert errors(found) == []
    assert [(s.role, s.organization, s.thing) for s in report(found, "02").statements] == [
        ("LEADS", "临澜市水务局", "取水"),
        ("ASSISTS", "临澜市公安局", "取水"),
        ("LEADS", "临澜市住房和城乡建设局", "排水"),
        ("LEADS", "临澜市市场监督管理局", "供气"),
    ]
    counts = report(found, "02").counts
    assert counts["rows"] == counts["statement_rows"] + counts["problem_rows"] + counts["non_data_rows"] == 5


def test_another_list_after_a_blank_column_is_read_for_itself(tmp_path: Path) -> None:
    found = understand(
        [register(tmp_path), beside(tmp_path, ["序号", "监管事项", "监管部门", "执法部门"], [""])]
    )
    said = [(s.role, s.organization, s.thing) for s in report(found, "02").statements]
    assert ("SUPERVISES", "临澜市市场监督管理局", "供气") in said
    assert ("LEADS", "临澜市水务局", "取水") in said
    assert len(said) == 4


def test_one_list_with_a_heading_twice_stays_one(tmp_path: Path) -> None:
    rows = [["序号", "职责事项", "牵头单位", "序号"], ["1", "取水", "市水务局", "1"]]
    found = understand([register(tmp_path), workbook(tmp_path / "02.xlsx", {"Sheet1": rows})])
    assert [(s.role, s.thing) for s in report(found, "02").statements] == [("LEADS", "取水")]


def test_the_lower_row_of_a_header_is_no_list_beside_another(tmp_path: Path) -> None:
    rows = [
        ["职责事项", "牵头单位", "", "配合单位", ""],
        ["", "名称", "职责", "名称", "职责"],
        ["取水", "市水务局", "发放许可", "市公安局", "维持秩序"],
    ]
    found = understand([register(tmp_path), workbook(tmp_path / "02.xlsx", {"Sheet1": rows})])
    assert [(s.role, s.thing) for s in report(found, "02").statements] == [
        ("LEADS", "取水"),
        ("ASSISTS", "取水"),
    ]
