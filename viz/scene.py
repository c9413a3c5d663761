"""The pictures there are, each made from what graph returns."""

from __future__ import annotations

from viz.of_chain import chain_scene
from viz.of_graph import finding_scene, neighbourhood_scene, path_scene
from viz.parts import Heading, Link, Mark, Node, Scene, Table

__all__ = [
    "Heading", "Link", "Mark", "Node", "Scene", "Table",
    "chain_scene", "finding_scene", "neighbourhood_scene", "path_scene",
]  # fmt: skip
