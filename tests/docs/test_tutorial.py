"""The tutorial, typed as a reader would: its tables become workbooks, its commands run, its outputs come."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.docs.test_docs import DOCS, environment

PAGES = [DOCS / "tutorial" / "first-list.md", DOCS / "tutorial" / "first-list.zh.md"]
_STEP = re.compile(
    r"\*\*(?P<book>\S+\.xlsx)\*\*(?:：|:)\n\n(?P<table>(?:\|[^\n]*\n)+)"
    r"|(?P<change>`B\d+`[^\n]*`职责\.xlsx`[^\n]*|`职责\.xlsx`[^\n]*`B\d+`[^\n]*)"
    r"|```sh\n(?P<typed>.*?)```"
    r"|```text\n(?P<shown>.*?)```",
    re.DOTALL,
)


def save_book(path: Path, table: str) -> None:
    """A table of the page as a workbook, the line under its heading left out."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in table.splitlines():
        cells = [cell.strip() or None for cell in line.strip("|").split("|")]
        if cells[0] != "---":
            sheet.append(cells)
    book.save(path)


def change_cell(path: Path, sentence: str) -> None:
    """What the page says to change: the cell, and the last of the quoted words as its text."""
    quoted = re.findall(r"`([^`]+)`", sentence)
    cell = next(q for q in quoted if re.fullmatch(r"B\d+", q))
    book = openpyxl.load_workbook(path)
    book.worksheets[0][cell] = next(q for q in reversed(quoted) if q not in (cell, path.name))
    book.save(path)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_tutorial_works_as_typed(page: Path, tmp_path: Path) -> None:
    said, ran = "", 0
    for step in _STEP.finditer(page.read_text("utf-8")):
        if step["book"]:
            save_book(tmp_path / step["book"], step["table"])
        elif step["change"]:
            change_cell(tmp_path / "职责.xlsx", step["change"])
        elif step["typed"]:
            said = ""
            for line in step["typed"].splitlines():
                if not line.startswith("zhize "):
                    continue  # installing is what the README's test does
                done = subprocess.run(
                    ["bash", "-c", line], cwd=tmp_path, env=environment(tmp_path / ".zhize"),
                    capture_output=True, text=True,
                )  # fmt: skip
                assert done.returncode == (2 if line.startswith("zhize check") else 0), (line, done.stderr)
                said += done.stdout + done.stderr
                ran += 1
        else:
            for words in step["shown"].split("\n"):
                assert words.strip() in said, (words, said)
    assert ran >= 10
    assert (tmp_path / "河道.html").stat().st_size > 100_000


def test_both_tutorials_say_the_same() -> None:
    one, other = (
        [(s["book"], s["typed"], s["shown"]) for s in _STEP.finditer(p.read_text("utf-8"))] for p in PAGES
    )
    assert one == other
