"""Reads a file so that its time and its memory are bounded.

Files that others' parsers of binary formats read (.xls, .pdf) are read in a process of their own, which can be
ended, and so are all others from `limits.APART` bytes on, unpacked. Smaller ones are read in place, as a process
takes longer to start than they to read: a timer bounds their time, what few bytes can unpack to their memory.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from ingest import limits, readers, timed, wire
from ingest.cells import Reading, ReadProblem
from ingest.kinds import Kind

ALWAYS = frozenset({"xls", "pdf"})
_TODO = "拆分后再导入，或另存为 .csv"
_MARGIN = 1024 * 1024 * 1024  # addresses that are only reserved: libraries, stacks, the allocator's arenas
_READ, _MEMORY = 3, 4  # exit codes: a ReadProblem was told; the memory did not suffice


def read(kind: Kind, content: bytes, file: str) -> Reading:
    """What a file of this kind holds. Raises ReadProblem, also where it takes too much time or memory."""
    if kind.id in ALWAYS or kind.weight > limits.APART or not timed.possible():
        return _apart(kind.id, content, file)
    try:
        with timed.within(limits.SECONDS):
            return readers.read(kind.id, content, file)
    except timed.TooLong:
        raise too_long() from None


def too_long() -> ReadProblem:
    """What to say of a file that takes more time than a file may."""
    return ReadProblem(
        f"读取超过 {limits.SECONDS} 秒，已停止", "拆分后再导入；仍然如此的，另存为 .csv 再导入"
    )


def wall() -> float:
    """Seconds of the clock after which a process is ended that has not used up its time: the machine is too busy."""
    return 10 * limits.SECONDS


def command(module: str, *arguments: str) -> list[str]:
    """What starts a module of this program as a process of its own."""
    # -P: a module in the current folder must not stand in for one of the library's
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """What such a process finds this program by."""
    here = str(Path(__file__).resolve().parents[1])
    path = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"}


def _apart(kind: str, content: bytes, file: str) -> Reading:
    reader, clock = command("ingest.apart", kind, file, str(limits.SECONDS), str(limits.MEMORY)), wall()
    try:
        done = subprocess.run(
            reader, input=content, capture_output=True, timeout=clock, env=environment(), check=False
        )
    except subprocess.TimeoutExpired:
        raise too_long() from None
    if done.returncode == -signal.SIGPROF:
        raise too_long()
    if done.returncode == 0:
        return wire.reading(done.stdout.splitlines())
    if done.returncode == _READ:
        message, _, todo = done.stdout.decode().rpartition("\n")
        raise ReadProblem(message, todo)
    if done.returncode == _MEMORY or b"MemoryError" in done.stderr or b"memory allocation" in done.stderr:
        raise ReadProblem(f"读取所需的内存超过 {limits.MEMORY // 2**20:,} MB", _TODO)
    why = (
        done.stderr.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0]
        or f"{done.returncode}"
    )
    raise ReadProblem(f"文件的内容损坏，读不出来（{why}）", "用制作它的程序打开并另存再导入")


def _main(kind: str, file: str, seconds: float, memory: int) -> int:
    """The other process: reads the content from its input and writes lines to its output."""
    signal.setitimer(signal.ITIMER_PROF, seconds)  # its signal ends a process that does not expect it
    _bound(memory)
    gc.disable()  # the process ends before its garbage could weigh
    out = sys.stdout
    try:
        for line in wire.lines(readers.read(kind, sys.stdin.buffer.read(), file)):
            out.write(line + "\n")
        out.flush()
    except ReadProblem as problem:
        out.write(f"{problem}\n{problem.todo}")
        return _READ
    except MemoryError:
        return _MEMORY
    return 0


def _bound(memory: int) -> None:
    """End this process when it holds more memory, looked at fifty times a second.

    The system's own limit, on addresses and far higher, is only for a library that grows faster: Python that is
    refused memory may try for ever to build its MemoryError.
    """
    try:
        import resource

        most = memory + _MARGIN
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # this system knows no such limit
    threading.Thread(target=_watch, args=(memory,), daemon=True).start()


def _watch(memory: int) -> None:
    try:
        with Path("/proc/self/statm").open("rb", buffering=0) as pages:
            while int(pages.read(200).split()[1]) * os.sysconf("SC_PAGE_SIZE") < memory:
                pages.seek(0)
                time.sleep(0.02)
        os._exit(_MEMORY)
    except (OSError, ValueError):
        pass  # not Linux: the time limit holds all the same


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])))
