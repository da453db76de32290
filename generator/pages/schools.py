"""The schools under the office by network, and a page for each with what it was honoured for and what it learned."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator import addresses
from generator.kinds.posts import Honor, Lesson
from generator.kinds.school import School
from generator.pages.page import TITLES, Content, Here, Link, Page, href
from generator.pages.posts import Card, card
from generator.reading import Entry
from generator.text import sort_key


@dataclass(frozen=True)
class NetworkView:
    """A network with its schools."""

    name: str
    schools: tuple[Link, ...]


@dataclass(frozen=True)
class SchoolsView:
    """`/schools/`."""

    count: int
    networks: tuple[NetworkView, ...]


@dataclass(frozen=True)
class SchoolView:
    """`/schools/<id>/`."""

    crumbs: tuple[Link, ...]
    facts: tuple[tuple[str, str], ...]
    website: Link | None
    stories: tuple[tuple[str, tuple[Card, ...]], ...]


def pages(content: Content) -> Iterator[Page]:
    """Yield the list of schools and each school."""
    schools = content.library.schools.schools
    if not schools:
        return
    here = Here(addresses.SCHOOLS, content)
    names = {network.id: network.name for network in content.library.schools.networks}
    by_network: dict[str, list[School]] = {}
    for school in schools:
        network = names.get(school.network or "", school.network or "อื่น ๆ")
        by_network.setdefault(network, []).append(school)
    order = list(names.values())
    networks = tuple(
        NetworkView(
            name,
            tuple(here.link(school.name, addresses.school_of(school.id)) for school in by_network[name]),
        )
        for name in sorted(
            by_network, key=lambda name: (order.index(name) if name in order else len(order), sort_key(name))
        )
    )
    title = TITLES[here.address]
    view = SchoolsView(len(schools), networks)
    yield Page(here.address, "schools.md.j2", title, f"{title} {content.office.name.th} {len(schools)} โรงเรียน", view)
    for school in schools:
        yield _school(content, school, names)


def _school(content: Content, school: School, networks: dict[str, str]) -> Page:
    here = Here(addresses.school_of(school.id), content)
    facts = (
        ("เครือข่าย", networks.get(school.network or "", school.network)),
        ("อำเภอ", school.district),
        ("เปิดสอน", school.level),
    )
    headings = {addresses.HONORS: "เกียรติยศ", addresses.LESSONS: "บทเรียน", addresses.NEWS: "ข่าว"}
    posts = dict(content.library.posts)
    stories = (
        (heading, tuple(card(here, section, post) for post in posts[section] if _concerns(post, school.id)))
        for section, heading in headings.items()
    )
    view = SchoolView(
        crumbs=(here.link("โรงเรียนในสังกัด", addresses.SCHOOLS),),
        facts=tuple((label, value) for label, value in facts if value),
        website=Link(school.url.text, href(school.url.href)) if school.url else None,
        stories=tuple((heading, cards) for heading, cards in stories if cards),
    )
    return Page(here.address, "school.md.j2", school.name, f"{school.name} {content.office.label}", view)


def _concerns(post: Entry[Any], school: str) -> bool:
    data = post.data
    return (
        school in data.schools
        or (isinstance(data, Lesson) and data.school == school)
        or (isinstance(data, Honor) and any(person.school == school for person in data.recipients))
    )
