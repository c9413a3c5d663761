"""Random lists and random decisions: whatever was decided, the same lists again change nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.draft import Changes, Deed, LivingMention, changes
from graph.identity import Pair
from graph.overlay import Amendment, Decided
from graph.statement import Batch, Mention, Statement
from tests.graph.lists import batch, together

DUTIES, ORGS, SCOPES = ["a", "b", "c"], ["x", "y"], ["", "东区"]
ROLE = st.tuples(
    st.sampled_from(["LEADS", "ASSISTS"]),
    st.sampled_from(ORGS),
    st.sampled_from(DUTIES),
    st.sampled_from(SCOPES),
)
ITEM = st.tuples(st.sampled_from(DUTIES), st.sampled_from(["受理", "决定"]))


def listing(name: str, roles: list[tuple[str, str, str, str]]) -> Batch:
    """A list that states all things, and some roles."""
    things = [f"duty:{d} {{name: 事项{d}, region: '379900'}}" for d in DUTIES] + [f"org:{o}" for o in ORGS]
    said = [f"org:{o} {k} duty:{d} {{scope: '{s}', text: '{name}'}}" for k, o, d, s in roles]
    return batch([*things, *said], f"list:{name}", f"{name}.xlsx")


class Office:
    """What the record would hold, without the record."""

    def __init__(self) -> None:
        self.mentions: dict[str, Mention] = {}
        self.held: dict[str, Statement] = {}
        self.decided = Decided()

    def load(self, loaded: Batch, *deeds: Deed) -> Changes:
        living = [
            LivingMention(
                k, m.list_id, m.file, m.sheet, m.cell, m.statement,
                {n: getattr(m, n) for n in ("sha256", "text", "cue", "how", "inferred")},
            )
            for k, m in self.mentions.items()
        ]  # fmt: skip
        made = changes(living, self.held, loaded, self.decided, deeds)
        for key in made.removed:
            del self.held[key]
        for key in made.mentions_removed:
            del self.mentions[key]
        self.held |= {s.id: s for s in made.added}
        self.mentions |= {m.key: m for m in made.mentions_added}
        over = {told(o.amendment) for o in made.over}
        pairs = (*self.decided.pairs, *(d for d in deeds if isinstance(d, Pair)))
        kept = (*self.decided.amendments, *(d for d in deeds if isinstance(d, Amendment)))
        self.decided = Decided(pairs, tuple(a for a in kept if told(a) not in over))
        return made


def told(amendment: Amendment) -> str:
    return str(sorted(asdict(amendment).items()))


def pair(older: str, newer: str, relation: str) -> Pair:
    return Pair(f"duty:{older}", f"duty:{newer}", relation, f"事项{older}", f"事项{newer}", sha256="s")


@given(st.data(), st.lists(ROLE, max_size=5), st.lists(ROLE, max_size=5))
def test_the_same_lists_again_change_nothing(data: Any, one: Any, other: Any) -> None:
    lists = [listing("甲", one), listing("乙", other)]
    office = Office()
    office.load(together(*lists))
    for n in range(data.draw(st.integers(0, 4), label="decisions")):
        links = sorted(
            (s for s in office.held.values() if s.kind in ("LEADS", "ASSISTS")), key=lambda s: s.id
        )
        what = data.draw(st.sampled_from(["match", "set", "remove", "add"]))
        if what == "match":
            older, newer = data.draw(st.permutations(DUTIES))[:2]
            relation = data.draw(st.sampled_from(["same", "reworded", "split", "merged"]))
            office.load(Batch(), pair(older, newer, relation))
        elif what == "add":
            kind, org, duty, scope = data.draw(ROLE)
            link = Statement.link(kind, f"org:{org}", f"duty:{duty}", scope=scope, text=f"补{n}")
            rivals = tuple(sorted({s.subject for s in links if (s.kind, s.object) == (kind, link.object)}))
            made = Amendment(
                "add", kind, link.subject, link.object, {}, dict(link.properties), rivals if kind == "LEADS" else (),
                f"{n}", "d", "b", "s",
            )  # fmt: skip
            office.load(Batch(), made)
        elif links:
            link = data.draw(st.sampled_from(links))
            values = data.draw(st.sampled_from([{"text": f"改{n}"}, {"scope": "西区"}, {"scope": None}]))
            said, values = dict(link.properties), {} if what == "remove" else values
            ends = link.kind, link.subject, link.object
            office.load(Batch(), Amendment(what, *ends, said, values, (), f"{n}", "d", "b", "s"))
        living = {m.statement.id for m in office.mentions.values() if m.list_id in ("手工更正", "事项核对")}
        assert living <= office.held.keys()
        named = {e for s in office.held.values() if not s.is_node for e in (s.subject, str(s.object))}
        assert named <= {s.id for s in office.held.values() if s.is_node}, "no link hangs in the air"
        assert all(s.subject != s.object for s in office.held.values())
    before = dict(office.held)
    for again in data.draw(st.permutations([lists[0], lists[1], together(*lists)])):
        assert office.load(again).empty
    assert office.held == before


@given(st.lists(ROLE, max_size=6), st.lists(ROLE, max_size=6), st.sampled_from(["same", "reworded"]))
def test_a_match_known_before_or_after_comes_to_the_same(one: Any, other: Any, relation: str) -> None:
    lists = [listing("甲", one), listing("乙", other)]
    known = pair("a", "b", relation)
    offices = [Office() for _ in range(3)]
    offices[0].load(together(*lists))
    offices[0].load(Batch(), known)
    for n, order in ((1, lists), (2, lists[::-1])):
        offices[n].decided = Decided((known,))
        for part in order:
            offices[n].load(part)
    assert offices[0].held == offices[1].held == offices[2].held
    assert "duty:b" not in offices[0].held
