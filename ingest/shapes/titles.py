"""Titles of duties, where a list gives only clauses: the object of the clause, in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.cues import role_at_start, role_of_words
from ingest.shapes.numbering import ending

_ADVERBS = re.compile(r"(?:依法|依规|统一|具体|全面|切实|积极|认真|严格|按照?规定|按照?(?:管理)?权限)+")
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff、（）《》“”])\s+(?=[\u4e00-\u9fff、（）《》“”])")
_DO = re.compile(r"(?:做好|抓好|落实好|搞好)")
_OWN = re.compile(
    r"本(?:部门|单位|系统|行业|机关|领域|局|委|办)|机关(?:及|和|的|党|内|离退休)|所属(?:单位|事业单位)|直属单位"
)
_TAIL = re.compile(
    r"的?(?:工作|部门)?(?:职责|责任|任务)(?:分工|边界|划分|划转|移交|调整)(?:方案|意见|如下)?$"
)
_ONLY_DUTIES = re.compile(
    r"(?<=管理|监管|治理|防治|整治|执法|防控|处置|救援|保护|保障|维护|检查|巡查)的?(?:工作)?职责$"
)
_ONLY_TOPIC = re.compile(r"(?<=...)的?(?:工作)?(?:职责|责任|问题|事宜)$")
_NO_TITLE = re.compile(
    r"(?:(?:近期|近日|日前|近来|近年来|前期)[，,]|为了?(?!老|民|侨)|根据|按照|依据|结合|经(?![营济费纪络常办适销典开])|鉴于|各部门|各单位|其中|同时|现将|上述|以上|前款|对于?[^，]{0,3}$|按[^，]{2,20}(?:权属|权限|职责|分工|属地|区域|范围|原则|规定|标准|程序|归属)$)"
)
# A heading over what each of several bodies does in a matter: (局) 与乙局在某事方面的职责分工.
_BETWEEN_BODIES = re.compile(
    r"(?:[^，,。：:；;]{0,20}?(?:与|同|和)[^。：:；;]{2,60}?[，,]?(?:在|关于|就|对)|在)"
    r"(?P<what>[^，,。：:；;]{3,40}?)(?:工作|事项|职能|职责)?(?:方面|领域|问题|事宜|上|中)?的?(?:有关|相关|具体|各自|部门|工作|主要)*"
    r"(?:职责|职能|责任|权责)(?:的?(?:分工|划分|边界|界定|界限|衔接|关系))[：:。]?"
)
_GENERAL = re.compile(
    r"关于|管理|监管|监督|工作|安全|治理|整治|职责|分工|防治|服务|保障|执法|检查|处置|问题|行为|有关|相关|部门|单位|全市|全区|全县|加强|推进|开展"
)
_TOWARD = re.compile(
    r"对于?(?P<what>.{2,}?)(?:依法|统一|定期|不定期)*(?:进行|实施|开展|予以|加以|给予)[^、和与及，,]{0,4}?"
    r"(?P<role>监督管理|监督检查|监督指导|指导监督|督促检查|指导|监管|监督|督促|督导|检查指导|查处|处罚|行政处罚)(?:工作)?"
)
_EXERCISES = re.compile(
    r"(?:依法|统一|全面|认真|切实|集中)*(?P<verb>行使|履行)(?P<what>[^，,。；;]{2,40}?(?P<end>综合监管|监督管理|监督检查|行政处罚|行政执法|综合执法|行政许可|"
    r"行政审批|监管|监督|执法|处罚|审批|许可)?)的?(?:职能|职责|职权|权限|职责权限|权力|责任)(?=$|[，,。；;])"
)
_UNTOLD = re.compile(
    r"(?:行业|领域|主管|部门|单位|主体|属地|法定|相关|有关|各自|本|企业|出资人|监管|监督|管理|安全|综合|行政|执法|党政|领导|和|、)*"
)
_RANGE = re.compile(
    r".{0,20}(?:(?:[区城镇乡村街道路段河湖库域线圈园界岸]|范围)[以之]?[内外]|\d\w{0,4}以[上下])的?(?:部分|区域|路段|地区|范围)?"
    r"|(?:其他|其余|上述)(?:区域|路段|地区|地段|部分)|(?:主|老|新|中心|城市)*(?:城区|建成区|规划区)|农村(?:地区)?|镇区"
)
_SHORT = 4
_LEADING = ("ASSISTS", "GUIDES", "COORDINATES", "SHARES", "LEADS")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a clause of a body's own list begins: the role (None where its words give none), cue, and the rest."""

    role: str | None
    cue: str
    rest: str


def opening(clause: str) -> Opening:
    """The role that a clause of a body's own list gives this body.

    负责 and the like: the body answers for the rest, as lead, unless they are followed by what makes it less
    (负责指导). Words for the activity itself (审批, 监督检查) belong to the matter, and stay in the rest.

    >>> [(o.role, o.cue, o.rest) for o in map(opening, ("负责节水", "依法牵头负责节水", "负责指导节水", "拟订规划"))]
    [('LEADS', '负责', '节水'), ('LEADS', '牵头负责', '节水'), ('GUIDES', '负责指导', '节水'), (None, '', '拟订规划')]
    >>> opening("配合做好防汛工作"), opening("监督检查用水单位")
    (Opening(role='ASSISTS', cue='配合做好', rest='防汛工作'), Opening(role='SUPERVISES', cue='监督检查', rest='监督检查用水单位'))
    >>> opening("依法行使消防安全综合监管职能，开展抽查"), opening("履行河道采砂管理职责")
    (Opening(role='SUPERVISES', cue='行使', rest='消防安全综合监管'), Opening(role='LEADS', cue='履行', rest='河道采砂管理'))
    >>> [(o.role, o.cue, o.rest) for o in map(opening, ("指导、监督农村供水", "对用水单位进行监督检查"))]
    [('GUIDES', '指导、监督', '农村供水'), ('SUPERVISES', '监督检查', '对用水单位进行监督检查')]
    """
    exercised = _EXERCISES.match(clause)
    if exercised and not _UNTOLD.fullmatch(exercised["what"]):
        what = exercised["what"]
        ends = role_of_words(exercised["end"]) if exercised["end"] else None
        return Opening(ends.role if ends and ends.role else "LEADS", exercised["verb"], what)
    adverbs = _ADVERBS.match(clause)
    bare = clause[adverbs.end() :] if adverbs else clause
    cue, rest = role_at_start(bare)
    if cue is None:
        return _toward(clause, bare)
    if cue.role is None:
        closer, closest = role_at_start(rest)
        if closer and closer.role in _LEADING:
            return Opening(closer.role, cue.words + closer.words, _object(closest))
        return Opening("LEADS", cue.words, _object(rest))
    if cue.role in _LEADING:
        words, rest = _joined(cue.words, rest)
        return Opening(cue.role, words, _object(rest))
    return Opening(cue.role, cue.words, clause)


def _joined(words: str, rest: str) -> tuple[str, str]:
    """Words of a role with those that follow after a pause (指导、监督…), and what both are about."""
    while rest.startswith(("、", "和", "并")):
        also, further = role_at_start(rest[1:])
        if also is None or also.role is None or len(further) < _SHORT:
            break
        words, rest = f"{words}{rest[0]}{also.words}", further
    return words, rest


def _toward(clause: str, bare: str) -> Opening:
    """The role of a clause that names its object first: 对甲进行监督检查."""
    said = _TOWARD.fullmatch(bare)
    cue = role_of_words(said["role"]) if said else None
    if said is None or cue is None:
        return Opening(None, "", clause)
    return Opening(cue.role, cue.words, said["what"] if cue.role in _LEADING else clause)


def _object(text: str) -> str:
    did = _DO.match(text)
    return text[did.end() :] if did else text


def tidy(text: str) -> str:
    """A title without the blanks and line ends that stand between Chinese characters only for the eye.

    >>> tidy("节 约 用 水\\n管理"), tidy("A 类")
    ('节约用水管理', 'A 类')
    """
    return _BETWEEN.sub("", text.strip())


def title_of(text: str) -> str:
    """The title that a clause gives its duty: up to its first stop, as written.

    >>> title_of("水资源管理和保护，组织实施取水许可；指导节水")
    '水资源管理和保护，组织实施取水许可'
    """
    return ending(re.split(r"[。；;\n]", text.strip(), maxsplit=1)[0]).rstrip("：:，,")


def own(title: str, body: str) -> str:
    """The title, with the body where its words mean another thing for every body.

    >>> own("本系统安全生产工作", "市水务局"), own("安全生产工作", "市水务局")
    ('本系统安全生产工作（市水务局）', '安全生产工作')
    """
    return f"{title}（{body}）" if _OWN.search(title) else title


def repeats(text: str, title: str) -> bool:
    """Whether a text repeats the subject of a title, and so stands for itself below it.

    >>> repeats("农贸市场食品安全监管", "农贸市场管理"), repeats("生产环节", "电动自行车管理")
    (True, False)
    """
    subject = [s for s in re.split(r"[^\u4e00-\u9fff]+", _GENERAL.sub("，", title)) if len(s) > 1]
    return any(s[i : i + 2] in text for s in subject for i in range(len(s) - 1))


def is_topic(text: str) -> bool:
    """Whether a heading only says what is spoken about (关于收费管理), as minutes of meetings do.

    >>> is_topic("关于收费管理"), is_topic("收费管理")
    (True, False)
    """
    return text.startswith("关于")


def is_range(text: str) -> bool:
    """Whether what stands before a body only says where it answers for a matter, and names none.

    >>> [is_range(t) for t in ("城市建成区内", "规划区以外区域", "其余路段", "300平方米以上", "建成区管网维护", "校外")]
    [True, True, True, True, False, False]
    """
    return _RANGE.fullmatch(text) is not None


def matter_between(text: str) -> str:
    """The matter of a heading that tells of the duties of bodies towards one another in it; "" for any other.

    >>> matter_between("与市水务局在水旱灾害防救方面的职责分工。"), matter_between("在采砂管理上的职责划分")
    ('水旱灾害防救', '采砂管理')
    >>> matter_between("与市水务局的职责分工"), matter_between("关于职责分工")
    ('', '')
    """
    found = _BETWEEN_BODIES.fullmatch(text.strip())
    return found["what"] if found else ""


def matter_title(text: str) -> str:
    """The matter that a heading or the beginning of a sentence names; "" where it names none.

    >>> matter_title("食品安全监管职责分工："), matter_title("燃气安全监管"), matter_title("为加强管理")
    ('食品安全监管', '燃气安全监管', '')
    >>> matter_title("关于流浪犬管理职责"), matter_title("关于烧烤油烟问题"), matter_title("履行法定职责")
    ('流浪犬管理', '烧烤油烟', '履行法定职责')
    """
    bare = re.sub(r"^关于", "", ending(text).rstrip("：:，,—- "))
    cut = (_ONLY_TOPIC if is_topic(text) else _ONLY_DUTIES).sub("", _TAIL.sub("", bare))
    bare = cut if len(cut) >= 2 else bare
    return "" if _NO_TITLE.match(bare) or len(bare) < 2 else bare
