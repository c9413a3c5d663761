"""A small city drawn by chance, with everything a rule asks for: nulls, parallel roles, circles, odd lists."""

from __future__ import annotations

from random import Random
from typing import Any

from graph.ids import link_id
from graph.ontology import load
from graph.statement import Statement, clean

REGIONS = ["379900", "379902", "379903"]
DAYS = [None, None, None, "2019-01-15", "2025-06-30", "2026-06-30", "2027-01-01"]
COLUMNS = [
    "lead", "assist", "lead_text", "bodies_text", "supervisor", "receiver", "inspection", "review", "experts", "push",
    "basis", "related.basis", "related.disposition", "upper", "office", "expires", "condition",
]  # fmt: skip
WORDS = [None, None, "指导燃气安全工作", "按职责分工负责", "负责燃气安全监管", "组织巡查"]
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
        self.tables = [f"body:{i}" for i in range(5)]
        self.domains = ["dom:0", "dom:1"]
        self.places()
        self.bodies()
        self.matters()
        self.levels()
        self.chains()
        self.coordination()

    def maybe(self, *values: Any) -> Any:
        """One of the values, or null."""
        return self.random.choice([None, *values])

    def rarely(self, value: Any) -> Any:
        """The value, mostly null."""
        return self.random.choice([None, None, None, None, value])

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

    def places(self) -> None:
        """Regions, and lists of many kinds, in force or not."""
        for region in REGIONS:
            self.node(
                f"reg:{region}",
                code=region,
                level="city" if region == REGIONS[0] else self.maybe(*["county"] * 4),
            )
        for region in REGIONS[1:]:
            self.link("WITHIN", f"reg:{region}", f"reg:{REGIONS[0]}")
        for one in self.lists:
            kind = self.random.choice([*["boundary"] * 5, "township_basic", "handbook", "bodies"])
            self.node(
                one, kind=kind, region=self.random.choice(REGIONS), complete=self.maybe(True, True, False),
                columns_present=self.random.sample(COLUMNS, self.random.randint(9, len(COLUMNS))),
                status=self.maybe("in_force", "in_force", "replaced"),
                valid_from=self.rarely("2027-01-01"), valid_to=self.rarely("2019-01-15"),
            )  # fmt: skip

    def bodies(self) -> None:
        """Organisations with circles of succession and subordination, groups."""
        for org in self.orgs:
            status = self.maybe("active", "active", "merged", "renamed", "split")
            self.node(
                org, status=status, level=self.maybe("city", "county"), region=self.maybe(*REGIONS),
                kind=self.maybe("government", "government", "government", "zone", "vertical"), uscc=self.maybe("X", "Y"),
                valid_to=self.random.choice(DAYS),
            )  # fmt: skip
            for region in self.few(REGIONS, 1):
                self.link("SERVES", org, f"reg:{region}")
            for heir in self.few(self.orgs, self.random.randint(0, 1)):
                self.link("SUCCEEDED_BY", org, heir, kind=self.maybe("rename", "merge"))
            for upper in self.few(self.orgs, self.random.randint(0, 1)):
                self.link("PART_OF", org, upper)
        for group in self.groups:
            self.node(group, kind=group[4:])

    def role(self) -> dict[str, Any]:
        """What a role link says."""
        return {
            "scope": self.maybe("城区", "农村"), "region": self.maybe(*REGIONS), "split": self.maybe(True, False),
            "valid_from": self.random.choice(DAYS), "valid_to": self.random.choice(DAYS),
            "text": self.random.choice(WORDS), "lists": self.few(self.lists, self.random.randint(0, 2)),
            "asked_on": self.rarely("2026-06-01"), "answer_by": self.random.choice(DAYS), "confirmed": self.maybe(True, False),
        }  # fmt: skip

    def matters(self) -> None:
        """Duties, listed or not, with parallel roles of bodies and groups."""
        for duty in self.duties:
            self.node(
                duty, status=self.maybe("active", "active", "ended"), region=self.maybe(REGIONS[0], *REGIONS),
                emerging=self.maybe(True, True, False), cascade_to=self.maybe(*["county"] * 4, "town"),
            )  # fmt: skip
            for one in self.few(self.lists, 2):
                self.link("LISTED_IN", duty, one)
            for _ in range(self.random.randint(0, 6)):
                holder = self.random.choice([*self.orgs, *self.orgs, *self.groups])
                role = self.random.choice([*ROLES, "LEADS", "LEADS", *POWERS])
                said = self.role()
                self.link(role, holder, duty, **said)
                if self.random.random() < 0.3:  # the same body twice for one duty
                    self.link("ASSISTS", holder, duty, **said)
            if self.random.random() < 0.3:  # two lists, two leads
                for holder, one in zip(
                    self.random.sample(self.orgs, 2), self.random.sample(self.lists, 2), strict=True
                ):
                    self.link("LEADS", holder, duty, region=REGIONS[0], lists=[one])

    def levels(self) -> None:
        """Domains, basis, and how duties of several levels and lists hang together."""
        self.node("law:0")
        for domain in self.domains:
            self.node(domain, name=self.random.choice(["水务", "安全生产"]), region=self.maybe(REGIONS[0]))
        for duty in self.duties:
            for domain in self.few(self.domains, 1):
                self.link("IN_DOMAIN", duty, domain)
            for law in self.few(["law:0"], 1):
                self.link("BASED_ON", duty, law)
            for kind in self.few(["CASCADES_TO", "CASCADES_TO", "DRAWN_FROM"], self.random.randint(0, 1)):
                self.link(kind, duty, self.random.choice(self.duties))
            for region in self.few(REGIONS[1:], self.random.randint(0, 1)):
                self.link("NOT_TAKEN_UP", duty, f"reg:{region}", reason=self.maybe("absent", "held_above"))
        if self.random.random() < 0.25:  # more bodies than a domain can bear
            for i in range(14):
                self.node(f"org:crowd{i}", region=REGIONS[0], level="city")
                self.link("LEADS", f"org:crowd{i}", self.duties[0], split=True)
            self.link("IN_DOMAIN", self.duties[0], self.domains[0])

    def coordination(self) -> None:
        """Coordinating bodies with members, offices, lines, activities and opinions."""
        crew: list[str] = []
        for table in self.tables:
            self.node(
                table, name=self.random.choice(["安全生产委员会", "防汛指挥部", "招商工作专班"]) + table[-1],
                kind=self.maybe("commission", "task_force", "temporary", "special_committee"),
                status=self.maybe("active", "active", "active", "proposed", "revoked"),
                region=self.maybe(*[REGIONS[0]] * 3, REGIONS[1]),
                statutory=self.maybe(True, False), set_up_on=self.random.choice(DAYS), valid_to=self.rarely("2019-01-15"),
                expires_on=self.random.choice(DAYS), end_condition=self.rarely("任务完成"),
                last_active_on=self.random.choice(DAYS),
            )  # fmt: skip
            for one in self.few(self.lists, 2):
                self.link("LISTED_IN", table, one)
            crew = crew if crew and self.random.random() < 0.7 else self.few(self.orgs, 7)
            for member in crew:
                self.link("HAS_MEMBER", table, member, valid_to=self.rarely("2019-01-15"))
            for kind in ("LED_BY", "OFFICE_AT"):
                for holder in self.few([*self.orgs, *self.groups], self.random.randint(0, 1)):
                    self.link(kind, table, holder)
            for other in self.few(self.tables, self.random.randint(0, 1)):
                self.link(self.random.choice(["UNDER", "COUNTERPART_OF"]), table, other)
            for thing in self.random.sample([*self.duties, *self.domains], 3):
                kind = (
                    "COORDINATES"
                    if thing in self.domains
                    else self.random.choice(["LEADS", "COORDINATES", "COORDINATES"])
                )
                self.link(kind, table, thing, **self.role())
            for n in range(self.random.randint(0, 2)):
                act, review = f"act:{table[-1]}{n}", f"rev:{table[-1]}{n}"
                self.node(
                    act,
                    body=table,
                    kind=self.random.choice(["meeting", "document"]),
                    held_on=self.random.choice(DAYS),
                )
                self.link("HELD_BY", act, table)
                opinion = self.random.choice(["agree", "refuse", "adjust", "revoke", "revoke"])
                self.node(
                    review, body=table, round=n + 1, opinion=opinion, decided_on=self.random.choice(DAYS)
                )
                self.link("REVIEWS", review, table)

    def chains(self) -> None:
        """Items of few families, with approvals, supervision, stages and hand-overs."""
        for hand in self.hands:
            self.node(
                hand, sender="item:0", kind=self.maybe("approval_supervision", "case_transfer"),
                push_limit_text=self.rarely("同时"), channel=self.maybe(None, "平台", "平台", "每月发函"),
                trigger_stage=self.rarely("决定当日"), returns=self.maybe(True, False, False),
            )  # fmt: skip
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
                division_text=self.maybe(None, None, "写明分工"), disposition=self.maybe(None, None, "stays"),
            )  # fmt: skip
            for law in self.few(["law:0"], 1):
                self.link("BASED_ON", item, law)
            for one in self.few(self.lists, 2):
                self.link("LISTED_IN", item, one)
            for power, most in (("APPROVES", 2), ("SUPERVISES", self.random.randint(0, 2)), ("ENFORCES", 1)):
                for holder in self.few([*self.orgs, *self.orgs, *self.groups], most):
                    self.link(power, holder, item, **self.role())
            for other in self.few(self.items, 1):
                self.link("RELATED_TO", item, other, disposition=self.maybe(None, None, "moves"))
            for source in self.few(self.orgs, 2 if n % 2 else 0):
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
