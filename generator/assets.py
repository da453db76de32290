"""Evidence files and pictures on their way from `disclosures/files/` to the site.

Pages ask for a file and get its address, size and hash; what was asked for is what gets published, and nothing else.
Each result is kept in the cache under the hash of what it was made from, so it is made once.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from generator.fields import PICTURES, extension
from generator.images import PictureError, redrawn, variants
from generator.problem import Place, Problem
from generator.rules import problem
from generator.tree import CONTENT

Make = Callable[[bytes], tuple[list[bytes], list[tuple[int, int]]]]

_RECIPE = "1"
"""Raised when pictures are made in another way, so that old results are not taken from the cache."""


@dataclass(frozen=True)
class PublishedFile:
    """A file as it is served: its address, the name it is offered under, its size in bytes and its SHA-256."""

    address: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class PublishedPicture:
    """A picture as it is served: (address, width) of each size, smallest first, and the size of the largest."""

    sizes: tuple[tuple[str, int], ...]
    width: int
    height: int


@dataclass
class Assets:
    """The files of one build."""

    root: Path
    cache: Path
    _hashes: dict[str, str] = field(default_factory=dict)
    _outputs: dict[str, Path] = field(default_factory=dict)
    """Address on the site → the cached file with its bytes."""
    problems: list[Problem] = field(default_factory=list)

    def prepare(self, evidence: Iterable[str], pictures: Iterable[str], report: Callable[[int, int], None]) -> None:
        """Make what is not in the cache yet, on every core; a picture that can't be read becomes a problem."""
        self.cache.mkdir(parents=True, exist_ok=True)
        jobs: dict[Path, tuple[Make, str]] = {}
        for path in sorted({*evidence}):
            if extension(path) in PICTURES:
                jobs[self._cached(path, "redrawn")] = (_redraw, path)
        for path in sorted({*pictures}):
            jobs[self._cached(path, "sizes")] = (_resize, path)
        missing = {folder: job for folder, job in jobs.items() if not (folder / "done").exists()}
        if not missing:
            return
        with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            running = {
                folder: pool.submit(_make, make, self.root / CONTENT / path, folder)
                for folder, (make, path) in missing.items()
            }
            for number, (folder, future) in enumerate(running.items(), 1):
                code = future.result()
                if code:
                    self.problems.append(problem(code, Place(f"{CONTENT}/{missing[folder][1]}")))
                report(number, len(running))

    def evidence(self, path: str) -> PublishedFile:
        """Return how the file at `files/…` is served, and have it published."""
        address = served_address(path)
        source = self._cached(path, "redrawn") / "0" if extension(path) in PICTURES else self._copied(path)
        self._outputs[address] = source
        content = source.read_bytes() if source.exists() else b""
        return PublishedFile(address, path.rsplit("/", 1)[-1], len(content), hashlib.sha256(content).hexdigest())

    def picture(self, path: str) -> PublishedPicture | None:
        """Return how the picture at `files/…` is served, and have it published; None when it can't be read."""
        folder = self._cached(path, "sizes")
        try:
            made = json.loads((folder / "done").read_text("utf-8"))
        except OSError:
            return None
        digest = self._hash(path)
        sizes = []
        for number, (width, _) in enumerate(made):
            address = f"assets/pictures/{digest[:16]}-{width}.webp"
            self._outputs[address] = folder / str(number)
            sizes.append((address, width))
        return PublishedPicture(tuple(sizes), *made[-1])

    def write(self, out: Path) -> int:
        """Put every file that was asked for below `out`; return how many."""
        for address, source in sorted(self._outputs.items()):
            target = out / address
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(source, target)
            except OSError:
                target.write_bytes(source.read_bytes())
        return len(self._outputs)

    def _hash(self, path: str) -> str:
        if path not in self._hashes:
            self._hashes[path] = hashlib.sha256(_read(self.root / CONTENT / path)).hexdigest()
        return self._hashes[path]

    def _cached(self, path: str, what: str) -> Path:
        return self.cache / f"{self._hash(path)}-{what}{_RECIPE}"

    def _copied(self, path: str) -> Path:
        target = self.cache / f"{self._hash(path)}-file"
        if not target.exists():
            write_whole(target, _read(self.root / CONTENT / path))
        return target


def served_address(path: str) -> str:
    """Return the ASCII address of a file: its own path where that is plain, else one made from a hash of it."""
    plain = all(character.isascii() and (character.isalnum() or character in "/._-") for character in path)
    if plain and path == path.lower():
        return path
    kind = extension(path)
    year = next((part for part in path.split("/")[1:-1] if part.isascii() and part.isalnum()), "doc")
    digest = hashlib.sha256(path.encode()).hexdigest()[:12]
    return f"files/{year.lower()}/{digest}.{kind}"


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    temporary.write_bytes(content)
    temporary.chmod(0o644)
    temporary.replace(target)


def _read(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def _redraw(content: bytes) -> tuple[list[bytes], list[tuple[int, int]]]:
    return [redrawn(content)], []


def _resize(content: bytes) -> tuple[list[bytes], list[tuple[int, int]]]:
    made = variants(content)
    return [variant.content for variant in made], [(variant.width, variant.height) for variant in made]


def _make(make: Make, source: Path, folder: Path) -> str | None:
    """Make one cached result in a worker; return the code of the rule when the picture can't be used."""
    try:
        contents, sizes = make(_read(source))
    except PictureError as fault:
        return fault.code
    folder.mkdir(exist_ok=True)
    for number, content in enumerate(contents):
        write_whole(folder / str(number), content)
    write_whole(folder / "done", json.dumps(sizes).encode())
    return None
