"""The places that registers and known bodies tell of, and the areas that a text names by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.regions import common_area, inside, place_at_start, without_place

_TOWN = re.compile(r"([\u4e00-\u9fff]{1,7}?(?:街道|[镇乡]|苏木))(?:人民政府|政府|办事处)?")
_CODE = re.compile(r"[0-9A-Z]{2}(\d{6})[0-9A-Z]{10}")  # a unified code: its third to eighth signs are an area
_SHORTEST = 2
_SHOWN = 3


@dataclass(slots=True)
class Gazetteer:
    """Names of areas by code, and towns with the code of the county they lie in (a town has none of its own)."""

    names: dict[str, str] = field(default_factory=dict)
    towns: dict[str, str] = field(default_factory=dict)
    _codes: dict[str, set[str]] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for code, name in self.names.items():
            self._codes.setdefault(name, set()).add(code)

    def code(self, name: str) -> str | None:
        """The code of the one area of this name.

        >>> Gazetteer({"379900": "临澜市"}).code("临澜市")
        '379900'
        """
        codes = self._codes.get(name, set())
        return next(iter(codes)) if len(codes) == 1 else None

    def found(self, text: str) -> dict[str, str]:
        """The areas that a text names, each with the words that do: the longest names count, one area each.

        >>> Gazetteer({"379900": "临澜市", "379902": "东澜区"}).found("临澜市东澜区机构编制委员会办公室")
        {'379900': '临澜市', '379902': '东澜区'}
        """
        made: dict[str, str] = {}
        at = re.sub(r"\s+", "", text)
        known = {**self.towns, **{n: c for n in self._codes if (c := self.code(n))}}
        for name in sorted(known, key=lambda n: (-len(n), n)):
            if len(name) >= _SHORTEST and name in at:
                made.setdefault(known[name], name)
                at = at.replace(name, "\n")
        order = sorted(made, key=lambda c: (not c.endswith("0000"), not c.endswith("00"), c))
        return {code: made[code] for code in order}

    def innermost(self, text: str) -> tuple[str, str] | None:
        """The smallest area that a text names, with its words; None for none, or several beside each other.

        >>> places = Gazetteer({"379900": "临澜市", "379902": "东澜区", "379903": "北屿区"}, {"石门镇": "379903"})
        >>> [places.innermost(t) for t in ("临澜市东澜区清单", "石门镇履职清单", "东澜区、北屿区清单", "清单")]
        [('379902', '东澜区'), ('379903', '石门镇'), None, None]
        """
        found = self.found(text)
        last = next((c for c in found if all(inside(c, other) for other in found)), None)
        return (last, found[last]) if last else None

    def common(self, texts: Iterable[str]) -> tuple[str, str] | None:
        """The smallest known area that holds all those the texts name, with the first of the words that do."""
        found: dict[str, str] = {}
        for text in texts:
            for code, words in self.found(text).items():
                found.setdefault(code, words)
        area = common_area(found)
        words = "”“".join(list(found.values())[:_SHOWN])
        return (area, words) if area and (area in found or area in self.names) else None

    def of_name(self, name: str) -> str | None:
        """The code of the innermost place that the name of a body begins with.

        >>> Gazetteer({"379900": "临澜市", "379902": "东澜区"}).of_name("临澜市东澜区水务局")
        '379902'
        """
        rest = without_head(name)
        found = None
        for _ in range(3):
            place = max((p for p in self._codes if rest.startswith(p)), key=len, default=None)
            if place is None or self.code(place) is None:
                break
            found, rest = self.code(place), rest[len(place) :]
        return found


def without_head(name: str) -> str:
    """A name without what stands before its place."""
    return re.sub(r"^(?:中共|中国共产党|共青团|国家税务总局|国网)", "", name)


def of_bodies(bodies: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Gazetteer:
    """The places that bodies lie in: `names` of their regions, and the towns whose own bodies they are.

    >>> body = {"name": "东澜区石门镇人民政府", "region": "379902"}
    >>> of_bodies([body], {"379902": "东澜区"}).towns
    {'石门镇': '379902'}
    """
    towns: dict[str, set[str]] = {}
    for body in bodies:
        region = body.get("region") or ""
        town = _TOWN.fullmatch(without_place(body["name"], names.get(region, "")))
        if town and len(town[1]) > _SHORTEST:
            towns.setdefault(town[1], set()).add(region[:6])
    return Gazetteer(dict(names), {t: min(codes) for t, codes in towns.items() if len(codes) == 1})


def from_codes(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Codes of places by (name or full name of a body, unified code): what most of the codes of a place say.

    >>> from_codes([("临澜市水务局", "11379900MB0000000X"), ("临澜市民政局", "11379900MB00000011")])
    {'379900': '临澜市'}
    """
    votes: dict[str, Counter[str]] = {}
    for name, uscc in rows:
        place = place_at_start(without_head(name))
        code = _CODE.fullmatch(uscc.strip())
        if place and code and not code[1].startswith("00"):
            votes.setdefault(place, Counter())[code[1]] += 1
    return {
        min(counter.items(), key=lambda cn: (-cn[1], cn[0]))[0]: place for place, counter in votes.items()
    }
