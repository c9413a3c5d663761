"""Names the paragraphs of a text of clauses that gave nothing, and tells those that should have."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.cells import Cell
from ingest.cues import announces, no_clause
from ingest.entries import Entries, Page
from ingest.groups import group_kind
from ingest.shapes.numbering import ending
from ingest.shapes.paragraphs import NOTE, Node
from ingest.shapes.sentences import Reader

SILENT = "没有写到机构的条文"
NO_CLAUSE = re.compile(
    r"为了?|根据|按照|依据|本(?:通知|规定|办法|意见|清单|方案)|此前|附件|以上|抄送|\d{4}年"
)


def left_out(
    entries: Entries, page: Page, nodes: list[Node], doubt: Callable[[Cell, str, str], None]
) -> None:
    """Tell of numbered paragraphs that name nobody where most of those beside them do."""
    here, stated = page.name, entries.stated_rows
    numbered = [n for n in nodes if n.number and not any(b.number for b in n.below)]
    said = [n for n in numbered if (here, n.cell.row) in stated]
    told = stated | entries.problem_rows | {at for at, why in entries.idle_rows.items() if why != SILENT}
    rest = [n for n in numbered if not any((here, m.cell.row) in told for m in (n, *n.below))]
    if len(rest) < len(said) > 1:
        for node in rest:
            mere = announces(re.split("[。：:]", node.text)[0])  # 提高认识。各部门要…
            if not (NO_CLAUSE.match(node.text) or no_clause(node.text) or mere):
                message = f"“{ending(node.text)[:60]}”看不出由谁负责，没有读取"
                doubt(node.cell, message, "写明责任单位；尚未明确的，写明“责任单位待明确”")
    for node in nodes:
        left_out(entries, page, node.below, doubt)


def mentions_body(node: Node, reader: Reader) -> bool:
    """Whether a numbered paragraph speaks of a body somewhere, in other words than 各部门."""
    text = node.text if node.number else ""
    named = (reader.leading(text[at:])[0] for at in range(min(len(text), 400)))
    return any(names and group_kind(names) != "open_ended" for names in named)


def finish(entries: Entries, page: Page) -> None:
    """Name all rows that gave nothing."""
    for row in range(1, len(page.sheet.rows) + 1):
        at = (page.name, row)
        if at in entries.stated_rows or at in entries.problem_rows:
            entries.idle_rows.pop(at, None)
        else:
            filled = page.sheet.filled(row)
            why = "空行" if not filled else "标题行" if row < page.header.rows[0] else ""
            note = bool(filled) and NOTE.match(filled[0].text) is not None
            entries.idle(page, [row], why or ("附注行" if note else SILENT))
