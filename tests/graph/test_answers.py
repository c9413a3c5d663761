"""Who, chain, ways and surroundings on random small cities, against a plain oracle, on both engines."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.chain import UnknownThing, chain
from graph.compile import compile_graph, rows
from graph.ladybug_store import LadybugStore
from graph.neo4j_store import Neo4jStore
from graph.ontology import load
from graph.paths import PASSED_OVER, neighbourhood, path
from graph.reader import Reader
from graph.statement import Batch
from graph.store import Store
from graph.who import REASONS, who
from tests.conftest import wipe
from tests.graph.lists import batch, new_record, publish, together
from tests.graph.oracle import PLACES, City, distances
from tests.servers import Neo4jServer

NAMES = ("燃气安全", "燃气", "燃气安全监管", "消防", "养犬 管理")
ASKED = (*NAMES, "气", "安全", "没有这样的事", "消")
STATUSES = (None, None, "active", "merged", "abolished")
ROLES = (
    "LEADS",
    "LEADS",
    "ASSISTS",
    "SHARES",
    "COORDINATES",
    "INVOLVED_IN",
    "SUPERVISES",
    "ENFORCES",
    "APPROVES",
)


@st.composite
def cities(draw: st.DrawFn) -> Batch:
    """Two lists that state a small city: ended bodies, groups, several leads, gaps, cycles, parallel links."""
    n_bodies, n_duties, n_items = (draw(st.integers(1, n)) for n in (5, 3, 2))
    bodies = [f"org:{i}" for i in range(n_bodies)]
    groups = [f"grp:{i}" for i in range(draw(st.integers(0, 2)))]
    duties, items = [f"duty:{i}" for i in range(n_duties)], [f"item:{i}" for i in range(n_items)]
    anyone, said = st.sampled_from([*bodies, *groups]), []
    named = st.fixed_dictionaries(
        {"name": st.sampled_from(NAMES), "aliases": st.lists(st.sampled_from(NAMES), max_size=1)}
    )

    def line(*words: str, **properties: Any) -> str:
        given = ", ".join(f"{k}: {v}" for k, v in properties.items() if v is not None and v != [])
        return " ".join([*words, *([f"{{{given}}}"] if given else [])])

    for body in bodies:
        said.append(line(body, status=draw(st.sampled_from(STATUSES))))
    for group in groups:
        said.append(line(group, kind=draw(st.sampled_from(["level", "open_ended", "unresolved"]))))
    for thing in [*duties, *items]:
        said.append(
            line(
                thing,
                **{
                    k: v if k == "name" else f"[{', '.join(v)}]" if v else None
                    for k, v in draw(named).items()
                },
            )
        )
    for kind in ("PART_OF", "SUCCEEDED_BY"):
        pairs = draw(st.lists(st.tuples(st.sampled_from(bodies), st.sampled_from(bodies)), max_size=4))
        said += [line(a, kind, b) for a, b in dict.fromkeys(pairs) if a != b]

    def role(kind: str, target: str) -> str:
        return line(
            draw(anyone), kind, target, scope=draw(st.sampled_from([None, None, "东区", "西区"])),
            position=draw(st.sampled_from([None, 1, 2])), inferred=draw(st.sampled_from([None, None, "first_listed"])),
            confirmed=draw(st.sampled_from([None, "true", "false"])),
        )  # fmt: skip

    roles = [
        role(kind, target) for target in duties for kind in draw(st.lists(st.sampled_from(ROLES), max_size=4))
    ]
    for n, item in enumerate(items):
        roles += [
            role(k, item)
            for k in draw(st.lists(st.sampled_from(["APPROVES", "SUPERVISES", "ENFORCES"]), max_size=4))
        ]
        if draw(st.booleans()):
            said.append(line(item, "BASED_ON", "law:a"))
        for place in range(draw(st.integers(0, 3))):
            stage = f"stg:{n}{place}"
            said.append(line(item, "HAS_STAGE", stage))
            said.append(line(stage, kind=("intake", "testing", "decision")[place], position=draw(st.sampled_from([None, 1, 2])),
                             waived=draw(st.sampled_from([None, None, "告知承诺"]))))  # fmt: skip
            roles += [role("PERFORMS", stage) for _ in range(draw(st.integers(0, 2)))]
        hands = [(item, f"hand:{n}{h}") for h in range(draw(st.integers(0, 2)))]
        if draw(st.booleans()):
            said.append(line(item, "LISTED_IN", "list:l"))
            hands += [("list:l", "hand:l")] if draw(st.booleans()) else []
        for source, hand in hands:
            said += [line(source, "HANDS_OFF", hand), line(hand, channel="平台")]
            said += [line(hand, "RECEIVED_BY", draw(anyone)) for _ in range(draw(st.integers(0, 2)))]
            said += [
                line(hand, "OPENS", draw(st.sampled_from(duties))) for _ in range(draw(st.integers(0, 2)))
            ]
    # A link may be said only once with one identity; each role is said by the first list, the second, or both.
    where = [
        (r, draw(st.sampled_from([(1,), (1,), (2,), (1, 2)])))
        for r in {_identity(r): r for r in roles}.values()
    ]
    first = [*dict.fromkeys(said), *(r for r, lists in where if 1 in lists)]
    second = [*dict.fromkeys(said), *(r for r, lists in where if 2 in lists)]
    return together(batch(first, "list:l", "甲.xlsx"), batch(second, "list:2", "乙.xlsx"))


def _identity(line: str) -> tuple[str, ...]:
    words = line.split(" ", 3)
    scope = [w for w in ("东区", "西区") if w in line]
    return (*words[:3], *scope)


def parties(answer: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Parties of an answer in the oracle's form."""
    return sorted(
        (
            (
                p["id"], p["scope"], p["standing"], p["status"] not in (None, "active"),
                tuple(h["id"] for h in p["successors"]), tuple(sorted({(w["file"], w["cell"]) for w in p["written"]})),
            )
            for p in answer
        ),
        key=repr,
    )  # fmt: skip


def check_who(reader: Reader, city: City) -> None:
    for thing in (k for k, kind in city.kinds.items() if kind in ("Duty", "ApprovalItem")):
        answer, wanted = who(reader, thing), city.who(thing)
        assert {place: parties(answer[place]) for place in PLACES} == {
            place: wanted[place] for place in PLACES
        }
        assert [r["code"] for r in answer["reasons"]] == wanted["reasons"]
        assert [b["id"] for b in answer["basis"]] == wanted["basis"]
        assert answer == who(reader, thing)
    for text in ASKED:
        answer, hits = who(reader, text), city.found_by(text)
        if not hits:
            assert (answer["thing"], [r["code"] for r in answer["reasons"]]) == (None, ["NO_DUTY"])
        elif len(hits) > 1:
            assert (answer["thing"], [r["code"] for r in answer["reasons"]]) == (None, ["AMBIGUOUS"])
            assert sorted(c["id"] for c in answer["candidates"]) == hits
        else:
            assert answer["thing"]["id"] == hits[0]
        codes = [r["code"] for r in answer["reasons"]]
        assert codes == sorted(codes, key=list(REASONS).index)


def check_chain(reader: Reader, city: City) -> None:
    for item in (k for k, kind in city.kinds.items() if kind == "ApprovalItem"):
        answer = chain(reader, item)
        steps = [
            (s["step"], s["nodes"], parties(s["parties"]), s["missing"] is not None) for s in answer["steps"]
        ]
        assert steps == city.chain(item)
        assert len(answer["sentences"]) == len(steps)
        assert answer == chain(reader, item)
    with pytest.raises(UnknownThing):
        chain(reader, "item:nowhere")


def check_ways(reader: Reader, city: City) -> None:
    stated = {s.id for s in city.links}
    network = reader.network()
    derived = [(a, b) for a, b, key in network.edges(keys=True) if key not in stated]
    near, all_near = city.neighbours([]), city.neighbours(derived)
    assert set(network) == set(city.nodes)
    assert {key for _, _, key in network.edges(keys=True)} >= stated
    ends = sorted(city.nodes)[:4]
    for source in ends:
        for target in sorted(city.nodes)[-4:]:
            open_to_all = {n for n in city.nodes if n in (source, target) or city.kinds[n] not in PASSED_OVER}
            far = distances(near, source, open_to_all)
            answer = path(reader, source, target)
            assert answer["found"] == (target in far)
            assert answer == path(reader, source, target)
            if answer["found"]:
                ids = [s["id"] for s in answer["steps"]]
                assert (ids[0], ids[-1], len(ids) - 1, answer["length"]) == (
                    source,
                    target,
                    far[target],
                    far[target],
                )
                assert all(b in near[a] for a, b in pairwise(ids))
                assert set(ids) <= open_to_all
                assert ids == min(_ways(near, open_to_all, source, target, far[target]))
        for depth in (1, 2):
            lies = {n: d for n, d in distances(all_near, source, set(city.nodes)).items() if d <= depth}
            around = neighbourhood(reader, source, depth, limit=2000)
            assert {n["id"]: n["depth"] for n in around["nodes"]} == lies
            inside = {s.id for s in city.links if s.subject in lies and s.object in lies}
            assert {k["id"] for k in around["links"]} >= inside
            assert (around["shown"], around["total"], around["cut"]) == (len(lies), len(lies), {})
            few = neighbourhood(reader, source, depth, limit=3)
            assert (few["shown"], few["total"]) == (min(3, len(lies)), len(lies))
            left_out: dict[str, int] = defaultdict(int)
            for d in sorted(lies.values())[3:]:
                left_out[str(d)] += 1
            assert few["cut"] == left_out
            assert few == neighbourhood(reader, source, depth, limit=3)


def _ways(near: dict[str, set[str]], allowed: set[str], a: str, b: str, length: int) -> list[list[str]]:
    """Every way of a length, by trying all."""
    ways = [[a]]
    for _ in range(length):
        ways = [[*w, n] for w in ways for n in near[w[-1]] & allowed]
    return [w for w in ways if w[-1] == b]


def ask_everything(make: Any, said: Batch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        record = new_record(Path(folder))
        edition = publish(record, said)
        statements = record.statements(edition.no)
        store: Store = make(Path(folder))
        store.define(load())
        store.write(*rows(compile_graph(statements)))
        reader, city = Reader(edition, store, record), City(statements, said)
        check_who(reader, city)
        check_chain(reader, city)
        check_ways(reader, city)
        store.close()
        record.close()


quick = settings(
    max_examples=35, deadline=None, database=None, derandomize=True,
    suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
)  # fmt: skip


@quick
@given(said=cities())
def test_answers_of_the_embedded_engine(said: Batch) -> None:
    ask_everything(lambda folder: LadybugStore(folder / "city.lbug", read_only=False), said)


@settings(quick, max_examples=6, phases=[Phase.generate])
@given(said=cities())
def test_answers_of_neo4j(neo4j_server: Neo4jServer, said: Batch) -> None:
    wipe(neo4j_server.url)
    ask_everything(lambda _: Neo4jStore(neo4j_server.url), said)
