"""`/data/oit-YEAR.csv`: the submission sheet, one row an item, then id, title and URL of each piece of evidence.

Every row is as wide as the widest, so that the columns hold in every reader.
"""

from collections.abc import Iterator

from generator.exports.dataset import YearRecord
from generator.exports.encoders import csv_bytes
from generator.exports.submission import EVIDENCE_WORD, ITEM_HEAD, submission

EVIDENCE_HEAD = (f"รหัส{EVIDENCE_WORD}", EVIDENCE_WORD, f"URL {EVIDENCE_WORD}")


def oit_csv(record: YearRecord) -> bytes:
    """Return the year as CSV."""
    return csv_bytes(_rows(record))


def _rows(record: YearRecord) -> Iterator[list[str]]:
    rows = submission(record)
    most = max((len(row.evidence) for row in rows), default=0)
    yield [*ITEM_HEAD, *(f"{name} {number}" for number in range(1, most + 1) for name in EVIDENCE_HEAD)]
    for row in rows:
        given = [text for one in row.evidence for text in (one.id, one.title, one.url)]
        yield [*row.fixed, *given, *[""] * (len(EVIDENCE_HEAD) * (most - len(row.evidence)))]
