"""All that the bodies of a matter have to do, in one cell of clauses: 各部门职责边界; and shares that words introduce."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, problems, read, report, table, whole

WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"
MARKET, SPORT = "临澜市市场监督管理局", "临澜市体育局"
TITLE = "临澜市交叉事项职责划分表"


def listed(folder: Path, *rows: list[str]) -> Understanding:
    return read(folder, table(folder / "02-清单.csv", [[TITLE], [META], *rows]))


def cell(folder: Path, text: str, heading: str = "各部门职责边界") -> Understanding:
    return listed(folder, ["序号", "事项名称", heading, "依据"], ["1", "游泳场所管理", text, ""])


def said(found: Understanding) -> list[tuple[str, str, str | None]]:
    made = whole(found).statements
    return [(s.role, s.organization or s.organization_text, s.scope) for s in made]


@pytest.mark.parametrize(
    "heading",
    [
        "各部门职责边界", "职责边界", "边界划分情况", "责任界定", "职责划分意见", "有关部门职责", "部门及职责分工",
        "各单位分工", "任务分工",
        "职责归属",
    ],
)  # fmt: skip
def test_a_column_of_clauses_names_the_bodies_where_no_other_does(tmp_path: Path, heading: str) -> None:
    text = "1.市体育局：牵头组织检查；\n2.市公安局：协助维护秩序；\n3.市教育局：负责校内泳池的管理。"
    found = cell(tmp_path, text, heading)
    assert (report(found, "02").profile, errors(found)) == ("boundary", [])
    assert said(found) == [
        ("LEADS", SPORT, None),
        ("ASSISTS", POLICE, None),
        ("SHARES", SCHOOLS, "校内泳池的管理"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由市体育局牵头，市公安局、市教育局配合。", [("LEADS", SPORT), ("ASSISTS", POLICE), ("ASSISTS", SCHOOLS)]),
        ("市体育局牵头负责\n市公安局协助维护秩序\n市教育局配合",
         [("LEADS", SPORT), ("ASSISTS", POLICE), ("ASSISTS", SCHOOLS)]),
        ("【市体育局】牵头组织；【市公安局】协助维护秩序", [("LEADS", SPORT), ("ASSISTS", POLICE)]),
        ("市体育局（牵头）：组织检查；市公安局（配合）：维护秩序", [("LEADS", SPORT), ("ASSISTS", POLICE)]),
        ("市体育局：主管部门，负责统一监督管理；市公安局：参与检查", [("LEADS", SPORT), ("ASSISTS", POLICE)]),
        ("（一）市体育局主管；（二）市审批局负责许可，市公安局协助",
         [("LEADS", SPORT), ("APPROVES", "临澜市行政审批服务局"), ("ASSISTS", POLICE)]),
        ("市体育局、市教育局按职责分工负责：市体育局负责校外泳池，市教育局负责校内泳池。",
         [("SHARES", SPORT), ("SHARES", SCHOOLS)]),
        ("泳池经营者所在地县级人民政府承担主体责任；市体育局协助", [("LEADS", "泳池经营者所在地县级人民政府"), ("ASSISTS", SPORT)]),
        ("市体育局牵头；各县（区）履行属地管理责任", [("LEADS", SPORT), ("SHARES", "各县（区）")]),
    ],
)  # fmt: skip
def test_however_its_clauses_are_written(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    found = cell(tmp_path, text)
    assert errors(found) == []
    assert [(role, body) for role, body, _ in said(found)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "明确由市体育局牵头，市公安局配合。", "（1）市体育局。牵头组织检查。（2）市公安局。协助维护秩序。",
        "会议明确：由市体育局牵头，市公安局配合。",
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["协调意见", "裁定结果", "界定意见"])
def test_what_was_decided_on_a_disputed_matter(tmp_path: Path, heading: str, text: str) -> None:
    head = ["序号", "争议事项", "争议部门", heading]
    found = listed(tmp_path, head, ["1", "游泳场所管理", "市体育局、市公安局", text])
    assert said(found) == [("LEADS", SPORT, None), ("ASSISTS", POLICE, None)]


def test_each_column_may_hold_the_clauses_of_one_role(tmp_path: Path) -> None:
    head = ["序号", "事项名称", "牵头部门职责", "配合部门职责"]
    row = ["1", "游泳场所管理", "市体育局：组织检查", "市公安局：查处寻衅滋事；市教育局：宣传"]
    found = listed(tmp_path, head, row)
    assert errors(found) == []
    assert said(found) == [("LEADS", SPORT, None), ("ASSISTS", POLICE, None), ("ASSISTS", SCHOOLS, None)]


def test_a_list_without_a_word_of_who_does_what_stays_unread(tmp_path: Path) -> None:
    found = listed(tmp_path, ["序号", "事项名称", "情况说明"], ["1", "游泳场所管理", "市体育局牵头"])
    assert [code for code, _, _ in errors(found)] == ["PROFILE"]


def test_an_unknown_body_is_an_error_and_what_names_nobody_is_told(tmp_path: Path) -> None:
    found = cell(
        tmp_path, "①市体育局牵头负责；②国网临澜供电公司协助接电；③市泳管局配合。家庭泳池不适用本条。"
    )
    assert said(found) == [
        ("LEADS", SPORT, None), ("ASSISTS", "国网临澜供电公司", None), ("ASSISTS", "市泳管局", None),
    ]  # fmt: skip
    assert [p.unresolved.text for p in problems(found, "DQ-NAME") if p.unresolved] == [
        "国网临澜供电公司",
        "市泳管局",
    ]
    assert ["家庭泳池不适用本条" in p.message for p in problems(found, "CLAUSE")] == [True]


def test_beside_a_column_of_bodies_such_a_column_is_what_they_have_to_do(tmp_path: Path) -> None:
    rows = [
        ["1", "游泳场所管理", "市体育局", "牵头组织检查"],
        ["1", "游泳场所管理", "市公安局", "配合维护秩序"],
    ]
    for heading in ("职责边界", "职责", "具体职责", "责任划分"):
        found = listed(tmp_path, ["序号", "事项名称", "责任单位", heading], *rows)
        assert said(found) == [("LEADS", SPORT, None), ("ASSISTS", POLICE, None)], heading


def test_who_punishes_within_a_matter_that_another_one_leads_enforces(tmp_path: Path) -> None:
    found = cell(tmp_path, "市体育局牵头负责；市市场监管局负责查处泳池虚假宣传行为；市公安局负责泳池治安")
    assert said(found) == [
        ("LEADS", SPORT, None), ("ENFORCES", MARKET, "泳池虚假宣传行为"), ("SHARES", POLICE, "泳池治安"),
    ]  # fmt: skip
    alone = cell(tmp_path, "市市场监管局负责查处泳池虚假宣传行为")
    assert [role for role, _, _ in said(alone)] == ["LEADS"]


def test_who_answers_for_a_closer_part_beside_others_does_a_share(tmp_path: Path) -> None:
    parts = "市体育局负责泳池卫生检查，市教育局负责校内游泳场所管理"
    assert said(cell(tmp_path, f"{parts}。")) == [
        ("SHARES", SPORT, "泳池卫生检查"), ("SHARES", SCHOOLS, "校内游泳场所管理"),
    ]  # fmt: skip
    assert said(cell(tmp_path, "市体育局负责全市游泳场所管理，市公安局负责泳池治安。")) == [
        ("LEADS", SPORT, None), ("SHARES", POLICE, "泳池治安"),
    ]  # fmt: skip


def test_where_nobody_is_settled_on_there_is_nobody(tmp_path: Path) -> None:
    for text in ("暂无明确牵头部门，待研究。", "尚无牵头单位"):
        found = cell(tmp_path, text)
        assert (errors(found), said(found)) == ([], [])


def test_several_clauses_of_a_body_give_it_the_role_that_one_of_them_says(tmp_path: Path) -> None:
    text = "市体育局：\n1.编制方案；\n2.牵头检查。\n市公安局：\n1.巡查；\n2.配合检查。"
    assert said(cell(tmp_path, text)) == [("LEADS", SPORT, None), ("ASSISTS", POLICE, None)]


def test_bodies_that_share_have_a_column(tmp_path: Path) -> None:
    head = ["序号", "事项名称", "牵头单位", "按职责分工负责部门"]
    found = listed(tmp_path, head, ["1", "游泳场所管理", "市体育局", "市公安局、市教育局"])
    assert said(found) == [("LEADS", SPORT, None), ("SHARES", POLICE, None), ("SHARES", SCHOOLS, None)]


def notice(folder: Path, *paragraphs: str) -> list[tuple[str, str, str, str | None]]:
    last = ("八、犬只管理", "由市公安局牵头，市教育局配合。")
    found = read(folder, document(folder / "02-条文.docx", ["关于职责分工的通知", META, *paragraphs, *last]))
    made = [s for s in whole(found).statements if s.thing != "犬只管理"]
    return [(s.role, s.organization or s.organization_text, s.thing, s.scope) for s in made]


def test_parts_of_a_matter_that_one_leads_and_others_help_in_stay_below_its_heading(tmp_path: Path) -> None:
    paragraphs = (
        "一、泳池卫生管理", "（一）市体育局牵头负责泳池卫生监督管理。", "（二）市教育局配合做好校内泳池的消毒。",
        "（三）市公安局协助核查泳池经营者身份。",
    )  # fmt: skip
    assert notice(tmp_path, *paragraphs) == [
        ("LEADS", SPORT, "泳池卫生管理", None), ("ASSISTS", SCHOOLS, "泳池卫生管理", None),
        ("ASSISTS", POLICE, "泳池卫生管理", None),
    ]  # fmt: skip
    whole_ = (
        "一、泳池卫生管理",
        "（一）市体育局。牵头负责泳池卫生管理工作。",
        "（二）市公安局。负责泳池治安。",
    )
    assert notice(tmp_path, *whole_) == [
        ("LEADS", SPORT, "泳池卫生管理", None), ("SHARES", POLICE, "泳池卫生管理", "泳池治安"),
    ]  # fmt: skip
    own = ("一、泳池卫生管理", "（一）市体育局负责泳池卫生检查。", "（二）市教育局负责校内泳池卫生宣传。")
    assert [thing for _, _, thing, _ in notice(tmp_path, *own)] == ["泳池卫生检查", "校内泳池卫生宣传"]


def test_words_that_introduce_shares_state_none(tmp_path: Path) -> None:
    text = "市水务局、市住建局分别承办：市水务局承办城区外管网维护，市住建局承办城区管网维护。"
    assert notice(tmp_path, "一、管网维护", text) == [
        ("SHARES", WATER, "管网维护", "城区外管网维护"), ("SHARES", BUILDING, "管网维护", "城区管网维护"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "原市水利局承担的有关职责一并由市水务局承担。", "市教育局负责本通知执行情况的督促检查。",
        "本通知由市教育局会同市公安局动态调整。",
    ],
)  # fmt: skip
def test_the_end_of_a_notice_assigns_no_matter(tmp_path: Path, text: str) -> None:
    stated = notice(tmp_path, "一、泳池卫生管理", "由市体育局牵头，市公安局等部门配合。", text)
    assert stated == [
        ("LEADS", SPORT, "泳池卫生管理", None), ("ASSISTS", POLICE, "泳池卫生管理", None),
        ("ASSISTS", "等部门", "泳池卫生管理", None),
    ]  # fmt: skip
