"""`/sitemap.xml`: every page, for search engines. It needs full addresses, so a site without `url` has none."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from generator.pages import Content, Page


def sitemap(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Yield the sitemap."""
    base = content.site_url
    if not base:
        return
    urls = "".join(
        f"<url><loc>{escape(f'{base}/{page.address}/' if page.address else f'{base}/')}</loc></url>\n" for page in pages
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )
    yield "sitemap.xml", text.encode()
