"""What one clause of a body's own list says: what the body is to the duty, its title, and who else is named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.cutting import cut
from ingest.shapes.part import Part
from ingest.shapes.sentences import Reader
from ingest.shapes.titles import opening, own, title_of

_DO = ("做好", "抓好", "开展", "完成")
_ORGANISES = re.compile(r"(?:依法|统一|具体)*(?:组织开展|组织实施|组织|开展|主持|统筹)(?=.{3})")
_TOPIC = re.compile(r"([^：:，,。；;]{3,30})[：:]\s*(.{2,})", re.S)
_JOINTLY = re.compile(r"会同|联合|商(?![务贸业品标事])")


@dataclass(frozen=True, slots=True)
class Held:
    """Role and cue of the body that holds the duty, its title, and others as (names, role, cue)."""

    role: str
    cue: str
    title: str
    others: tuple[tuple[str, str, str], ...] = ()


def held(clause: str, head: str, body: str, fallback: tuple[str, str], reader: Reader) -> Held:
    """What a clause says of the body whose list it stands in; `head` is the heading it stands under, if any.

    Where neither has a word for a role, the role and the cue are those of `fallback`. Who does something 会同
    others is its host, and they assist; so is who organises what others help in (组织甲检查，某局参加); whom it 配合 is
    named for the matter, no more.

    >>> from ingest.names import OrganizationBook
    >>> bodies = [{"id": "org:1", "name": "临澜市水务局", "region": "379900"}]
    >>> reader = Reader(OrganizationBook(bodies, {"379900": "临澜市"}), "379900")
    >>> held("会同市水务局查处非法采砂", "", "市公安局", ("INVOLVED_IN", "职责"), reader)
    Held(role='LEADS', cue='会同', title='查处非法采砂', others=(('市水务局', 'ASSISTS', '会同'),))
    >>> held("配合市水务局做好防汛", "", "市公安局", ("INVOLVED_IN", "职责"), reader).others
    (('市水务局', 'INVOLVED_IN', ''),)
    >>> said = held("防汛值守：配合做好物资调运", "", "市公安局", ("INVOLVED_IN", "职责"), reader)  # the matter before a colon
    >>> said.role, said.title
    ('ASSISTS', '防汛值守')
    >>> said = held("牵头负责水库治安，市水务局协助", "", "市公安局", ("INVOLVED_IN", "职责"), reader)
    >>> said.title, said.others
    ('水库治安', (('市水务局', 'ASSISTS', '协助'),))
    """
    topic = _TOPIC.match(clause)
    if topic and opening(clause).role is None and opening(topic[2]).role:
        below = held(topic[2], "", body, fallback, reader)
        return Held(below.role, below.cue, own(topic[1], body), below.others)
    clause, helpers = _helped(clause, reader)
    said = opening(clause)
    rest, role, cue = said.rest, said.role, said.cue
    if helpers and role is None and (does := _ORGANISES.match(clause)):
        role, cue, rest = "LEADS", does[0], clause[does.end() :]
    if role is None and head:
        above = opening(head)
        role, cue = above.role, above.cue
    others: tuple[tuple[str, str, str], ...] = ()
    if jointly := _JOINTLY.match(rest):
        names, after = reader.leading(rest[jointly.end() :])
        if names:
            others, rest = ((names, "ASSISTS", jointly[0]),), after
            role, cue = (role, cue) if role else ("LEADS", jointly[0])
    elif role == "ASSISTS":
        names, after = reader.leading(rest)
        if names and after:
            others, rest = ((names, "INVOLVED_IN", ""),), _done(after)
    title = own(title_of(rest) or title_of(clause), body)
    return Held(role or fallback[0], cue or fallback[1], title, (*others, *helpers))


def _helped(clause: str, reader: Reader) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """A clause without the pieces at its end that only say who helps, and those who do, as (names, role, cue)."""
    pieces = cut(clause, "，,")
    found: list[tuple[str, str, str]] = []
    while len(pieces) > 1:
        parts = reader.segment(pieces[-1][0])
        if not parts or any(p.role != "ASSISTS" or p.before or p.rest or not p.cue for p in parts):
            break
        found = [*((p.names, "ASSISTS", p.cue) for p in parts), *found]
        pieces.pop()
    if not found:
        return clause, ()
    return "".join(p + mark for p, mark in pieces).rstrip("，,"), tuple(found)


def held_parts(clause: str, names: str, fallback: tuple[str, str], reader: Reader) -> tuple[str, list[Part]]:
    """The duty that a clause of some bodies gives, and everyone named for it."""
    said = held(clause, "", names, fallback, reader)
    parts = [Part(names, said.role, said.cue, text=clause)]
    return said.title, parts + [Part(other, kind, cue, text=clause) for other, kind, cue in said.others]


def _done(text: str) -> str:
    for word in _DO:
        if text.startswith(word) and len(text) > len(word) + 1:
            return text.removeprefix(word)
    return text
