"""Rows under banners that name their matter (事项一：…) or their body, and banners that only group."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import META, Rows, errors, read, report, roles, stated, whole, workbook

WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"
HEAD = ["序号", "单位", "角色", "具体职责内容"]
FIRST = [
    ["1", "市水务局", "主责", "修复管道"],
    ["2", "市住建局", "协同", "开挖道路"],
    ["3", "市公安局", "同上", "疏导交通"],
]
SECOND = [["1", "市教育局", "牵头", "组织排查"], ["2", "市公安局", "参与", ""]]


def listed(folder: Path, *rows: list[str], title: str = "临澜市职责边界清单") -> Understanding:
    width = max(map(len, rows))
    sheet = [[title], [META], *rows]
    merges = [("单", f"A{n}:{'ABCDEF'[width - 1]}{n}") for n, row in enumerate(sheet, 1) if len(row) == 1]
    return read(folder, workbook(folder / "02-清单.xlsx", {"单": sheet}, merges))


def said_right(found: Understanding) -> None:
    assert (report(found, "02").profile, errors(found)) == ("boundary", [])
    assert roles(found, "爆管抢修") == [("LEADS", WATER), ("ASSISTS", BUILDING), ("ASSISTS", POLICE)]
    assert roles(found, "校舍防汛") == [("LEADS", SCHOOLS), ("ASSISTS", POLICE)]
    assert len(whole(found).statements) == 5


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("事项一：爆管抢修", "事项二：校舍防汛"),
        ("【事项1】爆管抢修", "【事项2】校舍防汛"), ("职责事项：爆管抢修", "职责事项：校舍防汛"),
        ("1.爆管抢修", "2.校舍防汛"), ("（一）爆管抢修", "（二）校舍防汛"),
    ],
)  # fmt: skip
def test_a_banner_may_name_the_matter_of_its_rows(tmp_path: Path, first: str, second: str) -> None:
    said_right(listed(tmp_path, HEAD, [first], *FIRST, [second], *SECOND))
    said_right(listed(tmp_path, HEAD, [first], *FIRST, HEAD, [second], *SECOND))  # on the next page


def test_so_it_is_in_a_table_of_a_document(tmp_path: Path) -> None:
    rows = [HEAD, ["事项一：爆管抢修"] * 4, *FIRST, ["事项二：校舍防汛"] * 4, *SECOND]
    merges = [(0, (1, 0), (1, 3)), (0, (5, 0), (5, 3))]
    rows = [row if len(set(row)) > 1 else [row[0], "", "", ""] for row in rows]
    said_right(read(tmp_path, document(tmp_path / "02-清单.docx", ["附件", META, rows], merges)))


def test_every_row_keeps_its_address(tmp_path: Path) -> None:
    found = listed(tmp_path, HEAD, ["事项一：爆管抢修"], *FIRST, ["事项二：校舍防汛"], *SECOND)
    assert [s.cell for s in report(found, "02").statements][:2] == ["单!B5", "单!B6"]
    duties = [m for m in found.batch.mentions if m.statement.kind == "Duty"]
    assert [m.cell for m in duties] == ["A4", "A8"]
    assert stated(found, "Domain") == []


def test_clauses_may_say_the_roles(tmp_path: Path) -> None:
    rows: Rows = [
        ["部门", "职责分工"], ["1.爆管抢修"], ["市水务局", "牵头修复管道"], ["市住建局", "配合开挖道路"],
        ["2.校舍防汛"], ["市教育局", "牵头组织排查"], ["市公安局", "协助疏散"],
    ]  # fmt: skip
    found = listed(tmp_path, *map(list, rows))
    assert roles(found, "爆管抢修") == [("LEADS", WATER), ("ASSISTS", BUILDING)]
    assert roles(found, "校舍防汛") == [("LEADS", SCHOOLS), ("ASSISTS", POLICE)]


def test_a_banner_may_name_the_body_of_its_rows(tmp_path: Path) -> None:
    head = ["序号", "职责事项", "角色"]
    water, schools = [["1", "爆管抢修", "牵头"]], [["1", "爆管抢修宣传", "配合"], ["2", "校舍防汛", "主责"]]
    for rows in (
        [head, ["市水务局"], *water, ["市教育局"], *schools],
        [["市水务局"], head, *water, ["市教育局"], *schools],
    ):
        found = listed(tmp_path, *rows)
        assert (report(found, "02").profile, errors(found)) == ("departments", [])
        assert [(s.role, s.organization, s.thing) for s in whole(found).statements] == [
            ("LEADS", WATER, "爆管抢修"), ("ASSISTS", SCHOOLS, "爆管抢修宣传"), ("LEADS", SCHOOLS, "校舍防汛"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    "banners", [("一、水务领域", "二、教育领域"), ("水务", "教育"), ("一、市政府部门", "二、派出机构")]
)
def test_banners_that_only_group_are_no_matters(tmp_path: Path, banners: tuple[str, str]) -> None:
    first = [["1", "市水务局", "牵头", "爆管抢修"], ["2", "市住建局", "牵头", "道路开挖"]]
    second = [["1", "市教育局", "牵头", "校舍防汛"], ["2", "市公安局", "配合", "学生疏散"]]
    found = listed(tmp_path, HEAD, [banners[0]], *first, [banners[1]], *second)
    assert [s.thing for s in whole(found).statements] == ["爆管抢修", "道路开挖", "校舍防汛", "学生疏散"]
