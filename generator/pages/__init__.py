"""What each page shows, as plain data. A new kind of page is one module with `pages` and one line here."""

from generator.pages import documents, home, oit, posts, programme, results, schools, search, sitemap, staff
from generator.pages.description import describe
from generator.pages.page import Content, Maker, Page

MAKERS: tuple[Maker, ...] = (
    home.pages,
    oit.pages,
    posts.pages,
    results.pages,
    programme.pages,
    documents.pages,
    schools.pages,
    search.pages,
    sitemap.pages,
    staff.pages,
)

__all__ = ["Content", "Page", "plan"]


def plan(content: Content) -> list[Page]:
    """Return every page of the site, in the order of their addresses."""
    made = (page for make in MAKERS for page in make(content))
    return describe(content, sorted(made, key=lambda page: page.address))
