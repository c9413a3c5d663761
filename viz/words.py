"""Captions in two languages, and how much room a text takes when it is drawn."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

FONT = 14.0
SMALL = 11.5
LABEL = 12.0
# Characters that must not begin a line.
_CLINGS = frozenset("，。、；：？！）」』】〕》〉”’%‰,.;:?!)]}·")
# Characters that must not end one.
_OPENS = frozenset("（「『【〔《〈“‘([{")


@dataclass(frozen=True, slots=True)
class Words:
    """A caption in Chinese and English; text from a list is the same in both."""

    zh: str
    en: str

    def to_json(self) -> dict[str, str]:
        """Both languages."""
        return {"zh": self.zh, "en": self.en}

    def say(self, lang: str) -> str:
        """The caption in `zh` or `en`."""
        return self.en if lang == "en" else self.zh


def same(text: object) -> Words:
    """Text from a list: it stays as it is in every language."""
    return Words(str(text), str(text))


def english(name: str) -> str:
    """A declared name as English words.

    >>> english("ApprovalItem"), english("push_limit_text"), english("IN_DOMAIN")
    ('approval item', 'push limit text', 'in domain')
    """
    if name.isupper():
        return name.lower().replace("_", " ")
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in name)
    return spaced.replace("_", " ").strip()


def em(char: str) -> float:
    """Width of a character, as a share of the font size; on the safe side."""
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(char) in "WFA" or ord(char) > 0x2E00:
        return 1.0
    if char in "iljtfr.,:;'|!()[]- ":
        return 0.4
    return 0.8 if char.isupper() or char in "mw@%&" else 0.62


def width(text: str, size: float = FONT) -> float:
    """How wide a line is drawn at this font size."""
    return sum(map(em, text)) * size


def _in_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "-_/")


def _pieces(text: str) -> list[str]:
    """What may stand at the end of a line: one Chinese character, or a Latin word with its digits."""
    made: list[str] = []
    for char in text:
        if made and (
            char in _CLINGS or made[-1][-1] in _OPENS or (_in_word(char) and _in_word(made[-1][-1]))
        ):
            made[-1] += char
        else:
            made.append(char)
    return made


def wrap(text: str, ems: float = 8.0, most: int = 4) -> tuple[str, ...]:
    """Lines of at most `ems` widths and at most `most` lines; what does not fit ends in an ellipsis.

    >>> wrap("临澜市行政审批服务局")
    ('临澜市行政审批服', '务局')
    """
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    lines, here = [], ""
    for piece in _pieces(flat):
        while width(piece, 1) > ems:  # a word longer than a line is cut
            room = ems - width(here, 1)
            head = _fitting(piece, room)
            lines.append(here + head)
            here, piece = "", piece[len(head) :]
            if not head and not lines[-1]:
                lines.pop()
        if here and width(here + piece, 1) > ems:
            lines.append(here)
            here = piece.lstrip()
        else:
            here += piece
    if here:
        lines.append(here)
    if len(lines) > most:
        lines = [*lines[: most - 1], _fitting(lines[most - 1], ems - 1) + "…"]
    return tuple(line.strip() for line in lines) or ("",)


def _fitting(text: str, ems: float) -> str:
    taken, total = "", 0.0
    for char in text:
        total += em(char)
        if total > ems:
            break
        taken += char
    return taken
