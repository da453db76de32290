"""What each row of evidence is: where it opens, what kind of thing it is, and whether it can be relied on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.catalogue import Item, Period
from generator.fields import Coverage, extension
from generator.kinds.document import Document
from generator.kinds.oit import Disclosure, Evidence, HumanCheck
from generator.ledger import UNUSABLE
from generator.library import Library
from generator.reading import Entry

KINDS_TH = {
    "pdf": "PDF", "docx": "Word", "doc": "Word", "odt": "เอกสาร", "xlsx": "Excel", "xls": "Excel", "ods": "ตาราง",
    "csv": "ตาราง CSV", "pptx": "PowerPoint", "ppt": "PowerPoint", "txt": "ข้อความ", "jpg": "ภาพ", "jpeg": "ภาพ",
    "png": "ภาพ", "mp3": "เสียง", "mp4": "วีดิทัศน์", "page": "หน้าเว็บไซต์นี้", "url": "เว็บไซต์", "link": "เว็บไซต์",
}  # fmt: skip


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


def resolve(
    library: Library, rows: tuple[Evidence, ...], prefix: str, titles: dict[str, str]
) -> Iterator[ResolvedEvidence]:
    """Yield the rows in order; `prefix` and the row's number make its id, `titles` are the titles of our pages."""
    for number, row in enumerate(rows, 1):
        document = library.documents[row.document].data if row.document else None
        url = row.url or (document.url if document else None)
        file = row.file or (document.file if document else None)
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
            state=(library.ledger.state(url.text) or library.ledger.state(url.href)) if url else None,
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


def usable(evidence: ResolvedEvidence) -> bool:
    """Return whether an assessor can open it. A person's word outranks the robot's."""
    return evidence.human_check is not None or evidence.state not in UNUSABLE


def fits(demanded: Period, given: Coverage | None, year: int) -> bool:
    """Return whether evidence that covers `given` meets what the item demands in fiscal year `year`.

    Evidence that does not say what it covers is not held against the office.
    """
    if given is None or given.year is None or demanded == "any":
        return True
    if demanded == "prev_to_current":
        return given.year in (year - 1, year)
    if demanded == "previous":
        return given.year == year - 1 and not given.half
    return given.year == year
