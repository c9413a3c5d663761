"""Columns are found by their headings: order, synonyms and group cells change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.headings import heading
from ingest.load import understand
from ingest.profile import ProfileError, profiles
from ingest.report import Understanding
from tests.ingest.workbooks import (
    BOUNDARY,
    ITEMS,
    META,
    ROW,
    boundary,
    errors,
    item,
    problems,
    read,
    register_rows,
    report,
    stated,
    workbook,
)


def digests(found: Understanding) -> set[str]:
    """What is stated of everything but the lists themselves, whose columns differ."""
    return {m.statement.digest for m in found.batch.mentions if m.statement.kind != "BoundaryList"}


def test_the_order_of_columns_changes_nothing(tmp_path: Path) -> None:
    plain = read(tmp_path, boundary(tmp_path, [ROW]))
    order = [7, 2, 9, 4, 0, 6, 1, 8, 5, 3]
    (tmp_path / "b").mkdir()
    mixed = read(
        tmp_path / "b",
        boundary(tmp_path / "b", [[ROW[i] for i in order]], header=[BOUNDARY[i] for i in order]),
    )
    assert plain.ok
    assert {m.statement.digest for m in plain.batch.mentions} == {
        m.statement.digest for m in mixed.batch.mentions
    }


def test_other_words_for_a_column_change_nothing_but_the_cue_of_mentions(tmp_path: Path) -> None:
    plain = read(tmp_path, boundary(tmp_path, [ROW]))
    header = [
        "编号",
        "所属领域",
        "管理事项",
        "适用层级",
        "主办 部门",
        "主办部门\n职责",
        "协办单位：",
        "协办单位职责",
        "实施依据*",
        "说明",
    ]
    (tmp_path / "b").mkdir()
    renamed = read(tmp_path / "b", boundary(tmp_path / "b", [ROW], header=header))
    assert renamed.ok
    assert digests(plain) == digests(renamed)
    assert [s.cue for s in report(renamed, "02").statements] == ["主办 部门", "协办单位："]


def test_two_header_rows_with_group_cells(tmp_path: Path) -> None:
    groups = ["序号", "领域", "职责事项", "层级", "牵头单位", "", "配合单位", "", "依据", "备注"]
    lower = ["", "", "", "", "牵头部门", "职责", "配合部门", "职责", "", ""]
    rows = [["清单"], [META], groups, lower, ROW]
    merges = [("表", "E3:F3"), ("表", "G3:H3")] + [("表", f"{c}3:{c}4") for c in "ABCDIJ"]
    found = read(tmp_path, workbook(tmp_path / "b.xlsx", {"表": rows}, merges))
    assert found.ok
    assert [(s.role, s.cue, s.cell) for s in report(found, "b.xlsx").statements] == [
        ("LEADS", "牵头部门", "表!E5"),
        ("ASSISTS", "配合部门", "表!G5"),
    ]
    (lead,) = stated(found, "LEADS")
    assert lead["text"] == "制定计划"


def test_group_cells_above_are_named_as_header(tmp_path: Path) -> None:
    groups = ["事项信息"] + [""] * 5 + ["划转信息"] + [""] * 4 + ["审批"] + [""] * 17
    rows = [["清单"], [META], groups, ITEMS, item("取水许可", 监管部门="市水务局")]
    found = read(tmp_path, workbook(tmp_path / "c.xlsx", {"划转许可事项": rows}))
    assert found.ok
    assert report(found, "c.xlsx").non_data_rows[2:] == [
        ("划转许可事项!3", "表头行"),
        ("划转许可事项!4", "表头行"),
    ]


def test_the_nearest_profile_and_what_it_lacks_are_named(tmp_path: Path) -> None:
    rows = [
        ["标题"],
        ["序号", "领域", "职责事项", "层级", "谁负责", "配合单位"],
        ["1", "", "甲", "", "市水务局", ""],
    ]
    found = read(tmp_path, workbook(tmp_path / "b.xlsx", {"表": rows}))
    (problem,) = problems(found, "PROFILE")
    assert problem.severity == "error"
    assert problem.place == "表!A2"
    assert "部门职责边界清单" in problem.message
    assert "牵头单位" in problem.message
    assert report(found, "b.xlsx").profile is None
    assert report(found, "b.xlsx").counts["problem_rows"] == 3


def test_a_sheet_without_any_known_heading_is_named(tmp_path: Path) -> None:
    found = understand([workbook(tmp_path / "b.xlsx", {"表": [["天气", "晴"]]})])
    assert [p.code for p in found.problems] == ["PROFILE"]


def test_a_data_sheet_that_lacks_a_column_is_not_passed_over(tmp_path: Path) -> None:
    rows = [["标题"], [META], ITEMS, item("取水许可", 监管部门="市水务局")]
    related = [["关联事项名称", "处置意见"], ["水资源费征收", "随同划转"]]
    path = workbook(tmp_path / "c.xlsx", {"划转许可事项": rows, "关联事项": related, "填表说明": [["一、…"]]})
    found = read(tmp_path, path)
    assert [(c, p) for c, p, _ in errors(found)] == [("PROFILE", "关联事项")]
    assert report(found, "c.xlsx").counts["problem_rows"] == 2
    assert ("填表说明!1", "说明表（填表说明）") in report(found, "c.xlsx").non_data_rows


def test_the_profile_may_be_named(tmp_path: Path) -> None:
    path = boundary(tmp_path, [ROW])
    assert read(tmp_path, path, profile={path.name: "boundary"}).ok
    wrong = read(tmp_path, path, profile={path.name: "approval_supervision"})
    assert [c for c, _, _ in errors(wrong)] == ["PROFILE"]
    with pytest.raises(ProfileError, match="boundary"):
        read(tmp_path, path, profile="no_such")


def test_two_columns_of_one_meaning_are_a_warning(tmp_path: Path) -> None:
    found = read(tmp_path, boundary(tmp_path, [[*ROW, "市教育局"]], header=[*BOUNDARY, "牵头部门"]))
    assert [(p.severity, p.cell) for p in problems(found, "PROFILE")] == [("warning", "K3")]


def test_the_list_says_which_columns_it_has(tmp_path: Path) -> None:
    keep = [0, 2, 4]
    found = read(tmp_path, boundary(tmp_path, [[ROW[i] for i in keep]], header=[BOUNDARY[i] for i in keep]))
    listed = next(x for x in stated(found, "BoundaryList") if x["kind"] == "boundary")
    assert listed["columns_present"] == ["number", "title", "lead"]
    assert listed["issuer"] == "市委编办"
    assert listed["region"] == "379900"
    assert listed["issued_on"] == "2026-03-20"
    assert listed["edition"] == "2026年版"
    assert listed["complete"] is True


@pytest.mark.parametrize(("says", "means"), [("完整", True), ("摘录", False), ("未完", False), ("", None)])
def test_whether_a_list_is_whole(tmp_path: Path, says: str, means: bool | None) -> None:
    rows = [["清单"], [f"发布单位：市委编办　行政区划：379900　状态：{says}"], BOUNDARY, ROW]
    found = read(tmp_path, workbook(tmp_path / "b.xlsx", {"表": rows}))
    assert next(x for x in stated(found, "BoundaryList") if x["kind"] == "boundary").get("complete") is means


def test_a_list_without_region_takes_it_from_the_place_in_its_title(tmp_path: Path) -> None:
    rows = [["临澜市部门职责边界清单"], BOUNDARY, ROW]
    found = read(tmp_path, workbook(tmp_path / "b.xlsx", {"表": rows}))
    assert found.ok
    nameless = understand([workbook(tmp_path / "b.xlsx", {"表": [["清单"], BOUNDARY, ROW]})])
    assert [c for c, _, _ in errors(nameless)][:1] == ["REGION"]


def test_a_new_title_or_edition_is_the_same_list(tmp_path: Path) -> None:
    first = read(tmp_path, boundary(tmp_path, [ROW]))
    rows = [["临澜市部门职责边界清单（2027年版）"], [META], BOUNDARY, ROW]
    second = read(tmp_path, workbook(tmp_path / "02-边界.xlsx", {"职责边界清单": rows}))
    assert first.batch.lists == second.batch.lists
    assert len(first.batch.lists) == 2


def test_no_heading_stands_for_two_fields() -> None:
    for profile in profiles().values():
        for spec in profile.sheets:
            words = [heading(w) for ws in spec.headers.values() for w in ws]
            assert len(words) == len(set(words))


def test_registers_come_first_whatever_the_order(tmp_path: Path) -> None:
    path = boundary(tmp_path, [ROW])
    names = workbook(tmp_path / "z-名录.xlsx", {"机构名录": register_rows()})
    one, two = understand([path, names]), understand([names, path])
    assert one.ok
    assert one.batch == two.batch
    assert one.to_json() == two.to_json()
