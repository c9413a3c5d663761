"""Headings that say what is done and not by whom: their cells tell whether they name bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import errors, problems, register, report, workbook


def read(folder: Path, *rows: list[str]) -> Understanding:
    title = ["临澜市审批监管职责清单"]
    return understand([register(folder), workbook(folder / "02.xlsx", {"Sheet1": [title, *rows]})])


@pytest.mark.parametrize(
    "headings",
    [("审批", "日常监管", "行政处罚"), ("审批", "事中事后监管", "查处"), ("许可", "监管", "执法")],
)
def test_columns_of_names_are_of_who_does_it(tmp_path: Path, headings: tuple[str, str, str]) -> None:
    found = read(
        tmp_path,
        ["序号", "许可事项", *headings],
        ["1", "取水许可", "市审批局", "市水务局", "市水务局"],
        ["2", "排水许可", "市审批局", "市住建局、市水务局", "—"],
    )
    assert errors(found) == []
    assert [(s.role, s.organization, s.thing) for s in report(found, "02").statements] == [
        ("APPROVES", "临澜市行政审批服务局", "取水许可"),
        ("SUPERVISES", "临澜市水务局", "取水许可"),
        ("ENFORCES", "临澜市水务局", "取水许可"),
        ("APPROVES", "临澜市行政审批服务局", "排水许可"),
        ("SUPERVISES", "临澜市住房和城乡建设局", "排水许可"),
        ("SUPERVISES", "临澜市水务局", "排水许可"),
    ]


def test_columns_of_sentences_name_nobody(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ["序号", "许可事项", "审批部门", "监管部门", "日常监管"],
        ["1", "取水许可", "市审批局", "市水务局", "每季度检查一次取水口"],
    )
    assert errors(found) == []
    assert [s.role for s in report(found, "02").statements] == ["APPROVES", "SUPERVISES"]


def test_two_columns_of_one_role_are_both_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ["序号", "许可事项", "审批部门", "监管部门", "监管"],
        ["1", "取水许可", "市审批局", "市水务局", "市公安局"],
    )
    assert problems(found, "COLUMN") == []
    assert [(s.role, s.organization) for s in report(found, "02").statements] == [
        ("APPROVES", "临澜市行政审批服务局"),
        ("SUPERVISES", "临澜市水务局"),
        ("SUPERVISES", "临澜市公安局"),
    ]


def test_a_step_of_deciding_beside_who_is_in_charge_is_a_step(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        ["序号", "许可事项", "实施机关", "受理", "技术审查（专家评审）", "决定"],
        ["1", "取水许可", "市审批局", "市审批局", "市水务局", "市审批局"],
    )
    assert errors(found) == []
    assert problems(found, "COLUMN") == []
    assert [
        (s.role, s.thing) for s in report(found, "02").statements if s.role in ("APPROVES", "PERFORMS")
    ] == [
        ("APPROVES", "取水许可"),
        ("PERFORMS", "取水许可·受理"),
        ("PERFORMS", "取水许可·技术审查"),
        ("PERFORMS", "取水许可·决定"),
    ]
