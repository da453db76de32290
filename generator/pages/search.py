"""`/search/`: an empty page that the script of the search fills."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import addresses
from generator.pages.page import TITLES, Content, Here, Link, Page
from generator.search import KINDS_TH


@dataclass(frozen=True)
class SearchView:
    """`/search/`."""

    kinds: tuple[tuple[str, str], ...]
    """(value, label) of what a search can be narrowed to."""
    years: tuple[int, ...]
    sitemap: Link
    ways: tuple[Link, ...]


def pages(content: Content) -> Iterator[Page]:
    """Yield the page."""
    here = Here(addresses.SEARCH, content)
    posted = {post.year for _, posts in content.library.posts for post in posts}
    view = SearchView(
        kinds=tuple(KINDS_TH.items()),
        years=tuple(sorted(posted | set(content.years), reverse=True)),
        sitemap=here.link(TITLES[addresses.SITEMAP], addresses.SITEMAP),
        ways=tuple(here.link(TITLES[way], way) for way in (addresses.OIT, addresses.NEWS, addresses.CONTACT)),
    )
    yield Page(
        here.address,
        "search.md.j2",
        TITLES[here.address],
        f"ค้นหาข้อมูลสาธารณะ ข่าว บทเรียน และเอกสารของ{content.office.name.th}",
        view,
        scripts=("finder.js", "search.js"),
    )
