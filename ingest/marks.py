"""What a list says its marks stand for: ●牵头　○配合 in a legend, 标★的为牵头单位 in a note."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.cues import Cue, role_of_words
from ingest.headings import meaning

SIGNS = "●○√✓✔★☆▲△◆◇■□◎※⊙•☑"
AT_NAMES = SIGNS + "*＊#＃"  # these as well, where they stand at a name
_LEGEND = re.compile(
    rf"[“\"‘（(]?([{re.escape(AT_NAMES)}])[”\"’）)]?\s*(?:号|标记|标志|标识|符号)?(?:的|者)?(?:单位|部门)?\s*"
    r"(?:表示|代表|指|均?为|是|系|即|[:：=＝—\-]+)?\s*([\u4e00-\u9fff]{2,10})"
)
_LETTERED = re.compile(r"([主牵配协参监督审批执罚指统])\s*[=＝:：]\s*([\u4e00-\u9fff]{2,8})")
_DENIED = ("不", "无", "未", "非", "没有")


def legend(texts: Iterable[str]) -> dict[str, Cue]:
    """The roles that some texts give to marks; a mark that is explained twice means what is said first.

    >>> said = legend(["图例：◎实施许可　●事中事后监管（主责）　□参加现场踏勘　×不涉及"])
    >>> [(sign, cue.role) for sign, cue in said.items()]
    [('◎', 'APPROVES'), ('●', 'SUPERVISES'), ('□', 'ASSISTS')]
    >>> [(sign, cue.role) for sign, cue in legend(["注：标“★”的为牵头单位"]).items()]
    [('★', 'LEADS')]
    """
    made: dict[str, Cue] = {}
    for text in texts:
        for sign, words in (*_LEGEND.findall(text), *_LETTERED.findall(text)):
            if cue := meant(words):
                made.setdefault(sign, cue)
    return made


def meant(words: str) -> Cue | None:
    """The role that the explanation of a mark gives, None for none: the words it begins with, else those that a
    heading of such bodies would be made of.

    >>> meant("牵头抓总"), meant("不参与"), meant("已办结")
    (Cue(role='LEADS', words='牵头', split=False), None, None)
    """
    if words.startswith(_DENIED):
        return None
    begun = (cue for n in range(len(words), 1, -1) if (cue := role_of_words(words[:n])))
    return next(begun, None) or called(words) or called(f"{words}单位")


def called(words: str) -> Cue | None:
    """The role that the words of a heading give (上级指导部门), None for none.

    >>> called("上级指导部门"), called("责任单位")
    (Cue(role='GUIDES', words='上级指导部门', split=False), None)
    """
    said = meaning(words)
    told = said and said.kind == "bodies" and said.role not in (None, "INVOLVED_IN")
    return Cue(said.role, words) if said and told else None
