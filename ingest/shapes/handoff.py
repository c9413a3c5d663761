"""Shapes the hand-over of an item from approval to supervision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from graph.ids import normal
from ingest.bodies import Body
from ingest.cells import Cell
from ingest.common import truth_of
from ingest.entries import Entries, Page, Thing
from ingest.groups import nobody
from ingest.shapes.pushed import receivers_said
from ingest.shapes.same_row import named_in_row
from ingest.values import limit

_BACK = re.compile(r"反馈|回流|回推|回告")
_CLAIM = re.compile(r"认领|接收|签收")
_PUSH = re.compile(r"推送|移交|告知|抄送|共享")
_SAID = (("feedback", _BACK), ("claim", _CLAIM), ("push", _PUSH))
_NONE = re.compile(r"(?:无需|无须|不需要?|不必|不再|不)(?:进行|开展)?(?:信息)?(?:推送|移交|衔接|共享)")


def state_handoff(
    entries: Entries, page: Page, row: int, item: Thing, approvers: list[tuple[Body, Cell]],
    duties: Mapping[str, list[str]],
) -> None:  # fmt: skip
    """State the hand-over where any of its cells is filled: who sends, who receives, which duty it opens.

    Who approves sends, where no column says who does. A cell that says that nothing is handed over (自批自管，无需推送)
    is as a blank one. A duty title that no list knows is an error.
    """
    filled = [
        c
        for n in page.spec.handoff
        if (c := page.cell(row, n)) and c.text and not nobody(c.text) and not _NONE.search(c.text)
    ]
    opened = _duty(entries, page, row, duties)
    if not filled:
        if opened:
            message = f"填了“{page.caption('duty')}”，而移交各栏都空着，无法由移交开启该职责"
            entries.warn(page, opened[1], "VALUE", message, "补填移交环节、接收部门等栏")
        return
    title = f"{item.title}（审管衔接）"
    made = entries.node(
        page, filled[0], "Handoff", name=title, sender=item.id, kind="approval_supervision",
        trigger_stage=page.text(row, "handoff_stage"), channel=page.text(row, "channel"),
        content=page.text(row, "content"), returns=truth_of(entries, page, row, "returns"),
        **_sharing(page, row), **_limits(entries, page, row),
    )  # fmt: skip
    thing = Thing(made, item.title, "Handoff", item.basis)
    entries.link(page, filled[0], "HANDS_OFF", item.id, made)
    sender = page.cell(row, "sender")
    if sender is None or not sender.text:
        for body, at in approvers:
            cue = page.caption("approver")
            entries.link(page, at, "SENT_BY", made, body.id, body=body, thing=thing, cue=cue)
    for column, link in (("sender", "SENT_BY"), ("receiver", "RECEIVED_BY")):
        cell = page.cell(row, column)
        if cell is None or not cell.text:
            continue
        for body in entries.parties(page, named_in_row(page, cell)):
            cue = page.caption(column)
            entries.link(page, cell, link, made, body.id, body=body, thing=thing, cue=cue)
    _receivers(entries, page, row, thing)
    if opened:
        entries.link(page, opened[1], "OPENS", made, opened[0])


def _receivers(entries: Entries, page: Page, row: int, thing: Thing) -> None:
    """State who receives a hand-over, where no column says so and the words on how it is done do."""
    if page.text(row, "receiver"):
        return
    done: set[str] = set()
    for name in ("sharing", "push", "channel", "content"):
        cell = page.cell(row, name)
        if cell is None or not cell.text:
            continue
        for who in receivers_said(cell.text, entries.book, entries.region):
            for body in entries.parties(page, replace(cell, text=who)):
                if body.id not in done:
                    done.add(body.id)
                    cue = page.caption(name)
                    entries.link(
                        page, cell, "RECEIVED_BY", thing.id, body.id, body=body, thing=thing, cue=cue
                    )


def _sharing(page: Page, row: int) -> dict[str, Any]:
    """The limits of pushing, claiming and feedback where one cell says several: 当日推送，监管结果1个工作日内反馈.

    A cell without any word for what it limits (审批决定作出当日) limits what its heading says (信息推送时限).
    """
    made: dict[str, Any] = {}
    text = page.text(row, "sharing")
    bare = _PUSH.search(page.caption("sharing")) and not any(w.search(text) for _, w in _SAID)
    for piece in re.split(r"[，,；;。\n]+", text):
        made = {**limit_of(piece, "push" if bare else ""), **made}
    return made


def limit_of(piece: str, kind: str = "") -> dict[str, Any]:
    """The limit that a few words set for pushing, claiming or feedback, as properties of a hand-over; `kind` where they do
    not say for which. Empty where they set none.

    >>> limit_of("1个工作日内推送")
    {'push_limit_text': '1个工作日内推送', 'push_limit_value': 1, 'push_limit_unit': 'working_day'}
    >>> limit_of("当日办结"), limit_of("及时推送")
    ({}, {})
    """
    name = kind or next((name for name, words in _SAID if words.search(piece)), "")
    parsed = limit(piece) if name else None
    if parsed is None:
        return {}
    value, unit = parsed
    return {f"{name}_limit_text": piece, f"{name}_limit_value": value, f"{name}_limit_unit": unit}


def _limits(entries: Entries, page: Page, row: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name in ("push", "claim", "feedback"):
        cell = page.cell(row, name)
        if cell is None or not cell.text or nobody(cell.text):
            continue
        made[f"{name}_limit_text"] = cell.text
        parsed = limit(cell.text)
        if parsed is None:
            message = f"看不懂时限“{cell.text}”，只保留原文"
            entries.warn(page, cell, "LIMIT", message, "写成“1个工作日内”“当日”“每月5日前”一类")
        else:
            made[f"{name}_limit_value"], made[f"{name}_limit_unit"] = parsed
    return made


def _duty(entries: Entries, page: Page, row: int, duties: Mapping[str, list[str]]) -> tuple[str, Cell] | None:
    cell = page.cell(row, "duty")
    if cell is None or not cell.text:
        return None
    found = duties.get(normal(cell.text), [])
    if len(found) == 1:
        return found[0], cell
    if found:
        message = f"职责事项“{cell.text}”在几个地区都有，无法确定是哪一项"
        entries.problem(page, cell, "DUTY", "error", message, "与本清单同一地区的职责边界清单一起导入")
        return None
    near = "、".join(get_close_matches(normal(cell.text), list(duties), n=3, cutoff=0.5))
    message = f"任何职责边界清单里都没有“{cell.text}”" + (f"；相近的有：{near}" if near else "")
    todo = "改为职责边界清单中的原题，或先导入该清单；没有对应的留空"
    entries.problem(page, cell, "DUTY", "error", message, todo)
    return None
