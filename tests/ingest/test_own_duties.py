"""What bodies say of themselves: their own clauses, seats in a table beside the text, no duty, their own government."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import BOUNDARY, META, ROW, body, errors, read, register, report, stated, table

WATER, POLICE, SCHOOLS, BUILDING = "临澜市水务局", "临澜市公安局", "临澜市教育局", "临澜市住房和城乡建设局"


def said(found: Understanding) -> list[tuple[str, str, str]]:
    """(role, body, thing) of every statement of the list, in order; every row is accounted for."""
    made = report(found, "02-")
    counts = made.counts
    assert counts["rows"] == counts["statement_rows"] + counts["problem_rows"] + counts["non_data_rows"]
    return [(s.role, s.organization or s.organization_text, s.thing) for s in made.statements]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("综合监督管理全市供水工作，指导、监督检查各镇街供水工作。",
         [("SUPERVISES", "综合监督管理全市供水工作"), ("GUIDES", "各镇街供水工作")]),
        ("依法对机关、企业遵守用水定额的情况进行监督检查。",
         [("SUPERVISES", "依法对机关、企业遵守用水定额的情况进行监督检查")]),
        ("对农村供水工程管护开展业务指导。", [("GUIDES", "农村供水工程管护")]),
        ("对口帮扶乡村小学。", [("INVOLVED_IN", "对口帮扶乡村小学")]),
        ("配合做好机场选址，保障项目用水。", [("ASSISTS", "机场选址"), ("INVOLVED_IN", "保障项目用水")]),
        ("参与山洪，台风灾害的应急处置。", [("ASSISTS", "山洪，台风灾害的应急处置")]),
        ("牵头编制供水规划，统筹推进重大项目建设。", [("LEADS", "编制供水规划"), ("COORDINATES", "重大项目建设")]),
        ("统筹安排节水专项资金。", [("COORDINATES", "节水专项资金")]),
    ],
)  # fmt: skip
def test_a_clause_of_a_body_of_its_own(tmp_path: Path, clause: str, expected: list[tuple[str, str]]) -> None:
    texts = [
        "有关部门职责摘编", META, "一、市水务局", f"1．{clause}", "2．负责节约用水。",
        "二、市公安局", "1．负责犬只管理。",
    ]  # fmt: skip
    found = read(tmp_path, document(tmp_path / "02-摘编.docx", texts))
    assert said(found) == [
        *((role, WATER, thing) for role, thing in expected),
        ("LEADS", WATER, "节约用水"), ("LEADS", POLICE, "犬只管理"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（一）其他有关部门按照“三管三必须”要求，在各自职责范围内对有关领域的供水安全实施监督管理。",
         [("SHARES", "其他有关部门", "有关领域的供水安全")]),
        ("（一）市水务局按照有关规定，负责供水调度。", [("LEADS", WATER, "供水调度")]),
        ("（一）节水宣传由市水务局牵头，市教育局按照有关规定，市公安局配合。",
         [("LEADS", WATER, "节水宣传"), ("INVOLVED_IN", SCHOOLS, "节水宣传"), ("ASSISTS", POLICE, "节水宣传")]),
        ("（一）治理黑臭水体。（市水务局牵头，市公安局配合，各区县政府组织实施）",
         [("LEADS", WATER, "治理黑臭水体"), ("ASSISTS", POLICE, "治理黑臭水体"),
          ("INVOLVED_IN", "各区县政府", "治理黑臭水体")]),
    ],
)  # fmt: skip
def test_by_what_measure_and_who_carries_out(
    tmp_path: Path, text: str, expected: list[tuple[str, str, str]]
) -> None:
    texts = [
        "关于职责分工的通知",
        META,
        text,
        "（二）犬只管理。由市公安局牵头。",
        "（三）养犬宣传。由市教育局牵头。",
    ]
    found = read(tmp_path, document(tmp_path / "02-分工.docx", texts))
    assert said(found) == [*expected, ("LEADS", POLICE, "犬只管理"), ("LEADS", SCHOOLS, "养犬宣传")]


def test_the_seats_of_a_body_that_stand_in_a_table(tmp_path: Path) -> None:
    seats = [
        ["姓名", "职务", "单位"], ["组　长", "张三", "副市长"], ["成　员：", "李四", "市水务局局长"],
        ["", "王五", "市公安局副局长"], ["", "赵六", "市水务局总工程师"],
    ]  # fmt: skip
    texts = [
        "关于成立临澜市节水领导小组的通知", META, "一、组成人员", seats, "二、任务",
        "（一）犬只管理由市公安局牵头。", "（二）养犬宣传由市教育局牵头。",
    ]  # fmt: skip
    found = read(tmp_path, document(tmp_path / "02-通知.docx", texts))
    assert stated(found, "CoordinatingBody")[0]["chair_role"] == "副市长"
    assert said(found) == [
        ("LEADS", POLICE, "犬只管理"), ("LEADS", SCHOOLS, "养犬宣传"),
        ("HAS_MEMBER", WATER, "临澜市节水领导小组"), ("HAS_MEMBER", POLICE, "临澜市节水领导小组"),
    ]  # fmt: skip
    made = report(found, "02-")
    everything = repr([(m.statement, m.text) for m in found.batch.mentions])
    everything += repr((made.statements, made.problems, made.non_data_rows))
    assert not any(name in everything for name in ("张三", "李四", "王五", "赵六"))


def test_a_table_without_seats_beside_such_a_text_is_no_part_of_it(tmp_path: Path) -> None:
    phones = [["联系人", "电话"], ["市水务局局长", "12345"]]
    texts = [
        "关于成立临澜市节水领导小组的通知", META, "一、任务", "（一）犬只管理由市公安局牵头。",
        "（二）养犬宣传由市教育局牵头。", "二、联系方式", phones,
    ]  # fmt: skip
    found = read(tmp_path, document(tmp_path / "02-通知.docx", texts))
    assert said(found) == [("LEADS", POLICE, "犬只管理"), ("LEADS", SCHOOLS, "养犬宣传")]
    assert [why for _, why in report(found, "02-").non_data_rows if "说明表" in why] == [
        "说明表（二、联系方式）"
    ] * 2


def test_a_cell_that_says_there_is_none_is_no_duty(tmp_path: Path) -> None:
    rows = [
        ["序号", "部门", "牵头职责", "配合职责"], ["1", "市水务局", "1.节约用水；2.水库调度", "无"],
        ["2", "市公安局", "无。", "配合做好防汛工作"], ["3", "市教育局", "无", "不涉及"],
    ]  # fmt: skip
    found = read(tmp_path, table(tmp_path / "02-清单.csv", [["临澜市部门职责清单"], [META], *rows]))
    assert errors(found) == []
    assert said(found) == [
        ("LEADS", WATER, "节约用水"), ("LEADS", WATER, "水库调度"), ("ASSISTS", POLICE, "防汛工作"),
    ]  # fmt: skip
    assert [why for _, why in report(found, "02-").non_data_rows if "没有职责" in why] == ["写明没有职责的行"]


@pytest.mark.parametrize("registered", [True, False])
@pytest.mark.parametrize("written", ["区政府", "区人民政府"])
def test_the_government_of_the_county_whose_list_it_is(
    tmp_path: Path, written: str, registered: bool
) -> None:
    own = body("东澜区人民政府", 机构类别="政府部门", 层级="县", 行政区划="379902")
    water = body("东澜区水务局", 机构类别="政府部门", 层级="县", 行政区划="379902")
    rows = [
        ["东澜区职责清单", "行政区划：379902"],
        BOUNDARY,
        [*ROW[:4], written, "", "区水务局", "", *ROW[8:]],
    ]
    path = table(tmp_path / "02-清单.csv", rows)
    found = understand([register(tmp_path, water, *([own] if registered else [])), path])
    assert errors(found) == []
    name = "东澜区人民政府" if registered else written
    assert said(found) == [("LEADS", name, "节约用水管理"), ("ASSISTS", "东澜区水务局", "节约用水管理")]


def test_the_committee_of_the_county_whose_list_it_is(tmp_path: Path) -> None:
    own = body("中共东澜区委员会", 机构类别="党委机构", 层级="县", 行政区划="379902")
    path = table(
        tmp_path / "02-清单.csv",
        [["东澜区职责清单", "行政区划：379902"], BOUNDARY, [*ROW[:4], "区委", "", "", "", *ROW[8:]]],
    )
    found = understand([register(tmp_path, own), path])
    assert said(found) == [("LEADS", "中共东澜区委员会", "节约用水管理")]


def test_duties_in_one_cell_without_numbers_are_one_a_sentence(tmp_path: Path) -> None:
    rows = [["单位职责一览"], [META], ["部门", "主要职责"],
            ["市水务局", "负责节约用水；承担防汛日常工作。编制供水规划"],
            ["市教育局", "1.负责校车安全；组织演练。2.配合市场监管部门开展校园周边检查"]]  # fmt: skip
    found = read(tmp_path, table(tmp_path / "02-职责.csv", rows))
    assert said(found) == [
        ("LEADS", WATER, "节约用水"), ("LEADS", WATER, "防汛日常工作"), ("LEADS", WATER, "编制供水规划"),
        ("LEADS", SCHOOLS, "校车安全"), ("ASSISTS", SCHOOLS, "校园周边检查"), ("INVOLVED_IN", "市场监管部门", "校园周边检查"),
    ]  # fmt: skip


def test_a_matter_that_falls_to_several_stands_in_the_cell_of_one(tmp_path: Path) -> None:
    rows = [["三定职责分解表"], [META], ["部门", "职责内容"],
            ["市水务局", "水旱灾害防御。市水务局负责水情监测预警，市公安局负责应急救援。"],
            ["", "节水管理。加强宣传，注重实效。"]]  # fmt: skip
    found = read(tmp_path, table(tmp_path / "02-职责.csv", rows))
    assert {s for s in said(found) if s[2] == "水旱灾害防御"} == {
        ("SHARES", WATER, "水旱灾害防御"), ("SHARES", POLICE, "水旱灾害防御"),
    }  # fmt: skip
    assert {s[1] for s in said(found) if s[2] != "水旱灾害防御"} == {WATER}


@pytest.mark.parametrize("itself", ["本局", "我局", "本单位", "我部门"])
def test_a_body_may_speak_of_itself_in_what_it_writes_of_a_matter(tmp_path: Path, itself: str) -> None:
    clauses = (
        f"1.爆管抢修：{itself}牵头负责，市公安局配合（疏导交通）。２、校园节水：市教育局与{itself}按职责分工负责；"
        f"（3）山塘管护由{itself}主管，市教育局协助。④经营性水库安全：{itself}负责。"
    )
    rows = [
        ["临澜市部门职责边界"],
        [META],
        ["单位", "职责边界"],
        ["市水务局", clauses],
        ["市教育局", "（无）"],
    ]
    found = read(tmp_path, table(tmp_path / "02-职责.csv", rows))
    assert errors(found) == []
    assert said(found) == [
        ("LEADS", WATER, "爆管抢修"), ("ASSISTS", POLICE, "爆管抢修"), ("SHARES", SCHOOLS, "校园节水"),
        ("SHARES", WATER, "校园节水"), ("LEADS", WATER, "山塘管护"), ("ASSISTS", SCHOOLS, "山塘管护"),
        ("LEADS", WATER, "经营性水库安全"),
    ]  # fmt: skip


def test_what_a_body_does_within_itself_stays_its_own(tmp_path: Path) -> None:
    rows = [
        ["临澜市部门职责"],
        [META],
        ["单位", "职责"],
        ["市水务局", "1.负责本局系统安全；2.指导本部门信息公开。"],
    ]
    found = read(tmp_path, table(tmp_path / "02-职责.csv", rows))
    assert [(role, thing) for role, _, thing in said(found)] == [
        ("LEADS", "本局系统安全（临澜市水务局）"), ("GUIDES", "本部门信息公开（临澜市水务局）"),
    ]  # fmt: skip


def test_what_divides_the_duties_of_two_bodies_tells_each_its_own(tmp_path: Path) -> None:
    text = "1.负责节约用水。2.与市公安局的职责边界：市水务局负责水源地巡查，市公安局负责水源地治安。"
    rows = [["临澜市部门职责"], [META], ["单位", "主要职责边界"], ["市水务局", text]]
    found = read(tmp_path, table(tmp_path / "02-职责.csv", rows))
    assert said(found) == [
        ("LEADS", WATER, "节约用水"), ("LEADS", WATER, "水源地巡查"), ("LEADS", POLICE, "水源地治安"),
    ]  # fmt: skip


def test_a_mandate_that_ends_with_who_does_what_gives_none_of_it_to_the_body_itself(tmp_path: Path) -> None:
    texts = [
        "临澜市水务局职能配置、内设机构和人员编制规定", META, "第三条 市水务局主要职责是：", "（一）负责节约用水。",
        "（二）职能转变。减少重复检查，推行综合查一次。", "（三）有关职责分工。",
        "1．与市公安局的有关职责分工。市水务局负责水源地巡查；市公安局负责水源地治安。",
        "2．与市教育局的有关职责分工。市教育局负责校园节水教育，业务上接受市水务局指导。",
    ]  # fmt: skip
    found = read(tmp_path, document(tmp_path / "02-三定.docx", texts))
    assert errors(found) == []
    assert said(found) == [
        ("LEADS", WATER, "节约用水"), ("LEADS", WATER, "水源地巡查"), ("LEADS", POLICE, "水源地治安"),
        ("LEADS", SCHOOLS, "校园节水教育"), ("GUIDES", WATER, "校园节水教育"),
    ]  # fmt: skip


def test_who_helps_at_the_end_of_a_clause_is_no_part_of_its_title(tmp_path: Path) -> None:
    text = "1.牵头负责水库治安，市公安局、市教育局配合；2.负责水源保护，防止污染"
    rows = [["临澜市部门职责"], [META], ["单位", "主要职责"], ["市水务局", text]]
    found = read(tmp_path, table(tmp_path / "02-职责.csv", rows))
    assert said(found) == [
        ("LEADS", WATER, "水库治安"), ("ASSISTS", POLICE, "水库治安"), ("ASSISTS", SCHOOLS, "水库治安"),
        ("LEADS", WATER, "水源保护，防止污染"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("组织重大取水事故调查，市公安局、市住建局参加。",
         [("LEADS", WATER, "重大取水事故调查"), ("ASSISTS", POLICE, "重大取水事故调查"),
          ("ASSISTS", BUILDING, "重大取水事故调查")]),
        ("牵头组织管网整治，市公安局、市住建局按职责分工配合。",
         [("LEADS", WATER, "管网整治"), ("ASSISTS", POLICE, "管网整治"), ("ASSISTS", BUILDING, "管网整治")]),
        ("指导用水单位节水，市住建局做好配合工作。", [("GUIDES", WATER, "用水单位节水"), ("ASSISTS", BUILDING, "用水单位节水")]),
        ("负责水库安全；库区治安由市公安局负责。", [("LEADS", POLICE, "库区治安"), ("LEADS", WATER, "水库安全")]),
        ("依法行使取水监督管理职能，开展抽查。", [("SUPERVISES", WATER, "取水监督管理")]),
        ("履行河道采砂管理职责。", [("LEADS", WATER, "河道采砂管理")]),
        ("履行行业安全监管职责，制定节水规划。", [("INVOLVED_IN", WATER, "履行行业安全监管职责，制定节水规划")]),
        ("编制水库名录，报市公安局备案。", [("INVOLVED_IN", WATER, "编制水库名录，报市公安局备案")]),
    ],
)  # fmt: skip
def test_who_else_is_named_in_the_duties_of_a_body(
    tmp_path: Path, clause: str, expected: list[tuple[str, str, str]]
) -> None:
    texts = [
        "部门安全生产职责",
        META,
        "一、市水务局",
        f"（一）{clause}",
        "（二）负责防汛。",
        "二、市公安局",
        "（一）负责犬只管理。",
    ]
    found = read(tmp_path, document(tmp_path / "02-职责.docx", texts))
    assert [s for s in said(found) if s[2] not in ("防汛", "犬只管理")] == expected
