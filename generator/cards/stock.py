"""Cards on the disk: made once, on every core, and thrown away when no page shows them any more."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from generator.cards import Face, draw
from generator.isolation import Limits, each

_LIMITS = Limits(seconds=60, memory=2_000_000_000)
_BATCH = 24
"""So many cards are one piece of work: drawing a card takes about as long as handing over the work does."""

Task = tuple[Face, Path | None, Path]
"""A face, the picture on it, and where the card goes."""


def stock(
    folder: Path, wanted: Mapping[str, tuple[Face, Path | None]], report: Callable[[int, int], None]
) -> frozenset[str]:
    """Make the wanted cards that are not in `folder` yet, by file name, drop all others, and return which are there.

    A card can be missing only when the process that drew it died.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = {entry.name for entry in os.scandir(folder)}
    for name in there - wanted.keys():
        (folder / name).unlink()
    tasks = [(*wanted[name], folder / name) for name in sorted(wanted.keys() - there)]
    batches = [tasks[start : start + _BATCH] for start in range(0, len(tasks), _BATCH)]
    made: set[str] = set()
    nothing: list[str] = []
    for number, (_, names) in enumerate(each(_make, batches, _LIMITS, nothing), 1):
        made.update(names)
        report(min(number * _BATCH, len(tasks)), len(tasks))
    return frozenset(there & wanted.keys() | made)


def _make(tasks: Sequence[Task]) -> list[str]:
    """In a worker: make cards and return their names."""
    for face, cover, target in tasks:
        content = draw(face, cover.read_bytes() if cover else None)
        temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
        temporary.write_bytes(content)
        temporary.chmod(0o644)
        temporary.replace(target)
    return [target.name for _, _, target in tasks]
