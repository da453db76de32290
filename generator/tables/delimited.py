"""Tables as text: commas, semicolons, tabs or bars between the cells, in any encoding that Thai programs write."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from generator.tables.sheet import Cell, Piece, Refusal, Row, Sheet

_DELIMITERS = ",;\t|"
_SAMPLE = 200
LONGEST_CELL = 10_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNKNOWN_ENCODING = Refusal(
    "อ่านตัวอักษรในไฟล์ไม่ได้ เปิดไฟล์แล้วบันทึกใหม่เป็น UTF-8 หรือ .xlsx",
    "the file is no text in UTF-8, UTF-16 or Windows-874",
)


def decoded(content: bytes, said: str | None = None) -> str | None:
    """Return bytes as text, or None for what is none. said: the encoding that the file itself names.

    What is sound UTF-8 is UTF-8 whatever the file says: saved pages often say what they were, not what they are.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _as(content[len(mark) :], encoding)
    sample = content[:_SAMPLE]
    if b"\x00" in sample:
        # Every other byte of Thai or Latin text is the number of its block.
        return _as(content, "utf-16-be" if sample[:1] in (b"\x00", b"\x0e") else "utf-16-le")
    thai = said is not None and re.fullmatch(r"(?i)(x-)?(windows-?874|cp-?874|tis-?620|iso-8859-11|dos-874)", said)
    order: tuple[str, ...] = ("utf-8", "cp874") if not thai else ("cp874", "utf-8")
    if thai and _as(content, "utf-8") is not None:
        order = ("utf-8",)
    return next((text for encoding in order if (text := _as(content, encoding)) is not None), None)


def _as(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if re.search("[\x00-\x08\x0e-\x1a\x1c-\x1f]", text) else text


def read_delimited(content: bytes) -> tuple[Sheet, ...] | Refusal:
    """Return the one sheet of a text file."""
    text = decoded(content)
    if text is None:
        return UNKNOWN_ENCODING
    first, _, others = text.partition("\n")
    said = re.fullmatch(r'"?sep=(.)"?', first.strip(), re.IGNORECASE)
    skipped = 1 if said else 0  # a line for Excel alone
    text = others if said else text
    delimiter = said[1] if said else _delimiter(text)
    return (Sheet("", tuple(_rows(text, delimiter, skipped))),)


def _delimiter(text: str) -> str:
    """Return what stands between the cells: what gives most cells in the first rows, a comma where nothing does."""
    head = text[:200_000]

    def cells(delimiter: str) -> int:
        rows = [row for _, row in zip(range(20), csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))]  # noqa: B905 - the shorter ends it
        return sum(len(row) - 1 for row in rows)

    csv.field_size_limit(LONGEST_CELL)
    return max(_DELIMITERS, key=cells)


def _rows(text: str, delimiter: str, skipped: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    csv.field_size_limit(LONGEST_CELL)
    line = 0
    for cells in reader:
        yield Row(line + 1 + skipped, tuple(Cell((Piece(_unmarked(cell)),)) if cell else Cell() for cell in cells))
        line = reader.line_num


def _unmarked(text: str) -> str:
    """Return a text without the apostrophe that says “no formula” to spreadsheets; our own export writes it."""
    return text[1:] if re.match(r"'[=+\-@\t\r]", text) else text
