"""News, lessons and honours: lists with paging, year archives, and a page for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from generator import addresses
from generator.dates import short_thai_date, thai_date
from generator.fields import PICTURES, extension
from generator.kinds.posts import Attachment, Honor, Lesson, Post
from generator.pages.page import TITLES, Content, Here, Link, Page, PictureView, blurb, href, number_th, pages_of
from generator.reading import Entry

PER_PAGE = 12

STEPS_TH = {
    "P": "วางแผน",
    "D": "ลงมือปฏิบัติ",
    "M": "เสริมสร้าง สนับสนุน ให้กำลังใจ",
    "C": "ตรวจสอบ ติดตาม ประเมินผล",
    "A": "ปรับปรุง พัฒนา สรุปรายงาน",
    "S": "เผยแพร่ แลกเปลี่ยนเรียนรู้",
}
DIMENSIONS_TH = {
    "transparency": "ด้านความโปร่งใส",
    "accountability": "ด้านความพร้อมรับผิด",
    "service-integrity": "ด้านคุณธรรมการให้บริการ",
    "culture": "ด้านวัฒนธรรมคุณธรรมในองค์กร",
    "work-integrity": "ด้านคุณธรรมการทำงานในหน่วยงาน",
}
LEVELS_TH = {
    "office": "ระดับเขตพื้นที่",
    "province": "ระดับจังหวัด",
    "region": "ระดับภาค",
    "national": "ระดับประเทศ",
    "international": "ระดับนานาชาติ",
}
_LESSON_PARTS = (
    ("context", "ที่มาและความสำคัญ"),
    ("actions", "สิ่งที่ทำ"),
    ("results", "ผลที่เกิดขึ้น"),
    ("factors", "ปัจจัยความสำเร็จ"),
    ("obstacles", "ปัญหาและอุปสรรค"),
    ("advice", "ข้อเสนอแนะสำหรับผู้ที่จะนำไปใช้"),
)


@dataclass(frozen=True)
class Section:
    """One of the three sections."""

    address: str
    title: str
    noun: str
    about: str
    empty: str


SECTIONS = {
    addresses.NEWS: Section(
        addresses.NEWS, TITLES[addresses.NEWS], "ข่าว", "ข่าวและกิจกรรมของหน่วยงาน", "ยังไม่มีข่าว ข่าวใหม่จะแสดงที่นี่"
    ),
    addresses.LESSONS: Section(
        addresses.LESSONS,
        TITLES[addresses.LESSONS],
        "บทเรียน",
        "สิ่งที่หน่วยงานและโรงเรียนได้เรียนรู้จากการทำงาน",
        "ยังไม่มีบทเรียน บทเรียนจะแสดงที่นี่เมื่อถอดบทเรียนเสร็จ",
    ),
    addresses.HONORS: Section(
        addresses.HONORS,
        TITLES[addresses.HONORS],
        "รางวัล",
        "รางวัลและเกียรติบัตรที่บุคลากร โรงเรียน และหน่วยงานได้รับ",
        "ยังไม่มีรางวัล รางวัลจะแสดงที่นี่เมื่อมีการประกาศ",
    ),
}


@dataclass(frozen=True)
class Card:
    """A post in a list."""

    link: Link
    date: str
    iso: str
    summary: str
    cover: PictureView | None
    labels: tuple[str, ...]
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListView:
    """A page of a list."""

    about: str
    noun: str
    empty: str
    count: int
    cards: tuple[Card, ...]
    years: tuple[Link, ...]
    year: int | None
    everything: Link | None
    newer: Link | None
    older: Link | None
    number: int
    pages: int


@dataclass(frozen=True)
class AttachmentView:
    """A file or address that goes with a post."""

    link: Link
    kind: str
    size: str | None
    download: str | None


@dataclass(frozen=True)
class PostView:
    """One post."""

    crumbs: tuple[Link, ...]
    date: str
    iso: str
    summary: str | None
    facts: tuple[tuple[str, tuple[Link | str, ...]], ...]
    cover: PictureView | None
    body: Markup | None
    parts: tuple[tuple[str, str, Markup], ...]
    """(anchor, heading, HTML) of a lesson's parts."""
    certificate: PictureView | None
    gallery: tuple[PictureView, ...]
    attachments: tuple[AttachmentView, ...]
    tags: tuple[str, ...]
    newer: Link | None
    older: Link | None


def pages(content: Content) -> Iterator[Page]:
    """Yield the lists, the year archives and the pages of all three sections."""
    for address, posts in content.library.posts:
        section = SECTIONS[address]
        yield from _lists(content, section, posts, posts, None)
        for year, of_year in groupby(sorted(posts, key=lambda post: -post.year), key=lambda post: post.year):
            yield from _lists(content, section, posts, list(of_year), year)
        for number, post in enumerate(posts):
            newer = posts[number - 1] if number else None
            older = posts[number + 1] if number + 1 < len(posts) else None
            yield _post(content, section, post, newer, older)


def address_of(section: str, post: Entry[Any]) -> str:
    """Return the address of a post's page."""
    return addresses.entry_of(section, post.year, post.name)


def card(here: Here, section: str, post: Entry[Any]) -> Card:
    """Return a post as a card on the page `here`."""
    data: Post = post.data
    labels: list[str] = []
    recipients: list[str] = []
    if isinstance(data, Honor):
        labels.append(LEVELS_TH[data.level])
        recipients = [recipient.name for recipient in data.recipients]
        if data.prize_baht:
            labels.append(f"เงินรางวัล {number_th(data.prize_baht)} บาท")
    if isinstance(data, Lesson) and data.dimension:
        labels.append(DIMENSIONS_TH[data.dimension])
    return Card(
        link=here.link(data.title, address_of(section, post)),
        date=short_thai_date(data.date),
        iso=data.date.isoformat(),
        summary=blurb(data.summary, limit=200),
        cover=here.picture(data.cover),
        labels=tuple(labels),
        recipients=tuple(recipients),
    )


def _lists(
    content: Content, section: Section, posts: Sequence[Entry[Any]], shown: Sequence[Entry[Any]], year: int | None
) -> Iterator[Page]:
    """Yield the pages of one list: a section's whole, or one year of it."""
    base = section.address if year is None else addresses.year_of(section.address, year)
    count = pages_of(len(shown), PER_PAGE)
    years = sorted({post.year for post in posts}, reverse=True)
    for number in range(1, count + 1):
        here = Here(_paged(base, number), content)
        some = shown[(number - 1) * PER_PAGE : number * PER_PAGE]
        view = ListView(
            about=section.about,
            noun=section.noun,
            empty=section.empty,
            count=len(shown),
            cards=tuple(card(here, section.address, post) for post in some),
            years=tuple(here.link(str(other), addresses.year_of(section.address, other)) for other in years),
            year=year,
            everything=here.link("ทุกปี", section.address) if year is not None else None,
            newer=here.link("ใหม่กว่า", _paged(base, number - 1)) if number > 1 else None,
            older=here.link("เก่ากว่า", _paged(base, number + 1)) if number < count else None,
            number=number,
            pages=count,
        )
        title = section.title if year is None else f"{section.title} ปีงบประมาณ พ.ศ. {year}"
        if number > 1:
            title = f"{title} หน้า {number}"
        yield Page(here.address, "posts.md.j2", title, f"{section.about} – {content.office.name.th}", view)


def _paged(base: str, number: int) -> str:
    return base if number == 1 else f"{base}/page/{number}"


def _post(
    content: Content, section: Section, post: Entry[Any], newer: Entry[Any] | None, older: Entry[Any] | None
) -> Page:
    data: Post = post.data
    here = Here(address_of(section.address, post), content)
    cover = here.picture(data.cover)
    view = PostView(
        crumbs=(
            here.link(section.title, section.address),
            here.link(f"ปี {post.year}", addresses.year_of(section.address, post.year)),
        ),
        date=thai_date(data.date),
        iso=data.date.isoformat(),
        summary=data.summary,
        facts=tuple(_facts(here, data)),
        cover=cover,
        body=here.body(data.body),
        parts=tuple(_parts(here, data)),
        certificate=_certificate(here, data),
        gallery=tuple(picture for one in data.gallery if (picture := here.picture(one))),
        attachments=tuple(_attachments(here, data)),
        tags=data.tags,
        newer=here.link(newer.data.title, address_of(section.address, newer)) if newer else None,
        older=here.link(older.data.title, address_of(section.address, older)) if older else None,
    )
    return Page(here.address, "post.md.j2", data.title, blurb(data.summary, data.title), view)


def _parts(here: Here, data: Post) -> Iterator[tuple[str, str, Markup]]:
    if isinstance(data, Lesson):
        for name, heading in _LESSON_PARTS:
            html = here.body(getattr(data, name), top=3)
            if html:
                yield name, heading, html


def _certificate(here: Here, data: Post) -> PictureView | None:
    if not isinstance(data, Honor) or data.certificate is None or extension(data.certificate.file) not in PICTURES:
        return None
    alt = data.certificate.alt or f"เกียรติบัตร {data.title}"
    return here.picture_at(data.certificate.file, alt, data.certificate.caption)


def _attachments(here: Here, data: Post) -> Iterator[AttachmentView]:
    for attachment in data.attachments:
        yield _attachment(here, attachment)
    if isinstance(data, Honor) and data.certificate and extension(data.certificate.file) not in PICTURES:
        yield _attachment(here, Attachment(title=f"เกียรติบัตร {data.title}"[:300], file=data.certificate.file))


def _attachment(here: Here, attachment: Attachment) -> AttachmentView:
    if attachment.file:
        target, size, name = here.file(attachment.file)
        download = None if target.endswith(f"/{name}") else name
        return AttachmentView(Link(attachment.title, target), extension(attachment.file).upper(), size, download)
    address = attachment.url.href if attachment.url else ""
    return AttachmentView(Link(attachment.title, href(address)), "เว็บไซต์", None, None)


def _facts(here: Here, data: Post) -> Iterator[tuple[str, tuple[Link | str, ...]]]:
    """Yield what the box beside a post says: a label, and texts or links."""
    library = here.content.library
    schools = {school.id: school.name for school in library.schools.schools}
    if isinstance(data, Honor):
        yield from _honor_facts(here, data)
    if isinstance(data, Lesson):
        yield from _lesson_facts(here, data, schools)
    if data.step:
        yield "ขั้นตอนของโครงการ", (f"{data.step} {STEPS_TH[data.step]}",)
    if data.items:
        yield (
            "ข้อมูลสาธารณะที่เกี่ยวข้อง",
            tuple(
                here.link(
                    f"{ref.code} {library.catalogues[ref.year].data.by_code[ref.code].title.th} ปี {ref.year}",
                    addresses.entry_of(addresses.OIT, ref.year, ref.code.lower()),
                )
                for ref in data.items
            ),
        )
    if data.schools:
        yield "โรงเรียนที่เกี่ยวข้อง", tuple(here.link(schools[one], addresses.school_of(one)) for one in data.schools)


def _honor_facts(here: Here, data: Honor) -> Iterator[tuple[str, tuple[Link | str, ...]]]:
    yield "ระดับ", (LEVELS_TH[data.level],)
    yield (
        "ผู้ได้รับ",
        tuple(
            here.link(person.name, addresses.school_of(person.school)) if person.school else person.name
            for person in data.recipients
        ),
    )
    if data.awarded_by:
        yield "มอบโดย", (data.awarded_by,)
    if data.prize_baht:
        yield "เงินรางวัล", (f"{number_th(data.prize_baht)} บาท",)


def _lesson_facts(here: Here, data: Lesson, schools: dict[str, str]) -> Iterator[tuple[str, tuple[Link | str, ...]]]:
    if data.authors:
        yield "ผู้ถอดบทเรียน", data.authors
    if data.school:
        yield "โรงเรียน", (here.link(schools[data.school], addresses.school_of(data.school)),)
    if unit := here.content.office.unit_name(data.unit):
        yield "กลุ่มงาน", (unit,)
    if data.dimension:
        yield "ด้าน", (DIMENSIONS_TH[data.dimension],)
