"""The register of the fictional city 清湾市 (378800) that all lists of the corpus are read with."""

from __future__ import annotations

from tests.data.lists.maker.write import table

HEADER = ["序号", "机构全称", "常用简称", "机构类别", "层级", "机构规格", "加挂牌子", "主管（上级）机构", "行政区划",
          "统一社会信用代码", "设立时间", "现状", "变更时间", "变更方式", "承继机构", "变更依据", "备注"]  # fmt: skip
DISTRICTS = {"东陵区": "378802", "西沙区": "378803", "南屏区": "378804", "北河区": "378805", "高塘区": "378806",
             "云丘县": "378821"}  # fmt: skip
_CITY = """
水务局 | 市水务局
住房和城乡建设局 | 市住建局
发展和改革局 | 市发改局 | 清湾市粮食和物资储备局
公安局 | 市公安局
教育和体育局 | 市教体局
市场监督管理局 | 市市场监管局、市监局 | 清湾市知识产权局
卫生健康委员会 | 市卫健委
行政审批服务局 | 市审批局 | 清湾市政务服务管理办公室
综合行政执法局 | 市综合执法局 | 清湾市城市管理局
自然资源和规划局 | 市自然资源和规划局
生态环境局 | 市生态环境局
农业农村局 | 市农业农村局
交通运输局 | 市交通运输局
应急管理局 | 市应急管理局、市应急局
文化和旅游局 | 市文旅局
民政局 | 市民政局
财政局 | 市财政局
人力资源和社会保障局 | 市人社局
工业和信息化局 | 市工信局
"""
_FORMER = [
    ("清湾市工商行政管理局", "市工商局", "合并", "合并", "清湾市市场监督管理局"),
    ("清湾市卫生局", "市卫生局", "更名", "更名", "清湾市卫生健康委员会"),
    ("清湾市水利局", "市水利局", "更名", "更名", "清湾市水务局"),
]
_BELOW = (
    ("水务局", "水务局", ""), ("住房和城乡建设局", "住建局", ""), ("市场监督管理局", "市场监管局", ""),
    ("行政审批服务局", "审批局", ""), ("综合行政执法局", "综合执法局", "城市管理局"),
)  # fmt: skip
_CODES = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100


def credit_code(first_17: str) -> str:
    """A unified social credit code with its check character.

    >>> credit_code("91350100M000100Y4")
    '91350100M000100Y43'
    """
    total = sum(_CODES.index(c) * pow(3, n, 31) for n, c in enumerate(first_17))
    return first_17 + _CODES[(31 - total % 31) % 31]


def code_of(region: str, number: int) -> str:
    """The code of a body set up by the establishment office of a region."""
    return credit_code(f"11{region}{number:09d}"[:17])


def register() -> bytes:
    """The register as a csv file, with a title and a line that tells the region."""
    rows: list[list[str]] = []

    def body(name: str, **said: str) -> None:
        row = dict.fromkeys(HEADER, "") | {"机构全称": name, "机构类别": "政府部门", "层级": "市",
                                           "行政区划": "378800", "现状": "在用"} | said  # fmt: skip
        rows.append([row[h] for h in HEADER])

    for number, line in enumerate(_CITY.strip().split("\n"), 1):
        name, short, *plate = (part.strip() for part in line.split("|"))
        body("清湾市" + name, 常用简称=short, 加挂牌子="".join(plate),
             统一社会信用代码=code_of("378800", 437000 + number))  # fmt: skip
    body("清湾市消防救援支队", 常用简称="市消防救援支队", 机构类别="垂直管理机构")
    body("清湾市气象局", 常用简称="市气象局", 机构类别="垂直管理机构")
    body("清湾市勘验评审中心", 常用简称="市勘验评审中心", 机构类别="直属事业单位",
         **{"主管（上级）机构": "清湾市行政审批服务局"})  # fmt: skip
    for name, short, state, how, heir in _FORMER:
        body(name, 常用简称=short, 现状=state, 变更时间="2019-01-10", 变更方式=how, 承继机构=heir,
             变更依据="清编〔2019〕1号")  # fmt: skip
    for n, (district, code) in enumerate(DISTRICTS.items()):
        sign = district[-1]
        for k, (name, short, plate) in enumerate(_BELOW):
            body(district + name, 常用简称=sign + short, 层级="县", 行政区划=code,
                 加挂牌子=district + plate if plate else "",
                 统一社会信用代码=code_of(code, 520000 + 10 * n + k))  # fmt: skip
    for name, short in (
        ("柳桥街道办事处", "柳桥街道"),
        ("双塔镇人民政府", "双塔镇"),
        ("石门镇人民政府", "石门镇"),
    ):
        body("东陵区" + name, 常用简称=short, 机构类别="乡镇街道", 层级="乡", 行政区划="378802")
    for number, row in enumerate(rows, 1):
        row[0] = str(number)
    return table([["清湾市机构名录（示例数据）"], ["编制单位：市委编办　行政区划：378800"], HEADER, *rows])
