"""Which matters may be one and the same: pairs to be put before a person, each with what speaks for it.

Nothing is decided here. Two matters beside each other in different lists of one region may be the same; one that
went and one that came since may be the same in other words, or a part of it; one that a handbook words otherwise and
says it drew from another may be that other. What a list itself says is apart (two entries of one list, an upper
matter and what comes down from it) is not proposed.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from math import log

import sqlalchemy as sa

from graph import record_schema as t
from graph.decisions import pairs
from graph.ids import normal
from graph.living import living
from graph.ontology import load
from graph.record import Record

KINDS = ("Duty", "ApprovalItem")
LIMIT = 50
_PUNCTUATION = re.compile(r"[^\w]|的")
# Links by which lists say themselves how two matters hang together.
_TIED = ("CASCADES_TO", "MATCHES", "RELATED_TO")
_EACH = 3  # proposals for one matter at most
_ENOUGH, _TITLE = 0.6, 0.45  # the whole score, and the title's share of it, from which a pair is proposed
_COVERED, _MORE = 0.7, 0.15  # of a title found in the other; how much more of it several must cover than one


@dataclass(slots=True)
class Matter:
    """One duty or item, with what may speak for its being another one. `roles` are (role, body)."""

    id: str
    kind: str
    name: str
    region: str
    operation: str | None = None
    lists: set[str] = field(default_factory=set)
    roles: set[tuple[str, str]] = field(default_factory=set)
    basis: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    tied: set[str] = field(default_factory=set)
    drawn: set[str] = field(default_factory=set)
    came: int = 0
    went: int | None = None

    @property
    def grams(self) -> Counter[str]:
        """Pairs of neighbouring characters of the title, without punctuation."""
        title = _PUNCTUATION.sub("", normal(self.name))
        return Counter(title[i : i + 2] for i in range(max(1, len(title) - 1)))


@dataclass(frozen=True, slots=True)
class Match:
    """A pair that may be one matter. `relation` is what it looks like; `score` in percent; `speaks` in words."""

    older: str
    newer: str
    kind: str
    older_name: str
    newer_name: str
    region: str
    relation: str
    score: int
    speaks: tuple[str, ...]


def propose(record: Record, limit: int = LIMIT) -> list[Match]:
    """Pairs of the current edition, and of matters that went with those that came; the likeliest first.

    A pair that was decided, whichever way, does not come back. Raises UnknownEdition before the first load.
    """
    no = record.edition(None).no
    with record.engine.connect() as c:
        here, gone = _matters(c, no)
        decided = {frozenset((p.older, p.newer)) for p in pairs(c)}
    weigh = _Weights([*here, *gone])
    found = [*_beside(here, weigh), *_since(gone, here, weigh)]
    found = [m for m in found if frozenset((m.older, m.newer)) not in decided]
    found.sort(key=lambda m: (-m.score, m.kind, m.older, m.newer))
    counts: Counter[str] = Counter()
    kept = []
    for match in found:
        counts.update((match.older, match.newer))
        if max(counts[match.older], counts[match.newer]) <= _EACH:
            kept.append(match)
    return kept[:limit]


class _Weights:
    """How much two titles share; what stands in many titles (管理, 监督) counts for little."""

    def __init__(self, matters: Sequence[Matter]) -> None:
        grams = {m.id: m.grams for m in matters}
        seen = Counter(g for one in grams.values() for g in one)
        self._weight = {g: log(1 + len(matters) / n) for g, n in seen.items()}
        self._grams = grams
        self._whole = {i: self._sum(g) for i, g in grams.items()}
        self._names = {m.id: _PUNCTUATION.sub("", normal(m.name)) for m in matters}

    def _sum(self, grams: Mapping[str, int]) -> float:
        return sum(self._weight[g] * n for g, n in grams.items())

    def likeness(self, one: str, other: str) -> float:
        """From 0 to 1: the mean of shared pairs of characters, weighted, and of difflib's ratio."""
        shared = self._sum(self._grams[one] & self._grams[other])
        dice = 2 * shared / (self._whole[one] + self._whole[other])
        return (
            dice + SequenceMatcher(None, self._names[one], self._names[other], autojunk=False).ratio()
        ) / 2

    def covered(self, whole: str, parts: Iterable[str]) -> float:
        """How much of a title stands in some others together."""
        joined: Counter[str] = Counter()
        for part in parts:
            joined |= self._grams[part]
        return self._sum(self._grams[whole] & joined) / self._whole[whole]

    def near(self, one: Matter, others: Mapping[str, list[Matter]]) -> list[Matter]:
        """Those of others (by the pairs of characters in their titles) that share a telling part of the title."""
        shared: Counter[str] = Counter()
        known = {}
        for gram, n in self._grams[one.id].items():
            for other in others.get(gram, ()):
                shared[other.id] += self._weight[gram] * n  # type: ignore[assignment]
                known[other.id] = other
        least = {i: 0.3 * min(self._whole[one.id], self._whole[i]) for i in shared}
        return [known[i] for i in sorted(shared) if i != one.id and shared[i] >= least[i]]


def _by_gram(matters: Iterable[Matter]) -> dict[tuple[str, str], dict[str, list[Matter]]]:
    """Matters by kind and region, and then by the pairs of characters in their titles."""
    made: dict[tuple[str, str], dict[str, list[Matter]]] = defaultdict(lambda: defaultdict(list))
    for matter in matters:
        for gram in matter.grams:
            made[matter.kind, matter.region][gram].append(matter)
    return made


def _beside(here: Sequence[Matter], weigh: _Weights) -> Iterable[Match]:
    places = _by_gram(here)
    for one in here:
        for other in weigh.near(one, places[one.kind, one.region]):
            # The older is the one that came first; of one load, the one whose id sorts first.
            if (one.came, one.id) > (other.came, other.id) or one.lists & other.lists or _apart(one, other):
                continue
            score, speaks = _score(one, other, weigh)
            if score >= _ENOUGH and other.id not in one.drawn and one.id not in other.drawn:
                yield _match(one, other, "same", score, speaks)
    known = {m.id: m for m in here}
    for one in here:  # an entry that a handbook words otherwise is the newer
        for other in (known[i] for i in sorted(one.drawn) if i in known and known[i].region == one.region):
            score, speaks = _score(other, one, weigh)
            yield _match(other, one, "same", (1 + score) / 2, ("清单写明摘自该事项", *speaks))


def _since(gone: Sequence[Matter], here: Sequence[Matter], weigh: _Weights) -> Iterable[Match]:
    places = _by_gram(here)
    after: dict[str, list[Matter]] = {}
    before: dict[str, list[Matter]] = defaultdict(list)
    likely = {}
    for old in gone:
        near = weigh.near(old, places.get((old.kind, old.region), {}))
        after[old.id] = [n for n in near if n.came >= (old.went or 0) and not _apart(old, n)]
        for new in after[old.id]:
            likely[old.id, new.id] = _score(old, new, weigh)
            before[new.id].append(old)
    taken: set[str] = set()
    known = {m.id: m for m in [*gone, *here]}
    for old in gone:
        parts = [n for n in after[old.id] if weigh.covered(n.id, [old.id]) >= _COVERED]
        if _together(old, parts, weigh):
            taken |= {old.id, *(n.id for n in parts)}
            yield from (_match(old, n, "split", *likely[old.id, n.id]) for n in parts)
    for new in here:
        wholes = [o for o in before.get(new.id, ()) if weigh.covered(o.id, [new.id]) >= _COVERED]
        if new.id not in taken and _together(new, wholes, weigh):
            taken |= {new.id, *(o.id for o in wholes)}
            yield from (_match(o, new, "merged", *likely[o.id, new.id]) for o in wholes)
    for (old_id, new_id), (score, speaks) in sorted(likely.items(), key=lambda x: (-x[1][0], x[0])):
        if score >= _ENOUGH and not {old_id, new_id} & taken:
            taken |= {old_id, new_id}
            yield _match(known[old_id], known[new_id], "reworded", score, speaks)


def _together(whole: Matter, parts: Sequence[Matter], weigh: _Weights) -> bool:
    """Whether several titles together hold clearly more of one than any of them alone."""
    if len(parts) < 2:
        return False
    alone = max(weigh.covered(whole.id, [p.id]) for p in parts)
    return weigh.covered(whole.id, [p.id for p in parts]) >= max(_COVERED, alone + _MORE)


def _apart(one: Matter, other: Matter) -> bool:
    """Whether the lists say that the two are not one, or how they hang together."""
    steps = one.operation != other.operation and bool(one.operation and other.operation)
    return steps or other.id in one.tied or one.id in other.tied


def _score(one: Matter, other: Matter, weigh: _Weights) -> tuple[float, tuple[str, ...]]:
    title = weigh.likeness(one.id, other.id)
    shares = {
        "相同角色的相同机构": _overlap(one.roles, other.roles),
        "相同依据": _overlap(one.basis, other.basis),
        "同一领域": _overlap(one.domains, other.domains),
    }
    # What a list leaves open speaks neither way.
    said = {name: share for name, share in shares.items() if share is not None}
    rest = sum(said.values()) / len(said) if said else title
    speaks = [f"题目相近（{round(100 * title)}%）"]
    speaks += [f"{name}（{round(100 * share)}%）" for name, share in said.items() if share > 0]
    score = 0.7 * title + 0.3 * rest
    # Titles too unlike are not enough, whatever else speaks.
    return score if title >= _TITLE else min(score, _ENOUGH - 0.01), (*speaks, "同一地区")


def _overlap(one: set[str] | set[tuple[str, str]], other: set[str] | set[tuple[str, str]]) -> float | None:
    return len(one & other) / len(one | other) if one and other else None


def _match(old: Matter, new: Matter, relation: str, score: float, speaks: tuple[str, ...]) -> Match:
    return Match(
        old.id, new.id, old.kind, old.name, new.name, old.region, relation, round(100 * score), speaks
    )


def _matters(c: sa.Connection, no: int) -> tuple[list[Matter], list[Matter]]:
    """The matters of edition `no`, and those of earlier editions that it no longer has, as they were last."""
    s = t.statement.c
    nodes = sa.select(s.id, s.kind, s.properties, s.added_in, s.removed_in).where(
        s.kind.in_(KINDS), s.added_in <= no
    )
    last: dict[str, Matter] = {}
    for node in c.execute(nodes.order_by(s.row)):
        said = json.loads(node.properties)
        came = last[node.id].came if node.id in last else node.added_in
        last[node.id] = Matter(
            node.id, node.kind, said["name"], said.get("region") or "", said.get("operation"), came=came,
            went=node.removed_in if node.removed_in is not None and node.removed_in <= no else None,
        )  # fmt: skip
    ended = {m.went for m in last.values() if m.went is not None}
    roles = {k.name for k in load().links.values() if k.group == "role"}
    kinds = [*roles, "LISTED_IN", "BASED_ON", "IN_DOMAIN", "DRAWN_FROM", *_TIED]
    links = sa.select(s.kind, s.subject, s.object, s.removed_in).where(s.kind.in_(kinds), s.added_in <= no)
    links = links.where(sa.or_(living(t.statement, no), s.removed_in.in_(sorted(ended))))
    for row in c.execute(links).all():
        for end, other in ((row.subject, row.object), (row.object, row.subject)):
            matter = last.get(end)
            if (
                matter is None
                or (row.removed_in if row.removed_in and row.removed_in <= no else None) != matter.went
            ):
                continue
            if row.kind in roles:
                matter.roles.add((row.kind, other))
            elif row.kind == "LISTED_IN":
                matter.lists.add(other)
            elif row.kind == "BASED_ON":
                matter.basis.add(other)
            elif row.kind == "IN_DOMAIN":
                matter.domains.add(other)
            elif row.kind == "DRAWN_FROM":
                if end == row.subject:
                    matter.drawn.add(other)
            else:
                matter.tied.add(other)
    found = sorted(last.values(), key=lambda m: m.id)
    return [m for m in found if m.went is None], [m for m in found if m.went is not None]
