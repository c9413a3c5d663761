"""Opens the workspace of this program, and loads files into it: the functions both doors share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.settings import VERSION, Settings
from graph.record import UnknownEdition
from graph.workspace import Published, Workspace
from ingest.load import understand
from ingest.report import Understanding

Step = Callable[[str], None]


def workspace(settings: Settings | None = None) -> Workspace:
    """The workspace that the settings name; raises RecordError or StoreError when it cannot be opened."""
    s = settings or Settings()
    return Workspace(s.home, s.record, s.graph, program=VERSION)


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Workspace]:
    """The workspace, closed again at the end."""
    office = workspace(settings)
    try:
        yield office
    finally:
        office.close()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load understood, and what it published (None: there were errors, nothing changed)."""

    understanding: Understanding
    published: Published | None


def known(office: Workspace) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Organisations and duties of the current edition, as reading a list needs them."""
    try:
        statements = office.record.statements(office.record.edition(None).no)
    except UnknownEdition:
        return [], []
    nodes = [s for s in statements if s.is_node]
    return (
        [{"id": s.id, **s.properties} for s in nodes if s.kind == "Organization"],
        [{"id": s.id, **s.properties} for s in nodes if s.kind == "Duty"],
    )


def check(
    office: Workspace, paths: Sequence[Path], profile: str | None = None, first_listed: bool = False,
    on_step: Step | None = None,
) -> Understanding:  # fmt: skip
    """Read files and say what is understood; writes nothing."""
    organizations, duties = known(office)
    tell = None if on_step is None else lambda what, done, total: on_step(f"{what}({done}/{total})")
    return understand(paths, organizations, duties, profile, first_listed, tell)


def load(
    office: Workspace, paths: Sequence[Path], as_of: str | None = None, profile: str | None = None,
    first_listed: bool = False, note: str = "", on_step: Step | None = None,
) -> Loaded:  # fmt: skip
    """Read files and publish what they say as the next edition, or change nothing when there is an error."""
    if on_step:
        on_step("read")
    understood = check(office, paths, profile, first_listed, on_step)
    if not understood.ok:
        return Loaded(understood, None)
    return Loaded(understood, office.publish(understood.batch, as_of, note, on_step=on_step))


__all__ = ["Loaded", "Workspace", "check", "known", "load", "opened", "workspace"]
