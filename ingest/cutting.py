"""Where a text is cut: at marks that stand outside brackets, quotation marks and book titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

_AND = re.compile(r"以及|及其(?![他它余])|及|和|与")
_DEPTH = {"（": 1, "(": 1, "《": 1, "“": 1, "）": -1, ")": -1, "》": -1, "”": -1}


def cut(text: str, marks: str) -> list[tuple[str, str]]:
    """Pieces between marks that stand outside brackets and book titles, each with the mark after it.

    >>> cut("甲局（道路，桥梁）负责；乙局配合", "，；")
    [('甲局（道路，桥梁）负责', '；'), ('乙局配合', '')]
    """
    if not any(mark in text for mark in marks):
        return [(text.strip(), "")] if text.strip() else []
    made, depth, start = [], 0, 0
    for i, char in enumerate(text):
        depth += _DEPTH.get(char, 0)
        if depth <= 0 and char in marks:
            made.append((text[start:i].strip(), char))
            start = i + 1
    made.append((text[start:].strip(), ""))
    return [(piece, mark) for piece, mark in made if piece]


def halves(text: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each word for and: two names, if the reader knows both.

    >>> list(halves("市水务局和市公安局"))
    [('市水务局', '市公安局')]
    """
    return ((text[: word.start()], text[word.end() :]) for word in _AND.finditer(text))
