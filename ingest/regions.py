"""Region codes (GB/T 2260): their levels, what lies in what, and the names of places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from graph.ids import node_id

_CODE = re.compile(r"\d{6}(?:\d{3}|\d{6})?")
_PLACE = re.compile(
    r"(?:中共|共青团|国家税务总局)?"
    r"((?!城市|社区|园区|[市区县省])(?:(?![局委厅队])[\u4e00-\u9fff]){1,8}?(?:自治州|自治县|市|区|县|旗|省))"
)
_SHORTEST = 2


def region_code(text: str) -> str | None:
    """The code in its short form, None where the text is none.

    >>> region_code("511602000000"), region_code("379900 "), region_code("东澜区")
    ('511602', '379900', None)
    """
    found = text.strip()
    if not _CODE.fullmatch(found):
        return None
    if found.endswith("000000") and len(found) == 12:
        return found[:6]
    return found[:9] if found.endswith("000") and len(found) == 12 else found


def region_level(code: str) -> str:
    """Level of an area, from the shape of its code.

    Two letters (ISO 3166) stand for a whole country.

    >>> [region_level(c) for c in ("370000", "379900", "379902", "379902001", "GB")]
    ['province', 'city', 'county', 'town', 'national']
    """
    if code.isalpha():
        return "national"
    if len(code) > 6:
        return "town"
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def upper(code: str) -> str | None:
    """The area right above, None above a province or a country.

    >>> upper("379902"), upper("379900"), upper("370000"), upper("GB")
    ('379900', '370000', None, None)
    """
    if code.isalpha():
        return None
    if len(code) > 6:
        return code[:6]
    if code.endswith("0000"):
        return None
    return code[:2] + "0000" if code.endswith("00") else code[:4] + "00"


def inside(code: str, area: str) -> bool:
    """Whether an area lies in another one, or is it.

    >>> inside("379902", "379900"), inside("379900", "379902")
    (True, False)
    """
    walk: str | None = code
    while walk is not None:
        if walk == area:
            return True
        walk = upper(walk)
    return False


def place_code(text: str, places: Mapping[str, str], area: str) -> str | None:
    """Code of the place of that name within an area, None where none or several are known.

    >>> place_code("东澜区", {"379902": "东澜区", "379900": "临澜市"}, "379900")
    '379902'
    """
    found = [code for code, name in places.items() if name == text.strip() and inside(code, area)]
    return found[0] if len(found) == 1 else None


def common_area(codes: Iterable[str]) -> str | None:
    """The smallest area that holds them all, None for none or beyond one province.

    >>> common_area(["379902", "379903", "379921"]), common_area(["511602"])
    ('379900', '511602')
    """
    areas = sorted(set(codes))
    if not areas:
        return None
    walk: str | None = areas[0]
    while walk is not None and not all(inside(c, walk) for c in areas):
        walk = upper(walk)
    return walk


def region_id(code: str) -> str:
    """Id of a Region node; made from the code alone, so that a place may be renamed."""
    return node_id("Region", {"code": code})


def place_at_start(text: str) -> str | None:
    """The place a title or the name of a body begins with, None where it begins with none.

    >>> place_at_start("临澜市机构名录（示例数据）"), place_at_start("中共临澜市委组织部"), place_at_start("市水务局")
    ('临澜市', '临澜市', None)
    """
    found = _PLACE.match(text)
    return found[1] if found else None


def places_at_start(text: str) -> list[str]:
    """The places that the name of a body begins with, the outer ones first.

    >>> places_at_start("中共临澜市东澜区委组织部"), places_at_start("临澜市公安局东澜区分局")
    (['临澜市', '东澜区'], ['临澜市'])
    """
    found = []
    while (match := _PLACE.match(text)) and len(match[1]) > _SHORTEST and len(text) > match.end(1) + 1:
        found.append(match[1])
        text = text[match.end(1) :]
    return found


def told(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The place that most rows write beside a code, by code; none where the code of another place stands beside it.

    >>> told([("379900", "临澜市"), ("379900", "临澜市"), ("379902", "东澜区"), ("", "北屿区")])
    {'379900': '临澜市', '379902': '东澜区'}
    """
    votes: dict[str, Counter[str]] = {}
    for code, place in rows:
        if code and place_at_start(place) == place:
            votes.setdefault(code, Counter())[place] += 1
    return {code: min(counter, key=lambda p: (-counter[p], p)) for code, counter in votes.items()}


_HEAD = re.compile(r"中共|中国共产党|共青团|国家税务总局|国网")


def without_place(name: str, place: str = "") -> str:
    """The name of a body without the words and the places it begins with.

    >>> [without_place(n) for n in ("中共临澜市委组织部", "临澜市东澜区水务局", "市市场监督管理局", "东澜区双塔镇人民政府")]
    ['委组织部', '水务局', '市市场监督管理局', '双塔镇人民政府']
    """
    head = _HEAD.match(name)
    rest = name[head.end() :] if head else name
    while place and rest.startswith(place) and len(rest) > len(place) + 1:
        rest = rest[len(place) :]
    while (found := _PLACE.match(rest)) and len(rest) > found.end(1) + 1:
        rest = rest[found.end(1) :]
    return rest


def places(names: Iterable[tuple[str, str]], titles: Mapping[str, str]) -> dict[str, str]:
    """Name of each region: from the titles of its lists, else the place half its bodies' names begin with.

    `names` are (region code, full name) of bodies, `titles` the list title by region code. Where names begin with the
    city and the county, the county is meant for its own code. A town whose bodies' names begin with the county is not
    that county.

    >>> places([("379902", "东澜区水务局"), ("379902003", "东澜区石门街道办事处")], {})
    {'379902': '东澜区'}
    >>> places([("379900", "临澜市水务局"), ("379902", "临澜市东澜区水务局")], {})
    {'379900': '临澜市', '379902': '东澜区'}
    """
    counts: dict[str, Counter[tuple[int, str]]] = {}
    totals: Counter[str] = Counter()
    for code, name in names:
        totals[code] += 1
        for depth, place in enumerate(places_at_start(name)):
            counts.setdefault(code, Counter())[depth, place] += 1
    made = {}
    for code, counter in counts.items():
        common = {found: count for found, count in counter.items() if 2 * count >= totals[code]}
        if common:
            inner = -1 if region_level(code) == "county" else 1
            _, made[code] = min(common, key=lambda found: (inner * found[0], -common[found], found[1]))
    for code, title in titles.items():
        found = place_at_start(title)
        if found and code not in made:
            made[code] = found
    return {code: place for code, place in made.items() if len(code) <= 6 or made.get(code[:6]) != place}
