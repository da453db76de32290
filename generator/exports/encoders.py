"""How each format writes values: JSON, CSV and iCalendar. Whatever stands in a value, it comes back as it was.

Nothing here knows what the values mean; each encoder takes plain data and returns the bytes of a whole file.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence

_NOT_IN_HTML = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""Within JSON these stand in strings only. Written so, JSON may be put into a `<script>` without ending it."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet calculate, by OWASP's page on CSV injection."""
_NEGATIVE_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")

LINE_OCTETS = 75
"""RFC 5545 §3.1: the longest line of a calendar, without its line break."""


def json_bytes(value: object) -> bytes:
    """Return `value` as JSON in UTF-8, in the order it is given in."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text.translate(_NOT_IN_HTML)}\n".encode()


def starts_a_formula(text: str) -> bool:
    """Return whether a spreadsheet would calculate this text rather than show it."""
    return text.startswith(_FORMULA) and not _NEGATIVE_NUMBER.fullmatch(text)


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return the rows as CSV for Excel: a byte order mark (else Thai is garbled), CRLF, every value in quotes.

    A text that would be a formula gets an apostrophe before it, which spreadsheets take for “this is text”.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{value}" if starts_a_formula(value) else value for value in row])
    return out.getvalue().encode("utf-8-sig")


def ics_bytes(lines: Iterable[str]) -> bytes:
    """Return the content lines of a calendar, folded and ended as RFC 5545 §3.1 wants them."""
    return b"".join(folded + b"\r\n" for line in lines for folded in _folded(line))


def ics_text(text: str) -> str:
    """Return `text` as the value of a TEXT property (RFC 5545 §3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return re.sub(r"\r\n|[\r\n]", r"\\n", text)


def _folded(line: str) -> Iterator[bytes]:
    """Yield the line in pieces of at most 75 octets; every piece but the first begins with a space."""
    piece = b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > LINE_OCTETS:
            yield piece
            piece = b" "
        piece += octets
    yield piece
