"""Headings that no profile lists: understood by their words, told as such, and never beyond them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.headings import Meaning, meaning
from tests.ingest.workbooks import META, problems, read, report, workbook

TITLE = "临澜市重点工作责任分工表"


@pytest.mark.parametrize(
    ("text", "kind", "role"),
    [
        ("监督检查部门", "bodies", "SUPERVISES"), ("行政处罚机关", "bodies", "ENFORCES"),
        ("审批（备案）部门", "bodies", "APPROVES"), ("共同牵头单位", "bodies", "LEADS"), ("配合单位(2)", "bodies", "ASSISTS"),
        ("第一责任单位", "bodies", "LEADS"), ("第二责任单位", "bodies", "ASSISTS"), ("责任落实单位", "bodies", "INVOLVED_IN"),
        ("业务指导部门", "bodies", "GUIDES"), ("牵头", "bodies", "LEADS"),
        ("部门（单位）", "body", None), ("职能部门", "body", None), ("牵头单位职责", "clause", "LEADS"),
        ("协助上级部门事项", "clause", "ASSISTS"), ("实事项目", "matter", None), ("二级指标", "matter", None),
        ("主要依据", "basis", None), ("所属区县", "place", None), ("监管领域", "domain", None),
        ("牵头领导", "person", None), ("责任人", "person", None), ("承办科室", "person", None), ("联系电话", "person", None),
        ("完成时限", "other", None), ("计分办法", "other", None), ("进展情况", "other", None),
    ],
)  # fmt: skip
def test_the_words_of_a_heading_tell_its_column(text: str, kind: str, role: str | None) -> None:
    found = meaning(text)
    assert found is not None
    assert (found.kind, found.role) == (kind, role)


@pytest.mark.parametrize("text", ["千头单位", "引导单位", "天气", "考核单位", "", "1", "单位" * 20])
def test_other_words_tell_nothing(text: str) -> None:
    found = meaning(text)
    assert found is None or found == Meaning("body")


def of(
    folder: Path, header: list[str], *rows: list[str], top: list[str] | None = None
) -> list[tuple[str, ...]]:
    """Role, body, matter and inference of what a sheet with such a header says."""
    table = [[TITLE], [META], *([top] if top else []), header, *rows]
    found = report(read(folder, workbook(folder / "a.xlsx", {"分工": table})), "a.xlsx")
    assert not [p for p in found.problems if p.severity == "error"]
    return [
        (s.role, s.organization or s.organization_text, s.thing, s.inferred or "") for s in found.statements
    ]


def test_a_table_of_unknown_headings_is_read_and_the_mapping_says_so(tmp_path: Path) -> None:
    header = ["序号", "攻坚任务", "牵头领导", "牵头责任部门", "协同配合单位1", "协同配合单位2", "完成时限"]
    rows = [header, ["1", "管网改造", "某副市长", "市水务局", "市住建局", "市教育局", "年底"]]
    found = read(tmp_path, workbook(tmp_path / "a.xlsx", {"分工": [[TITLE], [META], *rows]}))
    said = report(found, "a.xlsx")
    assert [(s.role, s.organization, s.cell) for s in said.statements] == [
        ("LEADS", "临澜市水务局", "分工!D4"), ("ASSISTS", "临澜市住房和城乡建设局", "分工!E4"),
        ("ASSISTS", "临澜市教育局", "分工!F4"),
    ]  # fmt: skip
    columns = said.to_json()["mapping"][0]["columns"]
    assert [(c["field"], c["guessed"]) for c in columns] == [
        ("number", False), ("title", True), ("lead", True), ("assist", True), ("assist·2", True),
    ]  # fmt: skip
    assert [(p.severity, p.cell) for p in problems(found, "COLUMN")] == [("info", "C3"), ("info", "G3")]


def test_who_alone_is_responsible_leads_and_is_marked(tmp_path: Path) -> None:
    got = of(
        tmp_path, ["序号", "指标名称", "责任单位"],
        ["1", "节水", "市水务局"], ["2", "绿化", "市住建局、市教育局"], ["3", "治理", "市水务局、各镇街"],
        ["4", "供水", "市水务局（配合）"],
    )  # fmt: skip
    assert [g for g in got if g[0] == "LEADS"] == [("LEADS", "临澜市水务局", "节水", "sole_named")]
    assert {g[0] for g in got if g[2] in ("绿化", "治理")} == {"INVOLVED_IN"}
    assert [g[0] for g in got if g[2] == "供水"] == ["ASSISTS"]


def test_who_alone_is_merely_concerned_does_not_lead(tmp_path: Path) -> None:
    got = of(tmp_path, ["序号", "工作任务", "涉及部门"], ["1", "节水", "市水务局"])
    assert got == [("INVOLVED_IN", "临澜市水务局", "节水", "")]


def test_of_two_columns_of_matters_the_one_that_bodies_answer_for_is_taken(tmp_path: Path) -> None:
    got = of(
        tmp_path, ["序号", "重点任务", "具体措施", "牵头单位"],
        ["1", "水污染防治", "清理河道", "市水务局"], ["2", "", "整治排口", "市住建局"], ["3", "", "宣传节水", "市教育局"],
        ["4", "校园安全", "检查食堂", "市教育局"],
    )  # fmt: skip
    assert [g[2] for g in got] == ["清理河道", "整治排口", "宣传节水", "检查食堂"]
    got = of(
        tmp_path, ["序号", "重点任务", "具体措施", "牵头单位"],
        ["1", "清理河道", "清淤护岸", "市水务局"], ["2", "整治排口", "封堵溯源", "市住建局"],
    )  # fmt: skip
    assert [g[2] for g in got] == ["清理河道", "整治排口"]


def test_supervision_and_enforcement_are_told_apart_by_the_heading(tmp_path: Path) -> None:
    got = of(
        tmp_path, ["序号", "监管事项", "监督检查部门", "行政处罚部门"], ["1", "民宿", "市水务局", "市住建局"]
    )
    assert [g[0] for g in got] == ["SUPERVISES", "ENFORCES"]


def test_rows_and_columns_of_districts_name_the_bodies_of_each(tmp_path: Path) -> None:
    rows = [
        ["序号", "工作任务", "东澜区", "", "北屿区", ""],
        ["", "", "牵头", "配合", "牵头", "配合"],
        ["1", "禁烧巡查", "区水务局", "各镇街", "区水务局", ""],
    ]
    merges = [("分工", a) for a in ("A3:A4", "B3:B4", "C3:D3", "E3:F3")]
    columns = workbook(tmp_path / "a.xlsx", {"分工": [[TITLE], [META], *rows]}, merges)
    rows = [["序号", "区县", "整治任务", "牵头单位"], ["1", "东澜区", "清淤", "区水务局"], ["2", "", "截污", "区水务局"],
            ["3", "北屿区", "清淤", "区水务局"]]  # fmt: skip
    lines = workbook(tmp_path / "b.xlsx", {"分工": [[TITLE], [META], *rows]})

    said = report(read(tmp_path, columns), "a.xlsx").statements
    assert [(s.role, s.organization or s.organization_text, s.scope) for s in said] == [
        ("LEADS", "东澜区水务局", "东澜区"), ("LEADS", "北屿区水务局", "北屿区"), ("ASSISTS", "各镇街", "东澜区"),
    ]  # fmt: skip
    said = report(read(tmp_path, lines), "b.xlsx").statements
    assert [(s.organization, s.thing) for s in said] == [
        ("东澜区水务局", "清淤"), ("东澜区水务局", "截污"), ("北屿区水务局", "清淤"),
    ]  # fmt: skip


def test_plain_departments_take_their_role_from_the_clause_beside_them(tmp_path: Path) -> None:
    got = of(
        tmp_path, ["编号", "边界事项", "部门", "职责划分"],
        ["1", "燃气安全", "市水务局", "牵头负责全市燃气安全。"], ["1", "燃气安全", "市住建局", "配合做好宣传。"],
        ["1", "燃气安全", "市教育局", "负责学校食堂用气检查。"],
        ["2", "采砂管理", "市水务局", "主办。负责采砂许可。"], ["2", "采砂管理", "市住建局", "协办。维护秩序。"],
        ["3", "培训机构", "市教育局", "按职责分工负责学科类。"], ["3", "培训机构", "市住建局", "做好排查。"],
    )  # fmt: skip
    assert [g[:3] for g in got] == [
        ("LEADS", "临澜市水务局", "燃气安全"), ("ASSISTS", "临澜市住房和城乡建设局", "燃气安全"),
        ("SHARES", "临澜市教育局", "燃气安全"), ("LEADS", "临澜市水务局", "采砂管理"),
        ("ASSISTS", "临澜市住房和城乡建设局", "采砂管理"), ("APPROVES", "临澜市水务局", "采砂管理"),
        ("SHARES", "临澜市教育局", "培训机构"), ("INVOLVED_IN", "临澜市住房和城乡建设局", "培训机构"),
    ]  # fmt: skip


def test_one_responsible_body_beside_assisting_ones_leads(tmp_path: Path) -> None:
    header = ["序号", "存在问题", "整改责任单位", "配合单位"]
    rows = [["1", "标牌缺失", "市水务局", "市住建局"], ["2", "排口未封", "市水务局、市教育局", "市住建局"]]
    got = of(tmp_path, header, *rows)
    assert {(g[0], g[1], g[3]) for g in got if g[2] == "标牌缺失"} == {
        ("LEADS", "临澜市水务局", "sole_named"), ("ASSISTS", "临澜市住房和城乡建设局", ""),
    }  # fmt: skip
    assert {g[0] for g in got if g[2] == "排口未封"} == {"INVOLVED_IN", "ASSISTS"}


def test_tables_of_two_layouts_in_one_file_are_both_read(tmp_path: Path) -> None:
    sheets = {
        "成员单位": [
            [TITLE],
            [META],
            ["单位", "防汛职责"],
            ["市教育局", "负责校园防汛。"],
            ["市住建局", "配合做好排涝。"],
        ],
        "工作组": [
            ["工作任务", "牵头单位", "参加单位"],
            ["物资调运", "市水务局", "市住建局"],
            ["人员转移", "市住建局", "市教育局"],
        ],
        "值班表": [["单位", "值班电话"], ["市水务局", "0000"], ["市住建局", "0001"]],
    }
    found = read(tmp_path, workbook(tmp_path / "a.xlsx", sheets))
    said = report(found, "a.xlsx").statements
    assert [(s.role, s.organization, s.thing) for s in said if s.cell.startswith("成员单位")] == [
        ("LEADS", "临澜市教育局", "校园防汛"), ("ASSISTS", "临澜市住房和城乡建设局", "排涝"),
    ]  # fmt: skip
    assert [(s.role, s.thing) for s in said if s.cell.startswith("工作组")] == [
        ("LEADS", "物资调运"), ("ASSISTS", "物资调运"), ("LEADS", "人员转移"), ("ASSISTS", "人员转移"),
    ]  # fmt: skip
    assert not [s for s in said if s.cell.startswith("值班表")]
    assert [(p.severity, p.sheet) for p in problems(found, "PROFILE")] == [("info", "成员单位")]


def test_a_title_is_no_group_of_headings(tmp_path: Path) -> None:
    table = [["临澜市部门及主要职责"], ["序号", "单位", "牵头事项"], ["1", "市水务局", "节水"]]
    found = read(tmp_path, workbook(tmp_path / "a.xlsx", {"表": table}))
    assert report(found, "a.xlsx").to_json()["mapping"][0]["header_rows"] == [2]


@pytest.mark.parametrize(
    ("text", "kind", "role"),
    [
        ("管护单位", "bodies", "INVOLVED_IN"), ("巡查责任单位", "bodies", "INVOLVED_IN"), ("主调单位", "bodies", "LEADS"),
        ("岸线（事项）", "matter", None), ("水库名称", "matter", None), ("议题", "matter", None), ("县", "place", None),
        ("区（县）", "place", None), ("原承办单位", "former", None), ("变更前牵头部门", "former", None),
        ("协同单位.编号", "code", None), ("工单编号", "code", None),
    ],
)  # fmt: skip
def test_more_words_of_headings(text: str, kind: str, role: str | None) -> None:
    found = meaning(text)
    assert found is not None
    assert (found.kind, found.role) == (kind, role)


@pytest.mark.parametrize("text", ["岸线（公里）", "岸线（事项）（公里）", "原则", "原料供应单位数量"])
def test_near_misses_of_such_words(text: str) -> None:
    found = meaning(text)
    assert found is None or found.kind in ("other", "matter")
    assert found is None or found.role is None


def test_who_was_in_charge_once_is_never_read_as_who_is(tmp_path: Path) -> None:
    got = of(
        tmp_path, ["序号", "争议事项", "原承办单位", "现主办单位"], ["1", "水费争议", "市住建局", "市水务局"]
    )
    assert got == [("LEADS", "临澜市水务局", "水费争议", "")]


def test_the_foot_of_a_list_in_a_cell_of_its_own_is_no_body(tmp_path: Path) -> None:
    foot = ["", "", "", "市政府办公室  2026年2月28日"]
    got = of(
        tmp_path,
        ["序号", "攻坚任务", "牵头单位", "配合单位"],
        ["1", "节水", "市水务局", "市教育局按职责做好"],
        foot,
    )
    assert [g[:3] for g in got] == [("LEADS", "临澜市水务局", "节水"), ("SHARES", "临澜市教育局", "节水")]
