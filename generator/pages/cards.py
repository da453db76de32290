"""What stands on the social card of each page: the picture that messengers show for a shared link."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator import addresses
from generator.cards import Face
from generator.dates import thai_date
from generator.pages.freshness import base_of
from generator.pages.page import TITLES, Content, Page, SocialCard
from generator.pages.posts import address_of

_OIT = TITLES[addresses.OIT]
_DEMO = "เว็บไซต์สาธิต"
_DETAILS = {
    addresses.HOME: "ข้อมูลสาธารณะ ข่าว บทเรียน และเกียรติยศ",
    addresses.OIT: "ข้อมูลที่ต้องเปิดเผย ทุกปีงบประมาณ",
    addresses.NEWS: "ข่าวและกิจกรรมของหน่วยงาน",
    addresses.LESSONS: "สิ่งที่ได้เรียนรู้จากการทำงาน",
    addresses.HONORS: "รางวัลของบุคลากร โรงเรียน และหน่วยงาน",
    addresses.DOCUMENTS: "แผน รายงาน คู่มือ และประกาศ",
    addresses.CONTACT: "ที่อยู่ โทรศัพท์ และทุกช่องทาง",
}
"""What stands below the titles of the pages that every site has."""


def faces(content: Content, pages: Sequence[Page]) -> dict[str, Face]:
    """Return the card of every page, by its address. Pages of one list share a card, as do those of the guide."""
    office = content.office
    blank = Face(
        office=office.label,
        name=office.name.th,
        site=content.site_url.partition("://")[2],
        colour=office.colour,
        accent=office.accent,
        demo=_DEMO if office.demo else None,
        kind=None,
        title="",
    )
    known = dict(_faces(content, blank))
    plain = (
        (page.address, replace(blank, title=page.title)) for page in pages if _shared(page.address) == page.address
    )
    known = dict(plain) | known
    return {page.address: known[_shared(page.address)] for page in pages}


def _shared(address: str) -> str:
    """Return the address of the page whose card a page shows; the whole guide for staff has one."""
    return addresses.STAFF if address.startswith(f"{addresses.STAFF}/") else base_of(address)


def with_cards(content: Content, pages: Sequence[Page], cards: Mapping[str, Face]) -> list[Page]:
    """Return the pages with their cards; a card that could not be drawn is left out."""
    return [replace(page, card=_card(content, cards[page.address])) for page in pages]


def _card(content: Content, face: Face) -> SocialCard | None:
    address = content.assets.card(face)
    if address is None:
        return None
    words = (face.badge, face.title, face.kind, face.detail, face.office if face.title != face.name else None)
    return SocialCard(address, " ".join(word for word in words if word))


def _faces(content: Content, blank: Face) -> Iterator[tuple[str, Face]]:
    """Yield what is known better than by the title of the page. An address without a page does no harm."""
    for address, words in _DETAILS.items():
        yield address, replace(blank, title=TITLES[address] if address else content.office.name.th, detail=words)
    yield from _items(content, blank)
    yield from _posts(content, blank)
    library = content.library
    for name, document in library.documents.items():
        data = document.data
        face = replace(blank, kind=TITLES[addresses.DOCUMENTS], title=data.title)
        yield (
            addresses.document_of(name),
            replace(face, detail=f"ลงวันที่ {thai_date(data.issued)}" if data.issued else None),
        )
    for school in library.schools.schools:
        face = replace(blank, kind=TITLES[addresses.SCHOOLS], title=school.name)
        place = f"อำเภอ{school.district.removeprefix('อำเภอ')}" if school.district else None
        yield addresses.school_of(school.id), replace(face, detail=place)
    for year, programme in library.programmes.items():
        face = replace(blank, kind=f"โครงการ ปีงบประมาณ พ.ศ. {year}", title=programme.data.title)
        yield addresses.year_of(addresses.PROGRAMME, year), face


def _items(content: Content, blank: Face) -> Iterator[tuple[str, Face]]:
    for catalogue in content.catalogues:
        year = str(catalogue.year)
        face = replace(blank, kind=_OIT, badge=year)
        detail = f"ข้อมูลที่ต้องเปิดเผย {len(catalogue.items)} ข้อ"
        yield (
            addresses.year_of(addresses.OIT, catalogue.year),
            replace(face, title=f"ปีงบประมาณ พ.ศ. {year}", detail=detail),
        )
        yield addresses.assess_of(catalogue.year), replace(face, title="สำหรับผู้ประเมิน", detail="ทั้งปีในหน้าเดียว")
    for answer in content.answers.values():
        yield (
            answer.address,
            replace(
                blank, kind=f"{_OIT} ปี {answer.catalogue.year}", title=answer.item.title.th, badge=answer.item.code
            ),
        )


def _posts(content: Content, blank: Face) -> Iterator[tuple[str, Face]]:
    for section, posts in content.library.posts:
        title = TITLES[section]
        for year in sorted({post.year for post in posts}):
            yield (
                addresses.year_of(section, year),
                replace(blank, kind=title, title=f"ปีงบประมาณ พ.ศ. {year}", badge=str(year)),
            )
        for post in posts:
            data = post.data
            cover = data.cover.file if data.cover else None
            yield (
                address_of(section, post),
                replace(blank, kind=title, title=data.title, detail=thai_date(data.date), cover=cover),
            )
