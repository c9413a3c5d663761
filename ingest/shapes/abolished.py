"""Reads from a text the coordinating bodies that it does away with: 撤销某联席会议, 某领导小组同时撤销."""

from __future__ import annotations

import re
from collections.abc import Collection

from graph.ids import node_id
from ingest.common import state_listed
from ingest.entries import Entries, Page
from ingest.names import Match

_KIND = r"(?:领导小组|协调小组|工作小组|委员会|指挥部|联席会议|工作专班|专班)"
_ONE = rf"原?[\u4e00-\u9fff“”]{{3,36}}?{_KIND}(?!办公室|成员)"
_NAMES = rf"(?P<names>{_ONE}(?:(?:、|以及|和|及){_ONE})*)"
_BEFORE = re.compile(rf"(?:撤销|不再保留){_NAMES}")
_AFTER = re.compile(rf"(?:^|[，,的]){_NAMES}(?:同时|随之|即行|一并|予以|相应|自行|均)*(?:撤销|不再保留)")
_NOT_YET = re.compile(r"后[，,]?[^，,]*撤销|如|拟|建议|届时|可以|应当|期满|到期|申请|不得|不予")


def abolished(text: str, place: str) -> list[str]:
    """Full names of the coordinating bodies of a place that a text abolishes; what is to end some day stays.

    >>> abolished("2021年设立的市养老服务联席会议同时撤销。任务完成后市节水领导小组自行撤销。", "临澜市")
    ['临澜市养老服务联席会议']
    >>> abolished("决定撤销临澜市节水领导小组。领导小组撤销后，由市水务局负责", "临澜市")
    ['临澜市节水领导小组']
    """
    made: list[str] = []
    for sentence in re.split(r"[。；;\n]", text):
        if _NOT_YET.search(sentence):
            continue
        for found in (*_BEFORE.finditer(sentence), *_AFTER.finditer(sentence)):
            for one in re.findall(_ONE, found["names"]):
                name = re.sub(r"^(?:、|以及|和|及)?原?|[“”]", "", one)
                if name.startswith(place):
                    made.append(name)
                elif name[0] == place[-1:]:
                    made.append(place + name[1:])
    return list(dict.fromkeys(made))


def state_abolished(entries: Entries, page: Page, founded: Collection[str]) -> None:
    """State the bodies that a text abolishes as such; `founded` are those that it sets up."""
    place = entries.book.places.get(entries.region, "")
    seen: set[str] = set()
    for row in range(1, len(page.sheet.rows) + 1):
        for cell in page.sheet.filled(row) if place else ():
            for said in abolished(cell.text, place):
                known = entries.book.coordinating(said, entries.region)
                name = known.name if isinstance(known, Match) else said
                made = known.id if isinstance(known, Match) else None
                made = made or node_id("CoordinatingBody", {"name": name, "region": entries.region})
                if name not in founded and made not in seen:
                    seen.add(made)
                    body = entries.node(
                        page, cell, "CoordinatingBody", id=made, name=name, region=entries.region, status="revoked"
                    )  # fmt: skip
                    state_listed(entries, page, cell.row, cell, body)
                    message = f"写明撤销“{name}”，读作已撤销的议事协调机构"
                    entries.problem(
                        page, cell, "CLAUSE", "info", message, "议事协调机构清单中仍有的，请一并更新"
                    )
