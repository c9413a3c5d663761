"""What a sentence says of some bodies, and how its pieces come together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.cues import role_at_start

_DO = re.compile(r"(?:共同|一并|切实)?(?:(做好|抓好)|开展|推进|实施|加强|落实|组织|完成)(?=.{2})")


@dataclass(frozen=True, slots=True)
class Part:
    """What one sentence says of some bodies.

    `names` is the text that names them, `role` a link kind, None for 负责 and the like, which only the whole
    matter can settle; `cue` the words; `rest` what follows them (the part they answer for); `before` what
    stands before 由; `text` the sentence; `more` further clauses of the same bodies, in their own words.
    """

    names: str
    role: str | None
    cue: str
    rest: str = ""
    before: str = ""
    split: bool = False
    text: str = ""
    more: tuple[str, ...] = ()

    @property
    def is_label(self) -> bool:
        """Whether its bodies stand after a label with a colon: 牵头单位：甲局."""
        return bool(self.cue) and re.match(re.escape(self.cue) + r"\s*[:：]", self.text) is not None


def settled(found: list[Part]) -> list[Part]:
    """The parts with what stands before the first of them joined to it; empty where no body is named."""
    heads = [p for p in found if not p.names]
    parts = [p for p in found if p.names]
    if not parts or not heads:
        return parts
    before = "，".join([*(h.before for h in heads), *([parts[0].before] if parts[0].before else [])])
    return [replace(parts[0], before=before), *parts[1:]]


def more(part: Part, piece: str) -> str:
    """What a part answers for, with a further piece of its sentence."""
    cue, rest = role_at_start(piece)
    if part.rest:
        return f"{part.rest}，{piece}"
    if cue:
        return rest
    did = _DO.match(piece)
    return piece[did.end() :] if did and did[1] else piece if did else ""
