"""News, lessons and honours: lists with paging, year archives, and a page for each."""

from collections.abc import Iterator

from generator.pages.page import Content, Page
from generator.pages.posts import article, lists
from generator.pages.posts.card import Card, address_of, card, schools_of
from generator.pages.posts.labels import DIMENSIONS_TH, LEVELS_TH, PER_PAGE, SECTIONS, STEPS_TH
from generator.pages.posts.related import relations

__all__ = [
    "DIMENSIONS_TH",
    "LEVELS_TH",
    "PER_PAGE",
    "SECTIONS",
    "STEPS_TH",
    "Card",
    "address_of",
    "card",
    "pages",
    "schools_of",
]


def pages(content: Content) -> Iterator[Page]:
    """Yield the lists, the year archives and the pages of all three sections."""
    related = relations(content.library)
    for address, posts in content.library.posts:
        section = SECTIONS[address]
        yield from lists.pages(content, section, posts)
        for number, post in enumerate(posts):
            newer = posts[number - 1] if number else None
            older = posts[number + 1] if number + 1 < len(posts) else None
            yield article.page(content, section, post, (newer, older), related)
