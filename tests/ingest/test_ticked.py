"""Lists of transfers where each town has a column: a tick under its name says that it takes the item."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import META, Rows, body, errors, problems, register, roles, stated, workbook

TOP = ["序号", "事项名称", "原实施主体", "赋权方式", "承接主体", "", "", "备注"]
TOWNS = ["", "", "", "", "双塔镇", "柳林镇", "城关街道", ""]
MERGES = ["A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:G3", "H3:H4"]
NAMES = {"双塔镇": "双塔镇人民政府", "柳林镇": "柳林镇人民政府", "城关街道": "城关街道办事处"}
NOTE = "注：“√”表示由该镇（街道）承接。"


def ticked(
    folder: Path,
    rows: Rows,
    towns: list[str] = TOWNS,
    more: dict[str, Rows] | None = None,
    merges: list[str] = MERGES,
) -> Understanding:
    """A list of what towns take; data begin in row 5."""
    sheet = [["临澜市赋予镇（街道）行政权力事项清单"], [META], TOP, towns, *rows]
    areas = [("赋权事项", m) for m in merges]
    path = workbook(folder / "20.xlsx", {"赋权事项": sheet, **(more or {})}, areas)
    known = [body(f"临澜市{n}", 常用简称=short, 机构类别="乡镇街道", 层级="乡") for short, n in NAMES.items()]
    return understand([register(folder, *known), path])


@pytest.mark.parametrize("tick", ["√", "✓", "●", "是"])
def test_each_ticked_town_takes_the_item_in_the_way_of_its_row(tmp_path: Path, tick: str) -> None:
    rows = [["1", "对乱倒垃圾的处罚", "市住建局", "下放", tick, tick, "", ""],
            ["2", "对偷水的处罚", "市水务局", "委托", "", "×", tick, "签订委托书"],
            ["合计", "2项", "", "", "1", "1", "1", ""], [NOTE]]  # fmt: skip
    found = ticked(tmp_path, rows)
    assert errors(found) == []
    assert [f.profile for f in found.files] == ["org_register", "transfers"]
    assert problems(found, "COLUMN") == []
    assert roles(found, "对乱倒垃圾的处罚") == [
        ("ENFORCES", "临澜市双塔镇人民政府"), ("ENFORCES", "临澜市柳林镇人民政府"), ("TRANSFERRED_FROM", "临澜市住房和城乡建设局"),
    ]  # fmt: skip
    assert roles(found, "对偷水的处罚") == [
        ("ENFORCES", "临澜市城关街道办事处"),
        ("TRANSFERRED_FROM", "临澜市水务局"),
    ]
    assert [t["kind"] for t in stated(found, "TRANSFERRED_FROM")] == ["devolve", "delegate"]
    assert [e.get("capacity") for e in stated(found, "ENFORCES")] == [None, None, "delegated"]
    said = [s for f in found.files for s in f.statements if s.organization == "临澜市城关街道办事处"]
    assert [(s.cell, s.text, s.cue) for s in said] == [("赋权事项!G6", tick, "承接主体")]


def test_an_item_that_no_town_ticks_is_told(tmp_path: Path) -> None:
    rows = [["1", "对乱倒垃圾的处罚", "市住建局", "下放", "√", "", "", ""],
            ["2", "对偷水的处罚", "市水务局", "委托", "", "", "", ""]]  # fmt: skip
    found = ticked(tmp_path, rows)
    assert [(p.cell, p.severity) for p in problems(found, "VALUE")] == [("E6", "warning")]
    assert roles(found, "对偷水的处罚") == [("TRANSFERRED_FROM", "临澜市水务局")]


def test_what_is_taken_back_from_towns_goes_to_the_department(tmp_path: Path) -> None:
    back = [["市级部门收回事项清单"], ["序号", "事项名称", "原承接镇街", "收回后实施部门"],
            ["1", "对无证行医的处罚", "双塔镇、柳林镇", "市公安局"], ["2", "小餐饮登记证核发", "城关街道", "市审批局"]]  # fmt: skip
    rows = [["1", "对偷水的处罚", "市水务局", "委托", "√", "", "", ""]]
    found = ticked(tmp_path, rows, more={"收回事项": back})
    assert errors(found) == []
    assert roles(found, "对无证行医的处罚") == [
        ("ENFORCES", "临澜市公安局"), ("TRANSFERRED_FROM", "临澜市双塔镇人民政府"), ("TRANSFERRED_FROM", "临澜市柳林镇人民政府"),
    ]  # fmt: skip
    assert roles(found, "小餐饮登记证核发") == [
        ("APPROVES", "临澜市行政审批服务局"), ("TRANSFERRED_FROM", "临澜市城关街道办事处"),
    ]  # fmt: skip
    assert [t["kind"] for t in stated(found, "TRANSFERRED_FROM")] == ["delegate"] + ["take_back"] * 3


def test_columns_that_hold_anything_but_ticks_are_no_receivers(tmp_path: Path) -> None:
    towns = ["", "", "", "", "单位名称", "联系人", "经办镇", ""]
    found = ticked(tmp_path, [["1", "对偷水的处罚", "市水务局", "委托", "双塔镇", "√", "王某", ""]], towns)
    assert errors(found) == []
    assert roles(found, "对偷水的处罚") == [
        ("ENFORCES", "临澜市双塔镇人民政府"),
        ("TRANSFERRED_FROM", "临澜市水务局"),
    ]


def test_a_heading_over_the_towns_need_not_be_merged(tmp_path: Path) -> None:
    rows = [["1", "对偷水的处罚", "市水务局", "委托", "", "√", "", ""]]
    merges = [m for m in MERGES if m != "E3:G3"]
    found = ticked(tmp_path, rows, merges=merges)
    assert errors(found) == []
    assert roles(found, "对偷水的处罚")[0] == ("ENFORCES", "临澜市柳林镇人民政府")
