"""`/feed.xml` (RSS 2.0) and `/feed.json` (JSON Feed 1.1): news, and what changed in the disclosures, newest first.

A feed is read far from the site, so every address in it is whole; a site without `url` has no feed. What happened on a
day is known by the day only, so its time is the day's first moment in Thailand.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from email.utils import format_datetime
from html import escape as escape_html
from xml.sax.saxutils import escape, quoteattr

from generator import addresses
from generator.exports.dataset import link
from generator.exports.encoders import json_bytes
from generator.fields import Picture
from generator.kinds.oit import Disclosure
from generator.ledger import THAI_TIME
from generator.pages import Content, Page
from generator.pages.page import Answer, blurb
from generator.readiness import STATUS_TH

MOST = 50
"""How many entries a feed holds: more than an office makes in a month, and little enough for a phone."""

RSS_TYPE = "application/rss+xml"
JSON_TYPE = "application/feed+json"
TYPES = {addresses.RSS: RSS_TYPE, addresses.JSON_FEED: JSON_TYPE}
"""The media types of the feeds, by address."""

NEWS_TH = "ข่าว"
DISCLOSURE_TH = "ข้อมูลสาธารณะ"
PUBLISHED_TH = "เผยแพร่"
UPDATED_TH = "ปรับปรุง"


@dataclass(frozen=True)
class Image:
    """The picture of an entry: its whole address, and its size in bytes."""

    url: str
    media_type: str
    size: int


@dataclass(frozen=True)
class FeedEntry:
    """Something that happened on a day. `id` never changes, so nobody is told of it twice; texts are plain."""

    id: str
    url: str
    day: date
    category: str
    title: str
    summary: str
    image: Image | None = None


def feeds(content: Content, pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - as every export
    """Yield both feeds."""
    if content.site_url:
        entries = newest(content)
        yield addresses.RSS, _rss(content, entries)
        yield addresses.JSON_FEED, _json(content, entries)


def newest(content: Content) -> list[FeedEntry]:
    """Return the newest entries; those of one day in the order of their addresses."""
    entries = list(_news(content))
    for answer in content.answers.values():
        entries += _disclosed(content, answer)
    return sorted(entries, key=lambda entry: (-entry.day.toordinal(), entry.id))[:MOST]


def _news(content: Content) -> Iterator[FeedEntry]:
    for post in content.library.news:
        url = link(content, addresses.entry_of(addresses.NEWS, post.year, post.name))
        data = post.data
        summary = blurb(data.summary, data.title, limit=300)
        yield FeedEntry(url, url, data.date, NEWS_TH, data.title, summary, _image(content, data.cover))


def _image(content: Content, cover: Picture | None) -> Image | None:
    made = content.assets.picture(cover.file) if cover else None
    if made is None:
        return None
    address, _ = made.sizes[-1]
    return Image(link(content, address), "image/webp", content.assets.size_of(address))


def _disclosed(content: Content, answer: Answer) -> Iterator[FeedEntry]:
    """Yield what the office says it did to an item: published it, changed it, and with which words."""
    if answer.entry is None:
        return
    url = link(content, answer.address)
    name = f"{answer.item.code} {answer.item.title.th} (ปี {answer.catalogue.year})"
    for day, anchor, did, note in _events(answer.entry.data):
        yield FeedEntry(f"{url}#{anchor}", url, day, DISCLOSURE_TH, f"{did} {name}", blurb(note, limit=300))


def _events(data: Disclosure) -> Iterator[tuple[date, str, str, str]]:
    """Yield (day, what tells it from the others, what was done, what is said of it)."""
    answer = data.explanation or STATUS_TH[data.status]
    if data.published and data.status != "preparing":
        yield data.published, "published", PUBLISHED_TH, answer
    seen: Counter[date] = Counter()
    for change in data.changes:
        seen[change.date] += 1
        yield change.date, f"changed-{change.date.isoformat()}-{seen[change.date]}", UPDATED_TH, change.note
    # A day that has its own words needs no second entry.
    if data.updated and data.updated != data.published and data.updated not in seen:
        yield data.updated, f"updated-{data.updated.isoformat()}", UPDATED_TH, answer


def _title(content: Content) -> str:
    return f"{NEWS_TH}และ{DISCLOSURE_TH} {content.office.label}"


def _description(content: Content) -> str:
    return f"{NEWS_TH}ล่าสุด และการเปลี่ยนแปลงของ{DISCLOSURE_TH} (OIT) ของ{content.office.name.th}"


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), THAI_TIME)


# ── RSS ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rss(content: Content, entries: Sequence[FeedEntry]) -> bytes:
    self_url = link(content, addresses.RSS)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
        "<channel>",
        _element("title", _title(content)),
        _element("link", link(content, addresses.HOME)),
        _element("description", escape_html(_description(content))),
        _element("language", "th"),
        *([_element("lastBuildDate", format_datetime(_moment(entries[0].day)))] if entries else ()),
        f'<atom:link rel="self" type="{RSS_TYPE}" href={quoteattr(self_url)}/>',
        *(line for entry in entries for line in _rss_item(entry)),
        "</channel>",
        "</rss>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _rss_item(entry: FeedEntry) -> Iterator[str]:
    yield "<item>"
    yield _element("title", entry.title)
    yield _element("link", entry.url)
    yield f'<guid isPermaLink="{"true" if entry.id == entry.url else "false"}">{escape(entry.id)}</guid>'
    yield _element("pubDate", format_datetime(_moment(entry.day)))
    yield _element("category", entry.category)
    # Readers take a description for HTML, so what is plain text must be escaped as HTML and then as XML.
    yield _element("description", escape_html(entry.summary, quote=False))
    if entry.image:
        image = entry.image
        yield f'<enclosure url={quoteattr(image.url)} length="{image.size}" type="{image.media_type}"/>'
    yield "</item>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


# ── JSON Feed ────────────────────────────────────────────────────────────────────────────────────────────────────


def _json(content: Content, entries: Sequence[FeedEntry]) -> bytes:
    home = link(content, addresses.HOME)
    return json_bytes(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": _title(content),
            "home_page_url": home,
            "feed_url": link(content, addresses.JSON_FEED),
            "description": _description(content),
            "language": "th",
            "authors": [{"name": content.office.name.th, "url": home}],
            "items": [_json_item(entry) for entry in entries],
        }
    )


def _json_item(entry: FeedEntry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary,
        "date_published": _moment(entry.day).isoformat(),
        "tags": [entry.category],
    }
    return item | {"image": entry.image.url} if entry.image else item
