"""Areas of registers that look like districts and are none, and titles behind the number of a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from tests.ingest.documents import document
from tests.ingest.workbooks import BOUNDARY, errors, report, stated, table

PLACED = ["单位全称", "常用简称", "所属地区", "统一社会信用代码"]
CITY = [
    ["青禾市水务局", "市水务局", "青禾市", "11378800MB00000011"],
    ["青禾市教育局", "市教育局", "青禾市", "11378800MB00000028"],
]
DISTRICTS = [
    ["上河区水务局", "区水务局", "上河区", ""], ["上河区教育局", "区教育局", "上河区", ""],
    ["下塘县水务局", "县水务局", "下塘县", ""], ["开发区管委会", "管委会", "开发区", ""],
]  # fmt: skip
ROW = ["1", "", "节约用水管理", "", "区水务局", "", "区教育局", "", "", ""]


def names(folder: Path, rows: list[list[str]]) -> Path:
    return table(folder / "01-名录.csv", rows)


def test_the_bodies_of_the_city_stay_its_own(tmp_path: Path) -> None:
    """A zone, and what one name alone begins with, are no districts."""
    more = [["青禾经济技术开发区管理委员会", "经开区管委会", "", ""], ["社区服务区办公室", "", "", ""]]
    rows = [["青禾市机构名录"], ["行政区划：378800"], PLACED, *CITY, *more]
    path = table(
        tmp_path / "02-清单.csv",
        [["青禾市职责清单"], BOUNDARY, [*ROW[:4], "经开区管委会", "", "", "", "", ""]],
    )
    found = understand([names(tmp_path, rows), path])
    assert errors(found) == []
    assert [r["code"] for r in stated(found, "Region")] == ["378800"]
    assert [s.organization for s in report(found, "02").statements] == ["青禾经济技术开发区管理委员会"]


@pytest.mark.parametrize("number", ["上审发〔2026〕8号", "上审发[2026]8号", "上政办(2026) 第8号"])
def test_the_number_of_a_document_is_not_its_title(tmp_path: Path, number: str) -> None:
    register = names(tmp_path, [["青禾市机构名录"], PLACED, *CITY, *DISTRICTS])
    said = [
        "第一条 节约用水由区水务局牵头，区教育局配合。",
        "第二条 防溺水教育由区教育局牵头，区水务局配合。",
    ]
    path = document(tmp_path / "02-规定.docx", [number, "上河区职责分工规定", *said])
    found = understand([register, path])
    assert errors(found) == []
    assert [b["name"] for b in stated(found, "BoundaryList") if b["kind"] != "org_register"] == [
        "上河区职责分工规定"
    ]
    assert {s.organization for s in report(found, "02").statements} == {"上河区水务局", "上河区教育局"}
