"""The name of an area where a body should stand: it means its government."""

from __future__ import annotations

import re

from ingest.names import Match, OrganizationBook

_GOVERNMENT = re.compile(r"(人民)?(政府|)|党委|委|委员会")
_LEVEL = re.compile(
    r"[省市区县旗镇乡](人民)?政府|[省市区县旗镇乡]党?委|街道(办事处|办)|[省市区县旗镇乡]?(党委|党工委)和?(人民)?政府"
)


def of_area(text: str, region: str, book: OrganizationBook) -> tuple[Match | None, bool]:
    """The government that the name of an area stands for, or the committee that the name of a zone does; and whether a
    text that has none in the register names a government all the same, which is then a level and no body.

    >>> bodies = [{"id": "org:1", "name": "东澜区人民政府", "region": "379902"}]
    >>> found, level = of_area("东澜区", "379902", OrganizationBook(bodies, {"379902": "东澜区"}))
    >>> found.name if found else None, level
    ('东澜区人民政府', False)
    """
    said = re.sub(r"\s+", "", text)
    governed = next(
        (p for p in book.places.values() if said.startswith(p) and _GOVERNMENT.fullmatch(said[len(p) :])), ""
    )
    zone = ("管理委员会", "管委会") if said.endswith("区") else ()
    for ending in ("人民政府",) if governed == said else zone:
        found = book.find(said + ending, region)
        if found is not None:
            return found, False
    return None, bool(governed) or _LEVEL.fullmatch(said) is not None
