"""What looking into a file tells: plain values, and the judgement of names that stand in a file's own metadata."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.text import forbidden, one_line

TITLE_LIMIT = 300


@dataclass(frozen=True)
class Finding:
    """Something wrong with a file: a rule's code and the rule's values, all but the file's own path."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Trace:
    """A piece of personal data in a file: a kind of `personal.FINDINGS`, its mask, and where it stands first.

    spot: a key of `rules.SPOTS`; name: which page, cell or tag, with a mask for what must not be shown.
    """

    kind: str
    masked: str
    spot: str
    name: str


@dataclass(frozen=True)
class Facts:
    """What a file really is. None where the kind of file doesn't tell, or the file couldn't be read that far."""

    pages: int | None = None
    title: str | None = None
    """The title in the document's own metadata."""
    has_text: bool | None = None
    """Whether the first pages of a PDF hold text, and not only pictures of it."""
    findings: tuple[Finding, ...] = ()
    traces: tuple[Trace, ...] = ()
    """Personal data, each number once."""


def wrong(code: str, **values: str) -> Facts:
    """Return the facts of a file of which nothing more can be said than that it is wrong."""
    return Facts(findings=(Finding(code, values),))


def own_title(text: str) -> str | None:
    """Return a title from metadata as we would show it, or None when there is none or it is hostile."""
    title = one_line(_as_thai(text.replace("\x00", "")))
    return title if title and len(title) <= TITLE_LIMIT and forbidden(title) is None else None


def _as_thai(text: str) -> str:
    """Return Thai that was written in Windows-874 and read as Latin, as it was meant.

    Thai versions of old Word and PDF printers put their bytes into a field that has no encoding of its own.
    """
    high = sum("\u00a1" <= character <= "\u00fb" for character in text)
    if high * 2 <= len(text):
        return text
    try:
        return text.encode("latin-1").decode("cp874")
    except UnicodeError:
        return text


_ADDRESSED = re.compile(r"(?i)(นาย|นาง|น\.ส\.|ด\.[ชญ]\.|ดร\.|ว่าที่|ผศ\.|รศ\.|(mr|mrs|ms|miss|dr)\b)")
_NO_PERSON = re.compile(
    r"(?i)สำนัก|กลุ่ม|โรงเรียน|สพ[ปมฐ]|กระทรวง|กรม|ศูนย์|ฝ่าย|งาน|คณะ|หน่วย|เขต|มหาวิทยาลัย|[0-9๐-๙@/\\_]"
    r"|office|school|ministry|department|group|division|center|admin|user|owner|windows|microsoft|adobe|test"
)
_TWO_OR_THREE_WORDS = re.compile(r"[^\W\d_][\w.'\u0e31-\u0e4e-]*(?: [^\W\d_][\w.'\u0e31-\u0e4e-]*){1,2}")


def names_a_person(text: str) -> bool:
    """Return whether an author field looks like somebody's name and not like an office or a machine."""
    name = one_line(_as_thai(text))
    if _ADDRESSED.match(name):
        return True
    return _TWO_OR_THREE_WORDS.fullmatch(name) is not None and _NO_PERSON.search(name) is None
