"""The links of a cell: what each is called there and where it really leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urljoin, urlsplit

from pydantic_core import PydanticCustomError

from generator.fields import parse_url
from generator.tables.sheet import Cell
from generator.text import ANY_ZERO_WIDTH, arabic_digits, one_line

_ADDRESS = re.compile(r"(?i)(?:https?://|^\s*www\.)[^\s<>\"“”]+")
_NO_LETTER = re.compile("(?:[^\\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[\\d_])+")
"""All but letters, and the Thai vowels and tone marks that `re` takes for no part of a word."""
_NEXT_ADDRESS = re.compile(r"(?i)[,;|]+(?=https?://|www\.)")
_WEAK = re.compile(
    r"(?:(?:คลิก|กด|ดู|เปิด|อ่าน|ดาวน์โหลด|โหลด|รายละเอียด|ลิงก์|ลิงค์|เอกสาร|ไฟล์|หลักฐาน|แนบ|อ้างอิง|เพิ่มเติม|ต่อ|ที่นี่|ที่นี้|ตรงนี้"
    r"|เว็บไซต์|เวปไซต์|หน้าเว็บ|ประกอบ|url|links?|click|here|download|view|more|read|open|pdf|files?|details?|ที่)\s*)+"
)
_WRAPPED = {("www.google.com", "/url"): ("q", "url"), ("l.facebook.com", "/l.php"): ("u",)}
"""Addresses that only lead on to another, by host and path, with the names of the parameter that holds it."""


@dataclass(frozen=True)
class Link:
    """A link to evidence. title: what the table calls it, or None when it only says “click here”."""

    title: str | None
    url: str


@dataclass(frozen=True)
class Lost:
    """A link that can't be evidence: the rule that says why, and the link as the table has it."""

    code: str
    value: str


@dataclass(frozen=True)
class Contents:
    """What a cell holds: links in their order, links that are lost, and the text that names no link."""

    links: tuple[Link, ...]
    lost: tuple[Lost, ...]
    text: str


def is_weak(text: str) -> bool:
    """Return whether a link's text says nothing of what it leads to: “รายละเอียด 1”, “คลิก”, an address."""
    plain = _NO_LETTER.sub(" ", arabic_digits(ANY_ZERO_WIDTH.sub("", text)).lower()).strip()
    return not plain or _ADDRESS.match(text.strip()) is not None or _WEAK.fullmatch(plain) is not None


def contents(cell: Cell, base: str | None, *, prose: bool = False) -> Contents:
    """Return what a cell holds.

    base: the address that relative links start from, or None. prose: addresses in its text are part of what it says
    and no evidence, and all of the text is wanted.
    """
    links: list[Link] = []
    lost: list[Lost] = []
    texts: list[str] = []
    above = ""
    for line in _lines(cell, prose=prose):
        if all(href is None for _, href in line):
            if above := one_line("".join(text for text, _ in line)):
                texts.append(above)
            continue
        for before, text, href, after in _in_context(line):
            answer = resolve(href, base)
            if isinstance(answer, Lost):
                lost.append(answer)
                continue
            own = one_line(text)
            called = next((name for name in (own, _name(before), _name(above), after) if not is_weak(name)), None)
            if above and called == _name(above):
                texts.pop()
            links.append(Link(called, answer))
            above = ""
    return Contents(tuple(links), tuple(lost), cell.text if prose else "\n".join(texts))


def _in_context(line: list[tuple[str, str | None]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield each link of a line: the text since the link before it, its own text, its address, the text after it.

    Text after a link names it only where the line has no other.
    """
    alone = sum(href is not None for _, href in line) == 1
    before = ""
    for number, (text, href) in enumerate(line):
        if href is None:
            before += text
        else:
            yield before, text, href, _name("".join(text for text, _ in line[number + 1 :])) if alone else ""
            before = ""


def _name(text: str) -> str:
    """Return the text before a link without the bullet, number or colon around it."""
    return re.sub(r"^[\s•·*○●▪◦►▶✔✓–-]*(?:[0-9๐-๙]+[.)]\s*)*|[\s:–,;|(\[-]+$", "", one_line(text))


def _lines(cell: Cell, *, prose: bool) -> Iterator[list[tuple[str, str | None]]]:
    """Yield each line of a cell as texts (None) and links (their address), bare addresses made links."""
    line: list[tuple[str, str | None]] = []
    for piece in cell.pieces:
        if piece.href is not None:
            line.append((piece.text, piece.href))
            continue
        for number, text in enumerate(re.split(r"[\r\n]+", piece.text)):
            if number and line:
                yield line
                line = []
            line.extend([(text, None)] if prose else _with_addresses(text))
    if line:
        yield line


def _with_addresses(text: str) -> Iterator[tuple[str, str | None]]:
    since = 0
    text = ANY_ZERO_WIDTH.sub("", text)
    for match in _ADDRESS.finditer(text):
        yield text[since : match.start()], None
        since = match.end()
        for part in _NEXT_ADDRESS.split(match[0]):
            address = _trimmed(part.strip())
            yield address, address
    yield text[since:], None


def _trimmed(address: str) -> str:
    """Return an address from running text without the punctuation that follows it."""
    while address and (address[-1] in ".,;:!?'’»|" or _closes_nothing(address)):
        address = address[:-1]
    return address


def _closes_nothing(address: str) -> bool:
    return any(address.endswith(end) and address.count(start) < address.count(end) for start, end in ("()", "[]", "{}"))


def resolve(href: str, base: str | None) -> str | Lost:
    """Return where a link leads, or why that can't be evidence."""
    text = re.sub(r"[\t\r\n]", "", ANY_ZERO_WIDTH.sub("", href)).strip()
    if text.startswith(("#", "=")) or not text:
        return Lost("import-link-not-web", href)
    if text.startswith("//"):
        text = f"https:{text}"
    elif re.match(r"(?i)www\.", text):
        text = f"http://{text}"  # as browsers and Excel take it
    scheme = re.match(r"(?i)([a-z][a-z0-9+.-]*):", text)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return Lost("import-link-not-web", href)
    if scheme is None:
        if base is None:
            return Lost("import-link-relative", href)
        text = urljoin(base, text)
    try:
        return parse_url(_unwrapped(text)).text
    except (PydanticCustomError, ValueError):
        return Lost("import-link-refused", href)


def _unwrapped(address: str) -> str:
    """Return the address that a redirect of a saved page leads to, or the address itself."""
    parts = urlsplit(address)
    for name in _WRAPPED.get((parts.netloc.lower(), parts.path), ()):
        for inner in parse_qs(parts.query).get(name, ()):
            if inner.startswith(("http://", "https://")):
                return inner
    return address
