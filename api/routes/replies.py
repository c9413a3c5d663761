"""What the departments answered when they were asked, and what is decided on it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from api.access import LOAD, READ, who
from api.consult import adopt, decline
from api.deps import Office
from api.routes.changes import CANNOT, Done, Reason, done
from graph.answered import OPINIONS, STATES, TODO, listed, rounds, silent, unpublished
from graph.statement import Batch

router = APIRouter(tags=["replies"])
_UNKNOWN: dict[int | str, dict[str, Any]] = {
    404: {"description": "No answer of this number", "content": {"application/problem+json": {}}},
    **CANNOT,
}


class Answered(BaseModel):
    """One answer beside what was asked."""

    id: int
    consultation: int = Field(description="Round of asking.")
    edition: int = Field(description="Edition asked about.")
    org: str = Field(description="Organisation that was asked and answered.")
    org_name: str
    statement: str = Field(description="Id of the role link, as it was asked.")
    now: str | None = Field(description="Id that the role link goes by now; null where it is gone.")
    thing: str | None = Field(description="Id of the matter.")
    role: str = Field(examples=["主办"])
    matter: str
    clause: str = Field(description="What the list says that it does, as it was sent.")
    scope: str
    basis: str
    written: str = Field(description="File, sheet and cell, as they were sent.")
    opinion: Literal["agree", "amend", "object"] = Field(
        description=", ".join(f"{k} {v}" for k, v in OPINIONS.items())
    )
    amended: str | None = Field(description="The clause as the organisation would have it.")
    reason: str | None
    own_basis: str | None
    file: str = Field(description="Workbook that it came in.")
    sheet: str
    cell: str
    at: str = Field(description="UTC, to the second.")
    state: Literal["agreed", "open", "adopted", "declined", "replaced"] = Field(
        description=", ".join(f"{k} {v}" for k, v in STATES.items())
    )
    todo: Literal["amend", "remove", "end"] | None = Field(
        description="What is to be done by hand: " + ", ".join(f"{k} {v}" for k, v in TODO.items())
    )
    decided_reason: str | None
    decided_by: str | None
    decided_at: str | None


class Silent(BaseModel):
    """An organisation that sent no reply to a round of asking."""

    consultation: int
    asked_on: str
    until: str | None
    org: str
    org_name: str
    rows: int


class Round(BaseModel):
    """One round of asking."""

    id: int
    edition: int = Field(description="Edition asked about.")
    list_id: str | None = Field(description="The one list asked about; null for all.")
    asked_on: str
    until: str | None = Field(description="Last day to answer.")
    who: str
    organizations: int = Field(description="Organisations asked.")
    rows: int = Field(description="Roles asked about.")
    replied: int = Field(description="Organisations that replied.")
    open: int = Field(description="Answers that wait for a decision.")


class Replies(BaseModel):
    """Answers, a page at a time, and who has not replied."""

    total: int
    page: int
    size: int
    rounds: list[Round]
    replies: list[Answered]
    silent: list[Silent]
    unpublished: int = Field(
        description="Roles that the next publish will show as asked, confirmed or refused."
    )


class Decide(BaseModel):
    """What is decided on an answer."""

    decision: Literal["adopt", "decline"]
    reason: Reason


class Decision(BaseModel):
    """The answer as it stands then, and the edition that carries it out (null: none was needed)."""

    reply: Answered
    published: Done | None


class Publish(BaseModel):
    """The day that the edition speaks for."""

    as_of: date | None = Field(None, description="Default: the day of the current edition.")


@router.get("/replies", response_model=Replies, dependencies=[READ])
def replies(
    office: Office,
    org: Annotated[
        str | None, Query(max_length=200, description="Id or full name of an organisation.")
    ] = None,
    thing: Annotated[str | None, Query(max_length=300, description="Id of a matter.")] = None,
    open: Annotated[bool, Query(description="Only those that somebody must decide.")] = False,
    all: Annotated[bool, Query(description="Also those that a newer reply has replaced.")] = False,
    page: Annotated[int, Query(ge=1)] = 1,
    size: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:
    """What the departments answered, each beside what was asked."""
    found = listed(office.record, org, open, all, thing)
    return {
        "total": len(found), "page": page, "size": size, "rounds": rounds(office.record),
        "replies": found[(page - 1) * size : page * size], "silent": silent(office.record),
        "unpublished": unpublished(office.record),
    }  # fmt: skip


@router.post("/replies/{answer}/decide", response_model=Decision, dependencies=[LOAD], responses=_UNKNOWN)
def decide(request: Request, office: Office, answer: int, body: Decide) -> Any:
    """Adopt or decline an answer. Adopting `amend` corrects the clause and publishes; declining what was adopted takes
    that correction back. An adopted objection changes nothing by itself: `todo` says what is left."""
    name = who(request)
    act = adopt if body.decision == "adopt" else decline
    one, published = act(office, answer, body.reason, name, name)
    return {"reply": one, "published": done(published) if published else None}


@router.post("/replies/publish", response_model=Done, dependencies=[LOAD], responses=CANNOT)
def publish(request: Request, office: Office, body: Publish) -> Any:
    """Take what was asked, answered and decided into an edition at once, not with the next load."""
    day = body.as_of.isoformat() if body.as_of else office.record.edition(None).as_of
    return done(office.publish(Batch(), day, note="征求意见", who=who(request)))
