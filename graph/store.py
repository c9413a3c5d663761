"""The seam to a graph engine: four methods, and the errors they raise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from graph.ontology import Ontology

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Mapping[str, Any]]]

# Not a kind of the ontology: one node that says which edition the engine holds.
META_QUERY = "MATCH (m:Meta) RETURN m.edition AS edition, m.hash AS hash, m.state AS state"


class StoreError(RuntimeError):
    """The engine refused or could not be reached."""


class StoreTimeout(StoreError):
    """A query took longer than allowed."""


class StoreLimit(StoreError):
    """A query gave more rows than allowed; nothing is cut off in silence."""


class Store(Protocol):
    """A property graph engine. It reads and writes; it does not think."""

    def define(self, ontology: Ontology) -> None:
        """Create the tables or constraints that the ontology needs, in an empty engine."""

    def write(self, nodes: Rows, links: Rows) -> None:
        """Add nodes (kind -> rows with `id` and properties) and links (kind -> rows with `id`, `from`, `to`)."""

    def read(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        timeout_s: float = 30,
        max_rows: int = 100_000,
    ) -> list[Row]:
        """Rows of a reading query, one dict each. Raises StoreTimeout or StoreLimit at the bounds."""

    def close(self) -> None:
        """Give back what the engine holds."""
