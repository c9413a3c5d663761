"""Takes a text apart into its numbered clauses, whatever the style of the numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.cues import role_at_start
from ingest.values import number

_CN = "一二三四五六七八九十百零〇"
_MARK = re.compile(
    rf"(?P<paren>[（(]\s*(?:[{_CN}]+|[\d０-９]{{1,3}})\s*[）)][、.．]?)"
    rf"|(?P<article>第[{_CN}\d０-９]+条)(?=[\s　、.．:：]|$)[、.．:：]?"
    rf"|^(?P<article_>第[{_CN}\d０-９]+条)(?=[\u4e00-\u9fff])(?![规款项所的和及至到第或与中之列明]|以[上下])"
    rf"|(?P<cn>[{_CN}]+)、"
    r"|(?P<digit>[\d０-９]{1,3})(?:[.．](?![\d０-９])|、|[)）])"
    r"|(?P<sign>[①-⑳㈠-㈩⑴-⒇⒈-⒛])[、.．]?"
    rf"|^(?P<path>\d{{1,2}}(?:[.．]\d{{1,2}})+)[.．、]?(?=[\s　]*[\u4e00-\u9fff])"
    rf"|^(?P<item>(?:事项|任务|项目|专题|议题|问题|情形|举措|措施|行动)[ 　]*(?:[{_CN}]+|\d{{1,3}}))(?:[：:、.．]|[ 　]+)(?=.)"
    rf"|^(?P<chapter>\d{{1,2}})[ 　]+(?=[\u4e00-\u9fff、]{{2,20}}$)",
    re.M,
)
_BOXED = re.compile(r"\s*【\s*(?=[^】]*\d)([\w\-－—.（）()]{1,16})\s*】\s*(?=\S)")  # 【QS-08】
_STOPS = "\n。；;：:！!"
_FIRM = "\n。；;！!"


@dataclass(slots=True)
class Clause:
    """One numbered clause: the number as written ("" where there is none), its text, and its heading.

    The heading is the text that the clause stands under, for numbers within numbers; `below` tells whether
    the text holds numbers of its own.
    """

    number: str
    text: str
    head: str = ""
    below: bool = False


@dataclass(slots=True)
class Levels:
    """The numbers that are open, outermost first, as (style, value); carried from one text to the next.

    `last` is the last value of each style: numbers may run on through the headings above them.
    """

    open: list[tuple[str, int]] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)

    def depth(self, style: str, value: int, firm: bool) -> int | None:
        """The depth at which a number goes on or begins, None where it is no number of a clause."""
        depths = range(len(self.open) - 1, -1, -1)
        same = [d for d in depths if self.open[d][0] == style]
        going_on = [d for d in same if self.open[d][1] + 1 == value]
        mixed = [d for d in depths if self.open[d][1] + 1 == value] if firm and value > 1 else []
        runs_on = firm and not same and value > 1 and self.last.get(style) == value - 1
        if going_on or (mixed and not runs_on):
            at = (going_on or mixed)[0]
        elif runs_on:
            at = len(self.open)
        elif not firm:
            return None
        elif same:
            at = same[0]  # a number left out, or numbers that begin anew
        elif value == 1 or not self.open:
            at = len(self.open)
        else:
            return None
        del self.open[at:]
        self.open.append((style, value))
        self.last[style] = value
        return at


@dataclass(slots=True)
class Piece:
    """A stretch of text after a number; `depth` -1 for what stands before the first number."""

    depth: int
    number: str
    text: str


def pieces(text: str, levels: Levels) -> list[Piece]:
    """The stretches of a text between its numbers, in order; `levels` goes on from the text before."""
    made: list[Piece] = []
    start, number_, depth = 0, "", -1
    for at, end, mark, style, value in _marks(text):
        before = text[:at].rstrip(" \u3000\t")
        firm = not before or before[-1] in _STOPS
        if not firm and style in ("digit", "cn", "article"):
            firm_enough = before[-1] in "，," and bool(levels.open) and levels.open[-1] == (style, value - 1)
            if not firm_enough:
                continue
        if at and text[at - 1] in "第见":
            continue
        near = style.startswith("path") and not text[end].isspace()  # 3.15维权 is no number
        if near and value > 1 and levels.last.get(style) != value - 1:
            continue
        found = levels.depth(style, value, firm or style == "sign")
        if found is None:
            continue
        made.append(Piece(depth, number_, text[start:at].strip()))
        start, number_, depth = end, mark, found
    made.append(Piece(depth, number_, text[start:].strip()))
    return [p for p in made if p.text or p.number]


def _marks(text: str) -> Iterator[tuple[int, int, str, str, int]]:
    for match in _MARK.finditer(text):
        written = match[0].strip()
        plain = unicodedata.normalize("NFKC", written)
        style = str(match.lastgroup).rstrip("_")
        parts = re.split(r"[.．]", plain.rstrip(".．、")) if style == "path" else [plain]
        value = number(re.sub(r"[^0-9零〇一二三四五六七八九十百]", "", parts[-1]))
        if not value:
            continue
        if style == "paren":
            style = "(1)" if re.search(r"\d", plain) else "(一)"
        elif style == "path":
            style += str(len(parts))
        yield match.start(), match.end(), written, style, value


def clauses(text: str, levels: Levels | None = None) -> list[Clause]:
    """The clauses of a text, in order, each with its number as written.

    Numbers of one row may be of mixed styles; a number that begins again with 1 opens a level below. Where the
    text above such a level is a mere heading, each clause below is one of its own; where it is a sentence, it
    is the clause and what stands below is part of it. A text without numbers is one clause, or one a line where
    every line is a sentence. `levels` goes on with the numbers of the text before.

    >>> [(c.number, c.text) for c in clauses("（一）负责节水；(二)负责防汛。3.负责供水；４、指导排水")]
    [('（一）', '负责节水'), ('(二)', '负责防汛'), ('3.', '负责供水'), ('４、', '指导排水')]
    >>> [(c.number, c.head) for c in clauses("（一）水资源管理：①拟订规划；②核定水量。（二）防汛。")]
    [('①', '水资源管理'), ('②', '水资源管理'), ('（二）', '')]
    >>> clauses("（一）负责水资源管理。1.拟订规划；2.核定水量。")[0].text
    '负责水资源管理。1.拟订规划；2.核定水量'
    """
    going_on = levels is not None and bool(levels.open)
    found = pieces(text, levels if levels is not None else Levels())
    if len(found) == 1 and not found[0].number:
        return [Clause("", ending(line)) for line in _lines(text)]
    made: list[Clause] = []
    heads: list[tuple[int, str]] = []
    inside: int | None = None  # depth of the sentence that swallows what stands below it
    for i, piece in enumerate(found):
        while heads and heads[-1][0] >= piece.depth:
            heads.pop()
        if inside is not None and piece.depth > inside:
            joint = "；" if made[-1].below else "。"
            made[-1].text += joint + piece.number + ending(piece.text)
            made[-1].below = True
            continue
        inside = None
        below = i + 1 < len(found) and found[i + 1].depth > piece.depth
        if below and is_heading(piece.text) and not (going_on and not piece.number):
            heads.append((piece.depth, ending(piece.text.rstrip("：:"))))
            continue
        made.append(Clause(piece.number, ending(piece.text), heads[-1][1] if heads else ""))
        inside = piece.depth if below and piece.depth >= 0 else None
    return [c for c in made if c.text]


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    whole = len(lines) > 1 and all(line[-1] in "。；;" for line in lines[:-1])
    return lines if whole else ["".join(lines)]


def split_number(text: str) -> tuple[str, str]:
    """The number that a title begins with, and the title; "" where it begins with none.

    >>> split_number("（二）占道经营整治"), split_number("一、二类医疗器械监管"), split_number("3.15维权")
    (('（二）', '占道经营整治'), ('', '一、二类医疗器械监管'), ('', '3.15维权'))
    >>> split_number("【QS-08】 占道经营整治"), split_number("【试点】占道经营整治")
    (('QS-08', '占道经营整治'), ('', '【试点】占道经营整治'))
    """
    if boxed := _BOXED.match(text):
        return boxed[1], text[boxed.end() :]
    match = _MARK.match(text)
    rest = text[match.end() :].strip() if match else ""
    near = match is None or match.lastgroup in ("path", "chapter")
    if match is None or near or len(rest) < 2 or re.match(rf"[{_CN}\d０-９]", rest):
        return "", text
    return match[0].strip(), rest


def is_heading(text: str) -> bool:
    """Whether a text names what stands below it and says nothing by itself.

    >>> [is_heading(t) for t in ("水资源管理：", "水资源管理", "水资源管理。", "负责水资源管理。", "拟订规划，核定水量。")]
    [True, True, True, False, False]
    """
    if text[-1:] in ("：", ":") or not any(stop in text for stop in _FIRM):
        return True
    bare = ending(text)
    return len(bare) <= 20 and not re.search("[。；;，,\n]", bare) and role_at_start(bare)[0] is None


def ending(text: str) -> str:
    """The text without blanks around it and without the stop at its end.

    >>> ending("负责节水；"), ending("负责节水。 ")
    ('负责节水', '负责节水')
    """
    return text.strip().rstrip("；;。 \u3000")
