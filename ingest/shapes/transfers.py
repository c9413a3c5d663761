"""Shapes a list of items that moved: from which body, to which, in what way, from when on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.ids import normal
from ingest.bodies import Body
from ingest.cells import Cell
from ingest.common import day_of, state_basis, state_listed, value_of
from ingest.entries import Entries, Page, Thing
from ingest.item_words import operation_of_brackets
from ingest.regions import inside
from ingest.rows import data_rows
from ingest.shapes.approvals import item_ids
from ingest.shapes.bodies_words import formerly
from ingest.shapes.domains import state_domain
from ingest.shapes.item_codes import note_code
from ingest.shapes.item_sentences import ITEM_ROLES, told_in_sentences
from ingest.shapes.item_titles import titled
from ingest.shapes.kept import state_kept, still_supervise
from ingest.shapes.list_taker import taker_of_list, taker_of_row
from ingest.shapes.own_words import own_words
from ingest.shapes.powers import kind_of_title
from ingest.shapes.remarks import state_remarks
from ingest.shapes.same_row import named_in_row
from ingest.shapes.stages import state_stages
from ingest.shapes.staying import state_keepers, state_moved_steps, stays
from ingest.shapes.takers import Taker, area_of, taken_by, takers
from ingest.shapes.ways import Way, way_of
from ingest.told import Told

_CAPACITY = {"delegate": "delegated"}
# What a body is to an item that it took: who applies for nothing is not approved by anybody.
_LINKS = {
    "penalty": "ENFORCES", "coercion": "ENFORCES", "inspection": "SUPERVISES", "levy": "INVOLVED_IN",
    "reward": "INVOLVED_IN", "public_service": "INVOLVED_IN",
}  # fmt: skip
# A remark that is the part of an item which moved.
_ONLY = re.compile(
    r"(?:仅|只)(?:限|下放|委托|赋权|承接|负责|办理|涉及)(?:于)?[^，。；]{3,30}|限(?:于|本|在)[^，。；]{2,30}(?:内|范围)?"
)


@dataclass(frozen=True, slots=True)
class Move:
    """One row: the row of its item's title (another one where the row goes on with it), and its banner."""

    row: int
    titled: int
    banner: str


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State every item, from whom it moved, and who decides on it now.

    The ways differ in what they mean: a delegated item is decided on behalf of the body it came from, an
    abolished one by nobody. Where a row does not say the way, the section, the sheet or the title may.
    """
    moves = _moves(entries, page)
    titles = [(m.row, _title(page, m).text, page.text(m.titled, "code")) for m in moves]
    ids = item_ids(titles, entries.region)
    ways = {m.row: way_of(entries, page, m.row, m.banner) for m in moves}
    gone = {row for row, way in ways.items() if way is not None and way.kind == "abolish"}
    kept = {ids[m.row] for m in moves if m.row not in gone}
    own = None if takers(page) else taker_of_list(entries, page)
    still = still_supervise(page.notes.texts)
    seen: dict[tuple[str, ...], int] = {}
    for move in moves:
        said = tuple(
            normal(page.text(move.row, f)) for f in ("from_body", *takers(page), "region", "transfer")
        )
        earlier = seen.setdefault((ids[move.row], *said), move.row)
        title = _title(page, move)
        if earlier != move.row:
            message = f"事项“{title.text}”与第 {earlier} 行完全相同，两处并作一项"
            entries.warn(page, page.cell(move.row, "title") or title, "DUPLICATE", message, "删去重复的一行")
        status = "active" if ids[move.row] in kept else "ended"
        item = _item(entries, page, move, ids[move.row], title, status)
        if "domain" in page.header.columns:
            state_domain(entries, page, title, "", item.id, told, ranked=False)
        way = ways[move.row]
        if way is None:
            message = f"没有写明“{title.text}”是划转、下放、委托、收回还是取消"
            at = page.cell(move.row, "transfer") or title
            entries.warn(page, at, "VALUE", message, "补上方式")
        before = len(entries.said)
        taker = None if takers(page) else taker_of_row(entries, page, move.row) or own
        named = taken_by(entries, page, move.row)
        if stays(way, named):
            receivers, givers = _kept(entries, page, move, item, way, named, taker), []
        else:
            receivers = _receivers(entries, page, move, item, way, named, taker)
            givers = _from(entries, page, move.row, item, way, receivers, taker)
        gave = "" if move.row in gone else still
        state_kept(entries, page, move.row, item, givers, gave)
        _others(entries, page, move.row, item, receivers)
        state_remarks(entries, page, move.row, item, before)
        state_stages(entries, page, move.row, item, receivers)
        note_code(entries, page, move.titled, receivers)


def _moves(entries: Entries, page: Page) -> list[Move]:
    """The rows that state a move; one without a title goes on with the item above if it names a body."""
    found: list[Move] = []
    for data in data_rows(entries, page, "title"):
        at = page.sheet.filled(data.number)[0]
        if page.text(data.number, "title"):
            found.append(Move(data.number, data.number, data.banner))
        elif found and found[-1].banner == data.banner and _names(page, data.number):
            title = page.text(found[-1].titled, "title")
            message = f"本行没有事项名称，按“{title}”的续行读取"
            entries.warn(page, at, "DQ-MERGE", message, "合并事项名称的单元格，或在本行写上事项名称")
            found.append(Move(data.number, found[-1].titled, data.banner))
        else:
            entries.problem(page, at, "ROW", "error", "本行没有事项名称", "补上名称，或删去本行")
    return found


def _title(page: Page, move: Move) -> Cell:
    """What names the item of a move: its cell, or that of the part of it which moved."""
    title = titled(page, move.titled)
    assert title is not None  # noqa: S101 - every move has a titled row
    return title


def _names(page: Page, row: int) -> bool:
    return any(page.text(row, name) for name in ("from_body", *takers(page)))


def _item(entries: Entries, page: Page, move: Move, made: str, title: Cell, status: str) -> Thing:
    row = move.titled
    if move.row == row:
        whole = page.text(row, "main") or page.text(row, "title")
        entries.node(
            page, title, "ApprovalItem", id=made, name=title.text, region=entries.region,
            code=page.text(row, "code"), main=whole if whole != title.text else None, kind=_kind(entries, page, row, title.text),
            operation=operation_of_brackets(title.text), level=page.text(row, "level"), status=status,
            note=page.text(row, "note"),
        )  # fmt: skip
        state_listed(entries, page, row, title, made)
        state_basis(entries, page, row, made)
    return Thing(made, title.text, "ApprovalItem", page.text(row, "basis") or None)


def _from(
    entries: Entries, page: Page, row: int, item: Thing, way: Way | None,
    receivers: list[tuple[Body, Cell]], own: Body | None,
) -> list[tuple[Body, Cell]]:  # fmt: skip
    """State from whom the item moved; gives these bodies with their cell."""
    cell = page.cell(row, "from_body")
    if cell is None or not cell.text:
        at = page.cell(row, "title") or page.sheet.filled(row)[0]
        message = f"没有写明“{item.title}”原来由谁实施"
        entries.warn(page, at, "VALUE", message, f"补上“{page.caption('from_body')}”")
        return []
    found = []
    region = _taken_in(entries, receivers)
    region = region if region and inside(region, entries.region) else entries.region
    kind, cue = (way.kind, way.cue) if way else (None, page.caption("from_body"))
    said = {
        "kind": kind, "effective_on": day_of(entries, page, row, "date"), "document": page.text(row, "document"),
        "pending_rule": page.text(row, "pending"), "region": region,
    }  # fmt: skip
    for body in entries.parties(page, cell, needed=not formerly(cell.text)):
        if body.group == "unresolved" and not entries.unresolved:
            continue  # told by its name
        if body.group:
            message = f"“{body.text}”不是一个机构，没有读作“{page.caption('from_body')}”"
            entries.warn(page, cell, "DQ-NAME", message, "逐一写明机构名称")
            continue
        if own is not None and body.id == own.id:
            continue  # who takes whatever the list holds gives none of it
        link = "TRANSFERRED_FROM"
        entries.link(page, cell, link, item.id, body.id, body=body, thing=item, cue=cue, **said)
        found.append((body, cell))
    return found


def _taken_in(entries: Entries, receivers: list[tuple[Body, Cell]]) -> str | None:
    """The one region of those that took an item, None where they are of several."""
    areas = {entries.book.region_of(b.id) for b, _ in receivers if b.group is None}
    return areas.pop() if len(areas) == 1 else None


def _link(entries: Entries, page: Page, move: Move, item: Thing) -> str:
    """What a body is to the item that it has."""
    return _LINKS.get(_kind(entries, page, move.titled, item.title, told=True) or "", "APPROVES")


def _kept(
    entries: Entries, page: Page, move: Move, item: Thing, way: Way | None, named: list[Taker], own: Body | None
) -> list[tuple[Body, Cell]]:  # fmt: skip
    """State who still decides on an item that stays, and who took steps of it; gives the former."""
    if way is not None and way.steps:
        taken = [(own, _title(page, move))] if own is not None else []
        for taker in () if own is not None else named:
            taken += [(b, taker.cell) for b in entries.parties(page, replace(taker.cell, text=taker.text))]
        state_moved_steps(entries, page, move.row, item, way, taken)
        named = []
    return state_keepers(entries, page, move.row, item, _link(entries, page, move, item), way, named)


def _receivers(
    entries: Entries, page: Page, move: Move, item: Thing, way: Way | None, named: list[Taker], own: Body | None
) -> list[tuple[Body, Cell]]:  # fmt: skip
    """State who decides on the item now, each in its own region; gives them with their cell. `own` takes whatever the
    list holds, where its title says so."""
    row = move.row
    cell = page.cell(row, "receiver")
    kind = way.kind if way else None
    link = _link(entries, page, move, item)
    capacity = "empowered" if way and way.cue.startswith("赋") else _CAPACITY.get(kind or "")
    remark = _ONLY.fullmatch(page.text(row, "note"))
    only = page.text(row, "scope") or (remark[0] if remark else None) or (way.only or None if way else None)
    if own is not None and kind != "abolish":
        body = replace(own, capacity=capacity, scope=only)
        at, text = _title(page, move), page.text(row, "receiver_text")
        entries.role(page, at, link, body, item, cue=own.text, text=text, position=1)
        return [(body, at)]
    if not named:
        if kind not in ("abolish", None) and cell is not None:
            message = f"没有写明“{item.title}”由谁承接"
            entries.warn(page, cell, "VALUE", message, f"补上“{page.caption('receiver')}”")
        return []
    if kind == "abolish":
        message = f"“{item.title}”已取消，“{page.caption('receiver')}”没有读取"
        at = named[0].cell
        entries.warn(page, at, "VALUE", message, "取消的事项没有承接部门；监管由谁负责，请写在监管部门一栏")
        return []
    found = []
    for taker in named:
        pieces = [(taker.text, taker.area)] if taker.area else _by_area(entries, page, row, taker.text)
        for text, area in pieces:
            for body in entries.parties(page, replace(taker.cell, text=text), area):
                home = entries.book.region_of(body.id) if body.group is None else area
                region = home if home and inside(home, entries.region) else entries.region
                scope = taker.place or body.scope or only
                gained = None if taker.kept else capacity
                body = replace(body, capacity=body.capacity or gained, scope=scope)
                found.append((body, taker.cell))
                cue = body.cue or page.caption(taker.column)
                entries.role(
                    page, taker.cell, link, body, item, cue=cue, region=region, level=page.text(row, "level"),
                    position=len(found), text=page.text(row, "receiver_text"),
                )  # fmt: skip
    return found


def _by_area(entries: Entries, page: Page, row: int, text: str) -> list[tuple[str, str]]:
    """Pieces of what names receivers, each with its region: 东澜区：区审批局；北屿区：区审批局, or the row's own."""
    at = page.cell(row, "region")
    area = area_of(entries, at.text) if at and at.text else entries.region
    if area is None:
        assert at is not None  # noqa: S101 - only a filled cell can be unknown
        message = f"不知道“{at.text}”是哪个地区，按清单的行政区划读取"
        entries.warn(page, at, "REGION", message, "写区县的全称，或 6 位代码")
        area = entries.region
    pieces = [p.strip() for p in re.split(r"[；;\n]", text) if p.strip()]
    labelled = [re.fullmatch(r"([^：:]{2,12})[：:](.+)", piece) for piece in pieces]
    areas = [area_of(entries, m[1]) if m else None for m in labelled]
    if not any(areas):
        return [(text, area)]
    return [
        (m[2], own) if m and own else (piece, area)
        for piece, m, own in zip(pieces, labelled, areas, strict=True)
    ]


def _kind(entries: Entries, page: Page, row: int, title: str, told: bool = False) -> str | None:
    """The kind of an item: as its column says, else as its own name says; a word not known is told once."""
    found = page.value(row, "kind") if told else value_of(entries, page, row, "kind")
    return found or (None if page.text(row, "kind") else kind_of_title(title))


def _others(entries: Entries, page: Page, row: int, item: Thing, receivers: list[tuple[Body, Cell]]) -> None:
    """State who supervises an item now, who punishes, and who guides those that took it; 区住建局 is that of the district that took
    it, where only one did."""
    taken = _taken_in(entries, receivers)
    for column in ("supervisor", "enforcer", "guide"):
        cell, role = page.cell(row, column), page.spec.roles[column]
        if cell is None or not cell.text:
            continue
        said = named_in_row(page, cell)
        told = told_in_sentences(entries, page, said)
        bodies = [b for b, _ in told] or entries.parties(
            page, said, taken if said.text[0] in "区县" else None
        )
        clauses = [s for _, s in told] or own_words(page.text(row, role.clause or ""), bodies)
        for position, (body, clause) in enumerate(zip(bodies, clauses, strict=True), 1):
            link = body.role if told and body.role in ITEM_ROLES else role.link
            cue = body.cue or page.caption(column)
            entries.role(page, cell, link, body, item, cue=cue, text=clause, position=position)
