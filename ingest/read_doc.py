"""Reads an old Word document (.doc) by way of LibreOffice, where that is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ingest import limits, read_docx
from ingest.cells import Reading, ReadProblem

_NAMES = ("soffice", "libreoffice")
_TODO = "用 Word 打开并另存为 .docx 再导入"


def read(content: bytes, file: str) -> Reading:
    """The same as the document saved as .docx reads.

    LibreOffice is run without a window, in a folder and with a profile of its own that are gone afterwards, and
    no longer than `limits.SECONDS`. Raises ReadProblem where it is not installed, fails or takes too long.
    """
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        raise ReadProblem(
            "读取旧版 Word（.doc）要有 LibreOffice，这里没有安装", f"{_TODO}；或安装 LibreOffice"
        )
    with tempfile.TemporaryDirectory(prefix="zhize-doc-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "list.doc")
        source.write_bytes(content)
        _convert(program, source)
        made = source.with_suffix(".docx")
        if not made.is_file() or made.stat().st_size > limits.MAX_BYTES:
            raise ReadProblem("旧版 Word 文档打不开（损坏，或有打开密码）", _TODO)
        return read_docx.read(made.read_bytes(), file)


def _convert(program: str, source: Path) -> None:
    folder = source.parent
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    environment = {k: os.environ[k] for k in ("PATH", "LANG", "LC_ALL", "TMPDIR") if k in os.environ}
    running = subprocess.Popen(
        command, cwd=folder, env=environment | {"HOME": str(folder)}, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        running.wait(limits.SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadProblem(f"转换旧版 Word 文档超过 {limits.SECONDS} 秒", _TODO) from error
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)  # LibreOffice starts processes of its own
            running.wait()
