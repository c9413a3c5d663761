"""Which profile a file follows, and which of its sheets hold data."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.cells import Sheet
from ingest.problem import Problem
from ingest.profile import Header, Profile, SheetSpec, find_header, profiles


@dataclass(frozen=True, slots=True)
class Fit:
    """One sheet that follows one kind of sheet of a profile."""

    sheet: Sheet
    spec: SheetSpec
    header: Header


@dataclass(slots=True)
class Choice:
    """The profile of a file, its data sheets, the sheets that hold none, and what is wrong."""

    profile: Profile | None
    fits: list[Fit] = field(default_factory=list)
    silent: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def choose(file: str, sheets: list[Sheet], wanted: Profile | None = None) -> Choice:
    """The profile that most columns fit; `wanted` looks at that one only.

    Where none fits, the choice has no profile and a PROFILE error names the nearest and what it lacks.
    A sheet that nearly fits, or bears the name of a data sheet and does not fit, is an error too, so
    that no list is left out in silence.
    """
    candidates = [wanted] if wanted else list(profiles().values())
    used = [s for s in sheets if s.rows]
    tried = {p.id: [_best(sheet, p) for sheet in used] for p in candidates}
    ranked = sorted(candidates, key=lambda p: -_worth(tried[p.id]))
    for profile in ranked:
        fits = tried[profile.id]
        if _worth(fits) > 0:
            return _accept(file, profile, fits, used)
    return Choice(None, silent=used, problems=[_refusal(file, candidates, tried)])


def _best(sheet: Sheet, profile: Profile) -> Fit:
    fits = [Fit(sheet, spec, find_header(sheet, spec)) for spec in profile.sheets]
    return max(
        fits,
        key=lambda f: (not f.header.lacks(f.spec), len(f.header.columns), sheet.name in f.spec.names),
    )


def _worth(fits: list[Fit]) -> int:
    return sum(len(f.header.columns) for f in fits if not f.header.lacks(f.spec))


def _accept(file: str, profile: Profile, fits: list[Fit], sheets: list[Sheet]) -> Choice:
    choice = Choice(profile)
    for sheet, fit in zip(sheets, fits, strict=True):
        lacking = fit.header.lacks(fit.spec)
        named = any(sheet.name in spec.names for spec in profile.sheets)
        if not lacking:
            choice.fits.append(fit)
            for cell in fit.header.doubled:
                message = f"“{cell.text}”与另一栏含义相同，本栏没有读取"
                todo = "删去或改名其中一栏"
                choice.problems.append(
                    Problem("PROFILE", "warning", file, sheet.name, cell.address, message, todo)
                )
        elif sheet.name not in profile.non_data_sheets and (named or _near(fit)):
            message = f"工作表“{sheet.name}”应是数据表，但缺少必需的栏目：{'、'.join(lacking)}"
            todo = "补上栏目，或按说明书中的同义栏名改名"
            choice.problems.append(Problem("PROFILE", "error", file, sheet.name, "", message, todo))
            choice.silent.append(sheet)
        else:
            choice.silent.append(sheet)
    return choice


def _near(fit: Fit) -> bool:
    return len(fit.header.columns) >= 4 and len(fit.header.lacks(fit.spec)) < len(fit.spec.required)


def _refusal(file: str, candidates: list[Profile], tried: dict[str, list[Fit]]) -> Problem:
    fits = [(p, f) for p in candidates for f in tried[p.id] if f.header.columns]
    if not fits:
        message = "前 15 行里找不到任何已知的表头"
        return Problem("PROFILE", "error", file, "", "", message, "确认这是一份清单，且表头在前 15 行")
    profile, fit = max(fits, key=lambda pf: (len(pf[1].header.columns), -len(pf[1].header.lacks(pf[1].spec))))
    lacking = "、".join(fit.header.lacks(fit.spec))
    row = fit.header.rows[-1]
    message = f"不符合任何清单样式；最接近“{profile.title}”（第 {row} 行像表头），还缺：{lacking}"
    todo = "补上所缺栏目，或用已知的同义栏名"
    return Problem("PROFILE", "error", file, fit.sheet.name, f"A{row}", message, todo)
