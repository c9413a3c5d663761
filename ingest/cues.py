"""Words of the lists and the roles they give (`cues.yaml`), the longest word first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Cue:
    """A role given by words: link kind (None where only the split is said), the words, and whether 分别."""

    role: str | None
    words: str
    split: bool = False


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    raw = yaml.safe_load(Path(__file__).with_name("cues.yaml").read_text(encoding="utf-8"))
    return {k: v if isinstance(v, dict) else {"": v} for k, v in raw.items()}


@cache
def _longest_first(group: str) -> list[tuple[str, str]]:
    pairs = [(word, key) for key, words in _words()[group].items() for word in words]
    return sorted(pairs, key=lambda wk: (-len(wk[0]), wk[0]))


def role_of_words(text: str) -> Cue | None:
    """The cue that a text is (as in brackets after a name), None where it is something else.

    >>> role_of_words("指导"), role_of_words("学科类"), role_of_words("分别牵头")
    (Cue(role='GUIDES', words='指导', split=False), None, Cue(role='LEADS', words='分别牵头', split=True))
    """
    bare = text.strip().removesuffix("单位").removesuffix("部门").removesuffix("工作")
    for word, _ in _longest_first("split"):
        if bare == word:
            return Cue(_role(word.removeprefix("分别")), word, True)
    role = _role(bare) or _role(bare.removesuffix("负责"))
    return Cue(role, text.strip()) if role else None


def _role(word: str) -> str | None:
    return next((role for known, role in _longest_first("roles") if known == word), None)


_AT_END = ("LEADS", "ASSISTS", "SHARES", "COORDINATES")


def role_at_end(text: str) -> tuple[str, Cue | None]:
    """A name and the cue its text ends with.

    >>> role_at_end("市水务局分别牵头")
    ('市水务局', Cue(role='LEADS', words='分别牵头', split=True))
    >>> role_at_end("市水务局")
    ('市水务局', None)
    """
    for word, _ in _longest_first("split"):
        if text.endswith(word) and text != word:
            return text.removesuffix(word), Cue(_role(word.removeprefix("分别")), word, True)
    for ending in ("", "负责", "实施", "落实"):
        bare = text.removesuffix(ending)
        for word, role in _longest_first("roles"):
            if role in _AT_END and bare.endswith(word) and bare != word and (ending == "" or bare != text):
                return bare.removesuffix(word), Cue(role, word + ending)
    return text, None


def shares(text: str) -> str | None:
    """The words 按职责分工 and the like in a clause, None where there are none.

    >>> shares("按职责分工查验客船"), shares("查验客船")
    ('按职责分工', None)
    """
    return next((w for w, role in _longest_first("roles") if role == "SHARES" and w in text), None)


def splits(text: str) -> str | None:
    """The words 分别承办 and the like in a clause, None where there are none.

    >>> splits("由下列单位按工程类别分别承办")
    '分别承办'
    """
    return next((w for w, _ in _longest_first("split") if w in text), None)


def joint(text: str) -> tuple[str, str, str] | None:
    """The two sides of 由甲会同乙, and the word between them; None for other texts.

    >>> joint("由市住建局会同市公安局")
    ('市住建局', '市公安局', '会同')
    """
    match = re.fullmatch(r"由?(.{2,}?)(会同)(.{2,})", text)
    return (match[1], match[3], match[2]) if match else None


def waiver(text: str) -> str | None:
    """The text itself where it waives a step, else None.

    >>> waiver("免勘验"), waiver("视频勘验")
    ('免勘验', None)
    """
    return text if any(word in text for word, _ in _longest_first("waivers")) else None


def stage_of(text: str) -> str | None:
    """The kind of stage a word names, None for none.

    >>> stage_of("现场勘验"), stage_of("公示")
    ('site_inspection', None)
    """
    return next((kind for word, kind in _longest_first("stages") if word == text), None)


def stage_caption(kind: str) -> str:
    """The usual word for a kind of stage.

    >>> stage_caption("expert_review")
    '专家评审'
    """
    return _words()["stages"][kind][0]


def capacity_of(text: str) -> str | None:
    """The capacity that words in brackets give, None for none."""
    return next((kind for word, kind in _longest_first("capacities") if word == text), None)


def operation_of(title: str) -> str | None:
    """The step in the life of a licence that a title names in brackets or at its end; None for none or several.

    >>> operation_of("教练车备案证办理（补办）"), operation_of("采矿权注销登记"), operation_of("户口变更更正")
    ('reissue', 'cancellation', 'change')
    >>> operation_of("道路货物运输经营许可")
    """
    bracketed = re.findall(r"[（(]([^（）()]*)[）)]", title)
    found = {kind for word, kind in _longest_first("operations") if word in bracketed}
    if not found:
        bare = re.sub(r"[（(][^（）()]*[）)]", "", title)
        verbs = [(w, k) for w, k in _longest_first("operations") if w not in ("核发", "新增", "新设", "延期")]
        found = {kind for word, kind in verbs if word in bare}
    return found.pop() if len(found) == 1 else None


def operation_of_brackets(title: str) -> str | None:
    """The step that brackets in a title name alone."""
    return next(
        (
            k
            for b in re.findall(r"[（(]([^（）()]*)[）)]", title)
            for w, k in _longest_first("operations")
            if w == b
        ),
        None,
    )
