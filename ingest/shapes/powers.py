"""Shapes a list of powers (权责清单, 执法事项清单): the kind of a power says what its body is to it."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.ontology import load
from ingest.bodies import Body
from ingest.cells import Cell
from ingest.common import state_basis, state_listed
from ingest.cues import role_in_column
from ingest.entries import Entries, Page, Thing
from ingest.item_words import operation_of
from ingest.names import Match, OrganizationBook
from ingest.profile import Role
from ingest.rows import DataRow, data_rows, repeated
from ingest.shapes.approvals import item_ids, note_repeats, state_roles
from ingest.shapes.authority import note, settled
from ingest.shapes.domains import state_domain
from ingest.shapes.holder import holder
from ingest.shapes.item_codes import note_code
from ingest.shapes.item_titles import whole_title
from ingest.shapes.own_teams import state_teams
from ingest.shapes.remarks import state_remarks
from ingest.told import Told

_ROLES = {
    "licence": "APPROVES", "confirmation": "APPROVES", "payment": "APPROVES", "ruling": "APPROVES", "filing": "APPROVES",
    "penalty": "ENFORCES", "coercion": "ENFORCES", "inspection": "SUPERVISES",
}  # fmt: skip
_DECIDES = re.compile(r"(?:审批|核准|备案|许可|登记|审核|认定|批准|审查|核发|验收)(?:[（(].*[）)])?$")
_BY_TITLE = (
    ("penalty", re.compile(r"处罚(?:[（(].*[）)])?$|^对.+予以(?:处罚|罚款)")),
    ("inspection", re.compile(r"(?:监督|行政)检查(?:[（(].*[）)])?$")),
    ("coercion", re.compile(r"行政强制(?:措施|执行)?$")),
)
_ACTS_FOR = re.compile(r"委托|代为?(?:实施|办理|行使)|派出|具体(?:实施|承办|执行)|实施|承办")
_COUNT = re.compile(r"[（(][^（）()]*\d[^（）()]*[）)]|类|事项|清单|^[（(]?[一二三四五六七八九十]+[)）、.．]")


def role_of(kind: str | None, title: str) -> str:
    """The role that a body has towards a power of its own.

    >>> role_of("penalty", "对违法取水的处罚"), role_of("other", "募捐方案备案"), role_of("reward", "对节水单位的奖励")
    ('ENFORCES', 'APPROVES', 'INVOLVED_IN')
    """
    if kind == "other" and _DECIDES.search(title):
        return "APPROVES"
    return _ROLES.get(kind or "", "INVOLVED_IN")


def shape(entries: Entries, page: Page, told: Told) -> None:
    """State every power, or every part of one where the list tells parts, with who holds it."""
    page = _as_above(entries, page)
    rows = _rows(entries, page)
    named = [(row.number, whole_title(main.text, page.text(row.number, "sub")), page.text(row.number, "code"))
             for row, main in rows]  # fmt: skip
    if "role" not in page.header.columns:  # else each row tells one body of an item
        note_repeats(entries, page, named)
    ids = item_ids(named, entries.region)
    own = None if {"body", "enforcer"} & page.header.columns.keys() else holder(entries, page)
    if own is None and not {"body", "enforcer"} & page.header.columns.keys():
        message = "没有写明这些权力由哪个单位行使：既没有实施主体一栏，标题也没有写出机构"
        at = page.sheet.rows[page.header.rows[-1] - 1][0]
        entries.warn(page, at, "VALUE", message, "在标题写明单位全称，或加一栏实施主体")
    page = settled(entries, page)
    if _served(page) and "supervisor" in page.header.columns:
        note(entries, page, "supervisor")
    for (data, main), (row, title, _) in zip(rows, named, strict=True):
        _power(entries, page, told, data, main, title, ids[row], own)


def _as_above(entries: Entries, page: Page) -> Page:
    """The page with the kind and the body of a group of powers in all its rows, where they stand in the first row of the
    group only and no merge says how far they reach (merges that were lost on the way). It is told."""
    numbers = [d.number for d in data_rows(Entries("", "", OrganizationBook([], {})), page, "title")]
    for name, what in (("kind", "类型"), ("body", "单位")):
        column = page.header.columns.get(name, 0)
        cells = [page.sheet.rows[n - 1][column - 1] for n in numbers] if column else []
        if not cells or not cells[0].text or any(cell.merged_from for cell in cells):
            continue
        filled = replace(page, sheet=repeated(page.sheet, page.header, [column]))
        first = next((n for n in numbers if filled.text(n, name) != page.text(n, name)), 0)
        if first:
            at = page.sheet.rows[first - 1][column - 1]
            message = f"“{page.caption(name)}”栏空白的各行，按上面一行的{what}读取"
            entries.problem(page, at, "DQ-MERGE", "info", message, f"如不是此意，请在各行写明{what}")
            page = filled
    return page


def _rows(entries: Entries, page: Page) -> list[tuple[DataRow, Cell]]:
    """The rows of powers, each with the cell that names the power; a part without one goes on with that above."""
    found: list[tuple[DataRow, Cell]] = []
    for data in data_rows(entries, page, "title"):
        cell = page.cell(data.number, "title")
        if cell is not None and cell.text:
            found.append((data, cell))
        elif page.text(data.number, "sub") and found and found[-1][0].banner == data.banner:
            found.append((data, found[-1][1]))
        else:
            at = page.sheet.filled(data.number)[0]
            message = f"本行没有“{page.spec.headers['title'][0]}”"
            entries.problem(page, at, "ROW", "error", message, "补上名称，或删去本行")
    return found


def kind_of(entries: Entries, page: Page, data: DataRow, title: str) -> str | None:
    """The kind of a power: from its cell, the section, the title of the sheet, the list where all are licences, or its
    own name; None for none."""
    cell = page.cell(data.number, "kind")
    words = page.spec.values["kind"]
    if cell is not None and cell.text:
        said = re.sub(r"\s|类$", "", cell.text)
        if said not in words:
            known = "、".join(words)
            message = f"“{page.caption('kind')}”写的是“{cell.text}”，不是已知的写法，没有读取"
            entries.warn(page, cell, "VALUE", message, f"改为以下之一：{known}")
        return words.get(said)
    for text in (data.banner, page.name):
        if kind := words.get(_COUNT.sub("", text).strip()):
            return kind
    return "licence" if _licences(page) else kind_of_title(title)


def _licences(page: Page) -> bool:
    """Whether every item of a list is a licence, as its profile says of who carries it out."""
    return page.spec.roles["body"].link == "APPROVES"


def _served(page: Page) -> bool:
    """Whether a list of services says of each item only whose field it is (主管部门), and not who supervises it."""
    return "政务服务" in page.spec.heard and "监" not in page.caption("supervisor")


def _own_field(entries: Entries, page: Page, row: int) -> bool:
    """Whether a service lies in the field of the body itself that carries it out, which says nothing more."""
    names = [page.text(row, name) for name in ("body", "supervisor")]
    if not all(names) or not _served(page):
        return False
    own, field = (entries.book.find(name, entries.region) for name in names)
    return names[0] == names[1] or (
        isinstance(own, Match) and isinstance(field, Match) and own.id == field.id
    )


def kind_of_title(title: str) -> str | None:
    """The kind of a power that its name alone tells, None for none.

    >>> kind_of_title("对擅自取水的处罚"), kind_of_title("取水许可")
    ('penalty', None)
    """
    return next((kind for kind, pattern in _BY_TITLE if pattern.search(title)), None)


def _power(
    entries: Entries,
    page: Page,
    told: Told,
    data: DataRow,
    main: Cell,
    title: str,
    made: str,
    own: Body | None,
) -> None:
    row = data.number
    part = page.cell(row, "sub")
    cell = part if part is not None and part.text else main
    kind = kind_of(entries, page, data, title)
    entries.node(
        page, cell, "ApprovalItem", id=made, name=title, region=entries.region, code=page.text(row, "code"),
        main=main.text if main.text != title else None, kind=kind, operation=operation_of(title) if kind == "licence" else None,
        level=page.text(row, "level"), related=False, status="active", note=page.text(row, "note"),
    )  # fmt: skip
    state_listed(entries, page, row, cell, made)
    state_basis(entries, page, row, made)
    if page.text(row, "domain"):
        state_domain(entries, page, main, "", made, told, ranked=False)
    item = Thing(made, title, "ApprovalItem", page.text(row, "basis") or None)
    role, before = role_of(kind, title), len(entries.said)
    roles = {**page.spec.roles, "body": _beside(entries, page, row, Role(role, "duty_text"))}
    if _own_field(entries, page, row):
        del roles["supervisor"]
    holders = state_roles(entries, replace(page, spec=replace(page.spec, roles=roles)), row, item)
    if own is not None:
        text = page.text(row, "duty_text")
        entries.role(
            page, cell, role, own, item, cue=own.text, text=text, level=page.text(row, "level"), position=1
        )
    named = {body.id for body, _ in holders} | ({own.id} if own is not None else set())
    state_teams(entries, page, row, item, role, named)
    state_remarks(entries, page, row, item, before)
    note_code(entries, page, row, holders)


def _beside(entries: Entries, page: Page, row: int, own: Role) -> Role:
    """The role of the body of a row, where a column tells which of an item's bodies leads it and which only helps: who
    leads it, or acts for who does, has the role that its kind gives."""
    cell = page.cell(row, "role")
    if cell is None or not cell.text:
        return own
    cue = role_in_column(cell.text)
    if cue is None and not _ACTS_FOR.search(cell.text):
        message = (
            f"“{page.caption('role')}”写的是“{cell.text}”，看不出角色，按“{load().links[own.link].zh}”读取"
        )
        entries.warn(page, cell, "VALUE", message, "改为主责、配合、指导、监督之一")
    if cue is None or cue.role in (None, "LEADS", "SHARES", "COORDINATES"):
        return Role(own.link, own.clause, cell.text)
    return Role(str(cue.role), own.clause, cell.text)
