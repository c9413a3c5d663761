"""One plain list in every format that offices send, with what goes wrong in each."""

from __future__ import annotations

import json

from tests.data.lists.maker.pdf import pdf
from tests.data.lists.maker.write import META, html_rows, lines, list_of, table, xls, xlsx

TITLE = "清湾市部门职责边界清单（2026年版）"
NAME = "职责边界清单"
_ROWS = lines(r"""
序号 | 职责事项 | 牵头单位 | 配合单位
1 | 节约用水管理 | 市水务局 | 市住建局、市发改局
2 | 占道经营整治 | 市综合执法局 | 市公安局
""")


def made() -> dict[str, bytes]:
    """Files by name."""
    plain = [[TITLE], [META], *_ROWS]
    quoted = [[TITLE], [META], *lines(r"""
序号 | 职责事项 | 牵头单位 | 配合单位 | 备注
1 | 节约用水管理 | 市水务局 | 1.市住建局\n2.市发改局 | 见“会议纪要”, 第3条
2 | 占道经营整治 | 市综合执法局 | 市公安局 |
""")]  # fmt: skip
    records = [
        {"序号": 1, "职责事项": "节约用水管理", "牵头单位": "市水务局", "配合单位": "市住建局、市发改局", "行政区划": "378800"},
        {"序号": 2, "职责事项": "占道经营整治", "牵头单位": "市综合执法局", "配合单位": None, "行政区划": "378800"},
    ]  # fmt: skip
    numbers = list_of(TITLE, "序号 | 职责事项 | 牵头单位 | 配合单位")
    shown = [
        [1.0, "节约用水管理", "市水务局", "市住建局"],
        [2.0, 12345, "市民政局", ""],  # the hotline is called by its number
    ]
    return {
        "38-utf16.csv": table(plain, "utf-16", "\t"),
        "39-tabs.tsv": table(plain, "utf-8", "\t"),
        "40-quoted-lines.csv": table(quoted, "utf-8"),
        "41-rowspan-wrong-charset.html": _rowspan().encode("utf-8"),
        "42-page-in-gbk.htm": _nested().encode("gbk"),
        "43-page-called.xls": _rowspan("GBK").encode("gbk"),
        "44-old-workbook.xls": xls(NAME, [[TITLE, "", "", ""], [META, "", "", ""], *_old()],
                                   [(0, 0, 0, 3), (1, 1, 0, 3), (3, 4, 0, 0), (3, 4, 1, 1), (3, 4, 2, 2)]),
        "45-new-workbook-called.xls": xlsx({NAME: plain}),
        "46-page.pdf": pdf([TITLE, META], _ROWS, [40, 160, 160, 200]),
        "47-records.json": json.dumps(records, ensure_ascii=False, indent=1).encode(),
        "48-number-cells.xlsx": xlsx({NAME: [*numbers, *shown]}),
    }  # fmt: skip


def _old() -> list[list[object]]:
    return [
        ["序号", "职责事项", "牵头单位", "配合单位"],
        [1.0, "节约用水管理", "市水务局", "市住建局"],
        ["", "", "", "市发改局"],
        [2.0, "占道经营整治", "市综合执法局", "市公安局"],
    ]


def _rowspan(charset: str = "gb2312") -> str:
    rows = html_rows(
        [
            [("1", 2, 1), ("节约用水管理", 2, 1), ("市水务局", 2, 1), "市住建局"],
            [None, None, None, "市发改局"],
            ["2", "占道经营<br>整治", "市综合执法局", "市公安局&nbsp;"],
        ]
    )
    head = html_rows([["序号", "职责事项", "牵头单位", "配合单位"]], "th")
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>清湾市部门职责边界清单</title></head><body>
<h1>{TITLE}</h1><p>{META}</p>
<table border="1">
{head}
{rows}
</table></body></html>"""


def _nested() -> str:
    head = html_rows(
        [
            [("序号", 2, 1), ("职责事项", 2, 1), ("牵头", 1, 2), ("配合", 1, 2)],
            [None, None, "单位", "职责", "单位", "职责"],
        ]
    )
    rows = html_rows(
        [
            ["1", "节约用水管理", "市水务局", "拟订用水计划", "市住建局&#12289;市发改局", "按职责落实"],
            ["2", "占道经营整治", "市综合执法局", "日常巡查", "市公安局", ""],
        ]
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><script>var a = "<table><tr><td>假</td></tr></table>";</script>
<style>td {{ color: red }}</style></head><body>
<table><tr><td>首页 | 政务公开</td></tr><tr><td>
<div>{TITLE}</div><div>{META}</div>
<table class="list">{head}{rows}</table>
</td></tr></table><p>版权所有：清湾市人民政府</p></body></html>"""
