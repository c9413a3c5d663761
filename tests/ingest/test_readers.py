"""Cells as a person sees them, whatever file they come in."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from ingest import read_csv, read_xlsx
from ingest.cells import ReadProblem
from tests.ingest.workbooks import BOUNDARY, META, problems, read, register_rows, report, table, workbook


def test_a_merge_fills_exactly_what_it_covers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"表": [["甲", "乙"], ["", ""], ["", "丙"]]}, [("表", "A1:A2")])
    (sheet,) = read_xlsx.read(path.read_bytes(), "a.xlsx").sheets
    assert [r[0].text for r in sheet.rows] == ["甲", "甲", ""]
    assert [r[0].merged_from for r in sheet.rows] == ["A1", "A1", None]
    assert sheet.rows[2][1].address == "B3"


def test_numbers_and_days_read_as_shown() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for column, (value, shape) in enumerate(
        [(3, "General"), (0.5, "0%"), (7, "000"), (dt.date(2026, 3, 20), 'yyyy"年"m"月"d"日"'),
         (dt.date(2026, 3, 20), "yyyy-mm-dd"), (1.5, "General"), (" 两端空白 ", "General")], 1
    ):  # fmt: skip
        sheet.cell(1, column, value).number_format = shape
    out = io.BytesIO()
    book.save(out)
    (read_back,) = read_xlsx.read(out.getvalue(), "a.xlsx").sheets
    assert [c.text for c in read_back.rows[0]] == [
        "3", "50%", "007", "2026年3月20日", "2026-03-20", "1.5", "两端空白",
    ]  # fmt: skip


def test_a_formula_without_a_value_is_a_problem_of_its_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"表": [["甲"], ["=1+1"]]})
    (problem,) = read_xlsx.read(path.read_bytes(), "a.xlsx").problems
    assert (problem.code, problem.severity, problem.place) == ("DQ-FORMULA", "error", "表!A2")


def test_empty_sheets_and_styled_far_cells_do_no_harm(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "甲"
    sheet["XFD900000"].number_format = "0.00"
    book.create_sheet("空表")
    book.save(tmp_path / "a.xlsx")
    reading = read_xlsx.read((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    assert [(s.name, len(s.rows)) for s in reading.sheets] == [("Sheet", 1), ("空表", 0)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path / "a.csv", [["序号", "职责"], ["1", "含“引号”、\n换行"]], encoding)
    reading = read_csv.read(path.read_bytes(), "a.csv")
    assert [[c.text for c in r] for r in reading.sheets[0].rows] == [
        ["序号", "职责"],
        ["1", "含“引号”、\n换行"],
    ]
    assert [p.code for p in reading.problems] == (["DQ-ENC"] if encoding == "gb18030" else [])


def test_a_quotation_mark_that_never_closes_is_named() -> None:
    with pytest.raises(ReadProblem, match="引号"):
        read_csv.read('序号,职责\n1,"没有闭合\n2,别的\n'.encode(), "a.csv")


def test_garbled_text_is_a_warning(tmp_path: Path) -> None:
    rows = [["标题"], [META], BOUNDARY, ["1", "", "锟斤拷管理", "", "市水务局"]]
    found = read(tmp_path, table(tmp_path / "b.csv", rows))
    assert [(p.severity, p.place) for p in problems(found, "DQ-ENC")] == [("warning", "C4")]


def test_a_csv_register_equals_the_workbook(tmp_path: Path) -> None:
    from ingest.load import understand

    rows = register_rows()
    one = understand([workbook(tmp_path / "a.xlsx", {"机构名录": rows})])
    two = understand([table(tmp_path / "a.csv", rows)])
    assert one.ok
    assert two.ok
    assert {m.statement.digest for m in one.batch.mentions} == {
        m.statement.digest for m in two.batch.mentions
    }
    assert report(two, "csv").statements[0].cell == "F12"
