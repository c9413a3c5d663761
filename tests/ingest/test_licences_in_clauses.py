"""Rules on approval and supervision without a table: a paragraph a licence, who sends what to whom, and by when."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import body, errors, problems, register, roles, stated

HEAD = [
    "临澜市审管衔接暂行规定",
    "第一条 为明确审批与监管责任，制定本规定。",
    "第二条 下列事项按以下规定划分：",
]
LAST = "第三条 本规定自2026年5月1日起施行。"
SENT = "（一）取水许可。由市审批局审批，自作出决定之日起1个工作日内将许可信息推送至市水务局；市水务局负责事中事后监管。"


def clauses(folder: Path, *paragraphs: str) -> Understanding:
    path = document(folder / "05-规定.docx", [*HEAD, *paragraphs, LAST])
    return understand([register(folder, body("临澜市综合行政执法局", 常用简称="市综合执法局")), path])


def test_a_licence_with_who_decides_who_supervises_and_who_is_told(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, SENT,
        "（二）排水许可。市审批局负责审批，审批结果同时推送市住建局、市综合执法局；市住建局负责日常监管，市综合执法局负责行政处罚。",
    )  # fmt: skip
    assert errors(found) == []
    assert problems(found, "CLAUSE") == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"), ("SENT_BY", "临澜市行政审批服务局"),
        ("RECEIVED_BY", "临澜市水务局"),
    ]  # fmt: skip
    assert roles(found, "排水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市住房和城乡建设局"), ("ENFORCES", "临澜市综合行政执法局"),
        ("SENT_BY", "临澜市行政审批服务局"), ("RECEIVED_BY", "临澜市住房和城乡建设局"),
        ("RECEIVED_BY", "临澜市综合行政执法局"),
    ]  # fmt: skip
    first, second = stated(found, "Handoff")
    assert (first["push_limit_value"], first["push_limit_unit"]) == (1, "working_day")
    assert second["push_limit_unit"] == "at_once"
    assert stated(found, "Duty") == []


def test_who_does_a_step_and_what_is_divided_in_one_sentence(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, SENT,
        "（二）采砂许可。市审批局负责受理、审查和决定，市公安局配合现场勘验，专家评审由市水务局承担；"
        "市审批局每月5日前汇总上月情况，推送市水务局；市水务局负责采砂监管和违法行为查处。",
    )  # fmt: skip
    assert errors(found) == []
    assert roles(found, "采砂许可")[:3] == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"), ("ENFORCES", "临澜市水务局"),
    ]  # fmt: skip
    assert roles(found, "采砂许可·现场勘验") == [("ASSISTS", "临澜市公安局")]
    assert roles(found, "采砂许可·专家评审") == [("PERFORMS", "临澜市水务局")]
    assert roles(found, "采砂许可")[3:] == [
        ("SENT_BY", "临澜市行政审批服务局"), ("RECEIVED_BY", "临澜市水务局"),
    ]  # fmt: skip


def test_what_only_comes_back_is_sent_by_who_supervises(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, SENT,
        "（二）施工许可。市审批局审批；市住建局负责监督检查和处罚。市住建局作出停工决定的，1个工作日内反馈市审批局。",
        "（三）演出许可。未划转，由市教育局审批并监管，不适用推送规定。",
    )  # fmt: skip
    assert errors(found) == []
    assert roles(found, "施工许可")[-2:] == [
        ("SENT_BY", "临澜市住房和城乡建设局"), ("RECEIVED_BY", "临澜市行政审批服务局"),
    ]  # fmt: skip
    assert roles(found, "演出许可") == [("APPROVES", "临澜市教育局"), ("SUPERVISES", "临澜市教育局")]


def test_the_result_may_come_back_of_what_was_sent(tmp_path: Path) -> None:
    found = clauses(
        tmp_path,
        SENT[:-1] + "，3个工作日内认领，10个工作日内反馈检查结果。",
        SENT.replace("取水", "采砂").replace("一", "二", 1),
    )
    first, _ = stated(found, "Handoff")
    assert (first["claim_limit_value"], first["feedback_limit_value"], first["returns"]) == (3, 10, True)


def test_where_nothing_is_sent_a_clause_is_a_duty_as_ever(tmp_path: Path) -> None:
    other = "（二）节水宣传。由市水务局牵头，市教育局配合，情况当日推送市公安局。"
    found = clauses(tmp_path, "（一）取水许可。由市审批局审批，市水务局监管。", other)
    assert stated(found, "Handoff") == []
    assert stated(found, "ApprovalItem") == []
    assert ("APPROVES", "临澜市行政审批服务局") in roles(found, "取水许可")


def test_what_a_clause_says_of_a_body_and_is_not_understood_is_told(tmp_path: Path) -> None:
    found = clauses(tmp_path, SENT, "（二）采砂许可。由市审批局审批；会同市公安局登船；当日推送市水务局。")
    assert [(p.severity, "市公安局" in p.message) for p in problems(found, "CLAUSE")] == [("warning", True)]


@pytest.mark.parametrize(
    "text",
    [
        "建立市审管衔接联席会议制度，由市审批局牵头，成员单位为市水务局、市住建局、市公安局，办公室设在市审批局。",
        "设立市审管衔接联席会议，牵头单位为市审批局，由市水务局、市住建局、市公安局等部门组成，日常工作由市审批局承担。",
        "成立市审管衔接工作专班，由市审批局召集，成员单位包括市水务局、市住建局、市公安局，办公室设在市审批局，定期会商。",
    ],
)
def test_a_clause_may_set_up_a_conference(tmp_path: Path, text: str) -> None:
    found = clauses(tmp_path, SENT, SENT.replace("取水", "采砂").replace("一", "二", 1), f"第四条 {text}")
    assert errors(found) == []
    (conference,) = stated(found, "CoordinatingBody")
    assert conference["name"].startswith("临澜市审管衔接")
    assert sorted(roles(found, conference["name"])) == [
        ("HAS_MEMBER", "临澜市住房和城乡建设局"), ("HAS_MEMBER", "临澜市公安局"), ("HAS_MEMBER", "临澜市水务局"),
        ("LED_BY", "临澜市行政审批服务局"), ("OFFICE_AT", "临澜市行政审批服务局"),
    ]  # fmt: skip


def test_a_conference_that_nobody_is_named_for_is_not_set_up(tmp_path: Path) -> None:
    found = clauses(tmp_path, SENT, "第四条 建立审管衔接联席会议制度，由主要负责人召集，定期研究问题。")
    assert stated(found, "CoordinatingBody") == []


def test_the_name_of_a_licence_may_run_on_into_its_sentence(tmp_path: Path) -> None:
    found = clauses(
        tmp_path,
        "（一）取水许可由市审批局负责审批，市水务局负责监管。市审批局应当自决定作出之日起1个工作日内将许可信息推送市水务局。",
        "（二）采砂许可事项，由市水务局审批，由市公安局查处，许可信息当日抄送市公安局。",
    )
    assert errors(found) == []
    assert problems(found, "CLAUSE") == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"), ("SENT_BY", "临澜市行政审批服务局"),
        ("RECEIVED_BY", "临澜市水务局"),
    ]  # fmt: skip
    assert roles(found, "采砂许可") == [
        ("APPROVES", "临澜市水务局"), ("ENFORCES", "临澜市公安局"), ("SENT_BY", "临澜市水务局"), ("RECEIVED_BY", "临澜市公安局"),
    ]  # fmt: skip


def test_bodies_after_labels_in_brackets(tmp_path: Path) -> None:
    said = [
        "一、取水许可（审批部门：市审批局；监管部门：市水务局；处罚部门：市综合执法局）",
        "二、排水许可（审批机关：市审批局；监管机关：市住建局）",
    ]
    path = document(tmp_path / "05-清单.docx", ["临澜市审批监管责任清单", *said])
    found = understand([register(tmp_path, body("临澜市综合行政执法局", 常用简称="市综合执法局")), path])
    assert errors(found) == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"), ("ENFORCES", "临澜市综合行政执法局"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("市审批局负责下列事项的审批：", "APPROVES"), ("下列行政许可事项由市审批局实施审批：", "APPROVES"),
        ("市审批局依法对以下事项进行监督检查：", "SUPERVISES"), ("由市审批局集中行使下列事项的行政处罚：", "ENFORCES"),
    ],
)  # fmt: skip
def test_items_below_a_clause_are_those_of_its_body(tmp_path: Path, text: str, role: str) -> None:
    said = [
        f"第一条 {text}",
        "（一）取水许可；",
        "（二）排水许可（临时）；",
        "（三）采砂许可。",
        "第二条 市水务局负责节水宣传。",
        "第三条 市教育局负责学生防溺水。",
    ]
    found = understand(
        [register(tmp_path), document(tmp_path / "05-规定.docx", ["临澜市职责划分规定", *said])]
    )
    assert errors(found) == []
    for item in ("取水许可", "排水许可（临时）", "采砂许可"):
        assert roles(found, item) == [(role, "临澜市行政审批服务局")]
    assert [d["name"] for d in stated(found, "Duty")] == ["节水宣传", "学生防溺水"]


def test_sentences_below_a_clause_are_no_items(tmp_path: Path) -> None:
    said = [
        "第一条 市审批局负责下列事项的审批：",
        "（一）市水务局负责取水计量，市公安局配合。",
        "（二）市住建局负责排水监测。",
    ]
    found = understand(
        [register(tmp_path), document(tmp_path / "05-规定.docx", ["临澜市职责划分规定", *said])]
    )
    assert stated(found, "ApprovalItem") == []
