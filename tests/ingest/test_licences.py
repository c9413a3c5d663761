"""Lists of licences alone (行政许可事项清单): who carries a licence out decides on it; brackets name those beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import boundary, errors, problems, read, register, roles, stated, workbook

META = "发布单位：市委编办　行政区划：379900"
HEAD = ["序号", "市级主管部门", "许可事项名称", "实施机关", "设定和实施依据", "备注"]


def licences(
    folder: Path,
    *rows: list[str],
    head: list[str] = HEAD,
    title: str = "临澜市行政许可事项清单",
    meta: str = META,
) -> Understanding:
    path = workbook(folder / "02.xlsx", {"Sheet1": [[title], [meta], head, *rows]})
    return understand([register(folder), path])


def test_who_carries_out_a_licence_approves_it(tmp_path: Path) -> None:
    found = licences(tmp_path, ["1", "市水务局", "取水许可", "市审批局", "《水法》第七条", ""],
                     ["2", "市公安局", "营业前消防安全检查", "市公安局", "《消防法》第十五条", ""])  # fmt: skip
    assert errors(found) == []
    assert found.files[1].profile == "powers"
    assert roles(found, "取水许可") == [("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局")]
    assert roles(found, "营业前消防安全检查") == [
        ("APPROVES", "临澜市公安局"),
        ("SUPERVISES", "临澜市公安局"),
    ]
    assert {i["kind"] for i in stated(found, "ApprovalItem")} == {"licence"}
    assert [(p.severity, p.cell) for p in problems(found, "VALUE")] == [("info", "B3")]


def test_the_name_of_the_list_may_say_that_its_items_are_licences(tmp_path: Path) -> None:
    head, row = ["序号", "事项名称", "实施部门", "备注"], ["1", "取水事项", "市水务局", ""]
    found = licences(tmp_path, row, head=head)
    assert errors(found) == []
    assert roles(found, "取水事项") == [("APPROVES", "临澜市水务局")]


def test_who_carries_out_what_is_no_licence_does_not_approve(tmp_path: Path) -> None:
    head, row = ["序号", "事项名称", "实施部门", "备注"], ["1", "取水事项", "市水务局", ""]
    found = licences(tmp_path, row, head=head, title="临澜市重点事项清单")
    assert "APPROVES" not in [role for role, _ in roles(found, "取水事项")]


def test_brackets_may_say_with_whom_a_body_decides(tmp_path: Path) -> None:
    found = licences(tmp_path, ["1", "", "涉路施工许可", "市审批局（会同市公安局、市水务局）", "", ""],
                     ["2", "", "游行许可", "由市公安局会同市教育局", "", ""])  # fmt: skip
    assert errors(found) == []
    assert roles(found, "涉路施工许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("ASSISTS", "临澜市公安局"), ("ASSISTS", "临澜市水务局"),
    ]  # fmt: skip
    assert roles(found, "游行许可") == [("APPROVES", "临澜市公安局"), ("ASSISTS", "临澜市教育局")]
    assert [p.severity for p in problems(found, "VALUE")] == ["info"]


def test_brackets_may_say_who_carries_out_what_another_body_decides(tmp_path: Path) -> None:
    found = licences(tmp_path, ["1", "", "海域使用权审核", "市政府（由市水务局承办）", "", ""])
    assert errors(found) == []
    assert roles(found, "海域使用权审核") == [("APPROVES", "市政府"), ("INVOLVED_IN", "临澜市水务局")]
    assert [p.message for p in problems(found, "DQ-NAME")] == ["机构名录中没有“市政府”这个机构，按层级读入"]


@pytest.mark.parametrize(
    ("names", "scope"),
    [
        ("市水务局（由水资源科承办）", "由水资源科承办"),
        ("市水务局（城区）", "城区"),
        ("市水务局（会同审查部分）", "会同审查部分"),
    ],
)
def test_brackets_that_name_nobody_say_what_part(tmp_path: Path, names: str, scope: str) -> None:
    found = licences(tmp_path, ["1", "", "取水许可", names, "", ""])
    assert errors(found) == []
    (said,) = found.files[1].statements
    assert (said.role, said.organization, said.scope) == ("APPROVES", "临澜市水务局", scope)


def test_brackets_are_not_torn_apart_in_other_lists(tmp_path: Path) -> None:
    row = ["1", "水务", "节约用水", "市", "市水务局（会同市公安局）", "", "市住建局", "", "", ""]
    found = read(tmp_path, boundary(tmp_path, [row]))
    assert errors(found) == []
    assert roles(found, "节约用水") == [
        ("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市公安局"), ("ASSISTS", "临澜市住房和城乡建设局"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "day", "told"),
    [
        ("2025-03-06 信息来源：市审批局 浏览次数:317", "2025-03-06", 0), ("2025年3月6日　浏览 317 次", "2025-03-06", 0),
        ("2025-03-06 10:20 【字体：大 中 小】", "2025-03-06", 0), ("2025-03-06 至 2025-04-01", None, 1),
        ("近日 来源：市审批局", None, 1),
    ],
)  # fmt: skip
def test_a_day_on_a_page_may_be_followed_by_what_the_page_says_of_itself(
    tmp_path: Path, said: str, day: str | None, told: int
) -> None:
    row = ["1", "市水务局", "取水许可", "市审批局", "", ""]
    found = licences(tmp_path, row, meta=f"行政区划：379900　发布日期：{said}")
    (made,) = [x for x in stated(found, "BoundaryList") if x["kind"] == "power"]
    assert made.get("issued_on") == day
    assert len(problems(found, "DQ-DATE")) == told
