"""Rules with one piece taken out: what is left must fail some example, or the piece proves nothing.

Taken out in turn: every condition of every WHERE, at any depth (AND, OR, whole EXISTS blocks), every
branch of a CASE, every branch of a UNION, every link kind of `[:A|B]`, every node kind of `(:A|B)`, every
value of `IN ['a', 'b']`, and the stand-in for null of every `coalesce`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]
_CLAUSE = re.compile(r"\b(?:OPTIONAL MATCH|MATCH|WITH|RETURN|UNION|WHERE|ORDER BY)\b")
_OPEN, _CLOSE = "([{", ")]}"


def mutants(query: str) -> list[tuple[str, str]]:
    """What was taken out, and the query that is left."""
    made: dict[str, str] = {}
    for cut in (_conditions, _cases, _unions, _kinds, _labels, _values, _nulls):
        for what, left in cut(query):
            made.setdefault(left, f"{cut.__name__[1:]}: {' '.join(what.split())}")
    return [(what, left) for left, what in made.items()]


def _depths(text: str) -> list[int]:
    """How many brackets are open at each place; -1 within a quoted string."""
    depth, quoted, found = 0, False, []
    for letter in text:
        if letter == "'":
            quoted = not quoted
        depth += not quoted and letter in _OPEN
        found.append(-1 if quoted else depth)
        depth -= not quoted and letter in _CLOSE
    return found


def _split(text: str, span: Span, word: str) -> list[Span]:
    """The pieces of a span between this word, where it stands outside all brackets of the span."""
    start, end = span
    depths, starts, ends = _depths(text[start:end]), [start], []
    for match in re.finditer(rf"\b{word}\b", text[start:end]):
        if depths[match.start()] == 0:
            ends.append(start + match.start())
            starts.append(start + match.end())
    return list(zip(starts, [*ends, end], strict=True))


def _without(text: str, pieces: list[Span], gone: int, word: str) -> str:
    kept = f" {word} ".join(text[a:b].strip() for i, (a, b) in enumerate(pieces) if i != gone)
    return f"{text[: pieces[0][0]]} {kept} {text[pieces[-1][1] :]}"


def _inner(text: str, span: Span) -> Span | None:
    """The inside of a span that is one pair of round brackets, else None."""
    start, end = span
    bare = text[start:end].strip()
    start = text.index(bare, start)
    if not bare.startswith("("):
        return None
    depths = _depths(bare)
    close = next(i for i, d in enumerate(depths) if d == 1 and bare[i] == ")")
    return (start + 1, start + close) if close == len(bare) - 1 else None


def _pieces(text: str, span: Span) -> Iterator[tuple[str, str]]:
    """Drop each piece of a condition, then each piece of its pieces."""
    for word in ("OR", "AND"):
        pieces = _split(text, span, word)
        if len(pieces) > 1:
            for i, piece in enumerate(pieces):
                yield text[slice(*piece)], _without(text, pieces, i, word)
                yield from _pieces(text, piece)
            return
    inside = _inner(text, span)
    if inside:
        yield from _pieces(text, inside)


def _conditions(text: str) -> Iterator[tuple[str, str]]:
    depths = _depths(text)
    for match in re.finditer(r"\bWHERE\b", text):
        depth, start = depths[match.start()], match.end()
        end = next(
            (
                i
                for i in range(start, len(text))
                if (depths[i] == depth and (_CLAUSE.match(text, i) or text[i] in _CLOSE))
            ),
            len(text),
        )
        if len(_split(text, (start, end), "OR")) == len(_split(text, (start, end), "AND")) == 1:
            yield text[start:end], f"{text[:start]} true {text[end:]}"
        yield from _pieces(text, (start, end))


def _cases(text: str) -> Iterator[tuple[str, str]]:
    for case in re.finditer(r"\bCASE (.*?) ELSE (.*?) END\b", text, re.DOTALL):
        branches = list(re.finditer(r"\bWHEN (.*?) THEN (.*?)(?= WHEN | ELSE )", case[0], re.DOTALL))
        for branch in branches:
            left = case[0][: branch.start()] + case[0][branch.end() :]
            yield (
                branch[0],
                text[: case.start()] + (left if len(branches) > 1 else case[2]) + text[case.end() :],
            )
            start = case.start() + branch.start(1)
            yield from _pieces(text, (start, start + len(branch[1])))


def _unions(text: str) -> Iterator[tuple[str, str]]:
    branches = text.split("UNION ALL")
    for i, branch in enumerate(branches) if len(branches) > 1 else ():
        yield branch, "UNION ALL".join(b for j, b in enumerate(branches) if j != i)


def _kinds(text: str) -> Iterator[tuple[str, str]]:
    yield from _one_kind_less(text, r"\[(\w*):([A-Z_|]+)\]")


def _labels(text: str) -> Iterator[tuple[str, str]]:
    yield from _one_kind_less(text, r"\((\w*):(\w+(?:\|\w+)+)\)")


def _one_kind_less(text: str, pattern: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(pattern, text):
        kinds = match[2].split("|")
        for kind in kinds if len(kinds) > 1 else ():
            left = "|".join(k for k in kinds if k != kind)
            yield f"{kind} of {match[0]}", f"{text[: match.start(2)]}{left}{text[match.end(2) :]}"


def _values(text: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r"IN \[('[^\]]*)\]", text):
        values = match[1].split(", ")
        for value in values if len(values) > 1 else ():
            left = ", ".join(v for v in values if v != value)
            yield f"{value} of {match[0]}", f"{text[: match.start(1)]}{left}{text[match.end(1) :]}"


def _nulls(text: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r"\bcoalesce\(([^()]*)\)", text):
        pieces = match[1].rpartition(", ")
        left = f"coalesce({pieces[0]})" if ", " in pieces[0] and "[" not in pieces[0] else pieces[0]
        yield f"{pieces[2]} of {match[0]}", text[: match.start()] + left + text[match.end() :]
