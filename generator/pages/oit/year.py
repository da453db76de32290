"""The page of all years, and one year's table in the form assessors know."""

from dataclasses import dataclass
from functools import partial

from markupsafe import Markup
from pydantic_core import PydanticCustomError

from generator import addresses
from generator.catalogue import Catalogue, SubIndicator
from generator.charts import bar
from generator.dates import thai_date, thai_span
from generator.fields import parse_url
from generator.memory import digest
from generator.pages.oit.item import item_key
from generator.pages.oit.parts import ElementView, Group, Progress, elements, grouped, progress_of
from generator.pages.page import TITLES, Answer, Content, Deferred, EvidenceView, Here, Link, Page, href
from generator.readiness import STATUS_TH


@dataclass(frozen=True)
class YearCard:
    """One year on the page of all years."""

    year: int
    link: Link
    title: str
    verified: bool
    current: bool
    progress: Progress


@dataclass(frozen=True)
class YearsView:
    """`/oit/`."""

    years: tuple[YearCard, ...]


@dataclass(frozen=True)
class ItemRow:
    """One item in the year's table."""

    code: str
    link: Link
    status: str
    status_th: str
    elements: tuple[ElementView, ...]
    evidence: tuple[EvidenceView, ...]
    explanation: str | None


@dataclass(frozen=True)
class SourceView:
    """A source of a catalogue: a link where it is a web address."""

    text: str
    link: Link | None


@dataclass(frozen=True)
class PhaseView:
    """A span of the year's calendar."""

    title: str
    span: str


@dataclass(frozen=True)
class PartProgress:
    """How far a sub-indicator is, with the anchor of its table."""

    id: str
    anchor: str
    title: str
    ready: int
    total: int
    """How many items count: what does not apply to the office is left out."""
    bar: Markup


@dataclass(frozen=True)
class YearView:
    """`/oit/2564/`."""

    year: int
    years: Link
    assess: Link
    other_years: tuple[Link, ...]
    progress: Progress
    parts: tuple[PartProgress, ...]
    seals: tuple[str, ...]
    verified: bool
    applies_to: str | None
    note: str | None
    sources: tuple[SourceView, ...]
    calendar: tuple[PhaseView, ...]
    indicators: tuple[Group[ItemRow], ...]


def years_page(content: Content) -> Page:
    """Return the page of all years, the current one first."""
    here = Here(addresses.OIT, content)
    cards = tuple(
        YearCard(
            year=year,
            link=here.link(f"ปีงบประมาณ พ.ศ. {year}", addresses.year_of(addresses.OIT, year)),
            title=catalogue.title.th,
            verified=catalogue.verified,
            current=year == content.office.current_year,
            progress=progress_of(content, catalogue),
        )
        for year in sorted(content.years, key=lambda year: (year != content.office.current_year, -year))
        for catalogue in [content.library.catalogues[year].data]
    )
    title = TITLES[here.address]
    description = f"ข้อมูลสาธารณะตามแบบวัด OIT ของ{content.office.name.th} ทุกปีงบประมาณ"
    return Page(here.address, "oit-years.md.j2", title, description, YearsView(cards))


def year_page(content: Content, catalogue: Catalogue) -> Page:
    """Return the table of one year."""
    year = catalogue.year
    return Page(
        addresses.year_of(addresses.OIT, year),
        "oit-year.md.j2",
        f"ข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. {year}",
        f"ตารางข้อมูลสาธารณะ {len(catalogue.items)} ข้อ ปีงบประมาณ พ.ศ. {year} ของ{content.office.name.th}",
        Deferred(partial(_view, content, catalogue)),
        key=digest("year", year_key(content, catalogue)),
    )


def year_key(content: Content, catalogue: Catalogue) -> str:
    """Return a digest of what pages of a whole year are made from."""
    items = (item_key(content, content.answers[catalogue.year, item.code]) for item in catalogue.items)
    return digest(content.frame, repr(content.seals), catalogue.year, *items)


def _view(content: Content, catalogue: Catalogue) -> YearView:
    year = catalogue.year
    here = Here(addresses.year_of(addresses.OIT, year), content)
    indicators = grouped(content, catalogue, partial(_row, here))
    anchors = (part.anchor for indicator in indicators for part in indicator.parts)
    subs = (sub for indicator in catalogue.indicators for sub in indicator.sub_indicators)
    return YearView(
        year=year,
        years=here.link("ทุกปี", addresses.OIT),
        assess=here.link("ทั้งปีในหน้าเดียว สำหรับผู้ประเมินและพิมพ์", addresses.assess_of(year)),
        other_years=tuple(
            here.link(str(other), addresses.year_of(addresses.OIT, other)) for other in content.years if other != year
        ),
        progress=progress_of(content, catalogue),
        parts=tuple(_part(content, year, sub, anchor) for sub, anchor in zip(subs, anchors, strict=True)),
        seals=tuple(f"ผนึกรอบที่ {seal.round} เมื่อ {thai_date(seal.date)}" for seal in content.seals if seal.year == year),
        verified=catalogue.verified,
        applies_to=catalogue.applies_to,
        note=catalogue.note,
        sources=tuple(map(_source, catalogue.sources)),
        calendar=tuple(PhaseView(phase.phase.th, thai_span(phase.first, phase.last)) for phase in catalogue.calendar),
        indicators=indicators,
    )


def _part(content: Content, year: int, sub: SubIndicator, anchor: str) -> PartProgress:
    states = [content.answers[year, item.code].readiness.ready for item in sub.items]
    ready, total = states.count(True), sum(state is not None for state in states)
    return PartProgress(sub.id, anchor, sub.title.th, ready, total, bar(ready, total, tone="ok"))


def _source(text: str) -> SourceView:
    if not text.startswith(("https://", "http://")) or " " in text:
        return SourceView(text, None)
    try:
        return SourceView(text, Link(text, href(parse_url(text).href)))
    except PydanticCustomError:
        return SourceView(text, None)


def _row(here: Here, answer: Answer) -> ItemRow:
    evidence = tuple(map(here.evidence, answer.evidence))
    return ItemRow(
        code=answer.item.code,
        # The item's page lies in the folder of this page: the short way there, twice a row, makes the page lighter.
        link=Link(answer.item.title.th, href(f"{answer.item.slug}/")),
        status=answer.readiness.status,
        status_th=STATUS_TH[answer.readiness.status],
        elements=elements(answer, evidence),
        evidence=evidence,
        explanation=answer.entry.data.explanation if answer.entry else None,
    )
