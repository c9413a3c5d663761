"""One list of an edition as a workbook in the form of its template, proved by reading it back."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from api.office import named_in
from graph.aliases import learned
from graph.record import RecordError
from graph.statement import Statement, dumps
from graph.workspace import Workspace
from ingest.load import understand
from ingest.refill import refilled
from ingest.report import Understanding
from ingest.sidecar import ENDING


class CannotExport(RecordError):
    """No such list, or what would be written does not read back as the same statements."""


def lists(office: Workspace, edition: int | None = None, kind: str | None = None) -> list[Statement]:
    """The lists of an edition, by kind and id; of one kind where one is given."""
    everything = office.record.statements(office.record.edition(edition).no)
    found = [s for s in everything if s.kind == "BoundaryList" and kind in (None, s.properties["kind"])]
    return sorted(found, key=lambda s: (s.properties["kind"], s.id))


def list_workbook(office: Workspace, list_id: str, edition: int | None = None) -> bytes:
    """The workbook of one list. It is read back before it is given away: every statement must be the same.

    Raises CannotExport where the edition has no such list, where the list came in several files, and where reading
    back gives other statements (the message names some).
    """
    no = office.record.edition(edition).no
    everything = office.record.statements(no)
    head = next((s for s in everything if s.id == list_id and s.kind == "BoundaryList"), None)
    if head is None:
        known = "、".join(s.id for s in lists(office, no))
        raise CannotExport(f"第 {no} 版没有清单 {list_id}；有：{known}")
    said = office.record.said_by(no, list_id)
    bodies, duties = named_in(everything)
    wanted = {(m["statement"], m["said"]) for m in said}
    with tempfile.TemporaryDirectory(prefix="zhize-") as folder:
        origin = _restore(office, said, Path(folder) / "in")
        target = Path(folder) / f"{list_id.replace(':', '_')}.xlsx"
        for first_listed in (False, True):
            read = partial(
                understand, known=bodies, known_duties=duties, first_listed=first_listed,
                learned=learned(office.record), unresolved=True,
            )  # fmt: skip
            target.write_bytes(refilled(origin, read([origin]).files[0], head.properties))
            again = read([target])
            found = _stated(again, list_id)
            if found == wanted:
                return target.read_bytes()
    differing = sorted({statement for statement, _ in found ^ wanted})
    errors = [f"{p.place} {p.message}" for p in again.problems if p.severity == "error"]
    raise CannotExport(
        f"清单 {list_id} 写成模板后读回的表述不同，没有导出（{len(differing)} 条）："
        f"{'；'.join([*errors[:3], *differing[:5]])}"
    )


def _restore(office: Workspace, said: list[dict[str, Any]], folder: Path) -> Path:
    """The file that the list came in, as received, with what stood beside it; gives its path."""
    folder.mkdir()
    files = {m["file"]: m["sha256"] for m in said}
    origins = [name for name in files if not name.endswith(ENDING)]
    if len(origins) != 1:
        raise CannotExport(f"这份清单由几个文件合成（{'、'.join(sorted(origins))}），不能写成一份模板")
    for name, sha256 in files.items():
        content = office.record.source(sha256)
        if content is None:
            raise CannotExport(f"档案库里没有 {name} 的原件")
        (folder / Path(name).name).write_bytes(content)
    return folder / Path(origins[0]).name


def _stated(found: Understanding, list_id: str) -> set[tuple[str, str]]:
    mentions = [m for m in found.batch.mentions if m.list_id == list_id]
    return {(m.statement.id, dumps(m.statement.properties)) for m in mentions}
