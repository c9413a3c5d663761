"""Lists of coordinating bodies: what each is, who sits in it, when it met."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.office import known, load, opened
from api.settings import Settings
from ingest.load import understand
from tests.ingest.bodies_books import (
    BODIES,
    MEMBERS,
    SAFE,
    SAFETY,
    bodies,
    coordinating,
    links,
    matter,
    noted,
    opinion,
    reviews,
)
from tests.ingest.workbooks import (
    META,
    Rows,
    body,
    boundary,
    errors,
    problems,
    read,
    register,
    register_rows,
    report,
    roles,
    stated,
    table,
    workbook,
)


def test_everything_a_row_says_of_a_body(tmp_path: Path) -> None:
    row = coordinating(
        序号="7", 简称="市安委会、安全生产委", 组长职务="市长", 牵头单位="市住建局", 办公室设在="设在市住建局", 负责领域="安全生产",
        统筹事项="安全生产监督管理", 上级对应机构="省安全生产委员会", 法定="是", 设立文件="临委办发〔2019〕8号",
        设立时间="2019-03-01", 撤销期限="2027-12-31", 撤销条件="任务完成后撤销", 年会议次数="不少于4次", 最近运转="2026-05-20",
        备注="示例",
    )  # fmt: skip
    found = read(tmp_path, bodies(tmp_path, [row]), boundary(tmp_path, [matter("市公安局")]))
    assert errors(found) == []
    assert noted(found, "05") == []
    (made, upper) = stated(found, "CoordinatingBody")
    assert made == {
        "name": SAFETY, "region": "379900", "short_name": "市安委会", "aliases": ["安全生产委"], "kind": "commission",
        "level": "city", "chair_role": "市长", "document": "临委办发〔2019〕8号", "statutory": True,
        "set_up_on": "2019-03-01", "expires_on": "2027-12-31", "end_condition": "任务完成后撤销",
        "min_meetings_per_year": 4, "last_active_on": "2026-05-20", "status": "active", "note": "示例",
    }  # fmt: skip
    assert upper == {"name": "省安全生产委员会", "region": "370000", "level": "province"}
    housing = "临澜市住房和城乡建设局"
    assert links(found, "LED_BY") == links(found, "OFFICE_AT") == [(SAFETY, housing)]
    assert links(found, "COUNTERPART_OF") == [(SAFETY, "省安全生产委员会")]
    assert links(found, "COORDINATES") == [(SAFETY, "安全生产"), (SAFETY, "安全生产监督管理")]
    assert (SAFETY, "安全生产") in links(found, "IN_DOMAIN")
    assert links(found, "BASED_ON") == [(SAFETY, "临委办发〔2019〕8号")]
    assert (SAFETY, "临澜市议事协调机构清单") in links(found, "LISTED_IN")
    assert {"number": "7"} in stated(found, "LISTED_IN")
    (one, two) = stated(found, "COORDINATES")
    assert one["region"] == "379900"
    assert one["lists"] == two["lists"] == [s for s in found.batch.lists if "bodies" in s]


def test_what_a_list_does_not_say_stays_open(tmp_path: Path) -> None:
    found = read(tmp_path, bodies(tmp_path, [coordinating(类别="", 层级="", 现状="", 备注="示例")]))
    assert stated(found, "CoordinatingBody") == [{"name": SAFETY, "region": "379900", "note": "示例"}]
    assert noted(found, "05") == []


def test_other_headings_of_other_offices(tmp_path: Path) -> None:
    header = [
        "名称",
        "机构类型",
        "批文",
        "设立日",
        "期限/撤销条件",
        "组长",
        "办公室所在部门",
        "成员单位",
        "对应上级机构",
        "状态",
    ]
    row = ["市防溺水工作专班", "专班", "临政办〔2024〕3号", "2024.5.1", "任务完成后自行撤销", "分管副市长", "市教育局",
           "组长单位：市教育局；成员单位：市公安局、市水务局（联络单位）、各镇街", "省防溺水工作领导小组", "正常"]  # fmt: skip
    found = read(tmp_path, table(tmp_path / "专班.csv", [["清单"], [META], header, row]))
    assert errors(found) == []
    (made, _) = stated(found, "CoordinatingBody")
    assert (made["kind"], made["status"], made["end_condition"]) == (
        "task_force",
        "active",
        "任务完成后自行撤销",
    )
    assert (made["set_up_on"], made["chair_role"]) == ("2024-05-01", "分管副市长")
    assert [n for _, n in links(found, "HAS_MEMBER")] == [
        "临澜市教育局", "临澜市公安局", "临澜市水务局", "各镇街",
    ]  # fmt: skip
    assert [(m.get("role"), m.get("text")) for m in stated(found, "HAS_MEMBER")] == [
        ("组长单位", None), ("成员单位", None), ("成员单位", "联络单位"), ("成员单位", None),
    ]  # fmt: skip


def test_a_register_of_departments_is_no_list_of_coordinating_bodies(tmp_path: Path) -> None:
    header = ["序号", "机构名称", "简称", "类别", "层级", "设立时间", "现状", "备注"]
    path = table(
        tmp_path / "a.csv",
        [["名录"], [META], header, ["1", "临澜市甲局", "", "政府部门", "市", "", "在用", ""]],
    )
    assert understand([path]).files[0].profile == "org_register"


def test_members_of_the_second_sheet(tmp_path: Path) -> None:
    members = [
        ["1", "市安委会", "市住建局", "主任单位", "抓总"],
        ["", "", "市公安局、市监局", "成员单位", "查处"],
        ["2", "安全生产委员会", "各镇街（联络）", "", ""],
        ["3", SAFETY, "市水利局", "", ""],
    ]
    found = read(tmp_path, bodies(tmp_path, [SAFE], members))
    assert errors(found) == []
    assert links(found, "HAS_MEMBER") == [
        (SAFETY, "临澜市住房和城乡建设局"), (SAFETY, "临澜市公安局"), (SAFETY, "临澜市市场监督管理局"),
        (SAFETY, "各镇街"), (SAFETY, "临澜市水利局"),
    ]  # fmt: skip
    assert [(m.get("role"), m.get("text")) for m in stated(found, "HAS_MEMBER")] == [
        ("主任单位", "抓总"), ("成员单位", "查处"), ("成员单位", "查处"), (None, "联络"), (None, None),
    ]  # fmt: skip
    assert [s.how for s in report(found, "05").statements if s.role == "HAS_MEMBER"][-1] == "former"
    assert report(found, "05").counts == {
        "rows": 10, "statement_rows": 5, "problem_rows": 0, "non_data_rows": 5,
    }  # fmt: skip


def test_a_merged_name_covers_its_members(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "议事协调机构": [["清单"], [META], BODIES, SAFE],
        "成员单位": [["成员"], MEMBERS, ["1", "市安委会", "市公安局"], ["", "", "市教育局"], ["2", "无名委", "市水务局"],
                 ["", "", "市体育局"]],
    }  # fmt: skip
    merges = [("成员单位", "B3:B4"), ("成员单位", "A3:A4"), ("成员单位", "B5:B6")]
    path = workbook(tmp_path / "05.xlsx", sheets, merges)
    found = read(tmp_path, path)
    assert [(p, m[:12]) for _, p, m in errors(found)] == [("成员单位!B5", "议事协调机构清单中没有“")]
    assert [s.organization for s in report(found, "05").statements if s.role == "HAS_MEMBER"] == [
        "临澜市公安局", "临澜市教育局",
    ]  # fmt: skip
    assert report(found, "05").counts == {
        "rows": 10, "statement_rows": 3, "problem_rows": 2, "non_data_rows": 5,
    }  # fmt: skip


def test_a_member_named_twice_is_one_seat_and_told(tmp_path: Path) -> None:
    members = [["1", "市安委会", "市公安局", "", ""], ["2", "市安委会", "公安局", "", "查"]]
    found = read(tmp_path, bodies(tmp_path, [SAFE], members))
    assert [(p.severity, p.place) for p in problems(found, "DUPLICATE")] == [("info", "成员单位!C4")]
    ids = {m.statement.id for m in found.batch.mentions if m.statement.kind == "HAS_MEMBER"}
    assert len(ids) == 1


def test_meetings_and_documents(tmp_path: Path) -> None:
    activities = [
        ["1", "市安委会", "会议", "2026年3月2日", "第一季度全体会议", "全体成员单位"],
        ["2", "市安委会", "印发文件", "2026-04-01", "关于开展检查的通知", ""],
        ["3", "市安委会", "专题会议", "2026-05", "", "部分成员单位"],
    ]
    found = read(tmp_path, bodies(tmp_path, [SAFE], activities=activities))
    assert errors(found) == []
    made = stated(found, "Activity")
    owner = made[0]["body"]
    assert made == [
        {"name": "第一季度全体会议", "body": owner, "kind": "meeting", "held_on": "2026-03-02",
         "attendees_scope": "全体成员单位"},
        {"name": "关于开展检查的通知", "body": owner, "kind": "document", "held_on": "2026-04-01"},
        {"name": "会议（2026-05-01）", "body": owner, "kind": "meeting", "held_on": "2026-05-01",
         "attendees_scope": "部分成员单位"},
    ]  # fmt: skip
    assert links(found, "HELD_BY") == [(m["name"], SAFETY) for m in made]
    assert [(p.code, p.severity, p.place) for p in noted(found, "05")] == [("DQ-DATE", "info", "运转情况!D5")]


@pytest.mark.parametrize(
    ("said", "code", "severity", "column"),
    [
        ({"牵头单位": "市消防局"}, "DQ-NAME", "error", "G"),
        ({"牵头单位": "市安委会"}, "DQ-NAME", "error", "G"),
        ({"办公室设在": "市消防局"}, "DQ-NAME", "error", "H"),
        ({"下设于": "市平安建设委员会"}, "DQ-NAME", "error", "K"),
        ({"下设于": "市安委会"}, "VALUE", "warning", "K"),
        ({"统筹事项": "安全生产监督检查"}, "SOURCE", "warning", "J"),
        ({"上级对应机构": "有"}, "VALUE", "warning", "L"),
        ({"法定": "大概"}, "VALUE", "warning", "M"),
        ({"类别": "协会"}, "VALUE", "warning", "D"),
        ({"现状": "不明"}, "VALUE", "warning", "T"),
        ({"设立时间": "前年"}, "DQ-DATE", "warning", "O"),
        ({"撤销期限": "2026年6月"}, "DQ-DATE", "info", "P"),
        ({"撤销期限": "任务完成后"}, "DQ-DATE", "info", "P"),
        ({"撤销期限": "长期"}, "VALUE", "info", "P"),
        ({"年会议次数": "适时"}, "VALUE", "warning", "R"),
        ({"组长职务": "市长 张三"}, "PERSON", "warning", "F"),
    ],
)
def test_what_is_odd_in_a_row_is_told_with_its_cell(
    tmp_path: Path, said: dict[str, str], code: str, severity: str, column: str
) -> None:
    row = coordinating(**{"简称": "市安委会"} | said)
    found = read(tmp_path, boundary(tmp_path, [matter("市公安局")]), bodies(tmp_path, [row]))
    (problem,) = noted(found, "05")
    assert (problem.code, problem.severity, problem.place) == (code, severity, f"议事协调机构!{column}4")
    assert problem.todo
    assert found.ok == (severity != "error")


def test_a_duty_not_found_is_told_with_near_titles(tmp_path: Path) -> None:
    row = coordinating(统筹事项="安全生产监督检查、安全生产监督管理")
    found = read(tmp_path, boundary(tmp_path, [matter("市公安局")]), bodies(tmp_path, [row]))
    (problem,) = problems(found, "SOURCE")
    assert "“安全生产监督检查”；相近的有：安全生产监督管理" in problem.message
    assert links(found, "COORDINATES") == [(SAFETY, "安全生产监督管理")]


def test_a_term_runs_to_the_end_of_its_month(tmp_path: Path) -> None:
    rows = [coordinating("市甲领导小组", 撤销期限="2026年6月"), coordinating("市乙领导小组", 撤销期限="三年")]
    found = read(tmp_path, bodies(tmp_path, rows))
    one, two = stated(found, "CoordinatingBody")
    assert (one["expires_on"], one.get("end_condition")) == ("2026-06-30", None)
    assert (two.get("expires_on"), two["end_condition"]) == (None, "三年")


def test_special_committees_stand_under_their_commission(tmp_path: Path) -> None:
    rows = [
        coordinating(
            "市安全生产委员会消防专业委员会",
            类别="专项委员会",
            下设于="市安委会",
            上级对应机构="国家消防安全委员会",
        ),
        SAFE,
    ]
    found = read(tmp_path, bodies(tmp_path, rows))
    assert links(found, "UNDER") == [("市安全生产委员会消防专业委员会", SAFETY)]
    nation = next(b for b in stated(found, "CoordinatingBody") if b["name"].startswith("国家"))
    assert nation == {"name": "国家消防安全委员会", "level": "national"}


def test_one_body_in_two_rows_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, bodies(tmp_path, [SAFE, SAFE]))
    assert [(p.severity, p.place) for p in problems(found, "DUPLICATE")] == [("warning", "议事协调机构!B5")]


@pytest.mark.parametrize(
    ("written", "name", "how"),
    [
        ("临澜市安全生产委员会", SAFETY, "exact"),
        ("市安全生产委员会", SAFETY, "prefix"),
        ("市安委会", SAFETY, "short_form"),
        ("市安委会（牵头）", SAFETY, "short_form"),
        ("市安委会办公室", "临澜市住房和城乡建设局", "office"),
        ("市住建局（市安委会办公室）", "临澜市住房和城乡建设局", "nameplate"),
        ("市“双随机、一公开”监管工作领导小组", "临澜市“双随机、一公开”监管工作领导小组", "prefix"),
        ("市双随机、一公开监管工作领导小组牵头", "临澜市“双随机、一公开”监管工作领导小组", "prefix"),
        ("市水务委", "临澜市水务局", "alias"),
        ("临澜市水务委", "临澜市水务局", "alias"),
        ("市创城指挥部", "临澜市创城指挥部", "former"),
    ],
)
def test_a_matter_may_name_a_coordinating_body(tmp_path: Path, written: str, name: str, how: str) -> None:
    rows = [
        SAFE, coordinating("临澜市“双随机、一公开”监管工作领导小组"), coordinating("临澜市水务委"),
        coordinating("临澜市创城指挥部", 现状="撤销"),
    ]  # fmt: skip
    names = register_rows(body("临澜市甲局"))
    names[3][1] = "市水务局、市水务委"  # type: ignore[index]
    paths = [workbook(tmp_path / "01.xlsx", {"机构名录": names}), bodies(tmp_path, rows)]
    found = understand([*paths, boundary(tmp_path, [matter(written, "甲事项")])])
    assert errors(found) == []
    assert [(s.organization, s.how) for s in report(found, "02").statements] == [(name, how)]


def test_an_office_that_no_list_places_is_an_error_that_says_so(tmp_path: Path) -> None:
    paths = [
        bodies(tmp_path, [coordinating(简称="市安委会")]),
        boundary(tmp_path, [matter("市安委会办公室")]),
    ]
    ((code, place, message),) = errors(read(tmp_path, *paths))
    assert (code, place) == ("DQ-NAME", "职责边界清单!E4")
    assert "没有写明它设在哪个部门" in message


def test_a_coordinating_body_cannot_be_an_upper_department(tmp_path: Path) -> None:
    more = body("临澜市甲局", **{"主管（上级）机构": "市安委会"})
    found = understand([register(tmp_path, more), bodies(tmp_path, [SAFE])])
    assert [(c, p) for c, p, _ in errors(found)] == [("ONTOLOGY", "机构名录!F16")]


def test_the_next_load_knows_the_bodies_and_their_offices(tmp_path: Path) -> None:
    with opened(Settings(home=tmp_path / "home")) as office:
        assert load(office, [register(tmp_path), bodies(tmp_path, [SAFE])], "2026-06-30").published
        paths = [boundary(tmp_path, [matter("市安委会"), matter("市安委会办公室", "乙事项")]),
                 reviews(tmp_path, [opinion("撤销")])]  # fmt: skip
        done = load(office, paths, "2026-06-30")
        assert done.published
        assert roles(done.understanding, "安全生产监督管理") == [("LEADS", SAFETY)]
        assert roles(done.understanding, "乙事项") == [("LEADS", "临澜市住房和城乡建设局")]
        assert [list(d["lists"].values()) for d in known(office)[1]] == [["boundary"], ["boundary"]]
        assert {"id", "name", "office"} <= next(b for b in known(office)[0] if b["name"] == SAFETY).keys()


def test_a_register_of_an_office_is_read_though_some_of_its_words_say_nothing(tmp_path: Path) -> None:
    header = ["名称", "类型", "办公室设在", "成员单位", "存续期限", "清理意见"]
    rows = [["市甲专班", "专班", "市教育局", "各成员单位另行通知", "2024年12月撤销", "到期撤销"],
            ["市乙专班", "专班", "原市盐务局", "市公安局，其余详见附件", "至2027年6月30日", "建议保留"],
            ["市丙专班", "专班", "另行明确", "市水务局", "长期", "再议"]]  # fmt: skip
    found = read(tmp_path, table(tmp_path / "台账.csv", [["清单"], [META], header, *rows]))
    assert errors(found) == []
    told = [(p.code, p.cell) for p in noted(found, "台账") if p.severity == "warning"]
    assert sorted(told) == [("DQ-NAME", "C5"), ("VALUE", "F6")]
    assert [p.cell for p in problems(found, "DQ-OPEN")] == ["D4", "D5", "C6"]
    assert links(found, "OFFICE_AT") == [("市甲专班", "临澜市教育局")]
    assert links(found, "HAS_MEMBER") == [("市乙专班", "临澜市公安局"), ("市丙专班", "临澜市水务局")]
    assert [r["opinion"] for r in stated(found, "BodyReview")] == ["revoke", "agree"]
    ends = [b.get("expires_on") for b in stated(found, "CoordinatingBody")]
    assert ends == ["2024-12-31", "2027-06-30", None]


def test_headings_in_two_rows_with_the_post_of_an_office_and_reasons(tmp_path: Path) -> None:
    top = ["序号", "机构名称", "组长职务", "办公室", "", "成员单位", "审核意见", ""]
    low = ["", "", "", "设在单位", "主任", "", "意见", "理由"]
    rows = [["临澜市议事协调机构清理表"], [META], top, low,
            ["1", "临澜市节水领导小组", "副市长", "市水务局", "局长（兼）", "市公安局", "撤销", "任务完成"]]  # fmt: skip
    merges = [("表", f"{c}3:{c}4") for c in "ABCF"] + [("表", "D3:E3"), ("表", "G3:H3")]
    found = read(tmp_path, workbook(tmp_path / "台账.xlsx", {"表": rows}, merges))
    assert errors(found) == []
    assert [b["name"] for b in stated(found, "CoordinatingBody")] == ["临澜市节水领导小组"]
    assert links(found, "OFFICE_AT") == [("临澜市节水领导小组", "临澜市水务局")]
    (review,) = stated(found, "BodyReview")
    assert (review["opinion"], review["text"]) == ("revoke", "任务完成")
