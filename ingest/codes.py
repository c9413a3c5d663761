"""Codes of bodies and of service items, and what is odd about them. Odd is never a reason to refuse."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100 leaves out I O S V Z
_ITEM = re.compile(r"(?P<base>[0-9A-Za-z.]+(?:-[0-9A-Za-z]+)*?)-(?P<area>\d{12})-\w{3}-(?P<body>.+)-\d-\d\d")
_OLD_ITEM = re.compile(r"(?P<base>[A-Z0-9]{1,2})-\d{5,6}(?:-\d{3})?-(?P<body>[0-9A-Za-z]+)")
_LETTER = re.compile(r"\d{3}([A-Z])|([A-Z])(?:-|$)")
LETTER_TYPES = {"A": "1", "F": "7", "G": "5", "H": "8", "E": "9", "Z": "10"}
TYPE_NAMES = {
    "1": "行政许可", "5": "行政给付", "7": "行政确认", "8": "行政奖励", "9": "行政裁决",
    "10": "其他行政权力", "20": "公共服务",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ItemCode:
    """The parts of an item's code: base code, area, and the code of the body inside it."""

    base: str
    area: str | None
    body: str | None

    @property
    def letter(self) -> str | None:
        """The letter of the base code that tells the type of item."""
        found = _LETTER.match(self.base)
        return (found[1] or found[2]) if found else None


def item_code(code: str) -> ItemCode:
    """Take an item's code apart; what does not follow the common grammar is all base.

    >>> item_code("511A0004200009-511602000000-000-11511301008778490F-1-00")
    ItemCode(base='511A0004200009', area='511602', body='11511301008778490F')
    >>> item_code("E-000021-001-1111111111111111").body
    '1111111111111111'
    """
    full = _ITEM.fullmatch(code)
    if full:
        return ItemCode(full["base"], full["area"][:6], full["body"])
    old = _OLD_ITEM.fullmatch(code)
    return ItemCode(old["base"], None, old["body"]) if old else ItemCode(code, None, None)


def check_digit(first17: str) -> str:
    """The 18th character of a unified code (GB 32100-2015). Raises ValueError for a character not allowed.

    >>> check_digit("11511301008778490")
    'F'
    """
    total = sum(_SIGNS.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return _SIGNS[-total % 31]


def code_trait(code: str) -> str | None:
    """What is odd about the code of a body, in a few words; None for a sound unified code.

    >>> [code_trait(c) for c in ("2222222222222", "083372204", "1151130000877869M", "11511301008778490F")]
    ['占位代码（同一数字重复）', '旧 9 位组织机构代码', '只有 17 位，缺校验位', None]
    """
    bare = code.replace("-", "")
    if len(bare) >= 4 and len(set(bare)) == 1:
        return "占位代码（同一数字重复）"
    if re.fullmatch(r"[0-9A-Z]{8}[0-9X]", bare):
        return "旧 9 位组织机构代码"
    if len(bare) == 17:
        return "只有 17 位，缺校验位"
    if len(bare) != 18:
        return f"长度 {len(bare)} 位，不是 18 位"
    if bare != bare.upper():
        return "末位是小写字母" if bare[:-1] == bare[:-1].upper() else "含小写字母"
    if any(c not in _SIGNS for c in bare):
        return "含有不允许的字符"
    return None if check_digit(bare[:17]) == bare[17] else "校验位不符（GB 32100）"
