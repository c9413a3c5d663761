"""Where a text is cut: at marks that stand outside brackets, quotation marks and book titles."""

from __future__ import annotations

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
