"""Headings that say what is done (源头监管, 末端执法, 谁来管) over names of bodies, and tables of them that lie on their side."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.workbooks import META, errors, problems, read, whole, workbook

TITLE = ["临澜市监管执法边界划分表"]


def listed(folder: Path, *rows: list[str], merges: tuple[str, ...] = (), name: str = "边界") -> Understanding:
    path = workbook(folder / "02-表.xlsx", {name: [TITLE, [META], *rows]}, [(name, m) for m in merges])
    return read(folder, path)


def said(found: Understanding) -> list[tuple[str, str, str, str]]:
    assert errors(found) == []
    return [(s.role, s.organization_text, s.thing, s.cell.split("!")[1]) for s in whole(found).statements]


def test_groups_of_columns_say_what_is_done_and_levels_below_them_nothing_more(tmp_path: Path) -> None:
    rows = [
        ["序号", "违法行为", "源头监管", "末端执法", "", "协作", ""],
        ["", "", "", "市级", "县（区）", "谁协作", "怎么协作"],
        ["1", "偷采河砂", "市水务局", "市公安局", "县（区）综合执法局", "市住建局", "派员设卡"],
        ["2", "毁绿占绿", "市住建局", "市公安局", "县（区）公安机关", "", ""],
    ]
    merges = ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3")
    assert said(listed(tmp_path, *rows, merges=merges)) == [
        ("ASSISTS", "市住建局", "偷采河砂", "F5"), ("SUPERVISES", "市水务局", "偷采河砂", "C5"),
        ("ENFORCES", "市公安局", "偷采河砂", "D5"), ("ENFORCES", "县（区）综合执法局", "偷采河砂", "E5"),
        ("SUPERVISES", "市住建局", "毁绿占绿", "C6"), ("ENFORCES", "市公安局", "毁绿占绿", "D6"),
        ("ENFORCES", "县（区）公安机关", "毁绿占绿", "E6"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heads", [["谁审批", "谁监管", "谁执法"], ["谁来批", "谁来管", "由谁罚"], ["批", "管", "罚"]]
)
def test_headings_that_ask_who(tmp_path: Path, heads: list[str]) -> None:
    rows = [
        ["事项", *heads],
        ["取水许可", "市审批局", "市水务局", "市公安局"],
        ["排水许可", "市审批局", "市住建局", "—"],
    ]
    roles = {(role, body) for role, body, *_ in said(listed(tmp_path, *rows))}
    assert roles == {
        ("APPROVES", "市审批局"), ("SUPERVISES", "市水务局"), ("SUPERVISES", "市住建局"), ("ENFORCES", "市公安局"),
    }  # fmt: skip


def test_over_what_is_done_such_a_heading_names_nobody(tmp_path: Path) -> None:
    rows = [["事项", "牵头单位", "日常监管", "处罚"], ["取水", "市水务局", "每季度检查一次", "500元"],
            ["排水", "市住建局", "加强巡查", "警告"]]  # fmt: skip
    found = listed(tmp_path, *rows)
    assert [s[:2] for s in said(found)] == [("LEADS", "市水务局"), ("LEADS", "市住建局")]
    assert {p.cell for p in problems(found, "COLUMN")} == {"C3", "D3"}


ON_ITS_SIDE = [
    ["事项", "偷采河砂", "无照餐饮", "制售假药行为"],
    ["日常监管", "市水务局", "市市场监管局", "市市场监管局"],
    ["查处", "市公安局", "市市场监管局", "市公安局"],
    ["配合", "市住建局\n市公安局", "", "市教育局（校园）"],
    ["移送标准", "涉嫌犯罪的移送", "同左", "/"],
]


def test_a_table_on_its_side_is_read_matter_by_matter_from_its_own_cells(tmp_path: Path) -> None:
    found = listed(tmp_path, *ON_ITS_SIDE, ["注：本表由市委编办解释。"])
    assert sorted(said(found), key=lambda s: s[3]) == [
        ("SUPERVISES", "市水务局", "偷采河砂", "B4"), ("ENFORCES", "市公安局", "偷采河砂", "B5"),
        ("ASSISTS", "市住建局", "偷采河砂", "B6"), ("ASSISTS", "市公安局", "偷采河砂", "B6"),
        ("SUPERVISES", "市市场监管局", "无照餐饮", "C4"), ("ENFORCES", "市市场监管局", "无照餐饮", "C5"),
        ("SUPERVISES", "市市场监管局", "制售假药行为", "D4"), ("ENFORCES", "市公安局", "制售假药行为", "D5"),
        ("ASSISTS", "市教育局（校园）", "制售假药行为", "D6"),
    ]  # fmt: skip
    assert [p.cell for p in problems(found, "COLUMN")] == ["A7"]


def test_with_more_matters_than_rows_what_stands_below_is_not_lost(tmp_path: Path) -> None:
    wide = [
        ["事项", *(f"违法行为{n}" for n in "甲乙丙丁戊己")],
        ["监管", *["市水务局"] * 6],
        ["执法", *["市公安局"] * 6],
    ]
    found = listed(tmp_path, *wide, ["注：本表由市委编办解释。"])
    assert len(said(found)) == 12
    assert whole(found).problem_rows == 0


def test_a_table_that_stands_upright_is_not_turned(tmp_path: Path) -> None:
    rows = [
        ["事项", "监管单位", "执法单位"],
        ["日常监管", "市水务局", "市公安局"],
        ["查处", "市住建局", "市公安局"],
    ]
    assert [s[2] for s in said(listed(tmp_path, *rows))] == ["日常监管", "日常监管", "查处", "查处"]
