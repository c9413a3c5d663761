"""Long tables: a row for each part of an item that is approved, or for each role in a matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import FileReport, Understanding
from tests.ingest.workbooks import (
    META,
    Rows,
    errors,
    problems,
    read,
    register,
    report,
    roles,
    stated,
    table,
    workbook,
)

PARTS = [
    ["1", "取水许可", "受理", "市审批局", "划转事项"],
    ["2", "取水许可", "现场勘验", "市水务局、市公安局", ""],
    ["3", "取水许可", "审批", "市审批局", ""],
    ["4", "取水许可", "事中事后监管", "市水务局", ""],
    ["5", "取水许可", "行政处罚", "市住建局", ""],
    ["6", "取水许可", "配合", "市公安局", "派员到场"],
    ["7", "林木采伐许可", "受理", "市审批局", ""],
    ["8", "林木采伐许可", "审批", "市审批局", ""],
    ["9", "林木采伐许可", "处罚", "—", ""],
]
SAID = [
    ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"), ("ENFORCES", "临澜市住房和城乡建设局"),
    ("ASSISTS", "临澜市公安局"),
]  # fmt: skip
MATTERS = [
    ["1", "节约用水管理", "牵头", "市水务局"],
    ["2", "节约用水管理", "配合", "市住建局、市公安局"],
    ["3", "节约用水管理", "监管", "市水务局"],
    ["4", "犬类管理", "牵头", "市公安局"],
    ["5", "犬类管理", "执法", "市住建局"],
]
OF_MATTER = [
    ("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市住房和城乡建设局"), ("ASSISTS", "临澜市公安局"),
    ("SUPERVISES", "临澜市水务局"),
]  # fmt: skip


def long(folder: Path, head: list[str], rows: Rows, *merges: str) -> Understanding:
    """A long table with the common register; data begin in row 4."""
    sheets = {"对应表": [["临澜市事项与部门对应表"], [META], head, *rows]}
    path = workbook(folder / "03.xlsx", sheets, [("对应表", m) for m in merges])
    return understand([register(folder), path])


def of(found: Understanding) -> FileReport:
    return report(found, "03")


def below(rows: Rows, *columns: int) -> Rows:
    """The rows with some columns blank wherever they say what the row above says."""
    return [
        ["" if i in columns and n and rows[n - 1][1] == row[1] else text for i, text in enumerate(row)]
        for n, row in enumerate(rows)
    ]


@pytest.mark.parametrize(
    "heading", ["环节", "阶段", "办理环节", "职责环节", "管理环节", "权责类型", "职责类型"]
)
def test_each_row_says_in_which_part_of_an_item_a_body_acts(tmp_path: Path, heading: str) -> None:
    found = long(tmp_path, ["序号", "事项名称", heading, "部门", "备注"], PARTS)
    assert (of(found).profile, found.problems) == ("approval_stages", [])
    assert roles(found, "取水许可") == SAID
    assert roles(found, "取水许可·受理") == [("PERFORMS", "临澜市行政审批服务局")]
    assert roles(found, "取水许可·现场勘验") == [("PERFORMS", "临澜市水务局"), ("PERFORMS", "临澜市公安局")]
    assert roles(found, "林木采伐许可") == [("APPROVES", "临澜市行政审批服务局")]
    assert [(i["name"], i.get("note")) for i in stated(found, "ApprovalItem")] == [
        ("取水许可", "划转事项\n派员到场"), ("林木采伐许可", None),
    ]  # fmt: skip
    assert ("对应表!12", "没有单位的环节") in of(found).non_data_rows


@pytest.mark.parametrize("merges", [(), ("A4:A9", "B4:B9", "A10:A12", "B10:B12")])
def test_an_item_goes_on_below_its_name(tmp_path: Path, merges: tuple[str, ...]) -> None:
    found = long(tmp_path, ["序号", "许可事项", "环节", "责任部门", "备注"], below(PARTS, 0, 1), *merges)
    assert (of(found).profile, found.problems) == ("approval_stages", [])
    assert roles(found, "取水许可") == SAID
    assert len(stated(found, "ApprovalItem")) == 2


def test_rows_sorted_by_part_are_still_one_item(tmp_path: Path) -> None:
    rows = sorted(PARTS, key=lambda r: r[2])
    found = long(tmp_path, ["序号", "事项名称", "环节", "部门", "备注"], rows)
    assert problems(found, "DUPLICATE") == []
    assert sorted(roles(found, "取水许可")) == sorted(SAID)
    assert len(stated(found, "ApprovalItem")) == 2


def test_the_row_of_the_approval_says_when_it_is_handed_over(tmp_path: Path) -> None:
    rows = [[*row[:4], "审批决定作出当日" if row[2] == "审批" else ""] for row in PARTS[:6]]
    found = long(tmp_path, ["序号", "事项名称", "环节", "部门", "信息推送时限"], rows)
    (handoff,) = stated(found, "Handoff")
    assert (handoff["push_limit_text"], handoff["push_limit_unit"]) == ("审批决定作出当日", "at_once")
    assert ("SENT_BY", "临澜市行政审批服务局") in roles(found, "取水许可")


def test_a_word_that_is_no_part_is_told_and_its_body_kept(tmp_path: Path) -> None:
    rows = [
        *PARTS[:6],
        ["7", "取水许可", "公示", "市住建局", ""],
        ["8", "取水许可", "技术审查（免审查）", "", ""],
    ]
    found = long(tmp_path, ["序号", "事项名称", "环节", "部门", "备注"], rows)
    (problem,) = problems(found, "VALUE")
    assert (problem.severity, problem.cell) == ("warning", "C10")
    assert roles(found, "取水许可")[-1] == ("INVOLVED_IN", "临澜市住房和城乡建设局")
    assert [s["waived"] for s in stated(found, "Stage") if s["kind"] == "technical_review"] == ["免审查"]


@pytest.mark.parametrize("heading", ["角色", "职责类型", "权责类型"])
@pytest.mark.parametrize("body", ["部门", "责任部门"])
def test_roles_of_bodies_in_matters_are_no_parts_of_items(tmp_path: Path, heading: str, body: str) -> None:
    found = long(tmp_path, ["序号", "事项", heading, body], MATTERS)
    assert (of(found).profile, found.problems) == ("boundary", [])
    assert roles(found, "节约用水管理") == OF_MATTER
    assert roles(found, "犬类管理") == [("LEADS", "临澜市公安局"), ("ENFORCES", "临澜市住房和城乡建设局")]
    assert stated(found, "ApprovalItem") == []


@pytest.mark.parametrize("merges", [(), ("A4:A6", "B4:B6", "A7:A8", "B7:B8")])
def test_a_matter_goes_on_below_its_title(tmp_path: Path, merges: tuple[str, ...]) -> None:
    found = long(tmp_path, ["序号", "事项名称", "职责类型", "单位"], below(MATTERS, 0, 1), *merges)
    assert (of(found).profile, found.problems) == ("boundary", [])
    assert roles(found, "节约用水管理") == OF_MATTER


def test_a_body_before_its_items_goes_on_below(tmp_path: Path) -> None:
    rows = [
        ["市审批局", "取水许可", "受理、审批"],
        ["", "林木采伐许可", "审批"],
        ["市水务局", "取水许可", "监管"],
    ]
    found = long(tmp_path, ["部门", "事项名称", "职责类型"], rows)
    assert of(found).profile == "approval_stages"
    assert roles(found, "取水许可") == SAID[:2]
    assert roles(found, "林木采伐许可") == SAID[:1]


def test_a_body_that_goes_on_holds_its_duties(tmp_path: Path) -> None:
    rows = [["市水务局", "节约用水管理", "牵头"], ["", "防汛抗旱", "牵头"], ["", "犬类管理", "配合"]]
    found = long(tmp_path, ["部门", "职责事项", "职责类型"], rows)
    assert of(found).profile == "departments"
    assert roles(found, "犬类管理") == [("ASSISTS", "临澜市水务局")]


def test_a_list_of_services_with_a_column_of_other_words_stays_one(tmp_path: Path) -> None:
    rows = [
        ["市审批局", "取水许可", "11370000000000001X", "网上办理"],
        ["市水务局", "取水计量", "11370000000000002X", "窗口"],
    ]
    found = long(tmp_path, ["部门", "事项名称", "事项编码", "环节"], rows)
    assert of(found).profile == "service_items"


@pytest.mark.parametrize("heading", ["承办角色", "办理身份", "分工性质"])
def test_a_column_of_words_for_roles_is_known_by_its_cells(tmp_path: Path, heading: str) -> None:
    rows = [["临澜市热线承办单位明细"], [META], ["编号", "诉求事项", "承办单位", heading], ["1", "广场舞噪声", "市公安局", "主办"],
            ["", "〃", "市教育局", "协办"], ["", "〃", "市住建局", "同上"], ["2", "水管爆裂", "市水务局", "主办"]]  # fmt: skip
    found = read(tmp_path, table(tmp_path / "02.csv", rows))
    assert errors(found) == []
    assert [(s.role, s.organization_text) for s in report(found, "02").statements] == [
        ("LEADS", "市公安局"), ("ASSISTS", "市教育局"), ("ASSISTS", "市住建局"), ("LEADS", "市水务局"),
    ]  # fmt: skip


def test_a_column_of_other_words_is_no_column_of_roles(tmp_path: Path) -> None:
    rows = [["临澜市热线承办单位明细"], [META], ["编号", "诉求事项", "承办单位", "办理身份"],
            ["1", "广场舞噪声", "市公安局", "首次"], ["2", "水管爆裂", "市水务局", "主办"],
            ["3", "路灯不亮", "市住建局", "再次"]]  # fmt: skip
    found = read(tmp_path, table(tmp_path / "02.csv", rows))
    assert [p.cell for p in found.problems if p.code == "COLUMN" and "02" in p.file] == ["D3"]
    assert {s.inferred for s in report(found, "02").statements} == {"sole_named"}


FIELDS = [
    ["1", "露营地", "市水务局", "牵头", "水域管理"],
    ["", "", "市公安局", "配合", "治安管理"],
    ["2", "桨板运动", "市公安局", "牵头", "登记备案"],
    ["", "", "市水务局", "配合", "水情告知"],
    ["", "", "市住建局", "协办", "码头建设"],
]


@pytest.mark.parametrize("heading", ["定位", "角色", "责任类型"])
@pytest.mark.parametrize("duties", ["主要职责", "职责内容", "具体职责"])
def test_fields_that_one_body_leads_and_others_help_in_are_matters(
    tmp_path: Path, heading: str, duties: str
) -> None:
    found = long(tmp_path, ["序号", "领域", "部门", heading, duties], FIELDS)
    assert (of(found).profile, errors(found)) == ("boundary", [])
    assert roles(found, "露营地") == [("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市公安局")]
    assert roles(found, "桨板运动") == [
        ("LEADS", "临澜市公安局"), ("ASSISTS", "临澜市水务局"), ("ASSISTS", "临澜市住房和城乡建设局"),
    ]  # fmt: skip
    assert [s["text"] for s in stated(found, "ASSISTS")] == ["治安管理", "水情告知", "码头建设"]


def test_a_kind_of_bodies_that_several_lead_in_is_no_matter(tmp_path: Path) -> None:
    rows = [[*row[:3], "牵头", row[4]] for row in FIELDS]
    found = long(tmp_path, ["序号", "领域", "部门", "角色", "主要职责"], rows)
    assert of(found).profile == "departments"
    assert roles(found, "水域管理") == [("LEADS", "临澜市水务局")]
