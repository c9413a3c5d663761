"""A small city for pictures and pages: a whole chain, broken ones, a hostile name, very long names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from graph.ids import link_id, node_id
from graph.statement import Batch, Mention, Source, Statement, clean

REGION = "379900"
HOSTILE = """<img src=x onerror=alert(1)>"'</script>"""
LONG = (
    "临澜市高新技术产业开发区海洋生物医药与高端装备制造产业融合发展促进中心"
    "（加挂海洋经济运行监测评估服务中心牌子）筹备工作办公室"
)
FILE = "审批监管清单.xlsx"
_BYTES = b"not really a workbook"
_SHA = hashlib.sha256(_BYTES).hexdigest()


class City:
    """Collects statements; each is said in a cell of its own."""

    def __init__(self) -> None:
        self.said: list[Statement] = []
        self.list = self.node(
            "BoundaryList", name="审批监管职责边界清单", kind="approval_supervision", issuer="市委编办", region=REGION,
            complete=True, columns_present=["approver", "supervisor", "receiver", "inspection", "review", "experts", "lead"],
        )  # fmt: skip

    def node(self, what: str, /, **properties: Any) -> str:
        """State a node; gives its id."""
        made = node_id(what, properties)
        self.said.append(Statement(made, what, made, None, clean(properties)))
        return made

    def link(self, what: str, source: str, target: str, /, **properties: Any) -> None:
        """State a link."""
        said = clean(properties)
        self.said.append(Statement(link_id(what, source, target, said), what, source, target, said))

    def org(self, name: str, **properties: Any) -> str:
        """State a body in use."""
        return self.node(
            "Organization",
            name=name,
            region=REGION,
            **{"status": "active", "kind": "government", **properties},
        )

    def item(self, name: str, **properties: Any) -> str:
        """State a licence of the list."""
        item = self.node(
            "ApprovalItem", name=name, region=REGION, **{"kind": "licence", "status": "active", **properties}
        )
        self.link("LISTED_IN", item, self.list, number=str(len(self.said)))
        return item

    def duty(self, name: str, **properties: Any) -> str:
        """State a matter of the list."""
        duty = self.node("Duty", name=name, region=REGION, status="active", **properties)
        self.link("LISTED_IN", duty, self.list)
        return duty

    def stage(self, item: str, kind: str, zh: str, position: int, **properties: Any) -> str:
        """State a step of an item."""
        stage = self.node("Stage", name=f"步骤·{zh}", item=item, kind=kind, position=position, **properties)
        self.link("HAS_STAGE", item, stage)
        return stage

    def handoff(self, item: str, **properties: Any) -> str:
        """State the hand-over of an item."""
        name = "审管衔接"
        handoff = self.node("Handoff", name=name, sender=item, kind="approval_supervision", **properties)
        self.link("HANDS_OFF", item, handoff)
        return handoff

    def batch(self) -> Batch:
        """All of it as one load."""
        return Batch([Source(FILE, _SHA, "application/x-test", _BYTES)], [self.list], list(self._mentions()))

    def _mentions(self) -> Iterator[Mention]:
        for row, s in enumerate(self.said, start=3):
            text = str(s.properties.get("name") or s.properties.get("text") or s.kind)
            yield Mention(s, self.list, FILE, _SHA, "许可事项", f"C{row}", text, cue="负责")


def build() -> City:
    """The city that the browser tests look at."""
    c = City()
    approval, market = c.org("临澜市行政审批服务局", short_name="审批局"), c.org("临澜市市场监督管理局")
    health, enforce = c.org("临澜市卫生健康委员会"), c.org("临澜市综合行政执法局")
    review = c.org("临澜市审批技术审查服务中心", kind="institution")
    old = c.org("临澜市工商行政管理局", status="merged", valid_to="2019-01-10")
    c.link("SUCCEEDED_BY", old, market, kind="merge", effective_on="2019-01-10")
    hostile, long = c.org(HOSTILE), c.org(LONG)
    law = c.node("LegalBasis", name="《中华人民共和国食品安全法》第三十五条", kind="law", status="in_force")

    food = c.item("食品经营许可（含网络经营、单位食堂和现制现售饮用水）", code="370131001000")
    c.link("BASED_ON", food, law)
    c.link("APPROVES", approval, food)
    c.link(
        "TRANSFERRED_FROM",
        food,
        market,
        kind="transfer",
        effective_on="2019-03-01",
        document="临政发〔2019〕3号",
    )
    intake, visit = c.stage(food, "intake", "受理", 1), c.stage(food, "site_inspection", "现场勘验", 2)
    c.link("PERFORMS", approval, intake)
    c.link("PERFORMS", review, visit)
    c.stage(food, "technical_review", "技术审查", 3)  # nobody performs it
    c.stage(food, "expert_review", "专家评审", 4, waived="告知承诺")
    over = c.handoff(
        food, trigger_stage="决定", channel="审管互动平台", push_limit_text="1个工作日", returns=True
    )
    c.link("RECEIVED_BY", over, market)
    duty = c.duty("食品经营许可事中事后监管", kind="supervision", text="对食品经营者开展日常监督检查")
    c.link("OPENS", over, duty)
    c.link("LEADS", market, duty, text="负责日常监管", cue="牵头")
    c.link("ASSISTS", market, duty, text="配合抽检", cue="配合")
    c.link("ASSISTS", health, duty, cue="配合")
    c.link("SUPERVISES", market, food)
    c.link("SUPERVISES", health, food, scope="餐饮具集中消毒")
    c.link("ENFORCES", enforce, food)

    gone = c.item("户外广告设施设置许可", code="370117004000")  # hands over to a body that has ended
    c.link("APPROVES", approval, gone)
    c.link("SUPERVISES", enforce, gone)
    c.link("RECEIVED_BY", c.handoff(gone, trigger_stage="办结", push_limit_text="2个工作日"), old)

    gap = c.item("人力资源服务许可")  # hands over to nobody, supervised by nobody
    c.link("APPROVES", approval, gap)
    c.link("TRANSFERRED_FROM", gap, hostile, kind="transfer", effective_on="2020-01-01")
    c.handoff(gap, trigger_stage="决定")

    bare = c.item("公共场所卫生许可")  # no hand-over at all
    c.link("APPROVES", approval, bare)
    c.link("SUPERVISES", long, bare)

    both = c.duty("散煤燃烧污染防治日常监督管理")
    for body in (market, hostile, long):
        c.link("LEADS", body, both, text="牵头负责")
    c.duty("窨井盖安全管理")  # nobody
    for n in range(1, 53):
        c.duty(f"第{n}项无人认领的职责")  # enough for a second page of findings
    shared = c.duty("新就业形态劳动者权益保障")
    for body in (market, health, enforce):
        c.link("ASSISTS", body, shared)
    for n in range(1, 58):
        matter = c.duty(f"第{n}项专项监督管理职责（综合）")
        c.link("LEADS", enforce, matter)
        if n % 9 == 0:
            c.link("ASSISTS", market, matter)
    return c
