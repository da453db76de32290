"""The six-step programme P D M C A S of each year, with its calendar."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator import addresses
from generator.charts import Tone, ring, stack
from generator.dates import SHORT_MONTHS, fiscal_span, short_thai_date, thai_month, thai_span
from generator.kinds.programme import Activity, Programme, ProgrammeStep
from generator.pages.page import TITLES, Content, Here, Link, Page, blurb
from generator.pages.posts import Card, card

STATUS_TH = {"planned": "ยังไม่เริ่ม", "doing": "กำลังดำเนินการ", "done": "เสร็จแล้ว"}
_TONES: dict[str, Tone] = {"done": "ok", "doing": "wait"}
"""What a bar of progress colours, in order; what has not begun stays empty."""

_ENGLISH = re.compile(r"([A-Za-z]+) +(\S.*)")
"""The name of a step as offices write it: its English word, then what it means."""


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
class ProgressView:
    """How far activities are: how many in each state, in words and as a bar."""

    total: int
    done: int
    counts: tuple[tuple[str, str, int], ...]
    """(status, its label, how many) for every status that occurs."""
    bar: Markup


@dataclass(frozen=True)
class StepView:
    """One of the six steps."""

    code: str
    anchor: str
    title: str
    english: str | None
    """The English word that the step's letter comes from, where the title starts with one."""
    name: str
    """The rest of the title."""
    purpose: str | None
    progress: ProgressView | None
    activities: tuple[ActivityView, ...]
    stories: tuple[Card, ...]


@dataclass(frozen=True)
class Month:
    """A month of the calendar and what starts in it: (step, its anchor, activity, its days)."""

    title: str
    rows: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class OverviewRow:
    """A step's row in the overview of the year: how many activities run in each month."""

    code: str
    anchor: str
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class OverviewView:
    """The months of the fiscal year (short and long names, with the year), and a row for each step."""

    months: tuple[tuple[str, str], ...]
    rows: tuple[OverviewRow, ...]


@dataclass(frozen=True)
class ProgrammeView:
    """`/programme/2564/`."""

    year: int
    years: tuple[Link, ...]
    note: str | None
    ring: Markup | None
    progress: ProgressView | None
    steps: tuple[StepView, ...]
    overview: OverviewView | None
    calendar: tuple[Month, ...]
    starts: int
    """How many activities the calendar lists."""


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
    progress = _progress([activity for step in data.steps for activity in step.activities])
    calendar = tuple(_calendar(year, data))
    view = ProgrammeView(
        year=year,
        years=tuple(here.link(str(other), addresses.year_of(addresses.PROGRAMME, other)) for other in others),
        note=data.note,
        ring=ring(progress.done, progress.total, f"เสร็จแล้ว {progress.done} จาก {progress.total} กิจกรรม")
        if progress
        else None,
        progress=progress,
        steps=tuple(_step(here, year, step) for step in data.steps),
        overview=_overview(year, data) if calendar else None,
        calendar=calendar,
        starts=sum(len(month.rows) for month in calendar),
    )
    title = data.title if str(year) in data.title else f"{data.title} ปี {year}"
    return Page(here.address, "programme.md.j2", title, blurb(data.title, data.note), view)


def _step(here: Here, year: int, step: ProgrammeStep) -> StepView:
    english, name = split_title(step.title)
    return StepView(
        code=step.code,
        anchor=_anchor(step.code),
        title=step.title,
        english=english,
        name=name,
        purpose=step.purpose,
        progress=_progress(step.activities),
        activities=tuple(_activity(here, activity) for activity in step.activities),
        stories=_stories(here, year, step.code),
    )


def _anchor(code: str) -> str:
    return f"step-{code.lower()}"


def split_title(title: str) -> tuple[str | None, str]:
    """Return the English word that a step's title starts with, if it does, and what follows."""
    found = _ENGLISH.fullmatch(title)
    return (found[1], found[2]) if found else (None, title)


def _progress(activities: Sequence[Activity]) -> ProgressView | None:
    """Return how far activities are; None where there are none or none says its state."""
    states: list[str] = [activity.status for activity in activities if activity.status]
    if not states:
        return None
    counts = tuple((status, STATUS_TH[status], states.count(status)) for status in ("done", "doing", "planned"))
    return ProgressView(
        total=len(activities),
        done=states.count("done"),
        counts=tuple(one for one in counts if one[2]),
        bar=stack([(tone, states.count(status)) for status, tone in _TONES.items()], len(activities)),
    )


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


def _overview(year: int, data: Programme) -> OverviewView:
    """Return how many activities of each step run in each month of the fiscal year."""
    first = fiscal_span(year).first
    months = [
        date(first.year + (first.month + after - 1) // 12, (first.month + after - 1) % 12 + 1, 1) for after in range(12)
    ]
    return OverviewView(
        tuple((SHORT_MONTHS[month.month - 1], thai_month(month)) for month in months),
        tuple(
            OverviewRow(
                step.code,
                _anchor(step.code),
                split_title(step.title)[1],
                tuple(sum(_runs(activity, month) for activity in step.activities) for month in months),
            )
            for step in data.steps
        ),
    )


def _runs(activity: Activity, month: date) -> bool:
    """Tell whether an activity has a day in the month that starts on `month`."""
    first, last = activity.first or activity.last, activity.last or activity.first
    if first is None or last is None:
        return False
    return (first.year, first.month) <= (month.year, month.month) <= (last.year, last.month)


def _calendar(year: int, data: Programme) -> Iterator[Month]:
    """Yield each month of the fiscal year in which an activity starts, with those activities in order."""
    span = fiscal_span(year)
    dated = sorted(
        (activity.first or activity.last, number, step.code, activity)
        for number, (step, activity) in enumerate((step, one) for step in data.steps for one in step.activities)
        if activity.first or activity.last
    )
    months: dict[str, list[tuple[str, str, str, str]]] = {}
    for day, _, code, activity in dated:
        if day and span.first <= day <= span.last:
            row = (code, _anchor(code), activity.title, _span(activity) or "")
            months.setdefault(thai_month(day), []).append(row)
    for title, found in months.items():
        yield Month(title, tuple(found))
