"""What a clause says of one licence: who approves and supervises it, who does a step, and who sends what to whom.

Rules on how approval and supervision hang together are often written without a table, a paragraph a licence:
（一）取水许可。由甲局审批，决定之日起1个工作日内推送乙局；乙局负责监管。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.cells import Cell
from ingest.common import state_listed
from ingest.cues import role_at_start
from ingest.entries import Entries, Page, Thing
from ingest.item_words import operation_of_brackets, stage_caption
from ingest.shapes.handoff import limit_of
from ingest.shapes.paragraphs import Node
from ingest.shapes.sentences import Reader
from ingest.shapes.stages import state_stage
from ingest.stage_words import ON_ITEMS, Part, ending_part, parts_of

_ACTS = "许可|审批|核准|备案|登记|核定|认定|审查|审核|核发|资质|资格|批准|校验|验收"
_NAME = rf"[^。：:，,；;由]{{2,60}}?(?:{_ACTS})证?(?:[（(][^（）()]{{1,30}}[)）])?"
_TITLE = re.compile(rf"(?P<name>{_NAME})(?:事项)?(?:[。：:]\s*(?=\S)|[，,]?(?=由))")
_PUSH = re.compile(
    r"(?P<before>.*?)(?P<word>推送|移交|移送|抄送|抄告|告知|传送|传递|反馈|回推|通报|回告)(?:至|给|到|予|与|向)?(?P<to>.{2,80})"
)
_TO = re.compile(
    r"(?P<before>.*?)向(?P<to>.{2,60}?)(?P<word>推送|移交|移送|抄送|抄告|传送|反馈|回推|通报|回告)(?P<what>.{0,20})"
)
_BACK = ("反馈", "回推", "回告")
_ANSWERS = re.compile(
    r"(?:要|应当?|须|必须|依法|统一|具体|主要|独立|牵头|分别|组织|做好|切实|全面)*(?:负责|承担|实施|办理|行使|作出|开展|组织|做好|进行)*"
)
_AFTER = re.compile(
    r"(?:具体|统一|牵头|依法|组织)*(?:负责|承担|实施|办理|组织|行使|作出|开展|牵头|完成|进行)+(?:实施)?"
)
_AND = re.compile(r"[、/]|以及|并(?:且)?|(?<=.)[和及与](?=.)")
_HELPS = ("ASSISTS",)


@dataclass(slots=True)
class _Licence:
    """A licence while its clause is read: its item, its steps, who was named last, and what was said already."""

    item: Thing
    cell: Cell
    stages: dict[str, Thing] = field(default_factory=dict)
    last: str = ""
    approvers: str = ""
    said: set[tuple[str, str, str]] = field(default_factory=set)
    sent: list[tuple[str, str, str, str]] = field(default_factory=list)  # from, to, word, the piece
    limits: dict[str, Any] = field(default_factory=dict)


def hands_over(text: str) -> bool:
    """Whether a clause on a licence says that something of it is sent to somebody.

    >>> hands_over("取水许可。由市审批局审批，当日推送市水务局。"), hands_over("取水许可。由市审批局审批。")
    (True, False)
    >>> hands_over("节水宣传。由市水务局牵头，情况当日推送市教育局。")
    False
    """
    title = _TITLE.match(text)
    return title is not None and any(
        w in text[title.end() :] for w in ("推送", "移交", "移送", "抄送", "抄告", "反馈")
    )


def handing_over(node: Node) -> bool:
    """Whether a paragraph, or one below it, is such a clause."""
    return hands_over(node.text) or any(map(handing_over, node.below))


def take_licence(entries: Entries, page: Page, node: Node, reader: Reader) -> bool:
    """State what a paragraph says of the licence that it begins with; False where it begins with none, or says of no
    body what it is to it."""
    title = _TITLE.match(node.text)
    if title is None or node.below:
        return False
    rest = node.text[title.end() :]
    sentences = [s.strip() for s in re.split(r"[。；;\n]", rest) if s.strip()]
    if not any(_acts_of(piece, reader) for s in sentences for piece in _pieces(s)):
        return False
    cell = replace(node.cell, text=node.number + node.text)
    name = title["name"]
    made = entries.node(
        page, cell, "ApprovalItem", name=name, region=entries.region, related=False, status="active",
        operation=operation_of_brackets(name), kind="licence" if "许可" in name else None,
    )  # fmt: skip
    state_listed(entries, page, cell.row, cell, made)
    licence = _Licence(Thing(made, name, "ApprovalItem"), cell)
    for sentence in sentences:
        for piece in _pieces(sentence):
            _read(entries, page, licence, piece, reader)
    _state_handoff(entries, page, licence)
    return True


def _pieces(sentence: str) -> list[str]:
    return [p.strip() for p in re.split(r"[，,](?![^（(]*[）)])", sentence) if p.strip()]


def _read(entries: Entries, page: Page, licence: _Licence, piece: str, reader: Reader) -> None:
    """Read one piece of a sentence: who sends, who does what, or by when."""
    if sent := _sent(piece, reader):
        names, to, word = sent
        names = (
            names or ("" if word in _BACK else licence.approvers) or licence.last
        )  # who decided tells of it
        licence.sent.append((names, to, word, piece))
        licence.last = names or licence.last
        return
    if limits := limit_of(piece):
        for key, value in limits.items():
            licence.limits.setdefault(key, value)
        return
    if found := _acts_of(piece, reader):
        names, acts, helps = found
        licence.last = names
        _state(entries, page, licence, names, acts, helps, piece)
        return
    names, rest = reader.leading(piece.removeprefix("由"))
    if names and rest:
        licence.last = names  # 甲局每月5日前汇总上月情况，推送乙局
    elif reader.mentions(piece):
        message = f"“{piece[:60]}”写到了机构，但看不出它在这一项许可里做什么，没有读取"
        entries.warn(page, licence.cell, "CLAUSE", message, "写明由谁审批、谁监管、推送给谁")


def _sent(piece: str, reader: Reader) -> tuple[str, str, str] | None:
    """Who sends something to whom, "" for a sender that the piece does not name; None where it does not say to whom."""
    found = _TO.fullmatch(piece) or _PUSH.fullmatch(piece)
    if found is None:
        return None
    to, rest = reader.leading(found["to"])
    if not to or rest.strip():
        return None
    names, _ = reader.leading(found["before"].removeprefix("由"))
    return names, to, found["word"]


def _acts_of(piece: str, reader: Reader) -> tuple[str, list[Part], bool] | None:
    """The bodies of a piece, what they do for a licence, and whether they only help; None for any other piece."""
    names, rest = reader.leading(piece.removeprefix("由"))
    if names:
        cue, after = role_at_start(rest)
        helps = cue is not None and cue.role in _HELPS
        done = after.removeprefix("做好").removeprefix("开展") if helps else rest
        acts = _acts(_ANSWERS.sub("", done, count=1) or done)
        return (names, acts, helps) if acts else None
    before, by, after = piece.rpartition("由")
    names, rest = reader.leading(after) if by and before else ("", "")
    acts = _acts(before) if names and _AFTER.fullmatch(rest) else []
    return (names, acts, False) if acts else None


def _acts(text: str) -> list[Part]:
    """What a row of words for acts says (取水监管和违法行为查处): steps, and roles towards the licence; none where one of
    them is neither, unless the last one is the whole of it."""
    found: list[Part] = []
    for word in filter(None, (w.strip() for w in _AND.split(text))):
        known = parts_of(word)
        part = known[0] if len(known) == 1 and (known[0].role or known[0].stage) else ending_part(word)
        if part is not None:
            found.append(part)
    if any(p.role == "APPROVES" for p in found):
        return [p for p in found if p.role]  # 受理、审查和决定: who decides does all that leads to it
    return found


def _state(
    entries: Entries, page: Page, licence: _Licence, names: str, acts: list[Part], helps: bool, piece: str
) -> None:
    for act in acts:
        thing, role = licence.item, act.role or ""
        if act.stage:
            thing, role = _stage(entries, page, licence, act.stage), "PERFORMS"
        role = "ASSISTS" if helps else role
        if role not in (*ON_ITEMS, "PERFORMS"):
            continue
        if role == "APPROVES":
            licence.approvers = licence.approvers or names
        for position, body in enumerate(entries.parties(page, replace(licence.cell, text=names)), 1):
            if (role, thing.id, body.id) in licence.said:
                continue
            licence.said.add((role, thing.id, body.id))
            cue = body.cue or act.word
            entries.role(page, licence.cell, role, body, thing, cue=cue, text=piece, position=position)


def _stage(entries: Entries, page: Page, licence: _Licence, kind: str) -> Thing:
    if kind not in licence.stages:
        at, position = licence.cell, len(licence.stages) + 1
        word = stage_caption(kind)
        licence.stages[kind] = state_stage(entries, page, at, licence.item, kind, position, None, None, word)
    return licence.stages[kind]


def _state_handoff(entries: Entries, page: Page, licence: _Licence) -> None:
    """State who sends to whom. What only comes back where something was sent is how its result returns."""
    forward = [s for s in licence.sent if s[2] not in _BACK]
    chosen = forward or licence.sent
    if not chosen:
        return
    limits: dict[str, Any] = dict(licence.limits)
    for sent in licence.sent:
        limits = {**limit_of(sent[3], "feedback" if forward and sent not in forward else "push"), **limits}
    cell, item = licence.cell, licence.item
    returns = (
        True if forward and (len(forward) < len(licence.sent) or "feedback_limit_text" in limits) else None
    )
    made = entries.node(
        page, cell, "Handoff", name=f"{item.title}（审管衔接）", sender=item.id, kind="approval_supervision",
        returns=returns, **limits,
    )  # fmt: skip
    entries.link(page, cell, "HANDS_OFF", item.id, made)
    thing = Thing(made, item.title, "Handoff")
    for link, name, cue in _ends(chosen, licence.approvers):
        for body in entries.parties(page, replace(cell, text=name)):
            if (link, made, body.id) not in licence.said:
                licence.said.add((link, made, body.id))
                entries.link(page, cell, link, made, body.id, body=body, thing=thing, cue=cue)


def _ends(sent: list[tuple[str, str, str, str]], approvers: str) -> Iterator[tuple[str, str, str]]:
    for names, to, word, _ in sent:
        if names or approvers:
            yield "SENT_BY", names or approvers, word
        yield "RECEIVED_BY", to, word
