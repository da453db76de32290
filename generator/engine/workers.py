"""Renders pages in several processes at once, because every engine calls Python-Markdown, which uses one core.

Only on Linux: elsewhere forking is unsafe beside the system's own threads, and starting Python afresh in each process
costs most of what it saves.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, ForkProcess
from pathlib import Path

from generator.engine import guest, successor
from generator.engine.job import EngineError, Job
from generator.isolation import starting

RUNNERS = {"mkdocs": guest, "properdocs": guest, "zensical": successor}
"""Which module runs which engine."""
MOST = 4
PAGES_EACH = 20
"""Below this many pages a process of its own costs more than it saves."""
PR_SET_PDEATHSIG = 1
DIED = "กระบวนการสร้างหน้าหยุดกลางคัน หน่วยความจำอาจไม่พอ / a rendering process died, perhaps out of memory"


def render(
    job: Job, wanted: Sequence[str], scratch: Path, done: Callable[[], None], *, theme: bool, cores: int
) -> list[Path]:
    """Render `wanted` under `scratch`; return the folders that hold the result. Raises what `run` of RUNNERS raises."""
    count = max(1, min(MOST, cores, len(wanted) // PAGES_EACH))
    if count == 1 or sys.platform != "linux":
        return [RUNNERS[job.engine.name].run(job, wanted, scratch / "0", done, theme=theme)]

    context = multiprocessing.get_context("fork")
    shares = [wanted[number::count] for number in range(count)]
    connections: list[Connection] = []
    processes: list[ForkProcess] = []
    try:
        for number, share in enumerate(shares):
            ours, process = _start(context, job, share, scratch / str(number), theme=theme and number == 0)
            connections.append(ours)
            processes.append(process)
        _listen(connections, done)
    finally:
        for process in processes:
            process.kill()
            process.join()
    return [scratch / str(number) / guest.SCRATCH_SITE for number in range(count)]


def _start(
    context: ForkContext, job: Job, share: Sequence[str], scratch: Path, *, theme: bool
) -> tuple[Connection, ForkProcess]:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, share, scratch, theirs, theme, os.getpid()), daemon=True)
    with starting():
        process.start()
    theirs.close()
    return ours, process


def _listen(connections: Sequence[Connection], done: Callable[[], None]) -> None:
    """Count pages until every worker has said how it ended."""
    complaints: list[str] = []
    speaking = list(connections)
    while speaking:
        wait(speaking)
        for connection in [each for each in speaking if each.poll()]:
            try:
                message = connection.recv()
            except EOFError:
                message = [DIED]
            if message is None:
                done()
            elif isinstance(message, OSError):
                raise message
            else:
                complaints += message
                speaking.remove(connection)
    if complaints:
        # Several workers may complain of the same thing (the theme, the configuration), in any order.
        raise EngineError(sorted(set(complaints)))


def _work(job: Job, share: Sequence[str], scratch: Path, say: Connection, theme: bool, parent: int) -> None:  # noqa: FBT001
    """In the child: None is said for each page, then the list of complaints, or the OSError that ended it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A parent that is killed cannot say so, and a child that goes on would write into the next run's folder.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    try:
        RUNNERS[job.engine.name].run(job, share, scratch, lambda: say.send(None), theme=theme)
    except EngineError as error:
        say.send(list(error.messages))
    except OSError as error:
        say.send(error)
    else:
        say.send([])
