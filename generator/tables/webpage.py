"""Saved web pages: their tables, and items that are headings with lists of links below them.

A page is read as one run of rows. Lines outside tables become rows only where they have an item's code or stand under
a line that has one; menus and footers stay out. What stands under a code ends where the part of the page ends that
holds it and no other code, so that the links below a list don't fall to its last item.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from generator.tables.codes import lettered, numbered
from generator.tables.delimited import UNKNOWN_ENCODING, decoded
from generator.tables.sheet import Cell, Piece, Refusal, Row, Sheet

_SILENT = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "svg",
        "math",
        "select",
        "textarea",
        "iframe",
        "object",
    }
)
_FURNITURE = frozenset({"nav", "header", "footer", "aside"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "label",
     "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "br", "button"}
)  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption", "legend", "button"})
_DEEPEST = 30
"""Tables within tables; what is deeper is no page that anybody made."""
_MOST_SPANNED = 1_000
"""As browsers bound it."""
Element = Any
"""lxml's stubs and its parsers disagree on what an element is."""


def read_webpage(content: bytes) -> tuple[Sheet, ...] | Refusal:
    """Return the page as one sheet."""
    said = re.search(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{1,30})", content[:4096])
    text = decoded(content, said[1].decode("ascii", "replace") if said else None)
    if text is None:
        return UNKNOWN_ENCODING
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml_html.document_fromstring(text.encode("utf-8") or b"<p>", parser=parser)
    page = _Page()
    page.walk(root)
    rows, loose = page.finish()
    return (Sheet("", rows, base=_base(root, text), loose=loose),)


def _base(root: Element, text: str) -> str | None:
    """Return the address that the page was at, by what it says itself, or by what the browser that saved it wrote."""
    said = [
        *root.xpath("//base/@href"),
        *root.xpath("//link[@rel='canonical']/@href"),
        *root.xpath("//meta[@property='og:url']/@content"),
        *re.findall(r"<!-- saved from url=\(\d+\)(\S+) -->", text[:4096]),
    ]
    return next((str(one).strip() for one in said if _is_whole(str(one).strip())), None)


def _is_whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


@dataclass
class _Line:
    """A line outside tables, or a row of one (`row`), and the element that holds it."""

    holder: Element
    pieces: list[Piece]
    number: int
    row: Row | None = None
    heading: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces).strip()


@dataclass
class _Page:
    lines: list[_Line] = field(default_factory=list)
    tables: int = 0
    loose: int = 0

    def walk(self, root: Element) -> None:
        """Take the page apart in its order."""
        gathered = _Gathered()
        for event, element in (walker := etree.iterwalk(root, events=("start", "end", "comment", "pi"))):
            if not isinstance(element.tag, str):
                if event == "comment":
                    gathered.text(element.tail)
                continue
            tag = element.tag.lower()
            if event == "start" and (tag in _SILENT or tag in _FURNITURE or element.get("role") == "navigation"):
                self.loose += len(element.xpath(".//a[@href]"))
                walker.skip_subtree()
            elif event == "start" and tag == "table":
                self._flush(gathered, element)
                self._table(element)
                walker.skip_subtree()
            elif event == "start":
                if tag not in _INLINE:
                    self._flush(gathered, element.getparent())
                gathered.start(element, tag)
            else:
                gathered.end(tag)
                if tag not in _INLINE:
                    self._flush(gathered, element)
                gathered.text(element.tail)
        self._flush(gathered, root)

    def _flush(self, gathered: "_Gathered", holder: Element) -> None:
        """Make a line of what was gathered; several where lines within it begin with codes."""
        if holder is None or not (pieces := gathered.take()):
            return
        number = holder.sourceline or 1
        heading = holder.tag in _HEADINGS or gathered.take_heading()
        groups: list[list[Piece]] = [[]]
        for piece in _by_line(pieces):
            if groups[-1] and groups[-1][-1].text.endswith("\n") and lettered(piece.text):
                groups.append([])
            groups[-1].append(piece)
        self.lines.extend(_Line(holder, group, number, heading=heading) for group in groups)

    def _table(self, table: Element, depth: int = 1) -> None:
        if depth > _DEEPEST:
            raise ValueError(depth)
        self.tables += 1
        mine = self.tables
        caption = next((child for child in table if child.tag == "caption"), None)
        if caption is not None and (pieces := flat(caption)):
            self.lines.append(_Line(table, pieces, caption.sourceline or 1, heading=True))
        spanning: dict[int, tuple[int, Cell]] = {}
        for row in table.iter("tr"):
            if _table_of(row) is not table:
                continue
            inner = [one for one in row.iter("table") if _table_of(one) is table]
            own = inner != [] and _belong(row, inner)
            cells, spanning = _cells_of(row, spanning, tables=own)
            self.lines.append(_Line(table, [], row.sourceline or 1, row=Row(row.sourceline or 1, cells, mine)))
            for one in () if own else inner:
                self._table(one, depth + 1)

    def finish(self) -> tuple[tuple[Row, ...], int]:
        """Return the rows, and how many links are in none of them."""
        coded = [n for n, line in enumerate(self.lines) if line.row is None and lettered(line.text)]
        ends = dict(zip(coded, self._ends(coded), strict=True))
        rows: list[Row] = []
        within, until = 0, -1
        for number, line in enumerate(self.lines):
            if number in ends:
                within, until = number + 1, ends[number]
            inside = within if number < until else 0
            if line.row is not None:
                rows.append(Row(line.row.number, line.row.cells, line.row.table, inside))
            elif inside or (line.heading and re.search("[2๒][5๕][0-9๐-๙]{2}", line.text)):
                rows.append(Row(line.number, (Cell(tuple(line.pieces)),), 0, inside))
            else:
                self.loose += sum(piece.href is not None for piece in line.pieces)
        return tuple(rows), self.loose

    def _ends(self, coded: list[int]) -> Iterator[int]:
        """Yield for each line with a code the number of the first line that is no longer under it."""
        holding: dict[Element, int] = {}
        chains = {n: [self.lines[n].holder, *self.lines[n].holder.iterancestors()] for n in coded}
        for chain in chains.values():
            for element in chain:
                holding[element] = holding.get(element, 0) + 1
        body = {element for element in holding if element.tag in ("body", "html")}
        for place, number in enumerate(coded):
            following = coded[place + 1] if place + 1 < len(coded) else len(self.lines)
            chain = chains[number]
            # The smallest part with another code in it too; with a single code on the page, its heading's own part.
            part = next((one for one in chain if holding[one] > 1), None)
            if part is None or part in body:
                part = next((one for one in chain[2:] if one not in body), None) if part is None else part
            end = number + 1
            while end < following and (part is None or _is_in(self.lines[end].holder, part)):
                end += 1
            yield end


def _is_in(element: Element, part: Element) -> bool:
    return element is part or any(one is part for one in element.iterancestors())


def _by_line(pieces: list[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.href is not None:
            yield piece
        else:
            yield from (Piece(text) for text in re.findall(r"[^\n]*\n|[^\n]+", piece.text))


class _Gathered:
    """Text and links since the last end of a block."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._links: list[str | None] = []
        self._heading = False

    def start(self, element: Element, tag: str) -> None:
        if tag == "br":
            self._pieces.append(Piece("\n"))
        if tag == "a":
            self._links.append(element.get("href"))
            if element.get("href") is not None:
                self._pieces.append(Piece("", element.get("href")))
        self._heading = self._heading or tag in _HEADINGS
        if tag == "img":
            self.text(element.get("alt"))
        self.text(element.text)

    def end(self, tag: str) -> None:
        if tag == "a" and self._links:
            self._links.pop()

    def text(self, text: str | None) -> None:
        if not text:
            return
        plain = re.sub(r"\s+", " ", text)
        href = self._links[-1] if self._links else None
        if href is not None and self._pieces and self._pieces[-1].href is not None:
            self._pieces[-1] = Piece(self._pieces[-1].text + plain, href)
        else:
            self._pieces.append(Piece(plain, href))

    def take(self) -> list[Piece]:
        """Return what was gathered, when it is anything."""
        pieces, self._pieces = self._pieces, []
        return pieces if any(piece.href is not None or piece.text.strip() for piece in pieces) else []

    def take_heading(self) -> bool:
        heading, self._heading = self._heading, False
        return heading

    def block(self) -> None:
        """A block within a cell begins or ends."""
        if self._pieces and not self._pieces[-1].text.endswith("\n"):
            self._pieces.append(Piece("\n"))


def flat(holder: Element, *, tables: bool = False) -> list[Piece]:
    """Return the text and links of a cell, with a line break between its blocks. tables: those within it too."""
    gathered = _Gathered()
    gathered.text(holder.text)
    for event, element in (walker := etree.iterwalk(holder, events=("start", "end", "comment"))):
        if element is holder:
            continue
        if not isinstance(element.tag, str):
            gathered.text(element.tail)
            continue
        tag = element.tag.lower()
        if event == "start" and ((tag == "table" and not tables) or tag in _SILENT):
            gathered.block()
            walker.skip_subtree()
        elif event == "start":
            if tag not in _INLINE:
                gathered.block()
            gathered.start(element, tag)
        else:
            gathered.end(tag)
            if tag not in _INLINE:
                gathered.block()
            gathered.text(element.tail)
    return gathered.take()


def _table_of(element: Element) -> Element | None:
    return next((one for one in element.iterancestors() if one.tag == "table"), None)


def _belong(row: Element, inner: list[Element]) -> bool:
    """Return whether tables within a row are part of what it says of its item, and not what a layout holds."""
    texts = ("".join(piece.text for piece in flat(cell)).strip() for cell in row if cell.tag in ("td", "th"))
    first = next(filter(None, texts), "")
    if numbered(first) is None:
        return False
    return not any(lettered(" ".join(line.itertext()).strip()) for table in inner for line in table.iter("tr"))


def _cells_of(
    row: Element, spanning: dict[int, tuple[int, Cell]], *, tables: bool
) -> tuple[tuple[Cell, ...], dict[int, tuple[int, Cell]]]:
    """Return the cells of a row with those that reach down into it, and those that reach on."""
    cells: list[Cell] = []
    further: dict[int, tuple[int, Cell]] = {}

    def reach() -> None:
        while len(cells) in spanning:
            column = len(cells)
            left, cell = spanning[column]
            place(cell, left, column)

    def place(cell: Cell, rows: int, column: int) -> None:
        if rows > 1:
            further[column] = (rows - 1, cell)
        cells.extend((cell, *[Cell()] * (cell.columns - 1)))

    for child in row:
        if child.tag in ("td", "th"):
            reach()
            made = Cell(tuple(flat(child, tables=tables)), _span(child, "colspan"))
            place(made, _span(child, "rowspan"), len(cells))
    reach()
    for column, (left, cell) in sorted(spanning.items()):
        if column >= len(cells):
            cells.extend([Cell()] * (column - len(cells)))
            place(cell, left, column)
    return tuple(cells), further


def _span(cell: Element, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    if not re.fullmatch("[0-9]{1,6}", text):
        return 1
    number = int(text)
    return _MOST_SPANNED if number == 0 and name == "rowspan" else min(max(number, 1), _MOST_SPANNED)
