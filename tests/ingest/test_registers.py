"""Registers as offices write them: a column of names suffices, and what is no register is not taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.ingest.workbooks import boundary, errors, problems, register, report, stated, table, workbook

CITY = ["临澜市水务局", "中共临澜市委宣传部", "临澜市总工会", "东澜区民政局", "东澜区柳桥街道办事处"]


def bodies(found: Understanding) -> dict[str, dict[str, object]]:
    return {str(o["name"]): o for o in stated(found, "Organization")}


def test_a_column_of_names_and_a_code_in_the_title_suffice(tmp_path: Path) -> None:
    rows = [["临澜市机构名录"], ["行政区划：379900"], ["机构名称"], *([name] for name in CITY)]
    found = understand([table(tmp_path / "名录.csv", rows)])
    assert found.ok
    assert found.files[0].profile == "org_register"
    kinds = {name: o["kind"] for name, o in bodies(found).items()}
    assert kinds == dict(zip(CITY, ["government", "party", "social", "government", "town"], strict=True))
    (told,) = problems(found, "REGISTER")
    assert (told.severity, told.cell) == ("info", "A3")
    assert "5 个机构没有写明类别" in told.message


@pytest.mark.parametrize("heading", ["名称", "单位", "部门名称", "规范名称", "机构全称", "单位名称"])
def test_the_place_column_and_the_names_tell_the_region(tmp_path: Path, heading: str) -> None:
    rows = [[heading, "所在区划", "区划代码"], ["临澜市水务局", "临澜市", "379900"], ["东澜区民政局", "东澜区", "379902"],
            ["东澜区水务局", "东澜区", ""], ["东澜区财政局", "", ""], ["临澜市司法局", "", ""]]  # fmt: skip
    found = understand([table(tmp_path / "名录.csv", rows)])
    assert found.ok
    regions = {name: o["region"] for name, o in bodies(found).items()}
    assert regions == {"临澜市水务局": "379900", "东澜区民政局": "379902", "东澜区水务局": "379902",
                       "东澜区财政局": "379902", "临澜市司法局": "379900"}  # fmt: skip
    assert {o["level"] for o in bodies(found).values()} == {"city", "county"}


def test_unified_codes_tell_the_region_where_nothing_else_does(tmp_path: Path) -> None:
    rows = [
        ["单位名称", "统一社会信用代码"],
        ["临澜市水务局", "11379900000437001L"],
        ["临澜市民政局", "113799000004370020"],
    ]
    found = understand([table(tmp_path / "临澜市单位名录.csv", rows)])
    assert errors(found) == []
    assert {o["region"] for o in bodies(found).values()} == {"379900"}
    assert problems(found, "REGION")[0].severity == "info"


def test_a_register_without_any_code_says_what_to_do(tmp_path: Path) -> None:
    found = understand([table(tmp_path / "名录.csv", [["机构名称", "简称"], ["临澜市水务局", "市水务局"]])])
    assert [(p.code, p.severity) for p in problems(found, "REGION")] == [("REGION", "error")]
    assert "6 位代码" in problems(found, "REGION")[0].todo
    assert found.batch.mentions == []


@pytest.mark.parametrize(
    ("level", "value"),
    [
        ("市直", "city"),
        ("区县", "county"),
        ("县直", "county"),
        ("镇级", "town"),
        ("乡镇（街道）", "town"),
        ("市级派出", "city"),
    ],
)
def test_levels_in_any_usual_form(tmp_path: Path, level: str, value: str) -> None:
    rows = [["机构名称", "层级", "区划代码"], ["临澜市水务局", level, "379900"]]
    found = understand([table(tmp_path / "名录.csv", rows)])
    assert [o["level"] for o in stated(found, "Organization")] == [value]
    assert problems(found, "VALUE") == []


def test_former_names_become_bodies_that_ended(tmp_path: Path) -> None:
    rows = [["机构名称", "曾用名（已撤并、更名）", "区划代码", "备注"],
            ["临澜市水务局", "临澜市水利局", "379900", "2019年2月更名"],
            ["临澜市市场监督管理局", "临澜市工商行政管理局（市工商局）、临澜市质量技术监督局", "379900", ""],
            ["临澜市生态环境局", "", "379900", "原市环境保护局"]]  # fmt: skip
    names = table(tmp_path / "01-名录.csv", rows)
    matter = ["1", "", "甲事项", "市", "市工商局", "", "市水利局、市环境保护局", "", "", ""]
    found = understand([names, boundary(tmp_path, [matter])])
    assert found.ok
    said = [(s.organization, s.how) for s in report(found, "02").statements]
    assert said == [
        ("临澜市工商行政管理局", "former"),
        ("临澜市水利局", "former"),
        ("临澜市环境保护局", "former"),
    ]
    ended = {n: o["status"] for n, o in bodies(found).items() if o["status"] != "active"}
    assert ended == {"临澜市水利局": "renamed", "临澜市工商行政管理局": "merged", "临澜市质量技术监督局": "merged",
                     "临澜市环境保护局": "renamed"}  # fmt: skip
    heirs = stated(found, "SUCCEEDED_BY")
    assert sorted(str(h.get("effective_on")) for h in heirs) == ["2019-02-01", "None", "None", "None"]


def test_states_with_their_day_are_read(tmp_path: Path) -> None:
    rows = [["机构名称", "区划代码", "机构现状", "承继机构"], ["临澜市水务局", "379900", "在册", ""],
            ["临澜市水利局", "379900", "2024年3月更名", "临澜市水务局"]]  # fmt: skip
    found = understand([table(tmp_path / "名录.csv", rows)])
    assert found.ok
    former = bodies(found)["临澜市水利局"]
    assert (former["status"], former["valid_to"]) == ("renamed", "2024-03-01")
    assert stated(found, "SUCCEEDED_BY") == [{"kind": "rename", "effective_on": "2024-03-01"}]


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("值班安排", [["单位", "值班电话"], ["市水务局", "0000"], ["市公安局", "0001"]]),
        ("落实情况", [["单位名称", "落实举措说明"], ["市水务局", "已办结"], ["市公安局", "推进中"]]),
        ("成员单位名单", [["序号", "单位名称"], ["1", "市水务局"], ["2", "市公安局"]]),
        ("机构清单", [["机构名称", "简称"], ["市安全生产委员会联席会议", "甲"], ["市防汛抗旱指挥部", "乙"]]),
        ("名册", [["名称", "简称"], ["节约用水", "节水"], ["路灯维护", "路灯"]]),
    ],
)
def test_what_is_no_register_is_not_taken_for_one(tmp_path: Path, title: str, rows: list[list[str]]) -> None:
    found = understand([register(tmp_path), table(tmp_path / "02-表.csv", [[title], *rows])])
    assert report(found, "02").profile != "org_register"


def test_whoever_names_the_profile_is_believed(tmp_path: Path) -> None:
    path = table(tmp_path / "表.csv", [["行政区划：379900"], ["单位", "值班电话"], ["市水务局", "0000"]])
    assert understand([path]).files[0].profile is None
    assert understand([path], profile="org_register").files[0].profile == "org_register"


def test_a_list_of_duties_with_a_column_of_bodies_is_no_register(tmp_path: Path) -> None:
    rows = [
        ["东澜区工作部门名录（2026年）"],
        ["部门名称", "加挂牌子", "主要职责"],
        ["区水务局", "", "1.负责节约用水管理。"],
    ]
    found = understand([register(tmp_path), workbook(tmp_path / "02-表.xlsx", {"名录": rows})])
    assert report(found, "02").profile == "departments"
    assert [s.organization for s in report(found, "02").statements] == ["东澜区水务局"]


def test_a_sheet_or_a_banner_for_each_district(tmp_path: Path) -> None:
    head = ["单位名称", "简称"]
    sheets = {
        "市直": [["机构名录"], ["行政区划：379900"], head, ["临澜市水务局", "市水务局"]],
        "东澜区": [head, ["水务局", "区水务局"]],
        "县区": [head, ["一、北屿区", ""], ["水务局", "区水务局"]],
    }
    codes = table(
        tmp_path / "区划.csv",
        [["机构名称", "区划代码"], ["东澜区民政局", "379902"], ["北屿区民政局", "379903"]],
    )
    found = understand([workbook(tmp_path / "名录.xlsx", sheets), codes])
    assert errors(found) == []
    regions = sorted((str(o["name"]), str(o["region"])) for o in stated(found, "Organization"))
    assert regions == [("东澜区民政局", "379902"), ("临澜市水务局", "379900"), ("北屿区民政局", "379903"),
                       ("水务局", "379902"), ("水务局", "379903")]  # fmt: skip


def test_nameplates_behind_a_name_are_nameplates(tmp_path: Path) -> None:
    rows = [
        ["机构名称", "区划代码"],
        ["临澜市自然资源和规划局（加挂临澜市林业局牌子）", "379900"],
        ["临澜市水务局", "379900"],
    ]
    matter = ["1", "", "甲事项", "市", "市林业局", "", "", "", "", ""]
    found = understand([table(tmp_path / "01-名录.csv", rows), boundary(tmp_path, [matter])])
    assert bodies(found)["临澜市自然资源和规划局"]["nameplates"] == ["临澜市林业局"]
    assert [(s.organization, s.how) for s in report(found, "02").statements] == [
        ("临澜市自然资源和规划局", "nameplate")
    ]


def test_a_second_column_of_short_names_and_remarks_that_a_body_ended(tmp_path: Path) -> None:
    rows = [
        ["机构名称", "规范简称", "常用简称", "层级", "区划代码", "沿革及备注"],
        ["临澜市水务局", "市水务局", "水务局", "市级", "379900", "2019年由市水利局更名"],
        ["临澜市文化和旅游局", "市文化和旅游局", "市文旅局", "市级", "379900", "有关职责划入临澜市水务局"],
        ["二、已撤销（更名）机构", "", "", "", "", ""],
        [
            "临澜市旅游发展委员会",
            "市旅发委",
            "市旅游委",
            "市级",
            "379900",
            "2019年1月撤销，职责划入临澜市文化和旅游局",
        ],
        ["临澜市规划局", "市规划局", "", "市级", "379900", ""],
    ]
    matter = [
        "1",
        "",
        "甲事项",
        "市",
        "市旅发委",
        "",
        "市旅游委、市旅发委（现市文旅局）、市水务局（现场检查）",
        "",
        "",
        "",
    ]
    found = understand([table(tmp_path / "01-名录.csv", rows), boundary(tmp_path, [matter])])
    assert errors(found) == []
    states = {name: (o["status"], o.get("valid_to")) for name, o in bodies(found).items()}
    assert states["临澜市旅游发展委员会"] == ("abolished", "2019-01-01")
    assert states["临澜市规划局"] == ("abolished", None)
    assert states["临澜市文化和旅游局"] == states["临澜市水务局"] == ("active", None)
    said = [(s.role, s.organization, s.how, s.scope) for s in report(found, "02").statements]
    assert said == [
        ("LEADS", "临澜市旅游发展委员会", "former", None), ("ASSISTS", "临澜市旅游发展委员会", "former", None),
        ("ASSISTS", "临澜市文化和旅游局", "short_form", None), ("ASSISTS", "临澜市水务局", "prefix", "现场检查"),
    ]  # fmt: skip


@pytest.mark.parametrize("banner", ["二、现有及已撤销机构", "二、市直机构（含已撤并机构）"])
def test_a_banner_over_living_bodies_ends_none(tmp_path: Path, banner: str) -> None:
    rows = [
        ["机构名称", "区划代码", "备注"],
        [banner, "", ""],
        ["临澜市水务局", "379900", "原有职责划入临澜市公安局"],
    ]
    found = understand([table(tmp_path / "01-名录.csv", rows)])
    assert bodies(found)["临澜市水务局"]["status"] == "active"


def test_a_former_name_in_a_remark_that_is_the_short_form_of_a_row_is_that_body(tmp_path: Path) -> None:
    rows = [
        ["机构名称", "常用简称", "区划代码", "沿革及备注"],
        ["临澜市市场监督管理局", "市市场监管局", "379900", "2019年1月由原市工商局、市盐务局合并组建"],
        ["临澜市工商行政管理局", "市工商局", "379900", "2019年1月撤销，职责并入临澜市市场监督管理局"],
    ]
    matter = ["1", "", "甲事项", "市", "市工商局", "", "", "", "", ""]
    found = understand([table(tmp_path / "01-名录.csv", rows), boundary(tmp_path, [matter])])
    assert errors(found) == []
    assert sorted(bodies(found)) == ["临澜市工商行政管理局", "临澜市市场监督管理局", "临澜市盐务局"]
    assert [(s.organization, s.how) for s in report(found, "02").statements] == [
        ("临澜市工商行政管理局", "former")
    ]
