"""An approval list: transfers, roles, steps and their performers, hand-overs, related items."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from tests.ingest.workbooks import (
    approvals,
    boundary,
    errors,
    item,
    problems,
    read,
    register,
    report,
    roles,
    stated,
)


def related(title: str, licence: str, disposition: str = "随同划转", **said: str) -> list[str]:
    row = {
        "事项类型": "其他",
        "现实施部门": "市审批局",
        "原实施部门": "市水务局",
        "监管部门": "市水务局",
    } | said
    return [
        title,
        row["事项类型"],
        licence,
        disposition,
        row["现实施部门"],
        row["原实施部门"],
        row["监管部门"],
        "",
        "",
    ]


def test_an_item_with_all_it_says(tmp_path: Path) -> None:
    row = item(
        "取水许可（变更）", 事项编码="370119", 主项名称="取水许可", 办理类型="变更", 层级="市", 原实施部门="市水利局",
        划转方式="划转", 划转文号="临政办发〔2023〕9号", 划转日期="2023年7月1日", 在办件处理="由原部门办结",
        监管部门="市水务局、市公安局", 监管职责="抽查计量设施", 执法部门="市住建局", 依据="《取水许可管理条例》第三条",
        备注="延续由市水务局办理，双方互相抄告",
    )  # fmt: skip
    found = read(tmp_path, approvals(tmp_path, [row]))
    assert found.ok
    (said,) = stated(found, "ApprovalItem")
    assert said == {
        "name": "取水许可（变更）", "region": "379900", "code": "370119", "main": "取水许可", "kind": "licence",
        "operation": "change", "level": "市", "related": False, "status": "active",
        "division_text": "延续由市水务局办理，双方互相抄告", "note": "延续由市水务局办理，双方互相抄告",
    }  # fmt: skip
    assert roles(found, "取水许可（变更）") == [
        ("TRANSFERRED_FROM", "临澜市水利局"), ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"),
        ("SUPERVISES", "临澜市公安局"), ("ENFORCES", "临澜市住房和城乡建设局"),
    ]  # fmt: skip
    assert stated(found, "TRANSFERRED_FROM") == [
        {"kind": "transfer", "effective_on": "2023-07-01", "document": "临政办发〔2023〕9号", "region": "379900",
         "pending_rule": "由原部门办结"}
    ]  # fmt: skip
    first, second = stated(found, "SUPERVISES")
    assert (first["text"], first["position"]) == ("抽查计量设施", 1)
    assert second["position"] == 2
    (approves,) = stated(found, "APPROVES")
    assert "cue" not in approves  # the column gave it: its heading stays with the mention
    assert [m.cue for m in found.batch.mentions if m.statement.kind == "APPROVES"] == ["审批部门"]
    assert stated(found, "Handoff") == []


@pytest.mark.parametrize(
    ("way", "kind", "status"),
    [("划转", "transfer", "active"), ("下放", "devolve", "active"), ("委托", "delegate", "active"),
     ("收回", "take_back", "active"), ("取消", "abolish", "ended")],
)  # fmt: skip
def test_ways_to_move_an_item(tmp_path: Path, way: str, kind: str, status: str) -> None:
    found = read(tmp_path, approvals(tmp_path, [item("取水许可", 原实施部门="市水务局", 划转方式=way)]))
    assert stated(found, "TRANSFERRED_FROM")[0]["kind"] == kind
    assert stated(found, "ApprovalItem")[0]["status"] == status


def test_an_item_cannot_come_from_a_wording(tmp_path: Path) -> None:
    found = read(tmp_path, approvals(tmp_path, [item("取水许可", 原实施部门="相关部门")]))
    assert [(c, p) for c, p, _ in errors(found)] == [("DQ-NAME", "划转许可事项!G4")]


def test_a_remark_that_divides_nothing_is_only_a_remark(tmp_path: Path) -> None:
    found = read(tmp_path, approvals(tmp_path, [item("取水许可", 备注="已改为备案管理")]))
    (said,) = stated(found, "ApprovalItem")
    assert "division_text" not in said


def test_steps_and_who_performs_them(tmp_path: Path) -> None:
    row = item(
        "取水许可", 审批环节="受理、现场勘验、技术审查（告知承诺）、专家评审、听证、公示、决定",
        现场勘验承担单位="市勘验评审中心、市水务局",
        技术审查承担单位="", 专家评审承担单位="中介机构",
    )  # fmt: skip
    found = read(tmp_path, approvals(tmp_path, [row]))
    assert found.ok
    steps = [(s["kind"], s["position"], s.get("waived")) for s in stated(found, "Stage")]
    assert steps == [
        ("intake", 1, None), ("site_inspection", 2, None), ("technical_review", 3, "告知承诺"),
        ("expert_review", 4, None), ("hearing", 5, None), ("decision", 7, None),
    ]  # fmt: skip
    said = [(s.thing, s.organization or s.organization_text, s.cue) for s in report(found, "03").statements
            if s.role == "PERFORMS"]  # fmt: skip
    assert said == [
        ("取水许可·受理", "临澜市行政审批服务局", "审批部门"), ("取水许可·现场勘验", "临澜市勘验评审中心", "现场勘验承担单位"),
        ("取水许可·现场勘验", "临澜市水务局", "现场勘验承担单位"), ("取水许可·专家评审", "中介机构", "专家评审承担单位"),
        ("取水许可·听证", "临澜市行政审批服务局", "审批部门"), ("取水许可·决定", "临澜市行政审批服务局", "审批部门"),
    ]  # fmt: skip
    assert [p["capacity"] for p in stated(found, "PERFORMS") if "capacity" in p] == ["intermediary"]
    assert [(g["kind"], g["text"]) for g in stated(found, "NamedGroup")] == [("level", "中介机构")]
    assert [p.cell for p in problems(found, "VALUE")] == ["M4"]


def test_a_step_with_a_column_and_nobody_in_it_stays_without_performer(tmp_path: Path) -> None:
    found = read(tmp_path, approvals(tmp_path, [item("取水许可", 审批环节="现场勘验（视频勘验）、决定")]))
    (inspection, _) = stated(found, "Stage")
    assert "waived" not in inspection
    assert inspection["note"] == "视频勘验"
    assert [s.thing for s in report(found, "03").statements if s.role == "PERFORMS"] == ["取水许可·决定"]


def test_a_performer_of_a_step_not_listed_is_read_and_told(tmp_path: Path) -> None:
    found = read(
        tmp_path, approvals(tmp_path, [item("取水许可", 审批环节="决定", 技术审查承担单位="市水务局")])
    )
    assert [(p.severity, p.cell) for p in problems(found, "VALUE")] == [("warning", "O4")]
    assert [s["kind"] for s in stated(found, "Stage")] == ["decision", "technical_review"]


@pytest.mark.parametrize(
    ("column", "text", "name", "value"),
    [
        ("移交环节", "决定", "trigger_stage", "决定"),
        ("移交方式", "审管互动平台", "channel", "审管互动平台"),
        ("推送时限", "1个工作日内", "push_limit_value", 1),
        ("认领时限", "当日", "claim_limit_unit", "at_once"),
        ("反馈时限", "每季度末", "feedback_limit_unit", "month"),
        ("监管结果是否回流", "否", "returns", False),
    ],
)
def test_any_filled_hand_over_cell_makes_a_hand_over(
    tmp_path: Path, column: str, text: str, name: str, value: object
) -> None:
    found = read(tmp_path, approvals(tmp_path, [item("取水许可", 监管部门="市水务局", **{column: text})]))
    (handoff,) = stated(found, "Handoff")
    assert handoff[name] == value
    assert [r for r, _ in roles(found, "取水许可")] == ["APPROVES", "SUPERVISES", "SENT_BY"]
    assert len(stated(found, "HANDS_OFF")) == 1
    assert stated(found, "RECEIVED_BY") == []


def test_a_hand_over_names_receivers_and_opens_a_duty(tmp_path: Path) -> None:
    row = item(
        "取水许可",
        接收部门="市水务局、相关部门",
        推送时限="同时",
        对应职责事项="节约用水 管理",
        监管结果是否回流="是",
    )
    duty = ["1", "", "节约用水管理", "市", "市水务局", "", "", "", "", ""]
    found = read(tmp_path, approvals(tmp_path, [row]), boundary(tmp_path, [duty]))
    assert found.ok
    assert [b for r, b in roles(found, "取水许可") if r == "RECEIVED_BY"] == ["临澜市水务局", "相关部门"]
    (opens,) = [m.statement for m in found.batch.mentions if m.statement.kind == "OPENS"]
    (made,) = [m.statement for m in found.batch.mentions if m.statement.kind == "Duty"]
    assert opens.object == made.id
    (handoff,) = stated(found, "Handoff")
    assert handoff["returns"] is True


def test_a_duty_may_be_known_from_the_current_edition(tmp_path: Path) -> None:
    row = item("取水许可", 接收部门="市水务局", 对应职责事项="节约用水管理")
    known = [{"id": "duty:known", "name": "节约用水管理", "region": "379900"}]
    found = read(tmp_path, approvals(tmp_path, [row]), known_duties=known)
    assert [m.statement.object for m in found.batch.mentions if m.statement.kind == "OPENS"] == ["duty:known"]
    missing = read(tmp_path, approvals(tmp_path, [row]))
    assert [(c, p) for c, p, _ in errors(missing)] == [("DUTY", "划转许可事项!AA4")]
    elsewhere = [{"id": f"duty:{c}", "name": "节约用水管理", "region": c} for c in ("370100", "370200")]
    assert [c for c, _, _ in errors(read(tmp_path, approvals(tmp_path, [row]), known_duties=elsewhere))] == [
        "DUTY"
    ]


def test_what_the_list_does_not_say_stays_open(tmp_path: Path) -> None:
    row = item("取水许可", 接收部门="市水务局", 推送时限="及早", 监管结果是否回流="视情况")
    found = read(tmp_path, approvals(tmp_path, [row]))
    (handoff,) = stated(found, "Handoff")
    assert handoff["push_limit_text"] == "及早"
    assert "push_limit_value" not in handoff
    assert "returns" not in handoff
    assert sorted((p.code, p.severity) for p in found.problems) == [
        ("LIMIT", "warning"),
        ("VALUE", "warning"),
    ]


def test_related_items_hang_on_their_licence(tmp_path: Path) -> None:
    rows = [
        related("水资源费征收", "取水许可"),
        related("取水计量设施验收", "取水 许可", "保留原部门"),
        related("取水年检", "取水许可", "取消", 现实施部门=""),
    ]
    found = read(tmp_path, approvals(tmp_path, [item("取水许可", 监管部门="市水务局")], rows))
    assert found.ok
    items = [
        (i["name"], i.get("disposition"), i["status"]) for i in stated(found, "ApprovalItem") if i["related"]
    ]
    assert items == [
        ("水资源费征收", "moves", "active"), ("取水计量设施验收", "stays", "active"), ("取水年检", "abolished", "ended"),
    ]  # fmt: skip
    assert [r["disposition"] for r in stated(found, "RELATED_TO")] == ["moves", "stays", "abolished"]
    assert roles(found, "水资源费征收") == [
        ("APPROVES", "临澜市行政审批服务局"), ("SUPERVISES", "临澜市水务局"), ("TRANSFERRED_FROM", "临澜市水务局"),
    ]  # fmt: skip
    assert [r for r, _ in roles(found, "取水计量设施验收")] == ["APPROVES", "SUPERVISES"]
    assert [r for r, _ in roles(found, "取水年检")] == ["SUPERVISES"]


def test_a_related_item_of_an_unknown_licence_is_an_error(tmp_path: Path) -> None:
    rows = [related("水资源费征收", "取水"), related("甲", "")]
    found = read(tmp_path, approvals(tmp_path, [item("取水许可")], rows))
    assert [(c, p) for c, p, _ in errors(found)] == [("LICENCE", "关联事项!C3"), ("LICENCE", "关联事项!A4")]
    assert "取水许可" in errors(found)[0][2]


def test_a_title_with_two_codes_is_two_items(tmp_path: Path) -> None:
    rows = [item("取水许可", 事项编码="B2"), item("取水许可", 事项编码="A1"), item("排污许可", 事项编码="C")]
    found = read(tmp_path, approvals(tmp_path, rows))
    mentions = [m.statement for m in found.batch.mentions if m.statement.kind == "ApprovalItem"]
    ids = {s.properties["code"]: s.id for s in mentions}
    assert len(set(ids.values())) == 3
    (tmp_path / "b").mkdir()
    alone = read(tmp_path / "b", approvals(tmp_path / "b", [rows[1]]))
    assert ids["A1"] in {m.statement.id for m in alone.batch.mentions}
    assert [(p.severity, p.cell) for p in problems(found, "DUPLICATE")] == [("warning", "B5")]


def test_a_role_that_items_do_not_have_is_told(tmp_path: Path) -> None:
    found = read(
        tmp_path, approvals(tmp_path, [item("取水许可", 监管部门="市水务局（指导）、市公安局（执法）")])
    )
    assert [r for r, _ in roles(found, "取水许可")] == ["APPROVES", "SUPERVISES", "ENFORCES"]
    assert [(p.severity, p.cell) for p in problems(found, "VALUE")] == [("warning", "X4")]


def test_sheets_and_rows_add_up(tmp_path: Path) -> None:
    path = approvals(tmp_path, [item("取水许可"), [], item("")], [related("甲", "取水许可")])
    found = understand([register(tmp_path), path])
    counts = report(found, "03").counts
    assert counts == {"rows": 11, "statement_rows": 2, "problem_rows": 1, "non_data_rows": 8}
    assert [(c, p) for c, p, _ in errors(found)] == [("ROW", "划转许可事项!E6")]
    whys = [w for _, w in report(found, "03").non_data_rows]
    assert whys.count("说明表（填表说明）") == 2
    assert whys.count("空行") == 1
