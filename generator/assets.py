"""Evidence files and pictures on their way from `disclosures/files/` to the site.

Pages ask for a file and get its address, size and hash; what was asked for is what gets published, and nothing else.
Each result is kept in the cache under the hash of what it was made from, so it is made once.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from generator.cards import PHOTOGRAPH, Face, name_of
from generator.cards.stock import stock
from generator.fields import PICTURES, extension
from generator.images import PictureError, icons, redrawn, variants
from generator.inspection import Facts
from generator.isolation import Limits, each
from generator.linking import link, make_folder
from generator.previews import WIDTH, PreviewError, preview
from generator.problem import Place, Problem
from generator.rules import problem
from generator.tree import CONTENT, locate

Make = Callable[[bytes], tuple[list[bytes], list[tuple[int, int]]]]

_RECIPE = "1"
"""Raised when pictures are made in another way, so that old results are not taken from the cache."""

_UNFINISHED = re.compile(r".+\.\d+\.tmp")
"""What `write_whole` calls a file that is not whole yet: the number is that of the process."""

_LIMITS = Limits(seconds=30, memory=2_000_000_000)
"""A picture of 40 million pixels is held a few times over while it is made smaller."""

PREVIEWED = (*PICTURES, "pdf")
"""The types of files of which there can be a picture."""

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
}
"""By extension, as registered with IANA."""


ICONS = {"assets/images/favicon.png": 64, "assets/images/touch-icon.png": 180}
"""The icons of the site for browsers and phones, with their width in pixels."""


@dataclass(frozen=True)
class PublishedFile:
    """A file as it is served: its address, the name it is offered under, its size in bytes and its SHA-256."""

    address: str
    name: str
    size: int
    sha256: str
    media_type: str = "application/octet-stream"
    pages: int | None = None
    document_title: str | None = None
    """The title in the document's own metadata."""


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
    facts: Mapping[str, Facts] = field(default_factory=dict)
    """What is known of the files, by path."""
    hashes: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of files that were looked into, by path: they are not read again for it."""
    _hashes: dict[str, str] = field(default_factory=dict)
    _served: dict[str, tuple[PublishedFile, Path]] = field(default_factory=dict)
    _noted: list[tuple[str, str]] | None = None
    """What was asked for since `noting` began."""
    _outputs: dict[str, Path] = field(default_factory=dict)
    """Address on the site → the cached file with its bytes."""
    problems: list[Problem] = field(default_factory=list)
    _cards: dict[Face, str] = field(default_factory=dict)
    """Which cards there are: the file name of each."""

    def prepare(
        self,
        evidence: Iterable[str],
        pictures: Iterable[str],
        report: Callable[[int, int], None],
        *,
        previews: Iterable[str] = (),
        emblem: str | None = None,
    ) -> None:
        """Make what is not in the cache yet, on every core; a picture that can't be read becomes a problem."""
        self.cache.mkdir(parents=True, exist_ok=True)
        jobs: dict[Path, tuple[Make, str]] = {}
        for path in sorted({*evidence}):
            if extension(path) in PICTURES:
                jobs[self._cached(path, "redrawn")] = (_redraw, path)
        for path in sorted({*pictures}):
            jobs[self._cached(path, "sizes")] = (_resize, path)
        for path in sorted({*previews}):
            if extension(path) in PREVIEWED:
                jobs[self._cached(path, "preview")] = (_draw if extension(path) == "pdf" else _shrink, path)
        if emblem:
            jobs[self._cached(emblem, "icons")] = (_icons, emblem)
        missing = [(make, path, folder) for folder, (make, path) in jobs.items() if not (folder / "done").exists()]
        tasks = [(make, locate(self.root, path), folder) for make, path, folder in missing]
        lost: str | None = "broken-picture"
        for done, (number, code) in enumerate(each(_make, tasks, _LIMITS, lost), 1):
            make, path, folder = missing[number]
            if code and make is _draw:
                _keep(folder, [], [])  # no picture of it then, this time and at every build
            elif code and (found := problem(code, Place(f"{CONTENT}/{path}"))) not in self.problems:
                self.problems.append(found)
            report(done, len(tasks))

    def prepare_cards(self, faces: Iterable[Face], report: Callable[[int, int], None]) -> None:
        """Draw the cards that are not in the cache yet. `prepare` must have made the pictures on them."""
        wanted, names = {}, {}
        for face in dict.fromkeys(faces):
            cover = self._cover(face.cover) if face.cover else None
            names[face] = name_of(face, self._hash(face.cover) if cover and face.cover else None)
            wanted[names[face]] = face, cover
        there = stock(self.cache / "cards", wanted, report)
        self._cards = {face: name for face, name in names.items() if name in there}

    def card(self, face: Face) -> str | None:
        """Return the address of a card, and have it published; None when there is none."""
        name = self._cards.get(face)
        if name is None:
            return None
        address = f"assets/cards/{name}"
        self._publish(address, self.cache / "cards" / name)
        return address

    def drawing(self, address: str, draw: Callable[[str], bytes], subject: str) -> str:
        """Have the drawing of `subject` published at `address`, and return that; it is drawn once."""
        target = self.cache / f"{hashlib.sha256(subject.encode()).hexdigest()}-{draw.__name__}{_RECIPE}"
        if not target.exists():
            write_whole(target, draw(subject))
        self._publish(address, target)
        return address

    def evidence(self, path: str) -> PublishedFile:
        """Return how the file at `files/…` is served, and have it published."""
        if path not in self._served:
            self._served[path] = self._serve(path)
        served, source = self._served[path]
        self._publish(served.address, source)
        return served

    def _serve(self, path: str) -> tuple[PublishedFile, Path]:
        address = served_address(path)
        source = self._cached(path, "redrawn") / "0" if extension(path) in PICTURES else self._copied(path)
        content = source.read_bytes() if source.exists() else b""
        facts = self.facts.get(path, Facts())
        served = PublishedFile(
            address,
            path.rsplit("/", 1)[-1],
            len(content),
            hashlib.sha256(content).hexdigest(),
            MEDIA_TYPES.get(extension(path), "application/octet-stream"),
            facts.pages,
            facts.title,
        )
        return served, source

    def picture(self, path: str) -> PublishedPicture | None:
        """Return how the picture at `files/…` is served, and have it published; None when it can't be read."""
        return self._drawn(path, "sizes")

    def preview(self, path: str) -> PublishedPicture | None:
        """Return a small picture of the file at `files/…`, and have it published; None when there is none.

        Of a PDF it shows the first page. `prepare` must have been told that it is wanted.
        """
        return self._drawn(path, "preview")

    def publish_icons(self, path: str) -> None:
        """Have the icons of browsers and phones published as pictures of the emblem at `files/…`."""
        for number, address in enumerate(ICONS):
            self._publish(address, self._cached(path, "icons") / str(number))

    def _drawn(self, path: str, what: str) -> PublishedPicture | None:
        folder, made = self._made(path, what)
        if not made:
            return None
        digest = self._hash(path)
        sizes = []
        for number, (width, _) in enumerate(made):
            address = f"assets/pictures/{digest[:16]}-{width}.webp"
            self._publish(address, folder / str(number))
            sizes.append((address, width))
        return PublishedPicture(tuple(sizes), *made[-1])

    def _cover(self, path: str) -> Path | None:
        """Return, of the sizes of a picture, the smallest that fills its place on a card."""
        folder, made = self._made(path, "sizes")
        large = [
            number for number, (width, height) in enumerate(made) if width >= PHOTOGRAPH[0] and height >= PHOTOGRAPH[1]
        ]
        return folder / str((*large, len(made) - 1)[0]) if made else None

    def _made(self, path: str, what: str) -> tuple[Path, list[tuple[int, int]]]:
        """Return where the results for a file are, and their sizes; none when it could not be read."""
        folder = self._cached(path, what)
        try:
            return folder, json.loads((folder / "done").read_text("utf-8"))
        except OSError:
            return folder, []

    def noting(self, work: Callable[[], str]) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return what `work` returns, and what it asked for: each address, and where in the cache its bytes are."""
        self._noted = []
        try:
            return work(), tuple(self._noted)
        finally:
            self._noted = None

    def ask_again(self, noted: Iterable[tuple[str, str]]) -> bool:
        """Have published what was noted in an earlier run; False when some of it is not there any more."""
        for address, place in noted:
            if address not in self._outputs:
                if not (self.cache / place).is_file():
                    return False
                self._outputs[address] = self.cache / place
        return True

    def digest_of(self, path: str) -> str:
        """Return the SHA-256 of the file at `files/…`; an empty text when there is none that can be read."""
        try:
            return self._hash(path)
        except OSError:
            return ""

    def _publish(self, address: str, source: Path) -> None:
        self._outputs[address] = source
        if self._noted is not None:
            self._noted.append((address, source.relative_to(self.cache).as_posix()))

    def size_of(self, address: str) -> int:
        """Return the size in bytes of a file that is published at `address`."""
        return self._outputs[address].stat().st_size

    def write(self, out: Path) -> list[str]:
        """Put every file that was asked for below `out`; return their addresses."""
        for folder in sorted({address.rpartition("/")[0] for address in self._outputs}):
            make_folder(out / folder)
        for address, source in self._outputs.items():
            link(source, os.path.join(out, address))  # noqa: PTH118 - thousands of them
        return sorted(self._outputs)

    def _hash(self, path: str) -> str:
        if path not in self._hashes:
            known = self.hashes.get(path)
            self._hashes[path] = known or hashlib.sha256(_read(locate(self.root, path))).hexdigest()
        return self._hashes[path]

    def _cached(self, path: str, what: str) -> Path:
        return self.cache / f"{self._hash(path)}-{what}{_RECIPE}"

    def _copied(self, path: str) -> Path:
        target = self.cache / f"{self._hash(path)}-file"
        if not target.exists():
            write_whole(target, _read(locate(self.root, path)))
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
    try:
        temporary.write_bytes(content)
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise


def clear_unfinished(*folders: Path) -> None:
    """Remove what runs that were killed left half written below folders of ours. For who holds the lock."""
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in names:
                if _UNFINISHED.fullmatch(name):
                    Path(place, name).unlink(missing_ok=True)


def clear_beside(*targets: Path) -> None:
    """Remove half-written copies of files of ours that stand among other people's files. For who holds the lock."""
    for target in targets:
        for path in target.parent.glob(f"{target.name}.*.tmp"):
            if _UNFINISHED.fullmatch(path.name):
                path.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def _redraw(content: bytes) -> tuple[list[bytes], list[tuple[int, int]]]:
    return [redrawn(content)], []


def _resize(content: bytes) -> tuple[list[bytes], list[tuple[int, int]]]:
    made = variants(content)
    return [variant.content for variant in made], [(variant.width, variant.height) for variant in made]


def _shrink(content: bytes) -> tuple[list[bytes], list[tuple[int, int]]]:
    (made,) = variants(content, (WIDTH,))
    return [made.content], [(made.width, made.height)]


def _icons(content: bytes) -> tuple[list[bytes], list[tuple[int, int]]]:
    return icons(content, list(ICONS.values())), []


def _draw(content: bytes) -> tuple[list[bytes], list[tuple[int, int]]]:
    made = preview(content)
    return [made.content], [(made.width, made.height)]


def _make(task: tuple[Make, Path, Path]) -> str | None:
    """Make one cached result in a worker; return the code of the rule when the picture can't be used."""
    make, source, folder = task
    try:
        contents, sizes = make(_read(source))
    except PictureError as fault:
        return fault.code
    except PreviewError:
        return "unreadable-document"
    _keep(folder, contents, sizes)
    return None


def _keep(folder: Path, contents: Sequence[bytes], sizes: Sequence[tuple[int, int]]) -> None:
    folder.mkdir(exist_ok=True)
    for number, content in enumerate(contents):
        write_whole(folder / str(number), content)
    write_whole(folder / "done", json.dumps(sizes).encode())
