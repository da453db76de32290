"""Work on what came from outside, in processes that may die of it.

No reader of PDFs or pictures can be trusted to stop: a hostile file makes it loop, swallow memory or crash. So each
piece of work has its seconds of processor and its bytes of memory, and it is the process that ends there, not ours.
Processor time is counted and not the clock's, so that a busy machine condemns no honest file.
"""

import faulthandler
import logging
import math
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Generic, TypeVar

from generator.interrupts import held

if sys.platform != "win32":
    import resource

MOST = 4
_PATIENCE = 4
"""How many times its seconds a piece of work may take by the clock, where processor time can't be limited."""

TaskT = TypeVar("TaskT")
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True)
class Limits:
    """What one piece of work may use: seconds of processor, and bytes of memory beyond what its process began with."""

    seconds: int
    memory: int


def each(
    work: Callable[[TaskT], AnswerT], tasks: Iterable[TaskT], limits: Limits, lost: AnswerT
) -> Iterator[tuple[int, AnswerT]]:
    """Yield each task's number and answer as they come; `lost` for a task whose process died or ran out of bounds.

    work: a function of a module. tasks: taken one by one when a process is free, so they may be large and lazily made.
    What `work` raises is raised here: OSError as it is, anything else as RuntimeError with its traceback.
    """
    most = min(MOST, os.cpu_count() or 1)
    waiting = enumerate(tasks)
    idle: list[_Worker[TaskT, AnswerT]] = []
    busy: list[_Worker[TaskT, AnswerT]] = []
    try:
        while True:
            while len(busy) < most and (task := next(waiting, None)) is not None:
                worker = idle.pop() if idle else _Worker(work, limits)
                busy.append(worker)
                worker.begin(*task)
            if not busy:
                return
            for worker in _heard(busy, limits.seconds * _PATIENCE):
                answer = worker.answer(lost)
                busy.remove(worker)
                if worker.alive:
                    idle.append(worker)
                yield worker.number, answer
    finally:
        for worker in busy:
            worker.kill()
        for worker in idle:
            worker.dismiss()


def alone(work: Callable[[TaskT], AnswerT], task: TaskT, limits: Limits, lost: AnswerT) -> AnswerT:
    """Return the answer to one task, or `lost`; raises as `each` does."""
    return next(answer for _, answer in each(work, [task], limits, lost))


@contextmanager
def starting() -> Iterator[None]:
    """Have a process start without a word of Python's about forks, and keep a Ctrl-C until it has started."""
    with held(), warnings.catch_warnings():
        # Python 3.12 warns of any thread beside a fork; ours draws the progress line, and the child never does.
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


class _Worker(Generic[TaskT, AnswerT]):
    """A process of ours and our end of the line to it."""

    def __init__(self, work: Callable[[TaskT], AnswerT], limits: Limits) -> None:
        # Forking costs a hundredth of a start from nothing. Elsewhere it is unsafe beside the system's own threads.
        context = get_context("fork") if sys.platform == "linux" else get_context("spawn")
        self.connection, theirs = context.Pipe()
        inherited = self.connection if sys.platform == "linux" else None
        self._process = context.Process(target=_serve, args=(work, limits, theirs, inherited), daemon=True)
        with starting():
            self._process.start()
        theirs.close()
        self.alive = True
        self.number = -1

    def begin(self, number: int, task: TaskT) -> None:
        """Hand over a task. A process that died in the meantime shows when its answer is asked for."""
        self.number = number
        try:
            self.connection.send((task,))
        except ConnectionError:
            self.alive = False

    def answer(self, lost: AnswerT) -> AnswerT:
        """Return what came back, or `lost` when the process is dead or is killed now for keeping silent."""
        try:
            if not self.alive or not self.connection.poll():
                raise EOFError  # noqa: TRY301 - the same end as that of a line that breaks off
            good, answer = self.connection.recv()
        except (EOFError, ConnectionError):
            self.kill()
            return lost
        if not good:
            raise answer
        result: AnswerT = answer
        return result

    def kill(self) -> None:
        """End the process at once."""
        self.alive = False
        self._process.kill()
        self._process.join()
        self.connection.close()

    def dismiss(self) -> None:
        """Let the process end by itself, and see that it does."""
        try:
            self.connection.send(())
            self._process.join(_PATIENCE)
        except ConnectionError:
            pass
        self.kill()


def _heard(busy: Sequence[_Worker[TaskT, AnswerT]], seconds: float) -> list[_Worker[TaskT, AnswerT]]:
    """Wait until something comes, and return who it came from: all of them when nobody said anything for so long."""
    heard = wait([worker.connection for worker in busy], seconds)
    return [worker for worker in busy if worker.connection in heard or not heard]


def _serve(work: Callable[[TaskT], AnswerT], limits: Limits, line: Connection, inherited: Connection | None) -> None:
    """In the process: answer one task after the other until an empty one comes, or nobody is there to listen."""
    if inherited is not None:
        inherited.close()  # else this process would hold its own line open, and never notice that we are gone
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _silence()
    _bound_memory(limits.memory)
    try:
        while task := line.recv():
            _bound_time(limits.seconds)
            line.send(_done(work, *task))
    except (EOFError, ConnectionError, MemoryError):
        return


def _silence() -> None:
    """Keep what libraries have to say about hostile bytes, up to their last words, off the person's terminal."""
    logging.disable()
    warnings.simplefilter("ignore")
    faulthandler.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _done(work: Callable[[TaskT], AnswerT], task: TaskT) -> tuple[bool, object]:
    """Return True and the answer, or False and what the other side is to raise."""
    try:
        return True, work(task)
    except MemoryError:
        raise
    except OSError as fault:
        return False, fault
    except Exception as fault:  # noqa: BLE001 - a mistake in the program, to be raised where it is seen
        return False, RuntimeError("".join(traceback.format_exception(fault)))


def _bound_memory(more: int) -> None:
    """Allow `more` bytes of address space than there are in use now. Only Linux both counts and keeps to it."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + more)
        _lower(resource.RLIMIT_CORE, 0)


def _bound_time(seconds: int) -> None:
    """Allow so many seconds of processor from now on; the system ends a process that wants more."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _lower(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + seconds)


def _lower(kind: int, limit: int) -> None:
    """Set the limit of this process, never above what it is allowed."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
