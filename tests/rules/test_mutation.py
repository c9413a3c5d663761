"""Every condition of every rule is needed: without it, some example beside the rule fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.example import Example, difference, read
from graph.judge import run
from graph.rule import Rule, catalogue
from graph.store import Store, StoreError
from tests.rules.conftest import Lay
from tests.rules.mutants import mutants


@pytest.mark.parametrize("rule", catalogue(), ids=lambda r: r.id)
def test_no_mutant_survives(rule: Rule, on_ladybug: Lay) -> None:
    alive = dict(mutants(rule.query))
    assert len(alive) >= 3
    for example in read(rule):
        store = on_ladybug(example.statements)
        for what, left in list(alive.items()):
            if _differs(replace(rule, query=left), example, store, what):
                del alive[what]
    assert not alive, "no example needs: " + "; ".join(alive)


def _differs(mutant: Rule, example: Example, store: Store, what: str) -> bool:
    try:
        return bool(difference(mutant, example, run(mutant, store, example.as_of)))
    except StoreError:  # the kind taken out is the one that has a property the query asks for
        if what.startswith("labels"):
            return True
        raise
