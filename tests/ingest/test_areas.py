"""Lists whose sections are districts, and columns of the towns that matters lie in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import body, errors, problems, register, report, roles, stated, workbook

META = "发布单位：市委编办　行政区划：379900"
HEAD = ["序号", "点位名称", "责任单位", "属地街道（镇）"]
FIRST = ["1", "城东闸", "区水务局", "石桥街道"]
SECOND = ["2", "城北泵站", "区水务局", "柳泉镇、望山镇"]
TOWNS = [
    body("东澜区石桥街道办事处", 层级="乡", 行政区划="379902"),
    body("北屿区柳泉镇人民政府", 层级="乡", 行政区划="379903"),
    body("北屿区望山镇人民政府", 层级="乡", 行政区划="379903"),
]


def listed(folder: Path, first: str, second: str, towns: bool = True) -> Understanding:
    rows = [["重点点位责任清单"], [META], HEAD, [first], FIRST, [second], SECOND]
    merges = [("单", f"A{n}:D{n}") for n in (1, 2, 4, 6)]
    names = register(folder, *(TOWNS if towns else []))
    return understand([names, workbook(folder / "02-点位.xlsx", {"单": rows}, merges)])


def test_sections_that_are_districts_are_the_areas_of_short_names(tmp_path: Path) -> None:
    found = listed(tmp_path, "东澜区（1处）", "二、北屿区（1处）")
    assert errors(found) == []
    assert roles(found, "城东闸")[0] == ("LEADS", "东澜区水务局")
    assert roles(found, "城北泵站")[0] == ("LEADS", "北屿区水务局")
    assert [d["region"] for d in stated(found, "Duty")] == ["379902", "379903"]
    assert stated(found, "Domain") == []
    assert [p.cell for p in problems(found, "REGION") if p.severity == "info" and "02" in p.file] == ["A4"]


@pytest.mark.parametrize("second", ["水利设施（1处）", "南平区（1处）"])
def test_sections_are_no_districts_where_one_is_none(tmp_path: Path, second: str) -> None:
    found = listed(tmp_path, "东澜区（1处）", second)
    assert [p for p in problems(found, "REGION") if "02" in p.file] == []
    assert [(code, place) for code, place, _ in errors(found)] == [("DQ-NAME", "单!C5"), ("DQ-NAME", "单!C7")]


def test_towns_of_the_register_are_merely_named(tmp_path: Path) -> None:
    found = listed(tmp_path, "东澜区（1处）", "北屿区（1处）")
    assert roles(found, "城东闸") == [("LEADS", "东澜区水务局"), ("INVOLVED_IN", "东澜区石桥街道办事处")]
    assert roles(found, "城北泵站") == [
        ("LEADS", "北屿区水务局"), ("INVOLVED_IN", "北屿区柳泉镇人民政府"), ("INVOLVED_IN", "北屿区望山镇人民政府"),
    ]  # fmt: skip
    assert problems(found, "COLUMN") == []


def test_towns_that_the_register_does_not_have_are_told_and_not_read(tmp_path: Path) -> None:
    found = listed(tmp_path, "东澜区（1处）", "北屿区（1处）", towns=False)
    assert errors(found) == []
    assert [s.role for s in report(found, "02").statements] == ["LEADS", "LEADS"]
    assert [(p.severity, p.cell) for p in problems(found, "COLUMN")] == [("info", "D3")]


def test_a_column_of_districts_and_of_matters_by_the_word_in_brackets(tmp_path: Path) -> None:
    head = ["区", "水体（事项）", "主办单位", "协办单位"]
    rows = [
        ["河道管护责任表"], [META], head, ["东澜区", "澜河保洁", "区水务局", ""], ["", "澜河清淤", "区水务局", "各镇街"],
        ["北屿区", "北渠补水", "区水务局", ""], ["各区", "排污口排查", "市水务局", "两区水务局、三区两县政府"],
    ]  # fmt: skip
    found = understand([register(tmp_path), workbook(tmp_path / "02-河道.xlsx", {"单": rows})])
    assert errors(found) == [] and problems(found, "REGION") == []
    assert roles(found, "澜河清淤") == [("LEADS", "东澜区水务局"), ("ASSISTS", "各镇街")]
    assert roles(found, "北渠补水") == [("LEADS", "北屿区水务局")]
    assert roles(found, "排污口排查")[0] == ("LEADS", "临澜市水务局")
    assert [s.organization_text for s in report(found, "02-").statements[-2:]] == [
        "两区水务局",
        "三区两县政府",
    ]
    assert [d["region"] for d in stated(found, "Duty")] == ["379902", "379902", "379903", "379900"]


def test_a_letter_over_marks_is_no_column_of_districts(tmp_path: Path) -> None:
    rows = [["河道管护责任表"], [META], ["区", "事项（河段）", "主办单位"], ["√", "澜河保洁", "市水务局"]]
    found = understand([register(tmp_path), workbook(tmp_path / "02-河道.xlsx", {"单": rows})])
    assert errors(found) == [] and problems(found, "REGION") == []
    assert roles(found, "澜河保洁") == [("LEADS", "临澜市水务局")]
