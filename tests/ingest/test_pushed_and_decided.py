"""Approval lists whose cells say to whom an item is handed over, and lists of steps with the decision among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.test_row_roles import long
from tests.ingest.workbooks import META, errors, problems, read, roles, stated, workbook


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("信息推送", "审批局推送至市水务局，抄送市公安局"),
        ("推送时限", "决定当日推送给市水务局、市公安局"),
        ("信息共享", "1个工作日内向市水务局和市公安局推送"),
        ("衔接方式及时限", "1个工作日内推送市水务局和市公安局，监管结果反馈市审批局"),
        ("推送方式", "函告市水务局；同时抄告市公安局"),
    ],
)
def test_words_on_a_hand_over_may_say_who_receives_it(tmp_path: Path, heading: str, text: str) -> None:
    head = ["序号", "许可事项", "审批单位", "监管单位", heading]
    rows = [
        ["1", "取水许可", "市审批局", "市水务局", text],
        ["2", "采砂许可", "市审批局", "市水务局", "当日推送审批信息"],
    ]
    sheet = [["临澜市审管衔接事项清单"], [META], head, *rows]
    found = read(tmp_path, workbook(tmp_path / "03.xlsx", {"清单": sheet}))
    assert errors(found) == []
    received = [name for role, name in roles(found, "取水许可") if role == "RECEIVED_BY"]
    assert received == ["临澜市水务局", "临澜市公安局"]
    assert "RECEIVED_BY" not in [role for role, _ in roles(found, "采砂许可")]


def test_a_column_of_receivers_goes_before_the_words_beside_it(tmp_path: Path) -> None:
    head = ["序号", "许可事项", "审批单位", "监管单位", "接收部门", "信息推送"]
    row = ["1", "取水许可", "市审批局", "市水务局", "市水务局", "当日推送至市公安局"]
    sheet = [["临澜市审管衔接事项清单"], [META], head, row]
    found = read(tmp_path, workbook(tmp_path / "03.xlsx", {"清单": sheet}))
    assert [n for r, n in roles(found, "取水许可") if r == "RECEIVED_BY"] == ["临澜市水务局"]


@pytest.mark.parametrize("word", ["决定", "审批决定", "作出决定", "决定环节"])
def test_the_decision_is_a_step_among_steps(tmp_path: Path, word: str) -> None:
    rows = [["1", "取水许可", "现场勘验", "市水务局"], ["2", "取水许可", word, "市审批局"]]
    found = long(tmp_path, ["序号", "事项名称", "环节", "实施部门"], rows)
    assert errors(found) == []
    assert {s["kind"] for s in stated(found, "Stage")} == {"site_inspection", "decision"}
    said = [s for f in found.files for s in f.statements if s.thing.startswith("取水许可")]
    assert [(s.role, s.organization) for s in said] == [
        ("PERFORMS", "临澜市水务局"), ("PERFORMS", "临澜市行政审批服务局"),
    ]  # fmt: skip


def test_the_decision_beside_supervision_is_the_approval(tmp_path: Path) -> None:
    rows = [["1", "取水许可", "决定", "市审批局"], ["2", "取水许可", "事后监管", "市水务局"]]
    found = long(tmp_path, ["序号", "事项名称", "环节", "实施部门"], rows)
    assert roles(found, "取水许可") == [("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局")]


@pytest.mark.parametrize("word", ["收件", "制证发证", "送达办结"])
def test_further_words_for_steps(tmp_path: Path, word: str) -> None:
    rows = [["1", "取水许可", word, "市审批局"], ["2", "取水许可", "现场勘验", "市水务局"]]
    found = long(tmp_path, ["序号", "事项名称", "环节", "实施部门"], rows)
    assert problems(found, "VALUE") == []
    said = [s.role for f in found.files for s in f.statements if s.thing.startswith("取水许可")]
    assert said == ["PERFORMS", "PERFORMS"]


def test_what_a_department_does_is_no_matter(tmp_path: Path) -> None:
    head = ["序号", "违法行为", "牵头单位", "综合执法部门", "执法部门职责"]
    sheet = [["临澜市执法协作清单"], [META], head, ["1", "擅自排水", "市水务局", "市公安局", "立案查处"]]
    found = read(tmp_path, workbook(tmp_path / "03.xlsx", {"清单": sheet}))
    assert roles(found, "擅自排水") == [("LEADS", "临澜市水务局"), ("ENFORCES", "临澜市公安局")]
