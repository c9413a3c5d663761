"""A sheet that holds a table and is not read is told, and is an error where bodies stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.workbooks import BOUNDARY, META, ROW, Rows, problems, read, report, workbook


def told(folder: Path, rows: Rows) -> list[tuple[str, str, str]]:
    """Severity, sheet and cell of what is said of a second sheet with these rows."""
    first = [["临澜市部门职责边界清单"], [META], BOUNDARY, ROW]
    found = read(folder, workbook(folder / "02-边界.xlsx", {"职责边界清单": first, "另表": rows}))
    assert len(report(found, "02-").statements) == 2
    return [(p.severity, p.sheet, p.cell) for p in problems(found, "PROFILE")]


def test_bodies_under_a_heading_nobody_knows_are_an_error(tmp_path: Path) -> None:
    rows = [["附表"], [], ["干啥", "谁来管"], ["校车安全", "市教育局"], ["节水", "市水务局、市住建局"]]
    assert told(tmp_path, rows) == [("error", "另表", "B3")]


@pytest.mark.parametrize(
    "rows",
    [
        [["单位", "牵头（项）", "配合（项）"], ["市水务局", "1", "2"], ["市教育局", "2", "3"], ["市住建局", "2", "3"]],
        [["股室电话", "哪家"], ["13900000000", "市水务局"], ["13900000001", "市教育局"], ["13900000002", "市教育局"]],
        [["版本", "改了什么"], ["一", "新编"], ["二", "修订"], ["三", "再修订"]],
    ],
)  # fmt: skip
def test_other_tables_are_told(tmp_path: Path, rows: Rows) -> None:
    assert [severity for severity, *_ in told(tmp_path, rows)] == ["info"]


def test_a_table_whose_cells_begin_with_bodies_now_and_then_is_a_warning(tmp_path: Path) -> None:
    rows = [
        ["办件", "流转说明"],
        ["爆管抢修", "市水务局负责先行处置"],
        ["校车安全", "先登记"],
        ["占道", "登记，再转市公安局"],
    ]
    assert [severity for severity, *_ in told(tmp_path, rows)] == ["warning"]


@pytest.mark.parametrize(
    "rows", [[["编制说明"], ["一、本清单……"]], [["版本", "日期"], ["一", "2026年3月"]], []]
)
def test_words_and_small_tables_say_nothing(tmp_path: Path, rows: Rows) -> None:
    assert told(tmp_path, rows) == []
