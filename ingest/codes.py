"""Codes of bodies and of service items, and what is odd about them. Odd is never a reason to refuse.

Each oddity has a code of its own: FORM (not written as the grammar asks), CHECK (check character, GB 32100),
AREA (area, GB/T 2260), BODY (the code of another body), TYPE (letter against type of item) and PLACEHOLDER,
all beginning with `DQ-CODE-`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FORM, CHECK, AREA, BODY, TYPE, PLACEHOLDER = (
    f"DQ-CODE-{said}" for said in ("FORM", "CHECK", "AREA", "BODY", "TYPE", "PLACEHOLDER")
)
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100 leaves out I O S V Z
_BASE = re.compile(r"\d{3}([A-Z0-9])\d{5}(?:\d{3}|\d{5})")  # catalogue, type, main item, sub item
_ITEM = re.compile(r"(?P<base>[0-9A-Za-z.]+(?:-[0-9A-Za-z]+)*?)-(?P<area>\d{12})-\w{3}-(?P<body>.+)-\d-\d\d")
_OLD_ITEM = re.compile(r"(?P<base>[A-Z0-9]{1,2})-\d{5,6}(?:-\d{3})?-(?P<body>[0-9A-Za-z]+)")
_JOINED = re.compile(r"(?P<body>[1-9A-GY][1-9]\d{6}[0-9A-Za-z]{10})(?P<base>\d{13}(?:\d{2})?)")
_OLD_BASE = re.compile(r"([A-Z])(?:-|$)")
_PROVINCES = re.compile(r"1[0-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]")
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
    def standard(self) -> bool:
        """Whether the base code has 12 or 14 characters as the grammar asks, and the rest is there too."""
        return _BASE.fullmatch(self.base) is not None and self.area is not None

    @property
    def letter(self) -> str | None:
        """The letter of the base code that tells the type of item."""
        found = _BASE.fullmatch(self.base) or _OLD_BASE.match(self.base)
        return found[1] if found and found[1].isalpha() else None


@dataclass(frozen=True, slots=True)
class Trait:
    """What is odd about a code: the code of the problem, and a few words."""

    code: str
    words: str


def item_code(code: str) -> ItemCode:
    """Take an item's code apart; what follows none of the known grammars is all base.

    Known are base code – area – 000 – body – 1 – 00, the older E-000010-001-body, and the body's code
    with 13 or 15 digits right behind it.

    >>> item_code("511A0004200009-511602000000-000-11511301008778490F-1-00")
    ItemCode(base='511A0004200009', area='511602', body='11511301008778490F')
    >>> item_code("E-000021-001-1111111111111111").body
    '1111111111111111'
    >>> item_code("11511301008778490F2000104001000").base
    '2000104001000'
    """
    full = _ITEM.fullmatch(code)
    if full:
        return ItemCode(full["base"], full["area"][:6], full["body"])
    joined = _JOINED.fullmatch(code)
    if joined:
        return ItemCode(joined["base"], None, joined["body"])
    old = _OLD_ITEM.fullmatch(code)
    return ItemCode(old["base"], None, old["body"]) if old else ItemCode(code, None, None)


def form_trait(code: str) -> Trait | None:
    """What is odd about the writing of a whole item code, None where it follows the grammar.

    >>> form_trait("511A0004200009-511602000000-000-11511301008778490F-1-00")
    >>> form_trait("E-000021-001-1111111111111111").words
    '旧式编码，没有区划'
    >>> [form_trait(c).code for c in ("1J-5100-00027-511602000000-000-11511301008778490F-1-00", "99999999")]
    ['DQ-CODE-FORM', 'DQ-CODE-PLACEHOLDER']
    """
    parts = item_code(code)
    if parts.standard:
        return None
    if _repeated(code):
        return Trait(PLACEHOLDER, "占位代码（同一数字重复）")
    if parts.body is None:
        return Trait(FORM, "不合常用写法，取不出机构代码")
    if parts.area is None:
        return Trait(
            FORM, "基本编码与机构代码相连，没有区划" if parts.base.isdecimal() else "旧式编码，没有区划"
        )
    return Trait(FORM, f"基本编码 {parts.base} 不是 12 位或 14 位的写法")


def check_digit(first17: str) -> str:
    """The 18th character of a unified code (GB 32100-2015). Raises ValueError for a character not allowed.

    >>> check_digit("11511301008778490")
    'F'
    """
    total = sum(_SIGNS.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return _SIGNS[-total % 31]


def known_area(code: str) -> bool:
    """Whether six digits begin with a province of GB/T 2260 (10 is the centre).

    >>> known_area("511602"), known_area("991602")
    (True, False)
    """
    return re.fullmatch(r"\d{6}", code) is not None and _PROVINCES.fullmatch(code[:2]) is not None


def body_trait(code: str) -> Trait | None:
    """What is odd about the code of a body; None for a sound unified code.

    >>> [body_trait(c).code for c in ("2222222222222", "083372204", "11511301008778490A", "11991301008778490B")]
    ['DQ-CODE-PLACEHOLDER', 'DQ-CODE-FORM', 'DQ-CODE-CHECK', 'DQ-CODE-AREA']
    """
    bare = code.replace("-", "")
    if _repeated(bare):
        return Trait(PLACEHOLDER, "占位代码（同一数字重复）")
    if re.fullmatch(r"[0-9A-Z]{8}[0-9X]", bare):
        return Trait(FORM, "旧 9 位组织机构代码")
    if len(bare) == 17:
        return Trait(FORM, "只有 17 位，缺校验位")
    if len(bare) != 18:
        return Trait(FORM, f"长度 {len(bare)} 位，不是 18 位")
    if bare != bare.upper():
        only_last = bare[:-1] == bare[:-1].upper()
        return Trait(FORM, "末位是小写字母" if only_last else "含小写字母")
    if any(c not in _SIGNS for c in bare):
        return Trait(FORM, "含有不允许的字符")
    if check_digit(bare[:17]) != bare[17]:
        return Trait(CHECK, "校验位不符（GB 32100）")
    return None if known_area(bare[2:8]) else Trait(AREA, f"其中的区划 {bare[2:8]} 不存在（GB/T 2260）")


def code_trait(code: str) -> str | None:
    """What is odd about the code of a body, in a few words; None for a sound unified code.

    >>> [code_trait(c) for c in ("2222222222222", "083372204", "1151130000877869M", "11511301008778490F")]
    ['占位代码（同一数字重复）', '旧 9 位组织机构代码', '只有 17 位，缺校验位', None]
    """
    found = body_trait(code)
    return found.words if found else None


def _repeated(code: str) -> bool:
    return len(code) >= 4 and len(set(code)) == 1
