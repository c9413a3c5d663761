"""Lists of transfers where each district has a column: the name below it is that of a body of the district."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import META, Rows, body, errors, problems, register, roles, stated, workbook

TOP = ["序号", "下放事项", "原实施部门", "下放方式", "承接部门", "", "", "备注"]
PLACES = ["", "", "", "", "东澜区", "北屿区", "高新区", ""]
MERGES = ["A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:G3", "H3:H4"]
MORE = [
    body("东澜区住房和城乡建设局", 常用简称="区住建局", 层级="县", 行政区划="379902"),
    body("临澜高新区管委会", 常用简称="高新区管委会"),
]


def placed(folder: Path, rows: Rows, places: list[str] = PLACES, merges: list[str] = MERGES) -> Understanding:
    """A list of what districts take; data begin in row 5."""
    sheet = [["临澜市下放事项承接清单"], [META], TOP, places, *rows]
    path = workbook(folder / "20.xlsx", {"承接清单": sheet}, [("承接清单", m) for m in merges])
    return understand([register(folder, *MORE), path])


def test_the_body_of_each_place_takes_the_item(tmp_path: Path) -> None:
    rows = [
        ["1", "取水许可", "市水务局", "下放", "区水务局", "同左", "暂不下放", ""],
        ["2", "排水许可", "市住建局", "委托", "区住建局", "不承接", "管委会", ""],
    ]
    found = placed(tmp_path, rows)
    assert errors(found) == []
    assert problems(found, "COLUMN") == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "东澜区水务局"), ("APPROVES", "北屿区水务局"), ("TRANSFERRED_FROM", "临澜市水务局"),
    ]  # fmt: skip
    assert roles(found, "排水许可") == [
        ("APPROVES", "东澜区住房和城乡建设局"), ("APPROVES", "临澜高新区管委会"),
        ("TRANSFERRED_FROM", "临澜市住房和城乡建设局"),
    ]  # fmt: skip
    assert [a["region"] for a in stated(found, "APPROVES")] == ["379902", "379903", "379902", "379900"]
    assert [a.get("capacity") for a in stated(found, "APPROVES")] == [None, None, "delegated", "delegated"]


def test_where_an_item_stays_its_body_has_it_for_that_place(tmp_path: Path) -> None:
    rows = [["1", "取水许可", "市水务局", "下放", "区水务局", "暂不下放，仍由市水务局实施", "", ""]]
    found = placed(tmp_path, rows)
    assert errors(found) == []
    said = [(s.organization, s.scope) for f in found.files for s in f.statements if s.role == "APPROVES"]
    assert said == [("东澜区水务局", None), ("临澜市水务局", "北屿区")]


def test_a_heading_may_name_the_place_and_say_that_it_takes(tmp_path: Path) -> None:
    top = ["序号", "下放事项", "原实施部门", "下放方式", "东澜区承接部门", "北屿区承接部门"]
    rows = [["1", "取水许可", "市水务局", "下放", "区水务局", "区水务局"]]
    path = workbook(tmp_path / "20.xlsx", {"清单": [["临澜市下放事项清单"], [META], top, *rows]})
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "东澜区水务局"), ("APPROVES", "北屿区水务局"), ("TRANSFERRED_FROM", "临澜市水务局"),
    ]  # fmt: skip


def test_columns_below_receivers_that_are_no_places_are_not_read(tmp_path: Path) -> None:
    rows = [["1", "取水许可", "市水务局", "下放", "市水务局", "市教育局", "市公安局", ""]]
    found = placed(tmp_path, rows, ["", "", "", "", "东澜区", "经办科室", "联系电话", ""])
    assert ("APPROVES", "临澜市教育局") not in roles(found, "取水许可")
    assert ("APPROVES", "临澜市公安局") not in roles(found, "取水许可")


def test_places_may_stand_by_themselves(tmp_path: Path) -> None:
    top = ["序号", "事项名称", "原实施部门", "调整方式", "东澜区", "北屿区", "执法部门"]
    rows = [
        ["1", "取水许可", "市水务局", "下放", "区水务局", "—", "市公安局"],
        ["2", "采砂许可", "市水务局", "委托", "", "区水务局", ""],
    ]
    path = workbook(tmp_path / "20.xlsx", {"清单": [["临澜市下放事项清单"], [META], top, *rows]})
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "东澜区水务局"), ("TRANSFERRED_FROM", "临澜市水务局"), ("ENFORCES", "临澜市公安局"),
    ]  # fmt: skip
    assert roles(found, "采砂许可") == [("APPROVES", "北屿区水务局"), ("TRANSFERRED_FROM", "临澜市水务局")]


def test_columns_of_places_that_count_take_nothing(tmp_path: Path) -> None:
    top = ["序号", "事项名称", "原实施部门", "承接部门", "东澜区", "北屿区"]
    rows = [["1", "取水许可", "市水务局", "市审批局", "12件", "8件"]]
    path = workbook(tmp_path / "20.xlsx", {"清单": [["临澜市划转事项清单"], [META], top, *rows]})
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"),
        ("TRANSFERRED_FROM", "临澜市水务局"),
    ]
    assert [p.cell for p in problems(found, "COLUMN")] == ["E3", "F3"]


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("部门调整情况", "市水务局→市审批局", "市住建局 -> 市审批局"),
        ("调整内容", "由市水务局划转至市审批局", "由市住建局委托给市审批局实施"),
        ("划转情况", "原由市水务局承担划转到市审批局。", "市住建局下放到市审批局"),
    ],
)  # fmt: skip
def test_one_column_may_say_from_whom_and_to_whom(
    tmp_path: Path, heading: str, first: str, second: str
) -> None:
    rows = [["1", "取水许可", first, "市水务局"], ["2", "排水许可", second, "市住建局"]]
    head = ["序号", "事项名称", heading, "监管部门"]
    path = workbook(tmp_path / "20.xlsx", {"清单": [["临澜市划转事项清单"], [META], head, *rows]})
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("TRANSFERRED_FROM", "临澜市水务局"), ("SUPERVISES", "临澜市水务局"),
    ]  # fmt: skip
    assert [s.cell for f in found.files for s in f.statements if s.thing == "取水许可"] == [
        "清单!C4",
        "清单!C4",
        "清单!D4",
    ]
    kinds = {"->": "transfer", "委托": "delegate", "下放": "devolve"}
    assert [t["kind"] for t in stated(found, "TRANSFERRED_FROM")] == [
        "transfer", next(kind for word, kind in kinds.items() if word in second),
    ]  # fmt: skip


def test_steps_with_arrows_are_no_moves(tmp_path: Path) -> None:
    rows = [["1", "取水许可", "受理→审查→决定", "市审批局", "市水务局"]]
    head = ["序号", "事项名称", "审批环节", "审批部门", "监管部门"]
    path = workbook(tmp_path / "20.xlsx", {"清单": [["临澜市审批事项清单"], [META], head, *rows]})
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    assert stated(found, "TRANSFERRED_FROM") == []


def test_what_a_county_gives_to_its_towns(tmp_path: Path) -> None:
    head = ["序号", "事项名称", "市级主管部门", "承接乡镇", "方式", "业务指导单位"]
    rows = [["1", "宅基地批准", "市水务局", "各乡镇", "赋权", "市水务局"]]
    path = workbook(tmp_path / "20.xlsx", {"清单": [["临澜市赋予乡镇审批权限清单"], [META], head, *rows]})
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    assert roles(found, "宅基地批准") == [
        ("APPROVES", "各乡镇"), ("TRANSFERRED_FROM", "临澜市水务局"), ("GUIDES", "临澜市水务局"),
    ]  # fmt: skip
