"""Opens the workspace of this program, and loads files into it: the functions both doors share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.amended import note_amended
from api.settings import VERSION, Settings
from graph.aliases import learned
from graph.matched import identities
from graph.record import UnknownEdition
from graph.statement import Statement
from graph.workspace import Published, Workspace
from ingest.load import understand
from ingest.names import Match, OrganizationBook, is_coordinating
from ingest.regions import places
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
    """Bodies and duties of the current edition, as reading a list needs them."""
    try:
        return named_in(office.record.statements(office.record.edition(None).no))
    except UnknownEdition:
        return [], []


def named_in(statements: Sequence[Statement]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Bodies and duties that lists may name, from the statements of an edition.

    Bodies are organisations and coordinating bodies, these with the name of the department that keeps their
    office; a duty comes with the lists that hold it (kind by list id) and the bodies that do a share of it each.
    """
    nodes = {s.id: s for s in statements if s.is_node}
    offices: dict[str, list[str]] = {}
    lists: dict[str, dict[str, str]] = {}
    shares: dict[str, list[str]] = {}
    for link in statements:
        end = nodes.get(link.object or "")
        if end is None:
            continue
        if link.kind == "OFFICE_AT":
            offices.setdefault(link.subject, []).append(end.properties["name"])
        elif link.kind == "LISTED_IN":
            lists.setdefault(link.subject, {})[end.id] = end.properties["kind"]
        elif link.kind == "SHARES":
            shares.setdefault(end.id, []).append(link.subject)
    bodies = [
        {"id": s.id, **s.properties}
        | ({"office": offices[s.id][0]} if len(offices.get(s.id, ())) == 1 else {})
        for s in nodes.values()
        if s.kind in ("Organization", "CoordinatingBody")
    ]
    duties = [
        {"id": s.id, **s.properties, "lists": lists.get(s.id, {}), "shared_by": shares.get(s.id, [])}
        for s in nodes.values()
        if s.kind == "Duty"
    ]
    return bodies, duties


def named(office: Workspace, text: str, region: str) -> Match | None:
    """The one body of the current edition that a text names in lists of a region, None for none or several."""
    bodies, _ = known(office)
    found = places([(b.get("region") or "", b["name"]) for b in bodies if not is_coordinating(b["id"])], {})
    return OrganizationBook(bodies, found).find(text, region)


def check(
    office: Workspace, paths: Sequence[Path], profile: str | Mapping[str, str] | None = None, first_listed: bool = False,
    on_step: Step | None = None, unresolved: bool = False,
) -> Understanding:  # fmt: skip
    """Read files and say what is understood; writes nothing. `unresolved` as for `understand`."""
    bodies, duties = known(office)
    tell = None if on_step is None else lambda what, done, total: on_step(f"{what}({done}/{total})")
    taught, one = learned(office.record), identities(office.record)
    found = understand(paths, bodies, duties, profile, first_listed, tell, taught, unresolved, one)
    note_amended(office.record, found)
    return found


def load(
    office: Workspace, paths: Sequence[Path], as_of: str | None = None, profile: str | Mapping[str, str] | None = None,
    first_listed: bool = False, note: str = "", on_step: Step | None = None, who: str = "local",
    unresolved: bool = False,
) -> Loaded:  # fmt: skip
    """Read files and publish what they say as the next edition, or change nothing when there is an error."""
    if on_step:
        on_step("read")
    understood = check(office, paths, profile, first_listed, on_step, unresolved)
    if not understood.ok:
        return Loaded(understood, None)
    return Loaded(understood, office.publish(understood.batch, as_of, note, who, on_step))


__all__ = ["Loaded", "Workspace", "check", "known", "load", "named", "named_in", "opened", "workspace"]
