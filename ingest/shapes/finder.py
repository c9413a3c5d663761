"""Finds the names of bodies in a running text: at its start, at its end, anywhere."""

from __future__ import annotations

import re

from ingest.bodies import read_parties
from ingest.body_words import OFFICES
from ingest.cutting import halves
from ingest.groups import group_kind
from ingest.names import OrganizationBook
from ingest.shapes.phrases import unmodal

_LIKE = re.compile(
    r"(?!并?(?:[报经向按对在请送将]|会同|配合|协助|协同|联合(?!会)|督促|指导)|[\u4e00-\u9fff]*(?:[提报]请|我[办局委厅]))"
    rf"[\u4e00-\u9fff（）()]{{1,24}}(?:{OFFICES}|总队|管委会|街道办事处|总工会|妇联|海关|"
    r"监管中心|服务中心|管理中心|(?:供电|电力|供水|水务|燃气|热力|电信|移动|联通|铁塔|烟草|石油|铁路|公交)(?:集团)?(?:有限)?(?:责任)?(?:分)?公司)"
)
_OPEN_END = re.compile(r"等(?:\d+个|[一二三四五六七八九十]+个)?(?:相关|有关)?(?:部门|单位|机构)")
_BRACKET = re.compile(r"[（(][^（）()]{2,30}[）)]")
JOIN = "、和及与/／"
_GROUP_ENDS = ("部门", "单位", "政府", "街道", "办事处", "管委会", "党委", "机构", "镇街", "街镇", "乡镇", "县区", "区县",
               "市区", "社区", "园区", "功能区", "开发区", "村居")  # fmt: skip


class Finder:
    """Finds bodies with those of one region in mind.

    >>> finder = Finder(OrganizationBook([{"id": "org:1", "name": "临澜市水务局", "region": "379900"}], {}), "379900")
    >>> finder.leading("临澜市水务局负责节约用水"), finder.subject("节约用水由临澜市水务局")
    (('临澜市水务局', '负责节约用水'), ('临澜市水务局', '节约用水'))
    """

    def __init__(self, book: OrganizationBook, region: str) -> None:
        self.book, self.region = book, region

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
            joined = end < len(text) and text[end] in JOIN and self._longest(text, end + 1) is not None
            if not joined:
                open_end = _OPEN_END.match(text, end)
                end = open_end.end() if open_end else end
                return text[:end], text[end:]
            start = end + 1
        return (text[: start - 1], text[start - 1 :]) if start else ("", text)

    def _longest(self, text: str, start: int) -> int | None:
        """Where the longest body that begins here ends; else where words in the place of a body end."""
        if text[start : start + 1] in ("", *JOIN, "（", "("):
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

    def subject(self, text: str) -> tuple[str, str]:
        """The names at the end of what stands before a role word, and what stands before 由; who is guided by others
        (接受某局指导) is none of them."""
        text = unmodal(text.rstrip("，, 　"))
        _, by, guide = text.rpartition("接受")
        if by and self.are_bodies(guide):
            return guide, ""
        for start in [i for i, c in enumerate(text) if c == "由"][::-1]:
            if self.are_bodies(text[start + 1 :]):
                return text[start + 1 :], text[:start].rstrip("，, 　")
        return (text, "") if self.are_bodies(text) else ("", "")

    def are_bodies(self, text: str) -> bool:
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
        return any(all(side and self._is_like_bodies(side) for side in sides) for sides in halves(item))
