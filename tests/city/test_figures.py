"""The figures of the article, asked of the sample city through the product's own queries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import docx
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
    "MATCH (o:Organization)-[r:{roles}]->(d:Duty)-[:LISTED_IN]->(l:BoundaryList {{kind: 'boundary', issuer: '市委编办'}}) "
    "WHERE l.id IN r.lists AND o.level = 'city' AND o.status = 'active' "
    "AND o.kind IN ['party', 'government', 'social', 'vertical', 'institution'] "
    "AND NOT (o)-[:PART_OF]->(:Organization) RETURN count(DISTINCT o.id) AS n"
)


IN_REGISTER = "MATCH (c:CoordinatingBody)-[:LISTED_IN]->(:BoundaryList {kind: 'bodies'}) WHERE c.status <> 'refused' AND "
OPINION = "MATCH (:CoordinatingBody)-[:LAST_REVIEWED]->(v:BodyReview {{opinion: '{}'}}) RETURN count(v) AS n"


@pytest.mark.parametrize(
    ("query", "n"),
    [
        (
            "MATCH (d:Duty)-[:LISTED_IN]->(l:BoundaryList {kind: 'boundary', issuer: '市委编办'}) RETURN count(DISTINCT d.id) AS n",
            134,
        ),
        (
            "MATCH (d:Duty)-[:LISTED_IN]->(l:BoundaryList {kind: 'handbook'}) RETURN count(DISTINCT d.id) AS n",
            292,
        ),
        (
            "MATCH (m:Domain)<-[:IN_DOMAIN]-(d:Duty)-[:LISTED_IN]->(l:BoundaryList {kind: 'handbook'}) "
            "WHERE m.region = l.region RETURN count(DISTINCT m.id) AS n",
            20,
        ),
        (
            "MATCH (o:Organization)-[r:LEADS]->(:Duty)-[:LISTED_IN]->(l:BoundaryList {kind: 'boundary', issuer: '市安委会办公室'}) "
            "WHERE l.id IN r.lists AND o.kind <> 'other' RETURN count(DISTINCT o.id) AS n",
            25,
        ),
        (
            "MATCH (c:CoordinatingBody)-[:UNDER]->(:CoordinatingBody {name: '市安全生产委员会'}) RETURN count(c) AS n",
            18,
        ),
        (IN_REGISTER + "c.kind = 'task_force' RETURN count(c) AS n", 36),
        (IN_REGISTER + "c.kind = 'temporary' RETURN count(c) AS n", 35),
        (IN_REGISTER + "NOT c.kind IN ['task_force', 'temporary'] RETURN count(c) AS n", 137),
        (
            "MATCH (c:CoordinatingBody {status: 'refused'})-[:LISTED_IN]->(:BoundaryList {kind: 'bodies'}) RETURN count(c) AS n",
            11,
        ),
        (OPINION.format("agree"), 21),
        (OPINION.format("refuse"), 11),
        (OPINION.format("adjust"), 21),
        (OPINION.format("revoke"), 39),
        ("MATCH (v:BodyReview) RETURN count(DISTINCT v.round) AS n", 4),
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
    for kind in ("Duty", "ApprovalItem", "CoordinatingBody"):
        query = f"MATCH (x:{kind})-[:LISTED_IN]->(l:BoundaryList) RETURN DISTINCT x.id AS id, x.name AS n"
        names = [row["n"] for row in city.read(query)]
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


def test_every_workbook_and_document_says_it_is_synthetic() -> None:
    for path in FILES:
        if path.suffix == ".xlsx":
            title = str(openpyxl.load_workbook(path).worksheets[0].cell(1, 1).value)
        elif path.suffix == ".docx":
            title = docx.Document(str(path)).paragraphs[0].text
        else:
            continue  # a csv has no title
        assert "示例数据" in title, path.name


def test_departments_are_written_in_full_in_short_and_by_former_names() -> None:
    hows = Counter(s.how for f in read(FILES).files for s in f.statements)
    assert min(hows["exact"] + hows["prefix"], hows["short_form"]) > 500
    assert hows["former"] >= 10
    assert hows["nameplate"] >= 10
