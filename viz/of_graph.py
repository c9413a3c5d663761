"""Findings, neighbourhoods and paths as pictures: one thing in the middle, the others on its two sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import ceil, sqrt
from typing import Any

from graph.ontology import load
from graph.order import natural
from graph.reader import Reader
from graph.spread import Spread
from viz.layout import Block, Column, Placed, place
from viz.legend import columns_of, link_word, node_word, value_word
from viz.of_chain import marks_of, place_text
from viz.parts import Cell, Link, Node, Scene, Table
from viz.words import Words, same

CAPTIONED = 3  # a block of so many boxes says its relation once, above
_STATUS = "MATCH (o:Organization) WHERE o.id IN $ids RETURN o.id AS id, o.status AS status"
_OWNERS = ("ApprovalItem", "Duty", "BoundaryList")
_TABLE = (
    Words("从", "From"), Words("关系", "Relation"), Words("到", "To"), Words("写在", "Written at"),
    Words("原文", "Raw text"),
)  # fmt: skip


def finding_scene(finding: dict[str, Any], reader: Reader) -> Scene:
    """The evidence of a finding, numbered in walking order, with the links between and the cells that say so."""
    network = reader.network()
    shown = [n for n in finding["evidence"] if n in network]
    order = {n: i for i, n in enumerate(shown, start=1)}
    nodes = {n: replace(_node(reader, n, own=finding["key"]), order=order[n]) for n in shown}
    nodes = _with_ends(reader, nodes)
    links = _links_between(reader, shown)
    centre = finding["subject"] if finding["subject"] in nodes else (shown[0] if shown else "")
    placed = _sides(nodes, links, centre) if shown else Placed((), (), ())
    cells = reader.written([*finding["facts"], *(k.id for k in links)])
    said = [Words(f"{name.zh}：{value.zh}", f"{name.en}: {value.en}") for name, value in columns_of(finding)]
    gone = len(finding["evidence"]) - len(shown)
    notes = (
        Words(
            f"显示 {len(shown)} / 共 {len(finding['evidence'])}",
            f"Showing {len(shown)} of {len(finding['evidence'])}",
        ),
    )
    return Scene(
        Words(f"{finding['code']} {finding['title']}", f"{finding['code']} {finding['title']}"), "finding",
        placed.nodes, placed.links, placed.headings, _table(network, shown, links, cells),
        tuple(said), notes if gone else (), reader.edition.no, reader.edition.as_of,
    )  # fmt: skip


def neighbourhood_scene(answer: dict[str, Any], reader: Reader) -> Scene:
    """What `graph.paths.neighbourhood` gives: left what points here, right what this points to."""
    nodes = _with_ends(reader, {n["id"]: _node(reader, n["id"]) for n in answer["nodes"]})
    links = [_link(k) for k in answer["links"]]
    placed = _sides(nodes, links, answer["centre"], calm=True)
    name = nodes[answer["centre"]].name.zh
    notes = [
        Words(
            f"显示 {answer['shown']} / 共 {answer['total']}",
            f"Showing {answer['shown']} of {answer['total']}",
        )
    ]
    for far, count in sorted(answer["cut"].items()):
        notes.append(Words(f"第 {far} 步另有 {count} 个未画", f"{count} more at step {far} not drawn"))
    cells = reader.written(k.id for k in links)
    depth = answer["depth"]
    title = Words(f"{name}：周围 {depth} 步", f"{name}: {depth} step{'s' * (depth > 1)} around")
    return Scene(
        title, "neighbourhood",
        placed.nodes, placed.links, placed.headings, _table(reader.network(), list(nodes), links, cells), (),
        tuple(notes), reader.edition.no, reader.edition.as_of,
    )  # fmt: skip


def grown_scene(spread: Spread, reader: Reader) -> Scene:
    """What `graph.spread.spread` gives; each box says how many of its neighbours are not drawn."""
    nodes = _with_ends(reader, {n: _node(reader, n) for n in spread.shown})
    for node_id, hidden in spread.hidden.items():
        if hidden:
            left = Words(f"还有 {hidden} 项", f"{hidden} more")
            nodes[node_id] = replace(nodes[node_id], detail=(*nodes[node_id].detail, left))
    links = [_link(k) for k in spread.links]
    placed = _sides(nodes, links, spread.centre, calm=True)
    name = nodes[spread.centre].name.zh
    cells = reader.written(k.id for k in links)
    return Scene(
        Words(f"看关系：{name}", f"Explore: {name}"), "neighbourhood",
        placed.nodes, placed.links, placed.headings, _table(reader.network(), list(nodes), links, cells), (), (),
        reader.edition.no, reader.edition.as_of,
    )  # fmt: skip


def path_scene(answer: dict[str, Any], reader: Reader) -> Scene:
    """What `graph.paths.path` gives: the way from left to right, a column a step."""
    columns, nodes, links = [], [], []
    for i, step in enumerate(answer["steps"]):
        node = replace(_node(reader, step["id"]), id=f"{step['id']}@{i}", order=i + 1)
        nodes.append(node)
        columns.append(Column([Block([node])]))
    for i, step in enumerate(answer["steps"]):
        for k in step["links"]:
            here, there = nodes[i].id, nodes[i + 1].id
            ends = (here, there) if k["from"] == step["id"] else (there, here)
            links.append(Link(f"{k['id']}@{i}", k["kind"], *ends, link_word(k["kind"])))
    placed = place(columns, links, middle=True)
    plain = [_link(k) for step in answer["steps"] for k in step["links"]]
    cells = reader.written(k.id for k in plain)
    ends = (nodes[0].name.zh, nodes[-1].name.zh) if nodes else ("", "")
    found = Words(f"共 {answer['length']} 步", f"{answer['length']} step{'s' * (answer['length'] != 1)}")
    avoided = "、".join(node_word(k).zh for k in answer["avoided"])
    none = Words(
        f"避开{avoided}时没有路径",
        "No way that avoids: " + ", ".join(node_word(k).en.lower() for k in answer["avoided"]),
    )
    return Scene(
        Words(f"路径：{ends[0]} → {ends[1]}", f"Path: {ends[0]} → {ends[1]}") if nodes else Words("路径", "Path"), "path",
        placed.nodes, placed.links, placed.headings,
        _table(reader.network(), [s["id"] for s in answer["steps"]], plain, cells), (),
        (found if answer["found"] else none,), reader.edition.no, reader.edition.as_of,
    )  # fmt: skip


def _node(reader: Reader, node_id: str, own: str | None = None) -> Node:
    """A thing as a box; `own` keeps only the marks of one finding."""
    data = reader.network().nodes[node_id]
    found = [
        f for f in reader.findings_about(node_id) if (f["key"] == own if own else f["subject"] == node_id)
    ]
    marks = marks_of(found if own is None else [f for f in found if f["subject"] == node_id])
    name = same(data["name"])
    kind = node_word(data["kind"])
    detail: tuple[Words, ...] = (kind,)
    if data["kind"] in ("Handoff", "Stage"):  # a part: its owner says which one it is
        owners = sorted(
            n for n in reader.network().predecessors(node_id) if reader.network().nodes[n]["kind"] in _OWNERS
        )
        detail = tuple(same(reader.network().nodes[n]["name"]) for n in owners[:1])
        name = kind if data["kind"] == "Handoff" else same(data["name"].rpartition("·")[2])
    state = "broken" if any(m.counts for m in marks) else "plain"
    return Node(node_id, node_id, data["kind"], name, state, detail, marks)


def _with_ends(reader: Reader, nodes: dict[str, Node]) -> dict[str, Node]:
    """The same boxes; bodies that have ended say so."""
    bodies = [n for n, node in nodes.items() if node.kind == "Organization"]
    for row in reader.read(_STATUS, ids=bodies) if bodies else []:
        if row["status"] not in (None, "active"):
            word = value_word("Organization", "status", row["status"])
            gone = Words(f"⊘ 已{word.zh}", f"⊘ {word.en.lower()}")
            nodes[row["id"]] = replace(nodes[row["id"]], state="ended", detail=(gone,))
    return nodes


def _link(raw: Mapping[str, str]) -> Link:
    return Link(raw["id"], raw["kind"], raw["from"], raw["to"], link_word(raw["kind"]))


def _links_between(reader: Reader, shown: Sequence[str]) -> list[Link]:
    inside = reader.network().subgraph(shown)
    found = [
        {"id": k, "kind": d["kind"], "from": a, "to": b} for a, b, k, d in inside.edges(keys=True, data=True)
    ]
    return [_link(k) for k in sorted(found, key=lambda k: k["id"])]


def _table(
    network: Any, shown: Iterable[str], links: Sequence[Link], cells: Mapping[str, list[dict[str, Any]]]
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    about: list[str | None] = []
    for k in links:
        said = cells.get(k.id, [])
        where = "；".join(dict.fromkeys(place_text(w) for w in said))
        text = "；".join(dict.fromkeys(w["text"] for w in said))
        if not said and load().links[k.kind].derived:
            text = "由其他表述推得"
        rows.append((network.nodes[k.source]["name"], k.word, network.nodes[k.target]["name"], where, text))
        about.append(k.source)
    linked = {end for k in links for end in (k.source, k.target)}
    for node_id in shown:
        if node_id not in linked:
            rows.append((network.nodes[node_id]["name"], "", "", "", ""))
            about.append(node_id)
    return Table(_TABLE, tuple(rows), tuple(about))


def _sides(nodes: Mapping[str, Node], links: Sequence[Link], centre: str, calm: bool = False) -> Placed:
    """Columns around one thing; blocks by relation, wrapped into as many columns as make a readable shape.

    `calm` makes the links quiet by which nothing is reached.
    """
    side, depth, by, via = _spread(nodes, links, centre)
    wings: dict[tuple[int, int], dict[tuple[str, bool], list[Node]]] = defaultdict(lambda: defaultdict(list))
    for node_id, node in nodes.items():
        if node_id != centre:
            wings[side[node_id], depth[node_id]][by[node_id]].append(node)
    high = max(6, ceil(sqrt(len(nodes) * 2.4)))
    left: list[Column] = []
    right: list[Column] = []
    said: set[str] = set()
    for (where, far), groups in sorted(wings.items()):
        columns = _wrapped(groups, high, said if far == 1 else set())
        if where < 0:
            left = columns[::-1] + left
        else:
            right += columns
    middle = Column([Block([replace(nodes[centre], state=_centre_state(nodes[centre]))])])
    placed = place([*left, middle, *right], links, middle=True)
    ways = set(via.values())
    quiet = tuple(
        replace(k, at=None)
        if _spoken(k, by, said, centre)
        else replace(k, quiet=calm and k.id not in ways and centre not in (k.source, k.target))
        for k in placed.links
    )
    order = {n: i for i, n in enumerate(nodes)}
    return Placed(tuple(sorted(placed.nodes, key=lambda n: order[n.id])), quiet, placed.headings)


def _centre_state(node: Node) -> str:
    return "centre" if node.state == "plain" else node.state


def _spoken(link: Link, by: Mapping[str, tuple[str, bool]], said: set[str], centre: str) -> bool:
    leaf = link.target if link.source == centre else link.source
    return centre in (link.source, link.target) and leaf in said and by.get(leaf, ("", False))[0] == link.kind


def _spread(
    nodes: Mapping[str, Node], links: Sequence[Link], centre: str
) -> tuple[dict[str, int], dict[str, int], dict[str, tuple[str, bool]], dict[str, str]]:
    """Side (-1 left, 1 right), distance, relation and link by which each thing is reached from the centre."""
    near: dict[str, list[tuple[str, Link, bool]]] = defaultdict(list)
    kinds = list(load().links)
    for k in sorted(links, key=lambda k: (kinds.index(k.kind), k.id)):
        near[k.source].append((k.target, k, True))
        near[k.target].append((k.source, k, False))
    side, depth, by, via = {centre: 0}, {centre: 0}, {centre: ("", False)}, dict[str, str]()
    edge = [centre]
    while edge:
        after = []
        for here in edge:
            for there, link, out in near[here]:
                if there in nodes and there not in depth:
                    depth[there] = depth[here] + 1
                    side[there] = side[here] or (1 if out else -1)
                    by[there], via[there] = (link.kind, out), link.id
                    after.append(there)
        edge = after
    alone = [n for n in nodes if n not in depth]
    far = max(depth.values()) + 1
    for n in alone:
        side[n], depth[n], by[n] = 1, far, ("", False)
    return side, depth, by, via


def _wrapped(groups: Mapping[tuple[str, bool], list[Node]], high: int, said: set[str]) -> list[Column]:
    columns = [Column()]
    room = high
    kinds = ["", *load().links]
    for (kind, _), members in sorted(groups.items(), key=lambda g: (kinds.index(g[0][0]), g[0][1])):
        caption = None
        if kind and len(members) >= CAPTIONED:
            word = link_word(kind)
            caption = Words(f"{word.zh} · {len(members)}", f"{word.en} · {len(members)}")
            said |= {n.id for n in members}
        elif not kind:
            caption = Words("同在证据中", "Also in evidence")
        rest = sorted(members, key=lambda n: (not n.marks, natural(n.name.zh), n.id))
        while rest:
            if room < 2 and columns[-1].nodes:
                columns.append(Column())
                room = high
            columns[-1].blocks.append(Block(rest[:room], caption))
            room -= len(rest[:room])
            rest = rest[len(columns[-1].blocks[-1].nodes) :]
    return columns
