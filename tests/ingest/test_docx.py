"""Word documents: tables as sheets, their headings as names, and no word lost in silence."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import read_docx
from ingest.cells import Reading, ReadProblem
from ingest.load import understand
from tests.city.pipeline import FILES
from tests.ingest.documents import body_xml, document, shown
from tests.ingest.test_any_list import PIECES
from tests.ingest.workbooks import (
    BOUNDARY,
    META,
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

ROW = ["1", "水务", "节约用水管理", "市", "市水务局", "定计划", "市住建局", "改管网", "《水法》", ""]


def reading(path: Path) -> Reading:
    return read_docx.read(path.read_bytes(), path.name)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def grid(*rows: str) -> bytes:
    return body_xml("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")


def one_cell(content: str) -> Reading:
    return read_docx.read(body_xml(f"<w:tbl><w:tr><w:tc>{content}</w:tc></w:tr></w:tbl>"), "a.docx")


def test_a_boundary_list_reads_the_same_from_word_and_excel(tmp_path: Path) -> None:
    rows = [BOUNDARY, ROW, ["2", "水务", "取水许可监督", "市", "市水务局", "查", "各镇街", "", "", ""]]
    head = ["临澜市部门职责边界清单（2026年版）", META]
    word = read(tmp_path, document(tmp_path / "02.docx", [*head, "# 职责边界清单", rows]))
    excel = read(tmp_path, workbook(tmp_path / "02.xlsx", {"职责边界清单": [[h] for h in head] + rows}))
    assert errors(word) == errors(excel) == []
    said = {m.statement.digest for m in word.batch.mentions}
    assert said == {m.statement.digest for m in excel.batch.mentions}
    assert {(m.sheet, m.cell) for m in word.batch.mentions if m.statement.kind == "Duty"} == {
        ("职责边界清单", "C2"), ("职责边界清单", "C3"),
    }  # fmt: skip
    listed = [m for m in word.batch.mentions if m.statement.properties.get("issuer") and m.file == "02.docx"]
    assert [(m.sheet, m.cell, m.text) for m in listed] == [("正文", "P1", head[0])]


def test_tables_are_named_by_the_paragraph_above(tmp_path: Path) -> None:
    plain = [["甲", "乙"]]
    path = document(
        tmp_path / "a.docx",
        [
            plain, "临澜市清单", "编制单位：市委编办", "一、安全生产", plain, "", plain, "小标题", "单位：件", plain,
            "# " + "很长的标题" * 10, "这一段话只是说明，不是标题。" * 3, plain,
        ],
    )  # fmt: skip
    found = reading(path)
    long = ("很长的标题" * 10)[:31]
    assert [s.name for s in found.sheets] == ["表1", "一、安全生产", "一、安全生产（2）", "小标题", long]
    assert [len(s.name) for s in found.sheets][-1] == 31
    assert found.sheets[-1].heading == "很长的标题" * 10


def test_two_tables_without_a_paragraph_between_are_one_to_the_reader(tmp_path: Path) -> None:
    found = reading(document(tmp_path / "a.docx", ["一、表", [["甲"]], [["乙"]]]))
    assert [shown(s) for s in found.sheets] == [[["甲"], ["乙"]]]


def test_every_table_knows_the_first_paragraphs_and_those_right_above(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", ["总题", "# 一", [["甲"]], "# 二", [["乙"]], "尾"])
    found = reading(path)
    assert [[(p.address, p.text) for p in s.above] for s in found.sheets] == [
        [("P1", "总题"), ("P2", "一")],
        [("P1", "总题"), ("P2", "一"), ("P3", "二")],
    ]
    assert found.text is not None
    assert [c.text for row in found.text.rows for c in row] == ["总题", "一", "二", "尾"]


def test_merged_cells_are_one_cell(tmp_path: Path) -> None:
    rows = [["甲", "乙", "丙"], ["丁", "", "己"], ["", "辛", "壬"]]
    merges = [(0, (1, 0), (2, 0)), (0, (1, 1), (1, 2))]
    (sheet,) = reading(document(tmp_path / "a.docx", [rows], merges)).sheets
    assert [[(c.text, c.merged_from) for c in row] for row in sheet.rows[1:]] == [
        [("丁", "A2"), ("己", "B2"), ("己", "B2")],
        [("丁", "A2"), ("辛", None), ("壬", None)],
    ]


def test_a_block_merged_both_ways_and_columns_left_out() -> None:
    two = '<w:gridSpan w:val="2"/>'
    content = grid(
        cell("甲", two + '<w:vMerge w:val="restart"/>') + cell("乙"),
        cell("不显示", two + "<w:vMerge/>") + cell("丙"),
        '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("丁"),
        cell("戊", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("己"),
    )
    (sheet,) = read_docx.read(content, "a.docx").sheets
    assert shown(sheet) == [["甲", "甲", "乙"], ["甲", "甲", "丙"], ["", "", "丁"], ["戊", "戊", "己"]]
    assert sheet.rows[1][1].merged_from == "A1"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:p><w:r><w:t>市</w:t><w:t>水务局</w:t></w:r></w:p>", "市水务局"),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p><w:p><w:r><w:t>丙</w:t></w:r></w:p>", "甲\n乙\n丙"),
        ("<w:p><w:r><w:t>甲</w:t><w:br w:type='page'/><w:t>乙</w:t></w:r></w:p>", "甲乙"),
        ("<w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>", "增"),
        ("<w:p><w:del><w:r><w:t>误存为正文</w:t></w:r></w:del><w:r><w:t>留</w:t></w:r></w:p>", "留"),
        ("<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>", "新"),
        ("<w:p><w:hyperlink><w:r><w:t>市水务局</w:t></w:r></w:hyperlink></w:p>", "市水务局"),
        ("<w:p><w:fldSimple w:instr='REF a'><w:r><w:t>12</w:t></w:r></w:fldSimple></w:p>", "12"),
        ("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
         "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r></w:p>", "7"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p/>", "控件"),
        ("<w:p><w:r><w:ruby><w:rt><w:r><w:t>shuǐ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>水</w:t></w:r></w:rubyBase>"
         "</w:ruby></w:r></w:p>", "水"),
    ],
)  # fmt: skip
def test_the_text_of_a_cell_is_what_its_reader_sees(content: str, text: str) -> None:
    found = one_cell(content)
    assert shown(found.sheets[0]) == [[text]]
    assert found.problems == []


def test_rows_that_tracked_changes_delete_are_not_there() -> None:
    content = grid(
        cell("甲"), "<w:trPr><w:del/></w:trPr>" + cell("删"), "<w:trPr><w:ins/></w:trPr>" + cell("增")
    )
    (sheet,) = read_docx.read(content, "a.docx").sheets
    assert shown(sheet) == [["甲"], ["增"]]


def test_nested_tables_and_text_boxes_are_told_with_their_place() -> None:
    nested = f"<w:p><w:r><w:t>外</w:t></w:r></w:p><w:tbl><w:tr>{cell('里')}</w:tr></w:tbl><w:p/>"
    (problem,) = one_cell(nested).problems
    assert (problem.severity, problem.place) == ("warning", "表1!A1")
    assert "嵌套表格" in problem.message and "里" in problem.message
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    content = body_xml(f"<w:p>{box}</w:p><w:tbl><w:tr>{cell('甲')}</w:tr></w:tbl>")
    found = read_docx.read(content, "a.docx")
    assert [(p.place, "框" in p.message) for p in found.problems] == [("正文!P1", True)]
    assert found.text is not None
    assert found.text.rows[0][0].text == ""


def test_an_embedded_document_is_told() -> None:
    content = body_xml(f"<w:altChunk r:id='rId9'/><w:tbl><w:tr>{cell('甲')}</w:tr></w:tbl>")
    assert ["嵌入" in p.message for p in read_docx.read(content, "a.docx").problems] == [True]


def test_a_document_without_a_table_says_so() -> None:
    with pytest.raises(ReadProblem, match="没有表格"):
        read_docx.read(body_xml("<w:p/>"), "a.docx")


def numbered(first: int) -> list[list[str]]:
    return [[str(n), *ROW[1:2], f"事项{n}", *ROW[3:]] for n in (first, first + 1)]


@pytest.mark.parametrize("gap", ["（接上页）", "续表", ""])
def test_a_table_cut_by_a_page_goes_on_without_its_header(tmp_path: Path, gap: str) -> None:
    blocks = ["临澜市职责边界清单", META, [BOUNDARY, *numbered(1)], gap, numbered(3), "附注一段话。"]
    found = read(tmp_path, document(tmp_path / "02.docx", blocks))
    assert found.ok, problems(found)
    assert problems(found, "PROFILE") == []
    assert {s.thing for s in report(found, "02.docx").statements} == {f"事项{n}" for n in (1, 2, 3, 4)}


def test_a_table_that_only_looks_like_going_on_is_refused(tmp_path: Path) -> None:
    blocks = ["临澜市职责边界清单", META, [BOUNDARY, *numbered(1)], "", numbered(7)]
    found = read(tmp_path, document(tmp_path / "02.docx", blocks))
    assert [p.severity for p in problems(found, "PROFILE")] == ["error"]


def test_a_table_that_names_no_body_is_told(tmp_path: Path) -> None:
    blocks = ["临澜市职责边界清单", META, [BOUNDARY, ROW], "修订记录", [["版本", "日期"], ["1", "2026-01"]]]
    found = read(tmp_path, document(tmp_path / "02.docx", blocks))
    assert [(p.severity, p.sheet) for p in problems(found, "PROFILE")] == [("warning", "修订记录")]
    assert ("修订记录!1", "说明表（修订记录）") in report(found, "02.docx").non_data_rows


def test_the_heading_of_a_table_without_a_domain_column_is_its_banner(tmp_path: Path) -> None:
    header = [h for h in BOUNDARY if h != "领域"]
    one, two = ([x for x in r if x != "水务"] for r in (ROW, [*ROW[:2], "取水监督", *ROW[3:]]))
    blocks = ["临澜市职责边界清单", META, "# 一、水务", [header, one], "# 二、海洋", [header, two]]
    found = read(tmp_path, document(tmp_path / "02.docx", blocks))
    assert errors(found) == []
    assert [(d["name"], d["position"]) for d in stated(found, "Domain")] == [("水务", 1), ("海洋", 2)]


def test_one_title_in_two_tables_is_told(tmp_path: Path) -> None:
    blocks = ["临澜市职责边界清单", META, "一、甲", [BOUNDARY, ROW], "二、乙", [BOUNDARY, ROW]]
    found = read(tmp_path, document(tmp_path / "02.docx", blocks))
    assert [(p.place, "一、甲!C2" in p.message) for p in problems(found, "DUPLICATE")] == [
        ("二、乙!C2", True)
    ]
    assert roles(found, "节约用水管理").count(("LEADS", "临澜市水务局")) == 2


def test_an_unreadable_date_and_garbled_words_in_paragraphs_are_told_there(tmp_path: Path) -> None:
    path = document(
        tmp_path / "02.docx",
        [
            "临澜市职责边界清单",
            "编制单位：市委编办　行政区划：379900　发布日期：近期",
            "锟斤拷",
            [BOUNDARY, ROW],
        ],
    )
    found = read(tmp_path, path)
    assert [p.place for p in problems(found, "DQ-DATE")] == ["正文!P2"]
    assert [p.place for p in problems(found, "DQ-ENC")] == ["正文!P3"]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.one_of(PIECES, st.lists(st.lists(PIECES, min_size=10, max_size=10), min_size=1, max_size=4)),
        max_size=6,
    ),
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 3), st.integers(0, 9)), max_size=1
    ),
)
def test_every_row_and_paragraph_is_accounted_for(blocks: list[Any], merges: list[tuple[int, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.docx"
        rows = [BOUNDARY, *(r for b in blocks if isinstance(b, list) for r in b)]
        within = [(0, (a, b), (c, d)) for a, b, c, d in merges if max(a, c) < len(rows)]
        document(path, ["清单", META, rows, "一、其余", *blocks], within)
        names = table(Path(folder) / "a.csv", register_rows())
        found = understand([names, path])
        again = reading(path)
    file = report(found, "b.docx")
    counts = file.counts
    assert counts["rows"] == sum(len(s.rows) for s in again.all_sheets)
    assert counts["rows"] == sum(counts[k] for k in ("statement_rows", "problem_rows", "non_data_rows"))
    if counts["problem_rows"]:
        assert any(p.severity == "error" for p in file.problems)
    assert [p for p in found.problems if p.code == "ONTOLOGY"] == []


def test_every_role_of_the_sample_documents_points_at_its_cell() -> None:
    documents = {p.name: p for p in FILES if p.suffix == ".docx"}
    for file in understand(FILES).files:
        if file.file not in documents:
            continue
        path = documents[file.file]
        names = [s.name for s in reading(path).sheets]
        tables = dict(zip(names, docx.Document(str(path)).tables, strict=True))
        for said in file.statements:
            sheet, _, address = said.cell.rpartition("!")
            column, row = ord(address[0]) - 65, int(address[1:]) - 1
            assert tables[sheet].cell(row, column).text.strip() == said.text
        assert file.statements or file.profile == "body_reviews"


def test_a_document_beside_the_register_is_one_load(tmp_path: Path) -> None:
    path = document(tmp_path / "02.docx", ["临澜市职责边界清单", META, [BOUNDARY, ROW]])
    found = understand([register(tmp_path), path])
    assert found.ok
    assert len(found.batch.lists) == 2
    assert {s.media_type.rpartition(".")[2] for s in found.batch.sources} == {"sheet", "document"}
