"""Files and pictures below `files/`: that they exist, and are of a kind that may be published."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
)

from generator.fields.names import extension, good_file_name
from generator.fields.record import Known, Record, about, exact, hint, known_of, refuse
from generator.fields.texts import OneLine, to_one_line
from generator.text import nearest, normalise

MAX_FILE_BYTES = 20_000_000


PICTURES = ("jpg", "jpeg", "png")
EVIDENCE_TYPES = (
    *PICTURES,
    "pdf",
    "docx",
    "xlsx",
    "pptx",
    "doc",
    "xls",
    "ppt",
    "odt",
    "ods",
    "csv",
    "txt",
    "mp3",
    "mp4",
)
# What the first bytes of a file with this extension must say. The rest have no signature that can be relied on.
REAL_TYPES = {
    "jpg": "jpg", "jpeg": "jpg", "png": "png", "pdf": "pdf", "docx": "zip", "xlsx": "zip", "pptx": "zip",
    "odt": "zip", "ods": "zip", "doc": "ole", "xls": "ole", "ppt": "ole",
}  # fmt: skip
WRAPPED = ("zip", "ole")
"""A new Office format within the container of the old ones: one with a password, which `inspection` tells."""
REAL_NAMES = {"?": "ไฟล์ชนิดอื่น", "lfs": "ตัวชี้ Git LFS", "html": "หน้าเว็บ HTML"}
"""What people call a type that has no name of its own."""


def _file(value: object, info: ValidationInfo) -> str:
    text = normalise(exact(value)).removeprefix("./")
    parts = text.split("/")
    least = 2
    if parts[0] != "files" or len(parts) < least or not all(good_file_name(part) for part in parts):
        refuse("bad-path", value=text)
    known = known_of(info)
    if known is None:
        return text
    stored = known.files.get(text)
    if stored is None:
        refuse("missing-file", value=text, near=hint(nearest(text, known.files)))
    if stored.size == 0:
        refuse("empty-evidence-file", value=text)
    if stored.size > MAX_FILE_BYTES:
        million = 1_000_000
        refuse("large-evidence-file", value=text, size=stored.size // million, limit=MAX_FILE_BYTES // million)
    return text


def _of_type(allowed: tuple[str, ...], code: str) -> AfterValidator:
    def check(path: str, info: ValidationInfo) -> str:
        kind = extension(path)
        if kind not in allowed:
            refuse(code, value=path, extension=kind, choices=", ".join(allowed))
        known = known_of(info)
        claimed = REAL_TYPES.get(kind)
        real = known.files[path].real_type if known and path in known.files else claimed
        if (claimed and real != claimed and (claimed, real) != WRAPPED) or real in ("html", "lfs"):
            refuse("false-file-type", value=path, claimed=kind.upper(), real=REAL_NAMES.get(str(real), real))
        return path

    return AfterValidator(check)


EvidenceFile = Annotated[str, BeforeValidator(_file), _of_type(EVIDENCE_TYPES, "file-type")]
PictureFile = Annotated[str, BeforeValidator(_file), _of_type(PICTURES, "not-a-picture")]
CertificateFile = Annotated[str, BeforeValidator(_file), _of_type((*PICTURES, "pdf"), "not-a-picture")]

_FILE = TypeAdapter(EvidenceFile)
_PICTURE = TypeAdapter(PictureFile)


def file_fault(path: str, known: Known, *, picture: bool) -> tuple[str, Mapping[str, object]] | None:
    """Return the rule and its values that speak against a file that Markdown names, or None."""
    try:
        (_PICTURE if picture else _FILE).validate_python(path, context=known)
    except ValidationError as error:
        details = error.errors(include_url=False)[0]
        return details["type"], details.get("ctx", {})
    return None


def is_weak_alt(text: str) -> bool:
    """Return whether a picture's text says nothing of what is in it."""
    return bool(_WEAK_ALT.fullmatch(text))


_WEAK_ALT = re.compile(r"(?i)(image|picture|photo|img|dsc|ภาพ|รูป|รูปภาพ|ภาพที่|รูปที่)?[\s_-]*[0-9]*(\.(jpe?g|png))?")


def _alt(value: object) -> str:
    text = to_one_line(value)
    if _WEAK_ALT.fullmatch(text):
        refuse("weak-alt", value=text)
    return text


class Picture(Record):
    """A picture with the text that stands for it where it can't be seen."""

    file: PictureFile = about("ไฟล์ภาพ", "ภาพ .jpg หรือ .png ใน files/", "picture file")
    alt: Annotated[str, BeforeValidator(_alt)] = about(
        "คำบรรยายภาพ", "บอกว่าในภาพมีอะไร สำหรับผู้ที่มองไม่เห็นภาพ", "text for those who can't see it"
    )
    caption: OneLine | None = about("คำใต้ภาพ", default=None)


def _bare_picture(value: object) -> object:
    return {"file": value} if isinstance(value, str) else value


class BarePicture(Record):
    """A picture whose text may be left out, because the name beside it says what it is."""

    file: CertificateFile = about("ไฟล์ภาพ", "ภาพ .jpg หรือ .png หรือไฟล์ .pdf ใน files/")
    alt: OneLine | None = about("คำบรรยายภาพ", default=None)
    caption: OneLine | None = about("คำใต้ภาพ", default=None)


PictureOrPath = Annotated[BarePicture, BeforeValidator(_bare_picture)]


class BarePhoto(BarePicture):
    """A photo of a person, whose name stands beside it."""

    file: PictureFile = about("ไฟล์ภาพ", "ภาพ .jpg หรือ .png ใน files/")


PhotoOrPath = Annotated[BarePhoto, BeforeValidator(_bare_picture)]

Step = Literal["P", "D", "M", "C", "A", "S"]
Dimension = Literal["transparency", "accountability", "service-integrity", "culture", "work-integrity"]
DIMENSIONS: tuple[str, ...] = get_args(Dimension)
