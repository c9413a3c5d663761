"""Whose list a sheet is, where its title says so and its rows do not: 云丘县水务局权责清单, 双塔镇履行职责事项清单."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.bodies import Body, read_parties
from ingest.entries import Entries, Page
from ingest.groups import group_kind
from ingest.names import Match, is_coordinating

_BEFORE = re.compile(
    r"^(?:附件|附表|附)?\s*[\d一二三四五六七八九十]*[:：、.．\s]*(?:[（(][一二三四五六七八九十\d]+[)）])?"
)
_SORTS = (
    "基本履职", "配合履职", "基本职责", "配合职责", "履行职责", "履职", "权责", "权力和责任", "权力清单", "行政权力", "行政职权",
    "责任清单", "职责清单",
    "部门职责", "主要职责", "工作职责", "承担", "行政执法", "行政许可", "行政处罚", "政务服务", "公共服务", "事项清单",
    "上级部门收回",
)  # fmt: skip
_LEVEL = re.compile(
    r"乡镇|镇街|街镇|街道|镇|乡镇街道|乡镇[、（(](?:街道|办事处)[）)]?|镇[、（(](?:街道|办事处)[）)]?|街道[（(]乡?镇[）)]"
)
_TOWN = re.compile(r"(?:[乡镇]|街道)(?:人民政府|办事处)?$")
_ISSUED = re.compile(r"(?:印发|下发|公布|发布|转发)《([^《》]+)》")
_SORT = re.compile(r"(?:市级|县级|区级|本级|所属)?(?:" + "|".join(_SORTS) + ")")


def holder(entries: Entries, page: Page, headings: bool = True) -> Body | None:
    """The one body, or the level of bodies (各镇街), that the title of a sheet names as the one whose list it is.

    The nearest title decides: the heading of the table, the rows above the header, the name of the sheet, the
    paragraphs before, the headings (石渡镇配合职责); one that names only a level (乡镇配合职责) leaves it to a farther one
    that names a town. None where they name none. Without `headings` only what stands over the table decides.
    """
    level: Body | None = None
    for text in _titles(page, headings):
        found = _named(entries, text)
        if found is None:
            continue
        if found.group is None and (level is None or _TOWN.search(found.name or "")):
            return found
        level = level or found
    return level


def _titles(page: Page, headings: bool) -> Iterator[str]:
    yield page.sheet.heading
    for row in range(page.header.rows[0] - 1, page.sheet.start - 1, -1):
        filled = page.sheet.filled(row)
        if len(filled) == 1:
            yield filled[0].text
    yield page.sheet.name
    yield from (c.text for c in page.sheet.above)
    if headings:
        yield from (c.text for row in page.header.rows for c in page.sheet.filled(row))
    yield from page.sheet.titles


def _named(entries: Entries, text: str) -> Body | None:
    whole = re.sub(r"\s+", "", text)
    if not whole:
        return None
    quoted = _ISSUED.search(whole)
    whole = quoted[1] if quoted else whole
    bare = _BEFORE.sub("", whole)
    ends = [m.start() for m in _SORT.finditer(bare) if m.start() >= 2]
    names = [bare[: ends[0]].removesuffix("的")] if ends else [whole]
    for name in names:
        for form in (name, f"{name}人民政府", f"{name}办事处"):
            match = entries.book.find(form, entries.region)
            if isinstance(match, Match) and not is_coordinating(match.id):
                return Body(match.id, name, match.name, match.how, region=entries.region)
        place = entries.book.places.get(entries.region, "")
        level = name.removeprefix(place).removeprefix("各")
        if ends and _LEVEL.fullmatch(level) and group_kind(f"各{level}") == "level":
            return read_parties(f"各{level}", entries.region, entries.book).bodies[0]
    return None
