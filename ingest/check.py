"""Checks what was read: every statement against the ontology, and lists against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.ontology import load
from graph.statement import Mention
from ingest.problem import Problem, place

# What two lists may word each in its own way without contradicting each other.
OWN_WORDS = frozenset(
    {"text", "position", "lists", "said_by", "note", "aliases", "cue", "number", "columns_present"}
)


def ontology_problems(mentions: Iterable[Mention]) -> list[Problem]:
    """An error for every statement that the ontology does not allow, at the first cell that makes it."""
    found = []
    seen: set[str] = set()
    for mention in mentions:
        key = mention.statement.digest
        if key in seen:
            continue
        seen.add(key)
        for wrong in mention.statement.problems():
            message, todo = f"读出的内容不合本体：{wrong}", "核对本格；如写法没有错，请反馈给维护者"
            at = (mention.file, mention.sheet, mention.cell)
            found.append(Problem("ONTOLOGY", "error", *at, message, todo))
    return found


def conflicts(mentions: Iterable[Mention]) -> list[Problem]:
    """A warning for every value on which two lists of this load contradict each other.

    What one list leaves open is no contradiction.
    """
    by_statement: dict[str, dict[str, Mention]] = defaultdict(dict)
    for mention in mentions:
        by_statement[mention.statement.id].setdefault(mention.list_id, mention)
    found = []
    for said in by_statement.values():
        if len(said) < 2:
            continue
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
