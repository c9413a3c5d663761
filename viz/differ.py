"""Two wordings side by side, what is only in one of them marked."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import groupby

Run = tuple[str, bool]
_LONGEST = 2000  # characters compared one by one; beyond, two texts are only shown


def differing(one: str, other: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Each text in runs: (words, whether they stand in this one alone).

    >>> differing("燃气安全管理", "燃气安全监督管理")
    ((('燃气安全管理', False),), (('燃气安全', False), ('监督', True), ('管理', False)))
    """
    if one == other or not one or not other or max(len(one), len(other)) > _LONGEST:
        return ((one, False),) if one else (), ((other, False),) if other else ()
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    runs = (
        [(one[a:b], tag != "equal") for tag, a, b, _, _ in codes],
        [(other[a:b], tag != "equal") for tag, _, _, a, b in codes],
    )
    first, second = (_joined(r) for r in runs)
    return first, second


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    kept = [run for run in runs if run[0]]
    return tuple(
        ("".join(text for text, _ in group), alone) for alone, group in groupby(kept, key=lambda run: run[1])
    )
