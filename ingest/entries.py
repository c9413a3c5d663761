"""What one list gives while its rows are shaped: mentions, problems, and what became of every row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from graph.ids import link_id
from graph.often import made_often
from graph.ontology import load
from graph.statement import Mention, Source, Statement, clean
from ingest.bodies import Body, Parties, read_parties
from ingest.cells import DASHES, Cell, Sheet
from ingest.footnotes import Footnotes
from ingest.header import Header
from ingest.names import OrganizationBook
from ingest.problem import Problem, Severity, Unresolved, place
from ingest.profile import Role, SheetSpec
from ingest.regions import place_code
from ingest.register_words import value_in


@made_often
class Said:
    """One statement about a body, as reports show it: who, in what role, for what, on what basis, and where."""

    role: str
    organization: str | None
    organization_text: str
    thing: str
    kind: str
    scope: str | None
    basis: str | None
    cell: str
    text: str
    cue: str | None
    inferred: str | None
    how: str | None


@made_often
class Thing:
    """What a statement is about: its id, title and kind, and the basis its row gives."""

    id: str
    title: str
    kind: str
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One data sheet with its header: rows are asked by field, not by column."""

    sheet: Sheet
    spec: SheetSpec
    header: Header
    notes: Footnotes = field(default_factory=Footnotes)
    _roles: list[tuple[str, Role]] = field(init=False, repr=False, compare=False, default_factory=list)

    @property
    def name(self) -> str:
        return self.sheet.name

    @property
    def roles(self) -> list[tuple[str, Role]]:
        """The columns of bodies with the role each gives, found once for all rows."""
        if not self._roles:
            self._roles.extend(self.header.roles(self.spec))
        return self._roles

    def cell(self, row: int, name: str) -> Cell | None:
        """The cell of a field in a row, None where the sheet has no such column. A dash counts as blank,
        and so do the words that the kind of sheet names as such."""
        column = self.header.columns.get(name)
        if not column:
            return None
        cell = self.sheet.cell(row, column)
        if cell is not None and (cell.text in DASHES or cell.text in self.spec.blanks):
            return replace(cell, text="")
        return cell

    def text(self, row: int, name: str) -> str:
        """The text of a field in a row, "" where there is none."""
        cell = self.cell(row, name)
        return cell.text if cell else ""

    def value(self, row: int, name: str) -> str | None:
        """The ontology's value for what stands in a field, None where it is blank or unknown."""
        text = self.text(row, name)
        words = self.spec.values.get(name, {})
        return value_in(self.spec.shape, name, words, text) if text else None

    def caption(self, name: str) -> str:
        """The heading of a field, as written."""
        return self.header.captions.get(name, name)

    @property
    def first_row(self) -> int:
        """The row right under the header."""
        return self.header.rows[-1] + 1

    @property
    def fields(self) -> list[str]:
        """Fields for which the sheet has a column, as a list's columns_present names them."""
        return [self.spec.prefix + f for f in self.spec.headers if f in self.header.columns]


@dataclass(slots=True)
class Entries:
    """Collects what one file says. `list_id` is the BoundaryList whose sheet is being shaped.

    With `unresolved` names that stand for no one body are stated as such instead of being errors.
    """

    file: str
    sha256: str
    book: OrganizationBook
    list_id: str = ""
    region: str = ""
    unresolved: bool = False
    mentions: list[Mention] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    idle_rows: dict[tuple[str, int], str] = field(default_factory=dict)
    stated_rows: set[tuple[str, int]] = field(default_factory=set)
    problem_rows: set[tuple[str, int]] = field(default_factory=set)

    def node(self, page: Page, cell: Cell, kind: str, /, *, id: str | None = None, **properties: Any) -> str:
        """State a node; gives its id."""
        return self.state(page, cell, Statement.node(kind, id=id, **properties))

    def state(self, page: Page, cell: Cell, statement: Statement) -> str:
        """State what is made already, as of a node that many rows name; gives its id."""
        self._mention(page, cell, statement, None, None, None)
        return statement.id

    def link(
        self, page: Page, cell: Cell, kind: str, source: str, target: str, /, *,
        body: Body | None = None, thing: Thing | None = None, cue: str | None = None, **properties: Any,
    ) -> str:  # fmt: skip
        """State a link; with a body and a thing it is also a line of the report. Gives the link's id."""
        return self._link(page, cell, kind, source, target, body, thing, cue, properties)

    def _link(
        self, page: Page, cell: Cell, kind: str, source: str, target: str,
        body: Body | None, thing: Thing | None, cue: str | None, properties: dict[str, Any],
    ) -> str:  # fmt: skip
        inferred = properties.get("inferred")
        # A heading is how this file says it, not what it says: it stays with the mention.
        if cue and cue not in page.header.captions.values() and "cue" in load().links[kind].properties:
            properties["cue"] = cue
        said = clean(properties)
        how = body.how if body else None
        if body is not None and body.group is not None:
            self.group(page, cell, body)
        statement = Statement(link_id(kind, source, target, said), kind, source, target, said)
        self._mention(page, cell, statement, cue, how, inferred)
        if body is not None and thing is not None:
            where = place(page.name, cell.address)
            self.said.append(
                Said(
                    kind, body.name, body.text, thing.title, thing.kind, properties.get("scope"), thing.basis,
                    where, cell.text, cue, inferred, how,
                )
            )  # fmt: skip
        return statement.id

    def also_said_by(self, source: Source) -> None:
        """The last statement stands in the small file beside the list as well."""
        text = source.content.decode("utf-8-sig")
        last = self.mentions[-1]
        self.mentions.append(
            replace(last, file=source.name, sha256=source.sha256, sheet="", cell="", text=text)
        )

    def role(
        self, page: Page, cell: Cell, kind: str, body: Body, thing: Thing, /, *, cue: str, **properties: Any
    ) -> str:
        """State a role link from a body to a thing, with what every role link carries."""
        carried = {
            "scope": body.scope, "split": body.split or None, "capacity": body.capacity,
            "region": self.region, "lists": [self.list_id], **properties,
        }  # fmt: skip
        return self._link(page, cell, kind, body.id, thing.id, body, thing, cue, carried)

    def group(self, page: Page, cell: Cell, body: Body) -> None:
        """State the NamedGroup that a wording stands for."""
        said = {"name": body.words, "kind": body.group, "text": body.words, "region": body.region}
        self.node(page, cell, "NamedGroup", id=body.id, **said)

    def place(self, text: str) -> str | None:
        """Code of the place of that name within the list's region, None where none or several are known."""
        return place_code(text, self.book.places, self.region)

    def parties(self, page: Page, cell: Cell, region: str | None = None, needed: bool = True) -> list[Body]:
        """The bodies a cell names; what cannot be read becomes a problem of the cell, an error where it is `needed`."""
        found: Parties = read_parties(cell.text, region or self.region, self.book, self.unresolved)
        for trouble in found.troubles:
            severity = trouble.severity if needed else "warning"
            self.problem(
                page, cell, trouble.code, severity, trouble.message, trouble.todo, trouble.unresolved
            )
        for body in found.bodies:
            if body.group == "open_ended":
                message = f"“{body.text}”没有指明是哪些机构"
                self.problem(page, cell, "DQ-OPEN", "info", message, "逐一写明单位名称")
        return found.bodies

    def problem(
        self, page: Page | None, cell: Cell | None, code: str, severity: Severity, message: str, todo: str,
        unresolved: Unresolved | None = None,
    ) -> None:  # fmt: skip
        """Note a problem; an error also marks the row."""
        sheet = page.name if page else ""
        self.problems.append(
            Problem(code, severity, self.file, sheet, cell.address if cell else "", message, todo, unresolved)
        )
        if severity == "error" and cell:
            self.problem_rows.add((sheet, cell.row))

    def warn(self, page: Page, cell: Cell, code: str, message: str, todo: str) -> None:
        """Note a warning."""
        self.problem(page, cell, code, "warning", message, todo)

    def idle(self, page: Page | None, rows: Iterable[int], why: str, sheet: str = "") -> None:
        """Name rows that hold no data."""
        for row in rows:
            self.idle_rows.setdefault((page.name if page else sheet, row), why)

    def _mention(
        self, page: Page, cell: Cell, statement: Statement,
        cue: str | None, how: str | None, inferred: str | None,
    ) -> None:  # fmt: skip
        sheet = page.sheet.name
        where = (self.list_id, self.file, self.sha256, sheet, cell.address, cell.text)
        self.mentions.append(Mention(statement, *where, cue, how, inferred))
        self.stated_rows.add((sheet, cell.row))
