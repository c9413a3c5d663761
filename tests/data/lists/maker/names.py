"""Lists that name bodies as people do: short, joined, bracketed, ended, open-ended, as a level."""

from __future__ import annotations

from tests.data.lists.maker.write import list_of, table, xlsx

TITLE = "清湾市部门职责边界清单（2026年版）"
NAME = "职责边界清单"
_HEAD = "序号 | 职责事项 | 牵头单位 | 配合单位\n"


def made() -> dict[str, bytes]:
    """Files by name."""
    return {**_joined(), **_open(), **_leads(), **_regions()}


def _list(text: str, title: str = TITLE) -> list[list[str]]:
    return list_of(title, _HEAD + text.strip("\n"))


def _joined() -> dict[str, bytes]:
    joiners = _list(r"""
1 | 甲类场所巡查 | 市公安局 | 市住房和城乡建设局和市水务局
2 | 乙类场所巡查 | 市公安局 | 市水务局与市财政局
3 | 丙类场所巡查 | 市公安局 | 市教体局及市民政局
4 | 丁类场所巡查 | 市公安局 | 市水务局/市财政局
5 | 戊类场所巡查 | 市公安局 | 市水务局，市财政局；市民政局
6 | 己类场所巡查 | 市公安局 | 市水务局\n市财政局
7 | 庚类场所巡查 | 市公安局 | 1.市水务局 2.市财政局
""")
    plates = _list(r"""
1 | 粮食储备监管 | 市发改局（市粮食和物资储备局） | 市市场监管局（市知识产权局）、市公安局
2 | 救灾物资调拨 | 市粮食和物资储备局(市发改局) | 市城管局
""")
    former = _list(r"""
1 | 无照经营查处 | 市工商局 | 市卫生局
2 | 水库大坝安全 | 市水利局 | 市应急局
""")
    spoken = _list(r"""
1 | 电价执行检查 | 发改委 | 市监局
2 | 托育机构监管 | 卫健局 | 教体局
3 | 房屋安全排查 | 住建局 | 清湾市公安局
""")
    elliptic = _list(r"""
1 | 河道保洁 | 市水务局 | 东陵区、西沙区水务局
2 | 救助经费保障 | 市民政局 | 市财政、人社局
""")
    unknown = _list(r"""
1 | 工业节能监察 | 市经信局 | 市水务局
2 | 节约用水管理 | 市水务局 | 市水文水资源勘测中心
""")
    return {
        "24-joiners.xlsx": xlsx({NAME: joiners}),
        "25-nameplates.csv": table(plates),
        "26-former-names-gbk.csv": table(former, "gbk"),
        "27-spoken-names.xlsx": xlsx({NAME: spoken}),
        "37-shared-endings.xlsx": xlsx({NAME: elliptic}),
        "28-unknown-names.xlsx": xlsx({NAME: unknown}),
    }


def _open() -> dict[str, bytes]:
    rows = _list(r"""
1 | 节约用水管理 | 市水务局 | 市住建局、市财政局等部门
2 | 河道采砂管理 | 市水务局 | 相关部门
3 | 农田灌溉管理 | 市农业农村局 | 市水务局及有关单位
4 | 防汛物资储备 | 市应急局 | 市发改局、市财政局等2个部门
""")
    levels = _list(r"""
1 | 殡葬管理 | 市民政局 | 各镇街
2 | 秸秆禁烧 | 县乡党委政府 | 市农业农村局
3 | 背街小巷保洁 | 属地镇街 | 各区综合执法局
4 | 农村住房安全 | 各县区人民政府 | 市住建局
""")
    return {"29-open-ended.xlsx": xlsx({NAME: rows}), "30-levels.xlsx": xlsx({NAME: levels})}


def _leads() -> dict[str, bytes]:
    nobody = list_of("清湾市新业态监管职责清单", r"""
序号 | 事项名称 | 责任单位
1 | 密室逃脱经营场所监管 | 市公安局、市文旅局、市消防救援支队
2 | 现制现售饮用水监管 | 市卫健委、市市场监管局
""")  # fmt: skip
    split = _list(r"""
1 | 非学科类培训监管 | 市教体局（体育类）、市文旅局（文化艺术类）分别牵头 | 市市场监管局
2 | 区管河道清淤 | 由东陵区水务局、西沙区水务局分别承办 |
3 | 校外托管机构管理 |  | 市教体局、市市场监管局按职责分工负责
4 | 犬只管理 | 市公安局（负责城区）、市农业农村局（负责农村） |
""")
    words = list_of("清湾市部门职责分工表", r"""
序号 | 职责事项 | 责任分工
1 | 燃气管道占压整治 | 市住建局总牵头，市自然资源和规划局参与，市公安局协助，市财政局支持
2 | 再生资源回收管理 | 市发改局指导，市综合执法局监督检查，市公安局查处
3 | 建筑垃圾处置核准 | 市审批局审批，市综合执法局监管
4 | 电动自行车充电安全 | 市住建局、市消防救援支队、市公安局按照职责分工负责
5 | 农贸市场改造 | 市市场监管局协调，市发改局、市住建局各负其责
""")  # fmt: skip
    return {
        "31-nobody-leads.xlsx": xlsx({NAME: nobody}),
        "32-first-listed.xlsx": xlsx({NAME: [["清湾市新业态监管职责清单（第二批）"], *nobody[1:]]}),
        "33-split-and-shares.xlsx": xlsx({NAME: split}),
        "34-role-words.xlsx": xlsx({NAME: words}),
    }


def _regions() -> dict[str, bytes]:
    city = _list(r"""
1 | 河长制巡查 | 市水务局 | 东陵区水务局、西沙区水务局、南屏区水务局、北河区水务局、高塘区水务局、云丘县水务局
2 | 农村供水 | 市水务局 | 各区水务局
""")
    district = list_of("南屏区部门职责边界清单", r"""
序号 | 职责事项 | 牵头单位 | 配合单位
1 | 河长制巡查 | 区水务局 | 市水务局、区住建局
2 | 户外广告管理 | 区城管局 | 水务局
""", "发布单位：南屏区委编办　行政区划：378804　发布日期：2026年4月2日")  # fmt: skip
    return {"35-six-water-bureaus.xlsx": xlsx({NAME: city}), "36-district.csv": table(district, "gb18030")}
