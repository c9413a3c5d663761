"""What of a document is no part of its list, though it might have been meant as one."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.cells import Reading
from ingest.choose import Choice
from ingest.problem import Problem
from ingest.prose import assigning


def left_unread(choice: Choice, reading: Reading, file: str) -> Iterator[Problem]:
    """A warning for each table that lost its header, and one for paragraphs that assign something beside a table.

    A list is read from its tables, or from its text. A file that fits no profile has errors of its own.
    """
    if choice.profile is None or reading.text is None:
        return
    refused = {p.sheet for p in choice.problems}
    for sheet in choice.silent:
        if sheet.name not in refused and sheet.name not in choice.profile.non_data_sheets:
            message = f"表格“{sheet.name}”没有这份清单的表头，没有读取"
            todo = "如是清单的一部分，请在它的第一行写上表头"
            yield Problem("PROFILE", "warning", file, sheet.name, "", message, todo)
    rows = [] if any(f.spec.shape == "clauses" for f in choice.fits) else assigning(reading.text)
    if rows:
        message = f"表格之外的正文里有 {len(rows)} 段像是职责分工（从第 {rows[0]} 段起），没有读取"
        todo = "如表格里没有这些内容，请把正文另存为一份文档再导入"
        at = reading.text.filled(rows[0])[0].address
        yield Problem("PROFILE", "warning", file, reading.text.name, at, message, todo)
