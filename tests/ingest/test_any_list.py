"""Whatever stands in a list: no crash, every row accounted for, nothing against the ontology."""

from __future__ import annotations

import ast
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.load import understand
from tests.ingest.workbooks import BOUNDARY, ITEMS, META, register_rows, table

ROOT = Path(__file__).parents[2]
PIECES = st.sampled_from(
    ["", "", "", "市水务局", "市住建局（指导）", "市教育局、市公安局等部门", "各镇街", "区水务局", "由市水务局会同", "、", "（",
     "》", "等", "一、分组", "合计：3项", "注：说明", "1", "按职责分工负责", "分别承办", "《水法》第八条",
     "受理、现场勘验（告知承诺", "同时", "每月5日前", "是", "—", "2026年2月30日", "取水许可", "市水务局：", "划转", "行政许可",
     "职责事项", "事项名称"]
)  # fmt: skip


def rows(width: int) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(PIECES, min_size=width, max_size=width), max_size=8)


@settings(max_examples=60, deadline=None)
@given(rows(len(BOUNDARY)), rows(len(ITEMS)), st.booleans())
def test_every_row_is_accounted_for(matters: list[list[str]], items: list[list[str]], infer: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            table(Path(folder) / "a.csv", register_rows()),
            table(Path(folder) / "b.csv", [["清单"], [META], BOUNDARY, *matters]),
            table(Path(folder) / "c.csv", [["清单"], [META], ITEMS, *items]),
        ]
        found = understand(paths, first_listed=infer)
    for file in found.files:
        counts = file.counts
        parts = counts["statement_rows"] + counts["problem_rows"] + counts["non_data_rows"]
        assert counts["rows"] == parts
        if counts["problem_rows"]:
            assert any(p.severity == "error" for p in file.problems)
    assert [p for p in found.problems if p.code == "ONTOLOGY"] == []
    assert found.ok or not found.batch.mentions


def test_ingest_leans_on_graph_alone() -> None:
    allowed = {"graph", "ingest"}
    ours = allowed | {"api", "viz", "tests", "bench", "samples"}
    for path in (ROOT / "ingest").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                top = name.partition(".")[0]
                assert top not in ours or top in allowed, f"{path.name} imports {name}"
