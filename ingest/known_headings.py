"""The headings of all kinds of lists."""

from __future__ import annotations

from functools import lru_cache

from ingest.headings import base, heading
from ingest.profile import profiles


def known_headings() -> frozenset[str]:
    """Every heading of every kind of list."""
    return _headings(tuple(profiles()))


@lru_cache(maxsize=2)
def _headings(kinds: tuple[str, ...]) -> frozenset[str]:
    """Those of these kinds of list, drawn once and anew where there are others."""
    return frozenset(word for p in profiles().values() for spec in p.sheets for word in spec.words)


def known(text: str) -> bool:
    """Whether a text is a heading of some kind of list, whatever its brackets add.

    >>> known("事项名称"), known("水库巡查")
    (True, False)
    """
    return heading(text) in known_headings() or base(text) in known_headings()
