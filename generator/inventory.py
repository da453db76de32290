"""What is known of every stored file that an entry uses, kept between runs so that each is looked into once.

Only a build keeps what was found. `check` writes nothing: it reads what the last build kept, and looks for itself
where there is none. What is kept is believed only if the file is as it was: first by its size and time, so that it
need not even be read, else by its hash.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generator.fields import EVIDENCE_TYPES, MAX_FILE_BYTES, REAL_TYPES, WRAPPED, StoredFile, extension
from generator.inspection import RECIPE, UNREADABLE, Facts, Finding, Trace, inspect_each
from generator.personal import FINDINGS, veiled
from generator.problem import Place
from generator.rules import SPOTS, problem
from generator.tree import locate

CACHE_PATH = ".prongsai/inspection.json"
Signature = tuple[int, int]
"""A file's size in bytes and the time of its last change in nanoseconds."""


@dataclass(frozen=True)
class Kept:
    """The cache: the hash of each file by path and signature, and facts by hash and extension (`<sha256>.pdf`)."""

    hashes: Mapping[str, tuple[Signature, str]] = field(default_factory=dict)
    facts: Mapping[str, Facts] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """Return what `read_kept` reads back."""
        content = {
            "recipe": RECIPE,
            # A file whose own name gives somebody away is looked into each time rather than named here.
            "hashes": {
                path: [*signature, digest]
                for path, (signature, digest) in sorted(self.hashes.items())
                if veiled(path) == path
            },
            "facts": {key: asdict(facts) for key, facts in sorted(self.facts.items())},
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Inventory:
    """What is known of the files: facts by path, and what a build keeps for the next run."""

    facts: Mapping[str, Facts] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)

    @property
    def hashes(self) -> Mapping[str, str]:
        """The SHA-256 of every file that was looked into, by path."""
        return {path: digest for path, (_, digest) in self.kept.hashes.items()}

    def keep(self, root: Path) -> None:
        """Write what was found to the cache; only a build does, which holds the lock."""
        target = root / CACHE_PATH
        content = self.kept.as_json()
        if not target.is_file() or target.read_bytes() != content:
            temporary = target.with_suffix(".tmp")
            temporary.write_bytes(content)
            temporary.replace(target)


def take_stock(root: Path, files: Mapping[str, StoredFile]) -> Inventory:
    """Look into every file that entries use and that the schema has nothing against; nothing in a file raises."""
    taking = _Stocktaking(root, _read_kept(root))
    paths = sorted(path for path, stored in files.items() if _to_inspect(stored))
    for number, facts in inspect_each(taking.unknown(paths)):
        taking.found[taking.asked[number]] = facts
    known = {path: taking.found[key] for path, key in taking.keys.items()}
    return Inventory({**known, **dict.fromkeys(taking.unread, UNREADABLE)}, Kept(taking.hashes, taking.found))


@dataclass
class _Stocktaking:
    """One run of `take_stock`."""

    root: Path
    kept: Kept
    hashes: dict[str, tuple[Signature, str]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    """By path, the key of its facts."""
    found: dict[str, Facts] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """The keys of what `unknown` gave out, in order."""
    unread: list[str] = field(default_factory=list)

    def unknown(self, paths: Iterable[str]) -> Iterator[tuple[bytes, str]]:
        """Yield the content and extension of each file that nothing is known of, and note the hash of every file."""
        for path in paths:
            source, kind = locate(self.root, path), extension(path)
            try:
                signature = _signature(source)
                same = self.kept.hashes.get(path)
                digest = same[1] if same is not None and same[0] == signature else ""
                content = b""
                if f"{digest}.{kind}" not in self.kept.facts:
                    content = _read(source)
                    digest = hashlib.sha256(content).hexdigest()
            except OSError:
                self.unread.append(path)
                continue
            key = f"{digest}.{kind}"
            self.hashes[path], self.keys[path] = (signature, digest), key
            if key in self.kept.facts:
                self.found[key] = self.kept.facts[key]
            elif key not in self.asked:
                self.asked.append(key)
                yield content, kind


def _to_inspect(stored: StoredFile) -> bool:
    """Return whether an entry uses the file and nothing was said against it yet: one fault is one problem."""
    kind, real = extension(stored.path), stored.real_type
    claimed = REAL_TYPES.get(kind, real)
    return (
        kind in EVIDENCE_TYPES
        and 0 < stored.size <= MAX_FILE_BYTES
        and real not in ("", "html", "lfs")
        and (real == claimed or (claimed, real) == WRAPPED)
    )


def _signature(path: Path) -> Signature:
    status = path.lstat()
    return status.st_size, status.st_mtime_ns


def _read(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _read_kept(root: Path) -> Kept:
    """Return the cache, or an empty one when it is absent, of another recipe, or not as we wrote it."""
    path = root / CACHE_PATH
    try:
        written = _signature(path)[1]
        content = json.loads(_read(path))
        if content["recipe"] != RECIPE:
            return Kept()
        hashes = {path: ((int(size), int(time)), str(sha)) for path, (size, time, sha) in content["hashes"].items()}
        facts = {str(key): _facts(value) for key, value in content["facts"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Kept()
    # A file changed in the very moment the cache was written may have changed again with the same time.
    return Kept({path: known for path, known in hashes.items() if known[0][1] < written}, facts)


def _facts(value: Any) -> Facts:  # noqa: ANN401 - JSON
    """Return facts from JSON; raises what `_read_kept` expects for what we never write, such as an unknown rule."""
    findings = tuple(Finding(finding["code"], dict(finding["values"])) for finding in value["findings"])
    for finding in findings:
        problem(finding.code, Place(""), value="", **finding.values)
    pages, title, has_text = value["pages"], value["title"], value["has_text"]
    if not isinstance(pages, int | None) or not isinstance(title, str | None) or not isinstance(has_text, bool | None):
        raise TypeError
    traces = tuple(Trace(**trace) for trace in value["traces"])
    for trace in traces:
        if trace.kind not in FINDINGS or trace.spot not in SPOTS or not all(map(_is_text, asdict(trace).values())):
            raise TypeError
    return Facts(pages, title, has_text, findings, traces)


def _is_text(value: object) -> bool:
    return isinstance(value, str)
