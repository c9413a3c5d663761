"""VARIANT_OF: items that are steps in the life of one licence, told by the stem of their names."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx

from graph.ids import normal

if TYPE_CHECKING:
    from graph.model import Graph

_OPERATION = "遗失补办|首次申报|首次申请|新办|新申请|变更|延续|换证|校验|注销|补办|补发|换发"
_GENERIC = "许可证|许可|审批|核发|核准|办理|登记|申请|机构|信息|事项|的"
_LEVEL = re.compile(r"\((?:[国省市县区乡镇]级?[/、]?)+\)")
_KIND_OF_CASE = re.compile(r"\((?:即办件|承诺件)\)")
_EMPTY = re.compile(r"\(\)")


def stem(title: str) -> str:
    """What is left of an item's title without level, operation and generic words.

    Code prefixes are not used: real lists share them by chance (13 prefixes span two departments in the
    Guang'an items; the names say that only some are one licence).

    >>> stem("医疗机构执业审批（校验）（县级）") == stem("医疗机构执业变更（即办件）（县级）")
    True
    >>> stem("母婴保健技术服务执业许可注销（婚前医学检查）")
    '母婴保健技术服务执业(婚前医学检查)'
    """
    bare = _KIND_OF_CASE.sub("", _LEVEL.sub("", normal(title)))
    bare = re.sub(_GENERIC, "", re.sub(_OPERATION, "", bare))
    return _EMPTY.sub("", bare)


def variants(graph: Graph) -> None:
    """Link every two items of one licence, in one region at one level, from the smaller id to the larger.

    Items are of one licence when their titles have one stem, or when the list names one main item for them.
    """
    shared: nx.Graph[tuple[str, ...]] = nx.Graph()
    for item in graph.of("ApprovalItem"):
        said = item["properties"]
        if said.get("operation"):
            where = str(said.get("region") or ""), str(said.get("level") or "")
            for title in {stem(str(said["name"])), stem(str(said.get("main") or ""))} - {""}:
                shared.add_edge((item["id"],), (*where, title))
    for family in nx.connected_components(shared):
        items = sorted(node[0] for node in family if len(node) == 1)
        trunk = min(node[-1] for node in family if len(node) > 1)
        for first, other in combinations(items, 2):
            graph.derive("VARIANT_OF", first, other, [first, other], stem=trunk)
