"""Notices that adjust several coordinating bodies: a section each, with who sits in it, leads it, keeps its office."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, problems, read, report, stated, whole

WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"
SAVING, DOGS, FLOODS = "临澜市节水领导小组", "临澜市犬只管理联席会议", "临澜市防汛工作专班"


def notice(folder: Path, *paragraphs: str) -> Understanding:
    texts = ["关于调整部分议事协调机构的通知", META, *paragraphs]
    return read(folder, document(folder / "02-通知.docx", texts))


def said(found: Understanding) -> list[tuple[str, str, str]]:
    return [(s.role, s.organization or s.organization_text, s.thing) for s in whole(found).statements]


def test_each_section_is_a_body_with_its_own_seats(tmp_path: Path) -> None:
    found = notice(
        tmp_path, "一、市节水领导小组", "组 长：分管副市长", "成员单位：市水务局、市住建局、各供水企业",
        "办公室设在市水务局，办公室主任由市水务局分管负责同志兼任。", "二、市犬只管理联席会议", "召 集 人：分管副市长",
        "召集单位：市公安局", "成员单位：市公安局、市教育局", "联席会议下设办公室在市公安局，承担日常工作。",
        "三、市防汛工作专班", "该专班任务已完成，予以撤销。原办公室设在市水务局。",
    )  # fmt: skip
    assert errors(found) == [] and [p for p in problems(found, "CLAUSE") if p.severity != "info"] == []
    assert sorted(said(found)) == sorted([
        ("OFFICE_AT", WATER, SAVING), ("HAS_MEMBER", WATER, SAVING), ("HAS_MEMBER", BUILDING, SAVING),
        ("HAS_MEMBER", "各供水企业", SAVING), ("LED_BY", POLICE, DOGS), ("OFFICE_AT", POLICE, DOGS),
        ("HAS_MEMBER", POLICE, DOGS), ("HAS_MEMBER", SCHOOLS, DOGS),
    ])  # fmt: skip
    made = {b["name"]: (b.get("chair_role"), b.get("status")) for b in stated(found, "CoordinatingBody")}
    assert made == {SAVING: ("分管副市长", None), DOGS: ("分管副市长", None), FLOODS: (None, "revoked")}


def test_what_members_do_below_such_a_heading_is_a_duty_of_its_own(tmp_path: Path) -> None:
    found = notice(
        tmp_path, "一、市节水领导小组", "牵头单位：市水务局", "成员单位：市住建局", "职责分工：",
        "市水务局负责编制节水规划；市住建局负责管网改造。", "二、市犬只管理联席会议", "成员单位：市公安局",
    )  # fmt: skip
    assert errors(found) == []
    assert sorted(said(found)) == sorted([
        ("LED_BY", WATER, SAVING), ("HAS_MEMBER", BUILDING, SAVING), ("HAS_MEMBER", POLICE, DOGS),
        ("LEADS", WATER, "编制节水规划"), ("LEADS", BUILDING, "管网改造"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    "seats",
    [
        "由分管副市长任组长，成员单位包括市水务局、市住建局等2个部门。",
        "分管副市长任组长，由市水务局、市住建局为成员单位。",
    ],
)
def test_members_that_a_sentence_names(tmp_path: Path, seats: str) -> None:
    found = notice(tmp_path, "（一）市节水领导小组", seats, "（二）市犬只管理联席会议", "成员单位：市公安局")
    assert errors(found) == []
    assert sorted(said(found)) == sorted([
        ("HAS_MEMBER", WATER, SAVING), ("HAS_MEMBER", BUILDING, SAVING), ("HAS_MEMBER", POLICE, DOGS),
    ])  # fmt: skip


def test_a_body_that_ends_when_its_task_is_done_is_not_abolished(tmp_path: Path) -> None:
    found = notice(
        tmp_path, "一、市节水领导小组", "成员单位：市水务局", "工作任务完成后，领导小组自行撤销。",
        "二、市犬只管理联席会议", "成员单位：市公安局",
    )  # fmt: skip
    assert {b.get("status") for b in stated(found, "CoordinatingBody")} == {None}


def test_matters_under_the_name_of_a_body_without_seats_keep_their_leads(tmp_path: Path) -> None:
    found = notice(
        tmp_path, "一、市节水领导小组", "（一）管网改造", "牵头单位：市水务局", "（二）用水审计",
        "牵头单位：市住建局",
    )  # fmt: skip
    assert stated(found, "CoordinatingBody") == []
    assert said(found) == [("LEADS", WATER, "管网改造"), ("LEADS", BUILDING, "用水审计")]


def test_a_list_of_persons_under_no_such_heading_is_no_text_of_clauses(tmp_path: Path) -> None:
    found = read(
        tmp_path, document(tmp_path / "02-名单.docx", ["值班名单", META, "组长：甲", "成员单位：市水务局"])
    )
    assert report(found, "02-").statements == []


def test_a_section_of_one_paragraph_and_a_body_that_gets_a_further_member(tmp_path: Path) -> None:
    found = notice(
        tmp_path, "一、调整市节水领导小组组成单位。牵头单位：市水务局；成员单位：市住建局、市教育局。办公室设在市水务局。",
        "二、市犬只管理联席会议", "增加市公安局为成员单位，市住建局不再作为成员单位。",
    )  # fmt: skip
    assert errors(found) == [] and problems(found, "CLAUSE") == []
    assert sorted(said(found)) == sorted([
        ("LED_BY", WATER, SAVING), ("OFFICE_AT", WATER, SAVING), ("HAS_MEMBER", BUILDING, SAVING),
        ("HAS_MEMBER", SCHOOLS, SAVING), ("HAS_MEMBER", POLICE, DOGS),
    ])  # fmt: skip


def test_numbered_lines_of_seats_and_what_the_body_itself_is_for(tmp_path: Path) -> None:
    found = notice(
        tmp_path, "（一）市节水领导小组", "1.主要职责：统筹全市节水工作，协调解决重大问题。", "2.组长：分管副市长",
        "3.成员单位：市水务局", "4.办公室设在市水务局", "（二）市犬只管理联席会议",
        "1.主要职责：研究重大事项。", "2.成员单位：市公安局",
    )  # fmt: skip
    assert errors(found) == [] and problems(found, "CLAUSE") == []
    assert stated(found, "CoordinatingBody")[0]["chair_role"] == "分管副市长"
    assert sorted(said(found)) == sorted([
        ("OFFICE_AT", WATER, SAVING), ("HAS_MEMBER", WATER, SAVING), ("HAS_MEMBER", POLICE, DOGS),
    ])  # fmt: skip


def test_a_notice_with_nothing_but_posts_keeps_no_name(tmp_path: Path) -> None:
    texts = [
        "关于成立市节水领导小组的通知", META, "组  长：甲某某  副市长", "副组长：乙某某  市水务局局长",
        "成  员：丙某某  市公安局副局长",
        "领导小组办公室设在市水务局，乙某某兼任办公室主任。",
    ]  # fmt: skip
    found = read(tmp_path, document(tmp_path / "02-通知.docx", texts))
    assert errors(found) == []
    assert sorted(said(found)) == sorted([
        ("OFFICE_AT", WATER, SAVING), ("HAS_MEMBER", WATER, SAVING), ("HAS_MEMBER", POLICE, SAVING),
    ])  # fmt: skip
    made = report(found, "02-")
    everything = repr([m.text for m in found.batch.mentions if m.cell != "P6"]) + repr(made.problems)
    assert not any(name in everything for name in ("甲某某", "乙某某", "丙某某"))


@pytest.mark.parametrize(
    "title",
    ["成员单位职责", "成员单位职责分工（试行）", "工作规则及成员单位职责分工", "制度", "成员单位名单"],
)
@pytest.mark.parametrize("keeper", ["市公安局", "市公安局治安管理科"])
def test_a_text_that_is_about_one_body_from_its_title_on(tmp_path: Path, title: str, keeper: str) -> None:
    texts = [
        f"临澜市犬只管理联席会议{title}", META,
        f"联席会议由市公安局牵头，召集人由分管副市长担任。联席会议办公室设在{keeper}。", "成员单位：市公安局、市教育局。",
        "一、市公安局", "负责犬只登记。", "二、市教育局", "负责校园宣传。",
    ]  # fmt: skip
    found = read(tmp_path, document(tmp_path / "02-分工.docx", texts))
    assert errors(found) == []
    assert sorted(said(found)) == sorted([
        ("LED_BY", POLICE, DOGS), ("OFFICE_AT", POLICE, DOGS), ("HAS_MEMBER", POLICE, DOGS), ("HAS_MEMBER", SCHOOLS, DOGS),
        ("LEADS", POLICE, "犬只登记"), ("LEADS", SCHOOLS, "校园宣传"),
    ])  # fmt: skip


def test_a_title_with_a_body_of_which_nothing_is_said_sets_up_none(tmp_path: Path) -> None:
    texts = [
        "临澜市犬只管理联席会议成员单位职责",
        META,
        "一、市公安局",
        "负责犬只登记。",
        "二、市教育局",
        "负责校园宣传。",
    ]
    found = read(tmp_path, document(tmp_path / "02-分工.docx", texts))
    assert said(found) == [("LEADS", POLICE, "犬只登记"), ("LEADS", SCHOOLS, "校园宣传")]


@pytest.mark.parametrize("head", [["附件"], ["附件2"], ["临编办〔2026〕3号"], []])
@pytest.mark.parametrize(
    "text",
    [
        "联席会议由市公安局、市教育局组成。市公安局为牵头单位，联席会议办公室设在市公安局，承担日常工作。",
        "联席会议由市公安局、市教育局等2个部门组成，由市公安局担任召集人单位。联席会议办公室设在市公安局。",
    ],
)
def test_of_whom_a_body_is_said_to_be_made_up_are_its_members(
    tmp_path: Path, head: list[str], text: str
) -> None:
    texts = [
        *head, "临澜市犬只管理联席会议成员单位职责分工", META, text, "市公安局：负责犬只登记。", "市教育局：负责校园宣传。",
        "市水务局：负责河岸巡查。",
    ]  # fmt: skip
    found = read(tmp_path, document(tmp_path / "02-分工.docx", texts))
    assert errors(found) == []
    assert sorted(said(found)) == sorted([
        ("LED_BY", POLICE, DOGS), ("OFFICE_AT", POLICE, DOGS), ("HAS_MEMBER", POLICE, DOGS), ("HAS_MEMBER", SCHOOLS, DOGS),
        ("LEADS", POLICE, "犬只登记"), ("LEADS", SCHOOLS, "校园宣传"), ("LEADS", WATER, "河岸巡查"),
    ])  # fmt: skip


def test_what_is_made_up_of_other_things_names_no_members(tmp_path: Path) -> None:
    texts = [
        "临澜市犬只管理联席会议成员单位职责分工", META, "联席会议由市政府分管领导召集，会议材料由市公安局、市教育局的报告组成。",
        "市公安局：负责犬只登记。", "市教育局：负责校园宣传。", "市水务局：负责河岸巡查。",
    ]  # fmt: skip
    found = read(tmp_path, document(tmp_path / "02-分工.docx", texts))
    assert not [s for s in said(found) if s[0] in ("HAS_MEMBER", "LED_BY")]
