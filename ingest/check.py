"""Checks what was read: every statement against the ontology, and lists against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.ontology import Property, load
from graph.statement import Mention
from ingest.problem import Problem, place

# What two lists may word each in its own way without contradicting each other.
OWN_WORDS = frozenset(
    {"text", "position", "lists", "said_by", "note", "aliases", "cue", "number", "columns_present"}
)


_LAST_LATIN = "\u2122"  # ™, the last sign that latin-1 or cp1252 can write
_MARKS = ("\ufffd", "锟斤拷", "烫烫烫")
_ODD = re.compile(f"[\x80-{_LAST_LATIN}]|{'|'.join(_MARKS)}")
_HIGH = re.compile("[\u00a1-\u00ff]{4,}")


def odd(text: str) -> bool:
    """Whether a text holds a sign that no garbled text is without, other than the × of 填表人：×××."""
    return _ODD.search(text.replace("×", "")) is not None


def garbled(text: str) -> bool:
    """Whether a text was once read in a wrong encoding: UTF-8 or GBK as Latin letters, or signs lost on the way.

    >>> [garbled(t) for t in ("CitizensÃ¢â‚¬", "ClimbiÃ©", "ÁÙÀ½ÊÐË®Îñ¾Ö", "锟斤拷局", "市水务局", "Café", "Crème brûlée")]
    [True, True, True, True, False, False, False]
    """
    if not odd(text):
        return False
    text = text.replace("×", "")
    if any(mark in text for mark in _MARKS):
        return True
    if max(text) > _LAST_LATIN:
        return any(_was_gbk(run) for run in _HIGH.findall(text))
    for encoding in ("latin-1", "cp1252"):
        try:
            if text.encode(encoding).decode("utf-8") != text:
                return True
        except UnicodeError:
            continue
    return any(_was_gbk(run) for run in _HIGH.findall(text))


def _was_gbk(run: str) -> bool:
    try:
        return all("\u4e00" <= c <= "\u9fff" for c in run.encode("latin-1").decode("gbk"))
    except UnicodeError:
        return False


def ontology_problems(mentions: Iterable[Mention]) -> list[Problem]:
    """An error for every statement that the ontology does not allow, at the first cell that makes it.

    Statements are many and of few shapes: of a shape that was well before (the same kinds, the same names, values of
    the same classes) only those values are looked at that may be wrong all the same.
    """
    found = []
    seen: set[str] = set()
    well: dict[tuple[object, ...], tuple[Property, ...]] = {}
    for mention in mentions:
        made = mention.statement
        said, ends = made.properties, (made.subject.partition(":")[0], (made.object or "").partition(":")[0])
        shape = (made.kind, ends, *said, *map(type, said.values()))
        doubtful = well.get(shape)
        if doubtful is not None:
            for one in doubtful:  # all() would take twice as long, for every statement
                if not one.allows(said[one.name]):
                    break
            else:
                continue
        wrongs = made.problems()
        if not wrongs:
            declared = (load().nodes.get(made.kind) or load().links[made.kind]).properties
            well[shape] = tuple(declared[name] for name in said if declared[name].doubtful)
        if not wrongs or made.digest in seen:
            continue
        seen.add(made.digest)
        for wrong in wrongs:
            message, todo = f"读出的内容不合本体：{wrong}", "核对本格；如写法没有错，请反馈给维护者"
            at = (mention.file, mention.sheet, mention.cell)
            found.append(Problem("ONTOLOGY", "error", *at, message, todo))
    return found


def conflicts(mentions: Iterable[Mention]) -> list[Problem]:
    """A warning for every value on which two lists of this load contradict each other.

    What one list leaves open is no contradiction.
    """
    earliest: dict[str, Mention] = {}
    by_statement: dict[str, dict[str, Mention]] = {}  # only what several lists state
    for mention in mentions:
        one = earliest.setdefault(mention.statement.id, mention)
        if one.list_id != mention.list_id:
            by_list = by_statement.setdefault(mention.statement.id, {one.list_id: one})
            by_list.setdefault(mention.list_id, mention)
    found = []
    for said in (by_statement[key] for key in earliest if key in by_statement):
        first, *others = (said[list_id] for list_id in sorted(said))
        for other in others:
            for name, value in other.statement.properties.items():
                earlier = first.statement.properties.get(name)
                if name in OWN_WORDS or earlier is None or earlier == value:
                    continue
                found.append(_conflict(first, other, name))
    return found


def _conflict(first: Mention, other: Mention, name: str) -> Problem:
    ontology = load()
    kind = other.statement.kind
    owner = ontology.nodes.get(kind) or ontology.links[kind]
    declared = owner.properties[name]
    values = declared.values or {}
    here, there = (m.statement.properties[name] for m in (other, first))
    where = f"{first.file} {place(first.sheet, first.cell)}"
    return Problem(
        "LISTS_CONFLICT", "warning", other.file, other.sheet, other.cell,
        f"“{other.text}”的{declared.zh}，本清单写“{values.get(here, here)}”，"
        f"而 {where} 写“{values.get(there, there)}”",
        "核对两份清单，改为一致",
    )  # fmt: skip
