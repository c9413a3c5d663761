"""Whether the groups of rows of a table are its matters: each led by one body, and helped by the others."""

from __future__ import annotations

from ingest.cells import Sheet
from ingest.cues import role_of_words

_LOOKED_AT = 200
_MOSTLY = 0.8
_FEW = 2


def led_once(sheet: Sheet, last: int, kinds: int, roles: int) -> bool:
    """Whether in most groups of rows below the header (which ends in row `last`) one body leads and others only help or
    share. The column `kinds` names the groups (领域 over several rows), `roles` says the role of each row's body.

    >>> from ingest.cells import grid
    >>> said = [("养犬", "牵头"), ("", "配合"), ("露营", "牵头"), ("", "配合")]
    >>> sheet = grid({(r, c + 1): t for r, row in enumerate(said, 1) for c, t in enumerate(row)}, "表")
    >>> led_once(sheet, 0, 1, 2)
    True
    """
    groups: list[list[str | None]] = []
    name = None
    for row in sheet.rows[last : last + _LOOKED_AT]:
        cue = role_of_words(row[roles - 1].text)
        said = row[kinds - 1].text
        if said and said != name:
            groups.append([])
            name = said
        if groups and cue:
            groups[-1].append(cue.role)
    several = [g for g in groups if len(g) > 1]
    good = [g for g in several if g.count("LEADS") == 1 and set(g) <= {"LEADS", "ASSISTS", "SHARES"}]
    return len(good) >= _FEW and len(good) >= _MOSTLY * len(several)
