"""Resolves the names in lists to bodies, within one region and never across.

A former body stays itself: it is found as the ended body it is, not as the one that came after it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.ids import normal
from ingest.regions import inside, region_level, upper

_TIERS = ("exact", "prefix", "short_form", "nameplate")


@dataclass(frozen=True, slots=True)
class Match:
    """A name understood: id and full name of the body, and how it was found.

    `how` is exact, prefix (with or without the place), short_form, nameplate, or former where the body ended.
    """

    id: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A name not understood; `several` where it fits more than one body, with their names in `candidates`."""

    candidates: tuple[str, ...]
    several: bool = False


class OrganizationBook:
    """Every body that may be named, found by each of its names in its own region.

    `organizations` are property dicts with `id`, `name`, `region` and, where known, `short_name`, `aliases`,
    `nameplates` and `status`; `places` the name of each region by its code.

    >>> body = {"id": "org:1", "name": "临澜市水务局", "region": "379900", "status": "active"}
    >>> book = OrganizationBook([body], {"379900": "临澜市"})
    >>> [book.resolve(t, "379900").how for t in ("临澜市水务局", "市水务局", "水务局")]
    ['exact', 'prefix', 'prefix']
    >>> book.resolve("水务局", "379902")
    Miss(candidates=('临澜市水务局',), several=False)
    """

    def __init__(self, organizations: Iterable[Mapping[str, Any]], places: Mapping[str, str]) -> None:
        self.places = dict(places)
        self._bodies = {o["id"]: o for o in organizations}
        self._forms: dict[tuple[str, str], dict[str, set[str]]] = {}
        self._regions: set[str] = set()
        self._cache: dict[tuple[str, str], Match | Miss] = {}
        for body in self._bodies.values():
            self._enter(body)

    def __contains__(self, organization_id: str) -> bool:
        return organization_id in self._bodies

    def name_of(self, organization_id: str) -> str:
        """Full name of a body."""
        return str(self._bodies[organization_id]["name"])

    def resolve(self, text: str, region: str) -> Match | Miss:
        """The body a text names in a list of this region.

        A list of a city also sees its districts' bodies by names that begin with the district; a list of a
        district sees the city's by names that begin with the city. Nothing else is looked for elsewhere.
        """
        key = (normal(text), region)
        if key not in self._cache:
            self._cache[key] = self._resolve(*key)
        return self._cache[key]

    def _enter(self, body: Mapping[str, Any]) -> None:
        region = body.get("region") or ""
        self._regions.add(region)
        name = normal(body["name"])
        shorts = [normal(s) for s in [body.get("short_name") or "", *(body.get("aliases") or ())] if s]
        plates = [normal(s) for s in body.get("nameplates") or ()]
        said = {
            "exact": {name},
            "prefix": self._bare(name, region),
            "short_form": {f for s in shorts for f in (s, *self._bare(s, region))},
            "nameplate": {f for s in plates for f in (s, *self._bare(s, region))},
        }
        for tier, forms in said.items():
            index = self._forms.setdefault((region, tier), {})
            for form in forms:
                index.setdefault(form, set()).add(body["id"])

    def _letters(self, region: str) -> str:
        place = self.places.get(region)
        if place:
            return place[-1]
        return {"province": "省", "city": "市", "county": "区县", "town": "镇乡"}[
            region_level(region or "0000")
        ]

    def _bare(self, name: str, region: str) -> set[str]:
        """The name without its place, or without the letter that stands for it."""
        name = name.removeprefix("中共")
        place = self.places.get(region)
        if place and name.startswith(place) and len(name) > len(place) + 1:
            return {name[len(place) :]}
        if name[:1] in self._letters(region) and len(name) > 3:
            return {name[1:]}
        if place and name.startswith(place[:-1]) and len(place) > 2 and len(name) > len(place) + 1:
            return {name[len(place) - 1 :]}
        return {name}

    def _resolve(self, text: str, region: str) -> Match | Miss:
        found = self._within(text, region)
        if not found:
            found = self._below(text, region) or self._above(text, region)
        ids, how = found or (set(), "")
        if len(ids) == 1:
            made = ids.pop()
            body = self._bodies[made]
            ended = body.get("status") not in (None, "active")
            return Match(made, body["name"], "former" if ended else how)
        if ids:
            return Miss(tuple(sorted(self.name_of(i) for i in ids)), several=True)
        return Miss(self._near(text, region))

    def _within(self, text: str, region: str) -> tuple[set[str], str] | None:
        forms = {text, *self._bare(text, region)}
        for tier in _TIERS:
            index = self._forms.get((region, tier), {})
            ids: set[str] = set()
            for form in [text] if tier == "exact" else forms:
                ids |= index.get(form, set())
            if ids:
                return set(ids), tier
        return None

    def _below(self, text: str, region: str) -> tuple[set[str], str] | None:
        place = self.places.get(region)
        if place and text.startswith(place) and len(text) > len(place):
            text = text[len(place) :]
        for code in sorted(self._regions):
            child = self.places.get(code)
            if code != region and child and inside(code, region) and text.startswith(child):
                return self._within(text, code)
        return None

    def _above(self, text: str, region: str) -> tuple[set[str], str] | None:
        code = upper(region) if region else None
        while code:
            place = self.places.get(code)
            named = bool(place) and text.startswith(str(place))
            lettered = text[:1] in self._letters(code) and text[:1] not in self._letters(region)
            if named or (place and lettered):
                found = self._within(text, code)
                if found:
                    return found
            code = upper(code)
        return None

    def _near(self, text: str, region: str) -> tuple[str, ...]:
        """Up to three full names that look like the text, those of the own region first."""
        owners: dict[str, str] = {}
        for (code, tier), index in sorted(self._forms.items(), key=lambda f: f[0][0] != region):
            if tier != "prefix" and (inside(code, region) or inside(region, code)):
                for form, ids in index.items():
                    owners.setdefault(form, self.name_of(min(ids)))
        stripped = re.sub(r"[（(].*?[）)]", "", text)
        close = difflib.get_close_matches(stripped, list(owners), n=9, cutoff=0.5)
        return tuple(dict.fromkeys(owners[c] for c in close))[:3]
