"""What brackets after a name say of further bodies: 市审批局（会同市公安局）, 市政府（由市水务局承办）, 市水务局（船上执法由
市公安局负责）; and who acts for whom: 市政府授权市水务局."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.cues import Cue, role_words

_FORMS = (
    (re.compile(r"(?P<cue>会同|商)(?P<names>.{2,}?)(?:共同)?(?:办理|实施|负责)?"), "ASSISTS"),
    (
        re.compile(r"由?(?P<names>.{2,}?)(?:负责)?(?:具体)?(?P<cue>承办|经办|办理|组织实施|实施)"),
        "INVOLVED_IN",
    ),
)

_DONE = ("APPROVES", "SUPERVISES", "ENFORCES", "GUIDES")
_PART = re.compile(
    r"(?!目前|现在|暂时|统一|具体|主要|原来|此前)(?P<part>[\u4e00-\u9fff]{2,20}?)(?:工作|事项)?由(?P<names>.{2,}?)(?P<cue>负责|承担|具体负责|牵头负责)"
)
_OTHER_NAME = re.compile(
    r"(原(名|称|为)?|曾用名|前身|旧称|以下简称|简称|又称|即)[:：为]?[^，,；;]*"
    r"(局|委|办|部|院|所|会|中心|队|站|处|署|厅|公司|政府)[”\"」』]?$"
)
_COUNT = re.compile(r"共?\s*\d+\s*[项条个件]")  # of the rows beside a name: 市水务局（3项）
_AUTHORISED = re.compile(
    r"(?:经|由)?(?P<giver>[^，,由]{2,20}?)(?:依法)?(?:授权|授权委托)(?:由|给)?(?P<taker>[^，,]{2,20}?)(?:实施|行使|审批|办理|负责)?"
)
_NOW = re.compile(
    r"(?:现更名为|现改为|现并入|现为|现名|现称|现由|现归|现|今|改革后为|后更名为|已并入)[“\"]?(.{2,24}?)[”\"]?(?:承担|负责|承接)?"
)


def called_now(text: str) -> str:
    """The name that a text in brackets says a body has today, "" where it says none.

    >>> called_now("现市文旅局"), called_now("现由市文旅局承担"), called_now("城区")
    ('市文旅局', '市文旅局', '')
    """
    found = _NOW.fullmatch(text)
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Names in brackets with what they are, and the part of the matter that this holds for ("" for all of it)."""

    names: str
    cue: Cue
    part: str = ""


def beside(text: str) -> Beside | None:
    """The names that a text in brackets gives a role beside the name before it, and that role; None for other texts.

    Who carries out what another one decides (由市水务局承办) is involved in it, by that word. Who has a part of it (船上执法由
    市公安局负责) does there what that part says, else what the body before the brackets does. Whether they are names
    is for the caller to find out.

    >>> beside("会同市公安局")
    Beside(names='市公安局', cue=Cue(role='ASSISTS', words='会同', split=False), part='')
    >>> said = beside("由市水务局承办")
    >>> (said.names, said.cue.role) if said else None, beside("城区")
    (('市水务局', 'INVOLVED_IN'), None)
    >>> said = beside("船上执法由市公安局负责")
    >>> (said.names, said.cue.role, said.part) if said else None
    ('市公安局', 'ENFORCES', '船上执法')
    """
    if part := _PART.fullmatch(text):
        role = next((r for word, r in role_words() if r in _DONE and part["part"].endswith(word)), None)
        return Beside(part["names"], Cue(role, part["cue"]), part["part"])
    for form, role in _FORMS:
        if said := form.fullmatch(text):
            return Beside(said["names"], Cue(role, said["cue"]))
    return None


def says_nothing(text: str) -> bool:
    """Whether a text in brackets says nothing of what a body does: an earlier or other name, or a count of rows.

    >>> says_nothing("原水务局"), says_nothing("3项"), says_nothing("城区")
    (True, True, False)
    """
    return _OTHER_NAME.match(text) is not None or _COUNT.fullmatch(text) is not None


def authorised(text: str) -> tuple[str, str] | None:
    """Who authorises whom to act, None where a text says no such thing; whether they are names is for the caller.

    >>> authorised("市政府授权市水务局"), authorised("市水务局")
    (('市政府', '市水务局'), None)
    """
    found = _AUTHORISED.fullmatch(text)
    return (found["giver"], found["taker"]) if found else None
