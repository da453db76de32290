"""The home page, and the pages about the office itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator import addresses
from generator.fields import PICTURES, extension
from generator.kinds.office import Contact, Executive
from generator.pages.oit import Progress, progress_of
from generator.pages.page import TITLES, Content, Here, Link, Page, PictureView, href, number_th
from generator.pages.posts import Card, card
from generator.text import arabic_digits

CHANNELS_TH = {
    "complaint-corruption": "แจ้งเรื่องร้องเรียนการทุจริต",
    "complaint": "ร้องเรียนและร้องทุกข์ทั่วไป",
    "facebook": "Facebook",
    "line": "LINE",
    "qa": "ถาม–ตอบ",
    "e-service": "บริการออนไลน์",
    "comment": "รับฟังความคิดเห็น",
}


@dataclass(frozen=True)
class ChannelView:
    """A way in for the public."""

    kind: str
    kind_th: str
    link: Link


@dataclass(frozen=True)
class ResultView:
    """The latest official ITA result."""

    year: int
    total: str
    level: str | None
    rank: str | None
    passed: str | None
    link: Link


@dataclass(frozen=True)
class Way:
    """A big way in: which picture it has, where it leads, and what for."""

    icon: str
    link: Link
    purpose: str


@dataclass(frozen=True)
class HomeView:
    """`/`."""

    name: str
    name_en: str | None
    intro: str | None
    year: int
    progress: Progress | None
    year_link: Link | None
    result: ResultView | None
    ways: tuple[Way, ...]
    news: tuple[Card, ...]
    lessons: tuple[Card, ...]
    honors: tuple[Card, ...]
    more: dict[str, Link]
    channels: tuple[ChannelView, ...]


@dataclass(frozen=True)
class Person:
    """One of the executives."""

    name: str
    position: str
    photo: PictureView | None
    phone: str | None
    email: str | None


@dataclass(frozen=True)
class AboutView:
    """`/about/`."""

    name: str
    name_en: str | None
    body: Markup | None
    executives: tuple[Person, ...]
    units: tuple[str, ...]
    schools: Link | None
    school_count: int


@dataclass(frozen=True)
class ContactView:
    """`/contact/`."""

    contact: Contact
    map_href: Markup | None
    mail_href: Markup | None
    call_href: Markup | None
    separate: bool
    """Whether corruption complaints have a channel of their own."""
    channels: tuple[ChannelView, ...]


@dataclass(frozen=True)
class StatementView:
    """The accessibility and privacy statements: what of them is the office's own."""

    office: str
    contact: Link
    email: str | None


def pages(content: Content) -> Iterator[Page]:
    """Yield the home page, about, contact and the two statements."""
    office = content.office
    name = office.name.th
    yield Page(addresses.HOME, "home.md.j2", name, f"เว็บไซต์{name} ข้อมูลสาธารณะ ข่าว บทเรียน และเกียรติยศ", _home(content))
    yield Page(addresses.ABOUT, "about.md.j2", TITLES[addresses.ABOUT], f"ผู้บริหารและกลุ่มงานของ{name}", _about(content))
    yield Page(addresses.CONTACT, "contact.md.j2", TITLES[addresses.CONTACT], f"ช่องทางติดต่อ{name}", _contact(content))
    for address in (addresses.ACCESSIBILITY, addresses.PRIVACY):
        title = TITLES[address]
        here = Here(address, content)
        view = StatementView(name, here.link("ติดต่อเรา", addresses.CONTACT), office.contact.email)
        yield Page(address, f"{address}.md.j2", title, f"{title} – {name}", view)


def channels(content: Content) -> tuple[ChannelView, ...]:
    """Return the office's channels, corruption complaints first and apart from the general ones."""
    return tuple(
        ChannelView(channel.kind, CHANNELS_TH[channel.kind], Link(channel.title, href(channel.url.href)))
        for kind in CHANNELS_TH
        for channel in content.office.channels
        if channel.kind == kind
    )


def _home(content: Content) -> HomeView:
    office, library = content.office, content.library
    here = Here(addresses.HOME, content)
    catalogue = library.catalogues.get(office.current_year)
    address = addresses.year_of(addresses.OIT, office.current_year)
    return HomeView(
        name=office.name.th,
        name_en=office.name.en,
        intro=office.intro,
        year=office.current_year,
        progress=progress_of(content, catalogue.data) if catalogue else None,
        year_link=here.link(f"ข้อมูลสาธารณะปี {office.current_year}", address) if catalogue else None,
        result=_result(content, here),
        ways=tuple(_ways(here, address if catalogue else addresses.OIT)),
        news=tuple(_news(here)),
        lessons=tuple(card(here, addresses.LESSONS, post) for post in library.lessons[:3]),
        honors=tuple(card(here, addresses.HONORS, post) for post in library.honors[:4]),
        more={
            "news": here.link("ข่าวทั้งหมด", addresses.NEWS),
            "lessons": here.link("บทเรียนทั้งหมด", addresses.LESSONS),
            "honors": here.link("รางวัลทั้งหมด", addresses.HONORS),
        },
        channels=channels(content),
    )


def _news(here: Here) -> Iterator[Card]:
    """Yield the latest news: the first with its summary, the others as headlines."""
    for number, post in enumerate(here.content.library.news[:5]):
        made = card(here, addresses.NEWS, post)
        yield replace(made, summary="") if number else made


def _ways(here: Here, disclosure: str) -> Iterator[Way]:
    """Yield the big ways in: what most people come for."""
    by_kind = {channel.kind: channel.link for channel in channels(here.content)}
    yield Way("disclosure", here.link("ข้อมูลสาธารณะ", disclosure), "ดูข้อมูลที่ต้องเปิดเผยทุกข้อ")
    complaint = by_kind.get("complaint-corruption") or by_kind.get("complaint")
    if complaint:
        yield Way("complaint", Link("ร้องเรียน", complaint.href), "แจ้งเรื่องทุจริตหรือเรื่องเดือดร้อน")
    if service := by_kind.get("e-service"):
        yield Way("service", Link("บริการออนไลน์", service.href), "ขอรับบริการโดยไม่ต้องเดินทาง")
    yield Way("contact", here.link("ติดต่อ", addresses.CONTACT), "ที่อยู่ โทรศัพท์ แผนที่ ทุกช่องทาง")


def _result(content: Content, here: Here) -> ResultView | None:
    if not content.library.assessments:
        return None
    year, entry = max(content.library.assessments.items())
    data = entry.data
    return ResultView(
        year=year,
        total=number_th(data.total),
        level=data.level,
        rank=rank_th(data.rank, data.out_of, content.office.body_type),
        passed=passed_th(data.passed),
        link=here.link("ดูผลการประเมิน", addresses.RESULTS),
    )


_PEERS_TH = {"esao": "เขต"}
"""What agencies of a kind are counted in."""


def rank_th(rank: int | None, out_of: int | None, body_type: str) -> str | None:
    """Return `11 จาก 225 เขต`; agencies that are no area offices are counted as `หน่วยงาน`."""
    if rank is None:
        return None
    return f"{rank:,} จาก {out_of:,} {_PEERS_TH.get(body_type, 'หน่วยงาน')}" if out_of else f"{rank:,}"


def passed_th(passed: bool | None) -> str | None:  # noqa: FBT001 - the content says so
    """Return the verdict in words."""
    return None if passed is None else "ผ่าน" if passed else "ไม่ผ่าน"


def _about(content: Content) -> AboutView:
    office = content.office
    here = Here(addresses.ABOUT, content)
    count = len(content.library.schools.schools)
    return AboutView(
        name=office.name.th,
        name_en=office.name.en,
        body=here.body(office.body),
        executives=tuple(_person(here, person) for person in office.executives),
        units=tuple(unit.name for unit in office.units),
        schools=here.link("โรงเรียนในสังกัด", addresses.SCHOOLS) if count else None,
        school_count=count,
    )


def _person(here: Here, person: Executive) -> Person:
    photo = None
    if person.photo and extension(person.photo.file) in PICTURES:
        photo = here.picture_at(person.photo.file, person.photo.alt or person.name)
    return Person(person.name, person.position, photo, person.phone, person.email)


def _call(phone: str | None) -> Markup | None:
    """Return what a phone dials: the first number of a text such as `0 5355 1234 ต่อ 12`, or None without one."""
    found = _NUMBER.search(arabic_digits(phone or ""))
    return href(f"tel:{re.sub('[ ()-]', '', found[0])}") if found else None


_NUMBER = re.compile(r"\+?[0-9](?:[ ()-]{0,2}[0-9]){3,14}")


def _contact(content: Content) -> ContactView:
    contact = content.office.contact
    return ContactView(
        contact=contact,
        map_href=href(contact.map_url.href) if contact.map_url else None,
        mail_href=href(f"mailto:{contact.email}") if contact.email else None,
        call_href=_call(contact.phone),
        separate=any(channel.kind == "complaint-corruption" for channel in content.office.channels),
        channels=channels(content),
    )
