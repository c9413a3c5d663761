"""Unknown bodies within a row of names: each is told by its own name, in the role that the row has, and none is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.workbooks import META, problems, read, table, whole

WATER, BUILDING = "市水务局", "市住建局"


@pytest.mark.parametrize(
    ("cell", "helpers", "unknown"),
    [
        ("市水务局总牵头，市住建局、市教体中心及有关单位参与", [BUILDING, "市教体中心", "有关单位"], ["市教体中心"]),
        ("市水务局牵头，市住建局、市文化和体育中心及有关单位参与",
         [BUILDING, "市文化和体育中心", "有关单位"], ["市文化和体育中心"]),
        ("市水务局牵头，市住建局、市畜牧局及有关单位配合", [BUILDING, "市畜牧局", "有关单位"], ["市畜牧局"]),
        ("由市水务局牵头，市畜牧局和市林业局、市住建局协助", ["市畜牧局", "市林业局", BUILDING], ["市畜牧局", "市林业局"]),
        ("市水务局牵头，市住建局与市工业和通信局配合", [BUILDING, "市工业和通信局"], ["市工业和通信局"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["责任分工", "责任单位"])
def test_each_unknown_name_is_told(
    tmp_path: Path, heading: str, cell: str, helpers: list[str], unknown: list[str]
) -> None:
    rows = [["临澜市职责分工表"], [META], ["编号", "具体事项", heading], ["1", "群众安置", cell]]
    found = read(tmp_path, table(tmp_path / "02.csv", rows))
    said = [(s.role, s.organization_text) for s in whole(found, "02").statements]
    assert said == [("LEADS", WATER), *(("ASSISTS", name) for name in helpers)]
    told = [p.unresolved.text for p in problems(found, "DQ-NAME") if p.unresolved]
    assert told == unknown


def test_a_name_that_holds_a_joining_word_stays_whole(tmp_path: Path) -> None:
    rows = [
        ["临澜市职责分工表"],
        [META],
        ["编号", "具体事项", "牵头单位"],
        ["1", "群众安置", "市文化和旅游局"],
    ]
    found = read(tmp_path, table(tmp_path / "02.csv", rows))
    assert [p.unresolved.text for p in problems(found, "DQ-NAME") if p.unresolved] == ["市文化和旅游局"]
