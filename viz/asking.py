"""An answer to "who is responsible" as a page shows it: one sentence, reasons with what to do, everyone named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.who import PLACES, ended
from viz.legend import link_word, value_word
from viz.of_chain import place_text
from viz.words import Words, same
from viz.workbench import REASON_WORDS

ADVICE = {
    "NO_DUTY": Words("换一种说法再问；确实没有的，可作为缺口报编办。",
                     "Ask in other words; where there is truly nothing, report it to the establishment office as a gap."),
    "AMBIGUOUS": Words("请在下面点开要问的那一项。", "Open the one you mean below."),
    "NO_LEAD": Words("可以先找下面写到的单位，并提请编办明确由谁牵头。",
                     "Turn to the bodies named below for now, and ask the establishment office to name a lead."),
    "SEVERAL_LEADS": Words("先看各自的范围是否不同；范围相同的，请编办明确主办和协办。",
                           "See whether their scopes differ; where they do not, ask the office to tell lead from assistant."),
    "LEVEL_ONLY": Words("请清单的发布单位写明具体单位。", "Ask whoever issued the list to name a body."),
    "ORG_ENDED": Words("现在由承继的单位负责；请发布单位更新清单。",
                       "Its successor answers now; ask whoever issued the list to bring it up to date."),
    "UNRESOLVED_NAME": Words("请核对名称，或在机构名录里补上这个单位。",
                             "Check the name, or add the body to the register of bodies."),
    "LISTS_CONFLICT": Words("请逐格核对下面所列出处，由发布单位统一说法。",
                            "Compare the cells named below, and have the issuers agree."),
}  # fmt: skip
_MISSING = {
    "lead": Words("主办单位", "lead"), "approver": Words("审批部门", "approver"),
    "supervisor": Words("监管部门", "supervisor"),
}  # fmt: skip
STANDING = {
    "stated": Words("清单写明", "stated"), "inferred": Words("由列示次序推定", "inferred from the order"),
    "confirmed": Words("双方确认", "confirmed by both"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer is not plain: what is wrong, which names it is about, and what to do."""

    code: str
    words: Words
    names: str
    advice: Words


@dataclass(frozen=True, slots=True)
class Answer:
    """What `graph.who.who` gives, ready for a page; `plain` when nothing is wrong with it."""

    raw: Mapping[str, Any]
    headline: Words
    reasons: tuple[Reason, ...]
    parties: tuple[dict[str, Any], ...]
    basis: tuple[dict[str, Any], ...]

    @property
    def plain(self) -> bool:
        return not self.reasons


def answer_of(raw: Mapping[str, Any]) -> Answer:
    """The page's view of an answer of `graph.who.who`."""
    reasons = tuple(
        Reason(r["code"], REASON_WORDS[r["code"]], _names(r), ADVICE[r["code"]]) for r in raw["reasons"]
    )
    parties = []
    for place in PLACES.values():
        for p in raw[place]:
            gone = value_word(p["kind"], "status", p["status"]) if ended(p) else None
            parties.append({
                **p, "word": link_word(p["role"]), "ended": gone, "where": _where(p["written"]),
                "how": STANDING[p["standing"]], "scope": " · ".join(filter(None, (p["scope"], p["level"]))),
            })  # fmt: skip
    basis = tuple({**b, "where": _where(b["written"])} for b in raw["basis"])
    return Answer(raw, _headline(raw), reasons, tuple(parties), basis)


def _where(written: Sequence[Mapping[str, Any]]) -> str:
    return "；".join(dict.fromkeys(place_text(w) for w in written))


def _names(reason: Mapping[str, Any]) -> str:
    if "successors" in reason:
        return "；".join(
            f"{old} → {'、'.join(new) or '？'}" for old, new in sorted(reason["successors"].items())
        )
    return "、".join(reason.get("bodies") or reason.get("names") or ())


def _headline(raw: Mapping[str, Any]) -> Words:
    """Who answers, in one sentence; for a licence both who approves and who supervises."""
    thing = raw["thing"]
    if thing is None:
        return (
            Words("有几个事项都对得上", "Several matters fit")
            if raw["candidates"]
            else REASON_WORDS["NO_DUTY"]
        )
    if thing["kind"] == "ApprovalItem":
        said = [
            _by(raw["approvers"], "审批", "approved", "approver"),
            _by(raw["supervisors"], "监管", "supervised", "supervisor"),
        ]
        return Words("，".join(w.zh for w in said) + "。", _sentence("; ".join(w.en for w in said)))
    said_by = _by(raw["lead"], "主办", "led", "lead")
    return Words(f"{said_by.zh}。", _sentence(said_by.en))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _by(parties: Sequence[Mapping[str, Any]], zh: str, en: str, missing: str) -> Words:
    names = list(dict.fromkeys(p["name"] for p in parties))
    if not names:
        return Words(f"没有写明{_MISSING[missing].zh}", f"no {_MISSING[missing].en} is named")
    return Words(f"由{'、'.join(names)}{zh}", f"{en} by {', '.join(names)}")


def lists_of(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The lists that are loaded, with the captions of their kinds, by name."""
    found = [
        {**r, "word": value_word("BoundaryList", "kind", r["kind"]), "issuer": same(r["issuer"] or "")}
        for r in rows
    ]
    return sorted(found, key=lambda r: (str(r["name"]), str(r["id"])))
