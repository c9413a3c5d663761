"""Answers and readers made up for pictures, without any engine."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import networkx as nx

from viz.layout import label_size
from viz.scene import Link, Node, Scene

PREFIX = {"Organization": "org", "Duty": "duty", "ApprovalItem": "item", "BoundaryList": "list"}


class MadeReader:
    """What scenes ask of a reader, over a network given as nodes and links."""

    def __init__(self, nodes: dict[str, tuple[str, str]], links: list[tuple[str, str, str]]) -> None:
        self.edition = SimpleNamespace(no=1, as_of="2026-06-30")
        self._network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node, (kind, name) in nodes.items():
            self._network.add_node(node, kind=kind, name=name, aliases=())
        for i, (source, kind, target) in enumerate(links):
            self._network.add_edge(source, target, key=f"{kind}-{i:03}", kind=kind)

    def network(self) -> nx.MultiDiGraph[str]:
        return self._network

    def findings_about(self, _: str) -> list[dict[str, Any]]:
        return []

    def written(self, facts: Any) -> dict[str, list[dict[str, Any]]]:
        return {f: [{"file": "a.xlsx", "sheet": "表", "cell": "C3", "text": f"原文 {f}"}] for f in facts}

    def read(self, _: str, **__: Any) -> list[dict[str, Any]]:
        return []

    def around(self, centre: str) -> dict[str, Any]:
        """A neighbourhood answer that holds the whole network."""
        data = self._network.nodes(data=True)
        nodes = [{"id": n, "kind": d["kind"], "name": d["name"], "depth": 1} for n, d in data]
        edges = self._network.edges(keys=True, data=True)
        links = [{"id": k, "kind": d["kind"], "from": a, "to": b} for a, b, k, d in edges]
        return {"centre": centre, "depth": 1, "nodes": nodes, "links": links, "shown": len(nodes),
                "total": len(nodes) + 5, "cut": {"1": 5}}  # fmt: skip


def party(name: str, role: str, **said: Any) -> dict[str, Any]:
    """A party as `graph.who.parties` gives it."""
    return {
        "role": role, "id": f"org:{name}", "name": name, "kind": "Organization", "group": None, "scope": None,
        "text": None, "level": None, "split": None, "cue": None, "standing": "stated", "capacity": None,
        "status": "active", "successors": [], "facts": [f"{role}-{name}"],
        "written": [{"file": "a.xlsx", "sheet": "表", "cell": "C3", "text": name}], **said,
    }  # fmt: skip


def step(
    kind: str, title: str, people: list[dict[str, Any]], nodes: list[str], **said: Any
) -> dict[str, Any]:
    """A step as `graph.chain.chain` gives it."""
    return {
        "step": kind, "zh": kind, "title": title, "parties": people, "nodes": nodes, "missing": None, "detail": {},
        "findings": [], "broken": False, "basis": [],
        "written": [{"file": "a.xlsx", "sheet": "表", "cell": "B9", "text": title}], **said,
    }  # fmt: skip


def answer(steps: list[dict[str, Any]], moved: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A chain answer of these steps."""
    return {
        "item": {"id": "item:x", "name": "某许可"}, "edition": 1, "as_of": "2026-06-30", "steps": steps,
        "transferred_from": moved or [], "broken": any(s["broken"] for s in steps), "sentences": ["由甲审批。"],
    }  # fmt: skip


def finding(code: str, **said: Any) -> dict[str, Any]:
    """A finding as a step holds it."""
    return {
        "key": f"k-{code}",
        "code": code,
        "title": f"标题{code}",
        "severity": "high",
        "state": "open",
        **said,
    }


Rect = tuple[float, float, float, float]


def meet(a: Rect, b: Rect) -> bool:
    """Whether two rectangles share more than an edge."""
    return a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5


def label(link: Link) -> Rect | None:
    """The room that a link's words take."""
    if link.at is None:
        return None
    wide = label_size(link)[0] - 8
    return (link.at[0] - wide / 2, link.at[1] - 7, link.at[0] + wide / 2, link.at[1] + 7)


def _through(link: Link, nodes: tuple[Node, ...]) -> list[str]:
    found = []
    for (ax, ay), (bx, by) in zip(link.points, link.points[1:], strict=False):
        run = (min(ax, bx) - 0.6, min(ay, by) - 0.6, max(ax, bx) + 0.6, max(ay, by) + 0.6)
        found += [f"{link.id} runs behind {n.id}" for n in nodes if _inside(n.box, run)]
    return found


def _inside(box: Rect, run: Rect) -> bool:
    return meet((box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2), run)


def faults(scene: Scene) -> list[str]:
    """What is unreadable in a scene: boxes or words that overlap, lines behind boxes, lines without an end."""
    found = []
    nodes = scene.nodes
    found += [f"{a.id} lies on {b.id}" for i, a in enumerate(nodes) for b in nodes[:i] if meet(a.box, b.box)]
    words = [(k.id, r) for k in scene.links if (r := label(k))]
    found += [
        f"words of {a} on words of {b}" for i, (a, r) in enumerate(words) for b, s in words[:i] if meet(r, s)
    ]
    found += [f"words of {k} on {n.id}" for k, r in words for n in nodes if meet(r, n.box)]
    for i, a in enumerate(scene.links):  # two relations of one pair are two lines, apart at both ends
        for b in scene.links[:i]:
            if {a.source, a.target} == {b.source, b.target}:
                ends = {(round(p[0]), round(p[1])) for p in (a.points[0], a.points[-1])}
                if ends & {(round(p[0]), round(p[1])) for p in (b.points[0], b.points[-1])}:
                    found.append(f"{a.id} and {b.id} share an end")
    boxes = {n.id: n.box for n in nodes}
    for k in scene.links:
        found += _through(k, nodes)
        for (x, y), end in ((k.points[0], k.source), (k.points[-1], k.target)):
            left, top, right, bottom = boxes[end]
            if not (abs(x - left) < 1 or abs(x - right) < 1) or not top <= y <= bottom:
                found.append(f"{k.id} does not end at {end}")
    return found
