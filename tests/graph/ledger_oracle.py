"""What the numbers of the ledger must be, counted over the plain graph from their meanings: no query, no store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graph.model import Graph, Link

Counts = dict[str, dict[str, int]]
ROLES = (
    "LEADS", "ASSISTS", "SHARES", "GUIDES", "COORDINATES", "INVOLVED_IN", "SUPERVISES", "ENFORCES", "APPROVES",
)  # fmt: skip
DEPARTMENTS = ("party", "government", "social", "vertical", "institution")
STANDING = ("commission", "leading_group", "headquarters", "special_committee")


class Ledger:
    """Counts each number as the size of a set of things, by key; a number without rows has the key ""."""

    def __init__(self, graph: Graph, found: Iterable[Mapping[str, str]]) -> None:
        self.graph, self.found = graph, list(found)
        self.sets: dict[str, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
        self.figures()
        self.lists()
        self.domains()
        self.organisations()
        self.levels()
        self.coordination()
        self.chains()

    @property
    def counts(self) -> Counts:
        """Number -> key -> how many, without zeros."""
        return {name: {k: len(v) for k, v in rows.items()} for name, rows in self.sets.items()}

    def put(self, number: str, key: str | None, thing: Any) -> None:
        """Count a thing once."""
        self.sets[number][key or ""].add(thing)

    def get(self, node: str, name: str) -> Any:
        """A property of a node."""
        return self.graph.nodes[node]["properties"].get(name)

    def nodes(self, kind: str) -> list[str]:
        """Ids of a kind."""
        return [n["id"] for n in self.graph.of(kind)]

    def links(self, kind: str, source: str = "", target: str = "") -> list[Link]:
        """Links of a kind between things of these prefixes."""
        return [
            k for k in self.graph.linked(kind)
            if k["from"].startswith(source) and k["to"].startswith(target)
        ]  # fmt: skip

    def living(self, org: str) -> bool:
        """Whether a body has not ended."""
        return self.get(org, "status") in (None, "active")

    def refused(self, body: str) -> bool:
        """Whether it is a proposal that was refused."""
        return bool(self.get(body, "status") == "refused")

    def running(self, body: str) -> bool:
        """Whether a coordinating body stands, or is to."""
        return self.get(body, "status") in (None, "proposed", "active")

    def department(self, org: str, area: str) -> bool:
        """Whether it is a living department of an area, not part of another."""
        return (
            self.get(org, "status") == "active" and self.get(org, "kind") in DEPARTMENTS
            and self.get(org, "level") not in (None, "town") and self.get(org, "region") == area
            and not any(k["from"] == org for k in self.links("PART_OF"))
        )  # fmt: skip

    def figures(self) -> None:
        """The numbers that have one row."""
        for kind, number in (("Duty", "duties"), ("BoundaryList", "lists")):
            for node in self.nodes(kind):
                self.put(number, "", node)
        for node in self.nodes("Domain"):
            self.put("domains", "", self.get(node, "name"))
        for org in filter(self.living, self.nodes("Organization")):
            self.put("organisations", "", org)
            self.put("level_organisations", self.get(org, "level"), org)
        for f in self.found:
            self.put("open_findings", "", f["finding"])
        for k in self.links("TRANSFERRED_FROM"):
            heirs = [h["to"] for h in self.links("NOW_HELD_BY") if h["from"] == k["to"]]
            for body in heirs or [k["to"]]:
                self.put("transferring_departments", "", body)
            if self.get(k["from"], "related") is not True:
                self.put("transferred_items", "", k["from"])
            self.put("transfer_items", k["properties"].get("kind"), k["from"])
            self.put("transfer_departments", k["properties"].get("kind"), k["to"])
        for k in self.links("RELATED_TO"):
            self.put("related_items", "", k["from"])

    def lists(self) -> None:
        """What stands in each list, and what it says."""
        names = {
            "duty": "duties",
            "item": "items",
            "body": "bodies",
            "rev": "reviews",
            "org": "organisations",
        }
        for k in self.links("LISTED_IN"):
            thing, one = k["from"], k["to"]
            self.put(f"list_{names[thing.partition(':')[0]]}", one, thing)
            area, handbook = self.get(one, "region"), self.get(one, "kind") == "handbook"
            if thing.startswith("duty:"):
                filed = {self.get(f["to"], "name") for f in self.links("IN_DOMAIN", thing)
                         if f["from"] == thing and self.get(f["to"], "region") == area}  # fmt: skip
                for name in filed:
                    self.put("list_domains", one, name)
                    if handbook:
                        self.put("handbook_domains", "", name)
                if handbook:
                    self.put("handbook_entries", "", thing)
            for role in ROLES if thing.startswith(("duty:", "item:")) else ():
                for said in self.links(role):
                    if said["to"] == thing and one in (said["properties"].get("lists") or ()):
                        self.put("list_statements", one, said["id"])
                        if said["from"].startswith("org:") and self.department(said["from"], area):
                            self.put("list_departments", one, said["from"])
                            if role == "LEADS":
                                self.put("list_leading_departments", one, said["from"])

    def domains(self) -> None:
        """What is filed under each name of a domain."""
        for k in self.links("IN_DOMAIN"):
            thing, name = k["from"], self.get(k["to"], "name")
            if thing.startswith("body:"):
                if self.running(thing):
                    self.put("domain_bodies", name, thing)
                continue
            self.put("domain_matters", name, thing)
            for lead in (k for k in self.links("LEADS") if k["to"] == thing):
                self.put("domain_led", name, thing)
                if lead["from"].startswith("org:"):
                    self.put("domain_leaders", name, lead["from"])
            for f in self.found:
                if f["thing"] == thing:
                    self.put("domain_findings", name, f["finding"])

    def organisations(self) -> None:
        """What each body does, and what each role holds."""
        for role in (*ROLES, "PERFORMS"):
            for k in self.links(role):
                self.put("role_statements", role, k["id"])
                self.put("role_holders", role, k["from"])
                self.put("role_targets", role, k["to"])
                target = ("duty:",) if role in ("LEADS", "ASSISTS") else ("duty:", "item:")
                own = role in ("LEADS", "ASSISTS", "SUPERVISES", "ENFORCES", "APPROVES")
                if own and k["from"].startswith("org:") and k["to"].startswith(target):
                    self.put(f"organisation_{role.lower()}", k["from"], k["to"])
        for kind, number in (("HAS_MEMBER", "memberships"), ("LED_BY", "bodies_led")):
            for k in self.links(kind, target="org:"):
                if self.running(k["from"]):
                    self.put(f"organisation_{number}", k["to"], k["from"])
        for f in self.found:
            if f["thing"].startswith("org:"):
                self.put("organisation_findings", f["thing"], f["finding"])

    def levels(self) -> None:
        """By level and by area."""
        areas = {self.get(r, "code"): r for r in self.nodes("Region")}
        kinds = {
            "Duty": "duties",
            "ApprovalItem": "items",
            "Organization": "organisations",
            "CoordinatingBody": "bodies",
        }
        for kind, what in kinds.items():
            for node in self.nodes(kind):
                counted = {"Organization": self.living, "CoordinatingBody": self.running}.get(kind, bool)(
                    node
                )
                if counted and (area := areas.get(self.get(node, "region"))):
                    self.put(f"region_{what}", area, node)
                if counted and kind != "Organization":
                    self.put(f"level_{what}", self.get(node, "level"), node)

    def coordination(self) -> None:
        """The register of coordinating bodies."""
        for k in self.links("LISTED_IN", "body:"):
            if self.get(k["to"], "kind") != "bodies":
                continue
            body, kind, refused = k["from"], self.get(k["from"], "kind"), self.refused(k["from"])
            self.put("status_bodies", self.get(body, "status"), body)
            self.put("kind_refused" if refused else "kind_bodies", kind, body)
            self.put("refused_bodies" if refused else "bodies", "", body)
            if self.get(body, "status") == "active":
                self.put("kind_running", kind, body)
            if not refused and kind in STANDING:
                self.put("standing_bodies", "", body)
            elif not refused and kind:
                self.put({"task_force": "task_forces", "temporary": "temporary_bodies"}[kind], "", body)
        for k in self.links("LAST_REVIEWED"):
            self.put("opinion_bodies", self.get(k["to"], "opinion"), k["from"])
        for k in self.links("UNDER"):
            if not self.refused(k["from"]):
                self.put("part_bodies", k["to"], k["from"])
                if self.get(k["from"], "kind") == "special_committee":
                    self.put("part_committees", k["to"], k["from"])

    def chains(self) -> None:
        """Steps and hand-overs."""
        for stage in self.nodes("Stage"):
            self.put("stage_steps", self.get(stage, "kind"), stage)
            if self.get(stage, "waived"):
                self.put("stage_waived", self.get(stage, "kind"), stage)
        for k in self.links("PERFORMS"):
            self.put("stage_performed", self.get(k["to"], "kind"), k["to"])
        for hand in self.nodes("Handoff"):
            self.put("handoff_contracts", self.get(hand, "kind"), hand)
            if self.get(hand, "push_limit_text"):
                self.put("handoff_limits", self.get(hand, "kind"), hand)
            if self.get(hand, "returns"):
                self.put("handoff_returns", self.get(hand, "kind"), hand)
        for k in self.links("RECEIVED_BY", target="org:"):
            self.put("handoff_received", self.get(k["from"], "kind"), k["from"])
