"""What to say of a name that stands for no one body, and what to do."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from ingest.match import Match, Miss
from ingest.problem import Severity, Unresolved


@dataclass(frozen=True, slots=True)
class Trouble:
    """A name that could not be read, or not as a body, with what to say and what to do."""

    code: str
    severity: Severity
    message: str
    todo: str
    unresolved: Unresolved | None = None


def no_office(text: str) -> Trouble:
    shown = unicodedata.normalize("NFKC", text)
    message = f"“{shown}”是议事协调机构的办公室，而清单没有写明它设在哪个部门"
    todo = "在议事协调机构清单中补上“办公室设在”，或直接写部门名称"
    return Trouble("DQ-NAME", "error", message, todo, Unresolved(shown, "no_office"))


def missed(text: str, miss: Miss | Match) -> Trouble:
    shown = unicodedata.normalize("NFKC", text)
    candidates = miss.candidates if isinstance(miss, Miss) else ()
    near = "、".join(candidates)
    if isinstance(miss, Miss) and miss.several:
        message, todo, why = f"“{shown}”对应不止一个机构：{near}", "改写为机构全称", "several"
    elif isinstance(miss, Miss) and miss.akin:
        message = f"机构名录中找不到“{shown}”；可能是：{near}（各地设置不同，是不是同一机构不能代为认定）"
        todo, why = "改为名录中的名称；确是同一机构的，用 zhize alias add 记为别名", "akin"
    else:
        message = f"机构名录中找不到“{shown}”" + (f"；相近的有：{near}" if near else "")
        todo, why = "改为名录中的名称，或在机构名录中补上该机构及其简称", "unknown"
    return Trouble("DQ-NAME", "error", message, todo, Unresolved(shown, why, candidates))


def not_registered(text: str) -> Trouble:
    """A government that no register has, read as a level."""
    shown = unicodedata.normalize("NFKC", text)
    message = f"机构名录中没有“{shown}”这个机构，按层级读入"
    return Trouble("DQ-NAME", "info", message, "要算作机构的，在机构名录中补上")
