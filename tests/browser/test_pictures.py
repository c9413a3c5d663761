"""Pictures in a real browser: ink and Chinese glyphs on the canvas, tooltips, the keyboard list, files without network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from graph.chain import chain
from graph.paths import neighbourhood, path
from graph.workspace import Workspace
from tests.browser.city import HOSTILE
from tests.browser.conftest import Server, Watched
from tests.browser.test_pages import id_of
from viz.page import write_picture
from viz.scene import Scene, chain_scene, finding_scene, neighbourhood_scene, path_scene

Watch = Callable[..., Watched]
FOOD = "食品经营许可（含网络经营、单位食堂和现制现售饮用水）"

# Pixels of a box, as grey values; and where it is on the screen.
PIXELS = """([figure, id]) => {
  const picture = document.querySelectorAll("[data-picture]")[figure].picture;
  const node = picture.nodes.get(id);
  const canvas = picture.canvas.querySelector("canvas");
  const ratio = canvas.width / canvas.clientWidth;
  const a = picture.network.canvasToDOM({ x: node.x - node.width / 2 + 30, y: node.y - node.height / 2 + 4 });
  const b = picture.network.canvasToDOM({ x: node.x + node.width / 2 - 4, y: node.y + node.height / 2 - 4 });
  const data = canvas.getContext("2d").getImageData(a.x * ratio, a.y * ratio, (b.x - a.x) * ratio, (b.y - a.y) * ratio).data;
  const grey = [];
  for (let i = 0; i < data.length; i += 4) grey.push(Math.round((data[i] + data[i + 1] + data[i + 2]) / 3));
  return grey;
}"""
CENTRE = """(id) => {
  const picture = document.querySelector("[data-picture]").picture;
  const node = picture.nodes.get(id);
  const at = picture.network.canvasToDOM({ x: node.x, y: node.y });
  const box = picture.canvas.getBoundingClientRect();
  return { x: box.left + at.x, y: box.top + at.y };
}"""
# Whether this text is drawn with glyphs: each character looks different, and none like a character that no font has.
GLYPHS = """(text) => {
  const draw = (c) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 40 });
    const ctx = canvas.getContext("2d");
    ctx.font = '28px "PingFang SC","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","Microsoft YaHei",system-ui,sans-serif';
    ctx.fillText(c, 4, 32);
    return ctx.getImageData(0, 0, 40, 40).data.join();
  };
  const looks = [...new Set(text)].map(draw);
  return new Set(looks).size === looks.length && !looks.includes(draw("\\u{10fffd}")) && !looks.includes(draw(" "));
}"""


def ink(page: Page, node: str, figure: int = 0) -> int:
    """How many dark pixels the text of a box has."""
    grey: list[int] = page.evaluate(PIXELS, [figure, node])
    return sum(1 for v in grey if v < 110)


def chain_address(server: Server, office: Workspace, name: str = FOOD) -> str:
    """The page of an item's chain."""
    return f"{server.url}/chain/{quote(id_of(office, name))}"


def test_there_is_ink_on_the_canvas_and_it_is_chinese(
    watch: Watch, server: Server, office: Workspace
) -> None:
    page = watch().open(chain_address(server, office))
    assert page.evaluate(GLYPHS, "职责图谱审批监管衔接临澜市")
    nodes: list[dict[str, Any]] = page.evaluate(
        "document.querySelector('[data-picture]').picture.scene.nodes"
    )
    seen = {n["id"]: ink(page, n["id"]) for n in nodes}
    assert all(count > 60 for count in seen.values()), seen
    two = [page.evaluate(PIXELS, [0, n["id"]]) for n in nodes if n["kind"] == "Stage"][:2]
    assert two[0] != two[1]


def test_a_blank_canvas_would_be_noticed(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(chain_address(server, office))
    item = id_of(office, FOOD)
    page.evaluate("""() => { const c = document.querySelector("canvas"); const x = c.getContext("2d");
        x.setTransform(1, 0, 0, 1, 0, 0); x.clearRect(0, 0, c.width, c.height); }""")
    assert ink(page, item) == page.evaluate(PIXELS, [0, item]).count(0)  # nothing but emptiness


def test_lines_are_drawn_where_the_scene_says(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(chain_address(server, office))
    dark = page.evaluate("""() => {
      const p = document.querySelector("[data-picture]").picture;
      const canvas = p.canvas.querySelector("canvas"), ratio = canvas.width / canvas.clientWidth;
      return p.scene.links.filter((k) => k.kind !== "Gap").map((k) => {
        const at = p.network.canvasToDOM({ x: k.points.at(-1)[0], y: k.points.at(-1)[1] });
        const data = canvas.getContext("2d").getImageData(at.x * ratio - 8, at.y * ratio - 6, 16, 12).data;
        return data.filter((v, i) => i % 4 === 0 && v < 130).length;
      });
    }""")
    assert len(dark) > 10 and min(dark) > 8, dark


def test_a_tooltip_opens_and_shows_text(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(chain_address(server, office, "人力资源服务许可"))
    tip = page.locator("[data-tip]")
    expect(tip).to_be_hidden()
    at = page.evaluate(CENTRE, f"{id_of(office, HOSTILE)}@from")
    page.mouse.move(at["x"], at["y"])
    expect(tip).to_be_visible()
    expect(tip.locator("strong")).to_have_text(HOSTILE)
    expect(tip).to_contain_text("原实施部门")
    assert page.locator("img").count() == 0
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_a_line_has_a_tooltip_too(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(chain_address(server, office))
    at = page.evaluate("""() => {
      const p = document.querySelector("[data-picture]").picture;
      const [x, y] = p.scene.links.find((k) => k.kind === "APPROVES").points[0];
      const dom = p.network.canvasToDOM({ x: x + 8, y }), box = p.canvas.getBoundingClientRect();
      return { x: box.left + dom.x, y: box.top + dom.y };
    }""")
    page.mouse.move(at["x"], at["y"])
    expect(page.locator("[data-tip] strong")).to_have_text("审批")
    expect(page.locator("[data-tip]")).to_contain_text("临澜市行政审批服务局 审批 → 食品经营许可")


def test_the_keyboard_list_drives_selection(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(chain_address(server, office))
    page.locator("details.list summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    far = id_of(office, "临澜市综合行政执法局") + "@5"
    before = page.evaluate(PIXELS, [0, far])
    first = page.locator("button[data-node]").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(PIXELS, [0, far]) != before  # what is not next to it steps back
    page.keyboard.press("ArrowDown")
    expect(page.locator("button[data-node]").nth(1)).to_have_attribute("aria-pressed", "true")
    expect(first).to_have_attribute("aria-pressed", "false")
    name = page.locator("button[data-node]").nth(1).inner_text()
    expect(page.locator("[data-card] strong")).to_have_text(name)
    expect(page.locator("[data-card] a")).to_have_attribute(
        "href", page.locator("a[data-link]").nth(1).get_attribute("href") or ""
    )
    assert page.evaluate("document.querySelector('[data-picture]').picture.look.chosen") is not None
    page.keyboard.press("Escape")
    expect(page.locator("[data-card]")).to_be_hidden()
    assert page.evaluate(PIXELS, [0, far]) == before


def test_a_click_selects_and_fit_shows_everything(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch(width=390, height=844).open(chain_address(server, office))
    assert (
        page.evaluate("document.querySelector('[data-picture]').picture.network.getScale()") > 0.6
    )  # readable at first
    page.locator("[data-do=fit]").click()
    outside = page.evaluate("""() => {
      const p = document.querySelector("[data-picture]").picture;
      return p.scene.nodes.filter((n) => { const a = p.network.canvasToDOM({ x: n.x, y: n.y });
        return a.x < 0 || a.y < 0 || a.x > p.canvas.clientWidth || a.y > p.canvas.clientHeight; }).length;
    }""")
    assert outside == 0
    at = page.evaluate(CENTRE, id_of(office, FOOD))
    page.mouse.click(at["x"], at["y"])
    expect(page.locator("[data-card] strong")).to_have_text(FOOD)


def test_the_wheel_scrolls_the_page_not_the_picture(watch: Watch, server: Server, office: Workspace) -> None:
    page = watch().open(chain_address(server, office))
    scale = page.evaluate("document.querySelector('[data-picture]').picture.network.getScale()")
    box = page.locator("[data-canvas]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.wheel(0, 300)
    for _ in range(50):
        if page.evaluate("window.scrollY") > 50:
            break
        page.wait_for_timeout(40)
    assert page.evaluate("window.scrollY") > 50
    assert page.evaluate("document.querySelector('[data-picture]').picture.network.getScale()") == scale


def scenes(office: Workspace) -> dict[str, Scene]:
    """A picture of each sort."""
    body, item = id_of(office, "临澜市市场监督管理局"), id_of(office, FOOD)

    def made(r: Any) -> dict[str, Scene]:
        found = next(f for f in r.findings() if f["code"] == "O01")
        return {
            "chain": chain_scene(chain(r, item)), "finding": finding_scene(found, r),
            "neighbourhood": neighbourhood_scene(neighbourhood(r, body, 1, 60), r),
            "path": path_scene(path(r, body, id_of(office, "人力资源服务许可")), r),
        }  # fmt: skip

    return office.answer(made)


@pytest.mark.parametrize("kind", ["chain", "finding", "neighbourhood", "path"])
def test_a_file_opens_alone_with_the_network_cut(
    watch: Watch, office: Workspace, tmp_path: Path, kind: str
) -> None:
    scene = scenes(office)[kind]
    file = write_picture(scene, tmp_path / "图.html")
    watched = watch(offline=True)
    page = watched.open(file.as_uri())
    assert page.title() == scene.title.zh
    assert all(ink(page, n.id) > 60 for n in scene.nodes)
    assert page.locator("table.cards tbody tr").count() == len(scene.table.rows)
    expect(page.get_by_role("heading", level=2, name="对照表")).to_be_visible()
    page.get_by_role("button", name="English").click()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title() == scene.title.en
    expect(page.get_by_role("heading", level=2, name="The same as a table")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="对照表")).to_be_hidden()
    assert all(ink(page, n.id) > 60 for n in scene.nodes)
    page.locator("details.list summary").click()
    page.locator("button[data-node]").first.click()
    expect(page.locator("[data-card]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_a_file_prints_and_fits_a_phone(watch: Watch, office: Workspace, tmp_path: Path) -> None:
    file = write_picture(scenes(office)["chain"], tmp_path / "a.html", "en")
    page = watch(width=390, offline=True, reduced_motion="reduce").open(file.as_uri())
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.emulate_media(media="print")
    expect(page.locator(".tools").first).to_be_hidden()
    expect(page.locator("table.cards").first).to_be_visible()


def test_nothing_in_a_file_can_run_that_its_policy_does_not_name(
    watch: Watch, office: Workspace, tmp_path: Path
) -> None:
    text = write_picture(scenes(office)["chain"], tmp_path / "a.html").read_text("utf-8")
    file = tmp_path / "b.html"
    file.write_text(
        text.replace(
            "</main>",
            "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\"></main>",
        ),
        "utf-8",
    )
    watched = watch(offline=True)
    watched.expected += ["Content Security Policy", "request: "]
    page = watched.open(file.as_uri())
    page.wait_for_timeout(200)
    assert page.title() != "ran"
    assert len([f for f in watched.faults if "Content Security Policy" in f]) >= 2


def test_a_request_that_leaves_loopback_would_be_noticed(watch: Watch) -> None:
    watched = watch()
    watched.expected += ["request: http://192.0.2.1", "net::ERR_FAILED"]
    watched.page.set_content("<img src='http://192.0.2.1/a.png'>")
    assert any(f.startswith("request: http://192.0.2.1/a.png") for f in watched.faults)
