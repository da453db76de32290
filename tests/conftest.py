"""What tests of whole sites stand on: the real office, built once a run, and copies of small sites."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main

HERE = Path(__file__).resolve().parent
CONTENT = HERE.parent / "disclosures"
PLACE = "สพป ลำพูน 2"
"""A folder with Thai and spaces in its name, as on the machines of those who will use this."""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the root of a copy of the real office with its finished `site/`. All workers share it: don't change it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    root = shared / PLACE
    done = shared / "office.done"
    with (shared / "office.lock").open("w", encoding="utf-8") as handle:
        fcntl.lockf(handle, fcntl.LOCK_EX)  # the system lets go when the file is closed, or the worker dies
        if not done.exists():
            shutil.copytree(CONTENT, root / "disclosures", dirs_exist_ok=True)
            assert main(["build", "--root", str(root)]) == 0
            done.touch()
    return root


@pytest.fixture
def small_site(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that copies one of `tests/sites` and returns the root of the copy."""

    def copy(name: str) -> Path:
        return shutil.copytree(HERE / "sites" / name, tmp_path / PLACE)

    return copy
