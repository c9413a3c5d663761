"""Lists that differ in how they lay out who does what: by matter, by department, as clauses."""

from __future__ import annotations

from tests.data.lists.maker.write import META, document, lines, list_of, table, xlsx

TITLE = "清湾市部门职责边界清单（2026年版）"
NAME = "职责边界清单"


def made() -> dict[str, bytes]:
    """Files by name."""
    return {**_by_matter(), **_by_department(), **_clauses()}


def _by_matter() -> dict[str, bytes]:
    rows = list_of(TITLE, r"""
序号 | 领域 | 职责事项 | 牵头单位 | 牵头单位职责 | 配合单位 | 配合单位职责 | 依据
1 | 水务管理 | 节约用水管理 | 市水务局 | 拟订用水计划 | 市住建局 | 改造老旧管网 | 《中华人民共和国水法》第八条
  |  |  |  |  | 市发改局 | 落实阶梯水价 |
2 |  | 城市内涝防治 | 市住建局 | 养护排水设施 | 市水务局 | 调度河道水位 |
""")  # fmt: skip
    cells = list_of(TITLE, r"""
序号 | 管理事项 | 责任分工
1 | 燃气安全监管 | 市住建局牵头，市市场监管局、市消防救援支队配合
2 | 房屋租赁管理 | 由市住建局会同市公安局负责
3 | 养犬管理 | 市公安局主办；市农业农村局、市综合执法局协办
""")  # fmt: skip
    words = list_of("清湾市水环境治理职责分工表", r"""
序号 | 事项名称 | 市水务局 | 市住建局 | 市生态环境局
1 | 黑臭水体治理 | 配合 | 牵头 | 配合
2 | 饮用水水源保护 | 配合 |  | 牵头
""")  # fmt: skip
    signs = [
        *list_of("清湾市校园周边治理职责分工表", r"""
序号 | 事项名称 | 市教体局 | 市公安局 | 市市场监管局 | 市综合执法局
1 | 校园周边交通秩序 | ○ | ★ |  | ○
2 | 校园周边食品摊贩 | ○ |  | ★ | ○
"""),
        ["注：★为牵头单位，○为配合单位。"],
    ]  # fmt: skip
    labels = list_of(TITLE, r"""
序号 | 职责事项 | 责任单位
1 | 户外广告管理 | 牵头单位：市综合执法局\n配合单位：市住建局、市自然资源和规划局
2 | 餐饮油烟治理 | 牵头：市生态环境局；配合：市市场监管局
""")  # fmt: skip
    return {
        "01-rows-merged.xlsx": xlsx(
            {NAME: rows}, ["A1:H1", "A2:H2", "A4:A5", "B4:B6", "C4:C5", "D4:D5", "E4:E5", "H4:H5"]
        ),
        "02-one-cell.xlsx": xlsx({NAME: cells}, ["A1:C1", "A2:C2"]),
        "03-columns-of-words.xlsx": xlsx({"分工表": words}, ["A1:E1"]),
        "04-columns-of-signs.xlsx": xlsx({"分工表": signs}, ["A1:F1", "A6:F6"]),
        "05-labels-in-cell.xlsx": xlsx({NAME: labels}),
    }


def _by_department() -> dict[str, bytes]:
    duties = list_of("清湾市市直部门主要职责清单", r"""
序号 | 部门 | 主要职责
1 | 市水务局 | （一）负责节约用水管理。\n(二)牵头城市供水水质监督。\n３．配合城市内涝防治。
  |  | 4、负责河道采砂管理。
2 | 市住建局 | 1.负责燃气安全监管；2.参与节约用水管理；
""")  # fmt: skip
    order = [
        "清湾市水务局职能配置、内设机构和人员编制规定",
        META,
        "第一条　为规范市水务局职能配置，制定本规定。",
        "第二条　市水务局主要职责：",
        "（一）负责水资源统一调度。",
        "（二）牵头负责河湖长制实施。",
        "（三）配合水旱灾害抢险。",
        "第三条　本规定自2026年4月1日起施行。",
    ]
    plain = [
        ["部门", "职责事项", "职责分工"],
        ["市公安局", "道路交通秩序管理", "牵头"],
        ["", "网约车非法营运查处", "配合"],
        ["市交通运输局", "网约车非法营运查处", "牵头"],
    ]
    return {
        "06-department-cells.xlsx": xlsx({"主要职责": duties}),
        "07-mandate.docx": document(order),
        "08-department-rows.csv": table([["清湾市部门职责分工表"], [META], *plain]),
    }


def _clauses() -> dict[str, bytes]:
    lead = [
        "清湾市新业态监管职责分工通知",
        META,
        "各县区人民政府，市政府各部门：",
        "为明确新业态监管职责，现将有关事项通知如下：",
        "（一）现制现售饮用水监管。由市卫健委牵头，市市场监管局、市综合执法局配合。",
        "（二）共享单车停放管理。由市交通运输局、市公安局、市综合执法局按职责分工负责。",
        "（三）网络直播营业场所管理。市文旅局牵头，有关单位配合。",
        "清湾市人民政府办公室",
        "2026年4月1日",
    ]
    each = [
        "清湾市电动自行车安全监管职责分工意见",
        META,
        "（一）电动自行车管理。市市场监管局负责生产、销售环节；市公安局负责道路通行；市消防救援支队负责充电场所消防。",
        "（二）电动自行车充电设施建设。由市住建局牵头负责。",
    ]
    joint = [
        "清湾市城市精细化管理职责",
        META,
        "一、市市场监管局、市水务局、市自然资源和规划局协同市住建局负责施工扬尘治理。",
        "二、市公安局配合市综合执法局负责占道经营整治。",
    ]
    numbered = lines(r"""
序号 | 事项 | 责任分工
1 | 非学科类培训监管 | 1.市教体局牵头；２、市文旅局配合；（3）市市场监管局配合。
""")
    return {
        "09-clauses-lead.docx": document(lead),
        "10-clauses-each.docx": document(each),
        "11-clauses-jointly.docx": document(joint),
        "12-clauses-in-cell.docx": document(["清湾市校外培训监管职责分工", META, numbered]),
    }
