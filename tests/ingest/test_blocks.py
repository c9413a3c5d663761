"""Blocks of rows under a title and the same header again: the title is the matter, or the body, of each row."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.blocks import titled, worded
from ingest.cells import grid
from tests.ingest.workbooks import Rows, errors, read, report, roles, stated, workbook

META = "发布单位：市委编办　行政区划：379900"
HEAD = ["部门", "职责分工", "依据"]
MATTERS = [
    ["临澜市部门职责边界清单"], [META], ["一、水务领域（2项）"],
    ["1.节约用水管理"], HEAD,
    ["市水务局", "牵头负责节约用水工作，拟订计划。", "《水法》第八条"], ["市教育局", "配合做好校园节水宣传。", ""],
    ["2.城市供水管理"], HEAD,
    ["市住建局", "主办。负责查处损坏供水管网行为。", ""], ["市公安局", "协办。提供治安保障。", ""], ["合计", "2项", ""],
    ["二、体育领域（1项）"],
    ["3.户外赛事管理"], HEAD,
    ["市体育局（牵头部门）", "负责赛事备案的监督管理。", ""], ["市公安局（配合部门）", "督促主办方落实安保措施。", ""],
    ["说明：本清单由市教育局负责解释。"],
]  # fmt: skip


def book(folder: Path, rows: Rows) -> Path:
    merges = [("单", f"A{n}:C{n}") for n, row in enumerate(rows, 1) if len(row) == 1]
    return workbook(folder / "02-清单.xlsx", {"单": rows}, merges)


def test_the_title_of_a_block_is_the_matter_of_its_rows(tmp_path: Path) -> None:
    found = read(tmp_path, book(tmp_path, MATTERS))
    assert (report(found, "02").profile, errors(found)) == ("boundary", [])
    assert roles(found, "节约用水管理") == [("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市教育局")]
    assert roles(found, "城市供水管理") == [
        ("LEADS", "临澜市住房和城乡建设局"),
        ("ASSISTS", "临澜市公安局"),
    ]
    assert roles(found, "户外赛事管理") == [("LEADS", "临澜市体育局"), ("ASSISTS", "临澜市公安局")]
    assert len(report(found, "02").statements) == 6


def test_cells_keep_their_addresses_and_every_row_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, book(tmp_path, MATTERS))
    assert [s.cell for s in report(found, "02").statements[:2]] == ["单!A6", "单!A7"]
    duties = [m for m in found.batch.mentions if m.statement.kind == "Duty"]
    assert [(m.cell, m.text) for m in duties][:2] == [("A4", "1.节约用水管理"), ("A8", "2.城市供水管理")]
    said = report(found, "02")
    idle = {place.rpartition("!")[2]: why for place, why in said.non_data_rows}
    assert (idle["8"], idle["9"], idle["12"], idle["13"]) == (
        "各块的标题行", "表头行（重复）", "合计行", "分组标题行",
    )  # fmt: skip
    assert (said.rows, said.statement_rows, len(idle)) == (18, 6, 12)


def test_the_sections_above_the_blocks_are_their_domains(tmp_path: Path) -> None:
    found = read(tmp_path, book(tmp_path, MATTERS))
    assert [d["name"] for d in stated(found, "Domain")] == ["水务领域（2项）"] * 2 + ["体育领域（1项）"]


def test_blocks_under_the_names_of_bodies_are_their_duties(tmp_path: Path) -> None:
    head = ["序号", "职责", "依据"]
    rows = [
        ["临澜市部门职责"], [META], ["一、市水务局（2项）"], head, ["1", "负责节约用水工作。", "《水法》"],
        ["2", "配合做好防汛物资储备。", ""], ["二、市教育局"], head, ["1", "负责校车安全管理。", ""],
    ]  # fmt: skip
    found = read(tmp_path, book(tmp_path, rows))
    assert (report(found, "02").profile, errors(found)) == ("departments", [])
    said = [(s.role, s.organization, s.cell) for s in report(found, "02").statements]
    assert said == [
        ("LEADS", "临澜市水务局", "单!B5"), ("ASSISTS", "临澜市水务局", "单!B6"), ("LEADS", "临澜市教育局", "单!B9"),
    ]  # fmt: skip


def test_a_column_of_shares_after_matters_and_bodies_is_read_as_such(tmp_path: Path) -> None:
    rows = [["清单"], [META], ["职责事项", "部门", "职责分工"], ["节约用水管理", "市水务局", "牵头负责节约用水工作。"],
            ["", "市教育局", "配合做好校园节水宣传。"]]  # fmt: skip
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"单": rows}))
    assert roles(found, "节约用水管理") == [("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市教育局")]


@pytest.mark.parametrize(
    "rows",
    [
        ["部门 职责分工 依据", "一、水务", "市水务局 负责节水工作 水法", "二、教育", "市教育局 负责校车 条例"],
        ["一、市委部门", "部门 职责", "市委办 负责值班", "二、市政府部门", "部门 职责", "市水务局 负责节水"],
        ["水务领域（1项）", "部门 职责", "市水务局 负责节水", "教育领域（1项）", "部门 职责", "市教育局 负责校车"],
        ["职责清单", "部门 职责", "市水务局 负责节水", "职责清单", "部门 职责", "市教育局 负责校车"],
        ["职责清单", "部门 职责", "市水务局 负责节水", "（续表）", "部门 职责", "市教育局 负责校车"],
        ["节水", "部门 职责", "市水务局 负责节水", "部门 职责", "市教育局 负责校车"],
        ["一、水务", "序号 事项名称 牵头单位", "1 节水 市水务局", "二、教育", "序号 事项名称 牵头单位", "1 校车 市教育局"],
    ],
    ids=["one header", "groups of bodies", "domains", "the title again", "goes on", "no title", "own matters"],
)  # fmt: skip
def test_other_tables_stay_as_they_are(rows: list[str]) -> None:
    table = grid({(r, c): t for r, row in enumerate(rows, 1) for c, t in enumerate(row.split(), 1)}, "表")
    assert worded(titled(table)) == table


def test_a_column_of_roles_is_no_column_of_shares() -> None:
    rows = ["职责事项 部门 职责分工", "节水 市水务局 牵头", "节水 市教育局 配合"]
    table = grid({(r, c): t for r, row in enumerate(rows, 1) for c, t in enumerate(row.split(), 1)}, "表")
    assert worded(table) == table
