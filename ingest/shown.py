"""The text of a spreadsheet value as a person sees it on the sheet."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

_DECIMALS = re.compile(r"^[#,]*0(?:\.(0+))?(%?)$")


def shown(value: Any, number_format: str = "General") -> str:
    """Text of one value under its number format; "" for an empty cell.

    >>> shown(5.0), shown(0.25, "0%"), shown(7, "000"), shown(True)
    ('5', '25%', '007', '是')
    >>> shown(dt.datetime(2026, 3, 20), 'yyyy"年"m"月"d"日"'), shown(dt.datetime(2026, 3, 20), "yyyy/m/d")
    ('2026年3月20日', '2026/3/20')
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("_x000D_", "").strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (dt.datetime, dt.date)):
        return _day(value, number_format)
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return str(value).strip()


def _day(value: dt.date, number_format: str) -> str:
    if "年" in number_format:
        with_day = "日" in number_format
        return f"{value.year}年{value.month}月" + (f"{value.day}日" if with_day else "")
    slashes = "/" in number_format
    day = f"{value.year}/{value.month}/{value.day}" if slashes else value.isoformat()[:10]
    if isinstance(value, dt.datetime) and (value.hour or value.minute):
        day += f" {value.hour}:{value.minute:02}"
    return day


def _number(value: int | float, number_format: str) -> str:
    if re.fullmatch(r"0{2,}", number_format) and float(value).is_integer():
        return f"{int(value):0{len(number_format)}d}"
    match = _DECIMALS.match(number_format)
    if match and number_format not in ("0", "#,##0"):
        digits = len(match[1] or "")
        return f"{value * 100:.{digits}f}%" if match[2] else f"{value:.{digits}f}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return str(value)
