"""Texts that list duties body by body: 【甲局】1、…；2、…, and duties that go on in the next paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, problems, read, whole

WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"
OF_WATER = [("LEADS", WATER, "水库巡查"), ("LEADS", WATER, "查处盗采"), ("LEADS", WATER, "受理水事投诉")]


def duties(folder: Path, *paragraphs: str) -> Understanding:
    return read(folder, document(folder / "02-分工.docx", ["成员单位职责分工", META, *paragraphs]))


def said(found: Understanding) -> list[tuple[str, str, str]]:
    assert errors(found) == [] and problems(found, "CLAUSE") == []
    return [(s.role, s.organization or s.organization_text, s.thing) for s in whole(found).statements]


@pytest.mark.parametrize("head", ["【市水务局】", "【市水务局】：", "市水务局："])
@pytest.mark.parametrize("numbers", ["1、|2、|3、", "1.|2.|3.", "（1）|（2）|（3）", "①|②|③"])
@pytest.mark.parametrize("above", [(), ("一、工作要求", "抓好落实。", "二、单位职责")])
def test_numbered_duties_beside_the_name_of_a_body(
    tmp_path: Path, head: str, numbers: str, above: tuple[str, ...]
) -> None:
    first, second, third = numbers.split("|")
    whole_line = f"{head}{first}负责水库巡查；{second}负责查处盗采；{third}牵头受理水事投诉。"
    found = duties(tmp_path, *above, whole_line, "【市教育局】1.指导校园节水。", "【市公安局】负责警示教育。")
    assert said(found) == [*OF_WATER, ("GUIDES", SCHOOLS, "校园节水"), ("LEADS", POLICE, "警示教育")]


@pytest.mark.parametrize("head", ["【市公安局】", "市公安局："])
def test_a_duty_in_the_next_paragraph_is_of_the_same_body(tmp_path: Path, head: str) -> None:
    found = duties(
        tmp_path, "【市水务局】1、负责水库巡查；2、负责查处盗采；3、牵头受理水事投诉。", f"{head}负责警示教育；", "参与联合巡河。",
        "一、其他", "市住建局负责管网改造。",
    )  # fmt: skip
    assert said(found) == [
        *OF_WATER, ("LEADS", POLICE, "警示教育"), ("ASSISTS", POLICE, "联合巡河"), ("LEADS", BUILDING, "管网改造"),
    ]  # fmt: skip


def test_a_paragraph_with_a_body_of_its_own_goes_on_with_nothing(tmp_path: Path) -> None:
    found = duties(
        tmp_path, "【市水务局】负责水库巡查；", "市公安局负责警示教育。", "市教育局：指导校园节水。"
    )
    assert said(found) == [
        ("LEADS", WATER, "水库巡查"), ("LEADS", POLICE, "警示教育"), ("GUIDES", SCHOOLS, "校园节水"),
    ]  # fmt: skip


def test_who_answers_for_all_of_something(tmp_path: Path) -> None:
    found = duties(
        tmp_path, "一、职责分工", "市公安局：负责警示教育。", "市教育局：指导校园节水。", "二、工作要求",
        "各区人民政府对本辖区节水工作负总责。", "市水务局对计划用水承担主体责任。",
    )  # fmt: skip
    assert said(found)[2:] == [("LEADS", "各区人民政府", "本辖区节水工作"), ("LEADS", WATER, "计划用水")]
