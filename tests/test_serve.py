"""`prongsai serve` as a person uses it: a process, a browser's requests, files that are saved, and Ctrl-C.

Nothing here asserts how fast it is; the seconds are printed (`pytest -s`), because how fast it feels is its purpose.
"""

import base64
import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
DEADLINE = 30.0
"""Seconds; only a hang takes that long."""
STATE = "/.prongsai-state"
NEWS = "disclosures/news/2564/new-year.yaml"
PAGE = "/news/2564/new-year/"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of Ctrl-C")


class Served:
    """A running server and what it says."""

    def __init__(self, root: Path, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.root = root
        self.process = process
        self.port = port

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the text of a page, or 0 while nobody answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def state(self) -> dict[str, Any]:
        """Return what pages are told every second."""
        status, text = self.get(STATE)
        state: dict[str, Any] = json.loads(text) if status else {}
        return state

    def wait(self, what: str, seen: Callable[[], object]) -> None:
        """Wait until `seen` is true, and print how long it took."""
        started = time.monotonic()
        while not seen():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() - started < DEADLINE, f"{what}: {self.said()}"
            time.sleep(0.02)
        print(f"{what}: {time.monotonic() - started:.2f} s")  # noqa: T201 - a test that says how fast it feels

    def save(self, path: str, old: str, new: str) -> None:
        """Save a file as an editor does: the whole of it, put in the place of the old."""
        text = (self.root / path).read_text("utf-8")
        assert old in text
        beside = self.root.parent / "saved"
        beside.write_text(text.replace(old, new), "utf-8")
        beside.replace(self.root / path)

    def interrupt(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(DEADLINE)

    def said(self) -> str:
        """Return all that it has printed."""
        return (self.root.parent / "said").read_text("utf-8")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def serving(root: Path) -> Iterator[Served]:
    port = free_port()
    with (root.parent / "said").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", "--root", root, "--port", str(port)],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            cwd=root,
            stdout=said,
            stderr=said,
        )
    served = Served(root, process, port)
    try:
        yield served
    finally:
        process.kill()
        process.wait()


def started(served: Served) -> None:
    served.wait("first page", lambda: served.get("/")[0] == 200)
    time.sleep(0.5)  # the watcher starts a moment after the server does


@posix_only
def test_what_is_saved_shows_a_mistake_keeps_the_old_page_and_mending_clears_it(
    small_site: Callable[[str], Path],
) -> None:
    with serving(small_site("small")) as served:
        started(served)
        before = served.state()
        assert before["problems"] == ""
        assert '<h1 id="post">สวัสดีปีใหม่</h1>' in served.get(PAGE)[1]

        served.save(NEWS, "title: สวัสดีปีใหม่", "title: สุขสันต์วันสงกรานต์")
        served.wait("saved → shown", lambda: '<h1 id="post">สุขสันต์วันสงกรานต์</h1>' in served.get(PAGE)[1])
        served.wait("…and told", lambda: served.state()["version"] > before["version"])
        shown = served.state()

        served.save(NEWS, "date: 2564-01-01", "date: 2564-13-01")
        served.wait("mistake → said", lambda: served.state()["problems"])
        said = served.state()
        assert said["version"] == shown["version"]  # nothing to load again
        assert said["problems"].startswith(f"{NEWS}:2:7: error[no-such-day]")
        assert "วิธีแก้" in said["problems"]
        assert "สุขสันต์วันสงกรานต์" in served.get(PAGE)[1]
        assert f"{NEWS}:2:7: error[no-such-day]" in served.said()

        served.save(NEWS, "date: 2564-13-01", "date: 2564-01-02")
        served.wait("mended → cleared", lambda: served.state()["problems"] == "")
        served.wait("…and shown", lambda: "2 มกราคม 2564" in served.get(PAGE)[1])
        assert served.state()["version"] > shown["version"]

        assert served.interrupt() in (0, 130)
        assert "Traceback" not in served.said()


@posix_only
def test_what_makes_a_page_load_again_is_in_no_published_page(small_site: Callable[[str], Path]) -> None:
    with serving(small_site("small")) as served:
        started(served)

        assert STATE in served.get(PAGE)[1]
        assert served.get("/404-there-is-no-such-page/")[0] == 404
        pages = list((served.root / "site").rglob("*.html"))
        assert pages
        assert [path for path in pages if STATE in path.read_text("utf-8")] == []
        assert served.interrupt() in (0, 130)


@posix_only
def test_the_script_that_loads_again_is_one_that_the_page_allows(small_site: Callable[[str], Path]) -> None:
    with serving(small_site("small")) as served:
        started(served)

        page = served.get(PAGE)[1]
        script = next(text for text in re.findall("<script>(.*?)</script>", page, re.DOTALL) if STATE in text)
        mark = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"script-src 'sha256-{mark}' 'sha256-" in page
        assert served.interrupt() in (0, 130)


@posix_only
def test_content_that_was_wrong_from_the_start_is_shown_once_it_is_mended(small_site: Callable[[str], Path]) -> None:
    root = small_site("small")
    (root / NEWS).write_text("title: ก\ndate: เมื่อวาน\nsummary: ก\n", "utf-8")
    with serving(root) as served:
        served.wait("first answer", lambda: served.get(STATE)[0] == 200)
        time.sleep(0.5)
        assert served.state()["problems"].startswith(f"{NEWS}:2:7: error[bad-date]")

        served.save(NEWS, "เมื่อวาน", "2564-01-01")
        served.wait("mended → shown", lambda: served.get(PAGE)[0] == 200)
        assert served.interrupt() in (0, 130)
        assert "Traceback" not in served.said()


@posix_only
def test_what_is_saved_while_the_first_build_runs_is_shown_too(small_site: Callable[[str], Path]) -> None:
    root = small_site("small")
    with serving(root) as served:
        # The lock is taken once everything has been read.
        served.wait("building", (root / ".prongsai" / "lock").exists)
        served.save(NEWS, "title: สวัสดีปีใหม่", "title: บันทึกระหว่างสร้าง")

        served.wait("saved → shown", lambda: "บันทึกระหว่างสร้าง" in served.get(PAGE)[1])
        assert served.interrupt() in (0, 130)


def test_a_port_that_is_taken_is_said_in_words(small_site: Callable[[str], Path]) -> None:
    root = small_site("small")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "generator", "serve", "--root", root, "--port", str(port)],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
            timeout=DEADLINE,
        )

    assert done.returncode == 2
    assert f"เปิดพอร์ต {port} ไม่ได้" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
