"""Duties that lists may name: those of the current edition, and those of this load."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from graph.ids import normal
from graph.often import made_often
from graph.statement import Mention

HANDBOOK = "handbook"


@made_often
class Duty:
    """A duty as its own list states it: `kinds` of the lists that hold it, empty where they are not known."""

    id: str
    name: str
    region: str
    kinds: frozenset[str] = frozenset()


class Duties:
    """Duties by title and region.

    `known` are dicts with `id`, `name` and, where known, `region`, `aliases`, `lists` (kind of each list that
    holds it, by list id) and `shared_by` (ids of the bodies that do a share each). A duty that stands in
    `replaced` lists alone is left out: this load says anew whether it still holds.

    >>> duties = Duties([{"id": "duty:1", "name": "节约用水管理", "region": "379900"}])
    >>> duties.at("节约 用水管理", "379900").id, duties.at("节约用水管理", "379902")
    ('duty:1', None)
    """

    def __init__(self, known: Iterable[Mapping[str, Any]] = (), replaced: Iterable[str] = ()) -> None:
        self._by_title: dict[str, dict[str, str]] = {}
        self._duties: dict[str, Duty] = {}
        self._shared: dict[str, set[str]] = {}
        gone = set(replaced)
        for duty in known:
            lists = dict(duty.get("lists") or {})
            if lists and lists.keys() <= gone:
                continue
            kinds = frozenset(kind for i, kind in lists.items() if i not in gone)
            for title in (duty["name"], *(duty.get("aliases") or ())):
                self.add(title, Duty(duty["id"], duty["name"], duty.get("region") or "", kinds))
            self._shared.setdefault(duty["id"], set()).update(duty.get("shared_by") or ())

    def add(self, title: str, duty: Duty) -> None:
        """Remember a duty under a title."""
        self._by_title.setdefault(normal(title), {})[duty.id] = duty.region
        earlier = self._duties.get(duty.id)
        if earlier:
            duty = Duty(duty.id, earlier.name, duty.region, duty.kinds | earlier.kinds)
        self._duties[duty.id] = duty

    def learn(self, mentions: Iterable[Mention], kinds: Mapping[str, str]) -> None:
        """Remember what a file states; `kinds` are the kinds of its lists by list id."""
        for mention in mentions:
            made = mention.statement
            if made.kind == "Duty":
                name, region = made.properties["name"], made.properties.get("region") or ""
                for title in (name, *made.properties.get("aliases", ())):
                    self.add(title, Duty(made.id, name, region, frozenset({kinds[mention.list_id]})))
            elif made.kind == "SHARES" and made.object:
                self._shared.setdefault(made.object, set()).add(made.subject)

    def of(self, region: str) -> dict[str, list[str]]:
        """Ids by normalised title; those of the region itself go before those of others."""
        made = {}
        for title, ids in self._by_title.items():
            own = [i for i, r in ids.items() if r == region]
            made[title] = own or sorted(ids)
        return made

    def at(self, title: str, region: str) -> Duty | None:
        """The duty of this title in this region itself, as a list other than a handbook states it."""
        ids = [i for i, r in self._by_title.get(normal(title), {}).items() if r == region]
        found = [self._duties[i] for i in ids if self._duties[i].kinds != {HANDBOOK}]
        return found[0] if len(found) == 1 else None

    def named(self, text: str, region: str) -> tuple[list[Duty], list[str]]:
        """The duties of a region that a cell names (one or several titles), and the titles not found.

        A title may itself hold a pause mark; so 、 parts titles only where each part is one.
        """
        found, missing = [], []
        for piece in filter(None, (p.strip() for p in re.split(r"[；;\n]", text))):
            parts = [piece] if self.at(piece, region) else [p.strip() for p in piece.split("、") if p.strip()]
            duties = [self.at(p, region) for p in parts]
            known = [d for d in duties if d]
            if len(known) == len(parts):
                found += known
            else:
                missing.append(piece)
        return found, missing

    def near(self, title: str, region: str) -> str:
        """Titles of the region that look like this one, as an addition to a message ("" for none)."""
        names = {
            t: self._duties[i].name
            for t, ids in self._by_title.items()
            for i, r in ids.items()
            if r == region and self._duties[i].kinds != {HANDBOOK}
        }
        close = get_close_matches(normal(title), list(names), n=3, cutoff=0.5)
        return f"；相近的有：{'、'.join(names[c] for c in close)}" if close else ""

    def shared_by(self, duty: str) -> set[str]:
        """Bodies that do their own share of a duty, nobody first."""
        return self._shared.get(duty, set())
