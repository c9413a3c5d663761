"""The command line door: `zhize`. Exit codes: 0 fine, 1 findings at or above --fail-on, 2 could not run."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from api.settings import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="zhize")
def zhize() -> None:
    """职责图谱：谁对这件事负责，责任链在哪里断开。

    \b
    先查后装：  zhize check 清单.xlsx      说明读懂了什么、哪里有问题，不写入
              zhize load 清单.xlsx       发布为新的一版；有错误则什么都不改
    再问：      zhize findings            发现（缺口、重叠、断点）
              zhize who 现制现售饮用水   谁负责，依据什么，写在哪里
              zhize chain 事项          审批到监管的责任链
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; every expected error is one sentence on standard error and exit code 2."""
    from pydantic import ValidationError

    from api import (
        cli_aliases,
        cli_change,
        cli_consult,
        cli_lists,
        cli_read,
        cli_run,
        cli_stats,
        cli_tokens,
        show,
    )
    from graph.chain import UnknownThing
    from graph.compile import DanglingLink
    from graph.record import RecordError
    from graph.store import StoreError

    for module in (cli_lists, cli_aliases, cli_change, cli_read, cli_consult, cli_stats, cli_tokens, cli_run):
        for command in module.COMMANDS:
            zhize.add_command(command)
    try:
        code = zhize.main(args=None if args is None else list(args), prog_name="zhize", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.Abort:
        sys.exit(130)
    except ValidationError as error:
        said = (f"ZHIZE_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
        show.complain(f"设置不对：{'; '.join(said)}")
        sys.exit(2)
    except UnknownThing as error:
        show.complain(f"现行版里没有编号 {error.args[0]}")
        sys.exit(2)
    except (RecordError, StoreError, DanglingLink, OSError) as error:
        show.complain(str(error))
        sys.exit(2)


if __name__ == "__main__":
    main()
