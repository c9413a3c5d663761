"""Lists with the mess of real ones: several header rows, merges, marks for "the same", notes, stray blanks."""

from __future__ import annotations

from tests.data.lists.maker.write import META, Rows, document, lines, list_of, table, xlsx

TITLE = "清湾市部门职责边界清单（2026年版）"
NAME = "职责边界清单"


def made() -> dict[str, bytes]:
    """Files by name."""
    return {**_headers(), **_same(), **_notes(), **_sheets()}


def _headers() -> dict[str, bytes]:
    three = list_of(TITLE, r"""
序号 | 职责事项 | 责任分工 |  |  |  | 依据
 |  | 牵头 |  | 配合 |  |
 |  | 单位 | 职责 | 单位 | 职责 |
1 | 节约用水管理 | 市水务局 | 拟订用水计划 | 市住建局 | 改造老旧管网 | 《中华人民共和国水法》第八条
2 | 城市内涝防治 | 市住建局 | 养护排水设施 | 市水务局 | 调度河道水位 |
""")  # fmt: skip
    two = [[TITLE], [META], *lines(r"""
序号 | 职责事项 | 牵头单位 |  | 配合单位 |  | 依据
 |  | 名称 | 职责 | 名称 | 职责 |
1 | 节约用水管理 | 市水务局 | 拟订用水计划 | 市住建局 | 改造老旧管网 |
""")]  # fmt: skip
    hints = list_of(TITLE, r"""
编号 | *职责事项（必填） | 牵头单位\n（只填一个） | 配合单位（可填多个，用顿号隔开） | 依据\n（文件名、文号）
1 | 节约用水管理 | 市水务局 | 市住建局、市发改局 | 《中华人民共和国水法》第八条
""")  # fmt: skip
    spaced = list_of(TITLE, r"""
序　号 | 职 责 事 项 | 牵 头 单 位 | 配 合 单 位
１ | 节 约 用 水 管 理 | 市 水 务 局 | 市住　建局、 市发改局
２． | 城市内涝防治 | 市住建局  | 市水务局 、市应急局
""")  # fmt: skip
    return {
        "13-three-header-rows.xlsx": xlsx(
            {NAME: three},
            ["A1:G1", "A2:G2", "A3:A5", "B3:B5", "G3:G5", "C3:F3", "C4:D4", "E4:F4"],
        ),
        "14-two-header-rows.csv": table(two),
        "15-header-hints.xlsx": xlsx({NAME: hints}),
        "16-blanks-in-words.xlsx": xlsx({NAME: spaced}, ["A1:D1", "A2:D2"]),
    }


def _same() -> dict[str, bytes]:
    marks = list_of(TITLE, r"""
序号 | 领域 | 职责事项 | 牵头单位 | 配合单位
1 | 水务 | 节约用水管理 | 市水务局 | 市住建局
2 | 〃 | 河道采砂管理 | 同上 | 〃
3 | 同上 | 城市供水管理 | 市住建局 | －
4 | " | 再生水利用 | ″ | 市水务局
""")  # fmt: skip
    blanks = list_of(TITLE, r"""
序号 | 领域 | 职责事项 | 牵头单位 | 配合单位
1 | 水务 | 节约用水管理 | 市水务局 | 市住建局
  |  |  |  | 市发改局
2 |  | 河道采砂管理 | 市水务局 |
  |  |  |  |
3 | 市容 | 占道经营整治 | 市综合执法局 | 市公安局
""")  # fmt: skip
    partly = list_of(TITLE, r"""
序号 | 职责事项 | 牵头单位 | 配合单位
1 | 节约用水管理 | 市水务局 | 市住建局
2 | 河道采砂管理 |  | 市公安局
3 | 河道岸线巡查 |  | 市公安局
""")  # fmt: skip
    return {
        "17-same-as-above.xlsx": xlsx({NAME: marks}),
        "18-blank-as-above.xlsx": xlsx({NAME: blanks}),
        "19-merge-covers-two.xlsx": xlsx({NAME: partly}, ["C4:C5"]),  # the third matter is not under it
    }


def _notes() -> dict[str, bytes]:
    rows = list_of(TITLE, r"""
序号 | 职责事项 | 牵头单位 | 配合单位 | 备注
一、水务管理 |  |  |  |
1 | 节约用水管理 | 市水务局 | 市住建局 |
2 | 河道采砂管理 | 市水务局 | 市公安局 |
小计 | 2项 |  |  |
 |  |  |  |
二、城市管理 |  |  |  |
序号 | 职责事项 | 牵头单位 | 配合单位 | 备注
3 | 占道经营整治 | 市综合执法局 | 市公安局 | 此项已写入市政府会议纪要
合计 | 3项 |  |  |
注：1.本清单由市委编办负责解释。 |  |  |  |
2.本清单自印发之日起施行。 |  |  |  |
填表人： |  | 联系电话： |  | 填表日期：2026年4月1日
""")  # fmt: skip
    return {
        "20-sections-totals-notes.xlsx": xlsx(
            {NAME: rows}, ["A1:E1", "A2:E2", "A4:E4", "A9:E9", "A13:E13", "A14:E14"]
        )
    }


def _sheets() -> dict[str, bytes]:
    head = ["序号", "职责事项", "牵头单位", "配合单位"]
    cover: Rows = [["清湾市部门职责边界清单"], ["（2026年版）"], ["中共清湾市委机构编制委员会办公室"]]
    howto: Rows = [["填表说明"], ["1.牵头单位只填一个。"], ["2.配合单位可填多个。"]]
    first: Rows = [["一、水务管理"], [META], head, ["1", "节约用水管理", "市水务局", "市住建局"]]
    second: Rows = [["二、城市管理"], head, ["2", "占道经营整治", "市综合执法局", "市公安局"]]
    two_tables = [
        ["清湾市部门职责边界清单"],
        [META],
        head,
        ["1", "节约用水管理", "市水务局", "市住建局"],
        [],
        ["续表"],
        ["序号", "职责事项", "依据", "主办单位", "协办单位"],
        ["2", "占道经营整治", "清政办字〔2025〕3号", "市综合执法局", "市公安局"],
    ]
    grid = lines(r"""
序号 | 职责事项 | 牵头单位 | 配合单位
1 | 节约用水管理 | 市水务局 | 市住建局
 |  |  | 市发改局
2 | 占道经营整治 | 市综合执法局 | 市公安局
""")
    text: list[str | Rows] = [
        "清湾市部门职责边界清单",
        META,
        "为进一步理顺部门职责关系，现将职责边界清单印发给你们，请认真贯彻执行。",
        "附件：清湾市部门职责边界清单",
        grid,
        "注：本清单由市委编办负责解释。",
        "抄送：市委办公室，市人大常委会办公室。",
    ]
    return {
        "21-cover-and-sheets.xlsx": xlsx(
            {"封面": cover, "填表说明": howto, "水务管理": first, "城市管理": second}
        ),
        "22-two-tables-on-a-sheet.xlsx": xlsx({NAME: two_tables}),
        "23-table-after-text.docx": document(
            text, [(0, (1, 0), (2, 0)), (0, (1, 1), (2, 1)), (0, (1, 2), (2, 2))]
        ),
    }
