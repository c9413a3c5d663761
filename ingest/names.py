"""Resolves the names in lists to bodies, within one region and never across.

A former body stays itself: it is found as the ended body it is, not as the one that came after it.
Coordinating bodies are found by the same door; where a name fits both, the organisation is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from graph.ids import normal
from ingest.forms import akin, contracted, department, written
from ingest.match import Match, Miss, is_coordinating, near
from ingest.regions import inside, region_level, upper

_ORGANIZATIONS = ("exact", "prefix", "learned", "short_form", "nameplate")
_COORDINATING = ("body exact", "body prefix", "body short_form")
_ALL = (*_ORGANIZATIONS, *_COORDINATING, "office", "variant", "plate variant")
_HEADS = re.compile(r"中共|中国共产党|共青团|国家税务总局")
_TOWN = re.compile(
    r"(?![市区县乡镇各]|街道)[\u4e00-\u9fff]{2,8}(?:街道|[镇乡])(?:人民政府|政府|办事处|街道办)?"
)
_OWN = ("政府", "委")  # 区政府 in a list of 泉阳区 is its own, where the register has it
_LIVING = (None, "active", "proposed")

__all__ = ["Match", "Miss", "OrganizationBook", "is_coordinating"]


class OrganizationBook:
    """Every body that may be named, found by each of its names in its own region.

    `organizations` are property dicts with `id`, `name`, `region` and, where known, `short_name`, `aliases`,
    `nameplates` and `status`; `places` the name of each region by its code. A coordinating body is one whose id
    says so; its `office` names the department that keeps its office. `learned` are aliases that somebody
    confirmed, dicts with `text`, `region` (of the lists it holds in) and `body` (id).

    >>> body = {"id": "org:1", "name": "临澜市水务局", "region": "379900", "status": "active"}
    >>> book = OrganizationBook([body], {"379900": "临澜市"})
    >>> [book.resolve(t, "379900").how for t in ("临澜市水务局", "市水务局", "水务局")]
    ['exact', 'prefix', 'prefix']
    >>> book.resolve("水务局", "379902")
    Miss(candidates=('临澜市水务局',), several=False, akin=False)
    >>> book.resolve("市水利局", "379900")
    Miss(candidates=('临澜市水务局',), several=False, akin=True)
    """

    def __init__(
        self,
        organizations: Iterable[Mapping[str, Any]],
        places: Mapping[str, str],
        learned: Iterable[Mapping[str, str]] = (),
    ) -> None:
        self.places = dict(places)
        self._bodies = {o["id"]: o for o in organizations}
        self._forms: dict[tuple[str, str], dict[str, set[str]]] = {}
        self._regions: set[str] = set()
        self._cache: dict[tuple[str, str], Match | None] = {}
        self._codes: dict[str, tuple[str, str]] | None = None
        self._under: dict[str, list[tuple[str, str]]] = {}
        self._missed: dict[tuple[str, str, tuple[str, ...]], Miss] = {}
        named = [(body, self._enter(body)) for body in self._bodies.values()]
        for body, forms in named:
            if is_coordinating(body["id"]) and body.get("office"):
                self._enter_office(body, forms)
        for alias in learned:
            if alias["body"] in self._bodies:
                self._regions.add(alias["region"])
                form = normal(alias["text"])
                forms = {form, *self._bare(form, alias["region"])}
                self._index(alias["region"], "learned", forms, alias["body"])
        self._under.clear()  # the learned ones may hold in further areas

    def __contains__(self, organization_id: str) -> bool:
        return organization_id in self._bodies

    def name_of(self, organization_id: str) -> str:
        """Full name of a body."""
        return str(self._bodies[organization_id]["name"])

    def region_of(self, body_id: str) -> str | None:
        """Region of a body, None where it is none of the book's or has none."""
        return self._bodies.get(body_id, {}).get("region") or None

    def of_code(self, code: str) -> tuple[str, str] | None:
        """Id and name of the one body that bears a unified code, None for none or several."""
        return self._coded().get(code.upper())

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
            self._cache[key] = self._match(*key, _ALL) or self._formerly(*key)
        return self._cache[key]

    def _formerly(self, text: str, region: str) -> Match | None:
        """The ended body that 原 and its name mean."""
        found = self._match(text[1:], region, _ALL) if text.startswith("原") else None
        return found if found and found.how == "former" else None

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
        bare = self._bare(name, region)
        own = {normal(body["short_name"])} if body.get("short_name") else set()
        shorts = sorted(own | {normal(s) for s in body.get("aliases") or ()})
        plates = [normal(s) for s in body.get("nameplates") or ()]
        said = {
            "exact": {name},
            "prefix": bare,
            "short_form": {f for s in shorts for f in (s, *self._bare(s, region))},
            "nameplate": {f for s in plates for f in (s, *self._bare(s, region))},
        }
        sort = "body " if is_coordinating(body["id"]) else ""
        for tier, forms in said.items():
            self._index(region, sort + tier, forms, body["id"])
        self._index(region, "own short", {f for s in own for f in (s, *self._bare(s, region))}, body["id"])
        self._enter_above(body, name, region, sort)
        if not sort:
            keys = {contracted(f) for f in (name, *bare, *said["short_form"])}
            self._index(region, "variant", keys.union(*map(department, bare)), body["id"])
            more = (f for s in plates for f in (s, *self._bare(s, region)))
            self._index(region, "plate variant", {k for f in more for k in department(f)}, body["id"])
        return set().union(*said.values())

    def _enter_above(self, body: Mapping[str, Any], name: str, region: str, sort: str) -> None:
        """Let a body whose name begins with an upper area (临澜市生态环境局东澜分局) be found there by that name."""
        code = upper(region) if region else None
        while code:
            place = self.places.get(code)
            if place and name.startswith(place) and not name.startswith(self.places.get(region, "\n")):
                bare = self._bare(name, code)
                self._index(code, sort + "exact", {name}, body["id"])
                self._index(code, sort + "prefix", bare, body["id"])
                if not sort:
                    self._index(code, "variant", {contracted(f) for f in (name, *bare)}, body["id"])
            code = upper(code)

    def _index(self, region: str, tier: str, forms: Iterable[str], body: str) -> None:
        index = self._forms.setdefault((region, tier), {})
        for form in forms:
            index.setdefault(form, set()).add(body)

    def _coded(self) -> dict[str, tuple[str, str]]:
        if self._codes is None:
            found: dict[str, list[tuple[str, str]]] = {}
            for body in self._bodies.values():
                if body.get("uscc"):
                    found.setdefault(body["uscc"].upper(), []).append((body["id"], body["name"]))
            self._codes = {code: owners[0] for code, owners in found.items() if len(owners) == 1}
        return self._codes

    def _enter_office(self, body: Mapping[str, Any], forms: set[str]) -> None:
        """Let the names of a coordinating body followed by 办公室 stand for the department that keeps it."""
        region = body.get("region") or ""
        keeper = self._search(normal(body["office"]), region, _ORGANIZATIONS)
        if keeper is not None and len(keeper[0]) == 1:
            self._index(region, "office", {form + "办公室" for form in forms}, min(keeper[0]))

    def _letters(self, region: str) -> str:
        place = self.places.get(region)
        if place:
            return place[-1]
        return {"national": "", "province": "省", "city": "市", "county": "区县", "town": "镇乡"}[
            region_level(region or "0000")
        ]

    def _bare(self, name: str, region: str) -> set[str]:
        """The name without its place and the area around that, or without the letter that stands for it."""
        head = _HEADS.match(name)
        name = name[head.end() :] if head else name
        place = self.places.get(region)
        around = self.places.get(upper(region) or "") if region else None
        if place and around and name.startswith(around + place):
            name = name[len(around) :]
        if place and name.startswith(place) and len(name) > len(place) + 1:
            return {name[len(place) :]}
        if name[:1] in self._letters(region) and (len(name) > 3 or written(name[1:]) or name[1:] in _OWN):
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
            near = () if several else self._akin(*key)
            alike = () if several else self._near(*key)
            told = several or tuple(dict.fromkeys((*near, *alike)))[:3]
            self._missed[key] = Miss(told, several=bool(several), akin=bool(near))
        return self._missed[key]

    def _search(self, text: str, region: str, tiers: tuple[str, ...]) -> tuple[set[str], str] | None:
        """Ids that a normalised text fits, and how; None for none."""
        return (
            self._within(text, region, tiers)
            or self._below(text, region, tiers)
            or self._above(text, region, tiers)
        )

    def _within(self, text: str, region: str, tiers: tuple[str, ...]) -> tuple[set[str], str] | None:
        bare = self._bare(text, region)
        forms = {text, *bare}
        keys = {contracted(f) for f in forms}.union(*map(department, bare)) if "variant" in tiers else set()
        for tier in tiers:
            wanted = {text} if tier.endswith("exact") else keys if tier.endswith("variant") else forms
            ids = self._found(region, tier, wanted)
            if ids and tier.endswith("short_form"):
                return ids, "short_form" if ids & self._found(region, "own short", forms) else "alias"
            if ids:
                return ids, tier.removeprefix("body ").removeprefix("plate ")
        return None

    def _found(self, region: str, tier: str, forms: Iterable[str]) -> set[str]:
        index = self._forms.get((region, tier), {})
        return {i for form in forms for i in index.get(form, ())}

    def _below(self, text: str, region: str, tiers: tuple[str, ...]) -> tuple[set[str], str] | None:
        """Bodies of areas below: by names that begin with the area, whole or but for its last letter, or of towns."""
        place = self.places.get(region)
        if place and text.startswith(place) and len(text) > len(place):
            text = text[len(place) :]
        below = self._areas_below(region)
        for code, child in below:
            if text.startswith(child):
                return self._within(text, code, tiers)
        stems = ((c, p) for c, p in below if len(p) > 2 and text.startswith(p[:-1]) and text != p[:-1])
        found = [hit for code, _ in stems if (hit := self._within(text, code, tiers))]
        if not found and _TOWN.fullmatch(text):
            found = [hit for code, _ in below if (hit := self._within(text, code, tiers))]
        return (set().union(*(ids for ids, _ in found)), found[0][1]) if found else None

    def _areas_below(self, region: str) -> list[tuple[str, str]]:
        """The areas in another one whose names are known, the longest names first."""
        if region not in self._under:
            named = [(c, self.places[c]) for c in sorted(self._regions) if c != region and self.places.get(c)]
            self._under[region] = sorted((b for b in named if inside(b[0], region)), key=lambda b: -len(b[1]))
        return self._under[region]

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

    def _akin(self, text: str, region: str, tiers: tuple[str, ...]) -> tuple[str, ...]:
        """Full names of the bodies of the region that are the named department in some places only."""
        if "variant" not in tiers:
            return ()
        keys = frozenset[str]().union(*map(akin, self._bare(text, region)))
        ids = self._found(region, "variant", keys)
        ended = {i for i in ids if self._bodies[i].get("status") not in _LIVING}
        return tuple(map(self.name_of, sorted(ids, key=lambda i: (i in ended, self.name_of(i)))))

    def _near(self, text: str, region: str, tiers: tuple[str, ...]) -> tuple[str, ...]:
        """Up to three full names that look like the text, those of the own region first."""
        owners: dict[str, str] = {}
        for (code, tier), index in sorted(self._forms.items(), key=lambda f: f[0][0] != region):
            plain = tier in tiers and not tier.endswith(("variant", "prefix"))
            if plain and (inside(code, region) or inside(region, code)):
                for form, ids in index.items():
                    owners.setdefault(form, self.name_of(min(ids)))
        return near(text, owners)
