"""Both engines find the same on graphs nobody thought of."""

from __future__ import annotations

import os
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.judge import run
from graph.rule import catalogue
from tests.rules.conftest import Lay
from tests.rules.random_city import City

AS_OF = "2026-06-30"


@settings(
    max_examples=25,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a drawn city does not shrink to anything simpler
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.randoms(use_true_random=False))
def test_same_findings_on_random_cities(on_ladybug: Lay, on_neo4j: Lay, random: Random) -> None:
    said = list(City(random).statements.values())
    ours, theirs = on_ladybug(said), on_neo4j(said)
    for rule in catalogue():
        assert run(rule, ours, AS_OF) == run(rule, theirs, AS_OF), rule.id


def test_every_rule_fires_on_some_random_city(on_ladybug: Lay) -> None:
    """Else the comparison above would compare nothing with nothing."""
    silent = {rule.id: rule for rule in catalogue()}
    for seed in range(60):
        store = on_ladybug(City(Random(seed)).statements.values())  # noqa: S311 (a drawn city is no secret)
        silent = {name: rule for name, rule in silent.items() if not run(rule, store, AS_OF)}
        if not silent:
            break
    assert not silent
