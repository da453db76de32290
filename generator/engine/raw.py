"""Keeps the HTML of our templates out of the Markdown parser, which would only copy it, and slowly.

Two thirds of MkDocs' time went into Python's HTML parser, reading blocks that Python-Markdown passes on as they are. A
block is taken out when it stands alone between blank lines and closes what it opens; a mark holds its place.
tests/test_engine.py compares the result with what the parser makes of the whole text.
"""

import re
from functools import cache

MARK = "prongsai-html-{}"
_BLOCK = re.compile(
    r"<(address|article|aside|blockquote|dl|details|div|fieldset|figure|footer|form|header|h[1-6]|main|nav|ol|p|section|"
    r"table|ul)(?=[\s>])"
)
_REFERENCE = re.compile(r"&#([0-9]{2,3});")
_NEEDED = frozenset("<>&\"'")
_MARKED = re.compile(r"<p>prongsai-html-(\d+)</p>")


def take(text: str) -> tuple[str, list[str]]:
    """Return `text` with a paragraph of its own in place of each block of HTML, and the blocks in order."""
    if "prongsai-html-" in text:
        return text, []
    blocks: list[str] = []
    kept: list[str] = []
    lines = text.split("\n")
    at = 0
    alone = True
    while at < len(lines):
        end = _end(lines, at) if alone else None
        if end is None:
            kept.append(lines[at])
            alone = not lines[at].strip()
            at += 1
        else:
            kept.append(MARK.format(len(blocks)))
            blocks.append("\n".join(lines[at:end]))
            at, alone = end, True
    return "\n".join(kept), blocks


def give_back(html: str, blocks: list[str]) -> str:
    """Return the HTML with every block in its place."""
    return _MARKED.sub(lambda found: blocks[int(found[1])], html) if blocks else html


def plain(html: str) -> str:
    """Return the HTML with punctuation as itself where it had to be kept from Markdown, and only from Markdown."""
    return _REFERENCE.sub(_plain_mark, html)


def _plain_mark(found: re.Match[str]) -> str:
    mark = chr(int(found[1]))
    return found[0] if mark in _NEEDED or not (mark.isascii() and mark.isprintable()) else mark


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?=[\s>])")


def _end(lines: list[str], start: int) -> int | None:
    """Return the line after the block of HTML that begins at `start`, or None when none does, or it ends oddly."""
    opening = _BLOCK.match(lines[start])
    if opening is None:
        return None
    tags = _tags(opening[1])
    depth = 0
    for number in range(start, len(lines)):
        for tag in tags.finditer(lines[number]):
            depth += -1 if tag[1] else 1
            if depth == 0 and lines[number][tag.end() :].strip() != ">":
                return None  # something follows on the same line, and Markdown has a say in that
        if depth == 0:
            after = number + 1
            return after if after == len(lines) or not lines[after].strip() else None
    return None
