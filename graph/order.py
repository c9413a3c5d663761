"""The order in which people expect names: by their text, with the numbers in it taken as numbers."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"([0-9]{1,15})")


def natural(text: object) -> list[tuple[int, str]]:
    """Sorts 第9项 before 第10项.

    >>> sorted(["第10项", "第9项", "总则"], key=natural)
    ['总则', '第9项', '第10项']
    """
    return [(int(part), "") if _DIGITS.fullmatch(part) else (0, part) for part in _DIGITS.split(str(text))]
