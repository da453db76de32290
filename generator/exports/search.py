"""`/search/…`: the index of the search, in small files; see generator/search."""

from collections.abc import Iterator, Sequence

from generator.pages import Content, Page
from generator.pages.finding import documents
from generator.search import pieces


def search(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the index."""
    yield from pieces(documents(content, (page.address for page in pages)), content.memory).items()
