"""Dates, limits of time and yes/no, as lists write them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMBER = r"(\d+|[零〇一二两三四五六七八九十百]+)"
_DATE = re.compile(
    r"(\d{4})\s*[年./\-]\s*(\d{1,2})(?:\s*[月./\-]\s*(\d{1,2})?)?\s*[日号]?(?:(?:\s+|T)\d.*)?月?\.?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"(\d{4})年?")
_WORDED = re.compile(rf"([{''.join(_DIGITS)}○]{{4}})年(?:({_NUMBER[1:-1]})月(?:({_NUMBER[1:-1]})[日号]?)?)?")
_SINCE = re.compile(r"^[自从]?(?:于)?(\d.*?)(?:起|开始)?(?:正式)?(?:施行|执行|生效|实施|起效)?[。;]?$")
_SERIAL = re.compile(r"[2-5]\d{4}(?:\.0+)?")  # the day's number in a spreadsheet: 1954 to 2064
_FIRST_DAY = dt.date(1899, 12, 30)
_AT_ONCE = re.compile(
    r"同时|同步|当日|当天|当场|立即|即时|即刻|(?<!定期)实时|随时|即办|即(?:认领|接收|推送|反馈)|T\+0"
)
_NOT_INSIDE = r"(?<![\d.年月/\-零〇一二两三四五六七八九十百第每])"
_UNITS = (
    (re.compile(rf"(?<![\d.第])(?<!每){_NUMBER}个?\s*(?:工作日|工作天)"), "working_day"),
    (re.compile(rf"{_NOT_INSIDE}{_NUMBER}个?月(?:内|以内|之内|$)"), "month"),
    (re.compile(rf"{_NOT_INSIDE}{_NUMBER}(?:个自然|个日历)?[日天](?:内|以内|之内|$)"), "calendar_day"),
    (re.compile(rf"{_NOT_INSIDE}{_NUMBER}个(?:自然|日历)日"), "calendar_day"),
    (re.compile(r"[Tt]\+(\d+)个?(?:工作日|(?![\d日天]))"), "working_day"),
    (re.compile(r"[Tt]\+(\d+)个?[日天]"), "calendar_day"),
    (re.compile(r"()(?:次一?|下一个?|第二个)工作日"), "working_day"),
)
_PERIODS = (
    (re.compile(r"每(?:个)?月|(?<!\d)月(?:底|末|初)|按月|逐月|次月"), 1, "month"),
    (re.compile(r"每(?:个)?季|季(?:度)?末|按季"), 3, "month"),
    (re.compile(r"每半年|半年"), 6, "month"),
    (re.compile(r"每年|年底|年末|按年"), 12, "month"),
    (re.compile(r"每周|每星期|按周"), 7, "calendar_day"),
    (re.compile(r"每个?工作日"), 1, "working_day"),
    (re.compile(r"每日|每天|次日|逐日"), 1, "calendar_day"),
)
_EVERY = re.compile(rf"每{_NUMBER}个?(月|周|星期|季度|工作日|日|天)")
_EVERY_UNIT = {
    "月": (1, "month"), "季度": (3, "month"), "周": (7, "calendar_day"), "星期": (7, "calendar_day"),
    "工作日": (1, "working_day"), "日": (1, "calendar_day"), "天": (1, "calendar_day"),
}  # fmt: skip
_MOVES = {
    "transfer": ("划转", "划入", "划归", "移交", "集中行使", "集中", "仅划", "只划", "全划", "部分划"),
    "devolve": ("下放", "赋权", "赋予"),
    "delegate": ("委托",),
    "take_back": ("收回", "上收"),
    "abolish": ("取消", "废止", "不再实施", "停止实施", "停止执行", "不再执行", "不再审批", "不再保留"),
}


def number(text: str) -> int | None:
    """The number a text writes, in digits or in Chinese words up to 999.

    >>> number("15"), number("十五"), number("二十"), number("一百零五"), number("两"), number("多")
    (15, 15, 20, 105, 2, None)
    """
    text = unicodedata.normalize("NFKC", text.strip())
    if text.isdecimal():
        return int(text)
    total, digit = 0, None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in "十百":
            total += (1 if digit is None else digit) * (10 if char == "十" else 100)
            digit = None
        else:
            return None
    return total + (digit or 0) if text else None


def date(text: str) -> tuple[str | None, bool]:
    """The ISO day a text means, and whether the text itself gives the day.

    A month without a day means its first day, a year its first. A number of five digits is the number of a
    day in a spreadsheet (46101 is 2026-03-20); see `is_serial`. An unreadable text gives None.

    >>> date("2026年3月20日"), date("2019.1"), date("2001年"), date("近期")
    (('2026-03-20', True), ('2019-01-01', False), ('2001-01-01', False), (None, False))
    >>> date("二〇二六年三月二十日"), date("自2026年3月20日起施行"), date("46101")
    (('2026-03-20', True), ('2026-03-20', True), ('2026-03-20', True))
    """
    text = unicodedata.normalize("NFKC", text.strip())
    worded = _WORDED.fullmatch(
        re.sub(r"\s+|^[自从]|(?:起|开始)?(?:正式)?(?:施行|执行|生效|实施|起效)?$", "", text)
    )
    if worded:
        year = "".join(str(_DIGITS.get(c, 0)) for c in worded[1])
        said = [number(part) if part else None for part in worded.groups()[1:]]
        text = "-".join([year, *(str(n) for n in said if n is not None)])
    since = _SINCE.match(text)
    text = since[1] if since else text
    if is_serial(text):
        return (_FIRST_DAY + dt.timedelta(days=int(float(text)))).isoformat(), True
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        only = _YEAR.fullmatch(text)
        return (f"{only[1]}-01-01", False) if only and int(only[1]) else (None, False)
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None, False
    return day.isoformat(), match[3] is not None


def is_serial(text: str) -> bool:
    """Whether a text is the number of a day in a spreadsheet that lost its date format.

    >>> is_serial("46101"), is_serial("2026"), is_serial("379900")
    (True, False, False)
    """
    return _SERIAL.fullmatch(text.strip()) is not None


def limit(text: str) -> tuple[int, str] | None:
    """A limit of time as a number and its unit, None where it cannot be told.

    At once counts as 0; a fixed rhythm (每月, 每季度末) counts as its whole period. Of several limits the
    one said first counts. T+1 is one working day.

    >>> limit("作出决定当日"), limit("1个工作日内"), limit("五日内"), limit("每月5日前"), limit("每季度末")
    ((0, 'at_once'), (1, 'working_day'), (5, 'calendar_day'), (1, 'month'), (3, 'month'))
    >>> limit("决定之日起1个工作日内推送"), limit("T+1"), limit("24小时内"), limit("2小时内"), limit("及早")
    ((1, 'working_day'), (1, 'working_day'), (1, 'calendar_day'), None, None)
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    every = _EVERY.search(text)
    count = number(every[1]) if every else None
    if every and count:
        value, unit = _EVERY_UNIT[every[2]]
        return count * value, unit
    found = [(m.start(), value, unit) for pattern, value, unit in _PERIODS if (m := pattern.search(text))]
    for pattern, unit in _UNITS:
        match = pattern.search(text)
        size = (number(match[1]) if match[1] else 1) if match else None
        if match and size is not None:
            found.append((match.start(), size, unit))
    at_once = _AT_ONCE.search(text)
    if at_once:
        found.append((at_once.start(), 0, "at_once"))
    if found:
        _, size, unit = min(found)
        return size, unit
    hours = re.search(rf"(?<![\d.]){_NUMBER}个?小时", text)
    count = number(hours[1]) if hours else None
    return (count // 24, "calendar_day") if count and count % 24 == 0 else None


def transfer_kind(text: str) -> tuple[str, str] | None:
    """How a matter moved, and the word that says so; None where the text says nothing or several ways.

    >>> transfer_kind("委托实施"), transfer_kind("划转"), transfer_kind("下放、委托事项清单"), transfer_kind("")
    (('delegate', '委托'), ('transfer', '划转'), None, None)
    """
    found = {kind: word for kind, words in _MOVES.items() for word in reversed(words) if word in text}
    return next(iter(found.items())) if len(found) == 1 else None


def truth(text: str) -> bool | None:
    """True for yes, False for no, None where the list does not say.

    >>> truth("是"), truth("否"), truth(""), truth("视情况")
    (True, False, None, None)
    """
    return {"是": True, "有": True, "√": True, "否": False, "无": False, "×": False}.get(text.strip())


def takes_on(text: str) -> str | None:
    """The lowest level that must take a matter on (none, county or town), None where it cannot be told.

    >>> [takes_on(t) for t in ("不承接", "县", "各县（市、区）", "市、县、乡", "镇街", "市本级", "视情况")]
    ['none', 'county', 'county', 'town', 'town', 'none', None]
    """
    said = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if re.match(r"[不无]", said):
        return "none"
    if re.search(r"[乡镇]|街道", said):
        return "town"
    if re.search(r"[县区旗]", said):
        return "county"
    return "none" if re.fullmatch(r"市(本?级|直)?(承担|负责|承接)?", said) else None
