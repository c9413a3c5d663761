"""What looking for a name came to: a body, or none."""

from __future__ import annotations

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
