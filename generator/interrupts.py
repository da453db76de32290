"""Keeping a Ctrl-C for a moment in which Python or a library would turn it into something else."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held() -> Iterator[None]:
    """Let a Ctrl-C that comes meanwhile count only afterwards.

    One that comes within a fork is printed by Python with a traceback and then forgotten; one that comes while a
    library builds its classes, as pydantic does, comes out of it as an error of that library.
    """
    came: list[int] = []
    told = threading.current_thread() is threading.main_thread()  # no other is ever told of a Ctrl-C
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number)) if told else None
    try:
        yield
    finally:
        if told:
            signal.signal(signal.SIGINT, before)
    if came:
        signal.raise_signal(signal.SIGINT)
