"""Whether what a sentence says is the whole of a matter or a part of it, and which matters sentences name themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.ids import normal
from ingest.cues import role_at_start
from ingest.shapes.held import held_parts
from ingest.shapes.part import Part
from ingest.shapes.phrases import unstaffed, untimed
from ingest.shapes.sentences import Reader
from ingest.shapes.titles import is_range, matter_title, title_of

_TOWARD = re.compile(r"对于?((?!.*的[^的]{2,6}$).{3,})")  # 对违规飞行行为; 对违规飞行的处罚 is what is done
_BARE = 3
_STILL = re.compile(r"(?:职责|职能)?(?:保持)?不变(?=[，,]|$)|[，,]?(?:仍然?|依然|继续)$")
_SPREAD = re.compile(
    r"(?<=.{2})(?:涉及|涵盖|横跨)(?:到|的)?[多各数几若干个]{1,3}(?:行业|部门|领域|环节|单位|方面)$"
)
_OF_ALL = re.compile(r"(?:的|相关|有关|工作|监督|管理|监管|安全|职责|任务|事项|总体|全面|日常|具体)*")
# What may be said or left out of the governing of a matter without it being another one, and what says that it is all of it.
_ANY_RULE = re.compile(r"监督|管理|监管|工作|职责|统一|综合|全面|总体|行业|组织|的")
_AMONG = re.compile(
    r"其中(?:的|涉及的?|属于的?|有关的?)?(?=.{2})"
)  # 其中的食品安全: a part of the matter named before
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_OVERALL = re.compile(r"统一|综合|全面|总体")
_EVERYWHERE = re.compile(
    r"(?:[全本我][市区县省域镇]|辖区|范围|行政区域|内|的|统一|综合|全面|行业|日常|具体|组织|做好|抓好|开展|加强|推进|牵头|实施)*"
)
_HOLDS = (None, "LEADS", "SHARES", "GUIDES", "COORDINATES", "INVOLVED_IN")


def part_of(part: Part, title: str) -> str:
    """What a part answers for within a matter, "" for the whole of it.

    >>> said = Part("市水务局", None, "负责", before="其中供水管线"), Part("市水务局", None, "负责", before="燃气管线")
    >>> [part_of(part, "改造供水、燃气管线") for part in said], part_of(said[1], "改造燃气管线")
    (['供水管线', '燃气管线'], '')
    """
    ahead = _AMONG.match(part.before)
    said = before(part) or (
        part.before[ahead.end() :] if ahead else _AMONG.sub("", whole_rest(part), count=1)
    )
    bare, name = (normal(text).removesuffix("工作") for text in (said, title))
    listed = title.endswith(said) and title.removesuffix(said).endswith(
        ("、", "和", "及", "与")
    )  # its last part
    whole = name in bare or (name.endswith(bare) and not listed)
    return "" if not bare or whole or is_whole(said, title) else said


def is_whole(said: str, title: str) -> bool:
    """Whether some words name the governing of the matter of a title once more, or all of it.

    >>> [is_whole(said, "水库安全管理") for said in ("水库安全监督管理工作", "统一监督管理", "水库安全检查", "水库安全")]
    [True, True, False, False]
    """
    bare, name = (_ANY_RULE.sub("", normal(text)) for text in (said, _ASIDE.sub("", title)))
    if not bare:
        return _OVERALL.search(said) is not None
    return bare == name and bare != normal(said)


def share_of(part: Part, title: str) -> str:
    """The share of a body in a matter where its words tell it: 按职责分工负责学科类培训; "" where they do not.

    >>> share_of(Part("市教育局", "SHARES", "按职责分工负责", "学科类培训"), "校外培训")
    '学科类培训'
    >>> share_of(Part("市教育局", "SHARES", "按照各自职责", "做好相关工作"), "校外培训")
    ''
    """
    told = part.role == "SHARES" and part.cue.endswith("负责") and not _OF_ALL.fullmatch(part.rest)
    return part_of(part, title) if told else ""


def beyond(part: Part, title: str) -> str:
    """What a part answers for where it is more than the name of the matter, or, where bodies are said to share in it,
    closer; "" where it is no more.

    >>> beyond(Part("市教育局", None, "负责", "校车许可"), "校车"), beyond(Part("市教育局", None, "负责", "校车管理"), "校车")
    ('校车许可', '')
    """
    said = before(part) or whole_rest(part)
    _, same, after = normal(said).partition(normal(title))
    return said if same and not _OF_ALL.fullmatch(after) else nearer(part, title) if part.split else ""


def nearer(part: Part, title: str) -> str:
    """What a part answers for where words before the name of the matter narrow it, "" where none do.

    >>> [nearer(Part("市水务局", None, "负责", rest), "管网维护") for rest in ("城区管网维护", "全市管网维护")]
    ['城区管网维护', '']
    """
    said = before(part) or whole_rest(part)
    ahead, same, _ = normal(said).partition(normal(title))
    return said if same and not _EVERYWHERE.fullmatch(ahead) else ""


def before(part: Part) -> str:
    """The matter, or the place, that a part names before its bodies; "" where it names none.

    >>> before(Part("各部门", "SHARES", "按职责", before="供水安全涉及多个行业"))
    '供水安全'
    """
    ahead = unstaffed(untimed(part.before))
    said = matter_title(_SPREAD.sub("", _STILL.sub("", ahead))) if ahead else ""
    toward = _TOWARD.fullmatch(said)
    return toward[1] if toward else said


def matter_before(part: Part) -> str:
    """The matter that a part names before its bodies, "" where it names none, or only a place (建成区内)."""
    said = before(part)
    return "" if is_range(said) else said


def among(part: Part) -> bool:
    """Whether what a part answers for is said to be a part of the matter named before it (负责其中的食品安全)."""
    return not part.before and _AMONG.match(part.rest) is not None


def only_helps(part: Part) -> bool:
    """Whether a part only says that its bodies help; what they do there, after a pause, is no matter by itself.

    >>> only_helps(Part("市住建局", "ASSISTS", "配合", "业主自查", text="市住建局配合，督促业主自查"))
    True
    >>> only_helps(Part("市住建局", "ASSISTS", "配合", "业主自查", text="市住建局配合业主自查"))
    False
    """
    paused = re.search(re.escape(part.cue) + "[，,]", part.text)
    return part.role == "ASSISTS" and not part.before and (not part.rest or paused is not None)


def whole_rest(part: Part) -> str:
    """All that the bodies of a part answer for, with what further clauses say of them."""
    said = part.rest.strip("，, 　")
    for clause in part.more:
        cue, rest = role_at_start(clause)
        said = f"{said}；{rest if cue else clause}" if said else rest
    return said


def objects(parts: Sequence[Part], reader: Reader) -> list[tuple[str, list[Part]]]:
    """The duties that a sentence without a title assigns: (title, parts); "" where it does not say what.

    What a body answers for is the duty, and so is what each further clause says of it. A part without an object
    (某局配合) belongs to the one before it.
    """
    made: list[tuple[str, list[Part]]] = []
    waiting: list[Part] = []
    for part in parts:
        name = matter_before(part)
        bare = part.role == "INVOLVED_IN" and not any(p.text == part.text for p in parts if p is not part)
        if made and among(part):
            made[-1][1].append(part)
            continue
        if bare:
            pass  # 某局加强巡查: what a body does is no matter by itself
        elif not name and part.role in _HOLDS:
            name = title_of(part.rest)
        if not name and not made and part.rest and not bare:
            name = title_of(part.rest.removeprefix("做好").removeprefix("抓好"))
        if len(name) >= 2 and (part.role in _HOLDS or not made):
            made.append((name, [*waiting, part]))
            waiting = []
        elif made:
            made[-1][1].append(part)
        else:
            waiting.append(part)
        for clause in part.more if made else ():
            title, said = held_parts(clause, part.names, ("INVOLVED_IN", ""), reader)
            if len(title) > _BARE:
                made.append((title, said))
            else:
                made[-1][1].extend(said[1:])  # 会同乙局实施: with whom, and nothing further
    return made or [("", waiting)]
