"""A table's file, read in a process that may die of it: neither Excel's format nor saved pages can be trusted.

The kind of file is told by its bytes: what programs call “.xls” is often a web page or text.
"""

import re
import stat
from pathlib import Path

from generator.isolation import Limits, alone
from generator.refusal import RefusedError
from generator.tables.delimited import UNKNOWN_ENCODING, decoded, read_delimited
from generator.tables.sheet import Refusal, Sheet
from generator.tables.webpage import read_webpage
from generator.tables.workbook import read_workbook

MOST_BYTES = 50_000_000
MOST_ROWS = 50_000
LIMITS = Limits(seconds=60, memory=1_500_000_000)

_UNREADABLE = Refusal("อ่านไฟล์นี้เป็นตารางไม่ได้ ไฟล์อาจเสียหาย", "the file can't be read as a table; it may be damaged")
_TOO_MUCH = Refusal(
    "ไฟล์ใหญ่หรือซับซ้อนเกินกว่าจะอ่านเป็นตารางได้ คัดลอกเฉพาะตาราง OIT ไปไว้ในไฟล์ใหม่",
    "the file is too large or too tangled: copy the OIT table alone into a new file",
)
_KINDS = "ใช้ได้เฉพาะ .xlsx .csv และหน้าเว็บที่บันทึกไว้ (.html)"
_OTHER_KINDS: tuple[tuple[bytes, Refusal], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        Refusal(
            "เป็นไฟล์ Office รุ่นเก่าหรือมีรหัสผ่าน เปิดใน Excel แล้วบันทึกเป็น .xlsx โดยไม่ใส่รหัส",
            "an old Office file, or one with a password: save it as .xlsx without one",
        ),
    ),
    (b"%PDF", Refusal(f"เป็นไฟล์ PDF {_KINDS}", "a PDF is no table: give .xlsx, .csv or .html")),
    (b"\x89PNG", Refusal(f"เป็นรูปภาพ {_KINDS}", "a picture is no table: give .xlsx, .csv or .html")),
    (b"\xff\xd8\xff", Refusal(f"เป็นรูปภาพ {_KINDS}", "a picture is no table: give .xlsx, .csv or .html")),
)


class TableError(RefusedError):
    """The table can't be read or used."""

    def __init__(self, refusal: Refusal, *, content: bool) -> None:
        super().__init__(refusal.th, refusal.en, content=content)


def read_table(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a file; raises TableError, and OSError when the disk does."""
    try:
        kind = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise TableError(Refusal("ไม่พบไฟล์ตาราง", "there is no such table"), content=False) from None
    if not stat.S_ISREG(kind.st_mode):
        raise TableError(Refusal("ไม่ใช่ไฟล์ธรรมดา", "the table is no regular file"), content=False)
    if kind.st_size > MOST_BYTES:
        raise TableError(_TOO_MUCH, content=True)
    lost: tuple[Sheet, ...] | Refusal = _TOO_MUCH
    answer = alone(read_bytes, path.read_bytes(), LIMITS, lost)
    if isinstance(answer, Refusal):
        raise TableError(answer, content=True)
    return answer


def read_bytes(content: bytes) -> tuple[Sheet, ...] | Refusal:
    """Return the sheets in the bytes of a file, or why there are none; this is what runs in the process apart."""
    if not content.strip():
        return Refusal("ไฟล์ว่าง", "the file is empty")
    for mark, refusal in _OTHER_KINDS:
        if content.startswith(mark):
            return refusal
    try:
        sheets = _read(content)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - what the readers raise for hostile bytes has no end, and is all one to us
        return _UNREADABLE
    if not isinstance(sheets, Refusal) and sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        return _TOO_MUCH
    return sheets


def _read(content: bytes) -> tuple[Sheet, ...] | Refusal:
    if content.startswith(b"PK"):
        return read_workbook(content)
    text = decoded(content)
    if text is None:
        # A page may say that it is in an encoding which only its own reader asks about.
        return read_webpage(content) if re.search(rb"(?i)<(html|table|!doctype)\b", content) else UNKNOWN_ENCODING
    start = text.lstrip()[:2000]
    page = start.startswith("<") and re.search(r"(?i)<(!doctype html|html|head|body|table|div|meta|h[1-6]|ul)\b", start)
    return read_webpage(content) if page else read_delimited(content)
