"""Words for the parts of handling an item in which a body acts: 受理, 勘验, 审批, 监管, 处罚 (`stage_words.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from graph.own_yaml import own_yaml
from ingest.cues import role_of_words
from ingest.item_words import stage_of, stages, waiver

ON_ITEMS = (
    "APPROVES",
    "SUPERVISES",
    "ENFORCES",
    "ASSISTS",
    "GUIDES",
)  # roles that a body may have in an item
_JOINED = re.compile(r"[、，,；;/\n+＋]+|(?<=.)[和及与](?=.)")
_NUMBER = re.compile(r"^(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）.．、]|[①-⑳])\s*")
_LONG = 4  # words of a step that may end a longer word for it
_BRACKET = re.compile(r"[（(]([^（()）]*)[)）]$")


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a cell: a step that a body performs, or the role that it has in the item; neither for a word
    that is not known. `waived` are the words behind it that waive the step."""

    word: str
    stage: str | None = None
    role: str | None = None
    waived: str | None = None


@lru_cache(maxsize=2_000)
def parts_of(text: str) -> tuple[Part, ...]:
    """What a cell of a column of such words says.

    >>> [(p.word, p.stage, p.role) for p in parts_of("受理、审批")]
    [('受理', 'intake', None), ('审批', None, 'APPROVES')]
    >>> [(p.stage, p.role) for w in ("现场勘验环节", "后续监管", "配合", "公示") for p in parts_of(w)]
    [('site_inspection', None), (None, 'SUPERVISES'), (None, 'ASSISTS'), (None, None)]
    """
    whole = _part(text)
    if whole.stage or whole.role:
        return (whole,)
    return tuple(_part(piece) for piece in _JOINED.split(_NUMBER.sub("", text)) if piece.strip())


def _part(text: str) -> Part:
    word = _NUMBER.sub("", re.sub(r"\s+", "", text))
    bracket = _BRACKET.search(word)
    bare = _BRACKET.sub("", word)
    ends = "|".join(_words("ends"))
    for plain in (bare, re.sub(rf"(?<=..)(?:{ends})$", "", bare)):
        role = _words("roles").get(plain)
        stage = _words("stages").get(plain) or stage_of(plain)
        cue = role_of_words(plain)
        role = role or (None if stage else cue.role if cue and cue.role in ON_ITEMS else None)
        if role or stage:
            waived = waiver(bracket[1]) if bracket and not role else None
            return Part(word, None if role else stage, role, waived)
    named = _stage_at_end(bare)
    return Part(word, named, None, waiver(bracket[1]) if bracket and named else None)


def decided(part: Part) -> Part:
    """A word for the decision as the step that it is among other steps: 受理, 现场勘验, 决定.

    >>> [(decided(p).stage, decided(p).role) for w in ("决定", "作出决定", "审批") for p in parts_of(w)]
    [('decision', None), ('decision', None), (None, 'APPROVES')]
    """
    if part.role == "APPROVES" and "决定" in part.word:
        return replace(part, stage="decision", role=None)
    return part


def ending_part(text: str) -> Part | None:
    """The step or role that the word at the end of a text names (违法行为查处, 取水监管), None for none.

    >>> [(p.stage, p.role) if p else None for p in map(ending_part, ("违法行为查处", "取水监管", "取水口现场勘验", "节水宣传"))]
    [(None, 'ENFORCES'), (None, 'SUPERVISES'), ('site_inspection', None), None]
    """
    bare = _BRACKET.sub("", re.sub(r"\s+", "", text))
    ends = "|".join(_words("ends"))
    bare = re.sub(rf"(?<=..)(?:{ends})$", "", bare)
    if stage := _stage_at_end(bare):
        return Part(text, stage)
    known = {w: r for w, r in _words("roles").items() if len(w) > 1 and bare.endswith(w)}
    return Part(text, None, known[max(known, key=len)]) if known else None


def _stage_at_end(word: str) -> str | None:
    """The step that a longer word for it ends with (水资源论证报告专家评审), None for none."""
    known = {w: k for w, k in (*stages(), *_words("stages").items()) if len(w) >= _LONG and word.endswith(w)}
    return known[max(known, key=len)] if known else None


@cache
def _words(group: str) -> Mapping[str, str]:
    """The key of each word of a group."""
    text = Path(__file__).with_name("stage_words.yaml").read_text(encoding="utf-8")
    said: dict[str, dict[str, list[str]] | list[str]] = own_yaml(text)
    groups = said[group]
    by_key = groups if isinstance(groups, dict) else {"": groups}
    return {word: key for key, words in by_key.items() for word in words}
