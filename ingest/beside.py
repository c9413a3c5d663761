"""What brackets after a name say of further bodies: 市审批局（会同市公安局）, 市政府（由市水务局承办）."""

from __future__ import annotations

import re

from ingest.cues import Cue

_FORMS = (
    (re.compile(r"(?P<cue>会同|商)(?P<names>.{2,}?)(?:共同)?(?:办理|实施|负责)?"), "ASSISTS"),
    (
        re.compile(r"由?(?P<names>.{2,}?)(?:负责)?(?:具体)?(?P<cue>承办|经办|办理|组织实施|实施)"),
        "INVOLVED_IN",
    ),
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


def beside(text: str) -> tuple[str, Cue] | None:
    """The names that a text in brackets gives a role beside the name before it, and that role; None for other texts.

    Who carries out what another one decides (由市水务局承办) is involved in it, by that word. Whether they are names
    is for the caller to find out.

    >>> beside("会同市公安局")
    ('市公安局', Cue(role='ASSISTS', words='会同', split=False))
    >>> beside("由市水务局承办"), beside("城区")
    (('市水务局', Cue(role='INVOLVED_IN', words='承办', split=False)), None)
    """
    for form, role in _FORMS:
        if said := form.fullmatch(text):
            return said["names"], Cue(role, said["cue"])
    return None
