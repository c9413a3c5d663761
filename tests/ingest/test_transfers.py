"""Lists of items that moved: 划转, 下放, 委托, 收回, 取消 are told apart, and each receiver stands in its own region."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.load import understand
from ingest.report import Understanding
from ingest.values import date, is_serial, limit, transfer_kind
from tests.ingest.workbooks import (
    META,
    Rows,
    approvals,
    body,
    errors,
    item,
    problems,
    register,
    roles,
    stated,
    table,
    workbook,
)

HEADER = ["序号", "事项名称", "原实施部门", "承接部门", "方式", "文号", "生效日期", "在办件处理"]
DISTRICTS = [
    body("东澜区行政审批服务局", 常用简称="区审批局", 层级="县", 行政区划="379902"),
    body("北屿区行政审批服务局", 常用简称="区审批局", 层级="县", 行政区划="379903"),
]


def transfers(folder: Path, rows: Rows, header: list[str] = HEADER, title: str = "临澜市行政许可事项调整清单", sheet: str = "清单",
              merges: tuple[str, ...] = ()) -> Understanding:  # fmt: skip
    """A list of transfers beside the register; data begin in row 4."""
    path = workbook(
        folder / "20-划转.xlsx", {sheet: [[title], [META], header, *rows]}, [(sheet, m) for m in merges]
    )
    return understand([register(folder, *DISTRICTS), path])


def moved(found: Understanding) -> list[dict[str, Any]]:
    """TRANSFERRED_FROM links: properties with the item's and the body's name."""
    names = {
        m.statement.id: m.statement.properties.get("name")
        for m in found.batch.mentions
        if m.statement.is_node
    }
    return [
        {"item": names[m.statement.subject], "body": names[str(m.statement.object)], **m.statement.properties}
        for m in found.batch.mentions
        if m.statement.kind == "TRANSFERRED_FROM"
    ]


@pytest.mark.parametrize(
    ("way", "kind", "capacity"),
    [
        ("划转", "transfer", None), ("划入", "transfer", None), ("下放", "devolve", None), ("委托", "delegate", "delegated"),
        ("委托下放", "delegate", "delegated"), ("收回", "take_back", None), ("上收", "take_back", None),
        ("委托市审批局实施", "delegate", "delegated"), ("赋权", "devolve", "empowered"),
    ],
)  # fmt: skip
def test_the_ways_are_told_apart(tmp_path: Path, way: str, kind: str, capacity: str | None) -> None:
    row = ["1", "取水许可", "市水务局", "市审批局", way, "临政办发〔2026〕3号", "2026.3.20", "原部门办结"]
    found = transfers(tmp_path, [row])
    assert errors(found) == []
    assert moved(found) == [
        {"item": "取水许可", "body": "临澜市水务局", "kind": kind, "effective_on": "2026-03-20", "region": "379900",
         "document": "临政办发〔2026〕3号", "pending_rule": "原部门办结"},
    ]  # fmt: skip
    assert roles(found, "取水许可") == [
        ("APPROVES", "临澜市行政审批服务局"),
        ("TRANSFERRED_FROM", "临澜市水务局"),
    ]
    (approves,) = stated(found, "APPROVES")
    assert approves.get("capacity") == capacity
    assert [i["status"] for i in stated(found, "ApprovalItem")] == ["active"]
    assert [x["kind"] for x in stated(found, "BoundaryList") if x["kind"] != "org_register"] == ["transfers"]


def test_an_abolished_item_has_ended_and_nobody_receives_it(tmp_path: Path) -> None:
    rows = [
        ["1", "取水许可", "市水务局", "", "取消", "", "2026年3月20日", ""],
        ["2", "施工许可", "市住建局", "市审批局", "取消", "", "", ""],
    ]
    found = transfers(tmp_path, rows)
    assert found.ok
    assert {i["status"] for i in stated(found, "ApprovalItem")} == {"ended"}
    assert stated(found, "APPROVES") == []
    assert [m["kind"] for m in moved(found)] == ["abolish", "abolish"]
    assert [(p.code, p.cell) for p in found.problems if p.file.startswith("20")] == [("VALUE", "D5")]


def test_several_districts_receive_one_item(tmp_path: Path) -> None:
    rows = [
        [
            "1",
            "户外广告设置许可",
            "市住建局",
            "东澜区行政审批服务局、北屿区行政审批服务局",
            "下放",
            "",
            "",
            "",
        ]
    ]
    found = transfers(tmp_path, rows)
    assert errors(found) == []
    assert len(stated(found, "ApprovalItem")) == 1
    received = {(m.statement.subject.split(":")[1][:3], m.statement.properties["region"])
                for m in found.batch.mentions if m.statement.kind == "APPROVES"}  # fmt: skip
    assert received == {("东澜区", "379902"), ("北屿区", "379903")}
    assert [m["region"] for m in moved(found)] == ["379900"]


@pytest.mark.parametrize("cell", ["东澜区：区审批局；北屿区：区审批局", "东澜区:区审批局\n北屿区:区审批局"])
def test_one_short_form_in_two_districts_is_two_bodies(tmp_path: Path, cell: str) -> None:
    found = transfers(tmp_path, [["1", "户外广告设置许可", "市住建局", cell, "下放", "", "", ""]])
    assert errors(found) == []
    assert [o for r, o in roles(found, "户外广告设置许可") if r == "APPROVES"] == [
        "东澜区行政审批服务局",
        "北屿区行政审批服务局",
    ]


def test_a_row_for_each_district_is_one_item(tmp_path: Path) -> None:
    header = ["序号", "事项名称", "原实施部门", "承接地区", "承接单位", "方式", "生效日期"]
    rows = [
        ["1", "户外广告设置许可", "市住建局", "东澜区", "区审批局", "下放", "2026-03-20"],
        ["", "", "市住建局", "379903", "区审批局", "下放", "2026-05-01"],
        ["2", "取水许可", "市水务局", "西澜区", "市审批局", "划转", "46101"],
    ]
    found = transfers(tmp_path, rows, header, merges=("B4:B5",))
    assert errors(found) == []
    assert len(stated(found, "ApprovalItem")) == 3  # one of them said twice, in each row of the merge
    assert len({m.statement.id for m in found.batch.mentions if m.statement.kind == "ApprovalItem"}) == 2
    assert [(m["body"], m["region"], m["effective_on"]) for m in moved(found)] == [
        ("临澜市住房和城乡建设局", "379902", "2026-03-20"), ("临澜市住房和城乡建设局", "379903", "2026-05-01"),
        ("临澜市水务局", "379900", "2026-03-20"),
    ]  # fmt: skip
    assert [(p.code, p.severity, p.cell) for p in found.problems if p.file.startswith("20")] == [
        ("REGION", "warning", "D6"), ("DQ-DATE", "info", "G6"),
    ]  # fmt: skip


def test_an_unmerged_row_goes_on_with_the_item_above(tmp_path: Path) -> None:
    rows = [
        ["1", "取水许可", "市水务局", "东澜区行政审批服务局", "下放", "", "", ""],
        ["", "", "市水务局", "北屿区行政审批服务局", "下放", "", "", ""],
    ]
    found = transfers(tmp_path, rows)
    assert errors(found) == []
    assert len(roles(found, "取水许可")) == 4
    assert [p.cell for p in problems(found, "DQ-MERGE")] == ["C5"]


@pytest.mark.parametrize(
    ("title", "sheet", "banner", "kind"),
    [
        ("临澜市下放区县行政许可事项清单", "清单", "", "devolve"), ("临澜市事项清单", "委托事项", "", "delegate"),
        ("临澜市划转、下放、收回事项清单", "清单", "二、收回事项", "take_back"), ("临澜市划转、收回事项清单", "清单", "", None),
        ("临澜市行政许可事项调整清单", "清单", "", None),
    ],
)  # fmt: skip
def test_title_sheet_or_section_say_the_way(
    tmp_path: Path, title: str, sheet: str, banner: str, kind: str | None
) -> None:
    header = ["序号", "事项名称", "原实施部门", "承接部门"]
    rows = (
        [[banner], ["1", "取水许可", "市水务局", "市审批局"]]
        if banner
        else [["1", "取水许可", "市水务局", "市审批局"]]
    )
    found = transfers(tmp_path, rows, header, title, sheet)
    assert found.ok
    assert [m.get("kind") for m in moved(found)] == [kind]
    assert bool(problems(found, "VALUE")) == (kind is None)


def test_what_is_missing_is_told_and_nothing_is_made_up(tmp_path: Path) -> None:
    rows = [
        ["1", "取水许可", "", "市审批局", "划转", "", "近期", ""],
        ["2", "施工许可", "相关部门", "", "划转", "", "", ""],
        ["3", "排水许可", "市水务局", "市消防局", "调剂", "", "", ""],
        ["4", "", "", "", "划转", "", "", ""],
    ]
    found = transfers(tmp_path, rows)
    told = [(p.code, p.severity, p.cell) for p in found.problems if p.file.startswith("20")]
    assert sorted(told) == sorted([
        ("VALUE", "warning", "B4"), ("VALUE", "warning", "D5"), ("DQ-OPEN", "info", "C5"), ("DQ-NAME", "warning", "C5"),
        ("VALUE", "warning", "E6"), ("VALUE", "warning", "E6"), ("DQ-NAME", "error", "D6"), ("ROW", "error", "A7"),
    ])  # fmt: skip
    assert not found.ok


def test_the_same_row_twice_is_told(tmp_path: Path) -> None:
    row = ["1", "取水许可", "市水务局", "市审批局", "划转", "", "", ""]
    found = transfers(tmp_path, [row, row])
    assert found.ok
    assert [p.cell for p in problems(found, "DUPLICATE")] == ["B5"]


def test_the_code_of_the_former_body_is_told(tmp_path: Path) -> None:
    owner = "11511301008778490F"
    more = body("临澜市林业局", 统一社会信用代码=owner)
    code = f"379A0004200009-379900000000-000-{owner}-1-00"
    rows = [["编码", "事项名称", "原实施部门", "承接部门", "方式"], [code, "采伐许可", "市林业局", "市审批局", "划转"],
            ["511A0004200009-511602000000-000-11511301008778490F-1-00", "采集许可", "市林业局", "市林业局", "收回"]]  # fmt: skip
    path = table(tmp_path / "a.csv", [["划转清单"], [META], *rows])
    found = understand([register(tmp_path, more), path])
    assert errors(found) == []
    odd = [(p.code, p.severity, p.cell) for p in found.problems if p.code.startswith("DQ-CODE")]
    assert odd == [("DQ-CODE-BODY", "warning", "A4"), ("DQ-CODE-AREA", "warning", "A5")]
    assert "临澜市林业局" in problems(found, "DQ-CODE-BODY")[0].message


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    rows = [
        ["一、划转事项"],
        ["1", "取水许可", "市水务局", "市审批局", "划转"],
        [],
        ["合计", "1 项"],
        ["注：自发布之日起执行。"],
    ]
    found = transfers(tmp_path, rows)
    counts = found.files[-1].counts
    assert counts["rows"] == counts["statement_rows"] + counts["problem_rows"] + counts["non_data_rows"]
    assert counts["problem_rows"] == 0


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("决定之日起1个工作日内推送", (1, "working_day")), ("每月", (1, "month")), ("同时", (0, "at_once")),
        ("当日", (0, "at_once")),
        ("三个工作日内", (3, "working_day")), ("5日内", (5, "calendar_day")), ("T+1", (1, "working_day")),
        ("T+3个工作日", (3, "working_day")), ("t+2日", (2, "calendar_day")),
        ("自决定之日起5日内推送至监管部门", (5, "calendar_day")),
        ("1个工作日内推送，同时抄送", (1, "working_day")), ("决定同时推送，每月汇总", (0, "at_once")),
        ("次工作日", (1, "working_day")),
        ("每3个月", (3, "month")), ("每两周", (14, "calendar_day")), ("10个自然日内", (10, "calendar_day")),
        ("1-3个工作日", (3, "working_day")), ("当场", (0, "at_once")), ("0.5个工作日", None), ("半个工作日", None),
        ("2026年3月20日", None), ("3月5日前", None), ("第3个工作日", None),
    ],
)  # fmt: skip
def test_limits_in_clauses(text: str, means: tuple[int, str] | None) -> None:
    assert limit(text) == means


@pytest.mark.parametrize(
    "text",
    ["2026.3.20", "2026-3-20", "2026/03/20", "二〇二六年三月二十日", "二○二六年三月二十日", "２０２６年３月２０日",
     "2026年3月20号", "46101",
     "46101.0", "自2026年3月20日起施行", "自二〇二六年三月二十日起", "2026年 3月 20日", "2026.03.20."],
)  # fmt: skip
def test_days_in_many_writings(text: str) -> None:
    assert date(text) == ("2026-03-20", True)


@pytest.mark.parametrize(
    "text", ["26.3.20", "99999", "3/20/2026", "2026年3月上旬", "二〇二六年十三月一日", "379900"]
)
def test_what_is_no_day_stays_none(text: str) -> None:
    assert date(text) == (None, False)


def test_a_month_without_a_day_is_not_exact() -> None:
    assert date("2026年3月") == date("二〇二六年三月") == ("2026-03-01", False)
    assert not is_serial("2026")


def test_a_text_that_says_two_ways_says_none() -> None:
    assert transfer_kind("收回、取消事项") is None
    assert transfer_kind("收回事项") == ("take_back", "收回")


INSPECTED = [("受理", "临澜市行政审批服务局"), ("现场勘验", "临澜市水务局"), ("决定", "临澜市行政审批服务局")]


@pytest.mark.parametrize(
    "cell",
    [
        "受理、现场勘验（市水务局）、决定", "受理：市审批局；现场勘验：市水务局；决定：市审批局",
        "市审批局：受理、决定；市水务局：现场勘验",
        "①受理②现场勘验（市水务局）③决定", "1、受理 2、现场勘验由市水务局负责 3、决定", "受理→现场核查（市水务局）→决定",
        "受理->市水务局负责现场勘验->决定", "受理环节、现场勘验环节（市水务局）、决定环节",
        "（1）受理；（2）现场踏勘：市水务局；（3）作出决定",
    ],
)  # fmt: skip
def test_stages_and_performers_in_other_writings(tmp_path: Path, cell: str) -> None:
    path = approvals(tmp_path, [item("取水许可", 审批环节=cell, 监管部门="市水务局")])
    found = understand([register(tmp_path), path])
    assert errors(found) == []
    said = {
        (s.thing.rpartition("·")[2], s.organization)
        for f in found.files
        for s in f.statements
        if s.role == "PERFORMS"
    }
    assert said == set(INSPECTED)
    assert problems(found, "VALUE") == []


def test_a_performer_that_is_nobody_known_is_not_replaced_by_the_approver(tmp_path: Path) -> None:
    path = approvals(tmp_path, [item("取水许可", 审批环节="受理；现场勘验：市消防局", 监管部门="市水务局")])
    found = understand([register(tmp_path), path])
    assert [(c, p.split("!")[1]) for c, p, _ in errors(found)] == [("DQ-NAME", "M4")]
    performed = [s for f in found.files for s in f.statements if s.role == "PERFORMS"]
    assert [s.thing for s in performed if s.organization] == ["取水许可·受理"]
    assert [(s.thing, s.organization_text) for s in performed if not s.organization] == [
        ("取水许可·现场勘验", "市消防局")
    ]


def test_blocks_below_one_another_each_have_their_own_headings(tmp_path: Path) -> None:
    blocks = [
        ["一、划转事项"], ["序号", "事项名称", "事项类型", "划出单位", "划入单位", "备注"],
        ["1", "采砂许可", "行政许可", "市水务局", "市审批局", "市水务局负责事中事后监管，原由市住建局指导"],
        ["二、下放事项"], ["序号", "事项名称", "事项类型", "原实施单位", "承接单位", "下放范围"],
        ["2", "取水许可", "行政许可", "市审批局", "东澜区审批局", "小型取水"],
        ["三、委托事项"], ["序号", "事项名称", "事项类型", "委托单位", "受委托单位", "委托期限"],
        ["3", "排水许可", "行政许可", "市审批局", "东澜区审批局", "2026年"],
        ["四、收回事项"], ["序号", "事项名称", "事项类型", "原承接单位", "收回单位", "备注"],
        ["4", "施工许可", "行政许可", "东澜区审批局", "市审批局", "期满"],
    ]  # fmt: skip
    path = workbook(tmp_path / "20-调整.xlsx", {"目录": [["临澜市行政权力事项调整目录"], [META], *blocks]})
    found = understand([register(tmp_path, *DISTRICTS), path])
    assert errors(found) == []
    assert [(m["item"], m["body"], m["kind"]) for m in moved(found)] == [
        ("采砂许可", "临澜市水务局", "transfer"), ("取水许可", "临澜市行政审批服务局", "devolve"),
        ("排水许可", "临澜市行政审批服务局", "delegate"), ("施工许可", "东澜区行政审批服务局", "take_back"),
    ]  # fmt: skip
    district, city = "东澜区行政审批服务局", "临澜市行政审批服务局"
    held = [
        [r for r in roles(found, t) if r[0] != "TRANSFERRED_FROM"]
        for t in ("采砂许可", "取水许可", "排水许可", "施工许可")
    ]
    by = ("SUPERVISES", "临澜市水务局")
    assert held == [
        [("APPROVES", city), by],
        [("APPROVES", district)],
        [("APPROVES", district)],
        [("APPROVES", city)],
    ]
    assert [a.get("scope") for a in stated(found, "APPROVES")] == [None, "小型取水", None, None]


@pytest.mark.parametrize(("name", "severity"), [("原市盐务局", "warning"), ("市盐务局", "error")])
def test_a_former_body_that_no_register_has_stops_no_list(tmp_path: Path, name: str, severity: str) -> None:
    found = transfers(tmp_path, [["1", "食盐批发许可", name, "市审批局", "划转", "", "", ""]])
    assert [(p.severity, p.cell) for p in problems(found, "DQ-NAME")] == [(severity, "C4")]
    assert found.ok == (severity == "warning")
    assert moved(found) == []
