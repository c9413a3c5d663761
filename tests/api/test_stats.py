"""The ledger from outside: command line and HTTP, one edition or two, and exports that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient

from api import schema_stats
from api.app import make_app
from api.cli_stats import long_table
from api.export import csv_table, xlsx_table
from api.settings import Settings
from graph.stats import catalogue
from tests.api.conftest import Run
from tests.city.pipeline import edit

BOUNDARY = "02-部门职责边界清单.xlsx"
DUTY = "互联网上网服务场所管理"  # of one list only
LED_BY, LED_NOW = "临澜市文化和旅游局", "临澜市公安局"
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]


@pytest.fixture(scope="module")
def two_editions(city_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample city, and an edition in which one duty went to another lead."""
    from api import office

    home = tmp_path_factory.mktemp("two") / "home"
    shutil.copytree(city_home, home)
    change = {
        "file": BOUNDARY,
        "sheet": "职责边界清单",
        "row": {"职责事项": DUTY},
        "column": "牵头单位",
        "value": LED_NOW,
    }
    with office.opened(Settings(home=home)) as opened:
        assert office.load(opened, edit(home, [change]), "2026-07-31").published
    return home


@pytest.fixture
def both(run: Run, two_editions: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `zhize` over the two editions."""
    monkeypatch.setenv("ZHIZE_HOME", str(two_editions))
    return run


@pytest.fixture(scope="module")
def http(two_editions: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Settings(home=two_editions)), base_url="http://127.0.0.1/api/v1/") as client:
        yield client


def leads(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Rows of the table of bodies by name."""
    table = next(t for t in answer["tables"] if t["id"] == "by_organisation")
    return {row["name"]: row for row in table["rows"]}


def test_all_numbers_come_with_their_queries(both: Run) -> None:
    shown = both("stats", "--query").out
    for table in catalogue():
        assert f"{table.title['zh']}（{table.id}）" in shown
        for number in table.numbers:
            assert f"{number.title['zh']}（{number.id}）：{number.means['zh']}" in shown
            assert all(line in shown for line in number.query.split("\n"))
    assert "MATCH" not in both("stats").out
    assert "显示 30 / 共" in shown
    assert "显示 30" not in both("stats", "by_organisation").out


def test_two_editions_stand_side_by_side(both: Run) -> None:
    answer = both("stats", "organisation_leads", "--against", 1, "--format", "json").json
    assert (answer["edition"], answer["against"]["edition"]) == (2, 1)
    changed = {r["name"]: r["change"]["organisation_leads"] for r in leads(answer).values()}
    assert {name: n for name, n in changed.items() if n} == {LED_BY: -1, LED_NOW: 1}
    was, now = (leads(answer)[LED_NOW][k]["organisation_leads"] for k in ("before", "n"))
    assert f"{was} → {now}（+1）" in both("stats", "by_organisation", "--against", 1).out
    turned = both("stats", "organisation_leads", "--edition", 1, "--against", 2, "--format", "json").json
    assert leads(turned)[LED_NOW]["change"]["organisation_leads"] == -1
    old = both("stats", "organisation_leads", "--edition", 1, "--format", "json").json
    assert leads(old)[LED_NOW]["n"]["organisation_leads"] == was
    assert leads(old)[LED_NOW]["before"] is None


def test_tables_for_spreadsheets_hold_every_count(both: Run, tmp_path: Path) -> None:
    answer = both("stats", "--against", 1, "--format", "json").json
    counts = [
        (n["id"], r["key"], r["n"][n["id"]], r["before"][n["id"]], r["change"][n["id"]])
        for t in answer["tables"] for n in t["numbers"] for r in t["rows"]
        if r["n"][n["id"]] or r["before"][n["id"]] or not t["by"]
    ]  # fmt: skip
    said = list(
        csv.reader(io.StringIO(both("stats", "--against", 1, "--format", "csv").out.lstrip("\ufeff")))
    )
    assert said[0] == [
        "表",
        "数",
        "编号",
        "项",
        "项编号",
        "第 2 版（2026-07-31）",
        "第 1 版（2026-06-30）",
        "增减",
    ]
    assert [(r[2], r[4], *map(int, r[5:])) for r in said[1:]] == counts
    assert any(change < 0 for *_, change in counts)
    book = tmp_path / "台账.xlsx"
    assert both("stats", "--against", 1, "--query", "--format", "xlsx", "-o", book).code == 0
    sheet = openpyxl.load_workbook(book).active
    assert sheet is not None
    assert [(r[2], r[4] or "", *r[5:8]) for r in sheet.iter_rows(min_row=2, values_only=True)] == counts
    assert {r[8].split()[0] for r in sheet.iter_rows(min_row=2, values_only=True)} <= {"MATCH", "UNWIND"}
    assert both("stats", "--format", "xlsx").code == 2


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text_in_a_spreadsheet(name: str, tmp_path: Path) -> None:
    number = {"id": "x", "title": {"zh": name, "en": name}, "query": name}
    row = {"key": name, "name": name, "n": {"x": -3}, "before": None, "change": None}
    table = {
        "id": "t",
        "title": {"zh": name, "en": name},
        "by": "Organization",
        "numbers": [number],
        "rows": [row],
    }
    columns, rows = long_table(
        {"edition": 1, "as_of": "2026-06-30", "against": None, "tables": [table]}, True
    )
    said = list(csv.reader(io.StringIO(csv_table(columns, rows), newline="")))[1]
    assert said == ["'" + name, "'" + name, "x", "'" + name, "'" + name, "-3", "'" + name]
    path = tmp_path / "x.xlsx"
    path.write_bytes(xlsx_table("台账", columns, rows))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert [c.data_type for c in sheet[2]] == ["s", "s", "s", "s", "s", "n", "s"]
    assert sheet["F2"].value == -3


@pytest.mark.parametrize(
    "words", [["stats", "nothing"], ["stats", "--edition", "9"], ["stats", "--against", "9"]]
)
def test_what_is_unknown_is_said_in_one_sentence(both: Run, words: list[str]) -> None:
    ran = both(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_http_says_the_same_as_the_command_line(both: Run, http: TestClient) -> None:
    for path, words in {
        "stats": [], "stats?against=1": ["--against", "1"], "stats/by_list?edition=1": ["by_list", "--edition", "1"],
        "stats/list_duties": ["list_duties"],
    }.items():  # fmt: skip
        answer = http.get(path)
        assert answer.status_code == 200, answer.text
        assert answer.json() == both("stats", *words, "--format", "json").json
        assert schema_stats.Ledger.model_validate(answer.json())
    tag = http.get("stats?against=1").headers["etag"]
    assert http.get("stats?against=1", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("path", "status"),
    [("stats/nothing", 404), ("stats?edition=9", 404), ("stats?against=9", 404), ("stats?against=0", 422)],
)
def test_http_errors_are_problems(http: TestClient, path: str, status: int) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_the_description_has_schema_and_example(http: TestClient) -> None:
    said = http.get("openapi.json").json()["paths"]
    for path in ("/api/v1/stats", "/api/v1/stats/{name}"):
        answer = said[path]["get"]["responses"]["200"]["content"]["application/json"]
        assert answer["schema"] == {"$ref": "#/components/schemas/Ledger"}
        example = schema_stats.Ledger.model_validate(answer["example"])
        number = next(n for t in catalogue() for n in t.numbers if n.id == example.tables[0].numbers[0].id)
        assert example.tables[0].numbers[0].query == number.query


def test_the_mirror_counts_the_same(
    both: Run, two_editions: Path, neo4j_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.conftest import wipe

    embedded = both("stats", "--against", "1", "--format", "json")
    wipe(neo4j_server.url)
    monkeypatch.setenv("ZHIZE_GRAPH", neo4j_server.url.replace("bolt://", "neo4j://"))
    mirrored = both("stats", "--against", "1", "--format", "json")
    assert mirrored.code == 0, mirrored.err
    assert mirrored.json == embedded.json
