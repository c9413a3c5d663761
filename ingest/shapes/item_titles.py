"""The name of an item of which a list tells the parts: 主项 and 子项."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.cells import Cell
from ingest.entries import Page
from ingest.item_words import operation_of_brackets

_NUMBERED = re.compile(
    r"(?:^|[\n；;。]\s*)(?:[（(][\d一二三四五六七八九十]{1,2}[)）]|[\d一二三四五六七八九十]{1,2}[.．、]|[①-⑳])(?!\d)"
)
_WHOLE = 4  # a shorter part of an item means nothing without its item


def whole_title(main: str, part: str) -> str:
    """The name of a part of an item: its own, unless it says nothing without the name of the item.

    >>> whole_title("婚姻登记", "结婚登记"), whole_title("取水许可", "变更"), whole_title("取水许可", "首次申请")
    ('结婚登记', '取水许可（变更）', '取水许可（首次申请）')
    >>> whole_title("取水许可", "取水许可（延续）")
    '取水许可（延续）'
    >>> whole_title("取水许可", "1.新办\\n2.延续"), whole_title("取水许可", "新办、变更、注销")
    ('取水许可', '取水许可')
    """
    if not part or part == main or (main and _several(part)):
        return main
    bare = re.sub(r"^[\d一二三四五六七八九十]+[.．、]\s*", "", part)
    stands = bare.startswith(main) or (len(bare) >= _WHOLE and operation_of_brackets(f"（{bare}）") is None)
    return bare if stands or not main else f"{main}（{bare}）"


def _several(part: str) -> bool:
    """Whether a cell of parts lists several of them: each under a number of its own, or nothing but ways of handling
    (新办、变更、注销). The item as a whole is what its row is about then."""
    if len(_NUMBERED.findall(part)) > 1:
        return True
    pieces = [p.strip() for p in re.split(r"[、，,；;/\n]", part) if p.strip()]
    return len(pieces) > 1 and all(operation_of_brackets(f"（{p}）") is not None for p in pieces)


def titled(page: Page, row: int, main_row: int = 0) -> Cell | None:
    """What names the item of a row: the cell of its title, or that of the part of it which the row is about; the title
    stands in `main_row` where that is another one."""
    title, part = page.cell(main_row or row, "title"), page.cell(row, "sub")
    if title is None or part is None or not part.text:
        return title
    return replace(part, text=whole_title(title.text, part.text))
