"""The ledger of numbers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from api.deps import PROBLEMS, Asking
from api.schema_stats import EXAMPLE, Ledger
from graph.stats import beside, ledger

router = APIRouter(
    responses={**PROBLEMS, 200: {"content": {"application/json": {"example": EXAMPLE}}}}, tags=["answers"]
)
Against = Annotated[int | None, Query(ge=1, description="Edition whose numbers stand beside.", examples=[1])]


@router.get("/stats", response_model=Ledger)
def stats(ask: Asking, against: Against = None) -> Any:
    """All numbers of the ledger, each with its query; with `against`, two editions and their difference."""
    return _read(ask, "", against)


@router.get("/stats/{name}", response_model=Ledger)
def one(
    ask: Asking,
    name: Annotated[str, Path(description="Id of a table or of a number.", examples=["by_list"])],
    against: Against = None,
) -> Any:
    """One table of the ledger, or one number."""
    return _read(ask, name, against)


def _read(ask: Asking, name: str, against: int | None) -> dict[str, Any]:
    now = ask(lambda r: ledger(r, name))
    return now if against is None else beside(now, ask.office.answer(lambda r: ledger(r, name), against))
