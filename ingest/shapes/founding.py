"""Reads from a text the coordinating body that it sets up: who chairs it and sits in it, as posts, and its office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
from ingest.shapes.numbering import split_number
from ingest.shapes.phrases import is_post
from ingest.shapes.sentences import Reader
from ingest.shapes.set_up import KINDS, RANKS, Founded, seats_somebody

_RANK = re.compile(rf"(?P<rank>(?:第一|常务)?副?\s*(?:{RANKS})|成\s*员)(?:单位)?\s*[:：]?")
_SEAT = re.compile(rf"(?P<rank>(?:第一|常务)?副?\s*(?:{RANKS})|成\s*员)\s*(?:单位)?[:：]\s*(?P<who>.+)", re.S)
_UNITS = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*)?(?:成\s*员|组\s*成)\s*单\s*位\s*[:：]\s*(?P<who>.*)",
    re.S,
)
_LED = re.compile(
    rf"(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*)?(?P<rank>(?:{RANKS}|召集|牵头)单位)\s*[:：]\s*(?P<who>.+)",
    re.S,
)
_LED_WITHIN = re.compile(
    r"(?P<rank>(?:牵头|召集|组长)单位)[为是:：](?P<who>[^，,。；;]{3,40})(?=[，,。；;]|$)"
)
# What the body itself is said to be led by: 联席会议由市水务局牵头.
_LED_SAID = re.compile(
    rf"(?:^|[。；;，,])[^。；;，,由]{{0,24}}?{KINDS}由(?P<who>[^，,。；;由]{{3,40}}?)(?:负责)?(?P<rank>牵头|召集)(?=[，,。；;]|$)"
)
# The same where a paragraph says who sits in it: 联席会议由甲局、乙局组成，甲局为牵头单位.
_LED_AMONG = re.compile(
    r"(?:^|[。；;，,])由?(?P<who>[^。；;，,由]{3,40}?)(?:为|是|作为|担任)(?:总)?(?P<rank>(?:牵头|召集|召集人)单位)(?=[，,。；;]|$)"
)
_LED_FIRST = re.compile(
    rf"{KINDS}[。：:]由(?P<who>[^，,。；;由]{{3,40}}?)(?:负责)?(?P<rank>牵头|召集)(?=[，,。；;]|$)"
)
_SECTION = re.compile(r"[\u4e00-\u9fff、]{2,14}(?:科室?|股室?|处)")
_OWN = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*)?(?:主要|工作|基本)*(?:职责|职能|任务)(?:任务)?[:：]"
)
_APPOINTED = re.compile(
    r"由(?P<who>[^，,。；由]{4,24}?)(?:担?任|兼任)(?P<rank>组长|总指挥|指挥长|主任|召集人)(?=[，,。；])"
    r"|(?<![副\u4e00-\u9fff])(?P<rank2>组长|总指挥|指挥长?|主任|召集人)由(?P<who2>[^，,。；由]{2,24}?)(?:担任|兼任)(?=[，,。；]|$)"
)
_OFFICE = re.compile(
    r"(?<!原)(?:办公室|办事机构|秘书处)(?P<how>设立?在|设于|挂靠在?|依托|放在|在|(?:的)?(?:日常|具体)工作由"
    r"|(?:由[^，,。；;由]{3,24}?)?(?:移|改|调整|变更|迁)+设?(?:至|到|在))(?P<who>[^，,。；]{3,24}?)(?:承担|负责)?(?=[，,。；]|$)"
)
_SAID = re.compile(
    r"成员单位(?:包括|有|为|由|[:：])[:：]?(?P<who>[^。；;]{4,}?)(?:等?(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:部门|单位)?组成)?(?=[。；;]|$)"
    rf"|{KINDS}由(?P<who3>[^。；;由]{{4,}}?)(?:等?(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:部门|单位)?)(?:共同)?组成(?=[。；;，,]|$)"
    r"|(?:由|增加|增补|新增|将|(?<=[，,。]))(?P<who2>(?:(?!牵头|召集|设[在至]|担任|兼任)[^。；;由]){4,}?)"
    r"(?:等(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:部门|单位)?)?(?:为|作为|任)成员(?:单位)?(?=[。；;，,]|$)"
)
_GIVES = re.compile(r"负责(?!同志|人|的?领导)|承担|牵头|协助|配合|指导|协调")
_DAILY = re.compile(
    r"(?:负责|承担|具体)*(?:领导小组|联席会议|委员会|指挥部|专班|的|有关)*(?:日常|具体|联络|协调|组织)+.{0,4}(?:工作|事务)"
)
_KEEPS = re.compile(
    r"[，,](?:具体)?(?:负责|承担)[^，,。；;]{0,12}?日常[^。；;]{0,20}?(?:工作|事务)(?=[。；;]|$)"
)
_UNTIL = re.compile(
    r"(?:撤销|终止|存续|截止)(?:时间|期限|日期)?(?:为|至|到)?\s*(?P<day>\d{4}年\d{1,2}月(?:\d{1,2}日|底)?)"
)
_CALLS = re.compile(r"(?:工作|协调)?(?:领导小组|小组|委员会|指挥部|联席会议|专班)(?=办公室|日常|的)")
_UNIT = "成员单位"
_CHAIR = ("组长", "总指挥", "指挥长", "主任", "召集人")


def named_fully(title: str, name: str) -> str:
    """A title with the full name of the body in place of a word that many bodies are called by.

    >>> named_fully("领导小组日常工作", "临澜市节水领导小组"), named_fully("市防指日常工作", "临澜市防汛指挥部")
    ('临澜市节水领导小组日常工作', '市防指日常工作')
    """
    call = _CALLS.match(title)
    return name + title[call.end() :] if call and name.endswith(call[0]) else title


def state_founded(
    entries: Entries, page: Page, reader: Reader, made: Sequence[Founded], beside: tuple[Sheet, ...] = ()
) -> None:
    """State the bodies that a text abolishes, and those that it sets up by name.

    The seats of one may stand in tables `beside` the text. Its members are the bodies under 成员单位; where a text has no
    such line, those whose posts sit in it.
    """
    state_abolished(entries, page, {body.name for body in made})
    for body in made:
        _state(entries, page, reader, body, () if body.section else beside)


def _state(entries: Entries, page: Page, reader: Reader, body: Founded, beside: tuple[Sheet, ...]) -> None:
    cells = body.cells
    known = entries.book.coordinating(body.name, entries.region)
    name = known.name if isinstance(known, Match) else body.name
    short = body.short if body.short and len(body.short) > 4 else None
    seats = [(rank, page, cell, who) for rank, cell, who in _seats(cells)]
    seats += [(r, replace(page, sheet=s), cell, who) for s in beside for r, cell, who in _seats_of_table(s)]
    chair = next(
        (post for rank, on, cell, who in seats if rank in _CHAIR and (post := _post(entries, on, cell, who))),
        None,
    )
    ends = next(((c, m["day"]) for c in cells if (m := _UNTIL.search(c.text))), None)
    made = entries.node(
        page, body.at, "CoordinatingBody", id=node_id("CoordinatingBody", {"name": name, "region": entries.region}),
        name=name, region=entries.region, short_name=short, chair_role=chair,
        expires_on=last_day(ends[1])[0] if ends else None, status="revoked" if body.revoked else None,
    )  # fmt: skip
    thing = Thing(made, name, "CoordinatingBody")
    state_listed(entries, page, body.at.row, body.at, made)
    if ends:
        entries.stated_rows.add((page.name, ends[0].row))
    if body.revoked:
        entries.stated_rows |= {(page.name, cell.row) for cell in cells[1:2]}

    def tie(link: str, cell: Cell, names: str, cue: str) -> None:
        for party in departments(entries, page, cell, "text", names):
            entries.link(page, cell, link, made, party.id, body=party, thing=thing, cue=cue)
        entries.stated_rows.add((page.name, cell.row))

    for cell, who, cue in led_by(body, reader):
        tie("LED_BY", cell, who, cue)
    for cell in () if body.revoked else cells:
        if office := _OFFICE.search(cell.text):
            tie("OFFICE_AT", cell, _keeper(office["who"], reader), f"办公室{office['how']}")
            break
    seen: set[str] = set()

    def member(on: Page, cell: Cell, names: str, rank: str) -> None:
        kept = replace(cell, text=names)  # the post stands there; a name may, and is not kept
        for party in departments(entries, on, kept, "text", names):
            if party.id not in seen:
                seen.add(party.id)
                entries.link(
                    on, kept, "HAS_MEMBER", made, party.id, body=party, thing=thing, cue=rank, role=rank
                )
        entries.stated_rows.add((on.name, cell.row))

    units = member_units(cells, reader)
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


def told_rows(made: Sequence[Founded], reader: Reader) -> set[int]:
    """The rows that say who sits in the bodies of a text or keeps their offices, and assign nothing else."""
    units = [cell for body in made for cell, _ in member_units(body.cells, reader)]
    found = {c.row for c in units if _UNITS.match(c.text) or not _GIVES.search(_other(c.text))}
    for body in made:
        led = [cell for cell, _, _ in led_by(body, reader)]
        found |= {c.row for c in led if body.section or not _GIVES.search(_LED_SAID.sub("", c.text))}
        for cell in body.cells:
            office = _OFFICE.search(cell.text)
            rest = cell.text[office.end() :].lstrip("，,") if office else ""
            if office and (not _GIVES.search(rest) or (body.section and _DAILY.match(rest))):
                found.add(cell.row)
            own = _OWN.match(cell.text) if body.section else None
            if own and not reader.sentences(cell.text[own.end() :]).parts:
                found.add(cell.row)
    return found


def _other(text: str) -> str:
    """What a paragraph of members says besides who leads the body and keeps its office."""
    for told in (_LED_AMONG, _LED_SAID, _KEEPS):
        text = told.sub("", text)
    return text


def led_by(body: Founded, reader: Reader) -> list[tuple[Cell, str, str]]:
    """The bodies that a coordinating body is led by, as written (组长单位：…), each with its cell and the words.

    牵头单位 says so only right below the name of the body: further down it is who leads in one of its matters.
    """
    found = []
    head = body.cells[0]
    firsts = [m for p in (_LED_WITHIN, _LED_FIRST) if body.section and (m := p.search(head.text))]
    found += [(head, m["who"], m["rank"]) for m in firsts if reader.names(m["who"])]
    said = [(c, m["who"], m["rank"]) for c in body.cells if (m := _LED_SAID.search(c.text))]
    seated = [c for c, _ in member_units(body.cells, reader)]
    said += [(c, m["who"], m["rank"]) for c in dict.fromkeys(seated) if (m := _LED_AMONG.search(c.text))]
    found += [(c, who, rank) for c, who, rank in said if reader.names(who)]
    for cell in body.cells:
        led = _LED.fullmatch(cell.text)
        own = led is not None and (not led["rank"].startswith("牵头") or body.section)
        if led and own and reader.names(led["who"].strip(" 　。；;\n")):
            found.append((cell, led["who"].strip(" 　。；;\n"), re.sub(r"\s", "", led["rank"])))
        elif body.section and cell is not body.cells[0] and not seats_somebody(cell.text):
            break
    return found


def _keeper(who: str, reader: Reader) -> str:
    """Who keeps an office: the body, where a section inside it is named (市水务局防汛科)."""
    names, rest = reader.leading(who)
    return names if names and _SECTION.fullmatch(rest) else who


def member_units(cells: Sequence[Cell], reader: Reader) -> list[tuple[Cell, str]]:
    """The bodies under 成员单位 of a text, as written, with the paragraphs that name them: one line, or several; where
    it has no such line, those of a sentence (成员单位包括…)."""
    made: list[tuple[Cell, str]] = []
    within = False
    for cell in cells:
        label = _UNITS.fullmatch(cell.text)
        within = label is not None or (within and reader.names(cell.text.strip(" 　。、，；;")))
        who = (label["who"] if label else cell.text).strip(" 　。、，；;\n")
        if within and who:
            made.append((cell, who))
    said = (
        []
        if made
        else [(c, m["who"] or m["who2"] or m["who3"]) for c in cells if (m := _SAID.search(c.text))]
    )
    return made or [(cell, who) for cell, who in said if reader.leading(who)[0]]


def _seats(cells: Sequence[Cell]) -> Iterator[tuple[str, Cell, str]]:
    """The seats that a text fills: (rank, cell, who), one a line below 成员：."""
    rank = ""
    for cell in cells:
        for appointed in _APPOINTED.finditer(cell.text):
            rank2 = "指挥长" if appointed["rank2"] == "指挥" else appointed["rank2"]
            yield appointed["rank"] or rank2, cell, appointed["who"] or appointed["who2"]
        text = split_number(cell.text)[1]
        seat = None if _UNITS.match(text) or _LED.match(text) else _SEAT.match(text)
        lines = (seat["who"] if seat else text).split("\n")
        if seat:
            rank = re.sub(r"\s", "", seat["rank"])
        elif (
            re.search("[。；：:，]", cell.text)
            or re.match(r"[一二三四五六七八九十（(\d]", cell.text)
            or no_clause(cell.text)
        ):
            rank = ""
        for who in lines if rank else ():
            for one in _each(re.split(r"[、，；\t 　]+", who.strip(" 　"))):
                yield rank, cell, one


_IN_EACH = re.compile(r"(?:分管|主要|有关|相关|各?单位|部门)*(?:负责同志|负责人|负责人员|领导|领导同志)$")
_ENDS_A_BODY = re.compile(r"(?:局|委|办|部|院|厅|会|队|中心|公司|政府|街道|[镇乡]|室)$")


def _each(names: Sequence[str]) -> Iterator[str]:
    """The seats of a row of names; the post at its end is that of every body before it (甲局、乙局分管负责同志)."""
    post = _IN_EACH.search(names[-1]) if names else None
    for one in filter(None, names):
        yield one + post[0] if post and _ENDS_A_BODY.search(one) else one


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
