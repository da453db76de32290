"""All content of one office: read, typed and cross-referenced, or every problem in it.

Files are found first, then read, then what they may refer to is collected from whatever could be read, and only then
is each entry validated: so a broken file never makes its neighbours look wrong.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator import addresses
from generator.catalogue import Catalogue
from generator.content_file import ContentFile, Trees
from generator.fields import DIMENSIONS, Known, Record, StoredFile, alias_of, item_code
from generator.inventory import Inventory, take_stock
from generator.kinds import KINDS
from generator.kinds.document import Document as DocumentRecord
from generator.kinds.office import Office
from generator.kinds.oit import Disclosure
from generator.kinds.posts import Honor, Lesson, News, Post
from generator.kinds.programme import Programme
from generator.kinds.results import Assessment, Survey
from generator.kinds.school import Schools
from generator.kinds.waivers import Waivers
from generator.ledger import Ledger, read_ledger
from generator.memory import Memory, digest
from generator.problem import Place, Problem
from generator.reading import Entry, read_record
from generator.rules import problem
from generator.snapshots import read_snapshots
from generator.source import Listing, Scalar, Table, plain, read_regular_file
from generator.text import arabic_digits, nearest
from generator.tree import CONTENT, Found, look_inside, scan

ADDRESSES_PATH = f"{CONTENT}/addresses.txt"
WAIVERS_PATH = f"{CONTENT}/personal-data.yaml"
"""What it names is not offered to anybody by being named there."""
MEMORY_PATH = ".prongsai/memory"
MAX_ADDRESSES_BYTES = 20_000_000
Read = tuple[Found, ContentFile]


@dataclass(frozen=True)
class Library:
    """Everything that was read well. Posts are sorted newest first, the rest by year and name."""

    office: Entry[Office]
    catalogues: Mapping[int, Entry[Catalogue]]
    """Those that apply to this kind of office, by fiscal year."""
    disclosures: Mapping[tuple[int, str], Entry[Disclosure]]
    """By fiscal year and item code."""
    documents: Mapping[str, Entry[DocumentRecord]]
    news: tuple[Entry[News], ...]
    lessons: tuple[Entry[Lesson], ...]
    honors: tuple[Entry[Honor], ...]
    assessments: Mapping[int, Entry[Assessment]]
    surveys: tuple[Entry[Survey], ...]
    programmes: Mapping[int, Entry[Programme]]
    schools: Schools
    files: Mapping[str, StoredFile]
    ledger: Ledger

    @property
    def posts(self) -> tuple[tuple[str, tuple[Entry[Any], ...]], ...]:
        """News, lessons and honours, each with the section of the site they stand in."""
        return (
            (addresses.NEWS, self.news),
            (addresses.LESSONS, self.lessons),
            (addresses.HONORS, self.honors),
        )


@dataclass(frozen=True)
class Loaded:
    """The outcome of reading: a library when the office could be read, all problems, and counts of what there is."""

    library: Library | None
    salvaged: Library | None
    """The library even where the office's own file has mistakes, for `report`; never to be published."""
    problems: tuple[Problem, ...]
    entries: int
    items: int
    evidence: int
    trees: Trees
    known: Known
    published: tuple[tuple[int, str], ...]
    """Addresses that earlier builds published, each with its line in `addresses.txt`."""
    answered: Mapping[tuple[int, str], str]
    """The file of each item that has one, right or wrong, by year and code."""
    catalogues_broken: bool
    """Whether a catalogue could not be read or is wrong."""
    inventory: Inventory
    """What the files that entries use really are."""
    waivers: Entry[Waivers] | None
    """The personal data that may stand."""
    memory: Memory


@dataclass
class _Reading:
    """What one run of `load` gathers."""

    root: Path
    memory: Memory
    found: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reads: dict[str, list[Read]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[str, list[Entry[Any]]] = field(default_factory=lambda: defaultdict(list))

    def validate(self, kind: str, known: Known) -> None:
        """Type every file of one kind, against what is known to it."""
        shelf = self.memory.shelf("records")
        everything = known_digest(known)
        for found, file in self.reads[kind]:
            own = _known_to(found, known, self.entries["catalogue"])
            key = digest(file.digest, kind, everything, own.folder_year, own.item_code, own.element_count)
            record, faults = shelf.recall(key, partial(_record, file, found, own))
            self.problems.extend(faults)
            if isinstance(record, Record):
                self.entries[kind].append(Entry(found.path, found.name, found.year or 0, record, file))


def known_digest(known: Known) -> str:
    """Return a digest of all that references may point to."""
    sets = (known.units, known.schools, known.networks, known.documents, known.pages, known.aliases)
    said = [sorted(one) if one is not None else None for one in sets]
    items = sorted((year, sorted(codes) if codes is not None else None) for year, codes in known.items.items())
    return digest(repr((said, items, known.unsure, sorted(known.files.items()))))


def _record(file: ContentFile, found: Found, known: Known) -> tuple[Record | None, list[Problem]]:
    return read_record(file.document, found.kind.model, known)


def load(root: Path, memory: Memory | None = None) -> Loaded:
    """Read everything below `root/disclosures`. Nothing in the content raises.

    memory: what earlier runs worked out; without it, what the last build kept.
    """
    reading = _Reading(root, memory or Memory(root / MEMORY_PATH))
    reading.found, files, reading.problems = scan(root)
    for found in reading.found:
        file = ContentFile(root, found.path, reading.memory)
        reading.problems.extend(file.sketch.problems)
        reading.reads[found.kind.name].append((found, file))
    read = [file for reads in reading.reads.values() for _, file in reads]
    used = {name for file in read if file.path != WAIVERS_PATH for name in file.sketch.names}
    stored = look_inside(root, files, used)
    unread = not all(file.sketch.readable for file in read)
    # A file that can't be read may well be the one that uses it.
    # …and a name that was mistyped means the file that is nearest to it.
    meant = {nearest(path, files) for path in used - files.keys()}
    for path in () if unread else sorted(files.keys() - used - meant):
        reading.problems.append(problem("unused-file", Place(f"{CONTENT}/{path}")))
    for kind in ("office", "catalogue"):
        reading.validate(kind, Known(files=stored))
    known = _collect(reading, stored)
    for kind in (
        "oit",
        "document",
        "news",
        "lesson",
        "honor",
        "assessment",
        "survey",
        "programme",
        "schools",
        "waivers",
    ):
        reading.validate(kind, known)
    published, published_problems = _published(root)
    reading.problems.extend(published_problems)
    ledger, ledger_problems = read_ledger(root)
    reading.problems.extend(ledger_problems)
    reading.problems.extend(read_snapshots(root)[1])
    if not reading.reads["office"]:
        reading.problems.append(problem("missing-office", Place(f"{CONTENT}/office.yaml")))
    library = _library(reading, stored, ledger)
    return Loaded(
        library=library if reading.entries["office"] else None,
        salvaged=library,
        problems=tuple(reading.problems),
        entries=len(reading.found),
        items=sum(len(entry.data.items) for entry in reading.entries["catalogue"]),
        evidence=sum(file.sketch.evidence for _, file in reading.reads["oit"]),
        trees=Trees(read),
        known=known,
        published=published,
        answered={(found.year or 0, found.name): found.path for found, _ in reading.reads["oit"]},
        catalogues_broken=len(reading.entries["catalogue"]) < len(reading.reads["catalogue"]),
        inventory=take_stock(root, stored),
        waivers=next(iter(reading.entries["waivers"]), None),
        memory=reading.memory,
    )


# ── what may be referred to ──────────────────────────────────────────────────────────────────────────────────────


def _collect(reading: _Reading, stored: Mapping[str, StoredFile]) -> Known:
    """Return what references may point to, from whatever could be read: a wrong entry still counts as there."""
    office = _tree(reading, "office")
    schools = _tree(reading, "schools")
    school_ids = _ids(schools, "schools") if reading.reads["schools"] else frozenset[str]()
    items = _items_by_year(reading)
    return Known(
        files=stored,
        units=_ids(office, "units"),
        schools=school_ids,
        networks=_ids(schools, "networks") or None,
        documents=frozenset(found.name for found, _ in reading.reads["document"]),
        pages=frozenset(_pages(reading, items, school_ids or frozenset())),
        unsure=_unsure(items, school_ids),
        aliases=_aliases(reading),
        items=items,
    )


def _unsure(items: Mapping[int, frozenset[str] | None], schools: frozenset[str] | None) -> tuple[str, ...]:
    """Return the beginnings of addresses of which nothing can be said, because what makes them can't be read."""
    years = [f"{addresses.year_of(addresses.OIT, year)}/" for year, codes in items.items() if codes is None]
    return (*years, f"{addresses.SCHOOLS}/") if schools is None else tuple(years)


def _aliases(reading: _Reading) -> frozenset[str] | None:
    """Return every old address that an entry claims, or None when an entry can't be read at all."""
    files = [file for kind in _SECTIONS for _, file in reading.reads[kind]]
    if not all(file.sketch.readable for file in files):
        return None
    return frozenset(alias_of(alias) for file in files for alias in file.sketch.aliases)


def _tree(reading: _Reading, kind: str) -> Table | None:
    return next((file.tree for _, file in reading.reads[kind]), None)


def _ids(tree: Table | None, name: str) -> frozenset[str] | None:
    """Return the ids in the list `name`, or None when the file or the list can't be read."""
    if tree is None or name in tree.broken or (tree.broken and name not in tree.nodes):
        return None
    listing = tree.nodes.get(name)
    if listing is not None and not isinstance(listing, Listing):
        return None
    rows = listing.nodes if listing else ()
    if any(isinstance(row, Table) and "id" in row.broken for row in rows):
        return None
    return frozenset(_texts_of(tree, (name,), "id"))


def _texts_of(tree: Table, lists: tuple[str, ...], name: str) -> Iterator[str]:
    """Yield the texts of the field `name` in the lists within lists that `lists` lead to."""
    listing = tree.nodes.get(lists[0])
    for row in listing.nodes if isinstance(listing, Listing) else ():
        if isinstance(row, Scalar) and len(lists) == 1:
            yield row.text.strip()
        elif isinstance(row, Table) and len(lists) > 1:
            yield from _texts_of(row, lists[1:], name)
        elif isinstance(row, Table) and isinstance(value := row.nodes.get(name), Scalar):
            yield value.text.strip()


def _items_by_year(reading: _Reading) -> dict[int, frozenset[str] | None]:
    """Return the codes of each year; None for a year whose catalogue is wrong, so that nothing is said of it."""
    years: dict[int, frozenset[str] | None] = {}
    office = next((entry.data for entry in reading.entries["office"]), None)
    typed = {entry.path: entry.data for entry in reading.entries["catalogue"]}
    for found, file in reading.reads["catalogue"]:
        catalogue = typed.get(found.path)
        if catalogue is not None:
            if office is None or catalogue.body_type == office.body_type:
                years[catalogue.year] = frozenset(catalogue.by_code)
        else:
            node = file.tree.nodes.get("fiscal_year") if file.tree is not None else None
            written = arabic_digits(node.text.strip()) if isinstance(node, Scalar) else ""
            for year in (written, found.name.rpartition("-")[2]):
                if re.fullmatch(r"2[4-7][0-9]{2}", year):
                    years.setdefault(int(year), None)
    return years


_SECTIONS = {"news": addresses.NEWS, "lesson": addresses.LESSONS, "honor": addresses.HONORS}


def _pages(reading: _Reading, items: Mapping[int, frozenset[str] | None], schools: frozenset[str]) -> Iterator[str]:
    """Yield the address of every page that the site will have."""
    yield from addresses.ALWAYS
    yield from (addresses.reference_of(kind.name) for kind in KINDS)
    for kind, section in _SECTIONS.items():
        for found, _ in reading.reads[kind]:
            yield addresses.year_of(section, found.year or 0)
            yield addresses.entry_of(section, found.year or 0, found.name)
    if reading.reads["lesson"]:
        yield from map(addresses.dimension_of, DIMENSIONS)
    for found, _ in reading.reads["document"]:
        yield addresses.document_of(found.name)
    for found, _ in reading.reads["programme"]:
        yield addresses.PROGRAMME
        yield addresses.year_of(addresses.PROGRAMME, found.year or 0)
    for year, codes in items.items():
        yield addresses.year_of(addresses.OIT, year)
        yield addresses.assess_of(year)
        for code in codes or ():
            yield addresses.entry_of(addresses.OIT, year, code.lower())
    if schools:
        yield addresses.SCHOOLS
        yield from map(addresses.school_of, schools)


def _known_to(found: Found, known: Known, catalogues: list[Entry[Any]]) -> Known:
    """Return what is known to one file: its folder's year, and for a disclosure how many elements its item has."""
    if found.kind.name == "catalogue":
        tail = found.name.rpartition("-")[2]
        return replace(known, folder_year=int(tail) if re.fullmatch(r"2[4-7][0-9]{2}", tail) else None)
    if found.kind.name != "oit":
        return replace(known, folder_year=found.year)
    count = None
    for entry in catalogues:
        item = entry.data.by_code.get(found.name)
        if entry.data.year == found.year and item is not None and known.items.get(entry.data.year):
            count = len(item.elements)
    return replace(known, folder_year=found.year, item_code=found.name, element_count=count)


# ── the library ──────────────────────────────────────────────────────────────────────────────────────────────────


def _office(reading: _Reading) -> Entry[Office] | None:
    """Return the office; where its file has mistakes, only what says whose items these are, or None."""
    if reading.entries["office"]:
        return reading.entries["office"][0]
    for found, file in reading.reads["office"]:
        data = plain(file.tree) if file.tree is not None else None
        given = data if isinstance(data, dict) else {}
        for names in (("name", "body_type", "current_year", "units"), ("name", "body_type", "current_year")):
            try:
                office = Office.model_validate({name: given[name] for name in names if name in given})
            except ValidationError:
                continue
            return Entry(found.path, found.name, 0, office, file)
    return None


def _library(reading: _Reading, stored: Mapping[str, StoredFile], ledger: Ledger) -> Library | None:
    office = _office(reading)
    if office is None:
        return None
    entries = reading.entries
    catalogues: dict[int, Entry[Catalogue]] = {}
    for entry in entries["catalogue"]:
        first = catalogues.get(entry.data.year)
        if entry.data.body_type != office.data.body_type:
            continue
        if first is not None:
            reading.problems.append(
                problem("duplicate-catalogue", entry.at("fiscal_year"), year=entry.data.year, first=first.path)
            )
        catalogues.setdefault(entry.data.year, entry)
    return Library(
        office=office,
        catalogues=dict(sorted(catalogues.items())),
        disclosures={(entry.year, item_code(entry.name) or entry.name): entry for entry in entries["oit"]},
        documents={entry.name: entry for entry in entries["document"]},
        news=_newest_first(entries["news"]),
        lessons=_newest_first(entries["lesson"]),
        honors=_newest_first(entries["honor"]),
        assessments={entry.year: entry for entry in entries["assessment"]},
        surveys=tuple(entries["survey"]),
        programmes={entry.year: entry for entry in entries["programme"]},
        schools=entries["schools"][0].data if entries["schools"] else Schools(),
        files=stored,
        ledger=ledger,
    )


def _newest_first(entries: list[Entry[Post]]) -> tuple[Entry[Any], ...]:
    return tuple(sorted(entries, key=lambda entry: (-entry.data.date.toordinal(), entry.path)))


def _published(root: Path) -> tuple[tuple[tuple[int, str], ...], list[Problem]]:
    """Return the addresses that were published, each with its line, and what is wrong with the list."""
    place = Place(ADDRESSES_PATH)
    try:
        raw = read_regular_file(root / ADDRESSES_PATH, MAX_ADDRESSES_BYTES)
        lines = raw.decode("utf-8-sig").splitlines() if raw is not None else []
    except FileNotFoundError:
        return (), []
    except OSError:
        return (), [problem("unreadable-file", place)]
    except UnicodeDecodeError:
        return (), [problem("not-utf8", place, guess="?")]
    if raw is None:
        return (), [problem("not-a-regular-file", place)]
    rows = tuple((number, line.strip()) for number, line in enumerate(lines, 1))
    wrong = [
        problem("merge-conflict", Place(ADDRESSES_PATH, number))
        for number, line in rows
        if re.match(r"<{7}|={7}|>{7}", line)
    ]
    listed = tuple((number, line.strip("/")) for number, line in rows if line.startswith("/"))
    return listed, wrong
