"""Understands files for threads that cannot time them: in another process, whose main thread can (see `ingest.timed`).

The process is started when it is first needed, kept for the next files, and ended with this one. What it answers is
unpickled as data only: of all classes, none but those that an understanding is made of.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from graph.statement import Batch, Mention, Source, Statement
from ingest import apart, limits
from ingest.detect import Score, Sure
from ingest.entries import Said
from ingest.mapping import Understood
from ingest.problem import Problem, Unresolved
from ingest.profile import ProfileError
from ingest.report import FileReport, Understanding
from ingest.sidecar import Sidecar

Tell = Callable[[str, int, int], None]

_CLASSES = (
    Understanding, FileReport, Understood, Said, Problem, Unresolved, Sure, Score, Sidecar,
    Batch, Source, Mention, Statement,
)  # fmt: skip
_ERRORS: Mapping[str, type[Exception]] = {"profile": ProfileError, "system": OSError, "program": RuntimeError}
_KEPT = 2  # processes that wait for files
_SMALL = 20_000  # rows: a process that has held more is not kept, nor is its memory
_GRACE = 30.0  # seconds more than the files may take, after which a process that does not end itself is ended
_idle: list[subprocess.Popen[bytes]] = []


def understand(paths: list[Path], tell: Tell | None, asked: Mapping[str, Any]) -> Understanding:
    """What `ingest.load.understand` makes of these files and of what else it is asked; raises what that raises.

    Where the process ends before it answers (the memory of the machine did not suffice), each file has an error.
    """
    process, found = _waiting(), None
    # Each file has its time for itself, and for what is done with all of them together.
    late = threading.Timer(limits.SECONDS * 3 * len(paths) + _GRACE, process.kill)
    late.daemon = True
    late.start()
    try:
        found = _answered(process, paths, tell, asked)
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):
        return _lost(paths)
    finally:
        late.cancel()
        if found is not None and len(_idle) < _KEPT and sum(f.rows for f in found.files) < _SMALL:
            _idle.append(process)
        else:
            _end(process)
    return found


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
    process: subprocess.Popen[bytes], paths: list[Path], tell: Tell | None, asked: Mapping[str, Any]
) -> Understanding:
    """What the process answers in the end, with its steps told."""
    assert process.stdin and process.stdout  # noqa: S101 - they are pipes
    pickle.dump((limits.SECONDS, paths, dict(asked)), process.stdin)
    process.stdin.flush()
    while True:
        kind, *said = _Answers(process.stdout).load()
        if kind == "step" and tell:
            tell(*said)
        elif kind == "found":
            (found,) = said
            assert isinstance(found, Understanding)  # noqa: S101 - our own process
            return found
        elif kind in _ERRORS:
            raise _ERRORS[kind](*said)


def _lost(paths: list[Path]) -> Understanding:
    message, todo = "读取这些文件的程序中止了（可能是内存不足）", "拆分后再导入，或逐个导入，找出是哪一个"
    problems = [Problem("READ", "error", path.name, "", "", message, todo) for path in paths]
    return Understanding([FileReport(p.file, problems=[p]) for p in problems], Batch())


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
            limits.SECONDS, paths, asked = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own process asks
            _answer(answers, _understood(answers, paths, asked))


def _understood(answers: BinaryIO, paths: list[Path], asked: dict[str, Any]) -> tuple[Any, ...]:
    from ingest.load import understand  # it imports this module

    try:
        found = understand(paths, progress=lambda *said: _answer(answers, ("step", *said)), **asked)
    except ProfileError as error:
        return "profile", str(error)
    except OSError as error:
        return "system", error.errno, error.strerror, error.filename and str(error.filename)
    except Exception:
        return "program", traceback.format_exc()
    return "found", found


def _answer(answers: BinaryIO, said: tuple[Any, ...]) -> None:
    pickle.dump(said, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


if __name__ == "__main__":
    _main()
