"""Days that are so long before another day: Cypher has no portable way to reckon with them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

_BEFORE = re.compile(r"(\d+) (day|month)s? before as_of")


def reckoned(value: Any, as_of: str) -> Any:
    """The ISO day that a text such as `12 months before as_of` means; any other value as it is.

    A month counts back to the same day of the month, or to its last day where it has no such day.

    >>> reckoned("60 days before as_of", "2026-06-30")
    '2026-05-01'
    >>> reckoned("1 month before as_of", "2026-03-31"), reckoned("12 months before as_of", "2024-02-29")
    ('2026-02-28', '2023-02-28')
    >>> reckoned(70, "2026-06-30")
    70
    """
    match = _BEFORE.fullmatch(value) if isinstance(value, str) else None
    if not match:
        return value
    day, count = date.fromisoformat(as_of), int(match[1])
    if match[2] == "day":
        return (day - timedelta(days=count)).isoformat()
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).isoformat()
