"""What was worked out in earlier runs, by what it was worked out from: nothing that is remembered is ever looked up.

A value is kept under a digest of everything it depends on, and all of it under a digest of the program, so what is
remembered is what would be worked out again. Values are pickled, but read back into plain values and data classes of
this program only: a pickle that would call anything else is as good as none. And a file that does not carry its own
size and time of writing in its name was not written here (it came with a clone, say), and is not read.
"""

import hashlib
import io
import pickle
import sys
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

ValueT = TypeVar("ValueT")
_PROGRAM = Path(__file__).resolve().parent
_LAST = "last"
_VALUES_EACH = 24
"""About how many values share a file."""
_PLAIN = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "timezone"),
    ("datetime", "timedelta"),
    ("builtins", "frozenset"),
    ("decimal", "Decimal"),
    ("builtins", "set"),
    ("markupsafe", "Markup"),
}


def digest(*parts: str | bytes | int | date | None) -> str:
    """Return a digest of the parts, each kept apart from the next."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        said = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        made.update(b"%d:%b" % (len(said), said))
    return made.hexdigest()


@cache
def program() -> str:
    """Return a digest of the program and of which libraries it has: what others worked out is not remembered."""
    made = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for name in sorted(_libraries()):
        made.update(digest(name).encode())
    for path in sorted(path for path in _PROGRAM.rglob("*") if path.suffix in {".py", ".j2", ".md"}):
        made.update(digest(path.relative_to(_PROGRAM).as_posix(), path.read_bytes()).encode())
    return made.hexdigest()


def _libraries() -> Iterator[str]:
    """Yield the name and version of every library: pip writes both into the name of a folder."""
    for folder in {*map(Path, sys.path)}:
        if folder.name in {"site-packages", "dist-packages"} and folder.is_dir():
            yield from (path.name for path in folder.iterdir() if path.suffix == ".dist-info")


class Memory:
    """The shelves of one office. Without a folder it remembers for as long as it lives.

    Each shelf is kept in several files, by the beginning of the digests, so that a run writes those that have changed.
    """

    def __init__(self, folder: Path | None = None, *, forget: bool = False) -> None:
        """folder: where the shelves are. forget: begin without what is in them, and replace it."""
        self._folder = folder
        self._forget = forget
        self._shelves: dict[str, Shelf] = {}

    def shelf(self, name: str) -> "Shelf":
        """Return the shelf of this name."""
        if name not in self._shelves:
            self._shelves[name] = Shelf(_read(self._folder / name) if self._folder and not self._forget else [{}])
        return self._shelves[name]

    def save(self) -> None:
        """Keep what this run made use of, and forget the rest; for who holds the lock."""
        for name, shelf in self._shelves.items() if self._folder else ():
            if self._folder and shelf.changed:
                (self._folder / name).mkdir(parents=True, exist_ok=True)
                shelf.write(self._folder / name)


class Shelf:
    """Values of one sort by their digests."""

    def __init__(self, parts: list[dict[str, Any]]) -> None:
        self._parts = parts
        self._known = {key: value for part in parts for key, value in part.items()}
        self._used: dict[str, Any] = {}
        self._left = False

    def recall(self, key: str, work_out: Callable[[], ValueT]) -> ValueT:
        """Return the value under `key`, worked out where it is not known."""
        if key in self._used:
            value = self._used[key]
        else:
            value = self._known[key] if key in self._known else work_out()
            self._used[key] = value
        return value  # type: ignore[no-any-return]

    def peek(self, key: str) -> Any:  # noqa: ANN401 - as it was kept
        """Return what an earlier run kept under `key`, without keeping it again; KeyError if there is nothing."""
        return self._known[key]

    def last(self) -> object | None:
        """Return what the last run left here."""
        return self._known.get(_LAST)

    def leave(self, value: object) -> None:
        """Leave a value for the next run: one that depends on the run itself, and not only on a digest."""
        self._used[_LAST] = value
        self._left = value is not self._known.get(_LAST)

    @property
    def changed(self) -> bool:
        """Whether what was used is not what was known."""
        return self._left or self._used.keys() != self._known.keys()

    def write(self, folder: Path) -> None:
        """Write what was used into files of `folder`, those that are as they were excepted."""
        count = _parts_for(len(self._used))
        parts: list[dict[str, Any]] = [{} for _ in range(count)]
        for key, value in self._used.items():
            parts[int(key[:4], 16) % count if key != _LAST else 0][key] = value
        for number, part in enumerate(parts):
            known = self._parts[number] if len(self._parts) == count else {}
            if part.keys() != known.keys() or not part or (self._left and number == 0):
                _write(folder, number, count, part)
        for path in folder.glob("*.*.*.*"):
            if path.name.split(".")[1] != str(count):
                path.unlink(missing_ok=True)


def _parts_for(values: int) -> int:
    """Return into how many files a shelf goes: a power of two, so that it seldom is another."""
    return 1 << max(0, (values // _VALUES_EACH).bit_length())


class _Reader(pickle.Unpickler):
    """Makes plain values and data classes of ours, and calls nothing else."""

    def find_class(self, module: str, name: str) -> type:
        """Return a class that may be in a pickle of ours."""
        if (module, name) in _PLAIN or module.partition(".")[0] == "generator":
            found = super().find_class(module, name)
            if (module, name) in _PLAIN or (isinstance(found, type) and _is_data(found)):
                return found  # type: ignore[no-any-return]
        raise pickle.UnpicklingError(name)


def _is_data(kind: type) -> bool:
    return is_dataclass(kind) or hasattr(kind, "model_fields")


def _read(folder: Path) -> list[dict[str, Any]]:
    """Return the parts of a shelf; a part that is not as it was written here is as good as empty."""
    found: dict[int, dict[str, Any]] = {}
    count = 1
    for path in folder.glob("*.*.*.*"):
        number, parts, *_ = path.name.split(".")
        part = _read_part(path, f"{number}.{parts}") if number.isdecimal() and parts.isdecimal() else None
        if part is not None:
            found[int(number)], count = part, int(parts)
    return [found.get(number, {}) for number in range(count)]


def _read_part(path: Path, name: str) -> dict[str, Any] | None:
    try:
        content = path.read_bytes() if path.name == _named(name, path) else b""
        made_by, known = _Reader(io.BytesIO(content)).load()
    # A pickle may be damaged in any way, and each is another exception.
    except Exception:  # noqa: BLE001
        return None
    return known if made_by == program() and isinstance(known, dict) else None


def _write(folder: Path, number: int, count: int, part: dict[str, Any]) -> None:
    name = f"{number}.{count}"
    fresh = folder / "new"
    fresh.write_bytes(pickle.dumps((program(), part), pickle.HIGHEST_PROTOCOL))
    last = folder / _named(name, fresh)
    fresh.replace(last)
    for path in folder.glob(f"{name}.*"):
        if path != last:
            path.unlink(missing_ok=True)


def _named(name: str, path: Path) -> str:
    status = path.stat()
    return f"{name}.{status.st_mtime_ns:x}.{status.st_size:x}"
