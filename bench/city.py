"""A made-up prefecture of 40,000 things and 150,000 links, the same for the same seed: what the measurements run on."""

from __future__ import annotations

import random
from itertools import cycle, islice

from graph.ids import link_id
from graph.statement import Statement, clean

NODES, LINKS, ITEMS = 40_000, 150_000, 2_000
STAGES = ("intake", "site_inspection", "technical_review", "decision")
CITY = "379900"


def city(seed: int) -> list[Statement]:
    """Its statements: exactly NODES things and LINKS stated links; derived links come on top.

    2,000 items each with four performed stages, a hand-over with receiver and opened duty, a supervisor, lists
    and texts; hubs (one approving body, a few large bureaus, lists of a thousand matters) as in real lists. A
    few things are missing on purpose (a lead, a receiver, a supervisor), so that every rule has work.
    """
    chance = random.Random(seed)
    nodes: dict[str, Statement] = {}
    links: dict[str, Statement] = {}

    def node(label: str, id: str, name: str, /, **said: object) -> str:
        nodes[id] = Statement(id, label, id, None, clean({"name": name, **said}))
        return id

    def link(label: str, source: str, target: str, /, **said: object) -> None:
        if len(links) < LINKS:
            made = link_id(label, source, target, said)
            links[made] = Statement(made, label, source, target, clean(said))

    regions = [node("Region", f"reg:{n}", f"第{n}区", code=f"{379900 + n}") for n in range(60)]
    for region in regions[1:]:
        link("WITHIN", region, regions[0])
    bodies = [
        node(
            "Organization",
            f"org:{n}",
            f"单位{n}局",
            region=CITY,
            level="city",
            kind="government",
            status="active",
        )
        for n in range(1_500)
    ]
    office, large, heirs = bodies[0], bodies[1:21], bodies[21:60]
    for n, body in enumerate(bodies[60:], start=60):
        link("PART_OF", body, chance.choice(bodies[:n]))
        link("SERVES", body, chance.choice(regions))
    for n in range(40):
        ended = node("Organization", f"org:ended-{n}", f"原单位{n}局", region=CITY, status="merged")
        link("SUCCEEDED_BY", ended, heirs[n % len(heirs)], kind="merge")
        bodies.append(ended)
    groups = [
        node("NamedGroup", f"grp:{n}", f"各有关部门{n}", kind="open_ended", region=CITY) for n in range(40)
    ]
    domains = [node("Domain", f"dom:{n}", f"领域{n}", region=CITY, position=n) for n in range(100)]
    texts = [
        node("LegalBasis", f"law:{n}", f"条例{n}", kind="regulation", article=f"第{n}条")
        for n in range(3_000)
    ]
    fields = ["lead", "assist", "receiver", "supervisor", "stages", "basis"]
    lists = [
        node("BoundaryList", f"list:{n}", f"清单{n}", kind="boundary", region=CITY, columns_present=fields)
        for n in range(30)
    ]

    def someone() -> str:
        return chance.choice(large) if chance.random() < 0.5 else chance.choice(bodies)

    others = len(nodes) + ITEMS * (1 + len(STAGES) + 1)
    duties = []
    for n in range(NODES - others):
        duty = node("Duty", f"duty:{n}", f"第{n}项职责", region=CITY, kind="supervision", status="active")
        duties.append(duty)
        for _ in range(chance.choices((0, 1, 2), (2, 93, 5))[0]):
            link("LEADS", someone(), duty, region=CITY, text="负责")
        link("IN_DOMAIN", duty, chance.choice(domains))
        link("LISTED_IN", duty, lists[n % 20], number=str(n))
    for n in range(ITEMS):
        _item(n, chance, node, link, (office, large, groups, lists, domains, texts, duties), someone)
    for duty in islice(cycle(duties), 12_000):
        link("BASED_ON", duty, chance.choice(texts))
    while len(links) < LINKS:
        link("ASSISTS", someone(), chance.choice(duties), region=CITY, position=chance.randint(1, 9))
    assert (len(nodes), len(links)) == (NODES, LINKS)
    return [*nodes.values(), *links.values()]


def _item(n, chance, node, link, city, someone) -> None:  # type: ignore[no-untyped-def]
    """One item with its whole chain."""
    office, large, groups, lists, domains, texts, duties = city
    item = node(
        "ApprovalItem", f"item:{n}", f"第{n}类经营许可", region=CITY, kind="licence", status="active",
        code=f"A{n:05}", operation=chance.choice(("new", "change")),
    )  # fmt: skip
    supervisor = chance.choice(large)
    link("APPROVES", office, item, region=CITY, text="核发许可")
    if chance.random() < 0.98:
        link("SUPERVISES", supervisor, item, region=CITY, text="事中事后监管")
        link("SUPERVISES", someone(), item, region=CITY, scope="县级")
    link("ENFORCES", someone(), item, region=CITY)
    link("LISTED_IN", item, lists[20 + n % 10], number=str(n))
    link("IN_DOMAIN", item, chance.choice(domains))
    link("BASED_ON", item, chance.choice(texts))
    if n % 2:
        link("TRANSFERRED_FROM", item, supervisor, kind="transfer", effective_on="2024-01-01")
    for place, kind in enumerate(STAGES, start=1):
        stage = node("Stage", f"stg:{n}-{kind}", f"第{n}类·{kind}", item=item, kind=kind, position=place)
        link("HAS_STAGE", item, stage)
        link("PERFORMS", office if place in (1, 4) else someone(), stage, region=CITY)
    handoff = node(
        "Handoff", f"hand:{n}", f"第{n}类移交", sender=item, kind="approval_supervision", trigger_stage="决定",
        channel="监管平台", push_limit_text="1个工作日", push_limit_value=1, push_limit_unit="working_day",
    )  # fmt: skip
    link("HANDS_OFF", item, handoff)
    link("SENT_BY", handoff, office)
    link("RECEIVED_BY", handoff, chance.choice(groups) if chance.random() < 0.02 else supervisor)
    link("OPENS", handoff, chance.choice(duties))
