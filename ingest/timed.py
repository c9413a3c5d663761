"""The time limit of a file: whatever takes longer is broken off, in the middle of a regular expression as well.

A timer of the system does that, and costs nothing. It counts the processor's time of this process, so that an honest
list is not refused because other programs are busy. Its signal reaches only the main thread of a program; other
threads, such as those of the server, lend their files to a process of their own (`ingest.lent`).
"""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_AGAIN = 5.0  # seconds after which the signal comes again, should the first be lost in some clean-up
_until = math.inf  # when the innermost `within` ends


class TooLong(BaseException):
    """The time is over. No Exception, so that no reader takes it for damage of the file."""


def possible() -> bool:
    """Whether `within` works here: in the main thread, and in no other."""
    return threading.current_thread() is threading.main_thread()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TooLong when what is done within takes longer than so many seconds, or than a `within` around it leaves.

    A timer that was set before goes on afterwards. Only where it is `possible`.

    >>> import re
    >>> try:
    ...     with within(0.1):
    ...         _ = re.match(r"(a|aa)+$", "a" * 60 + "b")
    ... except TooLong:
    ...     print("broken off")
    broken off
    """
    global _until
    running = True

    def ring(*_: Any) -> None:
        if running:
            raise TooLong

    outer, started = _until, time.process_time()
    _until = min(outer, started + seconds)
    before = signal.signal(signal.SIGPROF, ring)
    left, again = signal.setitimer(signal.ITIMER_PROF, max(_until - started, 0.001), _AGAIN)
    try:
        try:
            yield
        finally:
            running = False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        _until = outer
        if left:
            signal.setitimer(signal.ITIMER_PROF, max(left - (time.process_time() - started), 0.001), again)
