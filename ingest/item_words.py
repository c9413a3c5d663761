"""Words of licences in lists: steps of handling them, steps of their life, what waives a step, capacities (`cues.yaml`)."""

from __future__ import annotations

import re

from ingest.cues import longest_first, words_of

_PART_OF_WORDS = ("核发", "新增", "新设", "延期", "首次", "新证")  # in names of items: 首次进口药材审批


def waiver(text: str) -> str | None:
    """The text itself where it waives a step, else None.

    >>> waiver("免勘验"), waiver("视频勘验")
    ('免勘验', None)
    """
    return text if any(word in text for word, _ in longest_first("waivers")) else None


def stage_of(text: str) -> str | None:
    """The kind of stage a word names, None for none.

    >>> stage_of("现场勘验"), stage_of("公示")
    ('site_inspection', None)
    """
    return next((kind for word, kind in longest_first("stages") if word == text), None)


def stages() -> tuple[tuple[str, str], ...]:
    """All words of steps with the kind of each."""
    return tuple(longest_first("stages"))


def stage_caption(kind: str) -> str:
    """The usual word for a kind of stage.

    >>> stage_caption("expert_review")
    '专家评审'
    """
    return words_of("stages")[kind][0]


def capacity_of(text: str) -> str | None:
    """The capacity that words in brackets give, None for none."""
    return next((kind for word, kind in longest_first("capacities") if word == text), None)


def operation_of(title: str) -> str | None:
    """The step in the life of a licence that a title names in brackets or at its end; None for none or several.

    >>> operation_of("教练车备案证办理（补办）"), operation_of("采矿权注销登记"), operation_of("户口变更更正")
    ('reissue', 'cancellation', 'change')
    >>> operation_of("道路货物运输经营许可")
    """
    bracketed = re.findall(r"[（(]([^（）()]*)[）)]", title)
    found = {kind for word, kind in longest_first("operations") if word in bracketed}
    if not found:
        bare = re.sub(r"[（(][^（）()]*[）)]", "", title)
        verbs = [(w, k) for w, k in longest_first("operations") if w not in _PART_OF_WORDS]
        found = {kind for word, kind in verbs if word in bare}
    return found.pop() if len(found) == 1 else None


def operation_of_brackets(title: str) -> str | None:
    """The step that brackets in a title name alone."""
    return next(
        (
            k
            for b in re.findall(r"[（(]([^（）()]*)[）)]", title)
            for w, k in longest_first("operations")
            if w == b
        ),
        None,
    )
