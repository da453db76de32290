"""Pages at old addresses that lead on to the new one, without a script and on any static host."""

from collections.abc import Iterator, Sequence
from html import escape

from generator import addresses
from generator.checks import aliases
from generator.pages import Content, Page

POLICY = "default-src 'none'; img-src 'self'; form-action 'none'; base-uri 'none'"
"""All that such a page needs is its icon."""


def redirects(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Yield a page for every alias."""
    titles = {page.address: page.title for page in pages}
    for alias, target in sorted(aliases(content.library).items()):
        link = escape(addresses.relative(alias, target), quote=True)
        title = escape(titles[target])
        icon = escape(addresses.relative(alias, "assets/images/favicon.png"), quote=True)
        text = (
            '<!doctype html>\n<html lang="th"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            f'<title>{title}</title><meta name="robots" content="noindex">'
            f'<link rel="icon" href="{icon}"><meta http-equiv="refresh" content="0; url={link}"></head>'
            f'<body><p>หน้านี้ย้ายไปที่ <a href="{link}">{title}</a></p></body></html>\n'
        )
        yield f"{alias}/index.html", text.encode()
