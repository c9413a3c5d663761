"""The network data of a scene, by pyvis as generator; pages are never written by it.

pyvis would run script from titles, headings, group names and options, and asks the network for files: so
it gets none of the words of a list but labels, and only its data and the file it carries are used.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

from viz.legend import entry
from viz.parts import Scene

# Positions are ours: nothing moves by itself, and the page scrolls when the wheel turns over a picture.
OPTIONS: dict[str, Any] = {
    "physics": False,
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "dragNodes": False, "zoomView": False, "hover": False, "keyboard": False, "selectConnectedEdges": False,
        "tooltipDelay": 100_000, "navigationButtons": False,
    },
    "nodes": {"physics": False, "borderWidth": 0},
    "edges": {"physics": False, "smooth": False},
}  # fmt: skip


def network_data(scene: Scene) -> dict[str, Any]:
    """Nodes and edges as vis-network reads them, and the options; every string in it is text.

    Links are hidden edges: their course is the scene's (`points`), drawn by the page's own script.
    """
    from pyvis.network import Network  # pulls in ipython: only when a picture is made

    made = Network(directed=True)
    for n in scene.nodes:
        made.add_node(
            n.id, label=n.name.zh or " ", shape="box", color=entry(n.kind).colour, x=n.x, y=n.y, physics=False
        )
    for k in scene.links:
        made.add_edge(k.source, k.target, id=k.id, label=k.word.zh, hidden=True, physics=False)
    nodes, edges, *_ = made.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": OPTIONS}


@cache
def script_file() -> Path:
    """vis-network's script, as the installed pyvis carries it (newest version); found without importing pyvis."""
    spec = importlib.util.find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("pyvis is not installed")
    root = Path(spec.submodule_search_locations[0])
    found = sorted(
        root.glob("**/vis-*/vis-network.min.js"), key=lambda p: [int(x) for x in p.parent.name[4:].split(".")]
    )
    if not found:
        raise FileNotFoundError(f"no vis-network.min.js in {root}")
    return found[-1]
