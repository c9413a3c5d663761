"""What one paragraph of a text says: the matter that it begins with, and its sentences that assign something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.cues import announces, no_clause, preamble, role_at_end, role_of_words
from ingest.cutting import cut
from ingest.groups import group_kind, undecided
from ingest.shapes.assigned import IN_CHARGE
from ingest.shapes.numbering import split_number
from ingest.shapes.part import Part
from ingest.shapes.phrases import goes_on, is_post
from ingest.shapes.sentences import Reader
from ingest.shapes.titles import is_topic, matter_between, matter_title, opening, repeats
from ingest.shapes.whole_or_part import is_whole, matter_before

_TAG = re.compile(r"【([^【】]{2,20})】[:：]?")
_SHARED_OUT = re.compile(r"(?:由)?([^：:。；;]{6,60})[：:]\s*(?=.{6,})")
_STOPPED = re.compile(r"([^。：:；;，,]{3,40})。\s*(?=\S)")  # 甲局。负责…
_BRACKET = re.compile(r"[（(]((?:[^（）()]|[（(][^（）()]*[）)])*)[）)]\s*(?=[。；;\n]|$)")
_INNER = re.compile(
    r"[（(](?=(?:牵头|责任|主办|主责|配合|协办|参与|实施|落实|主管|协同|承办|指导|监管|协作|涉及)(?:单位|部门|主体)[:：])((?:[^（）()]|[（(][^（）()]*[）)])*)[）)]"
)
_TITLED = re.compile(r"([^：:。；;，,]{2,60})[：:](?=.)(.*)", re.S)
_ROLE_DUTIES = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,8}(?:部门|单位|主体|机构))(?:及其?|和|与|的|、|履行)?(?:主要|具体|工作|有关|相关|承担)*(?:职责|责任|任务)(?:分工)?[:：]\s*"
)
_LEFT = re.compile(
    r"[，,]?(?:其|的)?(?:责任|牵头|主管|监管|主责|配合|实施)(?:主体|单位|部门|机构|归属)|[，,]?由谁|[，,]?由哪"
)
_SEES_TO = re.compile("研究|提出|提请|商定|另行|协商|论证|待")
# What is said of those who carry out a matter that others lead.
_CARRIES_OUT = re.compile(
    r"(?:负责|具体|抓好|认真|率先|先行|同步|分批|分步)*(?:组织|推进|贯彻|抓好|开展|承担)?(?:实施|落实|执行|试点|先试|示范|跟进)(?:工作|任务)?"
)
_REFERS = re.compile(r"^(?:上述|以上|前述)(?:各项|有关|相关|议定|决定)*(?:事项|工作|任务|要求)?(?:[，,].*)?$")
_STOPS = ("。", "；", ";", "！", "!")
_WHOLE = ("SHARES", "GUIDES", "COORDINATES", "SUPERVISES", "ENFORCES", "APPROVES")  # of who is named first
_LONG = 6  # what is as long stands for itself below a heading that only says what is spoken about


@dataclass(frozen=True, slots=True)
class Saying:
    """The matter that a paragraph begins with ("" for none), the parts of each of its sentences that assign
    something, and whether it says that nobody is settled on."""

    title: str
    sentences: tuple[tuple[Part, ...], ...]
    undecided: bool = False


def untagged(text: str, reader: Reader) -> str:
    """A text without a tag before it that names a kind of bodies and no body: 【区直部门】."""
    tag = _TAG.match(text)
    named = tag is not None and reader.names(tag[1]) and group_kind(tag[1]) is None
    return text[tag.end() :].strip() if tag and not named else text


def told_apart(text: str, reader: Reader) -> str:
    """A text without the words before it that only say that bodies share in what it then tells of each:
    甲局、乙局分别承办：甲局承办城区，乙局承办农村."""
    over = _SHARED_OUT.match(text)
    if over is None:
        return text
    names, cue = role_at_end(over[1].removesuffix("负责"))
    rest = text[over.end() :]
    shared = cue is not None and (cue.split or cue.role == "SHARES") and reader.names(names)
    return rest if shared and reader.leading(rest.removeprefix("其中").lstrip("，,由"))[0] else text


def saying(text: str, reader: Reader) -> Saying:
    """What a paragraph says, with the bodies in brackets at the end of a measure as sentences of their own."""
    whole = preamble(untagged(text, reader))
    if told := _role_and_duties(whole, reader):
        return Saying("", told)
    stopped = _STOPPED.match(whole)
    if stopped and reader.names(stopped[1]):
        whole = f"{stopped[1]}：{whole[stopped.end() :]}"
    text = told_apart(whole, reader)
    apart = text != whole
    text, tails = _tails(_INNER.sub(r"。\1。", text), reader)
    raw = ""
    headed = _TITLED.match(text)
    free = headed and not reader.names(headed[1]) and not reader.segment(re.split("[。；]", text)[0])
    if headed and free and reader.sentences(headed[2]).parts:
        raw, text = headed[1], headed[2]
    found: list[tuple[Part, ...]] = []
    open_ = False
    for sentence in filter(None, (preamble(s.strip()) for s in re.split(r"[。；;\n！]", text))):
        if no_clause(sentence):
            continue
        if undecided(sentence):
            open_ = True
            given = _given(sentence, reader)
            raw = raw or ("" if found or given else _LEFT.split(sentence)[0])
            if not given:
                continue
            sentence = given
        every = reader.sentence(sentence)
        along = any(p.cue for p in every)
        parts = [
            replace(p, split=p.split or apart)
            for p in every
            if p.cue or group_kind(p.names) is None or (along and _CARRIES_OUT.fullmatch(p.rest))
        ]
        if sentence in tails and not parts:
            parts = [Part(sentence, "INVOLVED_IN", "", text=sentence)]
        if parts:
            found.append(tuple(parts))
        elif found:
            found[-1] = (*found[-1][:-1], _with(found[-1][-1], sentence))
        elif not raw:
            raw = sentence
    title = matter_between(raw) or ("" if announces(raw) else matter_title(raw))
    if title and is_topic(raw) and alone(found, title, topic=True):
        title = ""
    return Saying(title, tuple(found), open_)


def _role_and_duties(text: str, reader: Reader) -> tuple[tuple[Part, ...], ...]:
    """What a paragraph says that gives a role in its label and tells of each body what it does there (牵头部门及职责：甲局负责
    …；乙局负责…); nothing for any other paragraph, and where it is not said whose a duty is."""
    label = _ROLE_DUTIES.match(text)
    cue = role_of_words(label["who"]) if label else None
    if label is None or cue is None or cue.role is None:
        return ()
    made: list[Part] = []
    for sentence, _ in cut(text[label.end() :], "。；;\n"):
        clause = split_number(sentence)[1]
        names, rest = reader.leading(clause)
        if names and (not rest or rest[0] in "：:" or not is_post(rest)):
            made.append(Part(names, cue.role, label["who"], split=cue.split, text=clause))
        elif made:
            made[-1] = replace(made[-1], text=f"{made[-1].text}；{clause}")
        else:
            return ()
    return ((tuple(made)),) if made else ()


def _given(sentence: str, reader: Reader) -> str:
    """What a sentence assigns besides leaving something open (由甲局负责，暂不明确配合部门), "" where it only says who is
    to see to that."""
    pieces = [piece for piece, _ in cut(sentence, "，,")]
    kept = "，".join(piece for piece in pieces if not undecided(piece))
    given = any(p.role in (None, "LEADS", "SHARES") and p.cue for p in reader.sentence(kept))
    return kept if given and kept.count("，") + 1 < len(pieces) and not _SEES_TO.search(kept) else ""


def _with(last: Part, sentence: str) -> Part:
    """A part with a sentence that goes on from it."""
    text = f"{last.text}；{sentence}"
    if (last.rest or last.before) and (goes_on(sentence) or opening(sentence).role):
        return replace(last, more=(*last.more, sentence), text=text)
    return replace(last, text=text)


def alone(sentences: Iterable[Sequence[Part]], title: str, topic: bool = False) -> bool:
    """Whether what bodies answer for below a heading stands for itself, so that the heading is no matter.

    It does where most of it repeats the subject of the heading (农贸市场管理: 甲局负责农贸市场食品安全监管), or, below
    a heading that only says what is spoken about, is said at length; it does not where a body is named for the
    whole, where one supervises what is spoken about without a further word, where bodies are said to share in it, or
    where one body answers for something and all others only help in something of their own.
    """
    own: list[bool] = []
    sentences = list(sentences)
    if _helped(sentences) or any(p.split for parts in sentences for p in parts):
        return False
    for parts in sentences:
        for place, part in enumerate(parts):
            said = matter_before(part) or _REFERS.sub("", part.rest)
            if part.role in ("LEADS", None) and said and is_whole(said, title):
                return False
            if part.role == "LEADS" and IN_CHARGE.match(part.cue):
                return False
            if said:
                own.append(repeats(said, title) or (topic and len(said) >= _LONG))
            elif part.role in ("LEADS", None) or ((place == 0 or topic) and part.role in _WHOLE):
                return False
    return 2 * sum(own) > len(own)


def _helped(sentences: Sequence[Sequence[Part]]) -> bool:
    """Whether one sentence says who answers, and all others in what other bodies help: parts of one matter."""
    help_ = [all(p.role == "ASSISTS" and p.rest and not p.before for p in parts) for parts in sentences]
    first = next((p for parts, helps in zip(sentences, help_, strict=True) for p in parts if not helps), None)
    return len(help_) > 1 and help_.count(False) == 1 and first is not None and first.role in ("LEADS", None)


def _tails(text: str, reader: Reader) -> tuple[str, list[str]]:
    """The text with bodies in brackets at the end of a sentence as a sentence of their own, and those sentences."""
    freed: list[str] = []

    def free(match: re.Match[str]) -> str:
        ahead = text[: match.start()]
        ends = [ahead[-n:] for n in range(2, min(len(ahead), 16) + 1)]
        plate = any(reader.book.find(end, reader.region) or group_kind(end) for end in ends)
        after_stop = ahead.rstrip()[-1:] in _STOPS
        if plate or not (_assigns(match[1], reader) or (after_stop and _tells(match[1], reader))):
            return match[0]
        freed.append(match[1].strip())
        return f"。{match[1]}。"

    return _BRACKET.sub(free, text), freed


def _tells(inner: str, reader: Reader) -> bool:
    """Whether the text of brackets that stand for themselves says in every sentence what bodies do, and begins it with
    them: 甲局负责推送，乙局负责认领；丙局对落实情况进行监督检查."""
    for sentence, _ in cut(inner, "。；;"):
        parts = reader.sentence(sentence)
        begun = reader.leading(sentence.removeprefix("由"))[0]
        if not begun or not parts or not all(p.cue and reader.are_bodies(p.names) for p in parts):
            return False
    return True


def _assigns(inner: str, reader: Reader) -> bool:
    """Whether the text of brackets is nothing but bodies and their roles."""
    for piece, _ in cut(inner, "；;，,"):
        parts = reader.sentence(piece)
        more = any(p.before or (p.rest and not _CARRIES_OUT.fullmatch(p.rest)) for p in parts)
        if not reader.names(piece) and (not parts or more):
            return False
    return True
