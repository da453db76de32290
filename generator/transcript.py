"""The words of a page, line by line, as `label: text`: what a seal keeps of it.

They come from the records a page is made from, not from its HTML. A page also shows what nobody of the office wrote:
when a link was last seen, the same item in other years, the seals themselves. A seal over those would break by itself,
and so would every seal when a template changes.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator import addresses
from generator.fields import Record, Url
from generator.library import Library
from generator.pages.page import Answer
from generator.readiness import STATUS_TH

_FILE = re.compile(r"\]\(\s*<?/?(files/[^)\s>]+)")
_OFFICE_PAGES = {
    addresses.ABOUT: ("name", "short_name", "body", "executives", "units"),
    addresses.CONTACT: ("contact", "channels"),
}
"""What the pages about the office show of it."""


@dataclass(frozen=True)
class Transcript:
    """Writes pages down. `fingerprint` gives the SHA-256 of a file in `files/`, so that a new picture shows."""

    library: Library
    fingerprint: Callable[[str], str | None]

    def item(self, answer: Answer) -> tuple[str, ...]:
        """Return the words of an item's page, without its evidence, which a seal keeps row by row."""
        item, entry = answer.item, answer.entry
        lines = list(self._record(item, but=("code", "concept")))
        lines.append(f"สถานะ: {STATUS_TH[answer.readiness.status]}")
        if entry:
            lines.extend(self._record(entry.data, but=("item", "status", "evidence")))
        return tuple(lines)

    def page(self, address: str) -> tuple[str, ...] | None:
        """Return the words of a page of this site, or None for a list, which grows by itself and so is not sealed."""
        library = self.library
        section, _, rest = address.partition("/")
        if address in _OFFICE_PAGES:
            office = library.office.data
            return tuple(self._record(office, but=office.model_fields_set - set(_OFFICE_PAGES[address])))
        records: dict[str, Record] = {
            addresses.document_of(name): entry.data for name, entry in library.documents.items()
        }
        for kind, posts in library.posts:
            records |= {addresses.entry_of(kind, post.year, post.name): post.data for post in posts}
        for year, programme in library.programmes.items():
            records[addresses.year_of(addresses.PROGRAMME, year)] = programme.data
        records |= {addresses.school_of(school.id): school for school in library.schools.schools}
        for (year, code), disclosure in library.disclosures.items():
            records[addresses.entry_of(addresses.OIT, year, code.lower())] = disclosure.data
        found = records.get(address) if section and rest else None
        return tuple(self._record(found)) if found else None

    def _record(self, record: Record, prefix: str = "", but: Collection[str] = ()) -> Iterator[str]:
        """Yield what was written into a record, with the labels of its fields; what was left out says nothing."""
        for name, info in type(record).model_fields.items():
            if name in record.model_fields_set and name not in but:
                value = getattr(record, name)
                if name == "unit" and isinstance(value, str):
                    value = self.library.office.data.unit_name(value) or value
                yield from self._value(f"{prefix}{info.title or name}", value)

    def _value(self, label: str, value: object) -> Iterator[str]:
        if isinstance(value, Record):
            yield from self._record(value, f"{label} ")
        elif isinstance(value, tuple):
            for number, one in enumerate(value, 1):
                yield from self._value(f"{label} {number}", one)
        elif value is not None:
            text = _plain(value)
            yield from (f"{label}: {line}" for line in text.splitlines())
            named = [text] if text.startswith("files/") else _FILE.findall(text)
            yield from (f"{label} SHA-256 {path}: {self.fingerprint(path)}" for path in named)


def _plain(value: object) -> str:
    if isinstance(value, Url):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
