"""What a clause says of a power that moves from one body to another: 某处罚由甲局划转乙局行使."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.common import state_listed
from ingest.cues import no_clause, preamble, role_words
from ingest.entries import Entries, Page, Thing
from ingest.shapes.assigned import Assigned, assign
from ingest.shapes.paragraphs import Node
from ingest.shapes.part import Part
from ingest.shapes.phrases import untimed
from ingest.shapes.powers import kind_of_title
from ingest.shapes.sentences import Reader
from ingest.shapes.titles import matter_title
from ingest.shapes.whole_or_part import matter_before, only_helps
from ingest.told import Told

_WORD = r"(?:一并|整体|统一|全部|集中)?(?P<word>划转|划入|划归|移交)(?:至|给|到|由|为)?"
_DOES = r"(?:集中|统一)?(?:行使|实施|承担|负责|办理|承接|管理)?(?:[，,](?:自|从)[^，,]+起(?:执行|实施)?)?"
_BY = re.compile(
    rf"[将把]?(?P<what>.*?)[，,]?由(?P<giver>[^，,由]{{3,30}}?){_WORD}(?P<taker>[^，,]{{3,30}}?){_DOES}"
)
_OF = re.compile(
    rf"[将把]?(?:原(?:来|先)?)?由?(?P<giver>[^，,]{{3,30}}?)(?:原(?:来|先)?)?(?:承担|负责|行使|实施)?的(?P<what>[^，,]{{2,}}?){_WORD}(?P<taker>[^，,]{{3,30}}?){_DOES}"
)
_KEPT = re.compile(
    r"(?P<who>[^，,]*?)(?:原有?)?的?(?P<what>[^，,]*?)(?:职责|职能)(?:保持)?不变(?:[，,]仍然?由(?P<still>[^，,]{3,30}?)(?:负责|承担))?"
)
_ITSELF = re.compile(r"(?:原有?|其|的|日常|事中事后|行业|监督|管理|监管|检查)*")
_POWER = re.compile(r"(?:职责|职能|权限|职权|权|工作|事项)+$")
_NO_POWER = re.compile(
    r"(?:经费|资金|费用|款项?|人员|编制|资产|档案|案件|线索|资料|材料|信息|数据|设施|设备|车辆|土地)$"
)
_CARRIES = re.compile(r"(?:组织|具体)?(?:实施|落实|执行|行使|承担|办理|管理|承接)?(?:工作)?")
_LINKS = ("APPROVES", "ENFORCES")


@dataclass(frozen=True, slots=True)
class Move:
    """What moved, from whom and to whom, as written, and the word that says so; `at` is the sentence."""

    what: str
    giver: str
    taker: str
    word: str
    at: str


def move_of(sentence: str, reader: Reader) -> Move | None:
    """The move that a sentence states, None for any other; one side at least is a body that is known.

    >>> from ingest.names import OrganizationBook
    >>> bodies = [{"id": "org:1", "name": "临澜市水务局", "region": "379900"}]
    >>> reader = Reader(OrganizationBook(bodies, {"379900": "临澜市"}), "379900")
    >>> made = move_of("取水处罚由市水务局划转至市城管局行使", reader)
    >>> (made.what, made.giver, made.taker, made.word) if made else None
    ('取水处罚', '市水务局', '市城管局', '划转')
    >>> move_of("取水处罚由市水务局负责", reader), move_of("违法取水案件由市水务局移交市公安局", reader)
    (None, None)
    >>> made = move_of("原由市水务局承担的护栏维护职责一并划转市城管局", reader)
    >>> (made.what, made.giver, made.taker) if made else None
    ('护栏维护职责', '市水务局', '市城管局')
    """
    known: list[tuple[int, Move]] = []
    for pattern in (_BY, _OF):
        found = pattern.fullmatch(untimed(sentence.strip()))
        if found is None or _NO_POWER.search(found["what"]) or _assigns(found["what"], reader):
            continue
        sides = reader.names(found["giver"]) + reader.names(found["taker"])
        known.append((sides, Move(found["what"], found["giver"], found["taker"], found["word"], sentence)))
    best = max(known, key=lambda one: one[0], default=None)
    return best[1] if best and best[0] else None


def _assigns(what: str, reader: Reader) -> bool:
    """Whether the words before a move assign something themselves: 由甲局负责，原…."""
    return bool(re.search("[，,]", what)) and any(p.cue for p in reader.sentence(what))


def take_moves(entries: Entries, page: Page, node: Node, told: Told, domain: str) -> None:
    """State the moves of a paragraph, if any, and take their sentences out of it."""
    reader = Reader(entries.book, entries.region)
    said = (preamble(s.strip()) for s in re.split(r"[。；;\n]", node.text))
    sentences = [piece for sentence in filter(None, said) for piece in _apart(sentence, reader)]
    moves = {s: move for s in sentences if (move := move_of(s, reader))}
    if not moves or no_clause(node.text):
        return
    left: list[str] = []
    title = ""
    last: tuple[Move, Thing] | None = None
    for sentence in sentences:
        move = moves.get(sentence)
        if move:
            named = matter_title(_POWER.sub("", move.what)) or title
            if named:
                whole = title if title.endswith(named) else named  # 护栏维护 of 隔离护栏维护 is that matter
                held = whole == title and _held_by(move.taker, left, reader)
                last = move, _state(entries, page, node, replace(move, what=whole), told, domain, held)
                continue
            message = f"“{sentence[:60]}”没有写明划转的是哪一项，没有读取"
            entries.warn(page, node.cell, "CLAUSE", message, "在句首或上一级标题写明事项")
            entries.problem_rows.add((page.name, node.cell.row))
        elif last and _only_carries_out(sentence, last[0].taker, reader):
            pass  # said of the receiver already
        elif last is None or not _beside(entries, page, node, sentence, *last):
            title = title or matter_title(sentence)
            left.append(sentence)
    alone = len(left) == 1 and matter_title(left[0]) == title and not reader.mentions(left[0])
    node.text = "" if alone and last else "。".join(left)


def _apart(sentence: str, reader: Reader) -> list[str]:
    """A sentence, with what follows a move in it (，某局配合) and what assigns something before it as one of its own."""
    commas = [i for i, char in enumerate(sentence) if char in "，,"]
    if move_of(sentence, reader):
        return [sentence]
    ends = (len(sentence), *commas[-1:])
    for head, end in ((head, end) for head in commas for end in ends if head < end):
        if move_of(sentence[head + 1 : end], reader) and any(p.cue for p in reader.sentence(sentence[:head])):
            pieces = (sentence[:head], sentence[head + 1 : end], sentence[end + 1 :])
            return [piece.strip() for piece in pieces if piece.strip()]
    at = next((i for i in reversed(commas) if move_of(sentence[:i], reader)), None)
    return [sentence] if at is None else [sentence[:at], sentence[at + 1 :].strip()]


def _only_carries_out(sentence: str, taker: str, reader: Reader) -> bool:
    """Whether a sentence says no more than that the receiver carries out what moved (由乙局负责实施)."""
    parts = reader.sentence(sentence)
    return bool(parts) and all(
        p.names == taker and not p.before and _CARRIES.fullmatch(p.rest) for p in parts
    )


def _held_by(names: str, sentences: list[str], reader: Reader) -> bool:
    """Whether sentences without a matter of their own already give the one they stand below to some bodies."""
    parts = [part for sentence in sentences for part in reader.sentence(sentence)]
    return any(p.names == names and p.cue and not (p.rest or matter_before(p)) for p in parts)


def _state(
    entries: Entries, page: Page, node: Node, move: Move, told: Told, domain: str, held: bool = False
) -> Thing:
    """State what moved, whose it was and whose it is: a power as an item, any other matter as a duty of the receiver,
    unless the text says in its own words that the receiver has it (`held`)."""
    cell, region = replace(node.cell, text=node.number + node.text), entries.region
    link = next((role for word, role in role_words() if role in _LINKS and move.what.endswith(word)), None)
    kind = kind_of_title(move.what)
    link = "ENFORCES" if kind in ("penalty", "coercion") else link
    if link is None:
        if not held:
            made = Assigned(move.what, node.cell, node.number, domain, [move.at])
            given = Part(move.taker, "LEADS", move.word, text=move.at)
            assign(entries, page, made, [given], node.cell, whole=True)
            made.state(entries, page, told)
        message = f"“{move.what}”由“{move.giver}”{move.word}“{move.taker}”，不是审批、处罚一类的权力事项，只读出现在由谁负责"
        entries.problem(page, node.cell, "CLAUSE", "info", message, "需要记录划转来源的，列入划转事项清单")
        return Thing("", move.what, "Duty")
    item = entries.node(page, cell, "ApprovalItem", name=move.what, region=region, kind=kind, status="active")
    state_listed(entries, page, cell.row, cell, item)
    thing = Thing(item, move.what, "ApprovalItem")
    for body in entries.parties(page, replace(cell, text=move.giver)):
        if body.group is None:
            entries.link(
                page, cell, "TRANSFERRED_FROM", item, body.id, body=body, thing=thing, cue=move.word,
                kind="transfer", region=region,
            )  # fmt: skip
        elif body.group != "unresolved" or entries.unresolved:  # else told by its name
            message = f"“{body.text}”不是一个机构，没有读作划转来源"
            entries.warn(page, node.cell, "DQ-NAME", message, "逐一写明机构名称")
    for place, body in enumerate(entries.parties(page, replace(cell, text=move.taker)), 1):
        entries.role(page, cell, link, body, thing, cue=move.word, text=move.at, position=place)
    return thing


def _beside(entries: Entries, page: Page, node: Node, sentence: str, move: Move, thing: Thing) -> bool:
    """State who helps with a power that moved, or goes on supervising it (日常监督管理职责不变); gives whether a
    sentence says so."""
    found = _KEPT.fullmatch(sentence)
    reader = Reader(entries.book, entries.region)
    parts = reader.sentence(sentence)
    if thing.kind == "ApprovalItem" and parts and all(only_helps(p) for p in parts):
        for part in parts:
            for body in entries.parties(page, replace(node.cell, text=part.names)):
                entries.role(page, node.cell, "ASSISTS", body, thing, cue=part.cue, text=sentence)
        return True
    if found is None or thing.kind != "ApprovalItem":
        return False
    names, rest = reader.leading(found["who"] + found["what"])
    if not _ITSELF.fullmatch(rest):
        return False
    who = names or found["still"] or move.giver
    if not names and not found["still"]:
        message = f"“{sentence}”没有写明是谁的职责，按“{move.giver}”仍对“{thing.title}”负有监管职责读取"
        entries.problem(page, node.cell, "CLAUSE", "info", message, "写明由哪个单位负责日常监督管理")
    cell = replace(node.cell, text=sentence)
    for body in entries.parties(page, replace(cell, text=who)):
        entries.role(page, cell, "SUPERVISES", body, thing, cue="职责不变", text=sentence)
    return True
