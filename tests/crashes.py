"""Stops builds and link checks at moments nobody chose, takes the disk from them, and says what they left behind.

    python tests/crashes.py build|links|full ROOT COUNT

Each run is a fork of this process, so that a moment falls into the work and not into the import of the program.
`test_crashes.py` does a few of them in the suite, `make trust` two hundred.
"""

import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, run

from generator.cli import main

SMALL = Path(__file__).resolve().parent / "sites" / "small" / "disclosures"
PHONES = ("0 5355 1234", "0 5355 5678")
"""Stands on every page: with another one, every page is another."""
HOSTS = 14
"""More than the results after which `links` saves."""
DISK = 24_000_000
"""Bytes of the disk that is filled up: a few times what a small site needs."""


@dataclass(frozen=True)
class Crash:
    """How a run ended that was stopped, and what was wrong afterwards: nothing, one hopes."""

    ended: int
    """The exit code, or minus the number of the signal."""
    faults: tuple[str, ...]


def digest(folder: Path) -> str:
    """Return one hash of everything in a folder: names, kinds, rights and bytes."""
    made = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        stat = path.lstat()
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        made.update(f"{path.relative_to(folder).as_posix()} {stat.st_mode:o} {content}\n".encode())
    return made.hexdigest()


def leftovers(root: Path) -> list[str]:
    """Return what a run should have taken away with it: folders beside the site, half-written files, scratch."""
    found = [*root.glob(".site.*"), *root.rglob("*.tmp"), *root.glob(".prongsai/engine/scratch")]
    return sorted(path.relative_to(root).as_posix() for path in found)


def forked(arguments: list[str], said: Path, stop: Callable[[int], None] = lambda _: None) -> int:
    """Run a command in a fork, its talk going to the file `said`; `stop` is given the process. Return how it ended."""
    child = os.fork()
    if child:
        stop(child)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 70
    try:
        # Whoever starts us may ignore Ctrl-C, as a shell does for work in the background.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with said.open("w", encoding="utf-8") as talk:
            os.dup2(talk.fileno(), 1)
            os.dup2(talk.fileno(), 2)
        sys.stdout, sys.stderr = io.TextIOWrapper(io.FileIO(1, "w")), io.TextIOWrapper(io.FileIO(2, "w"))
        code = main(arguments)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException as fault:  # noqa: BLE001 - what comes out of a command is told by its parent
        inside = main.__code__ in {frame.f_code for frame, _ in traceback.walk_tb(fault.__traceback__)}
        if inside or not isinstance(fault, KeyboardInterrupt):
            os.write(2, "".join(traceback.format_exception(fault)).encode())
        elif code == 70:
            code = 130
    finally:
        os._exit(code)


def after(seconds: float, number: signal.Signals) -> Callable[[int], None]:
    """Return what sends a signal to a process after a while."""

    def stop(process: int) -> None:
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            os.kill(process, number)

    return stop


def moments(count: int) -> Iterator[tuple[float, signal.Signals]]:
    """Yield after which part of its time to stop a run, and how: three in four are killed, one gets a Ctrl-C."""
    chance = random.Random(2564)  # noqa: S311
    for number in range(count):
        yield chance.uniform(0.02, 1), signal.SIGINT if number % 4 == 3 else signal.SIGKILL


def _set_phone(root: Path, phone: str) -> None:
    office = root / "disclosures" / "office.yaml"
    text = office.read_text("utf-8")
    for each in PHONES:
        text = text.replace(each, phone)
    office.write_text(text, "utf-8")


def stopped_builds(root: Path, count: int) -> Iterator[Crash]:
    """Stop `count` builds below `root`, and let another build follow on each."""
    shutil.copytree(SMALL, root / "disclosures", dirs_exist_ok=True)
    said, command = root / "said.txt", ["build", "--root", str(root)]
    whole, longest = {}, []
    for phone in reversed(PHONES):  # the first without what is kept from earlier runs
        _set_phone(root, phone)
        start = time.monotonic()
        if forked([*command, "--clean"], said):
            raise SystemExit(said.read_text("utf-8"))
        longest.append(time.monotonic() - start)
        whole[phone] = digest(root / "site")
    addresses = root / "disclosures" / "addresses.txt"
    noted = addresses.read_bytes()
    before = whole[PHONES[0]]
    for number, (moment, how) in enumerate(moments(count), 1):
        phone = PHONES[number % 2]
        afresh = number % 3 == 0
        if afresh:
            shutil.rmtree(root / ".prongsai")
        _set_phone(root, phone)
        addresses.unlink()
        ended = forked([*command, "--clean"], said, after(moment * longest[not afresh], how))
        faults = list(_said_badly(ended, how, said))
        # A Ctrl-C that comes after the last page may leave the new site, and a kill may, too; never anything else.
        if digest(root / "site") not in {before, whole[phone]}:
            faults.append("the site is neither the old nor the new one")
        if addresses.exists() and addresses.read_bytes() != noted:
            faults.append("addresses.txt is not whole")
        if forked(command, said):
            faults.append(f"the next build failed: {said.read_text('utf-8')}")
        if digest(root / "site") != whole[phone]:
            faults.append("the next build gave another site")
        faults += [f"left behind: {path}" for path in leftovers(root)]
        before = whole[phone]
        yield Crash(ended, tuple(faults))


def _said_badly(ended: int, how: signal.Signals, said: Path) -> Iterator[str]:
    """Yield what is wrong with how a stopped run ended, and with what it said."""
    talk = said.read_text("utf-8") if said.exists() else ""
    if ended not in {0, 130 if how == signal.SIGINT else -how}:
        yield f"ended with {ended}: {talk}"
    if "Traceback" in talk:
        yield talk


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _answering() -> Iterator[int]:
    """Serve a page at every loopback address of this machine; yield the port."""
    with tempfile.TemporaryDirectory() as folder:
        words = "แผนปฏิบัติการประจำปีงบประมาณ " * 40
        Path(folder, "plan.html").write_text(f"<title>แผน</title><p>{words}", "utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        command = [sys.executable, "-m", "http.server", str(port), "--bind", "0.0.0.0", "--directory", folder]  # noqa: S104
        with Popen(command, stdout=PIPE, stderr=DEVNULL) as process:
            while socket.socket().connect_ex(("127.0.0.1", port)):
                time.sleep(0.05)
            try:
                yield port
            finally:
                process.kill()


def stopped_link_checks(root: Path, count: int) -> Iterator[Crash]:
    """Stop `count` checks of links below `root`, and let another check take up the rest of each."""
    shutil.copytree(SMALL, root / "disclosures", dirs_exist_ok=True)
    said, command = root / "said.txt", ["links", "--root", str(root), "--allow-private"]
    ledger = root / "disclosures" / "ledger.json"
    with _answering() as port:
        # Each address counts as a host of its own, and hosts are visited side by side.
        urls = [f"http://127.0.0.{10 + host}:{port}/plan.html" for host in range(HOSTS)]
        rows = "".join(f"  - {{title: หน้า {number}, url: '{url}'}}\n" for number, url in enumerate(urls))
        item = root / "disclosures" / "oit" / "2564" / "o01.yaml"
        item.write_text(f"item: O1\nstatus: published\npublished: 2563-12-01\nevidence:\n{rows}", "utf-8")
        start = time.monotonic()
        if forked(command, said):
            raise SystemExit(said.read_text("utf-8"))
        longest = time.monotonic() - start
        for moment, how in moments(count):
            ledger.unlink()
            ended = forked(command, said, after(moment * longest, how))
            faults = list(_said_badly(ended, how, said))
            try:
                seen = set(json.loads(ledger.read_text("utf-8"))["urls"]) if ledger.exists() else set()
            except ValueError:
                seen = {"the ledger is not whole"}
            if not seen <= set(urls):
                faults.append(f"the ledger holds what is not there: {sorted(seen - set(urls))}")
            if forked([*command, "--only-stale"], said):
                faults.append(f"the next check failed: {said.read_text('utf-8')}")
            if set(json.loads(ledger.read_text("utf-8"))["urls"]) != set(urls):
                faults.append("the next check did not take up the rest")
            faults += [f"left behind: {path}" for path in leftovers(root)]
            yield Crash(ended, tuple(faults))


# ── a full disk ──────────────────────────────────────────────────────────────────────────────────────────────────


def builds_on_a_full_disk(root: Path, count: int) -> Iterator[Crash]:
    """Let `count` builds run out of disk, sooner or later; a later one has room again. Mounts a disk of its own."""
    run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(root)], check=True)
    shutil.copytree(SMALL, root / "disclosures", dirs_exist_ok=True)
    said, command = root.with_name("said.txt"), ["build", "--root", str(root)]
    if forked(command, said):
        raise SystemExit(said.read_text("utf-8"))
    chance = random.Random(2564)  # noqa: S311
    for number in range(1, count + 1):
        before = digest(root / "site")
        _set_phone(root, PHONES[number % 2])
        filler = root / "filler"
        free = os.statvfs(root).f_bavail * os.statvfs(root).f_frsize
        filler.write_bytes(bytes(max(0, free - chance.randrange(0, 600_000))))
        ended = forked([*command, "--clean"], said)
        faults = [f"ended with {ended}"] if ended != 2 else []
        if not re.fullmatch(
            r"เขียน .* ไม่ได้ \(No space left on device\) เว็บไซต์เดิมยังอยู่ครบ / .*\n", said.read_text("utf-8")
        ):
            faults.append(f"said: {said.read_text('utf-8')}")
        if digest(root / "site") != before:
            faults.append("the old site is not as it was")
        filler.unlink()
        if forked(command, said) or digest(root / "site") == before:
            faults.append(f"the next build failed: {said.read_text('utf-8')}")
        faults += [f"left behind: {path}" for path in leftovers(root)]
        yield Crash(ended, tuple(faults))


def may_mount() -> bool:
    """Return whether this process may have a disk of its own."""
    return (
        shutil.which("unshare") is not None
        and not run(["unshare", "-m", "true"], check=False, stderr=DEVNULL).returncode
    )


RUNS: dict[str, Callable[[Path, int], Iterator[Crash]]] = {
    "build": stopped_builds,
    "links": stopped_link_checks,
    "full": builds_on_a_full_disk,
}


def crashes(what: str, root: Path, count: int) -> list[Crash]:
    """Return how `count` runs ended, stopped in a process of their own: a fork wants one that has no threads."""
    root.mkdir(parents=True, exist_ok=True)
    project = str(Path(__file__).resolve().parent.parent)
    command = [*(["unshare", "-m"] if what == "full" else []), sys.executable, __file__, what, str(root), str(count)]
    with Popen(command, stdout=PIPE, env=os.environ | {"PYTHONPATH": project}, text=True) as process:
        assert process.stdout
        lines = process.stdout.read().splitlines()
    if process.returncode:
        raise RuntimeError("\n".join(lines))
    return [Crash(one["ended"], tuple(one["faults"])) for one in map(json.loads, lines)]


if __name__ == "__main__":
    for crash in RUNS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3])):
        print(json.dumps({"ended": crash.ended, "faults": crash.faults}, ensure_ascii=False), flush=True)
