"""Words that stand where a body should stand but name none (`words.yaml`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graph.ids import normal
from graph.own_yaml import own_yaml
from ingest.values import number


@cache
def _raw() -> dict[str, Any]:
    made = own_yaml(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
    assert isinstance(made, dict)  # noqa: S101 - the file is our own
    return made


@cache
def _patterns(kind: str) -> list[re.Pattern[str]]:
    return [re.compile(p) for p in _raw()[kind]]


@lru_cache(maxsize=20_000)
def group_kind(text: str) -> str | None:
    """`open_ended`, `level` or `intermediary` for words that name no body; None for anything else.

    >>> [group_kind(t) for t in ("等部门", "相关部门", "各镇街", "县乡党委政府", "中介机构", "市水务局")]
    ['open_ended', 'open_ended', 'level', 'level', 'intermediary', None]
    """
    bare = normal(text)
    for kind in ("open_ended", "level", "intermediary"):
        if any(p.fullmatch(bare) for p in _patterns(kind)):
            return kind
    return None


def nobody(text: str) -> bool:
    """Whether a text says that there is nobody to name.

    >>> nobody("无"), nobody("（待明确）"), nobody("市水务局")
    (True, True, False)
    >>> nobody("（暂未明确，按程序协调后另行公布）"), nobody("（暂未明确，由市水务局代管）")
    (True, False)
    >>> nobody("责任单位待定"), nobody("工作已完成，无承接单位"), nobody("取消，改由市水务局办理")
    (True, True, False)
    >>> nobody("按地块分别负责，不设主办"), nobody("按地块由市水务局负责")
    (True, False)
    """
    said = re.sub(r"^[(（【](.+)[)）】]$", r"\1", normal(text))
    first, _, rest = said.partition(",")
    known = first in _raw()["nobody"] or any(p.fullmatch(first) for p in _patterns("nobody_like"))
    return known and not re.search(r"[由局委府院队所]|(?<![主协承])办(?!公室|理)", rest)


_ENDED = "(?:人民政府|政府|党委政府|党委|街道办事处|办事处|管委会)?"
_SPREAD = re.compile(
    rf"各?[区县市乡镇街道旗村]{{1,2}}{_ENDED}(?:、[区县市乡镇街道旗村]{{1,2}}{_ENDED}){{1,2}}"
)


def is_spread(text: str) -> bool:
    """Whether a text with pauses is one wording for bodies of a level, and no list of names.

    >>> is_spread("各区、县政府"), is_spread("各乡、镇人民政府"), is_spread("各区、市公安局")
    (True, True, False)
    >>> is_spread("各镇人民政府、街道办事处")
    True
    """
    return text[:1] == "各" and _SPREAD.fullmatch(normal(text)) is not None


def undecided(text: str) -> bool:
    """Whether a text says that it is not settled who is responsible.

    >>> undecided("责任主体另行研究明确"), undecided("会议未形成一致意见"), undecided("由市水务局负责")
    (True, True, False)
    """
    return any(p.search(text) for p in _patterns("undecided"))


def open_tail(text: str) -> tuple[str, str, int | None] | None:
    """Name, tail and count of the last part of an enumeration; None where it has no open end.

    >>> open_tail("市水务局等部门"), open_tail("市商务局等5个部门"), open_tail("市水务局")
    (('市水务局', '等部门', None), ('市商务局', '等5个部门', 5), None)
    """
    match = _tail().fullmatch(text.strip())
    if match is None or match["tail"] == "等级":
        return None
    return match["head"], match["tail"], number(match["count"]) if match["count"] else None


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(_raw()["tail"])
