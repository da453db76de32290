"""The disclosure pages: all years, one year's table, the assessor's whole year on one page, and each item."""

from collections.abc import Iterator

from generator.pages.oit.assess import assess_page
from generator.pages.oit.item import item_page
from generator.pages.oit.parts import Progress, progress_of
from generator.pages.oit.year import year_page, years_page
from generator.pages.page import Content, Page

__all__ = ["Progress", "pages", "progress_of"]


def pages(content: Content) -> Iterator[Page]:
    """Yield the pages of every year that has a catalogue."""
    yield years_page(content)
    for catalogue in content.catalogues:
        yield year_page(content, catalogue)
        yield assess_page(content, catalogue)
        for item in catalogue.items:
            yield item_page(content, content.answers[catalogue.year, item.code])
