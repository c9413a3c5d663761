"""The figures of the sample city, asked of the product: 58 / 134, 22 / 175 / 34."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import openpyxl
import pytest

from graph.ladybug_store import LadybugStore
from graph.ontology import load
from graph.store import Store
from tests.city.pipeline import FILES, fill, read, statements


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = LadybugStore(tmp_path_factory.mktemp("city") / "city.lbug", read_only=False)
    store.define(load())
    yield fill(store, statements(read(FILES).batch.mentions))
    store.close()


DEPARTMENTS = (
    "MATCH (o:Organization)-[:{roles}]->(d:Duty)-[:LISTED_IN]->(l:BoundaryList {{kind: 'boundary'}}) "
    "WHERE o.level = 'city' AND o.status = 'active' AND o.kind IN ['party', 'government', 'social', 'vertical', 'institution'] "
    "AND NOT (o)-[:PART_OF]->(:Organization) RETURN count(DISTINCT o.id) AS n"
)


@pytest.mark.parametrize(
    ("query", "n"),
    [
        (
            "MATCH (d:Duty)-[:LISTED_IN]->(l:BoundaryList {kind: 'boundary'}) RETURN count(DISTINCT d.id) AS n",
            134,
        ),
        ("MATCH (d:Duty) RETURN count(d) AS n", 134),
        (
            DEPARTMENTS.format(
                roles="LEADS|ASSISTS|SHARES|GUIDES|COORDINATES|INVOLVED_IN|SUPERVISES|ENFORCES"
            ),
            58,
        ),
        (
            "MATCH (i:ApprovalItem)-[:TRANSFERRED_FROM]->(:Organization) "
            "WHERE i.related IS NULL OR i.related = false RETURN count(DISTINCT i.id) AS n",
            175,
        ),
        ("MATCH (i:ApprovalItem)-[:RELATED_TO]->(:ApprovalItem) RETURN count(DISTINCT i.id) AS n", 34),
        (
            "MATCH (i:ApprovalItem)-[:TRANSFERRED_FROM]->(o:Organization) OPTIONAL MATCH (o)-[:NOW_HELD_BY]->(h:Organization) "
            "WITH coalesce(h.id, o.id) AS body RETURN count(DISTINCT body) AS n",
            22,
        ),
    ],
)
def test_the_figures_of_the_article(city: Store, query: str, n: int) -> None:
    assert city.read(query)[0]["n"] == n


def test_all_three_review_stages_and_hand_overs_are_there(city: Store) -> None:
    stages = city.read("MATCH (s:Stage) RETURN s.kind AS kind, count(s) AS n")
    counts = {row["kind"]: row["n"] for row in stages}
    assert all(counts[kind] >= 10 for kind in ("site_inspection", "technical_review", "expert_review"))
    assert city.read("MATCH (h:Handoff) RETURN count(h) AS n")[0]["n"] > 100


def test_levels_from_city_to_town_are_there(city: Store) -> None:
    levels = "、".join(row["l"] or "" for row in city.read("MATCH (d:Duty) RETURN d.level AS l"))
    assert all(level in levels for level in "市县乡")


def test_no_two_titles_are_alike(city: Store) -> None:
    for kind in ("Duty", "ApprovalItem"):
        names = [row["n"] for row in city.read(f"MATCH (x:{kind}) RETURN x.name AS n")]
        assert len(names) == len(set(names))


def openings(clause: str) -> tuple[str, ...]:
    """The pattern of a clause: the word that each of its parts opens with."""
    return tuple(part[:2] for part in re.split("[,，;；。、]", clause) if part)


@pytest.mark.parametrize("pattern", [openings, lambda clause: clause[:2]], ids=["every part", "first word"])
def test_clauses_are_not_cut_from_one_pattern(city: Store, pattern: Callable[[str], object]) -> None:
    clauses = [
        row["t"]
        for kind in ("LEADS", "ASSISTS", "SUPERVISES")
        for row in city.read(f"MATCH ()-[r:{kind}]->() WHERE r.text IS NOT NULL RETURN r.text AS t")
    ]
    assert len(clauses) > 500
    commonest, often = Counter(map(pattern, clauses)).most_common(1)[0]
    assert often <= 0.05 * len(clauses), (commonest, often, len(clauses))


def test_every_workbook_says_it_is_synthetic() -> None:
    for path in FILES:
        if path.suffix == ".xlsx":
            sheet = openpyxl.load_workbook(path).worksheets[0]
            assert "示例数据" in str(sheet.cell(1, 1).value), path.name


def test_departments_are_written_in_full_in_short_and_by_former_names() -> None:
    hows = Counter(s.how for f in read(FILES).files for s in f.statements)
    assert min(hows["exact"] + hows["prefix"], hows["short_form"]) > 500
    assert hows["former"] >= 10
    assert hows["nameplate"] >= 10
