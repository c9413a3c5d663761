"""Finds clauses in a text that is no table: the paragraph with which they begin."""

from __future__ import annotations

import re

from ingest.body_words import OFFICES
from ingest.cells import Sheet
from ingest.cues import openings, role_at_start
from ingest.meta import is_document_number

_BODY = re.compile(
    rf"(?:{OFFICES}|管委会|街道|镇|乡|中心|部门|单位|海关|总工会|妇联|残联|镇街|区县|县区)(?:[（(][^（）()]*[）)])?"
)
_BODY_NAMED = re.compile(r"[市区县州][\u4e00-\u9fff]{1,12}(?:局|委|办|委员会|办公室|支队|中心)")
_LABEL = re.compile(
    r"(?:牵头|责任|配合|主办|协办|主责|参与|实施|落实|主管|协同|承办|指导|监管|审批|执法|协作|支持|涉及|会办|联办|督导|承接|许可|执法|处罚)"
    r"(?:单位|部门|主体|机构|机关)(?:（[^（）]{1,12}）)?[:：]"
)
_OWN = re.compile(r"的?(?:主要|工作)?(?:职责|职能)(?:是|为|如下)?[:：]")
_NUMBERED = re.compile(
    r"[（(][一二三四五六七八九十\d０-９]+[）)]|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[条章]|[【\[]?(?:职责|管理)?事项(?:名称)?[】\]：:]|(?:事项|任务|项目|专题|议题|问题|举措|措施|行动)[一二三四五六七八九十\d]+[：:、]|\d{1,2}(?:[.．]\d{1,2})+[.．、]?(?=\s*[\u4e00-\u9fff])|[\d０-９]+[.．、]|[①-⑳]"
)
_ALONE = re.compile(
    rf"(?:(?:{_NUMBERED.pattern})\s*|【)[\u4e00-\u9fff、]{{2,20}}(?:局|委|委员会|办|办公室|厅)(?:的?(?:主要|工作)?职责)?[:：】]*"
)
_TAG = re.compile(r"[【［\[〔]([\u4e00-\u9fff]{2,12})[】］\]〕]\s*[:：]?")
_REMARK = re.compile(
    r"(?<=\S)\s*[【［\[〔]([^【】［］\[\]〔〕]*[\u4e00-\u9fff][^【】［］\[\]〔〕]*)[】］\]〕](?=\s*(?:[。；;]|$))"
)
_TAIL = re.compile(r"[。；！]\s*[（(]((?:[^（）()]|[（(][^（）()]*[）)])+)[）)]\s*[。；;]?$")
_BY = re.compile(
    r"由[^，,。；;由]{2,30}?(?=(?:办理|承办|组织|实施|落实|管理|处理|受理|审查|审核|查处|开展|对)|对)"
)
_STOPPED = re.compile(rf"(?:{_NUMBERED.pattern})\s*([\u4e00-\u9fff、（）()]{{2,40}})。\s*(?=\S)")
_COLON = re.compile(
    rf"(?:【([^【】]{{2,60}})】[：:]?|([^：:，,。；;]{{2,60}})[：:])\s*(?:(?:{_NUMBERED.pattern})\s*)?(?=\S)"
)
FEW = 2


def first_clause(sheet: Sheet) -> int | None:
    """The row of the first clause of a text in one column, None where no two sentences assign anything.

    A paragraph assigns something where a body stands right before a word that gives a role, after a label, or
    where it announces the duties of a body. A heading right above the first such paragraph belongs to it.

    >>> from ingest.cells import grid
    >>> said = ["职责分工通知", "（一）节水。由市水务局牵头，市住建局配合。", "（二）燃气。市住建局负责。"]
    >>> first_clause(grid({(r, 1): t for r, t in enumerate(said, 1)}, "正文"))
    2
    """
    if any(sum(1 for c in row if c.text) > 1 for row in sheet.rows):
        return None
    texts = [(row, filled[0].text) for row in range(1, len(sheet.rows) + 1) if (filled := sheet.filled(row))]
    said = [row for row, text in texts if assigns(text)]
    set_up = _set_up(texts)
    said = said if len(said) >= FEW else sorted({*said, *_seats(texts), *set_up})
    sentences = sum(assigns(s) for row, text in texts if row in said for s in re.split("[。；;]", text))
    owned = bool(said) and any(_OWN.search(text) for _, text in texts)
    if max(len(said), sentences) < FEW and not (set_up or owned):
        return None
    numbered = [row for row, text in texts if _NUMBERED.match(text)]
    first = min([said[0], *numbered[:1]])
    titled = texts[1:] if is_document_number(texts[0][1]) else texts
    before = [(row, text) for row, text in titled[1:] if row < first]
    heading = bool(before) and len(before[-1][1]) <= 40 and not re.search("[：:。；;]", before[-1][1])
    return before[-1][0] if heading else first


_SEAT = re.compile(
    r"(?:成\s*员(?:\s*单\s*位)?|副?\s*(?:组\s*长|总\s*指\s*挥|指\s*挥\s*长|主\s*任|召\s*集\s*人)(?:单位)?)\s*[:：]"
    r"|.*成员单位(?:包括|有|为|由|[:：])|.*(?:为|任|作为)成员单位"
)
_GROUP = re.compile(
    r"(?:领导小组|协调小组|工作小组|委员会|指挥部|联席会议|专班)(?:组成人员|成员|成员单位)?(?:名单)?(?:的通知)?[：:]?$"
)

# A numbered paragraph that is headed by the name of such a body, and goes on with its seats.
_HEADED = re.compile(
    r"[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*[^，,。；;：:]{2,40}"
    r"(?:领导小组|工作小组|协调小组|委员会|指挥部|联席会议|专班)。[^。]*(?:由.{2,30}(?:担任|牵头|召集)|成员单位|办公室设)"
)

_SETS_UP = re.compile(r"(?:成立|设立|组建)[^，,。；;]{4,40}[（(]以下简称")
_TITLED = re.compile(r"关于(?:成立|设立|组建|建立|调整|充实|更新).*的通知[：:]?$")


def _seats(texts: list[tuple[int, str]]) -> list[int]:
    """The first heading and the rows that say who sits in coordinating bodies, where a text names one above them."""
    headed = [row for row, text in texts if _HEADED.match(text)]
    if len(headed) >= FEW:
        return headed
    heads = [row for row, text in texts if len(text) <= 60 and _GROUP.search(text)]
    seats = [(row, text) for row, text in texts if heads and row > heads[0] and _SEAT.match(text)]
    titled = any(row == heads[0] and _TITLED.search(text) for row, text in texts) if heads else False
    units = any("单" in text for _, text in seats) or (titled and len(seats) >= FEW)
    return [*heads[:1], *(row for row, _ in seats)] if units else []


def _set_up(texts: list[tuple[int, str]]) -> list[int]:
    """The rows that set up a body with a short name, where the text says who sits in it."""
    found = [row for row, text in texts if _SETS_UP.search(text)]
    return found if any(_SEAT.match(text) for _, text in texts) else []


def assigning(sheet: Sheet) -> list[int]:
    """The rows of numbered paragraphs that give a body a role, in the text around a table.

    >>> from ingest.cells import grid
    >>> texts = ["一、市水务局负责节水。", "二、牵头单位要抓好落实。", "市水务局负责防汛。"]
    >>> assigning(grid({(r, 1): t for r, t in enumerate(texts, 1)}, "正文"))
    [1]
    """
    texts = [(row, filled[0].text) for row in range(1, len(sheet.rows) + 1) if (filled := sheet.filled(row))]
    return [
        row for row, text in texts if _NUMBERED.match(text) and _BODY_NAMED.search(text) and assigns(text)
    ]


def plain(text: str) -> str:
    """A paragraph with the brackets 【】 and ［］ as such texts use them: a label without a colon, or a remark at its end.

    >>> plain("【牵头单位】市水务局"), plain("改造管网。【市水务局牵头，市住建局配合】")
    ('牵头单位：市水务局', '改造管网。（市水务局牵头，市住建局配合）')
    >>> plain("【市水务局】负责节水")
    '【市水务局】负责节水'
    """
    if not any(sign in text for sign in "【［[〔"):
        return text
    label = _TAG.match(text)
    if label and _LABEL.fullmatch(label[1] + "："):
        text = f"{label[1]}：{text[label.end() :].lstrip()}"
    return _REMARK.sub(r"（\1）", text)


def labelled(sheet: Sheet) -> int:
    """How many paragraphs of a text say after a label who leads or is responsible (牵头单位：市水务局)."""
    return sum(1 for row in range(1, len(sheet.rows) + 1) for c in sheet.filled(row) if _LABEL.search(c.text))


def stands_beside(sheet: Sheet) -> bool:
    """Whether the text around a table assigns something itself: after labels, in numbered paragraphs, or by saying who
    sits in a body that it sets up."""
    texts = [(row, filled[0].text) for row in range(1, len(sheet.rows) + 1) if (filled := sheet.filled(row))]
    return bool(_set_up(texts)) or labelled(sheet) >= FEW or bool(assigning(sheet))


def assigns(text: str) -> bool:
    """Whether a paragraph gives some body a role.

    >>> assigns("由市水务局牵头"), assigns("市水务局负责节水"), assigns("谁主管谁牵头"), assigns("责任单位：市水务局")
    (True, True, False, True)
    >>> assigns("1．市水务局：负责节水"), assigns("注意：负责节水"), assigns("推行一件事。（市水务局牵头）")
    (True, False, True)
    >>> assigns("（一）市水务局。承担节水"), assigns("（一）市水务局。地址另附")
    (True, False)
    """
    text = plain(text)
    end = _TAIL.search(text)
    if end and (assigns(end[1]) or _body_before(end[1])):
        return True
    if _LABEL.search(text) or _ALONE.fullmatch(text) or (_OWN.search(text) and _BODY.search(text)):
        return True
    before = _COLON.match(text) or _STOPPED.match(text)
    name = next(filter(None, before.groups()), "") if before else ""
    if before and _body_before(name) and role_at_start(text[before.end() :])[0]:
        return True
    if any(_body_before(text[: at.end()]) for at in _BY.finditer(text)):
        return True
    return any(_body_before(text[:at]) for at, _, _ in openings(text))


def _body_before(text: str) -> bool:
    end = text[-14:].rstrip("，, 　")
    return any(match.end() == len(end) for match in _BODY.finditer(end))
