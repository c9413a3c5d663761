"""Approval lists as offices lay them out: groups of headings, parts of items, hand-overs alone, steps, related items."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import FileReport, Understanding
from tests.ingest.workbooks import (
    META,
    Rows,
    body,
    errors,
    problems,
    register,
    report,
    roles,
    stated,
    workbook,
)

MORE = [body("临澜市综合行政执法局", 常用简称="市综合执法局")]


def sheet(folder: Path, title: str, rows: Rows, *merges: str) -> Understanding:
    """A list of one sheet with its two title rows; its header begins in row 3."""
    made = {"清单": [[title], [META], *rows]}
    path = workbook(folder / "03.xlsx", made, [("清单", m) for m in merges])
    return understand([register(folder, *MORE), path])


def of(found: Understanding) -> FileReport:
    return report(found, "03")


GROUPED = [
    ["序号", "行政许可事项", "", "审批环节", "", "", "监管环节", "", "", "备注"],
    ["", "主项", "子项", "审批机关", "审批环节职责", "", "责任部门", "", "监管职责", ""],
    ["", "", "", "", "收件审查", "现场踏勘", "日常监管部门", "行政处罚机关", "", ""],
]
GROUPS = [
    "A3:A5", "B3:C3", "B4:B5", "C4:C5", "D3:F3", "D4:D5", "E4:F4", "G3:I3", "G4:H4", "I4:I5", "J3:J5",
]  # fmt: skip
PARTED = [
    ["1", "取水许可", "首次申请", "市审批局", "审查材料", "市审批局会同市水务局", "市水务局", "市综合执法局", "检查计量设施", ""],
    ["", "", "取水许可（延续）", "市审批局", "审查材料", "无需踏勘", "市水务局", "市综合执法局", "核查用水量", ""],
    ["2", "排水许可", "—", "市审批局", "审查材料", "/", "市住建局", "", "巡查排水户", ""],
]  # fmt: skip


@pytest.mark.parametrize("merges", [(), ("A6:A7", "B6:B7")])
def test_three_rows_of_headings_over_items_and_their_parts(tmp_path: Path, merges: tuple[str, ...]) -> None:
    found = sheet(tmp_path, "临澜市审批监管职责边界清单", [*GROUPED, *PARTED], *GROUPS, *merges)
    assert (of(found).profile, errors(found)) == ("approval_supervision", [])
    assert roles(found, "取水许可（首次申请）") == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"), ("ENFORCES", "临澜市综合行政执法局"),
    ]  # fmt: skip
    assert roles(found, "取水许可（首次申请）·现场勘验") == [
        ("PERFORMS", "临澜市行政审批服务局"), ("ASSISTS", "临澜市水务局"),
    ]  # fmt: skip
    assert roles(found, "取水许可（延续）·现场勘验") == []
    assert roles(found, "排水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市住房和城乡建设局"),
    ]  # fmt: skip
    items = [(i["name"], i.get("main"), i.get("operation")) for i in stated(found, "ApprovalItem")]
    assert items == [
        ("取水许可（首次申请）", "取水许可", "new"),
        ("取水许可（延续）", "取水许可", "extension"),
        ("排水许可", None, None),
    ]


def test_a_part_below_no_item_is_told(tmp_path: Path) -> None:
    head = ["序号", "主项", "子项", "审批部门", "监管部门"]
    found = sheet(
        tmp_path, "临澜市审批监管职责边界清单", [head, ["1", "", "首次申请", "市审批局", "市水务局"]]
    )
    assert [p.severity for p in problems(found, "ROW")] == ["error"]
    assert of(found).statements == []


SENT = [
    ["1", "取水许可", "市审批局", "许可决定书", "决定之日起1个工作日内", "市水务局、市综合执法局", "收到即认领", "无", "监管平台"],
    ["2", "排污检查结果", "市住建局", "检查报告", "每月5日前", "市审批局", "1个工作日内", "/", "公文"],
    ["3", "采砂许可", "市水务局", "", "", "—", "", "", ""],
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "sender", "receiver"),
    [
        ("衔接事项", "推送单位", "接收单位"), ("推送事项", "信息推送部门", "信息接收部门"), ("事项名称", "移送部门", "认领部门"),
        ("审管衔接事项", "告知单位", "签收单位"), ("移交事项", "移交方", "接收方"), ("许可事项", "推送责任单位", "接收责任单位"),
    ],
)  # fmt: skip
def test_a_list_of_who_sends_what_to_whom(tmp_path: Path, title: str, sender: str, receiver: str) -> None:
    head = ["序号", title, sender, "推送内容", "推送时限", receiver, "认领时限", "反馈时限", "衔接方式"]
    found = sheet(tmp_path, "临澜市审管衔接事项清单", [head, *SENT])
    assert (errors(found), problems(found, "LIMIT")) == ([], [])
    assert roles(found, "取水许可") == [
        ("SENT_BY", "临澜市行政审批服务局"), ("RECEIVED_BY", "临澜市水务局"), ("RECEIVED_BY", "临澜市综合行政执法局"),
    ]  # fmt: skip
    assert roles(found, "排污检查结果") == [
        ("SENT_BY", "临澜市住房和城乡建设局"), ("RECEIVED_BY", "临澜市行政审批服务局"),
    ]  # fmt: skip
    first, second, _ = stated(found, "Handoff")
    assert (first["content"], first["channel"], first["push_limit_unit"]) == (
        "许可决定书",
        "监管平台",
        "working_day",
    )
    assert first["claim_limit_unit"] == "at_once"
    assert "feedback_limit_text" not in first
    assert second["push_limit_unit"] == "month"


def test_who_sends_may_stand_in_an_approval_list(tmp_path: Path) -> None:
    head = ["事项名称", "审批部门", "监管部门", "推送部门", "接收部门"]
    rows = [
        ["取水许可", "市审批局", "市水务局", "市勘验评审中心", "市水务局|市公安局"],
        ["采砂许可", "市水务局", "市水务局", "-", "-"],
        ["排水许可", "市审批局", "市住建局", "", "市住建局"],
    ]
    found = sheet(tmp_path, "临澜市审批事项表", [head, *rows])
    assert errors(found) == []
    sent = [(s.thing, s.role, s.organization) for s in of(found).statements if s.kind == "Handoff"]
    assert sent == [
        ("取水许可", "SENT_BY", "临澜市勘验评审中心"), ("取水许可", "RECEIVED_BY", "临澜市水务局"),
        ("取水许可", "RECEIVED_BY", "临澜市公安局"),
        ("排水许可", "SENT_BY", "临澜市行政审批服务局"), ("排水许可", "RECEIVED_BY", "临澜市住房和城乡建设局"),
    ]  # fmt: skip


STEPS = [
    ["取水许可", "1", "受理", "市审批局", ""],
    ["", "2", "取水口现场核查", "市水务局", "市审批局、市公安局"],
    ["", "3", "论证报告专家评审", "市审批局", "市水务局"],
    ["采砂许可", "4", "技术审查", "市水务局", "无"],
]


@pytest.mark.parametrize(
    ("stage", "body", "helper"),
    [("环节名称", "组织实施单位", "配合单位"), ("特殊环节", "牵头部门", "参加单位"), ("审批环节", "承办单位", "协助部门"),
     ("办理步骤", "组织单位", "会同部门")],
)  # fmt: skip
def test_who_does_a_step_and_who_helps(tmp_path: Path, stage: str, body: str, helper: str) -> None:
    found = sheet(
        tmp_path, "临澜市审批特殊环节分工表", [["事项", "序号", stage, body, helper], *STEPS], "A4:A6"
    )
    assert (of(found).profile, errors(found)) == ("approval_stages", [])
    assert problems(found, "VALUE") == []
    assert roles(found, "取水许可·受理") == [("PERFORMS", "临澜市行政审批服务局")]
    assert roles(found, "取水许可·取水口现场核查") == [
        ("PERFORMS", "临澜市水务局"), ("ASSISTS", "临澜市行政审批服务局"), ("ASSISTS", "临澜市公安局"),
    ]  # fmt: skip
    assert roles(found, "取水许可·论证报告专家评审") == [
        ("PERFORMS", "临澜市行政审批服务局"), ("ASSISTS", "临澜市水务局"),
    ]  # fmt: skip
    assert roles(found, "采砂许可·技术审查") == [("PERFORMS", "临澜市水务局")]
    assert [s["kind"] for s in stated(found, "Stage")] == [
        "intake",
        "site_inspection",
        "expert_review",
        "technical_review",
    ]


def test_steps_of_a_plan_are_no_steps_of_an_item(tmp_path: Path) -> None:
    head = ["任务", "序号", "阶段", "牵头部门", "配合单位"]
    rows = [
        ["节水宣传", "1", "动员部署", "市水务局", "市教育局"],
        ["", "2", "总结验收", "市水务局", "市住建局"],
    ]
    found = sheet(tmp_path, "临澜市节水宣传分工表", [head, *rows], "A4:A5")
    assert stated(found, "Stage") == []


@pytest.mark.parametrize(
    ("heads", "moves", "stays"),
    [
        (
            ["主许可事项", "主许可审批部门", "关联事项", "是否随主项划转", "关联事项实施部门"],
            "随划",
            "不随划",
        ),
        (["对应许可事项", "审批部门", "相关事项名称", "是否一并划转", "实施部门"], "是", "否"),
        (["主事项", "许可实施部门", "配套事项", "划转意见", "现实施部门"], "一并划转", "不划转"),
    ],
)
def test_related_items_may_stand_alone(tmp_path: Path, heads: list[str], moves: str, stays: str) -> None:
    rows = [
        ["取水许可", "市审批局", "取水工程验收", moves, "市审批局", "市水务局"],
        ["", "", "水资源费征收", stays, "市水务局", "市水务局"],
        ["排水许可", "市审批局", "排水设施验收", "待定", "", "市住建局"],
    ]
    found = sheet(tmp_path, "临澜市划转许可关联事项表", [[*heads, "监管部门"], *rows], "A4:A5", "B4:B5")
    assert (of(found).profile, errors(found), problems(found, "VALUE")) == ("approval_supervision", [], [])
    assert roles(found, "取水许可") == [("APPROVES", "临澜市行政审批服务局")]
    assert roles(found, "排水许可") == [("APPROVES", "临澜市行政审批服务局")]
    assert roles(found, "水资源费征收") == [("APPROVES", "临澜市水务局"), ("SUPERVISES", "临澜市水务局")]
    assert roles(found, "排水设施验收") == [("SUPERVISES", "临澜市住房和城乡建设局")]
    hung = [
        dict(m.statement.properties).get("disposition")
        for m in found.batch.mentions
        if m.statement.kind == "RELATED_TO"
    ]
    assert hung == ["moves", "stays", None]


@pytest.mark.parametrize(
    "heads",
    [
        ["受理", "现场勘验", "技术审查", "审批决定", "制证送达", "事中事后监管"],
        ["受理部门", "现场踏勘单位", "技术评审单位", "审批", "送达窗口", "后续监管部门"],
    ],
)
def test_a_column_for_each_step(tmp_path: Path, heads: list[str]) -> None:
    rows = [
        ["1", "取水许可", "市审批局", "市水务局", "—", "市审批局", "市审批局", "市水务局"],
        ["2", "排水许可", "市审批局", "市住建局、市公安局", "免于审查", "市审批局", "", "市住建局"],
    ]
    found = sheet(tmp_path, "临澜市审批环节责任表", [["序号", "事项名称", *heads], *rows])
    assert errors(found) == []
    assert roles(found, "取水许可") == [("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局")]
    assert roles(found, "取水许可·受理") == [("PERFORMS", "临澜市行政审批服务局")]
    assert roles(found, "取水许可·送达") == [("PERFORMS", "临澜市行政审批服务局")]
    assert roles(found, "排水许可·现场勘验") == [
        ("PERFORMS", "临澜市住房和城乡建设局"), ("PERFORMS", "临澜市公安局"),
    ]  # fmt: skip
    assert [s.get("waived") for s in stated(found, "Stage") if s["kind"] == "technical_review"] == [
        "免于审查"
    ]


def test_who_takes_applications_beside_who_decides(tmp_path: Path) -> None:
    head = ["事项名称", "审批部门", "统一受理窗口", "监管部门"]
    found = sheet(tmp_path, "临澜市审批事项表", [head, ["取水许可", "市水务局", "市审批局", "市水务局"]])
    assert errors(found) == []
    assert roles(found, "取水许可·受理") == [("PERFORMS", "临澜市行政审批服务局")]
    assert roles(found, "取水许可")[0] == ("APPROVES", "临澜市水务局")


@pytest.mark.parametrize(
    ("first", "second"), [("审批环节", "监管环节"), ("审批端", "监管端"), ("行政审批", "事中事后监管")]
)
@pytest.mark.parametrize("plain", ["单位", "部门"])
def test_groups_say_what_plain_headings_below_them_mean(
    tmp_path: Path, first: str, second: str, plain: str
) -> None:
    top = ["序号", "事项", first, "", second, "", "衔接要求", "", ""]
    low = ["", "", plain, "职责", plain, "职责", "推送", "认领", "反馈"]
    rows = [
        [
            "1",
            "取水许可",
            "市审批局",
            "受理审批",
            "市水务局",
            "日常检查",
            "1个工作日内推送",
            "当日认领",
            "5个工作日内反馈",
        ]
    ]
    merges = ["A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:I3"]
    found = sheet(tmp_path, "临澜市审管衔接责任清单", [top, low, *rows], *merges)
    assert (of(found).profile, errors(found)) == ("approval_supervision", [])
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"), ("SENT_BY", "临澜市行政审批服务局"),
    ]  # fmt: skip
    assert [a["text"] for a in stated(found, "SUPERVISES")] == ["日常检查"]
    (handoff,) = stated(found, "Handoff")
    assert (handoff["push_limit_value"], handoff["claim_limit_unit"], handoff["feedback_limit_value"]) == (
        1,
        "at_once",
        5,
    )


def test_a_cell_may_say_behind_each_body_what_it_does(tmp_path: Path) -> None:
    head = ["序号", "事项名称", "审批部门及职责", "监管部门及职责"]
    rows = [
        [
            "1",
            "取水许可",
            "市审批局：受理、审查、决定",
            "市水务局：检查计量；核查用水量\n市公安局：查处阻碍检查的行为",
        ],
        ["2", "排水许可", "市审批局", "城区：市住建局"],
    ]
    found = sheet(tmp_path, "临澜市审批监管职责清单", [head, *rows])
    assert errors(found) == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"), ("SUPERVISES", "临澜市公安局"),
    ]  # fmt: skip
    said = [(s.get("text"), s.get("scope")) for s in stated(found, "SUPERVISES")]
    assert said == [("检查计量；核查用水量", None), ("查处阻碍检查的行为", None), (None, "城区")]


@pytest.mark.parametrize(
    "heading", ["现场踏勘参与单位", "现场勘验配合部门", "技术审查协助单位", "专家评审参加单位"]
)
def test_who_only_takes_part_in_a_step_helps_in_it(tmp_path: Path, heading: str) -> None:
    head = ["序号", "事项名称", "审批部门", heading, "监管部门"]
    row = ["1", "取水许可", "市审批局", "市水务局", "市水务局"]
    found = sheet(tmp_path, "临澜市审批监管职责边界清单", [head, row])
    assert errors(found) == []
    said = [(s.role, s.organization_text) for s in of(found).statements]
    assert ("ASSISTS", "市水务局") in said
    assert not [role for role, _ in said if role == "PERFORMS"]
