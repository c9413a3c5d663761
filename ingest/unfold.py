"""Tables that are laid out otherwise than as one row a thing, made into such: nothing is lost, and every text keeps
the address of the cell it stands in.

- a form, whose labels stand beside their values, becomes a header and a row a card (see cards.py);
- a table that lies on its side, its matters across the top, is turned upright (see transposed.py);
- a row that a page broke in two becomes one;
- a column headed 承接部门及工作方式, whose cells say both, becomes two (see joined_columns.py);
- a column that says from whom and to whom an item moved becomes one of each (see from_to.py);
- a row whose cell numbers several items becomes a row an item (see several_items.py);
- a table of several lists of a town becomes one table a list (see lists_of_towns.py);
- a list of moves whose rows stand under the names of those who give them gets a column of these (see giver_banners.py);
- blocks of rows, each under a title and the same header again, become one table (see blocks.py);
- a table of matters with a column of bodies, and one of what each of them does, gets the headings that say so.
"""

from __future__ import annotations

from dataclasses import replace

from ingest import from_to, giver_banners, joined_columns, several_items
from ingest.banners import bannered
from ingest.blocks import titled, worded
from ingest.cards import carded
from ingest.cells import Sheet
from ingest.headings import heading
from ingest.known_headings import known_headings
from ingest.lists_of_towns import by_list
from ingest.transposed import upright


def unfolded(sheet: Sheet) -> list[Sheet]:
    """The tables that a sheet really holds: itself, where it is laid out as one row a thing.

    >>> from ingest.cells import grid
    >>> form = ["事项名称 取水许可", "审批部门 市审批局 监管部门 市水务局", "审批环节 受理、决定"]
    >>> texts = {(r, c): t for r, row in enumerate(form, 1) for c, t in enumerate(row.split(), 1)}
    >>> [[(c.text, c.address) for c in made.filled(2)] for made in unfolded(grid(texts, "表"))]
    [[('取水许可', 'B1'), ('市审批局', 'B2'), ('市水务局', 'D2'), ('受理、决定', 'B3')]]
    """
    made = carded(sheet) or upright(sheet)
    made = several_items.apart(from_to.parted(joined_columns.parted(_mended(made))))
    made = worded(bannered(titled(giver_banners.given_by(made))))
    return by_list(made)


def _mended(sheet: Sheet) -> Sheet:
    """The sheet with every row whole that goes on below a header repeated on the next page.

    Such a row has no number, where all others have one, and fewer cells than the row it goes on with.
    """
    rows = list(sheet.rows)
    each = (tuple(heading(c.text) for c in sheet.filled(n)) for n in range(1, len(rows) + 1))
    top, head = next(
        ((n, t) for n, t in enumerate(each) if sum(x in known_headings() for x in t) >= 3), (0, ("",))
    )
    if head[0] not in ("序号", "编号"):
        return sheet
    column = sheet.filled(top + 1)[0].column
    numbers = (row[column - 1].text for row in rows[top + 1 :])
    if not any(heading(n) == head[0] for n in numbers if not n.isdecimal()):
        return sheet  # sooner known than all headings of all rows
    texts = [tuple(heading(c.text) for c in sheet.filled(n)) for n in range(1, len(rows) + 1)]
    if texts.count(head) < 2:
        return sheet
    below = [n for n in range(top + 1, len(rows)) if texts[n] and texts[n] != texts[top]]
    bare = [n for n in below if not rows[n][column - 1].text and texts[n - 1] == texts[top]]
    alike = [n for n in below if not rows[n][column - 1].text and len(texts[n]) > 1 and n not in bare]
    if not bare or alike:  # rows without a number are common here
        return sheet
    for n in bare:
        above = next((m for m in range(n - 2, top, -1) if texts[m] and texts[m] != texts[top]), None)
        if above is None or len(texts[n]) >= len(texts[above]):
            continue
        rows[above] = [
            replace(c, text=c.text + d.text) if d.text and c.text else replace(c, text=c.text or d.text)
            for c, d in zip(rows[above], rows[n], strict=True)
        ]
        rows[n] = [replace(c, text="", merged_from=None) for c in rows[n]]
    return replace(sheet, rows=rows)
