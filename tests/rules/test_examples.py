"""Every rule, on every example beside it, on both engines."""

from __future__ import annotations

import pytest

from graph.example import Example, difference, read
from graph.judge import run
from graph.rule import Rule, catalogue
from tests.rules.conftest import Lay

CASES = [pytest.param(r, e, id=f"{r.code}-{e.why}") for r in catalogue() for e in read(r)]


@pytest.mark.parametrize("engine", ["ladybug", "neo4j"])
@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: Example, engine: str, request: pytest.FixtureRequest) -> None:
    store = request.getfixturevalue(f"on_{engine}")(example.statements)
    assert not difference(rule, example, run(rule, store, example.as_of)), example.graph


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_evidence_is_in_the_graph(rule: Rule, example: Example, on_ladybug: Lay) -> None:
    ids = {s.id for s in example.statements}
    for finding in run(rule, on_ladybug(example.statements), example.as_of):
        assert finding.evidence and finding.subject == finding.evidence[0]
        assert set(finding.evidence) <= ids
        assert set(finding.facts) <= ids, "facts name statements of the graph"
        assert finding.looked_at >= 1
