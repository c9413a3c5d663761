"""What the answers must be, written from the design's words over plain statements: slow, plain, and independent.

Nothing here reads a store or shares code with the answers; a difference is a fault of one of the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graph.statement import Batch, Statement

Cell = tuple[str, str]
PLACES = {
    "lead": "LEADS", "assistants": "ASSISTS", "shares": "SHARES", "guides": "GUIDES", "coordinators": "COORDINATES",
    "involved": "INVOLVED_IN", "approvers": "APPROVES", "supervisors": "SUPERVISES", "enforcers": "ENFORCES",
}  # fmt: skip


class City:
    """Statements by kind, and the cells that say each."""

    def __init__(self, statements: Iterable[Statement], batch: Batch) -> None:
        self.nodes: dict[str, Mapping[str, Any]] = {}
        self.kinds: dict[str, str] = {}
        self.links: list[Statement] = []
        for s in statements:
            if s.object is None:
                self.nodes[s.id], self.kinds[s.id] = s.properties, s.kind
            else:
                self.links.append(s)
        self.cells: dict[str, set[Cell]] = defaultdict(set)
        self.lists: dict[str, set[str]] = defaultdict(set)
        for m in batch.mentions:
            self.cells[m.statement.id].add((m.file, m.cell))
            self.lists[m.statement.id].add(m.list_id)

    def into(self, kind: str, target: str) -> list[Statement]:
        return [s for s in self.links if s.kind == kind and s.object == target]

    def out_of(self, kind: str, source: str) -> list[Statement]:
        return [s for s in self.links if s.kind == kind and s.subject == source]

    def has_ended(self, body: str) -> bool:
        return self.nodes[body].get("status", "active") != "active" and body.startswith("org:")

    def reach(self, kind: str, start: str) -> set[str]:
        """All that can be reached over one or more links of a kind."""
        found: set[str] = set()
        edge = [start]
        while edge:
            edge = [str(s.object) for b in edge for s in self.out_of(kind, b) if s.object not in found]
            found |= set(edge)
        return found

    def heirs(self, body: str) -> set[str]:
        """The living bodies that an ended one leads to, over any number of successions."""
        if not self.has_ended(body):
            return set()
        return {h for h in self.reach("SUCCEEDED_BY", body) if not self.has_ended(h) and h != body}

    def party(self, link: Statement, body: str) -> tuple[Any, ...]:
        """What an answer must say of one party."""
        standing = "stated"
        if link.properties.get("inferred"):
            standing = "inferred"
        elif link.properties.get("confirmed"):
            standing = "confirmed"
        heirs = tuple(sorted(self.heirs(body)))
        cells = tuple(sorted(self.cells[link.id]))
        return (body, link.properties.get("scope"), standing, self.has_ended(body), heirs, cells)

    def parties(self, kind: str, target: str) -> list[tuple[Any, ...]]:
        return sorted((self.party(s, s.subject) for s in self.into(kind, target)), key=repr)

    # -- who ---------------------------------------------------------------------------------------

    def who(self, thing: str) -> dict[str, Any]:
        """Parties by place, and the codes of the reasons in their fixed order."""
        answer: dict[str, Any] = {place: self.parties(role, thing) for place, role in PLACES.items()}
        needed = ["approvers", "supervisors"] if self.kinds[thing] == "ApprovalItem" else ["lead"]
        named = [p for place in needed for p in answer[place]]
        everyone = [p for place in PLACES for p in answer[place]]
        leads = {p[0] for p in answer["lead"] if p[0].startswith("org:")}
        leads_by_list: dict[str, set[str]] = defaultdict(set)
        for link in self.into("LEADS", thing):
            for one in self.lists[link.id]:
                leads_by_list[one].add(link.subject)
        conditions = {
            "NO_LEAD": any(not answer[place] for place in needed),
            "SEVERAL_LEADS": len(leads) > 1,
            "LEVEL_ONLY": any(
                answer[place] and all(p[0].startswith("grp:") for p in answer[place]) for place in needed
            ),
            "ORG_ENDED": any(p[3] for p in named),
            "UNRESOLVED_NAME": any(self.nodes[p[0]].get("kind") == "unresolved" for p in everyone),
            "LISTS_CONFLICT": len({frozenset(v) for v in leads_by_list.values()}) > 1,
        }
        answer["reasons"] = [code for code, holds in conditions.items() if holds]
        answer["basis"] = sorted(str(s.object) for s in self.out_of("BASED_ON", thing))
        return answer

    def found_by(self, text: str) -> list[str]:
        """Duties and items that a text names best: by the whole name, a wording, its beginning, any part."""
        wanted = text.replace(" ", "")
        if not wanted:
            return []
        askable = {k: n for k, n in self.nodes.items() if self.kinds[k] in ("Duty", "ApprovalItem")}
        names = {k: str(n["name"]).replace(" ", "") for k, n in askable.items()}
        wordings = {k: [a.replace(" ", "") for a in n.get("aliases", [])] for k, n in askable.items()}
        ways = (
            lambda k: names[k] == wanted,
            lambda k: wanted in wordings[k],
            lambda k: names[k].startswith(wanted),
            lambda k: wanted in names[k] or any(wanted in a for a in wordings[k]),
        )
        for way in ways:
            if hits := sorted(k for k in askable if way(k)):
                return hits
        return []

    # -- chain -------------------------------------------------------------------------------------

    def chain(self, item: str) -> list[tuple[Any, ...]]:
        """The steps: (what, nodes it stands for, parties, whether something is missing)."""
        approvers, supervisors = self.parties("APPROVES", item), self.parties("SUPERVISES", item)
        steps: list[tuple[Any, ...]] = [("approval", [item], approvers, not approvers)]
        stages = [str(s.object) for s in self.out_of("HAS_STAGE", item)]
        for stage in sorted(stages, key=lambda s: (self.nodes[s].get("position", 0), s)):
            people = self.parties("PERFORMS", stage)
            steps.append(("stage", [stage], people, not people and "waived" not in self.nodes[stage]))
        handoffs = sorted({str(s.object) for s in self.out_of("HANDS_OFF", item)})
        if not handoffs:  # a list may have one contract for all its items
            lists = [str(s.object) for s in self.out_of("LISTED_IN", item)]
            handoffs = sorted({str(s.object) for one in lists for s in self.out_of("HANDS_OFF", one)})
        for handoff in handoffs:
            receivers = [self.party(s, str(s.object)) for s in self.out_of("RECEIVED_BY", handoff)]
            bodies = [p for p in receivers if p[0].startswith("org:")]
            steps.append(("handoff", [handoff], sorted(receivers, key=repr), not bodies))
        if not handoffs and self.apart(approvers, supervisors):
            steps.append(("handoff", [], [], True))
        for duty in sorted({str(s.object) for h in handoffs for s in self.out_of("OPENS", h)}):
            people = sorted((p for role in PLACES.values() for p in self.parties(role, duty)), key=repr)
            steps.append(("duty", [duty], people, not self.into("LEADS", duty)))
        steps.append(("supervision", [], supervisors, not supervisors))
        if enforcers := self.parties("ENFORCES", item):
            steps.append(("enforcement", [], enforcers, False))
        return steps

    def apart(self, approvers: list[tuple[Any, ...]], supervisors: list[tuple[Any, ...]]) -> bool:
        """Whether approval and supervision lie with bodies that are not one, above, below or heir of the other."""
        one, other = ({p[0] for p in side if p[0].startswith("org:")} for side in (approvers, supervisors))
        related = any(
            a == b or b in self.above(a) or a in self.above(b) or b in self.heirs(a) or a in self.heirs(b)
            for a in one
            for b in other
        )
        return bool(one and other and not related)

    def above(self, body: str) -> set[str]:
        return self.reach("PART_OF", body) - {body}

    # -- ways and surroundings ---------------------------------------------------------------------

    def neighbours(self, derived: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
        near: dict[str, set[str]] = {n: set() for n in self.nodes}
        for a, b in [*((s.subject, str(s.object)) for s in self.links), *derived]:
            near[a].add(b)
            near[b].add(a)
        return near


def distances(near: Mapping[str, set[str]], start: str, allowed: set[str]) -> dict[str, int]:
    """How many links each thing is away, by relaxing until nothing changes."""
    far = {start: 0}
    changed = True
    while changed:
        changed = False
        for node, steps in list(far.items()):
            for other in near[node] & allowed:
                if far.get(other, 10**9) > steps + 1:
                    far[other] = steps + 1
                    changed = True
    return far
