"""Which offices to gather: web addresses, folders, and lists of either with a region beside each.

A list is a text file with one place a line, or a table (.csv) with the columns office, region and url. A row of the
table without a url tells the region of an office that is read from elsewhere; when no office of that name is, it is an
office that is known to have no site, and so to have published nothing.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from generator.gather.faults import GatherError
from generator.source import read_regular_file
from generator.tables.delimited import decoded
from generator.text import one_line, visible

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "office": ("office", "name", "หน่วยงาน", "ชื่อหน่วยงาน"),
    "region": ("region", "ภูมิภาค", "ภาค", "เขตตรวจราชการ"),
    "url": ("url", "site", "place", "ที่อยู่", "เว็บไซต์"),
}
"""What the columns of a list may be headed with."""

_WEB = re.compile(r"https?://", re.IGNORECASE)
_INDEX = re.compile(r"/?data/(?:index\.json)?$|/index\.html?$")
_SECRET = re.compile(r"//[^/?#]*@")
_MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Place:
    """Where one office's data is. `source` names it in the tables: a web address that ends in `/`, or a folder."""

    source: str
    folder: Path | None = None
    """None for a web address, and for an office that has no site."""
    office: str | None = None
    region: str | None = None
    known: bool = True
    """False for an office of a list that has no site: there is nothing to read."""

    @property
    def web(self) -> bool:
        """Whether the data is on the web."""
        return bool(_WEB.match(self.source))


@dataclass(frozen=True)
class Asked:
    """Where to read, in the order of the sources, and the rows of lists that tell of offices without an address."""

    places: tuple[Place, ...]
    told: tuple[Place, ...]


def places(words: Iterable[str]) -> Asked:
    """Return the places that the words of a command line name; raises GatherError for a list that can't be read."""
    found: dict[str, Place] = {}
    for place in (one for word in words for one in _word(word)):
        before = found.get(place.source)
        if before:  # named twice: what is known of it is put together
            place = replace(before, office=before.office or place.office, region=before.region or place.region)  # noqa: PLW2901
        found[place.source] = place
    ordered = [found[source] for source in sorted(found)]
    return Asked(
        places=tuple(place for place in ordered if place.known),
        told=tuple(place for place in ordered if not place.known),
    )


def _word(word: str) -> Iterator[Place]:
    if not word.startswith("@"):
        yield _place(word, Path())
        return
    path = Path(word[1:])
    text = _text(path)
    if path.suffix.lower() == ".csv":
        yield from _rows(path, text)
        return
    for line in text.splitlines():
        entry = line.strip()
        if entry and not entry.startswith("#"):
            yield _place(entry, path.parent)


def _text(path: Path) -> str:
    shown = visible(str(path))
    try:
        content = read_regular_file(path, _MOST_BYTES)
    except (OSError, ValueError):
        content = None
    text = decoded(content) if content is not None and len(content) <= _MOST_BYTES else None
    if text is None:
        raise GatherError(f"อ่านรายการ {shown} ไม่ได้ ต้องเป็นไฟล์ข้อความหรือ .csv", f"the list {shown} can't be read")
    return text


def _rows(path: Path, text: str) -> Iterator[Place]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        rows = list(reader)
    except csv.Error as wrong:
        raise _unlike(path) from wrong
    heads = [cell.strip().lower() for cell in rows[0]] if rows else []
    at = {
        name: next((number for number, head in enumerate(heads) if head in heads_of), None)
        for name, heads_of in COLUMNS.items()
    }
    if at["url"] is None and at["office"] is None:
        raise _unlike(path)
    for row in rows[1:]:
        given = {name: _cell(row, number) for name, number in at.items()}
        if given["url"]:
            place = _place(given["url"], path.parent)
            yield replace(place, office=given["office"], region=given["region"])
        elif given["office"]:
            yield Place(given["office"], office=given["office"], region=given["region"], known=False)


def _cell(row: list[str], number: int | None) -> str | None:
    return (one_line(row[number]) or None) if number is not None and number < len(row) else None


def _unlike(path: Path) -> GatherError:
    shown = visible(str(path))
    return GatherError(
        f"รายการ {shown} ต้องมีหัวคอลัมน์ office, region, url (หรือ หน่วยงาน, ภูมิภาค, ที่อยู่) อย่างน้อย office หรือ url",
        f"the list {shown} needs the columns office, region, url: at least office or url",
    )


def _place(entry: str, beside: Path) -> Place:
    """Return the place of one entry; a folder in a list is meant from the list's own folder."""
    if _WEB.match(entry):
        return Place(_site(entry))
    folder = beside / entry
    return Place(folder.as_posix(), folder)


def _site(entry: str) -> str:
    """Return the address of a site's first page, whichever page of its data was given.

    A name and password before the host are left out: the source stands in the tables, and what is public needs none.
    """
    entry = _SECRET.sub("//", entry, count=1)
    try:
        parts = urlsplit(entry)
    except ValueError:  # such as a bracket that nothing closes; that it is none will be said when it is to be visited
        return entry
    path = _INDEX.sub("", parts.path).rstrip("/") + "/"
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, "", ""))
