"""A page for each item: what is demanded, what shows it, and what became of it over the years."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from generator import addresses
from generator.catalogue import period_th
from generator.dates import short_thai_date, thai_date
from generator.kinds.oit import Disclosure
from generator.memory import digest
from generator.pages.oit.parts import ElementView, elements
from generator.pages.page import Answer, Content, Deferred, EvidenceView, Here, Link, Page, blurb
from generator.qr import qr
from generator.readiness import STATUS_TH


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
    url: str | None
    """The whole address to file; None while office.yaml does not say the site's own."""
    qr: Markup | None
    """Where its QR code is, under the same condition."""
    explanation: str | None
    facts: tuple[tuple[str, str], ...]
    elements: tuple[ElementView, ...]
    unconfirmed: tuple[str, ...]
    note: str | None
    evidence: tuple[EvidenceView, ...]
    shared: dict[str, tuple[Link, ...]]
    """Where else a piece of evidence serves, by its id."""
    seals: tuple[str, ...]
    """When what an assessor sees here was sealed, each in a sentence."""
    changes: tuple[tuple[str, str], ...]
    feedback: tuple[FeedbackView, ...]
    history: tuple[HistoryRow, ...]
    before: Link | None
    after: Link | None


def item_page(content: Content, answer: Answer) -> Page:
    """Return the page of one item of one year."""
    item, data = answer.item, answer.entry.data if answer.entry else None
    year = answer.catalogue.year
    return Page(
        answer.address,
        "oit-item.md.j2",
        f"{item.code} {item.title.th} (ปี {year})",
        blurb(data.explanation if data else None, f"{item.code} {item.title.th} ปีงบประมาณ พ.ศ. {year}"),
        Deferred(partial(_view, content, answer)),
        key=item_key(content, answer),
    )


def item_key(content: Content, answer: Answer) -> str:
    """Return a digest of what the page is made from: the answer, and what other answers have to do with it."""
    year, item = answer.catalogue.year, answer.item
    others = [
        content.answers[other, same.code].readiness.status
        for other in content.years
        if (same := content.library.catalogues[other].data.by_concept.get(item.concept))
    ]
    named = [row.file for row in answer.evidence if row.file]
    files = [(content.assets.digest_of(path), content.assets.facts.get(path)) for path in named]
    users = [
        [user.address for user in content.users.get(row.document or row.file or "", ())] for row in answer.evidence
    ]
    seals = [(seal.round, seal.date, seal.items.get(item.code)) for seal in content.seals if seal.year == year]
    said = repr((answer.evidence, answer.readiness, others, files, users, seals))
    return digest(content.frame, content.key_of(answer.entry), answer.address, said)


def _view(content: Content, answer: Answer) -> ItemView:
    catalogue, item, entry = answer.catalogue, answer.item, answer.entry
    year = catalogue.year
    here = Here(answer.address, content)
    evidence = tuple(map(here.with_preview, answer.evidence))
    data = entry.data if entry else None
    neighbours = [other.code for other in catalogue.items]
    position = neighbours.index(item.code)
    return ItemView(
        code=item.code,
        year=year,
        title_en=item.title.en,
        crumbs=(
            here.link("ข้อมูลสาธารณะ", addresses.OIT),
            here.link(f"ปี {year}", addresses.year_of(addresses.OIT, year)),
        ),
        status=answer.readiness.status,
        status_th=STATUS_TH[answer.readiness.status],
        url=content.printed_url(answer.address) if content.site_url else None,
        qr=_qr(content, here) if content.site_url else None,
        explanation=data.explanation if data else None,
        facts=tuple(_facts(content, answer)),
        elements=elements(answer, evidence),
        unconfirmed=tuple(_unconfirmed(answer)),
        note=item.note,
        evidence=evidence,
        shared=_shared(content, here, answer),
        seals=tuple(
            f"รอบที่ {seal.round} ผนึกเมื่อ {thai_date(seal.date)} ลายนิ้วมือ {seal.items[item.code][:16]}"
            for seal in content.seals
            if seal.year == year and item.code in seal.items
        ),
        changes=tuple((thai_date(change.date), change.note) for change in data.changes) if data else (),
        feedback=_feedback(data),
        history=_history(content, here, answer),
        before=_neighbour(content, here, year, neighbours[position - 1]) if position else None,
        after=_neighbour(content, here, year, neighbours[position + 1]) if position + 1 < len(neighbours) else None,
    )


def _qr(content: Content, here: Here) -> Markup:
    drawing = content.assets.drawing(addresses.qr_of(here.address), qr, content.printed_url(here.address))
    return here.to(drawing)


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
