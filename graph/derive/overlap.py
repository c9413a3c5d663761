"""One place that decides whether two roles meet: in scope, region and time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.ids import normal

Regions = Mapping[str, frozenset[str]]
"""Region code -> the codes of the regions it lies within."""


def overlaps(a: Mapping[str, Any], b: Mapping[str, Any], regions: Regions) -> str | None:
    """How two role links meet, from their scope, split, region, valid_from and valid_to.

    None: they cannot meet (other region, or other time). `certain`: same region, no scope on either side
    or the same scope. `apart`: two different scopes, or both do their own share (`split`).
    `one_side_blank`: one says a scope, the other none.
    `possible`: would be certain, but neither says its region (unknown against unknown).

    >>> overlaps({"region": "379900"}, {"region": "379900"}, {})
    'certain'
    >>> overlaps({"region": "379900", "scope": "学科类"}, {"region": "379900", "scope": "体育类"}, {})
    'apart'
    >>> overlaps({"split": True}, {"split": True}, {})
    'apart'
    >>> overlaps({"region": "379902"}, {"region": "379903"}, {}) is None
    True
    >>> overlaps({"valid_to": "2018-12-31"}, {"valid_from": "2019-01-01"}, {}) is None
    True
    >>> overlaps({}, {}, {})
    'possible'
    """
    if not _times_meet(a, b) or not _regions_meet(a.get("region"), b.get("region"), regions):
        return None
    if a.get("split") and b.get("split"):
        return "apart"
    mine, other = (normal(str(x.get("scope") or "")) for x in (a, b))
    if mine != other:
        return "apart" if mine and other else "one_side_blank"
    return "certain" if a.get("region") or b.get("region") else "possible"


def _times_meet(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    def before(x: Mapping[str, Any], y: Mapping[str, Any]) -> bool:
        return bool(x.get("valid_to") and y.get("valid_from") and x["valid_to"] < y["valid_from"])

    return not before(a, b) and not before(b, a)


def _regions_meet(a: str | None, b: str | None, regions: Regions) -> bool:
    if not a or not b or a == b:
        return True
    return b in regions.get(a, frozenset()) or a in regions.get(b, frozenset())
