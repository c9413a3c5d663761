"""Which profile a list follows, how sure that is, what is told of its columns, and how a person overrides it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.detect import Fit, closest, score
from ingest.header import find_header
from ingest.load import understand
from ingest.profile import profile_of, profiles
from ingest.read_xlsx import read as read_workbook
from ingest.report import FileReport, Understanding
from ingest.template import template
from tests.ingest.workbooks import (
    BOUNDARY,
    META,
    ROW,
    boundary,
    errors,
    problems,
    read,
    register,
    report,
    roles,
    stated,
    table,
    workbook,
)

ODD = ["编码号", "哪方面", "干什么", "谁负责", "谁帮忙"]
ODD_ROW = ["1", "水务", "节约用水管理", "市水务局", "市住建局"]


def odd(folder: Path, *rows: list[str], header: list[str] = ODD) -> Path:
    return workbook(folder / "02-杂.xlsx", {"表": [["某清单"], header, *(rows or [ODD_ROW])]})


def beside(path: Path, **said: Any) -> Path:
    """Write the small file beside a list."""
    made = path.with_name(path.name + ".zhize.yaml")
    made.write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
    return made


def of(found: Understanding, part: str = "02") -> FileReport:
    return report(found, part)


def told(found: Understanding, part: str = "02") -> dict[str, Any]:
    return of(found, part).to_json()


@pytest.mark.parametrize("kind", ["boundary", "approval_supervision", "org_register", "bodies", "body_reviews",
                                  "township", "handbook", "service_items"])  # fmt: skip
def test_every_template_is_detected_as_what_it_is(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    path.write_bytes(template(profile_of(kind)))
    (file,) = understand([path]).files
    assert file.profile == kind
    assert file.reading and file.reading.sure
    assert file.reading.sure.level == "high"
    assert file.reading.sure.score.total == 1.0


def test_a_plain_list_is_high_and_says_why(tmp_path: Path) -> None:
    sure = told(read(tmp_path, boundary(tmp_path, [ROW])))["sure"]
    assert sure["level"] == "high"
    assert sure["score"] == {"required": 1.0, "known": 1.0, "rows": 1.0, "total": 1.0}
    assert sure["why"] == ["必需的栏目都在", "10 个栏名认出 10 个", "100% 的行合乎栏目的含义"]


def test_many_unknown_headings_make_it_less_sure(tmp_path: Path) -> None:
    few = [*BOUNDARY, *"甲乙丙丁"]
    many = ["职责事项", "牵头单位", *"甲乙丙丁戊己"]
    rows = {"02-few.xlsx": (few, [*ROW, *"1234"]), "02-many.xlsx": (many, ["节水", "市水务局", *"123456"])}
    levels = {}
    for name, (header, row) in rows.items():
        path = workbook(tmp_path / name, {"表": [["清单"], [META], header, row]})
        levels[name] = told(read(tmp_path, path))["sure"]["level"]
    assert levels == {"02-few.xlsx": "medium", "02-many.xlsx": "low"}


def test_rows_that_make_no_sense_make_it_low_and_that_is_a_warning(tmp_path: Path) -> None:
    wrong = [["1", "水务", "", "市", "", "x", "市住建局", "", "", ""]] * 5
    found = read(tmp_path, boundary(tmp_path, [ROW, *wrong]))
    assert told(found)["sure"]["level"] == "low"
    assert told(found)["sure"]["score"]["rows"] == pytest.approx(1 / 6, abs=0.001)
    (problem,) = problems(found, "PROFILE")
    assert problem.severity == "warning"
    assert "把握低" in problem.message
    assert "--profile" in problem.todo


def test_the_score_counts_columns_headings_and_rows(tmp_path: Path) -> None:
    sheet = read_workbook(
        odd(tmp_path, header=["职责事项", "谁负责", "配合单位", "领域"]).read_bytes(), "x"
    ).sheets[0]
    spec = profile_of("boundary").sheets[0]
    got = score(Fit(sheet, spec, find_header(sheet, spec)))
    assert (got.required, got.known) == (0.5, 0.75)  # 谁负责 is unknown, and no lead
    assert got.total == round(0.4 * 0.5 + 0.35 * 0.75 + 0.25 * got.rows, 3)


def test_the_mapping_of_columns_and_the_first_rows_are_told(tmp_path: Path) -> None:
    found = told(
        read(
            tmp_path,
            boundary(tmp_path, [ROW, *[["", *ROW[1:2], f"事项{n}", "", "市水务局"] for n in range(5)]]),
        )
    )
    (sheet,) = found["mapping"]
    assert sheet["header_rows"] == [3]
    assert [(c["column"], c["heading"], c["field"], c["need"]) for c in sheet["columns"]][2:5] == [
        ("C", "职责事项", "title", "required"),
        ("D", "层级", "level", "optional"),
        ("E", "牵头单位", "lead", "one_of"),
    ]
    assert sheet["columns"][4]["meaning"].startswith("主办：")
    assert [r["row"] for r in found["first_rows"]] == ["职责边界清单!4", "职责边界清单!5", "职责边界清单!6"]
    assert found["first_rows"][0]["said"] == [
        {"role": "LEADS", "organization": "临澜市水务局", "thing": "节约用水管理"},
        {"role": "ASSISTS", "organization": "临澜市住房和城乡建设局", "thing": "节约用水管理"},
    ]
    assert found["first_rows"][0]["fields"]["basis"] == "《水法》第八条"


def test_a_column_that_is_not_read_is_told_and_a_like_heading_only_suggested(tmp_path: Path) -> None:
    header = [*BOUNDARY[:4], *BOUNDARY[4:], "引导单位", "举报电话号"]
    found = read(tmp_path, boundary(tmp_path, [[*ROW, "市教育局", "12345"]], header=header))
    assert found.ok
    assert [(p.severity, p.cell) for p in problems(found, "COLUMN")] == [("warning", "K3"), ("info", "L3")]
    assert "像“指导单位”？" in problems(found, "COLUMN")[0].message
    assert [(u["heading"], u["like"]) for u in told(found)["mapping"][0]["unread"]] == [
        ("引导单位", "指导单位"),
        ("举报电话号", None),
    ]
    assert "GUIDES" not in {role for role, _ in roles(found, "节约用水管理")}


def test_an_unknown_layout_names_the_nearest_what_it_lacks_and_what_looks_like_it(tmp_path: Path) -> None:
    header = ["序号", "领域", "职责事项", "层级", "千头单位", "配合单位"]
    found = read(tmp_path, odd(tmp_path, ["1", "", "甲", "", "市水务局", ""], header=header))
    (problem,) = problems(found, "PROFILE")
    assert problem.severity == "error"
    assert "最接近“部门职责边界清单”" in problem.message
    assert "还缺：牵头单位" in problem.message
    assert "‘千头单位’像‘牵头单位’？" in problem.message
    assert of(found).profile is None
    assert not of(found).statements
    assert not found.batch.mentions


def test_closest_never_offers_a_field_that_has_its_column() -> None:
    spec = profile_of("boundary").sheets[0]
    assert closest("责任主体", spec) == ("bodies", "责任单位")
    assert closest("责任主体", spec, ["bodies", "bodies_text"]) == ("lead", "主责单位")
    assert closest("责任单位", spec, [f for f in spec.headers if f != "basis"]) is None
    assert closest("天气", spec) is None


@pytest.mark.parametrize("named", ["名称", "牵头部门", "单位"])
def test_three_header_rows(tmp_path: Path, named: str) -> None:
    top = ["序号", "领域", "职责事项", "职责分工", "", "", "", "依据"]
    middle = ["", "", "", "牵头单位", "", "配合单位", "", ""]
    low = ["", "", "", named, "职责", "名称", "职责", ""]
    row = ["1", "水务", "节约用水管理", "市水务局", "制定计划", "市住建局", "改造管网", "《水法》第八条"]
    merges = [("表", a) for a in ("D3:G3", "D4:E4", "F4:G4")]
    path = workbook(tmp_path / "02.xlsx", {"表": [["清单"], [META], top, middle, low, row]}, merges)
    found = read(tmp_path, path)
    assert found.ok, errors(found)
    assert told(found)["mapping"][0]["header_rows"] == [3, 4, 5]
    assert roles(found, "节约用水管理") == [("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市住房和城乡建设局")]
    (lead,) = stated(found, "LEADS")
    assert lead["text"] == "制定计划"


def test_a_file_beside_the_list_says_what_the_columns_are(tmp_path: Path) -> None:
    path = odd(tmp_path)
    assert not read(tmp_path, path).ok
    side = beside(
        path, profile="boundary", header_row=2, region=379900, issuer="市委编办", complete=True,
        columns={"编码号": "number", "哪方面": "领域", "C": "title", "谁负责": "lead", "谁帮忙": "配合单位"},
    )  # fmt: skip
    found = read(tmp_path, path)
    assert found.ok, errors(found)
    assert roles(found, "节约用水管理") == [("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市住房和城乡建设局")]
    listed = next(x for x in stated(found, "BoundaryList") if x["kind"] == "boundary")
    assert (listed["region"], listed["issuer"], listed["complete"]) == ("379900", "市委编办", True)
    assert listed["columns_present"] == ["number", "domain", "title", "lead", "assist"]
    assert told(found)["sidecar"] == side.name
    assert told(found)["sure"]["why"][0] == f"由旁边的 {side.name} 指定"
    assert [s.content for s in found.batch.sources if s.name == side.name] == [side.read_bytes()]
    said = {(m.file, m.text) for m in found.batch.mentions if m.file == side.name}
    assert said == {(side.name, side.read_text("utf-8"))}


def test_the_file_beside_may_come_among_the_files(tmp_path: Path) -> None:
    path = odd(tmp_path)
    side = beside(path, profile="boundary", region="379900", columns={"干什么": "title", "谁负责": "lead"})
    found = read(tmp_path, path, side)
    assert found.ok
    assert [f.file for f in found.files] == ["01-名录.xlsx", path.name]
    path.unlink()
    found = read(tmp_path, side)
    assert [(c, f.file) for f in found.files for c in {p.code for p in f.problems}] == [
        ("SIDECAR", side.name)
    ]


def test_columns_may_be_passed_over_and_told_headings_win(tmp_path: Path) -> None:
    header = [*BOUNDARY, "实际牵头"]
    path = boundary(tmp_path, [[*ROW, "市教育局"]], header=header)
    beside(path, columns={"实际牵头": "lead", "配合单位": "-", "I": "-"})
    found = read(tmp_path, path)
    assert roles(found, "节约用水管理") == [("LEADS", "临澜市教育局")]
    assert "assist" not in [c["field"] for c in told(found)["mapping"][0]["columns"]]
    assert stated(found, "LegalBasis") == []


def test_blanks_are_filled_from_above_where_told_and_only_there(tmp_path: Path) -> None:
    rows = [
        ROW,
        ["2", "", "污水处理", "", "", "", "市住建局", "", "", ""],
        ["注：以上各项自发布之日起执行。"],
    ]
    path = boundary(tmp_path, rows)
    assert roles(read(tmp_path, path), "污水处理") == [("ASSISTS", "临澜市住房和城乡建设局")]
    beside(path, fill_down=["lead"])
    found = read(tmp_path, path)
    assert roles(found, "污水处理")[0] == ("LEADS", "临澜市水务局")
    lead = next(s for s in of(found).statements if s.thing == "污水处理")
    assert lead.cell == "职责边界清单!E5"
    assert ("职责边界清单!6", "附注行") in of(found).non_data_rows


def test_only_the_sheets_that_are_named_are_read(tmp_path: Path) -> None:
    rows = [["清单"], [META], BOUNDARY, ROW]
    path = workbook(tmp_path / "02.xlsx", {"新": rows, "旧": [*rows[:3], [*ROW[:2], "旧事项", *ROW[3:]]]})
    beside(path, sheets=["新"])
    found = read(tmp_path, path)
    assert found.ok
    assert {s.thing for s in of(found).statements} == {"节约用水管理"}
    assert ("旧!4", "说明表（旧）") in of(found).non_data_rows


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("profile: [", "不是 UTF-8 的 YAML"),
        ("- profile", "应当逐行写"),
        ("profil: boundary", "不认识：profil"),
        ("profile: 7", "profile 的写法不对"),
        ("profile: no_such", "没有名为 no_such 的清单样式"),
        ("header_row: 0", "header_row 应是从 1 起的行号"),
        ("header_row: [3, 5]", "header_row 应是从 1 起的行号"),
        ("header_row: true", "header_row 的写法不对"),
        ("columns: [a]", "columns 应逐行写"),
        ("columns: {职责事项: no_such}", "没有字段“no_such”"),
        ("columns: {没有这一栏: level}", "没有名为“没有这一栏”的栏"),
        ("region: 山东", "不是行政区划代码"),
        ("complete: 完整", "complete 的写法不对"),
        ("sheet: 没有", "没有名为“没有”的工作表"),
        ("a: &a [x]\nb: [*a, *a]", "不认识：a、b"),
    ],
)
def test_a_bad_file_beside_is_an_error_that_says_what_is_wrong(
    tmp_path: Path, said: str, message: str
) -> None:
    path = boundary(tmp_path, [ROW])
    path.with_name("02-边界.zhize.yaml").write_text(said, "utf-8")
    found = read(tmp_path, path)
    assert not found.ok
    assert any(message in m for c, _, m in errors(found) if c in ("SIDECAR", "PROFILE")), errors(found)
    assert not found.batch.mentions


def test_two_files_beside_one_list_are_refused(tmp_path: Path) -> None:
    path = boundary(tmp_path, [ROW])
    beside(path, profile="boundary")
    path.with_name("02-边界.zhize.yaml").write_text("profile: boundary", "utf-8")
    assert [c for c, _, _ in errors(read(tmp_path, path))] == ["SIDECAR"]


def test_the_caller_outdoes_the_file_beside(tmp_path: Path) -> None:
    path = boundary(tmp_path, [ROW])
    beside(path, profile="approval_supervision")
    assert not read(tmp_path, path).ok
    named = read(tmp_path, path, profile={path.name: "boundary"})
    assert named.ok
    assert told(named)["sure"]["why"][0] == "由命令指定"
    with_rest = read(tmp_path, path, profile={path.name: "boundary", "*": "org_register"})
    assert with_rest.ok


def test_every_field_of_a_template_has_its_note() -> None:
    from ingest.mapping import of_field

    lacking = [
        f"{s.shape}.{f}" for p in profiles().values() if p.template for s in p.sheets for f in s.headers
        if not of_field("means", s, f)
    ]  # fmt: skip
    assert lacking == []


def test_how_far_a_statement_may_be_trusted(tmp_path: Path) -> None:
    rows = [ROW, ["2", "", "甲", "", "", "", "市水务局、有关单位", "", "", ""]]
    found = told(read(tmp_path, boundary(tmp_path, rows), first_listed=True))
    assert [(s["thing"], s["organization_text"], s["confidence"]) for s in found["statements"]] == [
        ("节约用水管理", "市水务局", "high"),
        ("节约用水管理", "市住建局", "high"),
        ("甲", "市水务局", "low"),
        ("甲", "有关单位", "low"),
    ]


def test_a_csv_may_have_a_file_beside_it_too(tmp_path: Path) -> None:
    path = table(tmp_path / "02.csv", [ODD, ODD_ROW])
    beside(path, profile="boundary", region="379900", columns={"干什么": "title", "D": "lead"})
    found = understand([register(tmp_path), path])
    assert found.ok
    assert roles(found, "节约用水管理") == [("LEADS", "临澜市水务局")]
