"""One year's answers as plain records: the one thing that JSON, CSV, XLSX and the catalogue of data are made from.

An item that nobody has answered yet has the status `missing`, as on its page: `preparing` would be a promise that the
office has not given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator import addresses
from generator.catalogue import Catalogue
from generator.evidence import ResolvedEvidence
from generator.ledger import Ledger
from generator.pages import Content
from generator.pages.page import Answer

DATA = addresses.DATA
"""The folder that all of this is published in."""

PAGE_TYPE = "text/html"
"""The media type of evidence that is a page of this site."""

LedgerRecord: TypeAlias = Mapping[str, str | int | None]
"""What the ledger says of a URL (contract §5)."""


@dataclass(frozen=True)
class ElementRecord:
    """A required element and whether evidence that can be used shows it."""

    n: int
    text: str
    covered: bool


@dataclass(frozen=True)
class EvidenceRecord:
    """A piece of evidence as it is published.

    bytes, sha256: of a file that is served here. media_type: of a file or page that is served here. What another host
    serves is the ledger's to say. issued: ISO 8601. period: `2564`, `2564-6m` or `any`. pages, document_title: of a
    file that knows them.
    """

    id: str
    title: str
    url: str
    kind: str
    bytes: int | None
    sha256: str | None
    media_type: str | None
    issued: str | None
    period: str | None
    covers: tuple[int, ...]
    ledger: LedgerRecord | None
    pages: int | None
    document_title: str | None


@dataclass(frozen=True)
class ItemRecord:
    """One item with the office's answer."""

    code: str
    title: str
    concept: str
    status: str
    url: str
    explanation: str | None
    elements: tuple[ElementRecord, ...]
    evidence: tuple[EvidenceRecord, ...]


@dataclass(frozen=True)
class YearRecord:
    """One year: the whole of `data/oit-YEAR.json`."""

    year: int
    body_type: str
    office: str
    items: tuple[ItemRecord, ...]


def file_of(year: int, extension: str) -> str:
    """Return the address of the year's data in one format."""
    return addresses.data_of(year, extension)


def link(content: Content, address: str) -> str:
    """Return the whole address of a page or file of the site, or one that holds from `data/` when there is no host."""
    relative = addresses.relative(DATA, address)
    return f"{content.site_url}/{relative.removeprefix('../')}" if content.site_url else relative


def year_record(content: Content, catalogue: Catalogue) -> YearRecord:
    """Return the year of `catalogue`, items in the catalogue's order."""
    answers = (content.answers[catalogue.year, item.code] for item in catalogue.items)
    items = tuple(_item(content, answer) for answer in answers)
    return YearRecord(catalogue.year, catalogue.body_type, content.office.name.th, items)


def _item(content: Content, answer: Answer) -> ItemRecord:
    item = answer.item
    flags = zip(item.elements, answer.readiness.covered, strict=True)
    return ItemRecord(
        code=item.code,
        title=item.title.th,
        concept=item.concept,
        status=answer.readiness.status,
        url=link(content, answer.address),
        explanation=answer.entry.data.explanation if answer.entry else None,
        elements=tuple(ElementRecord(n, text, covered) for n, (text, covered) in enumerate(flags, 1)),
        evidence=tuple(_evidence(content, row) for row in answer.evidence),
    )


def _evidence(content: Content, row: ResolvedEvidence) -> EvidenceRecord:
    served = content.assets.evidence(row.file) if row.file else None
    if served:
        # The same link as on the page, which opens a PDF where the evidence stands.
        url = link(content, served.address) + (f"#page={row.pdf_page}" if row.pdf_page else "")
    else:
        url = row.url or link(content, row.page or "")
    return EvidenceRecord(
        id=row.id,
        title=row.title,
        url=url,
        kind=row.kind,
        bytes=served.size if served else None,
        sha256=served.sha256 if served else None,
        media_type=served.media_type if served else PAGE_TYPE if row.page is not None else None,
        pages=served.pages if served else None,
        document_title=served.document_title if served else None,
        issued=row.issued.isoformat() if row.issued else None,
        period=str(row.period) if row.period else None,
        covers=row.covers,
        ledger=_ledger(row),
    )


def _ledger(row: ResolvedEvidence) -> LedgerRecord | None:
    if row.url is None or row.seen is None:
        return None
    record = Ledger({row.url: row.seen}).record(row.url)
    return record.as_json() if record else None
