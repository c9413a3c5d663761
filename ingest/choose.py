"""Which profile a file follows, and which of its sheets hold data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.cells import Sheet
from ingest.detect import LEVELS, LOOKED_AT, Fit, Sure, alike, score, sureness
from ingest.header import Header, find_header
from ingest.headings import unread
from ingest.overlooked import overlooked
from ingest.problem import Problem, Severity
from ingest.profile import Profile, profiles
from ingest.registers import is_register
from ingest.row_roles import suits_roles
from ingest.shapes.towns import heads_towns
from ingest.sidecar import Sidecar

NEVER_DATA = frozenset({"问题清单", "填写说明"})  # sheets that this program itself puts into workbooks
_PLAINLY = 0.8
_ALSO = ("transfers", "township", "powers")  # kinds of sheets that stand beside lists of duties
_HOW = "用 --profile 指定样式，或在清单旁放一个 .zhize.yaml 写明栏目"


@dataclass(slots=True)
class Choice:
    """The profile of a file, its data sheets, the sheets that hold none, how sure, and what is wrong.

    `examples` are rows (sheet, number) that a template shows and nobody means; the data sheets are without them.
    """

    profile: Profile | None
    fits: list[Fit] = field(default_factory=list)
    silent: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sure: Sure | None = None
    examples: list[tuple[str, int]] = field(default_factory=list)


def choose(
    file: str, sheets: list[Sheet], wanted: Profile | None = None, told: Sidecar | None = None, by: str = ""
) -> Choice:
    """The profile that most columns and rows fit; `wanted` looks at that one only, which `by` named.

    `told` is what a file beside the list says of it. Where no profile fits, the choice has none and a PROFILE
    error names the nearest and what it lacks. A sheet that nearly fits, or bears the name of a data sheet
    and does not fit, is an error too, so that no list is left out in silence; a column that is not read is
    told.
    """
    candidates = [wanted] if wanted else list(profiles().values())
    if told:
        candidates = [told.profile_as_told(p) for p in candidates]
    named = [s for s in sheets if not told or not told.sheets or s.name in told.sheets]
    used = [s for s in named if s.rows and s.name not in NEVER_DATA]
    silent = [s for s in sheets if s.rows and not any(s is u for u in used)]
    free = "" if wanted else file
    tried = {p.id: [_best(sheet, p, told, free) for sheet in used] for p in candidates}
    ranked = sorted(
        candidates,
        key=lambda p: (
            -_most(tried[p.id]),
            -_worth(tried[p.id]),
            _left(tried[p.id]),
            _borrowed(p, tried[p.id]),
        ),
    )
    worths = [_worth(tried[p.id]) for p in ranked]
    if worths and worths[0] > 0:
        profile = ranked[0]
        choice = _accept(file, profile, tried[profile.id], used)
        _beside(file, choice, {p.title: tried[p.id] for p in ranked[1:]})
        shapes = {p.id: [f.spec.shape for f in tried[p.id] if f.whole] for p in ranked}
        others = zip(ranked[1:], worths[1:], strict=True)
        rivals = ((p.title, w / worths[0]) for p, w in others if w and shapes[p.id] != shapes[profile.id])
        rival = next(rivals, None)
        choice.sure = sureness(choice.fits, rival, by)
        choice.problems += _doubts(file, choice)
        choice.problems += _unread(file, choice)
    else:
        choice = Choice(None, silent=used, problems=[_refusal(file, candidates, tried)])
    choice.silent += silent
    if told:
        choice.problems += _told_in_vain(file, choice, told, sheets)
    return choice


def _best(sheet: Sheet, profile: Profile, told: Sidecar | None, free: str = "") -> Fit:
    """The kind of sheet of a profile that fits best. `free` is the file's name, where nobody named the profile."""
    fits = []
    for spec in profile.sheets:
        header = find_header(sheet, spec, told.header_rows if told else ())
        made = sheet
        if told:
            header = told.header_as_told(sheet, spec, header)
            made = told.filled(sheet, spec, header)
        if free and not (is_register(made, spec, header, free) and suits_roles(made, spec, header)):
            header = Header((), {}, {})
        fits.append(Fit(made, spec, header))
    return max(fits, key=lambda f: (f.whole, f.headed, f.header.width, sheet.name in f.spec.names))


def _worth(fits: list[Fit]) -> float:
    """Columns count, and count for less where the rows below them make no sense."""
    return sum(f.width * (0.5 + 0.5 * score(f).rows) for f in fits if f.whole)


def _most(fits: list[Fit]) -> float:
    """What the sheet is worth that a profile fits best."""
    return max((_worth([f]) for f in fits), default=0)


def _left(fits: list[Fit]) -> int:
    """How many columns stay unread."""
    return sum(len(f.unread) for f in fits if f.whole)


def _borrowed(profile: Profile, fits: list[Fit]) -> int:
    """How many sheets a profile reads as those of another kind of list, which may stand in the same book."""
    return sum(
        f.whole and f.spec.list_kind not in (profile.list_kind, profile.sheets[0].list_kind) for f in fits
    )


def _accept(file: str, profile: Profile, fits: list[Fit], sheets: list[Sheet]) -> Choice:
    choice = Choice(profile)
    for sheet, fit in zip(sheets, fits, strict=True):
        lacking = fit.header.lacks(fit.spec)
        named = any(sheet.name in spec.names for spec in profile.sheets)
        if fit.whole:
            rows = _examples(fit)
            choice.examples += [(sheet.name, row) for row in rows]
            choice.fits.append(replace(fit, sheet=_without(sheet=fit.sheet, rows=rows)) if rows else fit)
        elif sheet.name not in profile.non_data_sheets and (named or _near(fit)):
            message = f"工作表“{sheet.name}”应是数据表，但缺少必需的栏目：{'、'.join(lacking)}{_like(fit)}"
            todo = f"补上栏目，或按说明书中的同义栏名改名；{_HOW}"
            choice.problems.append(Problem("PROFILE", "error", file, sheet.name, "", message, todo))
            choice.silent.append(sheet)
        else:
            choice.silent.append(sheet)
    return choice


def _beside(file: str, choice: Choice, tried: dict[str, list[Fit]]) -> None:
    """Take in tables that stand in the same file and are plainly duties in another layout; each is told."""
    for sheet in list(choice.silent):
        if choice.profile is None or sheet.name in choice.profile.non_data_sheets:
            continue
        fits = [
            (f, title)
            for title, of in tried.items()
            for f in of
            if f.sheet.name == sheet.name and (f.spec.general or f.spec.shape in _ALSO)
        ]
        fits = [
            (f, t) for f, t in fits if f.sheet.start == sheet.start and f.whole and score(f).total >= _PLAINLY
        ]
        refused = any(p.sheet == sheet.name for p in choice.problems)
        if not fits or refused or len(sheet.rows) < 3:
            continue
        fit, title = max(fits, key=lambda ft: _worth([ft[0]]))
        choice.fits.append(fit)
        choice.silent.remove(sheet)
        message = f"“{sheet.name}”与其他表格样式不同，按“{title}”读取"
        at = f"A{fit.header.rows[0]}"
        choice.problems.append(Problem("PROFILE", "info", file, sheet.name, at, message, "核对栏目对应"))


def _unread(file: str, choice: Choice) -> list[Problem]:
    """What the sheets hold that are left out, apart from those of which it is said already."""
    told = {p.sheet for p in choice.problems if p.severity == "error"}
    usual = choice.profile.non_data_sheets if choice.profile else ()
    left = [s for s in choice.silent if s.name not in usual and s.name not in told]
    return [problem for sheet in left if (problem := overlooked(file, sheet))]


def _examples(fit: Fit) -> list[int]:
    """Rows near the header that call themselves an example in their first filled cell."""
    below = range(fit.header.rows[-1] + 1, min(fit.header.rows[-1] + LOOKED_AT, len(fit.sheet.rows)) + 1)
    first = ((row, fit.sheet.filled(row)[:1]) for row in below)
    return [row for row, cells in first if cells and re.fullmatch(r"[（(]?示例行?[)）]?", cells[0].text)]


def _without(sheet: Sheet, rows: list[int]) -> Sheet:
    """The sheet with some rows blank."""
    blank = {row: [replace(c, text="", merged_from=None) for c in sheet.rows[row - 1]] for row in rows}
    return replace(sheet, rows=[blank.get(n, row) for n, row in enumerate(sheet.rows, start=1)])


def _doubts(file: str, choice: Choice) -> list[Problem]:
    """What of the accepted sheets is not read, and whether the whole is in doubt."""
    found = []
    for fit in choice.fits:
        sheet = fit.sheet.name
        for cell in fit.header.doubled:
            message = f"“{cell.text}”与另一栏含义相同，本栏没有读取"
            found.append(
                Problem("PROFILE", "warning", file, sheet, cell.address, message, "删去或改名其中一栏")
            )
        like = {cell.address: word for cell, _, word in alike(fit)}
        for cell in fit.header.unknown:
            if what := unread(cell.text):
                message = f"“{cell.text[:40]}”写的是{what}，本栏没有读取"
                found.append(Problem("COLUMN", "info", file, sheet, cell.address, message, "不必改动"))
        for cell in fit.unread:
            if fit.spec.shape == "boundary" and heads_towns(cell.text):
                continue  # told by the shape, which knows the register
            hint = f"（像“{like[cell.address]}”？）" if cell.address in like else ""
            message = f"不认识栏名“{cell.text[:40]}”{hint}，本栏没有读取"
            todo = "如含有职责内容，请改用已知的栏名，或在清单旁的 .zhize.yaml 里写明它是哪个字段"
            severity: Severity = "warning" if hint else "info"
            found.append(Problem("COLUMN", severity, file, sheet, cell.address, message, todo))
    if choice.sure and choice.sure.level == "low" and choice.profile and choice.fits:
        why = "、".join(choice.sure.why)
        message = f"按“{choice.profile.title}”读取，但把握{LEVELS['low']}：{why}"
        first = choice.fits[0].sheet.name
        found.append(Problem("PROFILE", "warning", file, first, "", message, f"核对栏目对应；{_HOW}"))
    return found


def _near(fit: Fit) -> bool:
    return len(fit.header.columns) >= 4 and 0 < len(fit.header.lacks(fit.spec)) < len(fit.spec.required)


def _like(fit: Fit) -> str:
    """Unknown headings that resemble some missing column, as a question."""
    missing = [f for f in (*fit.spec.required, *fit.spec.either) if f not in fit.header.columns]
    hints = [f"‘{cell.text[:20]}’像‘{word}’？" for cell, _, word in alike(fit, missing)]
    return f"（{''.join(hints)}）" if hints else ""


def _refusal(file: str, candidates: list[Profile], tried: dict[str, list[Fit]]) -> Problem:
    fits = [(p, f) for p in candidates for f in tried[p.id] if f.header.columns]
    if not fits:
        message = "前 15 行里找不到任何已知的表头"
        return Problem(
            "PROFILE", "error", file, "", "", message, f"确认这是一份清单，且表头在前 15 行；{_HOW}"
        )

    def nearness(pair: tuple[Profile, Fit]) -> tuple[int, int, float]:
        header, spec = pair[1].header, pair[1].spec
        return len(header.columns), -len(header.lacks(spec)), score(pair[1]).total

    profile, fit = max(fits, key=nearness)
    lacking = "、".join(fit.header.lacks(fit.spec)) or f"标题里的“{'”或“'.join(fit.spec.heard)}”"
    row = fit.header.rows[-1]
    message = f"不符合任何清单样式；最接近“{profile.title}”（第 {row} 行像表头），还缺：{lacking}{_like(fit)}"
    todo = f"补上所缺栏目，或用已知的同义栏名；{_HOW}"
    return Problem("PROFILE", "error", file, fit.sheet.name, f"A{row}", message, todo)


def _told_in_vain(file: str, choice: Choice, told: Sidecar, sheets: list[Sheet]) -> list[Problem]:
    """What a sidecar names and the file or its profile does not have."""
    todo = f"改正 {told.source.name}"
    names = {s.name for s in sheets}
    wrong = [
        f"没有名为“{name}”的工作表；有：{'、'.join(sorted(names))}"
        for name in told.sheets
        if name not in names
    ]
    if choice.profile:
        fields = dict.fromkeys(f for s in choice.profile.sheets for f in s.headers)
        known = f"“{choice.profile.title}”的字段有：{'、'.join(fields)}"
        wrong += [f"没有字段“{name}”；{known}" for name in told.unknown_fields(choice.profile)]
        wrong += [f"没有名为“{h}”的栏" for h in told.unused_columns((f.spec, f.header) for f in choice.fits)]
    return [
        Problem("SIDECAR", "error", file, "", "", f"{told.source.name}：{message}", todo) for message in wrong
    ]


__all__ = ["NEVER_DATA", "Choice", "Fit", "choose"]
