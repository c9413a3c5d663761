"""Pieces of sentences that assign: where they are cut, and words around a body that are none of its name."""

from __future__ import annotations

import re

from ingest.cues import role_at_start
from ingest.cutting import cut

_MODAL = re.compile(
    r"(?:要|应当?|须|必须|需|(?<![员工协合联字事商学业大议])会|将|具体|依法|统一|积极|主动|切实|认真|及时|仍然?|继续|依然)+$"
)
_POST = re.compile(
    r"[（(]?(?:党委|党组)?(?:第一|常务|分管|主要)?副?(?:局长|主任|部长|书记|市长|区长|县长|镇长|乡长|处长|科长|支队长|大队长|关长|行长|"
    r"秘书长|院长|站长|队长|台长|负责人|负责同志|领导)|(?:分管|主要|有关|相关|班子)(?:负责|领导|同志|成员)"
)
_TIME = re.compile(
    r"(?:于|在|自)?(?:\d{4}年|今年|明年|本年|年|每年|本月)?(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬)?(?:[底末初]|以)?(?:之?前|底|末|内|起)[，,]?\s*"
)
_ADVERB = re.compile(r"^(?:依法|依规|统一|全面|切实|积极|严格|同时|并)+")
_DOES = re.compile(
    r"(?:依法|依规|统一|全面|切实|积极|严格|及时|同时)*(?:保障|做好|抓好|开展|组织|推进|落实|实施|制定|编制|拟订|建立|完善|加强|维护|"
    r"确保|打击|办理|承办|受理|提供).{3}"
)
_WITH_OTHERS = re.compile(rf"(?:会同|联合|商(?![务贸业品标事])).{{2,40}}?{_DOES.pattern}")
_DISPUTES = re.compile(
    r"(?:^|(?<=[，,]))(?:(?:遇有|如有|对有|若有|有|出现|发生|存在|产生)?(?:重大)?(?:职责)?(?:争议|分歧|意见不一致|异议)|(?:职责|边界|职能)*"
    r"(?:难以|无法|不能)(?:界定|协调|确定|达成一致))[^，。；]{0,6}[，,]?(?:报请|提请|提交|报|由|请)[^，,。；]{2,24}"
    r"(?:协调|裁定|裁决|研究|决定|明确|认定|确定|解决|处理)(?=$|[，,])"
)
# 涉及甲局、乙局: who has to do with a matter, without a word for a role.
_CONCERNS = re.compile(
    r"(?:该|本|此)?(?:事项|职责|工作|任务)?(?:主要|共|还|同时)?"
    r"(?P<cue>涉及|牵涉|关系到|(?:责任|涉及|相关|有关|主管|参与|落实|实施)(?:单位|部门|主体)(?:有|为|是|包括|包含)|交叉(?:单位|部门)(?:有|为|是))"
    r"(?:到|的)?(?:部门|单位)?(?:有|为|是|包括)?[:：]?"
)
# 专班不设办公室，日常工作由甲局承担: it is the daily work of the body named first.
_WITHOUT_OFFICE = re.compile(
    r"^([^，,。；]{0,20}?)(?:不再|不单独|不另|不|未|暂不)(?:设立?|设置|刻制|配备)(?:单独的)?(?:办公室|办事机构|实体机构|实体办公室)[，,]"
)
_BARE = 3
_JOINTLY = ("会同", "商", "联合")


def unmodal(text: str) -> str:
    """A name without the words between it and what it is to do.

    >>> unmodal("市水务局要"), unmodal("市水务局应当依法"), unmodal("市总工会")
    ('市水务局', '市水务局', '市总工会')
    """
    return _MODAL.sub("", text)


def is_post(text: str) -> bool:
    """Whether what follows the name of a body makes it a post: who holds it is not the body.

    >>> is_post("副局长"), is_post("主要负责同志任组长"), is_post("负责防汛")
    (True, True, False)
    """
    return _POST.match(text) is not None


def undisputed(text: str) -> str:
    """A sentence without what it says is done about disputes, which is nothing of the matter.

    >>> undisputed("由市水务局负责，遇有争议报市委编办协调"), undisputed("负责水事争议协调")
    ('由市水务局负责，', '负责水事争议协调')
    """
    return _DISPUTES.sub("", text)


def untimed(text: str) -> str:
    """A text without the time by which something is to be done at its beginning.

    >>> untimed("4月底前"), untimed("2026年底前，节约用水"), untimed("年度用水计划"), untimed("月度检查")
    ('', '节约用水', '年度用水计划', '月度检查')
    """
    found = _TIME.match(text)
    return text[found.end() :] if found and found.end() > 1 else text


def unstaffed(text: str) -> str:
    """A text without what says of its body that it has no office of its own.

    >>> unstaffed("专班不设办公室，日常工作"), unstaffed("日常工作")
    ('专班日常工作', '日常工作')
    """
    return _WITHOUT_OFFICE.sub(r"\1", text)


def concerned(text: str) -> tuple[str, str]:
    """The words that say no more than who has to do with a matter, and what follows them; blank where a text has none.

    >>> concerned("涉及市水务局、市公安局"), concerned("市水务局负责")
    (('涉及', '市水务局、市公安局'), ('', ''))
    """
    found = _CONCERNS.match(text)
    return (found["cue"], text[found.end() :]) if found else ("", "")


def goes_on(text: str) -> bool:
    """Whether a piece without a subject says what else the body before it does: 指导…, 配合…, 会同….

    >>> [goes_on(t) for t in ("协调水事纠纷", "依法查处违法取水", "会同市水务局建立平台", "编制预案", "配合")]
    [True, True, True, False, False]
    """
    cue, rest = role_at_start(_ADVERB.sub("", text))
    return (cue is not None and len(rest) >= 4) or (text.startswith(_JOINTLY) and len(text) >= 8)


def duties_in(clause: str, numbered: bool = True) -> list[str]:
    """The duties that one clause of a body strings together, each begun by a word for its role.

    >>> duties_in("负责违法取水的查处，协调跨区水事纠纷"), duties_in("牵头负责防汛，编制预案，指导排涝工作")
    (['负责违法取水的查处', '协调跨区水事纠纷'], ['牵头负责防汛，编制预案', '指导排涝工作'])

    With what it only helps in, what it does by itself is no part of the matter.

    >>> duties_in("配合做好机场选址，保障项目用地"), duties_in("参与山洪，台风灾害的应急处置")
    (['配合做好机场选址', '保障项目用地'], ['参与山洪，台风灾害的应急处置'])

    What it does together with others is a duty of its own, where it says what.

    >>> duties_in("编制节水规划并组织实施，会同市公安局建立巡查制度"), duties_in("编制节水规划，会同市公安局组织实施")
    (['编制节水规划并组织实施', '会同市公安局建立巡查制度'], ['编制节水规划，会同市公安局组织实施'])

    Where the duties of a body are not numbered, each sentence is one.

    >>> duties_in("负责节水；编制节水规划。", numbered=False), duties_in("负责节水；编制节水规划。")
    (['负责节水', '编制节水规划'], ['负责节水；编制节水规划'])
    """
    made: list[str] = []
    before = ""
    for piece, mark in cut(clause, "，,；;。"):
        stopped = before in ("；", ";", "。")
        helped = bool(made) and _helps(made[-1]) and _DOES.match(piece) is not None
        strung = bool(made) and goes_on(piece) and goes_on(made[0] + "　　　　")
        jointly = bool(made) and _WITH_OTHERS.match(piece) is not None
        if not made or helped or strung or jointly or (stopped and not numbered and len(piece) > _BARE):
            made.append(piece)
        else:
            made[-1] += before + piece
        before = mark
    return made


def _helps(clause: str) -> bool:
    cue, rest = role_at_start(_ADVERB.sub("", clause))
    return cue is not None and cue.role == "ASSISTS" and len(rest) >= 4
