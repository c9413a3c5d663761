"""Finds in a text the coordinating bodies that it sets up or adjusts: one for the whole of it, or one a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.cells import Cell
from ingest.entries import Entries, Page
from ingest.meta import may_be_title
from ingest.shapes.numbering import split_number

KINDS = r"(?:领导小组|协调小组|工作小组|委员会|指挥部|联席会议|协调机制|工作机制|工作专班|专班)"
_NAME = rf"(?P<name>[\u4e00-\u9fff“”]{{3,36}}?{KINDS})"
_TITLE = re.compile(
    rf"关于(?:成立|设立|组建|建立|调整|调整充实|充实调整|更新){_NAME}(?:组成人员|组成|成员)?(?:单位)?(?:名单)?(?:及其职责)?的"
)
_SET_UP = re.compile(rf"(?:成立|设立|组建){_NAME}[（(]以下简称“?(?P<short>[\u4e00-\u9fff]{{2,20}})”?[）)]")
# The title of a text that is about one body from there on: 临澜市节水联席会议成员单位职责.
_CHARTER = re.compile(
    rf"(?:附件?\s*[\d一二三四五六七八九十]*\s*[:：]\s*)?{_NAME}(?:制度)?(?:各?成员单位|组成单位|成员|组成人员)?(?:及其|的)?(?:主要|工作|议事)*"
    r"(?:名单|职责|职责分工|任务分工|责任分工|分工|规则|制度|章程|细则)(?:[（(][^（）()]*[）)])?(?:及.{2,14})?"
)
_SEVERAL = re.compile(rf"{KINDS}(?:、|和|及|与|以及)")
_HEAD = re.compile(
    r"(?:关于)?(?:新?成立|新?设立|新设|组建|建立|调整|优化调整|规范|保留|继续保留|更名|撤销|不再保留)?原?"
    rf"(?P<name>[\u4e00-\u9fff“”、]{{2,36}}?{KINDS})"
    r"(?:[（(](?:以下)?(?:简称)?“?(?P<short>[^（）()“”]{0,20})”?[）)])?"
    r"(?:组成人员|人员组成|组成|成员|成员单位|组成单位)?(?:名单|调整)?[：:。]?"
)
_BLANK = r"[\s　]*"
RANKS = "|".join(
    _BLANK.join(word) for word in ("组长", "总指挥", "指挥长", "主任", "总召集人", "召集人", "主席")
)
_SEATED = re.compile(
    rf"(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]{_BLANK})?(?:(?:第一|常务|执行)?{_BLANK}副?{_BLANK}(?:{RANKS})|成{_BLANK}员){_BLANK}(?:单{_BLANK}位)?{_BLANK}[:：]"
)
_PLACED = re.compile(r"(?<!原)(?:办公室|办事机构|秘书处).{0,6}(?:设|挂靠|依托|放)?(?:在|于)")
_MEMBERS = re.compile(
    rf"成员单位(?:包括|有|为|由|[:：])|(?:为|任|作为)成员(?:单位)?(?=[，,。；;]|$)|{KINDS}由[^。；;由]{{4,}}组成(?=[。；;，,]|$)"
)
_CHAIRED = re.compile(rf"(?:{RANKS}|指挥){_BLANK}由[^，,。；;]{{2,24}}(?:担任|兼任)")
_ENDED = re.compile(
    r"(?:任务|工作|使命).{0,6}(?:完成|结束)[^。]{0,12}撤销|^(?:决定)?(?:予以|即行|现予)?撤销|(?:予以|现予|即行)撤销|不再保留"
)
_NOT_YET = re.compile(r"完成后|结束后|期满|到期|自行|届时|拟|建议|如")


@dataclass(frozen=True, slots=True)
class Founded:
    """A coordinating body that a text sets up: its full name, the cell that says so, its short form, the cells that
    tell of it (the heading first, where it has a section), and whether they do away with it."""

    name: str
    at: Cell
    short: str | None
    cells: tuple[Cell, ...]
    section: bool = False
    revoked: bool = False

    def rows(self) -> range:
        """The rows of its section; none where the whole text is about it."""
        return range(self.cells[0].row, self.cells[-1].row + 1) if self.section else range(0)


def founded(entries: Entries, page: Page) -> list[Founded]:
    """The bodies that a text sets up. Where it has sections headed by the names of such bodies, with who sits in each,
    those; else the one that its title or a sentence names, which the whole text is about."""
    cells = [c for row in range(1, len(page.sheet.rows) + 1) for c in page.sheet.filled(row)]
    found = [(c, m) for c in cells if (m := _SET_UP.search(c.text) or _TITLE.search(c.text))]
    made = _sections(entries, cells)
    if not made and not found and any(_seats(c.text) for c in cells):
        titles = [c for c in cells[:3] if may_be_title(c.text)][:1]
        found = [(c, m) for c in titles if (m := _CHARTER.fullmatch(c.text.strip()))]
    names = {_full(m["name"], entries) for _, m in found}
    if len({b.name for b in made}) > 1 or (made and len(names) != 1):
        return made
    if len(names) != 1 or _SEVERAL.search(min(names)):
        return []
    short = next((m["short"] for _, m in found if m.re is _SET_UP), None)
    return [Founded(min(names), found[0][0], short, tuple(cells))]


def heads_section(text: str) -> bool:
    """Whether a paragraph is the name of a coordinating body and no more.

    >>> heads_section("一、临澜市节水领导小组"), heads_section("（二）关于调整市防汛指挥部组成人员")
    (True, True)
    >>> heads_section("临澜市节水领导小组负责节水"), heads_section("一、组成人员")
    (False, False)
    """
    return _head(text) is not None


def _head(text: str) -> re.Match[str] | None:
    """The name of a body that heads a section: a whole paragraph, or the first sentence of one that goes on with who
    sits in it."""
    bare = split_number(text.strip())[1]
    first, stop, rest = bare.partition("。")
    goes_on = stop and (_MEMBERS.search(rest) or _CHAIRED.search(rest))
    return _HEAD.fullmatch(first if goes_on else bare)


def seats_somebody(text: str) -> bool:
    """Whether a paragraph says who sits in a body: 组长：…, 成员单位：….

    >>> seats_somebody("召 集 人：副市长"), seats_somebody("成员单位：市水务局"), seats_somebody("组长单位：市水务局")
    (True, True, True)
    >>> seats_somebody("牵头单位：市水务局")
    False
    """
    return _SEATED.match(text) is not None


def _seats(text: str) -> bool:
    return seats_somebody(text) or any(p.search(text) for p in (_PLACED, _MEMBERS))


def _sections(entries: Entries, cells: Sequence[Cell]) -> list[Founded]:
    """The bodies whose names head sections that say who sits in them, or that they are done away with."""
    starts = [i for i, cell in enumerate(cells) if heads_section(cell.text)]
    made = []
    for start, end in pairwise([*starts, len(cells)]):
        own = _own(cells[start:end])
        below = [own[0].text.partition("。")[2], *(cell.text for cell in own[1:])]
        seated = any(map(_seats, below[:8]))
        ended = any(
            _ENDED.search(s) and not _NOT_YET.search(s)
            for text in below[:3]
            for s in re.split("[。；;]", text)
        )
        head = _head(own[0].text)
        if head and (seated or ended) and not _SEVERAL.search(head["name"]):
            name = _full(head["name"], entries)
            made.append(Founded(name, own[0], head["short"] or None, tuple(own), True, ended and not seated))
    return made


def _own(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a section: up to a number of the style of its heading, or the foot of the text."""
    number = split_number(cells[0].text.strip())[0]
    style = re.sub(r"[一二三四五六七八九十百\d]+", "#", number)
    made = [cells[0]]
    for cell in cells[1:]:
        other = split_number(cell.text.strip())[0]
        if number and other and re.sub(r"[一二三四五六七八九十百\d]+", "#", other) == style:
            break
        if re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", cell.text.strip()):
            break
        made.append(cell)
    return made


def _full(name: str, entries: Entries) -> str:
    """The name with its place in place of the letter that stands for it."""
    place = entries.book.places.get(entries.region, "")
    return place + name[1:] if place and name[0] == place[-1] and not name.startswith(place) else name
