"""Approval lists whose cells refer to another column of their row, and that say when what is handed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import (
    META,
    approvals,
    errors,
    item,
    problems,
    read,
    register,
    roles,
    stated,
    workbook,
)

HEAD = ["序号", "事项名称", "审批", "", "监管与执法", "", "衔接要求", "", "备注"]
BELOW = [
    "",
    "",
    "审批部门",
    "参与现场核查部门",
    "监管部门",
    "执法部门",
    "审管信息推送时限",
    "会商情形及时限",
    "",
]
PUSH = "作出许可决定后1个工作日内推送；监管部门3个工作日内认领"


def linked(folder: Path, *rows: list[str]) -> Understanding:
    """A list of how approval and supervision meet; data begin in row 5."""
    sheet = [["临澜市审批与监管职责衔接清单"], [META], HEAD, BELOW, *rows]
    merges = [("Sheet1", m) for m in ("A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:H3", "I3:I4")]
    return understand([register(folder), workbook(folder / "03.xlsx", {"Sheet1": sheet}, merges)])


def test_who_takes_part_in_an_inspection_performs_it(tmp_path: Path) -> None:
    found = linked(
        tmp_path, ["1", "取水许可", "市审批局", "市水务局、市公安局", "市水务局", "同监管部门", PUSH, "/", ""]
    )
    assert errors(found) == []
    assert [f.profile for f in found.files] == ["org_register", "approval_supervision"]
    assert roles(found, "取水许可·现场勘验") == [("PERFORMS", "临澜市水务局"), ("PERFORMS", "临澜市公安局")]
    assert roles(found, "取水许可")[:3] == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"), ("ENFORCES", "临澜市水务局"),
    ]  # fmt: skip
    (enforces,) = [s for f in found.files for s in f.statements if s.role == "ENFORCES"]
    assert (enforces.text, enforces.cell) == ("同监管部门", "Sheet1!F5")


def test_one_cell_says_when_it_is_sent_and_when_it_is_claimed(tmp_path: Path) -> None:
    row = ["1", "取水许可", "市审批局", "—", "市水务局", "市水务局", PUSH, "/", ""]
    (handoff,) = stated(linked(tmp_path, row), "Handoff")
    assert {k: v for k, v in handoff.items() if "limit" in k} == {
        "push_limit_text": "作出许可决定后1个工作日内推送", "push_limit_value": 1, "push_limit_unit": "working_day",
        "claim_limit_text": "监管部门3个工作日内认领", "claim_limit_value": 3, "claim_limit_unit": "working_day",
    }  # fmt: skip


def test_what_needs_not_be_sent_is_handed_over_to_nobody(tmp_path: Path) -> None:
    row = [
        "1",
        "采伐许可",
        "市水务局",
        "—",
        "市水务局",
        "同审批部门",
        "自批自管，无需推送",
        "/",
        "未划转事项",
    ]
    found = linked(tmp_path, row)
    assert errors(found) == []
    assert stated(found, "Handoff") == []
    assert roles(found, "采伐许可")[-1] == ("ENFORCES", "临澜市水务局")


@pytest.mark.parametrize(
    ("words", "enforcers"),
    [
        ("同监管部门", ["临澜市水务局", "临澜市公安局"]), ("与监管部门一致", ["临澜市水务局", "临澜市公安局"]),
        ("同行业主管部门", ["临澜市水务局", "临澜市公安局"]), ("同审批部门、市教育局", ["临澜市行政审批服务局", "临澜市教育局"]),
    ],
)  # fmt: skip
def test_another_column_may_be_called_in_several_ways(
    tmp_path: Path, words: str, enforcers: list[str]
) -> None:
    found = read(
        tmp_path, approvals(tmp_path, [item("取水许可", 监管部门="市水务局、市公安局", 执法部门=words)])
    )
    assert errors(found) == []
    assert [b for r, b in roles(found, "取水许可") if r == "ENFORCES"] == enforcers


def test_the_column_to_the_left_may_itself_refer_to_another(tmp_path: Path) -> None:
    found = linked(tmp_path, ["1", "取水许可", "市水务局", "—", "同审批部门", "同左", PUSH, "/", ""])
    assert errors(found) == []
    assert [r for r, b in roles(found, "取水许可") if b == "临澜市水务局"][:3] == [
        "APPROVES",
        "SUPERVISES",
        "ENFORCES",
    ]


@pytest.mark.parametrize("words", ["同级公安部门", "同承办部门", "同执法部门"])
def test_words_that_call_no_column_of_the_row_stay_as_they_are(tmp_path: Path, words: str) -> None:
    found = read(tmp_path, approvals(tmp_path, [item("取水许可", 监管部门="市水务局", 执法部门=words)]))
    assert [b for r, b in roles(found, "取水许可") if r == "ENFORCES"] == [words]
    assert [p.severity for p in problems(found, "DQ-NAME")] == ["error"]


def test_a_column_that_is_blank_in_the_row_is_no_answer(tmp_path: Path) -> None:
    found = read(tmp_path, approvals(tmp_path, [item("取水许可", 执法部门="同监管部门")]))
    assert [p.severity for p in problems(found, "DQ-NAME")] == ["error"]
