"""What pages say of themselves: to search engines (JSON-LD by schema.org), to sitemaps, and to those who share them.

It is added to the finished pages by their addresses, so that the makers of pages need not think of it. What is said
here depends on the page's own content and on addresses above it, never on its neighbours, or an edit would cost more
than the pages that it changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from urllib.parse import quote

from generator import addresses
from generator.assets import MEDIA_TYPES
from generator.catalogue import Catalogue
from generator.dates import fiscal_span
from generator.fields import Picture, extension
from generator.kinds.document import Document
from generator.kinds.office import is_placeholder
from generator.kinds.posts import Post
from generator.ledger import THAI_TIME
from generator.pages.editing import edit_links
from generator.pages.freshness import base_of, last_changes
from generator.pages.page import Content, Page, Share, href

Node = Mapping[str, object]

_DATA_TYPES = {"json": "application/json", "csv": MEDIA_TYPES["csv"], "xlsx": MEDIA_TYPES["xlsx"]}
_ABOUT_THE_OFFICE = (addresses.HOME, addresses.ABOUT, addresses.CONTACT)

LINE_SHARE = "https://social-plugins.line.me/lineit/share?url="
FACEBOOK_SHARE = "https://www.facebook.com/sharer/sharer.php?u="


def describe(content: Content, pages: Sequence[Page]) -> list[Page]:
    """Return the pages with what they say of themselves; what a maker has said already stays."""
    describer = _Describer(content)
    titles = {page.address: page.title for page in pages}
    changed = last_changes(content)
    edits = edit_links(content)
    return [
        replace(
            page,
            graph=(*page.graph, *describer.graph(page), *describer.crumbs(page, titles)),
            updated=page.updated or changed.get(base_of(page.address)),
            share=describer.share(page),
            edit=edits.get(page.address, ""),
        )
        for page in pages
    ]


class _Describer:
    """What is looked up for each page, gathered once."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._posts: dict[str, tuple[str, Post]] = {
            addresses.entry_of(section, post.year, post.name): (section, post.data)
            for section, posts in content.library.posts
            for post in posts
        }
        self._documents: dict[str, Document] = {
            addresses.document_of(name): entry.data for name, entry in content.library.documents.items()
        }
        self._years = {addresses.year_of(addresses.OIT, one.year): one for one in content.catalogues}

    def graph(self, page: Page) -> Iterator[Node]:
        """Yield what the page is about."""
        if page.address in _ABOUT_THE_OFFICE:
            yield self._office()
        if page.address in self._posts:
            yield self._article(page, *self._posts[page.address])
        if page.address in self._documents:
            yield self._document(page, self._documents[page.address])
        if page.address in self._years:
            yield self._dataset(page, self._years[page.address])

    def crumbs(self, page: Page, titles: Mapping[str, str]) -> Iterator[Node]:
        """Yield the way from the home page to this one. It needs whole addresses."""
        if not self._content.site_url or page.address == addresses.HOME:
            return
        parts = page.address.split("/")
        above = ("/".join(parts[:count]) for count in range(len(parts)))
        way = [(titles[address], self._url(address)) for address in above if address in titles]
        way[0] = (self._content.office.label, way[0][1])
        # The page itself comes last and needs no address.
        steps = [*way, (page.title, None)]
        yield _node(
            "BreadcrumbList",
            itemListElement=[
                _typed("ListItem", position=number, name=name, item=url) for number, (name, url) in enumerate(steps, 1)
            ],
        )

    def share(self, page: Page) -> Share | None:
        """Return how the page is shared, or None while office.yaml does not say the site's address."""
        url = self._url(page.address)
        if url is None:
            return None
        coded = quote(url, safe="")
        return Share(url, href(f"{LINE_SHARE}{coded}"), href(f"{FACEBOOK_SHARE}{coded}"))

    # ── what there is ────────────────────────────────────────────────────────────────────────────────────────────

    def _office(self) -> Node:
        """Return the office. Sample values of a demonstration are for readers who see that they are samples."""
        office = self._content.office
        contact = office.contact
        own = [channel.url.href for channel in office.channels if channel.kind in ("facebook", "line")]
        other_names = [name for name in (office.short_name, office.name.en) if name]
        return _node(
            "GovernmentOrganization",
            **{"@id": self._id()},
            name=office.name.th,
            alternateName=other_names or None,
            url=self._url(addresses.HOME),
            address=_real(contact.address),
            telephone=_real(contact.phone),
            faxNumber=_real(contact.fax),
            email=_real(contact.email),
            hasMap=_real(contact.map_url.href if contact.map_url else None),
            sameAs=[url for url in own if _real(url)] or None,
        )

    def _article(self, page: Page, section: str, data: Post) -> Node:
        return _node(
            "NewsArticle" if section == addresses.NEWS else "Article",
            headline=data.title,
            datePublished=datetime.combine(data.date, time(), THAI_TIME).isoformat(),
            image=self._picture(data.cover),
            inLanguage="th",
            url=self._url(page.address),
            author=self._publisher(),
        )

    def _document(self, page: Page, data: Document) -> Node:
        served = self._content.assets.evidence(data.file) if data.file else None
        file = None
        if served and self._content.site_url:
            file = _typed(
                "MediaObject",
                contentUrl=f"{self._content.site_url}/{served.address}",
                contentSize=str(served.size),
                encodingFormat=served.media_type,
            )
        return _node(
            "DigitalDocument",
            name=data.title,
            description=data.summary,
            datePublished=data.issued.isoformat() if data.issued else None,
            encodingFormat=MEDIA_TYPES.get(extension(data.file)) if data.file else None,
            inLanguage="th",
            url=self._url(page.address),
            encoding=file,
            sameAs=data.url.href if data.url else None,
            publisher=self._publisher(),
        )

    def _dataset(self, page: Page, catalogue: Catalogue) -> Node:
        span = fiscal_span(catalogue.year)
        site = self._content.site_url
        return _node(
            "Dataset",
            name=page.title,
            description=page.description,
            temporalCoverage=f"{span.first.isoformat()}/{span.last.isoformat()}",
            inLanguage="th",
            isAccessibleForFree=True,
            url=self._url(page.address),
            creator=self._publisher(),
            distribution=[
                _typed(
                    "DataDownload",
                    encodingFormat=media_type,
                    contentUrl=f"{site}/{addresses.data_of(catalogue.year, name)}",
                )
                for name, media_type in _DATA_TYPES.items()
            ]
            if site
            else None,
        )

    def _publisher(self) -> Node:
        return _typed(
            "GovernmentOrganization",
            **{"@id": self._id()},
            name=self._content.office.name.th,
            url=self._url(addresses.HOME),
        )

    def _picture(self, cover: Picture | None) -> str | None:
        made = self._content.assets.picture(cover.file) if cover else None
        return f"{self._content.site_url}/{made.sizes[-1][0]}" if made and self._content.site_url else None

    def _id(self) -> str | None:
        """Return the one name of the office among all pages, so that they are known to speak of the same."""
        return f"{self._content.site_url}/#office" if self._content.site_url else None

    def _url(self, address: str) -> str | None:
        """Return the whole address of a page, which has a meaning only when the site's own is known."""
        site = self._content.site_url
        return (f"{site}/{address}/" if address else f"{site}/") if site else None


def _node(kind: str, **values: object) -> Node:
    """Return an object that stands by itself, without the values that are not known."""
    return {"@context": "https://schema.org", **_typed(kind, **values)}


def _typed(kind: str, **values: object) -> Node:
    return {"@type": kind, **{name: value for name, value in values.items() if value is not None}}


def _real(text: str | None) -> str | None:
    return None if text is None or is_placeholder(text) else text
