"""Nothing is lost on the way: what people wrote is counted again in everything that a build made of it.

The pages, the JSON, the CSV and the XLSX are read back as strangers would read them, and what was written is counted
from the library by hand, so that no code is its own witness. A difference is a mistake in the program and stops
publishing.
"""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from lxml import etree, html

from generator import addresses
from generator.library import Library
from generator.memory import Shelf, digest
from generator.pages import Content, Page

ITEMS = etree.XPath("//@data-oit", smart_strings=False)
EVIDENCE = etree.XPath("//@data-evidence", smart_strings=False)

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Found:
    """The items and the ids of evidence that one place shows, as often as it shows them."""

    items: Mapping[str, int]
    evidence: Mapping[str, int]


Reader = Callable[[bytes], Found]


def prove(content: Content, pages: Sequence[Page], outputs: Mapping[str, bytes], out: Path) -> list[str]:
    """Return what was lost or made up between the entries and the site below `out`; an empty list is the proof.

    outputs: what the exports made, by address.
    """
    made = {page.address for page in pages}
    shelf = content.memory.shelf("proof")
    faults: list[str] = []
    for year, items in _items(content.library).items():
        written = Found(Counter(items), Counter(_evidence(content.library, year)))
        table = addresses.year_of(addresses.OIT, year)
        places = [table, *({addresses.assess_of(year)} & made)]
        for address in places:
            faults += _differences(address, written, _in_page(out, address, shelf))
        for code in items:
            own = Found(Counter([code]), Counter(_evidence(content.library, year, code)))
            address = addresses.entry_of(addresses.OIT, year, code.lower())
            faults += _differences(address, own, _in_page(out, address, shelf))
        for extension, read in _READERS.items():
            address = f"data/oit-{year}.{extension}"
            faults += _differences(address, written, _in_output(outputs, address, read, shelf))
    homeless = {year for year, _ in content.library.disclosures} - content.library.catalogues.keys()
    faults += [f"disclosures of {year} are on no page, because the year has no catalogue" for year in sorted(homeless)]
    return faults


# ── what was written ─────────────────────────────────────────────────────────────────────────────────────────────


def _items(library: Library) -> dict[int, list[str]]:
    """Return the codes of every year."""
    return {
        year: [item.code for part in entry.data.indicators for sub in part.sub_indicators for item in sub.items]
        for year, entry in library.catalogues.items()
    }


def _evidence(library: Library, year: int, only: str | None = None) -> Iterator[str]:
    """Yield the id of every row of evidence of a year, or of one of its items."""
    for (answered, code), entry in library.disclosures.items():
        if answered == year and only in (None, code):
            for number in range(len(entry.data.evidence)):
                yield f"{year}-{code}-{number + 1}"


# ── what came out ────────────────────────────────────────────────────────────────────────────────────────────────


def _in_page(out: Path, address: str, shelf: Shelf) -> Found | None:
    """Return what a page shows: read once, and then known by every byte of it."""
    try:
        content = (out / address / "index.html").read_bytes()
    except OSError:
        return None
    return shelf.recall(digest("html", content), partial(_in_html, content))


def _in_html(content: bytes) -> Found:
    tree = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    return _found(cast("list[str]", ITEMS(tree)), cast("list[str]", EVIDENCE(tree)))


def _in_output(outputs: Mapping[str, bytes], address: str, read: Reader, shelf: Shelf) -> Found | None:
    if address not in outputs:
        return None
    content = outputs[address]
    return shelf.recall(digest(address.rpartition(".")[2], content), partial(read, content))


def _in_json(content: bytes) -> Found:
    items = json.loads(content)["items"]
    return _found([item["code"] for item in items], [row["id"] for item in items for row in item["evidence"]])


def _in_csv(content: bytes) -> Found:
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    ids = [number for number, name in enumerate(head) if name.startswith("รหัสหลักฐาน")]
    return _found([row[0] for row in rows], [row[number] for row in rows for number in ids if row[number]])


def _in_xlsx(content: bytes) -> Found:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = ["".join(text.itertext(f"{_MAIN}t")) for text in _xml(archive, "xl/sharedStrings.xml")]
        items, evidence = (_first_column(_xml(archive, f"xl/worksheets/sheet{n}.xml"), texts) for n in (1, 2))
    return _found(items, evidence)


def _xml(archive: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401 - an element, which lxml's stubs can't say
    return etree.fromstring(archive.read(name))


def _first_column(sheet: Any, texts: Sequence[str]) -> list[str]:  # noqa: ANN401 - the same
    """Return what stands in column A below the head. Every text of our sheets is a shared string."""
    cells = [cell for cell in sheet.iter(f"{_MAIN}c") if re.fullmatch(r"A[0-9]+", cell.get("r", ""))]
    return [texts[int(cell.findtext(f"{_MAIN}v"))] for cell in cells[1:]]


_READERS: Mapping[str, Reader] = {"json": _in_json, "csv": _in_csv, "xlsx": _in_xlsx}


def _found(items: Iterable[str], evidence: Iterable[str]) -> Found:
    return Found(dict(Counter(items)), dict(Counter(evidence)))


# ── what differs ─────────────────────────────────────────────────────────────────────────────────────────────────


def _differences(place: str, written: Found, found: Found | None) -> Iterator[str]:
    if found is None:
        yield f"{place}: not made"
        return
    for name, expected, actual in (
        ("items", written.items, found.items),
        ("evidence", written.evidence, found.evidence),
    ):
        if lost := Counter(expected) - Counter(actual):
            yield f"{place}: {name} lost: {', '.join(sorted(lost.elements()))}"
        if extra := Counter(actual) - Counter(expected):
            yield f"{place}: {name} not in the content, or there twice: {', '.join(sorted(extra.elements()))}"
