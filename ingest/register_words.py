"""How registers of bodies word kind, level and state, and what a name or a remark tells of a body by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ingest.regions import without_place
from ingest.values import date

# The first that is found counts: 区政府派出机构 is an agency, 政府直属事业单位 an institution.
_KIND_WORDS = (
    ("vertical", "垂|驻|条管|双重管理|双管|中省直|中直|省直"), ("agency", "派出|派驻|分支"),
    ("institution", "事业"), ("social", "群团|团体|群众"),
    ("party", "党委|党的|纪检|纪委|党务|党群工作|^党[委群]?(部门|机关|机构)?$"),
    ("zone", "开发区|功能区|园区|新区"), ("enterprise", "企业|国企|公司"), ("intermediary", "中介"),
    ("town", "街道|乡镇|镇街|^[乡镇]$"),
    ("government", "政府|^行政$|行政机关|行政机构|工作部门|组成部门|直属机构|特设机构|办事机构|职能部门|议事协调机构的办事"),
    ("other", "人大|政协|法院|检察|司法机关|民主党派|议事|其他|其它"),
)  # fmt: skip
_MIXED = re.compile(r"党政|机关|单位|部门|机构|党群")  # words that hold several kinds: the name decides
_LEVEL_WORDS = (
    ("town", "乡|镇|街|社区|村"), ("province", "省(?!直管)|自治区|直辖市"), ("county", "县|区|旗"), ("city", "市|州|盟|地"),
    ("national", "国|中央"),
)  # fmt: skip
_STATES = (
    ("active", "在用|正常|存续|在册|有效|现行|运行|在编|保留|^是$|^在$"), ("renamed", "更名|改名|改称"),
    ("merged", "合并|并入|划入|整合|归并|撤并"), ("split", "分设|分立|拆分"),
    ("replaced", "改设|改组|重组|组建|转隶|转制|撤一建一"),
    ("devolved", "下放"), ("abolished", "撤销|注销|裁撤|取消|撤"),
)  # fmt: skip
_CHANGES = {
    "renamed": "rename",
    "merged": "merge",
    "split": "split",
    "replaced": "replace",
    "devolved": "devolve",
}
_STATE_OF = {v: k for k, v in _CHANGES.items()} | {"swap": "replaced"}
# What the end of a name, without its place, says; the first that is found counts.
_NAMES = (
    ("town", r"([镇乡]|苏木)(人民)?政府$|街道(办事处)?$|[^城乡]镇$|.乡$|(镇|乡|街道)(党工?委|办事处)$"),
    ("zone", r"(区|园|岛|城|景区|港|基地)(管理|建设)?(委员会|管委会)$"),
    ("enterprise", r"公司$|集团$|银行$|厂$|合作社$(?<!供销合作社)"),
    ("vertical", r"^国家|税务局|气象局|海关$|消防(救援)?(支队|大队|总队|站|局)$|烟草专卖局|邮政管理局|海事(局|处)|调查队|"
                 r"出入境|边防|人民银行|金融监(督管理|管)|银保监|矿山安全监察|通信管理|国家安全局|核查总队|铁路|民航|地震台"),
    ("social", r"工会$|妇女联合会$|妇联$|青年团|^团[市区县]?委$|共青团|残疾人联合会$|残联$|工商业联合会$|工商联$|科学技术协会$|"
               r"科协$|文学艺术界联合会$|文联$|华侨联合会$|侨联$|红十字会|社会科学(界)?联合会$|社科联$|作家协会|作协$|记者协会|贸促会|"
               r"国际贸易促进|法学会|计划生育协会|台胞|台联$|供销"),
    ("party", r"^中共|^中国共产党|^[市区县省州]?委(?!员)|纪律检查|纪委|监察委|监委|组织部$|宣传部$|统(一)?战(线)?(工作)?部$|"
              r"政法委|党校|政策研究室|编制委员会办公室|编办$|编委办$|网信办$|信息化委员会办公室$|巡察|老干部局|直属机关工(作)?委|"
              r"工(作)?委$|工作委员会$|社会工作部|社工部$|党史|改革委员会办公室$(?<!发展和改革委员会办公室)"),
    ("other", r"人大|人民代表大会|政协|政治协商|法院|检察院|武装部|议事"),
    ("agency", r"分局$|派出所$|司法所$|监管所$|管理所$|财政所$|税务所$|办事处$"),
    ("institution", r"中心$|学?院$|站$|馆$|学校$|大学$|所$|台$|社$|场$|园$|队$|处$|研究会$|总站$"),
    ("government", r"局$|委员会$|委$|办公室$|办$|厅$|政府$"),
)  # fmt: skip
_BODY = (
    r"[\u4e00-\u9fff（）()]{2,25}?(?:局|委|委员会|办|办公室|部|院|所|会|中心|队|站|处|署|厅|政府|办事处|公司)"
)
_QUOTES = str.maketrans("", "", '“”"「」『』')
_DAY = r"(?:(?:于|自)?(?P<day>\d{4}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?|\d{4}[.\-/]\d{1,2}(?:[.\-/]\d{1,2})?))?"
_PLATE = re.compile(
    rf"(?:已|同时|对外)*(?:加挂|另挂|挂)(?:有|了)?(?P<name>{_BODY}(?:[、和]{_BODY})*)(?:的)?(?:牌子|牌|)"
)
_FORMERLY = re.compile(
    rf"(?:即)?(?:原|前身|曾用名|原名|原名称)[为是称]?[:：]?(?P<names>{_BODY}(?:[、和]{_BODY})*)"
)
_RENAMED = re.compile(
    rf"{_DAY}[,，]?由?原?(?P<names>{_BODY}(?:[、和]{_BODY})*)(?P<how>更名|改名|合并|整合|改组|改设|重组|撤并)"
    r"(?:而来|而成|为现名|为本单位|组建|成立|设立|后?组建)?"
)
_SORT = re.compile(
    r"(省以下|中央|省)?(垂直管理|双重管理|垂管|双管|条管)(单位|部门|机构)?|驻[市区县](单位|机构)|(国有)?企业|.{0,8}事业单位|"
    r".{0,4}派出(机构)?|群团(组织|机关)?|人民团体"
)
_HAPPENED = re.compile(rf"{_DAY}(?P<how>更名|改名|组建|合并|改设|改组|整合|重组)(?:成立|组建|设立)?")


_ENDED = re.compile(
    rf"{_DAY}(?:在?机构改革(?:时|中|后)?)?(?:已)?(?:被|予以)?(?P<how>撤销|注销|裁撤|撤并|不再保留)"
)
_INTO = re.compile(
    rf"{_DAY}(?:其|原)?(?P<duties>(?:全部|主要|有关|相关|行政)*(?:职责|职能|业务|编制|人员|机构)?)(?:已|均|整合|整体|一并)*"
    rf"(?P<how>划入|并入|划归|归并(?:至|到|入)?|合并(?:至|到|入)|整合(?:至|到|进|入)?|移交|划转(?:至|到|给)?|更名为|改名为|改称|现更名为|现为)"
    rf"(?P<names>{_BODY}(?:[、和]{_BODY})*)"
)


def kind_of_words(text: str) -> str | None:
    """The kind that words of a kind column mean, None where they mean none or several.

    >>> [kind_of_words(t) for t in ("党委工作机关", "驻市单位", "政府直属事业单位", "街道", "党政机关", "不明类别")]
    ['party', 'vertical', 'institution', 'town', None, None]
    """
    said = re.sub(r"\s+", "", text)
    return next((kind for kind, words in _KIND_WORDS if re.search(words, said)), None)


def kind_of_banner(text: str) -> str | None:
    """The kind of all bodies below a banner, None where it names none or several.

    >>> kind_of_banner("市政府派出机构（3个）"), kind_of_banner("其他单位"), kind_of_banner("群团组织和事业单位")
    ('agency', None, None)
    """
    if re.search(r"其他|其它|及|和|、", text):
        return None
    return kind_of_words(text)


def mixed(text: str) -> bool:
    """Whether words of a kind column hold several kinds, so that the name must decide."""
    return _MIXED.search(text) is not None


def kind_of_name(name: str, place: str = "") -> str | None:
    """The kind that a name shows, None where it shows none.

    >>> names = ("岱山市委宣传部", "岱山市水务局", "柳集镇人民政府", "国家税务总局岱山市税务局", "岱山市生态环境局东河分局")
    >>> [kind_of_name(n) for n in names]
    ['party', 'government', 'town', 'vertical', 'agency']
    >>> [kind_of_name(n) for n in ("岱山市妇女联合会", "岱山市勘验评审中心", "国网岱山供电公司", "高新区管委会", "某某")]
    ['social', 'institution', 'enterprise', 'zone', None]
    """
    bare = without_place(name, place)
    found = ((kind, re.search(words, bare) or re.search(words, name)) for kind, words in _NAMES)
    return next((kind for kind, fits in found if fits), None)


def level_of(text: str) -> str | None:
    """The level that words mean, None where they mean none.

    >>> [level_of(t) for t in ("市级", "市直", "县（市、区）", "区直部门", "乡镇（街道）", "镇级", "自治区级", "市级派出", "其他")]
    ['city', 'city', 'county', 'county', 'town', 'town', 'province', 'city', None]
    """
    return next((level for level, words in _LEVEL_WORDS if re.search(words, text)), None)


def status_of(text: str) -> str | None:
    """The state that words mean, None where they mean none.

    >>> [status_of(t) for t in ("在册", "2019年1月撤销", "2024年3月更名", "并入市水务局", "不详")]
    ['active', 'abolished', 'renamed', 'merged', None]
    """
    said = re.sub(r"\s+", "", text)
    return next((state for state, words in _STATES if re.search(words, said)), None)


def change_of(text: str) -> str | None:
    """The way of a change that words mean, None where they mean none.

    >>> change_of("更名"), change_of("整合组建"), change_of("撤销")
    ('rename', 'merge', None)
    """
    return _CHANGES.get(status_of(text) or "")


def state_after(change: str | None) -> str:
    """The state of a body after a change: abolished where it is not known in what way it ended."""
    return _STATE_OF.get(change or "", "abolished")


def change_to(state: str | None) -> str | None:
    """The way of the change that left a body in a state."""
    return _CHANGES.get(state or "")


READERS: Mapping[tuple[str, str], Callable[[str], str | None]] = {
    ("org_register", "kind"): kind_of_words, ("org_register", "level"): level_of,
    ("org_register", "status"): status_of, ("org_register", "change"): change_of,
    ("former_bodies", "change"): change_of,
}  # fmt: skip


def value_in(shape: str, name: str, words: Mapping[str, str], text: str) -> str | None:
    """The ontology's value that a text means in a column: by the words listed for it, else as registers word it.

    >>> value_in("org_register", "level", {"市": "city"}, "市直")
    'city'
    """
    listed = words.get(text) or words.get(text.replace(" ", ""))
    read = READERS.get((shape, name))
    return listed or (read(text) if read and text else None)


def with_plates(name: str) -> tuple[str, list[str], str | None]:
    """A name without the nameplates, and the short form, that stand behind it in brackets.

    >>> with_plates("岱山市自然资源和规划局（加挂市林业局牌子）"), with_plates("岱山市发展和改革委员会（简称市发改委）")
    (('岱山市自然资源和规划局', ['市林业局'], None), ('岱山市发展和改革委员会', [], '市发改委'))
    >>> with_plates("岱山市委办公室（市档案局）"), with_plates("岱山市实验学校（东校区）")
    (('岱山市委办公室', ['市档案局'], None), ('岱山市实验学校（东校区）', [], None))
    """
    both = re.fullmatch(r"(.{4,}?)[（(]([^（）()]+)[）)]", name)
    if both is None:
        return name, [], None
    inner = both[2].translate(_QUOTES)
    plate = _PLATE.fullmatch(inner)
    if plate:
        return both[1], _names(plate["name"]), None
    if inner.startswith("简称"):
        return both[1], [], inner.removeprefix("简称").lstrip(":：")
    if all(re.fullmatch(_BODY, one) for one in _names(inner)):
        return both[1], _names(inner), None
    return name, [], None


@dataclass(slots=True)
class Remarks:
    """What a remark says plainly: nameplates, former names, the day and way of the change, the kind; how a body itself
    ended (`state`) and who came after it."""

    plates: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    day: str | None = None
    change: str | None = None
    kind: str | None = None
    state: str | None = None
    heirs: list[str] = field(default_factory=list)


def remarks(text: str) -> Remarks:
    """What a remark says where its sentences are plain; all else is left.

    >>> remarks("加挂市林业局牌子；2019年2月由市国土资源局更名")
    Remarks(plates=['市林业局'], former=['市国土资源局'], day='2019-02-01', change='rename', kind=None, state=None, heirs=[])
    >>> said = [remarks(t) for t in ("原市环境保护局", "负责人待定")]
    >>> [(r.former, r.day, r.state) for r in said]
    [(['市环境保护局'], None, None), ([], None, None)]
    >>> said = [remarks(t) for t in ("2019年1月撤销，职责划入市市场监管局", "2018年并入市水务局", "职责划入市水务局")]
    >>> [(r.day, r.state, r.heirs) for r in said]
    [('2019-01-01', 'abolished', ['市市场监管局']), ('2018-01-01', 'merged', ['市水务局']), (None, None, [])]
    """
    made = Remarks()
    for piece in re.split(r"[；;。\n，,]", text.translate(_QUOTES)):
        said = re.sub(r"\s+", "", piece)
        if not said:
            continue
        if plate := _PLATE.fullmatch(said):
            made.plates += _names(plate["name"])
        elif former := _FORMERLY.fullmatch(said):
            made.former += _names(former["names"])
        elif renamed := _RENAMED.fullmatch(said):
            made.former += [n.removeprefix("原") for n in _names(renamed["names"])]
            _happened(made, renamed)
        elif happened := _HAPPENED.fullmatch(said):
            _happened(made, happened)
        elif _SORT.fullmatch(said) and made.kind is None:
            made.kind = kind_of_words(said)
        elif ended := _ENDED.fullmatch(said) or _INTO.fullmatch(said):
            _came_to(made, ended)
    return made


def _came_to(made: Remarks, said: re.Match[str]) -> None:
    """Note that a body ended, or into what; duties that moved end no body that goes on."""
    into = said.re is _INTO
    if into and made.state is None and (said["duties"] or made.former):
        return
    if made.state is None:
        made.state = "abolished" if not into else status_of(said["how"]) or "renamed"
        made.day = date(said["day"])[0] if said["day"] else made.day
    made.heirs += _names(said["names"]) if into else []


def _names(text: str) -> list[str]:
    return [n for n in re.split(r"、|(?<=[局委办部院所会队站处厅心])和", text) if n]


def _happened(made: Remarks, said: re.Match[str]) -> None:
    made.change = change_of(said["how"])
    made.day = date(said["day"])[0] if said["day"] else None
