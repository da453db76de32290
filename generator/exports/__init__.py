"""What machines read: visible lists of functions, each from the content to files of the site."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.exports.calendars import calendars
from generator.exports.catalog import catalog
from generator.exports.editor import editor
from generator.exports.feeds import feeds
from generator.exports.guide import guide
from generator.exports.identity import identity
from generator.exports.index import index
from generator.exports.oit import oit
from generator.exports.redirects import redirects
from generator.exports.schemas import schemas
from generator.exports.search import search
from generator.exports.sitemap import sitemap
from generator.exports.wellknown import robots, security
from generator.pages import Content, Page

Export = Callable[[Content, Sequence[Page]], Iterable[tuple[str, bytes]]]
"""Gives (address of the file, its bytes)."""

Directory = Callable[[Content, Mapping[str, bytes]], Iterable[tuple[str, bytes]]]
"""An export that tells of the others: it is given what they made."""

EXPORTS: tuple[Export, ...] = (
    sitemap,
    robots,
    security,
    feeds,
    redirects,
    oit,
    calendars,
    schemas,
    identity,
    search,
    editor,
    guide,
)
DIRECTORIES: tuple[Directory, ...] = (index, catalog)


def export(content: Content, pages: Sequence[Page]) -> dict[str, bytes]:
    """Return every file that machines read, by its address."""
    made = {address: data for one in EXPORTS for address, data in one(content, pages)}
    return made | {address: data for one in DIRECTORIES for address, data in one(content, made)}
