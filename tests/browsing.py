"""What tests in a browser share: the browser that is here, a server of a folder, a window that notes what goes wrong.

The fixtures that hand these out (`browser`, `base`) stand in conftest.py.
"""

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", MAC))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def need(here: bool, what: str) -> pytest.MarkDecorator:
    """Skip tests for want of a tool on a person's machine; fail them where every test is to run (see .ci/run)."""
    missing = f"{what} is missing: make test installs it"
    if os.environ.get("PRONGSAI_EVERY_TEST") and not here:
        raise RuntimeError(missing)
    return pytest.mark.skipif(not here, reason=missing)


SMALLEST, PHONE, DESK = 320, 360, 1280
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

WIDER = """() => [document.documentElement.scrollWidth - document.documentElement.clientWidth,
  [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.tagName + '.' + e.className).slice(0, 5)]"""
"""By how many pixels the page is wider than the window, and what sticks out."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """A test's output is the test's."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """A browser may leave in the middle of a picture."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder from this machine while the block runs; give its address."""
    with _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@dataclass
class Visit:
    """A window, and what went wrong in it that a reader does not see."""

    context: BrowserContext
    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        self.page.goto(self.base + address, wait_until="load")

    @property
    def address(self) -> str:
        """The address of the page that is open, within the site."""
        return self.page.url.removeprefix(self.base)


def visit(
    browser: Browser,
    base: str,
    width: int = DESK,
    theme: Theme = "light",
    *,
    scripts: bool = True,
) -> Visit:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=theme,
        java_script_enabled=scripts,
        locale="th-TH",
        reduced_motion="reduce",
    )
    page = context.new_page()
    made = Visit(context, page, base)
    host = base.removesuffix("portal/")
    page.on("request", lambda asked: None if asked.url.startswith(host) else made.faults.append(f"asks {asked.url}"))
    page.on("response", lambda got: made.faults.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    # A page that is left while its pictures load takes its requests back; that is no fault.
    page.on("requestfailed", lambda lost: made.faults.append(lost.url) if lost.failure != "net::ERR_ABORTED" else None)
    # For a PDF the browser asks the host for an icon of its own accord; no page of ours did.
    page.on(
        "console",
        lambda said: (
            made.faults.append(said.text)
            if said.type == "error" and not said.location["url"].endswith("/favicon.ico")
            else None
        ),
    )
    page.on("pageerror", lambda error: made.faults.append(str(error)))
    return made


# ---- a page of each kind ---------------------------------------------------------------------------------------------

ROOT = Path(__file__).resolve().parent.parent
KINDS = sorted(path.name.removesuffix(".md.j2") for path in (ROOT / "generator" / "templates").glob("*.md.j2"))
"""The kinds of pages: a template each. A new template is looked at without a line here."""


@cache
def addresses(root: Path) -> dict[str, list[str]]:
    """Return the addresses of a built site's pages by kind, the heaviest page first: it has most that may be wrong."""
    found: dict[str, list[tuple[int, str]]] = {}
    for source in sorted((root / "docs").rglob("*.md")):
        kind = re.search(r'^kind: "([^"]+)"$', source.read_text("utf-8"), re.MULTILINE)
        if kind:
            address = "/".join((*source.parent.relative_to(root / "docs").parts, ""))
            size = (root / "site" / address / "index.html").stat().st_size
            found.setdefault(kind[1], []).append((-size, address))
    return {kind: [address for _, address in sorted(pages)] for kind, pages in found.items()}


def heaviest(root: Path, kind: str) -> str:
    """Return the address of the page of a kind that has most on it."""
    pages = addresses(root).get(kind)
    assert pages, f"the office has no page of the kind {kind}: add one, or nobody looks at this template"
    return pages[0]
