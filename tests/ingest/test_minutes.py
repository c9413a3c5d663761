"""Minutes of a meeting: what the words before a decision are no part of, and headings that only say 'duties'."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, problems, read, whole

WATER, POLICE, BUILDING = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局"
LAST = "九、关于养犬宣传职责。会议明确，养犬宣传由市教育局牵头。"


def minutes(folder: Path, *paragraphs: str) -> Understanding:
    return read(folder, document(folder / "02-纪要.docx", ["专题会议纪要", META, *paragraphs, LAST]))


def said(found: Understanding) -> list[tuple[str, str, str, str | None]]:
    """(role, body, thing, scope) of every statement, in order, without those of LAST."""
    made = whole(found)
    kept = [s for s in made.statements if s.thing != "养犬宣传"]
    return [(s.role, s.organization or s.organization_text, s.thing, s.scope) for s in kept]


SAYS = [
    "会议明确，",
    "会议认为，",
    "会议同意，",
    "经研究，",
    "会议指出，",
    "经会议研究决定，",
    "会议议定：",
    "会议一致认为：",
]


@pytest.mark.parametrize("says", SAYS)
def test_the_words_before_a_decision_are_no_part_of_its_matter(tmp_path: Path, says: str) -> None:
    found = minutes(
        tmp_path,
        f"一、关于流浪犬管理职责。{says}流浪犬管理由市公安局主办，市水务局协办。市住建局负责犬舍建设。",
        f"二、关于露天烧烤执法职责。{says}对露天烧烤污染行为的处罚权，由市水务局划转至市公安局行使。",
    )
    assert errors(found) == []
    assert said(found) == [
        ("LEADS", POLICE, "流浪犬管理", None),
        ("ASSISTS", WATER, "流浪犬管理", None),
        ("SHARES", BUILDING, "流浪犬管理", "犬舍建设"),
        ("TRANSFERRED_FROM", WATER, "对露天烧烤污染行为的处罚", None),
        ("ENFORCES", POLICE, "对露天烧烤污染行为的处罚", None),
    ]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("关于排水管网养护职责", "排水管网养护"),
        ("关于排水管网养护工作职责", "排水管网养护"),
        ("关于排水管网养护问题", "排水管网养护"),
        ("排水管网管理职责", "排水管网管理"),
        ("排水管网监管职责划分", "排水管网监管"),
        ("履行排水法定职责", "履行排水法定职责"),  # not what is spoken about, and no activity before it
    ],
)
def test_a_heading_that_only_says_duties(tmp_path: Path, heading: str, title: str) -> None:
    found = minutes(tmp_path, f"一、{heading}。由市水务局牵头，市住建局配合。")
    assert errors(found) == []
    assert said(found) == [("LEADS", WATER, title, None), ("ASSISTS", BUILDING, title, None)]


def test_what_stands_after_among_it_is_a_duty_of_its_own(tmp_path: Path) -> None:
    found = minutes(
        tmp_path,
        "一、关于城市内涝防治职责。会议明确，城市内涝防治由市住建局牵头，市公安局配合。其中，建成区管网维护由市水务局负责。",
    )
    assert errors(found) == []
    assert said(found) == [
        ("LEADS", BUILDING, "城市内涝防治", None),
        ("ASSISTS", POLICE, "城市内涝防治", None),
        ("LEADS", WATER, "建成区管网维护", None),
    ]


def test_what_a_meeting_only_demands_moves_nothing(tmp_path: Path) -> None:
    found = minutes(
        tmp_path, "一、关于档案。会议要求，有关档案由市水务局移交市公安局。", "会议要求，各单位要严格执行。"
    )
    assert said(found) == []
    assert problems(found, "DQ-NAME") == []


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("按职责分工负责污水排放监管", "污水排放监管"),
        ("按照各自职责负责相关工作", None),
        ("按照各自职责做好相关工作", None),
    ],
)
def test_the_share_that_words_tell(tmp_path: Path, words: str, scope: str | None) -> None:
    found = minutes(tmp_path, f"一、洗车行监管。由市公安局牵头，市水务局{words}。")
    assert said(found) == [("LEADS", POLICE, "洗车行监管", None), ("SHARES", WATER, "洗车行监管", scope)]


def test_who_answers_for_approving_and_who_for_supervising(tmp_path: Path) -> None:
    found = minutes(
        tmp_path,
        "（一）动物诊疗许可。市教育局负责动物诊疗许可的审批，市水务局负责动物诊疗活动的事中事后监管。",
        "（二）供水监管。市水务局负责农村供水的监督管理，市住建局负责城市供水的监督管理。",
        "（三）本规定由市公安局负责解释。",
    )
    assert errors(found) == []
    assert said(found)[:4] == [
        ("APPROVES", "临澜市教育局", "动物诊疗许可", "动物诊疗许可的审批"),
        ("SUPERVISES", WATER, "动物诊疗许可", "动物诊疗活动的事中事后监管"),
        ("SHARES", WATER, "供水监管", "农村供水的监督管理"),
        ("SHARES", BUILDING, "供水监管", "城市供水的监督管理"),
    ]
    assert all("本规定" not in thing for _, _, thing, _ in said(found))


@pytest.mark.parametrize("words", ["负责督促检查", "督促检查", "负责督办", "监督检查"])
def test_who_supervises_what_is_spoken_about_shows_that_it_is_one_matter(tmp_path: Path, words: str) -> None:
    found = minutes(
        tmp_path,
        f"一、关于亲水平台管理。由市水务局负责警示标志更新，市公安局负责夜间巡逻防控，市住建局{words}。",
    )
    assert said(found) == [
        ("SHARES", WATER, "亲水平台管理", "警示标志更新"),
        ("SHARES", POLICE, "亲水平台管理", "夜间巡逻防控"),
        ("SUPERVISES", BUILDING, "亲水平台管理", None),
    ]


def test_what_is_to_be_followed_up_is_the_heading(tmp_path: Path) -> None:
    found = minutes(tmp_path, "一、关于会后督办。由市水务局跟踪督办上述议定事项，每周通报进度。")
    assert problems(found, "CLAUSE") == []
    assert [s[:3] for s in said(found)] == [("SUPERVISES", WATER, "会后督办")]


def test_who_carries_out_what_moved_to_it_is_said_once(tmp_path: Path) -> None:
    found = minutes(
        tmp_path,
        "一、渔船检验管理职责划转。将市水务局的渔船检验管理职责划入市公安局，由市公安局负责实施。市住建局配合。",
    )
    assert [s for s in said(found) if s[1] == POLICE] == [("LEADS", POLICE, "渔船检验管理", None)]
