"""When each page last changed, as far as the content says: nothing here knows the clock, or when a file was saved."""

import re
from collections.abc import Iterator
from datetime import date

from generator import addresses
from generator.kinds.oit import Disclosure
from generator.kinds.posts import Honor, Lesson, Post
from generator.pages.page import Content

_PAGING = re.compile(r"/page/[0-9]+$")


def base_of(address: str) -> str:
    """Return the address of a list for any of its further pages, and every other address as it is."""
    return _PAGING.sub("", address)


def last_changes(content: Content) -> dict[str, date]:
    """Return the newest day that concerns a page, by the page's address."""
    newest: dict[str, date] = {}
    for address, day in _changes(content):
        newest[address] = max(day, newest.get(address, day))
    return newest


def _changes(content: Content) -> Iterator[tuple[str, date]]:
    """Yield every day on which the office told or changed something, with every page that shows it.

    The day of a document or of an announcement is not one: a plan of 2561 may have been put here yesterday.
    """
    library = content.library
    for answer in content.answers.values():
        year = answer.catalogue.year
        shown = (answer.address, addresses.year_of(addresses.OIT, year), addresses.assess_of(year), addresses.OIT)
        for day in _days_of(answer.entry.data) if answer.entry else ():
            yield from ((address, day) for address in (*shown, addresses.HOME, addresses.SITEMAP))
    for section, posts in library.posts:
        for post in posts:
            day = post.data.date
            yield addresses.entry_of(section, post.year, post.name), day
            yield addresses.year_of(section, post.year), day
            yield from ((address, day) for address in (section, addresses.HOME, addresses.SITEMAP))
            yield from ((addresses.school_of(school), day) for school in _schools_of(post.data))


def _days_of(data: Disclosure) -> Iterator[date]:
    yield from (day for day in (data.published, data.updated) if day)
    yield from (change.date for change in data.changes)
    yield from (row.date for row in data.feedback)


def _schools_of(data: Post) -> Iterator[str]:
    """Yield the schools on whose pages a post stands."""
    yield from data.schools
    if isinstance(data, Lesson) and data.school:
        yield data.school
    if isinstance(data, Honor):
        yield from (person.school for person in data.recipients if person.school)
