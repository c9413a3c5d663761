"""VARIANT_OF: items that are steps in the life of one licence, told by the stem of their names."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from graph.ids import normal

if TYPE_CHECKING:
    from graph.compile import Graph, Node

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
    """Link the items of one licence, in one region at one level, to the first of them (by id)."""
    families: dict[tuple[str, str, str], list[Node]] = defaultdict(list)
    for item in graph.of("ApprovalItem"):
        said = item["properties"]
        if said.get("operation"):
            trunk = stem(str(said.get("main") or said["name"]))
            where = str(said.get("region") or ""), str(said.get("level") or "")
            families[*where, trunk].append(item)
    for (_, _, trunk), items in families.items():
        for first, other in combinations(sorted(n["id"] for n in items), 2) if trunk else ():
            graph.derive("VARIANT_OF", first, other, [first, other], stem=trunk)
