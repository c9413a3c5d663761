"""Lists of licence items, transfers and hand-overs, towns, bodies, and lists of a kind nobody knows."""

from __future__ import annotations

import datetime as dt

from tests.data.lists.maker.register import code_of
from tests.data.lists.maker.write import META, Rows, document, lines, list_of, table, xlsx

TITLE = "清湾市审批监管职责边界清单（2026年版）"
NAME = "划转许可事项"


def made() -> dict[str, bytes]:
    """Files by name."""
    return {**_approvals(), **_transfers(), **_towns(), **_others()}


def _approvals() -> dict[str, bytes]:
    dates = list_of(TITLE, r"""
序号 | 事项名称 | 原实施部门 | 划转方式 | 划转文号 | 划转日期 | 审批部门 | 监管部门
1 | 取水许可 | 市水务局 | 划转 | 清政发〔2026〕2号 | 2026.3.20 | 市审批局 | 市水务局
2 | 公共场所卫生许可 | 市卫健委 | 划转 | 清政发〔2026〕2号 | 二〇二六年三月二十日 | 市审批局 | 市卫健委
3 | 食品经营许可 | 市市场监管局 | 划转 | 清政发〔2026〕2号 | DAY | 市审批局 | 市市场监管局
4 | 林木采伐许可 | 市自然资源和规划局 | 划转 | 清政发〔2026〕2号 | 2026年3月 | 市审批局 | 市自然资源和规划局
""")  # fmt: skip
    day: list[list[object]] = [[dt.date(2026, 3, 20) if c == "DAY" else c for c in row] for row in dates]
    good = f"378A0004200009-378800000000-000-{code_of('378800', 437008)}-1-00"
    bad = good[:-6] + ("0" if good[-6] != "0" else "1") + "-1-00"
    codes = list_of(TITLE, rf"""
事项编码 | 事项名称 | 审批部门 | 监管部门
{good} | 取水许可 | 市审批局 | 市水务局
2222222222222 | 公共场所卫生许可 | 市审批局 | 市卫健委
{bad} | 食品经营许可 | 市审批局 | 市市场监管局
 | 林木采伐许可 | 市审批局 | 市自然资源和规划局
""")  # fmt: skip
    hand = list_of(TITLE, r"""
序号 | 事项名称 | 审批部门 | 移交环节 | 接收部门 | 移交方式 | 推送时限 | 认领时限 | 反馈时限 | 监管部门 | 执法部门
1 | 取水许可 | 市审批局 | 决定 | 市水务局 | 审管平台 | 决定之日起1个工作日内推送 | 2个工作日 | 每月 | 市水务局 | 市综合执法局
2 | 公共场所卫生许可 | 市审批局 | 决定 | 市卫健委 | 审管平台 | 同时 | 三个工作日内 | 每月汇总 | 市卫健委 | 市卫健委
""")  # fmt: skip
    several = list_of(TITLE, r"""
序号 | 事项名称 | 审批部门 | 接收部门 | 监管部门
1 | 户外广告设置许可 | 市审批局 | 东陵区综合执法局、西沙区综合执法局 | 东陵区综合执法局、西沙区综合执法局
2 | 临时占道许可 | 市审批局 | 各区综合执法局 | 市综合执法局
""")  # fmt: skip
    return {
        "49-days-in-many-ways.xlsx": xlsx({NAME: day}, formats={"F6": 'yyyy"年"m"月"d"日"'}),
        "50-item-codes.xlsx": xlsx({NAME: codes}),
        "51-hand-over-limits.xlsx": xlsx({NAME: hand}),
        "52-several-districts-receive.xlsx": xlsx({NAME: several}),
    }


def _transfers() -> dict[str, bytes]:
    rows = list_of("清湾市行政权力事项调整目录", r"""
序号 | 事项名称 | 原实施部门 | 承接部门 | 调整方式 | 文号 | 生效日期 | 在办件处理
1 | 取水许可 | 市水务局 | 市行政审批服务局 | 划转 | 清政发〔2026〕5号 | 2026-05-01 | 由原部门办结
2 | 城镇排水许可 | 市住建局 | 东陵区行政审批服务局、西沙区行政审批服务局 | 下放 | 清政发〔2026〕5号 | 2026-05-01 |
3 | 户外广告设置许可 | 市综合执法局 | 东陵区综合行政执法局 | 委托 | 清政发〔2026〕5号 | 2026-06-01 |
4 | 建筑垃圾处置核准 | 东陵区综合行政执法局 | 市综合执法局 | 收回 | 清政发〔2026〕5号 | 2026-05-01 |
5 | 林木种子生产经营许可初审 | 市农业农村局 |  | 取消 | 清政发〔2026〕5号 | 2026-05-01 |
""")  # fmt: skip
    return {"53-transfers.xlsx": xlsx({"调整目录": rows})}


def _towns() -> dict[str, bytes]:
    meta = "编制单位：东陵区委编办　行政区划：378802　发布日期：2026年4月15日　状态：完整"
    basic = lines(r"""
序号 | 类别 | 事项名称 | 履职主体
1 | 民生服务 | 高龄津贴初审 | 各镇街
2 | 民生服务 | 渡口秩序维护 | 双塔镇、石门镇
""")
    assist = lines(r"""
序号 | 类别 | 事项名称 | 对应上级部门 | 上级部门职责 | 配合主体 | 镇街配合职责
1 | 城市管理 | 违法建设查处 | 区综合执法局 | 立案查处 | 各镇街 | 发现上报
2 | 水务 | 农村饮水安全 | 区水务局 | 水质检测 | 双塔镇 | 管护设施
""")
    taken = lines(r"""
序号 | 类别 | 事项名称 | 承接部门 | 工作方式
1 | 城市管理 | 燃气安全检查 | 区住建局 | 由区住建局直接开展检查
""")
    blocks: list[str | Rows] = [
        "东陵区镇街履职事项清单（2026年版）", meta, "# 一、基本履职事项清单", basic,
        "# 二、配合履职事项清单", assist, "# 三、上级部门收回事项清单", taken,
    ]  # fmt: skip
    return {
        "54-towns.docx": document(blocks),
        "55-towns-sheets.xlsx": xlsx(
            {
                "基本履职事项清单": [["东陵区镇街履职事项清单"], [meta], *basic],
                "配合履职事项清单": [["东陵区镇街配合履职事项清单"], *assist],
                "上级部门收回事项清单": [["东陵区上级部门收回事项清单"], *taken],
            }
        ),
    }


def _others() -> dict[str, bytes]:
    bodies = list_of("清湾市议事协调机构清单", r"""
序号 | 机构名称 | 类别 | 组长职务 | 牵头单位 | 办公室设在 | 成员单位 | 设立文件 | 设立时间 | 现状
1 | 市安全生产委员会 | 委员会 | 市长 | 市应急局 | 市应急局 | 市公安局、市住建局 | 清政办字〔2020〕8号 | 2020-06-01 | 运行
2 | 市扫雪除冰工作专班 | 工作专班 | 副市长 | 市综合执法局 | 市综合执法局 |  | 清政办字〔2024〕40号 | 2024.11 | 撤销
""")  # fmt: skip
    services = [
        ["序号", "实施主体", "主项名称", "业务办理项名称", "事项类型", "行政区划", "实施编码"],
        ["1", "南屏区水务局", "取水许可", "取水许可（首次申请）", "1", "378804",
         f"378A0004200001-378804000000-000-{code_of('378804', 520020)}-1-00"],
        ["2", "南屏区行政审批服务局", "取水许可", "取水许可（变更）", "1", "378804",
         f"378A0004200002-378804000000-000-{code_of('378804', 520023)}-1-00"],
    ]  # fmt: skip
    quotas = list_of("清湾市机构编制台账", r"""
序号 | 单位名称 | 行政编制数 | 事业编制数 | 领导职数 | 实有数
1 | 市水务局 | 32 | 0 | 1正3副 | 30
2 | 市住建局 | 45 | 6 | 1正4副 | 47
""", META)  # fmt: skip
    formulas = list_of("清湾市部门职责边界清单", r"""
序号 | 职责事项 | 牵头单位 | 配合单位
1 | 节约用水管理 | 市水务局 | =D9
2 | 占道经营整治 | 市综合执法局 | 市公安局
""")  # fmt: skip
    return {
        "56-coordinating-bodies.xlsx": xlsx({"议事协调机构": bodies}),
        "57-service-items.csv": table(services, "utf-8"),
        "58-unknown-layout.xlsx": xlsx({"编制台账": quotas}),
        "59-formula-without-value.xlsx": xlsx({"职责边界清单": formulas}),
    }
