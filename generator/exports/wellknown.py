"""Files that programs look for at places agreed upon: `/robots.txt` and `/.well-known/security.txt`.

Programs look for them at the root of a host only. A site in a folder has them too, true for whoever copies them there.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from generator.exports.dataset import link
from generator.exports.sitemap import SITEMAP_XML
from generator.pages import Content, Page

ROBOTS = "robots.txt"
SECURITY = ".well-known/security.txt"
PRIVATE = "admin"
"""The folder of the form editor: nothing for a search engine to find."""


def robots(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - as every export
    """Yield robots.txt (RFC 9309): everything may be read but the form editor."""
    folder = urlsplit(content.site_url).path
    lines = ["User-agent: *", "Allow: /", f"Disallow: {folder}/{PRIVATE}/"]
    if content.site_url:
        lines += ["", f"Sitemap: {link(content, SITEMAP_XML)}"]
    yield ROBOTS, _text(lines)


def security(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - as every export
    """Yield security.txt (RFC 9116) when the office has said whom to tell, and until when that holds.

    The build does not know today's date. A file that has expired says so itself to those who read it.
    """
    told = content.office.security
    if told is None:
        return
    lines = [
        f"Contact: {told.contact.href}",
        # The whole of the day that was named, in Thailand.
        f"Expires: {told.expires.isoformat()}T23:59:59+07:00",
        "Preferred-Languages: th, en",
    ]
    if content.site_url:
        lines.append(f"Canonical: {link(content, SECURITY)}")
    yield SECURITY, _text(lines)


def _text(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
