"""Cards below one another on a sheet: labels beside their values, words for groups of them, titles over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.workbooks import META, errors, problems, read, stated, whole, workbook


def listed(folder: Path, rows: list[list[str]], *merges: str) -> Understanding:
    path = workbook(folder / "02-卡.xlsx", {"卡": rows}, [("卡", m) for m in merges])
    return read(folder, path)


def said(found: Understanding) -> list[tuple[str, str, str, str]]:
    assert errors(found) == []
    links = ("APPROVES", "SUPERVISES", "ENFORCES", "PERFORMS", "ASSISTS", "LEADS", "INVOLVED_IN", "SHARES")
    return [
        (s.role, s.organization_text, s.thing, s.cell.split("!")[1])
        for s in whole(found).statements
        if s.role in links
    ]


def card(number: str, name: str, **cells: str) -> list[list[str]]:
    return [
        ["卡号", number, "事项名称", name],
        ["批", "审批部门", cells["approver"], ""],
        ["", "现场核查", cells.get("inspection", "—"), ""],
        ["管", "日常监管", cells["supervisor"], ""],
        ["罚", "行政处罚", cells.get("enforcer", "市公安局"), ""],
        ["", "", "", ""],
    ]


def test_a_card_has_words_for_groups_of_labels_at_its_left(tmp_path: Path) -> None:
    rows = [["审批监管边界卡"], [META], *card("Q-1", "取水许可", approver="市审批局", supervisor="市水务局")]
    rows += card("Q-2", "排水许可", approver="市审批局", supervisor="市住建局", inspection="市勘验评审中心")
    merges = (
        "A4:A5",
        "C4:D4",
        "C5:D5",
        "C6:D6",
        "C7:D7",
        "A10:A11",
        "C10:D10",
        "C11:D11",
        "C12:D12",
        "C13:D13",
    )
    found = listed(tmp_path, rows, *merges)
    assert said(found) == [
        ("APPROVES", "市审批局", "取水许可", "C4"), ("SUPERVISES", "市水务局", "取水许可", "C6"),
        ("ENFORCES", "市公安局", "取水许可", "C7"),
        ("APPROVES", "市审批局", "排水许可", "C10"), ("SUPERVISES", "市住建局", "排水许可", "C12"),
        ("ENFORCES", "市公安局", "排水许可", "C13"), ("PERFORMS", "市勘验评审中心", "排水许可·现场勘验", "C11"),
    ]  # fmt: skip
    assert [s["number"] for s in stated(found, "LISTED_IN") if "number" in s] == ["Q-1", "Q-2"]


TITLED = [
    ["部门职责边界清单（第二批）"], [META], [""],
    ["【QH-08】 楼道充电处置", "", "", ""], ["分歧点", "两家相互退单，一直没有定论。", "", ""],
    ["主办单位", "市公安局", "协办单位", "市住建局、各街道"], ["依据", "《消防法》第二十八条", "", ""], [""],
    ["【QH-09】 装修垃圾清运管理", "", "", ""], ["分歧点", "出了小区归谁管不清楚。", "", ""],
    ["主办单位", "市住建局", "协办单位", "—"], ["依据", "市政府专题会议纪要", "", ""],
]  # fmt: skip


def test_a_title_over_each_card_names_its_matter(tmp_path: Path) -> None:
    found = listed(tmp_path, [*TITLED, ["注：本清单由市委编办解释，未尽事宜另行明确。"]], "A4:D4", "A9:D9")
    assert said(found) == [
        ("LEADS", "市公安局", "楼道充电处置", "B6"), ("ASSISTS", "市住建局", "楼道充电处置", "D6"),
        ("ASSISTS", "各街道", "楼道充电处置", "D6"), ("LEADS", "市住建局", "装修垃圾清运管理", "B11"),
    ]  # fmt: skip
    assert [s["number"] for s in stated(found, "LISTED_IN") if "number" in s] == ["QH-08", "QH-09"]
    assert ("卡!13", "附注行") in whole(found).non_data_rows


@pytest.mark.parametrize(
    "labels", [("主办单位", "协办单位"), ("牵头部门", "配合部门"), ("主责单位", "参与单位")]
)
def test_pairs_of_one_row_below_another_with_the_matter_among_them(
    tmp_path: Path, labels: tuple[str, str]
) -> None:
    rows = [[META]]
    for name, lead in (("节约用水", "市水务局"), ("校车安全", "市教育局"), ("燃气安全", "市住建局")):
        rows += [["事项名称", name], [labels[0], lead, labels[1], "市公安局"], ["备注", "无"]]
    made = said(listed(tmp_path, rows))
    assert [s[:3] for s in made if s[0] == "LEADS"] == [
        ("LEADS", "市水务局", "节约用水"), ("LEADS", "市教育局", "校车安全"), ("LEADS", "市住建局", "燃气安全"),
    ]  # fmt: skip
    assert [s[3] for s in made if s[0] == "ASSISTS"] == ["D3", "D6", "D9"]


def test_a_blank_value_is_nobody(tmp_path: Path) -> None:
    rows = [[META], ["事项名称", "节约用水"], ["牵头部门", "", "配合部门", "市公安局"], ["依据", "水法"],
            ["事项名称", "校车安全"], ["牵头部门", "市教育局", "配合部门", ""], ["依据", "条例"]]  # fmt: skip
    assert [s[:3] for s in said(listed(tmp_path, rows))] == [
        ("ASSISTS", "市公安局", "节约用水"), ("LEADS", "市教育局", "校车安全"),
    ]  # fmt: skip


def test_a_table_under_titles_is_no_card(tmp_path: Path) -> None:
    rows = [
        [META],
        ["事项名称", "牵头单位", "配合单位"],
        ["节约用水", "市水务局", "市公安局"],
        ["校车安全", "市教育局", "市公安局"],
    ]
    found = listed(tmp_path, rows)
    assert [s[:3] for s in said(found) if s[0] == "LEADS"] == [
        ("LEADS", "市水务局", "节约用水"), ("LEADS", "市教育局", "校车安全"),
    ]  # fmt: skip


def test_cells_of_a_card_may_say_in_sentences_who_does_what(tmp_path: Path) -> None:
    rows = [["审批监管边界卡"], [META]]
    rows += card("1", "取水许可", approver="受理、审查、决定均由市审批局办理，市审批局对审批结果负责。",
                 inspection="市审批局组织，市水务局派2名专业人员参加并出具书面意见。",
                 supervisor="市水务局负责取水计量监管；市公安局负责水源地治安监管。",
        enforcer="由上述监管部门各自查处。")  # fmt: skip
    rows += card("2", "排水许可", approver="未划转，仍由市住建局审批。",
                 supervisor="市住建局。市水务局配合，每季度提供水质数据。公众可以举报。")  # fmt: skip
    found = listed(tmp_path, rows)
    assert errors(found) == []
    made = [
        (s.role, s.organization_text, s.thing, s.scope)
        for s in whole(found).statements
        if s.role not in ("SENT_BY",)
    ]
    assert made == [
        ("APPROVES", "市审批局", "取水许可", None),
        ("SUPERVISES", "市水务局", "取水许可", "取水计量监管"), ("SUPERVISES", "市公安局", "取水许可", "水源地治安监管"),
        ("ENFORCES", "市水务局", "取水许可", "取水计量监管"), ("ENFORCES", "市公安局", "取水许可", "水源地治安监管"),
        ("PERFORMS", "市审批局", "取水许可·现场勘验", None), ("ASSISTS", "市水务局", "取水许可·现场勘验", None),
        ("APPROVES", "市住建局", "排水许可", None),
        ("SUPERVISES", "市住建局", "排水许可", None), ("ASSISTS", "市水务局", "排水许可", None),
        ("ENFORCES", "市公安局", "排水许可", None),
    ]  # fmt: skip
    assert [(p.severity, p.cell) for p in problems(found, "CLAUSE")] == [("info", "C12")]


def test_an_unknown_body_in_such_a_sentence_is_an_error_of_its_cell(tmp_path: Path) -> None:
    rows = [
        [META],
        *card("1", "取水许可", approver="由市审批局审批。", supervisor="市打井局。市水务局配合。"),
    ]
    assert [(c, p) for c, p, _ in errors(listed(tmp_path, rows))] == [("DQ-NAME", "卡!C5")]
