"""What a web page says: its title, its headings, its words, and a fingerprint that only a real change changes.

The fingerprint is made of the title and of the words of the page's main part, without what differs at each visit though
nobody changed the page: numbers (visitor counters, dates, times), names of months and days, “5 minutes ago”, spaces and
marks, and the parts around the content (menus, side bars, counters, log-in boxes, carousels). So a page whose only
change is a figure counts as unchanged: a checker that cries wolf is switched off, and then sees nothing at all. Files
are compared byte for byte.
"""

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree, html

from generator.dates import MONTHS, SHORT_MONTHS
from generator.text import normalise

_TITLE_LIMIT = 200
_HEADING_LIMIT = 300
_MOST_HEADINGS = 8
_UTF_16 = ("utf-16", "utf-16le", "utf-16be")
_BLOCKS = (
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr",
    "ul",
)  # fmt: skip

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""HTML may name characters (`&#1;`) that lxml reads and does not write."""

_SILENT = etree.XPath("//script | //style | //noscript | //template | //comment() | //processing-instruction()")
_MAIN = etree.XPath("//main | //*[@role = 'main']")
_AROUND = etree.XPath(
    ".//nav | .//aside | .//footer | .//form | .//select | .//button | .//iframe | .//time | .//marquee | .//*[@hidden]"
    " | .//*[@class or @id]"
)
_AROUND_TAGS = frozenset({"nav", "aside", "footer", "form", "select", "button", "iframe", "time", "marquee"})
_AROUND_NAMES = re.compile(
    r"(?:^|[\s_-])(?:counters?|visit(?:or)?s?|hits?|views?|stat(?:s|istics?)?|online|clock|date|time|weather|calendar"
    r"|side-?bar|widgets?|menu|nav(?:bar|igation)?|breadcrumbs?|related|popular|recent|latest|ticker|marquee|slider?"
    r"|slideshow|carousel|banners?|ads?|social|share|comments?|cookies?|footer|copyright|log-?in|search|modal|popup"
    r"|captcha)(?:$|[\s_-])",
    re.IGNORECASE,
)

_DAYS = (
    "วัน", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์", "พ.ศ.", "ค.ศ.", "น.",
    "วินาที", "นาที", "ชั่วโมง", "สัปดาห์", "เดือน", "ปี", "ที่แล้ว", "ที่ผ่านมา", "เมื่อสักครู่", "เมื่อวาน", "วันนี้",
)  # fmt: skip
_ENGLISH = (
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september"
    r"|october|november|december|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday"
    r"|just now|[ap]m|(?:second|minute|hour|day|week|month|year)s?(?: ago)?)\b"
)
_NAMES = sorted((*MONTHS, *SHORT_MONTHS, *_DAYS), key=len, reverse=True)
_PASSING = re.compile("|".join((_ENGLISH, *map(re.escape, _NAMES))), re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]|[\u0e30-\u0e3a\u0e40-\u0e4e]")


@dataclass(frozen=True)
class Page:
    """What a page says. Texts are on one line."""

    title: str = ""
    headings: tuple[str, ...] = ()
    text: str = ""
    """Everything a visitor could read."""
    fingerprint: str = ""
    asks_password: bool = False
    marked_missing: bool = False
    """WordPress marks its own “not found” page, in whatever language it is written."""


def read_page(sample: bytes, charset: str | None) -> Page:
    """Return what the HTML in `sample` says; `charset` is what the server called it. Nothing in it raises."""
    text = decoded(sample, charset)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return Page()
    asks_password = any(field.get("type", "").strip().lower() == "password" for field in tree.iter("input"))
    title = _line(next((_words(found) for found in tree.iter("title")), ""))
    for element in _elements(_SILENT, tree):
        element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.text, element.tail = _apart(element.text), _apart(element.tail)
    body = next(tree.iter("body"), tree)
    headings = [_line(_words(found))[:_HEADING_LIMIT] for found in body.iter("h1")]
    return Page(
        title=shown(title),
        headings=tuple(filter(None, headings[:_MOST_HEADINGS])),
        text=_line(_words(body)),
        asks_password=asks_password,
        marked_missing="error404" in body.get("class", "").split(),
        fingerprint=_fingerprint(title, tree, body),  # last: it takes the tree apart
    )


def decoded(sample: bytes, charset: str | None) -> str:
    """Return the text of a page. Old Thai pages are in TIS-620, often without saying so, or saying something else."""
    try:
        # Incremental, because the sample may end within a character.
        return codecs.getincrementaldecoder("utf-8")().decode(sample.removeprefix(codecs.BOM_UTF8))
    except UnicodeDecodeError:
        pass
    declared = (charset or "").strip("\"' ").lower()
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = "utf-16"
    return sample.decode(declared if declared in _UTF_16 else "cp874", "replace")


def shown(text: str) -> str:
    """Return a text of others as the ledger keeps it: short, and without characters that can't be seen."""
    return "".join(character for character in text if character.isprintable())[:_TITLE_LIMIT].strip()


def _apart(text: str | None) -> str:
    """Return the text with a space before it: what stands in two blocks is not one word."""
    return " " + _NOT_XML.sub("", text or "")


def _line(text: str) -> str:
    return " ".join(normalise(text).split())


def _elements(query: etree.XPath, tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Yield what the query finds below the root; a comment before the page has no parent to be dropped from."""
    for element in cast("list[html.HtmlElement]", query(tree)):  # the queries above ask for nodes only
        if element.getparent() is not None:
            yield element


def _words(element: Any) -> str:  # noqa: ANN401 - the stubs know this of fewer elements than lxml
    return str(element.text_content())


def _fingerprint(title: str, tree: html.HtmlElement, body: html.HtmlElement) -> str:
    """Return the SHA-256 of what the page is about."""
    main = next(_elements(_MAIN, tree), body)
    half = len(_words(main)) / 2
    for element in _elements(_AROUND, main):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        around = element.tag in _AROUND_TAGS or element.get("hidden") is not None or _AROUND_NAMES.search(names)
        # What holds most of the page is its content, whatever it is called (`content-with-sidebar`).
        if around and element is not main and len(_words(element)) < half:
            element.drop_tree()
    words = _PASSING.sub(" ", f"{title} {_line(_words(main))}".casefold())
    kept = "".join(_LETTER.findall(normalise(words)))
    return hashlib.sha256(kept.encode()).hexdigest()
