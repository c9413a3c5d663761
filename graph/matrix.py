"""Who does what in which domain: matters counted by body, domain and role, and the matters behind each count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.ontology import load
from graph.order import natural
from graph.reader import Reader
from graph.rule import SEVERITIES
from graph.store import Row

ROLES = tuple(
    k.name for k in load().links.values()
    if k.group == "role" and "Organization" in k.sources and "Duty" in k.targets
)  # fmt: skip
POWERS = ("APPROVES", "LEADS", "SUPERVISES", "ENFORCES")
_FILTER = "($region = '' OR d.region = $region) AND ($level = '' OR d.level CONTAINS $level)"
_CELLS = (
    "MATCH (o:Organization)-[:{role}]->(d:Duty|ApprovalItem)-[:IN_DOMAIN]->(m:Domain) "
    f"WHERE {_FILTER} AND ($kind = '' OR o.kind = $kind) "
    "RETURN o.id AS org, m.name AS domain, count(DISTINCT d.id) AS n"
)
_HELD = (
    "MATCH (o:Organization|NamedGroup|CoordinatingBody)-[:{role}]->(d:Duty|ApprovalItem)-[:IN_DOMAIN]->(m:Domain) "
    f"WHERE {_FILTER} RETURN m.name AS domain, count(DISTINCT d.id) AS n"
)
_FILED = (
    "MATCH (d:Duty|ApprovalItem)-[:IN_DOMAIN]->(m:Domain) "
    f"WHERE {_FILTER} RETURN d.id AS id, m.name AS domain, m.position AS place"
)
_BODIES = "MATCH (o:Organization) RETURN o.id AS id, o.name AS name, o.kind AS kind, o.region AS region, o.status AS status"
_CHOICES = "MATCH (d:Duty|ApprovalItem)-[:IN_DOMAIN]->(m:Domain) RETURN DISTINCT d.region AS region, d.level AS level"
_OF_BODY = (
    "MATCH (o:Organization {{id: $org}})-[l:{roles}]->(d:Duty|ApprovalItem)-[:IN_DOMAIN]->(m:Domain) "
    f"WHERE {_FILTER} AND ($domain = '' OR m.name = $domain) "
    "RETURN d.id AS id, d.name AS name, d.level AS level, d.region AS region, m.name AS domain, "
    "l.id AS link, l.scope AS scope, l.text AS text"
)
_OF_DOMAIN = (
    "MATCH (d:Duty|ApprovalItem)-[:IN_DOMAIN]->(m:Domain) "
    f"WHERE {_FILTER} AND ($domain = '' OR m.name = $domain) {{more}}"
    "RETURN DISTINCT d.id AS id, d.name AS name, d.level AS level, d.region AS region, m.name AS domain"
)
_ANYONE = "EXISTS {{ MATCH (o:Organization|NamedGroup|CoordinatingBody)-[:{role}]->(d) }} "


@dataclass(frozen=True, slots=True)
class Filters:
    """What to count: matters of a region and level, bodies of a kind; "" leaves that open."""

    region: str = ""
    level: str = ""
    kind: str = ""

    def params(self) -> dict[str, str]:
        """As parameters of the queries on matters."""
        return {"region": self.region, "level": self.level}


@dataclass(slots=True)
class Cell:
    """Matters of one body in one domain: how many by role, and the findings that name both."""

    roles: dict[str, int] = field(default_factory=dict)
    findings: int = 0
    worst: str | None = None

    @property
    def total(self) -> int:
        """Roles held, over all kinds of role."""
        return sum(self.roles.values())

    def mark(self, severity: str) -> None:
        """Count one finding."""
        order = list(SEVERITIES)
        self.findings += 1
        if self.worst is None or order.index(severity) < order.index(self.worst):
            self.worst = severity


@dataclass(slots=True)
class Matrix:
    """`domains` in the order of the index with their sums (`matters` counts matters, whoever holds them);
    `bodies` as rows with `id`, `name`, `kind`, `region`, `status`; `cells` by (body, domain); `sums` by body."""

    domains: dict[str, Cell]
    matters: dict[str, int]
    bodies: dict[str, Row]
    cells: dict[tuple[str, str], Cell]
    sums: dict[str, Cell]


def matrix(reader: Reader, filters: Filters | None = None) -> Matrix:
    """Bodies against domains. Domains of one name are one column, whichever list or region uses them."""
    filters = filters or Filters()
    filed = reader.read_all(_FILED, **filters.params())
    place = {row["domain"]: 10**6 for row in filed}
    of_matter: dict[str, set[str]] = defaultdict(set)
    for row in filed:
        of_matter[row["id"]].add(row["domain"])
        if row["place"] is not None:
            place[row["domain"]] = min(place[row["domain"]], row["place"])
    made = Matrix({}, {}, {}, {}, {})
    for name in sorted(place, key=lambda n: (place[n], n)):
        made.domains[name] = Cell()
        made.matters[name] = 0
    for names in of_matter.values():
        for name in names:
            made.matters[name] += 1
    for role in ROLES:
        for row in reader.read_all(_CELLS.format(role=role), **filters.params(), kind=filters.kind):
            sums = made.sums.setdefault(row["org"], Cell())
            cell = made.cells.setdefault((row["org"], row["domain"]), Cell())
            for counted in (cell, sums, made.domains[row["domain"]]):
                counted.roles[role] = counted.roles.get(role, 0) + row["n"]
    known = {row["id"]: row for row in reader.read_all(_BODIES)}
    made.bodies = {org: known[org] for org in sorted(made.sums)}
    _mark(made, reader, of_matter)
    return made


def _mark(made: Matrix, reader: Reader, of_matter: Mapping[str, set[str]]) -> None:
    """Open findings, each once a cell, a body and a domain."""
    for found in reader.findings():
        if found["state"] != "open":
            continue
        named = {n for n in found["evidence"] if n in of_matter}
        domains = {d for n in named for d in of_matter[n]}
        bodies = [n for n in dict.fromkeys(found["evidence"]) if n in made.sums]
        for domain in domains:
            made.domains[domain].mark(found["severity"])
        for body in bodies:
            met = [d for d in domains if (body, d) in made.cells]
            for domain in met:
                made.cells[body, domain].mark(found["severity"])
            if met:
                made.sums[body].mark(found["severity"])


def powers(reader: Reader, filters: Filters | None = None) -> dict[str, dict[str, int]]:
    """For each domain, in how many of its matters each power of POWERS is held by somebody."""
    params = (filters or Filters()).params()
    made: dict[str, dict[str, int]] = defaultdict(dict)
    for role in POWERS:
        for row in reader.read_all(_HELD.format(role=role), **params):
            made[row["domain"]][role] = row["n"]
    return dict(made)


def choices(reader: Reader) -> dict[str, list[str]]:
    """Values to filter by that occur: regions and levels of matters in domains, kinds of body."""
    rows = reader.read_all(_CHOICES)
    levels = {part for row in rows for part in (row["level"] or "").replace("/", "、").split("、")}
    kinds = load().nodes["Organization"].properties["kind"].values or {}
    used = {row["kind"] for row in reader.read_all(_BODIES)}
    return {
        "region": sorted({row["region"] for row in rows if row["region"]}),
        "level": sorted(part.strip() for part in levels if part.strip()),
        "kind": [name for name in kinds if name in used],
    }


def matters(
    reader: Reader, filters: Filters | None = None, org: str = "", domain: str = "",
    roles: Iterable[str] = (), without: str = "",
) -> list[dict[str, Any]]:  # fmt: skip
    """The matters behind a count, by title: of a body (`org`, with what it does in `held`), of a domain, or both.

    `roles` keeps matters in which one of these roles is held (by the body, where one is given); `without`
    keeps those in which nobody holds that role. Names that are no roles are left out of the question.
    """
    params = (filters or Filters()).params() | {"domain": domain}
    wanted = [role for role in roles if role in ROLES]
    if org:
        query = _OF_BODY.format(roles="|".join(wanted or ROLES))
        rows = reader.read_all(query, **params, org=org)
    else:
        more = "".join("AND " + _ANYONE.format(role=role) for role in wanted[:1])
        if without in ROLES:
            more += "AND NOT " + _ANYONE.format(role=without)
        rows = reader.read_all(_OF_DOMAIN.format(more=more), **params)
    made: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda r: (natural(r["name"]), r["id"], str(r.get("link")), r["domain"])):
        kept = ("id", "name", "level", "region")
        one = made.setdefault(row["id"], {**{k: row[k] for k in kept}, "domains": [], "held": []})
        if row["domain"] not in one["domains"]:
            one["domains"].append(row["domain"])
        held = (
            {"role": str(row["link"]).partition("-")[0], **{k: row[k] for k in ("link", "scope", "text")}}
            if org
            else None
        )
        if held and held not in one["held"]:
            one["held"].append(held)
    return list(made.values())
