"""A post in a list: a card for news and lessons, a plaque on the wall for honours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator import addresses
from generator.dates import short_thai_date
from generator.fields import PICTURES, extension
from generator.kinds.posts import Honor, Lesson, Post
from generator.pages.page import Here, Link, PictureView, blurb, href
from generator.pages.posts.labels import DIMENSIONS_TH, LEVELS_TH
from generator.reading import Entry

NO_SCHOOL = "_"
"""Stands for a school where an honour has none. No school can have this id."""

_NAMED = 3


@dataclass(frozen=True)
class Card:
    """A post in a list."""

    kind: str
    """The section's address: news, lessons or honors."""
    link: Link
    date: str
    iso: str
    summary: str
    cover: PictureView | None
    eyebrow: str | None
    """What kind of story it is in two words: a lesson's dimension, an honour's level."""
    tone: Markup
    """The eyebrow as a word for the style sheet; empty without one."""
    labels: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    marks: tuple[tuple[str, Markup], ...] = ()
    """What the filters of a list ask for: (name, values with `|` between)."""


def address_of(section: str, post: Entry[Any]) -> str:
    """Return the address of a post's page."""
    return addresses.entry_of(section, post.year, post.name)


def card(here: Here, section: str, post: Entry[Any]) -> Card:
    """Return a post as a card on the page `here`."""
    data: Post = post.data
    eyebrow, tone = None, ""
    if isinstance(data, Honor):
        eyebrow, tone = LEVELS_TH[data.level], data.level
    elif isinstance(data, Lesson) and data.dimension:
        eyebrow, tone = DIMENSIONS_TH[data.dimension], data.dimension
    return Card(
        kind=section,
        link=here.link(data.title, address_of(section, post)),
        date=short_thai_date(data.date),
        iso=data.date.isoformat(),
        summary=blurb(data.summary, limit=200),
        cover=_picture(here, data),
        eyebrow=eyebrow,
        tone=href(tone),
        labels=tuple(_labels(here, data)),
        recipients=_named(data) if isinstance(data, Honor) else (),
        marks=tuple((name, href("|".join(values))) for name, values in marks(post)),
    )


def marks(post: Entry[Any]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what the filters of a list may ask of a post: a name and the values that fit."""
    data: Post = post.data
    if isinstance(data, Honor):
        yield "year", [str(post.year)]
        yield "level", [data.level]
        yield "school", schools_of(data) or [NO_SCHOOL]
    if isinstance(data, Lesson):
        yield "dimension", [data.dimension] if data.dimension else []
        yield "step", [data.step] if data.step else []


def schools_of(data: Post) -> list[str]:
    """Return the ids of all schools that a post is about, each once."""
    found = list(data.schools)
    if isinstance(data, Lesson) and data.school:
        found.append(data.school)
    if isinstance(data, Honor):
        found.extend(person.school for person in data.recipients if person.school)
    return list(dict.fromkeys(found))


def _picture(here: Here, data: Post) -> PictureView | None:
    """Return a post's picture; for an honour the certificate goes before the cover.

    Its title stands beside it and its own words on the honour's page, so that here it only says what it is.
    """
    if isinstance(data, Honor) and data.certificate and extension(data.certificate.file) in PICTURES:
        return here.picture_at(data.certificate.file, "เกียรติบัตร")
    return here.picture(data.cover)


def _labels(here: Here, data: Post) -> Iterator[str]:
    if isinstance(data, Honor) and data.awarded_by:
        yield data.awarded_by
    if isinstance(data, Lesson):
        if data.school:
            yield next(school.name for school in here.content.library.schools.schools if school.id == data.school)
        elif unit := here.content.office.unit_name(data.unit):
            yield unit


def _named(data: Honor) -> tuple[str, ...]:
    """Return who was honoured; of many the first few and how many more, so that a list stays a list."""
    names = [person.name for person in data.recipients]
    if len(names) <= _NAMED + 1:
        return tuple(names)
    return (*names[:_NAMED], f"และอีก {len(names) - _NAMED} ราย")
