"""Does for threads what they cannot time, in another process, whose main thread can (see `ingest.timed`).

The process is started when it is first needed, kept for the next files, and ended with this one. What it answers is
unpickled as data only: of all classes, none but those that an understanding is made of.
"""

from __future__ import annotations

import atexit
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from graph.statement import Batch, Mention, Source, Statement
from ingest import apart, limits
from ingest.detect import Score, Sure
from ingest.entries import Said
from ingest.mapping import Understood
from ingest.problem import Problem, Unresolved
from ingest.profile import ProfileError
from ingest.report import FileReport, Understanding
from ingest.sidecar import Sidecar

_T = TypeVar("_T")
Tell = Callable[[str, int, int], None]

_CLASSES = (
    Understanding, FileReport, Understood, Said, Problem, Unresolved, Sure, Score, Sidecar,
    Batch, Source, Mention, Statement,
)  # fmt: skip
_ERRORS: Mapping[str, type[Exception]] = {"profile": ProfileError, "system": OSError, "program": RuntimeError}
_KEPT = 2  # processes that wait for files
_SMALL = 256 * 1024 * 1024  # bytes: a process that holds more afterwards is not kept
_START = 30.0  # seconds that a process may take to start
_idle: list[subprocess.Popen[bytes]] = []


class Ended(RuntimeError):
    """The process ended before it answered: the memory of the machine, or ten times the time, did not suffice."""


def run(
    function: Callable[..., _T], *given: Any, files: int = 1, tell: Tell | None = None, **asked: Any
) -> _T:
    """What a function of this program makes of what it is given, run in the main thread of another process.

    `tell` is called for what the function tells its `progress`; `files` is how many files it has to do with. What it
    gives must be made of plain values and of the classes of an understanding. Raises Ended, and what the function
    raises: ProfileError and OSError as such.
    """
    process, keep = _waiting(), False
    late = threading.Timer(apart.wall() * files + _START, process.kill)
    late.daemon = True
    late.start()
    try:
        found, keep = _answered(process, tell, (function.__module__, function.__name__, given, asked))
    except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
        raise Ended(f"{function.__name__} came to no end") from error
    finally:
        late.cancel()
        if keep and len(_idle) < _KEPT:
            _idle.append(process)
        else:
            _end(process)
    return cast(_T, found)


def refused(paths: Iterable[Path]) -> Understanding:
    """What to say of files for which the process ended."""
    message, todo = (
        "读取这些文件的程序中止了（可能是内存或时间不足）",
        "拆分后再导入，或逐个导入，找出是哪一个",
    )
    problems = [Problem("READ", "error", path.name, "", "", message, todo) for path in paths]
    return Understanding([FileReport(p.file, problems=[p]) for p in problems], Batch())


def _waiting() -> subprocess.Popen[bytes]:
    """A process that waits for files, an idle one where there is one."""
    while _idle:
        with suppress(IndexError):  # another thread took the last
            process = _idle.pop()
            if process.poll() is None:
                return process
    command, environment = apart.command("ingest.lent"), apart.environment()
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _answered(
    process: subprocess.Popen[bytes], tell: Tell | None, request: tuple[Any, ...]
) -> tuple[Any, bool]:
    """What the process answers in the end, with its steps told; and whether it may be kept."""
    assert process.stdin and process.stdout  # noqa: S101 - they are pipes
    pickle.dump((limits.SECONDS, tell is not None, *request), process.stdin)
    process.stdin.flush()
    while True:
        kind, *said = _Answers(process.stdout).load()
        if kind == "step" and tell:
            tell(*said)
        elif kind == "found":
            found, held = said
            return found, held < _SMALL
        elif kind in _ERRORS:
            raise _ERRORS[kind](*said)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


@atexit.register
def _end_all() -> None:
    while _idle:
        _end(_idle.pop())


class _Answers(pickle.Unpickler):
    """Reads what a process answers: plain values, and those few classes."""

    def __init__(self, stream: Any) -> None:
        super().__init__(stream)
        self._known = {(c.__module__, c.__qualname__): c for c in _CLASSES}

    def find_class(self, module: str, name: str) -> Any:
        """One of the classes; raises UnpicklingError for all else."""
        try:
            return self._known[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer") from None


def _main() -> None:
    """The other process: a request at a time, until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks decides when it ends
    with suppress(EOFError, BrokenPipeError):
        while True:
            limits.SECONDS, told, *request = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own process asks
            _answer(answers, _done(answers, told, *request))


def _done(
    answers: BinaryIO, told: bool, module: str, name: str, given: tuple[Any, ...], asked: dict[str, Any]
) -> tuple[Any, ...]:
    if told:
        asked["progress"] = lambda *said: _answer(answers, ("step", *said))
    try:
        found = getattr(import_module(module), name)(*given, **asked)
    except ProfileError as error:
        return "profile", str(error)
    except OSError as error:
        return "system", error.errno, error.strerror, error.filename and str(error.filename)
    except Exception:
        return "program", traceback.format_exc()
    return "found", found, _held()


def _held() -> int:
    """Bytes that this process holds; where the system does not tell, what it held at most."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _answer(answers: BinaryIO, said: tuple[Any, ...]) -> None:
    pickle.dump(said, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


if __name__ == "__main__":
    _main()
