"""Which matters may be one and the same: pairs to be put before a person, each with what speaks for it.

Nothing is decided here. Two matters beside each other in different lists of one region may be the same; one that
went and one that came since may be the same in other words, or a part of it; one that a handbook words otherwise and
says it drew from another may be that other. What a list itself says is apart (two entries of one list, an upper
matter and what comes down from it) is not proposed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log

from graph.decisions import pairs
from graph.ids import normal
from graph.matters import Matter, bare, matters
from graph.record import Record

LIMIT = 50
_EACH = 3  # proposals for one matter at most
_ENOUGH, _TITLE = 0.6, 0.45  # the whole score, and the title's share of it, from which a pair is proposed
_ALIKE = 0.6  # from here on a title speaks for a pair; below, against it
_COVERED, _MORE = 0.7, 0.15  # of a title found in the other; how much more of it several must cover than one
# What may be said for and against a pair; a share in percent, or what differs, may follow in brackets.
FOR = {
    "title": "题目相近", "roles": "相同角色的相同机构", "basis": "相同依据", "domains": "同一领域", "region": "同一地区",
    "drawn": "清单写明摘自该事项",
}  # fmt: skip
AGAINST = {
    "title": "题目差别较大", "roles": "没有相同角色的相同机构", "basis": "依据不同", "domains": "领域不同",
    "lead": "主办单位不同", "level": "层级不同", "numbers": "题目里的数字不同", "gap": "一个删去之后隔了几版，另一个才出现",
}  # fmt: skip
_NUMBERS = re.compile(r"\d+|(?<=第)[一二三四五六七八九十]+|[一二三四五六七八九十甲乙丙丁]+(?=[级类期批])")


@dataclass(frozen=True, slots=True)
class Match:
    """A pair that may be one matter. `relation` is what it looks like; `score` in percent; `speaks` and `against`
    in words (see FOR and AGAINST); `lists` are those that hold one of the two, or did when it went."""

    older: str
    newer: str
    kind: str
    older_name: str
    newer_name: str
    region: str
    relation: str
    score: int
    speaks: tuple[str, ...]
    against: tuple[str, ...]
    lists: tuple[str, ...]


def propose(record: Record, limit: int | None = LIMIT, list_id: str | None = None) -> list[Match]:
    """Pairs of the current edition, and of matters that went with those that came; the likeliest first.

    At most `limit` (None: all), only those of which one stands in the list `list_id` where it is given. A pair that
    was decided, whichever way, does not come back. Raises UnknownEdition before the first load.
    """
    no = record.edition(None).no
    with record.engine.connect() as c:
        here, gone = matters(c, no)
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
    return [m for m in kept if not list_id or list_id in m.lists][:limit]


class _Weights:
    """How much two titles share; what stands in many titles (管理, 监督) counts for little."""

    def __init__(self, matters: Sequence[Matter]) -> None:
        grams = {m.id: m.grams for m in matters}
        seen = Counter(g for one in grams.values() for g in one)
        self._weight = {g: log(1 + len(matters) / n) for g, n in seen.items()}
        self._grams = grams
        self._whole = {i: self._sum(g) for i, g in grams.items()}
        self._names = {m.id: bare(m.name) for m in matters}

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
            score, speaks, against = _score(one, other, weigh)
            if score >= _ENOUGH and other.id not in one.drawn and one.id not in other.drawn:
                yield _match(one, other, "same", score, speaks, against)
    known = {m.id: m for m in here}
    for one in here:  # an entry that a handbook words otherwise is the newer
        for other in (known[i] for i in sorted(one.drawn) if i in known and known[i].region == one.region):
            score, speaks, against = _score(other, one, weigh)
            yield _match(other, one, "same", (1 + score) / 2, (FOR["drawn"], *speaks), against)


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
    for (old_id, new_id), (score, *signs) in sorted(likely.items(), key=lambda x: (-x[1][0], x[0])):
        if score >= _ENOUGH and not {old_id, new_id} & taken:
            taken |= {old_id, new_id}
            yield _match(known[old_id], known[new_id], "reworded", score, *signs)


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


def _score(one: Matter, other: Matter, weigh: _Weights) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """How likely a pair is one matter, from 0 to 1; what speaks for it, and what against."""
    title = weigh.likeness(one.id, other.id)
    shares = {
        "roles": _overlap(one.roles, other.roles),
        "basis": _overlap(one.basis, other.basis),
        "domains": _overlap(one.domains, other.domains),
    }
    # What a list leaves open speaks neither way.
    said = {name: share for name, share in shares.items() if share is not None}
    rest = sum(said.values()) / len(said) if said else title
    speaks = [f"{FOR['title']}（{round(100 * title)}%）"] if title >= _ALIKE else []
    speaks += [f"{FOR[name]}（{round(100 * share)}%）" for name, share in said.items() if share > 0]
    against = [] if title >= _ALIKE else [f"{AGAINST['title']}（{round(100 * title)}%）"]
    against += [AGAINST[name] for name, share in said.items() if share == 0]
    score = 0.7 * title + 0.3 * rest
    # Titles too unlike are not enough, whatever else speaks.
    score = score if title >= _TITLE else min(score, _ENOUGH - 0.01)
    return score, (*speaks, FOR["region"]), (*against, *_differing(one, other))


def _differing(one: Matter, other: Matter) -> list[str]:
    """What else speaks against two matters being one; it bears on no score, a person weighs it."""
    leads = [{body for role, body in m.roles if role == "LEADS"} for m in (one, other)]
    made = [AGAINST["lead"]] if all(leads) and not leads[0] & leads[1] else []
    if one.level and other.level and one.level != other.level:
        made.append(f"{AGAINST['level']}（{one.level}、{other.level}）")
    if set(_NUMBERS.findall(normal(one.name))) != set(_NUMBERS.findall(normal(other.name))):
        made.append(AGAINST["numbers"])
    if any(a.went is not None and a.went < b.came for a, b in ((one, other), (other, one))):
        made.append(AGAINST["gap"])
    return made


def _overlap(one: set[str] | set[tuple[str, str]], other: set[str] | set[tuple[str, str]]) -> float | None:
    return len(one & other) / len(one | other) if one and other else None


def _match(
    old: Matter, new: Matter, relation: str, score: float, speaks: tuple[str, ...], against: tuple[str, ...]
) -> Match:
    lists = tuple(sorted(old.lists | new.lists))
    return Match(
        old.id,
        new.id,
        old.kind,
        old.name,
        new.name,
        old.region,
        relation,
        round(100 * score),
        speaks,
        against,
        lists,
    )
