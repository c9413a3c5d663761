"""Names between pauses in one cell: 市水务局、市公安局."""

from __future__ import annotations

from ingest.cues import role_at_end
from ingest.cutting import cut
from ingest.groups import group_kind, is_spread
from ingest.names import Match, OrganizationBook

_PAUSES = "、/／|｜"


def names_in(text: str, region: str, book: OrganizationBook) -> list[str]:
    """The names between 、; a name that itself holds one (双随机、一公开) stays whole."""
    pieces = cut(text, _PAUSES)
    made: list[str] = []
    while pieces:
        size = 1
        for longer in (3, 2):
            if len(pieces) < longer:
                continue
            joined = "".join(p + after for p, after in pieces[:longer]).strip(" " + _PAUSES)
            names = (joined, role_at_end(joined)[0])
            if is_spread(names[1]) or any(book.find(name, region) for name in names):
                size = longer
                break
        made.append("".join(p + after for p, after in pieces[: size - 1]) + pieces[size - 1][0])
        pieces = pieces[size:]
    return made


def completed(name: str, later: list[str], region: str, book: OrganizationBook) -> Match | None:
    """The body that a name means with the ending of the name after it: 东澜区、北屿区水务局, 市财政、人社局."""
    if not later or len(name) < 2 or book.find(name, region) or group_kind(name) or not name.isalpha():
        return None
    following = role_at_end(later[0])[0]
    if book.find(following, region) is None:
        return None
    if name in book.places.values():
        place = next((p for p in book.places.values() if following.startswith(p)), None)
        return book.find(name + following.removeprefix(place), region) if place else None
    return book.find(name + following[-1], region)
