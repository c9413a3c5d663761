"""What the duty texts beside the bodies of a boundary list say of who leads, helps, supervises, approves and punishes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.workbooks import META, errors, read, table, whole

WATER, POLICE, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市教育局"
Said = list[tuple[str, str, str | None]]


def said(folder: Path, *rows: tuple[str, str]) -> Said:
    """(role, body, scope) of one matter with a row for each body and its duty text."""
    head = ["序号", "事项名称", "涉及部门", "部门职责边界"]
    lines = [["1", "水上乐园管理", body, text] for body, text in rows]
    found = read(folder, table(folder / "02-清单.csv", [["临澜市部门职责边界清单"], [META], head, *lines]))
    assert errors(found) == []
    return [(s.role, s.organization or "", s.scope) for s in whole(found).statements]


@pytest.mark.parametrize(
    "text",
    [
        "牵头水上乐园管理工作。负责水滑梯的监督检查；查处无证经营行为。",
        "水上游乐行业主管部门，负责水滑梯的监督检查，查处无证经营行为。",
        "作为水上游乐行业主管部门，负责水滑梯的监督检查；为主查处无证经营行为。",
        "牵头。负责水滑梯的监督检查。依法查处无证经营行为。",
        "水上游乐主管部门。\n1.负责水滑梯的监督检查；\n2.查处无证经营行为。",
        "负责水滑梯的监督检查。牵头负责水上乐园管理。查处无证经营行为。",
    ],
)
def test_a_duty_text_says_who_leads_and_what_else_that_body_does(tmp_path: Path, text: str) -> None:
    assert sorted(said(tmp_path, ("市水务局", text), ("市公安局", "配合做好人员疏散。"))) == [
        ("ASSISTS", POLICE, None),
        ("ENFORCES", WATER, "无证经营行为"),
        ("LEADS", WATER, None),
        ("SUPERVISES", WATER, "水滑梯"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "配合主管部门，做好人员疏散。",
        "各行业主管部门，按要求报送线索。",
        "由水务主管部门，统一报送线索。",
    ],
)
def test_who_speaks_of_another_body_in_charge_does_not_lead(tmp_path: Path, text: str) -> None:
    assert ("LEADS", POLICE) not in [s[:2] for s in said(tmp_path, ("市公安局", text), ("市教育局", ""))]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("督促学校开展安全教育，配合开展联合检查。", [("GUIDES", None), ("ASSISTS", "联合检查")]),
        ("负责学生安全教育，参与救生站点规划编制。", [("SHARES", "学生安全教育"), ("ASSISTS", "救生站点规划编制")]),
        ("做好宣传，协助核查伤亡人数。", [("ASSISTS", "核查伤亡人数")]),
        ("依法对教学泳池实施卫生监督检查。", [("SUPERVISES", None)]),
        ("负责人体伤害鉴定委托。", [("SHARES", "人体伤害鉴定委托")]),
        ("积极发展水上运动，支持学校开设课程。", [("INVOLVED_IN", None)]),
    ],
)  # fmt: skip
def test_what_a_body_does_besides_is_read_from_its_own_words(
    tmp_path: Path, text: str, made: list[tuple[str, str | None]]
) -> None:
    found = said(tmp_path, ("市水务局", "牵头负责水上乐园管理。"), ("市教育局", text))
    assert sorted((r, s) for r, o, s in found if o == SCHOOLS) == sorted(made)


def test_acts_that_one_sentence_lists_are_roles_each(tmp_path: Path) -> None:
    text = "水上游乐主管部门。1.负责站点规划编制、水域使用许可和泳池水质监管；2.编制年度计划。"
    assert said(tmp_path, ("市水务局", text), ("市公安局", "配合。")) == [
        ("LEADS", WATER, None),
        ("ASSISTS", POLICE, None),
        ("APPROVES", WATER, "水域使用"),
        ("SUPERVISES", WATER, "泳池水质"),
    ]
