"""Personal data within files: in the text of every page, cell and paragraph, and in what a file says of itself.

Looking through a whole file takes longer than looking at what it is, so it has a process and bounds of its own, and a
file that is too long for them keeps its facts. What comes out are masks and places, never the data.
"""

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator

from PIL import ExifTags, Image

from generator.inspection.facts import Trace
from generator.personal import sightings, veiled

MOST_TRACES = 50
"""A list of people has hundreds; by then the file itself is the mistake."""
PART_LIMIT = 20_000_000
MOST_CHARACTERS = 60_000_000
"""Of all parts of a package together; more is no document of an office."""

Pieces = Iterator[tuple[str, str, str]]
"""A spot of `rules.SPOTS`, which one of its kind, and the text that stands there."""


class TooLongError(Exception):
    """There is more in the file than we look through."""


def search(file: tuple[bytes, str]) -> tuple[Trace, ...] | None:
    """Return the personal data in a file, each number once and where it stands first; None if it is too much to read.

    This runs in the process apart, after `examine` found that the file can be read.
    """
    content, extension = file
    found: dict[tuple[str, str], Trace] = {}
    try:
        for spot, name, text in _READERS[extension](content):
            for one in sightings(text):
                trace = Trace(one.kind, one.masked, spot, veiled(name))
                found.setdefault((one.kind, one.masked), trace)
            if len(found) >= MOST_TRACES:
                break
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - as in `examine`: what the readers raise for hostile bytes has no end
        return None
    return tuple(found.values())[:MOST_TRACES]


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pdf(content: bytes) -> Pieces:
    import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 - PDFium can't be forked once it runs, see `pdf`

    with pypdfium2.PdfDocument(content) as document:
        for key, value in document.get_metadata_dict(skip_empty=True).items():
            yield "metadata", key, value
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            yield "page", str(number + 1), text.get_text_range()
            text.close()
            page.close()


# ── texts and tables without form ────────────────────────────────────────────────────────────────────────────────


def _text(content: bytes) -> Pieces:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp874", "replace")
    for number, line in enumerate(text.splitlines(), 1):
        yield "line", str(number), line


_ASCII = re.compile(rb"[\t -~]{10,4000}")
_WIDE = re.compile(rb"(?:[\t -~]\x00){10,4000}")


def _old_office(content: bytes) -> Pieces:
    """Yield what looks like text in a .doc, .xls or .ppt, whose form we have no reader for."""
    for found in _ASCII.finditer(content):
        yield "inside", "", found[0].decode("ascii")
    for found in _WIDE.finditer(content):
        yield "inside", "", found[0].decode("utf-16-le")


# ── packages of office programs ──────────────────────────────────────────────────────────────────────────────────

_BREAK = re.compile(r"<(?:\w+:)?(?:tab|br|cr|s|line-break)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def _said(xml: str) -> str:
    """Return the text of a piece of XML: what stands in several runs is one text, as it is to who reads it."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\t", xml)))


class _Package:
    """The parts of a package as text, within bounds."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        self.names = sorted(self._zip.namelist(), key=_natural)
        self._left = MOST_CHARACTERS

    def read(self, name: str) -> str:
        """Return a part, or nothing for one that is absent; raises TooLongError."""
        if name not in self.names:
            return ""
        with self._zip.open(name) as part:
            raw = part.read(PART_LIMIT + 1)
        self._left -= len(raw)
        if len(raw) > PART_LIMIT or self._left < 0:
            raise TooLongError
        return raw.decode("utf-8", "replace")

    def matching(self, pattern: str) -> Iterator[tuple[str, str]]:
        """Yield the number in the name, and the part, of each part whose whole name fits the pattern."""
        for name in self.names:
            if found := re.fullmatch(pattern, name):
                yield found[1] if found.groups() else "", self.read(name)

    def about_itself(self) -> Pieces:
        """Yield what the document says of itself: title, keywords, manager and what somebody added."""
        for name in ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"):
            for tag, text in re.findall(r"<(?:\w+:)?(\w+)(?:\s[^>]*)?>([^<]+)<", self.read(name)):
                yield "metadata", tag, html.unescape(text)


def _natural(name: str) -> tuple[object, ...]:
    """Return a key that puts slide10 behind slide2."""
    return tuple(int(part) if part.isdecimal() and part.isascii() else part for part in re.split(r"([0-9]+)", name))


def _docx(content: bytes) -> Pieces:
    package = _Package(content)
    yield from package.about_itself()
    for number, paragraph in enumerate(package.read("word/document.xml").split("</w:p>"), 1):
        yield "paragraph", str(number), _said(paragraph)
    for _, part in package.matching(r"word/(?:header|footer|comments|footnotes|endnotes)[0-9]*\.xml"):
        for paragraph in part.split("</w:p>"):
            yield "margin", "", _said(paragraph)


def _pptx(content: bytes) -> Pieces:
    package = _Package(content)
    yield from package.about_itself()
    for folder in ("slides/slide", "notesSlides/notesSlide"):
        for number, part in package.matching(rf"ppt/{folder}([0-9]+)\.xml"):
            for paragraph in part.split("</a:p>"):
                yield "slide", number, _said(paragraph)


_SHARED = re.compile(r"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si>", re.DOTALL)
_CELL = re.compile(r"<(?:\w+:)?c\s([^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(r"<(?:\w+:)?v>([^<]*)<")


def _xlsx(content: bytes) -> Pieces:
    """Yield each cell that could hold something. Most can't, and are passed over by a look at the whole sheet."""
    package = _Package(content)
    yield from package.about_itself()
    shared = package.read("xl/sharedStrings.xml")
    telling = {str(index): text for index, text in enumerate(map(_said, _SHARED.findall(shared))) if sightings(text)}
    titles = _titles(package)
    for name in package.names:
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            sheet = package.read(name)
            if telling or re.search(r"[0-9@](?:[^<>]{0,6}[0-9]){9}|@|<(?:\w+:)?is>", sheet):
                yield from _cells(sheet, titles.get(name, ""), telling)
    for _, comments in package.matching(r"xl/(?:comments[0-9]*|threadedComments/\w+)\.xml"):
        for comment in re.split(r"</(?:\w+:)?(?:comment|threadedComment)>", comments):
            yield "comment", "", _said(comment)
    for title in titles.values():
        yield "sheet", title, title


def _cells(sheet: str, title: str, telling: dict[str, str]) -> Pieces:
    for attributes, inner in _CELL.findall(sheet):
        place = re.search(r'\br="([A-Z]{1,3}[0-9]{1,7})"', attributes)
        value = _VALUE.search(inner)
        text = _said(inner) if "<is>" in inner or ":is>" in inner else html.unescape(value[1]) if value else ""
        if re.search(r'\bt="s"', attributes):
            text = telling.get(text.strip(), "")
        if text:
            yield "cell", f"{title}!{place[1]}" if place and title else place[1] if place else title, text


def _titles(package: _Package) -> dict[str, str]:
    """Return the title of each sheet by the name of its part."""
    relations = {}
    for relation in re.findall(r"<Relationship\s[^>]*>", package.read("xl/_rels/workbook.xml.rels")):
        key, target = (re.search(rf'\b{name}="([^"]*)"', relation) for name in ("Id", "Target"))
        if key and target:
            relations[key[1]] = target[1].removeprefix("/xl/")
    titles = {}
    for sheet in re.findall(r"<(?:\w+:)?sheet\s[^>]*>", package.read("xl/workbook.xml")):
        name, key = re.search(r'\bname="([^"]*)"', sheet), re.search(r'\br:id="([^"]*)"', sheet)
        if name and key and key[1] in relations:
            titles[f"xl/{relations[key[1]]}"] = html.unescape(name[1])
    return titles


def _open_document(content: bytes) -> Pieces:
    package = _Package(content)
    yield from package.about_itself()
    for part in ("content.xml", "styles.xml"):
        title = ""
        for piece in package.read(part).split("</text:p>"):
            if named := re.findall(r'<table:table\s[^>]*?table:name="([^"]*)"', piece):
                title = html.unescape(named[-1])
            yield ("sheet", title, _said(piece)) if title else ("inside", "", _said(piece))


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _picture(content: bytes) -> Pieces:
    """Yield the texts a camera or a program put into a picture. The published one is drawn without them."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
        image.load()
        exif = image.getexif()
        tags = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
        for number, value in sorted(tags.items()):
            yield "metadata", ExifTags.TAGS.get(number, str(number)), _readable(value)
        for name, value in sorted((str(name), value) for name, value in image.info.items() if name not in _BINARY):
            yield "metadata", name, _readable(value)


_BINARY = frozenset({"exif", "icc_profile", "photoshop", "dpi", "gamma", "jfif", "jfif_version", "jfif_unit",
                     "jfif_density", "progressive", "progression", "transparency", "adobe"})  # fmt: skip


def _readable(value: object) -> str:
    """Return the text in a tag, whichever of the encodings of EXIF it is in."""
    if not isinstance(value, bytes):
        return value if isinstance(value, str) else ""
    if value.startswith(b"UNICODE\x00"):
        value = value[8:]
        return "\n".join(value.decode(way, "replace") for way in ("utf-16-le", "utf-16-be"))
    body = value.removeprefix(b"ASCII\x00\x00\x00")
    wide = body[1:2] == b"\x00"  # Windows puts its own tags in two bytes a character
    return body.decode("utf-16-le" if wide else "utf-8", "replace").rstrip("\x00")


_READERS: dict[str, Callable[[bytes], Pieces]] = {
    "pdf": _pdf,
    "docx": _docx,
    "pptx": _pptx,
    "xlsx": _xlsx,
    **dict.fromkeys(("odt", "ods"), _open_document),
    **dict.fromkeys(("doc", "xls", "ppt"), _old_office),
    **dict.fromkeys(("jpg", "jpeg", "png"), _picture),
    **dict.fromkeys(("csv", "txt"), _text),
}
SEARCHED = frozenset(_READERS)
"""Extensions of files with something to read; sounds and films have nothing."""
