"""What is remembered between runs: used again only where it was written here, by this program, and does no harm."""

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import memory
from generator.memory import Memory, digest
from generator.problem import Place


def kept(folder: Path) -> Path:
    """Leave one value in a memory and return its file."""
    first = Memory(folder)
    first.shelf("words").recall("a", lambda: (Place("a.yaml", 2), frozenset({1}), "ก"))
    first.save()
    (file,) = (folder / "words").iterdir()
    return file


def again(folder: Path) -> object:
    """Return what a second run gets, or `None` where it has to work it out itself."""
    return Memory(folder).shelf("words").recall("a", lambda: None)


def test_the_next_run_gets_what_was_worked_out(tmp_path: Path) -> None:
    kept(tmp_path)

    assert again(tmp_path) == (Place("a.yaml", 2), frozenset({1}), "ก")


def test_what_a_run_did_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    kept(tmp_path)
    second = Memory(tmp_path)
    second.shelf("words").recall("b", lambda: 1)
    second.save()

    assert again(tmp_path) is None
    assert len(list((tmp_path / "words").iterdir())) == 1


def test_a_large_shelf_is_written_anew_only_where_it_is_new(tmp_path: Path) -> None:
    first = Memory(tmp_path)
    for number in range(300):
        first.shelf("words").recall(digest(number), lambda number=number: number)  # type: ignore[misc]
    first.save()
    before = {path.name for path in (tmp_path / "words").iterdir()}
    second = Memory(tmp_path)
    for number in range(301):
        second.shelf("words").recall(digest(number), lambda: "new")
    second.save()
    after = {path.name for path in (tmp_path / "words").iterdir()}

    assert len(before) == len(after) == 16
    assert len(after - before) == 1
    third = Memory(tmp_path).shelf("words")
    assert [third.peek(digest(number)) for number in range(301)] == [*range(300), "new"]


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    file = kept(tmp_path)
    second = Memory(tmp_path)
    second.shelf("words").recall("a", lambda: None)
    second.save()

    assert list((tmp_path / "words").iterdir()) == [file]


def test_another_program_does_not_remember(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path)
    monkeypatch.setattr(memory, "program", lambda: "another")

    assert again(tmp_path) is None


def _cut(file: Path) -> None:
    content, status = file.read_bytes(), file.stat()
    file.write_bytes(content[:-9])
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def _copied(file: Path) -> None:
    other = file.with_name("other")
    shutil.copyfile(file, other)  # as a clone would: the same bytes, written at another time
    other.replace(file)


def _calling(file: Path) -> None:
    """Put a pickle there, under a name that fits, that would write a file."""
    _replace(file, pickle.dumps((memory.program(), {"a": _Call(str(file.with_name("harm")))})))


def _of_ours(file: Path) -> None:
    """Likewise one that would call a function of this program."""
    _replace(file, pickle.dumps((memory.program(), {"a": _Own()})))


def _replace(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    status = file.stat()
    file.rename(file.with_name(f"0.1.{status.st_mtime_ns:x}.{status.st_size:x}"))


def test_a_run_that_is_to_forget_works_everything_out_and_replaces_what_was_kept(tmp_path: Path) -> None:
    kept(tmp_path)
    clean = Memory(tmp_path, forget=True)
    assert clean.shelf("words").recall("a", lambda: "anew") == "anew"
    clean.save()

    assert again(tmp_path) == "anew"


def test_another_version_of_a_library_makes_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = memory.program()
    (tmp_path / "site-packages" / "markdown-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site-packages")
    memory.program.cache_clear()

    assert memory.program() != before
    monkeypatch.undo()
    memory.program.cache_clear()


class _Call:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (self.path,)


class _Own:
    def __reduce__(self) -> tuple[object, ...]:
        return digest, ("a",)


@pytest.mark.parametrize("harm", [_cut, _copied, _calling, _of_ours])
def test_a_file_that_is_not_as_we_wrote_it_is_as_good_as_none(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    harm(kept(tmp_path))

    assert again(tmp_path) is None
    assert not (tmp_path / "harm").exists()


def test_parts_of_a_digest_do_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("", "a") != digest("a", "")
    assert digest(b"a") == digest("a")


def test_what_a_run_leaves_for_the_next_is_kept_beside_the_rest(tmp_path: Path) -> None:
    first = Memory(tmp_path)
    assert first.shelf("index").last() is None
    first.shelf("index").leave((1, 2))
    first.save()

    second = Memory(tmp_path).shelf("index")
    assert second.last() == (1, 2)
    with pytest.raises(KeyError):
        second.peek("a")
