"""The schools under the office by network, and a page for each with what it was honoured for and what it learned."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator import addresses
from generator.dates import short_thai_date
from generator.kinds.school import School
from generator.pages.page import TITLES, Content, FilterView, Here, Link, Page, filter_of, href
from generator.pages.posts import SECTIONS, Card, address_of, card, schools_of
from generator.reading import Entry
from generator.text import sort_key

_HAS = {addresses.HONORS: "มีเกียรติยศ", addresses.LESSONS: "มีบทเรียน", addresses.NEWS: "มีข่าว"}
"""What the list of schools can be narrowed to, in the order in which a school's page tells it."""

_FULL = {addresses.HONORS: 12, addresses.LESSONS: 6, addresses.NEWS: 6}
"""How many a school's page shows with a picture; the rest are lines, so that the page stays light."""

Told = Mapping[str, Mapping[str, Sequence[Entry[Any]]]]
"""The posts about each school (by id), by section, newest first."""


@dataclass(frozen=True)
class SchoolRow:
    """A school in the list: its link, its stories in words, and what the filters ask for."""

    link: Link
    stories: str
    has: str


@dataclass(frozen=True)
class NetworkView:
    """A network with its schools."""

    name: str
    anchor: str
    schools: tuple[SchoolRow, ...]


@dataclass(frozen=True)
class SchoolsView:
    """`/schools/`."""

    count: int
    networks: tuple[NetworkView, ...]
    filters: tuple[FilterView, ...]


@dataclass(frozen=True)
class StoriesView:
    """The stories of one section about a school: the newest as cards, the others as (link, date)."""

    anchor: str
    heading: str
    count: int
    noun: str
    cards: tuple[Card, ...]
    lines: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class SchoolView:
    """`/schools/<id>/`."""

    crumbs: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    website: Link | None
    stories: tuple[StoriesView, ...]


def pages(content: Content) -> Iterator[Page]:
    """Yield the list of schools and each school."""
    schools = content.library.schools.schools
    if not schools:
        return
    names = {network.id: network.name for network in content.library.schools.networks}
    told = _told(content)
    yield _list(content, names, told)
    for school in schools:
        yield _school(content, school, names, told.get(school.id, {}))


def _told(content: Content) -> Told:
    told: dict[str, dict[str, list[Entry[Any]]]] = defaultdict(lambda: defaultdict(list))
    for section, posts in content.library.posts:
        for post in posts:
            for school in schools_of(post.data):
                told[school][section].append(post)
    return told


def _list(content: Content, names: Mapping[str, str], told: Told) -> Page:
    here = Here(addresses.SCHOOLS, content)
    schools = content.library.schools.schools
    by_network: dict[str, list[SchoolRow]] = {}
    for school in schools:
        network = names.get(school.network or "", school.network or "อื่น ๆ")
        by_network.setdefault(network, []).append(_row(here, school, told.get(school.id, {})))
    order = list(names.values())
    ordered = sorted(by_network, key=lambda name: (order.index(name) if name in order else len(order), sort_key(name)))
    view = SchoolsView(
        count=len(schools),
        networks=tuple(
            NetworkView(name, f"network-{number}", tuple(by_network[name])) for number, name in enumerate(ordered, 1)
        ),
        filters=(
            FilterView("network", "เครือข่าย", tuple(ordered)),
            filter_of("has", "เรื่องราว", (_HAS[section] for stories in told.values() for section in stories)),
        ),
    )
    title = TITLES[here.address]
    return Page(here.address, "schools.md.j2", title, f"{title} {content.office.name.th} {len(schools)} โรงเรียน", view)


def _row(here: Here, school: School, stories: Mapping[str, Sequence[Entry[Any]]]) -> SchoolRow:
    counts = Counter({section: len(posts) for section, posts in stories.items()})
    return SchoolRow(
        link=here.link(school.name, addresses.school_of(school.id)),
        stories=" · ".join(f"{SECTIONS[section].noun} {counts[section]}" for section in _HAS if counts[section]),
        has="|".join(label for section, label in _HAS.items() if counts[section]),
    )


def _school(
    content: Content, school: School, networks: Mapping[str, str], told: Mapping[str, Sequence[Entry[Any]]]
) -> Page:
    here = Here(addresses.school_of(school.id), content)
    facts = (
        ("เครือข่าย", networks.get(school.network or "", school.network)),
        ("อำเภอ", school.district),
        ("เปิดสอน", school.level),
    )
    view = SchoolView(
        crumbs=(here.link(TITLES[addresses.SCHOOLS], addresses.SCHOOLS),),
        facts=tuple((label, value) for label, value in facts if value),
        website=Link(school.url.text, href(school.url.href)) if school.url else None,
        stories=tuple(_stories(here, section, told[section]) for section in _HAS if section in told),
    )
    return Page(here.address, "school.md.j2", school.name, f"{school.name} {content.office.label}", view)


def _stories(here: Here, section: str, posts: Sequence[Entry[Any]]) -> StoriesView:
    full = _FULL[section]
    return StoriesView(
        anchor=section,
        heading=TITLES[section] if section != addresses.NEWS else "ข่าว",
        count=len(posts),
        noun=SECTIONS[section].noun,
        cards=tuple(card(here, section, post) for post in posts[:full]),
        lines=tuple(
            (here.link(post.data.title, address_of(section, post)), short_thai_date(post.data.date))
            for post in posts[full:]
        ),
    )
