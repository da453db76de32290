"""What machines read: a visible list of functions, each from the content to one file of the site."""

from collections.abc import Callable, Iterable, Sequence

from generator.exports.redirects import redirects
from generator.exports.sitemap import sitemap
from generator.pages import Content, Page

Export = Callable[[Content, Sequence[Page]], Iterable[tuple[str, bytes]]]
"""Gives (address of the file, its bytes)."""

EXPORTS: tuple[Export, ...] = (sitemap, redirects)
