"""What notices say besides who leads: members of a body, bodies abolished, powers that move, parts of a matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.documents import document
from tests.ingest.workbooks import META, errors, problems, read, stated, table, whole

WATER, POLICE, BUILDING, SCHOOLS = "临澜市水务局", "临澜市公安局", "临澜市住房和城乡建设局", "临澜市教育局"
GROUP = "临澜市节水领导小组"
LAST = ("八、犬只管理", "由市公安局牵头。", "九、养犬宣传", "由市教育局牵头。")


def clauses(folder: Path, *paragraphs: str, title: str = "关于职责分工的通知") -> Understanding:
    return read(folder, document(folder / "02-条文.docx", [title, META, *paragraphs]))


def said(found: Understanding) -> list[tuple[str, str, str, str | None]]:
    """(role, body, thing, scope) of every statement, in order, without those of LAST."""
    made = [s for s in whole(found).statements if s.thing not in ("犬只管理", "养犬宣传")]
    return [(s.role, s.organization or s.organization_text, s.thing, s.scope) for s in made]


@pytest.mark.parametrize(
    "units",
    [
        ("成员单位：市公安局、市教育局",),
        ("（三）成 员 单 位：市公安局、市教育局。",),
        ("成员单位：", "市公安局", "市教育局"),
    ],
)
def test_the_bodies_under_members_are_its_members_and_posts_are_not(
    tmp_path: Path, units: tuple[str, ...]
) -> None:
    found = clauses(
        tmp_path, "一、组成人员", "组　长：市政府分管副市长", "副组长：市政府副秘书长", "市水务局局长", *units,
        "二、任务", "犬只管理由市公安局牵头。", "养犬宣传由市教育局牵头。",
        title=f"关于成立{GROUP}的通知",
    )  # fmt: skip
    assert errors(found) == [] and problems(found, "CLAUSE") == []
    assert stated(found, "CoordinatingBody")[0]["chair_role"] == "市政府分管副市长"
    assert said(found) == [("HAS_MEMBER", POLICE, GROUP, None), ("HAS_MEMBER", SCHOOLS, GROUP, None)]


def test_a_member_that_no_register_has_is_an_error(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "一、组成人员", "成员单位：市公安局、市盐务局", "二、任务", "犬只管理由市公安局牵头。",
        "养犬宣传由市教育局牵头。", title=f"关于成立{GROUP}的通知",
    )  # fmt: skip
    assert [p.cell for p in problems(found, "DQ-NAME") if p.severity == "error"] == ["P4"]
    assert ("HAS_MEMBER", POLICE, GROUP, None) in said(found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2021年设立的市供水联席会议同时撤销。", ["临澜市供水联席会议"]),
        ("同时撤销原市供水联席会议、临澜市排水专班。", ["临澜市供水联席会议", "临澜市排水专班"]),
        ("领导小组任务完成后自行撤销。", []),
        ("市供水联席会议任务完成后撤销。", []),
        ("建议撤销市供水联席会议。", []),
        ("市供水联席会议的设立和撤销由市编办审核。", []),
    ],
)
def test_a_body_that_a_notice_abolishes(tmp_path: Path, text: str, names: list[str]) -> None:
    found = clauses(tmp_path, *LAST, text, title=f"关于成立{GROUP}的通知")
    made = {b["name"]: b.get("status") for b in stated(found, "CoordinatingBody")}
    assert made == {GROUP: None, **dict.fromkeys(names, "revoked")}
    assert [p.severity for p in problems(found, "CLAUSE")] == ["info"] * len(names)
    whole(found)


@pytest.mark.parametrize(
    ("texts", "expected", "told"),
    [
        (("取水违法行为行政处罚由市水务局划转市公安局行使。",),
         [("TRANSFERRED_FROM", WATER, "取水违法行为行政处罚", None), ("ENFORCES", POLICE, "取水违法行为行政处罚", None)], []),
        (("自2026年5月1日起，将市水务局承担的取水许可职责划转至市住建局实施，自印发之日起执行。",),
         [("TRANSFERRED_FROM", WATER, "取水许可", None), ("APPROVES", BUILDING, "取水许可", None)], []),
        (("取水许可。由市水务局划转市住建局实施。",),
         [("TRANSFERRED_FROM", WATER, "取水许可", None), ("APPROVES", BUILDING, "取水许可", None)], []),
        (("取水许可由市水务局划转市住建局实施。市水务局日常监督管理职责不变。",),
         [("TRANSFERRED_FROM", WATER, "取水许可", None), ("APPROVES", BUILDING, "取水许可", None),
          ("SUPERVISES", WATER, "取水许可", None)], []),
        (("取水许可由市水务局划转市住建局实施；原监督管理职责不变。",),
         [("TRANSFERRED_FROM", WATER, "取水许可", None), ("APPROVES", BUILDING, "取水许可", None),
          ("SUPERVISES", WATER, "取水许可", None)], ["info"]),
        (("取水许可由市水务局划转市住建局实施。取水计量日常监督管理职责不变，仍由市水务局负责。",),
         [("TRANSFERRED_FROM", WATER, "取水许可", None), ("APPROVES", BUILDING, "取水许可", None),
          ("LEADS", WATER, "取水计量日常监督管理", None)], []),
        (("取水许可由市水务局划转市住建局实施。取水计量设施的日常检查仍由市水务局负责。",),
         [("TRANSFERRED_FROM", WATER, "取水许可", None), ("APPROVES", BUILDING, "取水许可", None),
          ("LEADS", WATER, "取水计量设施的日常检查", None)], []),
        (("将取水许可由市水务局划转至市住建局，市水务局配合。",),
         [("TRANSFERRED_FROM", WATER, "取水许可", None), ("APPROVES", BUILDING, "取水许可", None),
          ("ASSISTS", WATER, "取水许可", None)], []),
        (("餐厨垃圾管理职责由市住建局划转市水务局承担。",), [("LEADS", WATER, "餐厨垃圾管理", None)], ["info"]),
    ],
)  # fmt: skip
def test_what_moves_from_one_body_to_another(
    tmp_path: Path, texts: tuple[str, ...], expected: list[tuple[str, str, str, str | None]], told: list[str]
) -> None:
    found = clauses(tmp_path, "一、关于有关职责", *texts, *LAST)
    assert errors(found) == []
    assert sorted(said(found)) == sorted(expected)
    assert [p.severity for p in problems(found, "CLAUSE")] == told


@pytest.mark.parametrize(
    "text",
    [
        "档案由承办人员移交有关人员保管。",
        "涉嫌犯罪案件由市水务局移交市公安局。",
        "有关资料由市水务局在5日内移交。",
        "经费由市财政划转。",
    ],
)
def test_papers_that_are_handed_over_are_no_powers_that_move(tmp_path: Path, text: str) -> None:
    found = clauses(tmp_path, *LAST, text)
    assert not [s for s in said(found) if s[0] == "TRANSFERRED_FROM"]
    assert stated(found, "ApprovalItem") == []


def test_a_move_to_a_body_that_no_register_has_is_an_error(tmp_path: Path) -> None:
    found = clauses(tmp_path, "一、取水", "取水许可由市水务局划转市盐务局实施。", *LAST)
    assert [p.cell for p in problems(found, "DQ-NAME") if p.severity == "error"] == ["P4"]


def test_who_only_helps_helps_in_the_matter_of_the_section(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "一、关于二次供水管理",
        "市水务局牵头负责二次供水水质；市公安局负责二次供水设施安防；市住建局配合，督促物业企业做好泵房管理。",
        "二、关于景观水面保洁", "市水务局负责景观水面保洁。市住建局配合，督促物业企业做好清扫。", *LAST,
    )  # fmt: skip
    assert sorted(said(found)) == sorted([
        ("LEADS", WATER, "二次供水水质", None), ("LEADS", POLICE, "二次供水设施安防", None),
        ("ASSISTS", BUILDING, "二次供水管理", None), ("LEADS", WATER, "景观水面保洁", None),
        ("ASSISTS", BUILDING, "景观水面保洁", None),
    ])  # fmt: skip


def test_whom_it_is_said_to_help_in_stays_its_own(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "一、关于二次供水管理",
        "市水务局负责二次供水水质；市公安局负责二次供水设施安防；市住建局配合做好泵房巡查。", *LAST,
    )  # fmt: skip
    assert ("ASSISTS", BUILDING, "泵房巡查", None) in said(found)


@pytest.mark.parametrize(
    "text",
    [
        "近期，部分部门就二次供水监管等事项提请我办协调。依据有关规定，现就职责分工提出如下意见：",
        "近日，有关单位就供水监管报请我局统筹。",
    ],
)
def test_why_a_notice_is_written_assigns_nothing(tmp_path: Path, text: str) -> None:
    found = clauses(tmp_path, text, *LAST)
    assert (errors(found), problems(found, "CLAUSE"), said(found)) == ([], [], [])


def test_the_offices_of_a_body_and_the_name_of_its_mandate_are_no_duties(tmp_path: Path) -> None:
    found = clauses(
        tmp_path, "临澜市水务局职能配置、内设机构和人员编制规定",
        "第一条　市水务局贯彻执行水利法律法规。主要职责是：", "（一）负责节约用水。", "（二）负责水库调度。",
        "第二条　市水务局设下列内设机构：办公室、水资源科。", title="临办字〔2026〕3号",
    )  # fmt: skip
    assert problems(found, "CLAUSE") == []
    assert said(found) == [("LEADS", WATER, "节约用水", None), ("LEADS", WATER, "水库调度", None)]


@pytest.mark.parametrize(
    ("clause", "title", "helped"),
    [
        ("配合市场监管部门开展校园周边食品经营检查", "校园周边食品经营检查", "市场监管部门"),
        ("配合有关部门做好校车检查", "校车检查", "有关部门"),
        ("协助上级部门开展校车检查", "校车检查", "上级部门"),
        ("配合属地镇街开展校车检查", "校车检查", "属地镇街"),
        ("配合做好部门联合检查工作", "部门联合检查工作", ""),
    ],
)
def test_a_kind_of_body_that_is_helped_is_no_part_of_the_title(
    tmp_path: Path, clause: str, title: str, helped: str
) -> None:
    rows = [
        ["临澜市职责清单"], [META], ["序号", "部门", "职责"], ["1", "市教育局", clause],
        ["2", "市公安局", "负责犬只管理"],
    ]  # fmt: skip
    found = read(tmp_path, table(tmp_path / "02-清单.csv", rows))
    assert errors(found) == []
    others = [("INVOLVED_IN", helped, title, None)] if helped else []
    assert said(found) == [("ASSISTS", SCHOOLS, title, None), *others]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("市教育局负责校车许可；市住建局负责道路设施",
         [("SHARES", SCHOOLS, "校车许可"), ("SHARES", BUILDING, "道路设施")]),
        ("市教育局负责校车许可；市公安局负责校车通行秩序",
         [("SHARES", SCHOOLS, "校车许可"), ("SHARES", POLICE, "校车通行秩序")]),
        ("市教育局牵头；市公安局负责校车通行秩序", [("LEADS", SCHOOLS, None), ("SHARES", POLICE, "校车通行秩序")]),
        ("市教育局负责校车安全管理工作；市公安局负责校车通行秩序",
         [("LEADS", SCHOOLS, None), ("SHARES", POLICE, "校车通行秩序")]),
        ("市教育局负责校车许可", [("LEADS", SCHOOLS, None)]),
    ],
)  # fmt: skip
def test_parts_whose_words_begin_with_the_name_of_the_matter(
    tmp_path: Path, cell: str, expected: list[tuple[str, str, str | None]]
) -> None:
    rows = [
        ["临澜市职责清单"],
        [META],
        ["序号", "事项", "责任分工"],
        ["1", "校车", cell],
        ["2", "犬只管理", "市公安局负责"],
    ]
    found = read(tmp_path, table(tmp_path / "02-清单.csv", rows))
    assert errors(found) == []
    assert said(found) == [(role, body, "校车", scope) for role, body, scope in expected]
