"""What the record keeps of people's doings: accepted findings, the audit; and whether the server is well."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from api import schema
from api.access import AUDIT, OPEN, WORK, who
from api.ask import find_finding
from api.deps import PROBLEMS, Asking, Office
from api.errors import problem
from graph.store import StoreError

router = APIRouter()


class Accept(BaseModel):
    """Why a finding is accepted, and the last day that holds."""

    reason: str = Field(min_length=1, max_length=2000, examples=["正在修订清单"])
    until: date | None = None


class AuditEntry(BaseModel):
    """One line of the audit."""

    no: int
    at: str = Field(description="UTC, to the second.")
    who: str = Field(description="Name of a token; `local` for the command line of the machine itself.")
    action: str = Field(examples=["publish", "accept", "token add", "token revoke"])
    edition: int | None = Field(description="The edition made, for publish.")
    detail: dict[str, Any]


class Health(BaseModel):
    """Whether the server can answer."""

    status: Literal["ok", "unavailable"]
    edition: int | None = Field(description="The current edition; null when none was ever published.")
    engine: Literal["ladybug", "neo4j"]


@router.get("/health", response_model=Health, tags=["server"], dependencies=[OPEN],
            responses={503: {"description": "The graph cannot be reached", "model": Health}})  # fmt: skip
def health(office: Office, response: Response) -> Any:
    """Whether the server can answer, for a health check; 503 when its graph cannot be reached."""
    current = office.record.current()
    said: dict[str, Any] = {"status": "ok", "edition": current.no if current else None, "engine": "ladybug"}
    if office.mirror:
        said["engine"] = "neo4j"
        try:
            office.mirror.meta()
        except StoreError:
            said["status"], response.status_code = "unavailable", 503
    response.headers["Cache-Control"] = "no-store"
    return said


@router.post("/findings/{key}/accept", response_model=schema.Finding, tags=["findings"], dependencies=[WORK],
             responses={**PROBLEMS, 409: {"description": "The finding is not open"}})  # fmt: skip
def accept(request: Request, ask: Asking, key: str, body: Accept) -> Any:
    """Accept a finding of the current edition; it stays visible, marked, with the name of the token."""
    office = ask.office
    found = office.answer(lambda r: find_finding(r, key))
    if found["state"] not in ("open", "accepted") or not body.reason.strip():
        return problem(409, "不能接受这条发现", "它不在待处理之列，或没有写明理由。")
    office.record.accept(
        key, body.reason.strip(), who(request), body.until.isoformat() if body.until else None
    )
    return office.answer(lambda r: find_finding(r, key))


@router.get("/audit", response_model=list[AuditEntry], tags=["server"], dependencies=[AUDIT])
def audit(
    office: Office,
    before: Annotated[int | None, Query(ge=1, description="Only entries with a smaller number.")] = None,
    size: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Any:
    """Who did what, newest first."""
    return [{**entry, "detail": json.loads(entry["detail"])} for entry in office.record.audited(before, size)]
