"""Replies and notices of an office: a body's name and a full stop, places, what is left open, and what moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, problems, read, report, whole

WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"
LAST = "九、关于养犬宣传。由市教育局牵头。"
Said = list[tuple[str, str, str, str | None]]


def reply(folder: Path, *paragraphs: str) -> Understanding:
    return read(folder, document(folder / "02-批复.docx", ["关于职责分工的批复", META, *paragraphs, LAST]))


def said(found: Understanding) -> Said:
    """(role, body, thing, scope) of every statement, in order, without those of LAST; every row is accounted for."""
    made = whole(found)
    kept = [s for s in made.statements if s.thing != "养犬宣传"]
    return [(s.role, s.organization or s.organization_text, s.thing, s.scope) for s in kept]


def told(found: Understanding) -> list[str]:
    return [p.message for p in problems(found, "CLAUSE") if p.severity == "info"]


def warned(found: Understanding) -> list[str]:
    return [p.message for p in problems(found, "CLAUSE") if p.severity != "info"]


def test_duties_after_the_name_of_a_body_and_a_full_stop(tmp_path: Path) -> None:
    texts = [
        "关于调整市节水领导小组成员单位职责的通知", META, "一、领导小组组成",
        "组长由分管副市长担任，副组长由市政府副秘书长、市水务局局长担任。", "二、成员单位职责",
        "（一）市水务局。承担日常工作；牵头编制节水规划；依法查处违法取水。",
        "（二）市教育局、市公安局。负责节水宣传的组织实施。", "（三）各县、区人民政府。负责本区域节水工作。",
    ]  # fmt: skip
    found = read(tmp_path, document(tmp_path / "02-通知.docx", texts))
    assert errors(found) == []
    assert [s[:3] for s in said(found)] == [
        ("LEADS", WATER, "日常工作"), ("LEADS", WATER, "编制节水规划"), ("ENFORCES", WATER, "依法查处违法取水"),
        ("LEADS", SCHOOLS, "节水宣传的组织实施"), ("LEADS", POLICE, "节水宣传的组织实施"),
        ("LEADS", "各县、区人民政府", "本区域节水工作"),
    ]  # fmt: skip


def test_a_name_and_a_full_stop_with_nothing_that_gives_a_role_is_no_text_of_clauses(tmp_path: Path) -> None:
    texts = ["有关部门地址", META, "（一）市水务局。地址：临澜路1号。", "（二）市公安局。地址：临澜路2号。"]
    found = read(tmp_path, document(tmp_path / "02-地址.docx", texts))
    assert report(found, "02-").statements == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("规划区内由市住建局负责，规划区外由市水务局负责。",
         [("LEADS", BUILDING, "水面打捞", "规划区内"), ("LEADS", WATER, "水面打捞", "规划区外")]),
        ("由市住建局牵头。其中，300平方米以上由市水务局负责，其余区域由市公安局负责。",
         [("LEADS", BUILDING, "水面打捞", None), ("SHARES", WATER, "水面打捞", "300平方米以上"),
          ("SHARES", POLICE, "水面打捞", "其余区域")]),
        ("河道漂浮垃圾管护由市水务局负责，道路绿化带管护由市住建局负责。",
         [("LEADS", WATER, "河道漂浮垃圾管护", None), ("LEADS", BUILDING, "道路绿化带管护", None)]),
        ("河道内垃圾清运工作由市水务局负责。", [("LEADS", WATER, "河道内垃圾清运工作", None)]),
    ],
)  # fmt: skip
def test_who_answers_for_a_place_does_so_for_the_topic(tmp_path: Path, text: str, expected: Said) -> None:
    found = reply(tmp_path, f"一、关于水面打捞。{text}")
    assert said(found) == expected
    assert warned(found) == []


def test_places_below_a_matter_of_their_own_heading(tmp_path: Path) -> None:
    found = reply(
        tmp_path, "一、水面打捞", "（一）建成区内由市住建局负责。", "（二）建成区外由市水务局负责。"
    )
    assert said(found) == [
        ("LEADS", BUILDING, "水面打捞", "建成区内"),
        ("LEADS", WATER, "水面打捞", "建成区外"),
    ]


def test_a_place_without_a_matter_is_told(tmp_path: Path) -> None:
    found = reply(tmp_path, "一、建成区内由市住建局负责。", "二、关于节水。由市水务局牵头。")
    assert said(found) == [("LEADS", WATER, "节水", None)]
    assert warned(found) == ["“建成区内由市住建局负责”没有写明是哪一项职责，没有读取"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由市公安局负责监管，市住建局提供技术指导。",
         [("SUPERVISES", POLICE, "广告牌结构安全", None), ("GUIDES", BUILDING, "广告牌结构安全", None)]),
        ("由市公安局负责审批，市住建局负责广告牌设置方案的技术审查。",
         [("APPROVES", POLICE, "广告牌结构安全", None),
          ("LEADS", BUILDING, "广告牌结构安全", "广告牌设置方案的技术审查")]),
        ("市公安局负责广告牌拆除监督管理，市住建局配合。",
         [("LEADS", POLICE, "广告牌拆除监督管理", None), ("ASSISTS", BUILDING, "广告牌拆除监督管理", None)]),
    ],
)  # fmt: skip
def test_who_supervises_the_topic_and_who_guides(tmp_path: Path, text: str, expected: Said) -> None:
    found = reply(tmp_path, f"一、关于广告牌结构安全。{text}")
    assert said(found) == expected
    assert warned(found) == []


def test_what_moves_is_the_topic_that_the_receiver_answers_for(tmp_path: Path) -> None:
    found = reply(
        tmp_path,
        "一、关于隔离护栏维护。由市住建局负责，原由市公安局承担的护栏维护职责一并划转市住建局，市水务局配合。",
        "二、关于泵站管护。泵站运行职责由市水务局划转市住建局。",
        "三、关于井盖管理。市住建局原承担的井盖巡查职责整体划转至市水务局，市公安局配合。",
    )
    assert [s[:3] for s in said(found)] == [
        ("LEADS", BUILDING, "隔离护栏维护"), ("ASSISTS", WATER, "隔离护栏维护"),
        ("LEADS", BUILDING, "泵站运行"), ("LEADS", WATER, "井盖巡查"),
        ("ASSISTS", POLICE, "井盖管理"),
    ]  # fmt: skip
    moved = [
        ("隔离护栏维护", "市公安局", "市住建局"), ("泵站运行", "市水务局", "市住建局"), ("井盖巡查", "市住建局", "市水务局"),
    ]  # fmt: skip
    assert [m for m in told(found) if "权力事项" in m] == [
        f"“{what}”由“{giver}”划转“{taker}”，不是审批、处罚一类的权力事项，只读出现在由谁负责"
        for what, giver, taker in moved
    ]


@pytest.mark.parametrize(
    "text",
    [
        "有关部门意见尚不一致，暂不明确牵头部门，待省里出台规定后再行研究。",
        "各方未取得一致意见，责任单位另行明确，由市水务局研究提出意见。",
    ],
)
@pytest.mark.parametrize("after", [(), ("各部门要严格履行职责，不得推诿扯皮。",)])
def test_a_topic_left_open(tmp_path: Path, text: str, after: tuple[str, ...]) -> None:
    texts = [
        "关于职责分工的批复",
        META,
        LAST,
        "十、关于犬舍建设。由市住建局牵头。",
        f"十一、关于网约房管理。{text}",
        *after,
    ]
    found = read(tmp_path, document(tmp_path / "02-批复.docx", texts))
    assert said(found) == [("LEADS", BUILDING, "犬舍建设", None)]
    assert warned(found) == []
    assert told(found) == ["“网约房管理”没有明确由谁负责，只读出事项"]


def test_who_answers_though_something_else_is_left_open(tmp_path: Path) -> None:
    found = reply(tmp_path, "一、关于露营地管理。由市水务局、市公安局按职责分工负责，暂不明确牵头部门。")
    assert said(found) == [("SHARES", WATER, "露营地管理", None), ("SHARES", POLICE, "露营地管理", None)]
    assert told(found) == warned(found) == []


@pytest.mark.parametrize(
    ("before", "thing"),
    [("供水安全涉及多个行业", "供水安全"), ("涉及多个行业的供水安全", "涉及多个行业的供水安全")],
)
def test_that_a_matter_touches_many_is_no_part_of_its_name(tmp_path: Path, before: str, thing: str) -> None:
    found = reply(
        tmp_path, f"一、{before}，由市水务局、市公安局按职责分工负责。", "二、犬只管理由市公安局牵头。"
    )
    assert [s[:3] for s in said(found)] == [
        ("SHARES", WATER, thing), ("SHARES", POLICE, thing), ("LEADS", POLICE, "犬只管理"),
    ]  # fmt: skip
