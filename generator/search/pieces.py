"""The index, cut into small files: which letters occur in which pages, and what to show of each page.

A query of twenty letters needs some twenty of the buckets and the heads of the pages that may answer it, whatever the
size of the site. Counts of pages, never a clock or a path of this machine, go into it: same pages, same bytes.

    search/index.json   how many pages and buckets there are, the table of folded letters, kinds and years
    search/facets.json  the kind and year of every page, for queries that are narrowed
    search/t/7.bin      a bucket: tokens, and the pages each stands in, with where (title, lead or body)
    search/h/3.txt      heads of eight pages: address, kind, year, date, title, lead
    search/b/5.txt      bodies of four pages, for the extracts

Texts are written in windows-874, which every browser reads and which needs a third of the bytes of UTF-8 for Thai.
"""

import codecs
import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeVar

from generator.addresses import relative
from generator.dates import short_thai_date
from generator.memory import Memory, digest
from generator.search.document import KINDS_TH, Document
from generator.search.folding import ALIKE, DROPPED, SAYS_LITTLE
from generator.search.postings import Postings, entries_of, posted, posted_again
from generator.text import normalise

RowT = TypeVar("RowT")

FOLDER = "search"
HEADS, BODIES = 8, 4
"""How many pages share a file of heads, and of bodies."""
LEAD_LETTERS, BODY_LETTERS = 300, 6_000
"""As much of a text as an extract is cut from. All of it is indexed."""


def pieces(documents: Sequence[Document], memory: Memory | None = None) -> dict[str, bytes]:
    """Return every file of the index by its address; `documents` are numbered in their order."""
    memory = memory or Memory()
    digests = [digest(repr(document)) for document in documents]
    postings = _postings(documents, digests, memory)
    made = {f"{FOLDER}/t/{number}.bin": bucket for number, bucket in enumerate(postings.buckets)}
    texts = memory.shelf("search-texts")
    for name, size, write in (("h", HEADS, _heads), ("b", BODIES, _bodies)):
        for number, (some, keys) in enumerate(zip(_batches(documents, size), _batches(digests, size), strict=True)):
            made[f"{FOLDER}/{name}/{number}.txt"] = texts.recall(digest(name, *keys), partial(write, some))
    made[f"{FOLDER}/facets.json"] = _facets(documents)
    whole = hashlib.sha256()
    for address in sorted(made):
        whole.update(made[address])
    manifest = {
        "version": whole.hexdigest()[:12],
        "pages": len(documents),
        "buckets": len(postings.buckets),
        "heads": HEADS,
        "bodies": BODIES,
        "dropped": DROPPED,
        "alike": ALIKE,
        "little": SAYS_LITTLE,
        "kinds": {kind: name for kind, name in KINDS_TH.items() if any(one.kind == kind for one in documents)},
        "years": sorted({one.year for one in documents if one.year}, reverse=True),
    }
    made[f"{FOLDER}/index.json"] = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()
    return made


def _postings(documents: Sequence[Document], digests: Sequence[str], memory: Memory) -> Postings:
    """Return the postings: those of the last run with what has changed since, or new ones."""
    shelf, last = memory.shelf("search-entries"), memory.shelf("search-postings")
    by_digest = dict(zip(digests, documents, strict=True))

    def entries(page: str) -> bytes:
        document = by_digest.get(page)
        return shelf.recall(page, partial(entries_of, document)) if document else shelf.peek(page)

    for page in by_digest:
        entries(page)
    before = last.last()
    try:
        made = posted_again(before, digests, entries) if isinstance(before, Postings) else None
    except LookupError:  # the entries of a page of the last run are not known any more
        made = None
    made = made or posted(digests, entries)
    last.leave(made)
    return made


def _heads(documents: Sequence[Document]) -> bytes:
    return _text([_head(document) for document in documents])


def _bodies(documents: Sequence[Document]) -> bytes:
    return _text([normalise(document.body)[:BODY_LETTERS] for document in documents])


def _batches(rows: Sequence[RowT], size: int) -> Iterator[Sequence[RowT]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _facets(documents: Sequence[Document]) -> bytes:
    """Return the kind and year of every page, for queries that are narrowed."""
    facets = [[document.kind for document in documents], [document.year or 0 for document in documents]]
    return json.dumps(facets, separators=(",", ":")).encode()


def _head(document: Document) -> list[object]:
    day = short_thai_date(document.day) if document.day else ""
    newest = document.day.isoformat() if document.day else f"{document.year - 543}" if document.year else ""
    lead = normalise(document.lead)[:LEAD_LETTERS]
    quiet = int(document.quiet)
    address = relative("", document.address)
    return [address, document.kind, document.year or 0, newest, day, quiet, normalise(document.title), lead]


def _text(value: object) -> bytes:
    """Return JSON in windows-874; what that has no letter for is escaped as JSON escapes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("cp874", "prongsai-json")


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):  # only what is written is escaped
        raise error
    wide = error.object[error.start : error.end].encode("utf-16-be")
    units = (int.from_bytes(wide[at : at + 2], "big") for at in range(0, len(wide), 2))
    return "".join(f"\\u{unit:04x}" for unit in units), error.end


codecs.register_error("prongsai-json", _escape)
