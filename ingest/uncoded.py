"""Areas that registers name without their codes: each gets a sign of its own, so that six districts' 区水务局 stay six.

A sign has the shape of a code of GB/T 2260 with a letter where that has digits (3799K3 for a district of 379900), so
it is taken for no code by anybody. It is made from the name of the area, and what the record holds keeps it; once a
list gives the code itself, that counts. An area whose city has no code either begins with 00 (00F200, 00F2K3): it
serves to read lists, but nothing of it is ever loaded.
"""

from __future__ import annotations

import hashlib
import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ingest.gazetteer import without_head
from ingest.regions import place_at_start, places_at_start, region_level

_SIGNS = [a + b for a in string.ascii_uppercase for b in string.digits + string.ascii_uppercase]
_UNKNOWN = "00"
# Zones and words for a part of a city (城区, 经济技术开发区): mostly one body's name, not an area with bodies of its own.
_ZONE = re.compile(
    r"(?:[城郊矿库校景辖片小市山林牧湖港]|.*(?:开发|高新|新|度假|示范|保税|试验|实验|合作|管理|保护|产业|工业|园|名胜|地))区"
)
_SEVERAL = 3  # bodies that make a zone an area
_CITY = re.compile(r".*(?:市|自治州|盟)")


def uncoded(code: str) -> bool:
    """Whether a code is a sign for an area whose code no list gives.

    >>> [uncoded(c) for c in ("379900", "3799K3", "00F200", "GB")]
    [False, True, True, False]
    """
    return not code.isdigit() and not code.isalpha()


def unknown(code: str) -> bool:
    """Whether an area lies in a city without a code, so that nothing of its lists can be loaded.

    >>> [unknown(c) for c in ("3799K3", "00F200", "00F2K3")]
    [False, True, True]
    """
    return uncoded(code) and code.startswith(_UNKNOWN)


def settled(names: Mapping[str, str]) -> dict[str, str]:
    """Names of areas by code, without the signs of areas whose codes are known by now.

    >>> settled({"379902": "东澜区", "3799K3": "东澜区", "3799B0": "北屿区"})
    {'379902': '东澜区', '3799B0': '北屿区'}
    """
    coded = {name for code, name in names.items() if not uncoded(code)}
    return {code: name for code, name in names.items() if not uncoded(code) or name not in coded}


def signs(
    rows: Iterable[tuple[str, str]], title: str, area: str | None, names: Mapping[str, str]
) -> dict[str, str]:
    """The areas that a register names and that have no code in `names`, by their signs.

    `rows` are (place, full name) of its bodies, `title` what stands above them, `area` the code of the register where
    it gives one. Only the register of a city, or one that gives no code at all, has areas without codes.

    >>> rows = [("", "临澜市水务局"), ("东澜区", "东澜区水务局"), ("", "临澜市北屿区水务局"), ("", "临澜市经济开发区管委会")]
    >>> sorted(signs(rows, "临澜市机构名录", "379900", {"379900": "临澜市"}).values())
    ['东澜区', '北屿区']
    >>> [(uncoded(code), len(code), name) for code, name in signs(rows[:1], "机构名录", None, {}).items()]
    [(True, 6, '临澜市')]
    """
    chains = [[*_alone(place), *places_at_start(without_head(name))] for place, name in rows]
    own = names.get(area or "") or _own(chains, title)
    area = area or next((code for code, name in names.items() if name == own and not uncoded(code)), None)
    if own is None or (area and region_level(area) != "city"):
        return {}
    counts = Counter(place for chain in chains for place in set(chain))
    made: dict[str, str] = {}
    stem = area[:4] if area else _UNKNOWN + _sign(own, _UNKNOWN, "00", names)
    if area is None and _CITY.fullmatch(own):
        made[f"{stem}00"] = own
    known = {name for code, name in names.items() if code[:4] == stem} | set(made.values())
    known |= {own} if area else set()
    for place in sorted({*counts, own} - known):
        if not place.endswith("省") and (counts[place] >= _SEVERAL or not _ZONE.fullmatch(place)):
            made[stem + _sign(place, stem, "", {**names, **made})] = place
    return made


def _sign(place: str, before: str, after: str, taken: Mapping[str, str]) -> str:
    """Two signs for an area, always the same as long as no other area has them."""
    first = int(hashlib.sha256(place.encode()).hexdigest(), 16)
    around = (_SIGNS[(first + step) % len(_SIGNS)] for step in range(len(_SIGNS)))
    return next(sign for sign in around if taken.get(before + sign + after, place) == place)


def _alone(text: str) -> Iterator[str]:
    """A cell that holds nothing but the name of an area."""
    if text and place_at_start(text) == text:
        yield text


def _own(chains: Iterable[list[str]], title: str) -> str | None:
    """The area that a register is of: that of its title, else the city or area that most names begin with."""
    firsts = Counter(chain[0] for chain in chains if chain)
    if (place := place_at_start(title)) in firsts:
        return place
    return min(firsts, key=lambda p: (not _CITY.fullmatch(p), -firsts[p], p)) if firsts else None
