"""Formats that LibreOffice must open first: asked of the real LibreOffice, and of stand-ins that fail."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from ingest import convert, limits
from ingest.cells import ReadProblem
from ingest.convert import readable
from ingest.kinds import kind_of
from ingest.last_table import restored
from ingest.load import understand
from ingest.report import FileReport
from tests.data.lists.maker.cases import FOLDER
from tests.ingest.documents import document
from tests.ingest.workbooks import BOUNDARY, META, read, register, report

TABLE = [
    BOUNDARY,
    ["1", "水务", "节约用水管理", "市", "市水务局", "定", "市住建局、市教育局", "改", "《水法》", ""],
]
CASES = [
    ("23-table-after-text.docx", "doc"), ("09-clauses-lead.docx", "doc"), ("70-automatic-numbers.docx", "rtf"),
    ("07-mandate.docx", "odt"), ("01-rows-merged.xlsx", "ods"), ("20-sections-totals-notes.xlsx", "ods"),
]  # fmt: skip


SOFFICE = """#!/bin/sh
while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done
[ -s "$1" ] && {action}
"""


def office(folder: Path, monkeypatch: pytest.MonkeyPatch, action: str) -> None:
    """Put a stand-in for LibreOffice on the path: it is asked as the real one is."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "soffice"
    program.write_text(SOFFICE.replace("{action}", action), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")


DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "WordDocument".encode("utf-16-le") + b"\0" * 100
ODS = b"PK\x03\x04"


def stated(path: Path) -> Counter[tuple[str | None, ...]]:
    """What a list of the corpus says: roles, bodies, matters, scopes."""
    (file,) = [f for f in understand([FOLDER / "register.csv", path]).files if f.file == path.name]
    return Counter((s.role, s.organization, s.organization_text, s.thing, s.scope) for s in file.statements)


def cells(of: FileReport) -> list[tuple[str, str | None, str]]:
    return [(s.role, s.organization, s.cell) for s in of.statements]


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_a_list_saved_in_an_older_format_says_the_same(tmp_path: Path, name: str, ending: str) -> None:
    program = next(p for p in map(convert.shutil.which, convert.PROGRAMS) if p)
    profile = (tmp_path / "profile").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        ending,
        "--outdir",
        tmp_path,
    ]
    subprocess.run([*command, FOLDER / name], check=True, capture_output=True, timeout=120)
    made = (tmp_path / name).with_suffix(f".{ending}")
    assert kind_of(made.read_bytes(), made.name).id == ending
    assert stated(made) == stated(FOLDER / name)
    assert stated(made)


@pytest.mark.parametrize("ending", [".xml", ".xls", ".xlsx"])
def test_the_xml_of_excel_2003_is_a_workbook_whatever_its_name(tmp_path: Path, ending: str) -> None:
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in row) + "</Row>"
        for row in [["清单"], [META], *TABLE]
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    path = tmp_path / f"a{ending}"
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="清单"><Table>{rows}'
        "</Table></Worksheet></Workbook>",
        encoding="utf-8",
    )
    found = report(read(tmp_path, path), path.name)
    assert [c[0] for c in cells(found)] == ["LEADS", "ASSISTS", "ASSISTS"]
    assert {c[2] for c in cells(found)} == {"清单!E4", "清单!G4"}
    assert [p.code for p in found.problems if p.code == "FORMAT"] == ([] if ending == ".xml" else ["FORMAT"])


def test_a_document_that_nothing_can_open_is_named_by_the_real_program(tmp_path: Path) -> None:
    for name, content in (("a.rtf", b"{\\rtf1 "), ("a.doc", DOC), ("a.ods", ODS)):
        (tmp_path / name).write_bytes(content)
        found = understand([register(tmp_path), tmp_path / name])
        (problem,) = [p for p in found.problems if p.severity == "error"]
        assert problem.message
        assert problem.todo


def test_an_old_document_is_read_by_way_of_the_new_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = document(tmp_path / "made.docx", ["临澜市部门职责边界清单（2026年版）", META, TABLE])
    office(tmp_path, monkeypatch, f'cp "{made}" "$out/list.docx"')
    (tmp_path / "a.doc").write_bytes(DOC)
    old = report(read(tmp_path, tmp_path / "a.doc"), "a.doc")
    assert cells(old) == cells(report(read(tmp_path, made), "made.docx")) != []


def test_an_old_document_that_nothing_can_open_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(tmp_path, monkeypatch, "true")
    with pytest.raises(ReadProblem, match="打不开"):
        readable(kind_of(DOC, "a.doc"), DOC)
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    (tmp_path / "bin" / "soffice").write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    with pytest.raises(ReadProblem, match="秒"):
        readable(kind_of(DOC, "a.doc"), DOC)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadProblem, match="LibreOffice") as caught:
        readable(kind_of(DOC, "a.doc"), DOC)
    assert ".docx" in caught.value.todo


def test_a_table_at_the_very_end_of_an_old_document_is_not_lost(tmp_path: Path) -> None:
    rows = [
        ["序号", "任务", "主办单位", "协办单位"],
        ["1", "节水宣传", "市水务局", "市教育局、市住建局"],
        ["2", "管网巡查", "市住建局", "市水务局"],
    ]
    made = document(
        tmp_path / "a.docx",
        ["节水责任分工方案", META, "二、重点任务", "（一）用水审计。开展审计。（牵头单位：市公安局；配合单位：市住建局）",
         "（二）器具更换。分步更换。（责任单位：市教育局、市水务局）", "三、保障措施", "附件", "节水任务分解表", rows],
    )  # fmt: skip
    program = next(p for p in map(convert.shutil.which, convert.PROGRAMS) if p)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "doc", "--outdir", tmp_path, made]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = report(read(tmp_path, tmp_path / "a.doc"), "a.doc")
    assert [p for p in found.problems if p.severity != "info"] == []
    assert [(s.role, s.organization, s.thing) for s in found.statements] == [
        ("LEADS", "临澜市水务局", "节水宣传"), ("ASSISTS", "临澜市教育局", "节水宣传"),
        ("ASSISTS", "临澜市住房和城乡建设局", "节水宣传"), ("LEADS", "临澜市住房和城乡建设局", "管网巡查"),
        ("ASSISTS", "临澜市水务局", "管网巡查"), ("LEADS", "临澜市公安局", "用水审计"),
        ("ASSISTS", "临澜市住房和城乡建设局", "用水审计"), ("INVOLVED_IN", "临澜市教育局", "器具更换"),
        ("INVOLVED_IN", "临澜市水务局", "器具更换"),
    ]  # fmt: skip


@pytest.mark.parametrize("cells", ["甲\x07乙\x07\x07丙\x07\x07", "甲\x07乙\x07丙\x07丁\x07", "无关的话"])
def test_a_paragraph_that_was_no_regular_table_stays(tmp_path: Path, cells: str) -> None:
    made = document(tmp_path / "a.docx", ["标题", cells.replace("\x07", "")]).read_bytes()
    assert restored("\x07\x07".encode("utf-16le") + cells.encode("utf-16le"), made) == made
