"""The same list in every format gives the same statements; what a format has of its own is read as shown."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
import xlwt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest import (
    apart,
    docx_numbers,
    kinds,
    limits,
    read_docx,
    read_html,
    read_json,
    read_pdf,
    read_xls,
)
from ingest.cells import Reading, ReadProblem, Sheet, grid
from ingest.kinds import kind_of
from ingest.load import understand
from ingest.tables import tables
from tests.ingest import formats
from tests.ingest.documents import ASSIST, RECLAIMED, document, shown
from tests.ingest.workbooks import BOUNDARY, META, read, register, report, stated, workbook

HEAD = ["临澜市部门职责边界清单（2026年版）", META]
ROWS = [
    BOUNDARY,
    ["1", "水务", "节约用水管理", "市", "市水务局", "定计划", "市住建局、市教育局", "改管网", "《水法》第八条", ""],
    ["2", "水务", "现制现售饮用水监督管理与水质抽检结果公示工作", "市", "市市场监管局", "查", "各镇街", "", "", "试行"],
]  # fmt: skip


def said(folder: Path, path: Path) -> set[str]:
    """What a list states, beside the register, as digests; it has no errors."""
    found = read(folder, path)
    assert [p for p in found.problems if p.severity == "error"] == []
    return {
        m.statement.digest
        for m in found.batch.mentions
        if m.file == path.name and m.statement.kind != "BoundaryList"
    }


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("a.xls", ""), ("a.csv", "utf-8"), ("a.csv", "utf-8-sig"), ("a.csv", "gb18030"), ("a.csv", "gbk"),
        ("a.csv", "utf-16"), ("a.tsv", "utf-16-le"), ("a.tsv", "gbk"), ("a.docx", ""), ("a.html", "utf-8"), ("a.html", "gbk"),
        ("a.html", "utf-16"), ("a.pdf", ""), ("a.json", "utf-8"), ("a.json", "gb18030"),
    ],
)  # fmt: skip
def test_every_format_says_the_same(tmp_path: Path, name: str, encoding: str) -> None:
    one = said(tmp_path, formats.write(tmp_path / "a.xlsx", HEAD, ROWS))
    assert said(tmp_path, formats.write(tmp_path / name, HEAD, ROWS, encoding)) == one
    assert len(one) > 10


@pytest.mark.parametrize("real", [".xlsx", ".xls", ".docx", ".html", ".pdf", ".csv"])
@pytest.mark.parametrize("called", [".xls", ".xlsx", ".docx"])
def test_a_wrong_extension_is_told_and_the_content_read(tmp_path: Path, real: str, called: str) -> None:
    if real == called or (real, called) == (".csv", ".docx"):
        return
    path = formats.write(tmp_path / f"right{real}", HEAD, ROWS)
    wrong = path.rename(tmp_path / f"wrong{called}")
    found = read(tmp_path, wrong)
    told = [p for p in report(found, "wrong").problems if p.code == "FORMAT"]
    assert [(p.severity, called in p.message) for p in told] == [("info", True)]
    assert len(report(found, "wrong").statements) == 5


def test_macros_are_told_and_not_run(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"清单": [[h] for h in HEAD] + ROWS})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    found = read(tmp_path, path.rename(tmp_path / "a.xlsm"))
    assert ["宏" in p.message for p in found.problems if p.code == "FORMAT"] == [True]
    assert len(report(found, "a.xlsm").statements) == 5


def test_an_old_workbook_shows_what_its_reader_sees() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write_merge(0, 1, 0, 1, "合")
    day, style = dt.date(2026, 3, 20), xlwt.easyxf
    sheet.write(2, 0, 7, style(num_format_str="000"))
    sheet.write(2, 1, 0.5, style(num_format_str="0%"))
    sheet.write(2, 2, day, style(num_format_str='yyyy"年"m"月"d"日"'))
    sheet.row(3).set_cell_error(0, "#DIV/0!")
    sheet.write(3, 1, True)
    sheet.write(3, 2, xlwt.Formula('""'))
    sheet.write(4, 0, 12)
    sheet.write(4, 1, 1.5)
    book.add_sheet("空")
    out = io.BytesIO()
    book.save(out)
    found = read_xls.read(out.getvalue(), "a.xls")
    assert [s.name for s in found.sheets] == ["表", "空"]
    assert shown(found.sheets[0]) == [
        ["合", "合", ""], ["合", "合", ""], ["007", "50%", "2026年3月20日"], ["#DIV/0!", "是", ""], ["12", "1.5", ""],
    ]  # fmt: skip
    assert found.sheets[0].rows[1][1].merged_from == "A1"
    assert ("DQ-FORMULA", "表!A4") in [(p.code, p.place) for p in found.problems]


def test_damage_in_an_old_workbook_is_a_read_problem() -> None:
    whole = formats.old_workbook({"表": [["甲", "乙"]] * 5})
    for place in range(0, len(whole), 301):
        for hurt in (whole[:place], whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]):
            try:
                read_xls.read(hurt, "a.xls")
            except ReadProblem as problem:
                assert problem.todo


PAGE = """<html><head><meta charset=gbk><title>x</title><script>var a = "<table><tr><td>码</td></tr></table>"</script></head>
<body><table><tr><td>导航 <a>首页</a></td></tr><tr><td><h2>清单</h2><p>编制单位：市委编办&nbsp;行政区划：379900</p>
<table><caption>职责&amp;边界</caption><thead><tr><th rowspan=2>序号<th colspan=2>单位</tr><tr><th>牵头<br>单位<th>配合
单位</tr></thead><tr><td rowspan=0>1<td><p>市水务局</p><p>二</p><td>甲<b hidden>隐</b> 乙<table><tr><td>里</table>
<tr><td>丙<td>丁</table>尾</td></tr></table></body></html>"""


def test_a_page_shows_what_its_reader_sees() -> None:
    found = read_html.read(PAGE.encode(), "a.html")
    (sheet,) = found.sheets
    assert (sheet.name, [c.text for c in sheet.above][-1]) == (
        "职责&边界",
        "编制单位：市委编办 行政区划：379900",
    )
    assert shown(sheet) == [
        ["序号", "单位", "单位"], ["序号", "牵头\n单位", "配合单位"], ["1", "市水务局\n二", "甲 乙"], ["1", "丙", "丁"],
    ]  # fmt: skip
    assert sheet.rows[3][0].merged_from == "A3"
    assert [(p.severity, p.place) for p in found.problems] == [
        ("warning", "正文"),
        ("warning", "职责&边界!C3"),
    ]
    assert found.text is not None
    assert [r[0].text for r in found.text.rows] == [
        "导航 首页",
        "清单",
        "编制单位：市委编办 行政区划：379900",
        "尾",
    ]


def test_several_tables_of_a_page_are_named_by_what_stands_above() -> None:
    found = read_html.read(
        "<p>一、甲表<table><tr><td>1</table><p>二、乙表<table><tr><td>2</table>".encode(), "a.htm"
    )
    assert [s.name for s in found.sheets] == ["一、甲表", "二、乙表"]


def test_a_web_archive_is_the_page_in_it(tmp_path: Path) -> None:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    part = "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    content = (head + part + formats.page(HEAD, ROWS) + "\r\n--b--\r\n").encode()
    assert kind_of(content, "a.xls").id == "html"
    (sheet,) = read_html.read(content, "a.xls").sheets
    assert [len(sheet.rows), sheet.rows[1][2].text] == [3, "节约用水管理"]


@pytest.mark.parametrize("content", [b"<p>", b"<div>" * 5000 + b"x", b"<table><tr><td>" + b"x" * 11_000_000])
def test_a_page_that_cannot_be_read_whole_is_refused(content: bytes) -> None:
    with pytest.raises(ReadProblem) as caught:
        read_html.read(content, "a.html")
    assert caught.value.todo


LONG = (
    "市住房和城乡建设局、市发展和改革委员会、市公安局、市教育局、市体育局、市市场监督管理局、市行政审批服务局"
)


def test_a_printed_list_goes_on_over_pages_and_lines() -> None:
    rows = [["序号", "事项", "单位"], *([str(n), f"第{n}号长长的事项", LONG] for n in range(1, 61))]
    clause = "（一）现制现售饮用水监管。由市卫生健康局牵头，市市场监管局、市城管局配合，共同做好监督管理工作并且定期通报有关情况。"
    markup = formats.page(["一、水务"], rows, "utf-8").replace("</body>", f"<p>{clause}</p></body>")
    found = read_pdf.read(formats.printed(markup), "a.pdf")
    (sheet,) = found.sheets
    assert sheet.name == "一、水务"
    assert shown(sheet) == rows
    assert found.text is not None
    assert [r[0].text for r in found.text.rows] == ["一、水务", clause]


def test_a_scanned_page_is_no_list(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (60, 60), "white").save(tmp_path / "a.pdf")
    with pytest.raises(ReadProblem, match="没有文字") as caught:
        read_pdf.read((tmp_path / "a.pdf").read_bytes(), "a.pdf")
    assert "扫描" in caught.value.todo


def test_a_protected_or_cut_off_pdf_is_named() -> None:
    lock = "<</Filter/Standard/V 1/R 2/P -4/O(" + "x" * 32 + ")/U(" + "y" * 32 + ")>>"
    parts = [
        "%PDF-1.4\n",
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n",
    ]
    start = sum(map(len, parts))
    table = f"xref\n0 3\n0000000000 65535 f \n{9:010} 00000 n \n{9 + len(parts[1]):010} 00000 n \n"
    tail = f"trailer<</Size 3/Root 1 0 R/Encrypt {lock}/ID[(a)(a)]>>\nstartxref\n{start}\n%%EOF"
    with pytest.raises(ReadProblem, match="密码"):
        read_pdf.read(("".join(parts) + table + tail).encode(), "a.pdf")
    whole = formats.printed("<p>甲</p>")
    for size in range(0, len(whole) - 200, len(whole) // 7):
        with pytest.raises(ReadProblem):
            read_pdf.read(whole[:size], "a.pdf")


def rows_of(text: str) -> list[list[str]]:
    return shown(read_json.read(text.encode(), "a.json").sheets[0])


def test_the_forms_of_json() -> None:
    record = {"事项": "甲", "单位": ["乙", "丙"], "量": {"数": 3, "有": True}, "空": None}
    rows = [["事项", "单位", "量.数", "量.有"], ["甲", "乙、丙", "3", "是"]]
    assert [r[:4] for r in rows_of(json.dumps([record]))] == rows
    assert [r[:4] for r in rows_of(json.dumps({"rows": [record]}))] == rows
    assert rows_of('{"a": 1}\n{"a": 2, "b": [{"c": 3}, {"c": 4}]}') == [
        ["a", "b.c"],
        ["1", ""],
        ["2", "3、4"],
    ]
    assert rows_of('[["a", "b"], [1, 2.5]]') == [["a", "b"], ["1", "2.5"]]
    two = read_json.read(b'{"x": [{"a": 1}], "y": [{"b": 1}], "title": "t", "n": 5}', "a.json")
    assert [s.name for s in two.sheets] == ["x", "y"]
    assert two.text is not None
    assert [r[0].text for r in two.text.rows] == ["t", "n：5"]


@pytest.mark.parametrize(
    "text", ["3", "[]", "{}", "[1]", '{"a": 1}', '[{"a":1,"a":2}]', '[{"a":NaN}]', '[{"a":1}', "[" * 100_000, "9" * 9999]
)  # fmt: skip
def test_json_that_holds_no_records_is_refused(text: str) -> None:
    with pytest.raises(ReadProblem) as caught:
        rows_of(text)
    assert caught.value.todo


def test_numbers_that_word_writes_itself_are_part_of_the_text() -> None:
    made = docx.Document()
    for text, style in (
        ("节水", "List Number"),
        ("燃气", "List Number"),
        ("点", "List Bullet"),
        ("无号", "Normal"),
    ):
        made.add_paragraph(text, style=style)
    root = made.part.numbering_part.element
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, "chineseCountingThousand", "（%1）") + level.format(1, "decimal", "%1.%2")
    levels += level.format(2, "decimal", "%1.%2.%3").replace("<w:lvlText", "<w:isLgl/><w:lvlText")
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for depth in (0, 1, 1, 0, 1, 2):
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
        made.add_paragraph("款")._p.get_or_add_pPr().append(parse_xml(number))
    out = io.BytesIO()
    made.save(out)
    text = read_docx.read(out.getvalue(), "a.docx").text
    assert text is not None
    assert [r[0].text for r in text.rows] == [
        "1.节水", "2.燃气", "点", "无号", "（一）款", "一.1款", "一.2款", "（二）款", "二.1款", "2.1.1款",
    ]  # fmt: skip
    assert docx_numbers.counted(20, "chineseCounting") == "二十"


def test_a_document_of_clauses_reads_without_a_table(tmp_path: Path) -> None:
    path = document(
        tmp_path / "a.docx",
        [*HEAD, "（一）节水。由市水务局牵头，市住建局配合。", "（二）治安。由市公安局牵头，市教育局配合。"],
    )
    assert [(s.role, s.cell) for s in report(read(tmp_path, path), "a.docx").statements] == [
        ("LEADS", "正文!P3"), ("ASSISTS", "正文!P3"), ("LEADS", "正文!P4"), ("ASSISTS", "正文!P4"),
    ]  # fmt: skip


def split(*rows: str) -> list[Sheet]:
    texts = {(r, c): t for r, row in enumerate(rows, 1) for c, t in enumerate(row.split(), 1)}
    return tables(grid(texts, "表"))


def test_a_header_that_repeats_or_has_two_rows_begins_no_table() -> None:
    head = " ".join(BOUNDARY)
    assert len(split(head, "1 甲", "", head, "2 乙")) == 1
    assert len(split("序号 职责事项 牵头单位 配合单位", "职责事项 牵头单位 牵头单位职责", "1 甲 乙")) == 1
    assert len(split(head, "1 甲 乙", "序号 类别 事项名称 承接部门", "2 乙 丙")) == 1  # nothing parts the two


def test_two_tables_of_a_sheet_keep_its_addresses(tmp_path: Path) -> None:
    one = ["1", "水务", "节水宣传", "市水务局", "定", "各镇街", "做", ""]
    rows = [
        ["镇街履职事项清单"],
        [META],
        ["一、配合"],
        ASSIST,
        one,
        [],
        ["二、收回"],
        RECLAIMED,
        ["1", "水务", "排污", "市水务局", "", ""],
    ]
    found = report(read(tmp_path, workbook(tmp_path / "a.xlsx", {"表": rows})), "a.xlsx")
    assert [(s.role, s.thing, s.cell) for s in found.statements] == [
        ("LEADS", "节水宣传", "表!D5"), ("ASSISTS", "节水宣传", "表!F5"), ("LEADS", "排污", "表!D9"),
    ]  # fmt: skip
    assert found.counts == {"rows": 9, "statement_rows": 2, "problem_rows": 0, "non_data_rows": 7}
    assert ("表!8", "表头行") in found.non_data_rows


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.01)
    with pytest.raises(ReadProblem, match="秒"):
        apart.read(kinds.Kind("xls", 1), formats.old_workbook({"表": [["甲"]]}), "a.xls")


def test_a_reader_that_takes_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMORY", 60 * 2**20)
    content = ("序号,职责\n" + "1,节约用水管理\n" * 190_000).encode()
    with pytest.raises(ReadProblem, match="60 MB"):
        apart.read(kinds.Kind("csv", 2 * limits.APART), content, "a.csv")


def test_a_file_read_apart_reads_the_same(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", [*HEAD, "一、水务", ROWS, "尾"], [(0, (1, 1), (2, 1))])
    content = path.read_bytes()
    here: Reading = apart.read(kind_of(content, "a.docx"), content, "a.docx")
    assert apart.read(kinds.Kind("docx", 2 * limits.APART), content, "a.docx") == here


def test_a_file_too_large_to_be_read_at_all_is_refused_by_its_size(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.csv", "b.csv")]
    for path in paths:
        with path.open("wb") as out:
            out.truncate(limits.MAX_BYTES + 1)
    found = understand([*paths, register(tmp_path)])
    assert [(p.code, p.file, "200 MB" in p.message) for p in found.problems] == [
        ("READ", "a.csv", True), ("READ", "b.csv", True),
    ]  # fmt: skip


def test_objects_within_a_record_stand_under_its_key_and_an_array_of_them_row_by_row() -> None:
    record = {
        "事项": "节水", "牵头单位": {"名称": "甲局", "编号": "01"},
        "配合单位": [{"名称": "乙局", "配合内容": "改造管网"}, {"名称": "丙局", "配合内容": None}],
    }  # fmt: skip
    plain = {"事项": "供水", "牵头单位": None, "配合单位": [{"名称": "丁局"}, {"名称": "戊局"}]}
    assert rows_of(json.dumps([record, plain])) == [
        ["事项", "牵头单位", "牵头单位.编号", "配合单位", "配合单位.配合内容"], ["节水", "甲局", "01", "乙局", "改造管网"],
        ["节水", "甲局", "01", "丙局", ""], ["供水", "", "", "丁局、戊局", ""],
    ]  # fmt: skip


def test_what_a_body_does_in_an_object_of_an_export_is_its_clause(tmp_path: Path) -> None:
    records = [
        {"事项编码": "Z1", "事项名称": "节约用水", "主管部门": {"名称": "市水务局", "部门编号": "7"},
         "协同部门": [{"名称": "市住建局", "协同内容": "改造管网"}, {"名称": "市公安局", "协同内容": None}], "状态": "有效"},
        {"事项编码": "Z2", "事项名称": "取水年检", "主管部门": {"名称": "市水务局", "部门编号": "7"}, "协同部门": "市教育局",
         "状态": "已废止"},
        {"事项编码": "Z3", "事项名称": "供水改造", "主管部门": None, "协同部门": [], "状态": "办理中"},
    ]  # fmt: skip
    path = tmp_path / "02-导出.json"
    path.write_text(
        json.dumps({"发布单位": "市委编办", "行政区划": "379900", "列表": records}), encoding="utf-8"
    )
    found = read(tmp_path, path)
    made = report(found, "02-")
    assert [p for p in made.problems if p.severity != "info"] == []
    assert [(s.role, s.organization, s.thing, s.cell) for s in made.statements] == [
        ("LEADS", "临澜市水务局", "节约用水", "C2"), ("ASSISTS", "临澜市住房和城乡建设局", "节约用水", "E2"),
        ("ASSISTS", "临澜市公安局", "节约用水", "E3"), ("LEADS", "临澜市水务局", "取水年检", "C4"),
        ("ASSISTS", "临澜市教育局", "取水年检", "E4"),
    ]  # fmt: skip
    duties = {d["name"]: d["status"] for d in stated(found, "Duty")}
    assert duties == {"节约用水": "active", "取水年检": "ended", "供水改造": "active"}
    assert [s["text"] for s in stated(found, "ASSISTS") if "text" in s] == ["改造管网"]


WATERED = [
    ("LEADS", "临澜市水务局", "节水"),
    ("ASSISTS", "临澜市公安局", "节水"),
    ("LEADS", "临澜市公安局", "犬只"),
]


@pytest.mark.parametrize(
    "records",
    [
        [{"事项": {"编码": "1", "名称": "节水"}, "责任": {"牵头": ["市水务局"], "配合": ["市公安局"]}},
         {"事项": {"编码": "2", "名称": "犬只"}, "责任": {"牵头": ["市公安局"], "配合": []}}],
        [{"事项名称": "节水", "责任单位列表": [{"单位": "市水务局", "角色": "牵头", "职责": "制定方案"},
                                      {"单位": "市公安局", "角色": "配合", "职责": "安防"}]},
         {"事项名称": "犬只", "责任单位列表": [{"单位": "市公安局", "角色": "牵头", "职责": "登记"}]}],
        [{"领域名称": "城市", "事项列表": [{"事项名称": "节水", "牵头单位": "市水务局", "配合单位": "市公安局"},
                                   {"事项名称": "犬只", "牵头单位": "市公安局", "配合单位": None}]}],
        [{"部门": "市水务局", "职责": [{"事项": "节水", "角色": "牵头"}]}, {"部门": "市公安局",
          "职责": [{"事项": "节水", "角色": "配合"}, {"事项": "犬只", "角色": "牵头"}]}],
    ],
)  # fmt: skip
def test_exports_that_nest_matters_bodies_and_roles(tmp_path: Path, records: list[dict[str, object]]) -> None:
    path = tmp_path / "02-导出.json"
    path.write_text(
        json.dumps({"发布单位": "市委编办", "行政区划": "379900", "列表": records}), encoding="utf-8"
    )
    made = report(read(tmp_path, path), "02-")
    assert [p for p in made.problems if p.severity == "error"] == []
    assert [(s.role, s.organization, s.thing) for s in made.statements] == WATERED
