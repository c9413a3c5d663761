"""Who takes all the items of a list, where its title, a line above its header or its notes say so and no column
does: 划转至市审批局的事项目录; 划入单位：市审批局."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.bodies import Body, read_parties
from ingest.entries import Entries, Page
from ingest.groups import group_kind
from ingest.names import Match, is_coordinating

_LONGEST, _SHORTEST = 30, 3
_TO = re.compile(
    r"(?:划转|划归|划入|下放|委托|移交|赋予|赋权|授权|交由|集中|调整|收回|上收|放权)(?:(?:至|到|给|由|为|归)|(?=[各市县区省])|(?<=赋予)|(?<=赋权))"
)
_THESE = re.compile(
    r"(?:上述|以上|所列|下列|上列|本(?:目录|清单|表|附件|批次?)|表[内中]|附[件表])[^，。；]{0,12}?"
    r"(?:事项|权力|许可|职权|处罚权|权限)[^。；]{0,40}?[由]"
)
_DOES = re.compile(
    r"(?:负责|统一|集中|承接|依法|代为|具体)*(?:实施|行使|办理|承接|承担|审批|受理|管理|行政|部分|县级|市级|的|第|，|,|。|；|[（(]|\d|$)"
)
_TAKES = re.compile(
    r"(?:集中行使|统一行使|承接|接收|划入|受委托|受托|接管)(?:实施)?(?:的)?(?=.{0,12}(?:事项|权|目录|清单))"
)
_LABEL = re.compile(
    r"(?:划入|转入|接收|承接|集中行使|受委托|受托|收回|上收)(?:许可|审批|实施|行使)?(?:部门|单位|机关|主体|方)[:：]"
)
_NOT_YET = re.compile(r"拟|原(?![州平阳])|不再|未|不予|暂不|曾|此前")


def taker_of_list(entries: Entries, page: Page) -> Body | None:
    """The body (or the bodies of a level) that takes whatever a list holds, None where nothing says so or several are named.

    The nearest title decides: the heading of the table, the rows above the header, the name of the sheet, the
    paragraphs before; then the notes.
    """
    for text in _sources(page):
        found = _bodies(entries, text)
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def taker_of_row(entries: Entries, page: Page, row: int) -> Body | None:
    """The body to which the remark on an item says that it goes (划转至市审批局), None for none or several."""
    found = _bodies(entries, page.text(row, "note"))
    return next(iter(found.values())) if len(found) == 1 else None


def _bodies(entries: Entries, text: str) -> dict[str, Body]:
    return {body.id: body for body in _named(entries, re.sub(r"\s+", "", text))}


def _sources(page: Page) -> Iterator[str]:
    yield page.sheet.heading
    for row in range(page.header.rows[0] - 1, page.sheet.start - 1, -1):
        filled = page.sheet.filled(row)
        if len(filled) == 1:
            yield filled[0].text
    yield page.name
    yield from (c.text for c in page.sheet.above)
    yield from page.notes.texts


def _named(entries: Entries, text: str) -> Iterator[Body]:
    for sentence in re.split(r"[。；;]", text):
        for found in (*_TO.finditer(sentence), *_THESE.finditer(sentence)):
            if _NOT_YET.search(sentence[: found.start()][-6:]):
                continue
            after = sentence[found.end() : found.end() + _LONGEST]
            lengths = range(len(after), _SHORTEST - 1, -1)
            names = (after[:n] for n in lengths if _DOES.match(after, n))
            yield from _first(entries, names)
        for found in _LABEL.finditer(sentence):
            after = sentence[found.end() : found.end() + _LONGEST]
            yield from _first(entries, (after[:n] for n in range(len(after), _SHORTEST - 1, -1)))
        for found in _TAKES.finditer(sentence):
            before = re.split(r"[，,、]", sentence[: found.start()])[-1]
            if not _NOT_YET.search(before):
                starts = range(max(0, len(before) - _LONGEST), len(before) - _SHORTEST + 1)
                yield from _first(entries, (before[n:] for n in starts))


def _first(entries: Entries, names: Iterator[str]) -> Iterator[Body]:
    """The body that the first of some names is known for."""
    for name in names:
        match = entries.book.find(name, entries.region)
        if isinstance(match, Match):
            if not is_coordinating(match.id):
                yield Body(match.id, name, match.name, match.how, region=entries.region)
            return
        if name[0] == "各" and group_kind(name) == "level":
            yield read_parties(name, entries.region, entries.book).bodies[0]
            return
