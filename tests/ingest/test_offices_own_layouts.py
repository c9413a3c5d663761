"""Moved items, lists of one town, a register of coordinating bodies with opinions, and answers of portals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import body, errors, problems, register, roles, stated, table, workbook

META = "发布单位：市委编办　行政区划：379900"
TOWN = body("东澜区双塔镇人民政府", 常用简称="双塔镇", 机构类别="乡镇街道", 层级="乡", 行政区划="379902")


def moved(folder: Path, title: str, head: list[str], *rows: list[str]) -> Understanding:
    return understand(
        [register(folder), workbook(folder / "02.xlsx", {"目录": [[title], [META], head, *rows]})]
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("划出部门", "划入部门"),
        ("原实施主体", "现实施主体"),
        ("改革前实施部门", "改革后实施部门"),
        ("移出单位", "承接单位"),
    ],
)
def test_who_held_an_item_and_who_took_it(tmp_path: Path, before: str, after: str) -> None:
    found = moved(
        tmp_path, "划转事项目录", ["事项名称", before, after], ["取水许可", "市水务局", "市行政审批服务局"]
    )
    assert errors(found) == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"),
        ("TRANSFERRED_FROM", "临澜市水务局"),
    ]


def test_an_abolished_item_has_no_approver_even_where_the_heading_says_so(tmp_path: Path) -> None:
    head = ["项目名称", "审批部门", "取消后监管部门"]
    found = moved(tmp_path, "取消的行政许可事项目录", head, ["取水许可", "市水务局", "市水务局"])
    assert roles(found, "取水许可") == [("TRANSFERRED_FROM", "临澜市水务局"), ("SUPERVISES", "临澜市水务局")]
    assert [(t["kind"], i["status"]) for t in stated(found, "TRANSFERRED_FROM") for i in stated(found, "ApprovalItem")] == [
        ("abolish", "ended")
    ]  # fmt: skip


def test_a_present_approver_is_not_taken_for_a_former_one(tmp_path: Path) -> None:
    head = ["事项名称", "审批部门", "监管部门"]
    found = moved(tmp_path, "审批监管职责清单", head, ["取水许可", "市行政审批服务局", "市水务局"])
    assert roles(found, "取水许可") == [("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局")]


def test_each_supervisor_has_its_own_words(tmp_path: Path) -> None:
    head = ["事项名称", "审批部门", "监管部门", "监管职责"]
    said = "市水务局检查计量；\n市住房和城乡建设局检查管网"
    found = moved(
        tmp_path, "清单", head, ["取水许可", "市行政审批服务局", "市水务局\n市住房和城乡建设局", said]
    )
    assert [s["text"] for s in stated(found, "SUPERVISES")] == [
        "市水务局检查计量；",
        "市住房和城乡建设局检查管网",
    ]


def town(folder: Path, title: str, head: list[str], *rows: list[str]) -> Understanding:
    meta = "行政区划：379902"
    path = workbook(folder / "02.xlsx", {"清单": [[title], [meta], head, *rows]})
    return understand([register(folder, TOWN), path])


def test_the_title_names_the_town(tmp_path: Path) -> None:
    found = town(tmp_path, "双塔镇基本履职事项清单", ["序号", "事项名称"], ["1", "调解纠纷"])
    assert errors(found) == []
    assert roles(found, "调解纠纷") == [("LEADS", "东澜区双塔镇人民政府")]


def test_a_town_that_no_register_knows_does_nothing(tmp_path: Path) -> None:
    found = town(tmp_path, "石门镇基本履职事项清单", ["序号", "事项名称"], ["1", "调解纠纷"])
    assert roles(found, "调解纠纷") == []
    assert len(problems(found, "VALUE")) == 1


def test_a_table_of_names_alone_is_no_list_of_a_town(tmp_path: Path) -> None:
    found = town(tmp_path, "东澜区会议室清单", ["序号", "事项名称"], ["1", "三楼会议室"])
    assert [p.code for p in problems(found, "PROFILE")] == ["PROFILE"]


def test_the_lead_is_only_who_is_called_so(tmp_path: Path) -> None:
    head = ["序号", "事项名称", "对应上级部门", "上级部门职责", "双塔镇配合职责"]
    found = town(
        tmp_path, "双塔镇配合履职事项清单", head,
        ["1", "排查隐患", "区水务局（牵头）、区住建局", "组织排查", "上报"],
        ["2", "防汛", "区水务局、区住建局", "区水务局：调度。\n区住建局：排涝。", "转移群众"],
    )  # fmt: skip
    assert [r for r, _ in roles(found, "排查隐患")] == ["LEADS", "INVOLVED_IN", "ASSISTS"]
    assert [r for r, _ in roles(found, "防汛")] == ["SHARES", "SHARES", "ASSISTS"]


def test_opinions_stand_beside_the_bodies(tmp_path: Path) -> None:
    known = [["机构名称", "类别", "办公室设在"], ["临澜市节水委员会", "委员会", "市水务局"]]
    said = [["机构名称", "办公室所在单位", "清理意见"], ["临澜市节水委员会", "市水务局", "保留，更名为临澜市水委员会"],
            ["临澜市抗旱指挥部", "市水务局", "撤销"]]  # fmt: skip
    path = workbook(tmp_path / "02.xlsx", {"登记册": [["登记册"], [META], *known], "清理意见": said})
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    assert [(r["opinion"], r["round"]) for r in stated(found, "BodyReview")] == [("adjust", 1), ("revoke", 1)]
    assert ("OFFICE_AT", "临澜市水务局") in roles(found, "临澜市抗旱指挥部")
    assert sorted(m["kind"] for m in stated(found, "BoundaryList")) == [
        "bodies",
        "body_reviews",
        "org_register",
    ]


@pytest.mark.parametrize("where", ["table", "object"])
def test_keys_that_the_file_explains(tmp_path: Path, where: str) -> None:
    words = {"a": "事项名称", "b": "实施主体", "c": "实施编码", "d": "联办机构"}
    told = [{"k": k, "v": v} for k, v in words.items()] if where == "table" else words
    record = {"a": "取水许可", "b": "东澜区水务局", "c": "11", "d": "东澜区住建局、石门公司"}
    whole = {"行政区划": "379902", "columns": told, "data": {"total": 1, "list": [record]}}
    path = tmp_path / "02.json"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    assert ("APPROVES", "东澜区水务局") in roles(found, "取水许可")
    assert "石门公司" in " ".join(p.message for p in problems(found, "DQ-NAME"))


def test_an_item_that_was_entrusted_comes_from_who_entrusted_it(tmp_path: Path) -> None:
    head = ["实施主体", "事项名称", "实施编码", "行政区划", "委托部门"]
    path = table(
        tmp_path / "02.csv", [head, ["东澜区双塔镇人民政府", "特困认定", "11", "379902", "区水务局"]]
    )
    found = understand([register(tmp_path, TOWN), path])
    assert [s["kind"] for s in stated(found, "TRANSFERRED_FROM")] == ["delegate"]
    assert [s.get("capacity") for s in stated(found, "APPROVES")] == ["delegated"]


def test_a_register_may_have_opinions_on_some_of_its_bodies(tmp_path: Path) -> None:
    rows = [["机构名称", "类别", "办公室设在", "处理意见"], ["临澜市节水委员会", "委员会", "市水务局", ""],
            ["临澜市抗旱指挥部", "指挥部", "市水务局", "撤销"]]  # fmt: skip
    found = understand(
        [register(tmp_path), workbook(tmp_path / "02.xlsx", {"登记册": [["登记册"], [META], *rows]})]
    )
    assert errors(found) == []
    assert [(r["name"], r["opinion"]) for r in stated(found, "BodyReview")] == [
        ("临澜市抗旱指挥部第1轮清理意见", "revoke")
    ]


def test_the_offices_that_a_department_keeps(tmp_path: Path) -> None:
    head = ["部门", "主要职责", "承担的议事协调机构办公室"]
    rows = [
        ["市水务局", "负责节水", "市节水委员会办公室、市抗旱指挥部办公室"],
        ["市公安局", "负责治安", "—"],
        ["市教育局", "负责学校", "文昌路"],
    ]
    found = moved(tmp_path, "部门职责清单", head, *rows)
    assert sorted(b["name"] for b in stated(found, "CoordinatingBody")) == [
        "临澜市抗旱指挥部",
        "临澜市节水委员会",
    ]
    assert [roles(found, name) for name in ("市节水委员会", "市抗旱指挥部")] == [
        [("OFFICE_AT", "临澜市水务局")]
    ] * 2
    assert ["文昌路" in p.message for p in problems(found, "VALUE")] == [True]
