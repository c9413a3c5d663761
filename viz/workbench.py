"""What the pages of the workbench show: findings filtered, sorted and counted; things with their captions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from graph.ontology import load
from graph.reader import Reader
from graph.rule import GROUPS, SEVERITIES, Rule, catalogue
from graph.who import REASONS
from viz.legend import columns_of, property_word, value_word
from viz.words import Words, same

T = TypeVar("T")
PAGE = 50
FILTERS = ("group", "severity", "rule", "state", "q")
SORTS = ("severity", "code", "about", "state")
_REASON = {
    "NO_DUTY": "The lists do not hold this matter", "AMBIGUOUS": "Several matters fit; choose one",
    "NO_LEAD": "Nobody is named as answering for it", "SEVERAL_LEADS": "More than one lead is named",
    "LEVEL_ONLY": "Only a level or a general wording is named, no body", "ORG_ENDED": "The body named has ended",
    "UNRESOLVED_NAME": "A name that fits no known body", "LISTS_CONFLICT": "Lists contradict one another",
}  # fmt: skip
REASON_WORDS = {code: Words(zh, _REASON.get(code, code)) for code, zh in REASONS.items()}


@dataclass(frozen=True, slots=True)
class Address:
    """Where the reader is: the path, and the filters in the address; every link keeps language and edition."""

    path: str
    query: Mapping[str, str]

    @property
    def lang(self) -> str:
        """`zh`, or `en` where asked for."""
        return "en" if self.query.get("lang") == "en" else "zh"

    @property
    def edition(self) -> int | None:
        """The edition asked for; None for the current one. Raises ValueError for what is no number."""
        text = self.query.get("edition", "")
        return int(text) if text else None

    def href(self, path: str, **more: object) -> str:
        """A link within the workbench.

        >>> Address("/", {"lang": "en", "edition": "2", "q": "x"}).href("/things/org:甲", page=2)
        '/things/org:%E7%94%B2?page=2&edition=2&lang=en'
        """
        kept = {k: self.query[k] for k in ("edition", "lang") if self.query.get(k)}
        params = {
            k: v
            for k, v in (more | {k: v for k, v in kept.items() if k not in more}).items()
            if v not in (None, "")
        }
        return quote(path, safe="/:") + ("?" + urlencode(params) if params else "")

    def same(self, **more: object) -> str:
        """This page with some of the address changed; None leaves a part out."""
        return Address(self.path, {}).href(self.path, **(dict(self.query) | more))


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """Some rows of many: `first` to `last` (from 1) of `total`, on page number `page`."""

    rows: tuple[T, ...]
    page: int
    first: int
    last: int
    total: int


def paged(rows: Sequence[T], asked: str | None, size: int = PAGE) -> Paged[T]:
    """The page that the address asks for; the nearest there is where it asks for none or nonsense.

    >>> paged("abcde", "9", 2)
    Paged(rows=('e',), page=3, first=5, last=5, total=5)
    """
    number = int(asked) if asked and asked.isascii() and asked.isdecimal() and len(asked) < 10 else 1
    page = min(max(number, 1), max(-(-len(rows) // size), 1))
    shown = tuple(rows[(page - 1) * size : page * size])
    return Paged(shown, page, (page - 1) * size + 1, (page - 1) * size + len(shown), len(rows))


def rule_of(finding: Mapping[str, Any]) -> Rule | None:
    """The rule of a finding; None when it is no longer in the catalogue."""
    return next((r for r in catalogue() if r.id == finding["rule"]), None)


def title_of(finding: Mapping[str, Any]) -> Words:
    """What a finding is called."""
    rule = rule_of(finding)
    return Words(finding["title"], rule.title_en if rule else finding["title"])


def about(finding: Mapping[str, Any]) -> tuple[str, str]:
    """What a finding is about, in two lines: its subject, and the rest of its readable columns."""
    columns = columns_of(finding)
    head = columns[0][1].zh if columns else finding["subject"]
    return head, "；".join(f"{name.zh}：{value.zh}" for name, value in columns[1:])


def about_in(finding: Mapping[str, Any], lang: str) -> tuple[str, str]:
    """As `about`, in a language."""
    columns = columns_of(finding)
    if lang != "en" or not columns:
        return about(finding)
    return columns[0][1].en, "; ".join(f"{name.en}: {value.en}" for name, value in columns[1:])


def ordered(found: Sequence[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    """Findings in an order of SORTS; a leading minus turns it round."""
    severities = list(SEVERITIES)
    keys = {
        "severity": lambda f: (severities.index(f["severity"]), f["code"], about(f)),
        "code": lambda f: (f["code"], about(f)),
        "about": lambda f: (*about(f), f["code"]),
        "state": lambda f: (f["state"], severities.index(f["severity"]), f["code"]),
    }
    name = by.removeprefix("-")
    return sorted(found, key=keys[name if name in keys else "severity"], reverse=by.startswith("-"))


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule speaks: `found` of `looked_at` things (None: it found nothing, so nobody noted it)."""

    rule: Rule
    title: Words
    found: int
    looked_at: int | None


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Findings of a group: in all, by severity, and how many of its rules found something."""

    group: str
    total: int
    by_severity: tuple[tuple[str, int], ...]
    speaking: int
    rules: int


def counts(found: Sequence[Mapping[str, Any]]) -> tuple[list[GroupCount], list[RuleCount]]:
    """Findings counted by group and severity, and by rule with what it looked at."""
    cells = Counter((f["group"], f["severity"]) for f in found)
    of_rule = Counter(f["rule"] for f in found)
    looked = {f["rule"]: f["looked_at"] for f in found}
    groups = []
    for group in GROUPS:
        mine = [r for r in catalogue() if r.group == group]
        split = tuple((s, cells[group, s]) for s in SEVERITIES if cells[group, s])
        groups.append(
            GroupCount(
                group, sum(n for _, n in split), split, sum(1 for r in mine if of_rule[r.id]), len(mine)
            )
        )
    rules = [RuleCount(r, Words(r.title, r.title_en), of_rule[r.id], looked.get(r.id)) for r in catalogue()]
    return groups, rules


@dataclass(frozen=True, slots=True)
class Fact:
    """One property of a thing: caption and value, and the id it leads to where it is one."""

    caption: Words
    value: Words
    thing: str | None


def facts_of(node: Mapping[str, Any], reader: Reader) -> list[Fact]:
    """A thing's properties with captions; ids of other things become their names."""
    kind, network = node["kind_of"], reader.network()
    made = []
    for name in load().nodes[kind].properties:
        if name in ("id", "name") or node.get(name) in (None, "", []):
            continue
        value = node[name]
        known = isinstance(value, str) and ":" in value and value in network
        shown = same(network.nodes[value]["name"]) if known else value_word(kind, name, value)
        made.append(Fact(property_word(kind, name), shown, value if known else None))
    return made


def cells_of(finding: Mapping[str, Any], reader: Reader) -> list[dict[str, Any]]:
    """The cells that say what a finding rests on, each once, in order of file, sheet and cell."""
    return cells(reader, finding["facts"])


def cells(reader: Reader, facts: Sequence[str]) -> list[dict[str, Any]]:
    """The cells of some statements, each once."""
    seen: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    for said in reader.written(facts).values():
        for w in said:
            seen.setdefault((w["file"], w["sheet"], w["cell"], w["text"]), w)
    return [seen[key] for key in sorted(seen, key=lambda k: (k[0], k[1], len(k[2]), k[2], k[3]))]


def items_of(finding: Mapping[str, Any], reader: Reader) -> list[str]:
    """Approval items that a finding is about or that its subject belongs to, nearest first."""
    network = reader.network()
    kinds = {n: network.nodes[n]["kind"] for n in finding["evidence"] if n in network}
    subject = finding["subject"]
    near = [subject] if kinds.get(subject) == "ApprovalItem" else []
    if subject in network and kinds.get(subject) in ("Stage", "Handoff"):
        near += sorted(n for n in network.predecessors(subject) if network.nodes[n]["kind"] == "ApprovalItem")
    return list(dict.fromkeys([*near, *(n for n, kind in kinds.items() if kind == "ApprovalItem")]))
