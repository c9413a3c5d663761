"""What the shaping of one sheet may need from elsewhere: other lists, and other sheets of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.bodies import Body
from ingest.cells import Sheet
from ingest.duties import Duties


@dataclass(slots=True)
class Chapter:
    """One domain of a handbook, as its entries show it."""

    entries: int = 0
    page: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a shape may need from elsewhere.

    `duties` are ids by normalised title, of the edition and of this load; `known` the same duties by title and
    region. The rest is of this file so far, and shapes add to it: `licences` (ids by normalised title),
    `domains` (the order in which it first names them, and `last_domain` of each sheet), `chapters` of a
    handbook, where each of its `titles` stands, and the `towns` that its lists of towns are titled with.
    With `first_listed` a lead may be inferred. `beside` are the tables of the file that no profile reads.
    """

    duties: Mapping[str, list[str]]
    licences: dict[str, list[str]]
    first_listed: bool = False
    known: Duties = field(default_factory=Duties)
    domains: dict[str, int] = field(default_factory=dict)
    last_domain: dict[str, str] = field(default_factory=dict)
    chapters: dict[str, Chapter] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    towns: dict[str, Body] = field(default_factory=dict)
    beside: tuple[Sheet, ...] = ()
