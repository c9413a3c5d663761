"""Both engines find the same on graphs nobody thought of: nulls, parallel roles, circles, odd lists."""

from __future__ import annotations

import os
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.ids import link_id
from graph.judge import run
from graph.ontology import load
from graph.rule import catalogue
from graph.statement import Statement, clean
from tests.rules.conftest import Lay

AS_OF = "2026-06-30"
REGIONS = ["379900", "379902", "379903"]
DAYS = [None, None, "2019-01-15", "2026-06-30", "2027-01-01"]
COLUMNS = ["lead", "assist", "supervisor", "receiver", "inspection", "review", "experts"]
ROLES = ["LEADS", "ASSISTS", "SHARES", "GUIDES", "COORDINATES", "INVOLVED_IN"]
POWERS = ["SUPERVISES", "ENFORCES", "APPROVES"]


class City:
    """A small city drawn by chance; what a choice leaves out is null."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.statements: dict[str, Statement] = {}
        self.orgs = [f"org:{i}" for i in range(8)]
        self.groups = [f"grp:{k}" for k in ("level", "open_ended", "unresolved")]
        self.lists = [f"list:{i}" for i in range(3)]
        self.duties = [f"duty:{i}" for i in range(4)]
        self.items = [f"item:{i}" for i in range(6)]
        self.hands = [f"hand:{i}" for i in range(4)]
        self.bodies()
        self.matters()
        self.chains()

    def maybe(self, *values: Any) -> Any:
        """One of the values, or null."""
        return self.random.choice([None, *values])

    def few(self, things: list[str], most: int) -> list[str]:
        """Up to so many of the things."""
        return self.random.sample(things, self.random.randint(0, min(most, len(things))))

    def node(self, node: str, /, **said: Any) -> None:
        """State a node."""
        kind = load().kind_of(node)
        self.add(Statement(node, kind, node, None, clean({"name": node.partition(":")[2], **said})))

    def link(self, kind: str, source: str, target: str, /, **said: Any) -> None:
        """State a link."""
        given = clean(said)
        self.add(Statement(link_id(kind, source, target, given), kind, source, target, given))

    def add(self, statement: Statement) -> None:
        """Keep a statement that the ontology takes."""
        assert not statement.problems()
        self.statements[statement.id] = statement

    def bodies(self) -> None:
        """Organisations with circles of succession and subordination, groups, regions, lists."""
        for region in REGIONS:
            self.node(f"reg:{region}", code=region)
        for region in REGIONS[1:]:
            self.link("WITHIN", f"reg:{region}", f"reg:{REGIONS[0]}")
        for org in self.orgs:
            status = self.maybe("active", "active", "merged", "renamed", "split")
            self.node(
                org, status=status, level=self.maybe("city", "county"), region=self.maybe(*REGIONS),
                uscc=self.maybe("X", "Y"), valid_to=self.random.choice(DAYS),
            )  # fmt: skip
            for heir in self.few(self.orgs, self.random.randint(0, 1)):
                self.link("SUCCEEDED_BY", org, heir, kind=self.maybe("rename", "merge"))
            for upper in self.few(self.orgs, self.random.randint(0, 1)):
                self.link("PART_OF", org, upper)
        for group in self.groups:
            self.node(group, kind=group[4:])
        for one in self.lists:
            columns = self.few(COLUMNS, 7)
            complete, region = self.maybe(True, False), self.random.choice(REGIONS)
            self.node(one, kind="boundary", region=region, complete=complete, columns_present=columns)

    def role(self) -> dict[str, Any]:
        """What a role link says."""
        return {
            "scope": self.maybe("城区", "农村"), "region": self.maybe(*REGIONS), "split": self.maybe(True, False),
            "valid_from": self.random.choice(DAYS), "valid_to": self.random.choice(DAYS),
        }  # fmt: skip

    def matters(self) -> None:
        """Duties, listed or not, with parallel roles of bodies and groups."""
        for duty in self.duties:
            self.node(duty, status=self.maybe("active", "ended"))
            for one in self.few(self.lists, 2):
                self.link("LISTED_IN", duty, one)
            for _ in range(self.random.randint(0, 6)):
                holder = self.random.choice([*self.orgs, *self.orgs, *self.groups])
                role = self.random.choice([*ROLES, "LEADS", "LEADS", *POWERS])
                self.link(role, holder, duty, **self.role())

    def chains(self) -> None:
        """Items of few families, with approvals, supervision, stages and hand-overs."""
        for hand in self.hands:
            self.node(hand, sender="item:0")
            for receiver in self.few([*self.orgs, *self.groups], 2):
                self.link("RECEIVED_BY", hand, receiver)
            for duty in self.few(self.duties, 2):
                self.link("OPENS", hand, duty)
        for n, item in enumerate(self.items):
            operation = self.maybe("new", "change", "renewal", "cancellation")
            self.node(
                item, name=self.random.choice(["燃气经营许可", "取水许可"]), main=self.maybe("燃气经营"),
                operation=operation, kind=self.maybe("licence", "confirmation"), related=self.maybe(True),
                region=self.maybe("379900"), status=self.maybe("active", "ended"),
                division_text=self.maybe(None, None, "写明分工"),
            )  # fmt: skip
            for one in self.few(self.lists, 2):
                self.link("LISTED_IN", item, one)
            for power, most in (("APPROVES", 2), ("SUPERVISES", self.random.randint(0, 2)), ("ENFORCES", 1)):
                for holder in self.few([*self.orgs, *self.orgs, *self.groups], most):
                    self.link(power, holder, item, **self.role())
            for other in self.few(self.items, 1):
                self.link("RELATED_TO", item, other)
            for source in self.few(self.orgs, 2):
                kind = self.maybe("transfer", "devolve", "delegate", "take_back", "abolish")
                self.link("TRANSFERRED_FROM", item, source, kind=kind, effective_on=self.random.choice(DAYS))
            for kind in self.few(["intake", "site_inspection", "technical_review", "expert_review"], 3):
                stage = f"stg:{n}-{kind}"
                self.node(stage, item=item, kind=kind, waived=self.maybe(None, "免勘验"))
                self.link("HAS_STAGE", item, stage)
                for holder in self.few([*self.orgs, *self.groups], 1):
                    self.link(self.random.choice(["PERFORMS", "ASSISTS"]), holder, stage)
            for hand in self.few(self.hands, self.random.randint(0, 2)):
                self.link("HANDS_OFF", item, hand)
        for one in self.few([self.lists[0], self.duties[0]], 1):
            self.link("HANDS_OFF", one, self.random.choice(self.hands))


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
