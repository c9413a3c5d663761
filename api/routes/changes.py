"""What a person changes of what lists say, over HTTP: pairs confirmed to be one, single corrections."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from api.access import LOAD, READ, who
from api.deps import Office
from graph import amend as by_hand
from graph import matched, matching
from graph.record import Unfit
from graph.workspace import Published

router = APIRouter(tags=["changes"])
CANNOT: dict[int | str, dict[str, Any]] = {
    409: {"description": "The edition that was looked at is no longer current", "content": {"application/problem+json": {}}},
    422: {"description": "It cannot be done; nothing changed", "content": {"application/problem+json": {}}},
}  # fmt: skip
Reason = Annotated[str, Field(min_length=1, max_length=2000, examples=["两份清单说的是一件事"])]
Edition = Annotated[
    int | None, Field(ge=1, description="The edition that was looked at; refused when another is current.")
]


class Pair(BaseModel):
    """Two matters, and why it is so decided."""

    older: str = Field(max_length=300, examples=["duty:节约用水管理-1a2b3c4d"])
    newer: str = Field(max_length=300)
    reason: Reason


class Confirm(Pair):
    """A pair to be confirmed."""

    relation: Literal["same", "reworded", "split", "merged"]
    edition: Edition = None


class Match(BaseModel):
    """A pair that may be one matter."""

    older: str
    newer: str
    kind: Literal["Duty", "ApprovalItem"]
    older_name: str
    newer_name: str
    region: str
    relation: Literal["same", "reworded", "split", "merged"]
    score: int = Field(description="How likely, in percent.")
    speaks: list[str] = Field(description="What speaks for it.")
    against: list[str] = Field(description="What speaks against it.")
    lists: list[str] = Field(description="Ids of the lists that hold one of the two.")


class Link(BaseModel):
    """A role link to be added; the ends by id or full name."""

    kind: str = Field(max_length=40, examples=["LEADS"])
    subject: str = Field(max_length=300)
    object: str = Field(max_length=300)


class Amend(BaseModel):
    """One statement corrected: `statement` with `set` or `remove`, or `add`."""

    statement: str | None = Field(None, max_length=300, description="Id of the statement.")
    set: dict[str, str] = Field(default_factory=dict, max_length=20, examples=[{"scope": "城区"}])
    remove: bool = False
    add: Link | None = None
    reason: Reason
    document: str = Field(min_length=1, max_length=2000, examples=["临编办〔2026〕12 号"])
    edition: Edition = None


class Done(BaseModel):
    """The edition in which it holds."""

    edition: int
    as_of: str
    new: bool
    statements: int
    findings: int


class Amendment(BaseModel):
    """One correction by hand, as kept."""

    id: int
    action: Literal["set", "remove", "add"]
    kind: str
    subject: str
    object: str | None
    said: dict[str, Any] = Field(description="Properties before.")
    properties: dict[str, Any] = Field(description="What was set (null: taken away) or added.")
    reason: str
    document: str
    decided_by: str
    made_at: str
    made_in: int = Field(description="The edition that brought it.")
    answer: int | None = Field(description="Number of the department's answer that it carries out.")
    ended_at: str | None = Field(description="Null while it holds.")


class End(BaseModel):
    """Why a correction is taken back."""

    reason: Reason


@router.get("/matches", response_model=list[Match], dependencies=[READ])
def matches(
    office: Office,
    size: Annotated[int, Query(ge=1, le=500)] = matching.LIMIT,
    list: Annotated[
        str | None, Query(max_length=300, description="Only pairs of which this list holds one.")
    ] = None,
) -> Any:
    """Pairs of matters that may be one, the likeliest first; nothing is decided by the program."""
    return [asdict(m) for m in matching.propose(office.record, size, list)]


@router.post("/matches/confirm", response_model=Done, dependencies=[LOAD], responses=CANNOT)
def confirm(request: Request, office: Office, body: Confirm) -> Any:
    """Confirm a pair; the next edition is published at once. Of same or reworded, the older id stays."""
    name = who(request)
    pair = (body.older, body.newer, body.relation)
    return done(matched.confirm(office, *pair, name, body.reason, name, body.edition))


@router.post("/matches/reject", status_code=204, dependencies=[LOAD], responses=CANNOT)
def reject(request: Request, office: Office, body: Pair) -> None:
    """Say that a pair is not one matter: it is proposed no more."""
    name = who(request)
    matched.reject(office.record, body.older, body.newer, name, body.reason, name)


@router.post("/matches/withdraw", status_code=204, dependencies=[LOAD], responses=CANNOT)
def withdraw(request: Request, office: Office, body: Pair) -> None:
    """Take a decision on a pair back. What was confirmed parts as the lists that say it are loaded again."""
    name = who(request)
    matched.withdraw(office.record, body.older, body.newer, name, body.reason, name)


@router.get("/amendments", response_model=list[Amendment], dependencies=[READ])
def amendments(office: Office) -> Any:
    """All corrections by hand, in order, those that are over as well."""
    return [asdict(a) for a in by_hand.amendments(office.record)]


@router.post("/amend", response_model=Done, dependencies=[LOAD], responses=CANNOT)
def amend(request: Request, office: Office, body: Amend) -> Any:
    """Correct a single statement by hand; the next edition is published at once."""
    name = who(request)
    why = (body.reason, body.document, name, name, body.edition)
    if body.add is not None and body.statement is None and not body.remove:
        return done(by_hand.add(office, body.add.kind, body.add.subject, body.add.object, body.set, *why))
    if body.statement is None or body.add is not None or bool(body.set) == body.remove:
        raise Unfit("写明一种做法：statement 加 set 或 remove，或 add")
    return done(by_hand.amend(office, body.statement, None if body.remove else body.set, *why))


@router.post("/amendments/{number}/end", response_model=Done, dependencies=[LOAD], responses=CANNOT)
def end(request: Request, office: Office, number: int, body: End) -> Any:
    """Take a correction back: what the lists say holds again."""
    name = who(request)
    return done(by_hand.end(office, number, body.reason, name, name))


def done(published: Published) -> dict[str, Any]:
    """The answer `Done` of what was published."""
    edition = published.edition
    return {
        "edition": edition.no, "as_of": edition.as_of, "new": published.new,
        "statements": published.statements, "findings": len(published.findings),
    }  # fmt: skip
