"""What stands below the last row of a table: totals spelled out, words to the departments, who signed where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.workbooks import META, errors, problems, read, whole, workbook

HEAD = ["序号", "权力事项", "调整前实施机关", "调整方式", "调整后实施机关", "生效时间"]
MOVES = [
    ["1", "绿地占用审批", "市住建局", "划转", "市审批局", "2026-01-01"],
    ["2", "排水许可", "市水务局", "划转", "市审批局", "2026-01-01"],
]
TAIL = [
    ["合计", "划转2项、下放0项", "", "", "", ""],
    [""],
    ["请各承接单位按时完成系统配置。"],
    ["", "", "", "", "", "市政府办公室"],
]


def test_words_below_a_table_are_no_rows_of_it(tmp_path: Path) -> None:
    rows = [["临澜市权力事项调整目录"], [META], HEAD, *MOVES, *TAIL]
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"表": rows}, [("表", "B6:F6")]))
    assert errors(found) == []
    assert problems(found, "DQ-DATE") == []
    made = whole(found, "02")
    assert {s.thing for s in made.statements} == {"绿地占用审批", "排水许可"}
    assert [why for _, why in made.non_data_rows][-4:] == ["合计行", "空行", "表尾文字", "表尾文字"]


@pytest.mark.parametrize("last", [["", "街道保洁", "", ""], ["", "", "", "市教育局"]])
def test_a_matter_or_a_body_alone_in_the_last_row_is_data(tmp_path: Path, last: list[str]) -> None:
    rows = [
        ["临澜市职责清单"],
        [META],
        ["序号", "职责事项", "牵头单位", "配合单位"],
        ["1", "节约用水", "市水务局", "市住建局"],
    ]
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"表": [*rows, last]}))
    made = whole(found, "02")
    assert not any(why == "表尾文字" for _, why in made.non_data_rows)
    assert made.counts["statement_rows"] == 2
