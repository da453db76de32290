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
from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.addresses import relative
from generator.dates import short_thai_date
from generator.search.document import KINDS_TH, Document
from generator.search.folding import ALIKE, DROPPED, SAYS_LITTLE, fold, pairs, tokens
from generator.text import normalise

FOLDER = "search"
HEADS, BODIES = 8, 4
"""How many pages share a file of heads, and of bodies."""
BUCKET_BYTES = 5_000
"""What a bucket should hold; it is fetched whole."""
LEAD_LETTERS, BODY_LETTERS = 300, 6_000
"""As much of a text as an extract is cut from. All of it is indexed."""

TITLE, LEAD, BODY = 3, 2, 1
"""Where a token stands, the most telling place first."""
COMMON = 0.5
"""What stands in the body of half of all pages tells nothing, so only its titles and leads are kept."""
FEW = 40
"""Below this many pages nothing is common."""


def pieces(documents: Sequence[Document]) -> dict[str, bytes]:
    """Return every file of the index by its address; `documents` are numbered in their order."""
    postings = _postings(documents)
    count = max(1, sum(len(data) for _, data in postings.values()) // BUCKET_BYTES)
    buckets: list[list[bytes]] = [[] for _ in range(count)]
    for token in sorted(postings):
        pages, data = postings[token]
        buckets[bucket_of(token, count)].append(_varint(token) + _varint(pages) + _varint(len(data)) + data)
    made = {f"{FOLDER}/t/{number}.bin": b"".join(parts) for number, parts in enumerate(buckets)}
    for number, some in enumerate(_batches(documents, HEADS)):
        made[f"{FOLDER}/h/{number}.txt"] = _text([_head(document) for document in some])
    for number, some in enumerate(_batches(documents, BODIES)):
        made[f"{FOLDER}/b/{number}.txt"] = _text([normalise(document.body)[:BODY_LETTERS] for document in some])
    made[f"{FOLDER}/facets.json"] = _facets(documents)
    digest = hashlib.sha256()
    for address in sorted(made):
        digest.update(made[address])
    manifest = {
        "version": digest.hexdigest()[:12],
        "pages": len(documents),
        "buckets": count,
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


def _postings(documents: Sequence[Document]) -> dict[int, tuple[int, bytes]]:
    """Return the posting of every token."""
    found: dict[int, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        title, lead = _telling(document.title), _telling(document.lead)
        in_title = tokens(title) | pairs(title)
        in_lead = (tokens(lead) | pairs(lead)) - in_title
        in_body = tokens(fold(f"{document.body} {document.lead} {document.title}")) - in_title - in_lead
        base = number << 2
        for place, some in ((TITLE, in_title), (LEAD, in_lead), (BODY, in_body)):
            for token in some:
                found[token].append(base | place)
    limit = max(FEW, COMMON * len(documents))
    return {token: _posting(entries, limit) for token, entries in found.items()}


def _telling(text: str) -> bytes:
    """Return a title or lead folded, without what says little; that is still found, like the text of the page."""
    folded = fold(text)
    for words in _LITTLE:
        folded = folded.replace(words, b"")
    return folded


_LITTLE = tuple(map(fold, SAYS_LITTLE))


def _posting(entries: list[int], limit: float) -> tuple[int, bytes]:
    """Return how many pages a token stands in, and which: gaps times four plus the place, as varints."""
    kept = entries if len(entries) <= limit else [entry for entry in entries if entry & 3 != BODY]
    made = bytearray()
    last = 0
    for entry in kept:
        gap = entry - (last & ~3)
        if gap < 0x80:  # noqa: PLR2004 - what one byte of a varint holds
            made.append(gap)
        else:
            made += _varint(gap)
        last = entry
    return len(entries), bytes(made)


def _varint(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:  # noqa: PLR2004
        made.append(number & 0x7F | 0x80)
        number >>= 7
    made.append(number)
    return bytes(made)


def bucket_of(token: int, count: int) -> int:
    """Return the bucket of a token; search.js reckons the same in 32-bit arithmetic."""
    return ((token * 0x9E3779B1 & 0xFFFFFFFF) >> 8) % count


def _batches(documents: Sequence[Document], size: int) -> Iterator[Sequence[Document]]:
    for start in range(0, len(documents), size):
        yield documents[start : start + size]


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
