"""Approvals, powers, moved items and the lists of towns as offices lay them out for themselves."""

from __future__ import annotations

import json

from tests.data.lists.maker.register import code_of
from tests.data.lists.maker.write import META, Rows, document, lines, table, xlsx

DISTRICT = "发布单位：东陵区委编办　行政区划：378802　发布日期：2026年4月1日"


def made() -> dict[str, bytes]:
    """Files by name."""
    return {**_forms(), **_powers(), **_moved(), **_town(), **_export()}


def _forms() -> dict[str, bytes]:
    first = lines(r"""
许可事项 | 取水许可 |  |
审批单位 | 市审批局 | 监管单位 | 市水务局
监管单位职责 | 1.检查取水计量。\n2.核查用水计划。 |  |
现场踏勘 | 市审批局组织，市水务局派员参加 |  |
推送与反馈 | 审批决定当日推送，监管结果3个工作日内反馈 |  |
联络员 | 各1名 |  |
""")
    second = lines(r"""
许可事项 | 户外广告设置许可 |  |
审批单位 | 市审批局 | 监管单位 | 市综合执法局
监管单位职责 | 1.巡查广告设施。 |  |
现场踏勘 | 不需要现场踏勘 |  |
推送与反馈 | 审批决定当日推送 |  |
""")
    across = [
        (0, (0, 1), (0, 3)),
        (0, (2, 1), (2, 3)),
        (0, (3, 1), (3, 3)),
        (0, (4, 1), (4, 3)),
        (0, (5, 1), (5, 3)),
    ]
    again = [(1, a, b) for _, a, b in across[:-1]]
    blocks: list[str | Rows] = ["清湾市审批监管衔接单", META, "第1号衔接单", first, "第2号衔接单", second]
    return {"80-forms.docx": document(blocks, [*across, *again])}


def _powers() -> dict[str, bytes]:
    head = "序号 | 职权类别 | 职权名称 | 子项 | 设定依据 | 责任事项 | 追责情形"
    water = lines(rf"""
{head}
1 | 行政许可 | 取水许可 |  | 《中华人民共和国水法》第四十八条 | 1.受理责任\n2.审查责任 | 依法追责
2 | 行政处罚 | 对违法取水的处罚 | 对未经批准取水的处罚 | 《中华人民共和国水法》第六十九条 | 1.立案责任 | 依法追责
  |  |  | 对不按许可条件取水的处罚 |  | 1.立案责任 | 依法追责
3 | 行政检查 | 对取水工程的监督检查 |  | 《取水许可管理办法》 | 1.检查责任 | 依法追责
""")
    homes = lines(rf"""
{head}
1 | 行政给付 | 特困人员供养金给付 |  | 《社会救助暂行办法》 | 1.受理责任 | 依法追责
2 | 行政奖励 | 对慈善先进的奖励 |  | 《中华人民共和国慈善法》 | 1.公示责任 | 依法追责
3 | 其他行政权力 | 公开募捐方案备案 |  | 《中华人民共和国慈善法》 | 1.登记责任 | 依法追责
""")
    acts = lines(r"""
清湾市综合行政执法事项清单
序号 | 执法领域 | 执法事项 | 处罚依据 | 执法主体 | 行业主管部门
1 | 水务 | 对侵占河道的处罚 | 《中华人民共和国水法》 | 市综合执法局 | 市水务局
2 | 市容 | 对占道经营的处罚 | 《城市市容和环境卫生管理条例》 | 各街道 | 市综合执法局
""")
    book: dict[str, Rows] = {
        "市水务局": [["清湾市水务局权责清单（2026年版）"], [META], *water],
        "市民政局": [["清湾市民政局权责清单（2026年版）"], *homes],
    }
    return {"81-powers.xlsx": xlsx(book), "82-acts.csv": table([acts[0], [META], *acts[1:]])}


def _moved() -> dict[str, bytes]:
    given = [["东陵区赋予镇街行政权力事项目录"], [DISTRICT], *lines(r"""
序号 | 权力类别 | 赋权事项名称 | 原行使主体 | 赋权形式 | 承接镇街 | 业务指导单位
1 | 行政处罚 | 对乱倒垃圾的处罚 | 区综合执法局 | 下放 | 柳桥街道、双塔镇 | 区综合执法局
2 | 行政许可 | 临时占道许可 | 区综合执法局 | 委托 | 柳桥街道 | 区综合执法局
3 | 行政检查 | 对饮水工程的检查 | 区水务局 | 委托 | 各镇街 | 区水务局
""")]  # fmt: skip
    gone = lines(r"""
序号 | 项目名称 | 审批部门 | 取消后监管部门
1 | 户外广告备案 | 市综合执法局 | 市综合执法局
""")
    down = lines(r"""
序号 | 项目名称 | 市级部门 | 承接单位 | 监督指导部门
1 | 临时占道许可 | 市审批局 | 东陵区行政审批服务局、西沙区行政审批服务局 | 市综合执法局
""")
    back = lines(r"""
序号 | 项目名称 | 收回前实施部门 | 收回后实施部门
1 | 建筑垃圾处置核准 | 东陵区综合行政执法局 | 市综合执法局
""")
    blocks: list[str | Rows] = [
        "清湾市关于取消、下放、收回行政权力事项的通知", META, "# 一、取消的行政权力事项目录", gone,
        "# 二、下放的行政权力事项目录", down, "# 三、收回的行政权力事项目录", back,
    ]  # fmt: skip
    return {"83-given-to-towns.csv": table(given), "84-three-ways.docx": document(blocks)}


def _town() -> dict[str, bytes]:
    rows = [["东陵区双塔镇履行职责事项清单"], [DISTRICT], *lines(r"""
清单类型 | 序号 | 事项名称 | 区级部门（对应或承接） | 区级部门职责及工作方式 | 双塔镇职责
基本履职 | 1 | 调解邻里纠纷 | — | — | 组织村级调解
基本履职 | 2 | 巡查渡口秩序 | — | — | 每日巡查
配合履职 | 3 | 农村供水保障 | 区水务局 | 检测水质 | 管护设施
配合履职 | 4 | 房屋安全排查 | 区住建局（牵头）、区综合执法局 | 组织排查 | 登记上报
上级收回 | 5 | 燃气安全检查 | 区住建局 | 直接检查 | 不再承担
上级收回 | 6 | 评比表格填报 | — | 取消该项工作 | 不再开展
""")]  # fmt: skip
    return {"85-one-town.xlsx": xlsx({"双塔镇": rows}, ["A4:A5", "A6:A7", "A8:A9"])}


def _export() -> dict[str, bytes]:
    titles = {
        "taskName": "事项名称", "taskType": "事项类型", "taskCode": "实施编码", "orgName": "实施主体",
        "helpOrg": "联办机构", "giveOrg": "委托部门", "state": "事项状态",
    }  # fmt: skip
    rows = [
        ("取水许可（首次申请）", "行政许可", "南屏区行政审批服务局", "南屏区水务局", None, 520023),
        ("临时占道许可", "行政许可", "南屏区综合行政执法局", None, "南屏区行政审批服务局", 520024),
    ]
    records = [
        {
            "id": n, "taskName": name, "taskType": kind, "orgName": body, "helpOrg": helps, "giveOrg": gives, "state": "在用",
            "taskCode": f"378A000420000{n}-378804000000-000-{code_of('378804', number)}-1-00",
        }
        for n, (name, kind, body, helps, gives, number) in enumerate(rows, 1)
    ]  # fmt: skip
    whole = {
        "code": 0,
        "行政区划": "378804",
        "fields": [{"key": key, "label": label} for key, label in titles.items()],
        "data": {"total": 2, "rows": records},
    }
    return {"86-export.json": json.dumps(whole, ensure_ascii=False, indent=1).encode()}
