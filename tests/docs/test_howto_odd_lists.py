"""The small file that the how-to shows really says how to read its list."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.load import understand
from tests.docs.test_docs import DOCS
from tests.ingest.workbooks import errors, register, roles, stated, workbook

PAGE = (DOCS / "howto" / "odd-lists.md").read_text("utf-8")


def test_the_file_shown_reads_its_list(tmp_path: Path) -> None:
    header = ["序号", "职责事项", "归口", "搭手", "联系电话"]
    other = [["旧"], [""], ["职责事项", "牵头单位"], ["旧事项", "市教育局"]]
    rows = [["某清单"], ["（附表）"], header, ["1", "节水", "市水务局", "市住建局", "12345"]]
    path = workbook(tmp_path / "清单.xlsx", {"附表2": rows, "附表1": other})
    assert not understand([register(tmp_path), path]).ok
    (shown,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "清单.xlsx.zhize.yaml").write_text(shown, "utf-8")
    found = understand([register(tmp_path), path])
    assert found.ok, errors(found)
    assert roles(found, "节水") == [("LEADS", "临澜市水务局"), ("ASSISTS", "临澜市住房和城乡建设局")]
    assert roles(found, "旧事项") == []
    assert [p for p in found.problems if p.code == "COLUMN"] == []
    listed = next(x for x in stated(found, "BoundaryList") if x["kind"] == "boundary")
    assert (listed["issuer"], listed["complete"]) == ("市委编办", False)
