"""Headers as strangers write them: groups over what is no body, headings cut by merges, roles said by the group."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import (
    META,
    body,
    errors,
    problems,
    read,
    register,
    stated,
    table,
    whole,
    workbook,
)

WATER, BUILDING, POLICE = "临澜市水务局", "临澜市住房和城乡建设局", "临澜市公安局"
Said = list[tuple[str, str | None, str, str | None]]


def said(found: Understanding, part: str = "02") -> Said:
    made = whole(found, part)
    return [(s.role, s.organization or s.organization_text, s.thing, s.scope) for s in made.statements]


def listed(
    folder: Path, *rows: list[str], merges: tuple[str, ...] = (), title: str = "临澜市职责分工清单"
) -> Understanding:
    ranges = [("表", m) for m in merges]
    return read(folder, workbook(folder / "02.xlsx", {"表": [[title], [META], *rows]}, ranges))


def test_a_rank_under_a_group_of_bodies_is_no_column_of_bodies(tmp_path: Path) -> None:
    found = listed(
        tmp_path,
        ["序号", "职责事项", "部门职责分工", "", "", "", ""],
        ["", "", "主办部门", "", "协办部门", "", ""],
        ["", "", "单位", "职责", "顺位", "单位", "职责"],
        ["1", "节约用水", "市水务局", "负责统一管理", "1", "市住建局", "负责管网改造"],
        ["", "", "", "", "2", "市公安局", "查处盗水"],
        merges=("A3:A5", "B3:B5", "C3:G3", "C4:D4", "E4:G4", "A6:A7", "B6:B7", "C6:C7", "D6:D7"),
    )
    assert errors(found) == []
    assert said(found) == [
        ("LEADS", WATER, "节约用水", None), ("ASSISTS", BUILDING, "节约用水", None), ("ASSISTS", POLICE, "节约用水", None),
    ]  # fmt: skip


def test_a_header_ends_where_its_merges_end(tmp_path: Path) -> None:
    found = listed(
        tmp_path,
        ["序号", "改革事项", "改革方式", "", "审批部门", "监管部门"],
        ["", "", "直接取消审批", "实行告知承诺", "", ""],
        ["1", "取水许可", "", "√", "市审批局", "市水务局"],
        merges=("A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4"),
        title="临澜市证照分离改革事项审批监管责任清单",
    )
    assert errors(found) == []
    assert said(found)[:2] == [
        ("APPROVES", "临澜市行政审批服务局", "取水许可", None), ("SUPERVISES", WATER, "取水许可", None),
    ]  # fmt: skip


def test_a_line_merged_over_all_columns_is_no_group_of_headings(tmp_path: Path) -> None:
    found = listed(
        tmp_path,
        ["牵头监管部门：市水务局", "", "", ""],
        ["序号", "监管事项", "监管责任部门", "联合检查部门"],
        ["1", "节水器具", "市住建局", "市公安局"],
        merges=("A3:D3",),
    )
    assert said(found) == [("ASSISTS", POLICE, "节水器具", None), ("SUPERVISES", BUILDING, "节水器具", None)]


def test_the_group_says_the_role_of_a_plain_heading(tmp_path: Path) -> None:
    place = "临澜市综合行政执法局（市综合执法局）"
    names = body("临澜市城市管理局", 常用简称="市城管局", 加挂牌子=place)
    rows = [["临澜市行政处罚事项监管与处罚职责划分清单"], [META],
            ["编码", "行政处罚事项", "行业主管部门", "", "处罚实施", "", "法律依据"],
            ["", "", "单位名称", "监管职责", "实施主体", "职责边界", ""],
            ["C1", "对擅自取水的处罚", "市水务局", "负责日常检查", "市综合执法局", "", "《水法》"],
            ["C2", "对违法停车的处罚", "市公安局", "", "人行道：市综合执法局；车行道：市公安局", "", ""]]  # fmt: skip
    merges = [("表", m) for m in ("A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:G4")]
    found = understand([register(tmp_path, names), workbook(tmp_path / "02.xlsx", {"表": rows}, merges)])
    assert errors(found) == []
    city = "临澜市城市管理局"
    assert sorted(said(found), key=str) == sorted([
        ("SUPERVISES", WATER, "对擅自取水的处罚", None), ("ENFORCES", city, "对擅自取水的处罚", None),
        ("SUPERVISES", POLICE, "对违法停车的处罚", None),
        ("ENFORCES", city, "对违法停车的处罚", "人行道"), ("ENFORCES", POLICE, "对违法停车的处罚", "车行道"),
    ], key=str)  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "城区：市住建局\n农村：市水务局",
            [("LEADS", BUILDING, "供水", "城区"), ("LEADS", WATER, "供水", "农村")],
        ),
        (
            "东澜区：区水务局；市水务局",
            [("LEADS", "东澜区水务局", "供水", None), ("LEADS", WATER, "供水", None)],
        ),
        ("牵头：市水务局", [("LEADS", WATER, "供水", None)]),
        ("待研究明确", []),
        ("责任单位待定", []),
        ("（暂未明确，按程序协调后另行公布）", []),
    ],
)
def test_what_stands_before_names_and_words_for_nobody(tmp_path: Path, cell: str, expected: Said) -> None:
    found = listed(tmp_path, ["序号", "职责事项", "主办部门"], ["1", "供水", cell], ["2", "节水", "市水务局"])
    assert errors(found) == []
    assert [s for s in said(found) if s[2] == "供水"] == expected


def test_words_before_a_colon_that_name_nobody_known_are_still_told(tmp_path: Path) -> None:
    found = listed(tmp_path, ["序号", "职责事项", "主办部门"], ["1", "供水", "城区：市某某局"])
    assert [(code, at) for code, at, _ in errors(found)] == [("DQ-NAME", "表!C4")]


def test_the_body_of_a_group_of_powers_stands_in_its_first_row(tmp_path: Path) -> None:
    rows = [["临澜市权力和责任清单"], [META], ["部门名称", "序号", "权力类型", "权力名称", "实施依据"],
            ["市水务局", "1", "行政许可", "取水许可", ""], ["", "2", "行政处罚", "对擅自取水的处罚", ""],
            ["小计", "", "", "2项", ""],
            ["市公安局", "1", "行政检查", "对保安公司的监督检查", ""], ["", "2", "行政许可", "旅馆业特种行业许可", ""]]  # fmt: skip
    found = read(tmp_path, table(tmp_path / "02.csv", rows))
    assert said(found) == [
        ("APPROVES", WATER, "取水许可", None), ("ENFORCES", WATER, "对擅自取水的处罚", None),
        ("SUPERVISES", POLICE, "对保安公司的监督检查", None), ("APPROVES", POLICE, "旅馆业特种行业许可", None),
    ]  # fmt: skip
    assert [p.cell for p in problems(found, "DQ-MERGE") if p.file == "02.csv"] == ["A5"]


def test_parts_of_an_item_under_one_heading_move_each(tmp_path: Path) -> None:
    rows = [["临澜市划转事项目录"], [META], ["序号", "原实施部门", "事项名称", "", "划入部门", "监管部门"],
            ["", "", "主项", "子项", "", ""], ["1", "市水务局", "取水许可", "", "市审批局", "市水务局"],
            ["2", "市公安局", "印章刻制业许可", "变更", "市审批局", "市公安局"], ["3", "", "", "新设", "", "市公安局"]]  # fmt: skip
    merges = [("表", m) for m in ("A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "B6:B7", "C6:C7", "E5:E7")]
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"表": rows}, merges))
    assert errors(found) == []
    moves = [(s[1], s[2]) for s in said(found) if s[0] == "TRANSFERRED_FROM"]
    assert moves == [
        (WATER, "取水许可"),
        (POLICE, "印章刻制业许可（变更）"),
        (POLICE, "印章刻制业许可（新设）"),
    ]


def test_who_supervises_in_the_district_that_took_an_item(tmp_path: Path) -> None:
    rows = [["临澜市下放事项目录"], [META], ["序号", "事项名称", "原实施部门", "承接部门", "监管部门"],
            ["1", "取水许可", "市水务局", "东澜区水务局", "区水务局"]]  # fmt: skip
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"表": rows}))
    assert errors(found) == []
    assert ("SUPERVISES", "东澜区水务局", "取水许可", None) in said(found)


def test_bodies_that_were_done_away_with(tmp_path: Path) -> None:
    rows = [["2025年度已撤销议事协调机构情况"], [META], ["序号", "机构名称", "原办公室所在单位", "撤销时间"],
            ["1", "临澜市节水工作领导小组", "市水务局", "2025年5月"],
            ["2", "临澜市供水工作专班", "不设办公室", "2025年11月"]]  # fmt: skip
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"已撤销机构": rows}))
    assert errors(found) == []
    assert {(o["name"], o["status"]) for o in stated(found, "CoordinatingBody")} == {
        ("临澜市节水工作领导小组", "revoked"), ("临澜市供水工作专班", "revoked"),
    }  # fmt: skip
    assert [s[:3] for s in said(found) if s[0] == "OFFICE_AT"] == [
        ("OFFICE_AT", WATER, "临澜市节水工作领导小组")
    ]


@pytest.mark.parametrize("form", ["{code} {place}", "{place}（{code}）", "{code}-{place}", "{place} {code}"])
def test_a_register_whose_cells_hold_code_and_place(tmp_path: Path, form: str) -> None:
    city, district = (form.format(code=c, place=p) for c, p in (("379900", "临澜市"), ("379902", "东澜区")))
    rows = [["行政区划", "机构全称", "规范简称及常用叫法", "存续情况", "职责承接机构"],
            [city, WATER, "市水务局、市水局", "在册", ""], [district, "东澜区水务局", "区水务局", "在册", ""],
            [city, "临澜市水利局", "", "2019年机构改革撤销", WATER]]  # fmt: skip
    found = understand([table(tmp_path / "名录.csv", rows)])
    assert found.ok, found.problems
    assert not [p for p in found.problems if p.severity == "warning"]
    made = {o["name"]: (o["region"], o["status"]) for o in stated(found, "Organization")}
    assert made == {
        WATER: ("379900", "active"),
        "东澜区水务局": ("379902", "active"),
        "临澜市水利局": ("379900", "abolished"),
    }
    assert [s[:2] for s in said(found, "名录") if s[0] == "SUCCEEDED_BY"] == [("SUCCEEDED_BY", WATER)]


def test_roles_by_row_and_an_index_of_leads(tmp_path: Path) -> None:
    main = [["部门分工表"], [META], ["序号", "交叉事项", "涉及部门", "角色定位", "具体职责"],
            ["1", "供水", "市水务局", "主责", "水质监管"], ["", "", "市住建局", "协同", "管网改造"]]  # fmt: skip
    index = [
        ["目录"],
        ["册号", "行业（业态）", "牵头监管部门", "页签"],
        ["第1册", "宠物诊疗", "市公安局", "1"],
        ["第2册", "剧本娱乐", "市教育局", "2"],
    ]
    merges = [("分工表", "A4:A5"), ("分工表", "B4:B5")]
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"分工表": main, "目录": index}, merges))
    assert errors(found) == []
    assert said(found) == [
        ("LEADS", WATER, "供水", None), ("ASSISTS", BUILDING, "供水", None),
        ("LEADS", POLICE, "宠物诊疗", None), ("LEADS", "临澜市教育局", "剧本娱乐", None),
    ]  # fmt: skip
