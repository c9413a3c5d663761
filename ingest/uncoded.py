"""Districts that a register names and gives no code: each gets a sign of its own, so that its bodies are told apart.

Half of all registers write 区水务局 of every district and no code for any. Without an area of its own each of them would
be a body of the city, and 区水务局 in the list of one district would be the bodies of all.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from ingest.gazetteer import Gazetteer
from ingest.regions import place_at_start, region_level
from ingest.whereabouts import UNKNOWN

if TYPE_CHECKING:
    from ingest.files import ListFile

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SIGNS = _LETTERS + "0123456789"
_DISTRICT = re.compile(r"(?!全|本|各|原(?![州阳平]))[\u4e00-\u9fff]{1,8}(?:自治县|区|县|旗|市)")
_NO_DISTRICT = re.compile(
    r".*(?:开发|高新|经开|技术|产业|工业|科技|园|景|度假|保税|示范|试验|合作|功能|管理)区|[城市新社片郊辖老主全]区|.*(?:区县|县区|市区|区市)"
)
_SHORT = (
    3  # signs of the name of a district at least, where no column says that it is one; a county may have two
)
_CITY = ("市", "州", "盟")
_FEW = 2  # bodies that begin with the name of a place, where no column says that it is one


def with_uncoded(file: ListFile, rows: Iterable[tuple[str, str, str, str]], places: Gazetteer) -> Gazetteer:
    """The places, with those districts that a register of a city names and nobody gives a code; each is told."""
    region = file.region or ""
    city = places.names.get(region) or place_at_start(file.meta.title or "") or ""
    if not city.endswith(_CITY) or not (region == UNKNOWN or region_level(region) == "city"):
        return places
    found = uncoded(((code, place, name) for code, place, name, _ in rows), region, city, places.names)
    for sign, name in found.items():
        message = f"没有写“{name}”的行政区划代码，暂以“{sign}”代表"
        file.problem("REGION", message, "补一栏“行政区划”，填 6 位代码", "info")
    return Gazetteer(places.names | found | {region: city}, places.towns) if found else places


def is_sign(code: str) -> bool:
    """Whether what stands for an area is such a sign, and no code.

    >>> is_sign("3799K4"), is_sign("379902"), is_sign("GB")
    (True, False, False)
    """
    return len(code) == 6 and code[:4].isdecimal() and code[4:5].isalpha()


def without_signs(names: Mapping[str, str]) -> dict[str, str]:
    """Names of areas by code, without a sign that an earlier register needed and this one gives a code.

    >>> without_signs({"3799K4": "东澜区", "379902": "东澜区", "3799M1": "北屿区"})
    {'379902': '东澜区', '3799M1': '北屿区'}
    """
    coded = {name for code, name in names.items() if not is_sign(code)}
    return {code: name for code, name in names.items() if not is_sign(code) or name not in coded}


def sign_of(name: str, city: str, taken: Collection[str]) -> str:
    """The sign of a district of a city: always the same for the same name, unless another one has it.

    >>> sign_of("东澜区", "379900", ()) == sign_of("东澜区", "379900", ()), is_sign(sign_of("东澜区", "379900", ()))
    (True, True)
    >>> first = sign_of("东澜区", "379900", ())
    >>> sign_of("东澜区", "379900", {first}) == first
    False
    """
    turn = 0
    while True:
        digest = hashlib.sha256(f"{name}{turn or ''}".encode()).digest()
        made = city[:4] + _LETTERS[digest[0] % len(_LETTERS)] + _SIGNS[digest[1] % len(_SIGNS)]
        if made not in taken:
            return made
        turn += 1


def uncoded(
    rows: Iterable[tuple[str, str, str]], city: str, own: str, known: Mapping[str, str]
) -> dict[str, str]:
    """The districts of a city that rows (code, place, full name of a body) name and nobody gives a code, by their sign.

    `own` is the name of the city, `known` are the names of areas by code. What a column calls a place is one where the
    name of a body begins with it; without such a column, where the names of several bodies do.

    >>> rows = [("", "东澜区", "东澜区水务局"), ("", "", "北屿区水务局"), ("", "", "临澜市北屿区教育局"), ("", "", "高新区管委会")]
    >>> sorted(uncoded(rows, "379900", "临澜市", {}).values())
    ['东澜区', '北屿区']
    >>> rows = [("", "", n) for n in ("西城区水务局", "西城区教育局", "矿区派出所", "矿区管理站", "赵县水利局", "赵县教育局")]
    >>> sorted(uncoded(rows, "379900", "临澜市", {}).values())
    ['西城区', '赵县']
    """
    told, begun = set(), Counter[str]()
    for code, place, name in rows:
        bare = _within(name, own)
        said = _within(place, own)
        if not code and said and bare.startswith(said) and _is_district(said):
            told.add(said)
        first = place_at_start(bare)
        long = first and (len(first) >= _SHORT or first[-1] in "县旗")
        if not code and first and long and len(bare) > len(first) + 1 and _is_district(first):
            begun[first] += 1
    named = [
        *sorted(told),
        *sorted(name for name, count in begun.items() if count >= _FEW and name not in told),
    ]
    made: dict[str, str] = {}
    for name in named:
        if name not in known.values() and name != own:
            made[sign_of(name, city, {*known, *made})] = name
    return made


def _within(name: str, city: str) -> str:
    """A name without the city it begins with."""
    said = re.sub(r"\s+", "", name)
    return said[len(city) :] if city and said.startswith(city) and said != city else said


def _is_district(name: str) -> bool:
    return _DISTRICT.fullmatch(name) is not None and _NO_DISTRICT.fullmatch(name) is None
