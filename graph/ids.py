"""Ids made in one place: prefix, a readable slug, a short hash of what identifies the thing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from graph.ontology import load

_DROP = re.compile(r"[\s\u3000·•\"'“”‘’]+")
_SLUG = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """The form in which two writings of one title are the same: NFKC, no blanks, no quotation marks.

    >>> normal("网络预约 出租汽车（网约车）")
    '网络预约出租汽车(网约车)'
    """
    return _DROP.sub("", unicodedata.normalize("NFKC", text)).strip()


def digest(*parts: Any, size: int = 8) -> str:
    """A short, stable hash of some values; None and "" are the same absence."""
    joined = "\x1f".join(["" if p is None else str(p) for p in parts])
    return hashlib.sha256(joined.encode()).hexdigest()[:size]


def node_id(kind: str, properties: Mapping[str, Any]) -> str:
    """Id of a node, from the properties that its kind declares as identity.

    >>> node_id("Duty", {"name": "燃气 安全监管", "region": "379900"})
    'duty:燃气安全监管-9efb7288'
    """
    declared = load().nodes[kind]
    values = tuple(normal(str(properties.get(key) or "")) for key in declared.identity)
    return _node_id(kind, declared.prefix, str(properties.get("name") or values[0]), values)


@lru_cache(maxsize=20_000)
def _node_id(kind: str, prefix: str, title: str, values: tuple[str, ...]) -> str:
    slug = _SLUG.sub("", normal(title))[:16]
    return f"{prefix}:{slug}-{digest(kind, *values)}"


def link_id(kind: str, source: str, target: str, properties: Mapping[str, Any]) -> str:
    """Id of a link: the same kind, ends and identity values give the same link."""
    declared = load().links[kind]
    values = [properties.get(key) for key in declared.identity]
    return f"{kind}-{digest(kind, source, target, *values, size=16)}"
