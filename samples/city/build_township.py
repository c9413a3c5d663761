"""Writes 11-13, the towns' lists of the three counties, from source/township_*.yaml.

Also holds what every Word file of the sample needs: a document with its head, and a table.
"""

import datetime
import pathlib

import docx
import yaml
from build_boundary import DOMAINS, SOURCE
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FILES = {
    "donglan": "11-东澜区镇街履职事项清单.docx",
    "beiyu": "12-北屿区镇街履职事项清单.docx",
    "wangchuan": "13-望川县镇街履职事项清单.docx",
}
ALL_TOWNS = "各镇街"
GRASSROOTS = "基层治理"
# The three lists of a county: key in the YAML, heading, header text and key of each column.
LISTS = [
    ("basic", "一、基本履职事项清单",
     {"序号": "number", "类别": "domain", "事项名称": "title", "履职主体": "who", "对应县级事项": "upper",
      "依据": "basis", "备注": "note"}),
    ("assist", "二、配合履职事项清单",
     {"序号": "number", "类别": "domain", "事项名称": "title", "对应上级部门": "lead", "上级部门职责": "lead_text",
      "配合主体": "who", "镇街配合职责": "text", "依据": "basis"}),
    ("reclaimed", "三、上级部门收回事项清单",
     {"序号": "number", "类别": "domain", "事项名称": "title", "承接部门": "lead", "工作方式": "text",
      "依据": "basis"}),
]  # fmt: skip
# Share of the width that a column takes; 4 where it is not named here.
WIDTHS = {"序号": 1, "领域": 6, "事项数": 2, "起始页": 2, "类别": 3, "事项名称": 5, "履职主体": 2, "上级部门职责": 7,
          "镇街配合职责": 7, "工作方式": 8, "依据": 6, "来源地区": 2, "承接层级": 2, "页码": 1, "配合单位": 7}  # fmt: skip
PAGE_WIDTH = 297 - 2 * 20  # millimetres between the margins
FIXED_DAY = datetime.datetime(2026, 6, 30, 8, tzinfo=datetime.UTC)


def load_county(name: str) -> dict:
    """One county's three lists, each ordered by domain, every matter with its number and who does it."""
    county = yaml.safe_load((SOURCE / f"township_{name}.yaml").read_text(encoding="utf-8"))
    order = [*DOMAINS, GRASSROOTS]
    for key, _, columns in LISTS:
        county[key].sort(key=lambda m: order.index(m["domain"]))
        for number, matter in enumerate(county[key], 1):
            matter["number"] = number
            if "who" in columns.values():
                matter.setdefault("who", ALL_TOWNS)
    return county


def load_all() -> dict[str, dict]:
    """The three counties by their short names, in the order of their files."""
    return {name: load_county(name) for name in FILES}


def new_document(title: str, issued: str, lines: list[str]) -> Document:
    """A landscape document that begins with its title, the line of its issuer, and some words."""
    made = docx.Document()
    made.core_properties.author, made.core_properties.title = "市委编办", title
    made.core_properties.comments = "示例数据"
    made.core_properties.created = made.core_properties.modified = FIXED_DAY
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    for style in ("Normal", "Title", "Heading 1"):
        font = made.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        font.set(qn("w:eastAsia"), "宋体" if style == "Normal" else "黑体")
    made.styles["Normal"].font.size = Pt(10)
    made.add_paragraph(title, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph(issued).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in lines:
        made.add_paragraph(line)
    return made


def add_table(made: Document, heading: str, rows: list[list[str]], merge: int | None = None) -> None:
    """A heading and a table under it; runs of one text in the column `merge` become one cell."""
    made.add_paragraph(heading, style="Heading 1")
    table = made.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    cells = [row.cells for row in table.rows]
    shares = [WIDTHS.get(text, 4) for text in rows[0]]
    widths = [Mm(PAGE_WIDTH * share / sum(shares)) for share in shares]
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if column != merge or at == 0 or text != rows[at - 1][column]:
                cells[at][column].text = text
            cells[at][column].width = widths[column]
    for cell in cells[0]:
        cell.paragraphs[0].runs[0].bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if merge is not None:
        for top, bottom in _runs([row[merge] for row in rows]):
            cells[top][merge].merge(cells[bottom][merge])


def _runs(texts: list[str]) -> list[tuple[int, int]]:
    """First and last place of each run of two or more equal texts."""
    tops = [at for at, text in enumerate(texts) if at == 0 or text != texts[at - 1]]
    ends = [at - 1 for at in tops[1:]] + [len(texts) - 1]
    return [(top, end) for top, end in zip(tops, ends, strict=True) if end > top]


def build(out_dir: pathlib.Path) -> None:
    for name, county in load_all().items():
        made = new_document(
            f"{county['place']}镇（街道）履行职责事项清单（示例数据）",
            f"编制单位：{county['issuer']}　行政区划：{county['region']}　发布日期：{county['issued']}　状态：完整",
            [county["preface"]],
        )
        for key, heading, columns in LISTS:
            lines = [[str(matter.get(c) or "") for c in columns.values()] for matter in county[key]]
            add_table(made, heading, [list(columns), *lines], merge=1)
        made.add_paragraph("注：本清单为示例数据，区划、机构和文号均为虚构。")
        made.save(out_dir / FILES[name])
