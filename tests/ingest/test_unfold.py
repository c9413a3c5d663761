"""Tables laid out otherwise than as one row a thing: forms, rows broken by a page, two parts in one column."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.cells import Sheet, grid
from ingest.load import understand
from ingest.unfold import unfolded
from tests.ingest.workbooks import errors, problems, register, roles, stated, workbook

META = "发布单位：市委编办　行政区划：379900"
ACROSS = ["事项名称 审批部门 监管部门", "取水许可 市审批局 市水务局", "排水许可 市审批局 市住建局"]


def sheet(rows: list[str]) -> Sheet:
    return grid({(r, c): t for r, row in enumerate(rows, 1) for c, t in enumerate(row.split(), 1)}, "表")


def texts(made: Sheet) -> list[list[str]]:
    return [[c.text for c in made.filled(row)] for row in range(1, len(made.rows) + 1) if made.filled(row)]


def test_several_forms_below_one_another_are_several_records() -> None:
    form = ["审批事项监管卡", "事项名称 取水许可", "审批部门 市审批局 监管部门 市水务局", "备注 无",
            "事项名称 排水许可", "审批部门 市审批局 监管部门 市住建局"]  # fmt: skip
    (made,) = unfolded(sheet(form))
    assert texts(made) == [
        ["审批事项监管卡"], ["事项名称", "审批部门", "监管部门", "备注"],
        ["取水许可", "市审批局", "市水务局", "无"], ["排水许可", "市审批局", "市住建局"],
    ]  # fmt: skip
    assert [c.address for c in made.filled(4)] == ["B5", "B6", "D6"]


@pytest.mark.parametrize(
    "rows",
    [
        ACROSS,
        ["职责事项 牵头单位", "节约用水 市水务局", "城市供水 市住建局", "河道采砂 市水务局"],
        ["部门 职责", "市水务局 负责节水", "市住建局 负责供水", "市公安局 负责治安"],
        ["序号 事项名称 责任类型 单位", "1 节水 主体责任 市水务局", "2 供水 配合 市住建局"],
        ["职责类型 序号 事项名称 单位", "配合 1 节水 市水务局", "主体责任 2 供水 市住建局"],
        ["来源清单 序号 事项名称", "基本履职 1 节水", "职责边界清单 2 供水"],
    ],
)
def test_a_table_of_rows_stays_as_it_is(rows: list[str]) -> None:
    table = sheet(rows)
    assert unfolded(table) == [table]


def test_a_row_broken_by_a_page_is_whole_again() -> None:
    head, rows = "序号 事项名称 监管部门", ["1 取水许 市水务局", "2 排水许可 市住建局"]
    broken = sheet([head, rows[0], head, "", rows[1]])
    broken = grid({**{(c.row, c.column): c.text for r in broken.rows for c in r}, (4, 2): "可"}, "表")
    (made,) = unfolded(broken)
    assert texts(made)[1:] == [["1", "取水许可", "市水务局"], head.split(), ["2", "排水许可", "市住建局"]]


def test_rows_that_all_go_on_without_a_number_are_not_joined() -> None:
    head = "序号 事项名称 监管部门"
    cells = {(1, 1): "序号", (1, 2): "事项名称", (1, 3): "监管部门", (2, 1): "1", (2, 2): "取水许可", (2, 3): "市水务局",
             (3, 2): "排水许可", (3, 3): "市住建局", (4, 1): "序号", (4, 2): "事项名称", (4, 3): "监管部门",
             (5, 2): "供水许可"}  # fmt: skip
    (made,) = unfolded(grid(cells, "表"))
    assert texts(made) == texts(grid(cells, "表")), head


def test_a_column_of_two_labelled_parts_is_two() -> None:
    rows = [
        "序号 事项名称 承接部门及工作方式",
        "1 水质检测 承接部门：市水务局；工作方式：委托检测",
        "2 采砂巡查 承接部门:市水务局工作方式:巡查",
    ]
    (made,) = unfolded(sheet(rows))
    assert [[c.text for c in row] for row in made.rows] == [
        ["序号", "事项名称", "承接部门", "工作方式"],
        ["1", "水质检测", "市水务局", "委托检测"],
        ["2", "采砂巡查", "市水务局", "巡查"],
    ]  # fmt: skip
    assert {c.address for c in made.rows[1][2:]} == {"C2"}


def test_a_form_says_no_more_than_it_names(tmp_path: Path) -> None:
    rows = [["审管衔接单"], [META], ["事项名称", "取水许可"], ["审批部门", "市行政审批服务局", "监管部门", "市水务局"],
            ["现场核查", "市水务局实施"], ["信息推送", "当日推送"]]  # fmt: skip
    found = understand([register(tmp_path), workbook(tmp_path / "02.xlsx", {"单": rows})])
    assert errors(found) == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"), ("SENT_BY", "临澜市行政审批服务局"),
    ]  # fmt: skip
    assert stated(found, "RECEIVED_BY") == []
    assert [p for p in problems(found, "PROFILE") if "02" in p.place] == []


def test_where_the_seals_go_is_no_field_and_a_limit_is_nobody(tmp_path: Path) -> None:
    form = [["审批服务事项一事一表"], ["事项名称", "取水许可"], ["审批部门", "市审批局", "监管部门", "市水务局"],
            ["现场勘验", "由市审批局组织，受理后3个工作日内完成"], ["执法部门", "市水务局"], ["备注", "无"],
            ["审批部门（章）：", "", "监管部门（章）：", ""]]  # fmt: skip
    path = workbook(tmp_path / "02.xlsx", {"表1": form}, [("表1", "B2:D2"), ("表1", "B4:D4")])
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    assert not [p for p in found.problems if p.file == "02.xlsx" and p.severity == "warning"]
    assert roles(found, "取水许可·现场勘验") == [("PERFORMS", "临澜市行政审批服务局")]
    assert roles(found, "取水许可")[:2] == [
        ("APPROVES", "临澜市行政审批服务局"),
        ("SUPERVISES", "临澜市水务局"),
    ]
