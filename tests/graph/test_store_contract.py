"""One contract, both engines."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from graph.compile import compile_graph, rows
from graph.example import expand
from graph.ontology import load
from graph.statement import Statement
from graph.store import Store, StoreError, StoreLimit, StoreTimeout

NewStore = Callable[[], Store]
HOSTILE = [
    "'; MATCH (n) DETACH DELETE n; --", 'x"}) DETACH DELETE n //', "back\\slash\\n \\' \\u0041", "a\nb\r\n\tc",
    "nul\x00inside", "😀𠮷\u0301é", "\u202eleft to right\u200b", "NULL", "null", "[1, 2]", "{id: 1}", "$id", "",
    " blanks around ", "`tick`", "/* */ // --", "%s {0} ${x}", "长" * 100_000, "-0", "1e400", "true", "2026-06-30",
]  # fmt: skip


def fill(store: Store, *statements: Statement | str) -> None:
    said = [*expand(s for s in statements if isinstance(s, str))]
    graph = compile_graph([*said, *(s for s in statements if isinstance(s, Statement))])
    store.write(*rows(graph))


def test_what_is_written_is_read(new_store: NewStore) -> None:
    store = new_store()
    fill(
        store,
        "org:a {status: active} LEADS duty:x".replace("{status: active} ", ""),
        "duty:y {emerging: true}",
    )
    assert store.read("MATCH (o:Organization)-[l:LEADS]->(d:Duty) RETURN o.id AS o, d.name AS d") == [
        {"o": "org:a", "d": "x"}
    ]
    assert store.read("MATCH (d:Duty) WHERE d.emerging RETURN d.id AS id, d.emerging AS new") == [
        {"id": "duty:y", "new": True}
    ]
    assert store.read("MATCH (d:Duty {id: 'duty:nowhere'}) RETURN d.id AS id") == []


def test_every_type_comes_back_as_it_went(new_store: NewStore) -> None:
    store = new_store()
    said: dict[str, Any] = {
        "name": "局", "aliases": ["甲", "乙"], "rank_level": -(2**62), "status": "active", "valid_from": "2020-02-29",
        "nameplates": ["一"],
    }  # fmt: skip
    fill(
        store,
        Statement.node("Organization", id="org:a", **said),
        Statement.node("Duty", id="duty:a", name="事", emerging=False),
    )
    columns = ", ".join(f"n.{k} AS {k}" for k in said)
    assert store.read(f"MATCH (n:Organization) RETURN {columns}") == [said]
    assert store.read("MATCH (n:Duty) RETURN n.emerging AS e") == [{"e": False}]


def test_what_was_not_said_is_null_and_not_false(new_store: NewStore) -> None:
    store = new_store()
    fill(store, "duty:a", "duty:b {emerging: false}", "duty:c {emerging: true}", "org:x LEADS duty:a")
    query = "MATCH (d:Duty) RETURN d.id AS id, d.emerging AS e, d.aliases AS al, d.text AS t ORDER BY d.id"
    assert store.read(query) == [
        {"id": "duty:a", "e": None, "al": None, "t": None},
        {"id": "duty:b", "e": False, "al": None, "t": None},
        {"id": "duty:c", "e": True, "al": None, "t": None},
    ]
    assert store.read("MATCH (d:Duty) WHERE NOT d.emerging RETURN d.id AS id") == [{"id": "duty:b"}]
    assert store.read("MATCH (d:Duty) WHERE d.emerging IS NULL RETURN d.id AS id") == [{"id": "duty:a"}]
    assert store.read("MATCH ()-[l:LEADS]->() RETURN l.scope AS s, l.position AS p") == [
        {"s": None, "p": None}
    ]


def test_parallel_links_stay_apart_and_none_is_lost(new_store: NewStore) -> None:
    store = new_store()
    fill(store, "org:a LEADS duty:x {scope: 东}", "org:a LEADS duty:x {scope: 西}", "org:a ASSISTS duty:x")
    found = store.read(
        "MATCH (:Organization)-[l:LEADS]->(d:Duty) RETURN l.scope AS s, l.facts AS f ORDER BY l.scope"
    )
    assert [r["s"] for r in found] == ["东", "西"]
    assert len({tuple(r["f"]) for r in found}) == 2
    assert store.read("MATCH (:Organization)-[l:LEADS|ASSISTS]->(:Duty) RETURN count(*) AS n") == [{"n": 3}]


def test_links_from_and_to_several_kinds(new_store: NewStore) -> None:
    store = new_store()
    fill(
        store,
        "org:a SUPERVISES duty:x",
        "org:a SUPERVISES item:y",
        "grp:g {kind: level}",
        "grp:g SUPERVISES item:y",
    )
    query = (
        "MATCH (o:Organization|NamedGroup)-[l:SUPERVISES]->(t:Duty|ApprovalItem) RETURN o.id AS o, t.id AS t "
        "ORDER BY o.id, t.id"
    )
    assert [tuple(r.values()) for r in store.read(query)] == [
        ("grp:g", "item:y"),
        ("org:a", "duty:x"),
        ("org:a", "item:y"),
    ]


@pytest.mark.parametrize("part", [slice(0, 11), slice(11, None)], ids=["first half", "second half"])
def test_hostile_text_is_only_text(new_store: NewStore, part: slice) -> None:
    store = new_store()
    texts = HOSTILE[part]
    nodes = [
        Statement.node("Duty", id=f"duty:{i}", name=t or "空", text=t, aliases=[t, "x"])
        for i, t in enumerate(texts)
    ]
    org = Statement.node("Organization", id="org:a", name="局")
    links = [Statement.link("LEADS", "org:a", f"duty:{i}", scope=t) for i, t in enumerate(texts)]
    fill(store, org, *nodes, *links)
    for i, text in enumerate(texts):
        [row] = store.read(
            "MATCH (d:Duty {id: $id}) RETURN d.text AS t, d.aliases AS al", {"id": f"duty:{i}"}
        )
        assert row == {"t": text or None, "al": [text, "x"]}
        if text:
            asked = "MATCH (:Organization)-[l:LEADS]->(d:Duty) WHERE l.scope = $t AND d.text = $t RETURN d.id AS id"
            assert store.read(asked, {"t": text}) == [{"id": f"duty:{i}"}]
            assert store.read(
                "MATCH (d:Duty) WHERE d.text IN $l RETURN d.id AS id", {"l": [text, "none"]}
            ) == [{"id": f"duty:{i}"}]
    assert store.read("MATCH (d:Duty) RETURN count(*) AS n") == [{"n": len(texts)}]


def test_hostile_ids_find_nothing_and_break_nothing(new_store: NewStore) -> None:
    store = new_store()
    fill(store, "duty:a")
    for text in HOSTILE:
        assert store.read("MATCH (d:Duty {id: $id}) RETURN d.id AS id", {"id": f"duty:{text}"}) == []
    assert store.read("MATCH (d:Duty) RETURN d.id AS id") == [{"id": "duty:a"}]


def test_parameters_of_every_type(new_store: NewStore) -> None:
    store = new_store()
    fill(store, "duty:a {emerging: true, region: '1'}", "org:a {rank_level: 3}")

    def ids(where: str, **params: Any) -> list[Any]:
        found = store.read(
            f"MATCH (n:Duty|Organization) WHERE {where} RETURN n.id AS id ORDER BY n.id", params
        )
        return [r["id"] for r in found]

    assert ids("n.region = $p", p="1") == ["duty:a"]
    assert ids("n.region = $p", p=None) == []
    assert ids("n.rank_level > $p", p=2) == ["org:a"]
    assert ids("n.emerging = $p", p=True) == ["duty:a"]
    assert ids("n.id IN $p", p=["duty:a", "org:a", "x"]) == ["duty:a", "org:a"]
    assert ids("n.id IN $p", p=[]) == []
    assert ids("n.id STARTS WITH $p", p="org:") == ["org:a"]


def test_a_query_that_takes_too_long_is_stopped(new_store: NewStore) -> None:
    store = new_store()
    fill(store, *(f"duty:{i}" for i in range(300)))
    endless = (
        "MATCH (a:Duty), (b:Duty), (c:Duty), (d:Duty) WHERE a.id + b.id + c.id = d.id RETURN count(*) AS n"
    )
    started = time.monotonic()
    with pytest.raises(StoreTimeout, match=r"0\.5 s"):
        store.read(endless, timeout_s=0.5)
    assert time.monotonic() - started < 10
    assert store.read("MATCH (d:Duty) RETURN count(*) AS n") == [{"n": 300}]  # and the store goes on


def test_too_many_rows_are_an_error_and_never_cut_off(new_store: NewStore) -> None:
    store = new_store()
    fill(store, *(f"duty:{i}" for i in range(20)))
    query = "MATCH (d:Duty) RETURN d.id AS id"
    assert len(store.read(query, max_rows=20)) == 20
    for bound in (19, 1, 0):
        with pytest.raises(StoreLimit, match=f"more than {bound} rows"):
            store.read(query, max_rows=bound)
    assert len(store.read(query)) == 20


@pytest.mark.parametrize(
    "query", ["this is no Cypher", "MATCH (d:Duty) RETURN $nobody_gave_it", "MATCH (d:Duty"]
)
def test_a_query_that_cannot_be_run_is_a_store_error(new_store: NewStore, query: str) -> None:
    store = new_store()
    with pytest.raises(StoreError):
        store.read(query)
    assert store.read("MATCH (d:Duty) RETURN count(*) AS n") == [{"n": 0}]


def test_one_query_at_a_time(new_store: NewStore) -> None:
    with pytest.raises(StoreError):
        new_store().read("MATCH (d:Duty) RETURN d.id AS a; MATCH (d:Duty) RETURN d.id AS b")


def test_writing_comes_after_defining(new_store: NewStore) -> None:
    defined = new_store()
    bare = object.__new__(type(defined))
    bare.__dict__ |= {**defined.__dict__, "_ontology": None}
    with pytest.raises(StoreError, match="define"):
        bare.write({"Duty": [{"id": "duty:a", "name": "事"}]}, {})


def test_two_nodes_of_one_id_are_refused(new_store: NewStore) -> None:
    store = new_store()
    with pytest.raises(StoreError):
        store.write({"Duty": [{"id": "duty:a", "name": "一"}, {"id": "duty:a", "name": "二"}]}, {})


def test_every_kind_and_every_pair_of_ends_can_be_written(new_store: NewStore) -> None:
    """What the ontology declares, the engine holds: one node a kind, one link for each allowed pair of ends."""
    store, kinds = new_store(), load().nodes
    nodes = {k.name: [{"id": f"{k.prefix}:{i}", "name": k.zh} for i in "ab"] for k in kinds.values()}
    links: dict[str, list[dict[str, Any]]] = {}
    for link in load().links.values():
        pairs = [(kinds[a].prefix, kinds[b].prefix) for a in link.sources for b in link.targets]
        links[link.name] = [
            {"from": f"{a}:a", "to": f"{b}:b", "id": f"{link.name}-{i}", "facts": ["f"]}
            for i, (a, b) in enumerate(pairs)
        ]
    store.write(nodes, links)
    for kind in kinds:
        assert store.read(f"MATCH (n:{kind}) RETURN count(*) AS n") == [{"n": 2}]
    for name, made in links.items():
        found = store.read(f"MATCH (a)-[r:{name}]->(b) RETURN a.id AS source, b.id AS target, r.id AS id")
        assert sorted((r["source"], r["target"], r["id"]) for r in found) == sorted(
            (r["from"], r["to"], r["id"]) for r in made
        )
