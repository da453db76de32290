"""The page of one post: news, a lesson told as a story, or an honour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from generator import addresses
from generator.dates import short_thai_date, thai_date
from generator.fields import PICTURES, BarePicture, extension
from generator.kinds.posts import Attachment, Honor, Lesson, Post
from generator.memory import digest
from generator.pages.page import Content, Deferred, Here, Link, Page, PictureView, blurb, href, number_th
from generator.pages.posts.card import address_of
from generator.pages.posts.labels import (
    DIMENSIONS_TH,
    LESSON_IN_SHORT,
    LESSON_PARTS,
    LEVELS_TH,
    SECTIONS,
    STEPS_TH,
    Section,
)
from generator.pages.posts.related import Mention, Relations, dimension_key
from generator.reading import Entry

Fact = tuple[str, tuple[Link | str, ...]]
"""A label, and texts or links."""

Around = tuple[Sequence[Mention], Sequence[Mention]]
"""Posts that a post leads on to: lessons of the same dimension, and others."""

_RELATED = 4
_IN_SHORT = 150


@dataclass(frozen=True)
class AttachmentView:
    """A file or address that goes with a post."""

    link: Link
    kind: str
    size: str | None
    download: str | None


@dataclass(frozen=True)
class RelatedView:
    """Other posts under one heading; `more` leads to the list of them all."""

    heading: str
    rows: tuple[tuple[Link, str, str], ...]
    """(link, section, date)."""
    more: Link | None


@dataclass(frozen=True)
class LessonBox:
    """A lesson in short: (anchor, heading, first words) of its parts, and who learned what where."""

    points: tuple[tuple[str, str, str], ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class PostView:
    """One post."""

    kind: str
    crumbs: tuple[Link, ...]
    date: str
    iso: str
    badge: str | None
    tone: Markup
    recipients: tuple[Link | str, ...]
    summary: str | None
    box: LessonBox | None
    facts: tuple[Fact, ...]
    cover: PictureView | None
    body: Markup | None
    parts: tuple[tuple[str, str, Markup], ...]
    """(anchor, heading, HTML) of a lesson's parts."""
    certificate: PictureView | None
    gallery: tuple[PictureView, ...]
    attachments: tuple[AttachmentView, ...]
    tags: tuple[Link, ...]
    related: tuple[RelatedView, ...]
    newer: Link | None
    older: Link | None


def page(
    content: Content,
    section: Section,
    post: Entry[Any],
    neighbours: tuple[Entry[Any] | None, Entry[Any] | None],
    relations: Relations,
) -> Page:
    """Return the page of a post; `neighbours` are the next newer and the next older one of its section."""
    data: Post = post.data
    here = Here(address_of(section.address, post), content)
    around = _around(Mention(section.address, post), relations)
    near = [one.post.digest for mentions in around for one in mentions]
    key = digest(content.frame, content.key_of(post), *(one.digest if one else "" for one in neighbours), *near)
    shown = _certificate(data) is not None or data.gallery
    return Page(
        here.address,
        "post.md.j2",
        data.title,
        blurb(data.summary, data.title),
        Deferred(partial(_view, here, section, post, neighbours, around)),
        scripts=("gallery.js",) if shown else (),
        key=key,
    )


def _view(
    here: Here,
    section: Section,
    post: Entry[Any],
    neighbours: tuple[Entry[Any] | None, Entry[Any] | None],
    around: Around,
) -> PostView:
    data: Post = post.data
    newer, older = neighbours
    return PostView(
        kind=section.address,
        crumbs=(
            here.link(section.title, section.address),
            here.link(f"ปี {post.year}", addresses.year_of(section.address, post.year)),
        ),
        date=thai_date(data.date),
        iso=data.date.isoformat(),
        badge=LEVELS_TH[data.level] if isinstance(data, Honor) else None,
        tone=_tone(data),
        recipients=tuple(_recipients(here, data)),
        summary=data.summary,
        box=_box(here, post) if isinstance(data, Lesson) else None,
        facts=tuple(_facts(here, post)),
        cover=here.picture(data.cover),
        body=here.body(data.body),
        parts=tuple(_parts(here, data)),
        certificate=_certificate_view(here, data),
        gallery=tuple(picture for one in data.gallery if (picture := here.picture(one))),
        attachments=tuple(_attachments(here, data)),
        tags=tuple(Link(tag, _search(here, tag)) for tag in data.tags),
        related=tuple(_related(here, data, around)),
        newer=here.link(newer.data.title, address_of(section.address, newer)) if newer else None,
        older=here.link(older.data.title, address_of(section.address, older)) if older else None,
    )


def _tone(data: Post) -> Markup:
    if isinstance(data, Honor):
        return href(data.level)
    return href(data.dimension) if isinstance(data, Lesson) and data.dimension else href("")


def _search(here: Here, text: str) -> Markup:
    """Return the link to everything that says `text`."""
    return here.to(addresses.SEARCH) + href(f"?q={quote(text, safe='')}")


def _parts(here: Here, data: Post) -> Iterator[tuple[str, str, Markup]]:
    if isinstance(data, Lesson):
        for name, heading in LESSON_PARTS:
            html = here.body(getattr(data, name), top=3)
            if html:
                yield name, heading, html


def _box(here: Here, post: Entry[Lesson]) -> LessonBox:
    points = (
        (name, LESSON_IN_SHORT[name], in_short(html.striptags()))
        for name, _, html in _parts(here, post.data)
        if name in LESSON_IN_SHORT
    )
    return LessonBox(tuple(point for point in points if point[2]), tuple(_lesson_facts(here, post)))


def in_short(text: str) -> str:
    """Return the first words of a text. Thai sets a space where a thought ends, so the cut is made at one."""
    text = " ".join(text.split())
    if len(text) <= _IN_SHORT:
        return text
    cut = text[:_IN_SHORT]
    whole, space, _ = cut.rpartition(" ")
    return f"{whole if space and len(whole) > _IN_SHORT // 3 else cut.rstrip()} …"


def _certificate(data: Post) -> BarePicture | None:
    """Return the certificate of an honour, where it is a picture."""
    if not isinstance(data, Honor) or data.certificate is None or extension(data.certificate.file) not in PICTURES:
        return None
    return data.certificate


def _certificate_view(here: Here, data: Post) -> PictureView | None:
    certificate = _certificate(data)
    if certificate is None:
        return None
    return here.picture_at(certificate.file, certificate.alt or f"เกียรติบัตร {data.title}", certificate.caption)


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


def _school(here: Here, identifier: str) -> Link:
    name = next(school.name for school in here.content.library.schools.schools if school.id == identifier)
    return here.link(name, addresses.school_of(identifier))


def _facts(here: Here, post: Entry[Any]) -> Iterator[Fact]:
    """Yield what the box beside a post says; a lesson says most of it in its summary."""
    data: Post = post.data
    if isinstance(data, Honor):
        if data.awarded_by:
            yield "มอบโดย", (data.awarded_by,)
        if data.prize_baht:
            yield "เงินรางวัล", (f"{number_th(data.prize_baht)} บาท",)
    if data.step and not isinstance(data, Lesson):
        yield _step(here, post)
    if data.items:
        catalogues = here.content.library.catalogues
        yield (
            "ข้อมูลสาธารณะที่เกี่ยวข้อง",
            tuple(
                here.link(
                    f"{ref.code} {catalogues[ref.year].data.by_code[ref.code].title.th} ปี {ref.year}",
                    addresses.entry_of(addresses.OIT, ref.year, ref.code.lower()),
                )
                for ref in data.items
            ),
        )
    if data.schools:
        yield "โรงเรียนที่เกี่ยวข้อง", tuple(_school(here, one) for one in data.schools)


def _lesson_facts(here: Here, post: Entry[Lesson]) -> Iterator[Fact]:
    data = post.data
    if data.authors:
        yield "ผู้ถอดบทเรียน", data.authors
    if data.school:
        yield "โรงเรียน", (_school(here, data.school),)
    if unit := here.content.office.unit_name(data.unit):
        yield "กลุ่มงาน", (unit,)
    if data.dimension:
        yield "ด้าน", (here.link(DIMENSIONS_TH[data.dimension], addresses.dimension_of(data.dimension)),)
    if data.step:
        yield _step(here, post)


def _step(here: Here, post: Entry[Any]) -> Fact:
    """Return the step of the programme, as a link where the year's programme has it."""
    step = post.data.step
    words = f"{step} {STEPS_TH[step]}"
    programme = here.content.library.programmes.get(post.year)
    if programme is None or all(one.code != step for one in programme.data.steps):
        return "ขั้นตอนของโครงการ", (words,)
    address = f"{addresses.year_of(addresses.PROGRAMME, post.year)}#step-{step.lower()}"
    return "ขั้นตอนของโครงการ", (here.link(words, address),)


def _recipients(here: Here, data: Post) -> Iterator[Link | str]:
    if isinstance(data, Honor):
        for person in data.recipients:
            yield here.link(person.name, addresses.school_of(person.school)) if person.school else person.name


def _around(mention: Mention, relations: Relations) -> Around:
    """Return the lessons of the same dimension, and then whatever else has something to do with a post."""
    data: Post = mention.post.data
    alike: list[Mention] = []
    if isinstance(data, Lesson) and (key := dimension_key(data)):
        day = data.date
        near = sorted(relations.near(mention, key), key=lambda one: (abs((one.place[0] - day).days), one.place))
        alike = near[:_RELATED]
    told = {one.place[1] for one in alike}
    others = [one for one in relations.of(mention, _RELATED + len(told)) if one.place[1] not in told]
    return alike, others[:_RELATED]


def _related(here: Here, data: Post, around: Around) -> Iterator[RelatedView]:
    alike, others = around
    if alike and isinstance(data, Lesson) and data.dimension:
        label = DIMENSIONS_TH[data.dimension]
        more = here.link(f"บทเรียน{label}ทั้งหมด", addresses.dimension_of(data.dimension))
        yield RelatedView(f"บทเรียนอื่น{label}", tuple(_row(here, one) for one in alike), more)
    if others:
        yield RelatedView("เรื่องที่เกี่ยวข้อง", tuple(_row(here, one) for one in others), None)


def _row(here: Here, mention: Mention) -> tuple[Link, str, str]:
    data = mention.post.data
    noun = SECTIONS[mention.section].noun
    return here.link(data.title, mention.place[1]), noun, short_thai_date(data.date)
