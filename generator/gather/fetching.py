"""Fetching an office's files, from the web or from a folder, and no more of them than have changed.

The index of an office names the hash of each year's file. A year whose hash is known from the last time is not fetched
again, and a file whose hash is another than the index says is not believed. Addresses in the index are not followed:
a year's file stands beside its index, so no office can send us to another host but by a redirect, and what a redirect
leads to is judged by `links.gate` as for every visit of ours.
"""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from generator.addresses import DATA, data_of
from generator.gather.faults import Fault, fault
from generator.gather.places import Place
from generator.gather.published import Index, YearData, read
from generator.ledger import ADVICE_TH
from generator.links.gate import Gate
from generator.links.visit import Limits, Visitor
from generator.source import read_regular_file

MOST_BYTES = 20_000_000
USUAL = Limits(body=MOST_BYTES, sample=MOST_BYTES, hosts=16)
"""The politeness and the bounds of `links`, but a whole file is kept: it is small, and it is what we came for."""

AGENT = "Mozilla/5.0 (compatible; Prongsai-gather/1.0)"
_OK, _NOT_FOUND, _GONE = 200, 404, 410
_INDEX = f"{DATA}/index.json"

Reader = Callable[[str], Awaitable[bytes | Fault]]
"""Returns a file by its address within the site."""


@dataclass(frozen=True)
class Office:
    """One office, and its years. With a fault there are none: half an office would look like one that is behind."""

    place: Place
    name: str | None = None
    url: str | None = None
    fault: Fault | None = None
    kept: Mapping[int, str] | None = None
    """Years that have not changed since the last time, and their hashes."""
    read: Mapping[str, YearData] | None = None
    """Years that were read, by their hashes."""


Known = Callable[[str, int], str | None]
"""Returns the hash that a year of a source had the last time, or None."""


async def fetch(
    places: Sequence[Place], known: Known, take: Callable[[Office], None], gate: Gate, limits: Limits
) -> None:
    """Hand each place's office to `take` as soon as it is read; hosts side by side, one host's sites one by one."""
    visitor = Visitor(gate, AGENT, limits)
    hosts = defaultdict[str, list[Place]](list)
    for place in places:
        hosts[_host(place)].append(place)
    waiting = {place.source: place for place in places}
    together = asyncio.Semaphore(limits.hosts)

    async def read_host(there: list[Place]) -> None:
        async with together:
            for place in there:
                office = await _office(place, known, _reader(place, visitor))
                del waiting[place.source]
                take(office)

    try:
        # Not a TaskGroup: what goes wrong with our own disk should come out as it is.
        async with asyncio.timeout(limits.run + limits.run_each * 5 * len(places)):
            await asyncio.gather(*(read_host(hosts[host]) for host in sorted(hosts)))
    except TimeoutError:
        for place in waiting.values():
            take(Office(place, place.office, fault=fault("late")))


def _host(place: Place) -> str:
    """Return the host of a web address; nothing for a folder, and for what only looks like an address."""
    try:
        return (urlsplit(place.source).hostname or "") if place.web else ""
    except ValueError:
        return ""


async def _office(place: Place, known: Known, reader: Reader) -> Office:
    """Return the office, or why it can't be read. A list's own name for an office is better than the office's."""
    content = await reader(_INDEX) if _host(place) or not place.web else fault("address")
    index = read(_INDEX, content, Index) if isinstance(content, bytes) else content
    if isinstance(index, Fault):
        return Office(place, place.office, fault=index)
    here = Office(place, place.office or index.office, index.url)
    kept: dict[int, str] = {}
    new: dict[str, YearData] = {}
    for dataset in sorted(index.datasets, key=lambda one: one.year):
        if dataset.sha256 is None:
            continue
        if known(place.source, dataset.year) == dataset.sha256:
            kept[dataset.year] = dataset.sha256
            continue
        year = await _year(dataset.year, dataset.sha256, reader)
        if isinstance(year, Fault):
            return replace(here, fault=year)
        new[dataset.sha256] = year
    return replace(here, kept=kept, read=new)


async def _year(year: int, sha256: str, reader: Reader) -> YearData | Fault:
    name = data_of(year, "json")
    content = await reader(name)
    if isinstance(content, Fault):
        return fault("no-file", name=name) if content.code == "no-data" else content
    if hashlib.sha256(content).hexdigest() != sha256:
        return fault("hash", name=name)
    data = read(name, content, YearData)
    if isinstance(data, YearData) and data.year != year:
        return fault("shape", name=name, where="year", reason=f"{data.year} is not {year}")
    return data


def _reader(place: Place, visitor: Visitor) -> Reader:
    if place.web:
        return lambda name: _from_web(visitor, place.source, name)
    return lambda name: _from_folder(place, name)


async def _from_web(visitor: Visitor, site: str, name: str) -> bytes | Fault:
    seen = await visitor.visit(f"{site}{name}")
    if seen.trouble == "too-big":
        return fault("too-big", name=name, limit=MOST_BYTES // 1_000_000)
    if seen.trouble:
        return fault("visit", name=name, advice=ADVICE_TH.get(seen.trouble, seen.trouble), reason=seen.trouble)
    if seen.status in (_NOT_FOUND, _GONE):
        return fault("no-data")
    return seen.sample if seen.status == _OK else fault("refused", name=name, status=seen.status)


async def _from_folder(place: Place, name: str) -> bytes | Fault:
    """Return a file of a built site: the folder itself, or the `site/` within the root of an office."""
    if place.folder is None or not place.folder.is_dir():
        return fault("address")
    sites = (place.folder, place.folder / "site")
    site = next((one for one in sites if (one / _INDEX).is_file()), place.folder)
    try:
        content = read_regular_file(site / name, MOST_BYTES)
    except FileNotFoundError:
        return fault("no-data")
    except OSError as wrong:
        return fault("unreadable", name=name, reason=wrong.strerror or type(wrong).__name__)
    if content is None:
        return fault("no-data")
    return content if len(content) <= MOST_BYTES else fault("too-big", name=name, limit=MOST_BYTES // 1_000_000)
