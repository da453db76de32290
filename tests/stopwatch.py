"""Runs a command as a person would, and says what it took: seconds, CPU seconds and memory, of all its processes.

Memory is told in two ways, since a program that forks shares part of it: `largest` is the most that one process held,
which the system counts exactly; `together` is what all of them held at once with each shared page counted once, which
has to be looked up while they run. Looking takes tens of milliseconds, so it is done when a rougher figure has grown by
a twentieth, and otherwise rarely enough to cost a thirtieth of the time.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Self

MEGABYTE = 1_000_000
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
PAUSE, NEWS, IDLE_FOR_EACH_BUSY = 0.05, 1.05, 30
ENOUGH_RUNS, ENOUGH_SECONDS = 3, 30


class FailedError(Exception):
    """A command ended badly; says its last words."""


@dataclass(frozen=True)
class Taken:
    """What a command took, once or in the middle of `runs` times."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all cores, the system's work for it included."""
    largest: float
    """Megabytes of the largest process."""
    together: float | None
    """Megabytes of all processes at once; None where the system doesn't say (it is Linux that does)."""
    runs: int = 1

    @property
    def memory(self) -> float:
        """Megabytes, as strictly as they are known."""
        return max(self.largest, self.together or 0)


def run(command: Sequence[str | Path], folder: Path | None = None) -> Taken:
    """Run a command in `folder` and return what it took; raise FailedError with the end of what it said."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        try:
            process = subprocess.Popen(
                list(map(str, command)), cwd=folder, stdout=said, stderr=said, env=_environment()
            )
        except OSError as error:
            raise FailedError(f"{command[0]}: {error.strerror}") from error
        with _Watch(process.pid) as watch:
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)  # or Popen would wait for it too
        if process.returncode:
            said.seek(0)
            words = said.read().decode("utf-8", "replace").strip()[-300:]
            raise FailedError(f"{command[0]} → {process.returncode}: {words}")
    largest = usage.ru_maxrss * MAXRSS_UNIT / MEGABYTE
    return Taken(wall, usage.ru_utime + usage.ru_stime, largest, watch.most and watch.most / MEGABYTE)


def repeated(before: Callable[[], object], measured: Callable[[], Taken], runs: int = ENOUGH_RUNS) -> Taken:
    """Return the medians of up to `runs` runs, and the most memory; what takes long is not run again.

    before: what makes the circumstances of each run, not timed.
    """
    taken: list[Taken] = []
    while len(taken) < runs and sum(one.wall for one in taken) < ENOUGH_SECONDS:
        before()
        taken.append(measured())
    known = [one.together for one in taken if one.together is not None]
    return Taken(
        wall=statistics.median(one.wall for one in taken),
        cpu=statistics.median(one.cpu for one in taken),
        largest=max(one.largest for one in taken),
        together=max(known, default=None),
        runs=len(taken),
    )


def _environment() -> dict[str, str]:
    """Return ours, without what makes Prongsai write a summary for a workflow."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}


class _Watch:
    """Looks at the memory of a process and of all that it started, until it is told to stop."""

    def __init__(self, pid: int) -> None:
        self.most: int | None = None
        self._pid = pid
        self._stop = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        if sys.platform == "linux":
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread.ident:
            self._thread.join()

    def _look(self) -> None:
        high, rested_at = 0, 0.0
        while not self._stop.wait(PAUSE):
            family = _family(self._pid)
            rough = sum(map(_roughly, family))
            begun = time.perf_counter()
            if rough > high * NEWS or begun >= rested_at:
                high = max(high, rough)
                self.most = max(self.most or 0, sum(map(_held, family))) or None
                ended = time.perf_counter()
                rested_at = ended + IDLE_FOR_EACH_BUSY * (ended - begun)


def _family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    known = [pid]
    for one in known:  # grows while we walk it
        for thread in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                known += map(int, thread.read_text("ascii").split())
    return known


def _roughly(pid: int) -> int:
    """Return the bytes that a process holds, shared ones in full: too many, but known at once."""
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _held(pid: int) -> int:
    """Return the bytes that a process holds, of a page shared with others only its part; 0 when it is gone."""
    with suppress(OSError, ValueError, IndexError):
        words = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").split("\nPss:", 1)[1].split()
        return int(words[0]) * 1024
    return 0
