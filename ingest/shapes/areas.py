"""Banners that name places: the rows below each are those of a district, as where a column of districts says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ingest.entries import Entries, Page
from ingest.shapes.matters import Matter

_COUNT = re.compile(r"[（(]共?\s*\d+[^（）()]{0,4}[)）]$")


def areas_of(entries: Entries, page: Page, matters: Iterable[Matter]) -> Mapping[int, str]:
    """The place of each banner, by its row, where all banners of a sheet name places of the register (临湾区（5处）);
    none where one names anything else, or a column says the place of each row. It is told."""
    banners = {m.banner_row: m.banner for m in matters if m.banner}
    if "place" in page.header.columns:
        return {}
    places = {row: entries.place(_COUNT.sub("", banner)) for row, banner in banners.items()}
    found = {row: code for row, code in places.items() if code}
    if not found or len(found) < len(places):
        return {}
    first = min(found)
    at = page.sheet.filled(first)[0] if first else None
    message = f"分组标题写的是区县（“{banners[first]}”等 {len(found)} 个），其下各项按该区县读取"
    entries.problem(page, at, "REGION", "info", message, "如不是此意，请加一栏“区县”写明")
    return found
