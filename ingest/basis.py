"""Takes apart what a list gives as legal basis: laws by article, documents by number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_NUMERAL = r"[零〇一二三四五六七八九十百千\d]+"
_ARTICLE = rf"第{_NUMERAL}条(?:之[一二三四五六七八九十]+)?(?:第{_NUMERAL}款)?(?:第?[（(]?{_NUMERAL}[）)]?项)?"
_ARTICLES = re.compile(rf"\s*((?:{_ARTICLE}(?:\s*(?:、|，|,|和|及|至|到|－|-|—)\s*)?)+)")
_ONE = re.compile(rf"{_ARTICLE}(?:\s*(?:至|到|－|-|—)\s*{_ARTICLE})?")
_NO = r"[\u4e00-\u9fffA-Za-z]{1,16}\s*[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*第?\s*\d+\s*号"
_BRACKETED_NO = re.compile(
    rf"\s*[（(]\s*({_NO}|第\d+号|[^（）()]*令第?\d+号|[^（）()《》]*\d{{4}}年修[订正][^（）()]*)\s*[）)]"
)
_DOCUMENT_NO = re.compile(_NO)
_SPLIT_OR_TITLE = re.compile(r"[；;\n。《》]")
_IDLE = re.compile(r"[\s、，,和及以与等]*|^\d+[.．、]\s*")


@dataclass(frozen=True, slots=True)
class Basis:
    """One law, rule or document; `article` and `document_no` where the list gives them."""

    name: str
    kind: str
    article: str | None = None
    document_no: str | None = None


def read_basis(text: str) -> list[Basis]:
    """Every basis in a cell, in order; a law with several articles gives one each.

    >>> [(b.name, b.article) for b in read_basis("《水法》第六条、第三十九条；临政办发〔2024〕18号")]
    [('水法', '第六条'), ('水法', '第三十九条'), ('临政办发〔2024〕18号', None)]
    """
    return list(_read(text))


@lru_cache(maxsize=5_000)
def _read(text: str) -> tuple[Basis, ...]:
    found: list[Basis] = []
    for piece in _pieces(text):
        rest = piece
        while rest:
            start, end = _title(rest)
            if start < 0:
                found += _other(rest)
                break
            found += _other(rest[:start])
            name, rest = rest[start + 1 : end].strip(), rest[end + 1 :]
            number = _BRACKETED_NO.match(rest)
            rest = rest[number.end() :] if number else rest
            articles = _ARTICLES.match(rest)
            rest = rest[articles.end() :] if articles else rest
            late = None if number else _BRACKETED_NO.match(rest)
            rest = rest[late.end() :] if late else rest
            told = (number or late)[1].strip() if (number or late) else None  # type: ignore[index]
            kind = kind_of_text(name)
            if name:
                each = [re.sub(r"\s", "", a) for a in _ONE.findall(articles[1])] if articles else [None]
                found += [Basis(name, kind, article, told) for article in each]
    return tuple(dict.fromkeys(found))


def _pieces(text: str) -> list[str]:
    """Split at semicolons and line ends, but not inside a title."""
    made, depth, start = [], 0, 0
    for mark in _SPLIT_OR_TITLE.finditer(text):
        i, char = mark.start(), mark[0]
        depth += {"《": 1, "》": -1}.get(char, 0)
        if depth <= 0 and char not in "《》":
            made.append(text[start:i].strip())
            start = i + 1
    return [p for p in [*made, text[start:].strip()] if p]


def _title(text: str) -> tuple[int, int]:
    """Where the first 《…》 begins and ends, titles within titles included; (-1, -1) for none."""
    start, depth = text.find("《"), 0
    if start < 0:
        return -1, -1
    for i in range(start, len(text)):
        depth += {"《": 1, "》": -1}.get(text[i], 0)
        if depth == 0:
            return start, i
    return start, len(text)


def _other(text: str) -> list[Basis]:
    """What stands outside 《…》: document numbers, or words that name a document."""
    text = _IDLE.sub("", text, count=1).strip(" 、，,；;（）()")
    numbers = _DOCUMENT_NO.findall(text)
    if numbers:
        return [
            Basis(n, "document", document_no=n) for n in (re.sub(r"\s|^[及和与]", "", x) for x in numbers)
        ]
    return [Basis(text, "document")] if len(re.findall(r"[\u4e00-\u9fff]", text)) >= 4 else []


def kind_of_text(name: str) -> str:
    """What sort of text a title names, by its last word.

    >>> [kind_of_text(n) for n in ("中华人民共和国水法", "城镇燃气管理条例", "城市照明管理规定", "关于加强管理的通知")]
    ['law', 'regulation', 'rule', 'document']
    """
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", name)
    if bare.endswith("法") and not bare.endswith("办法"):
        return "law"
    if bare.endswith("条例"):
        return "regulation"
    return "rule" if bare.endswith(("办法", "规定", "规则", "细则", "规程")) else "document"
