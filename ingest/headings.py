"""What a heading means by the words it is made of (`headings.yaml`), where no profile lists it as it is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from graph.own_yaml import own_yaml
from ingest.cues import role_words

Kind = Literal[
    "body",
    "bodies",
    "clause",
    "matter",
    "domain",
    "basis",
    "note",
    "place",
    "person",
    "former",
    "code",
    "other",
]

_UNREAD = {
    "person": "人员、科室或联系方式",
    "other": "时限、标准、进展之类",
    "former": "以前由谁负责",
    "code": "编号、编码",
}
_AND_DUTIES = re.compile(
    r"(?:及|和|与|及其|以及|/|、)(?:各自|相应|其)?的?(?:主要|具体|工作|承担的?)?(?:(?:职责|任务|责任|职能)(?:分工|边界|划分|内容)?|分工|边界)$"
)
_IN_BRACKETS = re.compile(r"[^()]{1,8}\(([\u4e00-\u9fff]{2,8})\)")
_CODE = re.compile(  # also that of an object within: 主管部门.编号
    r"\.[^.]*(?:编号|编码|代码|标识|顺序|id|code|no)$"
    r"|^(?:事项|职责|任务|清单|项目|系统|数据|记录|工单|单据|案件|流水|条目|唯一)(?:编码|编号|代码|id|流水号|标识)$"
)
_WHO = re.compile(
    r"(?:由|归|是)?(?:谁|哪个(?:部门|单位)|哪家(?:部门|单位)?|哪些(?:部门|单位))(?:来|去|具体)?(?:负责)?(.{1,8})"
)
_HOW = re.compile(r"(?:如何|怎么样?|怎样)(.{1,8})")
_ASKED: tuple[tuple[re.Pattern[str], Kind], ...] = ((_WHO, "bodies"), (_HOW, "clause"))
_LISTED = re.compile(r"(?<=单位|部门|机构|主体)(?:列表|名单|集合|清单)$")
_ORDINAL = re.compile(r"(?:[0-9]+|[一二三四五六]|[①-⑩])$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds: `body` is whichever body the row is about, `bodies` are bodies in a role, `clause` is what
    a body does in a role. `rank` orders matters, the plainest word first; of a clause it is 1 where the heading names the
    bodies too (执法部门职责), which is no matter. What a `person`, `former`, `code` or `other` column holds (who was in
    charge once, days, amounts, how a thing is done) is no responsibility and is never read."""

    kind: Kind
    role: str | None = None
    rank: int = 0


@lru_cache(maxsize=20_000)
def heading(text: str) -> str:
    """The form in which two writings of a heading are the same.

    >>> heading("牵头 单位：") == heading("牵头单位*")
    True
    """
    return re.sub(r"[\s*:_]+", "", unicodedata.normalize("NFKC", text)).lower()


def base(text: str) -> str:
    """A heading without its number, so that 配合单位1 and 配合单位2 are two columns of one field.

    >>> base("配合单位（2）"), base("配合单位")
    ('配合单位', '配合单位')
    """
    return _ORDINAL.sub("", re.sub(r"\((\d+|[一二三四五六])\)$", "", heading(text)))


@lru_cache(maxsize=20_000)
def meaning(text: str) -> Meaning | None:
    """What a heading says of its column, None where its words do not tell. Of a heading with brackets those say it
    where the words before them do not: what 岸线（事项） holds are matters.

    >>> meaning("监督检查部门"), meaning("配合单位2"), meaning("重点工作任务")
    (Meaning(kind='bodies', role='SUPERVISES', rank=0), Meaning(kind='bodies', role='ASSISTS', rank=0), \
Meaning(kind='matter', role=None, rank=2))
    >>> meaning("牵头领导"), meaning("完成时限")
    (Meaning(kind='person', role=None, rank=0), Meaning(kind='other', role=None, rank=0))
    >>> meaning("牵头监管部门"), meaning("配合执法单位")
    (Meaning(kind='bodies', role='LEADS', rank=0), Meaning(kind='bodies', role='ASSISTS', rank=0))
    >>> meaning("岸线（事项）"), meaning("岸线（公里）"), meaning("是否重点")
    (Meaning(kind='matter', role=None, rank=1), None, None)
    >>> meaning("谁来管"), meaning("怎么配合")
    (Meaning(kind='bodies', role='SUPERVISES', rank=0), Meaning(kind='clause', role='ASSISTS', rank=0))
    """
    found = _meaning(text)
    within = _IN_BRACKETS.fullmatch(heading(text)) if found is None else None
    return _meaning(within[1]) if within else found


def _meaning(text: str) -> Meaning | None:
    if _CODE.search(heading(text)):
        return Meaning("code")
    said = base(re.sub(r"\(.*?\)", "", heading(text))) or heading(text)
    said = _AND_DUTIES.sub("", said) or said
    said = _LISTED.sub("", said)
    if not said or len(said) > 20:
        return None
    if said in _bare():
        return Meaning("bodies", _bare()[said])
    for asks, kind in _ASKED:
        asked = asks.fullmatch(said)
        if asked and (role := role_of_act(asked[1])):
            return Meaning(kind, role)
    end = _ends(said, "clause_ends")
    if end and (_ends(said.removesuffix(end), "clauses") or _ends(said, "clauses")):
        return Meaning("clause")  # 职责划分情况
    if _ends(said, "others"):
        return Meaning("other")
    if _ends(said, "persons"):
        return Meaning("person")
    if heading(text) in _plain("places") or re.fullmatch(f"(所在|所属)({'|'.join(_plain('places'))})", said):
        return Meaning("place")
    kinds: tuple[tuple[str, Kind], ...] = (("bases", "basis"), ("notes", "note"))
    for words, kind in kinds:
        if _ends(said, words):
            return Meaning(kind)
    if said.startswith(_plain("former")) and said[1] not in "料则因产油煤始地" and _ends(said, "bodies"):
        return Meaning("former")
    of_bodies = _bodies(said)
    if of_bodies or _ends(said, "bodies"):
        return of_bodies
    task = _ends(said, "tasks")
    if task:
        before = said.removesuffix(task)
        role = _role(before) if before else None
        if role:
            return Meaning("clause", role, rank=int(bool(_ends(before, "bodies"))))
    if _ends(said, "clauses"):
        return Meaning("clause")
    if _ends(said.removesuffix("名称"), "domains"):
        return Meaning("domain")
    matter = "" if said.startswith("是否") else _ends(said, "matters")
    if matter == "名称" and _ends(said.removesuffix(matter), "matters"):
        return Meaning("matter")  # 项目名称: how the matter is called
    return Meaning("matter", rank=1 + _plain("matters").index(matter)) if matter else None


@lru_cache(maxsize=5_000)
def holds_clauses(text: str) -> bool:
    """Whether a heading is that of what bodies do, in sentences, which may name the bodies too.

    >>> holds_clauses("各部门职责边界"), holds_clauses("责任单位及职责"), holds_clauses("责任单位")
    (True, True, False)
    """
    said = meaning(text)
    return (said is not None and said.kind == "clause") or _AND_DUTIES.search(heading(text)) is not None


def unread(text: str) -> str | None:
    """What a column holds that is never read, in words; None where it may hold responsibility.

    >>> unread("牵头领导"), unread("完成时限"), unread("牵头单位")
    ('人员、科室或联系方式', '时限、标准、进展之类', None)
    """
    said = meaning(text)
    return _UNREAD.get(said.kind) if said else None


def _bodies(said: str) -> Meaning | None:
    """The meaning of a heading that ends with a word for bodies."""
    end = _ends(said, "bodies")
    if not end:
        return None
    before = said.removesuffix(end)
    if not before or before in _plain("any"):
        return Meaning("body")
    role = _role(before) or next(
        (r for r, words in _raw()["beside_bodies"].items() if before.startswith(tuple(words))), None
    )
    if role:
        return Meaning("bodies", role)
    return Meaning("bodies", "INVOLVED_IN") if any(before.endswith(w) for w in _plain("named")) else None


def _role(words: str) -> str | None:
    """The role that the longest known word among some words gives; of two as long, the later one. Words that begin
    with one for leading or helping say that: 牵头监管部门 leads the supervision."""
    begun = [
        (len(w), role) for w, role in role_words() if role in ("LEADS", "ASSISTS") and words.startswith(w)
    ]
    if begun:
        return max(begun)[1]
    known = [(len(w), words.rfind(w), role) for w, role in _roles() if w in words]
    return max(known)[2] if known else None


@lru_cache(maxsize=20_000)
def role_of_act(words: str) -> str | None:
    """The role of whoever does what some words say, None where they say none.

    >>> role_of_act("源头监管"), role_of_act("罚"), role_of_act("归档")
    ('SUPERVISES', 'ENFORCES', None)
    """
    plain = (role for role, acts in _raw()["acts"].items() if words in acts)
    return next(plain, None) or _role(words)


def _ends(said: str, group: str) -> str:
    return max((w for w in _plain(group) if said.endswith(w)), key=len, default="")


@cache
def _roles() -> tuple[tuple[str, str], ...]:
    own = [(word, role) for role, words in _raw()["roles"].items() for word in words]
    return tuple(dict([*role_words(), *own]).items())


@cache
def _bare() -> dict[str, str]:
    """Words of a role that are a heading by themselves, as under the name of a place."""
    return {
        w: role for w, role in role_words() if role in ("LEADS", "ASSISTS", "SHARES", "GUIDES") and len(w) > 1
    }


@cache
def _plain(group: str) -> tuple[str, ...]:
    return tuple(heading(word) for word in _raw()[group])


@cache
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = own_yaml(Path(__file__).with_name("headings.yaml").read_text(encoding="utf-8"))
    return raw
