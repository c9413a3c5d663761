"""The three orientations of a list: a matter a row, a department a row, clauses with no table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, problems, read, stated, whole, workbook

TOP = [["临澜市部门职责清单（示例数据）"], [META]]
WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"


def listed(
    folder: Path, rows: Sequence[Sequence[str]], merges: Iterable[str] = (), first: bool = False
) -> Understanding:
    path = workbook(folder / "02-清单.xlsx", {"清单": [*TOP, *rows]}, [("清单", m) for m in merges])
    return read(folder, path, first_listed=first)


def clauses(folder: Path, *paragraphs: str, first: bool = False) -> Understanding:
    path = document(folder / "02-条文.docx", ["关于职责分工的通知", META, *paragraphs])
    return read(folder, path, first_listed=first)


def said(found: Understanding) -> list[tuple[str, str, str, str | None]]:
    """(role, body, duty, scope) of every statement, in order."""
    return [
        (s.role, s.organization or s.organization_text, s.thing, s.scope) for s in whole(found).statements
    ]


def test_numbered_duties_of_a_department_in_one_cell(tmp_path: Path) -> None:
    cell = "（一）负责节约用水管理；(二)牵头负责防汛抗旱，编制预案。\n３、配合市住建局做好城市排水。④指导农村供水；5．参与岸线规划"
    rows = [["序号", "部门名称", "主要职责"], ["1", "市水务局", cell], ["", "", "（六）拟订水务规划。"]]
    found = listed(tmp_path, rows)
    assert errors(found) == []
    assert said(found) == [
        ("LEADS", WATER, "节约用水管理", None),
        ("LEADS", WATER, "防汛抗旱，编制预案", None),
        ("ASSISTS", WATER, "城市排水", None),
        ("INVOLVED_IN", BUILDING, "城市排水", None),
        ("GUIDES", WATER, "农村供水", None),
        ("ASSISTS", WATER, "岸线规划", None),
        ("LEADS", WATER, "拟订水务规划", None),
    ]
    assert [s.cell for s in whole(found).statements][-1] == "清单!C5"
    assert [s.cue for s in whole(found).statements][:2] == ["负责", "牵头负责"]
    texts = [m.text for m in found.batch.mentions if m.statement.kind == "Duty"]
    assert texts[:2] == ["（一）负责节约用水管理", "(二)牵头负责防汛抗旱，编制预案"]
    assert [s["number"] for s in stated(found, "LISTED_IN") if "number" in s] == [
        "（一）", "(二)", "３、", "④", "5．", "（六）",
    ]  # fmt: skip


def test_a_clause_that_a_row_breaks_off_goes_on_in_the_next(tmp_path: Path) -> None:
    rows = [
        ["单位", "职责"],
        ["市水务局", "1.负责节约用水；2.负责水库大坝的"],
        ["", "安全监管。3.负责供水。"],
    ]
    found = listed(tmp_path, rows)
    assert [t for _, _, t, _ in said(found)] == ["节约用水", "水库大坝的安全监管", "供水"]


def test_only_words_or_the_heading_make_a_department_lead(tmp_path: Path) -> None:
    rows = [["单位", "职责"], ["市水务局", "1.拟订规划。2.负责供水。3.监督检查取水。"]]
    assert [r for r, *_ in said(listed(tmp_path, rows))] == ["INVOLVED_IN", "LEADS", "SUPERVISES"]
    rows[0][1] = "主要职责"
    assert [r for r, *_ in said(listed(tmp_path, rows))] == ["LEADS", "LEADS", "SUPERVISES"]


def test_numbers_within_numbers_stand_under_their_heading(tmp_path: Path) -> None:
    cell = "（一）水资源管理：1.核定水量；2.征收水费。（二）负责防汛。①编制预案；②调度洪水。"
    found = listed(tmp_path, [["单位", "主要职责"], ["市水务局", cell]])
    assert [t for _, _, t, _ in said(found)] == ["核定水量", "征收水费", "防汛"]
    assert stated(found, "Duty")[2]["text"] == "负责防汛。①编制预案；②调度洪水"


def test_columns_of_leading_and_of_assisting_and_a_column_of_roles(tmp_path: Path) -> None:
    rows = [
        ["单位", "牵头职责", "配合职责"],
        ["市水务局", "节约用水", "积水处置"],
        ["市公安局", "积水处置", ""],
    ]
    assert said(listed(tmp_path, rows)) == [
        ("LEADS", WATER, "节约用水", None),
        ("ASSISTS", WATER, "积水处置", None),
        ("LEADS", POLICE, "积水处置", None),
    ]
    rows = [["部门", "职责事项", "职责分工"], ["市水务局", "节约用水", "牵头"], ["", "积水处置", "配合"]]
    found = listed(tmp_path, rows)
    assert [(r, t) for r, _, t, _ in said(found)] == [("LEADS", "节约用水"), ("ASSISTS", "积水处置")]
    assert [s.cell for s in whole(found).statements] == ["清单!C4", "清单!C5"]


def test_words_that_mean_another_thing_for_every_body_carry_its_name(tmp_path: Path) -> None:
    rows = [["单位", "主要职责"], ["市水务局", "负责本系统安全生产"], ["市公安局", "负责本系统安全生产"]]
    assert [t for _, _, t, _ in said(listed(tmp_path, rows))] == [
        f"本系统安全生产（{WATER}）", f"本系统安全生产（{POLICE}）",
    ]  # fmt: skip


def test_what_names_no_matter_is_told_and_stated_nowhere(tmp_path: Path) -> None:
    rows = [
        ["单位", "主要职责"],
        ["市水务局", "1.负责供水。2.完成市委、市政府交办的其他任务。"],
        ["市教育局", ""],
    ]
    found = listed(tmp_path, rows)
    assert [t for _, _, t, _ in said(found)] == ["供水"]
    assert [(p.severity, p.cell) for p in problems(found, "CLAUSE")] == [("info", "B4")]
    assert [(p.severity, p.cell) for p in problems(found, "ROW")] == [("warning", "A5")]


def test_an_unknown_department_is_an_error_and_only_shown(tmp_path: Path) -> None:
    found = listed(tmp_path, [["单位", "主要职责"], ["市打井局", "1.负责打井。"]])
    assert [(c, p) for c, p, _ in errors(found)] == [("DQ-NAME", "清单!A4")]
    assert said(found) == [("LEADS", "市打井局", "打井", None)]
    assert found.batch.mentions == []


def test_a_column_for_each_department(tmp_path: Path) -> None:
    rows = [
        ["序号", "职责事项", "责任部门", "", "", "备注"],
        ["", "", "市水务局", "市公安局", "市 教 育 局", ""],
        ["1", "节约用水", "●", "○", "√", ""],
        ["2", "防溺水", "负责水域警示", "负责救助", "牵头组织宣传", ""],
        ["3", "校车", "", "主", "协", ""],
        ["注：●为牵头单位，○为配合单位。"],
    ]
    found = listed(tmp_path, rows, ["A3:A4", "B3:B4", "C3:E3", "F3:F4"])
    assert whole(found).profile == "matrix"
    assert said(found) == [
        ("LEADS", WATER, "节约用水", None),
        ("ASSISTS", POLICE, "节约用水", None),
        ("INVOLVED_IN", SCHOOLS, "节约用水", None),
        ("SHARES", WATER, "防溺水", "水域警示"),
        ("SHARES", POLICE, "防溺水", "救助"),
        ("LEADS", SCHOOLS, "防溺水", None),
        ("LEADS", POLICE, "校车", None),
        ("ASSISTS", SCHOOLS, "校车", None),
    ]
    assert [(p.severity, p.cell) for p in problems(found, "MARK")] == [("warning", "E5")]


def test_a_column_of_an_unknown_department_is_an_error_of_its_heading(tmp_path: Path) -> None:
    found = listed(tmp_path, [["职责事项", "市水务局", "市打井局"], ["节约用水", "牵头", "配合"]])
    assert [(c, p) for c, p, _ in errors(found)] == [("DQ-NAME", "清单!C3")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（一）饮用水监管。由市水务局牵头，市公安局、市住建局配合。",
         [("LEADS", WATER, "饮用水监管", None), ("ASSISTS", POLICE, "饮用水监管", None),
          ("ASSISTS", BUILDING, "饮用水监管", None)]),
        ("（一）饮用水监管由市水务局牵头负责，各镇街配合。",
         [("LEADS", WATER, "饮用水监管", None), ("ASSISTS", "各镇街", "饮用水监管", None)]),
        ("（一）市水务局负责水面，市公安局配合；市住建局负责岸线。",
         [("LEADS", WATER, "水面", None), ("ASSISTS", POLICE, "水面", None), ("LEADS", BUILDING, "岸线", None)]),
        ("（一）户外广告：市住建局负责设置；市公安局负责治安。",
         [("SHARES", BUILDING, "户外广告", "设置"), ("SHARES", POLICE, "户外广告", "治安")]),
        ("（一）市公安局、市住建局协同市水务局负责河道采砂管理。",
         [("LEADS", WATER, "河道采砂管理", None), ("ASSISTS", POLICE, "河道采砂管理", None),
          ("ASSISTS", BUILDING, "河道采砂管理", None)]),
        ("（一）房屋租赁由市住建局会同市公安局负责。",
         [("LEADS", BUILDING, "房屋租赁", None), ("ASSISTS", POLICE, "房屋租赁", None)]),
        ("（一）防汛由市水务局、市住建局按职责分工负责。",
         [("SHARES", WATER, "防汛", None), ("SHARES", BUILDING, "防汛", None)]),
        ("（一）加强防溺水（牵头单位：市教育局；配合单位：市公安局、各镇街）",
         [("LEADS", SCHOOLS, "加强防溺水", None), ("ASSISTS", POLICE, "加强防溺水", None),
          ("ASSISTS", "各镇街", "加强防溺水", None)]),
        ("（一）以市水务局为主，市公安局配合，做好河湖巡查。",
         [("LEADS", WATER, "河湖巡查", None), ("ASSISTS", POLICE, "河湖巡查", None)]),
        ("（一）水上设施。市住建局负责审批，市水务局负责监管，市公安局负责查处。",
         [("APPROVES", BUILDING, "水上设施", None), ("SUPERVISES", WATER, "水上设施", None),
          ("ENFORCES", POLICE, "水上设施", None)]),
    ],
)  # fmt: skip
def test_how_a_clause_is_read(
    tmp_path: Path, text: str, expected: list[tuple[str, str, str, str | None]]
) -> None:
    found = clauses(tmp_path, text, "（二）犬只管理。由市公安局牵头。")
    assert errors(found) == []
    assert whole(found).profile == "clauses"
    assert said(found) == [*expected, ("LEADS", POLICE, "犬只管理", None)]
    assert whole(found).statements[0].cell == "正文!P3"


def test_a_clause_that_names_nobody_is_named_and_one_without_a_role_a_warning(tmp_path: Path) -> None:
    found = clauses(
        tmp_path,
        "（一）犬只管理。由市公安局牵头。",
        "（二）谁主管谁牵头、谁为主谁牵头、谁靠近谁牵头。",
        "（三）市教育局要高度重视。",
        "（四）校车。由市教育局牵头。",
        "临澜市人民政府办公室",
    )
    assert said(found) == [("LEADS", POLICE, "犬只管理", None), ("LEADS", SCHOOLS, "校车", None)]
    assert dict(whole(found).non_data_rows) == {
        "正文!2": "标题行", "正文!4": "没有写到机构的条文", "正文!7": "没有写到机构的条文",
    }  # fmt: skip
    assert [(p.severity, p.cell) for p in problems(found, "CLAUSE")] == [("warning", "P5")]


def test_paragraphs_below_a_matter_are_its_parts_and_below_a_chapter_matters(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "一、燃气安全监管职责分工", "1.市住建局：负责经营许可；负责设施检查。", "2.市公安局负责运输。",
        "二、水务", "（一）节约用水。由市水务局牵头。", "（二）水库由市水务局负责。",
        "三、市教育局职责", "1.负责校车。", "2.配合市公安局做好防溺水。",
    )  # fmt: skip
    assert said(found) == [
        ("SHARES", BUILDING, "燃气安全监管", "经营许可"),
        ("SHARES", BUILDING, "燃气安全监管", "设施检查"),
        ("SHARES", POLICE, "燃气安全监管", "运输"),
        ("LEADS", WATER, "节约用水", None),
        ("LEADS", WATER, "水库", None),
        ("LEADS", SCHOOLS, "校车", None),
        ("ASSISTS", SCHOOLS, "防溺水", None),
        ("INVOLVED_IN", POLICE, "防溺水", None),
    ]
    assert [d["name"] for d in stated(found, "Domain")] == ["水务", "水务"]


def test_where_no_clause_names_a_lead_nobody_leads(tmp_path: Path) -> None:
    text = ["（一）民宿监管。责任单位：市公安局、市住建局。", "（二）校车。由市教育局牵头。"]
    assert [r for r, *_ in said(clauses(tmp_path, *text))] == ["INVOLVED_IN", "INVOLVED_IN", "LEADS"]
    inferred = clauses(tmp_path, *text, first=True)
    assert [(s.role, s.inferred) for s in whole(inferred).statements] == [
        ("LEADS", "first_listed"), ("INVOLVED_IN", None), ("LEADS", None),
    ]  # fmt: skip


def test_an_unknown_body_in_a_clause_is_an_error(tmp_path: Path) -> None:
    found = clauses(tmp_path, "（一）打井。由市打井局牵头，市公安局配合。", "（二）校车。由市教育局牵头。")
    assert [(c, p) for c, p, _ in errors(found)] == [("DQ-NAME", "正文!P3")]


def test_a_text_that_assigns_nothing_is_no_list(tmp_path: Path) -> None:
    found = clauses(tmp_path, "各单位要提高认识。", "一、加强领导。", "二、认真落实。")
    assert [c for c, _, _ in errors(found)] == ["PROFILE"]
