"""Forms and cards, whose labels stand beside their values, one card below the other: made into a header and a row a card.

A row may hold several labels, each before its value, and a word for a group of them at its left (批 | 审批部门 | …). A
card begins where its first label comes again, or under a row of its own that names the matter (【3】取水).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.acts import begins_with_name
from ingest.cells import Cell, Sheet
from ingest.groups import nobody
from ingest.headings import heading, meaning
from ingest.known_headings import known, known_headings
from ingest.relaid import relaid

_LABEL_LENGTH = 16
_GROUP_LENGTH = 4
_TITLE_LENGTH = 80
_LOOKED_AT = 100
_FEW = 3  # labels of a form, and rows
_SEAL = re.compile(r"[（(](?:签|盖|公|印)?章[)）][:：]?$")
_TITLE = "职责事项"
_MATTERS = {"事项名称", "许可事项", "项目名称", "职责名称", "管理事项"}

_Pair = tuple[Cell, Cell | None]


@dataclass(slots=True)
class _Form:
    """The labels of a sheet with their values, by row, the cells that stand alone in a row, and the last row of all labels."""

    pairs: dict[int, list[_Pair]] = field(default_factory=dict)
    titles: dict[int, Cell] = field(default_factory=dict)
    last: int = 0


def carded(sheet: Sheet) -> Sheet | None:
    """A form as a header and one row a record; None for anything that is no form.

    >>> from ingest.cells import grid
    >>> rows = ["【1】取水", "主办单位 市水务局 协办单位 市住建局", "依据 水法", "【2】采砂", "主办单位 市公安局", "依据 刑法"]
    >>> made = carded(grid({(r, c): t for r, x in enumerate(rows, 1) for c, t in enumerate(x.split(), 1)}, "表"))
    >>> [[c.text for c in made.filled(row)] for row in (1, 2, 3)]
    [['职责事项', '主办单位', '协办单位', '依据'], ['【1】取水', '市水务局', '市住建局', '水法'], ['【2】采砂', '市公安局', '刑法']]
    """
    last = len(sheet.rows)
    if last > sheet.start + _LOOKED_AT and _read(sheet, sheet.start + _LOOKED_AT) is None:
        return None  # its first rows tell sooner than all of them
    found = _read(sheet, last)
    return _laid_out(sheet, *found) if found else None


def _read(sheet: Sheet, last: int) -> tuple[_Form, list[str]] | None:
    """What the rows of a sheet hold up to a last one, and the labels that have values; None where they are no form."""
    form = _form(sheet, last)
    if form is None or len(form.pairs) < _FEW:
        return None
    pairs = [pair for row in form.pairs.values() for pair in row]
    labels = list(dict.fromkeys(heading(label.text) for label, value in pairs if value is not None))
    counted = Counter(heading(label.text) for label, _ in pairs)
    exact = [text for text in labels if text in known_headings()]
    told = [
        t for t in labels if t in known_headings() or meaning(t) or counted[t] * 2 > counted[labels[0]] > 1
    ]
    taken = sum(known(v.text) for _, v in pairs if v is not None)
    plain = len(exact) >= _FEW and len(told) * 10 >= len(labels) * 6 and taken * 10 <= len(pairs)
    return (form, labels) if plain else None


def _form(sheet: Sheet, last: int) -> _Form | None:
    """What a sheet holds, if all of its rows are labels with values, but for titles and notes of one cell."""
    found, fixed = _Form(), _recurring(sheet, last)
    for row in range(sheet.start, last + 1):
        cells = sheet.filled(row)
        if len(cells) == 1 and not known(cells[0].text):
            found.titles[row] = cells[0]
        elif cells and all(_SEAL.search(c.text) for c in cells[::2]):
            found.last = row  # where the bodies put their seals
        elif cells:
            pairs = _pairs(cells, fixed)
            bare = [label for label, value in pairs if value is None]
            if len(bare) >= _FEW or not all(_label(label.text) for label, _ in pairs):
                return None  # the header of a table, or sentences
            found.pairs[row], found.last = pairs, row
    return found


def _recurring(sheet: Sheet, last: int) -> set[tuple[int, str]]:
    """The labels that only their coming again shows: short texts in one column, as often as known ones mostly are."""
    cells = [c for row in range(sheet.start, last + 1) for c in sheet.filled(row)]
    counted = Counter((c.column, c.text) for c in cells if len(c.text) <= _LABEL_LENGTH)
    most = max((n for (_, text), n in counted.items() if known(text)), default=0)
    return {
        key
        for key, n in counted.items()
        if n > 1 and n * 10 >= most * 6 and not begins_with_name(key[1]) and not nobody(key[1])
    }


def _pairs(cells: Sequence[Cell], fixed: set[tuple[int, str]]) -> list[_Pair]:
    """The labels of a row with their values; a label before another one has none, and a word for a group neither: a short
    one, to which no value is left."""
    grouped = (
        len(cells) % 2 and len(cells) > 1 and len(cells[0].text) <= _GROUP_LENGTH and not known(cells[0].text)
    )
    found: list[_Pair] = [(cells[0], None)] if grouped else []
    at = len(found)
    while at < len(cells):
        value = cells[at + 1] if at + 1 < len(cells) else None
        if value is not None and (known(value.text) or (value.column, value.text) in fixed):
            value = None
        found.append((cells[at], value))
        at += 1 if value is None else 2
    return found


def _label(text: str) -> bool:
    """Whether a text may be the label of a field of a form."""
    return len(heading(text)) <= _LABEL_LENGTH and not re.search(r"[。；;！？]|\d{3}", text)


def _laid_out(sheet: Sheet, form: _Form, labels: list[str]) -> Sheet:
    """The form as a header and one row a card, between what stands above and below it."""
    titles = _titles(form, labels)
    heads: dict[str, Cell] = {}
    cards: list[dict[str, Cell]] = []
    begun: set[str] = set()
    for row, pairs in form.pairs.items():
        if row in titles:
            cards.append({_TITLE: titles[row]})
            heads.setdefault(_TITLE, replace(titles[row], text=_TITLE))
        for label, value in pairs:
            name = heading(label.text)
            heads.setdefault(name, label)
            if not cards or (not titles and name == labels[0] and name in begun):
                cards.append({})
                begun = set()
            begun.add(name)
            if value is not None:
                earlier = cards[-1].get(name)
                text = f"{earlier.text}\n{value.text}" if earlier else value.text
                cards[-1][name] = replace(earlier or value, text=text)
    order = [*([_TITLE] if titles else []), *labels]
    lines = [[line.get(name) for name in order] for line in (heads, *cards)]
    first = min([*form.pairs, *(cell.row for cell in titles.values())])
    return relaid(sheet, first, form.last, lines)


def _titles(form: _Form, labels: Sequence[str]) -> dict[int, Cell]:
    """The titles of the cards by the row below each: where no label is that of the matter, and the same label comes first
    below them all."""
    if any((said := meaning(text)) and said.kind == "matter" for text in labels) or _MATTERS & {*labels}:
        return {}
    below = {min((r for r in form.pairs if r > row), default=0): cell for row, cell in form.titles.items()}
    below.pop(0, None)
    firsts = {heading(form.pairs[row][0][0].text) for row in below}
    plain = all(len(cell.text) <= _TITLE_LENGTH for cell in below.values())
    return below if len(below) > 1 and len(firsts) == 1 and plain else {}
