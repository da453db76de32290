"""Lists of posts: each section whole, by year, and the lessons of one dimension; with filters where they help."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup

from generator import addresses
from generator.kinds.posts import Honor, Post
from generator.memory import digest
from generator.pages.page import Content, Deferred, Here, Link, Page, blurb, href, pages_of
from generator.pages.posts.card import NO_SCHOOL, Card, card, marks
from generator.pages.posts.labels import DIMENSIONS_TH, LEVELS_TH, PER_PAGE, STEPS_TH, Section
from generator.reading import Entry
from generator.text import sort_key

_CARDS = 26_000
"""How many bytes of cards the first page of a list may hold: with the shell and the filters it is then below 40 KB."""

_MARKUP = 450
"""How many bytes of a card are not words."""

_YEARS_BESIDE = 2
"""How many years on each side of the one that is open the list of years shows, besides the first and the last."""


@dataclass(frozen=True)
class Choices:
    """A list to choose from: the name of the cards' mark, its label, and (value, text) of what there is."""

    name: str
    label: str
    choices: tuple[tuple[Markup, str], ...]


@dataclass(frozen=True)
class Tile:
    """A way into a part of a list: its link, how many it holds, and whether it is the one that is open."""

    link: Link
    count: int
    here: bool
    tone: Markup


@dataclass(frozen=True)
class Group:
    """Posts under one heading; without a heading where the page's own says it all."""

    heading: str | None
    link: Link | None
    counts: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class ListView:
    """A page of a list."""

    kind: str
    about: str
    noun: str
    empty: str
    count: int
    shown: int
    span: str | None
    """Which of them are here, where not all are: `1–12`."""
    groups: tuple[Group, ...]
    years: tuple[Tile, ...]
    dimensions: tuple[Tile, ...]
    filters: tuple[Choices, ...]
    everything: Link
    whole: bool
    """Whether this is the section's whole list, not a part of it."""
    newer: Link | None
    older: Link | None


@dataclass(frozen=True)
class Part:
    """What a list is about: all of a section, or some of it under a title of its own."""

    base: str
    title: str
    posts: Sequence[Entry[Any]]
    year: int | None = None
    dimension: str | None = None


@dataclass(frozen=True)
class Counts:
    """How many posts a section has of each year, and lessons of each dimension."""

    years: Mapping[int, int]
    dimensions: Mapping[str | None, int]


def pages(content: Content, section: Section, posts: Sequence[Entry[Any]]) -> Iterator[Page]:
    """Yield the lists of a section; `posts` are all of it, newest first."""
    parts = [Part(section.address, section.title, posts)]
    for year, of_year in groupby(sorted(posts, key=lambda post: -post.year), key=lambda post: post.year):
        title = f"{section.title} ปีงบประมาณ พ.ศ. {year}"
        parts.append(Part(addresses.year_of(section.address, year), title, list(of_year), year=year))
    if section.address == addresses.LESSONS and posts:
        for dimension, label in DIMENSIONS_TH.items():
            fitting = [post for post in posts if post.data.dimension == dimension]
            title = f"{section.title}{label}"
            parts.append(Part(addresses.dimension_of(dimension), title, fitting, dimension=dimension))
    counts = Counts(
        Counter(post.year for post in posts),
        Counter(post.data.dimension for post in posts) if section.address == addresses.LESSONS else {},
    )
    for part in parts:
        yield from _part(content, section, counts, part)


def _part(content: Content, section: Section, counts: Counts, part: Part) -> Iterator[Page]:
    """Yield the pages of one list."""
    count = pages_of(len(part.posts), PER_PAGE)
    most = _first(section, part.posts)
    full = most // PER_PAGE
    for number in range(1, count + 1):
        here = Here(_paged(part.base, number), content)
        first = 0 if number == 1 else (number - 1) * PER_PAGE
        some = part.posts[first : first + (most if number == 1 else PER_PAGE)]
        following = full + 1 if number == 1 else number + 1
        view = ListView(
            kind=section.address,
            about=section.about,
            noun=section.noun,
            empty=section.empty if not counts.years else f"ยังไม่มี{section.noun}ในส่วนนี้ เมื่อเผยแพร่แล้วจะแสดงที่นี่",
            count=len(part.posts),
            shown=len(some),
            span=f"{first + 1}–{first + len(some)}" if len(some) < len(part.posts) else None,
            groups=(),
            years=() if part.dimension else tuple(_years(here, section, counts.years, part.year)),
            dimensions=() if part.year else tuple(_dimensions(here, section, counts.dimensions, part.dimension)),
            filters=(),
            everything=here.link(f"{section.noun}ทั้งหมด", section.address),
            whole=part.base == section.address,
            newer=here.link("ใหม่กว่า", _paged(part.base, 1 if number - 1 <= full else number - 1))
            if number > 1
            else None,
            older=here.link("เก่ากว่า", _paged(part.base, following)) if following <= count else None,
        )
        yield Page(
            here.address,
            "posts.md.j2",
            part.title if number == 1 else f"{part.title} หน้า {number}",
            f"{section.about} – {content.office.name.th}",
            Deferred(partial(_filled, view, here, section, some, part)),
            key=digest(content.frame, part.base, repr(view), *map(content.key_of, some)),
        )


def _filled(view: ListView, here: Here, section: Section, some: Sequence[Entry[Any]], part: Part) -> ListView:
    """Return the view with the posts themselves, and the filters over them."""
    names = {school.id: school.name for school in here.content.library.schools.schools}
    groups, filters = _groups(here, section, some, part), _filters(section, some, names)
    return replace(view, groups=tuple(groups), filters=tuple(filters))


def _first(section: Section, posts: Sequence[Entry[Any]]) -> int:
    """Return how many posts the first page shows: fewer where their words are long, so that it stays light."""
    first = section.first
    while first > PER_PAGE and sum(_weight(post.data) for post in posts[:first]) > _CARDS:
        first -= PER_PAGE
    return first


def _weight(data: Post) -> int:
    """Return about how many bytes of HTML a card takes."""
    words = [data.title, blurb(data.summary, limit=200), data.cover.alt if data.cover else ""]
    if isinstance(data, Honor):
        words = [data.title, data.awarded_by or "", *(person.name for person in data.recipients[:4])]
    return _MARKUP + sum(len(text.encode()) for text in words)


def _paged(base: str, number: int) -> str:
    return base if number == 1 else f"{base}/page/{number}"


def _groups(here: Here, section: Section, some: Sequence[Entry[Any]], part: Part) -> Iterator[Group]:
    """Yield one group, or for honours one a year with the highest level first."""
    if section.address != addresses.HONORS:
        if some:
            yield Group(None, None, "", tuple(card(here, section.address, post) for post in some))
        return
    order = list(LEVELS_TH)
    for year, of_year in groupby(sorted(some, key=lambda post: -post.year), key=lambda post: post.year):
        wall = sorted(of_year, key=lambda post: order.index(post.data.level))
        counts = Counter(LEVELS_TH[post.data.level] for post in wall)
        yield Group(
            heading=f"ปีงบประมาณ พ.ศ. {year}" if part.year is None else None,
            link=here.link(f"รางวัลปี {year}", addresses.year_of(section.address, year)) if part.year is None else None,
            counts=" · ".join(f"{label} {number}" for label, number in counts.items()),
            cards=tuple(card(here, section.address, post) for post in wall),
        )


def _years(here: Here, section: Section, counts: Mapping[int, int], year: int | None) -> Iterator[Tile]:
    """Yield the years to choose from, newest first: the ends and those near the open one, so a page stays small."""
    years = sorted(counts, reverse=True)
    middle = years.index(year) if year is not None and year in counts else _YEARS_BESIDE
    near = years[max(0, middle - _YEARS_BESIDE) : middle + _YEARS_BESIDE + 1]
    for one in sorted({*years[:1], *near, *years[-1:]}, reverse=True):
        yield Tile(here.link(f"ปี {one}", addresses.year_of(section.address, one)), counts[one], one == year, href(""))


def _dimensions(
    here: Here, section: Section, counts: Mapping[str | None, int], dimension: str | None
) -> Iterator[Tile]:
    if section.address != addresses.LESSONS or not counts:
        return
    for name, label in DIMENSIONS_TH.items():
        yield Tile(here.link(label, addresses.dimension_of(name)), counts.get(name, 0), name == dimension, href(name))


def _filters(section: Section, some: Sequence[Entry[Any]], schools: Mapping[str, str]) -> Iterator[Choices]:
    """Yield the lists to choose from that have more than one choice on this page."""
    if section.address == addresses.NEWS:
        return
    found: dict[str, set[str]] = {}
    for post in some:
        for name, values in marks(post):
            found.setdefault(name, set()).update(values)
    years = {year: f"ปี {year}" for year in sorted(found.get("year", ()), reverse=True)}
    by_name = sorted(schools, key=lambda one: sort_key(schools[one]))
    known = {
        "year": ("ปีงบประมาณ", years),
        "level": ("ระดับ", LEVELS_TH),
        "school": ("โรงเรียน", {one: schools[one] for one in by_name} | {NO_SCHOOL: "หน่วยงานและบุคลากรอื่น"}),
        "dimension": ("ด้าน", DIMENSIONS_TH),
        "step": ("ขั้นตอนของโครงการ", {code: f"{code} {label}" for code, label in STEPS_TH.items()}),
    }
    for name, (label, words) in known.items():
        choices = tuple((href(value), text) for value, text in words.items() if value in found.get(name, ()))
        if len(choices) > 1:
            yield Choices(name, label, choices)
