"""A chain as plain Chinese sentences: for the phone, for screen readers, for the minutes of a meeting."""

from __future__ import annotations

from typing import Any

_MOVED = {"transfer": "划转", "devolve": "下放", "delegate": "委托", "take_back": "收回", "abolish": "取消"}


def _names(people: list[dict[str, Any]]) -> str:
    return "、".join(p["name"] + (f"（{p['scope']}）" if p.get("scope") else "") for p in people)


def _where(written: list[dict[str, Any]]) -> str:
    if not written:
        return ""
    first = written[0]
    place = "!".join(part for part in (first["file"], first["sheet"], first["cell"]) if part)
    return f"〔{place}〕"


def sentences(chain: dict[str, Any]) -> list[str]:
    """One sentence a step, in order; a broken step says what is missing and which finding says so."""
    said = [_moved(chain, move) for move in chain["transferred_from"]]
    said += [_SENTENCE[step["step"]](step) + _gone(step) + _trouble(step) for step in chain["steps"]]
    return said


def _moved(chain: dict[str, Any], move: dict[str, Any]) -> str:
    when = f"自{move['effective_on']}起" if move["effective_on"] else "（未写生效日期）"
    document = f"依{move['document']}" if move["document"] else ""
    how = _MOVED.get(move["kind"] or "", "移出")
    return f"“{chain['item']['name']}”{document}{when}由{move['name']}{how}{_where(move['written'])}。"


def cited(basis: dict[str, Any]) -> str:
    """A text as one cites it: 《name》article; a document with a number of its own goes without marks."""
    name = basis["name"] if "〔" in basis["name"] or "《" in basis["name"] else f"《{basis['name']}》"
    return name + (basis["article"] or "")


def _approval(step: dict[str, Any]) -> str:
    rests = "；依据" + "、".join(map(cited, step["basis"])) if step["basis"] else "；清单未写依据"
    if not step["parties"]:
        return "没有写明由谁审批" + rests + "。"
    return f"由{_names(step['parties'])}审批{_where(step['written'])}{rests}。"


def _stage(step: dict[str, Any]) -> str:
    title = step["title"].rpartition("·")[2]
    if step["detail"].get("waived"):
        return f"{title}：{step['detail']['waived']}，不再进行。"
    if not step["parties"]:
        return f"{title}没有写明由谁承担{_where(step['written'])}。"
    return f"{title}由{_names(step['parties'])}承担{_where(step['parties'][0]['written'])}。"


def _handoff(step: dict[str, Any]) -> str:
    if step["missing"] == "移交约定":
        return "审批与监管不是同一家，却没有写明怎样移交。"
    d = step["detail"]
    when = f"{d['trigger_stage']}后" if d.get("trigger_stage") else "办结后"
    push = f"，{d['push']}推送" if d.get("push") else "，推送时限未写"
    channel = f"，经{d['channel']}" if d.get("channel") else ""
    to = f"由{_names(step['parties'])}接收" if step["parties"] else "但没有写明由谁接收"
    claim = f"，{d['claim']}认领" if d.get("claim") else ""
    back = {True: "，监管结果回流", False: "，监管结果不回流", None: "，是否回流未写"}[d.get("returns")]
    feedback = f"（{d['feedback']}反馈）" if d.get("feedback") else ""
    return f"{when}{channel}{push}，{to}{claim}{back}{feedback}{_where(step['written'])}。"


def _duty(step: dict[str, Any]) -> str:
    leads = [p for p in step["parties"] if p["role"] == "LEADS"]
    by = f"由{_names(leads)}主办{_where(leads[0]['written'])}" if leads else "没有写明主办部门"
    return f"移交开启的职责是“{step['title']}”，{by}。"


def _supervision(step: dict[str, Any]) -> str:
    if not step["parties"]:
        return "批准之后没有写明由谁监管。"
    return f"批准之后由{_names(step['parties'])}监管{_where(step['written'])}。"


def _enforcement(step: dict[str, Any]) -> str:
    return f"违法行为由{_names(step['parties'])}查处{_where(step['written'])}。"


_SENTENCE = {
    "approval": _approval, "stage": _stage, "handoff": _handoff, "duty": _duty,
    "supervision": _supervision, "enforcement": _enforcement,
}  # fmt: skip


def _gone(step: dict[str, Any]) -> str:
    said = ""
    for p in step["parties"]:
        if p["status"] not in (None, "active"):
            heirs = "、".join(h["name"] for h in p["successors"])
            said += f"{p['name']}已不存在" + (f"，现由{heirs}承继。" if heirs else "，清单未写由谁承继。")
    return said


def _trouble(step: dict[str, Any]) -> str:
    open_ones = [f for f in step["findings"] if f["state"] == "open" and f["severity"] != "info"]
    return "".join(f"【断点 {f['code']} {f['title']}】" for f in open_ones)
