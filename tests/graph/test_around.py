"""What the pages ask of one thing: the picture that grows, its ties, its history, titles that are alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from graph.chain import UnknownThing
from graph.compile import compile_graph, rows
from graph.example import expand
from graph.judge import Finding
from graph.ladybug_store import LadybugStore
from graph.ontology import load
from graph.reader import Reader
from graph.relations import clauses, relations
from graph.search import near
from graph.spread import KINDS, spread
from graph.store import Store
from tests.graph.lists import batch, new_record, publish
from tests.graph.test_matrix import reader

NewStore = Callable[[], Store]
DUTIES = [f"org:hub LEADS duty:{i:02} {{text: 第{i}条}}" for i in range(40)]
HUB = ["org:hub", "org:x", *DUTIES, "org:x ASSISTS duty:00", "org:x ASSISTS duty:39", "org:y LEADS duty:x",
       "org:x LEADS duty:x", "reg:a {code: '1'}", "org:hub SERVES reg:a"]  # fmt: skip


@pytest.fixture
def hub(tmp_path: Path) -> Reader:
    """A body with forty duties, on the embedded engine: all of this is read from the network."""
    store = LadybugStore(tmp_path / "hub.lbug", read_only=False)
    store.define(load())
    return reader(store, compile_graph(expand(HUB)))


def test_a_hub_is_folded_to_a_count(hub: Reader) -> None:
    first = spread(hub, "org:hub", fold=24)
    assert (len(first.shown), first.hidden["org:hub"], first.total) == (25, 16, 41)
    again = spread(hub, "org:hub", ["org:hub"], fold=24)
    assert (len(again.shown), again.hidden["org:hub"]) == (41, 0)
    assert again.shown[:25] == first.shown  # what was drawn stays
    assert "reg:a" not in again.shown  # everything serves the region: not drawn unless asked for
    assert "reg:a" in spread(hub, "org:hub", ["org:hub", "org:hub"], kinds=[*KINDS, "Region"], fold=24).shown


def test_steps_that_cannot_be_taken_are_left_out(hub: Reader) -> None:
    asked = ["org:y", "nonsense", "duty:00", "org:x"]
    made = spread(hub, "org:hub", asked)
    assert made.opened == ("duty:00", "org:x")  # org:y is drawn only after its turn has come
    assert {"duty:39", "duty:x", "org:x"} <= set(made.shown)
    with pytest.raises(UnknownThing):
        spread(hub, "org:nobody")


def test_there_is_a_most(hub: Reader) -> None:
    made = spread(hub, "org:hub", ["org:hub"] * 5, fold=24, most=30)
    assert len(made.shown) == 30 and made.hidden["org:hub"] == 11


@pytest.mark.parametrize("seed", range(6))
def test_any_steps_draw_only_what_is_next_to_what_was_opened(hub: Reader, seed: int) -> None:
    chance, network = Random(seed), hub.network()  # noqa: S311 (a drawn step is no secret)
    opened: list[str] = []
    for _ in range(5):
        opened.append(chance.choice(spread(hub, "org:x", opened, fold=3).shown))
    made = spread(hub, "org:x", opened, fold=3)
    reached = {"org:x"}.union(
        *({*network.successors(n), *network.predecessors(n)} for n in ("org:x", *made.opened))
    )
    assert set(made.shown) <= reached and made.total == len(
        [n for n in reached if network.nodes[n]["kind"] in KINDS]
    )
    assert {k["id"] for k in made.links} == {k for *_, k in network.subgraph(made.shown).edges(keys=True)}
    assert made == spread(hub, "org:x", opened, fold=3)


def test_the_most_serious_come_first(tmp_path: Path) -> None:
    record = new_record(tmp_path)
    found = [Finding(f"r-{n}", "r", "T01", "试", "gap", level, n, {"id": n}, (n,), (), 1)
             for n, level in (("duty:07", "low"), ("duty:30", "high"))]  # fmt: skip
    edition = publish(record, batch(HUB), found)
    store = LadybugStore(tmp_path / "a.lbug", read_only=False)
    store.define(load())
    store.write(*rows(compile_graph(record.statements(1))))
    made = spread(Reader(edition, store, record), "org:hub")
    assert made.shown[:4] == ("org:hub", "duty:30", "duty:07", "duty:00")
    record.close()


def test_ties_are_grouped_and_say_their_clauses(new_store: NewStore) -> None:
    city = reader(new_store(), compile_graph(expand(HUB)))
    ties = relations(city, "org:hub")
    assert [(t.kind, t.out, len(t.ends)) for t in ties] == [("LEADS", True, 40), ("SERVES", True, 1)]
    said = clauses(city, "org:hub", ties[0], [link for _, link in ties[0].ends[:2]])
    assert sorted(said.values()) == ["第0条", "第1条"]
    back = relations(city, "duty:00")
    assert [(t.kind, t.out, [n for n, _ in t.ends]) for t in back] == [
        ("LEADS", False, ["org:hub"]),
        ("ASSISTS", False, ["org:x"]),
    ]
    assert list(clauses(city, "duty:00", back[0], [back[0].ends[0][1]]).values()) == ["第0条"]
    assert clauses(city, "org:hub", ties[1], [ties[1].ends[0][1]]) == {}
    with pytest.raises(UnknownThing):
        relations(city, "org:nobody")


def test_history_tells_what_each_edition_added_changed_and_removed(tmp_path: Path) -> None:
    record = new_record(tmp_path)
    first = publish(
        record,
        batch(["org:a {rank: 正处级}", "duty:1", "duty:2", "org:a LEADS duty:1", "org:a LEADS duty:2"]),
    )
    second = publish(
        record,
        batch(["org:a {rank: 副处级}", "duty:1", "duty:2", "org:a LEADS duty:1", "org:a ASSISTS duty:2"]),
    )
    store = LadybugStore(tmp_path / "a.lbug", read_only=False)
    turns = Reader(second, store, record).history("org:a")
    assert [t.edition for t in turns] == [2, 1]
    told = [(c.what, c.kind) for c in turns[0].changes]
    assert told == [("changed", "Organization"), ("added", "ASSISTS"), ("removed", "LEADS")]
    change = turns[0].changes[0]
    assert (
        change.before
        and change.after
        and (change.before["rank"], change.after["rank"]) == ("正处级", "副处级")
    )
    assert [c.what for c in turns[1].changes] == ["added"] * 3
    assert [t.edition for t in Reader(first, store, record).history("org:a")] == [1]  # as the edition saw it
    assert Reader(second, store, record).history("org:nobody") == []
    store.close()
    record.close()


def test_alike_titles_share_rare_words(tmp_path: Path) -> None:
    store = LadybugStore(tmp_path / "near.lbug", read_only=False)
    store.define(load())
    names = ("城镇燃气安全监督管理", "养犬管理", "民宿管理", "道路照明管理", "燃气经营许可")
    city = reader(store, compile_graph(expand([f"duty:{i} {{name: {n}}}" for i, n in enumerate(names)])))
    assert [h.name for h in near(city, "燃气罐归谁管")] == ["燃气经营许可", "城镇燃气安全监督管理"]
    assert near(city, "民宿由谁负责管理")[0].name == "民宿管理"
    assert near(city, "") == near(city, "谁") == near(city, "xyz") == []
