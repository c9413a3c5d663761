"""A boundary list: matters over merged rows, who leads, who assists, who does a share."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Understanding
from tests.ingest.workbooks import (
    BOUNDARY,
    boundary,
    errors,
    problems,
    read,
    report,
    roles,
    stated,
    workbook,
)


def row(
    title: str = "", lead: str = "", clause: str = "", assist: str = "", text: str = "", number: str = "",
    domain: str = "", level: str = "市", basis: str = "", note: str = "",
) -> list[str]:  # fmt: skip
    return [number, domain, title, level if title else "", lead, clause, assist, text, basis, note]


def merged(first: int, last: int) -> list[str]:
    return [f"{c}{first}:{c}{last}" for c in "ABCDEFIJ"]


def test_a_matter_is_the_rows_that_its_merge_covers(tmp_path: Path) -> None:
    rows = [
        row("节约用水管理", "市水务局", "定计划", "市住建局", "改管网", "1"),
        row(assist="市教育局", text="办宣传"),
        row("燃气安全监管", "市住建局", "管燃气", "市公安局", "查运输", "2"),
    ]
    found = read(tmp_path, boundary(tmp_path, rows, merged(4, 5)))
    assert found.ok
    assert roles(found, "节约用水管理") == [
        ("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市住房和城乡建设局"), ("ASSISTS", "临澜市教育局"),
    ]  # fmt: skip
    assert [(a["text"], a["position"], a["level"]) for a in stated(found, "ASSISTS")] == [
        ("改管网", 1, "市"), ("办宣传", 2, "市"), ("查运输", 1, "市"),
    ]  # fmt: skip
    assert [s["number"] for s in stated(found, "LISTED_IN") if "number" in s] == ["1", "2"]


def test_without_merges_a_blank_title_continues_the_matter_above(tmp_path: Path) -> None:
    rows = [row("节约用水管理", "市水务局", "", "市住建局", "改管网"), row(assist="市教育局", text="办宣传")]
    found = read(tmp_path, boundary(tmp_path, rows))
    assert [b for _, b in roles(found, "节约用水管理")] == [
        "临澜市水务局", "临澜市住房和城乡建设局", "临澜市教育局",
    ]  # fmt: skip
    assert problems(found, "DQ-MERGE") == []


def test_a_title_repeated_on_every_row_is_one_matter(tmp_path: Path) -> None:
    rows = [
        row("节约用水管理", "市水务局", "定计划", "市住建局", "改管网", "1"),
        row("节约用水管理", "市水务局", "定计划", "市教育局", "办宣传", "1"),
    ]
    found = read(tmp_path, boundary(tmp_path, rows))
    assert [r for r, _ in roles(found, "节约用水管理")] == ["LEADS", "ASSISTS", "ASSISTS"]
    assert problems(found, "DUPLICATE") == []


def test_one_title_in_two_places_is_told(tmp_path: Path) -> None:
    rows = [row("甲事项", "市水务局"), row("乙事项", "市水务局"), row("甲 事项", "市教育局")]
    found = read(tmp_path, boundary(tmp_path, rows))
    assert [(p.severity, p.cell) for p in problems(found, "DUPLICATE")] == [("warning", "C6")]


def test_a_row_that_a_merge_left_out_is_told(tmp_path: Path) -> None:
    rows = [
        row("节约用水管理", "市水务局", "", "市住建局"),
        row(assist="市教育局"),
        row(assist="市公安局"),
        row("燃气安全监管", "", "", "市公安局"),
    ]
    found = read(tmp_path, boundary(tmp_path, rows, ["C4:C5", "E5:E7"]))
    assert [p.cell for p in problems(found, "DQ-MERGE")] == ["G6"]


def test_a_merge_that_reaches_into_the_next_matter_is_told(tmp_path: Path) -> None:
    rows = [row("节约用水管理", "市水务局", "", "市住建局"), row("燃气安全监管", "", "", "市公安局")]
    found = read(tmp_path, boundary(tmp_path, rows, ["E4:E5"]))
    assert [(p.severity, p.cell) for p in problems(found, "DQ-MERGE")] == [("warning", "E5")]
    assert roles(found, "燃气安全监管")[0] == ("LEADS", "临澜市水务局")


def test_rows_without_data_are_named_and_counts_add_up(tmp_path: Path) -> None:
    rows = [
        ["一、水务"],
        row("节约用水管理", "市水务局", "", "市住建局", "改管网", "1", "水务"),
        row(),
        BOUNDARY,
        row("水库调度", "市水务局", "", "", "", "2", "水务"),
        [],
        ["合计：2项"],
        ["注：1.示例数据。"],
        ["2.部门名称可用简称。"],
    ]
    found = read(tmp_path, boundary(tmp_path, rows, ["A4:J4", "A10:J10", *[f"{c}8:{c}9" for c in "ABCDEF"]]))
    counts = report(found, "02").counts
    assert found.ok
    assert dict(report(found, "02").non_data_rows) == {
        "职责边界清单!1": "标题行", "职责边界清单!2": "标题行", "职责边界清单!3": "表头行", "职责边界清单!4": "分组标题行",
        "职责边界清单!6": "空行", "职责边界清单!7": "表头行（重复）", "职责边界清单!9": "事项续行，没有单位",
        "职责边界清单!10": "合计行", "职责边界清单!11": "附注行", "职责边界清单!12": "附注行（续）",
    }  # fmt: skip
    assert counts == {"rows": 12, "statement_rows": 2, "problem_rows": 0, "non_data_rows": 10}


def test_a_row_with_nothing_to_hang_on_is_a_problem_row(tmp_path: Path) -> None:
    found = read(tmp_path, boundary(tmp_path, [row(assist="市教育局", text="办宣传")]))
    assert [(c, p) for c, p, _ in errors(found)] == [("ROW", "职责边界清单!G4")]
    assert report(found, "02").counts == {
        "rows": 4, "statement_rows": 0, "problem_rows": 1, "non_data_rows": 3,
    }  # fmt: skip


def test_the_domain_comes_from_its_column_or_from_the_banner(tmp_path: Path) -> None:
    rows = [
        ["一、水务与防汛"], row("节约用水管理", "市水务局"), ["二、城市建设"], row("燃气安全监管", "市住建局"),
        row("户外广告", "市住建局", domain="市容"),
    ]  # fmt: skip
    found = read(tmp_path, boundary(tmp_path, rows, ["A4:J4", "A6:J6"]))
    assert [(d["name"], d["position"]) for d in stated(found, "Domain")] == [
        ("水务与防汛", 1), ("城市建设", 2), ("市容", 3),
    ]  # fmt: skip
    plain = read(tmp_path, boundary(tmp_path, [row("户外广告", "市住建局", domain="市容")]))
    assert ["position" in d for d in stated(plain, "Domain")] == [False]  # a column of domains is no index


def test_where_nobody_leads_nobody_is_made_lead(tmp_path: Path) -> None:
    rows = [row("民宿监管", assist="市公安局", text="采集信息"), row(assist="市住建局", text="看房")]
    path = boundary(tmp_path, rows)
    assert [r for r, _ in roles(read(tmp_path, path), "民宿监管")] == ["ASSISTS", "ASSISTS"]
    inferred = read(tmp_path, path, first_listed=True)
    assert roles(inferred, "民宿监管") == [
        ("LEADS", "临澜市公安局"), ("ASSISTS", "临澜市住房和城乡建设局"),
    ]  # fmt: skip
    (lead,) = [m for m in inferred.batch.mentions if m.statement.kind == "LEADS"]
    assert (lead.inferred, lead.statement.properties["inferred"]) == ("first_listed", "first_listed")


def test_first_listed_leaves_shares_and_stated_leads_alone(tmp_path: Path) -> None:
    rows = [
        row("防溺水", assist="市公安局", text="按职责分工救助"),
        row("节约用水管理", "市水务局", "", "市住建局"),
        row("镇街事项", assist="各镇街"),
    ]
    found = read(tmp_path, boundary(tmp_path, rows), first_listed=True)
    assert all(not s.inferred for f in found.files for s in f.statements)


def test_shares_need_a_matter_without_a_lead(tmp_path: Path) -> None:
    rows = [
        row("防溺水", "", "", "市公安局", "按职责分工救助"),
        row(assist="市教育局", text="开展教育"),
        row("节约用水管理", "市水务局", "", "市住建局", "按职责分工改管网"),
        row("流浪犬", "", "", "市公安局", "捕犬", note="各负其责"),
    ]
    found = read(tmp_path, boundary(tmp_path, rows))
    assert [r for r, _ in roles(found, "防溺水")] == ["SHARES", "ASSISTS"]
    assert [r for r, _ in roles(found, "节约用水管理")] == ["LEADS", "ASSISTS"]
    assert [r for r, _ in roles(found, "流浪犬")] == ["SHARES"]
    assert [s.cue for s in report(found, "02").statements if s.role == "SHARES"] == ["按职责分工", "各负其责"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("市住建局、市水务局", [("LEADS", "临澜市住房和城乡建设局", None, None), ("LEADS", "临澜市水务局", None, None)]),
        ("市住建局、市水务局分别牵头",
         [("LEADS", "临澜市住房和城乡建设局", None, True), ("LEADS", "临澜市水务局", None, True)]),
        ("市教育局（学科类）、市体育局(体育类)",
         [("LEADS", "临澜市教育局", "学科类", None), ("LEADS", "临澜市体育局", "体育类", None)]),
        ("市水务局（指导）、东澜区水务局", [("GUIDES", "临澜市水务局", None, None), ("LEADS", "东澜区水务局", None, None)]),
        ("由市住建局会同市公安局", [("LEADS", "临澜市住房和城乡建设局", None, None), ("ASSISTS", "临澜市公安局", None, None)]),
        ("市水务局牵头，市教育局、市公安局配合",
         [("LEADS", "临澜市水务局", None, None), ("ASSISTS", "临澜市教育局", None, None),
          ("ASSISTS", "临澜市公安局", None, None)]),
        ("牵头：市水务局；配合：市教育局", [("LEADS", "临澜市水务局", None, None), ("ASSISTS", "临澜市教育局", None, None)]),
        ("市发改委（市粮食和物资储备局）", [("LEADS", "临澜市发展和改革委员会", None, None)]),
        ("市水务局（城区，指导）", [("GUIDES", "临澜市水务局", "城区", None)]),
        ("水务局（东澜区）", [("LEADS", "东澜区水务局", None, None)]),
        ("市水务局及市教育局", [("LEADS", "临澜市水务局", None, None), ("LEADS", "临澜市教育局", None, None)]),
        ("市发展和改革委员会\n市水务局", [("LEADS", "临澜市发展和改革委员会", None, None), ("LEADS", "临澜市水务局", None, None)]),
        ("各相关部门按职责分工负责", [("SHARES", "各相关部门", None, None)]),
        ("各镇街（配合）", [("ASSISTS", "各镇街（配合）", None, None)]),
        ("无", []),
        ("—", []),
    ],
)  # fmt: skip
def test_how_a_lead_cell_is_read(
    tmp_path: Path, cell: str, expected: list[tuple[str, str, str | None, bool | None]]
) -> None:
    found = read(tmp_path, boundary(tmp_path, [row("甲事项", cell)]))
    assert found.ok
    said = report(found, "02").statements
    links = [m.statement for m in found.batch.mentions if m.statement.kind in {e[0] for e in expected}]
    assert [
        (s.role, s.organization or s.organization_text, s.scope, x.properties.get("split"))
        for s, x in zip(said, links, strict=True)
    ] == expected


def test_a_body_named_twice_is_one_link_and_told(tmp_path: Path) -> None:
    rows = [
        row("甲事项", "市发改委、市粮食和物资储备局", "", "市水务局", "一"),
        row(assist="市水务局", text="二"),
    ]
    found = read(tmp_path, boundary(tmp_path, rows))
    assert [(p.severity, p.cell) for p in problems(found, "DUPLICATE")] == [("info", "E4"), ("warning", "G5")]
    assert len({m.statement.digest for m in found.batch.mentions if m.statement.kind == "LEADS"}) == 1


def test_basis_is_taken_apart(tmp_path: Path) -> None:
    basis = "《中华人民共和国水法》第八条、第五十条；《国务院关于修改〈甲〉等的决定》（国发〔2020〕3号）"
    basis += "；临政办发〔2024〕18号；市政府常务会议纪要"
    found = read(tmp_path, boundary(tmp_path, [row("甲事项", "市水务局", basis=basis)]))
    assert [
        (b["name"], b.get("article"), b["kind"], b.get("document_no")) for b in stated(found, "LegalBasis")
    ] == [
        ("中华人民共和国水法", "第八条", "law", None),
        ("中华人民共和国水法", "第五十条", "law", None),
        ("国务院关于修改〈甲〉等的决定", None, "document", "国发〔2020〕3号"),
        ("临政办发〔2024〕18号", None, "document", "临政办发〔2024〕18号"),
        ("市政府常务会议纪要", None, "document", None),
    ]
    assert report(found, "02").statements[0].basis == basis


def test_inserting_a_row_and_renaming_the_file_change_only_mentions(tmp_path: Path) -> None:
    rows = [row("甲事项", "市水务局", "管水", number="1")]
    first = read(tmp_path, boundary(tmp_path, rows))
    again = boundary(tmp_path, [["一、分组"], *rows], ["A4:J4"]).rename(tmp_path / "新名.xlsx")
    second = read(tmp_path, again)
    assert {m.statement.id for m in first.batch.mentions if m.statement.kind == "LEADS"} == {
        m.statement.id for m in second.batch.mentions if m.statement.kind == "LEADS"
    }


CITY = ["职责事项", "牵头单位", "统筹协调机构", "承接层级", "新业态"]
BELOW = ["职责事项", "牵头单位", "对应市级事项", "承接情况", "备注"]
COUNTY = "发布单位：东澜区委编办　行政区划：379902　发布日期：2026年4月1日　状态：完整"


def county(folder: Path, *rows: list[str]) -> Path:
    return workbook(folder / "08-东澜.xlsx", {"职责边界清单": [["清单"], [COUNTY], BELOW, *rows]})


def city(folder: Path) -> Path:
    matters = [["节约用水管理", "市水务局", "", "县", ""], ["海上、岸线巡查", "市水务局", "", "", ""]]
    return boundary(folder, matters, header=CITY)


def ends(found: Understanding, kind: str) -> list[tuple[str, str]]:
    """Names of the two ends of every link of a kind."""
    names = {
        m.statement.id: m.statement.properties["name"] for m in found.batch.mentions if m.statement.is_node
    }
    links = [m.statement for m in found.batch.mentions if m.statement.kind == kind]
    return [(names[s.subject], names[s.object or ""]) for s in links]


def test_who_coordinates_who_takes_it_on_and_what_is_new(tmp_path: Path) -> None:
    rows = [
        ["甲事项", "市水务局", "市公安局", "市、县", "是"],
        ["乙事项", "市水务局", "", "不承接", "否"],
        ["丙事项", "市水务局", "", "视情况", "可能"],
    ]
    found = read(tmp_path, boundary(tmp_path, rows, header=CITY))
    assert roles(found, "甲事项") == [("LEADS", "临澜市水务局"), ("COORDINATES", "临澜市公安局")]
    assert [(d.get("cascade_to"), d.get("emerging")) for d in stated(found, "Duty")] == [
        ("county", True), ("none", False), (None, None),
    ]  # fmt: skip
    assert [(p.severity, p.cell) for p in problems(found, "VALUE")] == [("warning", "D6"), ("warning", "E6")]
    (said,) = [s for s in stated(found, "BoundaryList") if s["kind"] == "boundary"]
    assert {"coordinator", "cascade", "emerging"} <= set(said["columns_present"])


def test_a_county_matter_names_the_city_matter_it_takes_on(tmp_path: Path) -> None:
    rows = [
        ["区节水", "区水务局", "节约用水管理", "承接", ""],
        ["区巡查", "区水务局", "海上、岸线巡查；节约 用水管理", "", ""],
    ]
    found = read(tmp_path, city(tmp_path), county(tmp_path, *rows))
    assert errors(found) == [] and problems(found, "SOURCE") == []
    assert ends(found, "CASCADES_TO") == [
        ("节约用水管理", "区节水"), ("海上、岸线巡查", "区巡查"), ("节约用水管理", "区巡查"),
    ]  # fmt: skip


def test_a_city_matter_that_no_list_has_is_told_with_what_is_like_it(tmp_path: Path) -> None:
    found = read(tmp_path, city(tmp_path), county(tmp_path, ["区节水", "区水务局", "节约用水监管", "", ""]))
    assert found.ok
    assert [(p.severity, p.cell) for p in problems(found, "SOURCE")] == [("warning", "C4")]
    assert "临澜市的清单中没有“节约用水监管”；相近的有：节约用水管理" in problems(found, "SOURCE")[0].message
    assert roles(found, "区节水") == [("LEADS", "东澜区水务局")]


@pytest.mark.parametrize(("words", "reason"), [("本地无此事项", "absent"), ("由市级直管", "held_above")])
def test_what_a_county_need_not_take_on_is_no_matter_of_its_own(
    tmp_path: Path, words: str, reason: str
) -> None:
    rows = [["海上巡查", "", "海上、岸线巡查", words, "本区无海域"], ["节约用水管理", "", "", words, ""]]
    found = read(tmp_path, city(tmp_path), county(tmp_path, *rows))
    assert errors(found) == []
    assert ends(found, "NOT_TAKEN_UP") == [("海上、岸线巡查", "东澜区"), ("节约用水管理", "东澜区")]
    assert [s["reason"] for s in stated(found, "NOT_TAKEN_UP")] == [reason] * 2
    assert {d["region"] for d in stated(found, "Duty")} == {"379900"}
    assert report(found, "08").statement_rows == 2


def test_what_is_not_taken_on_and_yet_led_or_unknown_is_told(tmp_path: Path) -> None:
    rows = [
        ["海上巡查", "区水务局", "海上、岸线巡查", "本地无此事项", ""],
        ["丙", "", "", "本地无此事项", ""],
    ]
    found = read(tmp_path, city(tmp_path), county(tmp_path, *rows))
    assert [(p.code, p.cell) for p in problems(found, "VALUE") + problems(found, "SOURCE")] == [
        ("VALUE", "B4"), ("SOURCE", "A5"),
    ]  # fmt: skip
    assert errors(found) == []
    assert ("职责边界清单!5", "不承接的事项") in report(found, "08").non_data_rows
    assert roles(found, "海上巡查") == []


def test_the_city_of_the_edition_serves_as_well(tmp_path: Path) -> None:
    known = [{"id": "duty:1", "name": "节约用水管理", "region": "379900"}]
    path = county(tmp_path, ["区节水", "区水务局", "节约用水管理", "", ""])
    found = read(tmp_path, path, known_duties=known)
    assert problems(found, "SOURCE") == []
    assert [m.statement.subject for m in found.batch.mentions if m.statement.kind == "CASCADES_TO"] == [
        "duty:1"
    ]
