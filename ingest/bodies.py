"""Reads a cell that names who is responsible: names, groups of names, words for their role, brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from graph.ids import node_id
from ingest.areas_named import of_area
from ingest.beside import authorised, beside, called_now, says_nothing
from ingest.body_words import OFFICES
from ingest.cues import Cue, joint, role_at_end, role_of_words
from ingest.cutting import cut, halves
from ingest.groups import group_kind, nobody, open_tail
from ingest.headings import meaning
from ingest.item_words import capacity_of
from ingest.listed_names import completed, names_in
from ingest.names import Match, OrganizationBook
from ingest.regions import place_code
from ingest.trouble import Trouble, missed, no_office, not_registered

_STOPS = "；;。，,\n"
_NUMBERS = re.compile(
    r"(?:^|(?<=[\s、，,；;。]))(?:[（(]\d{1,2}[）)][.、]?|\d{1,2}(?:[.．、]|[）)]))\s*(?=[\u4e00-\u9fff])|[①-⑳]\s*"
)
_LIKE = re.compile(rf"[市区县旗][\u4e00-\u9fff]{{1,14}}(?:{OFFICES}|中心)")
_LABEL = re.compile(r"([\u4e00-\u9fff]{2,10}?)[:：]")
_BRACKET = re.compile(r"(.+?)[（(]([^（）()]*(?:[（(][^（）()]*[）)])?[^（）()]*)[）)]$")


@dataclass(frozen=True, slots=True)
class Body:
    """One party named in a cell: `name` is the full name of a body, `words` the wording that names none.

    The id of a coordinating body begins with `body:`. `group` is the kind of such a wording (open_ended,
    level, unresolved), None for a body.
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


@dataclass(slots=True)
class Parties:
    """All parties of a cell, in order, and what was wrong."""

    bodies: list[Body] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def read_parties(text: str, region: str, book: OrganizationBook, unresolved: bool = False) -> Parties:
    """The parties that a cell names, each resolved within the region of the list.

    A name that stands for no one body is a trouble, and a party all the same, so that the report shows what was
    read: a group of the kind unresolved. The trouble keeps the load out; with `unresolved` it is a warning.

    >>> found = read_parties("各镇街、相关部门", "379900", OrganizationBook([], {}))
    >>> [(b.text, b.group) for b in found.bodies]
    [('各镇街', 'level'), ('相关部门', 'open_ended')]
    """
    found = _parties(text, region, book, unresolved)
    return Parties([*found.bodies], [*found.troubles])


@lru_cache(maxsize=5_000)
def _parties(text: str, region: str, book: OrganizationBook, unresolved: bool) -> Parties:
    parties = Parties()
    if nobody(text):
        return parties
    text = _NUMBERS.sub("\n", text)
    label: Cue | None = None
    for segment, after in cut(text, _STOPS):
        marked = _LABEL.match(segment)
        cue = role_of_words(marked[1]) if marked else None
        if marked and cue:
            label, segment = cue, segment[marked.end() :]
        part, area = "", region
        if marked and not cue:
            area = place_code(marked[1], book.places, region) or region
            part = _part(marked[1], segment, region, book) if area == region else ""
            segment = segment[marked.end() :] if part or area != region else segment
        first = len(parties.bodies)
        sides = joint(segment)
        if sides and book.find(segment, region) is None:
            host, others, word = sides
            _segment(host, region, book, parties, Cue("LEADS", word))
            _segment(role_at_end(others)[0], region, book, parties, Cue("ASSISTS", word))
        else:
            _segment(segment, area, book, parties, label)
        for i in range(first, len(parties.bodies)) if part else ():
            parties.bodies[i] = replace(parties.bodies[i], scope=parties.bodies[i].scope or part)
        if after in "；;。\n":
            label = None
    if any(t.severity == "error" for t in parties.troubles) and "\n" in text.strip():
        joined = read_parties(text.replace("\n", ""), region, book)  # names may be broken over lines
        parties = parties if any(t.severity == "error" for t in joined.troubles) else joined
    if unresolved:
        parties.troubles = [
            replace(t, severity="warning", todo=f"{t.todo}；这次按未识别的名称读入")
            if t.severity == "error"
            else t
            for t in parties.troubles
        ]
    return parties


def _part(label: str, segment: str, region: str, book: OrganizationBook) -> str:
    """The part of a matter that stands before the names of those who are in charge of it (城区：市城管局), "" for any
    other words before a colon: names, and what heads a column of bodies."""
    if group_kind(label) or book.find(label, region) or meaning(label) or book.find(segment, region):
        return ""
    names = names_in(segment[len(label) + 1 :].strip(), region, book)
    return label if names and all(_known(role_at_end(n)[0], region, book) for n in names) else ""


def _segment(text: str, region: str, book: OrganizationBook, parties: Parties, label: Cue | None) -> None:
    """Names between 、; a role word after one of them holds for those before it as well."""
    pending: list[Body] = []
    items = names_in(text, region, book)
    for i, item in enumerate(items):
        known = book.find(item, region) or group_kind(item)
        name, cue = (item, None) if known else role_at_end(item.removeprefix("由"))
        whole = None if known or cue else completed(name, items[i + 1 :], region, book)
        if whole is not None:
            pending.append(Body(whole.id, item, whole.name, "enumerated", region=region))
            continue
        made = _item(name, region, book, parties.troubles, listed=i + 1)
        for body in made:
            if body.role == "SHARES" or body.split or (body.cue or "").startswith("共同"):
                # Words in brackets that only several bodies can share: they hold for those before as well.
                pending = [_with(b, Cue(body.role, body.cue or "", body.split)) for b in pending]
        pending += made
        if cue:
            parties.bodies += [_with(b, cue) for b in pending]
            pending = []
    parties.bodies += [_with(b, label) if label else b for b in pending]


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
    acts = authorised(text)
    if acts and all(book.find(name, region) for name in acts):
        return [
            replace(b, text=text, capacity="empowered")
            for b in _item(acts[1], region, book, troubles, listed)
        ]
    for sides in halves(text):
        if all(_known(side, region, book) or _LIKE.fullmatch(side) for side in sides):
            return [b for side in sides for b in _item(side, region, book, troubles, listed)]
    apart = text.split()
    known = [_known(name, region, book) for name in apart]
    if (
        len(apart) > 1
        and any(known)
        and all(k or _LIKE.fullmatch(n) for n, k in zip(apart, known, strict=True))
    ):
        return [b for name in apart for b in _item(name, region, book, troubles, listed)]
    governed, level = of_area(text, region, book)
    if governed is not None:
        return [Body(governed.id, text, governed.name, "prefix", region=region)]
    if level:
        troubles.append(not_registered(text))
        return [_group(text, "level", region)]
    group = text.removesuffix("办公室")
    if group != text and isinstance(book.coordinating(group, region), Match):
        troubles.append(no_office(text))
    else:
        troubles.append(missed(text, book.resolve(text, region)))
    return [_group(text, "unresolved", region)]


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
    now = called_now(inner)
    today = book.find(now, region) if now else None
    before = book.find(name, region)
    if today is not None and (before is None or before.how == "former" or before.id == today.id):
        return [Body(today.id, text, today.name, today.how, region=region)]
    made = _item(name, region, book, troubles, listed)
    if len(made) != 1:
        return made
    body = replace(made[0], text=text)
    plate = book.find(re.sub(r"^(加?挂)|(牌子)$", "", inner), region)
    if plate is not None and body.group == "unresolved":
        return [body]
    if plate is not None and plate.id == body.id:
        return [replace(body, how="nameplate" if body.how != "former" else "former")]
    scope: list[str] = []
    others: list[Body] = []
    for piece, _ in cut(inner, "，,；;"):
        if says_nothing(piece):
            continue
        said = beside(piece)
        found = read_parties(said.names, region, book) if said else Parties()
        if said and found.bodies and not found.troubles:
            others += [_with(replace(b, scope=b.scope or said.part or None), said.cue) for b in found.bodies]
            continue
        cue, capacity = role_of_words(piece), capacity_of(piece)
        if cue:
            body = _with(body, Cue(cue.role, piece, cue.split))
        elif capacity:
            body = replace(body, capacity=capacity)
        else:
            scope.append(piece.removeprefix("负责") or piece)
    return [replace(body, text=name if others else text, scope="，".join(scope) or None), *others]


def _group(text: str, kind: str, region: str) -> Body:
    made = node_id("NamedGroup", {"name": text, "region": region})
    capacity = "intermediary" if kind == "intermediary" else None
    return Body(made, text, group="level" if capacity else kind, capacity=capacity, region=region, words=text)
