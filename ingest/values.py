"""Dates, limits of time and yes/no, as lists write them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMBER = r"(\d+|[零〇一二两三四五六七八九十百]+)"
_DATE = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})(?:\s*[月./\-]\s*(\d{1,2})?)?\s*日?(?:\s+\d.*)?月?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR = re.compile(r"(\d{4})年?")
_AT_ONCE = re.compile(r"同时|同步|当日|当天|立即|即时|即刻|实时|随时|即办")
_UNITS = (
    (re.compile(rf"{_NUMBER}个?\s*(?:工作日|工作天)"), "working_day", 1),
    (re.compile(rf"{_NUMBER}个?月(?:内|以内|之内)?$"), "month", 1),
    (re.compile(rf"{_NUMBER}(?:个自然|个日历)?[日天](?:内|以内|之内)?$"), "calendar_day", 1),
)
_PERIODS = (
    (re.compile(r"每(?:个)?月|(?<!\d)月(?:底|末|初)|按月"), 1, "month"),
    (re.compile(r"每(?:个)?季|季(?:度)?末|按季"), 3, "month"),
    (re.compile(r"每半年|半年"), 6, "month"),
    (re.compile(r"每年|年底|年末|按年"), 12, "month"),
    (re.compile(r"每周|每星期"), 7, "calendar_day"),
    (re.compile(r"每日|每天|次日"), 1, "calendar_day"),
)


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

    A month without a day means its first day, a year its first. An unreadable text gives None.

    >>> date("2026年3月20日"), date("2019.1"), date("2001年"), date("近期")
    (('2026-03-20', True), ('2019-01-01', False), ('2001-01-01', False), (None, False))
    """
    text = unicodedata.normalize("NFKC", text.strip())
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        year = _YEAR.fullmatch(text)
        return (f"{year[1]}-01-01", False) if year and int(year[1]) else (None, False)
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None, False
    return day.isoformat(), match[3] is not None


def limit(text: str) -> tuple[int, str] | None:
    """A limit of time as a number and its unit, None where it cannot be told.

    At once counts as 0; a fixed rhythm (每月, 每季度末) counts as its whole period.

    >>> limit("作出决定当日"), limit("1个工作日内"), limit("五日内"), limit("每月5日前"), limit("每季度末")
    ((0, 'at_once'), (1, 'working_day'), (5, 'calendar_day'), (1, 'month'), (3, 'month'))
    >>> limit("24小时内"), limit("2小时内"), limit("及早")
    ((1, 'calendar_day'), None, None)
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if _AT_ONCE.search(text):
        return 0, "at_once"
    for pattern, value, unit in _PERIODS:
        if pattern.search(text):
            return value, unit
    for pattern, unit, factor in _UNITS:
        match = pattern.search(text)
        value_of = number(match[1]) if match else None
        if value_of is not None:
            return value_of * factor, unit
    hours = re.search(rf"{_NUMBER}个?小时", text)
    count = number(hours[1]) if hours else None
    if count and count % 24 == 0:
        return count // 24, "calendar_day"
    return None


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
