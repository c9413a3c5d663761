"""States of findings: what a publish makes of the ones known before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STATES = {
    "open": "待处理",
    "accepted": "已接受",
    "resolved": "已消除",
    "orphaned": "对象已不存在",
    "retired": "规则已停用",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A finding as the record knows it. `until` is the last day an acceptance holds (None: no end)."""

    key: str
    rule: str
    subject: str
    state: str
    until: str | None = None


def next_state(
    known: Known | None, found: bool, as_of: str, rules: frozenset[str], subjects: Mapping[str, object]
) -> str:
    """State of a finding after a publish.

    `found` tells whether the rules found it now; `rules` are the ids of the rules that ran; `subjects`
    holds every node of the new edition. Only the system resolves: nobody closes a finding by hand.

    >>> next_state(None, True, "2026-06-30", frozenset({"r"}), {})
    'open'
    >>> next_state(Known("k", "r", "duty:a-1", "open"), False, "2026-06-30", frozenset({"r"}), {"duty:a-1": 1})
    'resolved'
    >>> next_state(Known("k", "r", "duty:a-1", "accepted", "2026-01-31"), True, "2026-06-30", frozenset({"r"}), {})
    'open'
    """
    if found:
        if known and known.state == "accepted" and (known.until is None or known.until >= as_of):
            return "accepted"
        return "open"
    if known is None:
        raise ValueError("a finding that is neither known nor found has no state")
    if known.rule not in rules:
        return "retired"
    return "resolved" if known.subject in subjects else "orphaned"
