"""The whole year on one page, for the assessor: every element and every piece of evidence in order, made to print."""

from dataclasses import dataclass
from functools import partial

from generator import addresses
from generator.catalogue import Catalogue, period_th
from generator.memory import digest
from generator.pages.oit.parts import ElementView, Group, Progress, elements, grouped, progress_of
from generator.pages.oit.year import year_key
from generator.pages.page import Answer, Content, Deferred, EvidenceView, Here, Link, Page
from generator.readiness import STATUS_TH


@dataclass(frozen=True)
class AssessItem:
    """One item as an assessor checks it."""

    code: str
    anchor: str
    link: Link
    url: str
    status: str
    status_th: str
    unit: str | None
    period: str
    explanation: str | None
    elements: tuple[ElementView, ...]
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True)
class AssessView:
    """`/oit/2564/assess/`."""

    year: int
    office: str
    crumbs: tuple[Link, ...]
    url: str
    progress: Progress
    verified: bool
    indicators: tuple[Group[AssessItem], ...]


def assess_page(content: Content, catalogue: Catalogue) -> Page:
    """Return the assessor's page of one year."""
    year = catalogue.year
    return Page(
        addresses.assess_of(year),
        "oit-assess.md.j2",
        f"สำหรับผู้ประเมิน: ข้อมูลสาธารณะทุกข้อ ปี {year}",
        f"องค์ประกอบและหลักฐานทุกข้อ ปีงบประมาณ พ.ศ. {year} ของ{content.office.name.th} ในหน้าเดียว",
        Deferred(partial(_view, content, catalogue)),
        key=digest("assess", year_key(content, catalogue)),
    )


def _view(content: Content, catalogue: Catalogue) -> AssessView:
    year = catalogue.year
    here = Here(addresses.assess_of(year), content)
    return AssessView(
        year=year,
        office=content.office.name.th,
        crumbs=(
            here.link("ข้อมูลสาธารณะ", addresses.OIT),
            here.link(f"ตารางปี {year}", addresses.year_of(addresses.OIT, year)),
        ),
        url=content.printed_url(here.address),
        progress=progress_of(content, catalogue),
        verified=catalogue.verified,
        indicators=grouped(content, catalogue, partial(_item, here)),
    )


def _item(here: Here, answer: Answer) -> AssessItem:
    data = answer.entry.data if answer.entry else None
    evidence = tuple(map(here.evidence, answer.evidence))
    return AssessItem(
        code=answer.item.code,
        anchor=answer.item.slug,
        link=here.link(answer.item.title.th, answer.address),
        url=here.content.printed_url(answer.address),
        status=answer.readiness.status,
        status_th=STATUS_TH[answer.readiness.status],
        unit=here.content.office.unit_name((data.unit if data else None) or answer.item.unit),
        period=period_th(answer.item.period, answer.catalogue.year),
        explanation=data.explanation if data else None,
        elements=elements(answer, evidence),
        evidence=evidence,
    )
