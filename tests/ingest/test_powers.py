"""Lists of powers: the kind says what a body is to a power; the body may stand in the title alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import errors, problems, register, report, roles, stated, workbook

META = "发布单位：市委编办　行政区划：379900"
HEAD = ["序号", "权力类型", "权力名称", "子项", "实施主体", "实施依据", "责任事项"]


def powers(
    folder: Path, *rows: list[str], title: str = "临澜市权责清单", head: list[str] = HEAD
) -> Understanding:
    path = workbook(folder / "02.xlsx", {"Sheet1": [[title], [META], head, *rows]})
    return understand([register(folder), path])


def power(kind: str, name: str, part: str = "", body: str = "市水务局") -> list[str]:
    return ["1", kind, name, part, body, "《水法》第八条", "1.受理责任"]


@pytest.mark.parametrize(
    ("kind", "name", "role"),
    [
        ("行政许可", "取水许可", "APPROVES"),
        ("行政处罚", "对违法取水的处罚", "ENFORCES"),
        ("行政强制", "强行拆除阻水物", "ENFORCES"),
        ("行政检查", "对取水的检查", "SUPERVISES"),
        ("行政奖励", "对节水的奖励", "INVOLVED_IN"),
        ("行政征收", "水资源费征收", "INVOLVED_IN"),
        ("其他行政权力", "节水方案备案", "APPROVES"),
        ("其他行政权力", "用水计划下达", "INVOLVED_IN"),
        ("行政处罚类", "对偷水的处罚", "ENFORCES"),
    ],
)  # fmt: skip
def test_the_kind_gives_the_role(tmp_path: Path, kind: str, name: str, role: str) -> None:
    found = powers(tmp_path, power(kind, name))
    assert errors(found) == []
    assert problems(found, "VALUE") == []
    assert roles(found, name) == [(role, "临澜市水务局")]


def test_an_unknown_kind_is_told_and_makes_nobody_an_approver(tmp_path: Path) -> None:
    found = powers(tmp_path, power("行政许可", "取水许可"), power("内部管理", "用水台账"))
    assert [p.code for p in problems(found, "VALUE")] == ["VALUE"]
    assert roles(found, "用水台账") == [("INVOLVED_IN", "临澜市水务局")]


def test_parts_of_a_power_are_powers_of_their_own(tmp_path: Path) -> None:
    rows = [power("行政处罚", "对违法取水的处罚", "对无证取水的处罚"), ["", "行政处罚", "", "对超量取水的处罚", "市水务局", "", ""],
            power("行政许可", "取水许可", "变更")]  # fmt: skip
    found = powers(tmp_path, *rows)
    assert errors(found) == []
    named = {i["name"]: i.get("main") for i in stated(found, "ApprovalItem")}
    assert named == {
        "对无证取水的处罚": "对违法取水的处罚", "对超量取水的处罚": "对违法取水的处罚", "取水许可（变更）": "取水许可",
    }  # fmt: skip


def test_the_title_names_the_body_where_no_column_does(tmp_path: Path) -> None:
    head = [h for h in HEAD if h != "实施主体"]
    row = ["1", "行政许可", "取水许可", "", "《水法》", "1.受理责任"]
    found = powers(tmp_path, row, title="附件1：临澜市水务局权责清单（2026年版）", head=head)
    assert errors(found) == []
    assert roles(found, "取水许可") == [("APPROVES", "临澜市水务局")]
    assert {s["text"] for s in stated(found, "APPROVES")} == {"1.受理责任"}


def test_without_any_body_nobody_is_named(tmp_path: Path) -> None:
    head = [h for h in HEAD if h != "实施主体"]
    found = powers(
        tmp_path, ["1", "行政许可", "取水许可", "", "《水法》", ""], title="市直部门权责清单", head=head
    )
    assert roles(found, "取水许可") == []
    assert len(problems(found, "VALUE")) == 1


@pytest.mark.parametrize(
    ("remark", "made"),
    [
        ("2023年3月划转，市住建局负责事中事后监管", [("SUPERVISES", "临澜市住房和城乡建设局")]),
        ("由市住建局负责后续监管", [("SUPERVISES", "临澜市住房和城乡建设局")]),
        ("市住建局协助开展", [("ASSISTS", "临澜市住房和城乡建设局")]),
        ("各镇街配合", [("ASSISTS", "各镇街")]),
        ("原由市住建局监管", []),
        ("拟由市住建局监管", []),
        ("由市住建局实施", []),
        ("市消防局协助", []),
        ("依据市住建局指导意见办理", []),
        ("责任单位另行明确，市住建局配合", []),
    ],
)
def test_a_remark_may_name_who_else_has_a_role(
    tmp_path: Path, remark: str, made: list[tuple[str, str]]
) -> None:
    rows = [[*power("行政许可", "取水许可"), "用水科", remark]]
    found = powers(tmp_path, *rows, head=[*HEAD, "承办机构", "备注"])
    assert errors(found) == []
    assert problems(found, "COLUMN") == []
    assert roles(found, "取水许可") == [("APPROVES", "临澜市水务局"), *made]


def test_kind_and_body_of_a_group_stand_in_its_first_row_where_no_merge_says_so(tmp_path: Path) -> None:
    rows = [power("行政许可", "取水许可"), power("", "河道内工程方案审批", body=""),
            power("行政处罚", "对违法取水的处罚", body=""),
            power("", "对违法采砂的处罚", body="市公安局"), power("", "对倾倒渣土的处罚", body="〃")]  # fmt: skip
    found = powers(tmp_path, *rows)
    assert errors(found) == []
    assert [(x.role, x.organization) for x in report(found, "02").statements] == [
        ("APPROVES", "临澜市水务局"), ("APPROVES", "临澜市水务局"), ("ENFORCES", "临澜市水务局"),
        ("ENFORCES", "临澜市公安局"), ("ENFORCES", "临澜市公安局"),
    ]  # fmt: skip
    assert [(p.severity, p.cell) for p in problems(found, "DQ-MERGE")] == [("info", "B5"), ("info", "E5")]


def test_a_blank_below_a_merge_stays_blank(tmp_path: Path) -> None:
    rows = [
        power("行政许可", "取水许可"),
        power("行政许可", "排污许可", body=""),
        power("行政处罚", "对违法取水的处罚", body=""),
    ]
    path = workbook(
        tmp_path / "02.xlsx",
        {"Sheet1": [["临澜市权责清单"], [META], HEAD, *rows]},
        [("Sheet1", "E4:E5")],
    )
    found = understand([register(tmp_path), path])
    assert [(x.role, x.organization) for x in report(found, "02").statements] == [
        ("APPROVES", "临澜市水务局"),
        ("APPROVES", "临澜市水务局"),
    ]


@pytest.mark.parametrize(
    "heading", ["主体类型", "履职分类"]
)  # a heading nobody foresaw is known by its cells
def test_a_column_tells_who_of_several_bodies_only_helps(tmp_path: Path, heading: str) -> None:
    head = ["序号", "权力类型", "权力名称", "实施主体", heading, "履责说明"]
    said = [
        ("市水务局", "主责"),
        ("市公安局", "配合"),
        ("东澜区水务局", "受委托实施"),
        ("市住建局", "业务指导"),
    ]
    rows = [
        [str(n), "行政处罚", "对违法取水的处罚", body, role, "维持秩序"]
        for n, (body, role) in enumerate(said, 1)
    ]
    found = powers(tmp_path, *rows, head=head)
    assert errors(found) == []
    assert problems(found, "DUPLICATE") == problems(found, "VALUE") == []
    assert [s.role for s in report(found, "02").statements] == ["ENFORCES", "ASSISTS", "ENFORCES", "GUIDES"]
    assert [s.cue for s in report(found, "02").statements] == [role for _, role in said]


def test_a_role_that_nobody_knows_is_told_in_chinese(tmp_path: Path) -> None:
    head = ["序号", "权力类型", "权力名称", "实施主体", "主体类型"]
    rows = [
        ["1", "行政处罚", "对违法取水的处罚", "市水务局", "主责"],
        ["2", "行政处罚", "对违法取水的处罚", "市公安局", "甲类"],
    ]
    found = powers(tmp_path, *rows, head=head)
    (told,) = problems(found, "VALUE")
    assert (told.severity, told.cell) == ("warning", "E5")
    assert "看不出角色，按“执法”读取" in told.message
