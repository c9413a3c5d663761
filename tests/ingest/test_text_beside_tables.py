"""Documents with a table of duties and text around it that assigns something too."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.documents import Block, document
from tests.ingest.workbooks import META, errors, problems, read, whole

WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"
GROUP = "临澜市节水整治工作专班"
TABLE = [
    ["环节", "整治重点", "分工", "时限"],
    ["用水", "绿化漏水", "牵头：市水务局\n配合：市住建局、市公安局", "9月底"],
    ["用水", "校园节水", "市水务局、市教育局按职责分工负责", "长期"],
]
OF_TABLE = [
    ("LEADS", WATER, "绿化漏水", None), ("ASSISTS", BUILDING, "绿化漏水", None), ("ASSISTS", POLICE, "绿化漏水", None),
    ("SHARES", WATER, "校园节水", None), ("SHARES", SCHOOLS, "校园节水", None),
]  # fmt: skip


def plan(folder: Path, *blocks: Block) -> Understanding:
    return read(folder, document(folder / "02-分工.docx", ["节水整治分工表", META, *blocks]))


def said(found: Understanding) -> list[tuple[str, str, str, str | None]]:
    assert errors(found) == [] and problems(found, "CLAUSE") == []
    made = whole(found).statements
    return [(s.role, s.organization or s.organization_text, s.thing, s.scope) for s in made]


@pytest.mark.parametrize("heading", ["整治重点", "工作重点", "检查重点"])
def test_what_is_to_be_put_right_is_the_matter(tmp_path: Path, heading: str) -> None:
    head = [TABLE[0][0], heading, *TABLE[0][2:]]
    assert said(plan(tmp_path, "现将分工明确如下。", [head, *TABLE[1:]])) == OF_TABLE


def test_a_column_of_yes_and_no_is_no_matter(tmp_path: Path) -> None:
    rows = [["事项", "是否重点", "牵头单位"], ["绿化漏水", "是", "市水务局"], ["校园节水", "否", "市教育局"]]
    assert [s[:3] for s in said(plan(tmp_path, rows))] == [
        ("LEADS", WATER, "绿化漏水"), ("LEADS", SCHOOLS, "校园节水"),
    ]  # fmt: skip


def test_a_task_force_that_the_text_below_sets_up(tmp_path: Path) -> None:
    found = plan(
        tmp_path, TABLE,
        f"整治期间成立{GROUP}（以下简称“专班”），组长由分管副市长担任，专班办公室设在市水务局，承担日常调度、情况汇总工作。"
        "成员单位：市水务局、市教育局。任务完成后专班自行撤销。",
    )  # fmt: skip
    assert said(found) == [
        *OF_TABLE, ("OFFICE_AT", WATER, GROUP, None), ("HAS_MEMBER", WATER, GROUP, None),
        ("HAS_MEMBER", SCHOOLS, GROUP, None),
    ]  # fmt: skip


def test_numbered_paragraphs_below_a_table_assign_as_well(tmp_path: Path) -> None:
    found = plan(
        tmp_path, "一、下列领域按表执行。", TABLE,
        "二、再生水利用由市水务局牵头，市住建局配合。洗车用水由市公安局负责监管，市教育局负责其中的校内洗车。",
        "三、本通知自印发之日起施行，未尽事宜由市水务局协调。",
    )  # fmt: skip
    assert said(found) == [
        *OF_TABLE, ("LEADS", WATER, "再生水利用", None), ("ASSISTS", BUILDING, "再生水利用", None),
        ("SUPERVISES", POLICE, "洗车用水", None), ("LEADS", SCHOOLS, "洗车用水", "校内洗车"),
    ]  # fmt: skip
    assert ["一并读取" in p.message for p in problems(found, "PROFILE")] == [True]


def test_text_that_only_introduces_a_table_states_nothing(tmp_path: Path) -> None:
    found = plan(tmp_path, "一、各单位要提高认识。", TABLE, "二、牵头单位要抓好落实，配合单位要主动支持。")
    assert said(found) == OF_TABLE
