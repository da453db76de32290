"""Keeps rendered files by key, and puts them into a site as hard links.

A hard link is one file under two names: whoever writes *into* a published file writes into the store too. So an entry
carries its own size and time of writing in its name, and one that no longer has them is not used again.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from generator.linking import link, make_folder

SPARE = 2
"""How many entries are kept for each one in use, so that going back and forth between two branches is cheap."""


class Store:
    """A folder of files, each under the digest of what it was made from. One process writes at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._names = {name.partition(".")[0]: name for name in os.listdir(folder)}
        self._used: set[str] = set()

    def has(self, key: str) -> bool:
        """Say whether there is a file under this key that is still what was put there; if so, it is in use."""
        name = self._names.get(key)
        if name is None:
            return False
        path = self._folder / name
        if _name(key, path) != name:
            path.unlink(missing_ok=True)
            del self._names[key]
            return False
        self._used.add(key)
        return True

    def path(self, key: str) -> Path:
        """Where the file under this key lies; KeyError if there is none."""
        return self._folder / self._names[key]

    def add(self, key: str, made: Path) -> None:
        """Take the file `made` (which must lie on the same file system) under `key`."""
        made.chmod(0o644)
        name = _name(key, made)
        made.replace(self._folder / name)
        self._names[key] = name
        self._used.add(key)

    def prune(self) -> None:
        """Drop the oldest of the entries that this run had no use for, down to `SPARE` for each used one."""
        unused = [name for key, name in self._names.items() if key not in self._used]
        excess = max(0, len(unused) - SPARE * len(self._used))
        for name in sorted(unused, key=lambda name: name.partition(".")[2])[:excess]:
            (self._folder / name).unlink(missing_ok=True)

    def publish(self, files: Iterable[tuple[str, str]], out: Path) -> None:
        """Put each (key, POSIX path) under `out`: linked, or copied where links don't work."""
        folders: set[str] = set()
        for key, relative in files:
            target = os.path.join(out, relative)
            folder = os.path.dirname(target)
            if folder not in folders:
                make_folder(Path(folder))
                folders.add(folder)
            link(self.path(key), target)


def _name(key: str, path: Path) -> str:
    """`key.time.size`, or just the key for a file that is gone; zero-padded, so that names sort by age."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return key
    return f"{key}.{stat.st_mtime_ns:016x}.{stat.st_size:x}"
