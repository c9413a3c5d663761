"""Pages of a handbook in prose: a matter a heading, who is in charge and who helps after labels, then what each does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, read, report, stated, whole

WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"
CAMPAIGN = [("LEADS", WATER, "节水宣传"), ("ASSISTS", SCHOOLS, "节水宣传"), ("ASSISTS", BUILDING, "节水宣传")]
DOGS = [("LEADS", POLICE, "犬只管理"), ("ASSISTS", BUILDING, "犬只管理")]


def said(folder: Path, *paragraphs: str) -> list[tuple[str, str, str]]:
    found = read(folder, document(folder / "02-一本通.docx", ["职责一本通", META, *paragraphs]))
    assert errors(found) == []
    assert [p for p in report(found, "02-").problems if p.severity != "info"] == []
    return [(s.role, s.organization or s.organization_text, s.thing) for s in whole(found).statements]


@pytest.mark.parametrize(
    "page",
    [
        ["1.1  节水宣传", "主管部门：市水务局", "协同部门：市教育局、市住建局",
         "职责分工：市水务局制定方案；市住建局负责小区宣传。",
         "1.2  犬只管理", "主管部门：市公安局", "协同部门：市住建局"],
        ["事项一：节水宣传", "【牵头单位】市水务局", "【配合单位】市教育局、市住建局", "【职责分工】市教育局开展校园宣传。",
         "事项二：犬只管理", "【牵头单位】市公安局", "【配合单位】市住建局"],
        ["事项名称：节水宣传", "主管部门：市水务局", "协同部门：市教育局、市住建局", "依据：《水法》", "事项名称：犬只管理",
         "主管部门：市公安局", "协同部门：市住建局"],
        ["1.节水宣传", "（1）牵头部门及职责：市水务局负责制定方案。",
         "（2）配合部门及职责：市教育局负责校园宣传；市住建局负责小区宣传。",
         "2.犬只管理", "（1）牵头部门及职责：市公安局负责登记。", "（2）配合部门及职责：市住建局负责小区劝导。"],
        ["一、节水宣传", "主管部门职责：市水务局：制定方案，组织宣传。", "协同部门职责：市教育局：校园宣传。市住建局：小区宣传。",
         "二、犬只管理", "主管部门职责：市公安局：登记发证。", "协同部门职责：市住建局：小区劝导。"],
        ["1.节水宣传。开展节水宣传。【牵头单位：市水务局；配合单位：市教育局、市住建局】",
         "2.犬只管理。加强管理。【市公安局牵头，市住建局配合】"],
    ],
)  # fmt: skip
def test_who_is_in_charge_and_who_helps_stand_after_labels(tmp_path: Path, page: list[str]) -> None:
    assert said(tmp_path, *page) == [*CAMPAIGN, *DOGS]


def test_what_each_does_is_kept_as_its_clause(tmp_path: Path) -> None:
    page = ["1.节水宣传", "主管部门：市水务局", "协同部门：市教育局", "职责分工：市水务局制定方案；市教育局负责校园宣传。",
            "2.犬只管理", "主管部门：市公安局", "协同部门：市住建局"]  # fmt: skip
    found = read(tmp_path, document(tmp_path / "02-一本通.docx", ["职责一本通", META, *page]))
    texts = [link.get("text") for kind in ("LEADS", "ASSISTS") for link in stated(found, kind)]
    assert texts == ["市水务局制定方案", None, "市教育局负责校园宣传", None]


def test_those_that_are_merely_named_take_the_role_of_the_sentence(tmp_path: Path) -> None:
    page = ["1.犬只管理", "主管部门：（暂未明确）", "涉及部门：市公安局、市住建局",
            "职责分工：由上述部门在各自职责范围内负责，遇有争议报市教育局协调。", "2.窨井盖管理",
            "主管部门：市住建局（道路）、市水务局（供水）",
            "职责分工：按道路权属由主管部门分别负责处置，市公安局负责交通疏导。"]  # fmt: skip
    assert said(tmp_path, *page) == [
        ("SHARES", POLICE, "犬只管理"), ("SHARES", BUILDING, "犬只管理"), ("LEADS", BUILDING, "窨井盖管理"),
        ("LEADS", WATER, "窨井盖管理"), ("SHARES", POLICE, "窨井盖管理"),
    ]  # fmt: skip


def test_a_dispute_that_somebody_settles_is_no_duty_and_an_unlabelled_bracket_no_role(tmp_path: Path) -> None:
    page = [
        "1.节水宣传。市水务局负责。职责难以界定的，由市教育局协调。",
        "2.犬只管理。市公安局负责【见附件】。",
    ]
    assert said(tmp_path, *page) == [("LEADS", WATER, "节水宣传"), ("LEADS", POLICE, "犬只管理")]
