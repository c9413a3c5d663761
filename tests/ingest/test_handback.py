"""The office's own workbook goes back with its problems marked, and with nothing else changed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from ingest import handback, problem_sheet
from ingest.handback import AUTHOR, HandedBack, hand_back
from ingest.load import understand
from ingest.problem_sheet import COLOURS
from ingest.writing import PROBLEMS
from tests.ingest.documents import document
from tests.ingest.workbooks import BOUNDARY, META, boundary, register, table

ROW = [
    "1",
    "水务",
    "节约用水管理",
    "市",
    "市水务局",
    "制定计划",
    "市住建局",
    "改造管网",
    "《水法》第八条",
    "",
]
WRONG = ["2", "水务", "污水处理", "市", "市天气局", "", "市住建局、有关单位", "", "", ""]
SHEET = "职责边界清单"


def handed(folder: Path, *paths: Path) -> tuple[list[HandedBack], dict[str, Any]]:
    """Understand the files with the register, hand back what is wrong; gives workbooks by source."""
    files = [register(folder), *paths]
    done = hand_back(files, understand(files), folder / "back")
    return done, {d.file: load_workbook(d.path) for d in done if d.path}


def listed(book: Any) -> list[tuple[Any, ...]]:
    """The rows of the sheet of problems, without their numbers."""
    return [tuple(c.value for c in row[1:]) for row in book[PROBLEMS].iter_rows(min_row=4)]


def fills(sheet: Any) -> dict[str, str]:
    return {
        c.coordinate: c.fill.fgColor.rgb for row in sheet.iter_rows() for c in row
        if c.fill.fill_type == "solid" and c.fill.fgColor.rgb in COLOURS.values()
    }  # fmt: skip


def test_problem_cells_are_coloured_and_commented_and_listed_first(tmp_path: Path) -> None:
    done, books = handed(tmp_path, boundary(tmp_path, [ROW, WRONG]))
    assert [(d.file, d.path and d.path.name) for d in done] == [
        ("01-名录.xlsx", None),
        ("02-边界.xlsx", "02-边界-问题清单.xlsx"),
    ]
    book = books["02-边界.xlsx"]
    assert book.sheetnames == [PROBLEMS, SHEET]
    assert book.active.title == PROBLEMS
    assert fills(book[SHEET]) == {"E5": COLOURS["error"], "G5": COLOURS["info"]}
    comment = book[SHEET]["E5"].comment
    assert comment.author == AUTHOR
    assert comment.text.startswith("【错误 DQ-NAME】机构名录中找不到“市天气局”")
    assert "\n怎么办：" in comment.text
    rows = listed(book)
    assert [r[:5] for r in rows] == [
        ("错误", "DQ-NAME", SHEET, "E5", "市天气局"),
        ("提示", "DQ-OPEN", SHEET, "G5", "市住建局、有关单位"),
    ]
    link = book[PROBLEMS]["E4"].hyperlink
    assert link.location == f"'{SHEET}'!E5"
    assert "02-边界.xlsx" in book[PROBLEMS]["A2"].value
    assert "错误 1 处，提示 1 处" in book[PROBLEMS]["A2"].value


def test_everything_else_of_the_workbook_stays(tmp_path: Path) -> None:
    path = boundary(
        tmp_path, [ROW, WRONG, ["", "", "", "", "", "", "市天气局", "", "", ""]], merges=["C5:C6"]
    )
    book = load_workbook(path)
    sheet = book[SHEET]
    sheet["A4"].font = Font(bold=True, color="FF00B050", name="仿宋")
    sheet["B4"].fill = PatternFill("solid", fgColor="FF112233")
    sheet["J4"] = "=LEN(C4)"
    sheet["J5"] = "=1+1"
    sheet["J5"].data_type = "s"  # a text, not a formula
    sheet["E5"].comment = Comment("请核", "某科")
    sheet["D4"].comment = Comment("另一句", "某科")
    sheet["H4"].number_format = "yyyy-mm-dd"
    sheet.column_dimensions["C"].width = 41
    sheet.row_dimensions[5].height = 33
    sheet.row_dimensions[6].hidden = True
    sheet.freeze_panes = "B4"
    rule = DataValidation("list", formula1='"市,县"')
    rule.add("D4:D9")
    sheet.add_data_validation(rule)
    book.create_sheet("附件")["B2"] = "随附"
    book.save(path)
    before = load_workbook(path)
    _, books = handed(tmp_path, path)
    after = books["02-边界.xlsx"]
    assert after.sheetnames == [PROBLEMS, SHEET, "附件"]
    old, new = before[SHEET], after[SHEET]
    marked = set(fills(new))
    assert {"E5", "G6"} <= marked
    for row in old.iter_rows():
        for cell in row:
            other = new[cell.coordinate]
            assert (other.value, other.data_type, other.number_format, repr(other.font)) == (
                cell.value, cell.data_type, cell.number_format, repr(cell.font),
            )  # fmt: skip
            if cell.coordinate not in marked:
                assert repr(other.fill) == repr(cell.fill)
    assert new["J4"].value == "=LEN(C4)"
    assert (new["J4"].data_type, new["J5"].data_type) == ("f", "s")
    assert {str(m) for m in new.merged_cells.ranges} == {str(m) for m in old.merged_cells.ranges}
    assert new.column_dimensions["C"].width == 41
    assert (new.row_dimensions[5].height, new.row_dimensions[6].hidden) == (33, True)
    assert new.freeze_panes == "B4"
    assert [str(r.sqref) for r in new.data_validations.dataValidation] == ["D4:D9"]
    assert "（原有批注）请核" in new["E5"].comment.text
    assert new["D4"].comment.text == "另一句"
    assert after["附件"]["B2"].value == "随附"


def test_a_problem_under_a_merge_stands_at_its_first_cell(tmp_path: Path) -> None:
    rows = [ROW, WRONG, ["", "", "", "", "", "", "市住建局", "", "", ""]]
    _, books = handed(tmp_path, boundary(tmp_path, rows, merges=["C5:C6", "E5:E6"]))
    assert fills(books["02-边界.xlsx"][SHEET])["E5"] == COLOURS["error"]


def test_going_to_and_fro_leaves_no_old_marks(tmp_path: Path) -> None:
    path = boundary(tmp_path, [ROW, WRONG])
    done, books = handed(tmp_path, path)
    back = done[1].path
    assert back
    book = books["02-边界.xlsx"]
    book[SHEET]["E5"] = "市水务局"
    book[SHEET]["C4"] = ""
    book.save(back)
    found = understand([register(tmp_path), back])
    report = next(f for f in found.files if f.file == back.name)
    assert report.profile == "boundary"
    assert (f"{PROBLEMS}!1", f"说明表（{PROBLEMS}）") in report.non_data_rows
    (again,) = hand_back([back], found, tmp_path / "second")[1:]
    assert again.path
    second = load_workbook(again.path)
    assert second.sheetnames == [PROBLEMS, SHEET]
    assert second[SHEET]["E5"].comment is None
    assert "E5" not in fills(second[SHEET])
    assert "市天气局" not in str(listed(second))
    assert len(fills(second[SHEET])) >= 1


def test_the_sheet_of_another_with_the_same_name_stays(tmp_path: Path) -> None:
    path = boundary(tmp_path, [WRONG])
    book = load_workbook(path)
    book.create_sheet(PROBLEMS)["A1"] = "本单位自己的问题清单"
    book.save(path)
    _, books = handed(tmp_path, path)
    assert len(books["02-边界.xlsx"].sheetnames) == 3
    assert books["02-边界.xlsx"][PROBLEMS]["A1"].value == "本单位自己的问题清单"


@pytest.mark.parametrize(
    "evil", ['=HYPERLINK("http://x","点")', "+1", "-1+1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]
)
def test_no_text_becomes_a_formula(tmp_path: Path, evil: str) -> None:
    path = table(
        tmp_path / "02.csv", [["清单"], [META], BOUNDARY, ["1", "", evil, "", evil, "", "", "", "", evil]]
    )
    _, books = handed(tmp_path, path)
    cells = [c for sheet in books["02.csv"].worksheets for row in sheet.iter_rows() for c in row if c.value]
    assert any(str(c.value).strip() == evil.strip() for c in cells)
    assert [c.coordinate for c in cells if c.data_type == "f"] == []
    for cell in cells:
        if str(cell.value).startswith(("=", "+", "-", "@")):
            assert cell.quotePrefix


def test_a_csv_becomes_a_workbook_of_its_table(tmp_path: Path) -> None:
    path = table(tmp_path / "02.csv", [["清单"], [META], BOUNDARY, ROW, WRONG])
    done, books = handed(tmp_path, path)
    book = books["02.csv"]
    assert book.sheetnames == [PROBLEMS, "清单"]
    assert [c.value for c in book["清单"][5]][:5] == WRONG[:5]
    assert fills(book["清单"])["E5"] == COLOURS["error"]
    assert book[PROBLEMS]["E4"].hyperlink.location == "'清单'!E5"
    assert done[-1].losses == ()


def test_a_document_becomes_a_workbook_of_its_tables(tmp_path: Path) -> None:
    rows = [BOUNDARY, ROW, WRONG]
    path = document(tmp_path / "02.docx", ["清单", META, "一、水务", rows])
    _, books = handed(tmp_path, path)
    book = books["02.docx"]
    problem = next(r for r in listed(book) if r[1] == "DQ-NAME")
    assert problem[2:5] == ("一、水务", "E3", "市天气局")
    assert fills(book["一、水务"])["E3"] == COLOURS["error"]


def test_what_cannot_be_read_is_handed_back_as_a_list_of_problems(tmp_path: Path) -> None:
    path = tmp_path / "02.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    _, books = handed(tmp_path, path)
    assert books["02.xlsx"].sheetnames == [PROBLEMS]
    assert [r[1] for r in listed(books["02.xlsx"])] == ["READ"]
    assert listed(books["02.xlsx"])[0][3] == "整份"


def test_what_saving_loses_is_told(tmp_path: Path) -> None:
    path = boundary(tmp_path, [WRONG])
    book = load_workbook(path)
    sheet = book.create_sheet("图")
    sheet["A1"], sheet["A2"] = 1, 2
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
    sheet.add_chart(chart, "C1")
    sheet["B1"] = "=A1"
    book.save(path)
    done, _ = handed(tmp_path, path)
    assert done[1].losses == ("图表没有保留，请对照原件", "公式原样保留，结果要用 Excel 打开重算后才看得到")


def test_macros_are_kept_and_told(tmp_path: Path) -> None:
    path = boundary(tmp_path, [WRONG])
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"macro")
    macro = tmp_path / "02-宏.xlsm"
    macro.write_bytes(content.getvalue())
    path.unlink()
    done, _ = handed(tmp_path, macro)
    back = next(d for d in done if d.file == macro.name)
    assert back.path
    assert back.path.suffix == ".xlsm"
    assert "工作簿含宏：宏原样保留，没有运行" in back.losses
    with zipfile.ZipFile(back.path) as parts:
        assert parts.read("xl/vbaProject.bin") == b"macro"


def test_two_files_with_one_stem_do_not_overwrite_each_other(tmp_path: Path) -> None:
    one = boundary(tmp_path, [WRONG])
    two = table(tmp_path / "02-边界.csv", [["清单"], [META], BOUNDARY, WRONG])
    done, _ = handed(tmp_path, one, two)
    assert sorted(d.path.name for d in done if d.path) == [
        "02-边界-问题清单.xlsx",
        "02-边界.xlsx-问题清单.xlsx",
    ]


def test_the_original_is_left_alone(tmp_path: Path) -> None:
    path = boundary(tmp_path, [WRONG])
    before = path.read_bytes()
    handed(tmp_path, path)
    assert path.read_bytes() == before


def test_names_of_sheets_that_excel_refuses_are_changed(tmp_path: Path) -> None:
    heading = "一、安全生产/应急[2026]：" + "很长" * 20
    path = document(tmp_path / "02.docx", ["清单", META, heading, [BOUNDARY, WRONG]])
    _, books = handed(tmp_path, path)
    (name,) = books["02.docx"].sheetnames[1:2]
    assert len(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert any(fills(s) for s in books["02.docx"].worksheets[1:])


def test_a_table_too_large_to_mark_is_handed_back_as_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handback, "_MOST_CELLS", 20)
    monkeypatch.setattr(problem_sheet, "_MOST_PROBLEMS", 2)
    done, books = handed(
        tmp_path, boundary(tmp_path, [WRONG, ["3", "", "排水", "", "市天气局、市地理局", "", "", "", "", ""]])
    )
    book = books["02-边界.xlsx"]
    assert book.sheetnames == [PROBLEMS]
    assert len(listed(book)) == 2
    assert "只列出前 2 处" in book[PROBLEMS]["A2"].value
    assert done[1].losses == ("原表太大，只写出问题清单，没有逐格标出",)
