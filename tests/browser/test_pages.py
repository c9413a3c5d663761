"""The workbench in a real browser: filters, ways between pages, languages, widths, headers, hostile names."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from graph.workspace import Workspace
from tests.browser.city import HOSTILE
from tests.browser.conftest import Server, Watched

Watch = Callable[..., Watched]


def key_of(office: Workspace, code: str) -> str:
    """The key of the first finding of a rule."""
    return str(office.answer(lambda r: next(f["key"] for f in r.findings() if f["code"] == code)))


def id_of(office: Workspace, name: str) -> str:
    """The id of a thing by its name."""
    return str(office.answer(lambda r: next(n for n, d in r.network().nodes(data=True) if d["name"] == name)))


def every_page(office: Workspace) -> list[str]:
    """One address of each sort."""
    body, item = id_of(office, "临澜市综合行政执法局"), id_of(office, "人力资源服务许可")
    duty, hostile = id_of(office, "散煤燃烧污染防治日常监督管理"), id_of(office, HOSTILE)
    found = [f"/findings/{key_of(office, code)}" for code in ("G01", "H01", "H16", "O01")]
    things = [f"/things/{quote(i)}" for i in (body, item, duty, hostile)]
    food, force = id_of(office, "临澜市食品安全委员会"), id_of(office, "临澜市夏季防汛工作专班")
    more = [
        f"/things/{quote(i)}"
        for i in (food, force, id_of(office, "城市管理"), id_of(office, "审批监管职责边界清单"))
    ]
    asked = [
        f"/ask?q={quote(q)}"
        for q in ("散煤", "人力资源服务许可", "管理", "无此事", HOSTILE, "长" * 201, body)
    ]
    explored = [f"/explore/{quote(i)}" for i in (body, hostile)]
    deeper = f"/explore/{quote(item)}?opened={quote(body)},{quote(item)}&kinds=Organization,ApprovalItem,Duty"
    return [
        "/", "/ask", *asked, "/findings", "/findings?q=没有这样的事", "/findings?page=2", *found, *things, *more,
        f"/chain/{quote(item)}", "/explore", "/explore?q=临澜", "/explore?q=无此事", *explored, deeper,
        "/matrix", "/matrix?view=power", "/matrix?role=LEADS&sort=total", "/matrix?level=无", f"/matrix/cell?org={quote(body)}",
        f"/matrix/cell?domain={quote(HOSTILE)}", "/matrix/cell?without=LEADS", "/matrix/cell?org=x&domain=y",
        "/bodies", "/bodies?page=2", "/bodies?q=无", "/bodies?named=1", "/stats",
        "/matching", "/matching?decided=1", "/replies", f"/amend/{quote(duty)}", f"/amend/{quote(hostile)}?statement=add",
        f"/amend/{quote(body)}?statement={quote(body)}&page=2",
        f"/things/{quote(body)}?tie=LEADS&tiepage=2&edition=1",
    ]  # fmt: skip


def query(page: Page) -> dict[str, list[str]]:
    """The filters in the address."""
    return parse_qs(urlsplit(page.url).query)


def test_filters_change_the_address_and_the_rows(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/findings")
    rows = page.locator("[data-findings] tbody tr")
    expect(rows).to_have_count(50)
    page.select_option("select[name=group]", "handoff")
    page.wait_for_url("**/findings?group=handoff")
    expect(rows).to_have_count(5)
    page.select_option("select[name=rule]", "H16")
    page.wait_for_url("**rule=H16**")
    expect(rows).to_have_count(1)
    assert query(page) == {"group": ["handoff"], "rule": ["H16"]}
    page.get_by_role("link", name="清除").click()
    expect(rows).to_have_count(50)
    page.fill("main input[name=q]", "人力资源")
    page.get_by_role("button", name="筛选").click()
    expect(rows).to_have_count(2)
    assert query(page) == {"q": ["人力资源"]}
    page.fill("main input[name=q]", "没有这样的事")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_text("没有符合条件的发现")).to_be_visible()


def test_sorting_and_paging_stay_in_the_address(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/findings")
    page.get_by_role("link", name="下一页 →").click()
    expect(page.locator("[data-findings] tbody tr").first).to_be_visible()
    assert query(page)["page"] == ["2"]
    page.locator("th a", has_text="发现").click()
    assert query(page) == {"sort": ["code"]}
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    codes = page.locator("[data-findings] tbody td:nth-child(2)").all_inner_texts()
    assert codes == sorted(codes)
    page.locator("th a", has_text="发现").click()
    assert query(page)["sort"] == ["-code"]


def test_counts_name_their_denominator(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(server.url + "/findings")
    numbers = [int(t) for t in page.locator(".counts b").all_inner_texts()]
    assert sum(numbers) == office.answer(lambda r: len(r.findings()))
    page.get_by_text("按规则").click()
    row = page.locator("section details tr", has_text="H16")
    assert row.locator("td").all_inner_texts() == ["H16", "接收方已撤并", "1", "2"]
    page.locator(".counts a.name", has_text="重叠").click()
    assert query(page) == {"group": ["overlap"]}


def test_a_finding_opens_its_picture_its_cells_and_its_chain(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/findings?rule=H16")
    page.get_by_role("link", name="户外广告设施设置许可").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("H16 接收方已撤并")
    expect(page.get_by_text("哪些审管衔接的接收部门已经撤并")).to_be_visible()
    expect(page.locator("[data-picture][data-ready]")).to_have_count(2)
    cells = page.locator("[data-cells] tbody tr")
    assert cells.count() >= 1
    expect(cells.first.locator("td").nth(0)).to_have_text("审批监管清单.xlsx")
    expect(cells.first.locator("td").nth(1)).to_have_text("许可事项")
    assert cells.first.locator("td").nth(2).inner_text().startswith("C")
    page.locator("h2 a", has_text="户外广告设施设置许可").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("责任链：户外广告设施设置许可")
    expect(page.locator("[data-picture][data-ready]")).to_have_count(1)
    expect(page.locator(".sentences li").first).to_contain_text("由临澜市行政审批服务局审批")


def test_a_duty_says_who_answers_and_why_not(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(f"{server.url}/things/{quote(id_of(office, '散煤燃烧污染防治日常监督管理'))}")
    expect(page.locator(".reasons")).to_contain_text("写了不止一个主办单位")
    expect(page.locator("table td", has_text="临澜市市场监督管理局").first).to_be_visible()
    page.get_by_role("link", name="2 步").click()
    expect(page.locator("[data-picture][data-ready]")).to_have_count(1)
    assert query(page)["depth"] == ["2"]


@pytest.mark.parametrize("lang", ["", "en"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_is_wider_than_its_window_and_every_text_has_contrast(
    watch: Watch, server: Server, office: Workspace, width: int, lang: str
) -> None:
    watched = watch(width=width)
    for path in every_page(office):
        mark = "&" if "?" in path else "?"
        page = watched.open(server.url + path + (f"{mark}lang={lang}" if lang else ""))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        for details in page.locator("details").all():
            details.evaluate("d => { d.open = true }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(PALE) == [], path
        assert page.evaluate("document.documentElement.lang") == (lang or "zh-CN")


# Elements whose text stands out less than WCAG AA asks for.
PALE = """() => {
  const parts = (c) => (c.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const linear = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = (c) => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = parts(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.closest("svg, script, style, .vis-network")) continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(parts(style.color)), light(ground(e))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24;
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) found.push(e.textContent.trim().slice(0, 40));
  }
  return found;
}"""


def test_the_language_is_kept_in_links_and_can_be_switched_back(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/findings")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Findings")
    page.get_by_role("link", name="窨井盖安全管理").click()
    assert query(page) == {"lang": ["en"]}
    expect(page.get_by_role("heading", level=1)).to_contain_text("窨井盖安全管理")  # text of a list stays
    expect(page.get_by_text("The rule asks")).to_be_visible()
    inner = page.locator("main a[href^='/'], header a[href^='/']:not([hreflang])").evaluate_all(
        "list => list.map(a => a.getAttribute('href'))"
    )
    assert inner and all("lang=en" in href for href in inner)
    page.get_by_role("link", name="中文").click()
    assert query(page) == {}


def test_a_permalink_keeps_its_edition_in_every_link(watch: Watch, server: Server) -> None:
    page = watch().open(server.url + "/findings?rule=H16")
    page.get_by_role("link", name="本页固定链接").click()
    assert query(page) == {"rule": ["H16"], "edition": ["2"]}
    page.get_by_role("link", name="户外广告设施设置许可").click()
    assert query(page) == {"edition": ["2"]}


def test_without_script_the_pages_still_tell_everything(
    watch: Watch, server: Server, office: Workspace
) -> None:
    watched = watch(java_script_enabled=False)
    page = watched.page
    page.goto(server.url + "/findings")
    page.select_option("select[name=group]", "overlap")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("[data-findings] tbody tr").first).to_contain_text("O")
    page.goto(f"{server.url}/chain/{quote(id_of(office, '人力资源服务许可'))}")
    expect(page.locator(".sentences li")).to_have_count(4)
    expect(page.locator("table.cards tbody tr")).to_have_count(3)


def test_a_hostile_name_is_text_on_every_page(watch: Watch, server: Server, office: Workspace) -> None:
    watched = watch()
    page = watched.open(f"{server.url}/things/{quote(id_of(office, HOSTILE))}")
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    for path in every_page(office):
        page = watched.open(server.url + path)
        assert page.locator("img").count() == 0
    page.goto(
        f"{server.url}/findings?q={quote(HOSTILE)}&sort={quote(HOSTILE)}&page={quote(HOSTILE)}&lang={quote(HOSTILE)}"
    )
    assert page.locator("img").count() == 0
    expect(page.locator("main input[name=q]")).to_have_value(HOSTILE)


def test_a_workspace_without_an_edition_says_what_to_do(watch: Watch, empty_server: Server) -> None:
    page = watch().open(empty_server.url + "/findings")
    expect(page.get_by_text("还没有发布任何版本")).to_be_visible()
    expect(page.locator("code", has_text="zhize load")).to_be_visible()
    page.goto(empty_server.url + "/?lang=en")
    expect(page.get_by_text("No edition has been published yet")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/findings/nothing-1", "没有找到"), ("/things/org:x-00000000", "没有找到"), ("/chain/duty:x-1", "没有找到"),
        ("/things/nonsense", "没有找到"), ("/?edition=99", "没有这一版"), ("/findings?edition=abc", "没有这一版"),
        ("/explore/org:x-1", "没有找到"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_a_page_that_says_so(watch: Watch, server: Server, path: str, words: str) -> None:
    watched = watch()
    watched.expected.append("404")
    response = watched.page.goto(server.url + path)
    assert response is not None and response.status == 404
    expect(watched.page.get_by_text(words)).to_be_visible()


def test_every_answer_carries_its_security_headers(server: Server, office: Workspace) -> None:
    for path in [*every_page(office), "/findings/nothing-1"]:
        address = server.url + quote(path, safe="/?=&%:")
        try:
            answer = urllib.request.urlopen(address, timeout=20)  # noqa: S310
        except urllib.error.HTTPError as error:
            answer = error
        headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert (
            "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        )
        assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")
        text = answer.read().decode("utf-8")
        assert "<style" not in text and " style=" not in text and "onclick" not in text


@pytest.mark.parametrize(
    "name", ["../page.py", "%2e%2e%2fpage.py", "switch.js.bak", "paint.js%00", "zhize.css/x"]
)
def test_static_serves_only_what_it_names(server: Server, name: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{server.url}/static/{name}", timeout=10)  # noqa: S310


def test_static_scripts_are_scripts(server: Server) -> None:
    for name, kind in {
        "picture.js": "text/javascript",
        "vis-network.min.js": "text/javascript",
        "zhize.css": "text/css",
    }.items():
        with urllib.request.urlopen(f"{server.url}/static/{name}", timeout=10) as answer:  # noqa: S310
            assert answer.headers["Content-Type"].startswith(kind)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
