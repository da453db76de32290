"""Whether anything has changed since the last build, asked before anything is read.

A build notes what it found and how every file looked to the file system: its size and number, and when it was last
written or changed in any other way. While all of that is as it was, so is the outcome. Only the standard library is
imported here, because the reading of other libraries is most of what a short command takes.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from generator.outcome import Outcome
from generator.problem import Place, Problem

_PRODUCT = Path(__file__).resolve().parent
_PATH = ".prongsai/outcome.json"
_TICK = 50_000_000
"""Nanoseconds: two writes within one tick of a file system's clock look the same, so what is as new is not believed."""

Look = tuple[int, ...]
"""What the file system says of a file."""


def recall(root: Path) -> Outcome | None:
    """Return what a check of `root` would find, or None when only doing it can tell."""
    try:
        kept = json.loads((root / _PATH).read_text("utf-8"))
        if sys.platform == "win32" or kept["looks"] != _digest(_looks(root)):
            return None
        problems = tuple(Problem(Place(**each.pop("place")), **each) for each in kept["problems"])
        return Outcome(problems, kept["entries"], kept["items"], kept["evidence"])
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def remember(root: Path, before: Mapping[str, Look], outcome: Outcome, *, written: str) -> None:
    """Note what a check of `root` found, unless something changed while it ran; for who holds the lock.

    before: what `looks` said when the check began. written: the one content file that may have been written since.
    """
    target = root / _PATH
    target.unlink(missing_ok=True)
    after = _looks(root)
    if not before or not after or any(before.get(path) != after.get(path) for path in {*before, *after} - {written}):
        return
    kept = {"looks": _digest(after), **asdict(outcome)}
    fresh = target.with_suffix(".new")
    fresh.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
    fresh.replace(target)


def looks(root: Path) -> Mapping[str, Look]:
    """Return how everything looks that a check depends on, by path; nothing where that would tell too little.

    That is the content, the program, and the folders that its libraries are installed in.
    """
    if sys.platform == "win32":  # it does not keep when a file was last changed in any way
        return {}
    now = time.time_ns()
    found = _looks(root)
    return found if found and max(max(look[-2:]) for look in found.values()) < now - _TICK else {}


def _looks(root: Path) -> dict[str, Look]:
    """Return the looks, or nothing when something is closed to us or gone by now: a check will say what it is."""
    try:
        found = dict(_below(root / "disclosures", ""))
        found.update((f"/{path}", look) for path, look in _below(_PRODUCT, "") if path.endswith(".py"))
        for folder in {*map(Path, sys.path)}:
            if folder.name in {"site-packages", "dist-packages"} and folder.is_dir():
                found[f"//{folder}"] = (folder.stat().st_mtime_ns,)
    except OSError:
        return {}
    return found


def _below(folder: Path, prefix: str) -> Iterator[tuple[str, Look]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield f"{path}/", (0, 0)
                yield from _below(Path(entry.path), f"{path}/")
            else:
                status = entry.stat(follow_symlinks=False)
                yield path, (status.st_mode, status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)


def _digest(found: Mapping[str, Look]) -> str:
    said = repr((sys.version, sorted(found.items())))
    return hashlib.blake2b(said.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()
