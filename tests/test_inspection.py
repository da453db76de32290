"""What evidence files really are: every class F01 to F15 of the hostile inputs, with files made here and now."""

import io
import json
import os
import resource
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from generator import inventory
from generator.assets import Assets
from generator.fields import EVIDENCE_TYPES, StoredFile
from generator.inspection import LIMITS, RECIPE, Facts, examine, inspect, inspect_each
from generator.inspection.facts import names_a_person, own_title
from generator.inventory import CACHE_PATH, take_stock
from generator.isolation import alone
from generator.previews import preview
from generator.site import build, check_content

TITLE = "แผนปฏิบัติการประจำปี"
AUTHOR = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต 1"


Make = Callable[[], bytes]


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────


def first_page(content: bytes) -> bytes:
    return preview(content).content


def pdf(text: str = "Annual plan", pages: int = 2, **metadata: str) -> bytes:
    made = FPDF()
    made.set_creation_date(datetime(2021, 1, 15, tzinfo=UTC))
    made.set_title(metadata.get("title", TITLE))
    made.set_author(metadata.get("author", AUTHOR))
    made.set_font("helvetica", size=20)
    for number in range(pages):
        made.add_page()
        made.cell(text=f"{text} {number}")
    return bytes(made.output())


def picture(size: tuple[int, int] = (80, 60), kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind)
    return out.getvalue()


def picture_of_nothing(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


def scan(pages: int = 2) -> bytes:
    made = FPDF()
    for _ in range(pages):
        made.add_page()
        made.image(io.BytesIO(picture()), 0, 0, 200, 280)
    return bytes(made.output())


def objects(*bodies: bytes, extra: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(bodies) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, extra, len(out),
    )  # fmt: skip


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream" % (len(packed), entries, packed)


def in_object_stream(*hidden: bytes, rest: Sequence[bytes] = (), also: int = 0) -> bytes:
    """A PDF whose objects 1 and on stand compressed in an object stream, found by a cross-reference stream.

    rest: plain objects after that. also: how many more objects the table finds in each of the rest.
    """
    starts, body = [], b""
    for each in hidden:
        starts.append(len(body))
        body += each + b" "
    head = b" ".join(b"%d %d" % (number, start) for number, start in enumerate(starts, 1)) + b" "
    packed = stream(head + body, b"/Type/ObjStm/N %d/First %d" % (len(hidden), len(head)))
    out = b"%PDF-1.7\n"
    holder = len(hidden) + 1
    rows = [(0, 0, 65535)] + [(2, holder, index) for index in range(len(hidden))]
    for number, each in enumerate((packed, *rest), holder):
        rows.append((1, len(out), 0))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    last = len(rows)
    rows += [(1, len(out), 0), *((2, holder + 1 + number, 0) for number in range(also))]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    xref = stream(table, b"/Type/XRef/Size %d/Root 1 0 R/W[1 4 2]" % len(rows))
    return out + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, xref, len(out))


def rewritten(change: Callable[[PdfWriter], object], content: bytes = b"") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content or pdf())))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def action(kind: str, **entries: str) -> DictionaryObject:
    made = DictionaryObject({NameObject("/S"): NameObject(kind)})
    made.update({NameObject(f"/{name}"): TextStringObject(text) for name, text in entries.items()})
    return made


def add_script(writer: PdfWriter) -> None:
    """Put a script into the document's own list, which runs when it is opened."""
    scripts = ArrayObject([TextStringObject("x"), action("/JavaScript", JS="app.alert(1)")])
    named = DictionaryObject({NameObject("/JavaScript"): DictionaryObject({NameObject("/Names"): scripts})})
    writer.root_object[NameObject("/Names")] = named


def encrypted(user: str, owner: str = "owner", algorithm: str = "RC4-128", content: bytes = b"") -> bytes:
    nothing = UserAccessPermissions(0)
    return rewritten(lambda writer: writer.encrypt(user, owner, permissions_flag=nothing, algorithm=algorithm), content)


def opens_with(kind: str, **entries: str) -> bytes:
    return rewritten(lambda writer: writer.root_object.update({NameObject("/OpenAction"): action(kind, **entries)}))


def with_annotation(kind: str, **entries: str) -> bytes:
    linked = FPDF()
    linked.set_font("helvetica", size=20)
    linked.add_page()
    linked.cell(text="open", link="https://example.com/")

    def change(writer: PdfWriter) -> None:
        annotation = writer.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
        annotation[NameObject("/A")] = action(kind, **entries)

    return rewritten(change, bytes(linked.output()))


def package(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


MAIN = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet", "pptx": "presentationml.presentation"}


def office(extension: str, parts: Mapping[str, str | bytes] | None = None, main: str = "") -> bytes:
    kind = main or f"application/vnd.openxmlformats-officedocument.{MAIN[extension]}.main+xml"
    types = f'<Types><Override PartName="/main.xml" ContentType="{kind}"/></Types>'
    return package({"[Content_Types].xml": types, **(parts or {})})


def open_document(kind: str, parts: Mapping[str, str] | None = None) -> bytes:
    return package({"mimetype": f"application/vnd.oasis.opendocument.{kind}", **(parts or {})})


CORE = "<cp:coreProperties><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></cp:coreProperties>"


def overlapping() -> bytes:
    """A package in which every entry is the same packed bytes, as in the bombs that need no nesting."""
    content = bytearray(office("docx", {"big": "0" * 4_000_000}))
    directory, end = content.rfind(b"PK\x01\x02"), content.rfind(b"PK\x05\x06")
    entry = bytes(content[directory:end])
    count, total, size, start = struct.unpack("<HHII", content[end + 8 : end + 20])
    more = 2_000
    content[end:end] = entry * more
    sums = count + more, total + more, size + len(entry) * more, start
    struct.pack_into("<HHII", content, end + len(entry) * more + 8, *sums)
    return bytes(content)


def compound(word: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + word.encode("utf-16-le") + bytes(2_000)


# ── what is found ────────────────────────────────────────────────────────────────────────────────────────────────


def codes(content: bytes, extension: str) -> list[str]:
    return [finding.code for finding in inspect(content, extension).findings]


def test_a_sound_pdf_tells_its_pages_and_its_title() -> None:
    assert inspect(pdf(), "pdf") == Facts(2, TITLE, has_text=True)


GOOD: dict[str, Make] = {
    "docx": lambda: office(
        "docx", {"docProps/core.xml": CORE.format(title="", author=AUTHOR), "word/document.xml": "<w:p/>"}
    ),
    "xlsx": lambda: office("xlsx", {"xl/workbook.xml": '<sheet name="a" sheetId="1" state="visible"/>'}),
    "pptx": lambda: office("pptx"),
    "odt": lambda: open_document("text"),
    "ods": lambda: open_document("spreadsheet"),
    "doc": lambda: compound("WordDocument"),
    "xls": lambda: compound("Workbook"),
    "ppt": lambda: compound("PowerPoint Document"),
    "csv": lambda: "ลำดับ,เรื่อง\r\n1,ซื้อ\r\n".encode("utf-8-sig"),
    "txt": lambda: "ประกาศ\n".encode("cp874"),
    "jpg": picture,
    "jpeg": picture,
    "png": lambda: picture(kind="PNG"),
    "mp3": lambda: b"ID3\x04" + bytes(100),
    "mp4": lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(100),
    "pdf": pdf,
}


@pytest.mark.parametrize("extension", EVIDENCE_TYPES)
def test_nothing_is_found_in_a_sound_file_of_any_type(extension: str) -> None:
    assert codes(GOOD[extension](), extension) == []


WHOLE = pdf()
SPOILT: dict[str, tuple[str, Make]] = {
    "F02 nothing": ("damaged-document", lambda: b""),
    "F02 header only": ("damaged-document", lambda: b"%PDF-1.7"),
    "F02 header and end": ("damaged-document", lambda: b"%PDF-1.7\n%%EOF"),
    "F03 first half": ("damaged-document", lambda: WHOLE[: len(WHOLE) // 2]),
    "F03 last byte of the end": ("damaged-document", lambda: WHOLE.rstrip()[:-1]),
    "F03 without the table's place": ("damaged-document", lambda: WHOLE.replace(b"startxref", b"startpage")),
    "F03 the table is elsewhere": ("damaged-document", lambda: b"%PDF-1.7\n" + b"%" * 5_000 + WHOLE[9:]),
    "F03 cut in a second part": ("damaged-document", lambda: WHOLE + b"\n9 0 obj\n<</Type/Page"),
    "F03 a page too few": (
        "damaged-document",
        lambda: objects(CATALOGUE, b"<</Type/Pages/Count 9/Kids[3 0 R]>>", PAGE),
    ),
    "F03 a page that is not there": (
        "damaged-document",
        lambda: objects(CATALOGUE, b"<</Type/Pages/Count 1/Kids[8 0 R]>>"),
    ),
    "F04 a password": ("locked-document", lambda: encrypted("secret", "owner")),
    "F04 a short key": ("locked-document", lambda: encrypted("รหัส", algorithm="RC4-40")),
    "F05 an owner's password": ("restricted-pdf", lambda: encrypted("", "owner")),
    "F05 an owner's password and a short key": ("restricted-pdf", lambda: encrypted("", "o", algorithm="RC4-40")),
    "F06 no page": ("pdf-without-pages", lambda: objects(CATALOGUE, b"<</Type/Pages/Count 0/Kids[]>>")),
    "F06 no pages at all": ("pdf-without-pages", lambda: rewritten(lambda w: w.remove_page(0), pdf(pages=1))),
    "F07 a script at the start": ("active-pdf", lambda: opens_with("/JavaScript", JS="app.alert(1)")),
    "F07 a script of the document": ("active-pdf", lambda: rewritten(add_script)),
    "F07 a program at the start": ("active-pdf", lambda: opens_with("/Launch", F="cmd.exe")),
    "F07 a script behind a link": ("active-pdf", lambda: with_annotation("/JavaScript", JS="app.alert(1)")),
    "F07 a program behind a link": ("active-pdf", lambda: with_annotation("/Launch", F="calc.exe")),
    "F07 a script in a field": (
        "active-pdf",
        lambda: objects(
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[<</Kids[<</AA<</K<</S/JavaScript/JS(1)>>>>>>]>>]>>>>",
            ONE_PAGE, PAGE,
        ),
    ),
    "F07 a name in disguise": (
        "active-pdf",
        lambda: objects(b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/J#61vaScript/#4aS(1)>>>>", ONE_PAGE, PAGE),
    ),
    "F07 the second of two actions": (
        "active-pdf",
        lambda: objects(
            b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[<</S/Launch/F(a)>>]>>>>", ONE_PAGE, PAGE
        ),
    ),
    "F07 a script out of sight": (
        "active-pdf",
        lambda: in_object_stream(
            b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>", ONE_PAGE, PAGE, b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
        ),
    ),
    "F07 a script under an owner's password": (
        "active-pdf restricted-pdf",
        lambda: encrypted("", "owner", content=rewritten(add_script)),
    ),
    "F07 a program in the file": ("active-pdf", lambda: rewritten(lambda w: w.add_attachment("setup.exe", b"x"))),
    "F07 a program under another name": (
        "active-pdf",
        lambda: rewritten(lambda w: w.add_attachment("a.txt", b"MZ\x90")),
    ),
    "F08 a page of the web after the end": ("content-after-end", lambda: WHOLE + b"\n<html><p>complete</p></html>"),
    "F08 bytes after the end": ("content-after-end", lambda: WHOLE + os.urandom(40).hex().encode()),
    "F09 a scan": ("scan-without-text", scan),
    "F09 a drawing": (
        "scan-without-text",
        lambda: objects(CATALOGUE, ONE_PAGE, PAGE[:-2] + b"/Contents 4 0 R>>", stream(b"0 0 100 100 re f")),
    ),
    "F10 a person's name": ("private-details", lambda: pdf(author="นางสาวสมศรี ใจดี")),
    "F10 a person's name in English": ("private-details", lambda: pdf(author="Somsri Jaidee")),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_pdf_is_found_out_once(name: str) -> None:
    expected, content = SPOILT[name]

    assert codes(content(), "pdf") == expected.split()


HARMLESS: dict[str, Make] = {
    "spaces after the end": lambda: WHOLE + b"\r\n\x00\x00\x1a",
    "two parts, the second added later": lambda: rewritten(lambda _: None) + b"",
    "a blank page": lambda: objects(CATALOGUE, ONE_PAGE, PAGE),
    "objects out of sight": lambda: in_object_stream(CATALOGUE, ONE_PAGE, PAGE),
    "a link to the web": lambda: with_annotation("/URI", URI="https://www.go.th/"),
    "opens at a page": lambda: objects(b"<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/Fit]>>", ONE_PAGE, PAGE),
    "a table as an attachment": lambda: rewritten(lambda w: w.add_attachment("data.xlsx", office("xlsx"))),
    "only words about scripts": lambda: pdf(text="/JavaScript /JS (x) /Launch /EF <<"),
    "a scan behind text": lambda: rewritten(
        lambda w: w.append(PdfReader(io.BytesIO(scan()))), pdf(pages=1)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_odd_is_left_alone(name: str) -> None:
    assert codes(HARMLESS[name](), "pdf") == []


def test_a_pdf_says_what_is_in_it() -> None:
    both = rewritten(lambda w: w.add_attachment("setup.exe", b"x"), with_annotation("/JavaScript", JS="1"))

    assert inspect(both, "pdf").findings[0].values == {"what": "JavaScript, setup.exe"}


CHART = 'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"'
MACRO = "application/vnd.ms-{}.macroEnabled.main+xml"
OFFICE: dict[str, tuple[str, str, Make]] = {
    "F11 a macro by its type": ("office-macro", "docx", lambda: office("docx", main=MACRO.format("word.document"))),
    "F11 a macro by its part": ("office-macro", "xlsx", lambda: office("xlsx", {"xl/vbaProject.bin": "x"})),
    "F11 a slide show with a macro": (
        "office-macro", "pptx", lambda: office("pptx", main=MACRO.format("powerpoint.slideshow"))),
    "F11 a macro of LibreOffice": (
        "office-macro", "odt", lambda: open_document("text", {"Basic/Standard/Module1.xml": "Sub x"})),
    "F11 grows without end": (
        "unsafe-archive", "docx", lambda: office("docx", {"word/document.xml": "0" * 30_000_000})),
    "F11 parts over each other": ("unsafe-archive", "docx", overlapping),
    "F11 too many parts": (
        "unsafe-archive", "xlsx", lambda: office("xlsx", {f"a{number}": "" for number in range(10_001)})),
    "F11 out of its folder": ("unsafe-archive", "docx", lambda: package({
        "[Content_Types].xml": MAIN["docx"], "../../evil.txt": "x"})),
    "F11 to a drive": ("unsafe-archive", "xlsx", lambda: package({"[Content_Types].xml": "", "C:\\evil.txt": "x"})),
    "F11 archives in an archive": ("false-file-type", "docx", lambda: package({
        f"{number}.zip": package({"0": "0"}) for number in range(16)})),
    "a table that says it is a text": ("false-file-type", "docx", lambda: office("xlsx")),
    "any archive": ("false-file-type", "pptx", lambda: package({"a.txt": "x"})),
    "half an archive": ("damaged-document", "xlsx", lambda: GOOD["xlsx"]()[:60]),
    "F04 a text with a password": ("locked-document", "docx", lambda: compound("EncryptedPackage")),
    "F04 a table with a password": ("locked-document", "xlsx", lambda: compound("EncryptedPackage")),
    "an old text that says it is a new one": ("false-file-type", "docx", lambda: compound("WordDocument")),
    "F04 an open text with a password": (
        "locked-document", "odt",
        lambda: open_document("text", {"META-INF/manifest.xml": "<manifest:encryption-data/>"})),
    "a drawing that says it is a text": ("false-file-type", "odt", lambda: open_document("graphics")),
    "F10 a person's name": ("private-details", "docx", lambda: office(
        "docx", {"docProps/core.xml": CORE.format(title=TITLE, author="นายสมชาย ใจดี")})),
    "F10 changes not accepted": ("private-details", "docx", lambda: office(
        "docx", {"word/document.xml": '<w:p><w:ins w:id="1" w:author="ก"/></w:p>'})),
    "F10 comments": ("private-details", "docx", lambda: office("docx", {"word/comments.xml": '<w:comment w:id="0">'})),
    "F10 a hidden sheet": ("private-details", "xlsx", lambda: office(
        "xlsx", {"xl/workbook.xml": '<sheet name="เงินเดือน" sheetId="2" state="veryHidden" r:id="rId2"/>'})),
}  # fmt: skip


@pytest.mark.parametrize("name", OFFICE)
def test_a_spoilt_office_document_is_found_out_once(name: str) -> None:
    expected, extension, content = OFFICE[name]

    assert codes(content(), extension) == [expected]


def test_what_is_left_in_a_document_is_listed() -> None:
    content = office("docx", {
        "docProps/core.xml": CORE.format(title=TITLE, author="ดร.สมชาย ใจดี"),
        "word/document.xml": "<w:del w:id='1'/>",
    })  # fmt: skip

    facts = inspect(content, "docx")

    assert facts.title == TITLE
    assert [finding.values for finding in facts.findings] == [{"what": "Author, TrackedChanges"}]


def test_a_document_with_a_chart_made_of_a_table_is_a_document() -> None:
    types = f'<Types><Default Extension="xlsx" {CHART}/><Override ContentType="x.{MAIN["docx"]}.main+xml"/></Types>'

    assert (
        codes(package({"[Content_Types].xml": types.replace("x.word", "openxmlformats-officedocument.word")}), "docx")
        == []
    )


OTHERS: dict[str, tuple[str, str, Make]] = {
    "a table with zero bytes": ("not-plain-text", "csv", lambda: b"a,b\x00c\n"),
    "a table in UTF-16": ("not-plain-text", "csv", lambda: "ลำดับ".encode("utf-16")),
    "a program as a text": ("not-plain-text", "txt", lambda: b"MZ\x90\x00\x03"),
    "a picture as a text": ("not-plain-text", "txt", picture),
    "a program as a film": ("false-file-type", "mp4", lambda: b"MZ" + bytes(100)),
    "a text as a sound": ("false-file-type", "mp3", lambda: b"#!/bin/sh\n" * 50),
    "half a picture": ("broken-picture", "jpg", lambda: picture((400, 300))[:3_000]),
    "half a picture without loss": ("broken-picture", "png", lambda: picture((400, 300), "PNG")[:3_000]),
    "a picture too large": ("picture-too-large", "png", lambda: picture_of_nothing(12_000)),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_spoilt_files_are_found_out_once(name: str) -> None:
    expected, extension, content = OTHERS[name]

    assert codes(content(), extension) == [expected]


# ── what never ends ──────────────────────────────────────────────────────────────────────────────────────────────


def deep_page_tree(depth: int) -> bytes:
    levels = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % number for number in range(3, depth + 3)]
    return objects(CATALOGUE, *levels, PAGE)


def chained_tables() -> bytes:
    """A table of objects that says that itself is the one before it."""
    plain = objects(CATALOGUE, ONE_PAGE, PAGE)
    return objects(CATALOGUE, ONE_PAGE, PAGE, extra=b"/Prev %d" % plain.rfind(b"xref\n0"))


def forms_within_forms(depth: int) -> bytes:
    """Every form draws the next one twice: 2 ** depth drawings."""
    page = PAGE[:-2] + b"/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    forms = [
        stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % number)
        for number in range(6, depth + 6)
    ]
    last = stream(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return objects(CATALOGUE, ONE_PAGE, page, stream(b"/X Do"), *forms, last)


def swollen_object_streams(count: int, size: int) -> bytes:
    """Object streams that are all read, because each holds an object that the table finds in it."""
    bomb = stream(b"1 0 " + b" " * size, b"/Type/ObjStm/N 1/First 4")
    return in_object_stream(CATALOGUE, ONE_PAGE, PAGE, rest=[bomb] * count, also=count)


def processor_seconds() -> float:
    """Return what all processes that ended took of the processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


BOMBS: dict[str, Make] = {
    "a page tree 50 levels deep": lambda: deep_page_tree(50),
    "a page tree 20,000 levels deep": lambda: deep_page_tree(20_000),
    "a page tree that is its own branch": lambda: objects(CATALOGUE, b"<</Type/Pages/Count 1/Kids[2 0 R]>>"),
    "a billion pages": lambda: objects(CATALOGUE, b"<</Type/Pages/Count 1000000000/Kids[3 0 R]>>", PAGE),
    "a table that leads back to itself": chained_tables,
    "a table stream that leads back to itself": lambda: in_object_stream(CATALOGUE, ONE_PAGE, PAGE).replace(
        b"/W[1 4 2]", b"/W[1 4 2]/Prev 9"
    ),
    "brackets without end": lambda: objects(CATALOGUE[:-2] + b"/JS " + b"[" * 500_000 + b">>", ONE_PAGE, PAGE),
    "dictionaries without end": lambda: objects(CATALOGUE[:-2] + b"/JS " + b"<</A" * 100_000 + b">>", ONE_PAGE, PAGE),
    "actions in a circle": lambda: objects(
        CATALOGUE[:-2] + b"/OpenAction 4 0 R>>",
        ONE_PAGE,
        PAGE,
        b"<</S/GoTo/Next[4 0 R 5 0 R]>>",
        b"<</Next 4 0 R/JS(1)>>",
    ),
    "an object that is itself": lambda: objects(CATALOGUE[:-2] + b"/JS 4 0 R>>", ONE_PAGE, PAGE, b"4 0 R"),
    "an object stream within itself": lambda: in_object_stream(
        b"<</Type/Catalog/Pages 2 0 R/JS 5 0 R>>", ONE_PAGE, PAGE
    ).replace(b"/Type/ObjStm", b"/Type/ObjStm/Extends 4 0 R"),
    "object streams that swell": lambda: swollen_object_streams(200, 70_000_000),
    "a page of a billion signs": lambda: objects(
        CATALOGUE, ONE_PAGE, PAGE[:-2] + b"/Contents 4 0 R>>", stream(b"0 0 1 1 re f\n" * 20_000_000)
    ),
    "forms within forms": lambda: forms_within_forms(40),
    "nothing but names": lambda: objects(CATALOGUE, ONE_PAGE, PAGE, b"[" + b"/JS(1)/EF " * 1_500_000 + b"]"),
    "an attachment that swells": lambda: objects(
        CATALOGUE[:-2] + b"/Names<</EmbeddedFiles<</Names[(a)<</F(a)/EF<</F 4 0 R>>>>]>>>>>>",
        ONE_PAGE,
        PAGE,
        stream(bytes(100_000_000)),
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_pdf_made_to_hang_us_ends_in_time(name: str) -> None:
    content = BOMBS[name]()
    before = processor_seconds()

    facts = inspect(content, "pdf")

    # Not the clock's seconds: those of a busy machine say nothing. The limit is a whole second above what was used.
    assert processor_seconds() - before < LIMITS.seconds + 2
    assert isinstance(facts, Facts)


@pytest.mark.parametrize("extension", EVIDENCE_TYPES)
@pytest.mark.parametrize("content", [b"", b"\x00" * 5_000, b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", b"<html>"])
def test_no_bytes_raise_under_any_extension(content: bytes, extension: str) -> None:
    assert isinstance(inspect(content, extension), Facts)


# ── names in metadata ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (TITLE, TITLE),
        ("  แผน\x00 ", "แผน"),
        ("แผน\nสอง", "แผน สอง"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("ประกาศ".encode("cp874").decode("latin-1"), "ประกาศ"),
        ("Café", "Café"),
        ("", None),
        (" \u200b ", None),
        ("fdp.\u202eexe", None),
        ("\x1b[31mแดง", None),
        ("ก" * 301, None),
    ],
)
def test_a_title_from_metadata_is_shown_as_meant_or_not_at_all(given: str, shown: str | None) -> None:
    assert own_title(given) == shown


@pytest.mark.parametrize("name", ["นายสมชาย ใจดี", "น.ส.สมศรี", "ดร. สมชาย", "สมชาย ใจดี", "Mr Somchai", "Somchai J. Dee"])
def test_the_name_of_a_person_is_told(name: str) -> None:
    assert names_a_person(name)


@pytest.mark.parametrize(
    "name", ["", "HP", "Administrator", "Windows User", "กลุ่มนโยบายและแผน", "สพป.ลำพูน เขต 2", "acer-pc 01"]
)
def test_the_name_of_an_office_or_a_machine_is_no_person(name: str) -> None:
    assert not names_a_person(name)


# ── in the content of a site ─────────────────────────────────────────────────────────────────────────────────────

OFFICE_YAML = "name: สพป.ทดสอบ เขต 1\nbody_type: esao\ncurrent_year: 2564\n"
CATALOGUE_YAML = """\
fiscal_year: 2564
body_type: esao
title: แบบวัด
indicators: [{id: "9", title: ก, sub_indicators: [{id: "9.1", title: ก, items: [
  {code: O1, title: ก, concept: structure, elements: [ก]}]}]}]
"""


def site(root: Path, files: Mapping[str, bytes], **entries: str) -> Path:
    """A site whose only answer shows these files, in their order, from line 4 on."""
    rows = "".join(f"  - {{title: ก, covers: [1], file: files/{name}}}\n" for name in files)
    content = {
        "office.yaml": OFFICE_YAML,
        "catalogues/oit-2564.yaml": CATALOGUE_YAML,
        "oit/2564/o1.yaml": f"item: O1\nstatus: published\nevidence:\n{rows}"
        if files
        else "item: O1\nstatus: preparing\n",
        **{name.replace("__", "/") + ".yaml": text for name, text in entries.items()},
    }
    for path, text in content.items():
        target = root / "disclosures" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    for name, data in files.items():
        target = root / "disclosures" / "files" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return root


def said(root: Path) -> list[tuple[str, int, str, str]]:
    return [(p.place.path, p.place.line, p.severity, p.code) for p in check_content(root).problems]


def test_each_fault_is_said_once_and_where_the_file_is_named(tmp_path: Path) -> None:
    root = site(tmp_path, {
        "html.pdf": b"<!DOCTYPE html><p>404",                 # F01
        "zip.pdf": package({"a": "b"}),
        "png.pdf": picture(kind="PNG"),
        "empty.pdf": b"",                                     # F02
        "header.pdf": b"%PDF-1.7",
        "junk.pdf": b"HTTP/1.1 200 OK\r\n\r\n" + WHOLE,       # F08
        "after.pdf": WHOLE + b"<html>",
        "huge.pdf": WHOLE + bytes(20_000_001),                # F13
        "lfs.pdf": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",  # F15
        "locked.docx": compound("EncryptedPackage"),
        "good.pdf": WHOLE,
    })  # fmt: skip
    answer = "disclosures/oit/2564/o1.yaml"

    assert said(root) == [
        (answer, 4, "error", "false-file-type"),
        (answer, 5, "error", "false-file-type"),
        (answer, 6, "error", "false-file-type"),
        (answer, 7, "error", "empty-evidence-file"),
        (answer, 8, "error", "damaged-document"),
        (answer, 9, "error", "false-file-type"),
        (answer, 10, "warning", "content-after-end"),
        (answer, 11, "error", "large-evidence-file"),
        (answer, 12, "error", "false-file-type"),
        (answer, 13, "error", "locked-document"),
    ]


def test_a_spoilt_file_is_said_at_every_place_that_names_it(tmp_path: Path) -> None:
    news = (
        "title: ก\ndate: 2564-01-15\nbody: |\n  อ่าน\n\n  [แผน](files/a/plan.pdf#page=2) และ [แผน](/files/a/plan.pdf)\n"
        "attachments:\n  - {title: แผน, file: ./files/a/plan.pdf}\n"
    )
    root = site(tmp_path, {"a/plan.pdf": WHOLE[:500]}, news__2564__a=news)

    assert said(root) == [
        ("disclosures/news/2564/a.yaml", 6, "error", "damaged-document"),
        ("disclosures/news/2564/a.yaml", 8, "error", "damaged-document"),
        ("disclosures/oit/2564/o1.yaml", 4, "error", "damaged-document"),
    ]


def test_a_spoilt_file_that_nothing_names_is_not_opened(tmp_path: Path) -> None:
    root = site(tmp_path, {"good.pdf": WHOLE})
    (root / "disclosures/files/draft.pdf").write_bytes(b"%PDF-1.7")

    assert [code for *_, code in said(root)] == ["unused-file"]


def test_the_message_holds_no_name_that_does_harm(tmp_path: Path) -> None:
    root = site(tmp_path, {"a.pdf": rewritten(lambda w: w.add_attachment("\x1b[31m\n::error::.exe", b"x"))})

    (problem,) = check_content(root).problems

    assert str(problem).isprintable()


# ── kept between runs ────────────────────────────────────────────────────────────────────────────────────────────


def tree(root: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(root)): (path.lstat().st_mtime_ns, path.lstat().st_size)
        for path in sorted(root.rglob("*"))
    }


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that names the type of every file that is really looked into."""
    seen: list[str] = []

    def noted(files: Iterable[tuple[bytes, str]]) -> Iterator[tuple[bytes, str]]:
        for file in files:
            seen.append(file[1])
            yield file

    def noting(files: Iterable[tuple[bytes, str]]) -> Iterator[tuple[int, Facts]]:
        return inspect_each(noted(files))

    monkeypatch.setattr(inventory, "inspect_each", noting)
    return seen


def stock(root: Path, *names: str) -> inventory.Inventory:
    files = root / "disclosures/files"
    kinds = {"pdf": "pdf", "csv": "?", "docx": "zip"}
    return take_stock(
        root,
        {
            f"files/{name}": StoredFile(f"files/{name}", (files / name).stat().st_size, kinds[name.rsplit(".")[-1]])
            for name in names
        },
    )


def aged(root: Path) -> None:
    """Make all files older than the cache that is about to be written, as they are in life."""
    for path in (root / "disclosures/files").iterdir():
        os.utime(path, ns=(10**18, 10**18))


def kept_site(root: Path) -> Path:
    site(root, {"a.pdf": WHOLE, "b.csv": b"a,b\n", "c.pdf": WHOLE[:500]})
    aged(root)
    (root / ".prongsai").mkdir()
    stock(root, "a.pdf", "b.csv", "c.pdf").keep(root)
    return root


def test_check_writes_nothing_at_all(tmp_path: Path) -> None:
    root = site(tmp_path, {"a.pdf": WHOLE, "b.csv": b"a,b\n"})
    before = tree(root)

    check_content(root)

    assert tree(root) == before


def test_a_build_keeps_what_it_found_and_the_next_check_looks_into_nothing(tmp_path: Path, asked: list[str]) -> None:
    root = site(tmp_path, {"a.pdf": WHOLE, "b.csv": b"a,b\n"})
    aged(root)

    made = build(root, root / "site", report=lambda *_: None)
    first = list(asked)
    again = check_content(root)

    assert (made.errors, first, asked, again.problems) == (0, ["pdf", "csv"], first, made.problems)
    assert json.loads((root / CACHE_PATH).read_text("utf-8"))["hashes"].keys() == {"files/a.pdf", "files/b.csv"}


def test_a_file_that_is_as_it_was_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = kept_site(tmp_path)
    cold = stock(root, "a.pdf", "b.csv", "c.pdf")
    opened: list[Path] = []
    real = inventory._read  # noqa: SLF001 - the one place that reads files

    def noting(path: Path) -> bytes:
        opened.append(path)
        return real(path)

    monkeypatch.setattr(inventory, "_read", noting)

    warm = stock(root, "a.pdf", "b.csv", "c.pdf")

    assert opened == [root / CACHE_PATH]
    assert warm == cold


def test_a_touched_file_is_read_but_not_looked_into_again(tmp_path: Path, asked: list[str]) -> None:
    root = kept_site(tmp_path)
    asked.clear()
    os.utime(root / "disclosures/files/a.pdf", ns=(10**18, 10**18 + 1))

    facts = stock(root, "a.pdf").facts["files/a.pdf"]

    assert (facts.pages, asked) == (2, [])


@pytest.mark.parametrize("content", [WHOLE[:-8] + b"spoilt!\n", WHOLE[:-100]], ids=["same size", "another size"])
def test_a_changed_file_is_looked_into_again(tmp_path: Path, content: bytes) -> None:
    root = kept_site(tmp_path)
    (root / "disclosures/files/a.pdf").write_bytes(content)

    assert [finding.code for finding in stock(root, "a.pdf").facts["files/a.pdf"].findings] == ["damaged-document"]


def test_a_file_as_young_as_the_cache_is_not_believed_to_be_as_it_was(tmp_path: Path) -> None:
    root = kept_site(tmp_path)
    target, cache = root / "disclosures/files/a.pdf", root / CACHE_PATH
    moment = 10**18 + 5
    os.utime(target, ns=(moment, moment))
    stock(root, "a.pdf").keep(root)
    os.utime(cache, ns=(moment, moment))
    target.write_bytes(bytes(len(WHOLE)))
    os.utime(target, ns=(moment, moment))

    assert stock(root, "a.pdf").facts["files/a.pdf"].findings != ()


def test_the_same_bytes_are_judged_by_each_extension(tmp_path: Path) -> None:
    root = site(tmp_path, {"a.docx": GOOD["docx"](), "a.csv": GOOD["docx"](), "b.docx": GOOD["docx"]()})

    facts = stock(root, "a.docx", "a.csv", "b.docx").facts

    assert {path: [finding.code for finding in one.findings] for path, one in facts.items()} == {
        "files/a.docx": [], "files/a.csv": ["not-plain-text"], "files/b.docx": [],
    }  # fmt: skip


@pytest.mark.parametrize(("recipe", "pages"), [(RECIPE, 99), (RECIPE - 1, 2), (str(RECIPE), 2)])
def test_only_what_was_kept_by_the_same_recipe_is_believed(tmp_path: Path, recipe: object, pages: int) -> None:
    root = kept_site(tmp_path)
    kept = json.loads((root / CACHE_PATH).read_text("utf-8"))
    for facts in kept["facts"].values():
        facts["pages"] = 99
    (root / CACHE_PATH).write_text(json.dumps({**kept, "recipe": recipe}), "utf-8")

    assert stock(root, "a.pdf").facts["files/a.pdf"].pages == pages


def corrupt(**changes: object) -> Callable[[dict[str, object]], bytes]:
    return lambda good: json.dumps({**good, **changes}).encode()


def finding(code: object, values: object) -> dict[str, object]:
    return {"x.pdf": {"pages": 1, "title": None, "has_text": None, "findings": [{"code": code, "values": values}]}}


CORRUPT: dict[str, Callable[[dict[str, object]], bytes]] = {
    "nothing": lambda _: b"",
    "no JSON": lambda _: b"{",
    "no text": lambda _: b"\xff\xfe",
    "a list": lambda _: b"[1]",
    "a number": lambda _: b"7",
    "nested without end": lambda _: b"[" * 200_000,
    "half of it": lambda good: json.dumps(good).encode()[:-40],
    "another recipe": corrupt(recipe=0),
    "no hashes": corrupt(hashes=None),
    "hashes of another shape": corrupt(hashes={"files/a.pdf": "x"}),
    "facts of another shape": corrupt(facts={"x.pdf": 3}),
    "an unknown rule": corrupt(facts=finding("no-such-rule", {})),
    "a rule that is no text": corrupt(facts=finding(["x"], {})),
    "a rule without its values": corrupt(facts=finding("active-pdf", {})),
    "values of another shape": corrupt(facts=finding("active-pdf", [1])),
    "pages of another type": corrupt(facts={"x.pdf": {"pages": "2", "title": 1, "has_text": 3, "findings": []}}),
    "facts without hashes": corrupt(hashes={}),
    "hashes without facts": corrupt(facts={}),
}


@pytest.mark.parametrize("name", CORRUPT)
def test_a_spoilt_cache_does_no_harm(name: str, tmp_path: Path) -> None:
    root = kept_site(tmp_path)
    good = stock(root, "a.pdf", "b.csv", "c.pdf").facts
    cache = root / CACHE_PATH
    cache.write_bytes(CORRUPT[name](json.loads(cache.read_text("utf-8"))))

    assert stock(root, "a.pdf", "b.csv", "c.pdf").facts == good
    assert [code for *_, code in said(root)] == ["damaged-document"]


def test_a_cache_that_is_no_file_does_no_harm(tmp_path: Path) -> None:
    root = kept_site(tmp_path)
    (root / CACHE_PATH).unlink()
    (root / CACHE_PATH).mkdir()

    assert stock(root, "a.pdf").facts["files/a.pdf"].pages == 2


# ── previews ─────────────────────────────────────────────────────────────────────────────────────────────────────


def drawn(content: bytes) -> bytes:
    return alone(first_page, content, LIMITS, b"")


def test_the_first_page_is_drawn_the_same_each_time_on_white_and_without_metadata() -> None:
    content = pdf(title="ความลับ", author="นายสมชาย ใจดี")

    first, second = drawn(content), drawn(content)

    with Image.open(io.BytesIO(first)) as image:
        assert (image.format, image.size, image.getpixel((2, 2))) == ("WEBP", (480, 679), (255, 255, 255))
        assert sum(image.convert("L").histogram()[:60]) > 100, "the page has black text on it"
        assert image.info.keys() & {"exif", "xmp", "icc_profile", "comment"} == set()
    assert first == second
    assert not any(word in first for word in (b"EXIF", b"XMP ", b"ICCP", "ความลับ".encode()))


def test_another_page_is_another_picture() -> None:
    assert drawn(pdf("Plan A")) != drawn(pdf("Plan B"))


@pytest.mark.parametrize(
    ("box", "size"), [("0 0 1 14400", (1, 1440)), ("0 0 14400 1", (480, 1)), ("0 0 300 200", (480, 320))]
)
def test_a_page_of_any_shape_is_drawn_within_bounds(box: str, size: tuple[int, int]) -> None:
    content = objects(CATALOGUE, ONE_PAGE, PAGE.replace(b"0 0 200 200", box.encode()))

    with Image.open(io.BytesIO(drawn(content))) as image:
        assert image.size == size


def assets(root: Path, names: Sequence[str], facts: Mapping[str, Facts] | None = None) -> Assets:
    made = Assets(root, root / ".prongsai/assets", facts or {})
    made.cache.parent.mkdir(exist_ok=True)
    made.prepare((), (), lambda *_: None, previews=[f"files/{name}" for name in names])
    return made


def test_files_that_can_be_shown_have_a_small_picture_and_the_others_none(tmp_path: Path) -> None:
    root = site(tmp_path, {
        "a.pdf": WHOLE, "b.jpg": picture((900, 600)), "c.png": picture((90, 60), "PNG"), "d.csv": b"a\n",
        "bad.pdf": b"%PDF-1.7", "loop.pdf": forms_within_forms(60),
    })  # fmt: skip
    names = ("a.pdf", "b.jpg", "c.png", "d.csv", "bad.pdf")

    made = assets(root, names)
    shown = {name: made.preview(f"files/{name}") for name in names}
    out = root / "out"
    made.write(out)

    sizes = {name: (one.width, one.height) if one else None for name, one in shown.items()}
    assert sizes == {"a.pdf": (480, 679), "b.jpg": (480, 320), "c.png": (90, 60), "d.csv": None, "bad.pdf": None}
    assert made.problems == []
    for one in filter(None, shown.values()):
        with Image.open(out / one.sizes[0][0]) as image:
            assert (image.size, one.sizes[0][1]) == ((one.width, one.height), one.width)


def test_a_page_that_can_not_be_drawn_is_tried_once(tmp_path: Path) -> None:
    root = site(tmp_path, {"bad.pdf": b"%PDF-1.7"})
    tries: list[int] = []
    for _ in range(2):
        made = Assets(root, root / ".prongsai/assets")
        made.cache.parent.mkdir(exist_ok=True)
        made.prepare((), (), lambda done, _: tries.append(done), previews=["files/bad.pdf"])

    assert tries == [1]


def test_a_published_file_says_what_it_is(tmp_path: Path) -> None:
    root = site(tmp_path, {"a.pdf": WHOLE, "b.csv": b"a,b\n"})
    made = assets(root, (), stock(root, "a.pdf", "b.csv").facts)

    told = [made.evidence(f"files/{name}") for name in ("a.pdf", "b.csv")]

    assert [(one.media_type, one.pages, one.document_title) for one in told] == [
        ("application/pdf", 2, TITLE),
        ("text/csv", None, None),
    ]


def test_every_type_of_evidence_has_a_media_type(tmp_path: Path) -> None:
    root = site(
        tmp_path, {f"a.{extension}": b"x" for extension in EVIDENCE_TYPES if extension not in ("jpg", "jpeg", "png")}
    )
    made = assets(root, ())

    types = {made.evidence(f"files/{path.name}").media_type for path in (root / "disclosures/files").iterdir()}

    assert "application/octet-stream" not in types
    assert len(types) == len(EVIDENCE_TYPES) - 3


def test_examining_lets_no_exception_out() -> None:
    assert examine((b"%PDF-1.7", "no-such-extension")) == inspect(b"", "no-such-extension")
