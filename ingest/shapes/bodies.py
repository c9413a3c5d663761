"""Shapes a list of coordinating bodies: what each is, who leads it and keeps its office, what it brings together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph.ids import node_id, normal
from graph.statement import clean
from ingest.basis import read_basis
from ingest.bodies import Body
from ingest.cells import Cell
from ingest.common import day_of, state_basis, state_listed, truth_of, value_of
from ingest.entries import Entries, Page, Thing
from ingest.groups import nobody
from ingest.names import Match, OrganizationBook
from ingest.regions import region_level, upper
from ingest.shapes.bodies_detail import Seats, body_of, departments, named_rows, shape_reviews
from ingest.shapes.bodies_words import is_address, last_day, meetings, office_words, post_of, status_of
from ingest.told import Told

_BODY_WORD = re.compile(r".{2,}(?:委员会|委|领导小组|小组|指挥部|专班|联席会议|组|委员会办公室)")
_NATION = re.compile(r"国家|国务院|中央|全国")
_ENDLESS = frozenset({"长期", "常设", "无期限", "未定", "未设定", "不设期限"})


def declared(page: Page, region: str) -> list[dict[str, Any]]:
    """Every coordinating body of the sheet, as property dicts with `id` and, where the list says so, `office`."""
    made = []
    for row in range(page.first_row, len(page.sheet.rows) + 1):
        name = page.text(row, "name")
        if name and name != page.caption("name") and len({c.text for c in page.sheet.filled(row)}) > 1:
            made.append(_names(page, row, region) | {"office": _bare(page.text(row, "office"))})
    return made


def reviewed(page: Page, region: str, book: OrganizationBook) -> list[dict[str, Any]]:
    """The bodies that only a list of opinions names, in full and with their office, as `declared` gives them."""
    place = book.places.get(region, "\0")
    made = []
    for row in range(page.first_row, len(page.sheet.rows) + 1):
        name = page.text(row, "name")
        whole = name.startswith((place, place[-1])) and _BODY_WORD.fullmatch(name)
        if whole and page.text(row, "office") and not isinstance(book.coordinating(name, region), Match):
            made.append(_names(page, row, region) | {"office": _bare(page.text(row, "office"))})
    return made


def _bare(office: str) -> str:
    """The department of an office cell, without the unit in brackets."""
    return re.sub(r"[（(][^（）()]*[）)]$", "", office_words(office))


def _names(page: Page, row: int, region: str) -> dict[str, Any]:
    name = page.text(row, "name")
    shorts = [s for s in re.split(r"[、，,；;\s]+", page.text(row, "short")) if s and s != name]
    short = min(shorts, key=len, default=None)
    said = {
        "name": name, "region": region, "short_name": short, "aliases": [s for s in shorts if s != short],
        "status": status_of(page, row),
    }  # fmt: skip
    return clean(said) | {"id": node_id("CoordinatingBody", {"name": name, "region": region})}


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State every coordinating body of the sheet, with the duties it coordinates among those known."""
    seats = Seats(entries, page, "members")
    seen: dict[str, str] = {}
    for row, cell in named_rows(entries, page):
        body = _body(entries, page, row, cell)
        if body.id in seen:
            message = f"“{cell.text}”与 {seen[body.id]} 重复"
            entries.warn(page, cell, "DUPLICATE", message, "删去重复的一行，或写明区别")
        seen.setdefault(body.id, cell.address)
        state_listed(entries, page, row, cell, body.id)
        _documents(entries, page, row, body)
        _departments(entries, page, row, body, seats)
        _relations(entries, page, row, body)
        _domains(entries, page, row, body)
        _matters(entries, page, row, body, told)
    if "opinion" in page.header.columns:
        names = {f: f for f in ("number", "name", "opinion", "round")} | {"opinion_text": "text"}
        own = {names[f]: c for f, c in page.header.columns.items() if f in names}
        shape_reviews(entries, replace(page, header=replace(page.header, columns=own)), partial=True)


def _body(entries: Entries, page: Page, row: int, cell: Cell) -> Thing:
    names = _names(page, row, entries.region)
    expires_on, end_condition = _end(entries, page, row)
    said = {k: v for k, v in names.items() if k not in ("id", "status")}
    made = entries.node(
        page, cell, "CoordinatingBody", id=names["id"], **said, kind=value_of(entries, page, row, "kind"),
        level=value_of(entries, page, row, "level"), statutory=truth_of(entries, page, row, "statutory"),
        chair_role=_chair(entries, page, row), document=page.text(row, "document"),
        set_up_on=day_of(entries, page, row, "since"), expires_on=expires_on, end_condition=end_condition,
        last_active_on=day_of(entries, page, row, "active"),
        min_meetings_per_year=_meetings(entries, page, row), status=value_of(entries, page, row, "status") or names.get("status"),
        valid_to=day_of(entries, page, row, "ended"), note=page.text(row, "note"),
    )  # fmt: skip
    return Thing(made, cell.text, "CoordinatingBody", page.text(row, "document") or None)


def _filled(page: Page, row: int, name: str) -> Cell | None:
    """The cell of a field, None where it says nothing."""
    cell = page.cell(row, name)
    return cell if cell is not None and cell.text and not nobody(cell.text) else None


def _chair(entries: Entries, page: Page, row: int) -> str | None:
    """The post that chairs. What may be a person's name is neither kept nor shown."""
    cell = page.cell(row, "chair")
    book = entries.book

    def known(words: str) -> bool:
        return words.startswith(tuple(book.places.values())) or book.find(words, entries.region) is not None

    post, dropped = post_of(cell.text, known) if cell else (None, False)
    if cell is not None and dropped:
        kept = f"本格只保留“{post}”" if post else "本格没有读出职务，不予保留"
        entries.warn(page, cell, "PERSON", f"只填职务，不填姓名；{kept}", "改为职务，如“分管副市长”")
    return post


def _meetings(entries: Entries, page: Page, row: int) -> int | None:
    cell = _filled(page, row, "meetings")
    count = meetings(cell.text) if cell else None
    if cell is not None and count is None:
        entries.warn(page, cell, "VALUE", f"“{cell.text}”看不出每年几次，没有读取", "填数字，如 2")
    return count


def _end(entries: Entries, page: Page, row: int) -> tuple[str | None, str | None]:
    """The last day and the condition of ending: words in the column of the day are a condition."""
    condition = _filled(page, row, "condition")
    words = [condition.text] if condition else []
    cell = _filled(page, row, "expires")
    if cell is None:
        return None, "；".join(words) or None
    day, exact = last_day(cell.text)
    if day is not None:
        if not exact:
            message = f"日期“{cell.text}”没有写到日，按 {day} 读取"
            entries.problem(page, cell, "DQ-DATE", "info", message, "如有需要补上日")
    elif cell.text in _ENDLESS:
        message = f"“{cell.text}”不是期限，按没有期限读取"
        entries.problem(page, cell, "VALUE", "info", message, "写明日期或撤销条件")
    else:
        words.append(cell.text)
        message = f"“{cell.text}”不是日期，按撤销条件读取"
        entries.problem(page, cell, "DQ-DATE", "info", message, "日期写成 2026-12-31，条件写在撤销条件一栏")
    return day, "；".join(dict.fromkeys(words)) or None


def _documents(entries: Entries, page: Page, row: int, body: Thing) -> None:
    """State the documents with a number, and the laws, that a body rests on."""
    state_basis(entries, page, row, body.id)
    cell = page.cell(row, "document")
    for basis in read_basis(cell.text) if cell else []:
        if cell is not None and (basis.document_no or basis.kind != "document"):
            law = entries.node(
                page, cell, "LegalBasis", name=basis.name, kind=basis.kind, article=basis.article,
                document_no=basis.document_no,
            )  # fmt: skip
            entries.link(page, cell, "BASED_ON", body.id, law)


def _departments(entries: Entries, page: Page, row: int, body: Thing, seats: Seats) -> None:
    """State who leads the body, who keeps its office, and who sits in it where the sheet has a column for it."""
    lead = page.cell(row, "lead")
    if lead is not None and lead.text:
        for party in departments(entries, page, lead, "lead", lead.text):
            if party.role in (None, "LEADS"):
                cue = party.cue or page.caption("lead")
                entries.link(page, lead, "LED_BY", body.id, party.id, body=party, thing=body, cue=cue)
            else:
                seats.one(lead, body, party, party.cue or "")
    office = page.cell(row, "office")
    if office is not None and is_address(office.text):
        told = f"“{office.text}”是办公地点，不是机构，没有读取"
        entries.problem(page, office, "NOTE", "info", told, "写明办公室设在哪个单位")
    elif office is not None and office.text:
        for party in departments(entries, page, office, "office", office_words(office.text)):
            cue = page.caption("office")
            entries.link(page, office, "OFFICE_AT", body.id, party.id, body=party, thing=body, cue=cue)
    members = page.cell(row, "members")
    if members is not None and members.text:
        seats.state(members, body)


def _relations(entries: Entries, page: Page, row: int, body: Thing) -> None:
    """State the commission that a body is under, and the upper bodies that it answers to."""
    under = _filled(page, row, "under")
    found = body_of(entries, page, under) if under else None
    if under is not None and found is not None:
        if found.id == body.id:
            entries.warn(page, under, "VALUE", "不能下设于自己，没有读取", "改为所属的委员会")
        else:
            entries.link(page, under, "UNDER", body.id, found.id)
    cell = _filled(page, row, "upper")
    for name in re.split(r"[、；;\n]+", cell.text) if cell else []:
        made = _upper(entries, page, cell, name.strip()) if cell and name.strip() else None
        if cell is not None and made is not None and made != body.id:
            entries.link(page, cell, "COUNTERPART_OF", body.id, made)


def _upper(entries: Entries, page: Page, cell: Cell, name: str) -> str | None:
    """Id of an upper body: one that is known, else one of its level that this cell states by its name alone."""
    known = entries.book.find(name, entries.region)
    if known is not None:
        return known.id
    if not _BODY_WORD.fullmatch(name):
        message = f"“{name}”不像上级议事协调机构的名称，没有读取"
        entries.warn(page, cell, "VALUE", message, "写明上级机构的名称；没有的留空")
        return None
    region = _upper_region(entries.book, name, entries.region)
    level = "national" if region is None else region_level(region)
    return entries.node(page, cell, "CoordinatingBody", name=name, region=region, level=level)


def _upper_region(book: OrganizationBook, name: str, region: str) -> str | None:
    """Code of the area of an upper body, None for the nation: as its name begins, else the area right above."""
    if _NATION.match(name):
        return None
    code = upper(region)
    letters = {"province": "省", "city": "市", "county": "县区"}
    while code:
        if name.startswith(book.places.get(code, "\0")) or name[:1] in letters.get(region_level(code), ""):
            return code
        code = upper(code)
    return upper(region)


def _role(
    entries: Entries, page: Page, cell: Cell, body: Thing, thing: Thing, column: str, place: int
) -> None:
    party = Body(body.id, body.title, body.title, "exact", region=entries.region)
    entries.role(
        page,
        cell,
        "COORDINATES",
        party,
        replace(thing, basis=body.basis),
        cue=page.caption(column),
        position=place,
    )


def _domains(entries: Entries, page: Page, row: int, body: Thing) -> None:
    """State the domains of a body: it is filed under them, and coordinates them."""
    cell = _filled(page, row, "domain")
    names = [n.strip() for n in re.split(r"[、，,；;\n]+", cell.text) if n.strip()] if cell else []
    for place, name in enumerate(dict.fromkeys(names), 1):
        assert cell is not None  # noqa: S101 - names come from it
        domain = entries.node(page, cell, "Domain", name=name, region=entries.region)
        entries.link(page, cell, "IN_DOMAIN", body.id, domain)
        _role(entries, page, cell, body, Thing(domain, name, "Domain"), "domain", place)


def _matters(entries: Entries, page: Page, row: int, body: Thing, told: Told) -> None:
    """State the duties that a body coordinates; a title that no list knows is told, with near ones."""
    cell = _filled(page, row, "matters")
    titles = split_titles(cell.text, told.duties) if cell else []
    for place, title in enumerate(titles, 1):
        assert cell is not None  # noqa: S101 - titles come from it
        found = told.duties.get(normal(title), [])
        if len(found) == 1:
            _role(entries, page, cell, body, Thing(found[0], title, "Duty"), "matters", place)
            continue
        if found:
            message, todo = (
                f"职责事项“{title}”在几个地区都有，无法确定是哪一项",
                "与本地的职责边界清单一起导入",
            )
        else:
            message = f"任何清单里都没有职责事项“{title}”{told.known.near(title, entries.region)}"
            todo = "改为清单中的原题，或先导入该清单"
        entries.warn(page, cell, "SOURCE", message, todo)


def split_titles(text: str, known: Mapping[str, Any]) -> list[str]:
    """The titles of a cell, each once; one that itself holds a 、 stays whole where it is known.

    >>> split_titles("甲、乙管理；丙；甲、丁", {"甲、乙管理": []})
    ['甲、乙管理', '丙', '甲', '丁']
    """
    found: list[str] = []
    for part in re.split(r"[；;\n]+", text):
        pieces = [p.strip() for p in part.split("、")]
        while pieces:
            size = next((n for n in range(len(pieces), 1, -1) if normal("、".join(pieces[:n])) in known), 1)
            found.append("、".join(pieces[:size]))
            pieces = pieces[size:]
    return [t for t in dict.fromkeys(found) if t]
