"""To whom the words on a hand-over say that it goes: 审批局推送至市水务局，抄送市城管局."""

from __future__ import annotations

import re

from ingest.names import Match, OrganizationBook

_PUSHES = r"(?:推送|移交|移送|抄送|抄告|告知|发送|传送|传递|推给|转送|通报|函告)"
_WHAT = r"(?:相关|有关|行政|审批|许可|决定|结果|信息|材料|数据|事项)*"
_WHO = r"(?P<who>[^，,。；;：:（(\n]{3,60}?)"
_TO = re.compile(rf"{_PUSHES}{_WHAT}(?:至|给|到|予|于|与)?{_WHO}(?=$|[，,。；;：:（(\n]|认领|接收|签收)")
_TOWARDS = re.compile(rf"[向给]{_WHO}(?:统一|及时|同步|同时|实时)*{_PUSHES}")
_APART = re.compile(r"[、/和及与]")


def receivers_said(text: str, book: OrganizationBook, region: str) -> list[str]:
    """The names, some of them known, to which a text says that something is pushed.

    >>> bodies = [{"id": f"org:{n}", "name": f"临澜市{n}局", "region": "379900"} for n in ("水务", "公安")]
    >>> book = OrganizationBook(bodies, {"379900": "临澜市"})
    >>> receivers_said("审批局当日推送至市水务局，抄送市公安局", book, "379900")
    ['市水务局', '市公安局']
    >>> receivers_said("1个工作日内向市水务局推送", book, "379900"), receivers_said("推送审批信息", book, "379900")
    (['市水务局'], [])
    """
    found: dict[str, None] = {}
    for pattern in (_TO, _TOWARDS):
        for said in pattern.finditer(re.sub(r"[ \t　]+", "", text)):
            names = [said["who"], *_APART.split(said["who"])]
            if any(isinstance(book.find(name, region), Match) for name in names):
                found[said["who"]] = None
    return list(found)
