"""Reads sentences that say which body does what: 由某局牵头，某局配合; 某局负责道路；某局负责水路.

A sentence is understood only where a body stands before a word that gives a role, or right at its start.
Nothing else is taken for a statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.bodies import read_parties
from ingest.cues import Cue, openings, preamble, role_at_end, role_at_start, role_of_words
from ingest.cutting import cut
from ingest.groups import group_kind
from ingest.names import OrganizationBook
from ingest.shapes.part import Part, more, settled
from ingest.shapes.phrases import concerned, goes_on, is_post, undisputed, unmodal

_LIKE = re.compile(
    r"(?!并?(?:[报经向按对在请送将]|会同|配合|协助|协同|联合(?!会)|督促|指导)|[\u4e00-\u9fff]*(?:[提报]请|我[办局委厅]))[\u4e00-\u9fff（）()]{1,24}(?:局|委|委员会|办|办公室|厅|支队|大队|总队|政府|管委会|街道办事处|总工会|妇联|海关|"
    r"监管中心|服务中心|管理中心|(?:供电|电力|供水|水务|燃气|热力|电信|移动|联通|铁塔|烟草|石油|铁路|公交)(?:集团)?(?:有限)?(?:责任)?(?:分)?公司)"
)
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
    r"(?:的|进行|实施|开展|予以|加以|依法|全面)*(?P<role>负责|业务指导|指导|监督管理|监督检查|监管|监督|督导|督促|查处|处罚)(?:工作)?"
)
_DONE = re.compile(r"(?:组织|开展|推进|实施|加强|落实|完成|制定|编制|建立|办理|受理|做好|抓好)+(?=.{2})")
_ANSWERS = re.compile(
    r"办理|承办|经办|组织|实施|落实|管理|处理|处置|承担|完成|开展|推进|建设|运营|管护|养护|维护|编制|制定|起草"
)
_NOT_DONE = re.compile(r"报|提请|会同|商|向|将|在|于|对|和|及|与|为|确|另|同意|批准后")
_OPEN_END = re.compile(r"等(?:\d+个|[一二三四五六七八九十]+个)?(?:相关|有关)?(?:部门|单位|机构)")
_ACCORDING = re.compile(
    r"(?:要?按照?|根据|依据|依照?)[^，,]{2,40}(?:要求|规定|原则|部署|安排|方案|职责|分工)"
)
_BRACKET = re.compile(r"[（(][^（）()]{2,30}[）)]")
_AND = re.compile(r"以及|和|及|与")
_JOIN = "、和及与/／"
_GROUP_ENDS = ("部门", "单位", "政府", "街道", "办事处", "管委会", "党委", "机构", "镇街", "街镇", "乡镇", "县区", "区县",
               "市区", "社区", "园区", "功能区", "开发区", "村居")  # fmt: skip
_CUT = "，,"
_END = "。；;\n！"


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a text says: its parts sentence by sentence, and the sentences that name no body in a role."""

    parts: tuple[tuple[Part, ...], ...]
    silent: tuple[str, ...]


class Reader:
    """Reads sentences with the bodies of one region in mind.

    >>> reader = Reader(OrganizationBook([{"id": "org:1", "name": "临澜市水务局", "region": "379900"}], {}), "379900")
    >>> [(p.names, p.role, p.cue, p.before) for p in reader.segment("节约用水由市水务局牵头负责")]
    [('市水务局', 'LEADS', '牵头负责', '节约用水')]
    >>> reader.segment("谁主管谁牵头")
    []
    """

    def __init__(self, book: OrganizationBook, region: str) -> None:
        self.book, self.region = book, region

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
            if label and self.names(piece):
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
        names, before = self._subject(text[: office.start()]) if office else ("", "")
        said = role_of_words(office[1]) if office else None
        if names and office and said:
            return [Part(names, said.role, office[0], before=before, text=text)]
        toward = _TOWARD.fullmatch(text)
        names, before = self._subject(toward["who"]) if toward else ("", "")
        if names and toward:
            word = toward["role"]
            said = None if word == "负责" else role_of_words(word)
            return [Part(names, said.role if said else None, word, before=toward["what"], text=text)]
        two = self._two_sides(text)
        if two:
            return two
        for at, cue, rest in openings(text):
            names, before = self._subject(text[:at])
            if names:
                return [self._part(names, cue, rest, before, text)]
        done = self._done_by(text)
        if done:
            return done
        word, names = concerned(text)
        if word and self.names(names):
            return [Part(names, "INVOLVED_IN", word, text=text)]
        names, rest = self.leading(text)
        whole, cue_after = role_at_end(text) if names and rest.startswith(tuple(_JOIN)) else ("", None)
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

    def names(self, text: str) -> bool:
        """Whether a text is nothing but names of bodies, or words in the place of one."""
        if not self._longest(text.lstrip(), 0):
            return False
        found = read_parties(text, self.region, self.book)
        return bool(found.bodies) and not found.troubles

    def mentions(self, text: str) -> bool:
        """Whether a text speaks of a body somewhere."""
        return _LIKE.search(text) is not None or bool(self.leading(text)[0])

    def leading(self, text: str) -> tuple[str, str]:
        """The names that a text begins with, as far as bodies are known, and the rest."""
        start = 0
        while True:
            end = self._longest(text, start)
            if end is None:
                break
            bracket = _BRACKET.match(text, end)
            end = bracket.end() if bracket else end
            joined = end < len(text) and text[end] in _JOIN and self._longest(text, end + 1) is not None
            if not joined:
                open_end = _OPEN_END.match(text, end)
                end = open_end.end() if open_end else end
                return text[:end], text[end:]
            start = end + 1
        return (text[: start - 1], text[start - 1 :]) if start else ("", text)

    def _longest(self, text: str, start: int) -> int | None:
        """Where the longest body that begins here ends; else where words in the place of a body end."""
        if text[start : start + 1] in ("", *_JOIN, "（", "("):
            return None
        ends = range(min(len(text), start + 30), start + 1, -1)
        for end in ends:
            if (
                text[end - 1] not in "，。；（(、和及与"
                and self.book.find(text[start:end], self.region) is not None
            ):
                return end
        groups = [end for end in ends if group_kind(text[start:end]) is not None]
        whole = [end for end in groups if text[start:end].endswith(_GROUP_ENDS)]
        return next(iter(whole), groups[-1] if groups else None)

    def _subject(self, text: str) -> tuple[str, str]:
        """The names at the end of what stands before a role word, and what stands before 由."""
        text = unmodal(text.rstrip("，, 　"))
        for start in [i for i, c in enumerate(text) if c == "由"][::-1]:
            if self._are_bodies(text[start + 1 :]):
                return text[start + 1 :], text[:start].rstrip("，, 　")
        return (text, "") if self._are_bodies(text) else ("", "")

    def _are_bodies(self, text: str) -> bool:
        """Whether a text names bodies in a row; unknown ones count where they look like bodies."""
        if len(text) < 2 or not (self._longest(text, 0) or _LIKE.search(text)):
            return False
        found = read_parties(text, self.region, self.book)
        if found.bodies and not found.troubles:
            return not text.startswith(
                tuple(b.scope for b in found.bodies if b.scope)
            )  # 道路：甲局 has its matter
        items = [i.strip() for i in re.split(r"[、/／]", text) if i.strip()]
        return bool(items) and all(map(self._is_like_bodies, items))

    def _is_like_bodies(self, item: str) -> bool:
        """Whether one item of a row is a body, looks like one, or is two of them with a word between."""
        if self.names(item) or _LIKE.fullmatch(item):
            return True
        ways = ((item[: m.start()], item[m.end() :]) for m in _AND.finditer(item))
        return any(all(side and self._is_like_bodies(side) for side in way) for way in ways)

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
        if cue is None or not self._are_bodies(match[2].strip(" 　。")):
            return []
        return [Part(match[2].strip(), cue.role, match[1], split=cue.split, text=text)]

    def _two_sides(self, text: str) -> list[Part]:
        """The parts of 甲局会同乙局负责 and 甲局协同乙局负责: who of the two is the host."""
        for match in _WITH.finditer(text):
            host, before = self._subject(text[: match.start()])
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
