"""Words of the lists and the roles they give (`cues.yaml`), the longest word first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from graph.own_yaml import own_yaml


@dataclass(frozen=True, slots=True)
class Cue:
    """A role given by words: link kind (None where only the split is said), the words, and whether 分别."""

    role: str | None
    words: str
    split: bool = False


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    raw = own_yaml(Path(__file__).with_name("cues.yaml").read_text(encoding="utf-8"))
    return {k: v if isinstance(v, dict) else {"": v} for k, v in raw.items()}


def words_of(group: str) -> dict[str, list[str]]:
    """The words of a section of `cues.yaml` by what they stand for, as they are written there."""
    return _words()[group]


@cache
def longest_first(group: str) -> list[tuple[str, str]]:
    """The words of a section of `cues.yaml` with what each stands for, the longest first."""
    pairs = [(word, key) for key, words in words_of(group).items() for word in words]
    return sorted(pairs, key=lambda wk: (-len(wk[0]), wk[0]))


@lru_cache(maxsize=20_000)
def role_of_words(text: str) -> Cue | None:
    """The cue that a text is (as in brackets after a name), None where it is something else.

    >>> role_of_words("指导"), role_of_words("学科类"), role_of_words("分别牵头")
    (Cue(role='GUIDES', words='指导', split=False), None, Cue(role='LEADS', words='分别牵头', split=True))
    """
    bare = re.sub(r"\s+", "", text).removesuffix("单位").removesuffix("部门").removesuffix("工作")
    for word, _ in longest_first("split"):
        if bare == word:
            return Cue(_role(word.removeprefix("分别")), word, True)
    role = _role(bare) or _role(bare.removesuffix("负责")) or _role(bare.removeprefix("负责"))
    return Cue(role, text.strip()) if role else None


def _role(word: str) -> str | None:
    return next((role for known, role in longest_first("roles") if known == word), None)


_AT_END = ("LEADS", "ASSISTS", "SHARES", "COORDINATES")


@lru_cache(maxsize=20_000)
def role_at_end(text: str) -> tuple[str, Cue | None]:
    """A name and the cue its text ends with.

    >>> role_at_end("市水务局分别牵头")
    ('市水务局', Cue(role='LEADS', words='分别牵头', split=True))
    >>> role_at_end("市水务局")
    ('市水务局', None)
    """
    if text.endswith(_all_endings()):
        for words, cue in _endings():
            if text.endswith(words) and text != words:
                return text.removesuffix(words), cue
    return text, None


@cache
def _endings() -> list[tuple[str, Cue]]:
    """Words that may follow a name, with their cues, in the order in which they are tried."""
    found = [(w, Cue(_role(w.removeprefix("分别")), w, True)) for w, _ in longest_first("split")]
    roles = [(word, role) for word, role in longest_first("roles") if role in _AT_END]
    ends = ("", "负责", "实施", "落实")
    return found + [(word + end, Cue(role, word + end)) for end in ends for word, role in roles]


@cache
def _all_endings() -> tuple[str, ...]:
    return tuple(words for words, _ in _endings())


def role_at_start(text: str) -> tuple[Cue | None, str]:
    """The cue that a clause begins with, and the rest; 负责 and the like alone give a cue of no role.

    A word that only begins a longer noun (许可证, 主管部门) is none.

    >>> [(c.role, c.words, rest) for c, rest in map(role_at_start, ("牵头负责节水", "负责节水")) if c]
    [('LEADS', '牵头负责', '节水'), (None, '负责', '节水')]
    >>> role_at_start("许可证管理")
    (None, '许可证管理')
    """
    cue = _cue_at_start(text[: _reach()])
    return cue, text[len(cue.words) :].lstrip("，, 　") if cue else text


@lru_cache(maxsize=20_000)
def _cue_at_start(text: str) -> Cue | None:
    for word, role, split in _openings():
        noun = _OFFICE if role is None or role in _RELATIONS else _NOUN
        if text.startswith(word) and not noun.match(text, len(word)):
            return Cue(role, word, split)
    return None


@cache
def _reach() -> int:
    """How far into a clause one must look: the longest opening word, and what would make it a noun.

    Not further, as the looked-at is kept: with every end of a long text it would be as much as its square.
    """
    return max(len(word) for word, _, _ in _openings()) + _NOUN_LENGTH


_RELATIONS = ("LEADS", "ASSISTS", "SHARES", "GUIDES", "COORDINATES")  # what a body is to a matter
_OFFICE = re.compile(
    r"人(?![工口才员民防身居大群力文类社为间用体畜行流道均]|事(?![先前后]))|方(?![案式法面向舱便])|[者的]|同志|领导(?!小组)|制(?![定订作度])|部门|单位|机构|机制|平台|小组"
)
_NOUN_LENGTH = 4  # characters at most that these two look at
_NOUN = re.compile(
    _OFFICE.pattern + r"|[证队权费]|机关|事项|体系|信息|数据|制度|改革|标准|措施|责任|服务|主体|范围"
)


@cache
def _openings() -> list[tuple[str, str | None, bool]]:
    """Words that may follow a body in a sentence: (word, role, whether each does its part), longest first."""
    found: list[tuple[str, str | None, bool]] = [(w, r, False) for w, r in longest_first("roles")]
    found += [(w, None, False) for w, _ in longest_first("answers")]
    found += [(w, _role(w.removeprefix("分别")) or "SHARES", True) for w, _ in longest_first("split")]
    return sorted(found, key=lambda f: (-len(f[0]), f[0]))


def openings(text: str) -> list[tuple[int, Cue, str]]:
    """Where a sentence holds words of a role outside brackets: (position, cue, rest), the longest word at each.

    >>> [(at, c.words, rest) for at, c, rest in openings("市水务局牵头负责节水")]
    [(4, '牵头负责', '节水'), (6, '负责', '节水')]
    """
    found, depth = [], 0
    for at, char in enumerate(text):
        depth += {"（": 1, "(": 1, "《": 1, "）": -1, ")": -1, "》": -1}.get(char, 0)
        if depth <= 0:
            cue, rest = role_at_start(text[at:])
            if cue:
                found.append((at, cue, rest))
    return found


def answer_words() -> frozenset[str]:
    """负责 and the other words that say of a body that it answers for something."""
    return frozenset(word for word, _ in longest_first("answers"))


@lru_cache(maxsize=20_000)
def role_in_column(text: str) -> Cue | None:
    """The cue of a cell in a column of roles, None where it says none.

    >>> role_in_column("主体责任"), role_in_column("协办单位"), role_in_column("每季度一次")
    (Cue(role='LEADS', words='主体责任', split=False), Cue(role='ASSISTS', words='协办单位', split=False), None)
    """
    bare = re.sub(r"\s+", "", text).removesuffix("单位").removesuffix("部门")
    role = next((role for word, role in longest_first("cells") if word == bare), None)
    return role_of_words(text) or (Cue(role, text.strip()) if role else None)


def mark_of(text: str) -> str | None:
    """The role that a mark under the heading of a body gives by itself, None for other marks.

    >>> mark_of("主"), mark_of("配合"), mark_of("●")
    ('LEADS', 'ASSISTS', None)
    """
    return next((role for word, role in longest_first("marks") if word == text.strip()), None)


_ANNOUNCED = re.compile(
    r"(?:与.{2,40}|(?:各|有关|相关|成员|市直|区直|县直|市级|牵头|配合|责任)*(?:部门|单位|机构))"
    r"的?(?:各自|主要|具体|工作|有关|相关)*(?:(?:职责|责任|任务)(?:分工|划分|边界|任务|及分工)?|分工|边界|边界划分)"
    r"|.{0,24}(?:(?:成员|组成|参与|责任)单位(?:及)?的?(?:主要|工作|具体)*(?:职责|任务)(?:分工)?"
    r"|(?:指挥|办事|领导|组织|工作)(?:机构|体系|机制))"
    r"|(?:有关|相关|主要|具体)*职责(?:分工|划分|边界)|(?:牵头|责任|配合|主管)(?:部门|单位|主体)"
)


def announces(text: str) -> bool:
    """Whether a heading announces duties and names none of its own.

    >>> announces("部门职责分工"), announces("各有关部门的主要职责"), announces("燃气安全监管职责分工")
    (True, True, False)
    """
    bare = re.sub(r"[\s：:。]+", "", text)
    return _ANNOUNCED.fullmatch(bare) is not None or any(
        bare in (word, "各" + word, f"各单位{word}") for word, _ in longest_first("announcements")
    )


def preamble(text: str) -> str:
    """A sentence without the words that only say that something is decided.

    >>> preamble("会议明确，节约用水由市水务局牵头"), preamble("会议纪要由市政府办公室整理")
    ('节约用水由市水务局牵头', '会议纪要由市政府办公室整理')
    """
    found = _opened_by("preambles").match(text)
    return preamble(text[found.end() :].strip()) if found and found.end() else text


def no_clause(text: str) -> bool:
    """Whether a paragraph assigns nothing although it may name bodies.

    >>> no_clause("出席：市水务局、市公安局"), no_clause("市水务局负责防汛")
    (True, False)
    """
    return _opened_by("no_clauses").match(text) is not None


@cache
def _opened_by(group: str) -> re.Pattern[str]:
    return re.compile("|".join(word for word, _ in longest_first(group)))


def catchall(text: str) -> bool:
    """Whether a clause is what every body has in its list and names no matter.

    >>> catchall("完成市委、市政府交办的其他任务"), catchall("完成节水任务")
    (True, False)
    """
    return any(re.search(word, text) for word, _ in longest_first("catchalls"))


@lru_cache(maxsize=20_000)
def shares(text: str) -> str | None:
    """The words 按职责分工 and the like in a clause, None where there are none.

    >>> shares("按职责分工查验客船"), shares("查验客船")
    ('按职责分工', None)
    """
    return next((w for w, role in longest_first("roles") if role == "SHARES" and w in text), None)


@lru_cache(maxsize=20_000)
def splits(text: str) -> str | None:
    """The words 分别承办 and the like in a clause, None where there are none.

    >>> splits("由下列单位按工程类别分别承办")
    '分别承办'
    """
    return next((w for w, _ in longest_first("split") if w in text), None)


def joint(text: str) -> tuple[str, str, str] | None:
    """The two sides of 由甲会同乙, and the word between them; None for other texts, and where it stands in brackets.

    >>> joint("由市住建局会同市公安局"), joint("市住建局（会同市公安局）")
    (('市住建局', '市公安局', '会同'), None)
    """
    match = re.fullmatch(r"由?((?:[^（()）]|[（(][^（()）]*[）)]){2,}?)(会同)(.{2,})", text)
    return (match[1], match[3], match[2]) if match else None


def role_words() -> tuple[tuple[str, str], ...]:
    """All words of roles with the role each gives."""
    return tuple(longest_first("roles"))
