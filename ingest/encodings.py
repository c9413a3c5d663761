"""The text of a file whose encoding nobody can be trusted to know."""

from __future__ import annotations

import re

from ingest.cells import ReadProblem
from ingest.problem import Problem

_STRAY = 1000  # of so many characters one may be damaged
_LOOK = 20_000
_USUAL = re.compile("[\t\n\r -~\u2010-\u2040\u3000-\u3020\u4e00-\u9fff\uff00-\uff60]")
_TODO = "另存为 UTF-8 编码再导入"


def decode(content: bytes) -> tuple[str, str]:
    """Text of a file and the encoding it was in; what the file declares of itself is not asked.

    A byte order mark decides; else what is valid UTF-8 is UTF-8, and all else GB18030 (which holds GBK and
    GB2312), or UTF-16 where it reads so and has bytes that are zero. Single damaged characters in a long text become \ufffd.
    Raises ReadProblem when the text is none of these.

    >>> decode("序号".encode("gb18030")), decode("序号".encode("utf-8-sig"))
    (('序号', 'gb18030'), ('序号', 'utf-8'))
    >>> decode("序号".encode("utf-16")), decode("1,甲".encode("utf-16-be"))
    (('序号', 'utf-16'), ('1,甲', 'utf-16'))
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _wide(content, "utf-16")
    if b"\x00" in content:
        for encoding in ("utf-16-le", "utf-16-be"):
            if _likely(content, encoding):
                return _wide(content, encoding)
        raise ReadProblem("文件含有二进制内容，不是文字", "确认文件后重新导出")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    return _nearly(content)


def _likely(content: bytes, encoding: str) -> bool:
    """Whether nearly all of a text is what lists are written in, when read so."""
    if len(content) % 2 or len(content) < 4:
        return False
    text = content[: 2 * _LOOK].decode(encoding, errors="replace")
    return len(_USUAL.findall(text)) * 20 > len(text) * 19


def _wide(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), "utf-16"
    except UnicodeDecodeError as error:
        raise ReadProblem("文件是 UTF-16 编码，但不完整（可能没有传完）", _TODO) from error


def _nearly(content: bytes) -> tuple[str, str]:
    tried = ((content.decode(e, errors="replace"), e) for e in ("utf-8-sig", "gb18030"))
    text, encoding = min(tried, key=lambda t: t[0].count("\ufffd"))
    if text.count("\ufffd") * _STRAY > len(text):
        raise ReadProblem("文字编码既不是 UTF-8 也不是 GB18030", _TODO)
    return text, encoding.removesuffix("-sig")


def told(file: str, encoding: str) -> list[Problem]:
    """What to say of an encoding: nothing of UTF-8, an info of any other.

    >>> [p.message for p in told("a.csv", "gb18030")], told("a.csv", "utf-8")
    (['文件按 GB18030 编码读取'], [])
    """
    if encoding == "utf-8":
        return []
    message = f"文件按 {encoding.upper()} 编码读取"
    return [Problem("DQ-ENC", "info", file, "", "", message, "如有乱码，请另存为 UTF-8 编码")]
