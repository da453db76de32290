"""What of an earlier year's answer may go into a new year's file, and what is only told there as a comment.

Last year's evidence shown as this year's is the mistake that assessors find most. So a row is carried only when it is a
document of `documents/` that says of itself that it serves the new year, for an item that asks for no report of a
certain time, and for the elements that are word for word the same. All the rest becomes a comment.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.catalogue import Item
from generator.fields import Coverage
from generator.kinds.document import Document
from generator.kinds.oit import Disclosure, Evidence
from generator.library import Library
from generator.scaffold.filling import quoted
from generator.text import arabic_digits, normalise, visible

_MOST = 3_000
_LASTING = ("any", "in_force", "current")
"""Items that a paper for several years can answer; the others ask for a report of a certain time."""
_SPAN = re.compile(r"(2[4-7][0-9]{2})\s*(?:-|–|—|ถึง)\s*(?:พ\.ศ\.\s*)?(2[4-7][0-9]{2}|[0-9]{2})(?![0-9])")
_YEAR = re.compile(r"(?<![0-9])2[4-7][0-9]{2}(?![0-9])")
_STATUS_TH = {
    "published": "เผยแพร่แล้ว",
    "none": "ไม่มี",
    "preparing": "กำลังจัดทำ",
    "not-applicable": "ไม่เกี่ยวข้อง",
}


@dataclass(frozen=True)
class Past:
    """The latest earlier answer to the same concept."""

    year: int
    item: Item
    answer: Disclosure


def past_answers(library: Library, before: int) -> dict[str, Past]:
    """Return the latest answer to each concept in the years before `before`; an empty file is no answer yet."""
    found = {}
    for (year, code), entry in sorted(library.disclosures.items()):
        catalogue = library.catalogues.get(year)
        item = catalogue.data.by_code.get(code) if catalogue else None
        begun = entry.data.status != "preparing" or entry.data.evidence or entry.data.explanation
        if year < before and item is not None and begun:
            found[item.concept] = Past(year, item, entry.data)
    return found


def past_units(library: Library, before: int) -> dict[str, str]:
    """Return the unit that last answered each concept in the years before `before`."""
    units = {}
    for (year, code), entry in sorted(library.disclosures.items()):
        catalogue = library.catalogues.get(year)
        item = catalogue.data.by_code.get(code) if catalogue else None
        if year < before and item is not None and entry.data.unit:
            units[item.concept] = entry.data.unit
    return units


@dataclass(frozen=True)
class Carried:
    """Lines for the new file: sentences about the past, and rows of evidence that still hold."""

    told: tuple[str, ...]
    rows: tuple[str, ...]


NOTHING = Carried((), ())


def carry(library: Library, past: Past, item: Item, year: int) -> Carried:
    """Return what the file of `item` in `year` takes over from an earlier year's answer, and what it tells of it."""
    told = [f"ปี {past.year} เรื่องนี้คือข้อ {past.item.code} สถานะ: {_STATUS_TH[past.answer.status]}"]
    if past.answer.explanation or past.answer.evidence:
        told[0] += " ข้อความข้างล่างเป็นของปีนั้น ใช้แทนของปีนี้ไม่ได้"
    if past.answer.explanation:
        told.append(f"  ปีก่อนอธิบายว่า: {visible(past.answer.explanation, _MOST)}")
    rows: list[str] = []
    for row in past.answer.evidence:
        document = library.documents[row.document].data if row.document and row.document in library.documents else None
        numbers = _same_elements(row.covers, past.item.elements, item.elements)
        lasts = document is not None and item.period in _LASTING and _serves(document, row, year)
        if lasts and (numbers or not row.covers):
            rows += _row(row, numbers)
        else:
            told.append(f"  ปีก่อนใช้: {_told(row, document)}")
    return Carried(tuple(told), tuple(rows))


def _serves(document: Document, row: Evidence, year: int) -> bool:
    """Return whether a document says that it serves `year`: by its period, and by no other year in its names.

    `any` is said of laws and manuals, and also of a plan of five years; the plan's own title says when it ends.
    """
    if document.period not in (Coverage(None), Coverage(year)):
        return False
    names = arabic_digits(f"{document.title} | {row.document} | {row.title or ''}")
    spans = [(int(first), _end(first, last)) for first, last in _SPAN.findall(names)]
    if spans:
        return all(first <= year <= last for first, last in spans)
    return set(_YEAR.findall(names)) <= {str(year)}


def _end(first: str, last: str) -> int:
    """Return the last year of a span that may be written short: 2561–65."""
    return int(last if len(last) == len(first) else f"{first[:2]}{last}")


def _same_elements(covers: Sequence[int], old: Sequence[str], new: Sequence[str]) -> list[int]:
    """Return the numbers that the covered elements bear now; one whose words have changed has none."""
    now = {normalise(text).strip(): number for number, text in enumerate(new, 1)}
    texts = (normalise(old[number - 1]).strip() for number in covers if number <= len(old))
    return sorted({now[text] for text in texts if text in now})


def _row(row: Evidence, covers: Sequence[int]) -> Iterator[str]:
    yield f"  - document: {row.document}"
    if row.title:
        yield f"    title: {quoted(row.title)}"
    if row.pdf_page:
        yield f"    pdf_page: {row.pdf_page}"
    if covers:
        yield f"    covers: [{', '.join(map(str, covers))}]"


def _told(row: Evidence, document: Document | None) -> str:
    title = row.title or (document.title if document else "")
    where = row.file or (row.url.text if row.url else None) or row.page or f"documents/{row.document}"
    covers = f"แสดงองค์ประกอบ {', '.join(map(str, row.covers))}" if row.covers else ""
    period = row.period or (document.period if document else None)
    more = ", ".join(filter(None, (covers, f"ช่วงเวลา {period}" if period else "")))
    return visible(f"{title} – {where}{f' ({more})' if more else ''}".removeprefix(" – "), _MOST)
