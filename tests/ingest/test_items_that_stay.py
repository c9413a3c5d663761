"""Lists of moves in the words of offices: how much of an item moved, what stays where it was, and who has the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import errors, problems, register, roles, workbook

HEAD = ["划出单位", "序号", "事项", "办理项", "划转方式", "批后监管", "备注"]
LINE = "划入单位：临澜市行政审批服务局　　交接日：2026年4月1日"
OFFICE, WATER, BUILD, POLICE = (
    "临澜市行政审批服务局",
    "临澜市水务局",
    "临澜市住房和城乡建设局",
    "临澜市公安局",
)


def moves(folder: Path, *rows: list[str], head: list[str] = HEAD, line: str = LINE) -> Understanding:
    lines = [["临澜市第二批许可事项划转清册"], [line], head, *rows]
    path = workbook(folder / "20.xlsx", {"划转清册": lines}, [("划转清册", "A2:G2")])
    return understand([register(folder), path])


def scopes(found: Understanding, role: str) -> list[str | None]:
    return [s.scope for f in found.files for s in f.statements if s.role == role]


def test_a_line_above_the_header_says_who_takes_all(tmp_path: Path) -> None:
    found = moves(tmp_path, ["市水务局（2项）", "1", "取水许可", "首次、变更", "连同技术评审一并划转", "原单位", ""],
                  ["", "2", "排水许可", "", "仅划许可", "市水务局会同市住建局", ""])  # fmt: skip
    assert errors(found) == []
    assert roles(found, "取水许可") == [
        ("APPROVES", OFFICE), ("TRANSFERRED_FROM", WATER), ("SUPERVISES", WATER),
    ]  # fmt: skip
    assert scopes(found, "SUPERVISES")[0] is None


@pytest.mark.parametrize(
    ("way", "scope"),
    [("仅划许可", None), ("仅划新办、变更", "新办、变更"), ("只划转延续环节，其他不变", "延续环节")],
)
def test_how_much_of_an_item_moved(tmp_path: Path, way: str, scope: str | None) -> None:
    found = moves(tmp_path, ["市水务局", "1", "取水许可", "", way, "", ""])
    assert errors(found) == []
    assert scopes(found, "APPROVES") == [scope]


def test_where_only_steps_moved_the_item_stays(tmp_path: Path) -> None:
    found = moves(tmp_path, ["市水务局", "1", "取水许可", "", "仅划受理、送达，审查仍由市水务局承担", "", ""])
    assert errors(found) == []
    assert roles(found, "取水许可") == [("APPROVES", WATER)]
    assert roles(found, "取水许可·受理") == [("PERFORMS", OFFICE)]
    assert roles(found, "取水许可·送达") == [("PERFORMS", OFFICE)]
    assert [p.cell for p in problems(found, "VALUE")] == ["E4"]


@pytest.mark.parametrize("way", ["暂不划转", "本批不划转", "暂缓划转", "保留", "维持原渠道"])
def test_a_way_that_is_none_leaves_an_item_where_it_is(tmp_path: Path, way: str) -> None:
    found = moves(tmp_path, ["市水务局", "1", "取水许可", "", way, "", ""])
    assert errors(found) == []
    assert roles(found, "取水许可") == [("APPROVES", WATER)]


@pytest.mark.parametrize(
    "cell",
    [
        "（不划转）市水务局",
        "市水务局（暂缓划转）",
        "暂不划转：市水务局",
        "不划转，仍由市水务局实施",
        "暂不划转（仍由市水务局办理）",
    ],
)
def test_a_cell_of_takers_may_say_that_an_item_stays(tmp_path: Path, cell: str) -> None:
    head = ["序号", "原实施部门", "划转事项", "划转后", "", ""]
    under = ["", "", "", "谁来批", "谁来管", "谁执法"]
    rows = [
        ["1", "市住建局", "排水许可", "市审批局", "市水务局", "市公安局"],
        ["2", "市水务局", "取水许可", cell, "市水务局", "市水务局"],
    ]
    path = workbook(
        tmp_path / "20.xlsx", {"附件": [["临澜市划转事项表"], head, under, *rows]}, [("附件", "D2:F2")]
    )
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    assert roles(found, "排水许可") == [
        ("APPROVES", OFFICE), ("TRANSFERRED_FROM", BUILD), ("SUPERVISES", WATER), ("ENFORCES", POLICE),
    ]  # fmt: skip
    assert roles(found, "取水许可") == [("APPROVES", WATER), ("SUPERVISES", WATER), ("ENFORCES", WATER)]


def test_a_table_below_of_what_stays(tmp_path: Path) -> None:
    found = moves(
        tmp_path, ["市水务局", "1", "取水许可", "", "划转", "原单位", ""], [], ["附：暂缓划转事项"],
        ["序号", "事项", "现审批单位", "暂缓理由"], ["1", "焰火许可", "市公安局", "涉及公共安全"],
    )  # fmt: skip
    assert errors(found) == []
    assert roles(found, "焰火许可") == [("APPROVES", POLICE)]
    assert ("APPROVES", OFFICE) in roles(found, "取水许可")


@pytest.mark.parametrize(
    ("remark", "role", "scope"),
    [
        ("监督执法由市公安局承担", "ENFORCES", None),
        ("路面执法：市公安局", "ENFORCES", "路面执法"),
        ("流向监管由市公安局负责", "SUPERVISES", "流向监管"),
        ("路况数据由市公安局提供", "ASSISTS", "路况数据"),
        ("由市公安局出具认定意见", "ASSISTS", "认定意见"),
    ],
)
def test_a_remark_may_name_the_act_first(tmp_path: Path, remark: str, role: str, scope: str | None) -> None:
    found = moves(tmp_path, ["市水务局", "1", "取水许可", "", "划转", "", remark])
    assert errors(found) == []
    assert (role, POLICE) in roles(found, "取水许可")
    assert scopes(found, role) == [scope]


@pytest.mark.parametrize(
    "remark", ["监督执法原由市公安局承担", "执法人员暂不划转", "路面执法：另行明确", "由申请人提供材料"]
)
def test_a_remark_on_what_was_or_may_be_says_nothing(tmp_path: Path, remark: str) -> None:
    found = moves(tmp_path, ["市水务局", "1", "取水许可", "", "划转", "", remark])
    assert roles(found, "取水许可") == [("APPROVES", OFFICE), ("TRANSFERRED_FROM", WATER)]
