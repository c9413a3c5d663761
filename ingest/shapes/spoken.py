"""What bodies are to a matter by a cell of clauses: 甲局：1.牵头负责…；2.指导…, or the clauses of the heading's group."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ingest.bodies import read_parties
from ingest.cues import preamble, role_at_end
from ingest.cutting import cut
from ingest.groups import group_kind
from ingest.header_words import looks_like_body
from ingest.names import OrganizationBook
from ingest.shapes.assigned import ANSWERS
from ingest.shapes.held import held_parts
from ingest.shapes.numbering import split_number
from ingest.shapes.part import Part
from ingest.shapes.saying import told_apart
from ingest.shapes.sentences import Reader
from ingest.shapes.titles import opening, title_of

_DUTIES = re.compile(r"的?(?:主要|具体|工作|履职|配合|协助|承担)*(?:职责|责任|职能|任务)(?:分工|清单|内容)?$")
_NAMED = re.compile(
    r"(?:【(?=[^【】]+】)|\[(?=[^\[\]]+\]))?([^：:，,。；;【】\[\]]{2,40})(?:[】\]][：:]?|[：:])\s*"
)
_STOPS = "。；;"
_TOWARDS = "配合|协助|会同|由|与|向|对|报|经|按|接受|移交|负责|各|相关|有关|其[他它]|[上下同本]级|所属"  # speaks of another one
IN_CHARGE = re.compile(
    rf"(?:作为|为|是|系)?(?:(?!{_TOWARDS})[\u4e00-\u9fff]){{0,12}}?(?:主管|牵头|主责)(?:部门|单位)(?=[，,；;。]|$)"
)


@lru_cache(maxsize=1_000)
def group_of(caption: str) -> str:
    """The group of bodies whose duties a column holds by its heading, "" for any other heading.

    >>> group_of("乡镇（街道）责任"), group_of("镇街配合职责"), group_of("部门职责"), group_of("责任单位")
    ('乡镇（街道）', '镇街', '', '')
    """
    said = re.sub(r"[\s*:：]+", "", caption)
    group = _DUTIES.sub("", said)
    vague = re.search("有关|相关", group)  # its cells name them
    return group if group != said and not vague and group_kind(group) else ""


@lru_cache(maxsize=5_000)
def spoken(text: str, group: str, region: str, book: OrganizationBook) -> tuple[Part, ...]:
    """The parts of a cell of clauses, each of the body before it; clauses before any body are those of `group`.

    A clause without a word for a role goes on from the one before it, or names its body and no more. Empty for a
    cell that is a mere row of names, and where it is not said whose a clause is.

    >>> bodies = [{"id": "org:1", "name": "临澜市水务局", "region": "379900"}]
    >>> book = OrganizationBook(bodies, {"379900": "临澜市"})
    >>> [(p.names, p.role, p.cue, p.rest) for p in spoken("市水务局：1.牵头节水；2.指导改造", "", "379900", book)]
    [('市水务局', 'LEADS', '牵头', ''), ('市水务局', 'GUIDES', '指导', '')]
    >>> [(p.names, p.role, p.cue, p.rest) for p in spoken("负责巡查；上报", "镇街", "379900", book)]
    [('镇街', None, '负责', '巡查')]
    >>> spoken("负责巡查", "", "379900", book), spoken("市水务局", "镇街", "379900", book)
    ((), ())
    """
    if looks_like_body(text) or not read_parties(text, region, book).troubles:
        return ()
    made, silent = _read(text, group, Reader(book, region))
    told = group or any(p.cue for p in made) or _labelled(text, Reader(book, region))
    return tuple(made) if made and not silent and told else ()


@lru_cache(maxsize=5_000)
def heard(text: str, region: str, book: OrganizationBook) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """What a cell of clauses under a heading for such says of bodies, and the sentences that name none in a role.

    Bodies may be unknown, as such a cell is no row of names. Nothing where most of its sentences name nobody.

    >>> bodies = [{"id": "org:1", "name": "临澜市水务局", "region": "379900"}]
    >>> book = OrganizationBook(bodies, {"379900": "临澜市"})
    >>> parts, silent = heard("1.市水务局牵头负责；2.市畜牧局配合。校内水池不在此列。", "379900", book)
    >>> [(p.names, p.role) for p in parts], silent
    ([('市水务局', 'LEADS'), ('市畜牧局', 'ASSISTS')], ('校内水池不在此列',))
    """
    if looks_like_body(text) or not read_parties(text, region, book).troubles:
        return (), ()
    made, silent = _read(text, "", Reader(book, region), freely=True)
    said = sum(bool(p.cue) for p in made)
    return (tuple(made), tuple(silent)) if said >= max(len(silent), 1) else ((), ())


def _labelled(text: str, reader: Reader) -> bool:
    """Whether all of a text are bodies, each before what it does: 甲局：巡查；乙局：检验."""
    each = [split_number(s)[1] for s, _ in cut(_lines(text, None), _STOPS + "\n")]
    named = [(m, s[m.end() :]) for s in each if (m := _NAMED.match(s))]
    return len(named) == len(each) and all(
        reader.names(m[1]) and len(rest) > 1 and not reader.leading(rest)[0] for m, rest in named
    )


def _read(text: str, group: str, reader: Reader, freely: bool = False) -> tuple[list[Part], list[str]]:
    """The parts of the clauses of a text, and the clauses that belong to nobody; `freely` where a body need not be known."""
    made: list[Part] = []
    silent: list[str] = []
    current, begun = group, False
    for sentence, _ in cut(_lines(text, reader if freely else None), _STOPS + "\n"):
        clause = told_apart(preamble(split_number(sentence)[1]), reader)
        named = _NAMED.match(clause)
        if named and (reader.names(named[1]) or looks_like_body(named[1])):
            current, begun = named[1], False
            clause = split_number(clause[named.end() :])[1]
        elif freely and reader.names(clause) and role_at_end(clause)[1] is None and clause[-1:] not in "）)":
            current, begun = clause, False  # 甲局。负责…
            continue
        if not clause:
            continue
        if current and (charge := IN_CHARGE.match(clause)):
            made.append(Part(current, "LEADS", charge[0], text=clause))
            begun = True
            continue
        known = freely or reader.leading(clause)[0] or clause[0] == "由"
        others = reader.sentence(clause) if known else []
        if others and (any(p.cue for p in others) if freely else all(p.cue for p in others)):
            made += others
            begun = False
        elif not current:
            silent.append(clause)
            if not freely:
                break
        else:
            said = _said(clause, current, reader)
            if begun and not said[0].cue:
                made[-1] = replace(made[-1], text=f"{made[-1].text}；{clause}")
            elif begun and made[-1].names == current != group and not made[-1].cue:
                said[0] = replace(
                    said[0], text=f"{made.pop().text}；{clause}"
                )  # its first clause said no role
                made += said
            else:
                made += said
            begun = True
    return made, silent


def _said(clause: str, names: str, reader: Reader) -> list[Part]:
    """The parts of one clause of some bodies, theirs first; what brackets say of them (甲局（牵头）：…) goes before."""
    first, *others = held_parts(clause, names, ("INVOLVED_IN", ""), reader)[1]
    bracketed = read_parties(names, reader.region, reader.book).bodies if names[-1:] in "）)" else []
    if bracketed and (body := bracketed[0]).role and not first.cue:
        first = replace(first, role=body.role, cue=body.cue or "", rest=title_of(clause))
    if first.cue in ANSWERS:
        first = replace(first, role=None, rest=title_of(opening(clause).rest))
    return [first, *others]


def _lines(text: str, reader: Reader | None) -> str:
    """A text without the line ends that break a clause only for the width of its cell; with a `reader`, a line that
    says by itself what a body is to the matter begins a clause."""
    whole = ""
    for line in text.split("\n"):
        begins = split_number(line)[0] or _NAMED.match(line) or whole[-1:] in _STOPS
        begins = begins or (reader is not None and any(p.cue for p in reader.segment(line.split("，")[0])))
        whole += f"\n{line}" if begins else line
    return whole
