"""What may be corrected by hand, and how its values are written and read as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.ontology import Property, load
from graph.record import Unfit

_TRUTH = {"是": True, "true": True, "否": False, "false": False}
# What makes a thing what it is, and what no person writes: not set by hand.
_FIXED = frozenset(
    {
        "id", "facts", "lists", "name", "region", "cue", "inferred", "said_by", "confirmed", "asked_on",
        "answer_by",
    }
)  # fmt: skip


def fields(kind: str) -> tuple[Property, ...]:
    """The properties of a node or link kind that a person may set.

    >>> [p.name for p in fields("LEADS")][:3]
    ['text', 'scope', 'level']
    """
    ontology = load()
    declared = (ontology.nodes.get(kind) or ontology.links[kind]).properties
    fixed = _FIXED.union(ontology.nodes[kind].identity if kind in ontology.nodes else ())
    return tuple(p for p in declared.values() if p.name not in fixed)


def values(kind: str, given: Mapping[str, str]) -> dict[str, Any]:
    """Texts as values of properties of a kind, "" as None; raises Unfit for one that is not set by hand, or no value."""
    may = {p.name: p for p in fields(kind)}
    for name in given:
        if name not in may:
            raise Unfit(f"{kind} 的 {name} 不能手工改写；可以改写的有：{'、'.join(may)}")
    return {name: value(may[name], text.strip()) if text.strip() else None for name, text in given.items()}


def told(declared: Property, said: Any) -> str:
    """A value as text that `value` reads back; "" for none.

    >>> told(load().nodes["Organization"].properties["nameplates"], ["甲", "乙"])
    '甲、乙'
    """
    if said is None:
        return ""
    if declared.type == "bool":
        return "true" if said else "false"
    return "、".join(said) if declared.type == "strings" else str(said)


def value(declared: Property, text: str) -> Any:
    """A text as a value of a property; raises Unfit where it is none.

    >>> value(load().nodes["Duty"].properties["cascade_to"], "county")
    'county'
    """
    try:
        return _value(declared, text)
    except ValueError:
        raise Unfit(f"{declared.zh}（{declared.name}）不能是“{text}”") from None


def _value(declared: Property, text: str) -> Any:
    if declared.type == "int":
        return int(text)
    if declared.type == "date":
        return date.fromisoformat(text).isoformat()
    if declared.type == "strings":
        return [part for part in re.split(r"[、；;]", text) if part]
    known = _TRUTH if declared.type == "bool" else {zh: key for key, zh in (declared.values or {}).items()}
    if declared.type == "string" or text in (declared.values or {}):
        return text
    if text not in known:
        raise ValueError(text)
    return known[text]
