"""All files together: every problem at once, nothing half loaded, lists held against each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from graph.compile import compile_graph
from graph.statement import Mention, merge
from ingest.load import understand
from tests.ingest.workbooks import (
    BOUNDARY,
    approvals,
    body,
    boundary,
    errors,
    item,
    problems,
    read,
    register,
    register_rows,
    report,
    stated,
    table,
    workbook,
)

CITY = Path(__file__).parents[2] / "samples" / "city"
MATTER = ["1", "", "节约用水管理", "市", "市水务局", "", "市住建局", "", "", ""]


def test_every_problem_is_told_at_once_with_its_cell(tmp_path: Path) -> None:
    rows = [
        ["1", "", "甲", "市", "市消防局", "", "市税务局", "", "", ""],
        ["2", "", "乙", "市", "市水务局", "", "区水务局", "", "", ""],
    ]
    items = [
        item(
            "取水许可",
            监管部门="市水文局",
            接收部门="市水务局",
            对应职责事项="丙",
            划转日期="某日",
            原实施部门="市水务局",
        )
    ]
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    found = read(tmp_path, boundary(tmp_path, rows), approvals(tmp_path, items), tmp_path / "坏.xlsx")
    assert sorted((c, p) for c, p, _ in errors(found)) == [
        ("DQ-NAME", "划转许可事项!X4"), ("DQ-NAME", "职责边界清单!E4"), ("DQ-NAME", "职责边界清单!G4"),
        ("DQ-NAME", "职责边界清单!G5"), ("DUTY", "划转许可事项!AA4"), ("READ", ""),
    ]  # fmt: skip
    assert [p.cell for p in problems(found, "DQ-DATE")] == ["J4"]
    assert all(p.todo and p.message and p.file for p in found.problems)
    assert found.batch.lists == []
    assert found.batch.mentions == []
    assert [s.name for s in found.batch.sources] == [
        "01-名录.xlsx",
        "02-边界.xlsx",
        "03-审批监管.xlsx",
        "坏.xlsx",
    ]


def test_the_report_has_exactly_its_fields(tmp_path: Path) -> None:
    found = read(tmp_path, boundary(tmp_path, [[*MATTER[:6], "相关部门", "", "《水法》第八条", ""]]))
    plain = json.loads(json.dumps(found.to_json(), ensure_ascii=False))
    assert set(plain) == {"files"}
    (_, file) = plain["files"]
    assert set(file) == {
        "file", "profile", "sidecar", "sure", "mapping", "first_rows", "rows", "counts", "statements", "problems",
        "resolutions", "unresolved", "non_data_rows",
    }  # fmt: skip
    assert file["statements"][0] == {
        "role": "LEADS", "organization": "临澜市水务局", "organization_text": "市水务局", "thing": "节约用水管理",
        "kind": "Duty", "scope": None, "basis": "《水法》第八条", "cell": "职责边界清单!E4", "text": "市水务局",
        "cue": "牵头单位", "inferred": None, "how": "prefix", "confidence": "high",
    }  # fmt: skip
    assert file["statements"][1]["organization"] is None
    assert set(file["problems"][0]) == {"code", "severity", "cell", "message", "todo"}
    assert file["non_data_rows"][0] == {"row": "职责边界清单!1", "why": "标题行"}
    assert file["counts"]["rows"] == file["rows"] == 4


def test_lists_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    rows = [["名录"], ["编制单位：市财政局　行政区划：379900"], *register_rows()[2:4]]
    other = [list(r) for r in rows]
    other[3][2] = "党委机构"
    found = read(tmp_path, workbook(tmp_path / "另册.xlsx", {"名录": other}))
    assert found.ok
    (conflict,) = problems(found, "LISTS_CONFLICT")
    assert conflict.severity == "warning"
    assert "政府部门" in conflict.message
    assert "党委机构" in conflict.message


def test_two_lists_that_agree_are_silent(tmp_path: Path) -> None:
    rows = [["名录"], ["编制单位：市财政局　行政区划：379900"], *register_rows()[2:4]]
    found = read(tmp_path, workbook(tmp_path / "另册.xlsx", {"名录": rows}))
    assert problems(found, "LISTS_CONFLICT") == []
    assert len(found.batch.lists) == 2


def test_one_file_twice_and_one_list_in_two_files(tmp_path: Path) -> None:
    path = boundary(tmp_path, [MATTER])
    copy = tmp_path / "副本.xlsx"
    copy.write_bytes(path.read_bytes())
    found = read(tmp_path, path, copy)
    assert found.ok
    assert [p.file for p in problems(found, "FILE_TWICE")] == ["副本.xlsx"]
    assert report(found, "副本").counts["rows"] == 0
    (tmp_path / "b").mkdir()
    second = boundary(tmp_path / "b", [["1", "", "燃气监管", "市", "市住建局", *[""] * 5]]).rename(
        tmp_path / "续.xlsx"
    )
    both = read(tmp_path, path, second)
    assert [p.file for p in problems(both, "LIST_TWICE")] == ["续.xlsx"]
    assert len(both.batch.lists) == 2


def test_sources_keep_their_bytes(tmp_path: Path) -> None:
    path = boundary(tmp_path, [MATTER])
    found = read(tmp_path, path)
    source = next(s for s in found.batch.sources if s.name == path.name)
    assert source.content == path.read_bytes()
    assert source.media_type.endswith("spreadsheetml.sheet")
    assert {m.sha256 for m in found.batch.mentions if m.file == path.name} == {source.sha256}


def test_progress_is_told_to_its_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    read(tmp_path, boundary(tmp_path, [MATTER]), progress=lambda *step: told.append(step))
    assert [(d, t) for _, d, t in told] == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_county_register_alone_takes_the_area_of_its_rows(tmp_path: Path) -> None:
    rows = [
        register_rows()[2],
        body("东澜区水务局", 行政区划="379902"),
        body("望川县水务局", 行政区划="379921"),
    ]
    found = understand([table(tmp_path / "a.csv", rows)])
    (listed,) = stated(found, "BoundaryList")
    assert (listed["region"], listed.get("issuer")) == ("379900", None)
    assert {r["name"] for r in stated(found, "Region")} == {"东澜区", "望川县"}


def whole(mentions: list[Mention]) -> None:
    """Every link has both its ends among the stated nodes, and every statement fits the ontology."""
    by_id: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_id.setdefault(mention.statement.id, []).append(mention)
    merged = [merge(ms) for ms in by_id.values()]
    assert [p for s in merged for p in s.problems()] == []
    compile_graph(merged)


def test_what_is_read_makes_a_graph(tmp_path: Path) -> None:
    row = item(
        "取水许可",
        接收部门="市水务局",
        对应职责事项="节约用水管理",
        审批环节="受理、现场勘验",
        现场勘验承担单位="中介机构",
    )
    found = read(tmp_path, boundary(tmp_path, [MATTER]), approvals(tmp_path, [row]))
    assert found.ok
    whole(found.batch.mentions)


@pytest.fixture(scope="module")
def city() -> list[Path]:
    files = sorted(p for p in CITY.iterdir() if p.suffix in (".xlsx", ".docx", ".csv"))
    assert len(files) == 14
    return files


def test_the_sample_city_is_read_whole(city: list[Path]) -> None:
    found = understand(city)
    assert errors(found) == []
    for file in found.files:
        counts = file.counts
        assert counts["problem_rows"] == 0
        assert counts["rows"] == counts["statement_rows"] + counts["non_data_rows"]
    assert {p.code for p in found.problems if p.severity == "warning"} <= {"LIMIT"}
    ids: dict[tuple[str, str], set[str]] = {}
    for m in found.batch.mentions:
        ids.setdefault((m.file[:2], m.statement.kind), set()).add(m.statement.id)
    assert {k: len(ids[k]) for k in (("02", "Duty"), ("03", "RELATED_TO"), ("03", "ApprovalItem"))} == {
        ("02", "Duty"): 134, ("03", "RELATED_TO"): 34, ("03", "ApprovalItem"): 175 + 34,
    }  # fmt: skip
    assert (len(ids["14", "Duty"]), len(ids["14", "Domain"])) == (292, 20)
    assert len(ids["14", "Duty"] & (ids["02", "Duty"] | ids["07", "Duty"])) > 134
    assert len(found.batch.lists) == 14 + 3 * 2  # a file of the towns holds three lists
    whole(found.batch.mentions)


def test_every_mention_of_the_sample_city_points_at_its_cell(city: list[Path]) -> None:
    import openpyxl

    found = understand(city)
    books = {p.name: openpyxl.load_workbook(p) for p in city if p.suffix == ".xlsx"}
    for mention in found.batch.mentions:
        if mention.file not in books:
            continue
        assert re.fullmatch(r"[A-Z]{1,2}\d+", mention.cell)
        value = books[mention.file][mention.sheet][mention.cell].value
        assert str(value).strip() == mention.text


def test_every_clause_and_name_of_the_sample_boundary_list_is_stated(city: list[Path]) -> None:
    import openpyxl

    path = next(p for p in city if p.name.startswith("02"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    clauses = {str(r[BOUNDARY.index("配合单位职责")].value).strip() for r in sheet.iter_rows(min_row=4)
               if r[BOUNDARY.index("配合单位")].value and r[BOUNDARY.index("配合单位职责")].value}  # fmt: skip
    said = {m.statement.properties.get("text") for m in understand(city).batch.mentions}
    assert clauses - said == set()


def test_the_order_of_files_does_not_matter(city: list[Path]) -> None:
    assert understand(city).batch == understand(list(reversed(city))).batch


def test_a_register_alone_is_a_load_of_its_own(tmp_path: Path) -> None:
    found = understand([register(tmp_path)])
    assert found.ok
    assert len(found.batch.lists) == 1
    whole(found.batch.mentions)
