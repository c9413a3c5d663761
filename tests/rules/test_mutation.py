"""Every condition of every rule is needed: without it, some example beside the rule fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.example import difference, read
from graph.judge import run
from graph.rule import Rule, catalogue
from tests.rules.conftest import Lay
from tests.rules.mutants import mutants


@pytest.mark.parametrize("rule", catalogue(), ids=lambda r: r.id)
def test_no_mutant_survives(rule: Rule, on_ladybug: Lay) -> None:
    alive = dict(mutants(rule.query))
    assert len(alive) >= 3
    for example in read(rule):
        store = on_ladybug(example.statements)
        for what, left in list(alive.items()):
            if difference(rule, example, run(replace(rule, query=left), store, example.as_of)):
                del alive[what]
    assert not alive, "no example needs: " + "; ".join(alive)
