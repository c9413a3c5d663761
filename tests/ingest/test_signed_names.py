"""Signs at names, whose meaning a note tells: 标★的为牵头单位，其余为协同单位."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.workbooks import META, problems, read, report, workbook

HEADER = ["序号", "工作任务", "责任主体"]


def said(folder: Path, note: str, *cells: str, header: list[str] = HEADER) -> list[tuple[str, str, str]]:
    """Matter, role and body as written of what a table says that has one cell of bodies a matter."""
    rows = [[str(n), f"任务{'甲乙丙丁'[n - 1]}", cell] for n, cell in enumerate(cells, 1)]
    path = workbook(folder / "a.xlsx", {"分解": [["临澜市重点任务分解表"], [META], [note], header, *rows]})
    found = report(read(folder, path), "a.xlsx")
    assert not [p for p in found.problems if p.severity == "error"]
    return [(s.thing[2:], s.role, s.organization_text) for s in found.statements]


@pytest.mark.parametrize(
    "note",
    [
        "标★的为牵头单位，其余为协同单位；没有标★的为共同责任单位。",
        "注：带★号的是主办单位，其他单位配合，未标注的为共同负责单位",
        "说明：“★”表示牵头单位；其余单位均为协办单位；无★的单位共同负责，即无★的为分工负责单位。",
    ],
)
def test_a_note_says_who_leads_who_helps_and_what_holds_without_a_sign(tmp_path: Path, note: str) -> None:
    made = said(tmp_path, note, "★市水务局  市住建局  市公安局", "市教育局\n市体育局", "★市公安局　★市教育局")
    assert made == [
        ("甲", "LEADS", "市水务局"), ("甲", "ASSISTS", "市住建局"), ("甲", "ASSISTS", "市公安局"),
        ("乙", "SHARES", "市教育局"), ("乙", "SHARES", "市体育局"),
        ("丙", "LEADS", "市公安局"), ("丙", "LEADS", "市教育局"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cell", ["市水务局★、市住建局", "市水务局（★）；市住建局", "★市水务局 市住建局", "市住建局 ★市水务局"]
)
def test_the_sign_may_stand_on_either_side(tmp_path: Path, cell: str) -> None:
    assert ("甲", "LEADS", "市水务局") in said(tmp_path, "注：★为牵头单位", cell)


def test_who_has_no_sign_is_only_involved_where_no_note_says_more(tmp_path: Path) -> None:
    made = said(tmp_path, "注：标*的为牵头单位", "*市水务局、市住建局", "市公安局、市教育局")
    assert [role for _, role, _ in made] == ["LEADS", "INVOLVED_IN", "INVOLVED_IN", "INVOLVED_IN"]


def test_in_a_column_whose_heading_gives_a_role_only_the_sign_counts(tmp_path: Path) -> None:
    header = ["序号", "工作任务", "牵头单位"]
    made = said(
        tmp_path,
        "注：标★的为配合单位，没有标★的为共同责任单位",
        "★市水务局、市住建局",
        "市公安局",
        header=header,
    )
    assert [role for _, role, _ in made] == ["ASSISTS", "LEADS", "LEADS"]


def test_a_sign_that_nobody_explains_is_told_and_the_name_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"分解": [[META], HEADER, ["1", "节水", "※市水务局、市住建局"]]})
    found = read(tmp_path, path)
    assert [s.organization_text for s in report(found, "a.xlsx").statements] == ["市水务局", "市住建局"]
    assert [(p.severity, p.cell) for p in problems(found, "MARK")] == [("warning", "C3")]


def test_the_same_sign_before_every_name_is_a_mere_bullet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"分解": [[META], HEADER, ["1", "节水", "•市水务局\n•市住建局"]]})
    found = read(tmp_path, path)
    assert [s.organization_text for s in report(found, "a.xlsx").statements] == ["市水务局", "市住建局"]
    assert problems(found, "MARK") == []
