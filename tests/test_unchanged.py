"""`check` after a build need not read anything, and must never remember what is no longer so."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import site, unchanged
from generator.outcome import Outcome

SMALL = Path(__file__).parent / "sites" / "small"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an office whose content has stood still for longer than a tick of the clock before it was built."""
    root = tmp_path_factory.mktemp("unchanged")
    shutil.copytree(SMALL / "disclosures", root / "disclosures")
    _settle(root)
    site.build(root, root / "site", report=lambda *_: None)
    return root


@pytest.fixture
def office(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the built office itself; what a test does to it is undone by linking it afresh."""
    root = tmp_path / "office"
    shutil.copytree(built, root)
    _settle(root)
    outcome = site.check_content(root)
    unchanged.remember(root, unchanged.looks(root), outcome, written="")
    monkeypatch.chdir(root)
    return root


def _settle(root: Path) -> None:
    """Wait until everything is older than what `looks` believes."""
    while not unchanged.looks(root):
        pass


def _remembered(root: Path) -> Outcome:
    outcome = unchanged.recall(root)
    assert outcome is not None
    return outcome


def _news(root: Path) -> Path:
    return min((root / "disclosures" / "news").rglob("*.yaml"))


def _same_size_and_time(root: Path) -> None:
    path = _news(root)
    status = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _replaced_by_another_file(root: Path) -> None:
    path = _news(root)
    other = path.with_suffix(".new")
    shutil.copy2(path, other)
    other.replace(path)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file that was written to": lambda root: _news(root).write_text("title: x\n", "utf-8"),
    "a change that keeps size and time": _same_size_and_time,
    "a file in another's place": _replaced_by_another_file,
    "a file more": lambda root: (root / "disclosures" / "more.txt").write_text("", "utf-8"),
    "a file less": lambda root: _news(root).unlink(),
    "a folder more": lambda root: (root / "disclosures" / "more").mkdir(),
    "a new name": lambda root: _news(root).rename(_news(root).with_name("another.yaml")),
    "other permissions": lambda root: _news(root).chmod(0o600),
    "a note that is not ours": lambda root: (root / ".prongsai" / "outcome.json").write_text("[]", "utf-8"),
}


def test_the_outcome_of_a_build_is_that_of_a_check(built: Path) -> None:
    assert _remembered(built) == site.check_content(built)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_makes_check_look_again(office: Path, change: Callable[[Path], object]) -> None:
    assert unchanged.recall(office) == site.check_content(office)

    change(office)

    assert unchanged.recall(office) is None


def test_what_changed_while_it_was_checked_is_not_remembered(office: Path) -> None:
    before = unchanged.looks(office)
    _news(office).write_text("title: x\n", "utf-8")

    unchanged.remember(office, before, site.check_content(office), written="")

    assert unchanged.recall(office) is None


def test_content_as_new_as_the_clock_can_tell_is_not_believed(office: Path) -> None:
    _news(office).touch()

    assert unchanged.looks(office) == {}


def test_a_copy_of_an_office_does_not_bring_its_outcome_along(office: Path, tmp_path: Path) -> None:
    shutil.copytree(office, tmp_path / "copy")  # as a clone or an unpacked archive would

    assert unchanged.recall(tmp_path / "copy") is None


def test_another_version_of_the_program_looks_for_itself(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site-packages").mkdir()
    monkeypatch.syspath_prepend(tmp_path / "site-packages")

    assert unchanged.recall(office) is None
