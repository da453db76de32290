"""`/sitemap.xml`: every page, for search engines. It needs full addresses, so a site without `url` has none."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from generator.exports.dataset import link
from generator.pages import Content, Page

SITEMAP_XML = "sitemap.xml"


def sitemap(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Yield the sitemap, with the day that each page last changed where the content says one."""
    if not content.site_url:
        return
    urls = "".join(
        f"<url><loc>{escape(link(content, page.address))}</loc>"
        f"{f'<lastmod>{page.updated.isoformat()}</lastmod>' if page.updated else ''}</url>\n"
        for page in pages
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )
    yield SITEMAP_XML, text.encode()
