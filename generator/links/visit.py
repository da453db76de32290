"""One visit to one address: what came back, within fixed bounds of time, bytes, hops and pace.

Nothing is judged here; what the visit means is said in `links.judgement`. A page is fetched with GET and never with
HEAD, because servers answer the two differently and the GET is what a reader sends.
"""

import asyncio
import errno
import hashlib
import ssl
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import httpcore
import httpx
from aiolimiter import AsyncLimiter
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt

from generator.links.gate import ForbiddenAddressError, Gate, NoSuchHostError, Transport
from generator.links.walls import sign_in_service


@dataclass(frozen=True)
class Limits:
    """How far a visit goes. Seconds, bytes and counts; the defaults are those of contract §5."""

    seconds: float = 15
    """For one URL with all its hops; waiting for our own turn at a busy host is not the URL's fault and not counted."""
    connect: float = 10
    pace: float = 1.05
    """Between two requests to a host. A little over the second we owe, for the jitter between our clock and theirs."""
    body: int = 20_000_000
    sample: int = 1_000_000
    """How much of a body is kept for judging; its hash covers all of it."""
    hops: int = 5
    hosts: int = 8
    address: int = 8_000
    """Characters of an address that a redirect may lead to."""
    run: float = 300
    run_each: float = 2
    """For the whole run: seconds, and seconds more for each address."""
    progress: int = 65_536
    """A body that stops short of its end, but has come this far, is slow rather than silent."""


USUAL = Limits()


@dataclass(frozen=True)
class Visit:
    """What one visit saw."""

    trail: tuple[str, ...]
    """Every address in the order they led to each other; the first is the one in the content."""
    permanent: bool = False
    """There were redirects, and every one of them was for good."""
    trouble: str | None = None
    """Why there is no whole answer: a key of `ledger.ADVICE_TH`."""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    sample: bytes = b""
    """The beginning of the body."""
    size: int = 0
    """Bytes of the body, unpacked."""
    sha256: str = ""
    """Of the whole body, if there is no trouble."""


@dataclass
class _Seen:
    """A visit while it happens."""

    trail: list[str]
    permanent: list[bool] = field(default_factory=list)
    trouble: str | None = None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    sample: bytearray = field(default_factory=bytearray)
    size: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def begin(self, response: httpx.Response) -> None:
        """Take the head of an answer, and forget the body of the one before."""
        self.status = response.status_code
        self.headers = {name.lower(): value for name, value in response.headers.items()}
        self.sample, self.size, self.digest = bytearray(), 0, hashlib.sha256()

    def take(self, data: bytes, keep: int) -> None:
        """Take a piece of the body."""
        self.sample += data[: max(0, keep - len(self.sample))]
        self.size += len(data)
        self.digest.update(data)

    def visit(self) -> Visit:
        """Return what was seen."""
        permanent = bool(self.permanent) and all(self.permanent)
        sample, sha256 = bytes(self.sample), self.digest.hexdigest()
        return Visit(tuple(self.trail), permanent, self.trouble, self.status, self.headers, sample, self.size, sha256)


class _UnreadableError(Exception):
    """The body is packed in a way we don't unpack."""


class _TooBigError(Exception):
    """The body is over the limit."""


class _BadRedirectError(Exception):
    """A redirect that nobody should follow."""


class _TooManyRedirectsError(Exception):
    """One redirect more than we follow."""


class Visitor:
    """Visits addresses at the pace each host is owed. Lives as long as one event loop."""

    def __init__(self, gate: Gate, agent: str, limits: Limits = USUAL) -> None:
        self._gate = gate
        self._limits = limits
        self._context = httpx.create_ssl_context(trust_env=False)
        self._turns: dict[str, AsyncLimiter] = {}
        self._headers = {
            "User-Agent": agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
            "Accept-Language": "th,en;q=0.5",
            "Accept-Encoding": "identity",
        }

    async def visit(self, url: str) -> Visit:
        """Return what is at `url` (percent-encoded). Whatever the other side does, this ends, and nothing is raised."""
        seen = _Seen([url])
        try:
            async with asyncio.timeout(None) as clock:
                await self._follow(seen, clock)
        except TimeoutError:
            seen.trouble = "slow" if seen.size >= self._limits.progress else "timeout"
        except Exception as fault:  # noqa: BLE001 - whatever a hostile host makes a library raise is about this URL alone
            seen.trouble = reason_of(fault)
        return seen.visit()

    async def _follow(self, seen: _Seen, clock: asyncio.Timeout) -> None:
        """Ask for the address and for those it leads to. Each URL has its own cookies, and they end with it."""
        transport = Transport(self._gate, self._context)
        timeout = httpx.Timeout(None, connect=self._limits.connect)
        async with httpx.AsyncClient(
            transport=transport, headers=self._headers, timeout=timeout, trust_env=False, follow_redirects=False
        ) as client:
            request: httpx.Request | None = client.build_request("GET", seen.trail[0])
            while request is not None:
                request = await self._ask(client, request, seen, clock)

    async def _ask(
        self, client: httpx.AsyncClient, request: httpx.Request, seen: _Seen, clock: asyncio.Timeout
    ) -> httpx.Request | None:
        """Send one request, read the answer and return the request it leads to. A cut connection is tried again."""
        cut = retry_if_exception_type((httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError))
        following = None
        async for attempt in AsyncRetrying(stop=stop_after_attempt(2), retry=cut, reraise=True):
            with attempt:
                await self._turn(request.url.host, clock)
                response = await client.send(request, stream=True)
                try:
                    seen.begin(response)
                    following = self._next(response, seen)
                    if response.next_request is None:
                        await self._read(response, seen)
                finally:
                    await response.aclose()
        return following

    async def _turn(self, host: str, clock: asyncio.Timeout) -> None:
        """Wait for our turn at the host. The URL's clock stands still meanwhile, but for the pace itself."""
        now = asyncio.get_running_loop().time
        limiter = self._turns.setdefault(host.rstrip("."), AsyncLimiter(1, self._limits.pace))
        end, before = clock.when(), now()
        clock.reschedule(None)
        await limiter.acquire()
        waited = max(0.0, now() - before - self._limits.pace)
        clock.reschedule(now() + self._limits.seconds if end is None else end + waited)

    def _next(self, response: httpx.Response, seen: _Seen) -> httpx.Request | None:
        """Return the request a redirect asks for, or None; raises when it may not be followed."""
        request = response.next_request
        if request is None:
            return None
        address = str(request.url)
        if request.url.scheme not in ("http", "https") or request.url.userinfo or len(address) > self._limits.address:
            raise _BadRedirectError
        if len(seen.trail) > self._limits.hops:
            raise _TooManyRedirectsError
        seen.trail.append(address)
        seen.permanent.append(response.status_code in (httpx.codes.MOVED_PERMANENTLY, httpx.codes.PERMANENT_REDIRECT))
        # At the door of a known sign-in service everything is known: no need to knock.
        return None if sign_in_service(address) else request

    async def _read(self, response: httpx.Response, seen: _Seen) -> None:
        """Read the body, unpacking it no further than the limit; raises when it is over it."""
        unpacker = _unpacker(response.headers.get("content-encoding", ""))
        limit, packed = self._limits.body, 0
        declared = response.headers.get("content-length", "")
        promised = int(declared) if declared.isdecimal() else 0
        async for chunk in response.aiter_raw():
            packed += len(chunk)
            try:
                data = unpacker.decompress(chunk, limit - seen.size + 1) if unpacker else chunk
            except zlib.error as fault:
                raise _UnreadableError from fault
            seen.take(data, self._limits.sample)
            if max(packed, seen.size, promised) > limit:
                raise _TooBigError
        if unpacker and not unpacker.eof and seen.size:
            raise _UnreadableError


def _unpacker(encoding: str) -> "zlib._Decompress | None":
    """Return what unpacks a body that came packed although we asked for it as it is."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return None
    if name not in ("gzip", "x-gzip", "deflate"):
        raise _UnreadableError
    return zlib.decompressobj(zlib.MAX_WBITS | 32)  # takes the gzip and the zlib form alike


_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (ForbiddenAddressError, "private-address"),
    (NoSuchHostError, "dns"),
    (_UnreadableError, "encoded"),
    (_TooBigError, "too-big"),
    (_TooManyRedirectsError, "too-many-redirects"),
    (_BadRedirectError, "bad-redirect"),
    (httpx.InvalidURL, "bad-redirect"),
    (httpx.HTTPError, "bad-redirect"),  # ours pass httpcore's through, so this is httpx about a Location
    (httpcore.ConnectTimeout, "unreachable"),
    (httpcore.ConnectError, "no-connection"),
    (httpcore.TimeoutException, "timeout"),
    (httpcore.NetworkError, "reset"),
)
_NO_WAY = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN})

# OpenSSL's numbers of what is wrong with a certificate. The rest (an unknown issuer above all) often opens in a
# browser, which fetches the certificates between that many a Thai server forgets to send.
_CERTIFICATE = {10: "tls-expired", 62: "tls-name", 18: "tls-self-signed", 19: "tls-self-signed"}


def reason_of(fault: Exception) -> str:
    """Return the reason (a key of `ledger.ADVICE_TH`) for what a visit raised."""
    for cause in _causes(fault):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _CERTIFICATE.get(cause.verify_code, "tls")
        if isinstance(cause, ssl.SSLError):
            return "tls"
        if isinstance(cause, OSError) and cause.errno in _NO_WAY:
            return "unreachable"
    return next((reason for kind, reason in _REASONS if isinstance(fault, kind)), "bad-answer")


def _causes(fault: BaseException) -> Iterator[BaseException]:
    """Yield the exception and what it came from, the members of groups included."""
    waiting: list[BaseException] = [fault]
    known: set[int] = set()
    while waiting:
        here = waiting.pop()
        if id(here) in known:
            continue
        known.add(id(here))
        yield here
        waiting += [cause for cause in (here.__cause__, here.__context__) if cause is not None]
        waiting += here.exceptions if isinstance(here, BaseExceptionGroup) else ()
