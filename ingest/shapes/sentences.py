"""Reads sentences that say which body does what: 由某局牵头，某局配合; 某局负责道路；某局负责水路.

A sentence is understood only where a body stands before a word that gives a role, or right at its start.
Nothing else is taken for a statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.cues import Cue, openings, preamble, role_at_end, role_at_start, role_of_words
from ingest.cutting import cut
from ingest.shapes.finder import JOIN, Finder
from ingest.shapes.part import Part, more, settled
from ingest.shapes.phrases import concerned, goes_on, is_post, undisputed

_LABEL = re.compile(r"([\u4e00-\u9fff、（）()]{2,40})[:：]\s*(.*)", re.S)
LABELS = ("责任单位", "责任部门", "责任主体", "实施单位", "实施部门", "落实单位", "落实部门", "承办单位", "承办部门", "涉及部门",
          "涉及单位", "相关部门", "成员单位")  # fmt: skip
_NEUTRAL = re.compile(r"(?:工作|部门|单位|主要)?(?:职责|责任|任务)?(?:分工|职责)[:：]\s*")
_MAIN = re.compile(
    r"以(.{2,40}?)为(主|牵头单位|主办单位|主管部门|主管单位|责任主体|配合单位|协办单位)(?![要体管动])"
)
_IS = re.compile(r"(?:作为|为|是)[^，,、：:]{0,16}?(牵头|主管|主责|主办|配合|协办|协同|参与)(?:部门|单位)$")
_CALLED = re.compile(r"(?:作为|为|是).*(?:主管|牵头|主责|主办).*(?:部门|单位)$")
_WITH = re.compile(r"(会同|商|协同|配合|协助|支持)")
_OFFICE_AT = re.compile(r".{0,24}(?:办公室|办事机构|秘书处)(?:设在|设于|设)(.{3,20})")
_TOWARD = re.compile(
    r"(?P<who>.{3,40}?)(?:进一步|负责|依法|加强|强化|做好|切实|全面)*对(?P<what>.{2,60}?)"
    r"(?:的|进行|实施|开展|予以|加以|依法|全面)*(?P<role>负责|(?:负|承担|履行)(?:总责|(?:主体|首要|主要|牵头|第一|主管|属地管理|属地|监管)责任)|业务指导|指导|监督管理|监督检查|监管|监督|督导|督促|查处|处罚)(?:工作)?"
)
_DONE = re.compile(r"(?:组织|开展|推进|实施|加强|落实|完成|制定|编制|建立|办理|受理|做好|抓好)+(?=.{2})")
_ANSWERS = re.compile(
    r"办理|承办|经办|组织|实施|落实|管理|处理|处置|承担|完成|开展|推进|建设|运营|管护|养护|维护|编制|制定|起草"
)
_NOT_DONE = re.compile(r"报|提请|会同|商|向|将|在|于|对|和|及|与|为|确|另|同意|批准后")
_ACCORDING = re.compile(
    r"(?:要?按照?|根据|依据|依照?)[^，,]{2,40}(?:要求|规定|原则|部署|安排|方案|职责|分工)"
)
_CUT = "，,"
_END = "。；;\n！"


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a text says: its parts sentence by sentence, and the sentences that name no body in a role."""

    parts: tuple[tuple[Part, ...], ...]
    silent: tuple[str, ...]


class Reader(Finder):
    """Reads sentences with the bodies of one region in mind.

    >>> from ingest.names import OrganizationBook
    >>> reader = Reader(OrganizationBook([{"id": "org:1", "name": "临澜市水务局", "region": "379900"}], {}), "379900")
    >>> [(p.names, p.role, p.cue, p.before) for p in reader.segment("节约用水由市水务局牵头负责")]
    [('市水务局', 'LEADS', '牵头负责', '节约用水')]
    >>> reader.segment("谁主管谁牵头")
    []
    """

    def sentences(self, text: str) -> Sentences:
        """The sentences of a text: each its parts in order, or silent."""
        parts, silent = [], []
        for sentence, _ in cut(text, _END):
            found = self.sentence(preamble(sentence))
            if found:
                parts.append(tuple(found))
            else:
                silent.append(sentence)
        return Sentences(tuple(parts), tuple(silent))

    def sentence(self, text: str) -> list[Part]:
        """The parts of one sentence; a role word after several bodies holds for all of them."""
        text = _NEUTRAL.sub("", text) if _NEUTRAL.match(text) else text
        found: list[Part] = []
        waiting = ""
        label: Part | None = None
        measured = ""
        pieces = [piece for piece, _ in cut(undisputed(text), _CUT)]
        for index, piece in enumerate(pieces):
            piece, measured = measured + piece, ""
            office = _OFFICE_AT.match(piece)
            if office and not found and self.names(office[1]):
                waiting = office[1]
                continue
            last = found[-1] if found else None
            more_of = last and (last.rest or last.before or piece[0] == "会" or _CALLED.match(last.cue))
            held = last is not None and bool(last.names and more_of)
            if held and goes_on(piece):
                found[-1] = replace(found[-1], more=(*found[-1].more, piece))
                continue
            labelled = self._labelled(piece)
            if labelled:
                label = labelled[0] if not labelled[0].rest and labelled[0].cue else None
                found += labelled
                continue
            if label and self.are_bodies(piece):
                found.append(replace(label, names=piece, text=piece))
                continue
            joint = "" if role_at_start(piece)[0] else "、"
            said = waiting + joint + piece if waiting else piece
            here = self.segment(said)
            bare = len(here) == 1 and here[0].role == "INVOLVED_IN" and not here[0].cue
            if bare and not here[0].rest:
                waiting = said
                continue
            later = pieces[index + 1 : index + 2]
            if bare and later and not self.leading(later[0])[0] and _ACCORDING.fullmatch(here[0].rest):
                measured = here[0].names  # by what measure it acts says nothing of what it does
                continue
            if here:
                waiting, label = "", None
                found += here
            elif found and not self.mentions(piece):
                found[-1] = replace(found[-1], text=f"{found[-1].text}，{piece}", rest=more(found[-1], piece))
            elif not found:
                waiting = ""
                self._pending(found, piece)
        return settled(found)

    def segment(self, text: str) -> list[Part]:
        """The parts of a piece of a sentence without commas outside brackets."""
        text = text.strip()
        labelled = self._labelled(text)
        if labelled:
            return labelled
        main = _MAIN.search(text)
        if main and self.names(main[1]):
            role = role_of_words(main[2]) or Cue("LEADS", "为主")
            rest = text[main.end() :]
            return [
                Part(main[1], role.role or "LEADS", f"为{main[2]}", rest, text[: main.start()], text=text)
            ]
        office = _IS.search(text)
        names, before = self.subject(text[: office.start()]) if office else ("", "")
        said = role_of_words(office[1]) if office else None
        if names and office and said:
            return [Part(names, said.role, office[0], before=before, text=text)]
        toward = _TOWARD.fullmatch(text)
        names, before = self.subject(toward["who"]) if toward else ("", "")
        if names and toward:
            word = toward["role"]
            said = None if word == "负责" else role_of_words(word)
            return [Part(names, said.role if said else None, word, before=toward["what"], text=text)]
        two = self._two_sides(text)
        if two:
            return two
        for at, cue, rest in openings(text):
            names, before = self.subject(text[:at])
            if names:
                return [self._part(names, cue, rest, before, text)]
        done = self._done_by(text)
        if done:
            return done
        word, names = concerned(text)
        if word and self.names(names):
            return [Part(names, "INVOLVED_IN", word, text=text)]
        names, rest = self.leading(text)
        whole, cue_after = role_at_end(text) if names and rest.startswith(tuple(JOIN)) else ("", None)
        if cue_after:  # names go on that nobody knows: 甲局、某某中心参与
            return [Part(whole, cue_after.role, cue_after.words, split=cue_after.split, text=text)]
        if names and not is_post(rest):
            return [Part(names, "INVOLVED_IN", "", rest, text=text)]
        return []

    def _done_by(self, text: str) -> list[Part]:
        """The part of 登记由甲局办理 and 由甲局组织开展排查: who does a thing answers for it."""
        for start in [i for i, c in enumerate(text) if c == "由"][::-1]:
            names, rest = self.leading(text[start + 1 :])
            if not names or not rest or is_post(rest) or _NOT_DONE.match(rest) or self.mentions(rest):
                continue
            before = text[:start].rstrip("，, 　")
            if len(rest) <= 4:
                return [
                    Part(names, None if _ANSWERS.match(rest) else "INVOLVED_IN", rest, "", before, text=text)
                ]
            if did := _DONE.match(rest):
                return [Part(names, None, did[0], rest[did.end() :], before, text=text)]
        return []

    def _labelled(self, text: str) -> list[Part]:
        """The parts of 牵头单位：甲局 and the like."""
        match = _LABEL.match(text)
        if match is None or not match[2].strip():
            return []
        if self.names(match[1]) and role_of_words(match[1]) is None and match[1] not in LABELS:
            opening, rest = role_at_start(match[2])
            if opening:
                return [self._part(match[1], opening, rest, "", text)]
            return [Part(match[1], "INVOLVED_IN", "", match[2], text=text)]
        cue = role_of_words(match[1]) or (Cue("INVOLVED_IN", match[1]) if match[1] in LABELS else None)
        if cue is None or not self.are_bodies(match[2].strip(" 　。")):
            return []
        return [Part(match[2].strip(), cue.role, match[1], split=cue.split, text=text)]

    def _two_sides(self, text: str) -> list[Part]:
        """The parts of 甲局会同乙局负责 and 甲局协同乙局负责: who of the two is the host."""
        for match in _WITH.finditer(text):
            host, before = self.subject(text[: match.start()])
            others, rest = self.leading(text[match.end() :])
            if not host or not others:
                continue
            cue, object_ = role_at_start(rest)
            if match[1] in ("会同", "商"):
                lead = Part(host, "LEADS", match[1], object_ if cue else rest, before, text=text)
                return [lead, Part(others, "ASSISTS", match[1], text=text)]
            role = (cue.role or "LEADS") if cue else "INVOLVED_IN"
            whole = (object_ if cue else rest).removeprefix("做好").removeprefix("抓好")
            main = Part(others, role, cue.words if cue else "", whole, before, text=text)
            return [main, Part(host, "ASSISTS", match[1], text=text)]
        return []

    def _part(self, names: str, cue: Cue, rest: str, before: str, text: str) -> Part:
        """A part whose role may be said more closely by what follows 负责 (负责审批)."""
        if cue.role is None:
            closer = role_of_words(rest)
            if closer and closer.role:
                return Part(names, closer.role, cue.words + rest, "", before, text=text)
        helps = role_of_words(rest) if cue.role == "SHARES" else None
        if helps and helps.role == "ASSISTS":  # 按职责分工配合
            return Part(names, "ASSISTS", cue.words + rest, "", before, text=text)
        return Part(names, cue.role, cue.words, rest, before, cue.split, text)

    def _pending(self, found: list[Part], piece: str) -> None:
        """A piece before any body is what the first part of the sentence is about."""
        found.append(Part("", "", "", before=piece, text=piece))
