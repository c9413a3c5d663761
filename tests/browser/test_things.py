"""The register of coordinating bodies, and the page of one thing of each kind."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from playwright.sync_api import expect

from graph.workspace import Workspace
from tests.browser.conftest import Server, Watched
from tests.browser.test_pages import id_of, query

Watch = Callable[..., Watched]
FOOD, FORCE, LAW = "临澜市食品安全委员会", "临澜市夏季防汛工作专班", "临澜市综合行政执法局"


def test_the_register_counts_filters_and_turns_pages(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/bodies")
    rows = page.locator("[data-bodies] tbody tr")
    expect(rows).to_have_count(50)
    names = [n for n in rows.locator("td:first-child").all_inner_texts() if "专项工作" in n]
    assert names[0] == "临澜市第1专项工作领导小组" and names[9] == "临澜市第10专项工作领导小组"
    page.get_by_role("link", name="下一页 →").click()
    expect(rows).to_have_count(6)
    page.locator(".tallies a", has_text="工作专班").click()
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text(FORCE)
    expect(rows.first).to_contain_text("撤销")
    page.get_by_role("link", name="清除").click()
    page.wait_for_url("**/bodies")  # loaded, with the script that sends the form
    page.select_option("select[name=opinion]", "revoke")
    page.wait_for_url("**opinion=revoke**")
    expect(rows).to_have_count(1)
    page.goto(server.url + "/bodies")
    page.select_option("select[name=lead]", label=f"{LAW}（1）")
    page.wait_for_url("**lead=**")
    expect(rows).to_have_count(1)
    page.goto(f"{server.url}/bodies?q={quote('市长')}&lang=en")
    expect(rows).to_have_count(2)
    page.goto(server.url + "/bodies")
    page.get_by_role("link", name="另有 1 个只在别处写到").click()
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("省食品安全委员会")
    page.goto(f"{server.url}/bodies?q={quote('没有')}")
    expect(page.get_by_text("没有符合条件的机构")).to_be_visible()


def test_a_city_without_the_list_says_so(watch: Watch, server: Server, tmp_path_factory: object) -> None:
    from pathlib import Path

    from tests.browser.conftest import Server as Serving
    from tests.graph.lists import batch

    opened = Workspace(Path(str(tmp_path_factory.mktemp("bare"))))  # type: ignore[attr-defined]
    opened.publish(
        batch(["org:a {name: 某局}", "duty:1 {name: 某事}", "org:a LEADS duty:1"]), as_of="2026-06-30"
    )
    bare = Serving(opened)
    bare.start()
    watched = watch()
    watched.expected.append(f"request: {bare.url}")
    try:
        watched.page.context.unroute_all()
        page = watched.page
        page.goto(bare.url + "/bodies")
        expect(page.get_by_text("还没有装入议事协调机构清单")).to_be_visible()
        page.goto(bare.url + "/matrix?lang=en")
        expect(page.get_by_text("No domain to show")).to_be_visible()
        page.goto(bare.url + "/")
        expect(page.locator(".figures")).to_be_visible()
        page.goto(f"{bare.url}/ask?q={quote('某事')}")
        expect(page.locator(".headline")).to_have_text("由某局主办。")
    finally:
        bare.stop()
        opened.close()


def test_a_coordinating_body_shows_how_it_is_made_up_and_at_work(
    watch: Watch, server: Server, office: Workspace
) -> None:
    page = watch().open(f"{server.url}/bodies?kind=commission")
    page.get_by_role("link", name=FOOD).click()
    expect(page.locator("dl.facts")).to_contain_text("市长")
    members = page.locator("[data-members] tbody tr")
    expect(members).to_have_count(4)
    expect(members.filter(has_text="副主任单位")).to_contain_text("临澜市市场监督管理局")
    days = page.locator("[data-activities] tbody td:first-child").all_inner_texts()
    assert days == ["2026-05-20", "2026-02-03"]
    expect(page.get_by_role("link", name="临澜市食品安全委员会校园食品专项委员会").first).to_be_visible()
    expect(page.locator("[data-picture][data-ready]")).to_have_count(1)
    assert page.locator("img").count() == 0
    page.goto(f"{server.url}/things/{quote(id_of(office, FORCE))}?lang=en")
    assert [t.split(" 20")[0] for t in page.locator(".rounds li").all_inner_texts()] == [
        "Round 1: Adjust",
        "Round 2: Revoke",
    ]


def test_what_a_body_does_is_grouped_counted_and_paged(
    watch: Watch, server: Server, office: Workspace
) -> None:
    page = watch().open(f"{server.url}/things/{quote(id_of(office, LAW))}")
    tabs = page.locator(".tabs a")
    expect(tabs.first).to_have_text("主办 57")
    rows = page.locator("[data-ties] tbody tr")
    expect(rows).to_have_count(25)
    page.locator("#ties").get_by_role("link", name="下一页 →").click()
    expect(rows.first).to_contain_text("第26项")
    tabs.filter(has_text="执法").click()
    expect(rows).to_have_count(1)
    assert query(page)["tie"] == ["ENFORCES"] and "tiepage" not in query(page)
    tabs.filter(has_text="成员单位").click()
    expect(rows.first).to_contain_text(FOOD)


def test_history_says_what_each_edition_changed(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(f"{server.url}/things/{quote(id_of(office, FOOD))}")
    turns = page.locator("details.turn")
    expect(turns).to_have_count(2)
    expect(turns.first.locator("summary")).to_have_text("第 2 版 · 2026-06-30 · 新增 1 条，删去 1 条")
    changes = turns.first.locator(".changes li").all_inner_texts()
    assert changes == [
        f"新增 {FOOD} 牵头单位 → 临澜市卫生健康委员会",
        f"删去 {FOOD} 牵头单位 → 临澜市市场监督管理局",
    ]
    turns.nth(1).locator("summary").click()
    turns.nth(1).get_by_role("link", name="看那一版里的它").click()
    assert query(page) == {"edition": ["1"]}
    expect(turns).to_have_count(1)


def test_every_kind_of_thing_has_a_page(watch: Watch, server: Server, office: Workspace) -> None:
    kinds = office.answer(lambda r: {d["kind"]: n for n, d in r.network().nodes(data=True)})
    assert {"Organization", "Duty", "ApprovalItem", "CoordinatingBody", "BodyReview", "Activity", "Domain", "BoundaryList",
            "LegalBasis", "Stage", "Handoff"} <= kinds.keys()  # fmt: skip
    watched = watch()
    for thing in kinds.values():
        page = watched.open(f"{server.url}/things/{quote(thing)}")
        expect(page.locator("[data-picture][data-ready]")).to_have_count(1)
        expect(page.get_by_role("heading", name="写在哪里")).to_be_visible()
        assert page.locator("[data-cells] tbody tr").count() >= 1
        assert page.locator("img").count() == 0
