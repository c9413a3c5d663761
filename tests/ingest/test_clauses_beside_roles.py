"""A column of sentences beside those of who leads and who helps (牵头单位, 配合单位, 会商意见): what each does in the parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.workbooks import META, errors, problems, read, table, whole

HEADER = ["序号", "职责事项", "牵头单位", "配合单位"]


def listed(folder: Path, heading: str, *rows: list[str]) -> Understanding:
    return read(
        folder, table(folder / "02-清单.csv", [["临澜市职责边界清单"], [META], [*HEADER, heading], *rows])
    )


def said(found: Understanding) -> list[tuple[str, str, str | None]]:
    assert errors(found) == []
    return [(s.role, s.organization_text, s.scope) for s in whole(found).statements]


@pytest.mark.parametrize("heading", ["会商意见", "职责分工", "部门职责边界"])
def test_its_sentences_are_read_too(tmp_path: Path, heading: str) -> None:
    text = "以桥头为界。桥面设施的管理，由市住建局负责；桥下水域的保洁，由市水务局负责。车辆闯禁行的，由市公安局查处。"
    found = listed(tmp_path, heading, ["1", "桥梁管理", "市住建局", "市公安局、市水务局", text])
    assert said(found) == [
        ("LEADS", "市住建局", None), ("ASSISTS", "市公安局", None), ("ASSISTS", "市水务局", None),
        ("SHARES", "市住建局", "桥面设施的管理"), ("SHARES", "市水务局", "桥下水域的保洁"),
        ("ENFORCES", "市公安局", "车辆闯禁行的"),
    ]  # fmt: skip
    assert [(p.severity, p.cell) for p in problems(found, "CLAUSE")] == [("info", "E4")]


def test_who_leads_once_more_there_is_not_said_twice(tmp_path: Path) -> None:
    text = "（1）教育局牵头建立台账；（2）体育局负责指导。"
    found = listed(tmp_path, "会商意见", ["1", "泳池", "市教育局", "市体育局", text])
    assert said(found) == [
        ("LEADS", "市教育局", None),
        ("ASSISTS", "市体育局", None),
        ("GUIDES", "体育局", None),
    ]
    assert problems(found, "DUPLICATE") == []


def test_where_the_places_decide_nobody_leads_the_whole(tmp_path: Path) -> None:
    text = "公园内的，由市住建局负责；其余由所在街道负责。跨地块的，由市水务局统筹协调。"
    found = listed(tmp_path, "会商意见", ["1", "危树清理", "按地块分别负责，不设主办", "—", text])
    assert said(found) == [
        ("SHARES", "市住建局", "公园内的"), ("SHARES", "所在街道", "其余"), ("COORDINATES", "市水务局", "跨地块的"),
    ]  # fmt: skip


def test_a_cell_that_names_nobody_is_told_and_a_column_of_such_cells_is_left(tmp_path: Path) -> None:
    rows = [["1", "节水", "市水务局", "市住建局", "由市水务局负责计划，市住建局负责改造。"],
            ["2", "防汛", "市水务局", "", "由市水务局负责调度。"],
            ["3", "供水", "市水务局", "", "组织巡查，及时上报。"]]  # fmt: skip
    found = listed(tmp_path, "会商意见", *rows)
    assert errors(found) == []
    assert [(p.severity, p.cell) for p in problems(found, "CLAUSE")] == [("info", "E6")]
    plain = [["1", "节水", "市水务局", "市住建局", "制定计划，组织改造。"]]
    assert [role for role, *_ in said(listed(tmp_path, "会商意见", *plain))] == ["LEADS", "ASSISTS"]
