"""Notes of a list say how to read it: who is first, what a heading means, what a blank or a sign stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.documents import document
from tests.ingest.workbooks import META, problems, read, report, workbook

TITLE = "临澜市重点工作责任分工表"
HEADER = ["序号", "工作任务", "责任单位"]
THREE = ["1", "节约用水", "市水务局、市住建局、市教育局"]


def said(folder: Path, *rows: list[str], name: str = "a.xlsx") -> list[tuple[str, str, str]]:
    """Role, body as written and inference of what a sheet says."""
    path = workbook(folder / name, {"分工": [[TITLE], [META], *rows]})
    found = report(read(folder, path), name)
    assert not [p for p in found.problems if p.severity == "error"]
    return [(s.role, s.organization_text, s.inferred or "") for s in found.statements]


@pytest.mark.parametrize(
    "note",
    [
        "注：责任单位有多个的，排在第一位的为牵头单位，其他为配合单位。",
        "说明：列首位的单位为牵头单位，其余单位为配合单位",
        "备注：第一个为主办单位，其余均为协办单位。",
    ],
)
def test_a_note_may_say_that_the_first_leads(tmp_path: Path, note: str) -> None:
    assert said(tmp_path, HEADER, THREE, [note]) == [
        ("LEADS", "市水务局", "first_listed"), ("ASSISTS", "市住建局", ""), ("ASSISTS", "市教育局", ""),
    ]  # fmt: skip


def test_who_only_assists_does_not_lead_by_a_note(tmp_path: Path) -> None:
    header = ["序号", "工作任务", "牵头部门", "配合部门"]
    rows = [header, ["1", "续贷", "", "市水务局"], ["2", "一件事", "市教育局、市公安局", ""]]
    made = said(tmp_path, *rows, ["注：两家牵头的，排在首位的为牵头单位。"])
    assert made[0] == ("ASSISTS", "市水务局", "")


def test_words_that_name_nobody_do_not_lead_though_they_stand_first(tmp_path: Path) -> None:
    rows = [HEADER, ["1", "节约用水", "各镇街、市水务局、市住建局"]]
    made = said(tmp_path, *rows, ["注：排在第一位的为牵头单位。"])
    assert {role for role, *_ in made} == {"INVOLVED_IN"}


def test_it_may_stand_in_the_text_of_a_document_and_is_told(tmp_path: Path) -> None:
    note = "注：排在第一位的为牵头单位。"
    path = document(tmp_path / "a.docx", [TITLE, META, [HEADER, THREE], note])
    found = read(tmp_path, path)
    roles = [(s.role, s.inferred) for s in report(found, "a.docx").statements]
    assert roles == [("LEADS", "first_listed"), ("INVOLVED_IN", None), ("INVOLVED_IN", None)]
    (told,) = problems(found, "NOTE")
    assert (told.severity, told.cell, "第一位的为牵头单位" in told.message) == ("info", "C1", True)


@pytest.mark.parametrize(
    "note",
    [
        "注：第一责任单位承担主要责任。", "注：各责任单位每月第一周报送进展，由市政府办公室牵头汇总。",
        "注：首次报送时间为3月。", "联系人排在第一位的是牵头科室负责人电话",
    ],
)  # fmt: skip
def test_other_notes_make_nobody_first(tmp_path: Path, note: str) -> None:
    assert {role for role, *_ in said(tmp_path, HEADER, THREE, [note])} == {"INVOLVED_IN"}


def test_a_note_may_say_what_a_plain_heading_means(tmp_path: Path) -> None:
    header = ["序号", "工作任务", "牵头单位", "责任单位"]
    rows = [header, ["1", "节约用水", "市水务局", "市住建局、市教育局"]]
    helps = ["备注：1.牵头单位对任务落实负总责，责任单位按职责协同配合。"]
    assert said(tmp_path, *rows, helps) == [
        ("LEADS", "市水务局", ""), ("ASSISTS", "市住建局", ""), ("ASSISTS", "市教育局", ""),
    ]  # fmt: skip
    assert [r for r, *_ in said(tmp_path, *rows, ["备注：责任单位按照职责分工抓好落实"], name="b.xlsx")] == [
        "LEADS", "SHARES", "SHARES",
    ]  # fmt: skip
    assert [r for r, *_ in said(tmp_path, *rows, ["注：责任单位为配合单位。每季度末报送。"], name="e.xlsx")] == [
        "LEADS", "ASSISTS", "ASSISTS",
    ]  # fmt: skip
    other = ["备注：请责任单位配合做好联络员报名工作，责任单位为三家的另附表。"]
    assert [r for r, *_ in said(tmp_path, *rows, name="c.xlsx")] == ["LEADS", "INVOLVED_IN", "INVOLVED_IN"]
    assert [r for r, *_ in said(tmp_path, *rows, other, name="d.xlsx")] == [
        "LEADS",
        "INVOLVED_IN",
        "INVOLVED_IN",
    ]


def test_a_blank_repeats_what_is_above_only_where_a_note_says_so(tmp_path: Path) -> None:
    header = ["序号", "工作任务", "牵头单位", "配合单位"]
    rows = [
        header,
        ["1", "节约用水", "市水务局", "市住建局"],
        ["2", "防汛", "", "市教育局"],
        ["3", "供水", "市住建局", "—"],
    ]
    note = ["注：1.表中“〃”“同上”及空格均表示与上一栏相同，“—”表示无。"]
    assert said(tmp_path, *rows, note) == [
        ("LEADS", "市水务局", ""), ("ASSISTS", "市住建局", ""), ("LEADS", "市水务局", ""), ("ASSISTS", "市教育局", ""),
        ("LEADS", "市住建局", ""),
    ]  # fmt: skip
    assert [text for role, text, _ in said(tmp_path, *rows, name="b.xlsx") if role == "LEADS"] == [
        "市水务局", "市住建局",
    ]  # fmt: skip


def test_signs_may_be_explained_on_another_sheet(tmp_path: Path) -> None:
    header = ["序号", "管控事项", "市水务局", "市住建局", "市教育局"]
    rows = [[TITLE], [META], header, ["1", "窨井盖安全", "○", "●", ""], ["2", "校舍安全", "", "○", "●"]]
    words = [["编制说明"], ["“●”表示牵头单位，“○”表示配合单位，空白表示不涉及。"]]
    found = read(tmp_path, workbook(tmp_path / "a.xlsx", {"说明": words, "清单": rows}))
    assert found.ok
    assert [(s.role, s.organization_text) for s in report(found, "a.xlsx").statements] == [
        ("ASSISTS", "市水务局"), ("LEADS", "市住建局"), ("ASSISTS", "市住建局"), ("LEADS", "市教育局"),
    ]  # fmt: skip
    assert problems(found, "MARK") == []


def test_clauses_that_begin_with_an_area_give_it_as_scope(tmp_path: Path) -> None:
    header = ["序号", "事项", "责任部门", "职责分工"]
    rows = [
        ["1", "供水管理", "市住建局", "城区：负责城市供水管理"],
        ["", "", "市水务局", "农村：负责农村供水管理"],
    ]
    path = workbook(tmp_path / "a.xlsx", {"分工": [[TITLE], [META], header, *rows]})
    found = report(read(tmp_path, path), "a.xlsx")
    assert [(s.role, s.scope) for s in found.statements] == [("LEADS", "城区"), ("LEADS", "农村")]


@pytest.mark.parametrize(
    "note",
    [
        "注：“类别”“主办单位”栏空白的，与上一行相同。",
        "说明：主办单位栏为空的，同上。",
        "注：“主办单位”与上一行相同的，留空。",
    ],
)
def test_a_note_may_name_the_columns_whose_blanks_repeat(tmp_path: Path, note: str) -> None:
    header = ["序号", "类别", "工作任务", "主办单位", "协办单位"]
    rows = [
        header, ["1", "水务", "节约用水", "市水务局", "市住建局"], ["2", "", "防汛", "", "市教育局"], ["3", "", "排涝", "", ""],
    ]  # fmt: skip
    made = said(tmp_path, *rows, [note])
    assert [text for role, text, _ in made if role == "LEADS"] == ["市水务局"] * 3
    assert [text for role, text, _ in made if role == "ASSISTS"] == ["市住建局", "市教育局"]


def test_a_note_among_clauses_holds_for_all_of_them_and_is_told(tmp_path: Path) -> None:
    text = (
        "临澜市节水任务分工方案\n说明：未标明“牵头单位”的，排在第一位的为牵头单位，其余为配合单位。\n"
        "1.开展管网普查。（责任单位：市水务局、市住建局）\n2.发放补贴。（责任单位：市公安局）\n"
        "3.安装水表。（牵头单位：市住建局；责任单位：市水务局）\n"
    )
    path = tmp_path / "02.txt"
    path.write_text(text, encoding="utf-8")
    found = read(tmp_path, path)
    assert [(s.role, s.organization, s.inferred) for s in report(found, "02").statements] == [
        ("LEADS", "临澜市水务局", "first_listed"),
        ("ASSISTS", "临澜市住房和城乡建设局", None),
        ("LEADS", "临澜市公安局", "sole_named"),
        ("LEADS", "临澜市住房和城乡建设局", None),
        ("INVOLVED_IN", "临澜市水务局", None),
    ]
    (told,) = problems(found, "NOTE")
    assert told.severity == "info"
    assert "以第一个为牵头（标为推断）" in told.message


def test_a_note_on_cells_that_say_no_role_gives_none_to_their_heading(tmp_path: Path) -> None:
    note = "注：责任单位栏未标明牵头、配合的，排在第一位的为牵头单位，其余为配合单位。"
    rows = [
        ["序号", "整治任务", "责任单位"],
        ["1", "夜查", "市水务局、市公安局"],
        ["2", "宣传", "市教育局"],
        [note],
    ]
    assert said(tmp_path, *rows) == [
        ("LEADS", "市水务局", "first_listed"), ("ASSISTS", "市公安局", ""), ("LEADS", "市教育局", "sole_named"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "note", ["说明：首派单位即主办单位。类别空着的同上。", "注：表中类别留空的，与上一行相同。"]
)
def test_blanks_of_one_column_repeat_and_those_of_bodies_do_not(tmp_path: Path, note: str) -> None:
    header = ["序号", "一级类别", "诉求事项", "首派单位", "协办单位"]
    rows = [[note], header, ["1", "水务", "爆管", "市水务局", "市住建局"], ["2", "", "停水", "市水务局", ""]]
    assert said(tmp_path, *rows) == [
        ("LEADS", "市水务局", ""), ("ASSISTS", "市住建局", ""), ("LEADS", "市水务局", ""),
    ]  # fmt: skip
