"""What a PDF really is: whole, open to everybody, without programs in it, and with text that can be searched.

PDFium, the reader of Chrome, says whether people will see pages. pypdf reads the structure, which PDFium doesn't show,
where there is reason to. Both are loaded in the process that works, because PDFium can't be forked once it runs.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from generator.inspection.facts import Facts, Finding, names_a_person, own_title, wrong

FIRST_PAGES = 3
"""How many pages are looked at for text: a cover may be a picture."""
_END = b"%%EOF"
_BLANK = b" \t\r\n\x0c\x00\x1a"
_NO_SECURITY = -1
_REMOVE_SECURITY = 3


def examine_pdf(content: bytes) -> Facts:
    """Return the facts of a PDF. A file that is not whole has one finding, and nothing else is said of it."""
    import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 - in the working process only, see above
    from pypdfium2 import raw  # noqa: PLC0415

    end = content.rfind(_END)
    if not content.startswith(b"%PDF-") or not _is_whole(content, end):
        return wrong("damaged-document")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        locked = fault.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        empty = fault.err_code == raw.FPDF_ERR_SUCCESS and b"/Pages" in content
        return wrong("locked-document" if locked else "pdf-without-pages" if empty else "damaged-document")
    with document:
        pages = len(document)
        try:
            has_text, drawn = _text_layer(document, pages)
        except pypdfium2.PdfiumError:
            return wrong("damaged-document")
        restricted = raw.FPDF_GetSecurityHandlerRevision(document) != _NO_SECURITY
        findings = []
        active = sorted(set(_active(document, content, restricted=restricted)))
        if active:
            findings.append(Finding("active-pdf", {"what": ", ".join(active)}))
        if restricted:
            findings.append(Finding("restricted-pdf"))
        if content[end + len(_END) :].strip(_BLANK):
            findings.append(Finding("content-after-end"))
        if drawn and not has_text:
            findings.append(Finding("scan-without-text"))
        if names_a_person(_metadata(document, "Author")):
            findings.append(Finding("private-details", {"what": "Author"}))
        return Facts(pages, own_title(_metadata(document, "Title")), has_text, tuple(findings))


def _is_whole(content: bytes, end: int) -> bool:
    """Return whether the file ends as a PDF does, and the table of its objects is where its end says.

    Readers mend a file without its table by guessing, each in its own way, so it is no evidence.
    """
    found = re.search(rb"startxref\s+([0-9]{1,12})\s*$", content[max(0, end - 200) : max(0, end)])
    if found is None or re.search(rb"[0-9]\s+[0-9]+\s+obj\b|\bstartxref\b", content[end:]):
        return False
    # Producers are off by a line end now and then, and every reader forgives that.
    near = max(0, int(found[1]) - 8)
    return re.search(rb"xref|[0-9]+\s+[0-9]+\s+obj\b", content[near : near + 60]) is not None


def _text_layer(document: Any, pages: int) -> tuple[bool, bool]:  # noqa: ANN401 - PDFium has no types
    """Return whether the first pages hold text, and whether anything at all is drawn on them.

    Raises PdfiumError when a page is not there, the last one included: a false count of pages shows so.
    """
    drawn = False
    document[pages - 1].close()
    for number in range(min(FIRST_PAGES, pages)):
        page = document[number]
        text = page.get_textpage()
        if text.count_chars() and text.get_text_range().strip():
            return True, True
        drawn = drawn or next(iter(page.get_objects(max_depth=1)), None) is not None
        text.close()
        page.close()
    return False, drawn


def _metadata(document: Any, key: str) -> str:  # noqa: ANN401 - PDFium has no types
    try:
        return str(document.get_metadata_value(key))
    except UnicodeError:
        return ""


# ── what acts when the file is opened ────────────────────────────────────────────────────────────────────────────


_SUSPICIOUS = re.compile(rb"/(?:JavaScript|Launch)\b|/(?:JS|EF)[\s\x00(<\[/%0-9]")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# What leads back up, or to what is drawn and described: nothing in there is ever run.
_IDLE = frozenset({
    "/Parent", "/P", "/Resources", "/Contents", "/StructTreeRoot", "/Metadata", "/Thumb", "/Popup", "/AP", "/MK",
    "/Dest", "/Dests", "/IRT", "/PageLabels", "/OCProperties",
})  # fmt: skip


def _active(document: Any, content: bytes, *, restricted: bool) -> Iterator[str]:  # noqa: ANN401 - PDFium has no types
    """Yield the name of everything that a reader may run: scripts, programs it starts, programs in the file.

    Few files have the words for it anywhere, and only those are searched node by node.
    """
    plain = _copy(document) if restricted else content
    words = _ESCAPED.sub(_unescaped, plain)
    suspicious = _SUSPICIOUS.search(words) is not None
    if not suspicious and b"/ObjStm" not in words:
        return
    from pypdf import PdfReader  # noqa: PLC0415 - in the working process only, and in few of them
    from pypdf.errors import PyPdfError  # noqa: PLC0415
    from pypdf.generic import DictionaryObject  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(plain))
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError):
        reader = PdfReader(io.BytesIO(_copy(document)))
    for node in _nodes(reader) if suspicious or any(map(_SUSPICIOUS.search, _hidden(reader))) else ():
        if isinstance(node, DictionaryObject):
            kind = str(node.get("/S", ""))
            if "/JS" in node or kind == "/JavaScript":
                yield "JavaScript"
            if kind == "/Launch":
                yield "Launch"
            if "/EF" in node and (name := _program(node)):
                yield name


def _copy(document: Any) -> bytes:  # noqa: ANN401 - PDFium has no types
    """Return the document as PDFium writes it: without encryption, and with all objects in the open."""
    copy = io.BytesIO()
    document.save(copy, flags=_REMOVE_SECURITY)
    return copy.getvalue()


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode("ascii"))


def _hidden(reader: Any) -> Iterator[bytes]:  # noqa: ANN401 - pypdf is not imported here
    """Yield the contents of the compressed streams that hold objects."""
    for number in sorted({stream for stream, _ in reader.xref_objStm.values()}):
        yield _ESCAPED.sub(_unescaped, reader.get_object(number).get_data())


def _nodes(reader: Any) -> Iterator[object]:  # noqa: ANN401 - pypdf is not imported here
    """Yield every node from the catalogue down, each once, the idle ones left out."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject  # noqa: PLC0415 - see above

    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer.raw_get("/Root")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, IndirectObject):
            if node.idnum in seen:
                continue
            seen.add(node.idnum)
            node = node.get_object()
        yield node
        if isinstance(node, DictionaryObject):
            waiting += [node.raw_get(key) for key in node if key not in _IDLE]
        elif isinstance(node, ArrayObject):
            waiting += list(list.__iter__(node))


_PROGRAMS = (
    "exe", "com", "bat", "cmd", "scr", "pif", "msi", "dll", "cpl", "hta", "vbs", "vbe", "js", "jse", "wsf", "wsh",
    "ps1", "lnk", "reg", "jar", "apk", "sh", "app", "docm", "xlsm", "pptm", "html", "htm", "svg",
)  # fmt: skip
_PROGRAM_STARTS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")


def _program(node: Any) -> str | None:  # noqa: ANN401 - a dictionary of pypdf
    """Return the name of the file that a file specification holds when it can be run, or None."""
    name = str(node.get("/UF") or node.get("/F") or "")
    if name.lower().endswith(tuple(f".{ending}" for ending in _PROGRAMS)):
        return name
    held = [reference.get_object() for reference in node["/EF"].values()]
    runs = any(stream.get_data().startswith(_PROGRAM_STARTS) for stream in held if hasattr(stream, "get_data"))
    return (name or "?") if runs else None
