"""Region codes (GB/T 2260): their levels, what lies in what, and the names of places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from graph.ids import node_id

_CODE = re.compile(r"\d{6}(?:\d{3}|\d{6})?")
_PLACE = re.compile(
    r"(?:中共|共青团|国家税务总局)?"
    r"((?!城市|社区|园区|[市区县省])[\u4e00-\u9fff]{1,8}?(?:自治州|自治县|市|区|县|旗|省))"
)


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


def places(names: Iterable[tuple[str, str]], titles: Mapping[str, str]) -> dict[str, str]:
    """Name of each region: from the titles of its lists, else the place half its bodies' names begin with.

    `names` are (region code, full name) of bodies, `titles` the list title by region code.
    """
    counts: dict[str, Counter[str]] = {}
    totals: Counter[str] = Counter()
    for code, name in names:
        totals[code] += 1
        found = place_at_start(name)
        if found:
            counts.setdefault(code, Counter())[found] += 1
    made = {}
    for code, counter in counts.items():
        place, count = min(counter.items(), key=lambda pc: (-pc[1], pc[0]))
        if 2 * count >= totals[code]:
            made[code] = place
    for code, title in titles.items():
        found = place_at_start(title)
        if found and code not in made:
            made[code] = found
    return made
