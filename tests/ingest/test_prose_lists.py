"""Texts as offices write them: what is read of each way to say who does what, and what is only told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from ingest.shapes.numbering import Levels, pieces
from tests.data.lists.maker.pdf import text_pdf
from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, problems, read, stated, whole

WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"
LAST = ("（二）犬只管理。由市公安局牵头。", "（三）养犬宣传。由市教育局牵头。")


def clauses(folder: Path, *paragraphs: str, title: str = "关于职责分工的通知") -> Understanding:
    return read(folder, document(folder / "02-条文.docx", [title, META, *paragraphs]))


def said(found: Understanding) -> list[tuple[str, str, str, str | None]]:
    """(role, body, duty, scope) of every statement, in order, without those of LAST."""
    made = [s for s in whole(found).statements if s.thing not in ("犬只管理", "养犬宣传")]
    return [(s.role, s.organization or s.organization_text, s.thing, s.scope) for s in made]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（一）登记注册由市水务局办理。", [("LEADS", WATER, "登记注册", None)]),
        ("（一）登记注册。由市水务局受理，市公安局审查。",
         [("INVOLVED_IN", WATER, "登记注册", None), ("INVOLVED_IN", POLICE, "登记注册", None)]),
        ("（一）市水务局对水资源保护负责，市住建局对排水设施负责。",
         [("LEADS", WATER, "水资源保护", None), ("LEADS", BUILDING, "排水设施", None)]),
        ("（一）市水务局要加强对农村供水工作的指导，市住建局做好配合。",
         [("GUIDES", WATER, "农村供水工作", None), ("ASSISTS", BUILDING, "农村供水工作", None)]),
        ("（一）5月底前由市水务局牵头开展一次水库排查，市公安局应当配合。",
         [("LEADS", WATER, "开展一次水库排查", None), ("ASSISTS", POLICE, "开展一次水库排查", None)]),
        ("（一）防汛演练，由市水务局牵头，会同市公安局、市教育局实施。",
         [("LEADS", WATER, "防汛演练", None), ("ASSISTS", POLICE, "防汛演练", None),
          ("ASSISTS", SCHOOLS, "防汛演练", None)]),
        ("（一）市水务局负责水库调度，指导山塘维护工作，配合市公安局做好水域救援。",
         [("LEADS", WATER, "水库调度", None), ("GUIDES", WATER, "山塘维护工作", None),
          ("ASSISTS", WATER, "水域救援", None), ("INVOLVED_IN", POLICE, "水域救援", None)]),
        ("（一）关于排水管理。会议明确，排水管网养护工作由市住建局负责，市水务局予以支持。",
         [("LEADS", BUILDING, "排水管网养护工作", None), ("ASSISTS", WATER, "排水管网养护工作", None)]),
        ("（一）关于排水管理。由市住建局牵头。", [("LEADS", BUILDING, "排水管理", None)]),
        ("（一）推行一件事。全年办结。（市水务局牵头，市住建局、市公安局配合）",
         [("LEADS", WATER, "推行一件事", None), ("ASSISTS", BUILDING, "推行一件事", None),
          ("ASSISTS", POLICE, "推行一件事", None)]),
        ("（一）推行一件事。全年办结。（市水务局）", [("INVOLVED_IN", WATER, "推行一件事", None)]),
        ("（一）市水务局：负责水库调度；协助组织群众转移。市公安局：维护现场秩序。",
         [("LEADS", WATER, "水库调度", None), ("ASSISTS", WATER, "组织群众转移", None),
          ("INVOLVED_IN", POLICE, "维护现场秩序", None)]),
        ("（一）对违规取水行为，市水务局依法查处。", [("ENFORCES", WATER, "违规取水行为", None)]),
        ("（一）供水工作由各区、县政府负责。", [("LEADS", "各区、县政府", "供水工作", None)]),
        ("（一）供水专班办公室设在市水务局，承担专班日常工作，办公室主任由市公安局局长兼任。",
         [("LEADS", WATER, "专班日常工作", None)]),
    ],
)  # fmt: skip
def test_how_a_sentence_is_read(
    tmp_path: Path, text: str, expected: list[tuple[str, str, str, str | None]]
) -> None:
    found = clauses(tmp_path, text, *LAST)
    assert errors(found) == []
    assert said(found) == expected


@pytest.mark.parametrize(
    "text",
    [
        "（一）入户安检。责任主体另行研究明确。",
        "（一）入户安检，责任单位暂未明确。",
        "（一）关于入户安检。会议未形成一致意见。",
    ],
)
def test_a_matter_left_open_is_read_without_anybody(tmp_path: Path, text: str) -> None:
    found = clauses(tmp_path, text, *LAST)
    assert said(found) == []
    assert [d["name"] for d in stated(found, "Duty")] == ["入户安检", "犬只管理", "养犬宣传"]
    assert [(p.severity, p.cell) for p in problems(found, "CLAUSE")] == [("info", "P3")]


@pytest.mark.parametrize(
    "text",
    [
        "出席：市水务局、市公安局。",
        "抄送：市水务局。",
        "副组长：市水务局局长",
        "市水务局是市政府工作部门。",
        "临澜市住房和城乡建设局（以下简称市住房和城乡建设局）是市政府工作部门，为正处级。",
        "人员调整的，报市水务局备案，并报领导小组办公室备案。",
        "主办：市水务局　网站标识码：0000",
        "主办单位：市水务局　技术支持：市教育局",
    ],
)
def test_bodies_that_are_only_mentioned_do_nothing(tmp_path: Path, text: str) -> None:
    found = clauses(tmp_path, "（一）校车。由市教育局牵头。", text, *LAST)
    assert said(found) == [("LEADS", SCHOOLS, "校车", None)]
    assert problems(found, "CLAUSE") == []


def test_a_measure_that_names_nobody_among_those_that_do_is_told(tmp_path: Path) -> None:
    found = clauses(
        tmp_path,
        "（一）校车。由市教育局牵头。",
        "（二）满意度调查。每季度一次。",
        "（三）犬只管理。由市公安局牵头。",
    )
    assert [(p.severity, p.cell) for p in problems(found, "CLAUSE")] == [("warning", "P4")]


def test_what_repeats_its_heading_is_a_duty_of_its_own(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "一、农贸市场管理", "【市直部门】市水务局负责农贸市场用水管理；市公安局负责农贸市场治安管理。",
        "二、电动车管理", "市公安局负责道路通行；市住建局负责充电场所。",
    )  # fmt: skip
    assert said(found) == [
        ("LEADS", WATER, "农贸市场用水管理", None), ("LEADS", POLICE, "农贸市场治安管理", None),
        ("SHARES", POLICE, "电动车管理", "道路通行"), ("SHARES", BUILDING, "电动车管理", "充电场所"),
    ]  # fmt: skip


def test_names_as_headings_within_a_part_stand_over_their_duties(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "一、职责", "【市水务局】", "1.负责水库。", "2.指导山塘维护。", "市公安局：", "1.负责水域治安。",
        "二、犬只管理", "由市公安局牵头。",
    )  # fmt: skip
    assert said(found) == [
        ("LEADS", WATER, "水库", None), ("GUIDES", WATER, "山塘维护", None), ("LEADS", POLICE, "水域治安", None),
    ]  # fmt: skip


def test_a_group_that_a_notice_sets_up_has_posts_and_no_persons(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "一、组成人员", "组　长：张三　副市长", "成　员：李四　市水务局副局长", "王五　市公安局副局长",
        "二、办事机构", "领导小组办公室设在市水务局，承担领导小组日常工作。", "三、任务",
        "犬只管理由市公安局牵头。", "养犬宣传由市教育局牵头。",
        title="关于成立临澜市节水领导小组的通知",
    )  # fmt: skip
    body = stated(found, "CoordinatingBody")[0]
    assert (body["name"], body["chair_role"]) == ("临澜市节水领导小组", "副市长")
    assert said(found) == [
        ("LEADS", WATER, "临澜市节水领导小组日常工作", None),
        ("OFFICE_AT", WATER, "临澜市节水领导小组", None),
        ("HAS_MEMBER", WATER, "临澜市节水领导小组", None),
        ("HAS_MEMBER", POLICE, "临澜市节水领导小组", None),
    ]
    made = whole(found)
    everything = repr([(m.statement, m.text) for m in found.batch.mentions])
    everything += repr((made.statements, made.problems, made.non_data_rows))
    assert not any(name in everything for name in ("张三", "李四", "王五"))


def test_numbers_run_on_through_headings_and_stand_within_one_another() -> None:
    levels = Levels()
    texts = ["一、甲", "1.子", "2.丑", "二、乙", "3.寅", "2026年起"]
    assert [(p.number, p.depth) for t in texts for p in pieces(t, levels)] == [
        ("一、", 0), ("1.", 1), ("2.", 1), ("二、", 0), ("3.", 1), ("", -1),
    ]  # fmt: skip
    levels = Levels()
    texts = ["1 总则", "1.1 依据", "2 职责", "2.1 机构", "2.1.1 办公室", "2.2 成员", "3.15维权"]
    assert [(p.number, p.depth) for t in texts for p in pieces(t, levels)] == [
        ("1", 0), ("1.1", 1), ("2", 0), ("2.1", 1), ("2.1.1", 2), ("2.2", 1), ("", -1),
    ]  # fmt: skip


def test_lines_of_a_pdf_come_together_and_what_every_page_repeats_breaks_nothing(tmp_path: Path) -> None:
    wide = "（一）水库管理。由市水务局牵头，市公安局、市住建局按照规定做好配合工作，市教"
    broken = "（二）校车接送。要求各学校逐一登记造册并按月定报送有关情况。（牵头单位：市教"
    assert len(wide) == len(broken)
    pages = [
        [(58, "职责分工"), *((58, part) for part in META.split("　")), (58, wide), (40, "育局参与。"), (58, broken),
         (200, "— 市委编办 1 —")],
        [(40, "育局）"), (58, "（三）犬只管理。由市公安局牵头。"), (200, "— 市委编办 2 —")],
    ]  # fmt: skip
    path = tmp_path / "02-条文.pdf"
    path.write_bytes(text_pdf(pages))
    found = read(tmp_path, path)
    texts = [m.text for m in found.batch.mentions if m.statement.kind == "Duty"]
    assert texts[0] == wide + "育局参与。"
    assert [t for t in texts if "校车" in t] == [broken + "育局）"]


def test_brackets_at_the_end_of_an_item_say_what_each_body_does(tmp_path: Path) -> None:
    found = clauses(
        tmp_path,
        "1.节水“一件事”。梳理节水补贴等高频事项。（市水务局会同市住建局办理）",
        "2.落实信息推送。数据及时共享。（市水务局负责用水信息推送，各行业主管部门负责认领；市公安局对落实情况进行监督检查）",
        "3.校车。由市教育局牵头。（市公安局负责的路段除外）",
    )
    assert errors(found) == []
    assert said(found) == [
        ("LEADS", WATER, "节水“一件事”", None), ("ASSISTS", BUILDING, "节水“一件事”", None),
        ("SHARES", WATER, "落实信息推送", "用水信息推送"), ("SHARES", "各行业主管部门", "落实信息推送", "认领"),
        ("SUPERVISES", POLICE, "落实信息推送", "落实情况"), ("LEADS", SCHOOLS, "校车", None),
    ]  # fmt: skip
