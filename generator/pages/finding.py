"""What the search knows of each page, in plain words: its title, what says most about it, and the rest.

It stands apart from the pages themselves because a reader looks for what was written, not for the labels around it.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from generator import addresses
from generator.dates import thai_date
from generator.guide import chapters
from generator.kinds import KINDS
from generator.kinds.posts import Honor, Lesson, Post
from generator.markdown import spoken
from generator.memory import digest
from generator.pages.page import TITLES, Answer, Content, number_th
from generator.pages.posts import DIMENSIONS_TH, LEVELS_TH, address_of
from generator.pages.posts.labels import LESSON_PARTS
from generator.pages.staff import summary_of
from generator.reading import Entry
from generator.search import Document

_POSTS = {addresses.NEWS: "news", addresses.LESSONS: "lesson", addresses.HONORS: "honor"}
_LISTS = (addresses.OIT, addresses.NEWS, addresses.LESSONS, addresses.HONORS, addresses.DOCUMENTS, addresses.SCHOOLS)


def documents(content: Content, made: Iterable[str]) -> list[Document]:
    """Return what the search is to know, by address; `made` are the addresses of the pages that there are."""
    there = set(made)
    found = (*_items(content), *_posts(content), *_documents(content), *_schools(content), *_others(content), *_guide())
    return sorted(
        (document for document in found if document.address.partition("#")[0] in there),
        key=lambda document: document.address,
    )


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)


def _items(content: Content) -> Iterator[Document]:
    for catalogue in content.catalogues:
        year = catalogue.year
        address = addresses.year_of(addresses.OIT, year)
        yield Document(address, "oit", content.titles[address], catalogue.title.th, year=year, quiet=True)
        address = addresses.assess_of(year)
        yield Document(address, "page", content.titles[address], "หน้าเดียวครบทุกข้อ พิมพ์ได้", year=year, quiet=True)
    for answer in content.answers.values():
        yield _item(content, answer)


def _item(content: Content, answer: Answer) -> Document:
    item, data = answer.item, answer.entry.data if answer.entry else None
    part = next(part for _, part in answer.catalogue.branches() if item in part.items)
    return Document(
        address=answer.address,
        kind="oit",
        title=f"{item.code} {item.title.th}",
        lead=_joined(data.explanation if data else None, *item.elements),
        body=_joined(
            *(row.title for row in answer.evidence),
            *(change.note for change in (data.changes if data else ())),
            content.office.unit_name((data.unit if data else None) or item.unit),
            part.title.th,
            item.group,
            item.title.en,
        ),
        year=answer.catalogue.year,
        day=(data.updated or data.published) if data else None,
        quiet=data is None,
    )


def _posts(content: Content) -> Iterator[Document]:
    shelf = content.memory.shelf("search-documents")
    for section, posts in content.library.posts:
        for post in posts:
            yield shelf.recall(digest(section, post.digest), partial(_post, section, post))


def _post(section: str, post: Entry[Any]) -> Document:
    data: Post = post.data
    body = spoken(data.body) if data.body else ""
    more = [picture.caption or picture.alt for picture in data.gallery]
    more += [attachment.title for attachment in data.attachments]
    lead = data.summary or body[:200]
    if isinstance(data, Honor):
        lead = _joined(lead, *(person.name for person in data.recipients), data.awarded_by)
        more.append(LEVELS_TH[data.level])
    if isinstance(data, Lesson):
        more += [spoken(text) for name, _ in LESSON_PARTS if (text := getattr(data, name))]
        more += [*data.authors, DIMENSIONS_TH[data.dimension] if data.dimension else ""]
    return Document(
        address=address_of(section, post),
        kind=_POSTS[section],
        title=data.title,
        lead=lead,
        body=_joined(body, *more, *data.tags),
        year=post.year,
        day=data.date,
    )


def _documents(content: Content) -> Iterator[Document]:
    for name, entry in content.library.documents.items():
        data = entry.data
        yield Document(
            address=addresses.document_of(name),
            kind="document",
            title=data.title,
            lead=data.summary or "",
            body=_joined(content.office.unit_name(data.unit), *data.tags),
            year=data.period.year if data.period else None,
            day=data.issued,
        )


def _schools(content: Content) -> Iterator[Document]:
    names = {network.id: network.name for network in content.library.schools.networks}
    for school in content.library.schools.schools:
        network = names.get(school.network or "", school.network)
        yield Document(
            addresses.school_of(school.id),
            "school",
            school.name,
            _joined(network, f"อำเภอ{school.district}" if school.district else None, school.level),
        )


def _others(content: Content) -> Iterator[Document]:
    library, office = content.library, content.office
    yield Document(addresses.HOME, "page", office.name.th, _joined(office.short_name, office.name.en), quiet=True)
    for address in _LISTS:
        yield Document(address, "page", TITLES[address], quiet=True)
    people = (f"{person.name} {person.position}" for person in office.executives)
    about = spoken(office.body) if office.body else ""
    yield Document(
        addresses.ABOUT,
        "page",
        TITLES[addresses.ABOUT],
        about[:300],
        _joined(about, *people, *(unit.name for unit in office.units)),
    )
    contact = office.contact
    channels = (channel.title for channel in office.channels)
    yield Document(
        addresses.CONTACT,
        "page",
        TITLES[addresses.CONTACT],
        _joined(contact.address, contact.phone, contact.email),
        _joined("ที่อยู่ โทรศัพท์ โทรสาร อีเมล แผนที่", *channels),
    )
    for address in (addresses.ACCESSIBILITY, addresses.PRIVACY, addresses.SITEMAP):
        yield Document(address, "page", TITLES[address], quiet=True)
    yield from _results(content)
    for year, entry in library.programmes.items():
        steps = entry.data.steps
        yield Document(
            addresses.year_of(addresses.PROGRAMME, year),
            "programme",
            f"{entry.data.title} ปี {year}",
            _joined(*(step.title for step in steps)),
            _joined(*(activity.title for step in steps for activity in step.activities)),
            year=year,
        )


def _guide() -> Iterator[Document]:
    """Yield the guide for staff. It is quiet, because nearly all who search came for something else."""
    for address in (addresses.STAFF, addresses.MESSAGES, addresses.REFERENCE):
        yield Document(address, "page", TITLES[address], quiet=True)
    for chapter in chapters():
        steps = _joined(*(step.title for step in chapter.steps))
        yield Document(
            addresses.chapter_of(chapter.name), "page", chapter.title, summary_of(chapter), steps, quiet=True
        )
    for kind in KINDS:
        yield Document(addresses.reference_of(kind.name), "page", f"ช่องของ{kind.label_th}", kind.label_en, quiet=True)


def _results(content: Content) -> Iterator[Document]:
    surveys = [survey.data for survey in content.library.surveys]
    scores = []
    for year, entry in sorted(content.library.assessments.items(), reverse=True):
        data = entry.data
        said = [f"ผลการประเมิน ITA ปีงบประมาณ พ.ศ. {year} คะแนน {number_th(data.total)}"]
        said += [f"ระดับ {data.level}"] if data.level else []
        said += [f"ประกาศ {thai_date(data.announced)}"] if data.announced else []
        scores.append(" ".join(said))
    yield Document(
        addresses.RESULTS,
        "result",
        TITLES[addresses.RESULTS],
        _joined(*scores[:3]),
        _joined(*scores[3:], *(survey.title for survey in surveys)),
        year=max(content.library.assessments, default=None),
    )
