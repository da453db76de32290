"""The library of documents that serve several items, and a page for each."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator import addresses
from generator.dates import short_thai_date, thai_date
from generator.evidence import KINDS_TH
from generator.fields import extension
from generator.kinds.document import Document
from generator.pages.page import TITLES, Content, FilterView, Here, Link, Page, blurb, filter_of, href


@dataclass(frozen=True)
class DocumentRow:
    """A document in the library."""

    link: Link
    kind: str
    issued: str | None
    unit: str | None
    period: str | None
    years: tuple[str, ...]
    """The fiscal years it covers or serves."""
    uses: int


@dataclass(frozen=True)
class DocumentsView:
    """`/documents/`."""

    rows: tuple[DocumentRow, ...]
    filters: tuple[FilterView, ...]


@dataclass(frozen=True)
class DocumentView:
    """`/documents/<id>/`."""

    crumbs: tuple[Link, ...]
    summary: str | None
    href: Markup
    external: bool
    kind: str
    size: str | None
    download: str | None
    facts: tuple[tuple[str, str], ...]
    uses: tuple[Link, ...]
    tags: tuple[str, ...]


def pages(content: Content) -> Iterator[Page]:
    """Yield the library and each document."""
    here = Here(addresses.DOCUMENTS, content)
    documents = content.library.documents
    rows = tuple(_row(here, name, entry.data) for name, entry in sorted(documents.items()))
    name = content.office.name.th
    filters = (
        filter_of("year", "ปี", (year for row in rows for year in row.years)),
        filter_of("unit", "เจ้าของเรื่อง", (row.unit for row in rows)),
        filter_of("kind", "ชนิด", (row.kind for row in rows)),
    )
    view = DocumentsView(rows, filters)
    yield Page(here.address, "documents.md.j2", TITLES[here.address], f"เอกสารเผยแพร่ของ{name}", view)
    for identifier, entry in documents.items():
        yield _document(content, identifier, entry.data)


def _row(here: Here, name: str, data: Document) -> DocumentRow:
    users = here.content.users.get(name, ())
    years = {user.catalogue.year for user in users} | ({data.period.year} if data.period else set())
    return DocumentRow(
        link=here.link(data.title, addresses.document_of(name)),
        kind=_kind(data),
        issued=short_thai_date(data.issued) if data.issued else None,
        unit=here.content.office.unit_name(data.unit),
        period=_period(data),
        years=tuple(str(year) for year in sorted(year for year in years if year)),
        uses=len(users),
    )


def _kind(data: Document) -> str:
    return KINDS_TH.get(extension(data.file), extension(data.file).upper()) if data.file else KINDS_TH["link"]


def _period(data: Document) -> str | None:
    if data.period is None or data.period.year is None:
        return None
    return f"6 เดือนแรกของปี {data.period.year}" if data.period.half else f"ปี {data.period.year}"


def _document(content: Content, name: str, data: Document) -> Page:
    here = Here(addresses.document_of(name), content)
    target, size, file_name = here.file(data.file) if data.file else (Markup(), None, "")
    view = DocumentView(
        crumbs=(here.link("คลังเอกสาร", addresses.DOCUMENTS),),
        summary=data.summary,
        href=href(data.url.href) if data.url else target,
        external=data.url is not None,
        kind=_kind(data),
        size=size,
        download=file_name if file_name and not target.endswith(f"/{file_name}") else None,
        facts=tuple(_facts(content, data)),
        uses=tuple(
            here.link(f"{user.item.code} {user.item.title.th} ปี {user.catalogue.year}", user.address)
            for user in content.users.get(name, ())
        ),
        tags=data.tags,
    )
    return Page(here.address, "document.md.j2", data.title, blurb(data.summary, data.title), view)


def _facts(content: Content, data: Document) -> Iterator[tuple[str, str]]:
    if data.issued:
        yield "วันที่ของเอกสาร", thai_date(data.issued)
    if period := _period(data):
        yield "ครอบคลุม", period
    if unit := content.office.unit_name(data.unit):
        yield "เจ้าของเรื่อง", unit
    if data.license:
        yield "สัญญาอนุญาต", data.license
