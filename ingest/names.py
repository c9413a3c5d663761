"""Resolves the names in lists to bodies, within one region and never across.

A former body stays itself: it is found as the ended body it is, not as the one that came after it.
Coordinating bodies are found by the same door; where a name fits both, the organisation is meant.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.ids import normal
from ingest.regions import inside, region_level, upper

_ORGANIZATIONS = ("exact", "prefix", "short_form", "nameplate")
_COORDINATING = ("body exact", "body prefix", "body short_form")
_ALL = (*_ORGANIZATIONS, *_COORDINATING, "office")
_LIVING = (None, "active", "proposed")


def is_coordinating(body_id: str) -> bool:
    """Whether an id is that of a coordinating body."""
    return body_id.startswith("body:")


@dataclass(frozen=True, slots=True)
class Match:
    """A name understood: id and full name of the body, and how it was found.

    `how` is exact, prefix (with or without the place), short_form, nameplate, office (the office of a
    coordinating body, which is the department that keeps it), or former where the body ended.
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
    `nameplates` and `status`; `places` the name of each region by its code. A coordinating body is one whose id
    says so; its `office` names the department that keeps its office.

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
        self._cache: dict[tuple[str, str], Match | None] = {}
        self._missed: dict[tuple[str, str, tuple[str, ...]], Miss] = {}
        named = [(body, self._enter(body)) for body in self._bodies.values()]
        for body, forms in named:
            if is_coordinating(body["id"]) and body.get("office"):
                self._enter_office(body, forms)

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
        return self.find(text, region) or self._miss(normal(text), region, _ALL)

    def find(self, text: str, region: str) -> Match | None:
        """The one body a text names, None for none or several; quicker than a miss with its candidates."""
        key = (normal(text), region)
        if key not in self._cache:
            self._cache[key] = self._match(*key, _ALL)
        return self._cache[key]

    def coordinating(self, text: str, region: str) -> Match | Miss:
        """The coordinating body a text names; organisations are not looked at.

        >>> body = {"id": "body:1", "name": "临澜市安全生产委员会", "region": "379900", "short_name": "市安委会"}
        >>> OrganizationBook([body], {"379900": "临澜市"}).coordinating("安委会", "379900")
        Match(id='body:1', name='临澜市安全生产委员会', how='short_form')
        """
        form = normal(text)
        return self._match(form, region, _COORDINATING) or self._miss(form, region, _COORDINATING)

    def _enter(self, body: Mapping[str, Any]) -> set[str]:
        """Let a body be found; gives all forms of its name."""
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
        sort = "body " if is_coordinating(body["id"]) else ""
        for tier, forms in said.items():
            index = self._forms.setdefault((region, sort + tier), {})
            for form in forms:
                index.setdefault(form, set()).add(body["id"])
        return set().union(*said.values())

    def _enter_office(self, body: Mapping[str, Any], forms: set[str]) -> None:
        """Let the names of a coordinating body followed by 办公室 stand for the department that keeps it."""
        region = body.get("region") or ""
        keeper = self._search(normal(body["office"]), region, _ORGANIZATIONS)
        if keeper is not None and len(keeper[0]) == 1:
            index = self._forms.setdefault((region, "office"), {})
            for form in forms:
                index.setdefault(form + "办公室", set()).update(keeper[0])

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

    def _match(self, text: str, region: str, tiers: tuple[str, ...]) -> Match | None:
        ids, how = self._search(text, region, tiers) or (set(), "")
        if len(ids) != 1:
            return None
        made = min(ids)
        body = self._bodies[made]
        return Match(made, body["name"], how if body.get("status") in _LIVING else "former")

    def _miss(self, text: str, region: str, tiers: tuple[str, ...]) -> Miss:
        key = (text, region, tiers)
        if key not in self._missed:
            ids, _ = self._search(*key) or (set(), "")
            several = tuple(sorted(self.name_of(i) for i in ids))
            self._missed[key] = Miss(several or self._near(*key), several=bool(several))
        return self._missed[key]

    def _search(self, text: str, region: str, tiers: tuple[str, ...]) -> tuple[set[str], str] | None:
        """Ids that a normalised text fits, and how; None for none."""
        return (
            self._within(text, region, tiers)
            or self._below(text, region, tiers)
            or self._above(text, region, tiers)
        )

    def _within(self, text: str, region: str, tiers: tuple[str, ...]) -> tuple[set[str], str] | None:
        forms = {text, *self._bare(text, region)}
        for tier in tiers:
            index = self._forms.get((region, tier), {})
            ids: set[str] = set()
            for form in [text] if tier.endswith("exact") else forms:
                ids |= index.get(form, set())
            if ids:
                return set(ids), tier.removeprefix("body ")
        return None

    def _below(self, text: str, region: str, tiers: tuple[str, ...]) -> tuple[set[str], str] | None:
        place = self.places.get(region)
        if place and text.startswith(place) and len(text) > len(place):
            text = text[len(place) :]
        for code in sorted(self._regions):
            child = self.places.get(code)
            if code != region and child and inside(code, region) and text.startswith(child):
                return self._within(text, code, tiers)
        return None

    def _above(self, text: str, region: str, tiers: tuple[str, ...]) -> tuple[set[str], str] | None:
        code = upper(region) if region else None
        while code:
            place = self.places.get(code)
            named = bool(place) and text.startswith(str(place))
            lettered = text[:1] in self._letters(code) and text[:1] not in self._letters(region)
            if named or (place and lettered):
                found = self._within(text, code, tiers)
                if found:
                    return found
            code = upper(code)
        return None

    def _near(self, text: str, region: str, tiers: tuple[str, ...]) -> tuple[str, ...]:
        """Up to three full names that look like the text, those of the own region first."""
        owners: dict[str, str] = {}
        for (code, tier), index in sorted(self._forms.items(), key=lambda f: f[0][0] != region):
            if (
                tier in tiers
                and not tier.endswith("prefix")
                and (inside(code, region) or inside(region, code))
            ):
                for form, ids in index.items():
                    owners.setdefault(form, self.name_of(min(ids)))
        stripped = re.sub(r"[（(].*?[）)]", "", text)
        close = difflib.get_close_matches(stripped, list(owners), n=9, cutoff=0.5)
        return tuple(dict.fromkeys(owners[c] for c in close))[:3]
