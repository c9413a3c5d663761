"""Lists of a body a row whose clauses name the matter first: 养老机构监管：配合做好消防检查. The table may begin in column B."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.workbooks import META, errors, read, whole, workbook

WATER, SCHOOLS = "临澜市水务局", "临澜市教育局"


@pytest.mark.parametrize("colon", ["：", ":"])
def test_the_words_before_a_colon_are_the_matter(tmp_path: Path, colon: str) -> None:
    rows = [
        ["", "临澜市部门职责表"], ["", META], ["", "责任部门", "具体职责"],
        ["", "市水务局", f"1.防溺水巡查{colon}牵头负责水库巡查。\n2、校园饮水{colon}协助做好水质检测"],
        ["", "市教育局", f"(1)防溺水巡查{colon}参与宣传教育;(2)校园饮水{colon}牵头负责。"],
        ["", ""], ["", "注:未尽事宜按规定执行。"],
    ]  # fmt: skip
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"表": rows}))
    assert errors(found) == []
    made = whole(found, "02")
    assert [(s.role, s.organization, s.thing) for s in made.statements] == [
        ("LEADS", WATER, "防溺水巡查"), ("ASSISTS", WATER, "校园饮水"),
        ("ASSISTS", SCHOOLS, "防溺水巡查"), ("LEADS", SCHOOLS, "校园饮水"),
    ]  # fmt: skip
    assert made.non_data_rows[-1][1].startswith("附注")


def test_what_follows_a_colon_without_a_role_stays_with_it(tmp_path: Path) -> None:
    rows = [
        ["临澜市部门职责表"],
        [META],
        ["责任部门", "具体职责"],
        ["市水务局", "1.水资源管理：拟订规划，核定水量。"],
    ]
    found = read(tmp_path, workbook(tmp_path / "02.xlsx", {"表": rows}))
    assert [(s.role, s.thing) for s in whole(found, "02").statements] != [("LEADS", "水资源管理")]
