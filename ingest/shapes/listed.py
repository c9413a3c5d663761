"""A clause that gives a body a row of items below it: 甲局负责下列事项的审批：（一）取水许可；（二）排水许可。"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.common import state_listed
from ingest.entries import Entries, Page, Thing
from ingest.item_words import operation_of_brackets
from ingest.shapes.numbering import ending
from ingest.shapes.paragraphs import Node
from ingest.shapes.powers import kind_of_title
from ingest.shapes.sentences import Reader
from ingest.stage_words import ending_part, parts_of

_THESE = r"(?:下列|以下|如下)[^，,：:。由]{0,10}?(?:事项|许可|项目|行为)"
_DOES = r"(?:依法|统一|具体|集中)*(?:负责|承担|实施|行使|办理)?"
_LISTED = (
    re.compile(rf"由?(?P<who>[^：:。]{{2,60}}?){_DOES}(?:对)?{_THESE}(?:的|进行|实施)*(?P<act>[^，,：:。]{{2,12}})[:：]"),
    re.compile(rf"{_THESE}[，,]?由(?P<who>[^：:。]{{2,60}}?){_DOES}(?P<act>[^，,：:。负承实行办]{{2,12}})[:：]"),
)  # fmt: skip
_ROLES = ("APPROVES", "SUPERVISES", "ENFORCES")
_ITEM = re.compile(r"[^，,。；;：:]{3,60}(?:[（(][^（）()]{1,40}[）)])?")


def take_listed(entries: Entries, page: Page, node: Node, reader: Reader) -> bool:
    """State the items below a clause with what its bodies are to them; False for any other clause, and where what stands
    below is more than names of items."""
    found = next((m for p in _LISTED if (m := p.fullmatch(node.text.strip()))), None)
    if found is None or not node.below or not reader.names(found["who"]):
        return False
    known = parts_of(found["act"])
    part = known[0] if len(known) == 1 and known[0].role else ending_part(found["act"])
    names = [ending(child.text).rstrip("；;。和及 ") for child in node.below]
    plain = all(_ITEM.fullmatch(name) and not reader.leading(name)[0] for name in names)
    if part is None or part.role not in _ROLES or not plain or any(child.below for child in node.below):
        return False
    entries.stated_rows.add((page.name, node.cell.row))
    who = replace(node.cell, text=found["who"])
    for child, name in zip(node.below, names, strict=True):
        cell = replace(child.cell, text=child.number + child.text)
        made = entries.node(
            page, cell, "ApprovalItem", name=name, region=entries.region, related=False, status="active",
            operation=operation_of_brackets(name), kind=kind_of_title(name),
        )  # fmt: skip
        state_listed(entries, page, cell.row, cell, made)
        for position, body in enumerate(entries.parties(page, who), 1):
            thing = Thing(made, name, "ApprovalItem")
            entries.role(page, cell, part.role, body, thing, cue=part.word, text=node.text, position=position)
    return True
