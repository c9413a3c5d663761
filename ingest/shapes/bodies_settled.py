"""Shapes tables of what became of coordinating bodies: renamed, merged, abolished, whose office moved where, who has
their work now."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.ids import node_id
from ingest.cells import Cell
from ingest.common import state_listed
from ingest.cues import role_at_start
from ingest.entries import Entries, Page, Thing
from ingest.names import Match
from ingest.shapes.bodies_detail import Seats, departments, named_rows
from ingest.shapes.sentences import Reader

_NAME = r"[“\"「]?(?P<name>[^，,。；;]{2,40}?)[”\"」]?(?=[，,。；;]|$)"
_NOW = re.compile(rf"(?:更名|改名|合并|整合|归并|调整|组建)(?:设立|组建)?为{_NAME}")
_INTO = re.compile(rf"(?:并入|归并(?:到|至|入)|合并(?:到|至|入)|整合(?:到|至|入)){_NAME}")
_OFFICE = re.compile(
    r"办公室(?:由[^，,。；;]{2,30}?)?(?:改|移|调整|变更)*(?:设|移|设置|挂靠|调整|变更)*(?:在|至|到|于|为)(?P<who>[^，,。；;]{2,40})"
)
_WORK = re.compile(
    r"(?P<of>[^，,。；;由]{0,20}?)(?:转|改|交|统一|继续)?(?:由|(?:并入|划归|划入|移交(?:给|至)?|转交(?:给)?|交(?:给)?)(?=.{2}))(?P<who>.{3,})"
)
_PLAIN = re.compile(
    r"(?:其|原|原有|相关|有关|后续|遗留|日常|具体|承担的|的)*(?:工作|职责|职能|任务|事项|事务)?"
)
_ENDED = (("merged", re.compile("并入|合并|归并|整合")), ("revoked", re.compile("撤销|取消|不再保留|注销")))


def shape(entries: Entries, page: Page) -> None:
    """State what each row says of the bodies it names; what it says of a body and cannot be read is told."""
    seats = Seats(entries, page, "members")
    for row, cell in named_rows(entries, page):
        opinion = page.text(row, "opinion")
        now, into = _NOW.search(opinion), _INTO.search(opinion)
        names = [n.strip() for n in re.split(r"[、\n]", cell.text) if n.strip()]
        renamed = now is not None and len(names) == 1
        living = None
        if now or not into:
            living = _state(
                entries,
                page,
                row,
                cell,
                now["name"] if now else cell.text,
                names[0] if renamed else "",
                _status(page, row),
            )
        for name in names if (now or into) and not renamed else ():
            _state(entries, page, row, cell, name, "", "merged")
        if into:
            living = _thing(entries, page, cell, into["name"], None)
        if living is not None:
            _office(entries, page, row, living)
            members = page.cell(row, "members")
            if members is not None and members.text:
                seats.state(members, living)
        _work(entries, page, row, names[0] if len(names) == 1 else cell.text)


def _status(page: Page, row: int) -> str | None:
    """What became of a body, as its opinion says, or the table where it has none."""
    if _NOW.search(page.text(row, "opinion")):
        return None
    said = page.text(row, "opinion") or page.caption("work") + page.sheet.heading
    return next((status for status, words in _ENDED if words.search(said)), None)


def _thing(
    entries: Entries, page: Page, cell: Cell, name: str, status: str | None, former: str = ""
) -> Thing:
    """A coordinating body: the known one of this name, else with its place for the letter that stands for it."""
    known = entries.book.coordinating(name, entries.region)
    place = entries.book.places.get(entries.region, "")
    whole = place + name[1:] if place and name[0] == place[-1] else name
    whole = known.name if isinstance(known, Match) else whole
    made = (
        known.id
        if isinstance(known, Match)
        else node_id("CoordinatingBody", {"name": whole, "region": entries.region})
    )
    entries.node(
        page, cell, "CoordinatingBody", id=made, name=whole, region=entries.region, status=status,
        aliases=[former] if former else None,
    )  # fmt: skip
    return Thing(made, name, "CoordinatingBody")


def _state(
    entries: Entries, page: Page, row: int, cell: Cell, name: str, former: str, status: str | None
) -> Thing:
    body = _thing(entries, page, cell, name, status, former)
    state_listed(entries, page, row, cell, body.id)
    return body


def _office(entries: Entries, page: Page, row: int, body: Thing) -> None:
    cell = page.cell(row, "opinion")
    found = _OFFICE.search(cell.text) if cell is not None else None
    if cell is not None and found:
        for party in departments(entries, page, cell, "opinion", found["who"]):
            entries.link(page, cell, "OFFICE_AT", body.id, party.id, body=party, thing=body, cue="办公室设在")


def _work(entries: Entries, page: Page, row: int, name: str) -> None:
    """State who has the work of a body that ended, each part as a duty."""
    cell, reader = page.cell(row, "work"), Reader(entries.book, entries.region)
    for piece in re.split(r"[，,。；;\n]", cell.text if cell is not None else ""):
        said = _WORK.fullmatch(piece.strip())
        who, rest = reader.leading(said["who"]) if said else ("", "")
        before, who, rest = (said["of"], who, rest) if said and who else _answering(piece.strip(), reader)
        if cell is not None and who:
            cue = role_at_start(rest)[0]
            title = f"{name}的后续工作" if _PLAIN.fullmatch(before) else before
            made = entries.node(
                page, cell, "Duty", name=title, region=entries.region, text=piece, status="active"
            )
            state_listed(entries, page, row, cell, made)
            for position, body in enumerate(entries.parties(page, replace(cell, text=who)), 1):
                entries.role(
                    page, cell, cue.role if cue and cue.role else "LEADS", body, Thing(made, title, "Duty"),
                    cue=cue.words if cue else page.caption("work"), text=piece, position=position,
                )  # fmt: skip
        elif cell is not None and reader.mentions(piece):
            message = f"“{piece[:60]}”写到了机构，但看不出由谁承接什么工作，没有读取"
            entries.warn(page, cell, "CLAUSE", message, "写成“某项工作由某单位负责”")


def _answering(piece: str, reader: Reader) -> tuple[str, str, str]:
    """For what, who and its words, of a piece that begins with who takes the work (市水务局承接); blank for any other."""
    who, rest = reader.leading(piece)
    return "", who, rest if who else ""
