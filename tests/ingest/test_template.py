"""Empty templates can be filled in and read; a list written out as its template reads back as the same statements."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ingest.load import understand
from ingest.mapping import choices
from ingest.profile import profile_of, profiles
from ingest.refill import refilled
from ingest.report import Understanding
from ingest.template import FILLED_TO, GUIDE, kinds, template
from tests.city.pipeline import CITY, FILES
from tests.ingest.documents import document
from tests.ingest.workbooks import (
    BOUNDARY,
    META,
    ROW,
    approvals,
    boundary,
    errors,
    item,
    problems,
    read,
    report,
    roles,
    stated,
    table,
    workbook,
)

FULL = [*ROW[:-1], "备注一"]


def opened(kind: str) -> Any:
    return load_workbook(io.BytesIO(template(profile_of(kind))))


@pytest.mark.parametrize("kind", kinds())
def test_a_template_has_all_columns_with_notes_and_drop_downs(kind: str) -> None:
    book = opened(kind)
    profile = profile_of(kind)
    assert book.sheetnames[-1] == GUIDE
    assert len(book.sheetnames) == len([s for s in profile.sheets if not s.heard]) + 1
    for spec, sheet in zip([s for s in profile.sheets if not s.heard], book.worksheets, strict=False):
        header = [c for c in sheet[3] if c.value]
        assert [c.value for c in header] == [words[0] for words in spec.headers.values()]
        ruled = {str(r.sqref): r.formula1 for r in sheet.data_validations.dataValidation}
        for cell, name in zip(header, spec.headers, strict=True):
            assert cell.comment.text.startswith(("必需的栏", "可选", "这几栏至少有一栏"))
            assert cell.comment.text.startswith("必需的栏") == (name in spec.required)
            words = choices(spec, name)
            area = f"{cell.column_letter}4:{cell.column_letter}{FILLED_TO}"
            if words and len(",".join(words)) < 250:
                assert ruled[area] == f'"{",".join(words)}"'
            else:
                assert area not in ruled
    told = {(r[0].value, r[1].value) for r in book[GUIDE].iter_rows() if r[1].value}
    assert {(s.title, s["A3"].value) for s in book.worksheets[:-1]} <= told


def test_drop_downs_hold_words_that_are_understood() -> None:
    for profile in profiles().values():
        for spec in profile.sheets:
            for name, values in spec.values.items():
                assert {values[w] for w in choices(spec, name)} == set(values.values())


@pytest.mark.parametrize("kind", kinds())
def test_the_example_row_is_never_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    book = opened(kind)
    book.worksheets[0]["A2"] = META
    book.save(path)
    (file,) = understand([path]).files
    shown = [f"{s.title}!4" for s in book.worksheets[:-1] if s["A4"].value == "示例"]
    assert [row for row, why in file.non_data_rows if why == "示例行"] == shown
    assert shown
    assert file.statements == []
    assert not [p for p in file.problems if p.severity == "error"], file.problems


def test_examples_would_be_understood_if_they_were_meant(tmp_path: Path) -> None:
    """The example row of the boundary template, taken at its word: only its bodies are unknown here."""
    book = opened("boundary")
    sheet = book.worksheets[0]
    sheet["A2"], sheet["A4"] = META, "1"
    path = tmp_path / "02.xlsx"
    book.save(path)
    found = read(tmp_path, path)
    assert {c for c, _, _ in errors(found)} <= {"DQ-NAME"}
    assert problems(found, "VALUE") == []


def test_a_filled_template_is_read(tmp_path: Path) -> None:
    book = opened("boundary")
    sheet = book.worksheets[0]
    at = {c.value: c.column for c in sheet[3] if c.value}
    sheet["A1"] = "临澜市部门职责边界清单（2026年版）"
    sheet["A2"] = META
    for heading, text in zip(BOUNDARY, FULL, strict=True):
        sheet.cell(5, at[heading]).value = text
    path = tmp_path / "02-填.xlsx"
    book.save(path)
    found = read(tmp_path, path)
    assert found.ok, errors(found)
    (tmp_path / "b").mkdir()
    plain = read(tmp_path / "b", boundary(tmp_path / "b", [FULL]))
    kept = [
        {m.statement.digest for m in f.batch.mentions if m.statement.kind != "BoundaryList"}
        for f in (found, plain)
    ]
    assert kept[0] == kept[1]
    assert len(kept[0]) > 15


def again(path: Path, found: Understanding, folder: Path, **options: Any) -> tuple[set[str], set[str]]:
    """Digests of what the lists of a file say, and of what they say when written out as templates and read back."""
    folder.mkdir(exist_ok=True)
    file = report(found, path.name)
    said, read_back = set(), set()
    heads = {
        m.list_id: m.statement for m in found.batch.mentions
        if m.file == path.name and m.statement.kind == "BoundaryList"
    }  # fmt: skip
    for list_id, head in heads.items():
        target = folder / f"{head.properties['kind']}.xlsx"
        target.write_bytes(refilled(path, file, head.properties))
        said |= {m.statement.digest for m in found.batch.mentions if m.list_id == list_id}
        back = understand([target], **options)
        assert back.ok, errors(back)
        read_back |= {m.statement.digest for m in back.batch.mentions if m.list_id == list_id}
    return said, read_back


def bodies(found: Understanding) -> list[dict[str, Any]]:
    """The organisations that a set of files declares."""
    kinds_ = ("Organization", "CoordinatingBody")
    return [
        {"id": m.statement.id, **m.statement.properties}
        for m in found.batch.mentions
        if m.statement.kind in kinds_
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [FULL],
        [["一、城乡建设"], FULL, ["二、民生"], ["2", "", "养老服务", "", "", "", "市教育局", "", "", ""]],
        [FULL, ["", "", "", "", "", "", "市教育局", "开展宣传", "", ""], ["合计", "", "2项"], ["注：以上各项。"]],
    ],
)  # fmt: skip
def test_a_boundary_list_goes_round(tmp_path: Path, rows: list[list[str]]) -> None:
    path = boundary(tmp_path, rows)
    found = read(tmp_path, path)
    assert found.ok, errors(found)
    said, back = again(path, found, tmp_path / "out", known=bodies(found))
    assert said == back


def test_texts_that_look_like_formulas_go_round(tmp_path: Path) -> None:
    rows = [["清单"], [META], BOUNDARY, ["3", "水务", "=1+1", "", "市水务局", "+1", "", "", "", "@a"]]
    path = table(tmp_path / "02.csv", rows)
    found = read(tmp_path, path)
    assert found.ok, errors(found)
    said, back = again(path, found, tmp_path / "out", known=bodies(found))
    assert said == back


def test_merges_go_round(tmp_path: Path) -> None:
    rows = [
        FULL,
        ["", "", "", "", "", "", "市教育局", "开展宣传", "", ""],
        ["2", *FULL[1:2], "养老", *[""] * 7],
    ]
    path = boundary(tmp_path, rows, merges=["A4:A5", "B4:B6", "C4:C5", "D4:D5", "E4:E5", "F4:F5"])
    found = read(tmp_path, path)
    said, back = again(path, found, tmp_path / "out", known=bodies(found))
    assert said == back
    sheet = load_workbook(tmp_path / "out" / "boundary.xlsx").worksheets[0]
    assert {str(m) for m in sheet.merged_cells.ranges} >= {"C4:C5", "B4:B6", "E4:E5"}


def test_an_approval_list_goes_round(tmp_path: Path) -> None:
    first = item(
        "取水许可（新办）", 主项名称="取水许可", 办理类型="新办", 划转方式="划转", 划转日期="2025-03-20",
        原实施部门="市水务局", 审批环节="受理、现场勘验、决定", 移交环节="决定", 接收部门="市水务局",
        推送时限="决定之日起1个工作日内", 监管部门="市水务局", 监管职责="开展检查", 监管结果是否回流="是",
    )  # fmt: skip
    related = [
        ["水资源论证", "备案", "取水许可（新办）", "随同划转", "市审批局", "市水务局", "市水务局", "", ""]
    ]
    path = approvals(tmp_path, [first], related)
    found = read(tmp_path, path)
    assert found.ok, errors(found)
    said, back = again(path, found, tmp_path / "out", known=bodies(found))
    assert said == back
    assert len(said) > 10


def test_a_document_goes_round_as_a_workbook(tmp_path: Path) -> None:
    columns = [0, 2, 4, 6]
    rows = [[FULL[i] for i in columns], ["2", "污水处理", "市住建局", ""]]
    grid = [[BOUNDARY[i] for i in columns], *rows]
    path = document(tmp_path / "02.docx", ["临澜市部门职责边界清单", META, "一、水务", grid])
    found = read(tmp_path, path)
    assert found.ok, errors(found)
    assert [d["name"] for d in stated(found, "Domain")] == ["水务"] * len(stated(found, "Domain"))
    said, back = again(path, found, tmp_path / "out", known=bodies(found))
    assert said == back


def test_what_a_file_beside_the_list_says_goes_round(tmp_path: Path) -> None:
    header = ["编", "干什么", "谁负责", "谁帮忙"]
    path = workbook(tmp_path / "02.xlsx", {"表": [["某清单"], header, ["1", "节水", "市水务局", "市住建局"]]})
    path.with_name("02.xlsx.zhize.yaml").write_text(
        "profile: boundary\nregion: 379900\nissuer: 市委编办\ncolumns: {编: number, 干什么: title, 谁负责: lead, 谁帮忙: assist}\n",
        "utf-8",
    )
    found = read(tmp_path, path)
    assert found.ok, errors(found)
    assert len(roles(found, "节水")) == 2
    said, back = again(path, found, tmp_path / "out", known=bodies(found))
    assert said == back


def test_a_register_and_the_coordinating_bodies_go_round(tmp_path: Path) -> None:
    paths = [CITY / "01-机构名录.xlsx", CITY / "05-议事协调机构清单.xlsx"]
    found = understand(FILES)
    for path in paths:
        said, back = again(
            path, found, tmp_path / path.stem, known=bodies(found), known_duties=_duties(found)
        )
        assert said == back
        assert len(said) > 100


def _duties(found: Understanding) -> list[dict[str, Any]]:
    from api.office import named_in
    from tests.city.pipeline import statements

    return named_in(statements(found.batch.mentions))[1]


def test_headings_of_templates_are_plain_text() -> None:
    for kind in kinds():
        for sheet in opened(kind).worksheets:
            assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)
