"""The first page and the Ask box: plain answers, honest ones, and odd questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import expect

from api.routes.pages import ask
from graph.workspace import Workspace
from tests.browser.city import HOSTILE
from tests.browser.conftest import Server, Watched
from tests.browser.test_pages import id_of, query

Watch = Callable[..., Watched]


def test_the_first_page_says_what_is_loaded_and_how_to_begin(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/")
    expect(page.get_by_role("heading", level=1)).to_have_text("这件事由谁负责？")
    expect(page.locator(".figures li", has_text="议事协调机构").locator("b")).to_have_text("56")
    expect(page.locator(".loaded")).to_contain_text("审批监管职责边界清单")
    worst = page.locator("section", has=page.get_by_role("heading", name="最要紧的发现")).locator("li")
    codes = [text.split()[2] for text in worst.all_inner_texts()]
    assert len(codes) == len(set(codes)) == 6  # one of each rule, not six of one
    assert query(page) == {}
    page.locator(".examples a").first.click()
    expect(page.locator(".answer")).to_be_visible()


def test_the_sections_are_on_every_page_and_say_where_one_is(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/")
    captions = ["问一问", "发现", "看关系", "矩阵", "议事协调机构", "台账", "事项核对", "征求意见"]
    assert page.locator("nav.sections a").all_inner_texts() == captions
    for caption in captions:
        page.locator("nav.sections a", has_text=caption).click()
        expect(page.locator("nav.sections [aria-current=page]")).to_have_text(caption)


def test_a_section_that_is_not_served_is_not_offered(office: Workspace) -> None:
    app = FastAPI()
    app.state.workspace = office
    app.include_router(ask.router)
    text = TestClient(app).get("/").text
    assert re.findall(r"<a href=\"([^\"]*)\"", text.partition("</nav>")[0].partition("<nav")[2]) == ["/ask"]


def test_a_plain_answer_names_lead_assistants_clauses_and_cells(watch: Watch, server: Server) -> None:
    page = watch().open(f"{server.url}/ask?q={quote('食品经营许可事中事后监管')}")
    expect(page.locator(".headline")).to_have_text("由临澜市市场监督管理局主办。")
    lead = page.locator("[data-parties] tbody tr").first
    expect(lead).to_contain_text("主办")
    expect(lead).to_contain_text("负责日常监管")
    expect(lead).to_contain_text("清单写明“牵头”")
    expect(lead.locator(".where")).to_contain_text("审批监管清单.xlsx ! 许可事项 ! C")
    expect(page.locator("[data-parties] tbody")).to_contain_text("临澜市卫生健康委员会")


def test_a_licence_answers_with_approval_and_supervision_and_its_chain(watch: Watch, server: Server) -> None:
    page = watch().open(f"{server.url}/ask?q={quote('人力资源服务许可')}")
    expect(page.locator(".headline")).to_have_text("由临澜市行政审批服务局审批，没有写明监管部门。")
    expect(page.locator(".reasons li.no_lead")).to_contain_text("没有写明由谁负责")
    assert page.locator(".sentences .trouble").count() >= 1
    page.get_by_role("link", name="责任链图").click()
    expect(page.locator("[data-picture][data-ready]")).to_have_count(1)


def test_several_fit_and_one_is_chosen(watch: Watch, server: Server) -> None:
    page = watch().open(f"{server.url}/ask?q={quote('无人认领')}")
    expect(page.locator(".reasons li.ambiguous")).to_be_visible()
    expect(page.get_by_text("只列出前 20 个")).to_be_visible()
    page.locator(".choices a", has_text="第1项无人认领的职责").click()
    expect(page.locator(".headline")).to_have_text("没有写明主办单位。")
    expect(page.get_by_role("search").locator("input")).to_have_value("第1项无人认领的职责")


def test_nothing_fits_and_near_titles_are_offered(watch: Watch, server: Server) -> None:
    page = watch().open(f"{server.url}/ask?q={quote('窨井盖丢了归谁管')}")
    expect(page.locator(".reasons li.no_duty")).to_contain_text("清单里没有这一事项")
    near = page.locator(".choices a").first
    expect(near).to_have_text("窨井盖安全管理")
    page.goto(f"{server.url}/ask?q=zzz")
    expect(page.get_by_text("也没有名称相近的事项")).to_be_visible()
    assert page.locator("[data-parties]").count() == 0


def test_several_leads_are_told_with_what_to_do(watch: Watch, server: Server) -> None:
    page = watch().open(f"{server.url}/ask?q={quote('散煤')}&lang=en")
    reason = page.locator(".reasons li.several_leads")
    expect(reason).to_contain_text("More than one lead is named")
    expect(reason).to_contain_text("临澜市市场监督管理局")
    expect(reason).to_contain_text("See whether their scopes differ")


def test_the_name_of_a_body_leads_to_it(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(f"{server.url}/ask?q={quote('食品安全委员会')}")
    expect(page.locator(".choices a", has_text="临澜市食品安全委员会").first).to_be_visible()
    body = id_of(office, "临澜市综合行政执法局")
    page.goto(f"{server.url}/ask?q={quote(body)}")
    page.locator(".choices a", has_text="临澜市综合行政执法局").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("临澜市综合行政执法局")


def test_odd_questions(watch: Watch, server: Server) -> None:
    watched = watch()
    page = watched.open(f"{server.url}/ask?q={quote('   ')}")
    expect(page.get_by_role("heading", level=1)).to_have_text("这件事由谁负责？")
    page.goto(f"{server.url}/ask?q={'x' * 5000}")
    expect(page.get_by_text("问题太长")).to_be_visible()
    for asked in (HOSTILE, "{{7*7}}", "' OR 1=1 --", "duty:", "org:x-1", "\x00", "%", "\u202e"):
        page.goto(f"{server.url}/ask?q={quote(asked)}")
        expect(page.locator(".bigask input")).to_be_visible()
        assert page.locator("img").count() == 0
        assert "49" not in page.locator("h1").inner_text()


def test_old_addresses_of_findings_lead_on(watch: Watch, server: Server) -> None:
    page = watch().open(f"{server.url}/?group=handoff&rule=H16&edition=2")
    assert page.url == f"{server.url}/findings?group=handoff&rule=H16&edition=2"
    expect(page.locator("[data-findings] tbody tr")).to_have_count(1)


def test_editions_are_chosen_in_the_header(watch: Watch, server: Server) -> None:
    page = watch().open(f"{server.url}/ask?q={quote('第二版里没有的职责')}")
    expect(page.locator(".reasons li.no_duty")).to_be_visible()
    page.locator(".editions summary").click()
    page.locator(".editions a", has_text="第 1 版").click()
    assert query(page)["edition"] == ["1"]
    expect(page.locator(".headline")).to_be_visible()
    expect(page.locator(".editions summary")).to_contain_text("不是现行版")
    page.locator(".bigask button").click()
    assert query(page)["edition"] == ["1"]  # a question stays in the edition it is asked of
    page.locator(".editions summary").click()
    page.locator(".editions a", has_text="现行版").click()
    assert "edition" not in query(page)
