"""What a clause says a body does in a matter besides its main role: 负责…的审批, 查处…行为, 对…进行监督检查."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ingest.cues import answer_words, role_of_words
from ingest.cutting import cut
from ingest.shapes.part import Part
from ingest.shapes.titles import opening, title_of

FURTHER = ("SUPERVISES", "ENFORCES", "APPROVES", "GUIDES", "COORDINATES")
_WRONG = r".{2,}(?:行为|案件|活动|问题)"
_PUNISHES = re.compile(rf"(?:依法|依规|统一|集中)*(?P<cue>查处|处罚|行政处罚|打击)(?P<what>{_WRONG})")
_PUNISHED = re.compile(
    rf"(?:依法)?对?(?P<what>{_WRONG})(?:的|进行|予以|实施|依法)*(?P<cue>立案查处|查处|处罚|行政处罚|打击)(?:工作)?"
)
_WORDS = "监督管理|监督检查|监管|行政审批|行政许可|审批|核准|许可|立案查处|查处|处罚"
_HOW = "(?:日常|综合|行政|统一|安全|质量|依法|全面|事中事后)*"
_ACT = re.compile(
    r"(?:依法|统一|具体|组织|并)*(?:负责|承担|实施|办理|行使|承办)+(?:对|好)?(?P<what>[^，,。；;]{2,60}?)"
    rf"(?P<link>的|进行|实施|开展|予以)*{_HOW}(?:(?P<first>{_WORDS})(?:和|与|及|以及|、){_HOW})?(?P<cue>{_WORDS})(?:工作)?"
)
_ACTS = re.compile(
    r"(?:依法|统一|具体|组织|并)*(?:负责|承担|实施|办理|行使|承办)+(?P<acts>[^，,。；;]{4,60})"
)
_NAMED_ACT = re.compile(rf"(?P<what>.{{2,}}?)的?{_HOW}(?P<cue>{_WORDS})(?:工作)?")
_MAINLY = re.compile(r"(?:为主|牵头|主要)(?:负责)?(?=查处|处罚|打击|依法查处)")
_OBJECT = re.compile(r"(?:依法|统一|并)*对于?(.{2,}?)(?:依法|统一|定期)*(?:进行|实施|开展|予以|加以|给予).+")


@lru_cache(maxsize=5_000)
def further(clause: str) -> tuple[tuple[str, str, str], ...]:
    """The roles that a clause gives a body besides what it is to the whole matter, each with its words and the part of
    the matter; none where it says nothing of the kind.

    >>> further("查处随意倾倒行为"), further("负责渣土处置的核准"), further("对渣土车辆进行监督检查")
    ((('ENFORCES', '查处', '随意倾倒行为'),), (('APPROVES', '负责核准', '渣土处置'),), (('SUPERVISES', '监督检查', '渣土车辆'),))
    >>> further("负责采砂船的审批和日常监管")
    (('APPROVES', '负责审批', '采砂船'), ('SUPERVISES', '负责监管', '采砂船'))
    >>> further("负责渣土规划编制、渣土处置许可和渣土运输监管"), further("为主查处随意倾倒行为")
    ((('APPROVES', '负责许可', '渣土处置'), ('SUPERVISES', '负责监管', '渣土运输')), (('ENFORCES', '查处', '随意倾倒行为'),))
    >>> further("负责渣土处置工作"), further("编制渣土处置规划"), further("查处"), further("负责渣土质量监管")
    ((), (), (), ())
    """
    clause = _MAINLY.sub("", title_of(clause))
    if listed := _listed_acts(clause):
        return listed
    act = _ACT.fullmatch(clause)
    if act:
        what, said = act["what"].rstrip("的"), clause[: act.start("what")].rstrip("对好")
        cues = [
            (word, role_of_words(word.removeprefix("立案"))) for word in (act["first"], act["cue"]) if word
        ]
        plain = not act["link"] and "对" not in clause[: act.start("what")]  # 渣土质量监管: a matter's name
        return tuple(
            (cue.role, said + word, what)
            for word, cue in cues
            if cue and cue.role and not (plain and cue.role == "SUPERVISES")
        )
    told = opening(clause)
    if told.role not in FURTHER or told.cue in answer_words():
        return ()
    toward = _OBJECT.fullmatch(told.rest)
    ahead, found, after = told.rest.partition(told.cue)
    what = toward[1] if toward else after if found and len(ahead) <= 6 else told.rest
    return ((told.role, told.cue, what),) if len(what) > 1 else ()


def _listed_acts(clause: str) -> tuple[tuple[str, str, str], ...]:
    """The roles of acts that a clause lists, each with what it is done to (负责甲编制、乙许可和丙监管); none where it
    names but one kind of act."""
    said = _ACTS.fullmatch(clause)
    pieces = re.split("、|以及|和|及", said["acts"]) if said else []
    acts = [act for piece in pieces if (act := _NAMED_ACT.fullmatch(piece))]
    acts = [act for act in acts if not re.fullmatch(_HOW, act["what"])]  # 审批和日常监管: of one thing
    cues = [(act, cue) for act in acts if (cue := role_of_words(act["cue"].removeprefix("立案")))]
    if said is None or len({cue.role for _, cue in cues}) < 2:
        return ()
    verb = clause[: said.start("acts")]
    return tuple((cue.role, verb + act["cue"], act["what"]) for act, cue in cues if cue.role)


@lru_cache(maxsize=5_000)
def helped(clause: str) -> tuple[tuple[str, str, str], ...]:
    """What a clause says a body helps in, as further() gives roles; none for one that says no more than 配合.

    >>> helped("配合做好渣土车辆检查"), helped("配合"), helped("支持企业发展")
    ((('ASSISTS', '配合做好', '渣土车辆检查'),), (), ())
    """
    said = opening(title_of(clause))
    helps = said.role == "ASSISTS" and len(said.rest) > 2 and not said.cue.startswith(("支持", "参加"))
    return (("ASSISTS", said.cue, said.rest),) if helps else ()


def punished(text: str) -> tuple[str, str]:
    """The word for punishing and what is punished, where a text says no more than that; blank for any other.

    >>> punished("查处露天烧烤行为"), punished("露天烧烤行为的查处"), punished("露天烧烤摊位的清理")
    (('查处', '露天烧烤行为'), ('查处', '露天烧烤行为'), ('', ''))
    """
    found = _PUNISHES.fullmatch(text) or _PUNISHED.fullmatch(text)
    return (found["cue"], found["what"]) if found else ("", "")


def first_and_further(clause: str) -> tuple[str, list[str]]:
    """A clause of a body without the pieces after its first that say a further role, and those.

    >>> first_and_further("负责渣土运输，编制规划，查处随意倾倒行为")
    ('负责渣土运输，编制规划', ['查处随意倾倒行为'])
    """
    pieces = cut(clause, "，,")
    kept, later = [pieces[0]] if pieces else [], []
    for piece, mark in pieces[1:]:
        if further(piece) or helped(piece):
            later.append(piece)
        elif later:
            later[-1] += "，" + piece
        else:
            kept.append((piece, mark))
    return "".join(p + m for p, m in kept).rstrip("，,"), later


def told_apart(part: Part) -> list[Part]:
    """A part whose bodies lead or answer for something, without those of its further clauses that say another role or
    what else they answer for, and these as parts."""
    if part.role not in ("LEADS", None) or not part.more:
        return [part]
    kept: list[str] = []
    made: list[Part] = []
    for clause in part.more:
        said = further(clause)
        made += [Part(part.names, role, cue, before=what, text=clause) for role, cue, what in said]
        if not said and part.role is None and not part.before and (also := _answers(clause)):
            made.append(Part(part.names, None, *also, text=clause))
        elif not said:
            kept.append(clause)
    return [replace(part, more=tuple(kept)), *made] if made else [part]


def _answers(clause: str) -> tuple[str, str] | None:
    """The word 负责 and the like that a clause begins with, and what it is about; None for any other clause."""
    said = opening(clause)
    return (said.cue, said.rest) if said.cue in answer_words() and len(said.rest) > 2 else None
