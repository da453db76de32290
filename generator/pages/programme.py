"""The six-step programme P D M C A S of each year, with its calendar."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import addresses
from generator.dates import fiscal_span, short_thai_date, thai_month, thai_span
from generator.kinds.programme import Activity, Programme
from generator.pages.page import TITLES, Content, Here, Link, Page, blurb
from generator.pages.posts import Card, card

STATUS_TH = {"planned": "ยังไม่เริ่ม", "doing": "กำลังดำเนินการ", "done": "เสร็จแล้ว"}


@dataclass(frozen=True)
class ActivityView:
    """An activity of a step."""

    title: str
    span: str | None
    status: str | None
    status_th: str | None
    unit: str | None
    items: tuple[Link, ...]
    news: tuple[Link, ...]
    output: str | None


@dataclass(frozen=True)
class StepView:
    """One of the six steps."""

    code: str
    anchor: str
    title: str
    purpose: str | None
    activities: tuple[ActivityView, ...]
    stories: tuple[Card, ...]


@dataclass(frozen=True)
class Month:
    """A month of the calendar and what happens in it: (step, activity, its days)."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ProgrammeView:
    """`/programme/2564/`."""

    year: int
    years: tuple[Link, ...]
    note: str | None
    steps: tuple[StepView, ...]
    calendar: tuple[Month, ...]


@dataclass(frozen=True)
class ProgrammesView:
    """`/programme/`."""

    years: tuple[tuple[Link, str], ...]


def pages(content: Content) -> Iterator[Page]:
    """Yield the page of each year's programme, and the list of years."""
    programmes = content.library.programmes
    if not programmes:
        return
    here = Here(addresses.PROGRAMME, content)
    years = tuple(
        (here.link(f"ปีงบประมาณ พ.ศ. {year}", addresses.year_of(addresses.PROGRAMME, year)), programmes[year].data.title)
        for year in sorted(programmes, reverse=True)
    )
    title = TITLES[here.address]
    yield Page(here.address, "programmes.md.j2", title, title, ProgrammesView(years))
    for year, entry in programmes.items():
        yield _programme(content, year, entry.data)


def _programme(content: Content, year: int, data: Programme) -> Page:
    here = Here(addresses.year_of(addresses.PROGRAMME, year), content)
    others = sorted(set(content.library.programmes) - {year}, reverse=True)
    view = ProgrammeView(
        year=year,
        years=tuple(here.link(str(other), addresses.year_of(addresses.PROGRAMME, other)) for other in others),
        note=data.note,
        steps=tuple(
            StepView(
                step.code,
                f"step-{step.code.lower()}",
                step.title,
                step.purpose,
                tuple(_activity(here, activity) for activity in step.activities),
                _stories(here, year, step.code),
            )
            for step in data.steps
        ),
        calendar=tuple(_calendar(year, data)),
    )
    title = data.title if str(year) in data.title else f"{data.title} ปี {year}"
    return Page(here.address, "programme.md.j2", title, blurb(data.title, data.note), view)


def _activity(here: Here, activity: Activity) -> ActivityView:
    titles = here.content.titles
    return ActivityView(
        title=activity.title,
        span=_span(activity),
        status=activity.status,
        status_th=STATUS_TH[activity.status] if activity.status else None,
        unit=here.content.office.unit_name(activity.unit),
        items=tuple(
            here.link(f"{ref.code} ปี {ref.year}", addresses.entry_of(addresses.OIT, ref.year, ref.code.lower()))
            for ref in activity.items
        ),
        news=tuple(here.link(titles.get(page, page), page) for page in activity.news),
        output=activity.output,
    )


def _span(activity: Activity) -> str | None:
    if activity.first and activity.last:
        return thai_span(activity.first, activity.last)
    day = activity.first or activity.last
    return short_thai_date(day) if day else None


def _stories(here: Here, year: int, step: str) -> tuple[Card, ...]:
    """Return the year's posts that say they belong to a step, at most three of each section."""
    most = 3
    found: list[Card] = []
    for section, posts in here.content.library.posts:
        fitting = [post for post in posts if post.data.step == step and post.year == year]
        found.extend(card(here, section, post) for post in fitting[:most])
    return tuple(found)


def _calendar(year: int, data: Programme) -> Iterator[Month]:
    """Yield each month of the fiscal year in which an activity starts, with those activities in order."""
    span = fiscal_span(year)
    dated = sorted(
        (activity.first or activity.last, number, step.code, activity)
        for number, (step, activity) in enumerate((step, one) for step in data.steps for one in step.activities)
        if activity.first or activity.last
    )
    months: dict[str, list[tuple[str, str, str]]] = {}
    for day, _, code, activity in dated:
        if day and span.first <= day <= span.last:
            months.setdefault(thai_month(day), []).append((code, activity.title, _span(activity) or ""))
    for title, found in months.items():
        yield Month(title, tuple(found))
