"""To which area a list belongs that does not say so by a code: its words are looked through for known places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.gazetteer import Gazetteer
from ingest.regions import inside, region_level
from ingest.uncoded import uncoded, unknown

if TYPE_CHECKING:
    from ingest.entries import Page
    from ingest.files import ListFile

UNKNOWN = "000000"  # stands for the area of a list that nobody knows; nothing of such a list is ever loaded
_TODO = "如不是，在标题下一行写明“行政区划：6 位代码”，或在清单旁的 .zhize.yaml 里写 region"
_CODE = "在机构名录的标题下一行写明“行政区划：6 位代码”，或加一栏“行政区划”，各县区也写上代码"
_PARAGRAPHS = 15
_ROWS = 300
_ENDS = r"(?:局|委|办|办公室|委员会|中心|部|会|支队|大队|政府|院|队)"
_LETTER = re.compile(rf"(?<![\u4e00-\u9fff])([市区县旗])(?=[\u4e00-\u9fff]{{1,16}}{_ENDS})")
_ISSUER = re.compile(r"([市区县旗])(?=[\u4e00-\u9fff])(?![域场])")
_SPEAKS = (
    r"(?:人民政府|政府|委|党委|办公室|机构编制|[\u4e00-\u9fff]{2,12}(?:局|委|办|委员会|领导小组|指挥部))"
)


@dataclass(frozen=True, slots=True)
class Found:
    """An area, and how it was found, as a person reads it."""

    code: str
    how: str


def area_of(file: ListFile, places: Gazetteer, own: Iterable[str]) -> Found | None:
    """The area of a list that gives no code: by the places its title, issuer, file name, sheet names, columns and
    first paragraphs name, else by the only area that the registers know (`own`) at the level it speaks of."""
    ways: tuple[tuple[str, Callable[[], Iterable[str]]], ...] = (
        ("行政区划一行的", lambda: (m.place for m in file.metas.values())),
        ("标题中的", lambda: (m.title or "" for m in file.metas.values())),
        ("编制单位中的", lambda: (m.issuer for m in file.metas.values())),
        ("文件名中的", lambda: [file.source.name]),
        ("工作表名称中的", lambda: (t for f in file.choice.fits for t in (f.sheet.name, f.sheet.heading))),
    )
    for where, texts in ways:
        for text in texts():
            if found := places.innermost(text):
                return _told(found, where, places)
    for where, said in (
        ("表头之上的", _head(file)),
        ("表中的地名", _in_rows(file, places)),
        ("正文中的", _speakers(file)),
    ):
        if area := places.common(said):
            return _told(area, where, places)
    return _only(file, places, set(own))


def of_pages(pages: Sequence[Page], places: Mapping[str, str], region: str) -> list[str]:
    """The area of each sheet of a list: a book of a city may have a sheet for each of its districts, which its name or
    its title tells. Where all sheets are of one area, that is the list's own."""
    known = Gazetteer({code: name for code, name in places.items() if inside(code, region)})
    found = []
    for page in pages:
        top = range(page.sheet.start, page.header.rows[0] if page.header.rows else page.sheet.start)
        titles = (c.text for row in top for c in page.sheet.filled(row)[:1])
        texts = (page.sheet.name, page.sheet.heading, *titles)
        found.append(next((area[0] for text in texts if (area := known.innermost(text))), region))
    return found if len(set(found)) > 1 else [region] * len(pages)


def _told(found: tuple[str, str], where: str, places: Gazetteer) -> Found:
    code, words = found
    place = places.names.get(code, code)
    return Found(code, f"按{where}“{words}”认作{place}{_shown(code)}")


def _shown(code: str) -> str:
    """The code of an area behind its name."""
    return "（机构名录没有给出代码）" if uncoded(code) else f"（{code}）"


def tell(file: ListFile, found: Found | None, places: Gazetteer) -> None:
    """Give a list its area, and say how it was found; an error where it was not."""
    if found:
        file.region = found.code
        register = any(fit.spec.shape == "org_register" for fit in file.choice.fits)
        severity, todo = ("error", _CODE) if register and unknown(found.code) else ("info", _TODO)
        file.problem("REGION", f"清单没有写行政区划代码，{found.how}", todo, severity)
        return
    known = "、".join(f"{name}{_shown(code)}" for code, name in sorted(places.names.items())[:8])
    hint = f"；已知的有：{known}" if known else ""
    also = "" if known else "，或把机构名录一起给出（或先装入）"
    file.problem(
        "REGION", f"不知道这份清单属于哪个行政区划{hint}", f"在标题下一行写明“行政区划：6 位代码”{also}"
    )
    file.region = UNKNOWN


def _head(file: ListFile) -> Iterator[str]:
    """What stands above the headers, and titles that were taken for a part of one."""
    for fit in file.choice.fits:
        top, last = (fit.header.rows[0], fit.header.rows[-1]) if fit.header.rows else (1, 0)
        for row in range(fit.sheet.start, max(top, last)):
            filled = fit.sheet.filled(row)
            if row < top or len(filled) == 1:
                yield from (c.text for c in filled if len(c.text) <= 60)
        yield from (c.text for c in fit.sheet.above if len(c.text) <= 40)


def _in_rows(file: ListFile, places: Gazetteer) -> list[str]:
    """Cells that hold nothing but the name of a place, in headers and in rows."""
    found = []
    for fit in file.choice.fits:
        first = fit.header.rows[0] if fit.header.rows else 1
        for row in fit.sheet.rows[first - 1 : first + _ROWS]:
            found += [c.text for c in row if c.text and places.code(re.sub(r"\s+", "", c.text))]
    return found


def _speakers(file: ListFile) -> list[str]:
    """The places of the authorities that the first paragraphs name, and those that sign at the end."""
    text = file.reading.text
    if text is None:
        return []
    lines = [c.text for row in text.rows for c in row if c.text]
    pattern = re.compile(rf"([\u4e00-\u9fff]{{2,8}}?[省市区县旗]){_SPEAKS}")
    chosen = [*lines[:_PARAGRAPHS], *lines[_PARAGRAPHS:][-5:]]
    return [m[1] for line in chosen for m in pattern.finditer(re.sub(r"\s+", "", line))]


def _only(file: ListFile, places: Gazetteer, own: set[str]) -> Found | None:
    """The only area of the registers at the level that the list speaks of: 区住建局 is one of a district."""
    letter = _letter(file)
    cities = [c for c in own if region_level(c) == "city"]
    below = [c for c in own if region_level(c) == "county"]
    lettered = [c for c in below if places.names.get(c, "")[-1:] == letter] if letter in "区县旗" else []
    chosen = lettered if letter and letter in "区县旗" and below else cities or below
    if len(chosen) != 1:
        return None
    code = chosen[0]
    place = places.names.get(code, code)
    said = f"清单里的单位多写“{letter}…”，" if lettered else ""
    return Found(code, f"{said}机构名录里这一级只有{place}，认作{place}{_shown(code)}")


def _letter(file: ListFile) -> str:
    """The letter of the level that a list speaks of: that of its issuer, else the one most of its bodies begin with."""
    for meta in file.metas.values():
        for text in (meta.issuer, meta.title or ""):
            if said := _ISSUER.match(text):
                return said[1]
    counts: Counter[str] = Counter()
    for fit in file.choice.fits:
        first = fit.header.rows[-1] if fit.header.rows else 0
        for row in range(first + 1, min(len(fit.sheet.rows), first + _ROWS) + 1):
            for cell in fit.sheet.filled(row):
                counts.update(_LETTER.findall(cell.text))
    return min(counts, key=lambda c: (-counts[c], c)) if counts else ""
