"""Text into pages: plain text that stays plain, and Markdown fields rendered by themselves.

A Markdown field becomes clean HTML here, alone, before it meets the page: an open fence or a forged reference in it
can't reach what follows, HTML in it is text, and only an allow-list of elements and addresses comes out. That is why
the page's Markdown carries HTML where a person wrote Markdown.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from pydantic_core import PydanticCustomError

from generator.fields import good_file_name, parse_url
from generator.text import normalise

_PUNCTUATION = {ord(mark): f"&#{ord(mark)};" for mark in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}


def literal(text: str) -> str:
    """Return `text` so that Markdown and HTML both show exactly it, in running text and in quoted attributes.

    Every ASCII punctuation mark becomes a character reference, because Python-Markdown has no escape for some of them.
    """
    return text.translate(_PUNCTUATION)


_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_MARKS = re.compile(
    r"^[ \t]*[-:=| ]{3,}$|^[ \t]*(?:#+|>|[-*+]|[0-9]+[.)])[ \t]+|[*`|]+|(?<!\w)_+|_+(?!\w)", re.MULTILINE
)


def spoken(text: str) -> str:
    """Return roughly the words of a Markdown field, for the search: links by their text, no marks, one line."""
    return " ".join(_MARKS.sub(" ", _LINK.sub(r"\1", text)).split())


@dataclass(frozen=True)
class Target:
    """A link or picture that a Markdown field asks for."""

    kind: str
    address: str
    text: str


Resolve = Callable[[Target], str | None]
"""Gives the address to put into the page, or None to leave the link out."""

_TAGS = {
    "p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height", "loading", "srcset", "sizes"}, "ol": {"start"}}


def to_html(text: str, resolve: Resolve, *, top: int = 2) -> str:
    """Return the HTML of a Markdown field whose highest heading becomes `<h{top}>`."""
    html = _renderer(top).convert(text, resolve)
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener"
    )
    # A table may be wider than a phone: it scrolls by itself, and can be reached by keyboard to do so.
    return clean.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")


def targets(text: str) -> list[Target]:
    """Return every link and picture of a Markdown field, in order; none of a text that is too dense to be honest."""
    if ("[" not in text and "<" not in text) or is_dense(text):
        return []
    found: list[Target] = []

    def note(target: Target) -> None:
        found.append(target)

    _renderer(2).convert(text, note)
    return found


_MOST_BRACKETS = 2_000


def is_dense(text: str) -> bool:
    """Return whether a text has so many brackets that Python-Markdown would stall: its time grows as their square."""
    return text.count("[") > _MOST_BRACKETS


_CODE = re.compile(r"(?ms)^(`{3,}|~{3,}).*?^\1|`[^`\n]+`")
_INDENTED = re.compile(r"(?m)(?<=\n\n)(?:^(?: {4}|\t).*(?:\n|\Z))+")
# Opening tags only, so that a pair is told once; what follows `](` is an address.
_TAG = re.compile(r"(?<!\]\()<(?:[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>?|!--|!\[CDATA\[|\?[a-z])")


def html_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the text of each HTML tag in a Markdown field, code left aside."""
    text = _INDENTED.sub(lambda found: " " * len(found[0]), text) if "    " in text or "\t" in text else text
    blanked = _CODE.sub(lambda found: " " * len(found[0]), text) if "`" in text or "~~~" in text else text
    for found in _TAG.finditer(blanked):
        yield found.start(), found[0]


class _Renderer:
    """Python-Markdown without raw HTML, with headings below the page's own and links resolved."""

    def __init__(self, top: int) -> None:
        self._tame = _Tame(top)
        self._markdown = Markdown(extensions=["fenced_code", "tables", "sane_lists", self._tame])

    def convert(self, text: str, resolve: Callable[[Target], Any]) -> str:
        """Return the HTML of `text`; every link and picture in it is put to `resolve`."""
        self._tame.resolve = resolve
        return self._markdown.reset().convert(text)


@cache
def _renderer(top: int) -> _Renderer:
    """Return the one renderer for this level of headings: making one costs as much as a page of text."""
    return _Renderer(top)


class _Tame(Extension):
    def __init__(self, top: int) -> None:
        super().__init__()
        self.resolve: Callable[[Target], Any] = lambda _: None
        self.top = top

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Take raw HTML out of the parser and put our tree walk in."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Walk(md, self), "prongsai", 0)


@dataclass
class _Walk(Treeprocessor):
    md: Markdown
    tame: _Tame
    levels: dict[str, str] = field(default_factory=dict)

    def run(self, root: Element) -> None:
        """Renumber the headings without gaps, and let every link and picture be judged."""
        used = sorted({node.tag for node in root.iter() if re.fullmatch("h[1-6]", str(node.tag))})
        self.levels = {tag: f"h{min(6, self.tame.top + number)}" for number, tag in enumerate(used)}
        for node in root.iter():
            node.tag = self.levels.get(node.tag, node.tag)
            if node.tag == "a":
                self._link(node)
            elif node.tag == "img":
                self._picture(node)

    def _link(self, node: Element) -> None:
        address = self._unescaped(node.attrib["href"])
        resolved = self.tame.resolve(Target("link", address, "".join(node.itertext())))
        node.attrib.clear()
        if resolved is not None:
            node.set("href", resolved)

    def _picture(self, node: Element) -> None:
        alt = self._unescaped(node.attrib["alt"])
        resolved = self.tame.resolve(Target("picture", self._unescaped(node.attrib["src"]), alt))
        node.attrib.clear()
        if resolved is None:
            node.tag = "span"
        else:
            node.set("src", resolved)
            node.set("alt", alt)
            node.set("loading", "lazy")

    def _unescaped(self, text: str) -> str:
        """Return an attribute's text without Python-Markdown's placeholders (it hides `@` of mail links in them)."""
        found = re.sub("\x02(\\d+)\x03", lambda match: chr(int(match[1])), text)
        return re.sub("\x02amp\x03#(\\d+);", lambda match: chr(int(match[1])), found)


def kind_of_target(address: str) -> str:
    """Return what an address in a Markdown field is: web, mail, file, page, fragment or bad."""
    if re.match(r"(?i)(mailto|tel):", address):
        return "mail" if re.fullmatch(r"(?i)(mailto:[^\s<>\"']+@[^\s<>\"']+|tel:[0-9+ -]+)", address) else "bad"
    if address.startswith(("files/", "/files/", "./files/")):
        parts = (file_of_target(address) or "").split("/")
        return "file" if all(good_file_name(part) for part in parts) else "bad"
    if address.startswith("/") and not address.startswith("//"):
        return "page" if re.fullmatch(r"/[A-Za-z0-9/_-]*(#[A-Za-z0-9_-]+)?", address) else "bad"
    try:
        parse_url(address)
    except PydanticCustomError:
        return "bad"  # `#…` too: nothing within a Markdown field has an id to lead to
    return "web"


def file_of_target(address: str) -> str | None:
    """Return the path `files/…` that a Markdown address names, without its fragment, or None."""
    path = normalise(unquote(address.partition("#")[0])).removeprefix("./").strip("/")
    return path if path.startswith("files/") else None
