"""In what way the item of a row moved (划转, 下放 …), how much of it (仅划新办、变更), and where it did not move at all
(暂缓划转)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.common import value_of
from ingest.entries import Entries, Page
from ingest.item_words import operation_of_brackets, stage_of
from ingest.values import transfer_kind

STAYS = "stays"
_KEPT = re.compile(
    r"(?:本批|本次|本轮|目前|现阶段)?(?:暂时?|仍)?(?:不|未|缓|暂缓)(?:予|作|再|进行|实施)?(?:划转?|下放|委托|移交|赋权|放权|集中)"
)
_STAYS = re.compile(rf"{_KEPT.pattern}|保留|维持|不动|暂缓")
_ONLY = re.compile(
    r"(?:仅|只)(?:限|将)?(?:划转?|下放|委托|移交|赋权)(?:了|出)?(?P<part>[^，,；;。（(]{2,40})"
)
_WHOLE = re.compile(r"(?:行政)?(?:许可|审批)(?:权|职责|事项|环节)?")


@dataclass(frozen=True, slots=True)
class Way:
    """Kind of a move and the word that says so; `only` is the part of the item that moved, `steps` where that is steps
    of handling it, and not the decision. The kind `STAYS` is none: the item stays where it is."""

    kind: str
    cue: str
    only: str = ""
    steps: tuple[tuple[str, str], ...] = ()


def way_said(text: str) -> Way | None:
    """What the words for a way say, None where they say none, or several.

    >>> way_said("划转"), way_said("本批暂不划转")
    (Way(kind='transfer', cue='划转', only='', steps=()), Way(kind='stays', cue='本批暂不划转', only='', steps=()))
    >>> way_said("仅划许可").only, way_said("仅划新办、变更").only
    ('', '新办、变更')
    >>> way_said("仅划受理、送达，审查仍由市水务局承担").steps
    (('受理', 'intake'), ('送达', 'delivery'))
    """
    stays = _STAYS.match(text)
    if stays:
        return Way(STAYS, stays[0])
    found = transfer_kind(text)
    if found is None:
        return None
    part = _ONLY.match(text)
    only = part["part"].strip() if part and not _WHOLE.fullmatch(part["part"].strip()) else ""
    words = [re.sub(r"(?:环节|阶段)$", "", word) for word in re.split(r"[、和及]", only) if word]
    kinds = [(word, stage_of(word)) for word in words]
    ways = all(operation_of_brackets(f"（{word}）") for word in words)
    steps = tuple((word, kind) for word, kind in kinds if kind and kind != "decision")
    return Way(*found, only, steps if len(steps) == len(words) and not ways else ())


def way_of(entries: Entries, page: Page, row: int, banner: str) -> Way | None:
    """The way in which the item of a row moved: as its column says, else the section, the sheet, a title or a heading.

    An unknown word in the column is a warning.
    """
    cell = page.cell(row, "transfer")
    if cell is not None and cell.text:
        kind = page.value(row, "transfer")
        found = Way(kind, cell.text) if kind else way_said(cell.text)
        if found is None:
            value_of(entries, page, row, "transfer")
        return found
    top = page.header.rows[0]
    above = [c.text for row in range(1, top) for c in page.sheet.filled(row)]
    headings = [page.caption("title"), page.caption("from_body"), page.caption("receiver")]
    told = (
        banner, page.sheet.heading, page.name, *above, *(c.text for c in page.sheet.above), *headings,
    )  # fmt: skip
    return next((way for text in told if (way := way_titled(text))), None)


def way_titled(text: str) -> Way | None:
    """What a title says of the way of the items below it, None where it says none, or several.

    >>> way_titled("取水事项划转清单"), way_titled("附：暂缓划转事项")
    (Way(kind='transfer', cue='划转', only='', steps=()), Way(kind='stays', cue='暂缓划转', only='', steps=()))
    >>> way_titled("划转及暂不划转事项清单")
    """
    kept = _KEPT.search(text)
    found = transfer_kind(_KEPT.sub("", text))
    if kept:
        return None if found else Way(STAYS, kept[0])
    return Way(*found) if found else None
