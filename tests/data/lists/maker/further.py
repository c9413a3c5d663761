"""More lists, written after the readers: what offices do beside the usual."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.data.lists.maker.pdf import pdf
from tests.data.lists.maker.register import code_of
from tests.data.lists.maker.write import META, document, lines, list_of, same_bytes, table, xlsx

TITLE = "清湾市部门职责边界清单（2026年版）"
NAME = "职责边界清单"


def made() -> dict[str, bytes]:
    """Files by name."""
    return {**_columns(), **_names(), **_layout(), **_word(), **_again()}


def _columns() -> dict[str, bytes]:
    division = list_of("清湾市监督管理职责划分清单", r"""
序号 | 领域 | 监管事项 | 审批部门 | 监管部门 | 执法部门 | 备注
1 | 城市管理 | 户外广告设置 | 市审批局 | 市综合执法局 | 市综合执法局 |
2 | 水务 | 取水 | 市审批局 | 市水务局 | 市综合执法局 |
""")  # fmt: skip
    plan = list_of("清湾市供水安全整治任务分工表", r"""
序号 | 工作任务 | 牵头领导 | 责任单位 | 完成时限 | 联系人 | 联系电话
1 | 老旧管网改造 | 分管副市长 | 市住建局（牵头）、市水务局、市财政局 | 2026年12月底前 | 甲某某 | 0000-0000000
2 | 二次供水整治 | 分管副市长 | 市水务局（牵头）、市卫健委（配合） | 长期坚持 | 乙某某 | 0000-0000001
""")  # fmt: skip
    code = code_of("378804", 520020)
    exported = [
        ["序号", "实施主体", "业务办理项名称", "行政区划", "实施编码"],
        [
            '="1"',
            "南屏区水务局",
            "取水许可（首次申请）",
            '="378804"',
            f'="378A0004200001-378804000000-000-{code}-1-00"',
        ],
    ]
    return {
        "60-supervision-division.xlsx": xlsx({"清单": division}),
        "61-work-plan.xlsx": xlsx({"分工表": plan}),
        "62-text-as-formula.csv": table(exported, "gbk", ";"),
    }


def _names() -> dict[str, bytes]:
    rows = list_of(
        TITLE,
        r"""
序号 | 职责事项 | 牵头单位 | 配合单位
1 | 无证无照经营查处 | 市市场监管局（原市工商局） | 市公安局以及市财政局
2 | 河道违建整治 | 市水务局、市自然资源和规划局（共同牵头） | 市公安局等
3 | 防溺水管理 |  | 市公安局、市教体局、市水务局（按职责分工负责）
4 | 饮用水源保护 | 市生态环境局 | 市水务局，东陵区、西沙区水务局
""",
    )
    joint = list_of("清湾市部门职责分工表", r"""
序号 | 职责事项 | 责任分工
1 | 粮食流通检查 | 由市市场监管局会同市发改局（市粮食和物资储备局）、市公安局负责
2 | 储备粮轮换 | 市发改局（市粮食和物资储备局）牵头，市财政局、市市场监管局（市知识产权局）配合
""")  # fmt: skip
    return {"63-brackets.xlsx": xlsx({NAME: rows}), "64-jointly-with-plates.xlsx": xlsx({NAME: joint})}


def _layout() -> dict[str, bytes]:
    sections = list_of(TITLE, r"""
序号 | 职责事项 | 牵头单位 | 配合单位
一 | 水务管理 |  |
1 | 节约用水管理 | 市水务局 | 市住建局
2 | 河道采砂管理 | 市水务局 | 市公安局
二 | 城市管理 |  |
3 | 占道经营整治 | 市综合执法局 | 市公安局
""")  # fmt: skip
    numbered = [
        [TITLE],
        [META],
        ["职责事项", "牵头单位", "配合单位"],
        ["1、节约用水管理", "市水务局", "市住建局"],
        ["（二）占道经营整治", "市综合执法局", "市公安局"],
    ]
    rows = lines(r"""
序号 | 职责事项 | 牵头单位 | 配合单位
1 | 节约用水管理 | 市水务局 | 市住建局、市发改局
2 | 占道经营整治 | 市综合执法局 | 市公安局
3 | 河道采砂管理 | 市水务局 | 市公安局
""")
    return {
        "65-sections-in-the-number-column.xlsx": xlsx({NAME: sections}),
        "66-number-in-the-matter.csv": table(numbered),
        "67-two-pages.pdf": pdf([TITLE, META], rows, [40, 160, 160, 200], first=3),
        "68-rich-text.xlsx": _rich(),
    }


_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_SHARED = """<?xml version="1.0" encoding="UTF-8"?>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<si><r><t>节约</t></r><r><rPr><b/></rPr><t>用水管理</t></r></si>
<si><t>市水务局</t><rPh sb="0" eb="4"><t>SHISHUIWUJU</t></rPh></si>
</sst>"""


def _rich() -> bytes:
    """Texts as Excel itself keeps them, apart from their cells: one in two fonts, one with a reading aid."""
    plain = xlsx({NAME: list_of(TITLE, "序号 | 职责事项 | 牵头单位 | 配合单位\n1 | 事项 | 单位 | 市住建局")})
    changes = {
        "[Content_Types].xml": [
            ("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KINDS}"/></Types>')
        ],
        "xl/_rels/workbook.xml.rels": [
            (
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{_LINK}" Target="sharedStrings.xml"/></Relationships>',
            )
        ],
        "xl/worksheets/sheet1.xml": [
            (f't="inlineStr"><is><t>{_coded(text)}</t></is>', f't="s"><v>{n}</v>')
            for n, text in enumerate(("事项", "单位"))
        ],
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode("utf-8")
            for before, after in changes.get(name, []):
                assert before in part, (name, before)
                part = part.replace(before, after)
            new.writestr(name, part)
        new.writestr("xl/sharedStrings.xml", _SHARED)
    return same_bytes(out.getvalue())


def _coded(text: str) -> str:
    return "".join(f"&#{ord(c)};" for c in text)


def _word() -> dict[str, bytes]:
    changed = docx.Document()
    for text in (TITLE, META):
        changed.add_paragraph(text)
    grid = changed.add_table(2, 4)
    for row, texts in zip(
        grid.rows, lines("序号 | 职责事项 | 牵头单位 | 配合单位\n1 | 节约用水管理 |  | 市住建局"), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    who = 'w:id="1" w:author="x" w:date="2026-04-01T00:00:00Z"'
    grid.rows[1].cells[2].paragraphs[0]._p.append(
        parse_xml(f"<w:del {nsdecls('w')} {who}><w:r><w:delText>市公安局</w:delText></w:r></w:del>")
    )
    grid.rows[1].cells[2].paragraphs[0]._p.append(
        parse_xml(f"<w:ins {nsdecls('w')} {who}><w:r><w:t>市水务局</w:t></w:r></w:ins>")
    )
    clauses = docx.Document()
    for text in ("清湾市供水监管职责分工", META):
        clauses.add_paragraph(text)
    for text in (
        "二次供水监管。由市住建局牵头，市卫健委配合。",
        "农村供水监管。由市水务局牵头，市农业农村局配合。",
    ):
        clauses.add_paragraph(text, style="List Number")
    return {"69-tracked-changes.docx": _saved(changed), "70-automatic-numbers.docx": _saved(clauses)}


def _saved(whole: docx.document.Document) -> bytes:
    out = io.BytesIO()
    whole.save(out)
    return same_bytes(out.getvalue())


def _again() -> dict[str, bytes]:
    levels = list_of(
        "清湾市安全监管职责清单",
        r"""
序号 | 事项 | 主管部门 | 协同部门 | 备注
1 | 加油站安全监管 | 市应急局 | 市公安局、市市场监管局 |
2 | 渡口安全监管 | 市交通运输局 | 有关乡镇 |
""",
    )
    plain = "清湾市防溺水工作职责分工\n{}\n1．市教体局：负责学生防溺水教育。\n2．市水务局：负责河道警示标志设置。\n"
    sector = [
        "关于明确供热等领域监管职责的通知",
        META,
        "一、供热监管",
        "市住建局为供热行业主管部门，负责供热质量监管；市市场监管局负责热计量器具监管。",
        "二、洗车行监管",
        "由市综合执法局负总责，市水务局、市生态环境局按照各自职责做好相关工作。",
    ]
    marks = list_of(
        "清湾市水环境职责矩阵",
        r"""
事项 | 市水务局 | 市住建局 | 市生态环境局
河道保洁 | √（牵头） | √（配合） |
排污口整治 | △ |  | ▲
备注：▲为牵头，△为配合 |  |  |
""",
    )
    two = list_of(
        TITLE,
        r"""
序号 | 职责事项 | 第一牵头单位 | 第二牵头单位 | 参与单位
1 | 校园食品安全 | 市市场监管局 | 市教体局 | 市卫健委
""",
    )
    return {
        "71-in-charge-and-jointly.xlsx": xlsx({"清单": levels}),
        "72-plain-text.txt": plain.format(META).encode("gbk"),
        "73-sector-in-charge.docx": document(sector),
        "74-signs-with-words.xlsx": xlsx({"矩阵": marks}),
        "75-first-and-second-lead.csv": table(two),
    }
