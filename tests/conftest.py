"""What tests of whole sites stand on: the real office, built once a run, and copies of small sites."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import CHROMIUM, DESK, FLAGS, PHONE, Visit, served, visit
from decade import write_decade
from playwright.sync_api import Browser, sync_playwright

from generator.cli import main

HERE = Path(__file__).resolve().parent
CONTENT = HERE.parent / "disclosures"
PLACE = "สพป ลำพูน 2"
"""A folder with Thai and spaces in its name, as on the machines of those who will use this."""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the root of a copy of the real office with its finished `site/`. All workers share it: don't change it."""
    return _once(tmp_path_factory, "office", lambda root: shutil.copytree(CONTENT, root / "disclosures"))


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the root, with its finished `site/`, of an office that has nothing yet. Don't change it."""
    content = HERE / "sites" / "nothing-but-an-office" / "disclosures"
    return _once(tmp_path_factory, "empty", lambda root: shutil.copytree(content, root / "disclosures"))


@pytest.fixture(scope="session")
def decade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the root, with its finished `site/`, of the real office ten years on. Don't change it."""
    return _once(tmp_path_factory, "decade", lambda root: write_decade(CONTENT, root / "disclosures"))


def _once(factory: pytest.TempPathFactory, name: str, write: Callable[[Path], object]) -> Path:
    """Build a site once a run, whichever worker comes first, and return its root."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    root = shared / name / PLACE
    done = shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w", encoding="utf-8") as handle:
        fcntl.lockf(handle, fcntl.LOCK_EX)  # the system lets go when the file is closed, or the worker dies
        if not done.exists():
            shutil.rmtree(root, ignore_errors=True)
            write(root)
            assert main(["build", "--root", str(root)]) == 0
            done.touch()
    return root


@pytest.fixture(scope="module")
def base(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the office's site, which is served from this machine below a folder."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "portal").symlink_to(office / "site")
    with served(folder) as address:
        yield f"{address}portal/"


@pytest.fixture(scope="module")  # not of the session: while Playwright runs, nothing else may use asyncio
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser, base: str) -> Iterator[Visit]:
    """Return a window of a phone, in which nothing may go wrong unseen."""
    made = visit(browser, base, PHONE)
    yield made
    made.context.close()
    assert made.faults == []


@pytest.fixture
def desk(browser: Browser, base: str) -> Iterator[Visit]:
    """Return a window of a desk, in which nothing may go wrong unseen."""
    made = visit(browser, base, DESK)
    yield made
    made.context.close()
    assert made.faults == []


@pytest.fixture
def small_site(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that copies one of `tests/sites` and returns the root of the copy."""

    def copy(name: str) -> Path:
        return shutil.copytree(HERE / "sites" / name, tmp_path / PLACE)

    return copy
