"""`prongsai links`: visits every address that evidence stands on, and writes down what it saw in `ledger.json`.

Hosts are visited side by side, the addresses of one host one after the other. The ledger is written whole every few
results, so a run that is interrupted loses little and `--only-stale` takes up the rest. When nothing could be reached
at all the fault is ours, and nothing is written: an office whose network is down must not find all its evidence broken.
"""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from generator.assets import clear_beside, write_whole
from generator.ledger import LEDGER_PATH, STATES, LinkRecord, ledger_bytes
from generator.library import Library, Loaded, load
from generator.links.gate import Gate, resolve
from generator.links.judgement import masked, record
from generator.links.visit import USUAL, Limits, Visit, Visitor
from generator.publish import lock
from generator.refusal import RefusedError

Report = Callable[[str, int, int], None]

FRESH = timedelta(days=3)
_SETTLED = frozenset({"ok", "changed"})
_SAVE_EVERY = 10
_NO_WAY_OUT = frozenset({"dns", "unreachable"})
_HOSTS_TO_BE_SURE = 3
_VISITING = (
    "กำลังตรวจลิงก์อยู่ในอีกหน้าต่างหนึ่ง รอให้เสร็จแล้วลองใหม่",
    "another check of the links is running; wait for it and try again",
)


class LinksError(RefusedError):
    """The check could not be done."""


@dataclass(frozen=True)
class StateChange:
    """A URL whose state is another than before. `url` is safe to print; `before` is None on the first visit."""

    url: str
    before: str | None
    after: LinkRecord

    def __str__(self) -> str:
        """Return one line in Thai."""
        return said(self.url, self.after)


@dataclass(frozen=True)
class Summary:
    """What a run came to."""

    counts: Mapping[str, int]
    """URLs in the content by state, every state named, in the order of `ledger.STATES`."""
    visited: int
    """URLs looked at in this run."""
    left: int
    """URLs that the run's time did not suffice for; the next run takes them first."""
    changes: tuple[StateChange, ...]
    """Sorted by URL. A first visit that found nothing to say is no change."""
    attention: tuple[str, ...]
    """One Thai line for each URL of the content that is not `ok`, changed or not, sorted by URL."""


def said(url: str, link: LinkRecord) -> str:
    """Return the line that tells a person about a URL: its state, since when, and what to do."""
    where = f" → {link.final_url}" if link.state == "moved" and link.final_url else ""
    times = f" ({link.fail_streak} ครั้งติดต่อกัน)" if link.fail_streak else ""
    advice = f": {link.advice_th}" if link.advice_th else ""
    return f"{url}{where} {link.state_th}{times}{advice}"


def visit_links(
    root: Path, *, only_stale: bool, allow_private: bool, now: datetime, report: Report, limits: Limits = USUAL
) -> Summary:
    """Visit the evidence of `root`, write the ledger and return what came of it.

    `now` is aware and stands for the whole run. Raises LinksError, PublishError while another run is going on (each
    would forget what the other saw, and hosts would be asked twice as often), and OSError when the ledger can't be
    written.
    """
    with lock(root, "links", _VISITING):
        clear_beside(root / LEDGER_PATH)
        run = _Run(root, load(root), now, limits, report)
        waiting = run.stale() if only_stale else list(run.pages)
        asyncio.run(run.visit(waiting, Gate(allow_private=allow_private)))
        return run.summary()


class _Run:
    """One check of all links, from the content to the ledger."""

    def __init__(self, root: Path, loaded: Loaded, now: datetime, limits: Limits, report: Report) -> None:
        if (root / LEDGER_PATH).is_symlink() or any(found.code == "bad-ledger" for found in loaded.problems):
            raise LinksError(
                "อ่าน disclosures/ledger.json ไม่ได้ จึงไม่เขียนทับ กู้ไฟล์เดิมจาก git หรือลบไฟล์นี้แล้วสั่งใหม่",
                "disclosures/ledger.json can't be read and is not overwritten; restore it from git, or delete it",
                content=True,
            )
        if loaded.library is None:
            raise LinksError(
                "อ่าน office.yaml ไม่ได้ แก้ตามที่ prongsai check บอกก่อน",
                "office.yaml can't be read; first mend what `prongsai check` reports",
                content=True,
            )
        self._library = loaded.library
        self._path = root / LEDGER_PATH
        self._now, self._limits, self._report = now, limits, report
        self._hrefs = dict(_typed(loaded.library))
        self.pages = _pages(self._hrefs)
        """Each address to visit, without its fragment, and the URLs as typed that stand for it."""
        ledger = loaded.library.ledger
        wanted = [url for urls in self.pages.values() for url in urls]
        # While an entry can't be read nobody knows which URLs it holds, so none is forgotten.
        kept = ledger.urls if any(found.severity == "error" for found in loaded.problems) else wanted
        self._before = {url: link for url in kept if (link := ledger.record(url))}
        self._after = dict(self._before)
        self._results: dict[str, Visit] = {}
        self._lost: dict[tuple[str, str], str] = {}
        """Origins that could not be reached in this run, and why: they are not tried again."""
        self._waiting: list[str] = []

    def stale(self) -> list[str]:
        """Return the addresses not seen within three days, and those with something to find out."""
        return [page for page, urls in self.pages.items() if any(map(self._is_stale, urls))]

    def _is_stale(self, url: str) -> bool:
        link = self._before.get(url)
        if link is None or link.state not in _SETTLED or link.checked_at is None:
            return True
        return not timedelta(0) <= self._now - link.checked_at < FRESH

    async def visit(self, waiting: list[str], gate: Gate) -> None:
        """Visit the addresses, host by host, within a time that grows with their number."""
        self._waiting = waiting
        hosts = defaultdict[str, list[str]](list)
        for page in sorted(waiting, key=self._oldest_first):
            hosts[_host(page)].append(page)
        visitor = Visitor(gate, _agent(self._library), self._limits)
        seconds = self._limits.run + self._limits.run_each * len(waiting)
        together = asyncio.Semaphore(self._limits.hosts)
        try:
            # Not a TaskGroup: what goes wrong with our own disk should come out as it is.
            async with asyncio.timeout(seconds):
                await asyncio.gather(*(self._visit_host(visitor, hosts[host], together) for host in sorted(hosts)))
        except TimeoutError:
            pass  # what is left is counted in the summary
        finally:
            if self._reached():
                self._save()  # for whoever is interrupted, too
        if self._reached():
            return
        if self._results and await self._offline():
            raise LinksError(
                "ไม่มีทางออกอินเทอร์เน็ต จึงไม่ได้ตรวจลิงก์ ผลเดิมยังอยู่ครบ",
                "there is no way to the internet; no link was checked and the ledger is as it was",
                content=False,
            )
        self._save()

    def _oldest_first(self, page: str) -> tuple[datetime, str]:
        links = [self._before.get(url) for url in self.pages[page]]
        seen = [link.checked_at for link in links if link and link.checked_at]
        return min(seen) if len(seen) == len(links) else datetime.min.replace(tzinfo=self._now.tzinfo), page

    async def _visit_host(self, visitor: Visitor, pages: list[str], together: asyncio.Semaphore) -> None:
        async with together:
            for page in pages:
                origin = urlsplit(page)[:2]
                if origin in self._lost:
                    self._take(page, Visit((page,), trouble=self._lost[origin]))
                    continue
                seen = await visitor.visit(page)
                if seen.trouble in _NO_WAY_OUT and len(seen.trail) == 1:
                    self._lost[origin] = seen.trouble
                self._take(page, seen)

    def _take(self, page: str, seen: Visit) -> None:
        self._results[page] = seen
        for url in self.pages[page]:
            link = record(seen, self._before.get(url), self._now)
            fragment = urldefrag(self._hrefs[url]).fragment
            if fragment and link.final_url and "#" not in link.final_url:
                link = replace(link, final_url=f"{link.final_url}#{fragment}")
            self._after[url] = link
        self._report("ตรวจลิงก์", len(self._results), len(self._waiting))
        if self._reached() and len(self._results) % _SAVE_EVERY == 0:
            self._save()

    def _reached(self) -> bool:
        """Return whether anything but silence has come back, so that what was seen may be written down."""
        return any(seen.trouble not in _NO_WAY_OUT or len(seen.trail) > 1 for seen in self._results.values())

    async def _offline(self) -> bool:
        """Return whether it is we who have no network, when nobody could be reached.

        A single dead name is told from a dead network by asking for the names that the office itself goes by.
        """
        troubles = {_host(page): seen.trouble for page, seen in self._results.items() if not _is_number(_host(page))}
        if not troubles:
            return False
        if "unreachable" in troubles.values():
            return len(troubles) >= _HOSTS_TO_BE_SURE
        for host in sorted(_own_hosts(self._library) - troubles.keys()):
            try:
                async with asyncio.timeout(self._limits.connect):
                    await resolve(host, 443)
            except (OSError, ValueError):
                continue
            return False
        return True

    def _save(self) -> None:
        write_whole(self._path, ledger_bytes(self._after))

    def summary(self) -> Summary:
        """Return what the run came to."""
        links = {url: self._after[url] for urls in self.pages.values() for url in urls if url in self._after}
        changes = []
        for url, link in sorted(links.items()):
            old = self._before.get(url)
            if (old.state if old else "ok") != link.state:
                changes.append(StateChange(masked(url), old.state if old else None, link))
        counted = Counter(link.state for link in links.values())
        return Summary(
            counts={state: counted[state] for state in STATES},
            visited=self._urls(self._results),
            left=self._urls(self._waiting) - self._urls(self._results),
            changes=tuple(changes),
            attention=tuple(said(masked(url), link) for url, link in sorted(links.items()) if link.state != "ok"),
        )

    def _urls(self, pages: Iterable[str]) -> int:
        return sum(len(self.pages[page]) for page in pages)


def _pages(hrefs: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the addresses to visit, sorted: what is asked for → the URLs as typed.

    `plan.pdf#page=3` and `plan.pdf#page=12` are one visit: no server ever sees the fragment.
    """
    pages = defaultdict[str, set[str]](set)
    for text, href in hrefs.items():
        pages[urldefrag(href).url].add(text)
    return {page: tuple(sorted(urls)) for page, urls in sorted(pages.items())}


def _typed(library: Library) -> Iterator[tuple[str, str]]:
    """Yield each URL as typed, and percent-encoded."""
    rows = [row for entry in library.disclosures.values() for row in entry.data.evidence]
    rows += [row for entry in library.assessments.values() for row in entry.data.evidence]
    rows += [row for entry in library.surveys for row in entry.data.evidence]
    yield from ((row.url.text, row.url.href) for row in rows if row.url)
    for document in library.documents.values():
        if document.data.url:
            yield document.data.url.text, document.data.url.href


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")


def _is_number(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _own_hosts(library: Library) -> set[str]:
    office = library.office.data
    urls = [office.url, office.contact.map_url, *(channel.url for channel in office.channels)]
    return {*office.own_hosts, *(_host(url.href) for url in urls if url)}


def _agent(library: Library) -> str:
    """Return how we introduce ourselves: what this is, for whom, and whom to write to when it bothers you."""
    office = library.office.data
    contact: Iterable[str | None] = (office.url.href if office.url else None, office.contact.email)
    known = "; ".join(f"+{part}" for part in contact if part)
    return re.sub(r"[^ -~]", "", f"Mozilla/5.0 (compatible; Prongsai-links/1.0{f'; {known}' if known else ''})")
