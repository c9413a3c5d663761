"""Shapes the steps of handling an item and who performs them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.bodies import Body, read_parties
from ingest.cells import Cell
from ingest.entries import Entries, Page, Thing
from ingest.item_words import stage_caption, stage_of, waiver
from ingest.shapes.same_row import named_in_row

_OF_APPROVER = (
    "intake",
    "decision",
    "delivery",
)  # steps of who approves, where nobody else is named for them
_STEP = re.compile(r"([^（()）]+)(?:[（(]([^（()）]*)[）)])?")
_NUMBERED = re.compile(r"^(?:[（(]?\d{1,2}[)）.．、]|[①-⑳]|第[一二三四五六七八九十\d]+步[:：]?)\s*")
_NUMBER_WITHIN = re.compile(r"(?:^|(?<=[\s；;，,、。]))[（(]?\d{1,2}[、.．)）](?=\D)")
_HELPS = re.compile(r".{2}(?:参与|参加|配合|协助|协同)(?:部门|单位|机构|主体)")
_WAIVED = re.compile(r"(?:无需|不需要?|无须|不必|不再|免|不组织|不开展|不实行|取消|告知承诺)")
_DOES = re.compile(
    r"由?(?P<who>.{2,}?)(?:(?:牵头)?(?:(?:组织|开展|负责)(?:专家|技术|现场)*(?:评审|论证|审查|评估|勘验|核查|踏勘)|组织实施|组织开展|组织|具体实施|实施|负责|承担|开展|办理|牵头)"
    r"|(?P<helps>(?:派员|派人|(?:选派|派出|抽调|派)[^，,。；;]{1,14}?)?(?:参加|参与|配合|协助|协同)|派员|派人)(?:并[^，,。；;]{2,20})?)"
)
_WITHIN = re.compile(
    r"(?:自?(?:受理|收到|接到|申请|决定)[^，,；;]{0,8})?\d+个?(?:工作)?日(?:以?内|之内)?(?:完成|办结|出具)?[^，,；;]{0,6}"
)
_BY = re.compile(
    r"(?P<step>[^由]{2,8})由(?P<body>.{2,}?)(?:负责|承担|组织实施|组织|实施|开展|办理)?|由?(?P<doer>.{2,}?)(?:负责|承担)(?P<done>.{2,8})"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the cell names it, with what stands in brackets after it, and who the cell says performs it."""

    word: str
    kind: str | None
    bracket: str
    by: str = ""

    @property
    def waived(self) -> str | None:
        """The words that waive it, None where it is to be done."""
        return waiver(self.bracket) if self.bracket else None


def read_steps(text: str) -> list[Step]:
    """The steps of a cell, in order.

    >>> [(s.kind, s.waived) for s in read_steps("受理、现场勘验（告知承诺）、公示、决定")]
    [('intake', None), ('site_inspection', '告知承诺'), (None, None), ('decision', None)]
    >>> [(s.kind, s.by) for s in read_steps("受理：市审批局；现场勘验：市水务局、市住建局")]
    [('intake', '市审批局'), ('site_inspection', '市水务局、市住建局')]
    >>> [(s.kind, s.by) for s in read_steps("1.受理→2.现场勘验由市水务局负责→3.决定")]
    [('intake', ''), ('site_inspection', '市水务局'), ('decision', '')]
    """
    found: list[Step] = []
    text = _NUMBER_WITHIN.sub("；", text)
    for clause in re.split(r"[；;\n。]+|(?=[①-⑳])", text):
        head, colon, rest = (part.strip() for part in re.sub("[：]", ":", clause).partition(":"))
        head = _NUMBERED.sub("", head)
        if colon and _kind(head) and rest:
            found.append(Step(head, _kind(head), "", rest))
        elif colon and rest and any(s.kind for s in _listed(rest)):
            found += [s if s.by else replace(s, by=head) for s in _listed(rest)]
        else:
            found += _listed(clause)
    return found


def _listed(text: str) -> list[Step]:
    found = []
    for piece in re.split(r"(?:[、，,；;\n/+＋→]|-+>|—+>?)+(?![^（(]*[）)])", text):
        bare = _NUMBERED.sub("", piece.strip())
        match, said = _STEP.fullmatch(bare), _BY.fullmatch(bare)
        word, body = (said["step"] or said["done"], said["body"] or said["doer"]) if said else ("", "")
        if said and _kind(word):
            found.append(Step(word, _kind(word), "", body))
        elif match:
            found.append(Step(match[1].strip(), _kind(match[1].strip()), (match[2] or "").strip()))
    return found


def _kind(word: str) -> str | None:
    return stage_of(word) or stage_of(re.sub(r"(环节|阶段|工作)$", "", word))


def state_stages(
    entries: Entries, page: Page, row: int, item: Thing, approvers: list[tuple[Body, Cell]]
) -> None:
    """State every step of an item; those with a column of their own are performed by whom it names,
    the others by the approving body."""
    own = {kind: column for column, kind in page.spec.performers.items()}
    cell = page.cell(row, "stages")
    steps = read_steps(cell.text) if cell else []
    named: set[str] = set()
    for position, step in enumerate(steps, 1):
        assert cell is not None  # noqa: S101 - steps come from it
        if step.kind is None:
            message = f"“{step.word}”不是已知的审批环节，没有读取"
            entries.warn(
                page,
                cell,
                "VALUE",
                message,
                "用受理、现场勘验、技术审查、专家评审、听证、检验检测、决定、送达",
            )
            continue
        if step.kind in named:
            continue
        named.add(step.kind)
        note = step.bracket if step.bracket and not step.waived else None
        stage = state_stage(entries, page, cell, item, step.kind, position, step.waived, note)
        performer = page.cell(row, own[step.kind]) if step.kind in own else None
        if performer is not None and performer.text:
            _perform(entries, page, performer, performers(entries, page, performer), stage, own[step.kind])
        elif step.by:
            by = entries.parties(page, replace(cell, text=step.by))
            _perform(entries, page, cell, by, stage, "stages")
        elif note and (found := _named(entries, note)):
            _perform(entries, page, cell, found, stage, "stages")
        elif step.kind not in own or step.kind in _OF_APPROVER:
            for i, (body, at) in enumerate(approvers, 1):
                cue = page.caption("approver")
                entries.role(page, at, "PERFORMS", body, stage, cue=cue, position=i)
    for kind, column in own.items():
        performer = page.cell(row, column)
        if kind not in named and performer is not None and performer.text:
            waived = waived_in(performer.text)
            stage = state_stage(entries, page, performer, item, kind, len(steps) + 1, waived, None)
            if not waived:
                _perform(entries, page, performer, performers(entries, page, performer), stage, column)
            if cell is None or waived:
                continue
            message = f"填了“{page.caption(column)}”，而“{page.caption('stages')}”中没有{stage_caption(kind)}"
            entries.warn(page, performer, "VALUE", message, "在审批环节中补上该环节，或删去承担单位")


def waived_in(text: str) -> str | None:
    """What stands in place of the bodies of a step where it waives it (不需要现场勘验), None for anything else."""
    return text if _WAIVED.match(text) else None


def state_stage(
    entries: Entries, page: Page, cell: Cell, item: Thing, kind: str, position: int,
    waived: str | None, note: str | None, word: str = "",
) -> Thing:  # fmt: skip
    """State one step of an item; `word` is what the list calls it, where that is not the usual word."""
    caption = stage_caption(kind)
    made = entries.node(
        page,
        cell,
        "Stage",
        name=caption,
        item=item.id,
        kind=kind,
        position=position,
        waived=waived,
        note=note,
    )
    entries.link(page, cell, "HAS_STAGE", item.id, made)
    own = caption if word in caption else word  # 勘验 says no more than 现场勘验
    return Thing(made, f"{item.title}·{own}", "Stage", item.basis)


def _perform(entries: Entries, page: Page, cell: Cell, bodies: list[Body], stage: Thing, column: str) -> None:
    counts: dict[str, int] = {}
    helps = _HELPS.search(page.caption(column))  # 现场勘验配合单位
    for body in bodies:
        role = "ASSISTS" if body.role == "ASSISTS" or (helps and body.role is None) else "PERFORMS"
        counts[role] = counts.get(role, 0) + 1
        cue = body.cue or page.caption(column)
        entries.role(page, cell, role, body, stage, cue=cue, position=counts[role])


def performers(entries: Entries, page: Page, cell: Cell) -> list[Body]:
    """Who performs a step: the names of a cell, or those of its short sentences (市审批局组织，市卫健委派员参加)."""
    cell = named_in_row(page, cell)
    pieces = [p.strip() for p in re.split(r"[，,；;。\n]+", cell.text) if p.strip()]
    pieces = [p for p in pieces if not _WITHIN.fullmatch(p)]  # within how many days
    done = [m for p in pieces if (m := _DOES.fullmatch(p))]
    if not pieces or len(done) < len(pieces):
        return entries.parties(page, cell)
    found: list[Body] = []
    for match in done:
        helps = match["helps"]
        for body in entries.parties(page, replace(cell, text=match["who"])):
            found.append(replace(body, role=body.role or "ASSISTS", cue=body.cue or helps) if helps else body)
    return found


def _named(entries: Entries, text: str) -> list[Body]:
    """The bodies that words in brackets name, empty where they are not names."""
    found = read_parties(text, entries.region, entries.book)
    return [] if found.troubles else found.bodies
