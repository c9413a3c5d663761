"""Words that lists of coordinating bodies use: posts, offices, terms, meetings a year, ranks of members."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable

from ingest.entries import Page
from ingest.groups import nobody
from ingest.values import date, number

_POST = re.compile(
    r"副?(?:书记|市长|区长|县长|省长|州长|旗长|镇长|乡长|局长|部长|厅长|处长|科长|主任|主席|秘书长|院长|校长|检察长"
    r"|行长|关长|台长|董事长|总经理|政委|政治委员|司令员|支队长|大队长|站长|会长|组长|总指挥|指挥长|召集人|班长)"
    r"|党组成员|常委|委员(?!会)|助理|负责人|负责同志|领导同志|领导"
)
_ORGAN = r"(?:委|府|局|办|厅|部|院|会|组|署|处|队|站|所|关|区|市|县|省|镇|乡|街道|中心|集团|公司|银行|人大|政协|党组)"
_SORT = r"(?:常务|分管|主要|有关|相关|第一|执行|轮值|联系|协管|班子|组织|宣传|统战|政法|公安|兼任|兼|担任|任|为|的|工作)"
_BEFORE = re.compile(rf"(?P<organ>.*{_ORGAN})?(?:{_SORT}|分管.*|联系.*|协管.*)*")
_PUBLIC = re.compile(
    r"组织部|宣传部|统战部|社会工作部|公安|人武|武装部|军分区|法院|检察院|中共|中央|国家|国务院|[省市区县镇乡]|街道|党|政府|政法|人大|政协|纪委|管委|管理委|办公室"
)
_AFTER = frozenset({"", "兼", "兼任", "担任", "牵头", "负责", "等", "级", "或其委托"})
_APART = re.compile(r"[、，,；;/\s（）()：:]+")
_VACANT = frozenset({"暂缺", "空缺", "缺", "暂空"})
_RANK = r"(?:第一)?(?:常务)?副?(?:组长|主任|总指挥|指挥长|召集人|主席|会长|班长|牵头|成员|列席)(?:单位|部门)?"
_VERBS = (
    ("revoke", re.compile("撤销|取消|注销|终止")),
    ("adjust", re.compile("合并|并入|归并|整合|更名|改名|调整|优化")),
    ("agree", re.compile("保留|设立|成立")),
)
_RANKED = re.compile(rf"({_RANK})[:：]")
_TERM_BEGINS = re.compile(r"^(?:有效期|期限|存续|延续|延长|保留)?(?:至|到|截至|截止到?|为)")
_TERM_ENDS = re.compile(
    r"(?:以前|之前|前|底|末|止|为止|到期|届满|期满)*(?:后)?(?:自行|自动|自然|予以)?(?:撤销|终止|解散)?$"
)
_ELSEWHERE = re.compile(
    r"[^（）()]*(?:另行|另文|另发|待定|有待|待(?:进一步)?(?:明确|确定|研究|商定)|尚未|暂未)[^（）()]*"
    r"|[^（）()]{0,8}(?:详?见|附)[^（）()]{0,4}(?:附件|附表|名单|文件|通知)[^（）()]{0,4}"
)
_RHYTHMS = (
    ("每半年", 2),
    ("每季度?", 4),
    ("每两个?月", 6),
    ("每个?月", 12),
    ("每年|一年|年度|全年|每年度", 1),
)


def post_of(text: str, known: Callable[[str], bool] = lambda words: False) -> tuple[str | None, bool]:
    """The post that a text names, and whether something was left out because it may be a person's name.

    Only words that belong to a post stay: a name must not come through, so doubt drops the word. Words before
    a post are those of a body where they begin as bodies of a level do (市, 县, 党 ...), or where they are
    `known` as a body's.

    >>> post_of("市委常委、常务副市长"), post_of("市发展和改革委员会主任"), post_of("暂缺")
    (('市委常委、常务副市长', False), ('市发展和改革委员会主任', False), (None, False))
    >>> post_of("水务局局长"), post_of("水务局局长", lambda words: words == "水务局")
    (('局长', True), ('水务局局长', False))
    >>> post_of("市长 张三"), post_of("李四（副市长）"), post_of("张三市长"), post_of("王五")
    (('市长', True), ('副市长', True), ('市长', True), (None, True))
    """
    said = unicodedata.normalize("NFKC", text).strip()
    if not said or nobody(said) or said in _VACANT:
        return None, False
    kept: list[str] = []
    dropped, found = False, False
    for piece in filter(None, _APART.split(said)):
        words, post, whole = _piece(piece, known)
        kept += [words] if words else []
        found, dropped = found or post, dropped or not whole
    if not found:
        return None, True
    return ("、".join(kept), True) if dropped else (text.strip(), False)


def _organ(words: str, known: Callable[[str], bool]) -> bool:
    return _PUBLIC.match(words) is not None or known(words)


def _piece(piece: str, known: Callable[[str], bool]) -> tuple[str, bool, bool]:
    """What of a piece may stay, whether it names a post, and whether all of it stays."""
    posts = list(_POST.finditer(piece))
    if not posts:
        ends = re.fullmatch(rf".*{_ORGAN}", piece) is not None
        stays = piece in _AFTER or (ends and _organ(piece, known))
        return (piece if stays else "", False, stays)
    made, end, whole = "", 0, True
    for post in posts:
        before = piece[end : post.start()]
        fits = _BEFORE.fullmatch(before)
        stays = fits is not None and (not fits["organ"] or _organ(fits["organ"], known))
        made += (before if stays else "、" if made else "") + post[0]
        whole, end = whole and stays, post.end()
    rest = piece[end:]
    return (made + rest if rest in _AFTER else made), True, whole and rest in _AFTER


_ADDRESS = re.compile(
    r"[\d一二三四五六七八九十]+(?:号|室|楼|层|房间|会议室|办公室|单元)(?:[^\u4e00-\u9fff]*|[东西南北]侧)$|(?:大厦|大楼|政务中心大厅)$"
)


_OFFICE_WORK = r"(?:日常|具体|办公室(?:的)?(?:日常|具体)?)(?:工作|事务|事宜)"
_DOES = r"(?:具体)?(?:承担|负责|承办)"
_DAILY = (
    re.compile(
        rf"(?:不[^，,；;]{{0,4}}设立?(?:办公室|办事机构|实体机构)[，,；;])?其?{_OFFICE_WORK}由(?P<who>[^，,。；;]{{2,40}}?){_DOES}?。?"
    ),
    re.compile(rf"由?(?P<who>[^，,。；;]{{2,40}}?){_DOES}其?{_OFFICE_WORK}。?"),
)


def office_words(text: str) -> str:
    """What stands in an office cell, without the words for being there.

    >>> office_words("办公室设在市应急局"), office_words("设市应急局"), office_words("市应急局")
    ('市应急局', '市应急局', '市应急局')
    >>> office_words("不设办公室，日常工作由市应急局承担"), office_words("市应急局负责日常事务")
    ('市应急局', '市应急局')
    """
    daily = next((m for form in _DAILY if (m := form.fullmatch(text.strip()))), None)
    if daily:
        return daily["who"]
    return re.sub(r"^(?:其?(?:日常)?(?:办公室|办事机构)?(?:设在|设于|挂靠在?|设))(?!计)", "", text.strip())


def is_address(text: str) -> bool:
    """Whether what stands in an office cell is where it is to be found, and no body.

    >>> is_address("建设大厦12楼1203室"), is_address("水源路8号"), is_address("市应急局"), is_address("市水务局办公室")
    (True, True, False, False)
    """
    return _ADDRESS.search(text.strip()) is not None


def elsewhere(text: str) -> tuple[str, list[str]]:
    """The names of a cell, and those of its words that only say where or when the names will be told.

    >>> elsewhere("市公安局，其他成员单位另行通知"), elsewhere("详见附件"), elsewhere("市公安局、市教育局")
    (('市公安局，', ['其他成员单位另行通知']), ('', ['详见附件']), ('市公安局、市教育局', []))
    """
    pieces = re.split(r"([、，,；;。\n])", text)
    said = [p for p in pieces[::2] if _ELSEWHERE.fullmatch(p.strip())]
    if not said:
        return text, []
    marks = [*pieces[1::2], ""]
    return "".join(p + mark for p, mark in zip(pieces[::2], marks, strict=True) if p not in said), said


def formerly(text: str) -> bool:
    """Whether a cell says of the one body that it names that it is a former one, which a register may lack.

    >>> formerly("原市旅游发展委员会"), formerly("市水务局"), formerly("原市水利局、市教育局")
    (True, False, False)
    """
    return re.fullmatch(r"原(?!则|料|产|子)[^、，,；;\n]+", text.strip()) is not None


def opinion_of(head: str) -> str | None:
    """What an opinion that no profile lists comes to by its verbs; None where it says none or several ways.

    >>> [opinion_of(t) for t in ("到期撤销", "建议保留", "拟与市安委会合并", "保留并更名", "再议", "不同意撤销", "撤销后另设立")]
    ['revoke', 'agree', 'adjust', 'adjust', None, None, None]
    """
    if re.search(r"[不未无非否待再缓暂]", head):
        return None
    found = {kind for kind, words in _VERBS if words.search(head)}
    if found == {"agree", "adjust"}:
        return "adjust"
    return found.pop() if len(found) == 1 else None


def ranked(text: str) -> list[tuple[str | None, str]]:
    """The parts of a member cell, each with the rank written before it.

    >>> ranked("主任单位：市应急局；成员单位：市公安局、市教育局"), ranked("市公安局")
    ([('主任单位', '市应急局'), ('成员单位', '市公安局、市教育局')], [(None, '市公安局')])
    """
    parts = _RANKED.split(text)
    found: list[tuple[str | None, str]] = [(None, parts[0])]
    found += [(rank, said) for rank, said in zip(parts[1::2], parts[2::2], strict=True)]
    return [(rank, said.strip(" ；;，,。、\n")) for rank, said in found if said.strip(" ；;，,。、\n")]


def rank_word(text: str) -> str | None:
    """The text itself where it is the rank of a member, else None.

    >>> rank_word("副组长单位"), rank_word("交警支队")
    ('副组长单位', None)
    """
    return text if re.fullmatch(_RANK, text) else None


def last_day(text: str) -> tuple[str | None, bool]:
    """The ISO day up to which a term runs, and whether the text itself gives the day: a month or a year
    without a day runs to its end.

    >>> last_day("至2026年12月31日"), last_day("2024年12月撤销")
    (('2026-12-31', True), ('2024-12-31', False))
    >>> last_day("2026年12月31日前"), last_day("2026年2月底"), last_day("2027年"), last_day("任务完成后")
    (('2026-12-31', True), ('2026-02-28', False), ('2027-12-31', False), (None, False))
    """
    bare = _TERM_ENDS.sub("", _TERM_BEGINS.sub("", unicodedata.normalize("NFKC", text.strip())))
    day, exact = date(bare)
    if day is None or exact:
        return day, exact
    year, month = int(day[:4]), 12 if re.fullmatch(r"\d{4}年?", bare) else int(day[5:7])
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}", False


def meetings(text: str) -> int | None:
    """How many meetings a year a text asks for, None where it does not say a number.

    >>> [meetings(t) for t in ("2", "不少于2次", "每季度一次", "每半年至少1次", "每月召开", "适时召开")]
    [2, 2, 4, 2, 12, None]
    """
    said = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    for pattern, times in _RHYTHMS:
        rhythm = re.match(rf"(?:{pattern})(.*)", said)
        if rhythm:
            count = _count(rhythm[1])
            return times * count if count else times if times > 1 else None
    return _count(said)


def _count(text: str) -> int | None:
    match = re.search(r"(\d+|[一二两三四五六七八九十]+)(?:次|$)", text)
    return number(match[1]) if match else None


def status_of(page: Page, row: int) -> str | None:
    """The status of a body: as its column says, or that it is gone where the list has none and says when it ended."""
    if "status" in page.header.columns or "ended" not in page.header.columns:
        return page.value(row, "status") if "status" in page.spec.values else None
    return "revoked" if page.text(row, "ended") else None
