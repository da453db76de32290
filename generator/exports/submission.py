"""The submission sheet: what the office files with the assessor, one row an item. CSV and XLSX print it."""

from dataclasses import dataclass

from generator.exports.dataset import EvidenceRecord, ItemRecord, YearRecord

ITEM_HEAD = ("ข้อ", "ข้อมูล", "คำตอบ", "URL", "คำอธิบาย")
EVIDENCE_WORD = "หลักฐาน"

ANSWERED = frozenset({"published", "none"})
"""An office that says there was nothing has answered too."""


@dataclass(frozen=True)
class SubmissionRow:
    """One item as it is filed; `fixed` are the texts under `ITEM_HEAD`."""

    fixed: tuple[str, ...]
    evidence: tuple[EvidenceRecord, ...]


def submission(record: YearRecord) -> tuple[SubmissionRow, ...]:
    """Return the rows in the catalogue's order."""
    return tuple(SubmissionRow(_fixed(item), item.evidence) for item in record.items)


def _fixed(item: ItemRecord) -> tuple[str, ...]:
    answer = "มี" if item.status in ANSWERED else "ไม่มี"
    return item.code, item.title, answer, item.url, item.explanation or ""
