"""Lists of what the bodies of each level do in a matter, in clauses of their own: 县级部门责任 beside 乡镇（街道）责任."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.workbooks import META, errors, problems, read, report, workbook

WATER, POLICE = "临澜市水务局", "临澜市公安局"
HEAD = ["序号", "事项", "部门责任", "乡镇（街道）责任"]


def levels(folder: Path, *rows: list[str], head: list[str] = HEAD) -> Understanding:
    table = [["属地管理事项责任清单"], [META], head, *(["1", *row] for row in rows)]
    return read(folder, workbook(folder / "02-属地.xlsx", {"属地管理": table}))


def said(found: Understanding) -> list[tuple[str, str, str | None]]:
    """(role, body, scope) of every statement, in order."""
    made = report(found, "02-")
    counts = made.counts
    assert counts["rows"] == counts["statement_rows"] + counts["problem_rows"] + counts["non_data_rows"]
    return [(s.role, s.organization or s.organization_text, s.scope) for s in made.statements]


@pytest.mark.parametrize(
    ("upper", "town", "expected"),
    [
        ("市水务局：1.牵头负责排水管理；2.指导管网养护。\n市公安局：配合做好疏导。", "1.负责日常巡查；2.上报积水点。",
         [("LEADS", WATER, None), ("GUIDES", WATER, None), ("ASSISTS", POLICE, None),
          ("SHARES", "乡镇（街道）", "日常巡查")]),
        ("市水务局：负责排水管理工作，组织工程建设。", "配合做好管护。",
         [("LEADS", WATER, None), ("ASSISTS", "乡镇（街道）", None)]),
        ("市水务局：1．负责管网养护；2．负责泵站运行。", "1.负责受理；2.配合做好登记。",
         [("SHARES", WATER, "管网养护"), ("SHARES", WATER, "泵站运行"), ("SHARES", "乡镇（街道）", "受理"),
          ("ASSISTS", "乡镇（街道）", None)]),
        ("市水务局：\n（1）牵头负责排水管理；\n（2）会同市公安局查处\n私接管道。", "组织开展宣传；配合市水务局做好抢险。",
         [("LEADS", WATER, None), ("LEADS", WATER, None), ("ASSISTS", POLICE, None),
          ("INVOLVED_IN", "乡镇（街道）", None), ("ASSISTS", "乡镇（街道）", None), ("INVOLVED_IN", WATER, None)]),
        ("市水务局：牵头负责排水管理。", "各镇：负责村内排水。其他乡镇（街道）：配合做好宣传。",
         [("LEADS", WATER, None), ("SHARES", "各镇", "村内排水"), ("ASSISTS", "其他乡镇（街道）", None)]),
        ("由市水务局牵头，市公安局配合。", "无", [("LEADS", WATER, None), ("ASSISTS", POLICE, None)]),
        ("市水务局、市公安局", "各镇街", [("INVOLVED_IN", WATER, None), ("INVOLVED_IN", POLICE, None),
                                ("INVOLVED_IN", "各镇街", None)]),
    ],
)  # fmt: skip
def test_the_clauses_of_each_level(
    tmp_path: Path, upper: str, town: str, expected: list[tuple[str, str, str | None]]
) -> None:
    found = levels(tmp_path, ["排水管理", upper, town])
    assert errors(found) == []
    assert said(found) == expected
    assert {s.thing for s in report(found, "02-").statements} == {"排水管理"}


@pytest.mark.parametrize(
    ("head", "groups"),
    [
        (["序号", "事项名称", "部门职责", "镇街职责"], ["镇街"]),
        (["序号", "事项名称", "县直部门职责", "乡镇职责"], ["县直部门", "乡镇"]),
        (["序号", "管理事项", "上级部门职责", "街道（乡镇）职责"], ["上级部门", "街道（乡镇）"]),
        (["序号", "职责事项", "市级职责", "区县职责", "镇街职责"], ["市级", "区县", "镇街"]),
        (["序号", "属地管理事项", "县级职责", "乡镇（街道）配合职责"], ["县级", "乡镇（街道）"]),
    ],
)
def test_headings_of_levels(tmp_path: Path, head: list[str], groups: list[str]) -> None:
    cells = ["市水务局：牵头负责排水管理。"] * (len(head) - 2 - len(groups)) + ["配合做好宣传。"] * len(
        groups
    )
    found = levels(tmp_path, ["排水管理", *cells], head=head)
    assert errors(found) == []
    assert [body for role, body, _ in said(found) if role == "ASSISTS"] == groups


def test_what_the_heading_calls_helping_is_no_lead(tmp_path: Path) -> None:
    head = ["序号", "事项", "部门职责", "镇街配合职责"]
    found = levels(tmp_path, ["排水管理", "市水务局：牵头负责。", "负责报送线索；上报积水点。"], head=head)
    assert said(found) == [("LEADS", WATER, None), ("ASSISTS", "镇街", "报送线索")]


def test_a_body_that_is_not_known_does_not_speak_through_the_one_before_it(tmp_path: Path) -> None:
    found = levels(tmp_path, ["排水管理", "市水务局：牵头负责。\n市海洋局：负责排海口。", ""])
    assert [p.cell for p in problems(found, "DQ-NAME")] == ["C4"]
    assert WATER not in [body for role, body, _ in said(found) if role == "SHARES"]


def test_clauses_that_are_nobodys_are_told(tmp_path: Path) -> None:
    found = levels(tmp_path, ["排水管理", "负责排水管理。", "负责巡查。"])
    assert [p.cell for p in problems(found, "DQ-NAME")] == ["C4"]


def test_a_list_with_columns_of_bodies_is_read_by_them(tmp_path: Path) -> None:
    head = ["序号", "事项", "牵头单位", "部门职责", "镇街职责"]
    found = levels(tmp_path, ["排水管理", "市水务局", "养护管网", "负责巡查"], head=head)
    assert ("LEADS", WATER, None) in said(found)
    assert "镇街职责" in "".join(p.message for p in problems(found, "COLUMN"))


def test_the_level_that_answers_is_told_as_not_read(tmp_path: Path) -> None:
    found = levels(
        tmp_path, ["排水管理", "市水务局：牵头负责。", "配合巡查。", "乡镇"], head=[*HEAD, "主体责任"]
    )
    assert said(found) == [("LEADS", WATER, None), ("ASSISTS", "乡镇（街道）", None)]
    assert "主体责任" in "".join(p.message for p in problems(found, "COLUMN"))
