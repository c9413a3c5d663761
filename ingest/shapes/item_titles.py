"""The name of an item of which a list tells the parts: 主项 and 子项."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.cells import Cell
from ingest.cues import operation_of_brackets
from ingest.entries import Page

_WHOLE = 4  # a shorter part of an item means nothing without its item


def whole_title(main: str, part: str) -> str:
    """The name of a part of an item: its own, unless it says nothing without the name of the item.

    >>> whole_title("婚姻登记", "结婚登记"), whole_title("取水许可", "变更"), whole_title("取水许可", "首次申请")
    ('结婚登记', '取水许可（变更）', '取水许可（首次申请）')
    >>> whole_title("取水许可", "取水许可（延续）")
    '取水许可（延续）'
    """
    if not part or part == main:
        return main
    bare = re.sub(r"^[\d一二三四五六七八九十]+[.．、]\s*", "", part)
    stands = bare.startswith(main) or (len(bare) >= _WHOLE and operation_of_brackets(f"（{bare}）") is None)
    return bare if stands or not main else f"{main}（{bare}）"


def titled(page: Page, row: int, main_row: int = 0) -> Cell | None:
    """What names the item of a row: the cell of its title, or that of the part of it which the row is about; the title
    stands in `main_row` where that is another one."""
    title, part = page.cell(main_row or row, "title"), page.cell(row, "sub")
    if title is None or part is None or not part.text:
        return title
    return replace(part, text=whole_title(title.text, part.text))
