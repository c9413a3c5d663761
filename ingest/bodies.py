"""Reads a cell that names who is responsible: names, groups of names, words for their role, brackets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from graph.ids import node_id
from ingest.cues import Cue, capacity_of, joint, role_at_end, role_of_words
from ingest.groups import group_kind, nobody, open_tail
from ingest.names import Match, Miss, OrganizationBook

_STOPS = "；;。，,\n"
_PAUSES = "、/"
_AND = re.compile(r"以及|及其|及|和|与")
_LABEL = re.compile(r"([\u4e00-\u9fff]{2,10}?)[:：]")
_BRACKET = re.compile(r"(.+?)[（(]([^（）()]*(?:[（(][^（）()]*[）)])?[^（）()]*)[）)]$")


@dataclass(frozen=True, slots=True)
class Body:
    """One party named in a cell: `name` is the full name of a body, `words` the wording that names none.

    The id of a coordinating body begins with `body:`. `group` is the kind of such a wording (open_ended,
    level), None for a body.
    """

    id: str
    text: str
    name: str | None = None
    how: str | None = None
    group: str | None = None
    role: str | None = None
    cue: str | None = None
    scope: str | None = None
    split: bool = False
    capacity: str | None = None
    region: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A name that could not be read, with what to say and what to do."""

    code: str
    severity: str
    message: str
    todo: str


@dataclass(slots=True)
class Parties:
    """All parties of a cell, in order, and what was wrong."""

    bodies: list[Body] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def read_parties(text: str, region: str, book: OrganizationBook) -> Parties:
    """The parties that a cell names, each resolved within the region of the list.

    >>> found = read_parties("各镇街、相关部门", "379900", OrganizationBook([], {}))
    >>> [(b.text, b.group) for b in found.bodies]
    [('各镇街', 'level'), ('相关部门', 'open_ended')]
    """
    parties = Parties()
    if nobody(text):
        return parties
    label: Cue | None = None
    for segment, after in _cut(text, _STOPS):
        marked = _LABEL.match(segment)
        cue = role_of_words(marked[1]) if marked else None
        if marked and cue:
            label, segment = cue, segment[marked.end() :]
        sides = joint(segment)
        if sides and book.find(segment, region) is None:
            host, others, word = sides
            _segment(host, region, book, parties, Cue("LEADS", word))
            _segment(role_at_end(others)[0], region, book, parties, Cue("ASSISTS", word))
        else:
            _segment(segment, region, book, parties, label)
        if after in "；;。\n":
            label = None
    return parties


def _cut(text: str, marks: str) -> list[tuple[str, str]]:
    """Pieces between marks that stand outside brackets and book titles, each with the mark after it."""
    made, depth, start = [], 0, 0
    for i, char in enumerate(text):
        depth += {"（": 1, "(": 1, "《": 1, "）": -1, ")": -1, "》": -1}.get(char, 0)
        if depth <= 0 and char in marks:
            made.append((text[start:i].strip(), char))
            start = i + 1
    made.append((text[start:].strip(), " "))
    return [(piece, after) for piece, after in made if piece]


def _segment(text: str, region: str, book: OrganizationBook, parties: Parties, label: Cue | None) -> None:
    """Names between 、; a role word after one of them holds for those before it as well."""
    pending: list[Body] = []
    for i, item in enumerate(_items(text, region, book)):
        known = book.find(item, region) or group_kind(item)
        name, cue = (item, None) if known else role_at_end(item.removeprefix("由"))
        made = _item(name, region, book, parties.troubles, listed=i + 1)
        pending += made
        if cue:
            parties.bodies += [_with(b, cue) for b in pending]
            pending = []
    parties.bodies += [_with(b, label) if label else b for b in pending]


def _items(text: str, region: str, book: OrganizationBook) -> list[str]:
    """The names between 、; a name that itself holds one (双随机、一公开) stays whole."""
    pieces = _cut(text, _PAUSES)
    made: list[str] = []
    while pieces:
        size = 1
        for longer in (3, 2):
            joined = "".join(p + after for p, after in pieces[:longer]).strip(" " + _PAUSES)
            names = (joined, role_at_end(joined)[0])
            if len(pieces) >= longer and any(book.find(name, region) for name in names):
                size = longer
                break
        made.append("".join(p + after for p, after in pieces[: size - 1]) + pieces[size - 1][0])
        pieces = pieces[size:]
    return made


def _with(body: Body, cue: Cue) -> Body:
    """The body with a role from words around it; words in its own brackets go before."""
    if body.role:
        return replace(body, split=body.split or cue.split)
    return replace(body, role=cue.role, cue=cue.words, split=body.split or cue.split)


def _item(text: str, region: str, book: OrganizationBook, troubles: list[Trouble], listed: int) -> list[Body]:
    """One item of an enumeration: mostly one body; two with 及; a group for its open end."""
    text = text.strip()
    whole = book.find(text, region)
    if whole is not None:
        return [Body(whole.id, text, whole.name, whole.how, region=region)]
    if kind := group_kind(text):
        return [_group(text, kind, region)]
    tail = open_tail(text)
    if tail:
        head, words, count = tail
        made = _item(head, region, book, troubles, listed)
        return made if count == listed else [*made, _group(words, "open_ended", region)]
    bracket = _BRACKET.fullmatch(text)
    if bracket:
        return _bracketed(text, bracket[1], bracket[2], region, book, troubles, listed)
    for word in _AND.finditer(text):
        left, right = text[: word.start()], text[word.end() :]
        if _known(left, region, book) and _known(right, region, book):
            return [b for side in (left, right) for b in _item(side, region, book, troubles, listed)]
    group = text.removesuffix("办公室")
    if group != text and isinstance(book.coordinating(group, region), Match):
        troubles.append(_no_office(text))
    else:
        troubles.append(_miss(text, book.resolve(text, region)))
    return []


def _known(text: str, region: str, book: OrganizationBook) -> bool:
    bare = _BRACKET.fullmatch(text)
    names = (text, bare[1]) if bare else (text,)
    return any(book.find(n, region) or group_kind(n) for n in names)


def _bracketed(
    text: str,
    name: str,
    inner: str,
    region: str,
    book: OrganizationBook,
    troubles: list[Trouble],
    listed: int,
) -> list[Body]:
    placed = book.find(inner + name, region)
    if inner in book.places.values() and placed is not None:
        return [Body(placed.id, text, placed.name, placed.how, region=region)]
    made = _item(name, region, book, troubles, listed)
    if len(made) != 1:
        return made
    body = replace(made[0], text=text)
    plate = book.find(re.sub(r"^(加?挂)|(牌子)$", "", inner), region)
    if plate is not None and plate.id == body.id:
        return [replace(body, how="nameplate" if body.how != "former" else "former")]
    scope = []
    for piece, _ in _cut(inner, "，,；;"):
        cue, capacity = role_of_words(piece), capacity_of(piece)
        if cue:
            body = _with(body, Cue(cue.role, piece, cue.split))
        elif capacity:
            body = replace(body, capacity=capacity)
        else:
            scope.append(piece)
    return [replace(body, scope="，".join(scope) or None)]


def _group(text: str, kind: str, region: str) -> Body:
    made = node_id("NamedGroup", {"name": text, "region": region})
    capacity = "intermediary" if kind == "intermediary" else None
    return Body(made, text, group="level" if capacity else kind, capacity=capacity, region=region, words=text)


def _no_office(text: str) -> Trouble:
    message = f"“{unicodedata.normalize('NFKC', text)}”是议事协调机构的办公室，而清单没有写明它设在哪个部门"
    return Trouble("DQ-NAME", "error", message, "在议事协调机构清单中补上“办公室设在”，或直接写部门名称")


def _miss(text: str, miss: Miss | Match) -> Trouble:
    shown = unicodedata.normalize("NFKC", text)
    near = "、".join(miss.candidates) if isinstance(miss, Miss) else ""
    if isinstance(miss, Miss) and miss.several:
        return Trouble("DQ-NAME", "error", f"“{shown}”对应不止一个机构：{near}", "改写为机构全称")
    message = f"机构名录中找不到“{shown}”" + (f"；相近的有：{near}" if near else "")
    todo = "改为名录中的名称，或在机构名录中补上该机构及其简称"
    return Trouble("DQ-NAME", "error", message, todo)
