"""Real workbooks through the real record: what a clerk does to a file, and what it changes."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from api import office
from api.settings import Settings
from graph.statement import Statement
from graph.workspace import Workspace
from tests.city.pipeline import AS_OF, CITY, FILES, edit

REGISTER, BOUNDARY, _, COUNTIES = FIRST = FILES[:4]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    with office.opened(Settings(home=home)) as opened:
        assert office.load(opened, FILES, AS_OF).published
    return home


@pytest.fixture
def city(loaded: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(loaded, tmp_path / "home")
    with office.opened(Settings(home=tmp_path / "home")) as opened:
        yield opened


def held(city: Workspace) -> dict[str, Statement]:
    return {s.id: s for s in city.record.statements(city.record.edition(None).no)}


def changed(before: dict[str, Statement], after: dict[str, Statement]) -> set[str]:
    return {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}


def row_above(folder: Path) -> Path:
    path = Path(shutil.copy(REGISTER, folder))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    merged = [m for m in sheet.merged_cells.ranges if m.min_row >= 4]
    sheet.insert_rows(4)
    for m in merged:  # a spreadsheet program does this by itself
        m.shift(row_shift=1)
    book.save(path)
    return path


def renamed(folder: Path) -> Path:
    return Path(shutil.copy(BOUNDARY, folder / "边界清单(最终版2).xlsx"))


def reordered(folder: Path) -> Path:
    rows = list(csv.reader(COUNTIES.read_text("utf-8-sig").splitlines()))
    path = folder / COUNTIES.name
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(row[::-1] for row in rows)
    return path


def other_headers(folder: Path) -> Path:
    path = Path(shutil.copy(BOUNDARY, folder))
    book = openpyxl.load_workbook(path)
    words = {"牵头单位": "牵头部门", "配合单位": "协办单位", "职责事项": "事项名称", "依据": "实施依据"}
    for cell in book.worksheets[0][3]:
        cell.value = words.get(cell.value, cell.value)
    book.save(path)
    return path


@pytest.mark.parametrize("handled", [row_above, renamed, reordered, other_headers], ids=lambda f: f.__name__)
def test_only_mentions_change(city: Workspace, handled: Callable[[Path], Path], tmp_path: Path) -> None:
    before = held(city)
    done = office.load(city, [handled(tmp_path)], AS_OF)
    assert done.published, [p for f in done.understanding.files for p in f.problems]
    assert done.published.new
    assert changed(before, held(city)) == set()
    audit = [line for line in city.record.dump() if '"table":"audit"' in line][-1]
    assert '\\"statements_added\\":0' in audit
    assert '\\"statements_removed\\":0' in audit


def test_one_cell_changes_one_statement(city: Workspace, tmp_path: Path) -> None:
    before = held(city)
    sheet = openpyxl.load_workbook(BOUNDARY)["职责边界清单"]
    titles = {sheet.cell(r, 3).value for r in range(4, sheet.max_row + 1)}
    lead = next(
        s for s in before.values() if s.kind == "LEADS" and before[str(s.object)].properties["name"] in titles
        and s.properties.get("text") and "split" not in s.properties
        and sum(t.kind == "LEADS" and t.object == s.object for t in before.values()) == 1
    )  # fmt: skip
    title = before[str(lead.object)].properties["name"]
    change = {"file": BOUNDARY.name, "sheet": "职责边界清单", "row": {"职责事项": title}, "column": "牵头单位职责",
              "value": "负责这件事的全部工作"}  # fmt: skip
    assert office.load(city, edit(tmp_path, [change]), AS_OF).published
    after = held(city)
    assert changed(before, after) == {lead.id}
    assert after[lead.id].properties["text"] == "负责这件事的全部工作"


def test_one_list_leaves_the_others_alone(tmp_path: Path) -> None:
    with office.opened(
        Settings(home=tmp_path / "home")
    ) as city:  # lists of which none names a matter of another
        assert office.load(city, FIRST, AS_OF).published
        _without_its_last_matter(city, tmp_path)


def _without_its_last_matter(city: Workspace, tmp_path: Path) -> None:
    before = held(city)
    book = openpyxl.load_workbook(BOUNDARY)
    sheet = book["职责边界清单"]
    last = max(r for r in range(4, sheet.max_row + 1) if str(sheet.cell(r, 1).value).isdigit())
    for merged in [m for m in sheet.merged_cells.ranges if m.min_row <= last <= m.max_row]:
        sheet.unmerge_cells(str(merged))
    title = sheet.cell(last, 3).value
    first_of_next = next(r for r in range(last + 1, sheet.max_row + 1) if sheet.cell(r, 1).value)
    sheet.delete_rows(last, first_of_next - last)
    path = tmp_path / BOUNDARY.name
    book.save(path)
    assert office.load(city, [path], AS_OF).published
    after = held(city)
    gone = {k: s for k, s in before.items() if k not in after}
    duty = next(k for k, s in gone.items() if s.kind == "Duty")
    assert before[duty].properties["name"] == title
    assert all(duty in (s.subject, s.object) or s.kind in ("LegalBasis", "Domain") for s in gone.values())


def test_the_files_are_kept_byte_by_byte(city: Workspace) -> None:
    import hashlib

    for path in FILES:
        content = path.read_bytes()
        assert city.record.source(hashlib.sha256(content).hexdigest()) == content
    assert CITY.is_dir()
