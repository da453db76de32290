"""Reads the built site back as a browser would, and says which links lead nowhere and which requests leave it.

Pages are checked after they are built, because that is what visitors get: a link may be right in the content and wrong
after two templates. What a page holds is remembered by the page's content, so an unchanged site costs only reading it.
"""

import os
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from generator.memory import Memory, digest

LINKS = etree.XPath("//a/@href | //area/@href | //form/@action | //@formaction", smart_strings=False)
REQUESTS = etree.XPath(
    "//@src | //@poster | //object/@data | //image/@href | //use/@href | //@*[name()='xlink:href']", smart_strings=False
)
SETS = etree.XPath("//@srcset | //@imagesrcset", smart_strings=False)
STYLES = etree.XPath("//@style | //style/text()", smart_strings=False)
REFRESHES = etree.XPath("//meta[@http-equiv]/@content", smart_strings=False)
IDS = etree.XPath("//@id", smart_strings=False)
NAMES = etree.XPath("//a/@name", smart_strings=False)

CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+)(["']?)(.*?)\1\s*[);]""", re.IGNORECASE | re.DOTALL)
REFRESH_URL = re.compile(r"""^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?["']?(.*?)["']?\s*$""", re.IGNORECASE | re.DOTALL)
FETCHED = frozenset({"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload"})
FETCHED |= frozenset({"prefetch", "prerender", "preconnect", "dns-prefetch"})
"""Values of rel that make a browser connect; canonical, license and alternate do not."""

FREE = ("admin/",)
"""The form editor may load from elsewhere; nothing a visitor sees may."""
ERROR_PAGE = "404.html"
"""Served at any depth, so the only page whose links begin with `/`."""


@dataclass(frozen=True, order=True)
class WebFault:
    """One fault of one page.

    kind: missing (no such file), fragment (no such id there), duplicate-id, absolute (starts with `/`, which breaks
    under a sub-path), beyond-root, other-host (a request leaves the site), script (javascript:), bad-url.
    """

    page: str
    target: str
    """As resolved from the site's root for `missing` and `fragment`; otherwise as it stands in the page."""
    kind: str


@dataclass(frozen=True)
class Holding:
    """What one page holds that other files decide about, and the faults that it shows alone."""

    files: tuple[str, ...] = ()
    """Site-relative paths that must exist."""
    anchors: tuple[str, ...] = ()
    """`path#id`, where the page at `path` must have that id."""
    ids: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    """(target, kind)"""


def check_site(
    out: Path, cache: Path, *, skip: Sequence[str] = (), known: Mapping[str, str] | None = None
) -> list[WebFault]:
    """Check every HTML page and stylesheet under `out`, and return all faults, sorted.

    cache: a folder to remember pages in. skip: prefixes of site paths whose HTML is not ours (evidence people dropped).
    known: a digest of what some files were made from, which tells as much of them as their content.
    """
    files = set(_walk(str(out), ""))
    memory = Memory(cache / "webcheck")
    shelf = memory.shelf("pages")
    holdings: dict[str, Holding] = {}
    for path in sorted(files):
        if path.endswith((".html", ".css")) and not path.startswith(tuple(skip)):
            made_from = known.get(path) if known else None
            content = b"" if made_from else (out / path).read_bytes()
            key = digest(path, made_from or content)
            holdings[path] = shelf.recall(key, partial(_read, out, path))
    memory.save()

    faults = [WebFault(page, *fault) for page, holding in holdings.items() for fault in holding.faults]
    for page, holding in holdings.items():
        faults += [WebFault(page, target, "missing") for target in holding.files if target not in files]
        faults += [WebFault(page, anchor, "fragment") for anchor in _lost(holding.anchors, holdings)]
    return sorted(faults)


def _walk(folder: str, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}"


def _read(out: Path, path: str) -> Holding:
    return read(path, (out / path).read_bytes())


def _lost(anchors: Iterable[str], holdings: dict[str, Holding]) -> Iterator[str]:
    for anchor in anchors:
        target, _, fragment = anchor.partition("#")
        if target in holdings and target.endswith(".html") and fragment not in holdings[target].ids:
            yield anchor


def read(path: str, content: bytes) -> Holding:
    """Return what the file `path` (site-relative, .html or .css) with these bytes holds."""
    text = content.decode("utf-8", "replace")
    found = _Found(path)
    if path.endswith(".css"):
        found.styles([text])
        return found.holding([], [])
    if not text.strip():
        return Holding()
    tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for target in _texts(LINKS, tree):
        found.link(target)
    for target in _texts(REQUESTS, tree):
        found.request(target)
    for candidates in _texts(SETS, tree):
        for candidate in re.split(r",\s+|,$", candidates.strip()):
            found.request(candidate.split()[0] if candidate.strip() else "")
    for element in tree.iter("link"):
        fetched = not FETCHED.isdisjoint(element.get("rel", "").lower().split())
        found.link(element.get("href", ""), fetched=fetched)
    for refresh in _texts(REFRESHES, tree):
        if match := REFRESH_URL.match(refresh):
            found.link(match[1])
    found.styles(_texts(STYLES, tree))
    return found.holding(_texts(IDS, tree), _texts(NAMES, tree))


def _texts(query: etree.XPath, tree: html.HtmlElement) -> list[str]:
    return cast("list[str]", query(tree))  # the queries above ask for attributes and text only


class _Found:
    """Collects the targets of one page, each judged once."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._folder = posixpath.dirname(page)
        self._files: dict[str, None] = {}
        self._anchors: dict[str, None] = {}
        self._own: dict[str, None] = {}
        self._faults: dict[tuple[str, str], None] = {}

    def styles(self, texts: Iterable[str]) -> None:
        """Take the addresses in pieces of CSS."""
        for text in texts:
            for match in CSS_URL.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
                if not match[2].startswith("#"):
                    self.request(match[2])

    def request(self, target: str) -> None:
        """Take an address that the browser fetches by itself."""
        self.link(target, fetched=True)

    def link(self, target: str, *, fetched: bool = False) -> None:
        """Take an address, and note which file or id it needs, or what is wrong with it."""
        try:
            parts = urlsplit(target.strip())
        except ValueError:
            self._fault(target, "bad-url")
            return
        if parts.scheme.lower() == "javascript":
            self._fault(target, "script")
        elif parts.scheme or parts.netloc:
            if fetched and parts.scheme.lower() not in {"data", "blob", "about"} and not self._page.startswith(FREE):
                self._fault(target, "other-host")
        elif "\\" in parts.path:
            self._fault(target, "bad-url")
        elif parts.path.startswith("/"):
            if self._page != ERROR_PAGE:
                self._fault(target, "absolute")
        else:
            self._inside(target, unquote(parts.path), unquote(parts.fragment))

    def holding(self, ids: Sequence[str], names: Sequence[str]) -> Holding:
        """Return all of it, in an order that depends on the page alone."""
        for twice, count in Counter(ids).items():
            if count > 1:
                self._fault(f"#{twice}", "duplicate-id")
        anchors = [*self._anchors, *(f"{self._page}#{fragment}" for fragment in self._own)]
        return Holding(tuple(self._files), tuple(anchors), tuple(dict.fromkeys([*ids, *names])), tuple(self._faults))

    def _inside(self, target: str, path: str, fragment: str) -> None:
        fragment = fragment.partition(":~:")[0]  # a text fragment is the browser's matter
        if path:
            resolved = posixpath.normpath(posixpath.join(self._folder, path))
            if resolved == ".." or resolved.startswith("../"):
                self._fault(target, "beyond-root")
                return
            if path.endswith(("/", "/.", "/..")) or path in {".", ".."}:
                resolved = posixpath.normpath(posixpath.join(resolved, "index.html"))
            self._files[resolved] = None
            if fragment and not resolved.startswith(FREE):  # there it is a place in the editor, not an id
                self._anchors[f"{resolved}#{fragment}"] = None
        elif fragment and fragment != "top":
            self._own[fragment] = None

    def _fault(self, target: str, kind: str) -> None:
        self._faults[target, kind] = None
