"""Reads a set of list files and says what they mean: the one door to this package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from graph.identity import Identities
from graph.statement import Batch
from ingest import check, gazetteer, lent, regions, timed, whereabouts
from ingest.cells import Cell, Sheet, uncollected
from ingest.declaring import declares, places_known, unregistered
from ingest.duties import Duties
from ingest.entries import Entries, Page
from ingest.files import ListFile, drop_copies, read_file, together, without_list
from ingest.footnotes import notes_of
from ingest.mapping import understood
from ingest.names import OrganizationBook, is_coordinating
from ingest.regions import region_level
from ingest.report import Understanding, count_rows
from ingest.rows import annotated
from ingest.shapes import SHAPES, govuk, register, services
from ingest.shapes import bodies as coordinating
from ingest.sidecar import is_sidecar
from ingest.told import Told
from ingest.uncoded import with_uncoded

Progress = Callable[[str, int, int], None]

_ORDER = (
    "org_register", "service_items", "mandate", "boundary", "bodies", "body_reviews", "approval_supervision", "transfers",
    "power", "township_basic", "township_assist", "township_reclaimed", "handbook",
)  # fmt: skip
_LATER = {"related": 1, "handbook_index": 1}  # sheets that name what other sheets of the same file state


def understand(
    paths: Iterable[str | Path],
    known: Iterable[Mapping[str, Any]] = (),
    known_duties: Iterable[Mapping[str, Any]] = (),
    profile: str | Mapping[str, str] | None = None,
    first_listed: bool = False,
    progress: Progress | None = None,
    learned: Iterable[Mapping[str, str]] = (),
    unresolved: bool = False,
    identities: Identities | None = None,
) -> Understanding:
    """What the files say, with every problem at once; registers are read first, whatever the order given.

    `known` are bodies of the current edition (property dicts with `id`), `known_duties` its duties (dicts
    with `id`, `name` and, where known, what `Duties` asks), for names that these files do not declare themselves.
    `profile` names the profile of all files, or of single ones by base name; without it the columns decide.
    A `*.zhize.yaml` beside a list says what the columns do not (see `ingest.sidecar`); it may be among `paths`.
    `first_listed` infers a lead where a matter names none. `progress` is told (what, done, total).
    `learned` are aliases that somebody confirmed (`text`, `region`, `body`); with `unresolved` a name that stands
    for no one body is read as such, a group of the kind unresolved, instead of keeping the load out.
    `identities` are the matters that people confirmed to be one. No file takes longer than `limits.SECONDS`: one
    that would is refused.
    Raises OSError when a file cannot be opened and ProfileError for an unknown profile; all else that may
    be wrong is reported as a Problem.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> lists = {"名录.csv": "机构全称,机构类别,行政区划\\n临澜市水务局,政府部门,379900\\n",
    ...          "清单.csv": "职责事项,牵头单位,行政区划\\n节约用水管理,市水务局,379900\\n"}
    >>> for name, text in lists.items():
    ...     _ = (folder / name).write_text(text, encoding="utf-8")
    >>> found = understand(sorted(folder.glob("*.csv"), reverse=True))
    >>> found.ok, [(s.role, s.organization, s.thing) for f in found.files for s in f.statements]
    (True, [('LEADS', '临澜市水务局', '节约用水管理')])
    """
    everything = [Path(p) for p in paths]
    if not timed.possible():
        try:
            return lent.run(
                understand, everything, [*map(dict, known)], [*map(dict, known_duties)], profile, first_listed,
                files=len(everything), tell=progress, learned=[*map(dict, learned)], unresolved=unresolved, identities=identities,
            )  # fmt: skip
        except lent.Ended:
            return lent.refused(everything)
    tell = progress or (lambda what, done, total: None)
    chosen = [p for p in everything if not is_sidecar(p)]
    files = []
    for done, path in enumerate(chosen):
        tell(f"读取 {Path(path).name}", done, 2 * len(chosen))
        files.append(read_file(Path(path), profile))
    files.sort(key=lambda f: (f.source.name, f.source.sha256))
    drop_copies(files)
    files += without_list(everything, files)
    book = together(files, lambda: _book(files, list(known), learned)) or OrganizationBook([], {})
    shaped = [f for f in files if f.choice.profile and f.region]
    shaped.sort(key=_turn)
    duties = Duties(known_duties, (i for f in shaped for i in f.lists.values()))
    with uncollected():
        for done, file in enumerate(shaped):
            tell(f"理解 {file.source.name}", len(chosen) + done, 2 * len(chosen))
            with file.timed():
                _shape(file, book, duties, first_listed, unresolved, identities)
        _list_twice(shaped)
        found = together(files, lambda: _finish(files)) or _finish(files)
    tell("完成", 2 * len(chosen), 2 * len(chosen))
    return found


def _turn(file: ListFile) -> tuple[int, int]:
    """When a file is shaped: after the lists that it may name, and after those of upper regions."""
    levels = ("national", "province", "city", "county", "town")
    return min(map(_ORDER.index, file.lists)), levels.index(region_level(file.region or ""))


def _book(
    files: list[ListFile], known: list[Mapping[str, Any]], learned: Iterable[Mapping[str, str]] = ()
) -> OrganizationBook:
    """All bodies that may be named: those known, and those that the files declare. Gives each list its area."""
    bodies: dict[str, Mapping[str, Any]] = {o["id"]: o for o in known}
    places = places_known(files, known)
    registers = [f for f in files if f.choice.profile and any(declares(f, p) for p in f.pages)]
    own: set[str] = set()
    departments: list[dict[str, Any]] = []
    for file in registers:
        if file.region is None:
            whereabouts.tell(file, whereabouts.area_of(file, places, places.names), places)
        for page in file.pages:
            if page.spec.shape == "org_register":
                places = with_uncoded(file, register.places_of(page), places)
            if page.spec.shape in ("org_register", "former_bodies"):
                found = register.declared(page, file.region, places)
            elif page.spec.shape == "govuk_organisations":
                found = govuk.declared(page, file.region)
            else:
                found = services.declared(page, file.region)
                departments += found
            for body in found if page.spec.shape != "service_items" else ():
                ended = (
                    page.spec.shape == "former_bodies"
                    and bodies.get(body["id"], {}).get("status") == "active"
                )
                bodies |= {} if ended else {body["id"]: body}
            own |= {o["region"] for o in found if o.get("region")}
    bodies |= unregistered(departments, bodies, places)
    titles = {f.region: f.meta.title for f in files if f.region and f.meta.title}
    organizations = [o for o in bodies.values() if not is_coordinating(o["id"])]
    named = regions.places([(o.get("region") or "", o["name"]) for o in organizations], titles) | places.names
    places = gazetteer.of_bodies(organizations, named)
    for file in files:
        if file.choice.fits and file.region is None:
            area = whereabouts.area_of(file, places, own or {o.get("region") or "" for o in organizations})
            whereabouts.tell(file, area, places)
        for page in file.pages:
            if page.spec.shape == "bodies" and file.region:
                bodies |= {o["id"]: o for o in coordinating.declared(page, file.region)}
    for file in (f for f in files if f.choice.fits and not bodies):
        message, todo = "没有机构名录，清单里的机构名称都认不出来", "把机构名录一起给出，或先装入机构名录"
        file.problem("REGISTER", message, todo, "info")
    book = OrganizationBook(bodies.values(), named, learned)
    pages = ((p, f.region) for f in files for p in f.pages if p.spec.shape == "body_reviews" and f.region)
    further = {o["id"]: o for p, region in pages if region for o in coordinating.reviewed(p, region, book)}
    return OrganizationBook([*bodies.values(), *further.values()], named, learned) if further else book


def _shape(
    file: ListFile, book: OrganizationBook, duties: Duties, first_listed: bool, unresolved: bool = False,
    identities: Identities | None = None,
) -> None:  # fmt: skip
    region, lists = file.region, file.lists
    assert region is not None  # noqa: S101 - only such files come here
    entries = Entries(file.source.name, file.source.sha256, book, region=region, unresolved=unresolved)
    file.entries = entries
    entries.idle_rows |= dict.fromkeys(file.choice.examples, "示例行")
    for kind in lists:
        entries.list_id = lists[kind]
        _state_list(file, entries, kind)
    _garbled(file, entries)
    told = Told(duties.of(region), {}, first_listed, duties, beside=tuple(file.choice.silent))
    around = notes_of([*([file.reading.text] if file.reading.text else []), *file.choice.silent])
    for page in sorted(file.pages, key=lambda p: _LATER.get(p.spec.shape, 0)):
        page = annotated(page, around)
        entries.list_id = lists[page.spec.list_kind]
        SHAPES[page.spec.shape](entries, page, told)
    if identities:
        entries.mentions = identities.mentions(entries.mentions)
    duties.learn(entries.mentions, {i: kind for kind, i in lists.items()})


def _state_list(file: ListFile, entries: Entries, kind: str) -> None:
    """State a list itself, at the cell or paragraph that says so."""
    meta, pages = file.metas[kind], [p for p in file.pages if p.spec.list_kind == kind]
    page = pages[0]
    cell = meta.at or page.sheet.rows[page.header.rows[-1] - 1][0]
    title = meta.title or page.spec.title
    shared = len(file.lists) > 1 and title == (file.meta.title or title)
    entries.node(
        _page_of(file, page, cell), cell, "BoundaryList", id=entries.list_id,
        name=f"{title}：{page.spec.title}" if shared and meta.title else title, **file.identity(kind),
        edition=meta.edition, issued_on=meta.issued_on, reviewed_on=meta.reviewed_on,
        complete=meta.complete, status="draft" if meta.draft else "in_force",
        columns_present=list(dict.fromkeys(f for p in pages for f in p.fields)),
    )  # fmt: skip
    if file.told:
        entries.also_said_by(file.told.source)
    for at, text in meta.bad_dates:
        message = f"看不懂日期“{text}”，没有读取"
        where = _page_of(file, page, at)
        entries.warn(where, at, "DQ-DATE", message, "写成 2026-03-20 或 2026年3月20日")


def _page_of(file: ListFile, page: Page, cell: Cell) -> Page:
    """The page on which a cell of a list's head stands: its own, or the paragraphs of the document."""
    text = file.reading.text
    return replace(page, sheet=text) if text and cell in page.sheet.above else page


def _garbled(file: ListFile, entries: Entries) -> None:
    pages = file.pages
    text = [replace(pages[0], sheet=file.reading.text)] if file.reading.text else []
    for page in [*pages, *text]:
        for row in page.sheet.rows:
            for at in row if check.odd("".join([c.text for c in row])) else ():
                if at.text and at.origin == at.address and check.garbled(at.text):
                    entries.warn(page, at, "DQ-ENC", f"“{at.text[:20]}”中有乱码", "向报送单位重新索取原文件")


def _list_twice(files: list[ListFile]) -> None:
    first: dict[str, ListFile] = {}
    for file in files:
        earlier = next((first[i] for i in file.lists.values() if i in first), None)
        first |= dict.fromkeys(file.lists.values(), earlier or file)
        if earlier:
            message = f"与 {earlier.source.name} 是同一份清单（种类、发布单位、行政区划都相同），两份合并读取"
            file.problem("LIST_TWICE", message, "如其中一份已过时，请去掉它再导入", "warning")


def _unread(entries: Entries, sheet: Sheet, why: str | None) -> None:
    """Name the rows of a sheet that was not shaped; without a reason they count as problem rows."""
    for row in range(sheet.start, len(sheet.rows) + 1):
        at = (sheet.name, row)
        if at in entries.stated_rows:
            continue  # the seats of a body that a text sets up
        if why or not sheet.filled(row):
            entries.idle_rows[at] = why or "空行"
        else:
            entries.problem_rows.add(at)


def _prose(entries: Entries, text: Sheet) -> None:
    """Name the paragraphs of a document; those that state the list count as statements."""
    for row in range(1, len(text.rows) + 1):
        at = (text.name, row)
        if at not in entries.stated_rows and at not in entries.problem_rows:
            entries.idle_rows[at] = "正文段落" if text.filled(row) else "空行"


def _finish(files: list[ListFile]) -> Understanding:
    by_name = {f.source.sha256: f for f in files}
    mentions = [m for f in files if f.entries for m in f.entries.mentions]
    for problem in [*check.ontology_problems(mentions), *check.conflicts(mentions)]:
        next(f for f in by_name.values() if f.source.name == problem.file).report.problems.append(problem)
    for file in files:
        entries = file.entries or Entries(file.source.name, file.source.sha256, OrganizationBook([], {}))
        entries.problem_rows |= {
            (p.sheet, int(p.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
            for p in file.reading.problems
            if p.severity == "error" and p.cell
        }
        refused = {p.sheet for p in file.choice.problems if p.severity == "error"}
        unread = file.reading.sheets if file.entries is None else file.choice.silent
        for sheet in unread:
            lost = file.entries is None or sheet.name in refused
            _unread(entries, sheet, None if lost else f"说明表（{sheet.name}）")
        file.report.statements = entries.said
        file.report.reading = understood(file.choice, file.entries)
        file.report.problems += entries.problems
        if file.reading.text:
            _prose(entries, file.reading.text)
        count_rows(file.report, entries, file.reading.all_sheets)
    batch = Batch(sources=[s for f in files for s in f.sources])
    found = Understanding([f.report for f in files], batch)
    if found.ok:
        batch.lists = sorted({i for f in files if f.entries for i in f.lists.values()})
        batch.mentions = mentions
    return found
