"""Lists of licences that say both whose field an item is and who supervises it, and cells that name several parties."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import body, errors, problems, register, roles, workbook

META = "行政区划：379900"
HEAD = ["序号", "事项名称", "办理项", "主管部门", "实施机关", "设定依据", "批后监管"]
GOVERNMENT = body("临澜市人民政府", 常用简称="市政府", 机构类别="政府")
OFFICE, WATER, POLICE, BUILD = (
    "临澜市行政审批服务局",
    "临澜市水务局",
    "临澜市公安局",
    "临澜市住房和城乡建设局",
)


def licences(folder: Path, *rows: list[str], head: list[str] = HEAD) -> Understanding:
    path = workbook(folder / "02.xlsx", {"Sheet1": [["临澜市行政许可事项清单"], [META], head, *rows]})
    return understand([register(folder, GOVERNMENT), path])


def test_where_a_column_says_who_supervises_the_field_does_not(tmp_path: Path) -> None:
    found = licences(tmp_path, ["1", "取水许可", "", "市水务局", "市审批局", "", "市水务局"],
                     ["2", "排水许可", "", "市住建局", "市审批局", "", "市水务局"])  # fmt: skip
    assert errors(found) == []
    assert problems(found, "VALUE") == []
    assert roles(found, "取水许可") == [("APPROVES", OFFICE), ("SUPERVISES", WATER)]
    assert sorted(roles(found, "排水许可")) == [
        ("APPROVES", OFFICE), ("INVOLVED_IN", BUILD), ("SUPERVISES", WATER),
    ]  # fmt: skip


def test_a_column_of_ways_to_apply_tells_parts_of_an_item(tmp_path: Path) -> None:
    found = licences(tmp_path, ["1", "取水许可", "新申请", "市水务局", "市审批局", "", ""],
                     ["2", "取水许可", "变更、续期", "市水务局", "市水务局", "", ""])  # fmt: skip
    assert errors(found) == []
    assert problems(found, "DUPLICATE") == []
    assert ("APPROVES", OFFICE) in roles(found, "取水许可（新申请）")
    assert ("APPROVES", WATER) in roles(found, "取水许可")


def test_whose_field_it_is_beside_columns_of_steps(tmp_path: Path) -> None:
    head = ["序号", "主管部门", "许可事项名称", "实施机关", "现场踏勘", "专家评审"]
    found = licences(tmp_path, ["1", "市水务局", "取水许可", "市审批局", "市水务局", "—"], head=head)
    assert errors(found) == []
    assert roles(found, "取水许可") == [("APPROVES", OFFICE), ("SUPERVISES", WATER)]
    assert [p.severity for p in problems(found, "VALUE")] == ["info"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("市政府授权市水务局", [(WATER, None, "empowered")]),
        ("市审批局；县（区）审批服务部门", [(OFFICE, None, None), (None, None, None)]),
        ("市审批局（跨县工程由市水务局负责）", [(OFFICE, None, None), (WATER, "跨县工程", None)]),
        ("市审批局\n（跨县工程由市水务局负责）", [(OFFICE, None, None), (WATER, "跨县工程", None)]),
    ],
)
def test_cells_of_who_decides(
    tmp_path: Path, cell: str, said: list[tuple[str | None, str | None, str | None]]
) -> None:
    found = licences(tmp_path, ["1", "取水许可", "", "", cell, "", ""])
    assert errors(found) == []
    made = [m.statement.properties for m in found.batch.mentions if m.statement.kind == "APPROVES"]
    names = [s.organization for s in found.files[1].statements if s.role == "APPROVES"]
    assert [(name, p.get("scope"), p.get("capacity")) for name, p in zip(names, made, strict=True)] == said


def test_a_part_in_brackets_gives_its_own_role(tmp_path: Path) -> None:
    found = licences(
        tmp_path, ["1", "取水许可", "", "", "市审批局", "", "市水务局（船上执法由市公安局负责）"]
    )
    assert errors(found) == []
    assert roles(found, "取水许可") == [("APPROVES", OFFICE), ("SUPERVISES", WATER), ("ENFORCES", POLICE)]
