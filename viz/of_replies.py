"""What departments answered, as pages show it: the original beside the reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.answered import OPINIONS, STATES, TODO
from graph.ontology import load
from viz.differ import Run, differing
from viz.legend import link_word
from viz.words import Words, same

_OPINIONS = {"agree": "agrees", "amend": "wants other words", "object": "objects"}
_STATES = {
    "agreed": "Agreed", "open": "To be decided", "adopted": "Adopted", "declined": "Declined",
    "replaced": "Replaced by a newer reply",
}  # fmt: skip
_TODO = {
    "amend": "The clause is still to be corrected to the words asked for.",
    "remove": "The lists do not change by themselves: correct or take away this role (zhize amend).",
    "end": "The correction made for it still holds: decline once more, or end it (zhize amend --end).",
}  # fmt: skip
OPINION_WORDS = {code: Words(zh, _OPINIONS[code]) for code, zh in OPINIONS.items()}
STATE_WORDS = {code: Words(zh, _STATES[code]) for code, zh in STATES.items()}
_MARKS = {"agree": "✓", "amend": "✎", "object": "✗"}


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer with its captions; `said` are the keys of graph.answered.listed. `clause` and `amended` are in runs
    (words, whether only there)."""

    said: Mapping[str, Any]
    role: Words
    opinion: Words
    mark: str
    state: Words
    todo: Words | None
    clause: tuple[Run, ...]
    amended: tuple[Run, ...]

    @property
    def decidable(self) -> bool:
        """Whether somebody may decide on it."""
        return self.said["state"] in ("open", "adopted", "declined")


def shown(said: Mapping[str, Any]) -> Shown:
    """An answer as a page shows it."""
    kind = said["statement"].partition("-")[0]
    role = link_word(kind) if kind in load().links else same(said["role"])
    clause, amended = differing(said["clause"], said["amended"] or "")
    todo = said["todo"]
    return Shown(
        said, role, OPINION_WORDS[said["opinion"]], _MARKS[said["opinion"]], STATE_WORDS[said["state"]],
        Words(TODO[todo], _TODO[todo]) if todo else None, clause, amended,
    )  # fmt: skip
