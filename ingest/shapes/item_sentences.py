"""Cells of a list of items that say in sentences who approves, supervises or enforces: 由甲局审批；甲局负责水面，乙局配合."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.acts import begins_with_name
from ingest.bodies import Body, read_parties
from ingest.cells import Cell
from ingest.cues import role_at_start
from ingest.entries import Entries, Page
from ingest.shapes.part import Part
from ingest.shapes.sentences import Reader
from ingest.stage_words import parts_of

ITEM_ROLES = ("APPROVES", "SUPERVISES", "ENFORCES", "ASSISTS", "INVOLVED_IN")  # what a body may be to an item
_RANGE = re.compile(r"[^，,。；;]{2,20}(?<![均都仍])")
_RESULT = re.compile(r".{0,6}(?:结果|行为|决定|工作)")


def told_in_sentences(entries: Entries, page: Page, cell: Cell) -> list[tuple[Body, str]]:
    """The bodies of a cell of sentences, each with its sentence; empty for a cell of mere names.

    A body without a role of its own has that of the column; what it answers for, or the range before its name, is its
    scope. A sentence that names nobody is told.
    """
    if not any(t.severity == "error" for t in read_parties(cell.text, entries.region, entries.book).troubles):
        return []
    found = Reader(entries.book, entries.region).sentences(cell.text)
    if not found.parts:
        return []
    made: list[tuple[Body, str]] = []
    for sentence in found.silent:
        if begins_with_name(sentence):
            made += [(body, "") for body in entries.parties(page, replace(cell, text=sentence))]
        else:
            message = f"“{sentence[:60]}”没有写明由谁负责，没有读取"
            entries.problem(page, cell, "CLAUSE", "info", message, "如是职责分工，请写明单位和它的角色")
    for part in (part for parts in found.parts for part in parts):
        role, cue, scope = _said(part)
        for body in entries.parties(page, replace(cell, text=part.names)):
            own = body.role or role
            body = replace(body, role=own, cue=body.cue or cue, scope=body.scope or scope or None)
            if body.scope or all((b.id, b.role) != (body.id, own) for b, _ in made):
                made.append((body, part.text))
    return made


def _said(part: Part) -> tuple[str | None, str, str]:
    """The role that a part gives (None for that of the column), its words, and for what.

    >>> _said(Part("甲局", None, "负责", rest="查处无证经营"))
    ('ENFORCES', '查处', '无证经营')
    >>> _said(Part("甲局", "SUPERVISES", "监管", before="运输环节")), _said(Part("甲局", None, "办理", before="受理、送达均"))
    (('SUPERVISES', '监管', '运输环节'), (None, '办理', ''))
    """
    if part.role in ITEM_ROLES and part.cue:
        return part.role, part.cue, part.rest or _range(part)
    begun, rest = role_at_start(part.rest)
    if begun and begun.role in ITEM_ROLES and rest:
        return begun.role, begun.words, rest
    return None, part.cue, part.rest or _range(part)


def _range(part: Part) -> str:
    """What stands before the body as the range of what it does, no step of handling the item and no result."""
    plain = _RANGE.fullmatch(part.before) and not _RESULT.fullmatch(part.before)
    return part.before if plain and not any(_steps(part.before)) else ""


def _steps(text: str) -> Iterator[str]:
    return (step.stage for step in parts_of(text) if step.stage)
