"""Marks where a matter and a body meet: several in one cell, explained in words of many kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.workbooks import META, errors, problems, read, whole, workbook

HEADER = ["序号", "许可事项", "市审批局", "市水务局", "市公安局"]


def listed(folder: Path, note: str, *rows: list[str], header: list[str] = HEADER) -> Understanding:
    path = workbook(
        folder / "02-矩阵.xlsx", {"矩阵": [["临澜市审管职责对应表"], [META], [note], header, *rows]}
    )
    return read(folder, path)


def said(found: Understanding) -> list[tuple[str, str]]:
    return [(s.role, s.organization_text) for s in whole(found).statements]


def test_marks_that_follow_one_another_are_as_many_roles(tmp_path: Path) -> None:
    note = "图例：◎ 实施许可　● 事中事后监管（主责）　○ 协助监管　▲ 行政处罚　□ 参加现场踏勘"
    found = listed(tmp_path, note, ["1", "取水许可", "◎", "●▲□", "○"])
    assert said(found) == [
        ("APPROVES", "市审批局"), ("SUPERVISES", "市水务局"), ("ENFORCES", "市水务局"), ("ASSISTS", "市水务局"),
        ("ASSISTS", "市公安局"),
    ]  # fmt: skip
    assert problems(found, "MARK") == []


def test_letters_that_the_list_explains_may_follow_one_another_too(tmp_path: Path) -> None:
    found = listed(
        tmp_path, "说明：审＝审批实施 监＝日常监管 罚＝行政处罚", ["1", "取水许可", "审", "监罚", ""]
    )
    assert said(found) == [("APPROVES", "市审批局"), ("SUPERVISES", "市水务局"), ("ENFORCES", "市水务局")]


def test_a_mark_among_several_that_nobody_explains_is_told(tmp_path: Path) -> None:
    found = listed(tmp_path, "注：●牵头单位", ["1", "取水许可", "", "●◆", ""])
    assert said(found) == [("LEADS", "市水务局"), ("INVOLVED_IN", "市水务局")]
    assert [(p.severity, p.cell) for p in problems(found, "MARK")] == [("warning", "D5")]


def test_words_that_deny_a_role_give_none(tmp_path: Path) -> None:
    found = listed(tmp_path, "注：●牵头单位，◇不参与", ["1", "取水许可", "", "●", "◇"])
    assert said(found)[1][0] == "INVOLVED_IN"
    assert len(problems(found, "MARK")) == 1


@pytest.mark.parametrize(
    ("heading", "below", "codes"), [("航道管理处", "●", ["DQ-NAME"]), ("查获处所", "3个", [])]
)
def test_a_column_of_marks_is_that_of_a_body_though_its_heading_only_might_be_one(
    tmp_path: Path, heading: str, below: str, codes: list[str]
) -> None:
    header = ["序号", "任务", "市水务局", "市公安局", heading]
    rows = [["1", "防汛", "●", "○", below], ["2", "救助", "○", "●", below]]
    found = listed(tmp_path, "注：●牵头　○配合", *rows, header=header)
    assert [code for code, *_ in errors(found)] == codes
