"""One content file of a run: what stands in it, read no further than somebody asks.

Most of what a run wants to know of most files is in their sketches, which are remembered; the tree with the place of
every word is needed only for files that have changed or have something wrong in them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.markdown import file_of_target, targets
from generator.memory import Memory, digest
from generator.problem import Problem
from generator.reading import texts
from generator.source import Document, Listing, Scalar, Table, decode_document, find, read_raw
from generator.text import normalise


@dataclass(frozen=True)
class Sketch:
    """What is known of a file without its tree."""

    readable: bool
    problems: tuple[Problem, ...]
    """What was wrong with reading it."""
    names: tuple[str, ...]
    """The files that it names, as they are spelt in `files/`."""
    aliases: tuple[str, ...]
    """The old addresses that it claims, as typed."""
    evidence: int
    """How many rows of evidence it has."""


class ContentFile:
    """A file below `disclosures/`: its path from the root, a digest of path and content, and what is in it."""

    def __init__(self, root: Path, path: str, memory: Memory) -> None:
        self.path = path
        self._raw = read_raw(root, path)
        said = self._raw if isinstance(self._raw, bytes) else self._raw.code
        self.digest = digest(path, type(said).__name__, said)
        self.sketch: Sketch = memory.shelf("sketches").recall(self.digest, lambda: _sketch(self.document))

    @cached_property
    def document(self) -> Document:
        """The file as it was parsed."""
        if isinstance(self._raw, Problem):
            return Document(self.path, None, (self._raw,))
        return decode_document(self.path, self._raw)

    def close(self) -> None:
        """Let go of the tree, which takes many times the room of the file; it is parsed again if somebody asks."""
        self.__dict__.pop("document", None)

    @property
    def names(self) -> tuple[str, ...]:
        """The files that it names."""
        return self.sketch.names

    @property
    def tree(self) -> Table | None:
        """The tree of the file, or None when it could not be read."""
        return self.document.tree if self.sketch.readable else None


class Trees(Mapping[str, Table]):
    """The tree of every file that could be read, by its path; a file is parsed when its tree is asked for."""

    def __init__(self, files: Iterable[ContentFile]) -> None:
        self._files = {file.path: file for file in files if file.sketch.readable}

    def __getitem__(self, path: str) -> Table:
        """Return the tree of the file at `path`."""
        tree = self._files[path].tree
        if tree is None:  # which its sketch says it is not
            raise KeyError(path)
        return tree

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return iter(self._files)

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self._files)

    def close(self) -> None:
        """Let go of all trees."""
        for file in self._files.values():
            file.close()

    def file(self, path: str) -> ContentFile:
        """Return the file at `path`."""
        return self._files[path]


def _sketch(document: Document) -> Sketch:
    tree = document.tree
    if tree is None:
        return Sketch(readable=False, problems=document.problems, names=(), aliases=(), evidence=0)
    listing, rows = tree.nodes.get("aliases"), find(tree, ("evidence",))
    aliases = listing.nodes if isinstance(listing, Listing) else ()
    return Sketch(
        readable=True,
        problems=document.problems,
        names=tuple(sorted({normalise(text).removeprefix("./") for text in _file_texts(tree)})),
        aliases=tuple(row.text.strip() for row in aliases if isinstance(row, Scalar)),
        evidence=len(rows.nodes) if isinstance(rows, Listing) else 0,
    )


def _file_texts(tree: Table) -> Iterator[str]:
    """Yield what in the tree names a file: whole values, and links within Markdown."""
    for text in texts(tree):
        if text.strip().startswith(("files/", "./files/")):
            yield text.strip()
        elif "files/" in text:
            yield from (path for target in targets(text) if (path := file_of_target(target.address)))
