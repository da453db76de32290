"""What was sealed: reads what `prongsai freeze` wrote to `disclosures/snapshots/`.

A snapshot carries the hash of its own content, so one that was edited by hand does not pass for a seal. It is no
signature: who can write the file can write the hash too, and git remembers who did.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from generator.problem import Place, Problem
from generator.rules import problem

FOLDER = "disclosures/snapshots"
_NAME = re.compile(r"(2[4-7][0-9]{2})-r([1-9][0-9]{0,2})\.json")


class Sealed(BaseModel):
    """What all parts of a snapshot share."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SealedEvidence(Sealed):
    """One row of evidence, as it was offered.

    `bytes` and `sha256` are those of what is published: of the served file, of a page's words, and of the answer of a
    web address as far as the link check has seen it. A picture is published drawn again, so the file it was made from
    has its own (`source_…`).
    """

    title: str
    covers: tuple[int, ...] = ()
    period: str | None = None
    issued: date | None = None
    pdf_page: int | None = None
    document: str | None = None
    file: str | None = None
    url: str | None = None
    page: str | None = None
    address: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    source_bytes: int | None = None
    source_sha256: str | None = None
    media_type: str | None = None
    checked_at: str | None = None

    @property
    def target(self) -> str:
        """What the row points to."""
        return self.file or self.url or self.page or ""


class SealedItem(Sealed):
    """One item: the words of its page, line by line, and its evidence. `ready` is how it was judged on that day."""

    code: str
    title: str
    status: str
    ready: bool | None = None
    explanation: str | None = None
    url: str
    text: tuple[str, ...]
    text_sha256: str
    evidence: tuple[SealedEvidence, ...] = ()


class Snapshot(Sealed):
    """One round of one year."""

    version: Literal[1] = 1
    year: int
    round: int
    date: date
    office: str
    catalogue_sha256: str
    counts: Mapping[str, int]
    items: tuple[SealedItem, ...]

    def as_json(self) -> str:
        """Return the file: keys sorted, one value a line, and the hash of all the rest."""
        content = {**self.model_dump(mode="json", exclude_none=True), "sha256": digest(self)}
        return f"{json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)}\n"


@dataclass(frozen=True)
class Seal:
    """What was sealed when: the digest of each item, by code."""

    year: int
    round: int
    date: date
    items: Mapping[str, str]
    path: str


def path_of(year: int, number: int) -> str:
    """Return where the snapshot of a round stands, from the root."""
    return f"{FOLDER}/{year}-r{number}.json"


def digest(part: Sealed) -> str:
    """Return the SHA-256 of a part of a snapshot, the same on every machine."""
    content = part.model_dump(mode="json", exclude_none=True)
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def read_snapshots(root: Path) -> tuple[tuple[Snapshot, ...], list[Problem]]:
    """Return the snapshots by year and round, and a problem for each file that is no whole snapshot."""
    try:
        paths = sorted((root / FOLDER).iterdir())
    except OSError:
        return (), []
    found, problems = [], []
    for path in paths:
        if path.suffix.lower() != ".json":
            continue
        snapshot = _read(path)
        if snapshot is None:
            place = Place(f"{FOLDER}/{path.name}")
            problems.append(problem("bad-snapshot", place, path=place.path))
        else:
            found.append(snapshot)
    return tuple(sorted(found, key=lambda snapshot: (snapshot.year, snapshot.round))), problems


def _read(path: Path) -> Snapshot | None:
    named = _NAME.fullmatch(path.name)
    if named is None or path.is_symlink() or not path.is_file():
        return None
    try:
        content = json.loads(path.read_bytes())
        claimed = content.pop("sha256")
        snapshot = Snapshot.model_validate(content)
        untouched = claimed == digest(snapshot)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None  # pydantic's and the decoder's errors are ValueErrors
    return snapshot if untouched and path_of(snapshot.year, snapshot.round).endswith(f"/{path.name}") else None


def seals(root: Path) -> list[Seal]:
    """Return every seal, by year and round; files that are no whole snapshot are left to `read_snapshots`."""
    return [
        Seal(
            one.year, one.round, one.date, {item.code: digest(item) for item in one.items}, path_of(one.year, one.round)
        )
        for one in read_snapshots(root)[0]
    ]
