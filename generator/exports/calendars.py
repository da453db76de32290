"""`/data/calendar-YEAR.ics` and `/data/programme-YEAR.ics`: the year's calendars, for the calendar on a phone.

Every event lasts whole days. Its id depends on what it is and not on when, so a day that is put off moves in the
calendars of those who follow it; its time stamp is the day it starts, because a build has no clock.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from generator import addresses
from generator.catalogue import Catalogue
from generator.exports.dataset import DATA, link
from generator.exports.encoders import ics_bytes, ics_text
from generator.kinds.programme import Programme
from generator.pages import Content, Page

MEDIA_TYPE = "text/calendar"


@dataclass(frozen=True)
class Event:
    """Something that lasts from the first to the last day, both included."""

    title: str
    first: date
    last: date
    details: str
    category: str


def calendars(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - as every export
    """Yield a calendar for every year that has dates."""
    for catalogue in content.catalogues:
        year = catalogue.year
        name = f"ปฏิทิน OIT ปีงบประมาณ พ.ศ. {year}"
        yield from _file(content, f"calendar-{year}", name, addresses.year_of(addresses.OIT, year), _phases(catalogue))
    for year, entry in content.library.programmes.items():
        page = addresses.year_of(addresses.PROGRAMME, year)
        events = _activities(content, entry.data)
        yield from _file(content, f"programme-{year}", f"{entry.data.title} ปี {year}", page, events)


def _phases(catalogue: Catalogue) -> list[Event]:
    return [Event(phase.phase.th, phase.first, phase.last, phase.phase.en or "", "OIT") for phase in catalogue.calendar]


def _activities(content: Content, programme: Programme) -> list[Event]:
    events = []
    for step in programme.steps:
        for activity in step.activities:
            first, last = activity.first or activity.last, activity.last or activity.first
            if first and last:
                unit = content.office.unit_name(activity.unit)
                details = "\n".join(filter(None, (step.title, unit, activity.output)))
                events.append(Event(activity.title, first, last, details, step.code))
    return events


def _file(content: Content, file: str, name: str, page: str, events: Sequence[Event]) -> Iterator[tuple[str, bytes]]:
    if events:
        yield f"{DATA}/{file}.ics", ics_bytes(_lines(content, file, name, page, events))


def _lines(content: Content, file: str, name: str, page: str, events: Sequence[Event]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Prongsai//Prongsai 1//TH"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{ics_text(name)}"
    yield f"X-WR-CALNAME:{ics_text(name)}"
    seen: Counter[tuple[str, str]] = Counter()
    owner = content.site_url or content.office.name.th
    for event in events:
        seen[event.category, event.title] += 1
        which = seen[event.category, event.title]
        yield "BEGIN:VEVENT"
        yield f"UID:{uuid5(NAMESPACE_URL, f'{owner}/{file}/{event.category}/{event.title}/{which}')}"
        yield f"DTSTAMP:{event.first:%Y%m%d}T000000Z"
        yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{ics_text(event.title)}"
        if event.details:
            yield f"DESCRIPTION:{ics_text(event.details)}"
        yield f"CATEGORIES:{ics_text(event.category)}"
        if content.site_url:
            yield f"URL:{link(content, page)}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"
