"""The site map for people: every section and every year of it on one page, so that nobody has to know the menu.

Single entries are not on it, but for the newest: with a thousand pieces of news it would be no map any more.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator import addresses
from generator.dates import short_thai_date
from generator.pages.page import TITLES, Content, Here, Link, Page

NEWEST = 5
_ABOUT_THE_SITE = (addresses.SEARCH, addresses.ACCESSIBILITY, addresses.PRIVACY, addresses.STAFF)
_COUNTED = {addresses.NEWS: "ข่าว", addresses.LESSONS: "บทเรียน", addresses.HONORS: "รางวัล"}


@dataclass(frozen=True)
class Stop:
    """A page or file on the map, what is said of it, and what lies below it."""

    link: Link
    note: str | None = None
    below: tuple["Stop", ...] = ()


@dataclass(frozen=True)
class District:
    """Pages that belong together."""

    anchor: str
    title: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class SitemapView:
    """`/sitemap/`."""

    districts: tuple[District, ...]


def pages(content: Content) -> Iterator[Page]:
    """Yield the site map."""
    here = Here(addresses.SITEMAP, content)
    districts = (
        District("office", "หน่วยงาน", tuple(_office(here))),
        District("disclosures", TITLES[addresses.OIT], tuple(_oit(here))),
        District("stories", "ข่าวและเรื่องราว", tuple(_stories(here))),
        District("work", "ผลงานและเอกสาร", tuple(_work(here))),
        District("newest", "เรื่องล่าสุด", tuple(_newest(here))),
        District("data", "ติดตามและนำข้อมูลไปใช้", tuple(_data(here))),
        District("site", "เว็บไซต์นี้", tuple(_site(here))),
    )
    view = SitemapView(tuple(district for district in districts if district.stops))
    title = TITLES[here.address]
    yield Page(here.address, "sitemap.md.j2", title, f"ทุกหมวดและทุกปีของเว็บไซต์{content.office.name.th}", view)


def _stop(here: Here, address: str, note: str | None = None, *below: Stop) -> Stop:
    return Stop(here.link(TITLES[address], address), note, below)


def _office(here: Here) -> Iterator[Stop]:
    yield from (_stop(here, address) for address in (addresses.HOME, addresses.ABOUT, addresses.CONTACT))
    if schools := here.content.library.schools.schools:
        yield _stop(here, addresses.SCHOOLS, f"{len(schools)} โรงเรียน")


def _oit(here: Here) -> Iterator[Stop]:
    yield Stop(here.link("ทุกปีงบประมาณ", addresses.OIT))
    for year in here.content.years:
        count = len(here.content.library.catalogues[year].data.items)
        assess = Stop(here.link("ทั้งปีในหน้าเดียว สำหรับผู้ประเมิน", addresses.assess_of(year)))
        yield Stop(here.link(f"ปี {year}", addresses.year_of(addresses.OIT, year)), f"{count} ข้อ", (assess,))


def _stories(here: Here) -> Iterator[Stop]:
    for section, posts in here.content.library.posts:
        counts = Counter(post.year for post in posts)
        years = (
            Stop(here.link(f"ปี {year}", addresses.year_of(section, year)), f"{counts[year]} {_COUNTED[section]}")
            for year in sorted(counts, reverse=True)
        )
        yield _stop(here, section, None, *years)


def _work(here: Here) -> Iterator[Stop]:
    library = here.content.library
    yield _stop(here, addresses.RESULTS)
    if library.programmes:
        years = sorted(library.programmes, reverse=True)
        below = (Stop(here.link(f"ปี {year}", addresses.year_of(addresses.PROGRAMME, year))) for year in years)
        yield _stop(here, addresses.PROGRAMME, None, *below)
    yield _stop(here, addresses.DOCUMENTS, f"{len(library.documents)} ฉบับ")


def _newest(here: Here) -> Iterator[Stop]:
    """Yield the newest posts of all three sections together."""
    posts = [
        (post.data.date, addresses.entry_of(section, post.year, post.name), post.data.title)
        for section, posts in here.content.library.posts
        for post in posts
    ]
    for day, address, title in sorted(posts, key=lambda post: (-post[0].toordinal(), post[1]))[:NEWEST]:
        yield Stop(here.link(title, address), short_thai_date(day))


def _data(here: Here) -> Iterator[Stop]:
    if here.content.site_url:
        yield Stop(here.link("ฟีดข่าวและข้อมูลสาธารณะ", addresses.RSS), "RSS")
        yield Stop(here.link("ฟีดข่าวและข้อมูลสาธารณะ", addresses.JSON_FEED), "JSON")
    yield Stop(here.link("รายการข้อมูลเปิดทั้งหมด", addresses.DATA_INDEX), "JSON")


def _site(here: Here) -> Iterator[Stop]:
    yield from (_stop(here, address) for address in _ABOUT_THE_SITE)
