"""Catalogues of services without the codes of a portal: who carries an item out, and whose field it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.test_powers import power, powers
from tests.ingest.workbooks import META, errors, problems, register, report, roles, stated, table, workbook

HEAD = ["序号", "主管部门", "事项名称", "事项类型", "实施主体", "行使层级", "备注"]


def services(
    folder: Path, *rows: list[str], head: list[str] = HEAD, title: str = "临澜市政务服务事项目录"
) -> Understanding:
    path = workbook(folder / "02.xlsx", {"Sheet1": [[title], [META], head, *rows]})
    return understand([register(folder), path])


def test_who_carries_out_a_service_and_whose_field_it_is(tmp_path: Path) -> None:
    found = services(
        tmp_path,
        ["1", "市水务局", "取水许可", "行政许可", "市审批局", "市级", "行业主管部门负责监管"],
        ["2", "市水务局", "节水器具补贴申领", "行政给付", "市水务局", "市级", ""],
        ["3", "临澜市公安局", "户籍证明打印", "公共服务", "市公安局", "市级", ""],
    )
    assert errors(found) == []
    assert report(found, "02").profile == "powers"
    assert roles(found, "取水许可") == [("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局")]
    assert roles(found, "节水器具补贴申领") == [("APPROVES", "临澜市水务局")]
    assert roles(found, "户籍证明打印") == [("INVOLVED_IN", "临澜市公安局")]
    assert [p.cell for p in problems(found, "VALUE")] == ["B3"]


@pytest.mark.parametrize(
    ("title", "name", "who"),
    [
        ("依申请办理的事项清单", "事项名称", "办理单位"),
        ("政务大厅进驻事项目录", "进驻事项", "部门"),
        ("临澜市公共服务事项目录", "服务事项名称", "服务单位"),
        ("临澜市审批服务事项清单", "办理事项", "承办部门"),
    ],
)
def test_other_headings_of_services(tmp_path: Path, title: str, name: str, who: str) -> None:
    row = ["1", "取水许可", "行政许可", "市审批局"]
    found = services(tmp_path, row, head=["序号", name, "事项类型", who], title=title)
    assert errors(found) == []
    assert roles(found, "取水许可") == [("APPROVES", "临澜市行政审批服务局")]


def test_work_on_services_makes_nobody_an_approver(tmp_path: Path) -> None:
    head = ["序号", "重点任务", "责任单位", "配合单位"]
    row = ["1", "优化取水许可流程", "市水务局", "市公安局"]
    found = services(tmp_path, row, head=head, title="政务服务改革任务分工")
    assert not stated(found, "APPROVES")


@pytest.mark.parametrize("heading", ["监管主管部门", "事中事后监管单位", "后续监管责任部门", "行业监管主体"])
def test_who_supervises_in_an_export(tmp_path: Path, heading: str) -> None:
    head = ["序号", "事项名称", "实施编码", "实施机关", heading]
    code = "379A0004200009-379900000000-000-11511301008778490F-1-00"
    rows = [["1", "取水许可", code, "市审批局", "市水务局"]]
    path = table(tmp_path / "09.csv", [["临澜市行政许可事项清单"], ["行政区划：379900"], head, *rows])
    found = understand([register(tmp_path), path])
    assert report(found, "09").profile == "service_items"
    assert roles(found, "取水许可") == [("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局")]


@pytest.mark.parametrize(
    "parts", ["1.新办\n2.延续", "（一）首次申请；（二）变更", "新办、变更、注销", "①户内用水\n②户外用水"]
)
def test_a_cell_that_lists_the_parts_of_a_power_is_about_the_whole(tmp_path: Path, parts: str) -> None:
    found = powers(tmp_path, power("行政许可", "取水许可", parts))
    assert errors(found) == []
    assert roles(found, "取水许可") == [("APPROVES", "临澜市水务局")]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("变更", "取水许可（变更）"),
        ("1.地下水取水许可", "地下水取水许可"),
        ("农村、城镇取水", "农村、城镇取水"),
    ],
)
def test_one_part_of_a_power_keeps_its_name(tmp_path: Path, part: str, name: str) -> None:
    assert roles(powers(tmp_path, power("行政许可", "取水许可", part)), name) == [
        ("APPROVES", "临澜市水务局")
    ]


def test_an_export_with_keys_in_english(tmp_path: Path) -> None:
    code = "379A0004200009-379900000000-000-11511301008778490F-1-00"
    item = {
        "itemName": "取水许可",
        "taskType": "行政许可",
        "implOrg": "市审批局",
        "jointOrg": "市水务局",
        "implCode": code,
    }
    path = tmp_path / "09.json"
    path.write_text(json.dumps({"title": "临澜市依申请事项", "total": 1, "items": [item]}), encoding="utf-8")
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    assert roles(found, "取水许可") == [("APPROVES", "临澜市行政审批服务局"), ("ASSISTS", "临澜市水务局")]
