"""What each row of evidence is: where it opens, what kind of thing it is, and whether it can be relied on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.catalogue import Item
from generator.fields import Coverage, extension
from generator.kinds.document import Document
from generator.kinds.oit import Disclosure, Evidence, HumanCheck
from generator.ledger import UNUSABLE, Ledger, LinkRecord
from generator.library import Library
from generator.reading import Entry

KINDS_TH = {
    "pdf": "PDF", "docx": "Word", "doc": "Word", "odt": "เอกสาร", "xlsx": "Excel", "xls": "Excel", "ods": "ตาราง",
    "csv": "ตาราง CSV", "pptx": "PowerPoint", "ppt": "PowerPoint", "txt": "ข้อความ", "jpg": "ภาพ", "jpeg": "ภาพ",
    "png": "ภาพ", "mp3": "เสียง", "mp4": "วีดิทัศน์", "page": "หน้าเว็บไซต์นี้", "url": "เว็บไซต์", "link": "เว็บไซต์",
}  # fmt: skip

HUMAN_CHECK_DAYS = 90
"""For so long a person's word on a link outranks the robot's."""


@dataclass(frozen=True)
class ResolvedEvidence:
    """A row of evidence with what it stands for filled in.

    Exactly one of `file` (a path in `files/`), `url` and `page` (an address of this site) is given. `kind` is a file's
    extension, `page` or `link`.
    """

    id: str
    title: str
    kind: str
    file: str | None
    url: str | None
    page: str | None
    pdf_page: int | None
    covers: tuple[int, ...]
    period: Coverage | None
    issued: date | None
    document: str | None
    human_check: HumanCheck | None
    state: str | None
    """The ledger's word on the URL, or None when it was never visited or is no URL."""
    seen: Mapping[str, Any] | None = field(default=None, hash=False)
    """All that the ledger knows of the URL, as it stands there."""

    @property
    def link(self) -> LinkRecord | None:
        """The same, with its types."""
        return Ledger({"": self.seen}).record("") if self.seen else None


def resolve(
    library: Library, rows: tuple[Evidence, ...], prefix: str, titles: dict[str, str]
) -> Iterator[ResolvedEvidence]:
    """Yield the rows in order; `prefix` and the row's number make its id, `titles` are the titles of our pages."""
    for number, row in enumerate(rows, 1):
        document = library.documents[row.document].data if row.document else None
        url = row.url or (document.url if document else None)
        file = row.file or (document.file if document else None)
        urls = library.ledger.urls
        seen = (urls.get(url.text) or urls.get(url.href)) if url else None
        yield ResolvedEvidence(
            id=f"{prefix}-{number}",
            title=row.title or _title(row, document, titles),
            kind=extension(file) if file else "page" if row.page is not None else "link",
            file=file,
            url=url.href if url else None,
            page=row.page,
            pdf_page=row.pdf_page,
            covers=tuple(sorted(set(row.covers))),
            period=row.period or (document.period if document else None),
            issued=row.issued or (document.issued if document else None),
            document=row.document,
            human_check=row.human_check,
            state=str(seen["state"]) if seen else None,
            seen=seen,
        )


def _title(row: Evidence, document: Document | None, titles: dict[str, str]) -> str:
    if document:
        return document.title
    return titles.get(row.page or "", row.page or "")


def of_disclosure(
    library: Library, entry: Entry[Disclosure], item: Item, titles: dict[str, str]
) -> list[ResolvedEvidence]:
    """Return the evidence of one disclosure, with ids such as `2564-O10-1`."""
    return list(resolve(library, entry.data.evidence, f"{entry.year}-{item.code}", titles))


def trusted(evidence: ResolvedEvidence) -> bool:
    """Return whether a person's check of the link still outranks the robot's.

    It does for 90 days. The build reads no clock, so they are counted to the robot's last visit: as long as the robot
    has seen nothing newer, the person's word is the latest there is.
    """
    check, robot = evidence.human_check, evidence.link.checked_at if evidence.link else None
    return check is not None and (robot is None or (robot.date() - check.date).days <= HUMAN_CHECK_DAYS)


def usable(evidence: ResolvedEvidence) -> bool:
    """Return whether an assessor can open it. A person's word outranks the robot's."""
    return trusted(evidence) or evidence.state not in UNUSABLE
