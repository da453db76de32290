"""`prongsai freeze` and `prongsai verify`: what the assessor sees, kept with hashes, and what has changed since.

What is compared is what the office wrote and filed. What only time changes (the state of a link, a person's check of
it, the other years) is left out, so a seal that nobody touched stays whole. Files are compared from the disk, whatever
else is wrong with the content.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from generator.answers import answers_of, faulty_answers, faulty_files
from generator.assets import Assets, write_whole
from generator.catalogue import Catalogue
from generator.checks import check
from generator.differences import Difference, Values, item_differences, said
from generator.evidence import ResolvedEvidence
from generator.library import Library, Loaded, load
from generator.pages.page import Answer
from generator.problem import Problem
from generator.refusal import RefusedError
from generator.snapshots import Seal, SealedEvidence, SealedItem, Snapshot, path_of, read_snapshots, seals
from generator.transcript import Transcript
from generator.tree import locate

ROUNDS = range(1, 100)


class SealError(RefusedError):
    """Nothing can be sealed there."""


@dataclass(frozen=True)
class Frozen:
    """What `freeze` did: the file it wrote, or None and the errors that forbid it; and how many items it holds."""

    path: str | None
    problems: tuple[Problem, ...] = ()
    items: int = 0
    evidence: int = 0


@dataclass(frozen=True)
class Verification:
    """What `verify` found: the seals it compared (the last round of each year), and all that is not as it was."""

    seals: tuple[Seal, ...] = ()
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Snapshots that can't be read."""
    errors: int = 0
    """How many errors the content has."""

    @property
    def sound(self) -> bool:
        """Whether everything is as it was sealed, and everything could be compared."""
        return not (self.differences or self.problems or self.errors)


def freeze(root: Path, year: int, number: int, today: date) -> Frozen:
    """Seal round `number` of a year, dated `today`; raises SealError when it is sealed already or can't be.

    As with a build, nothing is written while the content has errors.
    """
    if number not in ROUNDS:
        raise SealError(f"รอบต้องเป็น {ROUNDS[0]} ถึง {ROUNDS[-1]}", f"a round is {ROUNDS[0]} to {ROUNDS[-1]}")
    path = path_of(year, number)
    if os.path.lexists(root / path):
        raise SealError(
            f"{path} มีอยู่แล้ว การผนึกเปลี่ยนภายหลังไม่ได้ ให้ใช้รอบถัดไป",
            f"{path} exists; a seal is never overwritten, use the next round",
        )
    loaded = load(root)
    problems = [found for found in check(loaded) if found.severity == "error"]
    library = loaded.library
    if library is None or problems:
        return Frozen(None, tuple(problems))
    if year not in library.catalogues:
        there = ", ".join(map(str, library.catalogues)) or "–"
        raise SealError(
            f"ไม่มีแบบประเมินของปี {year} (ปีที่มี: {there})", f"there is no catalogue for {year} (there is: {there})"
        )
    items, pictures = _sealed_items(root, loaded, year)
    if pictures:
        return Frozen(None, tuple(pictures))
    snapshot = Snapshot(
        year=year,
        round=number,
        date=today,
        office=library.office.data.label,
        catalogue_sha256=_catalogue_hash(library.catalogues[year].data),
        counts=_counts(items.values()),
        items=tuple(items.values()),
    )
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    write_whole(root / path, snapshot.as_json().encode())
    return Frozen(path, (), len(items), snapshot.counts["evidence"])


def verify(root: Path) -> Verification:
    """Compare the last round of each year with what would be published now. Writes nothing; nothing in it raises."""
    snapshots, broken = read_snapshots(root)
    latest = {snapshot.year: snapshot for snapshot in snapshots}  # sorted, so the last round stays
    if not latest:
        return Verification(problems=tuple(broken))
    loaded = load(root)
    problems = check(loaded)
    found = [
        said(snapshot, *one) for snapshot in latest.values() for one in _differences(root, loaded, problems, snapshot)
    ]
    compared = tuple(seal for seal in seals(root) if latest[seal.year].round == seal.round)
    errors = sum(problem.severity == "error" for problem in problems)
    return Verification(compared, tuple(found), tuple(broken), errors)


# ── sealing ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class _Files:
    """The files of `disclosures/`, each read once."""

    root: Path
    _known: dict[str, tuple[int, str] | None] = field(default_factory=dict)

    def look(self, path: str) -> tuple[int, str] | None:
        """Return the size and the SHA-256 of the file at `files/…`, or None when there is no such file."""
        if path not in self._known:
            place = locate(self.root, path)
            try:
                content = None if place.is_symlink() else place.read_bytes()
            except OSError:
                content = None
            self._known[path] = None if content is None else (len(content), sha256(content).hexdigest())
        return self._known[path]

    def fingerprint(self, path: str) -> str | None:
        """Return the SHA-256 alone."""
        found = self.look(path)
        return found[1] if found else None


def _sealed_items(root: Path, loaded: Loaded, year: int) -> tuple[dict[str, SealedItem], list[Problem]]:
    """Return every item of the year as it would be published now, by code, and the pictures that can't be drawn."""
    library = loaded.library
    answers = answers_of(root, loaded, year)
    if library is None:
        return {}, []
    files = _Files(root)
    assets = Assets(root, root / ".prongsai" / "assets")
    used = {row.file for answer in answers.values() for row in answer.evidence if row.file}
    assets.prepare(used, (), lambda _done, _total: None)
    sealer = _Sealer(library, files, assets, Transcript(library, files.fingerprint))
    return {code: sealer.item(answer) for code, answer in answers.items()}, assets.problems


@dataclass(frozen=True)
class _Sealer:
    library: Library
    files: _Files
    assets: Assets
    transcript: Transcript

    def item(self, answer: Answer) -> SealedItem:
        text = self.transcript.item(answer)
        office = self.library.office.data
        return SealedItem(
            code=answer.item.code,
            title=answer.item.title.th,
            status=answer.readiness.status,
            ready=answer.readiness.ready,
            explanation=answer.entry.data.explanation if answer.entry else None,
            url=f"{office.url.href.rstrip('/') if office.url else ''}/{answer.address}/",
            text=text,
            text_sha256=_hash_of_lines(text),
            evidence=tuple(map(self.evidence, answer.evidence)),
        )

    def evidence(self, row: ResolvedEvidence) -> SealedEvidence:
        content = self._file(row.file) if row.file else self._page(row.page) if row.page is not None else _remote(row)
        return SealedEvidence.model_validate(
            {
                "title": row.title,
                "covers": row.covers,
                "period": str(row.period) if row.period else None,
                "issued": row.issued,
                "pdf_page": row.pdf_page,
                "document": row.document,
                "file": row.file,
                "url": row.url,
                "page": row.page,
                **content,
            }
        )

    def _file(self, path: str) -> dict[str, object]:
        source = self.files.look(path)
        if source is None:
            return {}
        served = self.assets.evidence(path)
        return {
            "address": served.address,
            "bytes": served.size,
            "sha256": served.sha256,
            "source_bytes": source[0],
            "source_sha256": source[1],
        }

    def _page(self, address: str) -> dict[str, object]:
        lines = self.transcript.page(address)
        return {} if lines is None else {"bytes": len(_whole(lines)), "sha256": _hash_of_lines(lines)}


def _remote(row: ResolvedEvidence) -> dict[str, object]:
    """Return what the ledger knows of a web address."""
    known = row.link
    if known is None:
        return {}
    checked = known.checked_at.date().isoformat() if known.checked_at else None
    return {"bytes": known.bytes, "sha256": known.sha256, "media_type": known.media_type, "checked_at": checked}


def _whole(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _hash_of_lines(lines: Sequence[str]) -> str:
    return sha256(_whole(lines)).hexdigest()


def _catalogue_hash(catalogue: Catalogue) -> str:
    """Return the hash of what the catalogue says; comments and line ends in its file are nobody's business."""
    content = catalogue.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _counts(items: Iterable[SealedItem]) -> dict[str, int]:
    listed = list(items)
    counts = {"items": len(listed), "evidence": sum(len(item.evidence) for item in listed)}
    counts["ready"] = sum(item.ready is True for item in listed)
    for status in sorted({item.status for item in listed}):
        counts[f"status_{status}"] = sum(item.status == status for item in listed)
    return counts


# ── comparing ────────────────────────────────────────────────────────────────────────────────────────────────────

Found = tuple[str | None, str, Values]
"""The item that differs (None for the whole year), the kind of the difference, and what its sentences say."""


def _differences(root: Path, loaded: Loaded, problems: Sequence[Problem], sealed: Snapshot) -> Iterator[Found]:
    library = loaded.library
    catalogue = library.catalogues.get(sealed.year) if library else None
    if catalogue is None:
        yield None, "year-unread", {}
    elif _catalogue_hash(catalogue.data) != sealed.catalogue_sha256:
        yield None, "catalogue", {}
    now, _ = _sealed_items(root, loaded, sealed.year)
    faulty = faulty_answers(faulty_files(problems), sealed.year)
    files = _Files(root)
    for before in sealed.items:
        code = before.code
        after = now.get(code)
        yield from ((code, *found) for found in _file_differences(before, files))
        if after is not None and after.status == "missing" and code in faulty:
            yield code, "item-unread", {}
        elif after is not None:
            yield from ((code, *found) for found in item_differences(before, after))
        elif catalogue is not None:
            yield code, "item-gone", {}
    sealed_codes = {item.code for item in sealed.items}
    yield from ((code, "item-new", {}) for code in now if code not in sealed_codes)


def _file_differences(sealed: SealedItem, files: _Files) -> Iterator[tuple[str, Values]]:
    for path, row in {row.file: row for row in sealed.evidence if row.file}.items():
        found = files.look(path)
        if found is None:
            yield "file-gone", {"file": path}
        elif found[1] != row.source_sha256:
            was, now = str(row.source_sha256)[:12], found[1][:12]
            yield "file-changed", {"file": path, "before": row.source_bytes, "after": found[0], "was": was, "now": now}
