"""The area of a list that gives no code, and the names that stand for areas, towns and what is not registered."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from ingest.whereabouts import UNKNOWN
from tests.ingest.workbooks import BOUNDARY, body, errors, problems, register, report, stated, table

ROW = ["1", "", "甲事项", "", "水务局", "", "", "", "", ""]


def area(found: Understanding) -> list[str]:
    return [str(b["region"]) for b in stated(found, "BoundaryList") if b["kind"] == "boundary"]


def read(folder: Path, *above: str, row: list[str] = ROW, name: str = "02-清单.csv") -> Understanding:
    return understand([register(folder), table(folder / name, [*([line] for line in above), BOUNDARY, row])])


@pytest.mark.parametrize(
    ("above", "name", "code", "words"),
    [
        (["临澜市职责清单"], "02-清单.csv", "379900", "标题中的“临澜市”"),
        (["关于印发临澜市东澜区职责清单的通知"], "02-清单.csv", "379902", "标题中的“东澜区”"),
        (
            ["职责清单", "编制单位：中共北屿区委机构编制委员会办公室"],
            "02-清单.csv",
            "379903",
            "编制单位中的“北屿区”",
        ),
        (["职责清单"], "02-东澜区.csv", "379902", "文件名中的“东澜区”"),
        (["职责清单", "行政区划：北屿区"], "02-清单.csv", "379903", "行政区划一行的“北屿区”"),
        (["职责清单", "编制单位：市委编办"], "02-清单.csv", "379900", "这一级只有临澜市"),
        (["职责清单"], "02-清单.csv", "379900", "这一级只有临澜市"),
    ],
)
def test_the_words_of_a_list_tell_its_area(
    tmp_path: Path, above: list[str], name: str, code: str, words: str
) -> None:
    found = read(tmp_path, *above, name=name)
    assert errors(found) == []
    assert area(found) == [code]
    (told,) = problems(found, "REGION")
    assert (told.severity, told.file) == ("info", name)
    assert words in told.message
    assert "行政区划：6 位代码" in told.todo


def test_a_list_that_gives_its_code_is_told_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, "临澜市职责清单", "行政区划：379902")
    assert area(found) == ["379902"]
    assert problems(found, "REGION") == []


def test_two_districts_in_a_title_tell_none(tmp_path: Path) -> None:
    row = [*ROW[:4], "区水务局", *ROW[5:]]
    found = read(tmp_path, "东澜区、北屿区职责清单", row=row)
    (told,) = problems(found, "REGION")
    assert told.severity == "info"
    assert "表头之上的“东澜区”“北屿区”认作临澜市" in told.message


def test_bodies_of_a_district_where_there_are_several_tell_none(tmp_path: Path) -> None:
    found = read(tmp_path, "职责清单", row=[*ROW[:4], "区水务局", *ROW[5:]])
    (told,) = problems(found, "REGION")
    assert told.severity == "error"
    assert "东澜区（379902）" in told.message
    assert found.batch.mentions == []
    assert [(s.organization, s.organization_text) for s in report(found, "02").statements] == [
        (None, "区水务局")
    ]


def test_known_bodies_of_earlier_editions_tell_the_area(tmp_path: Path) -> None:
    known = [{"id": "org:1", "name": "临澜市水务局", "region": "379900", "status": "active"}]
    path = table(tmp_path / "清单.csv", [["临澜市职责清单"], BOUNDARY, ROW])
    found = understand([path], known=known)
    assert (errors(found), area(found)) == ([], ["379900"])


def test_a_list_alone_is_shown_as_it_was_read(tmp_path: Path) -> None:
    found = understand([table(tmp_path / "清单.csv", [["职责清单"], BOUNDARY, ROW])])
    assert not found.ok
    assert {p.code for p in found.problems if p.severity == "error"} == {"REGION", "DQ-NAME"}
    shown = found.to_json()["files"][0]
    assert shown["mapping"][0]["columns"]
    assert [s["organization"] for s in shown["first_rows"][0]["said"]] == ["水务局"]
    assert [(s["organization"], s["organization_text"], s["confidence"]) for s in shown["statements"]] == [
        (None, "水务局", "low")
    ]
    assert UNKNOWN not in str(shown)
    assert "机构名录" in problems(found, "REGISTER")[0].todo


MORE = [
    body("东澜区人民政府", 机构类别="政府部门", 层级="县", 行政区划="379902"),
    body("东澜区石塔镇人民政府", 机构类别="乡镇街道", 层级="乡", 行政区划="379902"),
    body("临澜市生态环境局东澜分局", 机构类别="派出机构", 行政区划="379902"),
]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("东澜区", "东澜区人民政府"), ("东澜区政府", "东澜区人民政府"), ("石塔镇", "东澜区石塔镇人民政府"),
        ("石塔镇政府", "东澜区石塔镇人民政府"), ("东澜水务局", "东澜区水务局"), ("原市水利局", "临澜市水利局"),
        ("临澜市生态环境局东澜分局", "临澜市生态环境局东澜分局"), ("市生态环境局东澜分局", "临澜市生态环境局东澜分局"),
        ("北屿区", None), ("北屿区人民政府", None), ("市政府", None), ("市委", None), ("县政府", None),
    ],
)  # fmt: skip
def test_areas_towns_and_branches_in_the_list_of_a_city(
    tmp_path: Path, written: str, name: str | None
) -> None:
    path = table(tmp_path / "02-清单.csv", [["临澜市职责清单"], BOUNDARY, [*ROW[:4], written, *ROW[5:]]])
    found = understand([register(tmp_path, *MORE), path])
    assert errors(found) == []
    (said,) = report(found, "02").statements
    assert (said.organization, said.organization_text) == (name, written)
    groups = [(g["name"], g["kind"]) for g in stated(found, "NamedGroup")]
    assert groups == ([] if name else [(written, "level")])


def test_names_that_begin_with_city_and_district_are_of_the_district(tmp_path: Path) -> None:
    rows = [
        ["机构全称", "规范简称", "区划代码"],
        ["中共临澜市东澜区委组织部", "区委组织部", "379902"],
        ["临澜市东澜区住房和城乡建设局", "区住建局", "379902"],
        ["临澜市公安局东澜区分局", "区公安分局", "379902"],
        ["临澜市东澜区人民政府石门街道办事处", "石门街道", "379902001"],
        ["临澜市东澜区市场监督管理局", "区市场监管局", "379902"],
        ["临澜市住房和城乡建设局", "市住建局", "379900"],
        ["临澜市市场监督管理局", "市市场监管局", "379900"],
    ]
    listed = [
        ["东澜区职责清单"],
        ["职责事项", "牵头单位", "配合单位"],
        [
            "老旧小区改造",
            "区住建局",
            "市监局、区公安分局、石门街道、市住建局",
        ],  # 市监局 is no bureau of the city
    ]
    found = understand([table(tmp_path / "01-名录.csv", rows), table(tmp_path / "02-清单.csv", listed)])
    assert errors(found) == []
    assert [s.organization for s in report(found, "02").statements] == [
        "临澜市东澜区住房和城乡建设局",
        "临澜市东澜区市场监督管理局",
        "临澜市公安局东澜区分局",
        "临澜市东澜区人民政府石门街道办事处",
        "临澜市住房和城乡建设局",
    ]
