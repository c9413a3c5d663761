"""Tells in the report of a load which corrections by hand it ends: the list now says something else there."""

from __future__ import annotations

from graph.amend import over
from graph.overlay import ACTIONS, Over
from graph.record import Record
from graph.statement import Mention
from ingest.problem import Problem
from ingest.report import Understanding


def note_amended(record: Record, found: Understanding) -> None:
    """Warn (AMENDED) of every amendment that these lists would end, at the cell that speaks of its matter."""
    if not found.ok or not found.files:
        return
    for ended in over(record, found.batch):
        if not ended.why:
            continue
        at = _spoken_of(ended, found.batch.mentions)
        name, sheet, cell = (at.file, at.sheet, at.cell) if at else (found.files[0].file, "", "")
        done = ended.amendment
        said = f"第 {done.made_in} 版手工更正（{ACTIONS[done.action]}，{done.document}：{done.reason}）"
        message = f"{said}不再适用：{ended.why}。装入后以清单为准"
        todo = "核对清单的新写法；如仍须更正，装入后再用 zhize amend"
        report = next((f for f in found.files if f.file == name), found.files[0])
        report.problems.append(Problem("AMENDED", "warning", name, sheet, cell, message, todo))


def _spoken_of(ended: Over, mentions: list[Mention]) -> Mention | None:
    """The mention of what was amended; else of its link of that kind, else of one of its ends."""
    target = ended.amendment.target()
    thing = target.object or target.subject

    def nearness(mention: Mention) -> int:
        said = mention.statement
        if said.id == target.id:
            return 0
        if (said.kind, said.subject, said.object) == (target.kind, target.subject, target.object):
            return 1
        if (said.kind, said.object) == (target.kind, target.object):
            return 2
        return 3 if said.id == thing else 4 if said.id == target.subject else 5

    best = min(mentions, key=lambda m: (nearness(m), m.file, m.sheet, m.cell), default=None)
    return best if best and nearness(best) < 5 else None
