"""VAGUE and CLAIMS_SUPERVISION: what the clauses of a duty's bodies really say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.ids import normal

if TYPE_CHECKING:
    from graph.model import Graph, Link

ROLES = (
    "LEADS",
    "ASSISTS",
    "SHARES",
    "GUIDES",
    "COORDINATES",
    "INVOLVED_IN",
    "SUPERVISES",
    "ENFORCES",
    "APPROVES",
)
# Roles whose own clause may make its body the supervisor; whoever assists or guides helps another one.
_OWN = ("LEADS", "SHARES", "INVOLVED_IN")

_CLAUSE = re.compile(r"[,;。:\n]+")
_NUMBER = re.compile(r"^(?:\(?[一二三四五六七八九十\d]+[.、)])+")
_BODY = r"(?:[省市县区][\u4e00-\u9fff]{1,12}?(?:局|委|办|部|中心))?"
_REMIT = r"(?:按照?|根据|依照?|依据|在)?(?:(?:各自|本部门|本单位|有关|相关)的?)?(?:法定)?(?:职责|职能|权限)(?:范围内|分工|要求)?的?"
_FILLER = rf"(?:{_REMIT}|牵头|负责|承担|做好|抓好|开展|落实|推进|完成|履行|积极|认真|依法|具体|共同|切实|、)*"
_WEAK = r"(?:指导|参与|配合|协助|支持|协同)"
_FIRM = (
    r"(?:监督|监管|检查|巡查|抽查|执法|查处|处罚|取缔|拆除|打击|审批|审核|审查|核准|核发|核查|备案|许可|登记|受理|认定|验收"
    r"|组织|统筹|协调|督促|督办|考核|制定|拟订|拟定|编制|划定|公布|发布|公示|通报|统计|实施|建设|建立|维护|维修|养护|管护"
    r"|排查|整治|治理|修复|监测|检测|检验|抽检|评估|评审|调查|处置|救援|处理|移送|征收|发放|救助|拨付|采购|储备|供应|保障"
    r"|收集|收运|清运|调解|裁决|培训|宣传|教育|侦办|侦查|立案|推行|提出|出具|汇总|管理)"
)
_ONLY_REMIT = re.compile(rf"{_BODY}{_FILLER}")
_ONLY_HELPS = re.compile(rf"{_BODY}{_FILLER}{_WEAK}")
_ALSO_ACTS = re.compile(
    rf"{_WEAK}(?:[和与及]|以及){_FIRM}|并{_FILLER}{_FIRM}|{_WEAK}、{_FIRM}|指导(?:监督|监管|检查|协调|管理)"
)
_RELATED = re.compile(
    rf"{_BODY}{_FILLER}(.{{0,20}}?)等?(?:的?(?:相关|有关|其他|其它)|等)的?(?:工作|职责|任务|事项|事宜)"
)
_NAMED_SUPERVISOR = re.compile(
    r"监(?:督管理|管|督)(?:总|分|服务|信息|执法)?(?:局|委员会|委|部门|机构|平台|系统)"
)
_NOT_OURS = re.compile(r"不|未|无|尚|待|另行|由.{1,20}(?:负责|承担|实施)")


def clauses(text: str) -> list[str]:
    """The clauses of a text, in their normal form, without numbers before them."""
    found = (_NUMBER.sub("", piece) for piece in _CLAUSE.split(normal(text)))
    return [piece for piece in found if piece]


def weak(clause: str) -> bool:
    """Whether a clause only helps, guides or points to the remit, and names nothing that its body does itself.

    >>> [weak(c) for c in ("指导各镇街开展检查", "参与制定规划", "按职责分工负责", "做好燃气安全等相关工作")]
    [True, True, True, True]
    >>> [weak(c) for c in ("指导、监督企业", "参与调查并组织整改", "负责管道巡查", "负责执法等相关工作")]
    [False, False, False, False]
    """
    if _ONLY_REMIT.fullmatch(clause):
        return True
    if _ONLY_HELPS.match(clause):
        return not _ALSO_ACTS.search(clause)
    related = _RELATED.fullmatch(clause)
    return bool(related and not re.search(_FIRM, related[1]))


def vague(text: str) -> bool:
    """Whether every clause of a text is weak.

    >>> vague("指导、参与燃气安全工作；按职责分工做好相关工作"), vague("配合做好宣传，负责管道巡查"), vague("")
    (True, False, False)
    """
    found = clauses(text)
    return bool(found) and all(weak(c) for c in found)


def claims_supervision(text: str) -> bool:
    """Whether a text says that its own body supervises: not that it helps one that does, nor only its name.

    >>> [claims_supervision(t) for t in ("负责行业安全监管", "监督检查充电场所")]
    [True, True]
    >>> [claims_supervision(t) for t in ("会同市市场监管局推广", "配合做好监管", "监管职责尚未明确", "制定规划")]
    [False, False, False, False]
    """
    return any(
        re.search("监管|监督", _NAMED_SUPERVISOR.sub("", c)) and not weak(c) and not _NOT_OURS.search(c)
        for c in clauses(text)
    )


def wording(graph: Graph) -> None:
    """Link bodies to duties for which their words are vague, and to new lines of business that they supervise.

    A role without words is vague only where it is weak by its kind: guidance, or a coordinating body's coordination.
    """
    for role in [link for kind in ROLES for link in graph.linked(kind)]:
        thing, text = graph.nodes[role["to"]], role["properties"].get("text")
        if thing["kind"] != "Duty":
            continue
        if _says_little(graph, role):
            _derive(graph, "VAGUE", role, {"role": role["id"], "text": text})
        if thing["properties"].get("emerging") and role["kind"] in _OWN and claims_supervision(text or ""):
            _derive(graph, "CLAIMS_SUPERVISION", role, {})


def _says_little(graph: Graph, role: Link) -> bool:
    text = role["properties"].get("text")
    if text:
        return vague(text)
    if role["kind"] == "COORDINATES":
        return bool(graph.nodes[role["from"]]["kind"] == "CoordinatingBody")
    return bool(role["kind"] == "GUIDES")


def _derive(graph: Graph, kind: str, role: Link, said: dict[str, str | None]) -> None:
    until = role["properties"].get("valid_to")
    graph.derive(kind, role["from"], role["to"], role["facts"], valid_to=until, **said)
