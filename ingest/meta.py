"""What the title rows of a list say of the list itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.cells import Cell, Sheet
from ingest.regions import region_code
from ingest.values import date

if TYPE_CHECKING:
    from ingest.header import Header

_LABELS = {
    "issuer": (
        "发布单位", "编制单位", "制定单位", "印发单位", "填报单位", "发布机关", "印发机关", "制表单位", "编制机关", "制发单位",
        "编印单位",
    ),
    "region": ("行政区划代码", "行政区划", "区划代码"),
    "issued_on": ("发布日期", "印发日期", "公布日期", "填报日期"),
    "reviewed_on": ("复核日期", "数据截止", "更新日期", "截至"),
    "status": ("状态", "完整性"),
}  # fmt: skip
_ANY = "|".join(sorted((w for ws in _LABELS.values() for w in ws), key=len, reverse=True))
_PAIR = re.compile(rf"({_ANY})\s*[:：]\s*(.*?)(?=\s*(?:{_ANY})\s*[:：]|$)", re.S)
# What a page goes on with behind a day: 信息来源：市政府办 浏览次数:317.
_MORE = re.compile(r"\s+(?:[（(\[【]?[\u4e00-\u9fff]{2,8}\s*[:：]|[|｜]|(?:浏览|阅读|点击|访问)).*", re.S)
# 附件1 alone, the number of a document, and what an export says of itself under a key (code：0), are no titles.
_NUMBER = r"[\u4e00-\u9fff]{1,12}\s*[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*第?\s*\d+\s*号"
_NO_TITLE = re.compile(
    rf"附件\s*[\d一二三四五六七八九十]*\s*[:：]?|[A-Za-z][\w.]*：.*|{_NUMBER}", re.A | re.S
)
_EDITION = re.compile(r"[（(]?(\d{4}\s*年(?:版|第?[一二三四\d]+版|修订版?)?)[）)]?")


@dataclass(slots=True)
class ListMeta:
    """Title, issuer, region, days and completeness; None where the list does not say.

    `at` is the cell that says it (the first of the title rows), `bad_dates` the unreadable ones. `place` is what
    stands where the region's code should stand.
    """

    title: str | None = None
    issuer: str = ""
    region: str | None = None
    issued_on: str | None = None
    reviewed_on: str | None = None
    edition: str | None = None
    complete: bool | None = None
    draft: bool = False
    at: Cell | None = None
    bad_dates: tuple[tuple[Cell, str], ...] = ()
    place: str = ""

    def filled(self, first: ListMeta) -> ListMeta:
        """The same with what only the first list of the file says of all of them."""
        return replace(
            self,
            title=self.title or first.title,
            issuer=self.issuer or first.issuer,
            region=self.region or first.region,
            place=self.place or first.place,
            issued_on=self.issued_on or first.issued_on,
            reviewed_on=self.reviewed_on or first.reviewed_on,
            edition=self.edition or first.edition,
            complete=first.complete if self.complete is None else self.complete,
            draft=self.draft or first.draft,
        )


def may_be_title(text: str) -> bool:
    """Whether a line may be a title, and is no mere mark of an attachment or number of a document.

    >>> may_be_title("附件1"), may_be_title("临编发〔2026〕12号"), may_be_title("附件1：临澜市职责清单")
    (False, False, True)
    """
    return _NO_TITLE.fullmatch(text.strip()) is None


def is_document_number(text: str) -> bool:
    """Whether a line is the number under which an office sends a document.

    >>> is_document_number("临编发〔2026〕12号"), is_document_number("临澜市职责清单")
    (True, False)
    """
    return re.fullmatch(_NUMBER, text.strip()) is not None


def is_meta(text: str) -> bool:
    """Whether a line says something of the list itself.

    >>> is_meta("编制单位：市委编办　行政区划：379900"), is_meta("一、安全生产")
    (True, False)
    """
    return _PAIR.search(text) is not None


def read_meta(sheet: Sheet, header: Header) -> ListMeta:
    """What stands above the header of a sheet, and in the paragraphs above a table."""
    meta = ListMeta()
    top = header.rows[0] if header.rows else 1
    for filled in [*([p] for p in sheet.above), *(sheet.filled(row) for row in range(1, top))]:
        for cell in filled:
            pairs = _PAIR.findall(cell.text)
            if not pairs and meta.title is None and len(filled) <= 2 and may_be_title(cell.text):
                _title(meta, cell)
            for label, value in pairs:
                _pair(meta, cell, label, value.strip(" \u3000;；|\n"))
    return meta


_CODED = re.compile(r"区划(?:代码|编码)?[^\d（(]?(\d{6})(?!\d)")


def _code_in(value: str) -> str | None:
    """The one code in a text that also names the place: 临澜市（379900）."""
    codes = {region_code(code) for code in re.findall(r"(?<!\d)\d{6}(?!\d)", value)}
    return next(iter(codes)) if len(codes) == 1 else None


def _title(meta: ListMeta, cell: Cell) -> None:
    meta.title, meta.at = re.sub(r"\s+", "", cell.text), cell
    if coded := _CODED.search(meta.title):
        meta.region = region_code(coded[1])
    edition = _EDITION.search(meta.title)
    meta.edition = edition[1] if edition else None
    meta.draft = "征求意见" in meta.title or "草案" in meta.title
    if any(w in meta.title for w in ("摘录", "节选", "续表")):
        meta.complete = False


def _pair(meta: ListMeta, cell: Cell, label: str, value: str) -> None:
    meta.at = meta.at or cell
    name = next(k for k, words in _LABELS.items() if label in words)
    if name == "issuer":
        meta.issuer = value
    elif name == "region":
        meta.region = region_code(value) or _code_in(value) or meta.region
        meta.place = meta.place or value
    elif name == "status":
        if any(w in value for w in ("摘录", "未完", "不完整", "节选", "部分")):
            meta.complete = False
        elif "完整" in value:
            meta.complete = True
        meta.draft = meta.draft or "征求意见" in value
    else:
        day, _ = date(_MORE.sub("", value))
        if day is None and value:
            meta.bad_dates = (*meta.bad_dates, (cell, value))
        setattr(meta, name, day)
