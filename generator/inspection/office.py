"""What a document of an office program really is. Nothing is ever unpacked: a few parts are read, up to a bound."""

import html
import io
import re
import zipfile
from collections.abc import Iterator

from generator.inspection.facts import Facts, Finding, names_a_person, own_title, wrong

PART_LIMIT = 20_000_000
MOST_PARTS = 10_000
MOST_BYTES = 1_000_000_000
"""Unpacked, all parts together. What is never unpacked can't harm us, but it would those who open the file."""
HIGHEST_RATIO = 200
"""Times that a document may grow when it is unpacked; the emptiest sheet of real life grows some 50 times."""
SMALL = 20_000_000
"""Below this much unpacked no ratio matters."""

_OLE = b"\xd0\xcf\x11\xe0"
_FAMILIES = {"docx": "wordprocessingml", "xlsx": "spreadsheetml", "pptx": "presentationml"}
_BY_FAMILY = {family: extension for extension, family in _FAMILIES.items()}
_MIMETYPES = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def examine_office(content: bytes, extension: str) -> Facts:
    """Return the facts of a .docx, .xlsx, .pptx, .odt or .ods."""
    if content.startswith(_OLE):
        # Office wraps a document with a password into the container of its old formats.
        locked = "EncryptedPackage".encode("utf-16-le") in content
        return wrong("locked-document") if locked else _false(extension, "ole")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _package(package, extension, len(content))
    except (zipfile.BadZipFile, EOFError):
        return wrong("damaged-document")


def _false(extension: str, real: str) -> Facts:
    return wrong("false-file-type", claimed=extension.upper(), real=real)


def _package(package: zipfile.ZipFile, extension: str, size: int) -> Facts:
    parts = package.infolist()
    if _unsafe(parts, size):
        return wrong("unsafe-archive")
    if any(part.flag_bits & 1 for part in parts):
        return wrong("locked-document")
    names = {part.filename: part for part in parts}
    read = _Parts(package, names)
    if extension in _MIMETYPES:
        return _open_document(read, extension)
    types = read("[Content_Types].xml")
    families = set(re.findall(r"openxmlformats-officedocument\.(\w+)\.\w+\.main\+xml", types))
    macros = "macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names)
    if macros:
        return wrong("office-macro")
    if _FAMILIES[extension] not in families:
        return _false(extension, next((_BY_FAMILY[name] for name in sorted(families) if name in _BY_FAMILY), "zip"))
    core = read("docProps/core.xml")
    private = [
        label
        for label, field in (("Author", "dc:creator"), ("LastModifiedBy", "cp:lastModifiedBy"))
        if names_a_person(_field(core, field))
    ]
    private += _left_behind(read)
    return Facts(title=own_title(_field(core, "dc:title")), findings=tuple(_private(private)))


def _unsafe(parts: list[zipfile.ZipInfo], size: int) -> bool:
    """Return whether the package would grow beyond reason, or holds what no office program writes."""
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    grows = total > MOST_BYTES or (total > SMALL and total > HIGHEST_RATIO * size)
    # More packed bytes than the file has: parts overlap, which is how a small file becomes a very large one.
    return grows or packed > size or len(parts) > MOST_PARTS or any(_escapes(part.orig_filename) for part in parts)


def _escapes(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or re.match(r"[A-Za-z]:", name) is not None


class _Parts:
    """Reads parts of a package as text, up to a bound; an absent part is empty."""

    def __init__(self, package: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> None:
        self._package = package
        self._names = names

    def __call__(self, name: str) -> str:
        if name not in self._names:
            return ""
        with self._package.open(self._names[name]) as part:
            return part.read(PART_LIMIT).decode("utf-8", "replace")

    def under(self, folder: str) -> bool:
        """Return whether there is a part in the folder."""
        return any(name.startswith(folder) and not name.endswith("/") for name in self._names)


def _field(xml: str, name: str) -> str:
    """Return the text of the first element `name`. No parser: there is nothing to gain for a hostile document."""
    found = re.search(rf"<{name}(?:\s[^>]*)?>([^<]{{0,2000}})</{name}>", xml)
    return html.unescape(found[1]) if found else ""


def _left_behind(read: _Parts) -> Iterator[str]:
    """Yield what a writer may not know is still in the document."""
    if re.search(r"<w:(?:ins|del)\s", read("word/document.xml")):
        yield "TrackedChanges"
    if "<w:comment " in read("word/comments.xml"):
        yield "Comments"
    if re.search(r"<sheet\s[^>]*\bstate=\"(?:veryHidden|hidden)\"", read("xl/workbook.xml")):
        yield "HiddenSheets"


def _private(what: list[str]) -> Iterator[Finding]:
    if what:
        yield Finding("private-details", {"what": ", ".join(what)})


def _open_document(read: _Parts, extension: str) -> Facts:
    if read("mimetype").strip() != _MIMETYPES[extension]:
        return _false(extension, "zip")
    if "manifest:encryption-data" in read("META-INF/manifest.xml"):
        return wrong("locked-document")
    if read.under("Basic/") or read.under("Scripts/"):
        return wrong("office-macro")
    meta = read("meta.xml")
    authors = (("Author", "meta:initial-creator"), ("LastModifiedBy", "dc:creator"))
    private = [label for label, field in authors if names_a_person(_field(meta, field))]
    if "<text:tracked-changes" in read("content.xml"):
        private.append("TrackedChanges")
    return Facts(title=own_title(_field(meta, "dc:title")), findings=tuple(_private(private)))
