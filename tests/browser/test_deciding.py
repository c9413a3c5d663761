"""The queue of pairs and the replies in a browser: read side by side, decided with a form, in every width and language."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from playwright.sync_api import Browser, expect

from api.app import make_app
from api.settings import Settings
from graph.matched import reject
from graph.workspace import Workspace
from tests.browser.city import HOSTILE, REGION, build
from tests.browser.conftest import Watched
from tests.browser.test_accessible import violations
from tests.browser.test_pages import PALE
from tests.graph.asking import ask, come
from tests.graph.lists import DAY, batch

OLD = "临澜市高新技术产业开发区海洋生物医药与高端装备制造产业融合发展促进事项统筹协调"
LONG = "负责" + "海洋经济运行监测评估、" * 12 + HOSTILE.replace("'", "")
PATHS = (
    "/matching", "/matching?list=list:a", "/matching?relation=split", "/matching?decided=1", "/matching?decided=1&done=1",
    "/replies", "/replies?state=open", "/replies?round=1&state=agreed", "/replies?state=replaced", "/replies?done=2",
    "/things/duty:sea", "/things/org:sea", "/amend/duty:sea", "/amend/duty:sea?statement=add",
    "/amend/org:sea?statement=org:sea",
)  # fmt: skip


def listing(name: str, *titles: str) -> list[str]:
    """A list of some matters, all led by one body."""
    said = ["org:sea {name: 临澜市海洋发展局}", f"list:{name} {{name: '{name}清单', kind: boundary}}"]
    for n, title in enumerate(titles):
        said += [
            f"duty:{name}{n} {{name: '{title}', region: '{REGION}'}}",
            f"duty:{name}{n} LISTED_IN list:{name}",
        ]
        said.append(f"org:sea LEADS duty:{name}{n} {{text: '{LONG}'}}")
    return said


@dataclass
class Desk:
    """A running server over an office of its own, for whoever sits at this machine."""

    office: Workspace
    url: str


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An office with pairs to decide, one decided, and a round of asking with an answer of each sort."""
    monkeypatch.setattr("graph.workspace.judge", lambda *_, **__: [])
    home = tmp_path_factory.mktemp("desk")
    office = Workspace(home)
    office.publish(build().batch(), DAY)
    office.publish(
        batch(
            listing("a", OLD, "散煤燃烧污染防治工作", f"渔港{HOSTILE.replace(chr(39), '')}管理"),
            "list:a",
            "a.xlsx",
        ),
        DAY,
    )
    office.publish(
        batch(
            listing("b", OLD + "工作", "散煤燃烧污染防治", f"渔港{HOSTILE.replace(chr(39), '')}的管理"),
            "list:b",
            "b.xlsx",
        ),
        DAY,
    )
    office.publish(batch(["org:sea {name: 临澜市海洋发展局}", "duty:sea {name: 海洋监测}", "duty:fish {name: 渔政}",
                          "duty:port {name: 渔港}", f"org:sea LEADS duty:sea {{text: '{LONG}'}}", "org:sea LEADS duty:fish",
                          "org:sea LEADS duty:port"], "list:c", "c.xlsx"), DAY)  # fmt: skip
    reject(office.record, "duty:a1", "duty:b1", "编办综合科", f"两件事 {HOSTILE}")
    ask(office.record, "org:sea", "临澜市卫生健康委员会")
    come(office.record, 1, "org:sea", {"海洋监测": ("agree",)}, "先答.xlsx")
    come(office.record, 1, "org:sea", {"海洋监测": ("amend", LONG.replace("监测", "预警监测", 3)), "渔政": ("object",),
                                       "渔港": ("agree",)})  # fmt: skip
    app = make_app(Settings(home=home), office)
    app.state.workspace = office
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        yield Desk(office, f"http://127.0.0.1:{listener.getsockname()[1]}")
        server.should_exit = True
        thread.join(10)
    office.close()


@pytest.fixture
def look(browser: Browser, desk: Desk) -> Iterator[Callable[..., Watched]]:
    """A function that opens a watched page of some width; faults fail the test at its end."""
    made: list[Watched] = []

    def new(width: int = 1440, **options: object) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        made.append(Watched(context, (desk.url,)))
        return made[-1]

    yield new
    for one in made:
        one.page.context.close()
    faults = [f for w in made for f in w.faults if not any(e in f for e in w.expected)]
    assert not faults, faults


Look = Callable[..., Watched]


@pytest.mark.parametrize(("width", "lang"), [(390, "zh"), (390, "en"), (1440, "zh"), (1440, "en")])
def test_every_width_and_language_is_readable(look: Look, desk: Desk, width: int, lang: str) -> None:
    watched = look(width)
    for path in PATHS:
        page = watched.open(desk.url + path + ("&" if "?" in path else "?") + f"lang={lang}")
        for details in page.locator("details").all():
            details.evaluate("d => { d.open = true }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(PALE) == [], path
        assert violations(page) == [], path
        assert page.locator("img").count() == 0
        if lang == "en" and not path.startswith(("/things", "/amend")):  # there names of things are captions
            captions = page.locator(
                "main :is(h1, h3, thead th, dt, summary, legend, button, th[scope=row])"
            ).all_inner_texts()
            assert not [c for c in captions if re.search("[\u4e00-\u9fff]", c)], (path, captions)


def test_a_planner_confirms_one_pair_and_rejects_another(look: Look, desk: Desk) -> None:
    page = look().open(desk.url + "/matching")
    pairs = page.locator("[data-pair]")
    expect(pairs).to_have_count(2)
    card = pairs.filter(has_text=OLD)
    expect(card.locator("mark").first).to_have_text("工作")  # what is only in the newer title
    expect(card.locator(".pro").first).to_contain_text("题目相近")
    expect(card.locator(".compare")).to_contain_text("a.xlsx")
    card.get_by_role("button", name="确认").click()
    assert page.url == desk.url + "/matching"  # the browser asks for the reason first
    expect(card.locator("textarea")).to_be_focused()
    card.locator("textarea").fill("说的是一件事")
    card.get_by_label("改写").check()
    card.get_by_role("button", name="确认").click()
    expect(page.get_by_role("status")).to_contain_text("已确认：改写；现行版是第 5 版")
    expect(pairs).to_have_count(1)
    page.reload()  # a reload sends nothing again
    assert desk.office.record.edition(None).no == 5
    pairs.locator("textarea").fill("两件事")
    page.keyboard.press("Tab")
    pairs.get_by_role("button", name="不是同一事项").press("Enter")
    expect(page.get_by_text("没有待核对的事项")).to_be_visible()
    page.get_by_role("link", name="已作的决定").click()
    rows = page.locator("[data-decided] tbody tr")
    expect(rows).to_have_count(3)
    page.get_by_role("link", name=OLD).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(OLD + "工作")
    page.go_back()
    rows.first.get_by_text("撤回…").click()
    rows.first.locator("textarea").fill("再议")
    rows.first.get_by_role("button", name="撤回这项决定").click()
    expect(page.get_by_role("status")).to_contain_text("已撤回")


def test_an_edition_that_moved_is_told_and_what_was_written_stays(look: Look, desk: Desk) -> None:
    watched = look()
    watched.expected.append("409")
    page = watched.open(desk.url + "/matching?list=list:a")
    card = page.locator("[data-pair]").filter(has_text=OLD)
    card.locator("textarea").fill("我写的理由")
    desk.office.publish(batch(["org:new"], "list:d", "d.xlsx"), DAY)
    card.get_by_role("button", name="确认").click()
    expect(page.get_by_role("alert")).to_contain_text("现行版已变")
    expect(card.locator("textarea")).to_have_value("我写的理由")
    assert violations(page) == []
    page.get_by_role("alert").get_by_role("link").click()
    expect(card).to_be_in_viewport()
    card.get_by_role("button", name="确认").click()
    expect(page.get_by_role("status")).to_contain_text("已确认")
    assert "list=list%3Aa" in page.url  # the filter stays


def test_a_planner_adopts_and_declines(look: Look, desk: Desk) -> None:
    page = look().open(desk.url + "/replies")
    replies = page.locator("[data-reply]")
    assert [r.get_attribute("data-reply") for r in replies.all()] == ["open", "open", "agreed"]
    words = page.locator("[data-reply=open]").filter(has_text="海洋监测")
    expect(words.locator(".answered mark").first).to_have_text("预警")
    words.locator("textarea").fill("与三定规定一致")
    words.get_by_role("button", name="采纳", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已采纳")
    adopted = page.locator("[data-reply=adopted]")
    expect(adopted.locator(".ruling")).to_contain_text("与三定规定一致")
    adopted.get_by_text("改变这项决定…").click()
    adopted.locator("textarea").fill("再议")
    adopted.get_by_role("button", name="不采纳").click()
    expect(page.get_by_role("status")).to_contain_text("未采纳")
    objection = page.locator("[data-reply=open]")
    objection.locator("textarea").fill("说得对")
    objection.get_by_role("button", name="采纳", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("请更正或去掉这一条")
    page.goto(desk.url + "/things/duty:sea")
    expect(page.locator("#replies [data-reply]")).to_have_count(1)
    expect(page.locator("[data-corrections]")).to_contain_text("已失效")


def test_an_adopted_objection_leads_to_the_form_that_takes_the_role_away(look: Look, desk: Desk) -> None:
    page = look().open(desk.url + "/replies?state=open")
    objection = page.locator("[data-reply=open]").filter(has_text="渔政")
    objection.locator("textarea").fill("说得对")
    objection.get_by_role("button", name="采纳", exact=True).click()
    page.get_by_role("status").get_by_role("link", name="去更正").click()
    expect(page.locator("[data-form] h2")).to_contain_text("临澜市海洋发展局 主办 → 渔政")
    page.get_by_role("button", name="去掉这一条").click()
    expect(page.locator("textarea[name=reason]")).to_be_focused()  # the browser asks for the reason first
    page.locator("textarea[name=reason]").fill("不归该局")
    page.locator("input[name=document]").fill("临编办〔2026〕12号")
    page.get_by_role("button", name="去掉这一条").click()
    expect(page.get_by_role("status")).to_contain_text("更正已在其中")
    expect(page.get_by_text("清单没有写明谁负责")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="看这一项现在怎么写").click()
    expect(page.locator("[data-corrections]")).to_contain_text("去掉")
    page.get_by_role("link", name="更正", exact=True).click()
    page.get_by_text("收回…").click()
    page.locator("#corrections textarea").fill("再议")
    page.get_by_role("button", name="收回这项更正").click()
    expect(page.locator("[data-roles] tbody tr")).to_have_count(1)


def test_a_scope_is_corrected_from_a_things_page_and_a_refused_form_keeps_its_words(
    look: Look, desk: Desk
) -> None:
    watched = look(390)
    watched.expected.append("422")
    page = watched.open(desk.url + "/things/duty:port")
    page.get_by_role("link", name="更正", exact=True).click()
    page.get_by_role("link", name="改写或去掉").click()
    page.get_by_label("范围").fill("一类渔港")
    page.get_by_label("起", exact=True).fill("去年")
    page.get_by_label("理由").fill("只管一类")
    page.get_by_label("依据的文件").fill("临编办〔2026〕12号")
    page.get_by_role("button", name="按所填更正").click()
    expect(page.get_by_role("alert")).to_contain_text("不能是“去年”")
    expect(page.get_by_label("范围")).to_have_value("一类渔港")
    expect(page.get_by_label("理由")).to_have_value("只管一类")
    page.get_by_label("起", exact=True).fill("2026-01-01")
    page.get_by_role("button", name="按所填更正").click()
    expect(page.get_by_role("status")).to_contain_text("更正已在其中")
    expect(page.locator("[data-roles]")).to_contain_text("一类渔港")
    expect(page.locator("[data-corrections]")).to_contain_text("范围：一类渔港")


def test_without_script_and_by_keyboard(look: Look, desk: Desk) -> None:
    page = look(java_script_enabled=False).page
    page.goto(desk.url + "/replies")
    page.select_option("select[name=state]", "agreed")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("[data-reply]")).to_have_count(1)
    page.goto(desk.url + "/matching")
    page.locator("textarea").first.focus()
    page.keyboard.type("两件事")
    for _ in range(3):  # over the choice of relation and "confirm"
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已否定")
