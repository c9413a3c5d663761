"""What the departments answered when they were asked."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.deps import Office
from graph.replies import OPINIONS, STATES, TODO, listed, silent, unpublished

router = APIRouter(tags=["replies"])


class Answered(BaseModel):
    """One answer beside what was asked."""

    id: int
    consultation: int = Field(description="Round of asking.")
    org: str = Field(description="Organisation that was asked and answered.")
    org_name: str
    statement: str = Field(description="Id of the role link.")
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
    todo: Literal["amend", "remove"] | None = Field(
        description="What is to be done to the lists by hand: "
        + ", ".join(f"{k} {v}" for k, v in TODO.items())
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


class Replies(BaseModel):
    """Answers, a page at a time, and who has not replied."""

    total: int
    page: int
    size: int
    replies: list[Answered]
    silent: list[Silent]
    unpublished: int = Field(
        description="Roles that the next publish will show as asked, confirmed or refused."
    )


@router.get("/replies", response_model=Replies)
def replies(
    office: Office,
    org: Annotated[
        str | None, Query(max_length=200, description="Id or full name of an organisation.")
    ] = None,
    open: Annotated[bool, Query(description="Only those that somebody must decide.")] = False,
    all: Annotated[bool, Query(description="Also those that a newer reply has replaced.")] = False,
    page: Annotated[int, Query(ge=1)] = 1,
    size: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:
    """What the departments answered, each beside what was asked."""
    found = listed(office.record, org, open, all)
    return {
        "total": len(found), "page": page, "size": size, "replies": found[(page - 1) * size : page * size],
        "silent": silent(office.record), "unpublished": unpublished(office.record),
    }  # fmt: skip
