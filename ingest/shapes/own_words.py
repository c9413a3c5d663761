"""Whose words are whose, where one cell names several bodies and the next one says what each of them does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.bodies import Body, read_parties
from ingest.cues import role_of_words
from ingest.names import OrganizationBook

_SENTENCE = re.compile(r"[^；;。\n]+[；;。]?")
_CLAUSE = re.compile(r"([^：:，,。]{2,60})[：:]\s*(.+)", re.S)
_BEFORE = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）、.．]|[①-⑳])?\s*由?")


def own_words(text: str, bodies: Sequence[Body]) -> list[str]:
    """For each body the sentences of a text that begin with its name, and those that follow them.

    The whole text for every body where it is about one of them alone, or begins with none of their names.

    >>> a, b = Body("org:1", "市水务局"), Body("org:2", "市城管局")
    >>> own_words("市水务局检查计量；市城管局查处擅自取水", [a, b]), own_words("检查计量", [a, b])
    (['市水务局检查计量；', '市城管局查处擅自取水'], ['检查计量', '检查计量'])
    """
    if len(bodies) < 2 or not text:
        return [text] * len(bodies)
    made: list[list[str]] = [[] for _ in bodies]
    current: int | None = None
    for sentence in _SENTENCE.findall(text):
        bare = sentence[len(m[0]) :] if (m := _BEFORE.match(sentence)) else sentence
        starts = [i for i, b in enumerate(bodies) if any(n and bare.startswith(n) for n in _names(b))]
        current = starts[0] if starts else current
        if current is None:
            return [text] * len(bodies)
        made[current].append(sentence.strip())
    return ["".join(said) for said in made]


def named_clauses(text: str, region: str, book: OrganizationBook) -> list[tuple[str, str]]:
    """Names with what stands behind a colon of what they do, where a cell is made of nothing else; empty otherwise.

    >>> book = OrganizationBook([{"id": "org:1", "name": "临澜市水务局", "region": "379900"}], {"379900": "临澜市"})
    >>> named_clauses("市水务局：检查计量；核查用水量", "379900", book)
    [('市水务局', '检查计量；核查用水量')]
    >>> named_clauses("城区：市水务局", "379900", book), named_clauses("监管单位：市水务局", "379900", book)
    ([], [])
    """
    made: list[tuple[str, str]] = []
    for piece in re.split(r"[；;\n]+", text) if "：" in text or ":" in text else ():
        said = _CLAUSE.fullmatch(piece.strip())
        if said and _names_only(said[1], region, book) and not _names_only(said[2], region, book):
            made.append((said[1], said[2]))
        elif made and piece.strip():
            made[-1] = (made[-1][0], f"{made[-1][1]}；{piece.strip()}")
        elif piece.strip():
            return []
    return made


def _names_only(text: str, region: str, book: OrganizationBook) -> bool:
    if text in book.places.values() or role_of_words(text) is not None:
        return False
    found = read_parties(text, region, book)
    return bool(found.bodies) and not found.troubles


def after_name(sentence: str, body: Body) -> str:
    """A sentence that begins with the name of a body without that name.

    >>> after_name("市水务局：牵头负责防汛；", Body("org:1", "市水务局"))
    '牵头负责防汛；'
    """
    bare = sentence[len(m[0]) :] if (m := _BEFORE.match(sentence)) else sentence
    name = next((n for n in sorted(_names(body), key=len, reverse=True) if n and bare.startswith(n)), "")
    return bare[len(name) :].lstrip("：:，, 　") if name else bare


def _names(body: Body) -> tuple[str, str]:
    return re.sub(r"[（(].*", "", body.text), body.name or ""
