"""What looking for a name came to: a body, or none."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass


def is_coordinating(body_id: str) -> bool:
    """Whether an id is that of a coordinating body."""
    return body_id.startswith("body:")


@dataclass(frozen=True, slots=True)
class Match:
    """A name understood: id and full name of the body, and how it was found.

    `how` is exact, prefix (with or without the place), learned (an alias that somebody confirmed), short_form
    or alias (further names in the register), nameplate, office (the office of a coordinating body, which is the
    department that keeps it), variant (another writing of the same department in `forms.yaml`, and exactly one
    body of the region fits), or former where the body ended.
    """

    id: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A name not understood; `several` where it fits more than one body, with their names in `candidates`.

    `akin` where a candidate is the same department in some places only, so that nobody but the office can tell.
    """

    candidates: tuple[str, ...]
    several: bool = False
    akin: bool = False


def near(text: str, owners: Mapping[str, str]) -> tuple[str, ...]:
    """Up to three full names of which some form looks like a text; `owners` are full names by the forms of names.

    >>> near("水务司", {"水务局": "临澜市水务局", "市水务局": "临澜市水务局", "公安局": "临澜市公安局"})
    ('临澜市水务局',)
    """
    stripped = re.sub(r"[（(].*?[）)]", "", text)
    close = difflib.get_close_matches(stripped, list(owners), n=9, cutoff=0.5)
    return tuple(dict.fromkeys(owners[c] for c in close))[:3]
