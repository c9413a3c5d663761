"""What a clause says a body does in a matter besides its main role: 负责…的审批, 查处…行为, 对…进行监督检查."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ingest.cues import answer_words, role_of_words
from ingest.shapes.part import Part
from ingest.shapes.titles import opening, title_of

FURTHER = ("SUPERVISES", "ENFORCES", "APPROVES", "GUIDES")
_ACT = re.compile(
    r"(?:依法|统一|具体|组织|并)*(?:负责|承担|实施|办理|行使|承办)+(?:对|好)?(?P<what>[^，,。；;]{2,40}?)"
    r"(?P<link>的|进行|实施|开展|予以)*(?:日常|综合|行政|统一|安全|质量|依法|全面)*"
    r"(?P<cue>监督管理|监督检查|监管|行政审批|行政许可|审批|核准|许可|查处|处罚)(?:工作)?"
)
_AND_MORE = re.compile(r"[和与及、]")


@lru_cache(maxsize=5_000)
def further(clause: str) -> tuple[str, str, str] | None:
    """The role, its words and the part of the matter that a clause gives a body besides what it is to the whole;
    None where it says nothing of the kind.

    >>> further("查处随意倾倒行为"), further("负责渣土处置的核准"), further("对渣土车辆进行监督检查")
    (('ENFORCES', '查处', '随意倾倒行为'), ('APPROVES', '负责核准', '渣土处置'), ('SUPERVISES', '监督检查', '渣土车辆'))
    >>> further("负责渣土处置工作"), further("编制渣土处置规划"), further("查处"), further("负责渣土质量监管")
    (None, None, None, None)
    """
    clause = title_of(clause)
    act = _ACT.fullmatch(clause)
    cue = role_of_words(act["cue"]) if act else None
    plain = act is not None and not act["link"] and "对" not in clause[: act.start("what")]
    if act and cue and cue.role and not (plain and cue.role == "SUPERVISES"):  # 供热质量监管: a matter's name
        what = act["what"].rstrip("的")
        said = clause[: act.start("what")].rstrip("对好")
        return cue.role, said + act["cue"], what
    told = opening(clause)
    if told.role not in FURTHER or told.cue in answer_words():
        return None
    toward = re.fullmatch(r"(?:依法|统一|并)*对于?(.{2,}?)(?:依法|统一|定期)*(?:进行|实施|开展|予以|加以|给予).+", told.rest)
    ahead, found, after = told.rest.partition(told.cue)
    what = toward[1] if toward else after if found and len(ahead) <= 6 else told.rest
    return (told.role, told.cue, what) if len(what) > 1 else None


def told_apart(part: Part) -> list[Part]:
    """A part whose bodies lead, without those of its further clauses that say another role, and these as parts."""
    if part.role != "LEADS" or not part.more:
        return [part]
    kept: list[str] = []
    made: list[Part] = []
    for clause in part.more:
        said = further(clause)
        if said is None:
            kept.append(clause)
        else:
            role, cue, what = said
            made.append(Part(part.names, role, cue, before=what, text=clause))
    return [replace(part, more=tuple(kept)), *made] if made else [part]
