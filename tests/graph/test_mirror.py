"""The Neo4j mirror: a reader never sees half an edition, and what the mirror holds is what a full load would give."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from api.consult import adopt, decline
from graph import amend as by_hand
from graph import matched
from graph.compile import compile_graph
from graph.example import expand
from graph.mirror import Mirror
from graph.neo4j_store import Neo4jStore
from graph.reader import Reader
from graph.record import UnknownEdition
from graph.statement import Statement
from graph.store import StoreError
from graph.who import who
from graph.workspace import GraphMoved, Workspace
from tests.graph.asking import ask, come
from tests.graph.lists import DAY, batch

Everything = dict[str, list[Any]]


def everything(url: str) -> Everything:
    """All nodes and links of a Neo4j with all they hold, but for Meta."""
    store = Neo4jStore(url)
    with store.driver.session() as session:
        nodes = session.run("MATCH (n) WHERE NOT n:Meta RETURN labels(n) AS l, properties(n) AS p").values()
        links = session.run(
            "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b, properties(r) AS p"
        ).values()
    store.close()
    return {
        "nodes": sorted(repr([n[0], sorted(n[1].items())]) for n in nodes),
        "links": sorted(repr([*v[:3], sorted(v[3].items())]) for v in links),
    }


def say(url: str, query: str, **params: Any) -> None:
    """Run a query that writes, as an accident would."""
    store = Neo4jStore(url)
    with store.driver.session() as session:
        session.run(query, params).consume()  # type: ignore[arg-type]
    store.close()


def city(n: int) -> list[str]:
    """Edition n: every body renamed, every link moved, every text marked; a few things of every edition stay."""
    lines = [f"org:e{n}e{i} LEADS duty:{(i + n) % 25} {{scope: 'e{n}e'}}" for i in range(25)]
    lines += [f"duty:{i} {{text: 'e{n}e'}}" for i in range(25)]
    lines += [f"org:e{n}e{i} PART_OF org:stays" for i in range(3)]
    return [*lines, "org:stays LEADS duty:always"]


def marks(reader: Reader, network: bool = True) -> set[str]:
    """Every edition mark that several queries, an answer and the network (some 30 queries more) show."""
    rows = reader.read("MATCH (o:Organization)-[l:LEADS]->(d:Duty) RETURN o.id AS a, l.scope AS b")
    found = {v for row in rows for v in row.values()}
    time.sleep(0.005)
    found |= {row["t"] for row in reader.read("MATCH (d:Duty) RETURN d.text AS t")}
    found |= set(reader.network()) if network else set()
    answer = who(reader, "duty:3")
    found |= {p["id"] for p in answer["lead"]} | {f"e{answer['edition']}e"}
    found |= {row["i"] for row in reader.read("MATCH (o:Organization)-[:PART_OF]->() RETURN o.id AS i")}
    return {"e" + f.split("e")[1] + "e" for f in map(str, found) if f.removeprefix("org:").startswith("e")}


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Callable[[str], Workspace]]:
    """Workspaces on one home, as several programs would open it."""
    made: list[Workspace] = []

    def office(url: str) -> Workspace:
        made.append(Workspace(tmp_path, graph_url=url))
        return made[-1]

    yield office
    for one in made:
        one.close()


Offices = Callable[[str], Workspace]


def test_twenty_publishes_under_three_readers(offices: Offices, neo4j_url: str) -> None:
    publisher, asked = offices(neo4j_url), offices(neo4j_url)
    publisher.publish(batch(city(1)), DAY)
    done, seen, wrong, refused = threading.Event(), set[int](), list[object](), list[object]()

    def read(network: bool) -> None:
        while not done.is_set():
            try:
                number, found = asked.answer(lambda r: (r.edition.no, marks(r, network)))
            except GraphMoved as error:  # said plainly: no answer is better than a mixed one
                refused.append(error)
                continue
            except Exception as error:
                wrong.append(error)
                return
            seen.add(number)
            if found != {f"e{number}e"}:
                wrong.append((number, found))

    readers = [threading.Thread(target=read, args=(i == 0,)) for i in range(3)]
    for reader in readers:
        reader.start()
    for n in range(2, 22):
        publisher.publish(batch(city(n)), DAY)
        time.sleep(0.1)
    done.set()
    for reader in readers:
        reader.join(30)
    assert not wrong
    assert len(seen) > 10
    assert len(refused) < 5
    assert asked.answer(lambda r: (r.edition.no, marks(r))) == (21, {"e21e"})
    by_differences = everything(neo4j_url)
    say(neo4j_url, "MATCH (m:Meta) SET m.state = 'loading'")
    assert asked.answer(marks) == {"e21e"}  # heals by a full load
    assert everything(neo4j_url) == by_differences


def test_differences_of_every_sort_leave_what_a_full_load_gives(offices: Offices, neo4j_url: str) -> None:
    office = offices(neo4j_url)
    editions = [
        [
            "org:a {status: active}",
            "duty:x {text: 一, emerging: true}",
            "org:a LEADS duty:x {scope: 东}",
            "item:i",
        ],
        [
            "org:a {status: merged}",
            "duty:x {text: 二}",
            "org:a LEADS duty:x {scope: 东, position: 1}",
            "item:i",
        ],
        ["org:a", "duty:x", "org:a LEADS duty:x {scope: 西}", "org:a LEADS duty:x {scope: 东}"],
        ["org:b LEADS duty:x", "grp:g {kind: level}", "grp:g LEADS duty:x", "org:b SUPERVISES item:i"],
        ["org:b SUCCEEDED_BY org:c", "org:b {status: merged}", "org:b LEADS duty:x", "org:c LEADS duty:x"],
        ["duty:lonely"],
    ]
    for lines in editions:
        office.publish(batch(lines), DAY)
        assert office.mirror
        by_differences = everything(neo4j_url)
        say(neo4j_url, "MATCH (m:Meta) SET m.hash = 'unknown'")
        office.answer(lambda r: r.edition)
        assert everything(neo4j_url) == by_differences


def test_what_people_decide_is_mirrored_and_answered_alike(offices: Offices, neo4j_url: str) -> None:
    """Corrections of each sort, one taken back, a match, an answer: from each, both engines say the same."""
    office = offices(neo4j_url)
    lists = [
        ["org:gas {name: 城管局}", "org:fire {name: 应急局}", "org:water {name: 水务局}",
         "duty:gas {name: 燃气安全, level: 市}", "org:gas LEADS duty:gas {text: 负责燃气}",
         "org:fire ASSISTS duty:gas {text: 协助}"],
        ["duty:too {name: 燃气安全工作}", "org:water SUPERVISES duty:too {text: 监管}"],
    ]  # fmt: skip
    for n, lines in enumerate(lists):
        office.publish(batch(lines, f"list:{n}", f"{n}.xlsx"), DAY)
    why = ("写错了", "临编办〔2026〕12号", "编办综合科")
    lead, helps = (
        Statement.link("LEADS", "org:gas", "duty:gas"),
        Statement.link("ASSISTS", "org:fire", "duty:gas"),
    )
    ask(office.record, "org:gas")
    come(office.record, 1, "org:gas", {"燃气安全": ("amend", "负责燃气安全")})
    decisions: list[Callable[[], object]] = [
        lambda: by_hand.amend(office, "duty:gas", {"cascade_to": "县", "level": ""}, *why),
        lambda: by_hand.amend(office, helps.id, None, *why),
        lambda: by_hand.add(office, "ENFORCES", "org:water", "duty:gas", {"scope": "农村"}, *why),
        lambda: by_hand.amend(office, lead.id, {"scope": "城区"}, *why),
        lambda: adopt(office, 1, "说得对", "编办"),
        lambda: matched.confirm(office, "duty:gas", "duty:too", "same", "编办", "是一件事"),
        lambda: decline(office, 1, "再议", "编办"),
        lambda: by_hand.end(office, 2, "看错了", "编办"),
    ]  # fmt: skip
    seen = []
    for decide in decisions:
        no = office.record.edition(None).no
        decide()
        assert office.record.edition(None).no == no + 1
        assert office.mirror and office.mirror.meta()["edition"] == no + 1  # type: ignore[index]
        mirrored = office.answer(lambda r: (who(r, "duty:gas"), network(r), r.findings()))
        assert mirrored == office.answer(lambda r: (who(r, "duty:gas"), network(r), r.findings()), no + 1)
        by_differences = everything(neo4j_url)
        say(neo4j_url, "MATCH (m:Meta) SET m.hash = 'unknown'")
        office.answer(lambda r: r.edition)
        assert everything(neo4j_url) == by_differences
        seen.append(mirrored)
    assert len({repr(one) for one in seen}) == len(decisions)  # each decision was to be seen
    [last] = [one["lead"] for one, *_ in seen[-1:]]
    assert [(p["scope"], p["text"], p["standing"]) for p in last] == [("城区", "负责燃气", "stated")]


def network(reader: Reader) -> tuple[list[object], list[object]]:
    """The whole edition as the engine gives it."""
    made = reader.network()
    return sorted(made.nodes(data="name")), sorted(made.edges(keys=True, data="kind"))


def test_a_large_difference_goes_the_way_of_a_first_load(
    offices: Offices, neo4j_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = offices(neo4j_url)
    office.publish(batch(city(1)), DAY)
    monkeypatch.setattr("graph.mirror.ONE_TRANSACTION", 5)
    office.publish(batch(city(2)), DAY)
    assert office.answer(marks) == {"e2e"}


@pytest.mark.parametrize("state", ["changing", "loading"])
def test_what_a_crash_left_is_healed_by_the_next_answer(offices: Offices, neo4j_url: str, state: str) -> None:
    office = offices(neo4j_url)
    office.publish(batch(city(1)), DAY)
    whole = everything(neo4j_url)
    say(neo4j_url, "MATCH (m:Meta) SET m.state = $state", state=state)
    say(neo4j_url, "MATCH (d:Duty)<-[r]-() WHERE d.id > 'duty:2' DELETE r")
    assert office.answer(marks) == {"e1e"}
    assert everything(neo4j_url) == whole


def test_a_mirror_that_lags_is_brought_up_by_the_next_answer(offices: Offices, neo4j_url: str) -> None:
    alone, mirrored = offices("ladybug"), offices(neo4j_url)
    for n in (1, 2, 3):
        alone.publish(batch(city(n)), DAY)
        if n != 2:  # empty at first, then two editions behind
            assert mirrored.answer(lambda r: (r.edition.no, marks(r))) == (n, {f"e{n}e"})


@pytest.mark.parametrize("engine", ["ladybug", "neo4j"])
def test_an_edition_of_moved_rows_alone_is_answered_as_itself(
    offices: Offices, engine: str, request: pytest.FixtureRequest
) -> None:
    """Its graph, and so its hash, are those of the edition before; its number and its cells are not."""
    office = offices("ladybug" if engine == "ladybug" else request.getfixturevalue("neo4j_url"))
    said = ["org:a LEADS duty:x"]
    for no, above in ((1, 1), (2, 7)):
        office.publish(batch(said, above=above), f"2026-0{no}-01")
        answer = office.answer(lambda r: who(r, "duty:x"))
        assert (answer["edition"], answer["as_of"]) == (no, f"2026-0{no}-01")
        assert [w["cell"] for w in answer["lead"][0]["written"]] == [f"A{above + 3}"]
    older = office.answer(lambda r: who(r, "duty:x"), edition=1)
    assert (older["edition"], older["lead"][0]["written"][0]["cell"]) == (1, "A4")


def test_what_was_read_while_the_mirror_moved_is_not_remembered(
    offices: Offices, neo4j_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher, asked = offices(neo4j_url), offices(neo4j_url)
    publisher.publish(batch(city(1)), DAY)
    calls = 0
    real = Reader.read_all

    def read_all(self: Reader, query: str, **params: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 5:  # in the midst of reading the network
            publisher.publish(batch(city(2)), DAY)
        return real(self, query, **params)

    monkeypatch.setattr(Reader, "read_all", read_all)
    assert asked.answer(marks) == {"e2e"}
    assert asked.answer(marks, edition=1) == {"e1e"}
    assert asked.answer(marks) == {"e2e"}


def test_a_failure_that_comes_of_a_moving_mirror_is_no_answer(offices: Offices, neo4j_url: str) -> None:
    publisher, asked = offices(neo4j_url), offices(neo4j_url)
    publisher.publish(batch(city(1)), DAY)
    asks = 0

    def ask(reader: Reader) -> int:
        nonlocal asks
        asks += 1
        if asks == 1:
            publisher.publish(batch(city(2)), DAY)
            raise KeyError("org:e1e1 is gone")
        return reader.edition.no

    assert asked.answer(ask) == 2
    with pytest.raises(ZeroDivisionError):  # what fails on a mirror at rest, fails
        asked.answer(lambda _: 1 // 0)


def test_older_editions_are_read_from_their_snapshots(offices: Offices, neo4j_url: str) -> None:
    office = offices(neo4j_url)
    for n in (1, 2, 3):
        office.publish(batch(city(n)), DAY)
    assert [office.answer(marks, edition=n) for n in (1, 2, 3)] == [{"e1e"}, {"e2e"}, {"e3e"}]
    with pytest.raises(UnknownEdition):
        office.answer(marks, edition=4)


def test_a_mirror_that_will_not_hold_still_is_said_so(
    offices: Offices, neo4j_url: str, tmp_path: Path
) -> None:
    office = offices(neo4j_url)
    office.publish(batch(city(1)), DAY)
    say(neo4j_url, "MATCH (m:Meta) SET m.state = 'changing'")
    with FileLock(tmp_path / ".publish.lock"), pytest.raises(GraphMoved):
        office.answer(marks)
    assert office.answer(marks) == {"e1e"}


def test_a_server_that_cannot_be_reached_is_told_before_anything_moves(offices: Offices) -> None:
    alone, nowhere = offices("ladybug"), offices("bolt://127.0.0.1:9")
    alone.publish(batch(city(1)), DAY)
    with pytest.raises(StoreError, match="cannot be reached"):
        nowhere.answer(marks)
    with pytest.raises(StoreError, match="cannot be reached"):
        nowhere.publish(batch(city(2)), DAY)
    assert alone.record.edition(None).no == 1
    assert alone.answer(marks) == {"e1e"}


def test_a_server_lost_after_the_commit_leaves_the_edition_published(
    offices: Offices, neo4j_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = offices(neo4j_url)
    office.publish(batch(city(1)), DAY)

    def lost(*_: object) -> None:
        raise StoreError("Neo4j cannot be reached")

    with monkeypatch.context() as patched:
        patched.setattr("graph.mirror.Mirror.sync", lost)
        with pytest.raises(StoreError, match="第 2 版已发布"):
            office.publish(batch(city(2)), DAY)
    assert office.answer(lambda r: (r.edition.no, marks(r))) == (2, {"e2e"})


def test_ready_never_stands_beside_the_number_of_an_edition_that_is_being_left(neo4j_url: str) -> None:
    """A server may show a commit half applied; so the last word, ready, is said alone."""
    writer, asked = Mirror(neo4j_url), Mirror(neo4j_url)
    graphs = [compile_graph(expand(f"duty:e{n}e{i} {{text: '{n}'}}" for i in range(1500))) for n in range(2)]
    writer.sync(1, "h1", graphs[1], lambda *_: None)
    done, wrong = threading.Event(), list[object]()

    def poll() -> None:
        left, last = 0, {"edition": 0, "state": ""}
        while not done.is_set():
            meta = asked.meta()
            assert meta
            if (
                meta["state"] == "changing"
                and last["state"] == "ready"
                and last["edition"] == meta["edition"]
            ):
                left = meta["edition"]
            if meta["state"] == "ready" and (
                meta["edition"] == left or meta["hash"] != f"h{meta['edition']}"
            ):
                wrong.append((left, meta))
            last = meta

    pollers = [threading.Thread(target=poll) for _ in range(2)]
    for poller in pollers:
        poller.start()
    for n in range(2, 22):
        writer.sync(n, f"h{n}", graphs[n % 2], lambda no, _: graphs[no % 2])
    done.set()
    for poller in pollers:
        poller.join()
    writer.close()
    asked.close()
    assert not wrong
