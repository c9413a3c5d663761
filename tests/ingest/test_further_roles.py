"""What a body is to a matter besides its main role, matters that a heading names between bodies, and who else a text
of clauses only mentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import (
    META,
    body,
    errors,
    problems,
    read,
    register,
    report,
    roles,
    table,
    whole,
    workbook,
)

WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"
LAST = ("九、犬只管理", "由市公安局牵头，市教育局配合。", "十、养犬宣传", "由市教育局牵头。")
Said = list[tuple[str, str, str, str | None]]


def clauses(folder: Path, *paragraphs: str, last: tuple[str, ...] = LAST) -> Understanding:
    return read(folder, document(folder / "02-条文.docx", ["关于职责分工的通知", META, *paragraphs, *last]))


def said(found: Understanding) -> Said:
    """(role, body, thing, scope) of every statement, without those of LAST."""
    made = [s for s in whole(found).statements if s.thing not in ("犬只管理", "养犬宣传")]
    return [(s.role, s.organization or s.organization_text, s.thing, s.scope) for s in made]


@pytest.mark.parametrize(
    "heading",
    [
        "（一）与市公安局在水上救援方面的职责分工。",
        "（一）市水务局与市公安局、市教育局关于水上救援的有关职责分工",
        "（一）同市公安局就水上救援工作的职责划分：",
        "（一）在水上救援方面的职责边界。",
    ],
)
def test_a_heading_between_bodies_names_the_matter_of_what_each_does(tmp_path: Path, heading: str) -> None:
    found = clauses(
        tmp_path,
        "五、有关职责分工。",
        heading,
        "1.市水务局负责水情信息发布。",
        "2.市公安局负责水域交通管制。",
    )
    assert errors(found) == [] and problems(found, "CLAUSE") == []
    assert said(found) == [
        ("SHARES", WATER, "水上救援", "水情信息发布"),
        ("SHARES", POLICE, "水上救援", "水域交通管制"),
    ]


@pytest.mark.parametrize("end", ["。", "："])
def test_a_matter_between_bodies_in_one_paragraph_with_what_each_does(tmp_path: Path, end: str) -> None:
    found = clauses(
        tmp_path,
        "五、有关职责分工。",
        f"1.与有关部门关于水上救援的职责分工{end}市水务局负责水情信息发布；市公安局负责人间疏散；遇险船只拖离的，由市公安局组织实施。"
        "必要时，市水务局可以提请市公安局部署巡查。",
    )
    assert errors(found) == []
    assert {s[:3] for s in said(found)} == {("SHARES", b, "水上救援") for b in (WATER, POLICE)}
    assert ("SHARES", POLICE, "水上救援", "人间疏散") in said(found)


def test_a_heading_that_only_announces_names_no_matter(tmp_path: Path) -> None:
    found = clauses(
        tmp_path,
        "（一）与市公安局的职责分工。",
        "1.市水务局负责水情信息发布。",
        "2.市公安局负责水域交通管制。",
    )
    assert [s[:3] for s in said(found)] == [
        ("LEADS", WATER, "水情信息发布"),
        ("LEADS", POLICE, "水域交通管制"),
    ]


def test_who_leads_a_matter_is_told_to_approve_and_to_punish_in_it_as_well(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "一、渣土（工程弃土）清运",
        "（一）市住建局主管渣土清运工作，负责渣土清运核准，查处沿途抛撒行为。",
        "（二）市公安局负责督促运输企业落实安全措施。",
    )  # fmt: skip
    assert said(found) == [
        ("LEADS", BUILDING, "渣土（工程弃土）清运", None),
        ("APPROVES", BUILDING, "渣土（工程弃土）清运", "渣土清运"),
        ("ENFORCES", BUILDING, "渣土（工程弃土）清运", "沿途抛撒行为"),
        ("GUIDES", POLICE, "渣土（工程弃土）清运", None),
    ]


def test_who_is_called_the_body_in_charge_leads_the_matter_of_the_heading(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "一、农村供水管理",
        "市水务局为主管部门，负责农村供水设施运行的监督管理。市住建局协助做好农村供水管网移交工作。",
    )  # fmt: skip
    assert [(r, o, t) for r, o, t, _ in said(found)] == [
        ("LEADS", WATER, "农村供水管理"),
        ("SUPERVISES", WATER, "农村供水管理"),
        ("ASSISTS", BUILDING, "农村供水管理"),
    ]


def test_who_carries_out_a_measure_stands_in_brackets_beside_the_others(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "一、民生实事", "1.改造管网20公里。（市水务局牵头，市住建局等部门配合，各县(区)政府落实）",
        "各单位于每月底前报送进展。",
    )  # fmt: skip
    thing = "改造管网20公里"
    assert said(found) == [
        ("LEADS", WATER, thing, None),
        ("ASSISTS", BUILDING, thing, None),
        ("ASSISTS", "等部门", thing, None),
        ("INVOLVED_IN", "各县(区)政府", thing, None),
    ]


def test_a_measure_whose_brackets_are_not_understood_is_told_though_text_follows_it(tmp_path: Path) -> None:
    found = clauses(
        tmp_path,
        "一、民生实事",
        "1.改造管网20公里。（市水务局牵头，市住建局前期曾有意见）",
        "各单位按月报送进展。",
    )
    assert said(found) == []
    assert [p.severity for p in problems(found, "CLAUSE")] == ["warning"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("涉及市水务局、市公安局。", [WATER, POLICE]),
        ("主要涉及部门：市水务局、市公安局。", [WATER, POLICE]),
        ("责任单位为市水务局、市公安局。", [WATER, POLICE]),
    ],
)
def test_bodies_that_a_matter_only_concerns_have_no_role(tmp_path: Path, text: str, names: list[str]) -> None:
    found = clauses(tmp_path, f"一、水上乐园管理。{text}")
    assert said(found) == [("INVOLVED_IN", name, "水上乐园管理", None) for name in names]


def test_a_paragraph_that_exhorts_all_departments_names_nobody(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "一、节水宣传。由市水务局负责。", "二、提高认识。各部门要强化大局意识，不得推诿扯皮。"
    )
    assert problems(found, "CLAUSE") == []
    assert said(found) == [("LEADS", WATER, "节水宣传", None)]


def test_articles_without_a_blank_after_their_number_head_the_duties_of_a_body(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "第八条市水务局防汛工作职责：", "（一）牵头负责河道防汛。", "（二）会同市公安局督促涉水工地撤离人员。",
        "第九条市教育局防汛工作职责：", "（一）指导学校防汛演练。",
        "第十条各县（区）可参照本规定，结合实际制定具体办法。", last=(),
    )  # fmt: skip
    assert errors(found) == [] and problems(found, "CLAUSE") == []
    assert [s[:3] for s in said(found)] == [
        ("LEADS", WATER, "河道防汛"),
        ("LEADS", WATER, "督促涉水工地撤离人员"),
        ("ASSISTS", POLICE, "督促涉水工地撤离人员"),
        ("GUIDES", SCHOOLS, "学校防汛演练"),
    ]


@pytest.mark.parametrize("text", ["第八条规定的事项由市水务局负责", "第八条第二款由市水务局解释"])
def test_a_reference_to_an_article_is_no_number(text: str) -> None:
    from ingest.shapes.numbering import split_number

    assert split_number(text) == ("", text)


def beside(folder: Path, *rows: list[str]) -> Said:
    head = ["序号", "管理事项", "相关部门", "职责分工"]
    found = read(folder, table(folder / "02-清单.csv", [["临澜市职责边界清单"], [META], head, *rows]))
    assert errors(found) == []
    return [(s.role, s.organization or "", s.thing, s.scope) for s in whole(found).statements]


def test_each_piece_of_a_clause_beside_a_body_says_its_own_role(tmp_path: Path) -> None:
    assert beside(
        tmp_path,
        ["1", "水上乐园管理", "市水务局", "牵头负责水上乐园管理,编制规划,实施取水许可。"],
        ["1", "水上乐园管理", "市公安局", "依法打击水上乐园盗窃犯罪行为。"],
        ["1", "水上乐园管理", "市教育局", "1.负责学生安全教育;2.对带队教师进行监督检查。"],
    ) == [
        ("LEADS", WATER, "水上乐园管理", None),
        ("ENFORCES", POLICE, "水上乐园管理", None),
        ("SHARES", SCHOOLS, "水上乐园管理", "学生安全教育"),
        ("APPROVES", WATER, "水上乐园管理", "取水"),
        ("SUPERVISES", SCHOOLS, "水上乐园管理", "带队教师"),
    ]


@pytest.mark.parametrize(
    "heading", ["分工意见", "分 工 意 见", "责任分工意见", "部门职责分工意见", "议定结果"]
)
def test_a_column_of_what_was_settled_holds_who_does_what(tmp_path: Path, heading: str) -> None:
    rows = [
        ["编号", "管理事项", heading],
        ["一", "水上乐园管理", "由市水务局牵头，市公安局和市教育局配合。"],
        ["二", "泳池清查", "市教育局会同市水务局及市公安局开展。"],
        ["三", "渣土清运", "市住建局/市公安局各负其责。"],
    ]
    found = read(tmp_path, table(tmp_path / "02-清单.csv", [["临澜市重点事项分工"], [META], *rows]))
    assert (report(found, "02").profile, errors(found)) == ("boundary", [])
    assert roles(found, "水上乐园管理") == [("LEADS", WATER), ("ASSISTS", POLICE), ("ASSISTS", SCHOOLS)]
    assert roles(found, "泳池清查") == [("LEADS", SCHOOLS), ("ASSISTS", WATER), ("ASSISTS", POLICE)]
    assert roles(found, "渣土清运") == [("SHARES", BUILDING), ("SHARES", POLICE)]


TOWN = body("东澜区双塔镇人民政府", 常用简称="双塔镇", 机构类别="乡镇街道", 层级="乡", 行政区划="379902")
HELPED = [
    ["二、配合履职事项（1项）", "", "", "", ""],
    ["序号", "事项名称", "对应上级部门", "上级部门职责", "乡镇配合职责"],
    ["1", "采砂整治", "区水务局", "开展巡查", "上报线索"],
]
OWN = [
    ["一、基本履职事项（1项）", "", "", "", ""],
    ["序号", "类别", "事项名称", "", ""],
    ["1", "治理", "纠纷化解", "", ""],
]


def of_town(folder: Path, title: str) -> Understanding:
    rows = [[title, "", "", "", ""], ["行政区划：379902", "", "", "", ""], *OWN, *HELPED]
    return understand([register(folder, TOWN), workbook(folder / "02.xlsx", {"清单": rows})])


def test_the_title_over_several_lists_of_a_sheet_names_the_town_of_each(tmp_path: Path) -> None:
    found = of_town(tmp_path, "双塔镇履行职责事项清单")
    assert roles(found, "纠纷化解") == [("LEADS", "东澜区双塔镇人民政府")]
    assert ("ASSISTS", "东澜区双塔镇人民政府") in roles(found, "采砂整治")


def test_without_a_town_in_the_title_the_heading_says_for_whom_it_is(tmp_path: Path) -> None:
    found = of_town(tmp_path, "东澜区乡镇履行职责事项清单")
    assert ("ASSISTS", "各乡镇") in roles(found, "采砂整治")


def test_a_post_after_several_bodies_is_that_of_each_and_daily_work_may_need_no_office(
    tmp_path: Path,
) -> None:
    group, force = "临澜市养老服务领导小组", "临澜市数字建设工作专班"
    found = clauses(
        tmp_path, f"一、{group}", "组　长：市政府分管负责同志", "成　员：市水务局、市公安局、市教育局分管负责同志",
        f"二、{force}", "牵头单位：市水务局", "成员单位：市公安局", "工作专班不设办公室，日常工作由市水务局承担。",
    )  # fmt: skip
    assert errors(found) == []
    made = said(found)
    for name in (WATER, POLICE, SCHOOLS):
        assert ("HAS_MEMBER", name, group, None) in made
    assert ("LEADS", WATER, f"{force}日常工作", None) in made


def test_where_an_office_is_to_be_found_may_name_a_body_or_an_address(tmp_path: Path) -> None:
    rows = [
        ["专班名称", "组长单位", "办公室地点", "组成单位"],
        ["老旧小区改造工作专班", "市住建局", "市住建局", "市公安局、市教育局"],
        ["节水工作专班", "市水务局", "水源大厦12楼1203室", "市公安局"],
    ]
    found = read(tmp_path, table(tmp_path / "02-专班.csv", [["临澜市工作专班清单"], [META], *rows]))
    assert errors(found) == []
    offices = [s.organization for s in whole(found).statements if s.role == "OFFICE_AT"]
    assert offices == [BUILDING]
    assert [p.cell for p in problems(found, "NOTE")] == ["C5"]
