"""How well a sheet fits one kind of sheet of a profile, and how sure that makes us."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from ingest.body_columns import body_columns
from ingest.cells import Cell, Sheet, column_letters
from ingest.header import Header
from ingest.headings import heading, unread
from ingest.profile import SheetSpec
from ingest.register_words import value_in

REGION_HEADINGS = ("行政区划", "行政区划代码", "区划代码", "area_code")  # read of any list, see files.py
LOOKED_AT = 200
_ALIKE = 0.5

Level = Literal["high", "medium", "low"]
LEVELS: Mapping[Level, str] = {"high": "高", "medium": "中", "low": "低"}


@dataclass(frozen=True, slots=True)
class Fit:
    """One sheet that follows one kind of sheet of a profile."""

    sheet: Sheet
    spec: SheetSpec
    header: Header

    @property
    def whole(self) -> bool:
        """Whether all required columns are there, and the words that the sheet must say."""
        return bool(self.header.columns) and not self.header.lacks(self.spec) and self.heard

    @property
    def heard(self) -> bool:
        """Whether the sheet's name, heading or title says what this kind of sheet must hear of, if anything; most names
        in its column of names may say it as well."""
        if not self.spec.heard or not self.header.rows:
            return not self.spec.heard
        top = (c.text for row in range(self.sheet.start, self.header.rows[0]) for c in self.sheet.filled(row))
        said = (self.sheet.heading, self.sheet.name, *top)
        return any(word in text for text in said for word in self.spec.heard) or self._named

    @property
    def _named(self) -> bool:
        """Whether most names say what this kind of sheet must hear of: they end as coordinating bodies do."""
        column = self.header.columns.get("name")
        below = self.sheet.rows[self.header.rows[-1] : self.header.rows[-1] + LOOKED_AT] if column else []
        names = [text for row in below if column and (text := row[column - 1].text)]
        joint = sum(any(word in name for word in (*self.spec.heard, "委员会")) for name in names)
        return joint * 2 > len(names) > 1

    @property
    def headed(self) -> bool:
        """Whether the heading of the table says what this kind of sheet must hear of."""
        return any(word in self.sheet.heading for word in self.spec.heard)

    @property
    def width(self) -> float:
        """How many columns are recognised: those of fields, and where each body has a column, those of bodies."""
        heard = 0.5 if self.spec.heard and self.heard else 0  # its title says what it is
        return self.header.width + heard + len(self._bodies)

    @property
    def _bodies(self) -> list[Cell]:
        """The headings of a matrix that name bodies."""
        return body_columns(self.sheet, self.header) if self.spec.shape == "matrix" else []

    @property
    def unread(self) -> list[Cell]:
        """Headings that stand for no field, apart from those that any list may have."""
        known = {heading(h) for h in REGION_HEADINGS}
        known |= {heading(c.text) for c in self._bodies}
        return [c for c in self.header.unknown if heading(c.text) not in known and not unread(c.text)]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1: of required columns found, of headings known, of rows that make sense."""

    required: float
    known: float
    rows: float

    @property
    def total(self) -> float:
        """All three in one number.

        >>> Score(1, 1, 1).total
        1.0
        """
        return round(0.4 * self.required + 0.35 * self.known + 0.25 * self.rows, 3)


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a profile is the right one, and why."""

    level: Level
    why: tuple[str, ...]
    score: Score


def score(fit: Fit) -> Score:
    """How well a sheet fits."""
    needed = len(fit.spec.required) + bool(fit.spec.either)
    required = 1 - len(fit.header.lacks(fit.spec)) / needed if needed else 1.0
    found = fit.header.width
    known = found / (len(fit.header.columns) + len(fit.unread)) if found else 0.0
    return Score(round(required, 3), round(known, 3), round(_sensible(fit), 3))


def _sensible(fit: Fit) -> float:
    """The share of rows below the header that read as the profile says; 1 where there are none."""
    header, spec = fit.header, fit.spec
    if not header.rows:
        return 0.0
    good = looked = 0
    for number in range(header.rows[-1] + 1, min(len(fit.sheet.rows), header.rows[-1] + LOOKED_AT) + 1):
        if len(fit.sheet.filled(number)) < 2:
            continue  # a banner, a note
        looked += 1
        said = {f: fit.sheet.rows[number - 1][c - 1].text for f, c in header.columns.items()}
        good += _makes_sense(spec, said)
    return good / looked if looked else 1.0


def _makes_sense(spec: SheetSpec, said: Mapping[str, str]) -> bool:
    needed = [f for f in (*spec.required, *spec.either) if f in said]
    if needed and not any(said[f] for f in needed):
        return False
    if any(
        value_in(spec.shape, f, words, said[f]) is None for f, words in spec.values.items() if said.get(f)
    ):
        return False
    names = [said[f] for f in ("title", "name", *spec.roles) if said.get(f)]
    return len(said.get("number", "")) <= 20 and not any(re.fullmatch(r"[\d.,%/-]+", name) for name in names)


def sureness(fits: list[Fit], rival: tuple[str, float] | None, told: str = "") -> Sure:
    """How sure a profile fits, given the next best (title, and its worth as a share of ours).

    `told` says who named the profile, where somebody did.
    """
    scores = [score(f) for f in fits]
    weights = [max(len(f.sheet.rows), 1) for f in fits]

    def mean(values: Iterable[float]) -> float:
        return round(sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights), 3)

    whole = Score(*(mean(getattr(s, n) for s in scores) for n in ("required", "known", "rows")))
    found, unread = sum(len(f.header.columns) for f in fits), sum(len(f.unread) for f in fits)
    guessed = sum(len(f.header.guessed) for f in fits)
    why = [f"由{told}指定"] if told else []
    why += [
        "必需的栏目都在",
        f"{found + unread} 个栏名认出 {found} 个" + (f"（{guessed} 个按词义）" if guessed else ""),
        f"{whole.rows:.0%} 的行合乎栏目的含义",
    ]
    level: Level = "high" if whole.known >= 0.75 and whole.rows >= 0.9 else "medium"
    below = sum(len(f.sheet.rows) - (f.header.rows[-1] if f.header.rows else 0) for f in fits)
    # One or two odd rows under headings that are all known are told one by one.
    if whole.known < 0.4 or (whole.rows < 0.5 and (below > 2 or whole.known < 0.9)):
        level = "low"
    if rival and rival[1] >= 0.85 and not told:
        why.append(f"也像“{rival[0]}”")
        level = "low" if rival[1] >= 0.99 else "medium" if level == "high" else level
    return Sure(level, tuple(why), whole)


def closest(text: str, spec: SheetSpec, taken: Iterable[str] = ()) -> tuple[str, str] | None:
    """The field whose heading an unknown one resembles most, with that heading; None where none does.

    Only a hint for people: nothing is read by it. `taken` are fields that have a column already.

    >>> from ingest.profile import profile_of
    >>> closest("责任主体", profile_of("boundary").sheets[0])
    ('bodies', '责任单位')
    """
    said, gone = _plain(text), set(taken)
    best: tuple[float, str, str] = (0.0, "", "")
    for name, words in spec.headers.items():
        for word in () if name in gone else words:
            alike = SequenceMatcher(None, said, _plain(word), autojunk=False).ratio()
            if alike > best[0]:
                best = (alike, name, word)
    return (best[1], best[2]) if best[0] >= _ALIKE else None


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    """A heading with the words that offices use for one another made the same."""
    return re.sub("任务|工作", "事项", re.sub("主体|部门|机关|机构", "单位", heading(text)))


def alike(fit: Fit, only: Iterable[str] = ()) -> list[tuple[Cell, str, str]]:
    """Unknown headings of a sheet with the field and heading that each resembles; `only` some fields."""
    wanted = set(only)
    taken = {f for f in fit.spec.headers if f in fit.header.columns or (wanted and f not in wanted)}
    hints = ((cell, closest(cell.text, fit.spec, taken)) for cell in fit.unread)
    return [(cell, *hint) for cell, hint in hints if hint]


def column_of(cell: Cell) -> str:
    """The letters of a cell's column."""
    return column_letters(cell.column)
