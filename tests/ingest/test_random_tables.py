"""Whatever table an office puts its duties in, the same statements come back."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.load import understand
from ingest.report import FileReport
from tests.ingest.documents import document
from tests.ingest.tables import (
    BODIES,
    INLINE,
    META,
    NUMBERS,
    Matter,
    dressed,
    joined,
    matters,
    reported,
    sentence,
    sorted_said,
    written,
)
from tests.ingest.workbooks import table, workbook

REGISTER = Path(__file__).parents[1] / "data" / "lists" / "register.csv"
NAME = "职责边界清单"
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16"]
often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def known() -> list[Mapping[str, Any]]:
    """The bodies of the corpus' register, as an edition would know them."""
    found = understand([REGISTER])
    return [
        {"id": m.statement.id, **m.statement.properties}
        for m in found.batch.mentions
        if m.statement.kind == "Organization"
    ]


def read(name: str, write: Any) -> FileReport:
    """Understand a file that `write` makes at a path; nothing may be wrong with it, and all rows must count."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        found = understand([path], known=known())
    (report,) = found.files
    assert [p for p in report.problems if p.severity == "error"] == []
    assert found.ok
    counts = report.counts
    assert counts["problem_rows"] == 0
    assert counts["rows"] == counts["statement_rows"] + counts["non_data_rows"]
    return report


def addresses(grid: Sequence[Sequence[str]]) -> dict[str, str]:
    """What stands in each cell."""
    return {f"{chr(65 + c)}{r}": text for r, row in enumerate(grid, 1) for c, text in enumerate(row)}


@often
@given(st.data())
def test_matters_in_rows_come_back(data: st.DataObject) -> None:
    made = data.draw(matters())
    together = data.draw(st.booleans())
    grid, merges = data.draw(dressed(made, together))
    report = read("清单.xlsx", lambda path: workbook(path, {NAME: grid}, [(NAME, area) for area in merges]))
    assert reported(report.statements) == sorted_said(made)
    at = addresses(grid)
    for said in report.statements:
        assert at[said.cell.rsplit("!", 1)[-1]].strip() == said.text


@often
@given(st.data())
def test_matters_in_a_csv_come_back(data: st.DataObject) -> None:
    made = data.draw(matters())
    grid, _ = data.draw(dressed(made, True))
    encoding = data.draw(st.sampled_from(ENCODINGS))
    report = read("清单.csv", lambda path: table(path, grid, encoding))
    assert reported(report.statements) == sorted_said(made)


@often
@given(st.data())
def test_matters_in_a_document_come_back(data: st.DataObject) -> None:
    made = data.draw(matters())
    grid, _ = data.draw(dressed(made, data.draw(st.booleans())))
    text = [row[0] for row in grid if len(row) == 1]
    rows = [row for row in grid if len(row) > 1]
    report = read("清单.docx", lambda path: document(path, [*text, rows]))
    assert reported(report.statements) == sorted_said(made)


@often
@given(st.data())
def test_who_does_what_in_one_cell_comes_back(data: st.DataObject) -> None:
    made = data.draw(matters(led=True))
    head = data.draw(
        st.permutations(["序号", "职责事项", data.draw(st.sampled_from(["责任分工", "职责分工"]))])
    )
    number = data.draw(st.sampled_from(NUMBERS))
    rows = []
    for n, matter in enumerate(made, 1):
        row = {"序号": number(n), "职责事项": matter.title}
        rows.append([row.get(h) or sentence(data.draw, matter) for h in head])
    report = read("清单.xlsx", lambda path: workbook(path, {NAME: [["分工表"], [META], head, *rows]}))
    assert reported(report.statements) == sorted_said(made)


@often
@given(st.data())
def test_a_column_for_each_department_comes_back(data: st.DataObject) -> None:
    made = data.draw(matters())
    bodies = data.draw(
        st.permutations(sorted({b for m in made for _, b, _ in m.said} | {BODIES[0], BODIES[1]}))
    )
    lead, assist, legend = data.draw(
        st.sampled_from(
            [("牵头", "配合", ""), ("主办", "协办", ""), ("★", "○", "注：★为牵头单位，○为配合单位。")]
        )
    )
    head = ["序号", "职责事项", *(written(data.draw, b) for b in bodies)]
    rows = [
        [str(n), m.title, *(lead if b == m.lead else assist if b in m.assists else "" for b in bodies)]
        for n, m in enumerate(made, 1)
    ]
    grid = [["职责分工表"], [META], head, *rows, *([[legend]] if legend else [])]
    report = read("分工.xlsx", lambda path: workbook(path, {"分工表": grid}))
    assert reported(report.statements) == sorted_said(made)


@often
@given(st.data())
def test_numbered_duties_of_departments_come_back(data: st.DataObject) -> None:
    made = data.draw(matters())
    rows: list[list[str]] = []
    for body in sorted({b for m in made for _, b, _ in m.said}):
        duties = [(role, m.title) for m in made for role, b, _ in m.said if b == body]
        end = data.draw(st.sampled_from(["。", "；", "", "。\n"]))
        texts = []
        for n, (role, title) in enumerate(duties, 1):
            number = data.draw(st.sampled_from(INLINE))(n)
            words = ["牵头", "负责", "牵头负责"] if role == "LEADS" else ["配合", "参与", "协助"]
            texts.append(f"{number}{data.draw(st.sampled_from(words))}{title}{end}")
        cut = data.draw(st.integers(1, len(texts)))
        line = "\n" if data.draw(st.booleans()) or end == "" else ""
        rows.append([str(len(rows) + 1), written(data.draw, body), line.join(texts[:cut])])
        if texts[cut:]:
            rows.append(["", "", line.join(texts[cut:])])  # continued in the next row
    grid = [["市直部门主要职责清单"], [META], ["序号", "部门", "主要职责"], *rows]
    report = read("职责.xlsx", lambda path: workbook(path, {"主要职责": grid}))
    assert reported(report.statements) == sorted_said(made)


@often
@given(st.data())
def test_clauses_come_back(data: st.DataObject) -> None:
    made = data.draw(matters(led=True, least=2))
    style = data.draw(st.sampled_from(["（{}）", "{}、", "({})"]))
    clauses = []
    for n, matter in enumerate(made):
        others = joined_by_commas(data.draw, matter)
        clauses.append(
            f"{style.format('一二三四五'[n])}{matter.title}。由{written(data.draw, matter.lead or '')}牵头{others}。"
        )
    blocks = ["职责分工通知", META, "现将有关事项通知如下：", *clauses, "2026年4月1日"]
    report = read("通知.docx", lambda path: document(path, blocks))
    assert reported(report.statements) == sorted_said(made)


def joined_by_commas(draw: st.DrawFn, matter: Matter) -> str:
    """Those who assist, as the rest of a clause."""
    names = "、".join(written(draw, b) for b in matter.assists)
    return f"，{names}配合" if names else ""


@often
@given(st.lists(st.sampled_from(BODIES), min_size=1, max_size=5, unique=True), st.data())
def test_joined_names_come_apart(bodies: list[str], data: st.DataObject) -> None:
    cell = joined(data.draw, bodies)
    grid = [["清单"], [META], ["职责事项", "牵头单位", "配合单位"], ["城区路灯维护", "", cell]]
    report = read("清单.csv", lambda path: table(path, grid))
    assert reported(report.statements) == sorted_said([Matter("城区路灯维护", None, tuple(bodies))])
