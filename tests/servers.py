"""Programs the tests and the measurements start beside them: a real Neo4j, and Debian's Chromium.

    with Neo4jServer() as server:
        driver = neo4j.GraphDatabase.driver(server.url)

Both come with `make test-deps`; where one lacks, the error says so.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType
from typing import Self

import neo4j

ROOT = Path(__file__).resolve().parent.parent
JARS = ROOT / ".cache" / "neo4j" / "lib"
PROGRAM = ROOT / "tests" / "neo4j_server" / "Neo4jServer.java"
OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")  # Neo4j reaches into these


class ServerError(RuntimeError):
    """A program is not here, or does not come up."""


class Neo4jServer:
    """A Neo4j Community on a free loopback port, with an empty database in a temporary folder of its own.

    It ends at `stop`, at the end of a `with`, when Python exits or gets SIGTERM, and, since it watches its
    standard input, even when Python is killed.
    """

    def __init__(self, heap: str = "512m", page_cache: str = "256m", timeout: float = 90) -> None:
        self.heap, self.page_cache, self.timeout = heap, page_cache, timeout
        self.url = ""
        self.version = ""
        #: what the server says of itself: version, heap, page_cache, java
        self.settings: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._home: Path | None = None
        self._sigterm_is_ours = False

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Self:
        """Start it, and return when it answers Bolt."""
        if self._process:
            raise ServerError("this Neo4j runs already")
        java = shutil.which("java")
        if not java:
            raise ServerError("no java here; run: make test-deps")
        if not (JARS / "pom.xml").exists():  # copied there when all jars have come
            raise ServerError("Neo4j's jars are not here; run: make test-deps")

        deadline = time.monotonic() + self.timeout
        self._home = Path(tempfile.mkdtemp(prefix="zhize-neo4j-"))
        atexit.register(self.stop)
        self._catch_sigterm()
        try:
            with (self._home / "output").open("wb") as output:
                self._process = subprocess.Popen(
                    [
                        java,
                        f"-Xms{self.heap}",
                        f"-Xmx{self.heap}",
                        *(f"--add-opens={package}=ALL-UNNAMED" for package in OPENED),
                        *("-cp", f"{JARS}/*", str(PROGRAM), str(self._home), "0", self.page_cache),
                    ],
                    stdin=subprocess.PIPE,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            self.settings = self._await_ready(deadline)
            self.url = f"bolt://127.0.0.1:{self.settings.pop('port')}"
            self.version = self.settings["version"]
            self._await_bolt(deadline)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """End it, with its whole process group, and remove its folder. May be called again."""
        atexit.unregister(self.stop)
        process, self._process = self._process, None
        if process:
            if process.stdin:
                process.stdin.close()  # the polite way: the program watches it
            for farewell in (signal.SIGTERM, signal.SIGKILL):
                try:
                    process.wait(10)
                    break
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, farewell)
            process.wait()
        if self._home:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None
        if self._sigterm_is_ours:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            self._sigterm_is_ours = False

    def _await_ready(self, deadline: float) -> dict[str, str]:
        """What the line "READY key=value ..." says."""
        while True:
            for line in self._output().splitlines():
                if line.startswith("READY "):
                    return dict(pair.split("=", 1) for pair in line.split()[1:])
            self._check_alive(deadline)
            time.sleep(0.1)

    def _await_bolt(self, deadline: float) -> None:
        with neo4j.GraphDatabase.driver(self.url) as driver:
            while True:
                try:
                    return driver.verify_connectivity()
                except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError):
                    self._check_alive(deadline)
                    time.sleep(0.1)

    def _check_alive(self, deadline: float) -> None:
        if self._process and self._process.poll() is not None:
            raise ServerError(f"Neo4j ended with code {self._process.returncode}:\n{self._output()[-3000:]}")
        if time.monotonic() > deadline:
            raise ServerError(f"Neo4j did not answer within {self.timeout:g} s:\n{self._output()[-3000:]}")

    def _output(self) -> str:
        return (self._home / "output").read_text(errors="replace") if self._home else ""

    def _catch_sigterm(self) -> None:
        """Let SIGTERM end Python the way that runs `atexit`, unless someone else handles it already."""
        try:
            if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
                signal.signal(signal.SIGTERM, _leave)
                self._sigterm_is_ours = True
        except ValueError:  # not the main thread: then the closed standard input must do
            pass


def _leave(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)


def chromium_path() -> str:
    """The Chromium to test with: `$CHROMIUM`, or what the system has."""
    names = [
        *filter(None, [os.environ.get("CHROMIUM")]),
        *("chromium", "chromium-browser", "google-chrome"),
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ]
    for name in names:
        if path := shutil.which(name):
            return path
    raise ServerError("no Chromium here; run: make test-deps")
