"""The pictures of the guide for staff."""

from collections.abc import Iterator, Sequence

from generator import addresses
from generator.guide import pictures
from generator.pages import Content, Page


def guide(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Yield each picture that the guide shows."""
    del content, pages
    for name, data in pictures():
        yield addresses.guide_picture_of(name), data
