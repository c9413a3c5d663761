"""Files that would harm or mislead are refused with a clear word, and never half read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest import archive, cells, paper, read_csv, read_docx, read_xlsx
from ingest.cells import ReadProblem
from ingest.load import understand
from tests.ingest.documents import body_xml, repacked
from tests.ingest.workbooks import register, workbook

SHEET = "xl/worksheets/sheet1.xml"


def packed(change: dict[str, bytes], tmp_path: Path) -> bytes:
    """A small workbook with some parts replaced."""
    plain = workbook(tmp_path / "plain.xlsx", {"表": [["甲"]]})
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *change]):
            new.writestr(name, change[name] if name in change else old.read(name))
    return out.getvalue()


def sheet_xml(rows: str, more: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{more}</worksheet>'.encode()


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    bomb = packed({SHEET: sheet_xml(" " * 30_000_000)}, tmp_path)
    assert len(bomb) < 100_000
    with pytest.raises(ReadProblem, match="压缩比"):
        read_xlsx.read(bomb, "a.xlsx")


def test_a_zip_bomb_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1000)
    with pytest.raises(ReadProblem, match="300 MB"):
        read_xlsx.read(packed({}, tmp_path), "a.xlsx")


def test_too_many_rows_are_refused_before_they_are_built(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(1, cells.MAX_ROWS + 2))
    with pytest.raises(ReadProblem, match="200,000 行"):
        read_xlsx.read(packed({SHEET: sheet_xml(rows)}, tmp_path), "a.xlsx")


def test_a_row_far_down_counts_as_so_many_rows(tmp_path: Path) -> None:
    far = '<row r="900000"><c r="A900000" t="inlineStr"><is><t>甲</t></is></c></row>'
    with pytest.raises(ReadProblem, match="行"):
        read_xlsx.read(packed({SHEET: sheet_xml(far)}, tmp_path), "a.xlsx")


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"表": [["甲"] * 201]})
    with pytest.raises(ReadProblem, match="200 列"):
        read_xlsx.read(path.read_bytes(), "a.xlsx")
    with pytest.raises(ReadProblem, match="200 列"):
        read_csv.read((",".join(["甲"] * 201)).encode(), "a.csv")


def test_a_merge_over_the_whole_sheet_is_refused(tmp_path: Path) -> None:
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>'
    with pytest.raises(ReadProblem, match="合并"):
        read_xlsx.read(packed({SHEET: sheet_xml(row, merge)}, tmp_path), "a.xlsx")


def test_entity_declarations_are_refused(tmp_path: Path) -> None:
    evil = b'<!DOCTYPE a [<!ENTITY b "x">]>' + sheet_xml("")
    with pytest.raises(ReadProblem, match="声明"):
        read_xlsx.read(packed({SHEET: evil}, tmp_path), "a.xlsx")


def test_every_truncation_is_a_read_problem(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", {"表": [["甲"] * 5] * 50}).read_bytes()
    for size in range(0, len(whole), max(1, len(whole) // 40)):
        with pytest.raises(ReadProblem):
            read_xlsx.read(whole[:size], "a.xlsx")


def test_damage_anywhere_never_escapes_as_another_error(tmp_path: Path) -> None:
    whole = bytearray(workbook(tmp_path / "a.xlsx", {"表": [["甲", "乙"]] * 20}).read_bytes())
    for place in range(0, len(whole), 97):
        hurt = bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            read_xlsx.read(hurt, "a.xlsx")
        except ReadProblem as problem:
            assert problem.todo


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"", "空"),
        ("a.xlsx", b"a\x00\x01\x02", "不是这种格式"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "旧版"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.csv", b"PK\x03\x04rest", "不完整"),
        ("a.csv", b"", "空"),
        ("a.csv", b"a\x00b", "二进制"),
        ("a.csv", b"\xff\xfe1\x00\x00", "UTF-16"),
        ("a.csv", b"\x81", "编码"),
        ("a.docx", b"PK", "不完整"),
        ("a.docx", b"", "空"),
        ("a.docx", b"<html>", "没有表格"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "旧版 Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "旧版 Word"),
        ("a", b"", "不能读取"),
    ],
)
def test_what_is_no_list_is_named_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    found = understand([tmp_path / name, register(tmp_path)])
    (problem,) = [p for p in found.problems if p.severity == "error"]
    assert problem.code == "READ"
    assert says in problem.message
    assert problem.todo
    assert not found.ok
    assert found.batch.mentions == []
    assert found.batch.lists == []


def test_a_word_file_renamed_is_no_workbook(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(ReadProblem, match="没有 Excel"):
        read_xlsx.read(out.getvalue(), "a.xlsx")


TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


def refused(content: bytes, says: str) -> None:
    with pytest.raises(ReadProblem, match=says) as caught:
        read_docx.read(content, "a.docx")
    assert caught.value.todo


def test_a_document_bomb_is_refused_before_it_is_built() -> None:
    plain = body_xml(TABLE.format("甲"))
    refused(repacked(plain, document=b"<a>" + b" " * 30_000_000 + b"</a>"), "压缩比")
    noise = b"<a>" + bytes(range(32, 60)) * 100_000 + b"</a>"
    assert len(noise) > 2_000_000
    refused(repacked(plain, document=noise), "压缩比")


def test_a_document_too_large_is_refused_by_its_bytes_rows_and_tables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = body_xml(TABLE.format("甲"))
    rows = b"<w:tr></w:tr>" * 12
    monkeypatch.setattr(read_docx, "MAX_ROWS", 10)
    refused(repacked(plain, document=b"<a>" + rows + b"</a>"), "10 行")
    monkeypatch.setattr(paper, "MAX_CELLS", 1)
    refused(body_xml(f"{TABLE.format('甲')}<w:p/>{TABLE.format('乙')}"), "1 个单元格")
    monkeypatch.undo()
    monkeypatch.setattr(paper, "MAX_TABLES", 1)
    refused(body_xml(f"{TABLE.format('甲')}<w:p/>{TABLE.format('乙')}"), "1 张")
    monkeypatch.setattr(read_docx, "MAX_BODY", 100)
    refused(plain, "64 MB")
    monkeypatch.setattr(archive, "MAX_UNPACKED", 100)
    refused(plain, "300 MB")


def test_a_cell_that_claims_a_million_columns_is_refused() -> None:
    wide = "<w:tc><w:tcPr><w:gridSpan w:val='999999'/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    refused(body_xml(f"<w:tbl><w:tr>{wide}</w:tr></w:tbl>"), "200 列")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_that_declares_entities_is_refused(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "secret").write_text("机密", encoding="utf-8")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    evil = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<!DOCTYPE a [<!ENTITY b SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
        f'<w:document xmlns:w="{space}"><w:body>{TABLE.format("&b;")}</w:body></w:document>'
    ).encode(encoding)
    refused(repacked(body_xml(TABLE.format("甲")), document=evil), "声明")


def test_xml_nested_without_end_is_refused_in_words() -> None:
    deep = "<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    evil = f'<w:document xmlns:w="{space}"><w:body>{deep}</w:body></w:document>'.encode()
    refused(repacked(body_xml(TABLE.format("甲")), document=evil), "损坏")


def test_every_truncation_of_a_document_is_a_read_problem() -> None:
    whole = body_xml(TABLE.format("甲"))
    for size in range(0, len(whole), max(1, len(whole) // 40)):
        refused(whole[:size], "空|完整")


def test_damage_anywhere_in_a_document_never_escapes_as_another_error() -> None:
    whole = body_xml(TABLE.format("甲") * 5)
    for place in range(0, len(whole), 211):
        hurt = bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            read_docx.read(hurt, "a.docx")
        except ReadProblem as problem:
            assert problem.todo


def test_workbooks_and_documents_renamed_are_told_apart(tmp_path: Path) -> None:
    refused(workbook(tmp_path / "a.xlsx", {"表": [["甲"]]}).read_bytes(), "没有 Word 文档")
    with pytest.raises(ReadProblem, match="没有 Excel 工作簿"):
        read_xlsx.read(body_xml(TABLE.format("甲")), "a.xlsx")
