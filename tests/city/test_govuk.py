"""1,254 real organisations of GOV.UK (June 2026): loaded whole, with their known traits told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ingest.load import understand
from ingest.report import Understanding
from tests.city.pipeline import statements
from tests.ingest.workbooks import problems, stated

FILE = Path(__file__).parents[3] / "shared" / "data" / "uk_govuk_organisations_2026-06.json"
pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason="the real organisations are not part of this project: ../shared/data"
)


@pytest.fixture(scope="module")
def read() -> Understanding:
    return understand([FILE])


def test_every_organisation_is_read(read: Understanding) -> None:
    assert read.ok
    (file,) = read.files
    assert file.profile == "govuk_organisations"
    assert file.counts == {"rows": 1255, "statement_rows": 1254, "problem_rows": 0, "non_data_rows": 1}
    kinds = Counter(s.kind for s in statements(read.batch.mentions))
    assert (kinds["Organization"], kinds["Region"]) == (1254, 1)
    assert (kinds["PART_OF"], kinds["SUCCEEDED_BY"]) == (851, 285)
    (region,) = {(r["code"], r["name"], r["level"]) for r in stated(read, "Region")}
    assert region == ("GB", "United Kingdom", "national")


def test_the_ways_of_closing_are_told_apart(read: Understanding) -> None:
    status = Counter(o.get("status") for o in stated(read, "Organization"))
    assert status == {
        "active": 665, "abolished": 344, "replaced": 63, "devolved": 60, "renamed": 57, "merged": 42, "split": 14, None: 9,
    }  # fmt: skip
    kinds = Counter(o["kind"] for o in stated(read, "Organization"))
    assert (kinds["government"], kinds["enterprise"]) == (82, 25)
    assert sum(kinds.values()) == 1254
    assert sum(1 for o in stated(read, "Organization") if o.get("valid_to")) == 164


@pytest.mark.parametrize(
    ("code", "severity", "count"),
    [("DQ-PARENTS", "info", 45), ("DQ-HEIR", "info", 350), ("VALUE", "warning", 9), ("SOURCE", "warning", 2)],
)  # fmt: skip
def test_known_traits_are_told(read: Understanding, code: str, severity: str, count: int) -> None:
    found = problems(read, code)
    assert {p.severity for p in found} == {severity}
    assert len(found) == count
    assert all(p.cell and p.todo for p in found)


def test_the_six_garbled_titles_are_told_and_kept(read: Understanding) -> None:
    titles = [p for p in problems(read, "DQ-ENC") if p.cell.startswith("R")]
    assert len(titles) == 6
    assert any("ClimbiÃ©" in o["name"] for o in stated(read, "Organization"))


def test_a_successor_is_a_link_to_the_body_that_came_after(read: Understanding) -> None:
    (said,) = [
        s
        for s in read.files[0].statements
        if s.role == "SUCCEEDED_BY" and s.thing == "Academy for Justice Commissioning"
    ]
    assert said.organization == "Academy for Social Justice Commissioning"
