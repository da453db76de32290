"""The disclosure pages: all years, one year's table in the form assessors know, and a page for each item."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator import addresses
from generator.catalogue import Catalogue, period_th
from generator.dates import short_thai_date, thai_date, thai_span
from generator.fields import parse_url
from generator.kinds.oit import Disclosure
from generator.pages.page import TITLES, Answer, Content, EvidenceView, Here, Link, Page, blurb, href
from generator.readiness import STATUS_TH


@dataclass(frozen=True)
class Progress:
    """How far a year is: counts of items by state, and the share that is complete."""

    total: int
    ready: int
    percent: int
    counts: tuple[tuple[str, str, int], ...]
    """(status, its label, how many items) for every status that occurs."""


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
class ElementView:
    """A required element, whether it is shown, and by what."""

    n: int
    text: str
    covered: bool
    evidence: tuple[EvidenceView, ...]


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
class SubIndicatorView:
    """A part of the year's table."""

    id: str
    anchor: str
    title: str
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True)
class IndicatorView:
    """An indicator with its parts."""

    id: str
    title: str
    parts: tuple[SubIndicatorView, ...]


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
class YearView:
    """`/oit/2564/`."""

    year: int
    years: Link
    other_years: tuple[Link, ...]
    progress: Progress
    verified: bool
    applies_to: str | None
    note: str | None
    sources: tuple[SourceView, ...]
    calendar: tuple[PhaseView, ...]
    indicators: tuple[IndicatorView, ...]


@dataclass(frozen=True)
class HistoryRow:
    """The same concept in another year."""

    year: int
    link: Link
    status: str
    status_th: str


@dataclass(frozen=True)
class FeedbackView:
    """What an assessor found, and the reply."""

    round: int
    date: str
    finding: str
    reply: str | None
    resolved: bool


@dataclass(frozen=True)
class ItemView:
    """`/oit/2564/o10/`."""

    code: str
    year: int
    title_en: str | None
    crumbs: tuple[Link, ...]
    status: str
    status_th: str
    url: str
    explanation: str | None
    facts: tuple[tuple[str, str], ...]
    elements: tuple[ElementView, ...]
    unconfirmed: tuple[str, ...]
    note: str | None
    evidence: tuple[EvidenceView, ...]
    shared: dict[str, tuple[Link, ...]]
    """Where else a piece of evidence serves, by its id."""
    changes: tuple[tuple[str, str], ...]
    feedback: tuple[FeedbackView, ...]
    history: tuple[HistoryRow, ...]
    before: Link | None
    after: Link | None


def progress_of(content: Content, catalogue: Catalogue) -> Progress:
    """Return how far the year of `catalogue` is."""
    states = [content.answers[catalogue.year, item.code].readiness for item in catalogue.items]
    counts = Counter(state.status for state in states)
    applicable = [state for state in states if state.ready is not None]
    ready = sum(state.ready is True for state in applicable)
    return Progress(
        total=len(applicable),
        ready=ready,
        percent=ready * 100 // len(applicable) if applicable else 0,
        counts=tuple((status, label, counts[status]) for status, label in STATUS_TH.items() if counts[status]),
    )


def pages(content: Content) -> Iterator[Page]:
    """Yield the pages of every year that has a catalogue."""
    yield _years(content)
    for catalogue in content.catalogues:
        yield _year(content, catalogue)
        for answer in _answers(content, catalogue):
            yield _item(content, answer)


def _answers(content: Content, catalogue: Catalogue) -> list[Answer]:
    return [content.answers[catalogue.year, item.code] for item in catalogue.items]


def _years(content: Content) -> Page:
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


def _year(content: Content, catalogue: Catalogue) -> Page:
    year = catalogue.year
    here = Here(addresses.year_of(addresses.OIT, year), content)
    indicators = tuple(
        IndicatorView(
            indicator.id,
            indicator.title.th,
            tuple(
                SubIndicatorView(
                    part.id,
                    f"i{part.id.replace('.', '-')}",
                    part.title.th,
                    tuple(_row(here, content.answers[year, item.code]) for item in part.items),
                )
                for part in indicator.sub_indicators
            ),
        )
        for indicator in catalogue.indicators
    )
    view = YearView(
        year=year,
        years=here.link("ทุกปี", addresses.OIT),
        other_years=tuple(
            here.link(str(other), addresses.year_of(addresses.OIT, other)) for other in content.years if other != year
        ),
        progress=progress_of(content, catalogue),
        verified=catalogue.verified,
        applies_to=catalogue.applies_to,
        note=catalogue.note,
        sources=tuple(map(_source, catalogue.sources)),
        calendar=tuple(PhaseView(phase.phase.th, thai_span(phase.first, phase.last)) for phase in catalogue.calendar),
        indicators=indicators,
    )
    title = f"ข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. {year}"
    description = f"ตารางข้อมูลสาธารณะ {len(catalogue.items)} ข้อ ปีงบประมาณ พ.ศ. {year} ของ{content.office.name.th}"
    return Page(here.address, "oit-year.md.j2", title, description, view)


def _source(text: str) -> SourceView:
    if not text.startswith(("https://", "http://")) or " " in text:
        return SourceView(text, None)
    return SourceView(text, Link(text, href(parse_url(text).href)))


def _row(here: Here, answer: Answer) -> ItemRow:
    evidence = tuple(map(here.evidence, answer.evidence))
    return ItemRow(
        code=answer.item.code,
        link=here.link(answer.item.title.th, answer.address),
        status=answer.readiness.status,
        status_th=STATUS_TH[answer.readiness.status],
        elements=_elements(answer, evidence),
        evidence=evidence,
        explanation=answer.entry.data.explanation if answer.entry else None,
    )


def _elements(answer: Answer, evidence: tuple[EvidenceView, ...]) -> tuple[ElementView, ...]:
    return tuple(
        ElementView(number, text, covered, tuple(row for row in evidence if number in row.covers))
        for number, (text, covered) in enumerate(zip(answer.item.elements, answer.readiness.covered, strict=True), 1)
    )


def _item(content: Content, answer: Answer) -> Page:
    catalogue, item, entry = answer.catalogue, answer.item, answer.entry
    year = catalogue.year
    here = Here(answer.address, content)
    evidence = tuple(map(here.evidence, answer.evidence))
    data = entry.data if entry else None
    neighbours = [other.code for other in catalogue.items]
    position = neighbours.index(item.code)
    view = ItemView(
        code=item.code,
        year=year,
        title_en=item.title.en,
        crumbs=(
            here.link("ข้อมูลสาธารณะ", addresses.OIT),
            here.link(f"ปี {year}", addresses.year_of(addresses.OIT, year)),
        ),
        status=answer.readiness.status,
        status_th=STATUS_TH[answer.readiness.status],
        url=f"{content.site_url}/{answer.address}/" if content.site_url else f"/{answer.address}/",
        explanation=data.explanation if data else None,
        facts=tuple(_facts(content, answer)),
        elements=_elements(answer, evidence),
        unconfirmed=tuple(_unconfirmed(answer)),
        note=item.note,
        evidence=evidence,
        shared=_shared(content, here, answer),
        changes=tuple((thai_date(change.date), change.note) for change in data.changes) if data else (),
        feedback=_feedback(data),
        history=_history(content, here, answer),
        before=_neighbour(content, here, year, neighbours[position - 1]) if position else None,
        after=_neighbour(content, here, year, neighbours[position + 1]) if position + 1 < len(neighbours) else None,
    )
    title = f"{item.code} {item.title.th} (ปี {year})"
    description = blurb(data.explanation if data else None, f"{item.code} {item.title.th} ปีงบประมาณ พ.ศ. {year}")
    return Page(here.address, "oit-item.md.j2", title, description, view)


def _facts(content: Content, answer: Answer) -> Iterator[tuple[str, str]]:
    item, data = answer.item, answer.entry.data if answer.entry else None
    part = next(part for _, part in answer.catalogue.branches() if item in part.items)
    unit = content.office.unit_name((data.unit if data else None) or item.unit)
    yield "ปีงบประมาณ", f"พ.ศ. {answer.catalogue.year}"
    yield "ตัวชี้วัดย่อย", f"{part.id} {part.title.th}"
    if unit:
        yield "ผู้รับผิดชอบ", unit
    yield "ช่วงเวลาของข้อมูล", period_th(item.period, answer.catalogue.year)
    if item.legal:
        yield "ฐานทางกฎหมาย", item.legal
    if data and data.published:
        yield "เผยแพร่เมื่อ", thai_date(data.published)
    if data and data.updated:
        yield "ปรับปรุงล่าสุด", thai_date(data.updated)


def _unconfirmed(answer: Answer) -> Iterator[str]:
    """Yield what of the item is not confirmed by the assessor's own document, each in a sentence."""
    item = answer.item
    if not item.title_verified:
        yield f"ชื่อข้อ: {item.title_source or 'ยังไม่ยืนยัน'}"
    if not item.elements_verified:
        yield f"องค์ประกอบ: {item.elements_source or 'ยังไม่ยืนยัน'}"


def _shared(content: Content, here: Here, answer: Answer) -> dict[str, tuple[Link, ...]]:
    """Return, for each piece of evidence, the other items that rely on the same document or file."""
    shared = {}
    for row in answer.evidence:
        users = content.users.get(row.document or row.file or "", ())
        others = [user for user in users if user.address != answer.address]
        links = (here.link(f"{user.item.code} ปี {user.catalogue.year}", user.address) for user in others)
        shared[row.id] = tuple(links)
    return shared


def _feedback(data: Disclosure | None) -> tuple[FeedbackView, ...]:
    return tuple(
        FeedbackView(row.round, short_thai_date(row.date), row.finding, row.reply, row.resolved)
        for row in (data.feedback if data else ())
    )


def _history(content: Content, here: Here, answer: Answer) -> tuple[HistoryRow, ...]:
    """Return the same concept in the other years: the number moves, the concept stays."""
    rows = []
    for year in content.years:
        item = content.library.catalogues[year].data.by_concept.get(answer.item.concept)
        if item is None or year == answer.catalogue.year:
            continue
        other = content.answers[year, item.code]
        status = other.readiness.status
        rows.append(
            HistoryRow(year, here.link(f"{item.code} {item.title.th}", other.address), status, STATUS_TH[status])
        )
    return tuple(rows)


def _neighbour(content: Content, here: Here, year: int, code: str) -> Link:
    answer = content.answers[year, code]
    return here.link(f"{code} {answer.item.title.th}", answer.address)
