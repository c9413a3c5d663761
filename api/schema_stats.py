"""Shapes of the ledger of numbers, as the HTTP door says it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

EXAMPLE: dict[str, Any] = {
    "edition": 2, "as_of": "2026-07-31", "against": {"edition": 1, "as_of": "2026-06-30"},
    "tables": [{
        "id": "by_domain", "by": "Domain.name", "title": {"zh": "按领域", "en": "By domain"},
        "numbers": [{
            "id": "domain_matters", "title": {"zh": "事项", "en": "Matters"},
            "means": {"zh": "归入这一领域的职责事项和审批事项。", "en": "Duties and approval items filed under it."},
            "query": "MATCH (d:Duty|ApprovalItem)-[:IN_DOMAIN]->(m:Domain)\n"
                     "RETURN m.name AS key, min(m.position) AS place, count(DISTINCT d.id) AS n",
        }],
        "rows": [{"key": "安全生产", "name": "安全生产", "place": 1, "n": {"domain_matters": 56},
                  "before": {"domain_matters": 54}, "change": {"domain_matters": 2}}],
    }],
}  # fmt: skip


class Caption(BaseModel):
    """The same words in two languages."""

    zh: str
    en: str


class LedgerEdition(BaseModel):
    """An edition whose numbers are shown."""

    edition: int
    as_of: str


class LedgerNumber(BaseModel):
    """A number that is counted for every row of a table."""

    id: str = Field(examples=["list_duties"])
    title: Caption
    means: Caption = Field(description="What is counted, and what is not.")
    query: str = Field(description="The Cypher query that counts it; both engines take it as it stands.")


class LedgerRow(BaseModel):
    """What the numbers are for one list, domain, body, value …"""

    key: str = Field(
        description="Id of the thing or value of the property; empty where lists say nothing, or for the only row."
    )
    name: str = Field(description="Name or Chinese caption of the key.")
    place: int | None = Field(description="Place in an index, where rows have one.")
    n: dict[str, int] = Field(description="Id of the number -> count.")
    before: dict[str, int] | None = Field(
        description="The counts of the other edition; null where none is asked for."
    )
    change: dict[str, int] | None = Field(description="`n` less `before`.")


class LedgerTable(BaseModel):
    """Numbers that have the same rows."""

    id: str = Field(examples=["by_list"])
    title: Caption
    by: str = Field(
        description="What a row is: a node kind, `Kind.property`, `link` (a role), or empty: one row."
    )
    numbers: list[LedgerNumber]
    rows: list[LedgerRow] = Field(description="Rows of which every number is zero are left out.")


class Ledger(LedgerEdition):
    """The ledger of numbers, of one edition or of two side by side."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})
    against: LedgerEdition | None = Field(description="The edition beside it.")
    tables: list[LedgerTable]
