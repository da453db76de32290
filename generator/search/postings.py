"""Which tokens stand in which pages, cut into buckets; and the same again after a few pages have changed.

A posting is a token, how many pages it stands in, and which: gaps of page numbers times four plus the place, as
varints. When the pages keep their numbers, only the postings of tokens that came or went are written again, which
gives the very bytes that starting over would give. Where it might not, one starts over.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.search.document import Document
from generator.search.folding import SAYS_LITTLE, fold, pairs, tokens

BUCKET_BYTES = 5_000
"""What a bucket should hold; it is fetched whole."""
TITLE, LEAD, BODY = 3, 2, 1
"""Where a token stands, the most telling place first."""
COMMON = 0.5
"""What stands in the body of half of all pages tells nothing, so only its titles and leads are kept."""
FEW = 40
"""Below this many pages nothing is common."""
_MOST_CHANGED = 0.1
"""Of all pages: when more have changed, starting over is as quick."""

Entries = Callable[[str], bytes]
"""Gives what `entries_of` made of the page with this digest."""


@dataclass(frozen=True)
class Postings:
    """The buckets, and the pages they were made from: a digest of each, in their order."""

    pages: tuple[str, ...]
    buckets: tuple[bytes, ...]
    size: int
    """Bytes of all postings, without their heads."""


def entries_of(document: Document) -> bytes:
    """Return the tokens of a page, times four plus the place where each tells most, as an array of integers."""
    title, lead = _telling(document.title), _telling(document.lead)
    in_title = tokens(title) | pairs(title)
    in_lead = (tokens(lead) | pairs(lead)) - in_title
    in_body = tokens(fold(f"{document.body} {document.lead} {document.title}")) - in_title - in_lead
    places = ((TITLE, in_title), (LEAD, in_lead), (BODY, in_body))
    return array("I", (token << 2 | place for place, some in places for token in some)).tobytes()


def posted(pages: Sequence[str], entries: Entries) -> Postings:
    """Return the postings of pages, given by their digests."""
    found: dict[int, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        base = number << 2
        for entry in array("I", entries(page)):
            found[entry >> 2].append(base | entry & 3)
    limit = _limit(len(pages))
    made = {token: _posting(some, limit) for token, some in found.items()}
    size = sum(len(data) for _, data in made.values())
    buckets: list[list[bytes]] = [[] for _ in range(_count(size))]
    for token in sorted(made):
        buckets[bucket_of(token, len(buckets))].append(_written(token, *made[token]))
    return Postings(tuple(pages), tuple(map(b"".join, buckets)), size)


def posted_again(old: Postings, pages: Sequence[str], entries: Entries) -> Postings | None:
    """Return the postings of `pages` made from those of the pages before, or None where one has to start over."""
    if len(old.pages) != len(pages):
        return None
    changed = [number for number, (one, other) in enumerate(zip(old.pages, pages, strict=True)) if one != other]
    if len(changed) > len(pages) * _MOST_CHANGED:
        return None
    gone, come = _by_token(old.pages, changed, entries), _by_token(pages, changed, entries)
    touched: dict[int, list[int]] = defaultdict(list)
    for token in gone.keys() | come.keys():
        if gone.get(token) != come.get(token):
            touched[bucket_of(token, len(old.buckets))].append(token)
    buckets, size = list(old.buckets), old.size
    for number, some in touched.items():
        known = {token: (count, data) for token, count, data in _read(buckets[number])}
        for token in some:
            count, data = known.pop(token, (0, b""))
            again = _changed(count, data, gone.get(token, {}), come.get(token, {}), _limit(len(pages)))
            if again is None:
                return None
            size += len(again[1]) - len(data)
            if again[0]:
                known[token] = again
        buckets[number] = b"".join(_written(token, *known[token]) for token in sorted(known))
    return Postings(tuple(pages), tuple(buckets), size) if _count(size) == len(buckets) else None


def bucket_of(token: int, count: int) -> int:
    """Return the bucket of a token; search.js reckons the same in 32-bit arithmetic."""
    return ((token * 0x9E3779B1 & 0xFFFFFFFF) >> 8) % count


def _limit(pages: int) -> float:
    return max(FEW, COMMON * pages)


def _count(size: int) -> int:
    """Return into how many buckets postings of this size go."""
    return max(1, size // BUCKET_BYTES)


def _telling(text: str) -> bytes:
    """Return a title or lead folded, without what says little; that is still found, like the text of the page."""
    folded = fold(text)
    for words in _LITTLE:
        folded = folded.replace(words, b"")
    return folded


_LITTLE = tuple(map(fold, SAYS_LITTLE))


def _by_token(pages: Sequence[str], numbers: Sequence[int], entries: Entries) -> dict[int, dict[int, int]]:
    """Return, for each token of some pages, the entries of those pages, by their numbers."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for number in numbers:
        for entry in array("I", entries(pages[number])):
            found[entry >> 2][number] = number << 2 | entry & 3
    return found


def _changed(
    count: int, data: bytes, gone: Mapping[int, int], come: Mapping[int, int], limit: float
) -> tuple[int, bytes] | None:
    """Return a posting without the pages in `gone` and with those in `come`; None when what it left out is needed."""
    after = count - len(gone) + len(come)
    if after <= limit < count:
        return None
    kept = [entry for entry in _entries(data) if entry >> 2 not in gone]
    said = sorted([*kept, *come.values()])
    return after, _data(said if after <= limit else [entry for entry in said if entry & 3 != BODY])


def _posting(entries: list[int], limit: float) -> tuple[int, bytes]:
    """Return how many pages a token stands in, and the entries that are kept of them."""
    kept = entries if len(entries) <= limit else [entry for entry in entries if entry & 3 != BODY]
    return len(entries), _data(kept)


def _data(entries: Sequence[int]) -> bytes:
    made = bytearray()
    last = 0
    for entry in entries:
        gap = entry - (last & ~3)
        if gap < 0x80:  # noqa: PLR2004 - what one byte of a varint holds
            made.append(gap)
        else:
            made += _varint(gap)
        last = entry
    return bytes(made)


def _entries(data: bytes) -> Iterator[int]:
    """Yield the entries that `_data` wrote."""
    at, last = 0, 0
    while at < len(data):
        gap, at = _number(data, at)
        last = gap + (last & ~3)
        yield last


def _written(token: int, count: int, data: bytes) -> bytes:
    return _varint(token) + _varint(count) + _varint(len(data)) + data


def _read(bucket: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the token, the count of pages and the data of every posting in a bucket."""
    at = 0
    while at < len(bucket):
        token, at = _number(bucket, at)
        count, at = _number(bucket, at)
        length, at = _number(bucket, at)
        yield token, count, bucket[at : at + length]
        at += length


def _varint(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:  # noqa: PLR2004
        made.append(number & 0x7F | 0x80)
        number >>= 7
    made.append(number)
    return bytes(made)


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return the varint that begins at `at`, and where the next one does."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004
            return number, at
        shift += 7
