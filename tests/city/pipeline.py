"""Lists in, findings out: the whole line without the record, quick enough to run once per changed cell."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import yaml
from docx.table import Table

from api.office import named_in
from graph.compile import compile_graph, rows
from graph.judge import Finding, judge
from graph.ladybug_store import LadybugStore
from graph.ontology import load
from graph.statement import Mention, Statement, merge
from graph.store import Store
from ingest.load import Understanding, understand

CITY = Path(__file__).parents[2] / "samples" / "city"
FILES = sorted(p for p in CITY.iterdir() if p.suffix in (".xlsx", ".docx", ".csv"))
AS_OF = "2026-06-30"


def written_down(part: str) -> list[dict[str, Any]]:
    """`faults`, `decoys` or `plant`, of all hand-written files."""
    return [
        x
        for p in sorted(CITY.glob("faults-*.yaml"))
        for x in yaml.safe_load(p.read_text("utf-8")).get(part, [])
    ]


def read(paths: Iterable[Path], before: Iterable[Statement] = ()) -> Understanding:
    """What the files say; `before` are statements of the edition in force."""
    found = understand(list(paths), *named_in(list(before)))
    assert found.ok, [p for f in found.files for p in f.problems if p.severity == "error"]
    return found


def statements(mentions: Iterable[Mention]) -> list[Statement]:
    """The statements that some mentions make together."""
    said = defaultdict(list)
    for m in mentions:
        said[m.statement.id].append(m)
    return [merge(same) for same in said.values()]


def fill(store: Store, made: Iterable[Statement]) -> Store:
    """Write an edition into an empty, defined store."""
    store.write(*rows(compile_graph(made)))
    return store


def findings(made: Iterable[Statement], folder: Path) -> dict[str, Finding]:
    """What the rules find in some statements, on the embedded engine."""
    store = LadybugStore(folder / "city.lbug", read_only=False)
    try:
        store.define(load())
        return {f.key: f for f in judge(fill(store, made), AS_OF)}
    finally:
        store.close()


def says(finding: Finding, code: str, thing: str) -> bool:
    """Whether a finding is of this code and about this thing (by its title, as the list writes it)."""
    return finding.code == code and any(thing in str(value) for value in finding.columns.values())


def edit(folder: Path, changes: list[dict[str, Any]]) -> list[Path]:
    """Copies of the workbooks and documents with some cells changed, as a clerk would; only the changed files."""
    touched = []
    for name in dict.fromkeys(change["file"] for change in changes):
        path = folder / name
        shutil.copy(CITY / name, path)
        opened = docx.Document(str(path)) if path.suffix == ".docx" else openpyxl.load_workbook(path)
        for change in (c for c in changes if c["file"] == name):
            where = (change["row"], change["column"], change["value"])
            if path.suffix == ".docx":
                _write(_table(opened, change["sheet"]), *where)
            else:
                _set(opened[change["sheet"]], *where)
        opened.save(str(path))
        touched.append(path)
    return touched


def _table(document: Any, heading: str) -> Any:
    """The table of a document right under this heading."""
    last = ""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            if last == heading:
                return block
        elif block.text.strip():
            last = block.text.strip()
    raise AssertionError(f"no table stands under {heading}")


def _write(table: Any, where: dict[str, str], column: str, value: str) -> None:
    """Set the cell of a Word table under a header, in the row that holds these values."""
    shown = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    at = {name: i for i, name in enumerate(shown[0])}
    hits = [r for r, row in enumerate(shown) if r and all(row[at[k]] == v for k, v in where.items())]
    assert hits, f"no row holds {where}"
    table.cell(hits[0], at[column]).text = value


def _set(sheet: Any, where: dict[str, str], column: str, value: str) -> None:
    """Set the cell under a header, in the row (or merged rows) that hold these values."""
    header = next(
        r
        for r in range(1, 8)
        if any(sheet.cell(r, c).value == column for c in range(1, sheet.max_column + 1))
    )
    at = {sheet.cell(header, c).value: c for c in range(1, sheet.max_column + 1)}
    tops = {(r, c): m for m in sheet.merged_cells.ranges for r in range(m.min_row, m.max_row + 1)
            for c in range(m.min_col, m.max_col + 1)}  # fmt: skip

    def shown(row: int, col: int) -> Any:
        merged = tops.get((row, col))
        return sheet.cell(merged.min_row, merged.min_col).value if merged else sheet.cell(row, col).value

    hits = [
        r for r in range(header + 1, sheet.max_row + 1) if all(shown(r, at[k]) == v for k, v in where.items())
    ]
    assert hits, f"no row holds {where}"
    merged = tops.get((hits[0], at[column]))
    sheet.cell(merged.min_row if merged else hits[0], at[column]).value = value or None
