"""What the how-to on asking the departments says to type, works; the departments' part is done between."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl

from tests.city.pipeline import FILES
from tests.docs.test_docs import DOCS, commands, environment

PAGE = DOCS / "howto" / "ask-the-departments.md"


def run(line: str, folder: Path) -> str:
    ran = subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment(folder / "home"), capture_output=True, text=True
    )
    assert ran.returncode == 0, (line, ran.stderr)
    return ran.stdout


def test_the_howto_works_from_top_to_bottom(tmp_path: Path) -> None:
    files = " ".join(str(f) for f in (FILES[0], FILES[1], FILES[3]))  # both registers and one list
    run(f"zhize load {files} --as-of 2026-06-30", tmp_path)
    asked, taken_in, listed, adopt, decline, publish = commands(PAGE)
    assert "第 1 次征求意见" in run(asked, tmp_path)
    (tmp_path / "寄回").mkdir()
    for path in sorted((tmp_path / "征求意见").iterdir()):
        book = openpyxl.load_workbook(path)
        sheet = book.active
        assert sheet is not None
        for row, said in enumerate(
            (("同意",), ("修改", "每季度核对一次"), ("不同意", None, "不归本局")), start=5
        ):
            for column, text in enumerate(said, start=7):
                sheet.cell(row, column, text)
        book.save(tmp_path / "寄回" / path.name)
    assert run(taken_in, tmp_path).count("收下 3 条答复") == 2
    assert run(listed, tmp_path).count("待处理") == 4
    assert "发布第 2 版" in run(adopt, tmp_path)
    assert "未采纳" in run(decline, tmp_path)
    assert "已发布第 3 版" in run(publish, tmp_path)
    assert run("zhize findings --rule G14", tmp_path).count("单方认领") == 3
