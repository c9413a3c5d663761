"""Shapes of what the HTTP door says. Properties of things come from the ontology, so the two cannot differ."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from graph.ontology import NodeKind, Property, load
from graph.rule import GROUPS, SEVERITIES
from graph.triage import STATES

_TYPES: dict[str, Any] = {"string": str, "date": str, "int": int, "bool": bool, "strings": list[str]}


def _field(declared: Property) -> Any:
    kind = Literal[tuple(declared.values)] if declared.values else _TYPES[declared.type]
    if declared.required:
        return (kind, Field(title=declared.zh, description=declared.means))
    return (kind | None, Field(None, title=declared.zh, description=declared.means))


def model_of(kind: NodeKind) -> type[BaseModel]:
    """The schema of one node kind, from its declaration."""
    fields = {p.name: _field(p) for p in kind.properties.values()}
    return create_model(
        kind.name, __config__=ConfigDict(title=f"{kind.name} {kind.zh}"), __doc__=kind.means, **fields
    )


THINGS: dict[str, type[BaseModel]] = {name: model_of(kind) for name, kind in load().nodes.items()}


class Written(BaseModel):
    """One place where a statement is said."""

    list_id: str = Field(description="BoundaryList that says it.", examples=["list:职责边界清单-1a2b3c4d"])
    file: str = Field(examples=["02-部门职责边界清单.xlsx"])
    sha256: str = Field(description="Hash of the file as received.")
    sheet: str = Field(examples=["职责边界清单"])
    cell: str = Field(description="A1 notation.", examples=["E7"])
    text: str = Field(description="Raw text of the cell.")
    cue: str | None = Field(description="Words that gave the role.")
    how: str | None = Field(description="How the name was resolved.")
    inferred: str | None = Field(description="Set where the role is inferred, not stated.")


class Ref(BaseModel):
    """A thing by id and name."""

    id: str
    name: str


class Party(BaseModel):
    """A body (or level) in a role."""

    role: str = Field(examples=["LEADS"])
    id: str
    name: str
    kind: Literal["Organization", "NamedGroup", "CoordinatingBody"]
    group: str | None = Field(description="Why it is not a body: level, open_ended or unresolved.")
    scope: str | None
    text: str | None = Field(description="Its own clause, as written.")
    level: str | None
    split: bool | None
    cue: str | None
    standing: Literal["stated", "confirmed", "inferred"]
    capacity: str | None
    status: str | None = Field(description="active, merged, renamed …; null where unknown.")
    successors: list[Ref]
    facts: list[str] = Field(description="Ids of the statements behind it.")
    written: list[Written]


class Basis(BaseModel):
    """A text that a thing rests on."""

    id: str
    name: str
    article: str | None
    written: list[Written]


class FindingRef(BaseModel):
    """A finding, in short."""

    key: str
    code: str = Field(examples=["H15"])
    title: str
    severity: str
    state: str


class Finding(FindingRef):
    """A finding with what proves it."""

    rule: str
    group: str = Field(description=", ".join(f"{k} {v}" for k, v in GROUPS.items()))
    severity: str = Field(description=", ".join(f"{k} {v}" for k, v in SEVERITIES.items()))
    state: str = Field(description=", ".join(f"{k} {v}" for k, v in STATES.items()))
    subject: str = Field(description="Id of the thing it is about.")
    columns: dict[str, Any] = Field(description="Identity values and readable names.")
    evidence: list[str] = Field(description="Node ids that prove it, in walking order.")
    facts: list[str] = Field(description="Statement ids of the links used.")
    looked_at: int = Field(description="How many things the rule looked at (denominator).")
    first_in: int = Field(description="Edition it was first found in.")
    reason: str | None = None
    who: str | None = None
    until: str | None = None


class FindingPage(BaseModel):
    """Findings, a page at a time."""

    edition: int
    as_of: str
    total: int
    page: int
    size: int
    counts: dict[str, dict[str, int]] = Field(description="Group -> severity -> how many, before paging.")
    findings: list[Finding]


class FindingCells(Finding):
    """A finding with the cells behind its facts."""

    cells: dict[str, list[Written]] = Field(description="Statement id -> where it is said.")


class Reason(BaseModel):
    """Why an answer is not whole."""

    model_config = ConfigDict(extra="allow")
    code: str = Field(examples=["NO_LEAD"])
    zh: str


class Candidate(Ref):
    """A thing that also fits the question."""

    kind: str


class Who(BaseModel):
    """Who is responsible."""

    question: str
    edition: int
    as_of: str
    thing: Candidate | None = Field(description="Null when nothing, or several things, fit.")
    candidates: list[Candidate]
    lead: list[Party]
    assistants: list[Party]
    shares: list[Party]
    guides: list[Party]
    coordinators: list[Party]
    involved: list[Party]
    approvers: list[Party]
    supervisors: list[Party]
    enforcers: list[Party]
    level: str | None
    basis: list[Basis]
    reasons: list[Reason] = Field(description="In fixed order; empty when the answer is whole.")
    findings: list[FindingRef]


class Moved(BaseModel):
    """A transfer of the item."""

    id: str
    name: str
    kind: str | None
    effective_on: str | None
    document: str | None
    pending: str | None
    written: list[Written]


class Step(BaseModel):
    """One step of a chain."""

    step: str
    zh: str
    title: str
    parties: list[Party]
    nodes: list[str]
    missing: str | None = Field(description="What is not named; null when nothing is missing.")
    detail: dict[str, Any]
    basis: list[Basis]
    written: list[Written]
    findings: list[FindingRef]
    broken: bool


class Chain(BaseModel):
    """The chain of an approval item."""

    item: dict[str, Any]
    edition: int
    as_of: str
    transferred_from: list[Moved]
    steps: list[Step]
    broken: bool
    sentences: list[str]


class LinkRef(BaseModel):
    """A link between two things."""

    model_config = ConfigDict(populate_by_name=True)
    id: str
    kind: str
    source: str = Field(alias="from")
    to: str


class PathStep(Candidate):
    """A thing on the way, with the links to the next."""

    links: list[LinkRef]


class Path(BaseModel):
    """The shortest way between two things."""

    found: bool
    steps: list[PathStep]
    length: int
    avoided: list[str]
    via: list[str]
    edition: int


class Near(Candidate):
    """A thing nearby."""

    depth: int


class Neighbourhood(BaseModel):
    """What lies around a thing; `cut` says per depth how many were left out."""

    centre: str
    depth: int
    edition: int
    nodes: list[Near]
    links: list[LinkRef]
    shown: int
    total: int
    cut: dict[str, int]


class EditionOut(BaseModel):
    """A published edition."""

    edition: int
    as_of: str
    published_at: str
    hash: str


class Upload(BaseModel):
    """One file, as base64."""

    name: str = Field(examples=["清单.xlsx"], pattern=r"^[^/\\\x00]{1,200}$")
    content: str = Field(description="The bytes, base64.", max_length=60_000_000)


class Files(BaseModel):
    """Lists to check or load."""

    files: list[Upload] = Field(
        min_length=1, max_length=50, description="Lists, and the *.zhize.yaml files that speak of them."
    )
    profile: str | dict[str, str] | None = Field(
        None,
        description="Profile of all files, or by file name (`*` for the rest).",
        examples=[{"清单.xlsx": "boundary"}],
    )
    as_of: date | None = None
    note: str = ""
    first_listed: bool = False
    unresolved: bool = False


class Problem(BaseModel):
    """RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
