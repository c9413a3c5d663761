"""Lists of moves whose columns do not say all: who takes the items stands in the title, who gave them supervises on."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import META, Rows, body, errors, problems, register, roles, stated, workbook

MORE = [
    body("临澜市综合行政执法局", 常用简称="市综合执法局"),
    body("东澜区住房和城乡建设局", 常用简称="区住建局", 层级="县", 行政区划="379902"),
]
TOP = ["序号", "原实施部门", "事项名称", "备注"]
WATER = ["1", "市水务局", "取水许可", ""]


def moved(
    folder: Path, title: str, *rows: list[str], name: str = "附件", top: list[str] = TOP
) -> Understanding:
    """A list of moves under a title; data begin in row 4."""
    path = workbook(folder / "20.xlsx", {name: [[title], [META], top, *rows]})
    return understand([register(folder, *MORE), path])


@pytest.mark.parametrize(
    ("title", "notes"),
    [
        ("首批划转至市审批局的许可事项目录", []),
        ("临澜市划转到市行政审批服务局实施的行政许可事项清单", []),
        ("市行政审批服务局承接的许可事项目录", []),
        ("临澜市集中行政许可权划转事项目录", ["注：上述事项自2026年7月1日起由市审批局实施。"]),
        ("临澜市划转事项目录", ["说明：本目录所列事项统一由市审批局受理、办理。"]),
    ],
)
def test_the_title_or_a_note_says_who_takes_all_items(tmp_path: Path, title: str, notes: list[str]) -> None:
    found = moved(tmp_path, title, WATER, *([note] for note in notes))
    assert errors(found) == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("TRANSFERRED_FROM", "临澜市水务局"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title",
    [
        "临澜市划转事项目录",
        "拟划转至市审批局的事项目录",
        "划转至有关部门的事项目录",
        "原由市审批局承接的下放事项目录",
    ],
)
def test_a_title_that_does_not_say_so_gives_nobody_the_items(tmp_path: Path, title: str) -> None:
    found = moved(tmp_path, title, WATER)
    assert roles(found, "取水许可") == [("TRANSFERRED_FROM", "临澜市水务局")]


def test_those_who_gave_the_items_supervise_on_where_a_note_says_so(tmp_path: Path) -> None:
    title = "划转至市审批局的许可事项目录"
    note = ["说明：1.划转后，原审批部门仍负责事中事后监管。"]
    assert ("SUPERVISES", "临澜市水务局") in roles(moved(tmp_path, title, WATER, note), "取水许可")
    general = ["说明：1.原审批部门要加强业务指导和监督检查。"]
    assert stated(moved(tmp_path, title, WATER, general), "SUPERVISES") == []
    ended = ["说明：1.划转后，原审批部门不再承担监管职责。"]
    assert stated(moved(tmp_path, title, WATER, ended), "SUPERVISES") == []


def test_columns_say_what_giver_and_taker_of_a_penalty_do(tmp_path: Path) -> None:
    top = ["序号", "处罚事项名称", "移出部门", "划入部门", "行业主管部门职责", "综合执法部门职责"]
    rows = [
        [
            "1",
            "对违法取水的处罚",
            "市水务局",
            "市综合执法局",
            "负责取水日常巡查，发现线索及时移送",
            "负责立案查处",
        ],
        ["2", "对擅自排水的处罚", "市住建局", "市综合执法局", "提供技术支持", "负责处罚"],
        ["3", "对违法施工的处罚", "市住建局", "市综合执法局", "不再行使处罚权", "负责处罚"],
    ]
    found = moved(tmp_path, "集中行使行政处罚权事项划转表", *rows, top=top)
    assert (errors(found), problems(found, "COLUMN")) == ([], [])
    assert roles(found, "对违法取水的处罚") == [
        ("ENFORCES", "临澜市综合行政执法局"), ("TRANSFERRED_FROM", "临澜市水务局"), ("SUPERVISES", "临澜市水务局"),
    ]  # fmt: skip
    assert ("ASSISTS", "临澜市住房和城乡建设局") in roles(found, "对擅自排水的处罚")
    assert roles(found, "对违法施工的处罚") == [
        ("ENFORCES", "临澜市综合行政执法局"), ("TRANSFERRED_FROM", "临澜市住房和城乡建设局"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("giver", "taker"),
    [("现行使部门", "调整后行使部门"), ("目前实施单位", "拟承接单位"), ("原实施部门", "下放承接部门"),
     ("移交单位", "移交后承接单位"), ("委托机关", "委托接收机关"), ("现行主管部门", "收回部门")],
)  # fmt: skip
def test_headings_of_who_gives_and_who_takes(tmp_path: Path, giver: str, taker: str) -> None:
    top = ["序号", "许可事项", "调整方式", giver, taker]
    rows = [
        ["1", "排水许可", "收回", "东澜区住房和城乡建设局", "市住建局"],
        ["2", "节水备案", "取消", "市水务局", "—"],
    ]
    found = moved(tmp_path, "收回和取消事项", *rows, name="收回和取消", top=top)
    assert errors(found) == []
    assert roles(found, "排水许可") == [
        ("APPROVES", "临澜市住房和城乡建设局"), ("TRANSFERRED_FROM", "东澜区住房和城乡建设局"),
    ]  # fmt: skip
    assert roles(found, "节水备案") == [("TRANSFERRED_FROM", "临澜市水务局")]


def test_a_remark_that_limits_what_moved_is_its_scope(tmp_path: Path) -> None:
    rows: Rows = [
        ["1", "市水务局", "取水许可", "仅限工业园区内的项目"],
        ["2", "市水务局", "采砂许可", "含变更、延续"],
    ]
    found = moved(tmp_path, "划转至市审批局的事项目录", *map(list, rows))
    assert [a.get("scope") for a in stated(found, "APPROVES")] == ["仅限工业园区内的项目", None]


@pytest.mark.parametrize("who", ["部门", "实施部门", "涉及单位", "主管部门"])
def test_whoever_stands_beside_items_that_went_to_one_body_gave_them(tmp_path: Path, who: str) -> None:
    rows = [["1", "市水务局", "取水许可"], ["2", "市审批局", "演出许可"]]
    found = moved(tmp_path, "划转至市审批局集中办理的事项", *rows, top=["序号", who, "事项名称"])
    assert errors(found) == []
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("TRANSFERRED_FROM", "临澜市水务局"),
    ]  # fmt: skip
    assert roles(found, "演出许可") == [("APPROVES", "临澜市行政审批服务局")]


def test_one_cell_may_say_what_each_does_after_a_move(tmp_path: Path) -> None:
    top = ["序号", "事项", "划出单位", "划入单位", "部门职责分工"]
    said = "市住建局：负责排水设施日常监管；市综合执法局：负责立案查处"
    rows = [["1", "对擅自排水的处罚", "市住建局", "市综合执法局", said],
            ["2", "对违法取水的处罚", "市水务局", "市综合执法局", "按规定办理"]]  # fmt: skip
    found = moved(tmp_path, "综合行政执法职责划分表", *rows, top=top)
    assert errors(found) == []
    assert ("SUPERVISES", "临澜市住房和城乡建设局") in roles(found, "对擅自排水的处罚")
    assert roles(found, "对违法取水的处罚") == [
        ("ENFORCES", "临澜市综合行政执法局"), ("TRANSFERRED_FROM", "临澜市水务局"),
    ]  # fmt: skip


def test_powers_given_to_a_town_are_devolved_to_it(tmp_path: Path) -> None:
    town = body("双塔镇人民政府", 层级="乡")
    sheet = [["赋予双塔镇行政处罚权事项目录"], [META], TOP, ["1", "市水务局", "对违法取水的处罚", ""]]
    path = workbook(tmp_path / "20.xlsx", {"附件": sheet})
    found = understand([register(tmp_path, *MORE, town), path])
    assert errors(found) == []
    assert roles(found, "对违法取水的处罚") == [
        ("ENFORCES", "双塔镇人民政府"), ("TRANSFERRED_FROM", "临澜市水务局"),
    ]  # fmt: skip
    assert [a["kind"] for a in stated(found, "TRANSFERRED_FROM")] == ["devolve"]
    assert [a.get("capacity") for a in stated(found, "ENFORCES")] == ["empowered"]


def test_the_field_of_an_item_that_moved_is_read(tmp_path: Path) -> None:
    top = ["序号", "执法领域", "处罚事项名称", "原执法部门", "现执法部门"]
    rows = [["1", "水务", "对违法取水的处罚", "市水务局", "市综合执法局"],
            ["2", "", "对违法排水的处罚", "市水务局", "市综合执法局"]]  # fmt: skip
    found = moved(tmp_path, "临澜市综合行政执法事项划转清单", *rows, top=top)
    assert (errors(found), problems(found, "COLUMN")) == ([], [])
    assert {d["name"] for d in stated(found, "Domain")} == {"水务"}
    assert len(stated(found, "IN_DOMAIN")) == 2
    assert ("ENFORCES", "临澜市综合行政执法局") in roles(found, "对违法排水的处罚")


def test_the_remark_on_an_item_may_say_who_takes_it(tmp_path: Path) -> None:
    rows = [
        ["1", "市水务局", "取水许可", "划转至市审批局"],
        ["2", "市水务局", "采砂许可", "拟划转至市审批局"],
    ]
    found = moved(tmp_path, "临澜市划转事项目录", *rows)
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"), ("TRANSFERRED_FROM", "临澜市水务局"),
    ]  # fmt: skip
    assert roles(found, "采砂许可") == [("TRANSFERRED_FROM", "临澜市水务局")]


@pytest.mark.parametrize("word", ["停止实施", "停止执行", "不再实施", "取消"])
def test_words_for_items_that_end(tmp_path: Path, word: str) -> None:
    top = ["序号", "事项名称", "原实施机关"]
    found = moved(tmp_path, f"临澜市{word}的行政许可事项", ["1", "节水备案", "市水务局"], top=top)
    assert [a["kind"] for a in stated(found, "TRANSFERRED_FROM")] == ["abolish"]


def test_new_powers_may_stand_beside_those_that_moved(tmp_path: Path) -> None:
    moves = [["临澜市权责事项调整表"], [META], ["序号", "职权名称", "职权类别", "原行使主体", "现行使主体"],
             ["1", "取水许可", "行政许可", "市水务局", "市审批局"]]  # fmt: skip
    added = [
        ["新增事项"],
        ["序号", "职权名称", "职权类别", "行使主体"],
        ["1", "对偷水的处罚", "行政处罚", "市水务局"],
    ]
    found = understand([register(tmp_path), workbook(tmp_path / "20.xlsx", {"划转": moves, "新增": added})])
    assert errors(found) == []
    assert roles(found, "对偷水的处罚") == [("ENFORCES", "临澜市水务局")]
