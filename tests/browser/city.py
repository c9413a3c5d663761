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

    def domain(self, name: str, position: int) -> str:
        """State a domain."""
        return self.node("Domain", name=name, region=REGION, position=position)

    def body(self, name: str, kind: str, **properties: Any) -> str:
        """State a coordinating body at work."""
        body = self.node(
            "CoordinatingBody",
            name=name,
            region=REGION,
            level="city",
            kind=kind,
            **{"status": "active", **properties},
        )
        self.link("LISTED_IN", body, self.list)
        return body

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


def build(later: bool = False) -> City:
    """The city that the browser tests look at; `later` is its second edition: one duty gone, one body led anew."""
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
    city_care, food_safety, odd = (
        c.domain(n, i) for i, n in enumerate(("城市管理", "食品安全", HOSTILE), start=1)
    )
    for matter in (both, shared):
        c.link("IN_DOMAIN", matter, city_care)
    c.link("IN_DOMAIN", duty, food_safety)
    c.link("IN_DOMAIN", both, odd)
    if not later:
        c.link("IN_DOMAIN", c.duty("第二版里没有的职责"), city_care)
    coordination(c, (approval, market, health, enforce, hostile), duty, food_safety, later)
    return c


def coordination(c: City, orgs: tuple[str, ...], duty: str, domain: str, later: bool) -> None:
    """A commission with members, meetings, opinions and a committee; a task force; enough others for two pages."""
    approval, market, health, enforce, hostile = orgs
    food = c.body("临澜市食品安全委员会", "commission", short_name="市食安委", chair_role="市长", statutory=True,
                  set_up_on="2010-05-01", document="临政发〔2010〕9号")  # fmt: skip
    c.link("LED_BY", food, health if later else market)
    c.link("OFFICE_AT", food, market)
    for body, role in ((market, "副主任单位"), (health, "成员"), (enforce, "成员"), (hostile, HOSTILE)):
        c.link("HAS_MEMBER", food, body, role=role, text="按分工负责食品安全工作")
    c.link("COORDINATES", food, duty)
    c.link("COORDINATES", food, domain)
    for day, name in (("2026-02-03", "第一次全体会议"), ("2026-05-20", "第二次全体会议")):
        held = c.node(
            "Activity", name=name, body=food, kind="meeting", held_on=day, attendees_scope="全体成员单位"
        )
        c.link("HELD_BY", held, food)
    part = c.body("临澜市食品安全委员会校园食品专项委员会", "special_committee")
    c.link("UNDER", part, food)
    c.link("LED_BY", part, market)
    force = c.body("临澜市夏季防汛工作专班", "task_force", chair_role="副市长", expires_on="2026-12-31")
    c.link("LED_BY", force, enforce)
    for at, opinion in ((1, "adjust"), (2, "revoke")):
        review = c.node("BodyReview", name=f"第{at}轮清理意见", body=force, round=at, opinion=opinion,
                        text="并入市防汛抗旱指挥部", decided_on=f"2026-0{at + 1}-15")  # fmt: skip
        c.link("REVIEWS", review, force)
    odd = c.body(f"临澜市{HOSTILE}协调小组", "leading_group", status="refused", chair_role=HOSTILE)
    c.link("LED_BY", odd, hostile)
    upper = c.node("CoordinatingBody", name="省食品安全委员会", region="370000", level="province")
    c.link("COUNTERPART_OF", food, upper)  # named, and in no register
    for n in range(1, 53):
        other = c.body(
            f"临澜市第{n}专项工作领导小组", "leading_group", statutory=True, last_active_on="2026-06-01"
        )
        c.link("LED_BY", other, approval)
        c.link("OFFICE_AT", other, approval)
