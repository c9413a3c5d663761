"""The characters of a PDF page as lines of text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

# Programs that print write some characters as the radicals that look the same; NFKC knows only the older block.
_RADICALS = str.maketrans(
    "⺁⺇⺌⺍⺎⺏⺐⺑⺒⺓⺔⺛⺝⺞⺟⺠⺢⺩⺪⺫⺬⺭⺮⺰⺳⺸⺼⻁⻂⻃⻄⻅⻆⻇⻈⻉⻋⻌⻍⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻳",
    "厂几小小兀尣尢尣巳幺彑旡月月母民水王疋目示礻竹纟罒羊肉虎衤覀西见角角讠贝车辶辶阝钅長镸长门阝雨青韦页风飞食食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with its place on the page."""

    text: str
    left: float
    right: float
    top: float
    height: float


def lines_of(chars: list[Any]) -> list[Line]:
    """Characters as lines, with a blank where the gap between two is as wide as one."""
    rows: list[list[Any]] = []
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        last = rows[-1][-1] if rows else None
        if last is not None and abs(middle - (last["top"] + last["bottom"]) / 2) < 0.5 * char["height"]:
            rows[-1].append(char)
        else:
            rows.append([char])
    found = []
    for row in rows:
        row.sort(key=lambda c: c["x0"])
        text = row[0]["text"]
        for before, char in pairwise(row):
            chinese = sum(ord(c["text"][0]) > 0x2E80 for c in (before, char))
            wide = (0.2, 0.4, 0.9)[chinese]
            text += (" " if char["x0"] - before["x1"] > wide * char["size"] else "") + char["text"]
        height = max(c["height"] for c in row)
        found.append(Line(_plain(text), row[0]["x0"], row[-1]["x1"], min(c["top"] for c in row), height))
    return found


def _plain(text: str) -> str:
    """Text with radicals as the characters that they stand for.

    >>> _plain("市⽔务局⻓")
    '市水务局长'
    """
    text = re.sub("[\u2f00-\u2fdf]", lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return text.translate(_RADICALS)


def edges_of(lines: Sequence[Line]) -> frozenset[str]:
    return (
        frozenset(without_numbers(n.text) for n in (*lines[:1], *lines[-1:]))
        if len(lines) > 1
        else frozenset()
    )


def without_numbers(text: str) -> str:
    """A line without its numbers: what a page repeats at its edge differs in them alone.

    >>> without_numbers("— 第 3 页 共 12 页 —") == without_numbers("— 第 4 页 共 12 页 —")
    True
    """
    return re.sub(r"[\d\s]+", "", text)
