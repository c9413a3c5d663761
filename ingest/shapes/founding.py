"""Reads from a text the coordinating body that it sets up: who chairs it and sits in it, as posts, and its office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.ids import node_id
from ingest.cells import Cell, Sheet
from ingest.common import state_listed
from ingest.cues import no_clause
from ingest.entries import Entries, Page, Thing
from ingest.names import Match
from ingest.shapes.abolished import state_abolished
from ingest.shapes.bodies_detail import departments
from ingest.shapes.bodies_words import last_day, post_of
from ingest.shapes.phrases import is_post
from ingest.shapes.sentences import Reader

_NAME = (
    r"(?P<name>[\u4e00-\u9fff“”]{3,36}?(?:领导小组|协调小组|工作小组|委员会|指挥部|联席会议|工作专班|专班))"
)
_TITLE = re.compile(rf"关于(?:成立|设立|组建|建立|调整){_NAME}(?:组成人员|成员)?(?:名单|及其职责)?的")
_SET_UP = re.compile(rf"(?:成立|设立|组建){_NAME}[（(]以下简称“?(?P<short>[\u4e00-\u9fff]{{2,20}})”?[）)]")
_RANK = re.compile(
    r"(?P<rank>(?:第一|常务)?副?\s*(?:组\s*长|总指挥|指挥长|主\s*任|召集人)|成\s*员)(?:单位)?\s*[:：]?"
)
_SEAT = re.compile(
    r"(?P<rank>(?:第一|常务)?副?(?:组\s*长|总指挥|指挥长|主\s*任|召集人)|成\s*员)(?:单位)?[:：]\s*(?P<who>.+)",
    re.S,
)
_UNITS = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*)?成\s*员\s*单\s*位\s*[:：]\s*(?P<who>.*)", re.S
)
_APPOINTED = re.compile(
    r"由(?P<who>[^，,。；由]{4,24}?)(?:担?任|兼任)(?P<rank>组长|总指挥|指挥长|主任|召集人)(?=[，,。；])"
)
_OFFICE = re.compile(r"办公室(?:设在|设于)(?P<who>[^，,。；]{3,24})")
_UNTIL = re.compile(
    r"(?:撤销|终止|存续|截止)(?:时间|期限|日期)?(?:为|至|到)?\s*(?P<day>\d{4}年\d{1,2}月(?:\d{1,2}日|底)?)"
)
_CALLS = re.compile(r"(?:工作|协调)?(?:领导小组|小组|委员会|指挥部|联席会议|专班)(?=办公室|日常|的)")
_UNIT = "成员单位"
_CHAIR = ("组长", "总指挥", "指挥长", "主任", "召集人")


def founded(entries: Entries, page: Page) -> tuple[str, Cell, str | None] | None:
    """Full name of the one body that a text sets up, where it says so, and its short form; None for none or several."""
    cells = _cells(page)
    found = [(c, m) for c in cells if (m := _SET_UP.search(c.text) or _TITLE.search(c.text))]
    names = {_full(m["name"], entries) for _, m in found}
    if len(names) != 1:
        return None
    short = next((m["short"] for _, m in found if m.re is _SET_UP), None)
    return min(names), found[0][0], short


def named_fully(title: str, name: str) -> str:
    """A title with the full name of the body in place of a word that many bodies are called by.

    >>> named_fully("领导小组日常工作", "临澜市节水领导小组"), named_fully("市防指日常工作", "临澜市防汛指挥部")
    ('临澜市节水领导小组日常工作', '市防指日常工作')
    """
    call = _CALLS.match(title)
    return name + title[call.end() :] if call and name.endswith(call[0]) else title


def _cells(page: Page) -> list[Cell]:
    return [cell for row in range(1, len(page.sheet.rows) + 1) for cell in page.sheet.filled(row)]


def state_founded(entries: Entries, page: Page, reader: Reader, beside: tuple[Sheet, ...] = ()) -> None:
    """State the bodies that a text abolishes, and the one that it sets up by name; one that sets up several says too
    little of each.

    Its seats may stand in tables `beside` the text. Its members are the bodies under 成员单位; where a text has no such
    line, those whose posts sit in it.
    """
    made = founded(entries, page)
    state_abolished(entries, page, made[0] if made else "")
    if made is None:
        return
    full, at, short = made
    cells = _cells(page)
    known = entries.book.coordinating(full, entries.region)
    name = known.name if isinstance(known, Match) else full
    short = short if short and len(short) > 4 else None
    seats = [(rank, page, cell, who) for rank, cell, who in _seats(cells)]
    seats += [(r, replace(page, sheet=s), cell, who) for s in beside for r, cell, who in _seats_of_table(s)]
    chair = next(
        (post for rank, on, cell, who in seats if rank in _CHAIR and (post := _post(entries, on, cell, who))),
        None,
    )
    ends = next(((c, m["day"]) for c in cells if (m := _UNTIL.search(c.text))), None)
    body = entries.node(
        page, at, "CoordinatingBody", id=node_id("CoordinatingBody", {"name": name, "region": entries.region}),
        name=name, region=entries.region, short_name=short, chair_role=chair,
        expires_on=last_day(ends[1])[0] if ends else None,
    )  # fmt: skip
    thing = Thing(body, name, "CoordinatingBody")
    state_listed(entries, page, at.row, at, body)
    if ends:
        entries.stated_rows.add((page.name, ends[0].row))
    for cell in cells:
        if office := _OFFICE.search(cell.text):
            for party in departments(entries, page, cell, "text", office["who"]):
                entries.link(
                    page, cell, "OFFICE_AT", body, party.id, body=party, thing=thing, cue="办公室设在"
                )
            break
    seen: set[str] = set()

    def member(on: Page, cell: Cell, names: str, rank: str) -> None:
        kept = replace(cell, text=names)  # the post stands there; a name may, and is not kept
        for party in departments(entries, on, kept, "text", names):
            if party.id not in seen:
                seen.add(party.id)
                entries.link(
                    on, kept, "HAS_MEMBER", body, party.id, body=party, thing=thing, cue=rank, role=rank
                )
        entries.stated_rows.add((on.name, cell.row))

    units = member_units(page, reader)
    for cell, names in units:
        member(page, cell, names, _UNIT)
    for rank, on, cell, who in seats:
        names_, rest = reader.leading(who)
        if names_ and is_post(rest) and not units:
            member(on, cell, names_, rank)
        elif units and rank not in _CHAIR:
            entries.idle(on, [cell.row], "只写职务的行")
        else:
            entries.stated_rows.add((on.name, cell.row))


def member_units(page: Page, reader: Reader) -> list[tuple[Cell, str]]:
    """The bodies under 成员单位 of a text, as written, with the paragraphs that name them: one line, or several."""
    made: list[tuple[Cell, str]] = []
    within = False
    for cell in _cells(page):
        label = _UNITS.fullmatch(cell.text)
        within = label is not None or (within and reader.names(cell.text.strip(" 　。、，；;")))
        who = (label["who"] if label else cell.text).strip(" 　。、，；;\n")
        if within and who:
            made.append((cell, who))
    return made


def _full(name: str, entries: Entries) -> str:
    """The name with its place in place of the letter that stands for it."""
    place = entries.book.places.get(entries.region, "")
    return place + name[1:] if place and name[0] == place[-1] and not name.startswith(place) else name


def _seats(cells: list[Cell]) -> Iterator[tuple[str, Cell, str]]:
    """The seats that a text fills: (rank, cell, who), one a line below 成员：."""
    rank = ""
    for cell in cells:
        for appointed in _APPOINTED.finditer(cell.text):
            yield appointed["rank"], cell, appointed["who"]
        seat = None if _UNITS.match(cell.text) else _SEAT.match(cell.text)
        lines = (seat["who"] if seat else cell.text).split("\n")
        if seat:
            rank = re.sub(r"\s", "", seat["rank"])
        elif (
            re.search("[。；：:，]", cell.text)
            or re.match(r"[一二三四五六七八九十（(\d]", cell.text)
            or no_clause(cell.text)
        ):
            rank = ""
        for who in lines if rank else ():
            for one in re.split(r"[、，；\t 　]+", who.strip(" 　")):
                if one:
                    yield rank, cell, one


def _seats_of_table(sheet: Sheet) -> Iterator[tuple[str, Cell, str]]:
    """The seats that a table fills, from the first row on that begins with a rank; a blank rank goes on."""
    rank = ""
    for row in range(sheet.start, len(sheet.rows) + 1):
        cells = sheet.filled(row)
        ranked = _RANK.fullmatch(cells[0].text) if cells else None
        rank = re.sub(r"\s", "", ranked["rank"]) if ranked else rank
        for cell in (cells[1:] if ranked else cells) if rank else ():
            for one in filter(None, re.split(r"[、，；\s]+", cell.text)):
                yield rank, cell, one


def _post(entries: Entries, page: Page, cell: Cell, who: str) -> str | None:
    """The post of a chair; what may be the name of a person is neither kept nor shown."""
    book = entries.book

    def known(words: str) -> bool:
        return words.startswith(tuple(book.places.values())) or book.find(words, entries.region) is not None

    post, dropped = post_of(who, known)
    if dropped:
        entries.warn(page, cell, "PERSON", "只写职务，不写姓名；姓名没有读取", "改为职务，如“分管副市长”")
    return post
