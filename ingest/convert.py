"""Makes of an old or a free office format one that is read here, by way of LibreOffice, where that is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ingest import limits
from ingest.cells import ReadProblem
from ingest.kinds import KINDS, Kind, kind_of
from ingest.last_table import restored

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_ADDRESSES = 4 * 2**20  # KiB of addresses that LibreOffice may take; it reserves far more than it holds
# no macro runs and nothing is fetched, whatever the document asks for
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel"><value>3</value></prop>
</item>
</oor:items>
"""


def readable(kind: Kind, content: bytes) -> tuple[Kind, bytes]:
    """The same list in a format that a reader takes: the file itself, or what LibreOffice makes of it.

    LibreOffice is run without a window, in a folder and with a profile of its own that are gone afterwards, and
    no longer than `limits.SECONDS`. Raises ReadProblem where it is not installed, fails or takes too long.
    """
    into = KINDS[kind.id].converted
    if into is None:
        return kind, content
    name, todo = KINDS[kind.id].name, f"用制作它的程序打开并另存为 .{into} 再导入"
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise ReadProblem(f"读取{name}要有 LibreOffice，这里没有安装", f"{todo}；或安装 LibreOffice")
    if kind.weight > limits.MAX_BYTES:
        raise ReadProblem(f"{name}展开后超过 {limits.MAX_BYTES // 2**20} MB", "拆分后再导入")
    with tempfile.TemporaryDirectory(prefix="zhize-convert-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"list.{kind.id}")
        source.write_bytes(content)
        _convert(program, source, _FILTERS[into], name, todo)
        made = source.with_suffix(f".{into}")
        if not made.is_file() or made.stat().st_size > limits.MAX_BYTES:
            raise ReadProblem(f"{name}打不开（损坏，或有打开密码）", todo)
        converted = made.read_bytes()
        content = restored(content, converted) if kind.id == "doc" else converted
    return kind_of(content, made.name), content


def _convert(program: str, source: Path, into: str, name: str, todo: str) -> None:
    folder = source.parent
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        "/bin/sh", "-c", 'ulimit -v "$0" 2>/dev/null; exec "$@"', str(_ADDRESSES),
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", into, "--outdir", str(folder), str(source),
    ]  # fmt: skip
    environment = {k: os.environ[k] for k in ("PATH", "LANG", "LC_ALL", "TMPDIR") if k in os.environ}
    running = subprocess.Popen(
        command, cwd=folder, env=environment | {"HOME": str(folder)}, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        running.wait(limits.SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadProblem(f"转换{name}超过 {limits.SECONDS} 秒", todo) from error
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)  # LibreOffice starts processes of its own
            running.wait()
