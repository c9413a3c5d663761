"""What offices do to a table: blanks in words, ditto marks, numbers before names, rows that are no data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.workbooks import META, errors, problems, read, report, roles, stated, table, workbook

TOP = [["临澜市部门职责边界清单（示例数据）"], [META]]
HEAD = ["序号", "职责事项", "牵头单位", "配合单位", "备注"]


def listed(
    folder: Path, rows: Sequence[Sequence[str]], merges: Iterable[str] = (), head: Sequence[str] = HEAD
) -> Understanding:
    path = workbook(folder / "02-清单.xlsx", {"清单": [*TOP, head, *rows]}, [("清单", m) for m in merges])
    found = read(folder, path)
    counts = report(found, "02").counts
    assert counts["rows"] == counts["statement_rows"] + counts["problem_rows"] + counts["non_data_rows"]
    return found


def test_marks_for_the_same_as_above(tmp_path: Path) -> None:
    rows = [
        ["1", "节约用水", "市水务局", "市住建局", ""],
        ["2", "防汛", "〃", "同上", ""],
        [],
        ["3", "水库", "-do-", "同 前", ""],
        ["4", "堤防", "市住建局", "", ""],
        ["5", "排水", "″", "", ""],
    ]
    found = listed(tmp_path, rows)
    assert errors(found) == []
    for title in ("防汛", "水库"):
        assert roles(found, title) == [("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市住房和城乡建设局")]
    assert roles(found, "排水") == [("LEADS", "临澜市住房和城乡建设局")]


def test_a_mark_with_nothing_above_is_an_error_and_no_guess(tmp_path: Path) -> None:
    found = listed(tmp_path, [["1", "节约用水", "〃", "市住建局", ""]])
    assert [(c, p) for c, p, _ in errors(found)] == [("DQ-NAME", "清单!C4")]


def test_blanks_and_line_ends_inside_words(tmp_path: Path) -> None:
    head = ["序 号", "职　责 事 项", "牵 头\n单 位", "配 合 单 位", "备 注"]
    rows = [["１", "节 约\n用 水", "市 水 务 局", "市住\n建局 、市教　育局", ""]]
    found = listed(tmp_path, rows, head=head)
    assert [b for _, b in roles(found, "节约用水")][:1] == ["临澜市水务局"]
    assert [d["name"] for d in stated(found, "Duty")] == ["节约用水"]


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("市水务局、市教育局", ["水务局", "教育局"]),
        ("市水务局，市教育局", ["水务局", "教育局"]),
        ("市水务局和市教育局", ["水务局", "教育局"]),
        ("市水务局以及市教育局", ["水务局", "教育局"]),
        ("市水务局与市教育局", ["水务局", "教育局"]),
        ("市水务局/市教育局", ["水务局", "教育局"]),
        ("市水务局／市教育局", ["水务局", "教育局"]),
        ("市水务局 市教育局", ["水务局", "教育局"]),
        ("1.市水务局 2.市教育局", ["水务局", "教育局"]),
        ("（1）市水务局\n（2）市教育局", ["水务局", "教育局"]),
        ("①市水务局②市教育局", ["水务局", "教育局"]),
        ("市水务、教育局", ["水务局", "教育局"]),
        ("１、市水务局；２、市教育局", ["水务局", "教育局"]),
    ],
)
def test_how_names_are_joined(tmp_path: Path, cell: str, bodies: list[str]) -> None:
    found = listed(tmp_path, [["1", "节约用水", cell, "", ""]])
    assert errors(found) == []
    assert roles(found, "节约用水") == [("LEADS", f"临澜市{b}") for b in bodies]


def test_the_ending_that_names_share_within_their_regions(tmp_path: Path) -> None:
    found = listed(tmp_path, [["1", "河道保洁", "市水务局", "东澜区、北屿区水务局", ""]])
    assert roles(found, "河道保洁")[1:] == [("ASSISTS", "东澜区水务局"), ("ASSISTS", "北屿区水务局")]
    hows = {s.how for s in report(found, "02").statements if s.organization == "东澜区水务局"}
    assert hows == {"enumerated"}


@pytest.mark.parametrize(
    "cell",
    [
        "各镇街",
        "县乡党委政府",
        "各县（市、区）人民政府",
        "有关单位",
        "相关部门",
        "市有关部门",
        "各成员单位",
        "属地政府",
        "各县区",
    ],
)
def test_words_in_the_place_of_a_body_name_none(tmp_path: Path, cell: str) -> None:
    found = listed(tmp_path, [["1", "节约用水", cell, "", ""]])
    assert errors(found) == []
    assert roles(found, "节约用水") == [("LEADS", cell)]
    assert [g["name"] for g in stated(found, "NamedGroup")] == [cell]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("市公安局（负责道路）、市住建局（负责小区）", [("LEADS", "道路"), ("LEADS", "小区")]),
        ("市公安局负责道路；市住建局负责小区", [("LEADS", "道路"), ("LEADS", "小区")]),
        ("市公安局负责道路、桥梁", [("LEADS", "道路、桥梁")]),
        ("市水务局、市住建局分别承办", [("LEADS", None), ("LEADS", None)]),
        ("市住建局总牵头，市公安局协助，市水务局指导", [("LEADS", None), ("ASSISTS", None), ("GUIDES", None)]),
        ("市住建局审批，市水务局监督检查，市公安局查处", [("APPROVES", None), ("SUPERVISES", None), ("ENFORCES", None)]),
        ("市公安局（指导）", [("GUIDES", None)]),
    ],
)  # fmt: skip
def test_role_words_and_scopes_in_a_cell(
    tmp_path: Path, cell: str, expected: list[tuple[str, str | None]]
) -> None:
    found = listed(tmp_path, [["1", "道路管理", cell, "", ""]])
    assert errors(found) == []
    assert [(s.role, s.scope) for s in report(found, "02").statements] == expected


def test_in_a_column_without_a_role_who_answers_for_a_part_does_its_share(tmp_path: Path) -> None:
    rows = [["1", "道路管理", "市公安局负责道路；市住建局负责小区"], ["2", "防汛", "市水务局负责"]]
    found = listed(tmp_path, rows, head=["序号", "事项", "责任单位"])
    assert [(s.role, s.thing, s.scope) for s in report(found, "02").statements] == [
        ("SHARES", "道路管理", "道路"), ("SHARES", "道路管理", "小区"), ("LEADS", "防汛", None),
    ]  # fmt: skip
    assert [s["split"] for s in stated(found, "SHARES")] == [True, True]


def test_three_header_rows(tmp_path: Path) -> None:
    rows = [
        *TOP,
        ["序号", "职责分工", "", "", ""],
        ["", "职责事项", "牵头", "", "配合单位"],
        ["", "", "牵头单位", "牵头单位职责", ""],
        ["1", "节约用水", "市水务局", "定计划", "市住建局"],
    ]
    merges = [("清单", m) for m in ("A3:A5", "B3:E3", "B4:B5", "C4:D4", "E4:E5")]
    path = workbook(tmp_path / "02-清单.xlsx", {"清单": rows}, merges)
    found = read(tmp_path, path)
    assert roles(found, "节约用水") == [("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市住房和城乡建设局")]
    assert stated(found, "LEADS")[0]["text"] == "定计划"


def test_rows_that_are_no_data_are_named(tmp_path: Path) -> None:
    rows = [
        ["甲", "乙", "1", "2", "3"],
        ["1", "节约用水", "市水务局", "市住建局", ""],
        ["小计", "1项", "", "", ""],
        ["续表"],
        HEAD,
        ["2", "防汛", "市水务局", "", ""],
        ["合计：2项"],
        ["第 1 页 共 2 页"],
        ["注：示例。"],
        ["填表人：", "", "审核人：", "", "2026年4月1日"],
    ]
    found = listed(tmp_path, rows)
    assert errors(found) == []
    assert dict(report(found, "02").non_data_rows) == {
        "清单!1": "标题行", "清单!2": "标题行", "清单!3": "表头行", "清单!4": "栏号行", "清单!6": "合计行",
        "清单!7": "标题行（重复）", "清单!8": "表头行（重复）", "清单!10": "合计行", "清单!11": "页码行",
        "清单!12": "附注行", "清单!13": "落款行",
    }  # fmt: skip
    assert len(stated(found, "Duty")) == 2


def test_a_header_of_two_rows_that_comes_again(tmp_path: Path) -> None:
    top = [["序号", "职责事项", "职责划分", ""], ["", "", "牵头单位", "配合单位"]]
    rows = [*TOP, *top, ["1", "节约用水", "市水务局", ""], *top, ["2", "防汛", "市水务局", ""]]
    merges = [("清单", m) for m in ("A3:A4", "B3:B4", "C3:D3", "A6:A7", "B6:B7", "C6:D6")]
    found = read(tmp_path, workbook(tmp_path / "02-清单.xlsx", {"清单": rows}, merges))
    assert errors(found) == []
    assert [d["name"] for d in stated(found, "Duty")] == ["节约用水", "防汛"]


def test_a_note_that_revokes_is_kept_and_told_and_changes_nothing(tmp_path: Path) -> None:
    rows = [
        ["1", "节约用水", "市水务局", "", "此项已取消"],
        ["2", "防汛", "市水务局", "", "取消收费后由财政保障"],
    ]
    found = listed(tmp_path, rows)
    assert [(p.severity, p.cell) for p in problems(found, "NOTE")] == [("warning", "E4")]
    assert [(d["status"], d["note"]) for d in stated(found, "Duty")] == [
        ("active", "此项已取消"), ("active", "取消收费后由财政保障"),
    ]  # fmt: skip


def test_an_open_end_after_names_and_one_that_counts_them(tmp_path: Path) -> None:
    rows = [
        ["1", "甲", "市水务局", "市住建局、市公安局等部门", ""],
        ["2", "乙", "市水务局", "市住建局、市公安局等2个部门", ""],
    ]
    found = listed(tmp_path, rows)
    assert [b for _, b in roles(found, "甲")][-1] == "等部门"
    assert [b for _, b in roles(found, "乙")][1:] == ["临澜市住房和城乡建设局", "临澜市公安局"]


@pytest.mark.parametrize("heading", ["责任单位", "承办单位", "涉及部门"])
def test_who_each_does_its_part_shares_a_matter(tmp_path: Path, heading: str) -> None:
    rows = [["临澜市民生实事责任分工表"], [META], ["事项", heading], ["救助与就业", "由市水务局、市住建局分别承办"],
            ["停车场", "市水务局、市住建局"]]  # fmt: skip
    found = read(tmp_path, table(tmp_path / "02.csv", rows))
    assert errors(found) == []
    said = report(found, "02").statements
    assert [(s.role, s.thing) for s in said] == [
        ("SHARES", "救助与就业"), ("SHARES", "救助与就业"), ("INVOLVED_IN", "停车场"), ("INVOLVED_IN", "停车场"),
    ]  # fmt: skip
    assert [s.get("split") for s in stated(found, "SHARES")] == [True, True]
