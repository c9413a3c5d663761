"""Headings over headings, beside headings, and below none: which row is the header, and what a column is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from tests.ingest.workbooks import META, Rows, problems, read, report, workbook

TITLE = "临澜市重点工作责任分工表"


def said(folder: Path, rows: Rows, merges: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """Role, body as written and matter of what a sheet says, whose rows begin in row 3."""
    path = workbook(folder / "a.xlsx", {"分工": [[TITLE], [META], *rows]}, [("分工", m) for m in merges])
    found = report(read(folder, path), "a.xlsx")
    assert not [p for p in found.problems if p.severity == "error"]
    return [(s.role, s.organization_text, s.thing) for s in found.statements]


def test_a_group_of_headings_is_no_heading(tmp_path: Path) -> None:
    rows = [["编号", "条目", "职责分工", "", "主要依据", "备注"], ["", "", "主办", "协办", "", ""],
            ["1-01", "油烟防治", "市水务局", "市住建局、市教育局", "《大气法》", ""]]  # fmt: skip
    assert said(tmp_path, rows, ("C3:D3", "A3:A4", "B3:B4", "E3:E4", "F3:F4")) == [
        ("LEADS", "市水务局", "油烟防治"), ("ASSISTS", "市住建局", "油烟防治"), ("ASSISTS", "市教育局", "油烟防治"),
    ]  # fmt: skip


def test_bodies_below_a_group_have_a_column_each(tmp_path: Path) -> None:
    rows = [["序号", "管控事项", "责任单位", "", ""], ["", "", "市水务局", "市住建局", "市教育局"],
            ["1", "窨井盖安全", "○", "●", ""], ["2", "校舍安全", "", "○", "●"], ["注：●牵头　○配合"]]  # fmt: skip
    assert said(tmp_path, rows, ("C3:E3", "A3:A4", "B3:B4")) == [
        ("ASSISTS", "市水务局", "窨井盖安全"), ("LEADS", "市住建局", "窨井盖安全"),
        ("ASSISTS", "市住建局", "校舍安全"), ("LEADS", "市教育局", "校舍安全"),
    ]  # fmt: skip


def test_the_first_row_of_data_is_no_second_row_of_headings(tmp_path: Path) -> None:
    rows = [
        ["一级指标", "二级指标", "考核单位名单", "责任单位"],
        ["经济", "工业增加值", "各区县", "市水务局"],
        ["", "投资", "各区县", "市教育局"],
    ]
    assert ("LEADS", "市教育局", "投资") in said(tmp_path, rows)
    assert {thing for *_, thing in said(tmp_path, rows)} == {"工业增加值", "投资"}


@pytest.mark.parametrize("heading", ["主次关系", "角色", "责任类型", "牵头/配合"])
def test_a_column_of_words_gives_the_body_of_its_row_its_role(tmp_path: Path, heading: str) -> None:
    rows = [["序号", "管理事项", "责任部门", heading, "职责分工"],
            ["1", "燃气安全", "市住建局", "牵头", "负责行业管理"], ["", "", "市教育局", "配合", "督促学校自查"],
            ["2", "电动自行车", "市水务局", "按职责分工负责", "生产环节"], ["", "", "市教育局", "按职责分工负责", "使用环节"],
            ["3", "供水", "市水务局", "", "水源"], ["", "", "市教育局", "", "学校"]]  # fmt: skip
    assert [(role, body) for role, body, _ in said(tmp_path, rows)] == [
        ("LEADS", "市住建局"), ("ASSISTS", "市教育局"), ("SHARES", "市水务局"), ("SHARES", "市教育局"),
        ("INVOLVED_IN", "市水务局"), ("INVOLVED_IN", "市教育局"),
    ]  # fmt: skip


def test_duties_beside_bodies_are_what_each_has_to_do(tmp_path: Path) -> None:
    rows = [["序号", "管理事项", "责任部门", "职责分工"], ["1", "河道采砂", "市水务局", "牵头负责采砂统一管理"],
            ["", "", "市公安局", "负责查处治安违法"], ["", "", "市教育局", "配合做好宣传"],
            ["2", "病死畜禽", "市水务局", "主管部门，负责监督管理"], ["", "", "市教育局", "配合宣传"]]  # fmt: skip
    assert [(role, body) for role, body, _ in said(tmp_path, rows)] == [
        ("LEADS", "市水务局"), ("SHARES", "市公安局"), ("ASSISTS", "市教育局"), ("LEADS", "市水务局"), ("ASSISTS", "市教育局"),
    ]  # fmt: skip


def test_without_a_column_of_matters_kinds_of_places_with_bodies_of_their_own_are_the_matters(
    tmp_path: Path,
) -> None:
    rows = [["序号", "领域", "第一责任单位", "第二责任单位", "监督单位"], ["1", "自建房", "市住建局", "市教育局", "市公安局"],
            ["2", "小餐饮", "待定", "市教育局", "—"]]  # fmt: skip
    assert said(tmp_path, rows) == [
        ("LEADS", "市住建局", "自建房"), ("ASSISTS", "市教育局", "自建房"), ("SUPERVISES", "市公安局", "自建房"),
        ("ASSISTS", "市教育局", "小餐饮"),
    ]  # fmt: skip


def test_a_group_of_rows_is_no_matter(tmp_path: Path) -> None:
    rows = [["领域", "责任单位"], ["水务", "市水务局"], ["", "市教育局"]]
    path = workbook(tmp_path / "a.xlsx", {"分工": [[TITLE], [META], *rows]})
    found = read(tmp_path, path)
    assert [p.severity for p in problems(found, "PROFILE")] == ["error"]


def test_of_a_name_and_a_code_of_the_area_the_code_is_the_region(tmp_path: Path) -> None:
    rows = [["临澜市机构台账"], ["序号", "单位全称", "日常用简称", "行政区划", "区划代码"],
            ["1", "临澜市水务局", "市水务局", "临澜市", "379900"],
            ["2", "东澜区水务局", "区水务局", "东澜区", "379902"]]  # fmt: skip
    gone = [
        ["原机构名称", "原简称", "现承继机构", "方式", "时间"],
        ["临澜市水利局", "市水利局", "临澜市水务局", "更名", "2019年1月"],
    ]
    path = workbook(tmp_path / "名录.xlsx", {"台账": rows, "撤并改名": gone})
    found = understand([path])
    assert found.ok, found.problems
    regions = {m.statement.properties["name"]: m.statement.properties["region"]
               for m in found.batch.mentions if m.statement.kind == "Organization"}  # fmt: skip
    assert (regions["临澜市水务局"], regions["东澜区水务局"]) == ("379900", "379902")
    assert [s.organization for s in found.files[0].statements if s.role == "SUCCEEDED_BY"] == ["临澜市水务局"]
    assert not [p for p in found.problems if p.severity == "warning"]


def test_of_two_columns_of_kinds_the_finer_is_the_matter(tmp_path: Path) -> None:
    rows = [["序号", "诉求类别", "诉求类型", "首办单位", "协办单位", "兜底单位"],
            ["1", "噪声", "施工噪声", "市水务局", "市教育局", "市住建局"], ["2", "", "广场舞", "市公安局", "无", "〃"],
            ["3", "供水", "水质", "", "市教育局", "权属单位"]]  # fmt: skip
    assert said(tmp_path, rows) == [
        ("LEADS", "市水务局", "施工噪声"), ("ASSISTS", "市教育局", "施工噪声"), ("INVOLVED_IN", "市住建局", "施工噪声"),
        ("LEADS", "市公安局", "广场舞"), ("INVOLVED_IN", "市住建局", "广场舞"),
        ("ASSISTS", "市教育局", "水质"), ("INVOLVED_IN", "权属单位", "水质"),
    ]  # fmt: skip


def test_the_sheet_that_says_most_decides_the_kind_of_list(tmp_path: Path) -> None:
    moved = [["划转事项清单"], [META], ["序号", "事项名称", "原实施部门", "划转后实施部门", "事中事后监管部门", "生效日期"],
             ["1", "取水许可", "市水务局", "市审批局", "市水务局", "2026-07-01"]]  # fmt: skip
    left = [
        ["暂不划转事项"],
        [META],
        ["序号", "事项名称", "实施部门", "暂不划转理由"],
        ["1", "排污许可", "市教育局", "垂直管理"],
    ]
    path = workbook(tmp_path / "a.xlsx", {"附件1划转事项": moved, "附件2暂不划转": left})
    found = report(read(tmp_path, path), "a.xlsx")
    assert found.profile == "transfers"
    assert {(s.role, s.organization_text) for s in found.statements if s.thing == "取水许可"} == {
        ("TRANSFERRED_FROM", "市水务局"), ("APPROVES", "市审批局"), ("SUPERVISES", "市水务局"),
    }  # fmt: skip


def test_codes_in_the_title_and_beside_the_name_of_a_place(tmp_path: Path) -> None:
    city = [
        ["临澜市机关事业单位名录（行政区划代码379900）"],
        ["序号", "单位全称", "规范简称"],
        ["1", "临澜市水务局", "市水务局"],
    ]
    county = [
        ["县区部门名录"],
        ["所属县区", "单位全称", "层级"],
        ["东澜区（379902）", "东澜区水务局", "县级"],
        ["", "东澜区教育局", "县级"],
    ]
    path = workbook(tmp_path / "名录.xlsx", {"市直": city, "县区": county}, [("县区", "A3:A4")])
    found = understand([path])
    assert found.ok, found.problems
    regions = {m.statement.properties["name"]: m.statement.properties["region"]
               for m in found.batch.mentions if m.statement.kind == "Organization"}  # fmt: skip
    assert regions == {"临澜市水务局": "379900", "东澜区水务局": "379902", "东澜区教育局": "379902"}
