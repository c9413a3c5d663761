"""Commands that run something: serve, demo, docs."""

from __future__ import annotations

import time
from pathlib import Path

import click

from api import office, show
from api.cli_lists import loaded_line
from api.cli_read import show_chain
from api.settings import Settings
from api.show_check import report
from graph.chain import chain
from graph.edition import now
from graph.tokens import tokens

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples" / "city"
SAMPLE_DAY = "2026-06-30"


@click.command()
@click.option("--host", help="监听地址；不写则取 ZHIZE_HOST(默认 127.0.0.1，只供本机)。")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="端口，0 为任选空闲端口；不写则取 ZHIZE_PORT(默认 8765)。"
)
def serve(host: str | None, port: int | None) -> int:
    """开出网页与 API(/api/v1)，直到按 Ctrl-C。

    只供本机时，不设令牌即可使用；有过令牌之后，一律凭令牌。监听别的地址，或设了 ZHIZE_HOSTS 时，
    没有可用的令牌就不启动。
    """
    given = {"host": host, "port": port}
    settings = Settings(**{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
    with office.opened(settings) as opened:
        ready = any(token.holds(now()[:10]) for token in tokens(opened.record))
    if settings.exposed and not ready:
        raise click.UsageError(
            f"{'、'.join([settings.host, *settings.named()])} 是要给别的机器用的，没有可用的令牌不能启动。"
            "请先 zhize token add 名称 --role admin;只供本机请监听 127.0.0.1，并且不设 ZHIZE_HOSTS。"
        )
    _listen(settings)
    return 0


def _listen(settings: Settings) -> None:
    import socket

    import uvicorn

    from api.app import make_app

    host = settings.host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, settings.port))
        except OSError as error:
            raise click.ClickException(
                f"{host} 端口 {settings.port} 用不了（{error.strerror}）。请换一个：--port 0 为任选"
            ) from None
        shown = f"[{host}]" if ":" in host else host
        show.line(
            f"网页 http://{shown}:{listener.getsockname()[1]}/  接口说明 /api/v1/openapi.json  停止按 Ctrl-C"
        )
        config = uvicorn.Config(
            make_app(settings), log_level="warning", server_header=False, forwarded_allow_ips=settings.proxies
        )
        uvicorn.Server(config).run(sockets=[listener])


@click.command()
@click.option("--serve/--no-serve", "serving", default=True, help="最后是否开出网页。")
@click.option("--port", type=click.IntRange(0, 65535), help="网页端口；不写则取 ZHIZE_PORT(默认 8765)。")
@click.pass_context
def demo(context: click.Context, serving: bool, port: int | None) -> int:
    """装入示例市的清单，列出发现，讲一条断开的责任链，画一张图，再开出网页。"""
    begun = time.perf_counter()
    files = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".xlsx", ".docx", ".csv"))
    with office.opened() as opened:
        with show.progress() as step:
            loaded = office.load(opened, files, SAMPLE_DAY, note="示例数据", on_step=step)
        if loaded.published is None:
            report(loaded.understanding)
            return 2
        for file in loaded.understanding.to_json()["files"]:
            counts = file["counts"]
            show.line(
                f"  {file['file']}：{counts['statement_rows']} 行表述，{counts['non_data_rows']} 行非数据"
            )
        loaded_line(loaded)
        found = opened.answer(lambda r: r.findings())
        show.findings_summary(found)
        broken = next((f for f in found if f["code"] == "H15"), None)
        if broken:
            _tell(opened, broken["columns"]["item_id"])
    show.line(f"用时 {time.perf_counter() - begun:.1f} 秒。其余命令见 zhize --help。")
    if serving:
        context.invoke(serve, host="127.0.0.1", port=port)
    return 0


def _tell(opened: office.Workspace, item: str) -> None:
    """Print one chain in Chinese and draw it."""
    from viz.page import write_picture
    from viz.scene import chain_scene

    answer = opened.answer(lambda r: chain(r, item))
    show.line("\n一条断开的责任链：")
    show_chain(answer)
    target = opened.home / "pictures" / "chain.html"
    target.parent.mkdir(exist_ok=True)
    write_picture(chain_scene(answer), target, "zh")
    show.line(f"\n图（可离线打开）：{target}")


@click.command()
@click.option("--check", "checking", is_flag=True, help="只核对是否最新；不是最新时退出码为 1。")
@click.pass_context
def docs(context: click.Context, checking: bool) -> int:
    """由程序生成 docs/reference（种类、规则、命令、接口、设置）。"""
    from api.reference import pages

    folder = ROOT / "docs" / "reference"
    program = context.find_root().command
    if not isinstance(program, click.Group):
        raise click.UsageError("docs 只能由 zhize 调用")
    wanted = pages(program)
    stale = [
        n
        for n, text in wanted.items()
        if not (folder / n).is_file() or (folder / n).read_text("utf-8") != text
    ]
    left = {str(p.relative_to(folder)) for p in folder.rglob("*.*") if p.is_file()} - wanted.keys()
    if checking:
        for name in sorted({*stale, *left}):
            show.complain(f"docs/reference/{name} 不是最新，请运行 make docs")
        return 1 if stale or left else 0
    for name in stale:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(wanted[name], "utf-8")
    for name in left:
        (folder / name).unlink()
    show.line(f"写了 {len(stale)} 页，删了 {len(left)} 页。")
    return 0


COMMANDS = [serve, demo, docs]
