"""A clause that sets up a joint conference or the like, with who leads it, who sits in it and who keeps its office:
建立某联席会议，由甲局牵头，成员单位为乙局、丙局，办公室设在甲局。"""

from __future__ import annotations

import re
from dataclasses import replace

from graph.ids import node_id
from ingest.common import state_listed
from ingest.entries import Entries, Page, Thing
from ingest.names import Match
from ingest.shapes.paragraphs import Node
from ingest.shapes.sentences import Reader

_SET_UP = re.compile(
    r"(?:建立|设立|成立|组建|实行|健全)(?:健全|完善)?(?P<name>[\u4e00-\u9fff“”]{2,30}?(?:联席会议|领导小组|协调小组|工作小组|专班|协调会议|会商会议))"
    r"(?:制度|机制)?(?=[，,。；;]|$)"
)
_ENDS = r"(?=等?(?:有关|相关)?(?:部门|单位)?(?:[。；;]|$|[，,](?:由|成员|办公室|日常|下设|牵头|召集|定期|每|其|并|联席|会议)))"
_WHO, _NAMES = r"(?P<who>[^，,。；;]{2,60}?)", r"(?P<who>[^。；;由]{2,300}?)"
_CALLS = r"(?:牵头|召集人?|组长)单位"
_SOME = r"(?:等(?:有关|相关)?(?:部门|单位)?)?"
_SEATS = tuple(
    (link, cue, re.compile(words))
    for link, cue, words in (
        ("LED_BY", "牵头", rf"由{_WHO}(?:负责)?(?:牵头|召集|(?:担任|为){_CALLS})"),
        ("LED_BY", "牵头单位", rf"{_CALLS}(?:为|是|由|[:：]){_WHO}(?:担任)?(?=[，,。；;]|$)"),
        ("HAS_MEMBER", "成员单位", rf"成员单位(?:为|是|有|由|包括|[:：])+{_NAMES}(?:组成)?{_ENDS}"),
        ("HAS_MEMBER", "成员单位", rf"由{_NAMES}{_SOME}(?:组成|参加|为成员单位)"),
        ("OFFICE_AT", "办公室设在", rf"(?:办公室|办事机构)(?:设在|设于|挂靠){_WHO}(?=[，,。；;]|$)"),
        ("OFFICE_AT", "日常工作", rf"(?:办公室|日常)(?:日常)?工作由{_WHO}(?:承担|负责)"),
    )
)


def take_conference(entries: Entries, page: Page, node: Node, reader: Reader) -> bool:
    """State the body that a clause sets up and its seats; False for a clause that sets up none, or names nobody in it."""
    found = _SET_UP.search(node.text)
    if found is None or node.below:
        return False
    rest = node.text[found.end() :]
    seats: dict[str, tuple[str, str]] = {}
    for link, cue, pattern in _SEATS:
        for match in pattern.finditer(rest):
            if link not in seats and reader.names(match["who"]):
                seats[link] = match["who"], cue
    if not seats:
        return False
    name = _full(found["name"], entries)
    cell = replace(node.cell, text=node.number + node.text)
    made = node_id("CoordinatingBody", {"name": name, "region": entries.region})
    entries.node(page, cell, "CoordinatingBody", id=made, name=name, region=entries.region)
    state_listed(entries, page, cell.row, cell, made)
    thing = Thing(made, name, "CoordinatingBody")
    for link, (who, cue) in seats.items():
        said = {"role": cue} if link == "HAS_MEMBER" else {}
        for body in entries.parties(page, replace(cell, text=who)):
            entries.link(page, cell, link, made, body.id, body=body, thing=thing, cue=cue, **said)
    return True


def _full(name: str, entries: Entries) -> str:
    """The name as the register has it, else with its place in place of the letter that stands for it."""
    known = entries.book.coordinating(name, entries.region)
    if isinstance(known, Match):
        return known.name
    place = entries.book.places.get(entries.region, "")
    return place + name[1:] if place and name[0] == place[-1] else name
