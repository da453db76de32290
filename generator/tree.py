"""What stands where below `disclosures/`: which file is an entry of which kind, and what is not where it should be.

Only regular files count. Links are never followed, so nothing outside the tree can be read or published.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.dates import BUDDHIST_YEARS
from generator.fields import SLUG, StoredFile, good_file_name, item_code
from generator.kinds import KINDS, Kind
from generator.problem import Place, Problem
from generator.rules import problem
from generator.text import nearest, normalise

CONTENT = "disclosures"
_MACHINE_FILES = frozenset({"addresses.txt", "ledger.json"})
_MACHINE_FOLDERS = frozenset({"snapshots"})
_LOCKS = ("~$", ".~lock")
"""How names begin that office programs give to a file while it is open."""
_SILENT = frozenset({".gitkeep", ".gitignore", ".gitattributes", ".DS_Store"})
RESERVED = frozenset({"index", "404", "search", "assets", "sitemap", "page", "assess", "data", "files", "admin"})


@dataclass(frozen=True)
class Found:
    """A content file: its path from the root, what kind it is, and what its place says of it."""

    path: str
    kind: Kind
    name: str
    year: int | None


def scan(root: Path) -> tuple[list[Found], dict[str, int], list[Problem]]:
    """Return the content files, the sizes of the files below `files/`, and what stands where it should not."""
    found: list[Found] = []
    files: dict[str, int] = {}
    problems: list[Problem] = []
    folded: dict[str, str] = {}
    for path, entry in _walk(root / CONTENT, "", problems):
        if entry.name in _SILENT:
            continue
        place = Place(f"{CONTENT}/{path}")
        fold = normalise(path).casefold()
        if fold in folded:
            problems.append(problem("path-collision", place, other=folded[fold]))
        folded.setdefault(fold, path)
        status = entry.stat(follow_symlinks=False)
        if entry.name.startswith(_LOCKS):
            problems.append(problem("unknown-file", place))
        elif not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            problems.append(problem("not-a-regular-file", place))
        elif path.startswith("files/"):
            _place_stored(path, status, files, problems)
        elif stat.S_ISREG(status.st_mode):
            _place_file(path, found, problems)
        elif entry.name.endswith((".yaml", ".yml")):
            problems.append(problem("not-a-regular-file", place))
    return _without_doubles(found, problems), files, problems


def _place_stored(path: str, status: os.stat_result, files: dict[str, int], problems: list[Problem]) -> None:
    """Note a file below `files/`, or say why its name can't be used."""
    name = path.rsplit("/", 1)[-1]
    if not good_file_name(name):
        problems.append(problem("bad-files-name", Place(f"{CONTENT}/{path}"), name=name))
    elif stat.S_ISREG(status.st_mode):
        files[normalise(path)] = status.st_size


def _walk(folder: Path, prefix: str, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file, link and folder below `folder` in the order of their names; links are not followed."""
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError:
        problems.append(problem("unreadable-file", Place(f"{CONTENT}/{prefix}".rstrip("/"))))
        return
    for entry in entries:
        path = f"{prefix}{entry.name}"
        yield path, entry
        if entry.is_dir(follow_symlinks=False) and path not in _MACHINE_FOLDERS:
            yield from _walk(folder / entry.name, f"{path}/", problems)


def _place_file(path: str, found: list[Found], problems: list[Problem]) -> None:
    """Decide what the file at `path` is, or say why it is nothing."""
    place = Place(f"{CONTENT}/{path}")
    *folders, name = path.split("/")
    stem, _, ending = name.rpartition(".")
    if not folders and name in _MACHINE_FILES:
        return
    if ending not in ("yaml", "yml") or not stem:
        problems.append(problem("unknown-file", place))
        return
    kind = _kind_of(folders, stem)
    if kind is None:
        sections = [known.place.split("/")[0] for known in KINDS]
        near = nearest((folders or [name])[0], sections)
        problems.append(problem("misplaced-entry", place, near=f"หมายถึง {near} หรือไม่" if near else ""))
        return
    year_text = stem if kind.place.endswith("YEAR.yaml") else folders[1] if "YEAR" in kind.place else ""
    if year_text and not (re.fullmatch("[0-9]{4}", year_text) and int(year_text) in BUDDHIST_YEARS):
        problems.append(problem("bad-year-folder", place, name=year_text))
    elif not SLUG.fullmatch(stem):
        problems.append(problem("bad-file-name", place, name=name))
    elif "*" in kind.place and (stem in RESERVED or not good_file_name(stem)):
        problems.append(problem("reserved-name", place, name=stem))
    else:
        item = item_code(stem) if kind.name == "oit" else stem
        if item is None:
            problems.append(problem("bad-code", place, value=stem))
        else:
            found.append(Found(f"{CONTENT}/{path}", kind, item, int(year_text) if year_text else None))
            if ending == "yml":
                # It is read all the same, so that what refers to it does not look wrong as well.
                problems.append(problem("wrong-extension", place))


def _kind_of(folders: list[str], stem: str) -> Kind | None:
    for kind in KINDS:
        *places, file = kind.place.split("/")
        fits = len(places) == len(folders) and all(p in (f, "YEAR") for p, f in zip(places, folders, strict=True))
        if fits and (file in (f"{stem}.yaml", "*.yaml", "YEAR.yaml")):
            return kind
    return None


def _without_doubles(found: list[Found], problems: list[Problem]) -> list[Found]:
    """Return `found` without a second answer to the same item (`o1` and `o01`), which is reported."""
    kept: dict[tuple[int | None, str], Found] = {}
    result = []
    for entry in found:
        key = (entry.year, entry.name)
        if entry.kind.name == "oit" and key in kept:
            first = kept[key].path
            problems.append(
                problem("duplicate-disclosure", Place(entry.path), item=entry.name, year=entry.year, first=first)
            )
            continue
        if entry.kind.name == "oit":
            kept[key] = entry
        result.append(entry)
    return result


_SIGNATURES = (
    (b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"), (b"version https://git-lfs", "lfs"), (b"GIF8", "gif"), (b"RIFF", "webp"),
    (b"II*\x00", "tiff"), (b"MM\x00*", "tiff"), (b"%!PS", "eps"), (b"\xef\xbb\xbf<", "html"),
)  # fmt: skip


def look_inside(root: Path, files: Mapping[str, int], used: Iterable[str]) -> dict[str, StoredFile]:
    """Return the stored files; those that entries use are opened to see what they really are."""
    wanted = set(used)
    return {
        path: StoredFile(path, size, _real_type(locate(root, path)) if path in wanted else "")
        for path, size in files.items()
    }


def locate(root: Path, path: str) -> Path:
    """Return where the file at the normalised `path` really stands: macOS and old programs spell Thai in other ways."""
    place = root / CONTENT
    for part in path.split("/"):
        straight = place / part
        if not os.path.lexists(straight) and place.is_dir():
            other = next((name for name in sorted(os.listdir(place)) if normalise(name) == part), part)  # noqa: PTH208
            straight = place / other
        place = straight
    return place


def _real_type(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            head = file.read(64)
    except OSError:
        return "?"
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "heic"
    return "html" if head.lstrip().lower().startswith((b"<!doctype", b"<html", b"<svg", b"<?xml")) else "?"
