"""What the how-to on matching and correcting says to type, works on the sample city."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.city.pipeline import FILES
from tests.docs.test_docs import DOCS, commands, environment

PAGE = DOCS / "howto" / "match-and-correct.md"


def run(line: str, folder: Path) -> str:
    ran = subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment(folder / "home"), capture_output=True, text=True
    )
    assert ran.returncode == 0, (line, ran.stderr)
    return ran.stdout


def test_the_howto_works_from_top_to_bottom(tmp_path: Path) -> None:
    files = " ".join(map(str, FILES))
    run(f"zhize load {files} --as-of 2026-06-30", tmp_path)
    queue, confirm, reject, decided, amend, listed, end = commands(PAGE)
    assert run(queue, tmp_path).count("清单写明摘自该事项") == 7
    assert "已发布第 2 版" in run(confirm, tmp_path)
    assert "不是同一事项" in run(reject, tmp_path)
    assert run(decided, tmp_path).count("编办综合科") == 2
    assert run(queue, tmp_path).count("清单写明摘自该事项") == 5
    assert "已发布第 3 版" in run(amend, tmp_path)
    assert "完全相同" in run(f"zhize load {files} --as-of 2026-06-30", tmp_path)
    assert "层级写错" in run(listed, tmp_path)
    assert "已发布第 4 版" in run(end, tmp_path)
